//! A whole document laid out as far as it is looked at.
//!
//! A document is one text and the ranges of its paragraphs; a place in it is an [`Anchor`], tied to
//! a paragraph and not to the screen, so that scrolling never needs the rows of what lies above.
//! Paragraphs are analysed when first looked at and kept, up to a bound on their text; a new width
//! only wraps them again. Offsets here are bytes of the whole text; the cells of a row speak of the
//! paragraph's bytes, which begin at [`Row::origin`]. Knows nothing of what the text is.

use super::line::Line;
use super::options::Options;
use super::paragraph::Paragraph;
use crate::text::range::TextRange;
use std::collections::HashMap;
use std::sync::Arc;

/// Bytes of text whose analysis is kept.
const KEPT: usize = 2 << 20;

/// Paragraphs that are kept however long they are: those a screen shows together.
const SHOWN: usize = 4;

/// A row of a document: a line within a paragraph.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Anchor {
    /// Index of the paragraph.
    pub paragraph: usize,
    /// Line within it.
    pub line: usize,
}

/// One row as it is shown.
#[derive(Clone, Debug)]
pub struct Row {
    /// Where the row stands in the document.
    pub anchor: Anchor,
    /// Offset in the document of the first byte of the row's paragraph.
    pub origin: usize,
    /// The cells.
    pub line: Line,
}

impl Row {
    /// The bytes of the document on this row.
    #[must_use]
    pub fn range(&self) -> TextRange {
        self.line.range().shifted(self.origin)
    }
}

/// A document with a width.
#[derive(Debug)]
pub struct Flow {
    text: Arc<str>,
    paragraphs: Vec<TextRange>,
    options: Options,
    restored: Option<Restored>,
    width: usize,
    kept: HashMap<usize, Kept>,
    kept_bytes: usize,
    clock: u64,
}

/// Which paragraphs are shown with the ZWNJ that they lack, and what finds the places in one of them.
#[derive(Debug)]
struct Restored {
    paragraphs: Vec<bool>,
    find: fn(&str) -> Vec<usize>,
}

#[derive(Debug)]
struct Kept {
    paragraph: Paragraph,
    /// The lines at `width`.
    lines: Vec<TextRange>,
    width: usize,
    used: u64,
}

impl Flow {
    /// A document of `paragraphs`, ranges of `text` in order, at `width` columns.
    ///
    /// Where no paragraph is given there is one empty one, so that there is always a row.
    #[must_use]
    pub fn new(text: impl Into<Arc<str>>, paragraphs: Vec<TextRange>, width: usize, options: Options) -> Self {
        let paragraphs = if paragraphs.is_empty() { vec![TextRange::empty(0)] } else { paragraphs };
        let (kept, kept_bytes, clock) = (HashMap::new(), 0, 0);
        let (text, width) = (text.into(), width.max(1));
        Self { text, paragraphs, options, restored: None, width, kept, kept_bytes, clock }
    }

    /// Shows the ZWNJ that `find` misses in the text of those paragraphs for which `paragraphs` says so.
    ///
    /// They are looked for when a paragraph is first looked at. Offsets stay those of the text.
    #[must_use]
    pub fn restoring(self, paragraphs: Vec<bool>, find: fn(&str) -> Vec<usize>) -> Self {
        Self { restored: Some(Restored { paragraphs, find }), ..self }
    }

    /// The columns lines are wrapped at.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Changes the width; what was analysed stays so.
    pub fn set_width(&mut self, width: usize) {
        self.width = width.max(1);
    }

    /// The rows from `from` on, at most `count`; fewer only at the end of the document.
    pub fn rows(&mut self, from: Anchor, count: usize) -> Vec<Row> {
        let mut rows = Vec::with_capacity(count.min(1024));
        let mut anchor = self.clamp(from);
        while rows.len() < count {
            rows.push(self.row(anchor));
            let next = self.down(anchor, 1);
            if next == anchor {
                break;
            }
            anchor = next;
        }
        rows
    }

    /// The row `count` rows below `from`, or the last one.
    pub fn down(&mut self, from: Anchor, count: usize) -> Anchor {
        let mut anchor = self.clamp(from);
        let mut left = count;
        loop {
            let height = self.height(anchor.paragraph);
            let below = height.saturating_sub(anchor.line + 1);
            if left <= below {
                return Anchor { line: anchor.line + left, ..anchor };
            }
            if anchor.paragraph + 1 >= self.paragraphs.len() {
                return Anchor { line: height.saturating_sub(1), ..anchor };
            }
            left -= below + 1;
            anchor = Anchor { paragraph: anchor.paragraph + 1, line: 0 };
        }
    }

    /// The row `count` rows above `from`, or the first one.
    pub fn up(&mut self, from: Anchor, count: usize) -> Anchor {
        let mut anchor = self.clamp(from);
        let mut left = count;
        loop {
            if left <= anchor.line {
                return Anchor { line: anchor.line - left, ..anchor };
            }
            if anchor.paragraph == 0 {
                return Anchor::default();
            }
            left -= anchor.line + 1;
            let paragraph = anchor.paragraph - 1;
            anchor = Anchor { paragraph, line: self.height(paragraph).saturating_sub(1) };
        }
    }

    /// The rows from `from` down to `to`, at most `limit`; `None` if `to` lies above or further down.
    pub fn distance(&mut self, from: Anchor, to: Anchor, limit: usize) -> Option<usize> {
        let (from, to) = (self.clamp(from), self.clamp(to));
        let mut rows = 0;
        let mut paragraph = from.paragraph;
        while paragraph < to.paragraph && rows <= limit + from.line {
            rows += self.height(paragraph);
            paragraph += 1;
        }
        let distance = (rows + to.line).checked_sub(from.line)?;
        (paragraph == to.paragraph && distance <= limit && from <= to).then_some(distance)
    }

    /// The last row of the document.
    pub fn last(&mut self) -> Anchor {
        let paragraph = self.paragraphs.len().saturating_sub(1);
        Anchor { paragraph, line: self.height(paragraph).saturating_sub(1) }
    }

    /// The row that holds the byte at `offset`.
    ///
    /// An offset between paragraphs belongs to the one before it, the end of the text to the last row.
    pub fn anchor_of(&mut self, offset: usize) -> Anchor {
        let paragraph = self.paragraphs.partition_point(|range| range.start <= offset).saturating_sub(1);
        let start = self.paragraphs.get(paragraph).map_or(0, |range| range.start);
        let kept = self.kept(paragraph);
        let within = offset.saturating_sub(start);
        let line = kept.lines.partition_point(|line| line.start <= within).saturating_sub(1);
        Anchor { paragraph, line }
    }

    /// The offset of the first byte of a row.
    pub fn offset_of(&mut self, anchor: Anchor) -> usize {
        let anchor = self.clamp(anchor);
        let range = self.paragraphs.get(anchor.paragraph).copied().unwrap_or_default();
        let line = self.kept(anchor.paragraph).lines.get(anchor.line).copied();
        line.map_or(range.end, |line| range.start + line.start)
    }

    /// The row at `anchor`; for a line beyond its paragraph, the paragraph's last row.
    pub fn row(&mut self, anchor: Anchor) -> Row {
        let anchor = self.clamp(anchor);
        let origin = self.paragraphs.get(anchor.paragraph).map_or(0, |range| range.start);
        let kept = self.kept(anchor.paragraph);
        let line = kept.lines.get(anchor.line).map(|range| kept.paragraph.line(*range));
        Row { anchor, origin, line: line.unwrap_or_default() }
    }

    /// An anchor that exists, as near as can be to `anchor`.
    pub fn clamp(&mut self, anchor: Anchor) -> Anchor {
        let paragraph = anchor.paragraph.min(self.paragraphs.len().saturating_sub(1));
        if anchor.line == 0 {
            return Anchor { paragraph, line: 0 };
        }
        Anchor { paragraph, line: anchor.line.min(self.height(paragraph).saturating_sub(1)) }
    }

    /// Rows of a paragraph.
    fn height(&mut self, paragraph: usize) -> usize {
        self.kept(paragraph).lines.len()
    }

    /// The analysed paragraph, wrapped at the width of now.
    fn kept(&mut self, index: usize) -> &Kept {
        self.clock += 1;
        let (width, used) = (self.width, self.clock);
        let range = self.paragraphs.get(index).copied().unwrap_or_default();
        if !self.kept.contains_key(&index) {
            self.make_room(range.len());
            self.kept_bytes += range.len();
        }
        let kept = self.kept.entry(index).or_insert_with(|| {
            let text = range.of(&self.text);
            let wanted = self.restored.as_ref().filter(|restored| restored.paragraphs.get(index) == Some(&true));
            let lost = wanted.map_or_else(Vec::new, |restored| (restored.find)(text));
            let paragraph = Paragraph::with_joiners(text, &self.options, &lost);
            Kept { lines: paragraph.wrap(width), paragraph, width, used }
        });
        kept.used = used;
        if kept.width != width {
            (kept.lines, kept.width) = (kept.paragraph.wrap(width), width);
        }
        kept
    }

    /// Forgets what was not looked at for longest until `bytes` more may be kept.
    fn make_room(&mut self, bytes: usize) {
        if self.kept_bytes + bytes <= KEPT && self.kept.len() < KEPT / 64 {
            return;
        }
        let mut ages: Vec<(u64, usize)> = self.kept.iter().map(|(index, kept)| (kept.used, *index)).collect();
        ages.sort_unstable();
        // Half of what is kept goes at once, so that the next paragraphs find room without a search.
        ages.truncate(ages.len().saturating_sub(SHOWN));
        for (_, index) in ages {
            if self.kept_bytes <= KEPT / 2 && self.kept.len() < KEPT / 128 {
                break;
            }
            self.kept.remove(&index);
            self.kept_bytes -= self.paragraphs.get(index).map_or(0, |range| range.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(paragraphs: &[&str], width: usize) -> Flow {
        let mut text = String::new();
        let mut ranges = Vec::new();
        for paragraph in paragraphs {
            let start = text.len();
            text.push_str(paragraph);
            ranges.push(TextRange::new(start, text.len()));
            text.push('\n');
        }
        Flow::new(text, ranges, width, Options::default())
    }

    fn at(paragraph: usize, line: usize) -> Anchor {
        Anchor { paragraph, line }
    }

    fn shown(flow: &mut Flow, from: Anchor, count: usize) -> Vec<String> {
        flow.rows(from, count).iter().map(|row| row.line.visual().to_owned()).collect()
    }

    #[test]
    fn rows_run_through_paragraphs() {
        let mut flow = flow(&["aa bb cc", "", "dd ee"], 5);
        assert_eq!(shown(&mut flow, at(0, 0), 9), ["aa bb", "cc", "", "dd ee"]);
        assert_eq!(shown(&mut flow, at(0, 1), 2), ["cc", ""]);
        assert_eq!(flow.rows(at(2, 0), 1)[0].range(), TextRange::new(10, 15));
        flow.set_width(2);
        assert_eq!(shown(&mut flow, at(0, 2), 3), ["cc", "", "dd"]);
    }

    #[test]
    fn steps_down_and_up_meet() {
        let mut flow = flow(&["aa bb cc dd", "ee", "", "ff gg", "hh"], 2);
        let mut anchor = Anchor::default();
        for step in 0..9 {
            assert_eq!(flow.down(Anchor::default(), step), anchor);
            assert_eq!(flow.up(anchor, step), Anchor::default());
            assert_eq!(flow.distance(Anchor::default(), anchor, 100), Some(step));
            anchor = flow.down(anchor, 1);
        }
        assert_eq!(flow.down(Anchor::default(), 1000), flow.last());
        assert_eq!(flow.up(anchor, 1000), Anchor::default());
        assert_eq!(flow.distance(at(2, 0), at(0, 0), 100), None);
        assert_eq!(flow.distance(at(0, 0), at(2, 0), 4), None);
    }

    #[test]
    fn offsets_and_rows_meet() {
        let mut flow = flow(&["aa bb cc", "dd"], 2);
        for offset in 0..12 {
            let anchor = flow.anchor_of(offset);
            let start = flow.offset_of(anchor);
            assert!(start <= offset, "{offset}");
            assert_eq!(flow.anchor_of(start), anchor);
        }
        assert_eq!(flow.anchor_of(4), at(0, 1));
        assert_eq!(flow.anchor_of(8), at(0, 2));
        assert_eq!(flow.anchor_of(99), at(1, 0));
        assert_eq!(flow.row(at(7, 7)).anchor, at(1, 0));
    }

    #[test]
    fn only_what_is_looked_at_is_analysed() {
        let long = "aa bb cc ".repeat(20_000);
        let paragraphs = vec![long.as_str(); 60];
        let mut flow = flow(&paragraphs, 40);
        let end = flow.last();
        flow.rows(end, 50);
        assert_eq!(flow.kept.len(), 1);
        for paragraph in 0..60 {
            flow.rows(at(paragraph, 0), 1);
            assert!(flow.kept.len() <= 20);
        }
    }

    #[test]
    fn a_document_without_paragraphs_has_one_row() {
        let mut flow = Flow::new("", Vec::new(), 0, Options::default());
        assert_eq!(shown(&mut flow, Anchor::default(), 5), [""]);
        assert_eq!(flow.last(), Anchor::default());
    }
}
