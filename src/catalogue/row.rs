//! One row: what is known of a statement, read where it lies.
//!
//! Language, kind and flags are in a column of their own, parties in the table of the part; the rest is one record of
//! numbers and texts, in the order of `put`. Nothing is copied but a date, so that a filter can look at every row.

use super::codes::Coded;
use super::entry::{Entry, Played};
use super::sections::{Section, Sections};
use super::wire::{Reading, piece, put_number, put_optional, put_signed, put_text, u32_at, u64_at};
use crate::model::{Date, Day, Kind, Language, PartyId, PartyRole, Role, Source, StatementId};
use crate::search::query::{Facts, Feature};

const TITLE_MADE: u32 = 1 << 16;
const CUT: u32 = 1 << 17;
const LEAD: u32 = 1 << 18;
const SIGNATURE: u32 = 1 << 19;
/// What a date has, in the byte before it.
const YEAR: u8 = 1;
const MONTH: u8 = 2;
const DAY: u8 = 4;
const DAYS: u8 = 8;
const SURE: u8 = 16;

/// One row of a catalogue.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    sections: Sections<'a>,
    facts: u32,
    /// Its place in the corpus.
    pub key: u64,
    /// Path of its file.
    pub path: &'a str,
    /// Number of its record within a container.
    pub item: Option<usize>,
    /// Number among the statements of its file, from 0.
    pub ordinal: usize,
    /// Title.
    pub title: &'a str,
    /// Stable name.
    pub id: &'a str,
    words: usize,
    problems: usize,
    date: Option<Date>,
    party: Option<Speaker<'a>>,
    roles: Reading<'a>,
    /// Agency, site, address, author.
    sources: [Option<&'a str>; 4],
}

/// The party that a row is filed under.
#[derive(Clone, Copy, Debug)]
struct Speaker<'a> {
    id: &'a str,
    name: &'a str,
    role: Role,
    sure: bool,
    cue: &'a str,
}

impl<'a> Row<'a> {
    /// The row with this number in its part; none if there is none or if it cannot be read.
    pub(super) fn read(sections: Sections<'a>, at: u32) -> Option<Self> {
        let facts = u32_at(sections.of(Section::Facts), at)?;
        let mut record = Reading(piece(sections.of(Section::RecordEnds), sections.of(Section::Records), at)?);
        let path = record.text()?;
        let item = record.small::<u64>()?.checked_sub(1).map(|item| item as usize);
        let (ordinal, title, id) = (record.small()?, record.text()?, record.text()?);
        let (words, problems) = (record.small()?, record.small()?);
        let date = match record.number()? {
            0 => None,
            _ => Some(read_date(&mut record)?),
        };
        let party = match sections.party(at) {
            None => None,
            Some(number) => {
                let (id, name) = sections.named(number)?;
                let (role, sure) = (Role::of(record.small()?)?, record.number()? == 1);
                Some(Speaker { id, name, role, sure, cue: record.text()? })
            }
        };
        let mut sources = [None; 4];
        for source in &mut sources {
            *source = record.optional()?;
        }
        let key = u64_at(sections.of(Section::Keys), at)?;
        let roles = record;
        Some(Self {
            sections,
            facts,
            key,
            path,
            item,
            ordinal,
            title,
            id,
            words,
            problems,
            date,
            party,
            roles,
            sources,
        })
    }

    /// Identifier, name and part of every party in it.
    fn played(&self) -> impl Iterator<Item = (&'a str, &'a str, Role)> + use<'a> {
        let mut record = self.roles;
        let count: usize = record.small().unwrap_or(0);
        let sections = self.sections;
        (0..count).map_while(move |_| {
            let (id, name) = sections.named(record.small()?)?;
            Some((id, name, Role::of(record.small()?)?))
        })
    }

    /// All of it, to be kept.
    #[must_use]
    pub fn entry(&self) -> Entry {
        let [agency, site, url, author] = self.sources.map(|source| source.map(str::to_owned));
        Entry {
            key: self.key,
            id: StatementId(self.id.to_owned()),
            path: self.path.to_owned(),
            item: self.item,
            ordinal: self.ordinal,
            title: self.title.to_owned(),
            title_made: self.facts & TITLE_MADE != 0,
            party: self.party.map(|party| PartyRole {
                id: PartyId(party.id.to_owned()),
                name: party.name.to_owned(),
                role: party.role,
                sure: party.sure,
                cue: party.cue.to_owned(),
            }),
            roles: self
                .played()
                .map(|(id, name, role)| Played { id: PartyId(id.to_owned()), name: name.to_owned(), role })
                .collect(),
            date: self.date.clone(),
            language: self.language(),
            words: self.words,
            cut: self.facts & CUT != 0,
            kind: self.kind(),
            source: Source { agency, site, url, author },
            has_lead: self.facts & LEAD != 0,
            has_signature: self.facts & SIGNATURE != 0,
            problems: self.problems,
        }
    }
}

impl Facts for Row<'_> {
    fn party(&self) -> Option<&str> {
        self.party.map(|party| party.id)
    }

    fn roles(&self) -> impl Iterator<Item = (&str, Role)> {
        self.played().map(|(id, _, role)| (id, role))
    }

    fn called(&self, party: &str) -> Option<&str> {
        let main = self.party.into_iter().map(|main| (main.id, main.name));
        let mut named = main.chain(self.played().map(|(id, name, _)| (id, name)));
        named.find(|(id, _)| *id == party).map(|(_, name)| name)
    }

    fn date(&self) -> Option<&Date> {
        self.date.as_ref()
    }

    fn language(&self) -> Language {
        Language::of(self.facts as u8).unwrap_or_default()
    }

    fn kind(&self) -> Option<Kind> {
        ((self.facts >> 8) as u8).checked_sub(1).and_then(Kind::of)
    }

    fn sources(&self) -> impl Iterator<Item = &str> {
        self.sources.into_iter().flatten()
    }

    fn path(&self) -> &str {
        self.path
    }

    fn has(&self, feature: Feature) -> bool {
        let [_, _, url, author] = self.sources;
        match feature {
            Feature::Date => self.date.is_some(),
            Feature::Year => self.date.as_ref().is_some_and(|date| date.year.is_some()),
            Feature::Inferred => self.date.as_ref().is_some_and(|date| !date.sure),
            Feature::Party => self.party.is_some(),
            Feature::Title => self.facts & TITLE_MADE == 0,
            Feature::Lead => self.facts & LEAD != 0,
            Feature::Signature => self.facts & SIGNATURE != 0,
            Feature::Author => author.is_some(),
            Feature::Url => url.is_some(),
            Feature::Problem => self.problems > 0,
            Feature::Cut => self.facts & CUT != 0,
        }
    }
}

/// The flags of an entry, with its language and its kind.
pub(super) fn facts(entry: &Entry) -> u32 {
    let kind = entry.kind.map_or(0, |kind| u32::from(kind.code()) + 1);
    let flags =
        [(entry.title_made, TITLE_MADE), (entry.cut, CUT), (entry.has_lead, LEAD), (entry.has_signature, SIGNATURE)];
    let flags = flags.into_iter().filter(|(set, _)| *set).fold(0, |all, (_, flag)| all | flag);
    u32::from(entry.language.code()) | (kind & 0xFF) << 8 | flags
}

/// Adds the record of an entry; `number` gives the number of a party.
pub(super) fn put(bytes: &mut Vec<u8>, entry: &Entry, mut number: impl FnMut(&Played) -> u32) {
    put_text(bytes, &entry.path);
    put_number(bytes, entry.item.map_or(0, |item| (item as u64).saturating_add(1)));
    put_number(bytes, entry.ordinal as u64);
    put_text(bytes, &entry.title);
    put_text(bytes, &entry.id.0);
    put_number(bytes, entry.words as u64);
    put_number(bytes, entry.problems as u64);
    match &entry.date {
        None => bytes.push(0),
        Some(date) => {
            bytes.push(1);
            put_date(bytes, date);
        }
    }
    if let Some(party) = &entry.party {
        bytes.extend([party.role.code(), u8::from(party.sure)]);
        put_text(bytes, &party.cue);
    }
    for source in [&entry.source.agency, &entry.source.site, &entry.source.url, &entry.source.author] {
        put_optional(bytes, source.as_deref());
    }
    put_number(bytes, entry.roles.len() as u64);
    for party in &entry.roles {
        put_number(bytes, u64::from(number(party)));
        bytes.push(party.role.code());
    }
}

fn put_date(bytes: &mut Vec<u8>, date: &Date) {
    let parts = [
        (date.year.is_some(), YEAR),
        (date.month.is_some(), MONTH),
        (date.day.is_some(), DAY),
        (date.gregorian.is_some(), DAYS),
        (date.sure, SURE),
    ];
    let has = parts.into_iter().filter(|(set, _)| *set).fold(0, |all, (_, part)| all | part);
    bytes.extend([has, date.calendar.code(), date.precision.code(), date.how.code()]);
    if let Some(year) = date.year {
        put_signed(bytes, year.into());
    }
    bytes.extend(date.month.into_iter().chain(date.day));
    if let Some((first, last)) = date.gregorian {
        for day in [first, last] {
            put_signed(bytes, day.year.into());
            bytes.extend([day.month, day.day]);
        }
    }
    put_text(bytes, &date.text);
    put_number(bytes, date.rivals.len() as u64);
    date.rivals.iter().for_each(|rival| put_text(bytes, rival));
}

fn read_date(record: &mut Reading<'_>) -> Option<Date> {
    let byte = |record: &mut Reading<'_>| {
        let (byte, rest) = record.0.split_first()?;
        record.0 = rest;
        Some(*byte)
    };
    let has = byte(record)?;
    let calendar = Coded::of(byte(record)?)?;
    let precision = Coded::of(byte(record)?)?;
    let how = Coded::of(byte(record)?)?;
    let year = if has & YEAR == 0 { None } else { Some(record.signed()?.try_into().ok()?) };
    let month = if has & MONTH == 0 { None } else { Some(byte(record)?) };
    let day = if has & DAY == 0 { None } else { Some(byte(record)?) };
    let mut a_day = || Some(Day { year: record.signed()?.try_into().ok()?, month: byte(record)?, day: byte(record)? });
    let gregorian = if has & DAYS == 0 { None } else { Some((a_day()?, a_day()?)) };
    let text = record.text()?.to_owned();
    let count: usize = record.small()?;
    // Not all at once: a broken count must not ask for memory.
    let rivals = (0..count).map(|_| record.text().map(str::to_owned)).collect::<Option<Vec<_>>>()?;
    Some(Date { calendar, year, month, day, precision, how, sure: has & SURE != 0, text, gregorian, rivals })
}
