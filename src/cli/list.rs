//! `reader list`: one line a statement.
//!
//! Lines come in the order of the files, as they are read; `output` knows what is on one.

use super::pass::{self, Outcome, Report};
use crate::library::Library;
use crate::model::Statement;
use crate::output::{json, plain};
use std::io::{self, Write};

/// Lists the statements of a corpus on `out`, and on `notes` what could not be read.
///
/// # Errors
/// If writing fails for another reason than a closed pipe.
pub fn list(library: &Library, as_json: bool, out: &mut impl Write, notes: &mut impl Write) -> io::Result<Outcome> {
    pass::write(library, out, notes, &mut List { as_json })
}

struct List {
    as_json: bool,
}

impl Report for List {
    fn statement(&mut self, out: &mut dyn Write, statement: &Statement) -> io::Result<()> {
        let line = if self.as_json { json::list_line(statement) } else { plain::list_line(statement) };
        writeln!(out, "{line}")
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
        assert_eq!(list(&library, false, &mut out, &mut Vec::new()).unwrap(), Outcome::Done);
        let lines = String::from_utf8(out).unwrap();
        let ends: Vec<_> = lines.lines().map(|line| line.splitn(3, '\t').last().unwrap()).collect();
        assert_eq!(ends, ["عنوان نمونه\ta.txt", "a b\tb.txt:0", "c\tb.txt:1"]);

        let mut out = Vec::new();
        list(&library, true, &mut out, &mut Vec::new()).unwrap();
        for line in String::from_utf8(out).unwrap().lines() {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(record["path"].is_string() && record.get("paragraphs").is_none(), "{line}");
        }
    }
}
