//! Where sentences end, and where lost paragraph breaks are put back for display.
//!
//! Pages that lost their line breaks hold a whole statement in one line. [`breaks`] gives places where a
//! reader may break it; the text itself is never changed. A full stop after an abbreviation or inside a
//! number ends no sentence.

use super::lexicon::{Lexicon, is_letter, is_word};
use super::line::is_blank;
use crate::text::fold::fold;
use std::sync::LazyLock;

/// Paragraphs shorter than this, in letters, stay whole.
const LONG: usize = 600;
/// A break is put back only when this many letters stand before it since the last one.
const ENOUGH: usize = 220;
/// After this many letters any sentence end will do.
const PLENTY: usize = 480;

static WORDS: LazyLock<(Vec<String>, Vec<String>)> = LazyLock::new(|| {
    let lexicon = Lexicon::read(include_str!("data/words.txt"));
    (lexicon.longest_first("abbreviation"), lexicon.longest_first("turn"))
});

/// Byte offsets where a paragraph break is restored, in order; empty for a paragraph of a normal size.
///
/// Each offset is the start of a sentence. Preferred places are sentences that open a new thought and
/// joints where a full stop is glued to the next word, which is what a lost line break leaves behind.
#[must_use]
pub fn breaks(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    if text.chars().filter(|character| is_letter(*character)).nth(LONG).is_none() {
        return found;
    }
    let (mut last, mut letters) = (0, 0);
    for end in sentence_ends(text) {
        let Some(rest) = text.get(end..) else { continue };
        let start = end + (rest.len() - rest.trim_start_matches(is_blank).len());
        if start >= text.len() {
            break;
        }
        letters += text.get(last..start).map_or(0, count_letters);
        last = start;
        let glued = start == end;
        if letters >= PLENTY || letters >= ENOUGH && (glued || opens_a_turn(text.get(start..).unwrap_or(""))) {
            found.push(start);
            letters = 0;
        }
    }
    // A last piece of a few words stays with the one before it.
    if let Some(&start) = found.last()
        && text.get(start..).map_or(0, count_letters) < ENOUGH / 4
    {
        found.pop();
    }
    found
}

/// Byte offsets just behind the sign, and any closing quotes, that end a sentence.
pub(super) fn sentence_ends(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().filter_map(move |(at, sign)| {
        if !matches!(sign, '.' | '!' | '?' | '؟' | '…' | '۔') {
            return None;
        }
        let mut end = at + sign.len_utf8();
        let rest = text.get(end..)?;
        let after = rest.chars().next();
        if after.is_some_and(|next| matches!(next, '.' | '!' | '?' | '؟' | '…' | '۔')) {
            return None;
        }
        // Dots in a row are a pause, unless nothing follows them.
        let pause = sign == '…' || sign == '.' && text.get(..at)?.ends_with(['.', '…']);
        if pause && !rest.trim_start_matches(is_blank).is_empty() {
            return None;
        }
        if sign == '.' && !pause && !ends_at_stop(text.get(..at)?, after) {
            return None;
        }
        end += rest.len() - rest.trim_start_matches(['»', '”', '"', '’', ')', ']']).len();
        Some(end)
    })
}

/// True if a full stop between `before` and `after` ends a sentence.
fn ends_at_stop(before: &str, after: Option<char>) -> bool {
    let word =
        before.rsplit(|character: char| !is_word(character) && !('\u{64B}'..='\u{652}').contains(&character)).next();
    let word = word.unwrap_or("");
    let last = word.chars().next_back();
    match after {
        // 57.11, 3.ب, example.org
        Some(next) if next.is_numeric() && last.is_some_and(char::is_numeric) => return false,
        Some(next) if next.is_ascii_alphanumeric() || matches!(next, '/' | '\\' | '@' | '-') => return false,
        _ => {}
    }
    if word.is_empty() {
        return !before.trim_end_matches(is_blank).is_empty();
    }
    // A numbered item (1. 12.) opens a sentence rather than ending one.
    if word.len() <= 3
        && word.chars().all(char::is_numeric)
        && before.trim_end_matches(word).trim_end_matches(is_blank).ends_with(['.', ':', '؛', '\n'])
    {
        return false;
    }
    !(word.chars().count() <= 6 && WORDS.0.contains(&fold(word)))
}

fn opens_a_turn(rest: &str) -> bool {
    let end = rest.char_indices().nth(24).map_or(rest.len(), |(at, _)| at);
    let folded = fold(rest.get(..end).unwrap_or(""));
    WORDS.1.iter().any(|turn| super::lexicon::strip_words(&folded, turn).is_some())
}

fn count_letters(text: &str) -> usize {
    text.chars().filter(|character| is_letter(*character)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut start = 0;
        let mut found = Vec::new();
        for end in sentence_ends(text) {
            found.push(text[start..end].trim());
            start = end;
        }
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn sentences_end_at_signs() {
        check("یک. دو! سه؟", &["یک.", "دو!", "سه؟"]);
        check("«گفت.» رفت.", &["«گفت.»", "رفت."]);
        check("مهم است.مدیر گفت.", &["مهم است.", "مدیر گفت."]);
        check("ماذا... ثم.", &["ماذا... ثم."]);
        check("الحرب.. لماذا الآن؟", &["الحرب.. لماذا الآن؟"]);
        check("پایان…", &["پایان…"]);
    }

    #[test]
    fn abbreviations_numbers_and_addresses_do_not_end_one() {
        check("السيد د. سالم حضر.", &["السيد د. سالم حضر."]);
        check("قیمت 57.11 دلار.", &["قیمت 57.11 دلار."]);
        check("نگاه کنید به example.org امروز.", &["نگاه کنید به example.org امروز."]);
    }

    #[test]
    fn short_paragraphs_stay_whole() {
        assert!(breaks("یک. دو. سه.").is_empty());
        assert!(breaks("").is_empty());
    }

    #[test]
    fn a_long_line_breaks_where_a_thought_begins() {
        let filler = "این جمله برای آزمون نوشته شده و هیچ خبری در آن نیست و تنها دراز است تا اندازه را پر کند. ";
        let text = format!("{}وی افزود: {}", filler.repeat(5), filler.repeat(8));
        let found = breaks(&text);
        assert!(!found.is_empty());
        assert!(found.iter().all(|&at| text.is_char_boundary(at) && text[..at].trim_end().ends_with('.')));
        let glued = format!("{}دیگر.مدیر گفت: {}", filler.repeat(4), filler.repeat(6));
        assert!(breaks(&glued).contains(&glued.find("مدیر").unwrap()));
    }

    #[test]
    fn text_without_sentence_ends_stays_whole() {
        assert!(breaks(&"کلمه ".repeat(400)).is_empty());
    }
}
