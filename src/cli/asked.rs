//! What is told of a query on standard error: what is wrong in it, what it was taken for, what it may have been meant to be.
//!
//! Nothing of this changes what is printed. Words are told as they were typed.

use crate::keymap::Layouts;
use crate::library::SearchEnd;
use crate::output::plain::clean;
use crate::search::query::{Manner, Query, QueryProblem, Sought};
use crate::text::range::TextRange;

/// Statements below which other spellings of a quotation are told.
const FEW: usize = 10;

/// Other queries that are counted at most.
const SUGGESTED: usize = 3;

/// A problem of a query, with its place marked: a sentence, and the query with the place in brackets.
#[must_use]
pub(super) fn problem(query: &str, problem: &QueryProblem) -> String {
    let part = |start, end| clean(TextRange::new(start, end).of(query)).into_owned();
    let TextRange { start, end } = problem.range;
    let marked = format!("{}⟦{}⟧{}", part(0, start), part(start, end), part(end, query.len()));
    format!("reader: {}\n  {marked}\n", clean(&problem.message))
}

/// That words are taken loosely.
#[must_use]
pub(super) fn loosely(words: &[String]) -> String {
    let words = words.iter().map(|word| clean(word)).collect::<Vec<_>>().join(", ");
    format!("reader: no statement has {words} as a word; shown: words that hold it or sound so.\n")
}

/// What is told when all has been looked at; `others` are the queries that were counted besides.
#[must_use]
pub(super) fn end(query: &str, parsed: &Query, others: &[String], end: &SearchEnd) -> String {
    let mut told = String::new();
    for name in &end.unknown_parties {
        told += &format!("reader: no party is called {}.\n", clean(name));
    }
    if end.answered < FEW && end.other_spellings > 0 {
        let anyhow = replaced(query, &parsed.wanted(), &|sought| {
            (sought.how == Manner::Spelt).then(|| format!("«{}»", sought.text))
        });
        told += &format!("reader: {} more in other spellings: {}\n", end.other_spellings, clean(&anyhow));
    }
    for (other, number) in others.iter().zip(&end.others).filter(|(_, number)| **number > 0) {
        told += &format!("reader: typed with another keyboard layout it would find {number}: {}\n", clean(other));
    }
    told
}

/// The query with its words as the same keys would have typed them in other layouts.
#[must_use]
pub(super) fn other_layouts(query: &str, parsed: &Query) -> Vec<String> {
    let (layouts, wanted) = (Layouts::builtin(), parsed.wanted());
    // Words of which some are Latin and some are not were not typed with one wrong layout.
    let words: String = wanted.iter().map(|sought| sought.text.as_str()).collect();
    if layouts.other_layouts(&words).is_empty() {
        return Vec::new();
    }
    let mut others: Vec<String> = Vec::new();
    for layout in layouts.iter() {
        let other = replaced(query, &wanted, &|sought| {
            let other = layouts.other_layouts(&sought.text).into_iter().find(|other| other.layout == layout.name)?;
            Some(query_part(query, sought).replace(&sought.text, &other.text))
        });
        if other != query && !others.contains(&other) {
            others.push(other);
        }
    }
    others.truncate(SUGGESTED);
    others
}

fn query_part<'a>(query: &'a str, sought: &Sought) -> &'a str {
    sought.range.of(query)
}

/// The query with some of what it looks for typed otherwise.
fn replaced(query: &str, wanted: &[&Sought], otherwise: &dyn Fn(&Sought) -> Option<String>) -> String {
    let mut wanted = wanted.to_vec();
    wanted.sort_by_key(|sought| sought.range);
    let (mut replaced, mut at) = (String::new(), 0);
    for sought in wanted {
        if let Some(other) = otherwise(sought)
            && sought.range.start >= at
        {
            replaced.push_str(TextRange::new(at, sought.range.start).of(query));
            replaced.push_str(&other);
            at = sought.range.end;
        }
    }
    replaced.push_str(query.get(at..).unwrap_or_default());
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Day;

    fn parsed(query: &str) -> Query {
        Query::parse(query, Day { year: 2026, month: 11, day: 21 })
    }

    #[test]
    fn a_problem_shows_its_place() {
        let query = "حزب colour:red a";
        let told = problem(query, &parsed(query).problems[0]);
        assert_eq!(told, "reader: There is no field colour; it is looked for as text.\n  حزب ⟦colour:red⟧ a\n");
        let query = "\u{1B}[1m date:98";
        assert!(!problem(query, &parsed(query).problems[0]).contains('\u{1B}'));
    }

    fn check(query: &str, known: &SearchEnd, expected: &str) {
        let others = other_layouts(query, &parsed(query));
        assert_eq!(end(query, &parsed(query), &others, known), expected, "{query}");
    }

    #[test]
    fn the_same_keys_in_another_layout() {
        let check =
            |query: &str, expected: &[&str]| assert_eq!(other_layouts(query, &parsed(query)), expected, "{query}");
        check("pcf lang:fa", &["حزب lang:fa", "حؤب lang:fa"]);
        check("title:pcf* -a", &["title:حزب* -a", "title:حؤب* -a"]);
        check("=hgd", &["=الی", "=الي"]);
        check("کتاب book", &[]);
        check("lang:fa", &[]);
    }

    #[test]
    fn what_it_may_have_been_meant_to_be_is_told() {
        let found = |answered, other_spellings| SearchEnd { answered, other_spellings, ..SearchEnd::default() };
        check("\"علي\" party:a", &found(1, 12), "reader: 12 more in other spellings: «علي» party:a\n");
        check("=علي", &found(1, 1), "reader: 1 more in other spellings: «علي»\n");
        check("\"علي\"", &found(10, 12), "");
        check("حزب", &found(1, 0), "");
        check("pcf", &found(0, 0), "");
        let counted = SearchEnd { others: vec![0, 7], ..found(0, 0) };
        check("pcf lang:fa", &counted, "reader: typed with another keyboard layout it would find 7: حؤب lang:fa\n");
        let unknown = SearchEnd { answered: 3, unknown_parties: vec!["کوه".to_owned()], ..SearchEnd::default() };
        check("party:کوه", &unknown, "reader: no party is called کوه.\n");
    }
}
