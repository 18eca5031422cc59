//! What is cut off the end of a body: end marks, codes, the title said again, a signature.
//!
//! Works on one line and gives ranges in it; the words themselves are kept as blocks of their own by the
//! caller. A signature glued to the last paragraph counts only behind the end of a sentence and with an
//! office in it, so that no sentence of the body is lost.

use super::line::is_blank;
use super::offices::Offices;
use super::paragraphs::sentence_ends;
use crate::text::fold::fold;
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// Words a signature may have at most.
pub(super) const SIGNATURE_WORDS: usize = 14;

/// Words it may have in Latin letters where no known party is named in it.
const LATIN_WORDS: usize = 9;

/// What stands before those who issue a text, folded.
const ISSUED: [&str; 4] = ["صادر عن", "صدر عن", "صادره عن", "صادر من"];

/// Words of the longest signature that ends in a full stop.
const SHORT_WORDS: usize = 8;

/// Words of a signature that an office opens.
const OFFICE_WORDS: usize = 10;

/// End marks as agencies write them.
const PHRASES: [&str; 10] = [
    "انتهای پیام",
    "انتهای\u{200C}پیام",
    "پایان پیام",
    "پایان\u{200C}پیام",
    "انتهاي پيام",
    "انتهاي\u{200C}پيام",
    "پايان پيام",
    "انتهای خبر",
    "پایان خبر",
    "انتهى",
];
/// What every one of them begins with.
static STEMS: LazyLock<[Finder<'static>; 3]> = LazyLock::new(|| ["انته", "پایان", "پايان"].map(Finder::new));
/// Bytes at the end of a text in which a phrase and the codes behind it have room.
const MARK_BYTES: usize = 160;
/// Signs that end a text and say nothing.
const SIGNS: [&str; 5] = ["(وات)", "(واج)", "*//*", "//", "###"];

/// Where the end of `text` that is no part of its sentences begins, with the reason; none if it is clean.
pub(super) fn end_mark(text: &str) -> Option<(usize, &'static str)> {
    let mut kept = text.trim_end_matches(is_blank);
    let whole = kept.len();
    let mut marked = false;
    loop {
        let before = kept.len();
        if let Some(rest) = without_mark(kept) {
            kept = rest;
            marked = true;
        } else if let Some(rest) = without_code(kept) {
            kept = rest;
        }
        if kept.len() == before {
            break;
        }
    }
    if kept.len() == whole || kept.is_empty() && !marked {
        return None;
    }
    let start = kept.len() + text.get(kept.len()..)?.len() - text.get(kept.len()..)?.trim_start_matches(is_blank).len();
    Some((start, if marked { "end mark" } else { "code" }))
}

fn without_mark(text: &str) -> Option<&str> {
    let own =
        |rest: &str| rest.is_empty() || rest.ends_with(['.', '!', '؟', '?', '»', '”', '"', '۔', '/', '*', '-', '(']);
    // A mark stands near the end; the rest of a long paragraph need not be searched.
    let mut from = text.len().saturating_sub(MARK_BYTES);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let end = text.get(from..)?;
    // Most paragraphs have no mark, and looking for the stems alone says so.
    let may_be = STEMS.iter().any(|stem| stem.find(end.as_bytes()).is_some());
    let phrase = PHRASES.iter().filter(|_| may_be).find_map(|mark| {
        let at = from + end.rfind(mark)?;
        let behind = text.get(at + mark.len()..)?;
        // Codes of those who wrote it may hang on with slashes.
        let codes = behind.chars().count() <= 24 && !behind.contains(char::is_whitespace);
        let slashes = behind.starts_with('/');
        let rest = text.get(..at)?.trim_end_matches(is_blank);
        (codes && (slashes || matches!(behind, "" | "." | "|") && own(rest))).then_some(rest)
    });
    let rest = phrase.or_else(|| SIGNS.iter().find_map(|sign| text.strip_suffix(sign)))?;
    Some(rest.trim_end_matches(|character| is_blank(character) || matches!(character, '/' | '*' | '-' | '(')))
}

/// A bare number of three to six digits behind the end of a sentence.
fn without_code(text: &str) -> Option<&str> {
    let rest = text.trim_end_matches(char::is_numeric);
    let digits = text.get(rest.len()..)?.chars().count();
    let edge = rest.trim_end_matches(|character| is_blank(character) || matches!(character, '/' | '*'));
    let closed = edge.ends_with(['.', '!', '؟', '?', '»', '”', '۔']) || without_mark(edge).is_some();
    ((3..=6).contains(&digits) && closed).then_some(edge)
}

/// Where a signature glued to the end of a paragraph begins.
pub(super) fn glued_signature(text: &str, offices: &Offices) -> Option<usize> {
    let text = text.trim_end_matches(is_blank);
    // Looking at the last part alone keeps this cheap on long paragraphs.
    let mut from = text.len().saturating_sub(400);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let last = text.get(from..)?;
    let end = sentence_ends(last).filter(|&end| end < last.len()).last()?;
    let rest = last.get(end..)?;
    let start = end + rest.len() - rest.trim_start_matches(is_blank).len();
    let folded = fold(last.get(start..)?);
    let words = super::lexicon::words(&folded).count();
    let signed = (2..=SIGNATURE_WORDS).contains(&words) && offices.has_speaking(&folded);
    // A sentence of so many words may name an office as well.
    let sentence = words > SHORT_WORDS && folded.ends_with('.');
    (signed && !sentence && !says_something(&folded, offices)).then_some(from + start)
}

/// True if a line under a body looks like one of its signatures.
pub(super) fn is_signature(folded: &str, names_party: bool, offices: &Offices) -> bool {
    let issued = ISSUED.iter().find_map(|issued| super::lexicon::strip_words(folded, issued));
    let folded = issued.map_or(folded, str::trim_start);
    let words = super::lexicon::words(folded).count();
    if !(1..=SIGNATURE_WORDS).contains(&words) || says_something(folded, offices) {
        return false;
    }
    // A point of a list may name a party as well.
    let number = folded.trim_start_matches(|character: char| character.is_ascii_digit());
    if folded.starts_with(['-', '*', '•']) || number.len() < folded.len() && number.starts_with([')', '-', '.', '_'])
    {
        return false;
    }
    if words > SHORT_WORDS && folded.ends_with('.') {
        return false;
    }
    let on_behalf = || offices.on_behalf.open(folded);
    // Latin letters leave the party unknown more often, but a line that opens with an office says enough.
    let opens = || folded.starts_with(|letter: char| letter.is_ascii_lowercase()) && offices.speaking.open(folded);
    offices.has_speaking(folded) && (names_party || words <= 6 || words <= LATIN_WORDS && opens())
        || names_party && (words <= 7 || on_behalf())
        || names_party
            && words <= OFFICE_WORDS
            && offices.speaking.iter().any(|office| super::lexicon::strip_words(folded, office).is_some())
            && !super::lexicon::words(folded).any(|word| offices.after_name.iter().any(|stop| stop == word))
}

/// A verb of saying makes it a sentence or a headline.
fn says_something(folded: &str, offices: &Offices) -> bool {
    super::lexicon::words(folded).any(|word| offices.saying.has(word))
        || folded.ends_with(" شد")
        || folded.ends_with(" است")
        || folded.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, kept: &str) {
        let found = end_mark(text).map_or(text, |(at, _)| text[..at].trim_end());
        assert_eq!(found, kept, "{text}");
    }

    #[test]
    fn end_marks_and_codes_come_off() {
        check("کار پایان یافت. انتهای پیام/", "کار پایان یافت.");
        check("کار پایان یافت. انتهای پیام/ت10/ض", "کار پایان یافت.");
        check("کار پایان یافت انتهای\u{200C}پیام/", "کار پایان یافت");
        check("انتهای پیام/", "");
        check("کار پایان یافت. /پایان پیام 4021", "کار پایان یافت.");
        check("استفاده شود.8054   ", "استفاده شود.");
        check("انتهى الاجتماع. (وات)", "انتهى الاجتماع.");
    }

    #[test]
    fn every_phrase_begins_with_a_stem() {
        assert!(PHRASES.iter().all(|phrase| STEMS.iter().any(|stem| stem.find(phrase.as_bytes()) == Some(0))));
    }

    #[test]
    fn numbers_and_words_of_a_sentence_stay() {
        check("در سال 1397", "در سال 1397");
        check("سال ۱۳۹۷. 12", "سال ۱۳۹۷. 12");
        check("این بود پایان پیام", "این بود پایان پیام");
        check("8054", "8054");
    }

    #[test]
    fn a_glued_signature_needs_a_full_stop_and_an_office() {
        let offices = Offices::new();
        let start = |text: &str| glued_signature(text, &offices).map(|at| text[at..].to_owned());
        assert_eq!(start("کار تمام شد. سارا نمونه دبیرکل حزب نمونه").as_deref(), Some("سارا نمونه دبیرکل حزب نمونه"));
        assert_eq!(start("انتهى العمل». الأمين العام لحزب المثال").as_deref(), Some("الأمين العام لحزب المثال"));
        assert_eq!(start("کار تمام شد و سارا نمونه دبیرکل حزب نمونه"), None);
        assert_eq!(start("کار تمام شد. دبیرکل حزب نمونه گفت بیایید"), None);
        assert_eq!(start("کار تمام شد. فردا می‌آییم"), None);
        assert_eq!(start("کار تمام شد. دوستان می‌توانند تا پایان ماه با دبیرخانه تماس بگیرند و همراه شوند."), None);
    }

    #[test]
    fn signature_lines_name_an_office_or_a_party() {
        let offices = Offices::new();
        assert!(is_signature("22 بهمن حزب نمونه", true, &offices));
        assert!(is_signature("روابط عمومی حزب نمونه", false, &offices));
        assert!(is_signature("press office of the sample party abroad, in short sp (حزب المثال)", true, &offices));
        assert!(is_signature("secretary general of the sample green party", false, &offices));
        assert!(!is_signature("the secretary general of the party met us", false, &offices));
        assert!(is_signature("pour le groupe de travail sur les eaux et forets, حزب المثال", true, &offices));
        assert!(!is_signature("نشست حزب نمونه برگزار شد", false, &offices));
        assert!(!is_signature("4) حزب نمونه", true, &offices));
        assert!(!is_signature("هوا خوب است", false, &offices));
    }
}
