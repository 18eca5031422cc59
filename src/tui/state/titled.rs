//! A title in the room that a row has, with what a query matched in sight.
//!
//! A title is cut at its end, as every label is. Where that would hide the first match the title gives way: it is
//! cut in front, or its party, where that alone was matched, comes sooner. Knows nothing of entries or of columns
//! of the pane.

use crate::layout::{Line, Options, label_restoring};
use crate::text::direction::{BaseDirection, Direction};
use crate::text::range::TextRange;

/// Columns of a title that are worth showing before its party.
const LEAST: usize = 8;
/// What stands for text that is left out.
const ELLIPSIS: &str = "…";

/// A title, maybe with its party, and what is lit in both.
#[derive(Clone, Debug)]
pub(super) struct Titled<'a> {
    /// The title.
    pub title: &'a str,
    /// The party that follows it.
    pub party: Option<&'a str>,
    /// What is lit in the title and in the party.
    pub lit: [Vec<TextRange>; 2],
    /// What finds the ZWNJ that the title lacks; offsets stay those of the title.
    pub restore: fn(&str) -> Vec<usize>,
}

impl Titled<'_> {
    /// A label of at most `room` columns, and what is lit of its text.
    pub(super) fn label(self, room: usize, options: &Options) -> (Line, Vec<TextRange>) {
        let restore = self.restore;
        let label = |text: &str, room: usize, options: &Options| label_restoring(text, room, options, restore);
        let party = self.party.map(|party| format!(" · {party}")).unwrap_or_default();
        let named = party.len() - self.party.map_or(0, str::len);
        let [in_title, in_party] = self.lit;
        let joined = |title: &str| {
            let in_party = in_party.iter().map(|range| range.shifted(title.len() + named));
            (format!("{title}{party}"), in_title.iter().copied().chain(in_party).collect::<Vec<_>>())
        };
        let (text, lit) = joined(self.title);
        let line = label(&text, room, options);
        let (Some(end), Some(first)) = (kept(&line, &text), lit.first().copied()) else { return (line, lit) };
        if first.end <= end {
            return (line, before(&lit, end));
        }
        // The direction is that of the whole title, whichever part of it shows.
        let base = match line.base() {
            Direction::Ltr => BaseDirection::Ltr,
            Direction::Rtl => BaseDirection::Rtl,
        };
        let options = Options { base, ..*options };
        let left = room.saturating_sub(label(&party, usize::MAX, &options).width());
        let (text, lit) = if in_title.is_empty() && left >= LEAST {
            let end = kept(&label(self.title, left, &options), self.title).unwrap_or(self.title.len());
            joined(&format!("{}{ELLIPSIS}", self.title.get(..end).unwrap_or_default().trim_end()))
        } else if in_party.is_empty() {
            // A party that was not matched leaves its columns to the title.
            without_start(self.title, &in_title, start(self.title, first, room))
        } else {
            without_start(&text, &lit, start(&text, first, room))
        };
        let line = label(&text, room, &options);
        let lit = kept(&line, &text).map_or_else(|| lit.clone(), |end| before(&lit, end));
        (line, lit)
    }
}

/// How much of `text` a label of it shows before the ellipsis; none if it shows all.
fn kept(line: &Line, text: &str) -> Option<usize> {
    let ellipsis = line.cells().iter().find(|cell| line.symbol(cell) == ELLIPSIS && cell.source.of(text) != ELLIPSIS);
    ellipsis.map(|cell| cell.source.start)
}

/// What of these ranges lies before `end`: an ellipsis stands for all that was cut, and lights for none of it.
fn before(lit: &[TextRange], end: usize) -> Vec<TextRange> {
    lit.iter().filter(|range| range.start < end).map(|range| TextRange::new(range.start, range.end.min(end))).collect()
}

/// The start of the first word from which on `hit` shows, and either all that follows or as much of it as of what
/// comes before.
fn start(text: &str, hit: TextRange, room: usize) -> usize {
    let letters = |start, end| TextRange::new(start, end).of(text).chars().count();
    let spaces = text.match_indices(' ').map(|(at, space)| at + space.len());
    let mut starts = spaces.take_while(|start| *start <= hit.start);
    // An ellipsis on either side needs a column.
    let near = |start: usize| letters(start, hit.start) <= room / 2 && letters(start, hit.end) + 2 <= room;
    let to_the_end = |start: usize| letters(start, text.len()) < room;
    starts.find(|start| near(*start) || to_the_end(*start)).unwrap_or(hit.start)
}

/// The text from `start` on, after an ellipsis, with what is lit of it.
fn without_start(text: &str, lit: &[TextRange], start: usize) -> (String, Vec<TextRange>) {
    let rest = text.get(start..).unwrap_or_default();
    let lit = lit.iter().filter(|range| range.start >= start);
    let moved = |range: &TextRange| TextRange::new(range.start - start, range.end - start).shifted(ELLIPSIS.len());
    (format!("{ELLIPSIS}{rest}"), lit.map(moved).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::narrow::{Query, highlight};

    /// The label as it stands on the screen, and the text that is lit.
    fn check(query: &str, [title, party]: [&str; 2], room: usize, expected: &str, expected_lit: &[&str]) {
        let lit = highlight(&Query::parse(query), [title, party]);
        let titled = Titled { title, party: (!party.is_empty()).then_some(party), lit, restore: |_| Vec::new() };
        let (line, lit) = titled.label(room, &Options::default());
        assert_eq!(line.visual(), expected, "{query}");
        assert!(line.width() <= room);
        let shown: Vec<String> = lit
            .iter()
            .map(|range| {
                let cells = line.cells().iter().filter(|cell| cell.source.overlaps(*range));
                cells.map(|cell| line.symbol(cell)).collect()
            })
            .collect();
        assert_eq!(shown, expected_lit, "{query}");
    }

    #[test]
    fn a_title_is_cut_at_its_end() {
        check("call", ["call of the river", "dawn"], 40, "call of the river · dawn", &["call"]);
        check("call", ["call of the river", "dawn"], 10, "call of t…", &["call"]);
        check("river", ["call of the river", ""], 17, "call of the river", &["river"]);
        check("", ["call of the river", ""], 10, "call of t…", &[]);
    }

    #[test]
    fn a_match_beyond_the_room_cuts_the_title_in_front() {
        check("river", ["call of the river to all", ""], 12, "…the river …", &["river"]);
        check("rivers", ["call of the rivers", ""], 4, "…ri…", &["ri"]);
        check("all", ["one of the river to all", ""], 13, "…river to all", &["all"]);
        check("גדה", ["אב abc אב גדה", ""], 9, "הדג בא…", &["הדג"]);
        check("river", ["call of the river", "morning dawn"], 16, "…of the river", &["river"]);
        // It runs as the whole title does.
        check("river", ["אבגדהוזח abc river", ""], 12, "abc river…", &["river"]);
    }

    #[test]
    fn a_matched_party_comes_sooner() {
        check("dawn", ["call of the river", "dawn"], 18, "call of th… · dawn", &["dawn"]);
        check("dawn", ["call of the river", "new dawn"], 14, "…· new dawn", &["dawn"]);
        check("dawn call", ["call of the river", "dawn"], 10, "call of t…", &["call"]);
    }
}
