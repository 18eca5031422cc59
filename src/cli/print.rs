//! How statements are printed: as text, JSON, a table or Markdown; whole, as a line of a list, or as what a search found.
//!
//! `output` knows what stands where; here it is put together with the fields that were asked for and what ends a statement.

use crate::library::{Answered, Entry};
use crate::model::Statement;
use crate::output::columns::{Columns, Fields};
use crate::output::found::{Found, Light, Shown};
use crate::output::{json, markdown, plain};
use serde_json::{Map, Value, json};

/// The form of what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Original text; lines have tabs between their fields.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
    /// A table with a head.
    Csv,
    /// Markdown.
    Md,
}

/// How statements are printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Print {
    /// The form.
    pub format: Format,
    /// The fields that were asked for.
    pub columns: Option<Columns>,
    /// A NUL ends each statement, in place of a line end.
    pub zero: bool,
}

impl Print {
    /// One JSON object a line, or text.
    #[must_use]
    pub fn json(as_json: bool) -> Self {
        Self { format: if as_json { Format::Json } else { Format::Text }, ..Self::default() }
    }

    /// What comes before all statements; `usual` are the columns of a table where none were asked for.
    #[must_use]
    pub fn head(&self, usual: fn() -> Columns) -> String {
        match self.format {
            Format::Csv => self.columns.clone().unwrap_or_else(usual).head(),
            _ => String::new(),
        }
    }

    /// A statement as a line of a list, with what ends it.
    #[must_use]
    pub fn listed(&self, statement: &Statement) -> String {
        self.written(&|| Fields::of(statement), Columns::listed, &|format| match format {
            Format::Json => json::list_line(statement),
            Format::Md => markdown::list_line(statement),
            Format::Text | Format::Csv => plain::list_line(statement),
        })
    }

    /// A statement with its text and what ends it, but for what stands between two of them.
    #[must_use]
    pub fn shown(&self, statement: &Statement) -> String {
        self.written(&|| Fields::of(statement), Columns::shown, &|format| match format {
            Format::Json => json::show_line(statement),
            Format::Md => markdown::section(statement),
            Format::Text | Format::Csv => plain::statement(statement),
        })
    }

    /// A part of a statement, as [`Self::shown`]; of none, where the text is not of a statement.
    #[must_use]
    pub fn part(&self, entry: Option<&Entry>, text: &str) -> String {
        let known = json!({
            "id": entry.map(|entry| &entry.id),
            "path": entry.map(|entry| &entry.path),
            "item": entry.and_then(|entry| entry.item),
            "text": text,
        });
        let fields = || {
            let known = if let Value::Object(known) = &known { known.clone() } else { Map::new() };
            let title = entry.map(|entry| ("title", entry.title.as_str().into()));
            Fields::only(known).with(title)
        };
        self.written(&fields, Columns::shown, &|format| match format {
            Format::Json => json::line(&known),
            Format::Md => markdown::paragraph(text),
            Format::Text | Format::Csv => plain::tame(text).into_owned(),
        })
    }

    /// What a search found in a statement, with what ends it.
    #[must_use]
    pub fn found(&self, answered: &Answered, asks_text: bool, shown: Shown, light: Light) -> String {
        let Answered { statement, score, hits, .. } = answered;
        let found = Found { statement, score: *score, hits, asks_text };
        self.written(&|| found.fields(shown), Columns::found, &|format| match format {
            Format::Json => found.json(shown),
            Format::Md => found.markdown(shown),
            Format::Text | Format::Csv => found.text(shown, light),
        })
    }

    fn written(&self, fields: &dyn Fn() -> Fields, usual: fn() -> Columns, whole: &dyn Fn(Format) -> String) -> String {
        let mut written = match (self.format, &self.columns) {
            (Format::Csv, columns) => return columns.clone().unwrap_or_else(usual).row(&fields()),
            (Format::Json, Some(columns)) => columns.object(&fields()),
            (Format::Text, Some(columns)) => columns.line(&fields()),
            (format, _) => whole(format),
        };
        if self.zero {
            written.truncate(written.trim_end_matches('\n').len());
            written.push('\0');
        } else if !written.ends_with('\n') {
            written.push('\n');
        }
        written
    }

    /// True where each statement is one line, so that nothing is to stand between two of them.
    #[must_use]
    pub fn is_in_lines(&self) -> bool {
        self.zero || self.columns.is_some() || matches!(self.format, Format::Json | Format::Csv)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(print: &Print, expected: &str) {
        assert_eq!(print.part(None, "a, b\n# c"), expected);
    }

    #[test]
    fn a_part_in_every_form() {
        let print = |format, columns: Option<&str>| Print {
            format,
            columns: columns.map(|names| Columns::parse(names).unwrap()),
            zero: false,
        };
        check(&print(Format::Text, None), "a, b\n# c\n");
        check(&print(Format::Md, None), "a, b\\\n\\# c\n");
        check(&print(Format::Json, None), "{\"id\":null,\"path\":null,\"item\":null,\"text\":\"a, b\\n# c\"}\n");
        check(&print(Format::Json, Some("text")), "{\"text\":\"a, b\\n# c\"}\n");
        check(&print(Format::Csv, Some("id,text")), ",\"a, b\n# c\"\r\n");
        check(&print(Format::Text, Some("text,id")), "a, b # c\t\n");
        check(&Print { zero: true, ..Print::default() }, "a, b\n# c\0");
    }
}
