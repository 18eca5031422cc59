//! `reader show`: the text of statements, in the order of their files.
//!
//! What is written is original logical text, as a program or a pager of the user expects it.

use super::pass::{self, Outcome, Report};
use crate::library::Library;
use crate::model::Statement;
use crate::output::{json, plain};
use std::io::{self, Write};

/// Writes the statements of a corpus in full to `out`, and to `notes` what could not be read.
///
/// # Errors
/// If writing fails for another reason than a closed pipe.
pub fn show(library: &Library, as_json: bool, out: &mut impl Write, notes: &mut impl Write) -> io::Result<Outcome> {
    pass::write(library, out, notes, &mut Show { as_json, first: true })
}

/// What stands between two statements.
const BETWEEN: &str = "\n* * *\n\n";

struct Show {
    as_json: bool,
    first: bool,
}

impl Report for Show {
    fn statement(&mut self, out: &mut dyn Write, statement: &Statement) -> io::Result<()> {
        if self.as_json {
            return writeln!(out, "{}", json::show_line(statement));
        }
        if !std::mem::take(&mut self.first) {
            out.write_all(BETWEEN.as_bytes())?;
        }
        out.write_all(plain::statement(statement).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::super::pass::tests::corpus;
    use super::*;

    fn check(as_json: bool, expected: &[&str]) {
        let (_folder, library) = corpus(&[
            ("a.txt", "{\"title\":\"عنوان\",\"text\":\"متن.\"}"),
            ("b.txt", "{\"title\":\"t\",\"text\":\"b\"}"),
        ]);
        let mut out = Vec::new();
        assert_eq!(show(&library, as_json, &mut out, &mut Vec::new()).unwrap(), Outcome::Done);
        let text = String::from_utf8(out).unwrap();
        for part in expected {
            assert!(text.contains(part), "{part} is not in {text}");
        }
    }

    #[test]
    fn in_full() {
        check(false, &["عنوان\n", "\n\nمتن.\n\n* * *\n\nt\n", "\n\nb\n"]);
        check(true, &["\"paragraphs\":[\"متن.\"]", "\"chrome\":["]);
    }
}
