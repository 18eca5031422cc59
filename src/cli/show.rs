//! `reader show`: the text of statements, in the order of their files.
//!
//! What is written is original logical text, as a program or a pager of the user expects it.

use super::pass::{self, Outcome, Report};
use super::print::{Format, Print};
use crate::library::Library;
use crate::model::Statement;
use crate::output::columns::Columns;
use std::io::{self, Write};

/// Writes the statements of a corpus in full to `out`, and to `notes` what could not be read.
///
/// # Errors
/// If writing fails for another reason than a closed pipe.
pub fn show(library: &Library, print: &Print, out: &mut impl Write, notes: &mut impl Write) -> io::Result<Outcome> {
    let between = match print.format {
        _ if print.is_in_lines() => "",
        Format::Md => "\n",
        _ => BETWEEN,
    };
    pass::write(library, out, notes, &mut Show { print, between, first: true })
}

/// What stands between two statements.
const BETWEEN: &str = "\n* * *\n\n";

struct Show<'a> {
    print: &'a Print,
    between: &'static str,
    first: bool,
}

impl Report for Show<'_> {
    fn statement(&mut self, out: &mut dyn Write, statement: &Statement) -> io::Result<()> {
        let before =
            if std::mem::take(&mut self.first) { self.print.head(Columns::shown) } else { self.between.to_owned() };
        out.write_all(before.as_bytes())?;
        out.write_all(self.print.shown(statement).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::super::pass::tests::corpus;
    use super::*;

    fn check(format: Format, expected: &[&str]) {
        let (_folder, library) = corpus(&[
            ("a.txt", "{\"title\":\"عنوان\",\"text\":\"متن.\"}"),
            ("b.txt", "{\"title\":\"t\",\"text\":\"b\"}"),
        ]);
        let mut out = Vec::new();
        let print = Print { format, ..Print::default() };
        assert_eq!(show(&library, &print, &mut out, &mut Vec::new()).unwrap(), Outcome::Done);
        let text = String::from_utf8(out).unwrap();
        for part in expected {
            assert!(text.contains(part), "{part} is not in {text}");
        }
    }

    #[test]
    fn in_full() {
        check(Format::Text, &["عنوان\n", "\n\nمتن.\n\n* * *\n\nt\n", "\n\nb\n"]);
        check(Format::Md, &["## عنوان\n\n*a.txt*\n\nمتن.\n\n## t\n"]);
        check(Format::Csv, &["id,path,item,", "متن.,\r\n"]);
        check(Format::Json, &["\"paragraphs\":[\"متن.\"]", "\"chrome\":["]);
    }
}
