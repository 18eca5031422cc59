//! What a corpus comes to in sum: counts, tables of the most frequent things, and places to look at.
//!
//! Everything in it is bounded, however many files there are: tables are tallies, lists of places hold the first so many
//! with the number of all. The names of its fields are a promise to whoever reads the JSON.

use super::tally::Tally;
use super::text::shortened;
use super::{lacks_joiners, place};
use crate::corpus::FileReport;
use crate::library::{Inspection, Library};
use crate::model::{How, Precision, Problem, Statement};
use crate::output::plain;
use crate::text::suspicion::Suspicion;
use serde::Serialize;

/// Places that a list holds.
const PLACES: usize = 20;
/// Groups of copies that are listed.
const COPIES: usize = 50;

/// What all files come to.
#[derive(Default, Serialize)]
pub(super) struct Summary {
    pub(super) files: usize,
    pub(super) unreadable: usize,
    pub(super) archives: usize,
    pub(super) documents: usize,
    pub(super) statements: usize,
    pub(super) cut: usize,
    pub(super) words: usize,
    pub(super) titles: Tally,
    pub(super) dates: Vec<DateRow>,
    pub(super) undated: usize,
    pub(super) parties: usize,
    pub(super) parties_unsure: usize,
    pub(super) without_party: usize,
    pub(super) party_cues: Tally,
    pub(super) party_roles: Tally,
    pub(super) parties_by_name: Tally,
    pub(super) unlisted_parties: Tally,
    pub(super) languages: Tally,
    pub(super) language_how: Tally,
    pub(super) kinds: Tally,
    pub(super) encodings: Tally,
    pub(super) formats: Tally,
    pub(super) furniture: Tally,
    pub(super) furniture_lines: Tally,
    pub(super) suspicious: Vec<SuspiciousRow>,
    pub(super) lost_joiners: Joiners,
    pub(super) no_title: Places,
    pub(super) no_date: Places,
    pub(super) no_party: Places,
    pub(super) impossible_dates: Places,
    pub(super) problems: Tally,
    pub(super) copies: Vec<CopyRow>,
    pub(super) copied_files: usize,
    pub(super) not_compared: usize,
}

/// Statements dated in one way.
#[derive(Serialize)]
pub(super) struct DateRow {
    pub(super) how: How,
    pub(super) precision: Precision,
    pub(super) sure: usize,
    pub(super) inferred: usize,
}

/// What is suspicious, in how many documents, and where.
#[derive(Serialize)]
pub(super) struct SuspiciousRow {
    pub(super) what: Suspicion,
    /// All of them.
    pub(super) count: usize,
    #[serde(flatten)]
    pub(super) places: Places,
}

/// ZWNJ in Persian text.
#[derive(Default, Serialize)]
pub(super) struct Joiners {
    pub(super) lost: usize,
    pub(super) kept: usize,
    #[serde(flatten)]
    pub(super) places: Places,
}

/// Documents or statements to look at: the first of them, and how many there are.
#[derive(Default, Serialize)]
pub(super) struct Places {
    pub(super) documents: usize,
    pub(super) places: Vec<Place>,
}

/// A place to look at.
#[derive(Serialize)]
pub(super) struct Place {
    pub(super) path: String,
    pub(super) item: Option<usize>,
    pub(super) line: Option<usize>,
    pub(super) what: String,
    /// Where in the file, for people.
    #[serde(skip)]
    pub(super) at: String,
}

/// Files that hold the same bytes.
#[derive(Serialize)]
pub(super) struct CopyRow {
    pub(super) size: u64,
    pub(super) count: usize,
    pub(super) paths: Vec<String>,
}

impl Places {
    fn add(&mut self, place: impl FnOnce() -> Place) {
        self.documents += 1;
        if self.places.len() < PLACES {
            self.places.push(place());
        }
    }
}

impl Summary {
    /// Takes in what was seen in a document.
    pub(super) fn inspected(&mut self, inspection: &Inspection) {
        for finding in &inspection.findings {
            let row = match self.suspicious.iter().position(|row| row.what == finding.what) {
                Some(row) => row,
                None => {
                    let row = self.suspicious.partition_point(|row| row.what < finding.what);
                    let places = Places::default();
                    self.suspicious.insert(row, SuspiciousRow { what: finding.what, count: 0, places });
                    row
                }
            };
            let Some(row) = self.suspicious.get_mut(row) else { continue };
            row.count += finding.count;
            row.places.add(|| Place {
                path: inspection.path.clone(),
                item: inspection.item,
                line: (finding.line > 0).then_some(finding.line),
                what: finding.sample.clone(),
                at: place(inspection, finding.line),
            });
        }
        self.lost_joiners.lost += inspection.lost_joiners;
        self.lost_joiners.kept += inspection.joiners;
        if lacks_joiners(inspection) {
            let (lost, all) = (inspection.lost_joiners, inspection.lost_joiners + inspection.joiners);
            self.lost_joiners.places.add(|| Place {
                path: inspection.path.clone(),
                item: inspection.item,
                line: None,
                what: format!("{lost} of {all}"),
                at: inspection.item.map(|item| format!("record {item}")).unwrap_or_default(),
            });
        }
    }

    /// Takes in a statement.
    pub(super) fn statement(&mut self, statement: &Statement) {
        let here = |what: &str| Place {
            path: statement.path.clone(),
            item: statement.item,
            line: None,
            what: what.to_owned(),
            at: statement.item.map(|item| format!("record {item}")).unwrap_or_default(),
        };
        self.statements += 1;
        self.cut += usize::from(statement.cut);
        self.words += statement.words;
        self.titles.add(&plain::name(&statement.title_how));
        if statement.title_made {
            self.no_title.add(|| here(&statement.title));
        }
        match &statement.date {
            Some(date) => self.dated(date.how, date.precision, date.sure),
            None => {
                self.undated += 1;
                self.no_date.add(|| here(&statement.title));
            }
        }
        match &statement.party {
            Some(party) => {
                self.parties += 1;
                self.parties_unsure += usize::from(!party.sure);
                let cue = party.cue.split_once(':').map_or(party.cue.as_str(), |(kind, _)| kind);
                self.party_cues.add(cue.trim());
                self.party_roles.add(&plain::name(&party.role));
                self.parties_by_name.add(&party.name);
                if party.id.0.starts_with("seen-") {
                    self.unlisted_parties.add(&format!("{} [{}]", party.name, party.id.0));
                }
            }
            None => {
                self.without_party += 1;
                self.no_party.add(|| here(&statement.title));
            }
        }
        self.languages.add(&plain::name(&statement.language));
        self.language_how.add(&plain::name(&statement.grounds.language.how));
        self.kinds.add(&statement.kind.map_or_else(|| "none".to_owned(), |kind| plain::name(&kind)));
        for (text, why) in statement.furniture() {
            self.furniture.add(why);
            self.furniture_lines.add(&format!("{} ({why})", shortened(text)));
        }
        for problem in &statement.problems {
            self.problems.add(&kind_of(problem));
            if problem.0.starts_with("The date ") {
                self.impossible_dates.add(|| here(&problem.0));
            }
        }
    }

    /// Takes in a file, after its statements.
    pub(super) fn file(&mut self, report: &FileReport) {
        self.files += 1;
        self.unreadable += usize::from(!report.readable);
        if report.format.is_some_and(crate::corpus::Format::is_archive) {
            self.archives += 1;
        } else {
            self.documents += report.documents;
        }
        self.formats.add(&report.read_as().unwrap_or_else(|| "not read".to_owned()));
        if let Some(encoding) = report.encoding {
            self.encodings.add(encoding);
        }
        report.problems.iter().for_each(|problem| self.problems.add(&kind_of(problem)));
    }

    /// Looks for copies, once all is read.
    pub(super) fn compare(&mut self, library: &Library) {
        let compared = library.copies();
        self.not_compared = compared.left_out;
        self.copied_files = compared.copies.iter().map(|copies| copies.paths.len() - 1).sum();
        self.copies = compared
            .copies
            .into_iter()
            .take(COPIES)
            .map(|copies| CopyRow {
                size: copies.size,
                count: copies.paths.len(),
                paths: copies.paths.into_iter().take(PLACES).collect(),
            })
            .collect();
    }

    fn dated(&mut self, how: How, precision: Precision, sure: bool) {
        let row = match self.dates.iter().position(|row| row.how == how && row.precision == precision) {
            Some(row) => row,
            None => {
                let row = self.dates.partition_point(|row| (row.how as u8, row.precision) < (how as u8, precision));
                self.dates.insert(row, DateRow { how, precision, sure: 0, inferred: 0 });
                row
            }
        };
        if let Some(row) = self.dates.get_mut(row) {
            row.sure += usize::from(sure);
            row.inferred += usize::from(!sure);
        }
    }
}

/// A problem without the numbers and quotations that make each its own.
fn kind_of(problem: &Problem) -> String {
    let (mut kind, mut quoted, mut number) = (String::new(), None, false);
    for character in problem.0.chars() {
        if let Some(end) = quoted {
            if character == end {
                kind.push('…');
                kind.push(end);
                quoted = None;
            }
            continue;
        }
        if character.is_ascii_digit() && !kind.ends_with(|before: char| before == '-' || before.is_alphanumeric()) {
            kind.push('N');
            number = true;
        } else if !(number && character.is_ascii_digit()) {
            number = false;
            kind.push(character);
        }
        quoted = match character {
            '“' => Some('”'),
            '«' => Some('»'),
            '"' => Some('"'),
            _ => None,
        };
    }
    kind
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_are_counted_by_kind() {
        let check = |problem: &str, expected: &str| assert_eq!(kind_of(&Problem::new(problem)), expected);
        check("12 places are broken UTF-8", "N places are broken UTF-8");
        check("line 104: a record without text", "line N: a record without text");
        check("The date “31 فروردین 1400” cannot be.", "The date “…” cannot be.");
        check("the encoding, windows-1256, was guessed", "the encoding, windows-1256, was guessed");
        check("an end “of a quotation", "an end “");
    }

    #[test]
    fn places_are_bounded() {
        let mut places = Places::default();
        for number in 0..100 {
            let place =
                || Place { path: number.to_string(), item: None, line: None, what: String::new(), at: String::new() };
            places.add(place);
        }
        assert_eq!((places.documents, places.places.len()), (100, PLACES));
        assert_eq!(places.places[0].path, "0");
    }
}
