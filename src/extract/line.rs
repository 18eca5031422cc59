//! The lines of a document with what can be measured of each.
//!
//! Lines together cover every character of the text that is not blank: what stands at the ends of a line
//! but is no part of its words (bars of a table, heading marks) is kept as a range of its own. Knows nothing
//! of what a line is for (`classify`).

use super::lexicon::{Cut, cut};
use super::markdown;
use crate::text::fold::fold;
use crate::text::range::TextRange;
use std::borrow::Cow;

/// One line that is not blank.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// The words of the line, trimmed, Markdown's marks seen through.
    pub(super) text: Cow<'a, str>,
    /// The same as they stand in the document.
    pub(super) found: &'a str,
    /// Their bytes in the document.
    pub(super) range: TextRange,
    /// Marks cut off in front, trimmed; empty if there are none.
    pub(super) before: TextRange,
    /// Marks cut off at the end, trimmed; empty if there are none.
    pub(super) after: TextRange,
    /// The words, folded and trimmed.
    pub(super) folded: String,
    /// Where the words stand in `folded`, numbers included.
    pub(super) places: Vec<TextRange>,
    /// True if a blank line or the start of the text stands before it, or if it is a row of a table.
    pub(super) gap: bool,
    /// True if the page marks it as a heading.
    pub(super) heading: bool,
    /// True if it is a heading of the first level: the title of a Markdown page.
    pub(super) top: bool,
    /// Letters of the folded words.
    pub(super) letters: usize,
    /// Digits of the folded words.
    pub(super) digits: usize,
    /// Words, numbers included.
    pub(super) words: usize,
}

/// True for a character that shows nothing: white space, and the controls that old pages are strewn with.
pub(super) fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
}

/// The lines of `text` that are not blank, in order.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut gap = true;
    let mut start = 0;
    while start < text.len() {
        let rest = text.get(start..).unwrap_or("");
        let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        match Line::measure(text, start, start + end, gap) {
            Some(line) => {
                gap = line.is_row();
                lines.push(line);
            }
            None => gap = true,
        }
        let crlf = rest.as_bytes().get(end..end + 2) == Some(b"\r\n");
        start += end + if crlf { 2 } else { 1 };
    }
    lines
}

impl<'a> Line<'a> {
    /// The line that stands at `start..end`, which may hold several that belong together; none if it is blank.
    pub(super) fn measure(text: &'a str, start: usize, end: usize, gap: bool) -> Option<Self> {
        let whole = trimmed(text, TextRange::new(start, end), is_blank);
        if whole.is_empty() {
            return None;
        }
        let heading = is_heading(whole.of(text)) || is_bold(whole.of(text));
        let is_mark = |character: char| matches!(character, '|' | '¦' | '│' | '\u{2500}'..='\u{257F}');
        let mut range = trimmed(text, whole, |character| is_blank(character) || is_mark(character));
        if heading {
            range = trimmed(text, range, |character| matches!(character, '#' | '*'));
            range = trimmed(text, range, is_blank);
        }
        let before = trimmed(text, TextRange::new(whole.start, range.start), is_blank);
        let after = trimmed(text, TextRange::new(range.end, whole.end), is_blank);
        let found = range.of(text);
        let words_of = spoken(found);
        let mut folded = fold(&words_of);
        if folded.starts_with(' ') || folded.ends_with(' ') {
            folded = folded.trim().to_owned();
        }
        let Cut { letters, digits, words: places } = cut(&folded);
        let words = places.len();
        let gap = gap || !before.is_empty() || !after.is_empty() || heading;
        let top = before.of(text) == "#";
        Some(Self {
            text: words_of,
            found,
            range,
            before,
            after,
            folded,
            places,
            gap,
            heading,
            top,
            letters,
            digits,
            words,
        })
    }

    /// The line as two, the second one from `at` on, a byte of its words; itself alone if one would be blank.
    pub(super) fn split(self, text: &'a str, at: usize) -> Vec<Self> {
        let start = if self.before.is_empty() { self.range.start } else { self.before.start };
        let middle = self.range.start + at;
        let end = self.range.end.max(self.after.end);
        match (Self::measure(text, start, middle, self.gap), Self::measure(text, middle, end, false)) {
            (Some(first), Some(second)) => vec![first, second],
            _ => vec![self],
        }
    }

    /// True for a row of a table-like page, which stands apart from its neighbours.
    fn is_row(&self) -> bool {
        !self.before.is_empty() && !self.heading || !self.after.is_empty()
    }

    /// True if the line ends as a sentence does.
    pub(super) fn ends_sentence(&self) -> bool {
        let tail = self.text.trim_end_matches(|character: char| {
            is_blank(character) || matches!(character, '"' | '»' | '”' | '’' | '\'' | ')' | ']')
        });
        tail.ends_with(['.', '!', '؟', '?', '…', ':', '۔', '؛'])
    }

    /// True if the page cut the line off before its end.
    pub(super) fn is_cut(&self) -> bool {
        let tail = self.text.trim_end_matches(is_blank);
        let tail = ["ادامه مطلب", "ادامه", "بیشتر", "المزيد", "اقرأ المزيد", "Read more", "»»"]
            .iter()
            .find_map(|word| tail.strip_suffix(word))
            .unwrap_or(tail)
            .trim_end_matches(is_blank);
        tail.ends_with(['…', '⋯'])
            || tail.ends_with("...")
            || tail.ends_with("[..]")
            || tail.ends_with("[…]")
            || tail.ends_with("[...]")
    }

    /// Ends of sentences inside the line.
    pub(super) fn sentences(&self) -> usize {
        super::paragraphs::sentence_ends(&self.text).count()
    }
}

/// The words of what was found as they are read: without Markdown's marks, on one line.
pub(super) fn spoken(found: &str) -> Cow<'_, str> {
    let plain = match markdown::plain(found) {
        Cow::Owned(plain) => Cow::Owned(plain.trim_matches(is_blank).to_owned()),
        borrowed @ Cow::Borrowed(_) => borrowed,
    };
    if memchr::memchr2(b'\n', b'\r', plain.as_bytes()).is_none() {
        return plain;
    }
    let parts = plain.split(['\n', '\r']).map(|part| part.trim_matches(is_blank)).filter(|part| !part.is_empty());
    Cow::Owned(parts.collect::<Vec<_>>().join(" "))
}

/// `range` without the characters at its ends for which `drop` holds.
pub(super) fn trimmed(text: &str, range: TextRange, drop: impl Fn(char) -> bool) -> TextRange {
    let inside = range.of(text);
    let left = inside.trim_start_matches(&drop);
    let start = range.start + inside.len() - left.len();
    TextRange::new(start, start + left.trim_end_matches(&drop).len())
}

fn is_heading(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    rest.len() < line.len() && line.len() - rest.len() <= 6 && rest.starts_with(' ')
}

/// A whole line set in bold by Markdown's double asterisks.
fn is_bold(line: &str) -> bool {
    line.strip_prefix("**").and_then(|rest| rest.strip_suffix("**")).is_some_and(|rest| !rest.contains('*'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, bool)]) {
        let found: Vec<_> = lines(text).iter().map(|line| (line.found, line.gap)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn blank_lines_make_gaps() {
        check("one\ntwo\n\nthree", &[("one", true), ("two", false), ("three", true)]);
        check("one\r\ntwo\r\n\r\nthree\rfour", &[("one", true), ("two", false), ("three", true), ("four", false)]);
        check("\u{FEFF} \u{A0}\n \u{200F} one \u{200B}\n", &[("one", true)]);
        check("", &[]);
    }

    #[test]
    fn bars_and_heading_marks_are_set_apart() {
        let text = "| row |\n## head\n|\n#tag";
        check(text, &[("row", true), ("head", true), ("", true), ("#tag", true)]);
        let found = lines(text);
        assert_eq!((found[0].before.of(text), found[0].after.of(text)), ("|", "|"));
        assert_eq!(found[1].before.of(text), "##");
        assert_eq!((found[2].before.of(text), found[2].after.of(text)), ("|", ""));
    }

    #[test]
    fn marks_of_markdown_are_seen_through() {
        let found = &lines("# *بیانیهٔ* [حزب نمونه](a.html)")[0];
        assert_eq!((found.text.as_ref(), found.found), ("بیانیهٔ حزب نمونه", "*بیانیهٔ* [حزب نمونه](a.html)"));
        assert_eq!((found.top, found.words), (true, 3));
        assert!(!lines("## سرخط")[0].top);
    }

    #[test]
    fn letters_of_presentation_forms_count() {
        assert_eq!(lines("\u{FEB3}\u{FEFC}\u{FEE1} ۱۲")[0].letters, 4);
        assert_eq!(lines("\u{FEB3}\u{FEFC}\u{FEE1} ۱۲")[0].digits, 2);
    }

    #[test]
    fn cut_marks_are_seen() {
        let cut = |text: &str| lines(text)[0].is_cut();
        assert!(cut("متن کوتاه…"));
        assert!(cut("متن کوتاه [...]"));
        assert!(cut("نص قصير... المزيد"));
        assert!(!cut("متن کامل."));
    }
}
