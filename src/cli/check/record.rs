//! The report as JSON: a line a statement, a line a file, at the end one with the sum. The names are a promise.

use super::summary::Summary;
use super::{Told, is_suspicious, learnt};
use crate::cli::pass::Report;
use crate::corpus::{FileReport, Format};
use crate::library::{Inspection, Settings};
use crate::model::{
    Date, Kind, Language, LanguageGrounds, LanguageShare, PartyRole, Problem, Source, Statement, TitleHow,
};
use crate::output::json;
use crate::text::suspicion::Suspicion;
use serde::Serialize;
use std::io::{self, Write};

/// Writes the report as JSON lines.
pub(super) struct AsJson<'a>(pub(super) Told<'a>);

#[derive(Serialize)]
struct StatementLine<'a> {
    statement: &'a str,
    path: &'a str,
    item: Option<usize>,
    title: &'a str,
    title_made: bool,
    title_how: TitleHow,
    party: Option<&'a PartyRole>,
    roles: &'a [PartyRole],
    date: Option<&'a Date>,
    language: Language,
    languages: &'a [LanguageShare],
    language_grounds: LanguageGrounds,
    kind: Option<Kind>,
    kind_cue: Option<&'a str>,
    source: &'a Source,
    cut: bool,
    chrome: Vec<Chrome<'a>>,
    suspicious: Vec<Suspicious<'a>>,
    problems: &'a [Problem],
}

#[derive(Serialize)]
struct Chrome<'a> {
    text: &'a str,
    why: &'a str,
}

#[derive(Serialize)]
struct Suspicious<'a> {
    what: Suspicion,
    count: usize,
    line: Option<usize>,
    byte: Option<usize>,
    sample: &'a str,
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

#[derive(Serialize)]
struct SummaryLine<'a> {
    summary: &'a Summary,
}

impl Report for AsJson<'_> {
    fn settings(&mut self, out: &mut dyn Write, settings: &Settings) -> io::Result<bool> {
        if self.0.options.summary {
            return Ok(false);
        }
        for file in &settings.files {
            let own = settings.problems().iter().filter(|problem| problem.file == *file);
            let problems = own.map(|problem| SettingsProblem { line: problem.line, message: &problem.message });
            let record = SettingsLine { settings: file, problems: problems.collect() };
            writeln!(out, "{}", json::line(&record))?;
        }
        Ok(true)
    }

    fn inspects(&self) -> bool {
        true
    }

    fn inspected(&mut self, inspection: &Inspection) {
        self.0.inspected(inspection);
    }

    fn statement(&mut self, out: &mut dyn Write, statement: &Statement) -> io::Result<()> {
        let told = &mut self.0;
        if !told.takes(statement) {
            return Ok(());
        }
        // What was seen is of the document: it is told once, with its first statement.
        let inspection = told.inspection.take_if(|inspection| is_suspicious(inspection));
        let findings = inspection.iter().flat_map(|inspection| &inspection.findings);
        let record = StatementLine {
            statement: &statement.id.0,
            path: &statement.path,
            item: statement.item,
            title: &statement.title,
            title_made: statement.title_made,
            title_how: statement.title_how,
            party: statement.party.as_ref(),
            roles: &statement.parties,
            date: statement.date.as_ref(),
            language: statement.language,
            languages: &statement.languages,
            language_grounds: statement.grounds.language,
            kind: statement.kind,
            kind_cue: statement.grounds.kind.as_deref(),
            source: &statement.source,
            cut: statement.cut,
            chrome: statement.left_out().map(|(text, why)| Chrome { text, why }).collect(),
            suspicious: findings
                .map(|finding| Suspicious {
                    what: finding.what,
                    count: finding.count,
                    line: (finding.line > 0).then_some(finding.line),
                    byte: (finding.line > 0).then_some(finding.at),
                    sample: &finding.sample,
                })
                .collect(),
            problems: &statement.problems,
        };
        writeln!(out, "{}", json::line(&record))
    }

    fn file(&mut self, out: &mut dyn Write, report: &FileReport) -> io::Result<bool> {
        self.0.summary.file(report);
        let count = std::mem::take(&mut self.0.count);
        let options = self.0.options;
        if options.summary || options.suspicious && count.told == 0 && report.problems.is_empty() {
            return Ok(true);
        }
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

    fn end(&mut self, out: &mut dyn Write, statements: usize) -> io::Result<usize> {
        if !self.0.options.summary {
            learnt::as_json(self.0.library, out)?;
        }
        self.0.summary.compare(self.0.library);
        writeln!(out, "{}", json::line(&SummaryLine { summary: &self.0.summary }))?;
        Ok(statements)
    }
}
