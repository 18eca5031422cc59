//! Single fields of a statement by name, for tables and for shorter JSON.
//!
//! The names are those of the JSON records, and some more that take a record apart: `day`, `party_id`, `role`, `calendar`, `agency`,
//! `site`, `url`, `author`, `text`, `place`. In a table a list is one cell with `; ` between its parts, a party is its
//! name, and a date its Gregorian days.

use super::{csv, json, plain};
use crate::model::Statement;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The names of all fields: those of the records in their order, those that are parts of one, those of a search.
pub const NAMES: [&str; 38] = [
    "id",
    "path",
    "item",
    "span",
    "title",
    "title_made",
    "title_how",
    "kicker",
    "lead",
    "party",
    "parties",
    "roles",
    "date",
    "language",
    "languages",
    "kind",
    "words",
    "cut",
    "signature",
    "source",
    "paragraphs",
    "chrome",
    "problems",
    "place",
    "day",
    "date_text",
    "calendar",
    "party_id",
    "role",
    "agency",
    "site",
    "url",
    "author",
    "text",
    "score",
    "rank",
    "hits",
    "snippets",
];

/// The columns of a table of statements where none are named.
const LISTED: [&str; 15] = [
    "id",
    "path",
    "item",
    "day",
    "date_text",
    "calendar",
    "party_id",
    "party",
    "title",
    "language",
    "kind",
    "words",
    "agency",
    "url",
    "author",
];

/// Fields in the order in which they are wanted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Columns(Vec<&'static str>);

impl Columns {
    /// Reads names with commas between them.
    ///
    /// # Errors
    /// A sentence that names the first one that is none, and those that there are.
    pub fn parse(names: &str) -> Result<Self, String> {
        let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
        let known = |name: &str| NAMES.iter().copied().find(|known| *known == name);
        let columns: Result<Vec<&'static str>, String> = names
            .map(|name| known(name).ok_or_else(|| format!("there is no field {name}; there are {}", NAMES.join(", "))))
            .collect();
        match columns {
            Ok(columns) if columns.is_empty() => Err("no field is named".to_owned()),
            columns => columns.map(Self),
        }
    }

    /// What a table has of listed statements where no fields are named.
    #[must_use]
    pub fn listed() -> Self {
        Self(LISTED.to_vec())
    }

    /// The same with the text.
    #[must_use]
    pub fn shown() -> Self {
        Self(LISTED.into_iter().chain(["lead", "text", "signature"]).collect())
    }

    /// The same with what was found.
    #[must_use]
    pub fn found() -> Self {
        Self(LISTED.into_iter().chain(["rank", "snippets"]).collect())
    }

    /// The head of a table.
    #[must_use]
    pub fn head(&self) -> String {
        csv::row(self.0.iter().copied())
    }

    /// A row of a table.
    #[must_use]
    pub fn row(&self, fields: &Fields) -> String {
        let cells: Vec<String> = self.0.iter().map(|name| fields.cell(name)).collect();
        csv::row(cells.iter().map(String::as_str))
    }

    /// One line with tabs between the fields and nothing unseen in it.
    #[must_use]
    pub fn line(&self, fields: &Fields) -> String {
        let cells: Vec<String> = self.0.iter().map(|name| plain::clean(&fields.cell(name)).into_owned()).collect();
        cells.join("\t")
    }

    /// A JSON object of these fields; one that is unknown is null.
    #[must_use]
    pub fn object(&self, fields: &Fields) -> String {
        let field = |name: &&'static str| ((*name).to_owned(), fields.get(name).into_owned());
        json::line(&self.0.iter().map(field).collect::<Map<String, Value>>())
    }
}

/// All fields of one statement.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Fields {
    values: Map<String, Value>,
    day: Option<String>,
}

impl Fields {
    /// The fields of a statement.
    #[must_use]
    pub fn of(statement: &Statement) -> Self {
        let day = statement.date.as_ref().filter(|date| date.gregorian.is_some()).map(plain::day);
        let mut values = json::value(statement);
        values.insert("place".to_owned(), plain::place(statement).into());
        values.insert("day".to_owned(), day.clone().into());
        values.insert("text".to_owned(), statement.paragraphs().collect::<Vec<_>>().join("\n\n").into());
        Self { values, day }
    }

    /// Only these are known.
    #[must_use]
    pub fn only(values: Map<String, Value>) -> Self {
        Self { values, day: None }
    }

    /// The same with more of them.
    #[must_use]
    pub fn with(mut self, more: impl IntoIterator<Item = (&'static str, Value)>) -> Self {
        self.values.extend(more.into_iter().map(|(name, value)| (name.to_owned(), value)));
        self
    }

    fn get(&self, name: &str) -> Cow<'_, Value> {
        let inner = |outer: &str, field: &str| self.values.get(outer).and_then(|value| value.get(field));
        let value = match name {
            "date_text" => inner("date", "text"),
            "calendar" => inner("date", "calendar"),
            "party_id" => inner("party", "id"),
            "role" => inner("party", "role"),
            "agency" | "site" | "url" | "author" => inner("source", name),
            name => self.values.get(name),
        };
        value.map_or(Cow::Owned(Value::Null), Cow::Borrowed)
    }

    fn cell(&self, name: &str) -> String {
        match (name, &self.day) {
            ("date", Some(day)) => day.clone(),
            _ => cell(&self.get(name)),
        }
    }
}

/// A value as the text of a cell.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().map(cell).collect::<Vec<_>>().join("; "),
        Value::Object(fields) => match ["name", "text", "language"].into_iter().find_map(|name| fields.get(name)) {
            Some(named) => cell(named),
            None => fields.values().filter(|value| !value.is_null()).map(cell).collect::<Vec<_>>().join("; "),
        },
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::plain::tests::statement;
    use super::*;

    fn check(names: &str, line: &str, object: &str) {
        let (columns, fields) = (Columns::parse(names).unwrap(), Fields::of(&statement()));
        assert_eq!((columns.line(&fields), columns.object(&fields)), (line.to_owned(), object.to_owned()), "{names}");
    }

    #[test]
    fn fields_come_in_the_order_named() {
        check("title,id", "بیانیه\ta1", r#"{"title":"بیانیه","id":"a1"}"#);
        check("item, cut,kind", "3\tfalse\tcommunique", r#"{"item":3,"cut":false,"kind":"communique"}"#);
        check("lead,author,rank", "\t\t", r#"{"lead":null,"author":null,"rank":null}"#);
        check(
            "day,calendar,date_text",
            "2018-04-07\tsolar_hijri\t1397/01/18",
            r#"{"day":"2018-04-07","calendar":"solar_hijri","date_text":"1397/01/18"}"#,
        );
        check(
            "party_id,role,place",
            "ir-nemune\tspeaker\tsub/page.txt:3",
            r#"{"party_id":"ir-nemune","role":"speaker","place":"sub/page.txt:3"}"#,
        );
        check(
            "parties,span",
            "ir-nemune; ir-digar\t10; 200",
            r#"{"parties":["ir-nemune","ir-digar"],"span":[10,200]}"#,
        );
    }

    #[test]
    fn parts_of_records_are_told_by_name_in_a_table() {
        let cells = |names| Columns::parse(names).unwrap().line(&Fields::of(&statement()));
        assert_eq!(cells("party,date,languages,roles"), "حزب نمونه\t2018-04-07\tfa\tحزب نمونه; حزب دیگر");
        assert_eq!(cells("text,source"), "بند یکم.  بند دوم.\t");
    }

    #[test]
    fn a_table_has_a_head() {
        let columns = Columns::parse("title,text").unwrap();
        assert_eq!(columns.head(), "title,text\r\n");
        assert_eq!(columns.row(&Fields::of(&statement())), "بیانیه,\"بند یکم.\n\nبند\tدوم.\"\r\n");
        for columns in [Columns::listed(), Columns::shown(), Columns::found()] {
            assert!(columns.0.iter().all(|name| NAMES.contains(name)), "{columns:?}");
        }
    }

    #[test]
    fn every_field_of_a_record_has_its_name_and_wrong_ones_are_told() {
        let fields = Fields::of(&statement());
        assert!(fields.values.keys().all(|name| NAMES.contains(&name.as_str())), "{:?}", fields.values.keys());
        assert!(Columns::parse("id,colour").unwrap_err().starts_with("there is no field colour; there are id, path,"));
        assert!(Columns::parse(" , ").is_err());
    }
}
