//! `reader check`: what was read and how, for the one who builds a corpus.
//!
//! Per file its statements, each with the grounds for its title, date, party, kind and language and with what was taken
//! as part of the page, then encoding, format and problems of the file (`text`, `record`); at the end the lines that the
//! pages of a folder repeat (`learnt`) and what all of them come to in sum (`summary`). Written while the corpus is read, so that a large container takes no memory.

mod learnt;
mod record;
mod summary;
mod table;
mod tally;
mod text;

use super::pass::{self, Outcome};
use crate::library::{Inspection, Library};
use crate::model::Statement;
use record::AsJson;
use std::io::{self, Write};
use summary::Summary;
use text::AsText;

/// What is told, and how.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// One JSON object a line.
    pub json: bool,
    /// Only the sum.
    pub summary: bool,
    /// Of the statements only those with problems, or in whose document something is suspicious.
    pub suspicious: bool,
}

/// Reports on every file of a corpus.
///
/// As JSON: a line with `settings` for each file of settings, a line with `statement` and so on for each statement, then
/// one with `file` for its file; then one with `folder` or `container` for each of them whose pages repeat lines; the last
/// line is `{"summary": …}`.
///
/// # Errors
/// If writing fails for another reason than a closed pipe.
pub fn check(library: &Library, options: Options, out: &mut impl Write, notes: &mut impl Write) -> io::Result<Outcome> {
    let told = Told { library, options, count: Count::default(), inspection: None, summary: Summary::default() };
    if options.json {
        pass::write(library, out, notes, &mut AsJson(told))
    } else {
        pass::write(library, out, notes, &mut AsText(told))
    }
}

/// What is kept from one thing that is met to the next.
struct Told<'a> {
    library: &'a Library,
    options: Options,
    count: Count,
    /// What was seen in the current document.
    inspection: Option<Inspection>,
    summary: Summary,
}

/// What is counted in the current file.
#[derive(Clone, Copy, Default)]
struct Count {
    statements: usize,
    dated: usize,
    with_party: usize,
    /// Those that were told of.
    told: usize,
}

impl Told<'_> {
    fn inspected(&mut self, inspection: &Inspection) {
        self.summary.inspected(inspection);
        self.inspection = Some(inspection.clone());
    }

    /// Counts a statement; true if it is to be told of.
    fn takes(&mut self, statement: &Statement) -> bool {
        self.summary.statement(statement);
        self.count.statements += 1;
        self.count.dated += usize::from(statement.date.is_some());
        self.count.with_party += usize::from(statement.party.is_some());
        let suspicious = || !statement.problems.is_empty() || self.inspection.as_ref().is_some_and(is_suspicious);
        let told = !self.options.summary && (!self.options.suspicious || suspicious());
        self.count.told += usize::from(told);
        told
    }
}

/// Share of ZWNJ that a Persian text lacks, from which on it is suspicious; and how many it lacks at least.
const LOST: (f64, usize) = (0.5, 5);

fn is_suspicious(inspection: &Inspection) -> bool {
    !inspection.findings.is_empty() || lacks_joiners(inspection)
}

fn lacks_joiners(inspection: &Inspection) -> bool {
    let all = inspection.lost_joiners + inspection.joiners;
    inspection.lost_joiners >= LOST.1 && inspection.lost_joiners as f64 >= LOST.0 * all as f64
}

/// Where something stands: a record by its number, a page by its line.
fn place(inspection: &Inspection, line: usize) -> String {
    match (inspection.item, line) {
        (Some(item), 0) => format!("record {item}"),
        (Some(item), line) => format!("record {item}, line {line}"),
        (None, 0) => "a field".to_owned(),
        (None, line) => format!("line {line}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::pass::tests::corpus;
    use super::*;

    fn run(files: &[(&str, &str)], options: Options) -> String {
        let (_folder, library) = corpus(files);
        let (mut out, mut notes) = (Vec::new(), Vec::new());
        assert_eq!(check(&library, options, &mut out, &mut notes).unwrap(), Outcome::Done);
        assert!(notes.is_empty());
        String::from_utf8(out).unwrap()
    }

    fn lines(text: &str) -> Vec<serde_json::Value> {
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    const TEXT: Options = Options { json: false, summary: false, suspicious: false };
    const JSON: Options = Options { json: true, ..TEXT };
    const FILES: [(&str, &str); 3] = [("a.txt", "عنوان نمونه\n\nمتن"), ("b.txt", ""), ("c.json", "{\"text\":\"ab")];

    #[test]
    fn a_report_a_file() {
        let report = run(&FILES, TEXT);
        for part in [
            "a.txt\n  1. عنوان نمونه",
            "     title: the line above the body\n",
            "     date: none found\n",
            "     party: none speaks\n",
            "  UTF-8, page; 1 statement, 0 with a date, 0 with a party\n\nb.txt\n  problem: the file is empty\n\nc.json\n",
            "     problem: the record is cut off; what there was of it is shown\n  UTF-8, JSON; 1 statement,",
            "\nIn sum\n",
        ] {
            assert!(report.contains(part), "{part:?} is not in\n{report}");
        }
    }

    #[test]
    fn settings_come_first() {
        let files = [("a.txt", "عنوان"), ("reader.toml", "contry = \"IR\"\n"), ("parties.toml", "")];
        let text = run(&files, TEXT);
        let told: Vec<&str> = text.lines().collect();
        assert!(told[0].starts_with("settings: ") && told[0].ends_with("/parties.toml"), "{text}");
        assert!(told[1].ends_with("/reader.toml"), "{text}");
        assert!(told[2].contains("reader.toml:1: There is no key `contry` here; did you mean `country`?"), "{text}");
        assert_eq!(told[3..5], ["", "a.txt"]);
        assert_eq!(lines(&run(&files, JSON))[1]["problems"][0]["line"], 1);
    }

    #[test]
    fn the_same_for_programs() {
        let told = lines(&run(&FILES, JSON));
        let files: Vec<_> = told.iter().filter_map(|line| line.get("file")).collect();
        assert_eq!(files, ["a.txt", "b.txt", "c.json"]);
        assert_eq!((&told[0]["title"], &told[0]["title_how"]), (&"عنوان نمونه".into(), &"above-body".into()));
        assert_eq!(told[0]["language_grounds"]["how"], "guess");
        assert_eq!(told[1]["format"], "page");
        assert_eq!(told[2]["encoding"], serde_json::Value::Null);
        let summary = &told.last().unwrap()["summary"];
        assert_eq!((&summary["files"], &summary["statements"], &summary["undated"]), (&3.into(), &2.into(), &2.into()));
    }

    #[test]
    fn only_what_is_asked_for() {
        let files = [("a.txt", "One\n\nSound."), ("b.txt", "Two\n\nA stray \u{1B} sign."), ("c.txt", "One\n\nSound.")];
        let told = run(&files, Options { suspicious: true, ..TEXT });
        assert!(told.starts_with("b.txt\n  1. Two\n") && !told.contains("\na.txt\n"), "{told}");
        assert!(told.contains("     suspicious: stray control characters: U+001B, line 3\n"), "{told}");
        assert!(told.contains("\n  copies\n    2 files of 11 bytes: a.txt, c.txt\n"), "{told}");
        let summary = run(&files, Options { summary: true, ..TEXT });
        assert!(summary.starts_with("In sum\n  files        3\n"), "{summary}");
        assert!(
            summary.lines().any(|line| line.trim() == "1  stray control characters: b.txt, line 3 (U+001B)"),
            "{summary}"
        );
        let told = lines(&run(&files, Options { summary: true, ..JSON }));
        let [only] = told.as_slice() else { panic!("{told:?}") };
        assert_eq!(only["summary"]["suspicious"][0]["places"][0]["path"], "b.txt");
        assert_eq!(only["summary"]["copies"][0]["paths"], serde_json::json!(["a.txt", "c.txt"]));
        let told = lines(&run(&files, Options { suspicious: true, ..JSON }));
        assert_eq!(told.iter().filter(|line| line.get("statement").is_some()).count(), 1);
        assert_eq!(told.iter().filter(|line| line.get("file").is_some()).count(), 1);
    }
}
