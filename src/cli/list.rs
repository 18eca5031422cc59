//! `reader --filter`: a line for each statement that a few letters would narrow the list of the screen to, best first.
//!
//! The list of the screen is asked, so that the same statements come in the same order. What `reader list` prints is in
//! `search`; `output` knows what is on a line.

use super::pass::{self, Outcome, Report};
use super::print::Print;
use crate::library::{Entry, Library};
use crate::model::Statement;
use crate::output::columns::Columns;
use crate::tui::state::List as OnScreen;
use std::io::{self, Write};

/// Lists the statements of a corpus that `query` lets through on `out`, and on `notes` what could not be read.
///
/// As typing it narrows the list on screen; an empty one lets all through.
///
/// # Errors
/// If writing fails for another reason than a closed pipe.
pub fn narrowed(
    library: &Library,
    query: &str,
    limit: Option<usize>,
    print: &Print,
    out: &mut impl Write,
    notes: &mut impl Write,
) -> io::Result<Outcome> {
    let mut narrowed = Narrowed { print, query, limit, entries: Vec::new(), lines: Vec::new() };
    pass::write(library, out, notes, &mut narrowed)
}

/// What is best is known only when all has been read.
struct Narrowed<'a> {
    print: &'a Print,
    query: &'a str,
    limit: Option<usize>,
    entries: Vec<Entry>,
    lines: Vec<String>,
}

impl Report for Narrowed<'_> {
    fn statement(&mut self, _out: &mut dyn Write, statement: &Statement) -> io::Result<()> {
        // Its place in its file is for opening it, which nobody does here.
        self.entries.push(Entry::of(statement));
        self.lines.push(self.print.listed(statement));
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, _statements: usize) -> io::Result<usize> {
        let mut list = OnScreen::default();
        list.found(&std::mem::take(&mut self.entries));
        let mut matching = list.matching(self.query);
        matching.truncate(self.limit.unwrap_or(usize::MAX));
        out.write_all(self.print.head(Columns::listed).as_bytes())?;
        let mut lines = matching.iter().filter_map(|number| self.lines.get(*number));
        lines.try_for_each(|line| out.write_all(line.as_bytes()))?;
        Ok(matching.len())
    }
}

#[cfg(test)]
mod tests {
    use super::super::pass::tests::corpus;
    use super::*;

    #[test]
    fn a_query_lets_through_what_it_does_on_screen() {
        let (_folder, library) = corpus(&[
            ("a.txt", "{\"title\":\"old call\",\"text\":\"x\"}\n{\"title\":\"recall\",\"text\":\"y\"}\n"),
            ("b.txt", "{\"title\":\"call\",\"text\":\"y\"}\n{\"title\":\"other\",\"text\":\"call\"}\n"),
        ]);
        let check_first = |limit, query, outcome, expected: &[&str]| {
            let mut out = Vec::new();
            let print = Print::default();
            assert_eq!(
                narrowed(&library, query, limit, &print, &mut out, &mut Vec::new()).unwrap(),
                outcome,
                "{query}"
            );
            let lines = String::from_utf8(out).unwrap();
            let titles: Vec<_> = lines.lines().filter_map(|line| line.split('\t').nth(2)).collect();
            assert_eq!(titles, expected, "{query}");
        };
        let check = |query, outcome, expected: &[&str]| check_first(None, query, outcome, expected);
        check("call", Outcome::Done, &["call", "old call", "recall"]);
        check_first(Some(2), "call", Outcome::Done, &["call", "old call"]);
        check("CALL old", Outcome::Done, &["old call"]);
        check("", Outcome::Done, &["old call", "recall", "call", "other"]);
        check("wibble", Outcome::Nothing, &[]);
    }
}
