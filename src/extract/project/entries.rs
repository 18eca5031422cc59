//! One file of settings as entries, each with its line.
//!
//! Knows the keys of both files and the form of their values; whether a party that is named exists is found out later
//! (`rules`). What is wrong is told with what is allowed, and left out.

use super::nearest::nearest;
use super::site;
use crate::extract::party::Change;
use crate::model::{BodyKind, Calendar, ConfigFile, ConfigKind, ConfigProblem, Day};
use crate::text::fold::fold;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// The keys of a party, of `reader.toml`, and of a site or folder in it.
const PARTY: [&str; 11] =
    ["name", "aliases", "weak", "latin", "english", "country", "kind", "sites", "folders", "merge", "without"];
const READER: [&str; 7] = ["calendar", "country", "reference_date", "file_time", "furniture", "sites", "folders"];
const PLACE: [&str; 5] = ["party", "country", "calendar", "reference_date", "file_time"];

/// What a file says.
#[derive(Debug, Default)]
pub(super) struct Entries {
    /// Changes to parties.
    pub(super) changes: Vec<(Change, usize)>,
    /// A party, and another id that means it.
    pub(super) merges: Vec<(String, String, usize)>,
    /// What holds for a part of the corpus.
    pub(super) places: Vec<(Where, Holds, usize)>,
    /// Lines that are furniture.
    pub(super) furniture: Vec<String>,
}

/// A part of a corpus.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Where {
    Everywhere,
    /// In its plain form.
    Site(String),
    /// A path from the root, without strokes at its ends.
    Folder(String),
}

/// What holds for a part of a corpus.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Holds {
    pub(super) party: Option<String>,
    pub(super) country: Option<String>,
    pub(super) calendar: Option<Calendar>,
    pub(super) reference: Option<Day>,
    pub(super) file_time: Option<bool>,
}

/// Reads a file; what is wrong in it goes to `problems`.
pub(super) fn read(file: &ConfigFile, problems: &mut Vec<ConfigProblem>) -> Entries {
    let mut reading =
        Reading { name: &file.name, text: "", ends: Vec::new(), found: Vec::new(), entries: Entries::default() };
    match &file.text {
        Err(reason) => problems.push(ConfigProblem {
            file: file.name.clone(),
            line: None,
            message: format!("The file {reason}; nothing of it is used."),
        }),
        Ok(text) => {
            reading.text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
            reading.ends = memchr::memchr_iter(b'\n', reading.text.as_bytes()).collect();
            let (table, errors) = DeTable::parse_recoverable(reading.text);
            for error in errors {
                let message = format!("This is not TOML: {}.", error.message().trim_end_matches('.'));
                reading.add(&error.span().unwrap_or_default(), message);
            }
            // One slip makes several errors in its line.
            reading.found.dedup_by_key(|problem| problem.line);
            match file.kind {
                ConfigKind::Parties => reading.parties(table.get_ref()),
                ConfigKind::Reader => reading.reader(table.get_ref()),
            }
        }
    }
    let Reading { mut found, entries, .. } = reading;
    found.sort_by_key(|problem| problem.line);
    problems.append(&mut found);
    entries
}

struct Reading<'a> {
    name: &'a str,
    text: &'a str,
    /// Where the lines of the text end.
    ends: Vec<usize>,
    found: Vec<ConfigProblem>,
    entries: Entries,
}

type Value<'a> = Spanned<DeValue<'a>>;

impl Reading<'_> {
    fn line(&self, span: &Range<usize>) -> usize {
        1 + self.ends.partition_point(|end| *end < span.start)
    }

    fn add(&mut self, span: &Range<usize>, message: String) {
        let line = Some(self.line(span));
        self.found.push(ConfigProblem { file: self.name.to_owned(), line, message });
    }

    /// Tells that a key is not known, where it belongs or which one may be meant, and which there are.
    fn unknown(&mut self, key: &Spanned<DeString<'_>>, known: &[&'static str], elsewhere: Option<&str>) {
        let name = key.get_ref().as_ref();
        let meant = nearest(name, known.iter().copied()).map(|near| format!("; did you mean `{near}`?"));
        let meant = elsewhere.map(|file| format!("; it belongs in {file}.")).or(meant);
        let meant = meant.unwrap_or_else(|| ".".to_owned());
        self.add(&key.span(), format!("There is no key `{name}` here{meant} The keys are {}.", known.join(", ")));
    }

    fn parties(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            match (key.get_ref().as_ref(), value.get_ref().as_table()) {
                ("party", Some(parties)) => {
                    for (id, value) in parties {
                        self.party(id, value);
                    }
                }
                (name, _) => {
                    let belongs = READER.contains(&name);
                    let meant =
                        if belongs { "it belongs in reader.toml" } else { "each party is a table `[party.ID]`" };
                    self.add(&key.span(), format!("There is no `{name}` in parties.toml; {meant}."));
                }
            }
        }
    }

    fn party(&mut self, id: &Spanned<DeString<'_>>, value: &Value<'_>) {
        let line = self.line(&id.span());
        let name = id.get_ref().as_ref().to_owned();
        let Some(table) = value.get_ref().as_table() else {
            return self.add(&id.span(), format!("`{name}` must be a table: `[party.{name}]`, and its keys below."));
        };
        if name.is_empty() || !name.chars().all(|letter| matches!(letter, 'a'..='z' | '0'..='9' | '-')) {
            let allowed = "an id is made of a-z, 0-9 and hyphens, such as `ir-example`";
            return self.add(&id.span(), format!("`{name}` is no id for a party; {allowed}."));
        }
        let mut change = Change { id: name.clone(), ..Change::default() };
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "name" => change.name = self.text(value).filter(|text| self.is_name(text, value)),
                "english" => change.english = self.text(value),
                "country" => change.country = self.country(value),
                "kind" => change.kind = self.kind(value),
                "aliases" => change.aliases = self.names(value),
                "weak" => change.weak = self.names(value),
                "without" => change.without = self.texts(value).into_iter().map(|(text, _)| text).collect(),
                "latin" => change.latin = self.latin(value),
                "sites" => self.named_places(value, &name, true),
                "folders" => self.named_places(value, &name, false),
                "merge" => {
                    for (other, at) in self.texts(value) {
                        let line = self.line(&at);
                        self.entries.merges.push((name.clone(), other, line));
                    }
                }
                _ => self.unknown(key, &PARTY, None),
            }
        }
        self.entries.changes.push((change, line));
    }

    fn reader(&mut self, table: &DeTable<'_>) {
        let mut holds = Holds::default();
        let mut first = None;
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "furniture" => {
                    for (text, at) in self.texts(value) {
                        if text.trim_end_matches('*').chars().filter(|letter| letter.is_alphanumeric()).count() < 2 {
                            self.add(&at, "A furniture line needs two letters or digits at least.".to_owned());
                        } else {
                            self.entries.furniture.push(text);
                        }
                    }
                }
                "sites" => self.places(key, value, true),
                "folders" => self.places(key, value, false),
                "calendar" | "country" | "reference_date" | "file_time" => {
                    self.hold(key, value, &mut holds);
                    first.get_or_insert(self.line(&key.span()));
                }
                "party" => self.unknown(key, &READER, Some("parties.toml")),
                _ => self.unknown(key, &READER, None),
            }
        }
        if let Some(line) = first {
            self.entries.places.push((Where::Everywhere, holds, line));
        }
    }

    /// A table of sites or folders: each with its party, or with a table of what holds there.
    fn places(&mut self, key: &Spanned<DeString<'_>>, value: &Value<'_>, sites: bool) {
        let Some(table) = value.get_ref().as_table() else {
            let name = key.get_ref().as_ref();
            let allowed =
                format!("`{name}` must be a table: `[{name}]`, and lines such as \"…\" = \"ir-example\" below.");
            return self.add(&key.span(), allowed);
        };
        for (place, value) in table {
            let Some(at) = self.place(place.get_ref().as_ref(), &place.span(), sites) else { continue };
            let mut holds = Holds::default();
            match value.get_ref() {
                DeValue::String(party) => holds.party = Some(party.as_ref().to_owned()),
                DeValue::Table(table) => {
                    for (key, value) in table {
                        match key.get_ref().as_ref() {
                            "party" => holds.party = self.text(value),
                            "country" | "calendar" | "reference_date" | "file_time" => {
                                self.hold(key, value, &mut holds);
                            }
                            _ => self.unknown(key, &PLACE, None),
                        }
                    }
                }
                _ => {
                    self.add(
                        &value.span(),
                        format!("The id of a party is needed, or a table with {}.", PLACE.join(", ")),
                    );
                    continue;
                }
            }
            let line = self.line(&place.span());
            self.entries.places.push((at, holds, line));
        }
    }

    /// Sites or folders that belong to one party.
    fn named_places(&mut self, value: &Value<'_>, party: &str, sites: bool) {
        for (text, span) in self.texts(value) {
            if let Some(at) = self.place(&text, &span, sites) {
                let holds = Holds { party: Some(party.to_owned()), ..Holds::default() };
                let line = self.line(&span);
                self.entries.places.push((at, holds, line));
            }
        }
    }

    fn place(&mut self, text: &str, span: &Range<usize>, site: bool) -> Option<Where> {
        if site {
            let plain = site::plain(text);
            if plain.is_none() {
                self.add(
                    span,
                    format!("`{text}` is no site; one is a host such as example.org, or with a path: t.me/name."),
                );
            }
            return plain.map(Where::Site);
        }
        let path = text.strip_prefix("./").unwrap_or(text).trim_end_matches('/');
        let sound = !path.is_empty() && path.split('/').all(|part| !matches!(part, "" | "." | ".."));
        if !sound {
            let allowed = "a folder is a path from the root of the corpus, such as archive/2018";
            self.add(span, format!("`{text}` is no folder of the corpus; {allowed}."));
        }
        sound.then(|| Where::Folder(path.to_owned()))
    }

    fn hold(&mut self, key: &Spanned<DeString<'_>>, value: &Value<'_>, holds: &mut Holds) {
        match key.get_ref().as_ref() {
            "country" => holds.country = self.country(value),
            "calendar" => holds.calendar = self.calendar(value),
            "file_time" => holds.file_time = self.truth(value),
            _ => holds.reference = self.day(value),
        }
    }

    fn text(&mut self, value: &Value<'_>) -> Option<String> {
        let text = value.get_ref().as_str().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        if text.is_none() {
            self.add(&value.span(), "A text in quotation marks is needed here.".to_owned());
        }
        text
    }

    /// The texts of a list, or a text alone, each with its place.
    fn texts(&mut self, value: &Value<'_>) -> Vec<(String, Range<usize>)> {
        match value.get_ref() {
            DeValue::Array(list) => list.iter().filter_map(|one| Some((self.text(one)?, one.span()))).collect(),
            DeValue::String(_) => self.text(value).map(|text| (text, value.span())).into_iter().collect(),
            _ => {
                self.add(&value.span(), "A list of texts is needed here, such as [\"one\", \"two\"].".to_owned());
                Vec::new()
            }
        }
    }

    fn names(&mut self, value: &Value<'_>) -> Vec<String> {
        let texts = self.texts(value);
        texts.into_iter().filter(|(text, at)| self.is_name_at(text, at)).map(|(text, _)| text).collect()
    }

    fn is_name(&mut self, text: &str, value: &Value<'_>) -> bool {
        self.is_name_at(text, &value.span())
    }

    fn is_name_at(&mut self, text: &str, at: &Range<usize>) -> bool {
        let long = fold(text).chars().filter(|letter| letter.is_alphanumeric()).count() >= 2;
        if !long {
            self.add(at, format!("`{text}` is too short for a name; it needs two letters at least."));
        }
        long
    }

    fn latin(&mut self, value: &Value<'_>) -> Vec<String> {
        let texts = self.texts(value);
        let sound =
            |text: &str| text.len() >= 3 && text.chars().all(|letter| letter.is_ascii_graphic() || letter == ' ');
        let (good, bad): (Vec<_>, Vec<_>) = texts.into_iter().partition(|(text, _)| sound(text));
        for (text, at) in bad {
            self.add(
                &at,
                format!("`{text}` is no short Latin name; one has three Latin letters at least, such as PJD."),
            );
        }
        good.into_iter().map(|(text, _)| text).collect()
    }

    fn country(&mut self, value: &Value<'_>) -> Option<String> {
        let code = value.get_ref().as_str().map(str::trim).unwrap_or_default();
        let sound = code.len() == 2 && code.chars().all(|letter| letter.is_ascii_uppercase());
        if !sound {
            self.add(&value.span(), "A country is a code of two capital letters, such as IR, MA or EG.".to_owned());
        }
        sound.then(|| code.to_owned())
    }

    fn kind(&mut self, value: &Value<'_>) -> Option<BodyKind> {
        let kind = value.get_ref().as_str().and_then(BodyKind::from_name);
        if kind.is_none() {
            let names = BodyKind::ALL.map(BodyKind::name).join(", ");
            self.add(&value.span(), format!("A kind is one of {names}."));
        }
        kind
    }

    fn calendar(&mut self, value: &Value<'_>) -> Option<Calendar> {
        let calendar = match value.get_ref().as_str() {
            Some("solar") => Some(Calendar::SolarHijri),
            Some("lunar") => Some(Calendar::Hijri),
            Some("gregorian") => Some(Calendar::Gregorian),
            _ => None,
        };
        if calendar.is_none() {
            self.add(&value.span(), "A calendar is one of solar, lunar, gregorian.".to_owned());
        }
        calendar
    }

    fn truth(&mut self, value: &Value<'_>) -> Option<bool> {
        let truth = match value.get_ref() {
            DeValue::Boolean(truth) => Some(*truth),
            _ => None,
        };
        if truth.is_none() {
            self.add(&value.span(), "This is either true or false, without quotation marks.".to_owned());
        }
        truth
    }

    fn day(&mut self, value: &Value<'_>) -> Option<Day> {
        let literal = value.get_ref().as_datetime().map(ToString::to_string);
        let text = literal.as_deref().or_else(|| value.get_ref().as_str());
        let day = text.and_then(Day::parse_iso);
        if day.is_none() {
            self.add(&value.span(), "A reference date is a Gregorian day such as 2021-08-02.".to_owned());
        }
        day
    }
}
