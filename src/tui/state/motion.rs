//! Motions over a text in reading order: words.
//!
//! Pure functions from offset to offset, on boundaries of UAX #29. A stretch without a letter or a digit is no
//! word. Knows nothing of lines and of the screen, where left and right are other questions.

use unicode_segmentation::UnicodeSegmentation;

fn is_word(piece: &str) -> bool {
    piece.chars().any(char::is_alphanumeric)
}

/// Start of the next word after `offset`; the end of the text where there is none.
#[must_use]
pub(super) fn word_forward(text: &str, offset: usize) -> usize {
    pieces_after(text, offset)
        .find(|(start, piece)| *start > offset && is_word(piece))
        .map_or(text.len(), |(start, _)| start)
}

/// Start of the word before `offset`, or of the one that `offset` lies inside of.
#[must_use]
pub(super) fn word_back(text: &str, offset: usize) -> usize {
    let head = text.get(..offset).unwrap_or(text);
    head.split_word_bound_indices().rev().find(|(_, piece)| is_word(piece)).map_or(0, |(start, _)| start)
}

/// Start of the last cluster of the word at `offset`, or of the next one where `offset` is at such an end.
#[must_use]
pub(super) fn word_end(text: &str, offset: usize) -> usize {
    let last = |start: usize, piece: &str| piece.grapheme_indices(true).next_back().map(|(at, _)| start + at);
    pieces_after(text, offset)
        .filter(|(_, piece)| is_word(piece))
        .filter_map(|(start, piece)| last(start, piece))
        .find(|end| *end > offset)
        .unwrap_or(text.len())
}

/// The pieces of `text` from the one in which `offset` lies; each with its start.
fn pieces_after(text: &str, offset: usize) -> impl Iterator<Item = (usize, &str)> {
    // A line break always parts words, so the line of the offset is far enough back.
    let line = text.get(..offset).and_then(|head| head.rfind('\n')).map_or(0, |at| at + 1);
    let tail = text.get(line..).unwrap_or("");
    tail.split_word_bound_indices()
        .map(move |(start, piece)| (line + start, piece))
        .skip_while(move |(start, piece)| start + piece.len() <= offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` is where the motion starts, `!` where it ends.
    fn check(motion: fn(&str, usize) -> usize, picture: &str) {
        let start = picture.replace('!', "").find('|').expect("a start");
        let end = picture.replace('|', "").find('!').expect("an end");
        let text = picture.replace(['|', '!'], "");
        assert_eq!(motion(&text, start), end, "{picture}");
    }

    #[test]
    fn forward() {
        check(word_forward, "|one !two");
        check(word_forward, "on|e, — !two");
        check(word_forward, "حز|ب «!همت»");
        check(word_forward, "می\u{200C}خ|واهد !که");
        check(word_forward, "one |two!");
        check(word_forward, "one |two\n\n!three");
    }

    #[test]
    fn back() {
        check(word_back, "!one |two");
        check(word_back, "one !tw|o");
        check(word_back, "!one, — |two");
        check(word_back, "!  |two");
    }

    #[test]
    fn end() {
        check(word_end, "|on!e two");
        check(word_end, "on|e tw!o");
        check(word_end, "|مح!مَّ");
        check(word_end, "tw|o!");
    }
}
