//! Statements as plain text.
//!
//! A list has one line a statement with tabs between its columns and nothing unseen in it; the text
//! of a statement is the original with its line breaks, tabs and joiners, but without anything that
//! could steer a terminal.

use crate::model::{BlockRole, Date, Statement};
use serde::Serialize;
use std::borrow::Cow;

/// Date, party, title and place, with tabs between them; `-` where one is unknown.
#[must_use]
pub fn list_line(statement: &Statement) -> String {
    list_line_titled(statement, &clean(&statement.title))
}

/// The same with the title as it is given.
pub(super) fn list_line_titled(statement: &Statement, title: &str) -> String {
    let date = statement.date.as_ref().map_or_else(|| "-".to_owned(), day);
    let party = statement.party.as_ref().map_or("-", |party| party.name.as_str());
    format!("{}\t{}\t{title}\t{}", clean(&date), clean(party), clean(&place(statement)))
}

/// Title, what is known of it, and the body with a blank line between paragraphs.
#[must_use]
pub fn statement(statement: &Statement) -> String {
    let known = [
        statement.kicker().map(Cow::into_owned),
        statement.party.as_ref().map(|party| party.name.clone()),
        statement.date.as_ref().map(written),
        Some(place(statement)),
    ];
    let known: Vec<_> = known.into_iter().flatten().collect();
    let mut text = format!("{}\n{}\n", clean(&statement.title), clean(&known.join(" · ")));
    let mut begun = false;
    for block in &statement.blocks {
        match block.role {
            BlockRole::Lead | BlockRole::Paragraph => begun = true,
            BlockRole::Signature => {}
            BlockRole::Metadata if begun || !is_told_above(&block.text) => {}
            _ => continue,
        }
        text.push('\n');
        text.push_str(&tame(&block.text));
        text.push('\n');
    }
    text
}

/// Whether a line of the head is a date, a code or a credit, which the second line or other commands tell.
fn is_told_above(line: &str) -> bool {
    line.contains(|sign: char| sign.is_numeric() || matches!(sign, ':' | '：' | '|'))
}

/// Path of the file, and the number of the record where there are several.
#[must_use]
pub fn place(statement: &Statement) -> String {
    match statement.item {
        Some(item) => format!("{}:{item}", statement.path),
        None => statement.path.clone(),
    }
}

/// A date by its Gregorian days; its own words where it has none.
///
/// `~` marks one that was inferred, `±1` a lunar one that may be a day off.
#[must_use]
pub fn day(date: &Date) -> String {
    let sure = if date.sure { "" } else { "~" };
    let about = date.about();
    let mark = if about.is_some() { format!("±1{sure}") } else { sure.to_owned() };
    match about.or(date.gregorian) {
        Some((first, last)) if first == last => format!("{first}{mark}"),
        Some((first, last)) => format!("{first}/{last}{mark}"),
        None => date.text.clone(),
    }
}

/// A date as it was written, and by its Gregorian days.
fn written(date: &Date) -> String {
    let day = day(date);
    if day == date.text || date.text.is_empty() { day } else { format!("{} ({day})", date.text) }
}

/// The name by which a value goes in records.
#[must_use]
pub fn name(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The text on one line, without characters that cannot be seen and do something.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    let breaks =
        |character| matches!(character, '\n' | '\r' | '\t' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    if !text.chars().any(|character| breaks(character) || is_unseen_control(character) || character.is_control()) {
        return Cow::Borrowed(text);
    }
    let one_line = text
        .chars()
        .map(|character| if breaks(character) { ' ' } else { character })
        .filter(|character| !character.is_control() && !is_unseen_control(*character));
    Cow::Owned(one_line.collect())
}

/// The text with its lines and tabs, but without the controls that could steer a terminal.
#[must_use]
pub fn tame(text: &str) -> Cow<'_, str> {
    let steers = |character: char| character.is_control() && !matches!(character, '\n' | '\t');
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace(steers, ""))
}

/// True for C1 controls, DEL, line separators and bidi controls, which JSON lets pass.
#[must_use]
pub(super) fn is_unseen_control(character: char) -> bool {
    matches!(character,
        '\u{7F}'..='\u{9F}' | '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::{
        Block, Calendar, Day, Grounds, How, Kind, Language, LanguageShare, PartyId, PartyRole, Precision, Problem,
        Role, Source, StatementId, TitleHow,
    };
    use crate::text::range::TextRange;

    /// A statement with one of everything.
    pub(in crate::output) fn statement() -> Statement {
        let block = |role, text: &str| Block { role, text: text.to_owned(), range: TextRange::default() };
        let role = |id: &str, name: &str, role, cue: &str| PartyRole {
            id: PartyId(id.into()),
            name: name.into(),
            role,
            sure: true,
            cue: cue.into(),
        };
        let day = Day { year: 2018, month: 4, day: 7 };
        Statement {
            id: StatementId("a1".into()),
            path: "sub/page.txt".into(),
            item: Some(3),
            span: TextRange::new(10, 200),
            title: "بیانیه".into(),
            title_made: false,
            title_how: TitleHow::Heading,
            party: Some(role("ir-nemune", "حزب نمونه", Role::Speaker, "title: حزب نمونه")),
            parties: vec![
                role("ir-nemune", "حزب نمونه", Role::Speaker, "title: حزب نمونه"),
                role("ir-digar", "حزب دیگر", Role::Participant, "paragraph 2: با حزب دیگر"),
            ],
            date: Some(Date {
                calendar: Calendar::SolarHijri,
                year: Some(1397),
                month: Some(1),
                day: Some(18),
                precision: Precision::Day,
                how: How::Explicit,
                sure: true,
                text: "1397/01/18".into(),
                gregorian: Some((day, day)),
                rivals: Vec::new(),
            }),
            language: Language::Fa,
            languages: vec![LanguageShare { language: Language::Fa, words: 6 }],
            kind: Some(Kind::Communique),
            words: 6,
            cut: false,
            source: Source::default(),
            blocks: vec![
                block(BlockRole::Kicker, "سیاست"),
                block(BlockRole::Title, "بیانیه"),
                block(BlockRole::Paragraph, "بند یکم."),
                block(BlockRole::Paragraph, "بند\tدوم."),
                block(BlockRole::Signature, "دبیرکل"),
                block(BlockRole::Furniture("comment form".into()), "اترك رد"),
            ],
            grounds: Grounds::default(),
            problems: vec![Problem::new("the file is cut inside a letter")],
        }
    }

    #[test]
    fn a_list_line() {
        assert_eq!(list_line(&statement()), "2018-04-07\tحزب نمونه\tبیانیه\tsub/page.txt:3");
        let mut unknown = statement();
        (unknown.party, unknown.date, unknown.item) = (None, None, None);
        unknown.title = "a\tb\r\nc\u{1B}[1m\u{202E}d\u{200C}e".into();
        assert_eq!(list_line(&unknown), "-\t-\ta b  c[1md\u{200C}e\tsub/page.txt");
    }

    #[test]
    fn the_text_of_a_statement() {
        let expected =
            "بیانیه\nسیاست · حزب نمونه · 1397/01/18 (2018-04-07) · sub/page.txt:3\n\nبند یکم.\n\nبند\tدوم.\n\nدبیرکل\n";
        assert_eq!(super::statement(&statement()), expected);
    }

    #[test]
    fn lines_about_a_statement_are_shown_where_nothing_else_tells_them() {
        let mut dated = statement();
        let block = |text: &str| Block { role: BlockRole::Metadata, text: text.into(), range: TextRange::default() };
        dated.blocks.insert(2, block("کد خبر: 12"));
        dated.blocks.insert(3, block("هم‌میهنان"));
        dated.blocks.insert(7, block("تهران، ۱۸ فروردین"));
        let shown = super::statement(&dated);
        assert!(shown.ends_with("\n\nهم‌میهنان\n\nبند یکم.\n\nبند\tدوم.\n\nدبیرکل\n\nتهران، ۱۸ فروردین\n"), "{shown}");
        assert!(!shown.contains("کد خبر"), "{shown}");
    }

    #[test]
    fn the_day_of_a_date() {
        let mut date = statement().date.unwrap();
        date.sure = false;
        assert_eq!(day(&date), "2018-04-07~");
        date.gregorian = date.gregorian.map(|(first, _)| (first, Day { day: 20, ..first }));
        assert_eq!(day(&date), "2018-04-07/2018-04-20~");
        date.gregorian = None;
        assert_eq!(day(&date), "1397/01/18");
        let iso = |text| Day::parse_iso(text).expect("a day");
        (date.calendar, date.year, date.month, date.day) = (Calendar::Hijri, Some(1441), Some(5), Some(26));
        date.gregorian = Some((iso("2020-01-20"), iso("2020-01-22")));
        assert_eq!(day(&date), "2020-01-21±1~");
        date.sure = true;
        date.gregorian = Some((iso("2020-01-20"), iso("2020-01-24")));
        assert_eq!(day(&date), "2020-01-21/2020-01-23±1");
        date.gregorian = Some((iso("2020-01-21"), iso("2020-01-21")));
        assert_eq!(day(&date), "2020-01-21");
    }

    #[test]
    fn what_steers_a_terminal_goes_and_the_rest_stays() {
        assert_eq!(tame("a\r\n\tb\u{1B}]0;x\u{7}\u{9B}c\u{202B}\u{200C}"), "a\n\tb]0;xc\u{202B}\u{200C}");
        assert_eq!(tame("می\u{200C}خواهد"), "می\u{200C}خواهد");
        assert_eq!(clean("a\u{2066}b\u{2069}\u{200F}\u{85}c"), "ab c");
    }
}
