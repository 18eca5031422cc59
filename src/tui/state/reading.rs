//! A statement composed for reading: one text, with the part that each paragraph plays.
//!
//! Title, a line of what is known, lead, body, signature; or, raw, every block of the page in its order. The
//! text is logical and as found; breaks that were restored in a body without any, and the lines that the reader
//! itself wrote, are remembered so that copying leaves them out. Knows nothing of widths and rows.

use super::dates;
use super::list::{Trouble, direction};
use crate::extract::paragraphs::breaks;
use crate::model::{BlockRole, Statement};
use crate::text::direction::Direction;
use crate::text::range::TextRange;
use std::collections::BTreeMap;

/// The part that a paragraph plays.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// The headline over the title.
    Kicker,
    /// The title.
    Title,
    /// What is known of the statement, written by the reader.
    About,
    /// The summary.
    Lead,
    /// The body.
    Body,
    /// Name and office below it.
    Signature,
    /// A part of the page and not of the statement.
    Furniture,
    /// Empty space between paragraphs.
    Gap,
}

/// A text for reading.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reading {
    text: String,
    paragraphs: Vec<(TextRange, Part)>,
    /// Stretches of the text that are not in the statement.
    own: Vec<TextRange>,
    /// By the number of a paragraph, why it is no part of the statement.
    reasons: BTreeMap<usize, String>,
}

impl Reading {
    /// A statement as it is read: page furniture left out.
    #[must_use]
    pub fn statement(statement: &Statement) -> Self {
        let mut reading = Self::default();
        if let Some(kicker) = statement.kicker() {
            reading.push(&kicker, Part::Kicker);
        }
        reading.push(&statement.title, Part::Title);
        reading.push_own(&about(statement), Part::About);
        for block in &statement.blocks {
            let part = match block.role {
                BlockRole::Lead => Part::Lead,
                BlockRole::Paragraph => Part::Body,
                BlockRole::Signature => Part::Signature,
                BlockRole::Kicker | BlockRole::Title | BlockRole::Metadata | BlockRole::Furniture(_) => continue,
            };
            reading.gap();
            reading.push_broken(&block.text, part);
        }
        if statement.cut {
            reading.gap();
            reading.push_own("… the page has no more of it.", Part::About);
        }
        reading
    }

    /// All blocks of the page that a statement stands on, in their order, furniture among them.
    #[must_use]
    pub fn raw(statement: &Statement) -> Self {
        let mut reading = Self::default();
        reading.push_own(&about(statement), Part::About);
        for problem in &statement.problems {
            reading.push_own(&format!("! {problem}"), Part::About);
        }
        reading.gap();
        for block in &statement.blocks {
            let part = match block.role {
                BlockRole::Kicker => Part::Kicker,
                BlockRole::Title => Part::Title,
                BlockRole::Lead => Part::Lead,
                BlockRole::Paragraph => Part::Body,
                BlockRole::Signature => Part::Signature,
                BlockRole::Metadata | BlockRole::Furniture(_) => Part::Furniture,
            };
            let from = reading.paragraphs.len();
            reading.push(&block.text, part);
            let Some(reason) = block.role.left_out() else { continue };
            reading.reasons.extend((from..reading.paragraphs.len()).map(|number| (number, reason.to_owned())));
        }
        reading
    }

    /// What was told of a file that gave trouble.
    #[must_use]
    pub fn trouble(trouble: &Trouble) -> Self {
        let mut reading = Self::default();
        reading.push_own(&trouble.path, Part::Title);
        for problem in &trouble.problems {
            reading.gap();
            reading.push(problem, Part::Body);
        }
        reading
    }

    /// One sentence in place of a text.
    #[must_use]
    pub fn notice(sentence: &str) -> Self {
        let mut reading = Self::default();
        reading.push_own(sentence, Part::About);
        reading
    }

    fn push(&mut self, text: &str, part: Part) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        for (number, line) in text.lines().enumerate() {
            if number > 0 {
                self.text.push('\n');
            }
            let start = self.text.len();
            self.text.push_str(line);
            self.paragraphs.push((TextRange::new(start, self.text.len()), part));
        }
    }

    /// Text of the reader's own; the line break before it is the reader's as well.
    fn push_own(&mut self, text: &str, part: Part) {
        let start = self.text.len();
        self.push(text, part);
        self.own.push(TextRange::new(start, self.text.len()));
    }

    /// A paragraph that may want breaks: a body that came in one line is shown in several.
    fn push_broken(&mut self, text: &str, part: Part) {
        let mut start = 0;
        for end in breaks(text) {
            if let Some(piece) = text.get(start..end)
                && !piece.is_empty()
            {
                self.push_restored(piece, part, start > 0);
                start = end;
            }
        }
        self.push_restored(text.get(start..).unwrap_or(""), part, start > 0);
    }

    fn push_restored(&mut self, piece: &str, part: Part, restored: bool) {
        if restored {
            let start = self.text.len();
            self.gap();
            self.push(piece, part);
            self.own.push(TextRange::new(start, self.text.len() - piece.len()));
        } else {
            self.push(piece, part);
        }
    }

    fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
            self.paragraphs.push((TextRange::empty(self.text.len()), Part::Gap));
        }
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Ranges of the paragraphs, in order.
    pub fn paragraphs(&self) -> impl Iterator<Item = TextRange> {
        self.paragraphs.iter().map(|(range, _)| *range)
    }

    /// Range and part of the paragraph with this number.
    #[must_use]
    pub fn paragraph(&self, number: usize) -> Option<(TextRange, Part)> {
        self.paragraphs.get(number).copied()
    }

    /// Why the paragraph with this number is no part of the statement, where it is none.
    #[must_use]
    pub fn reason(&self, number: usize) -> Option<&str> {
        self.reasons.get(&number).map(String::as_str)
    }

    /// How many paragraphs there are, gaps among them.
    #[must_use]
    pub fn len(&self) -> usize {
        self.paragraphs.len()
    }

    /// True if there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The start of the character in which `offset` lies; the end of the text for one beyond it.
    #[must_use]
    pub fn boundary(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        (0..=offset).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0)
    }

    /// Number of the paragraph in which `offset` lies.
    #[must_use]
    pub fn paragraph_at(&self, offset: usize) -> usize {
        self.paragraphs.partition_point(|(range, _)| range.start <= offset).saturating_sub(1)
    }

    /// True if the paragraph with this number is text of the statement: neither a gap nor the reader's own.
    #[must_use]
    pub fn is_sourced(&self, number: usize) -> bool {
        self.paragraph(number).is_some_and(|(range, part)| {
            part != Part::Gap && !self.own.iter().any(|own| own.start <= range.start && range.end <= own.end)
        })
    }

    /// For each paragraph, whether it is the statement that is read there.
    #[must_use]
    pub fn are_statement(&self) -> Vec<bool> {
        self.paragraphs.iter().map(|(_, part)| !matches!(part, Part::About | Part::Furniture | Part::Gap)).collect()
    }

    /// The pieces of `range` that the statement has: all but what the reader wrote into it.
    #[must_use]
    pub fn sourced(&self, range: TextRange) -> Vec<TextRange> {
        let mut pieces = Vec::new();
        let mut from = range.start;
        for own in self.own.iter().filter(|own| own.start < range.end) {
            if from < own.start {
                pieces.push(TextRange::new(from, own.start));
            }
            from = from.max(own.end);
        }
        if from < range.end {
            pieces.push(TextRange::new(from, range.end));
        }
        pieces
    }

    /// The text of `range` as the statement has it: without what the reader wrote into it.
    #[must_use]
    pub fn original(&self, range: TextRange) -> String {
        let original: String = self.sourced(range).iter().map(|piece| piece.of(&self.text)).collect();
        original.trim_matches('\n').to_owned()
    }
}

/// Party, date as written and in the other calendars, file: in the direction of the title, since it is read with it.
fn about(statement: &Statement) -> String {
    let rtl = direction(statement.language, &statement.title) == Some(Direction::Rtl);
    // English words have no place in a line of Persian or Arabic.
    let unknown = |what: &str| (!rtl).then(|| what.to_owned());
    let mut facts = Vec::new();
    // The name of a party may be longer than a row: it alone is broken between its words.
    facts.extend(statement.party.as_ref().map(|party| party.name.clone()).or_else(|| unknown("no party")));
    match &statement.date {
        Some(date) => {
            facts.push(whole(&dates::written(date)));
            facts.extend(dates::elsewhere(date, statement.language).iter().map(|day| whole(day)));
        }
        None => facts.extend(unknown("no date").map(|words| whole(&words))),
    }
    facts.push(whole(&match statement.item {
        Some(item) => format!("{}:{item}", statement.path),
        None => statement.path.clone(),
    }));
    // Isolated, so that a Latin path or a date keeps its order beside the others. A row ends before a dot and nowhere
    // else: by a zero width space, since a space alone does not let a row begin with a dot.
    let facts: Vec<String> = facts.iter().map(|fact| format!("\u{2068}{fact}\u{2069}")).collect();
    (if rtl { "\u{200F}" } else { "" }).to_owned() + &facts.join("\u{200B} ·\u{A0}")
}

/// A date or a path that is not torn apart at the end of a row.
fn whole(fact: &str) -> String {
    let mut whole = String::with_capacity(fact.len());
    for letter in fact.chars() {
        match letter {
            letter if letter.is_whitespace() => whole.push('\u{A0}'),
            letter if letter.is_alphanumeric() => whole.push(letter),
            // A sign after which a row could end: a word joiner forbids it.
            sign => whole.extend([sign, '\u{2060}']),
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::state::sample;

    /// Each paragraph on a line, after the first letter of its part.
    fn picture(reading: &Reading) -> String {
        let line =
            |(range, part): &(TextRange, Part)| format!("{:.1}|{}\n", format!("{part:?}"), range.of(&reading.text));
        reading.paragraphs.iter().map(line).collect()
    }

    #[test]
    fn furniture_is_left_out_unless_raw() {
        let statement = sample::statement("Title", &["One.", "Two."], &["Send a comment"]);
        let read = picture(&Reading::statement(&statement));
        assert!(read.starts_with("T|Title\nA|"), "{read}");
        assert!(read.ends_with("G|\nB|One.\nG|\nB|Two.\n"), "{read}");
        let raw = picture(&Reading::raw(&statement));
        assert!(raw.contains("B|Two.\nF|Send a comment\n"), "{raw}");
        let raw = Reading::raw(&statement);
        assert_eq!((raw.reason(raw.len() - 1), raw.reason(raw.len() - 2)), (Some("form"), None));
    }

    #[test]
    fn paragraphs_are_the_lines_of_the_text() {
        let reading = Reading::statement(&sample::statement("Title", &["One.", "Two."], &[]));
        let lines: Vec<&str> = reading.text().split('\n').collect();
        assert_eq!(reading.paragraphs().map(|range| range.of(reading.text())).collect::<Vec<_>>(), lines);
        for (number, range) in reading.paragraphs().enumerate() {
            assert_eq!(reading.paragraph_at(range.start), number);
            assert_eq!(reading.paragraph_at(range.end), number);
        }
    }

    #[test]
    fn what_is_copied_is_what_was_found() {
        let mut statement = sample::statement("Title", &["One.", "Two."], &[]);
        statement.cut = true;
        let reading = Reading::statement(&statement);
        let all = TextRange::new(0, reading.text().len());
        assert_eq!(reading.original(all), "Title\n\nOne.\n\nTwo.");
    }

    /// The about line of a statement, wrapped at a width.
    fn check_about(statement: &Statement, width: usize, expected: &[&str]) {
        let about = crate::layout::Paragraph::new(&about(statement), &crate::layout::Options::default());
        let rows: Vec<String> =
            about.wrap(width).into_iter().map(|row| about.line(row).visual().replace('\u{A0}', " ")).collect();
        let rows: Vec<&str> = rows.iter().map(|row| row.trim()).collect();
        assert_eq!(rows, expected, "{width}");
    }

    #[test]
    fn the_about_line_breaks_before_a_dot() {
        let mut statement = sample::statement("Title", &[], &[]);
        statement.path = "some-folder/a file.txt".to_owned();
        check_about(&statement, 80, &["no party · no date · some-folder/a file.txt"]);
        check_about(&statement, 30, &["no party · no date", "· some-folder/a file.txt"]);
        check_about(&statement, 24, &["no party · no date", "· some-folder/a file.txt"]);
        statement.date = Some(sample::date("1397/01/18"));
        let rows = ["no party · 1397/01/18", "· 7 April 2018", "· 21 Rajab 1439"];
        statement.language = crate::model::Language::En;
        check_about(&statement, 24, &[&rows[..], &["· some-folder/a file.txt"]].concat());
        statement.title = "\u{628}".to_owned();
        statement.language = crate::model::Language::Fa;
        statement.date = None;
        check_about(&statement, 80, &["some-folder/a file.txt"]);
    }

    #[test]
    fn a_page_in_one_line_is_broken_for_the_eye_alone() {
        let sentence = "هذه جملة كتبت للتجربة وليس فيها خبر ولكنها طويلة حتى تملأ السطر كله من أوله إلى آخره.";
        let line = [sentence; 12].join(" ");
        let statement = sample::statement("عنوان", &[&line], &[]);
        let reading = Reading::statement(&statement);
        let body = |reading: &Reading| reading.paragraphs.iter().filter(|(_, part)| *part == Part::Body).count();
        assert!(body(&reading) > 1, "{}", picture(&reading));
        assert!(reading.original(TextRange::new(0, reading.text().len())).ends_with(&line));
        assert_eq!(body(&Reading::raw(&statement)), 1);
    }

    #[test]
    fn restored_breaks_are_not_copied() {
        let mut reading = Reading::default();
        reading.push("One. ", Part::Body);
        reading.push_restored("Two.", Part::Body, true);
        assert_eq!(reading.text(), "One. \n\nTwo.");
        assert_eq!(reading.original(TextRange::new(0, reading.text().len())), "One. Two.");
        assert_eq!(reading.sourced(TextRange::new(0, 9)), [TextRange::new(0, 5), TextRange::new(7, 9)]);
        assert_eq!(reading.sourced(TextRange::new(5, 7)), []);
        assert_eq!((0..3).map(|number| reading.is_sourced(number)).collect::<Vec<_>>(), [true, false, true]);
    }
}
