//! Small statements for the tests of this folder.

use crate::library::Entry;
use crate::model::calendar::{span, to_gregorian};
use crate::model::{
    Block, BlockRole, Calendar, Date, Day, Grounds, How, Language, PartyId, PartyRole, Precision, Role, Source,
    Statement, StatementId, TitleHow,
};
use crate::text::range::TextRange;

/// A date in numbers: with slashes of the solar calendar, with dashes Gregorian.
pub(super) fn date(numbers: &str) -> Date {
    let calendar = if numbers.contains('-') { Calendar::Gregorian } else { Calendar::SolarHijri };
    let parts: Vec<i32> = numbers.split(['-', '/']).map(|part| part.parse().expect("a number")).collect();
    let (year, month, day) = (parts[0], parts[1] as u8, parts[2] as u8);
    assert!(to_gregorian(calendar, year, month, day).is_some());
    let gregorian: Option<(Day, Day)> = span(calendar, year, Some(month), Some(day));
    Date {
        calendar,
        year: Some(year),
        month: Some(month),
        day: Some(day),
        precision: Precision::Day,
        how: How::Explicit,
        sure: true,
        text: String::new(),
        gregorian,
        rivals: Vec::new(),
    }
}

fn speaker(name: &str) -> Option<PartyRole> {
    (!name.is_empty()).then(|| PartyRole {
        id: PartyId(name.to_owned()),
        name: name.to_owned(),
        role: Role::Speaker,
        sure: true,
        cue: "title".to_owned(),
    })
}

/// An entry of the list; an empty party or date is unknown.
pub(in crate::tui) fn entry(title: &str, party: &str, numbers: &str) -> Entry {
    Entry {
        key: 0,
        id: StatementId(title.to_owned()),
        path: format!("{title}.txt"),
        item: None,
        ordinal: 0,
        title: title.to_owned(),
        title_made: false,
        party: speaker(party),
        roles: Vec::new(),
        date: (!numbers.is_empty()).then(|| date(numbers)),
        language: Language::Und,
        words: 0,
        cut: false,
        kind: None,
        source: Source::default(),
        has_lead: false,
        has_signature: false,
        problems: 0,
    }
}

/// A statement of the given paragraphs and furniture.
pub(super) fn statement(title: &str, paragraphs: &[&str], furniture: &[&str]) -> Statement {
    let block = |role: BlockRole, text: &str| Block { role, text: text.to_owned(), range: TextRange::default() };
    let mut blocks = vec![block(BlockRole::Title, title)];
    blocks.extend(paragraphs.iter().map(|text| block(BlockRole::Paragraph, text)));
    blocks.extend(furniture.iter().map(|text| block(BlockRole::Furniture("form".to_owned()), text)));
    Statement {
        id: StatementId(title.to_owned()),
        path: format!("{title}.txt"),
        item: None,
        span: TextRange::default(),
        title: title.to_owned(),
        title_made: false,
        title_how: TitleHow::default(),
        party: None,
        parties: Vec::new(),
        date: None,
        language: Language::Und,
        languages: Vec::new(),
        kind: None,
        words: 0,
        cut: false,
        source: Source::default(),
        blocks,
        grounds: Grounds::default(),
        problems: Vec::new(),
    }
}
