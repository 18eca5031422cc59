//! The report as text: per file its statements, then the file, at the end the sum.

use super::{Told, is_suspicious, lacks_joiners, learnt, place, table};
use crate::cli::pass::Report;
use crate::corpus::FileReport;
use crate::library::{Inspection, Settings};
use crate::model::Statement;
use crate::output::{grounds, plain};
use std::io::{self, Write};

/// Writes the report as text.
pub(super) struct AsText<'a>(pub(super) Told<'a>);

impl Report for AsText<'_> {
    fn settings(&mut self, out: &mut dyn Write, settings: &Settings) -> io::Result<bool> {
        if self.0.options.summary {
            return Ok(false);
        }
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
        if told.count.told == 1 {
            writeln!(out, "{}", plain::clean(&statement.path))?;
        }
        let cut = if statement.cut { " (cut off by the page)" } else { "" };
        writeln!(out, "  {}. {}{cut}", told.count.statements, plain::clean(&statement.title))?;
        line(out, "title", statement.title_how.words())?;
        line(out, "date", &statement.date.as_ref().map_or_else(|| "none found".to_owned(), grounds::of_date))?;
        line(out, "party", &statement.party.as_ref().map_or_else(|| "none speaks".to_owned(), grounds::of_party))?;
        if let Some(others) = grounds::of_other_parties(statement) {
            line(out, "others", &others)?;
        }
        if let Some(kind) = &statement.kind {
            let cue = statement.grounds.kind.as_deref().map(|cue| format!(", by {cue}"));
            line(out, "kind", &(plain::name(kind) + &cue.unwrap_or_default()))?;
        }
        line(out, "language", &grounds::of_language(statement))?;
        if let Some(source) = grounds::of_source(&statement.source) {
            line(out, "source", &source)?;
        }
        for (text, why) in statement.furniture() {
            line(out, "left out", &format!("{} ({why})", shortened(text)))?;
        }
        // What was seen is of the document: it is told once, with its first statement.
        if let Some(inspection) = told.inspection.take_if(|inspection| is_suspicious(inspection)) {
            for finding in &inspection.findings {
                let (sample, place) = (plain::clean(&finding.sample), place(&inspection, finding.line));
                let times = if finding.count > 1 { format!(", {} times", finding.count) } else { String::new() };
                line(out, "suspicious", &format!("{}: {sample}, {place}{times}", finding.what.words()))?;
            }
            if lacks_joiners(&inspection) {
                let all = inspection.lost_joiners + inspection.joiners;
                line(out, "suspicious", &format!("{} of {all} ZWNJ are lost", inspection.lost_joiners))?;
            }
        }
        for problem in &statement.problems {
            line(out, "problem", &problem.0)?;
        }
        Ok(())
    }

    fn file(&mut self, out: &mut dyn Write, report: &FileReport) -> io::Result<bool> {
        self.0.summary.file(report);
        let count = std::mem::take(&mut self.0.count);
        let options = self.0.options;
        let wanted = !options.suspicious || count.told > 0 || !report.problems.is_empty();
        if options.summary || !wanted {
            return Ok(true);
        }
        if count.told == 0 {
            writeln!(out, "{}", plain::clean(&report.path))?;
        }
        let inside: String = report.compression.iter().map(|name| format!(" in {name}")).collect();
        match (report.encoding, report.format) {
            (_, Some(format)) if format.is_archive() => writeln!(
                out,
                "  {format}{inside}; {} read, {} passed over",
                table::counted(report.members, "file"),
                report.passed_over
            )?,
            (Some(encoding), Some(format)) => writeln!(
                out,
                "  {encoding}, {format}{inside}; {}, {} with a date, {} with a party",
                table::counted(count.statements, "statement"),
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

    fn end(&mut self, out: &mut dyn Write, statements: usize) -> io::Result<usize> {
        if !self.0.options.summary {
            learnt::as_text(self.0.library, out)?;
        }
        self.0.summary.compare(self.0.library);
        table::write(&self.0.summary, out)?;
        Ok(statements)
    }
}

fn line(out: &mut dyn Write, name: &str, text: &str) -> io::Result<()> {
    writeln!(out, "     {name}: {}", plain::clean(text))
}

/// The first words of a long line.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        return format!("\"{text}\"");
    }
    let head: String = text.chars().take(MOST).collect();
    format!("\"{}…\"", head.rsplit_once(' ').map_or(head.as_str(), |(words, _)| words))
}
