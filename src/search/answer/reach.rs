//! Which terms of a query may be answered by looser words, where a corpus has them in no form.
//!
//! Only what a statement is to hold: an absence is never asked of more words than were typed.

use super::{Asked, Node};
use crate::search::term::{Reach, Term};

impl Asked<'_> {
    /// How far each term is to go where nothing has answered: loosely those that were in none of the statements, as `seen` says of
    /// each term; nothing where no term has looser words to offer.
    #[must_use]
    pub fn looser(&self, seen: &[bool]) -> Option<Vec<Reach>> {
        let mut reach = vec![Reach::Forms; self.terms().len()];
        self.root.loosen(&mut |number| {
            let unseen = !seen.get(number).copied().unwrap_or(false);
            if unseen
                && self.terms.get(number).is_some_and(Term::has_looser)
                && let Some(slot) = reach.get_mut(number)
            {
                *slot = Reach::Loose;
            }
        });
        reach.contains(&Reach::Loose).then_some(reach)
    }
}

impl Node<'_> {
    /// Names the terms that were typed and are wanted.
    fn loosen(&self, wanted: &mut impl FnMut(usize)) {
        match self {
            Self::Term(number) => wanted(*number),
            Self::Near { terms, .. } => terms.iter().copied().for_each(wanted),
            Self::All { parts, .. } | Self::Any(parts) => parts.iter().for_each(|part| part.loosen(wanted)),
            Self::Not(_) | Self::Field(_) | Self::Nothing => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Day;
    use crate::search::query::{Parties, Query};

    /// The words that become loose where those of `seen` are in a corpus.
    fn check(query: &str, seen: &[&str], expected: &[&str]) {
        let (query, parties) = (Query::parse(query, Day { year: 2026, month: 11, day: 21 }), Parties::default());
        let asked = Asked::new(&query, &parties);
        let seen: Vec<bool> = asked.terms().iter().map(|term| seen.contains(&term.typed())).collect();
        let reach = asked.looser(&seen).unwrap_or_default();
        let loose = asked.terms().iter().zip(reach).filter(|(_, reach)| *reach == Reach::Loose);
        assert_eq!(loose.map(|(term, _)| term.typed()).collect::<Vec<_>>(), expected, "{query:?}");
    }

    #[test]
    fn words_that_are_wanted_and_nowhere_become_loose() {
        check("حزب کوه", &["حزب"], &["کوه"]);
        check("حزب -کوه", &["حزب"], &[]);
        check("(حزب OR کوه) near:3(a b)", &[], &["حزب", "کوه", "a", "b"]);
        check("کوه* «حزب» \"حزب\" party:کوه", &[], &[]);
    }
}
