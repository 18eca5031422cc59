//! `reader list`: one line a statement, all of them or those that a query lets through.
//!
//! All of them come in the order of the files, as they are read. With a query the list of the screen is asked, so that
//! the same statements come in the same order, best first. `output` knows what is on a line.

use super::pass::{self, Outcome, Report};
use crate::library::{Entry, Library};
use crate::model::Statement;
use crate::output::{json, plain};
use crate::tui::state::List as OnScreen;
use std::io::{self, Write};

/// Lists the statements of a corpus on `out`, and on `notes` what could not be read.
///
/// With a `filter` those alone that it lets through, as typing it narrows the list on screen; an empty one lets all.
///
/// # Errors
/// If writing fails for another reason than a closed pipe.
pub fn list(
    library: &Library,
    as_json: bool,
    filter: Option<&str>,
    out: &mut impl Write,
    notes: &mut impl Write,
) -> io::Result<Outcome> {
    let list = List { as_json };
    match filter {
        None => pass::write(library, out, notes, &mut { list }),
        Some(query) => {
            let mut narrowed = Narrowed { list, query, entries: Vec::new(), lines: Vec::new() };
            pass::write(library, out, notes, &mut narrowed)
        }
    }
}

struct List {
    as_json: bool,
}

impl List {
    fn line(&self, statement: &Statement) -> String {
        if self.as_json { json::list_line(statement) } else { plain::list_line(statement) }
    }
}

impl Report for List {
    fn statement(&mut self, out: &mut dyn Write, statement: &Statement) -> io::Result<()> {
        writeln!(out, "{}", self.line(statement))
    }
}

/// What is best is known only when all has been read.
struct Narrowed<'a> {
    list: List,
    query: &'a str,
    entries: Vec<Entry>,
    lines: Vec<String>,
}

impl Report for Narrowed<'_> {
    fn statement(&mut self, _out: &mut dyn Write, statement: &Statement) -> io::Result<()> {
        // Its place in its file is for opening it, which nobody does here.
        self.entries.push(Entry::of(statement).placed(self.entries.len(), 0));
        self.lines.push(self.list.line(statement));
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, _statements: usize) -> io::Result<usize> {
        let mut list = OnScreen::default();
        list.found(std::mem::take(&mut self.entries));
        let matching = list.matching(self.query);
        matching.iter().filter_map(|number| self.lines.get(*number)).try_for_each(|line| writeln!(out, "{line}"))?;
        Ok(matching.len())
    }
}

#[cfg(test)]
mod tests {
    use super::super::pass::tests::corpus;
    use super::*;

    #[test]
    fn one_line_a_statement() {
        let (_folder, library) = corpus(&[
            ("b.txt", "{\"title\":\"a\\tb\\u001b\",\"text\":\"x\"}\n{\"title\":\"c\",\"text\":\"y\"}\n"),
            ("a.txt", "عنوان نمونه\n\nمتن"),
        ]);
        let mut out = Vec::new();
        assert_eq!(list(&library, false, None, &mut out, &mut Vec::new()).unwrap(), Outcome::Done);
        let lines = String::from_utf8(out).unwrap();
        let ends: Vec<_> = lines.lines().map(|line| line.splitn(3, '\t').last().unwrap()).collect();
        assert_eq!(ends, ["عنوان نمونه\ta.txt", "a b\tb.txt:0", "c\tb.txt:1"]);

        let mut out = Vec::new();
        list(&library, true, None, &mut out, &mut Vec::new()).unwrap();
        for line in String::from_utf8(out).unwrap().lines() {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(record["path"].is_string() && record.get("paragraphs").is_none(), "{line}");
        }
    }

    #[test]
    fn a_query_lets_through_what_it_does_on_screen() {
        let (_folder, library) = corpus(&[
            ("a.txt", "{\"title\":\"old call\",\"text\":\"x\"}\n{\"title\":\"recall\",\"text\":\"y\"}\n"),
            ("b.txt", "{\"title\":\"call\",\"text\":\"y\"}\n{\"title\":\"other\",\"text\":\"call\"}\n"),
        ]);
        let check = |query, outcome, expected: &[&str]| {
            let mut out = Vec::new();
            assert_eq!(list(&library, false, Some(query), &mut out, &mut Vec::new()).unwrap(), outcome, "{query}");
            let lines = String::from_utf8(out).unwrap();
            let titles: Vec<_> = lines.lines().filter_map(|line| line.split('\t').nth(2)).collect();
            assert_eq!(titles, expected, "{query}");
        };
        check("call", Outcome::Done, &["call", "old call", "recall"]);
        check("CALL old", Outcome::Done, &["old call"]);
        check("", Outcome::Done, &["old call", "recall", "call", "other"]);
        check("wibble", Outcome::Nothing, &[]);
    }
}
