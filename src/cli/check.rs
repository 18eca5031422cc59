//! `reader check`: what was read and how, for the one who builds a corpus.
//!
//! Per file its statements, each with the grounds for its date and party and with what was taken as
//! part of the page, then encoding, format and problems of the file. Written while the corpus is
//! read, so that a large container takes no memory.

use super::learnt;
use super::pass::{self, Outcome, Report};
use crate::corpus::{FileReport, Format};
use crate::library::{Library, Settings};
use crate::model::{Date, How, PartyRole, Problem, Role, Statement};
use crate::output::{json, plain};
use serde::Serialize;
use std::io::{self, Write};

/// Reports on every file of a corpus.
///
/// As JSON: a line with `settings` for each file of settings, a line with `statement` and so on for each statement, then one with `file` for its file;
/// at the end, one with `folder` or `container` and what its pages repeat.
///
/// # Errors
/// If writing fails for another reason than a closed pipe.
pub fn check(library: &Library, as_json: bool, out: &mut impl Write, notes: &mut impl Write) -> io::Result<Outcome> {
    if as_json {
        pass::write(library, out, notes, &mut AsJson { library, count: Count::default() })
    } else {
        pass::write(library, out, notes, &mut AsText { library, count: Count::default() })
    }
}

/// What is counted in the current file.
#[derive(Clone, Copy, Default)]
struct Count {
    statements: usize,
    dated: usize,
    with_party: usize,
}

impl Count {
    fn add(&mut self, statement: &Statement) {
        self.statements += 1;
        self.dated += usize::from(statement.date.is_some());
        self.with_party += usize::from(statement.party.is_some());
    }
}

struct AsText<'a> {
    library: &'a Library,
    count: Count,
}

impl Report for AsText<'_> {
    fn end(&mut self, out: &mut dyn Write, statements: usize) -> io::Result<usize> {
        learnt::as_text(self.library, out).map(|()| statements)
    }

    fn settings(&mut self, out: &mut dyn Write, settings: &Settings) -> io::Result<bool> {
        for file in &settings.files {
            writeln!(out, "settings: {}", plain::clean(file))?;
            for problem in settings.problems().iter().filter(|problem| problem.file == *file) {
                writeln!(out, "  problem: {}", plain::clean(&problem.to_string()))?;
            }
        }
        if !settings.files.is_empty() {
            writeln!(out)?;
        }
        Ok(true)
    }

    fn statement(&mut self, out: &mut dyn Write, statement: &Statement) -> io::Result<()> {
        if self.count.statements == 0 {
            writeln!(out, "{}", plain::clean(&statement.path))?;
        }
        self.count.add(statement);
        let made = if statement.title_made { " (title made from the first words)" } else { "" };
        let cut = if statement.cut { " (cut off by the page)" } else { "" };
        writeln!(out, "  {}. {}{made}{cut}", self.count.statements, plain::clean(&statement.title))?;
        line(out, "date", &statement.date.as_ref().map_or_else(|| "none found".to_owned(), grounds_of_date))?;
        line(out, "party", &statement.party.as_ref().map_or_else(|| "none speaks".to_owned(), grounds_of_party))?;
        if let Some(others) = others_in_short(statement) {
            line(out, "others", &others)?;
        }
        for (text, why) in statement.furniture() {
            line(out, "left out", &format!("{} ({why})", shortened(text)))?;
        }
        for problem in &statement.problems {
            line(out, "problem", &problem.0)?;
        }
        Ok(())
    }

    fn file(&mut self, out: &mut dyn Write, report: &FileReport) -> io::Result<bool> {
        let count = std::mem::take(&mut self.count);
        if count.statements == 0 {
            writeln!(out, "{}", plain::clean(&report.path))?;
        }
        let inside: String = report.compression.iter().map(|name| format!(" in {name}")).collect();
        match (report.encoding, report.format) {
            (_, Some(format)) if format.is_archive() => writeln!(
                out,
                "  {format}{inside}; {} read, {} passed over",
                counted(report.members, "file"),
                report.passed_over
            )?,
            (Some(encoding), Some(format)) => writeln!(
                out,
                "  {encoding}, {format}{inside}; {}, {} with a date, {} with a party",
                counted(count.statements, "statement"),
                count.dated,
                count.with_party
            )?,
            _ => {}
        }
        for problem in &report.problems {
            writeln!(out, "  problem: {}", plain::clean(&problem.0))?;
        }
        writeln!(out)?;
        Ok(true)
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn line(out: &mut dyn Write, name: &str, text: &str) -> io::Result<()> {
    writeln!(out, "     {name}: {}", plain::clean(text))
}

fn grounds_of_date(date: &Date) -> String {
    let how = match date.how {
        How::Explicit => "written out",
        How::Relative => "counted from another date",
        How::Weekday => "year inferred from the day of the week",
        How::Reference => "year inferred from the reference date",
        How::Field => "a field of the record",
        How::Url => "the address of the page",
        How::File => "the name of the file",
        How::FileTime => "the day the file was last changed",
    };
    let mut grounds = format!("{}, {how}: \"{}\"", plain::day(date), date.text);
    if !date.rivals.is_empty() {
        grounds.push_str(&format!("; could also be {}", date.rivals.join(", ")));
    }
    grounds
}

fn grounds_of_party(party: &PartyRole) -> String {
    let sure = if party.sure { "" } else { ", not sure" };
    format!("{} [{}] {}{sure}, by {}", party.name, party.id.0, told(party.role), party.cue)
}

fn told(role: Role) -> &'static str {
    match role {
        Role::Speaker => "speaks",
        Role::Subject => "is the subject",
        Role::Participant => "takes part",
        Role::Mentioned => "is mentioned",
    }
}

/// The parties beside the one that the statement is filed under, without their grounds; none if there are none.
fn others_in_short(statement: &Statement) -> Option<String> {
    let filed = statement.party.as_ref().map(|party| &party.id);
    let short = |party: &PartyRole| {
        format!("{} [{}] {}{}", party.name, party.id.0, told(party.role), if party.sure { "" } else { "?" })
    };
    let others: Vec<String> = statement.parties.iter().filter(|party| Some(&party.id) != filed).map(short).collect();
    (!others.is_empty()).then(|| others.join("; "))
}

/// The first words of a long line.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        return format!("\"{text}\"");
    }
    let head: String = text.chars().take(MOST).collect();
    format!("\"{}…\"", head.rsplit_once(' ').map_or(head.as_str(), |(words, _)| words))
}

struct AsJson<'a> {
    library: &'a Library,
    count: Count,
}

#[derive(Serialize)]
struct StatementLine<'a> {
    statement: &'a str,
    path: &'a str,
    item: Option<usize>,
    title: &'a str,
    title_made: bool,
    party: Option<&'a PartyRole>,
    roles: &'a [PartyRole],
    date: Option<&'a Date>,
    cut: bool,
    chrome: Vec<Chrome<'a>>,
    problems: &'a [Problem],
}

#[derive(Serialize)]
struct Chrome<'a> {
    text: &'a str,
    why: &'a str,
}

#[derive(Serialize)]
struct FileLine<'a> {
    file: &'a str,
    readable: bool,
    encoding: Option<&'a str>,
    format: Option<Format>,
    compression: &'a [&'static str],
    documents: usize,
    members: usize,
    passed_over: usize,
    statements: usize,
    dated: usize,
    with_party: usize,
    problems: &'a [Problem],
}

#[derive(Serialize)]
struct SettingsLine<'a> {
    settings: &'a str,
    problems: Vec<SettingsProblem<'a>>,
}

#[derive(Serialize)]
struct SettingsProblem<'a> {
    line: Option<usize>,
    message: &'a str,
}

impl Report for AsJson<'_> {
    fn end(&mut self, out: &mut dyn Write, statements: usize) -> io::Result<usize> {
        learnt::as_json(self.library, out).map(|()| statements)
    }

    fn settings(&mut self, out: &mut dyn Write, settings: &Settings) -> io::Result<bool> {
        for file in &settings.files {
            let own = settings.problems().iter().filter(|problem| problem.file == *file);
            let problems = own.map(|problem| SettingsProblem { line: problem.line, message: &problem.message });
            let record = SettingsLine { settings: file, problems: problems.collect() };
            writeln!(out, "{}", json::line(&record))?;
        }
        Ok(true)
    }

    fn statement(&mut self, out: &mut dyn Write, statement: &Statement) -> io::Result<()> {
        self.count.add(statement);
        let record = StatementLine {
            statement: &statement.id.0,
            path: &statement.path,
            item: statement.item,
            title: &statement.title,
            title_made: statement.title_made,
            party: statement.party.as_ref(),
            roles: &statement.parties,
            date: statement.date.as_ref(),
            cut: statement.cut,
            chrome: statement.furniture().map(|(text, why)| Chrome { text, why }).collect(),
            problems: &statement.problems,
        };
        writeln!(out, "{}", json::line(&record))
    }

    fn file(&mut self, out: &mut dyn Write, report: &FileReport) -> io::Result<bool> {
        let count = std::mem::take(&mut self.count);
        let record = FileLine {
            file: &report.path,
            readable: report.readable,
            encoding: report.encoding,
            format: report.format,
            compression: &report.compression,
            documents: report.documents,
            members: report.members,
            passed_over: report.passed_over,
            statements: count.statements,
            dated: count.dated,
            with_party: count.with_party,
            problems: &report.problems,
        };
        writeln!(out, "{}", json::line(&record))?;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::super::pass::tests::corpus;
    use super::*;

    fn run(as_json: bool) -> String {
        let (_folder, library) =
            corpus(&[("a.txt", "عنوان نمونه\n\nمتن"), ("b.txt", ""), ("c.json", "{\"text\":\"ab")]);
        let (mut out, mut notes) = (Vec::new(), Vec::new());
        assert_eq!(check(&library, as_json, &mut out, &mut notes).unwrap(), Outcome::Done);
        assert!(notes.is_empty());
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_report_a_file() {
        let report = run(false);
        for part in [
            "a.txt\n  1. عنوان نمونه",
            "     date: none found\n",
            "     party: none speaks\n",
            "  UTF-8, page; 1 statement, 0 with a date, 0 with a party\n\nb.txt\n  problem: the file is empty\n\nc.json\n",
            "     problem: the record is cut off; what there was of it is shown\n  UTF-8, JSON; 1 statement,",
        ] {
            assert!(report.contains(part), "{part:?} is not in\n{report}");
        }
    }

    #[test]
    fn settings_come_first() {
        let files = [("a.txt", "عنوان"), ("reader.toml", "contry = \"IR\"\n"), ("parties.toml", "")];
        let (_folder, library) = corpus(&files);
        let mut out = Vec::new();
        check(&library, false, &mut out, &mut Vec::new()).unwrap();
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("settings: ") && lines[0].ends_with("/parties.toml"), "{text}");
        assert!(lines[1].ends_with("/reader.toml"), "{text}");
        assert!(lines[2].contains("reader.toml:1: There is no key `contry` here; did you mean `country`?"), "{text}");
        assert_eq!(lines[3..5], ["", "a.txt"]);
        let mut out = Vec::new();
        check(&library, true, &mut out, &mut Vec::new()).unwrap();
        let line: serde_json::Value = serde_json::from_slice(out.split(|byte| *byte == b'\n').nth(1).unwrap()).unwrap();
        assert_eq!(line["problems"][0]["line"], 1);
    }

    #[test]
    fn the_same_for_programs() {
        let lines: Vec<serde_json::Value> = run(true).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let files: Vec<_> = lines.iter().filter_map(|line| line.get("file")).collect();
        assert_eq!(files, ["a.txt", "b.txt", "c.json"]);
        assert_eq!(lines[0]["title"], "عنوان نمونه");
        assert_eq!(lines[1]["format"], "page");
        assert_eq!(lines[2]["encoding"], serde_json::Value::Null);
    }
}
