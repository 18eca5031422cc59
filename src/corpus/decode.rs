//! From the bytes of a file to its text, with the name of the encoding.
//!
//! In this order: byte order mark, UTF-16 that lacks one, valid UTF-8 (a tail cut inside a letter
//! allowed), UTF-8 with a few broken bytes, the charset that a page declares, a guess from all of
//! the bytes. Text that was once decoded with the wrong table is put right (`mojibake`). Never
//! fails: what cannot be decoded becomes U+FFFD and a problem. Knows nothing of formats.

use super::mojibake;
use crate::model::Problem;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1256};

/// The text of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// Name of the encoding, as the WHATWG standard spells it.
    pub encoding: &'static str,
    /// What was guessed, broken or put right.
    pub problems: Vec<Problem>,
}

/// Decodes the bytes of a whole file.
#[must_use]
pub fn decode(bytes: Vec<u8>) -> Decoded {
    decode_as(bytes, None)
}

/// Decodes the bytes of a whole file that came with the name of a charset.
///
/// That name counts before what the page itself declares, and like it only where the bytes are not UTF-8.
#[must_use]
pub fn decode_as(bytes: Vec<u8>, charset: Option<&str>) -> Decoded {
    let mut decoded = choose(bytes, charset);
    if let Some(restored) = mojibake::undo(&decoded.text) {
        decoded.text = restored;
        decoded.problems.push(Problem::new("the text had been decoded with the wrong table and saved again; undone"));
    }
    let (mut letters, mut lost) = (0_usize, 0_usize);
    if decoded.text.contains(char::REPLACEMENT_CHARACTER) {
        for character in decoded.text.chars() {
            letters += usize::from(character.is_alphabetic());
            lost += usize::from(character == char::REPLACEMENT_CHARACTER);
        }
    }
    if lost * 50 > letters {
        decoded.problems.push(Problem::new(format!("{lost} characters are lost (shown as \u{FFFD})")));
    }
    decoded
}

/// UTF-16 in either byte order, if the bytes look like it and bear no mark.
///
/// Half of the bytes of such a text are the few numbers of its Unicode blocks.
#[must_use]
pub(super) fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4096) & !1).filter(|sample| sample.len() >= 8)?;
    let high = |byte: &u8| matches!(byte, 0x00 | 0x06 | 0x20 | 0xFB..=0xFE);
    let block = |byte: &u8| matches!(byte, 0x00 | 0x06);
    let (mut even, mut odd, mut even_block, mut odd_block) = (0, 0, 0, 0);
    for pair in sample.chunks_exact(2) {
        if let [first, second] = pair {
            even += usize::from(high(first));
            odd += usize::from(high(second));
            even_block += usize::from(block(first));
            odd_block += usize::from(block(second));
        }
    }
    let units = sample.len() / 2;
    let fits = |high: usize, block: usize, other: usize| {
        high * 50 >= units * 49 && block * 10 >= units * 8 && other * 2 < units
    };
    if fits(odd, odd_block, even_block) {
        Some(UTF_16LE)
    } else if fits(even, even_block, odd_block) {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn choose(bytes: Vec<u8>, charset: Option<&str>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        return with(rest, encoding, None);
    }
    if let Some(encoding) = utf16_without_mark(&bytes) {
        return with(&bytes, encoding, Some("has no byte order mark"));
    }
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Decoded { text, encoding: UTF_8.name(), problems: Vec::new() },
        Err(error) => error,
    };
    let bytes = error.as_bytes();
    let sound = bytes.get(..error.utf8_error().valid_up_to()).unwrap_or_default();
    if error.utf8_error().error_len().is_none() && !sound.is_ascii() {
        return Decoded {
            text: String::from_utf8_lossy(bytes).into_owned(),
            encoding: UTF_8.name(),
            problems: vec![Problem::new("the file is cut inside a letter")],
        };
    }
    if let Some(broken) = broken_utf8(bytes) {
        return Decoded {
            text: String::from_utf8_lossy(bytes).into_owned(),
            encoding: UTF_8.name(),
            problems: vec![Problem::new(format!("{broken} places are broken UTF-8"))],
        };
    }
    let told = charset.and_then(|label| Encoding::for_label(label.as_bytes())).filter(|told| told.is_single_byte());
    if let Some(encoding) = told.or_else(|| declared(bytes)) {
        return with(bytes, encoding, Some("is what the page declares"));
    }
    with(bytes, guess(bytes), Some("was guessed from the bytes"))
}

fn with(bytes: &[u8], encoding: &'static Encoding, why: Option<&str>) -> Decoded {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let mut problems: Vec<Problem> =
        why.map(|why| Problem::new(format!("the encoding, {}, {why}", encoding.name()))).into_iter().collect();
    if broken {
        problems.push(Problem::new(format!("some bytes are not valid {}", encoding.name())));
    }
    Decoded { text: text.into_owned(), encoding: encoding.name(), problems }
}

/// How many places are broken, if the bytes are UTF-8 but for them.
///
/// In a legacy encoding hardly two neighbours happen to form a letter of UTF-8.
fn broken_utf8(bytes: &[u8]) -> Option<usize> {
    let (mut letters, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    (letters > broken * 4).then_some(broken)
}

/// The charset named in the head of an HTML page or in an XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096))?;
    if !head.contains(&b'<') {
        return None;
    }
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let after = ["charset=", "encoding="].iter().find_map(|key| head.split_once(key)).map(|(_, after)| after)?;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|character: char| !(character.is_ascii_alphanumeric() || "-_:".contains(character)))?;
    let encoding = Encoding::for_label(label.get(..end)?.as_bytes())?;
    // These cannot be true here: the bytes are neither UTF-8 nor UTF-16.
    (encoding.is_single_byte()).then_some(encoding)
}

/// The likeliest legacy encoding.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    // Short texts are too little for the detector; a corpus of Arabic and Persian makes one guess the better one.
    if guessed != WINDOWS_1256 && bytes.len() < 200 && reads_as_arabic(bytes) { WINDOWS_1256 } else { guessed }
}

/// True if the bytes, read as Windows-1256, are words of Arabic letters and nothing strange.
fn reads_as_arabic(bytes: &[u8]) -> bool {
    let (text, _) = WINDOWS_1256.decode_without_bom_handling(bytes);
    let (mut arabic, mut other) = (0_usize, 0_usize);
    for character in text.chars().filter(|character| !character.is_ascii()) {
        match character {
            '\u{0620}'..='\u{06D3}' | '،' | '؛' | '؟' | '\u{200C}' | '«' | '»' | '…' | '\u{A0}' => arabic += 1,
            _ => other += 1,
        }
    }
    // A page in a Latin alphabet has an accent here and there between ASCII letters.
    let latin = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    arabic > 3 && other * 20 <= arabic && latin < arabic
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SENTENCE: &str = "حزب نمونه در بيانيه خود از همه شهروندان خواست در انتخابات شرکت کنند.";

    fn check(bytes: &[u8], text: &str, encoding: &str, problems: &[&str]) {
        let decoded = decode(bytes.to_vec());
        assert_eq!(decoded.text, text);
        assert_eq!(decoded.encoding, encoding, "{text}");
        assert_eq!(decoded.problems.iter().map(|problem| problem.0.as_str()).collect::<Vec<_>>(), problems, "{text}");
    }

    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn utf_8_with_and_without_a_mark() {
        check(b"", "", "UTF-8", &[]);
        check(b"plain", "plain", "UTF-8", &[]);
        check(SENTENCE.as_bytes(), SENTENCE, "UTF-8", &[]);
        check(format!("\u{FEFF}{SENTENCE}").as_bytes(), SENTENCE, "UTF-8", &[]);
    }

    #[test]
    fn utf_16_with_and_without_a_mark() {
        let marked = format!("\u{FEFF}{SENTENCE}");
        check(&utf16(&marked, u16::to_le_bytes), SENTENCE, "UTF-16LE", &[]);
        check(&utf16(&marked, u16::to_be_bytes), SENTENCE, "UTF-16BE", &[]);
        let (little, big) = (utf16(SENTENCE, u16::to_le_bytes), utf16(SENTENCE, u16::to_be_bytes));
        check(&little, SENTENCE, "UTF-16LE", &["the encoding, UTF-16LE, has no byte order mark"]);
        check(&big, SENTENCE, "UTF-16BE", &["the encoding, UTF-16BE, has no byte order mark"]);
    }

    #[test]
    fn a_file_cut_inside_a_letter_is_utf_8() {
        let bytes = &"حزب نمونه".as_bytes()[..16];
        check(
            bytes,
            "حزب نمون\u{FFFD}",
            "UTF-8",
            &["the file is cut inside a letter", "1 characters are lost (shown as \u{FFFD})"],
        );
    }

    #[test]
    fn a_few_broken_bytes_do_not_make_a_legacy_file() {
        let mut bytes = SENTENCE.repeat(3).into_bytes();
        bytes.push(0xFF);
        bytes.extend_from_slice("پایان".as_bytes());
        let text = format!("{}\u{FFFD}پایان", SENTENCE.repeat(3));
        check(&bytes, &text, "UTF-8", &["1 places are broken UTF-8"]);
    }

    #[test]
    fn windows_1256_is_guessed_even_from_one_line() {
        let guessed = ["the encoding, windows-1256, was guessed from the bytes"];
        for text in [SENTENCE, "بلاغ صحفي للمكتب السياسي", "حزب نمونه", "چاپ گزارش ويژه", "بيان رقم ٣ صادر عن الحزب"]
        {
            let text = text.replace('ی', "ي").replace('٣', "3");
            let (bytes, _, lost) = WINDOWS_1256.encode(&text);
            assert!(!lost, "{text}");
            check(&bytes, &text, "windows-1256", &guessed);
        }
    }

    #[test]
    fn the_declared_charset_counts_where_the_bytes_are_not_utf_8() {
        let page = "<html><head><meta charset=\"windows-1251\"></head><body>Партия</body></html>";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(page);
        check(&bytes, page, "windows-1251", &["the encoding, windows-1251, is what the page declares"]);
        let page = "<meta charset=windows-1256>حزب";
        check(page.as_bytes(), page, "UTF-8", &[]);
    }

    #[test]
    fn a_charset_told_from_outside_counts_first() {
        let page = "<meta charset=windows-1252><p>Партия</p>";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(page);
        let decoded = decode_as(bytes.into_owned(), Some("Windows-1251"));
        assert_eq!((decoded.text.as_str(), decoded.encoding), (page, "windows-1251"));
        assert_eq!(decode_as(SENTENCE.into(), Some("windows-1256")).text, SENTENCE);
    }

    #[test]
    fn french_stays_french() {
        let text = "Le parti a été créé à Rabat, où il siège; ses députés ont voté.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
        check(&bytes, text, "windows-1252", &["the encoding, windows-1252, was guessed from the bytes"]);
    }

    #[test]
    fn text_decoded_twice_is_put_right() {
        let damaged: String = SENTENCE.bytes().map(char::from).collect();
        let note = "the text had been decoded with the wrong table and saved again; undone";
        check(damaged.as_bytes(), SENTENCE, "UTF-8", &[note]);
    }

    proptest! {
        #[test]
        fn any_bytes_decode(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let decoded = decode(bytes.clone());
            prop_assert!(!decoded.text.is_empty() || bytes.len() < 4);
        }

        #[test]
        fn any_text_in_utf_8_comes_back(text in "[\u{0621}-\u{06D3} \u{200C}\na-z0-9.,]{0,200}") {
            prop_assert_eq!(decode(text.clone().into_bytes()).text, text);
        }
    }
}
