//! Snippets: the text around the hits of a statement, to be shown in one line each.
//!
//! A snippet is a stretch of one part, in logical order and as found; it ends at blanks and never inside a grapheme cluster.
//! Hits whose surroundings meet share one. Knows nothing of lines, columns or colours.

use super::page::{Lit, Part, Section};
use crate::text::grapheme::{boundary_after, boundary_before};
use crate::text::range::TextRange;

/// Words on either side of a hit where its sentence is longer.
const SENTENCE_WORDS: usize = 12;

/// Bytes that a word of the surroundings counts for at most, so that a text without blanks is not shown whole.
const WORD_BYTES: usize = 60;

/// How much of the text around a hit is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Around {
    /// Its sentence, of a long one twelve words on either side.
    #[default]
    Sentence,
    /// So many words on either side.
    Words(usize),
}

/// A stretch of a part with its hits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Snippet<'a> {
    /// Number of the part.
    pub part: usize,
    /// What the part is.
    pub section: Section,
    /// Bytes of the text of the part.
    pub range: TextRange,
    /// These bytes.
    pub text: &'a str,
    /// What is to be lit, as bytes of `text`, in order.
    pub lit: Vec<TextRange>,
    /// The part begins before it.
    pub cut_before: bool,
    /// The part goes on behind it.
    pub cut_after: bool,
}

impl<'a> Snippet<'a> {
    /// The text in pieces, each with whether it is to be lit.
    pub fn pieces(&self) -> impl Iterator<Item = (&'a str, bool)> {
        pieces(self.text, &self.lit)
    }
}

/// A text cut at the ends of what is to be lit in it; empty pieces are left out.
pub fn pieces<'a>(text: &'a str, lit: &[TextRange]) -> impl Iterator<Item = (&'a str, bool)> {
    let mut ends: Vec<(TextRange, bool)> = Vec::with_capacity(2 * lit.len() + 1);
    let mut at = 0;
    for range in lit.iter().filter(|range| range.end <= text.len()) {
        ends.push((TextRange::new(at, range.start), false));
        ends.push((TextRange::new(range.start.max(at), range.end), true));
        at = at.max(range.end);
    }
    ends.push((TextRange::new(at, text.len()), false));
    ends.into_iter().map(|(range, lit)| (range.of(text), lit)).filter(|(piece, _)| !piece.is_empty())
}

/// The snippets of a statement, in its order. `hits` are in the order of the text, as [`Page::lit`] gives them.
///
/// [`Page::lit`]: super::page::Page::lit
#[must_use]
pub fn snippets<'a>(parts: &[Part<'a>], hits: &[Lit], around: Around) -> Vec<Snippet<'a>> {
    let mut snippets: Vec<Snippet<'a>> = Vec::new();
    for hit in hits {
        let Some(part) = parts.get(hit.part) else { continue };
        let lit = whole(part.text, hit.range);
        let range = window(part.text, lit, around);
        match snippets.last_mut().filter(|last| last.part == hit.part && meets(part.text, last.range, range)) {
            Some(last) => {
                last.range = TextRange::new(last.range.start.min(range.start), last.range.end.max(range.end));
                last.lit.push(lit);
            }
            None => snippets.push(Snippet {
                part: hit.part,
                section: hit.section,
                range,
                text: "",
                lit: vec![lit],
                cut_before: false,
                cut_after: false,
            }),
        }
    }
    for snippet in &mut snippets {
        let text = parts.get(snippet.part).map_or("", |part| part.text);
        let range = snippet.range;
        snippet.text = range.of(text);
        snippet.cut_before = text.get(..range.start).is_some_and(|before| !before.trim().is_empty());
        snippet.cut_after = text.get(range.end..).is_some_and(|after| !after.trim().is_empty());
        for lit in &mut snippet.lit {
            *lit = TextRange::new(lit.start.saturating_sub(range.start), lit.end.saturating_sub(range.start));
        }
    }
    snippets
}

/// A range with all of the clusters that it touches.
fn whole(text: &str, range: TextRange) -> TextRange {
    TextRange::new(boundary_before(text, range.start), boundary_after(text, range.end))
}

/// True if nothing but blanks lies between two stretches of a text, the first of which begins first.
fn meets(text: &str, one: TextRange, other: TextRange) -> bool {
    text.get(one.end..other.start).is_none_or(|between| between.trim().is_empty())
}

/// What is shown around a hit.
fn window(text: &str, hit: TextRange, around: Around) -> TextRange {
    let (words, sentence) = match around {
        Around::Sentence => (SENTENCE_WORDS, true),
        Around::Words(words) => (words, false),
    };
    let start = hit.start - before(text.get(..hit.start).unwrap_or_default(), words, sentence);
    let end = hit.end + after(text.get(hit.end..).unwrap_or_default(), words, sentence);
    // A word that is no longer than a word stands whole, others end where a cluster does.
    TextRange::new(boundary_after(text, start).min(hit.start), boundary_before(text, end).max(hit.end))
}

/// How many bytes at the end of a text are taken in: the rest of the word that the hit stands in, and so many words.
fn before(text: &str, words: usize, sentence: bool) -> usize {
    let room = (words + 1) * WORD_BYTES;
    let (mut taken, mut left, mut in_word) = (0, words, true);
    let mut kept = 0;
    for (at, sign) in text.char_indices().rev() {
        let length = text.len() - at;
        if sign == '\n' || length > room {
            return if sign == '\n' { kept } else { taken };
        }
        if sign.is_whitespace() {
            // What ends a sentence stands before a blank.
            let before_blank = text.get(..at).unwrap_or_default();
            if sentence && before_blank.ends_with(ends_sentence) {
                return kept;
            }
            if in_word && left == 0 {
                return kept;
            }
            left -= usize::from(in_word);
            in_word = false;
        } else {
            in_word = true;
            kept = length;
        }
        taken = length;
    }
    kept
}

/// How many bytes at the beginning of a text are taken in.
fn after(text: &str, words: usize, sentence: bool) -> usize {
    let room = (words + 1) * WORD_BYTES;
    let (mut left, mut in_word, mut kept) = (words, true, 0);
    let mut last = ' ';
    for (at, sign) in text.char_indices() {
        if sign == '\n' {
            return kept;
        }
        if at + sign.len_utf8() > room {
            return at;
        }
        if sign.is_whitespace() {
            if (sentence && ends_sentence(last)) || (in_word && left == 0) {
                return kept;
            }
            left -= usize::from(in_word);
            in_word = false;
        } else {
            in_word = true;
            kept = at + sign.len_utf8();
        }
        last = sign;
    }
    kept
}

fn ends_sentence(sign: char) -> bool {
    matches!(sign, '.' | '!' | '?' | '؟' | '۔' | '…' | '।')
}

#[cfg(test)]
mod tests {
    use super::super::term::Rank;
    use super::*;

    /// The snippets of a paragraph in which hits stand in brackets, written alike, with an ellipsis where they are cut.
    fn check(marked: &str, around: Around, expected: &[&str]) {
        let (mut text, mut hits, mut open) = (String::new(), Vec::new(), 0);
        for sign in marked.chars() {
            match sign {
                '[' => open = text.len(),
                ']' => hits.push(TextRange::new(open, text.len())),
                sign => text.push(sign),
            }
        }
        let hit = |range| Lit { part: 0, range, section: Section::Body, rank: Rank::Fold };
        let hits: Vec<Lit> = hits.into_iter().map(hit).collect();
        let parts = [Part { section: Section::Body, text: &text }];
        let shown: Vec<String> = snippets(&parts, &hits, around)
            .iter()
            .map(|snippet| {
                let mark = |(piece, lit): (&str, bool)| if lit { format!("[{piece}]") } else { piece.to_owned() };
                let pieces: String = snippet.pieces().map(mark).collect();
                let sign = |cut| if cut { "…" } else { "" };
                assert_eq!(snippet.text, snippet.range.of(&text));
                format!("{}{pieces}{}", sign(snippet.cut_before), sign(snippet.cut_after))
            })
            .collect();
        assert_eq!(shown, expected, "{marked}");
    }

    #[test]
    fn words_on_either_side_of_a_hit() {
        check("a b c [d] e f g", Around::Words(0), &["…[d]…"]);
        check("a b c [d] e f g", Around::Words(2), &["…b c [d] e f…"]);
        check("a b c [d] e f g", Around::Words(3), &["a b c [d] e f g"]);
        check("a x[d]y e", Around::Words(0), &["…x[d]y…"]);
        check("a  b [d]. e", Around::Words(1), &["…b [d]. e"]);
        check("one. two [d] three. four", Around::Words(2), &["one. two [d] three. four"]);
    }

    #[test]
    fn surroundings_that_meet_are_one_snippet() {
        check("a [b] c [d] e f g [h]", Around::Words(1), &["a [b] c [d] e…", "…g [h]"]);
        check("[b] [d]", Around::Words(0), &["[b] [d]"]);
        check("a [b] c d [e] f", Around::Words(1), &["a [b] c d [e] f"]);
    }

    #[test]
    fn a_sentence_is_shown_whole_unless_it_is_long() {
        check("یکم. دوم [حزب] سوم؟ چهارم", Around::Sentence, &["…دوم [حزب] سوم؟…"]);
        check("در 1.5 متر [حزب] ماند.", Around::Sentence, &["در 1.5 متر [حزب] ماند."]);
        check("line one\nsecond [hit] here\nthird", Around::Sentence, &["…second [hit] here…"]);
        let long = "w ".repeat(40);
        let side = "w ".repeat(12);
        check(&format!("{long}[hit] {long}"), Around::Sentence, &[&format!("…{side}[hit] {}…", side.trim_end())]);
    }

    #[test]
    fn no_cluster_is_cut_and_no_endless_word_is_shown_whole() {
        // A hit on the base alone is lit with its marks.
        check("a [م]ُx b", Around::Words(0), &["…[مُ]x…"]);
        let endless = "e\u{301}".repeat(500);
        let text = format!("{endless} x");
        let hit = Lit { part: 0, range: TextRange::new(600, 603), section: Section::Body, rank: Rank::Inside };
        let found = snippets(&[Part { section: Section::Body, text: &text }], &[hit], Around::Words(1));
        let text = found[0].text;
        assert!(text.len() < 300 && text.starts_with('e') && text.ends_with('\u{301}'), "{text}");
    }

    #[test]
    fn hits_of_no_part_are_left_out() {
        let hit = Lit { part: 7, range: TextRange::new(0, 1), section: Section::Body, rank: Rank::Fold };
        assert!(snippets(&[], &[hit], Around::Sentence).is_empty());
        assert_eq!(pieces("ab", &[TextRange::new(1, 9)]).collect::<Vec<_>>(), [("ab", false)]);
    }
}
