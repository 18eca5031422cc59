//! Which terms of a query may be answered by looser words, where a corpus has them in no form.
//!
//! Only what a statement is to hold: an absence is never asked of more words than were typed.

use super::{Asked, Node};
use crate::search::term::{Reach, Term};

impl Asked<'_> {
    /// The terms for which looser words may stand where no statement has any of theirs: words that were typed and are wanted.
    #[must_use]
    pub fn may_loosen(&self) -> Vec<usize> {
        let mut wanted = Vec::new();
        self.root.collect_wanted(&mut wanted);
        wanted.retain(|term| self.terms.get(*term).is_some_and(Term::has_looser));
        wanted
    }

    /// How far each term goes, given those that some statement of the corpus has in a form.
    #[must_use]
    pub fn reaches(&self, is_held: impl Fn(usize) -> bool) -> Vec<Reach> {
        let loose: Vec<usize> = self.may_loosen().into_iter().filter(|term| !is_held(*term)).collect();
        let reach = |term| if loose.contains(&term) { Reach::Loose } else { Reach::Forms };
        (0..self.terms.len()).map(reach).collect()
    }

    /// The same where nothing has answered, with `seen` saying of each term whether some statement has it; nothing where no
    /// term has looser words to offer.
    #[must_use]
    pub fn looser(&self, seen: &[bool]) -> Option<Vec<Reach>> {
        let reaches = self.reaches(|term| seen.get(term).copied().unwrap_or(false));
        reaches.contains(&Reach::Loose).then_some(reaches)
    }
}

impl Node<'_> {
    fn collect_wanted(&self, wanted: &mut Vec<usize>) {
        match self {
            Self::Term(number) => wanted.push(*number),
            Self::Near { terms, .. } => wanted.extend(terms),
            Self::All { parts, .. } | Self::Any(parts) => parts.iter().for_each(|part| part.collect_wanted(wanted)),
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
