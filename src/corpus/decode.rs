//! From the bytes of a file to its text, with the name of the encoding.
//!
//! In this order: byte order mark, UTF-16 that lacks one, valid UTF-8 (a tail cut inside a letter
//! allowed), UTF-8 with a few broken bytes, the charset that a page declares unless the bytes are plainly
//! Arabic in another one, a guess from all of the bytes. Text that was once decoded with the wrong table is put
//! right (`mojibake`), and shapes become letters (`forms`). Never fails: what cannot be decoded becomes
//! U+FFFD and a problem. Knows nothing of formats, and not the Arabic tables of DOS and the old Macintosh.

use super::forms;
use super::mojibake;
use crate::model::Problem;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_6, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1256};

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
    let mut tell = |problem: String| decoded.problems.push(Problem::new(problem));
    match mojibake::find(&decoded.text) {
        mojibake::Found::Undone(restored, times) => {
            decoded.text = restored;
            let twice = if times > 1 { format!(", {times} times") } else { String::new() };
            tell(format!("the text had been decoded with the wrong table and saved again{twice}; undone"));
        }
        mojibake::Found::Lines(lines) => {
            let lines = if lines == 1 { "1 line looks".to_owned() } else { format!("{lines} lines look") };
            tell(format!("{lines} decoded with the wrong table; left as found"));
        }
        mojibake::Found::Sound => {}
    }
    if let Some(restored) = forms::undo(&decoded.text) {
        decoded.text = restored.text;
        tell("the text was saved in presentation forms; turned into letters".to_owned());
        if restored.turned {
            tell("its lines were saved in visual order; turned round".to_owned());
        } else if restored.backwards {
            tell("its words seem to be in visual order; left as found".to_owned());
        }
    }
    let (mut letters, mut lost) = (0_usize, 0_usize);
    if decoded.text.contains(char::REPLACEMENT_CHARACTER) {
        for character in decoded.text.chars() {
            letters += usize::from(character.is_alphabetic());
            lost += usize::from(character == char::REPLACEMENT_CHARACTER);
        }
    }
    if lost * 50 > letters {
        let lost = if lost == 1 { "1 character is".to_owned() } else { format!("{lost} characters are") };
        decoded.problems.push(Problem::new(format!("{lost} lost (shown as \u{FFFD})")));
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
    let units = sample.len() / 2;
    for (count, pair) in sample.chunks_exact(2).enumerate() {
        if let [first, second] = pair {
            even += usize::from(high(first));
            odd += usize::from(high(second));
            even_block += usize::from(block(first));
            odd_block += usize::from(block(second));
        }
        // In other texts both halves soon have more strange bytes than either may have in all.
        if (count + 1 - even.max(odd)) * 50 > units {
            return None;
        }
    }
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

/// The text of UTF-32, told by its mark; none without one.
fn utf32(bytes: &[u8]) -> Option<Decoded> {
    let (encoding, word): (_, fn([u8; 4]) -> u32) = match bytes.get(..4)? {
        [0xFF, 0xFE, 0, 0] => ("UTF-32LE", u32::from_le_bytes),
        [0, 0, 0xFE, 0xFF] => ("UTF-32BE", u32::from_be_bytes),
        _ => return None,
    };
    let (words, rest) = bytes.get(4..)?.as_chunks::<4>();
    let characters = words.iter().map(|bytes| char::from_u32(word(*bytes)));
    let broken = !rest.is_empty() || characters.clone().any(|character| character.is_none());
    let mut text: String = characters.map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    if !rest.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    let problem = broken.then(|| Problem::new(format!("some bytes are not valid {encoding}")));
    Some(Decoded { text, encoding, problems: problem.into_iter().collect() })
}

fn choose(bytes: Vec<u8>, charset: Option<&str>) -> Decoded {
    if let Some(decoded) = utf32(&bytes) {
        return decoded;
    }
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
            problems: vec![Problem::new(match broken {
                1 => "1 place is broken UTF-8".to_owned(),
                broken => format!("{broken} places are broken UTF-8"),
            })],
        };
    }
    let told = charset.map(str::to_owned).or_else(|| declared(bytes));
    let guessed = guess(bytes);
    let Some(label) = told else { return with(bytes, guessed, Some("was guessed from the bytes")) };
    // The bytes are neither UTF-8 nor UTF-16, whatever is said.
    match Encoding::for_label(label.trim().as_bytes()).filter(|told| told.is_single_byte()) {
        Some(told) if told == guessed || !is_arabic_table(guessed) || !reads_as_arabic(bytes, guessed) => {
            with(bytes, told, Some("is what the page declares"))
        }
        Some(told) if is_arabic_table(told) && reads_as_arabic(bytes, told) && is_iso(bytes).is_none() => {
            with(bytes, told, Some("is what the page declares"))
        }
        _ => {
            let shown: String = label.chars().take(40).collect();
            with(bytes, guessed, Some(&format!("was guessed from the bytes, which are not {shown} as declared")))
        }
    }
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
fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(4096))?;
    if !head.contains(&b'<') {
        return None;
    }
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let after = ["charset=", "encoding="].iter().find_map(|key| head.split_once(key)).map(|(_, after)| after)?;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|character: char| !(character.is_ascii_alphanumeric() || "-_:".contains(character)))?;
    label.get(..end).filter(|label| !label.is_empty()).map(str::to_owned)
}

/// The likeliest legacy encoding.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    // Short texts are too little for the detector; a corpus of Arabic and Persian makes one guess the better one.
    let short = bytes.len() < 200 && reads_as_arabic(bytes, WINDOWS_1256);
    let arabic_table = if is_arabic_table(guessed) || short { WINDOWS_1256 } else { return guessed };
    // Both tables give Arabic letters for the same bytes; which of them are words tells.
    let iso = reads_as_arabic(bytes, ISO_8859_6) && is_iso(bytes) == Some(true);
    if iso { ISO_8859_6 } else { arabic_table }
}

fn is_arabic_table(table: &'static Encoding) -> bool {
    table == WINDOWS_1256 || table == ISO_8859_6
}

/// True if the bytes are of ISO 8859-6, false if of Windows-1256, where they tell.
///
/// Waw and the two yehs are in the one where the other has è, é and ê, and those of the other are marks that
/// hardly anybody writes.
fn is_iso(bytes: &[u8]) -> Option<bool> {
    let (mut iso, mut windows) = (0_usize, 0_usize);
    for byte in bytes {
        match byte {
            0xE8..=0xEA => iso += 1,
            0xEC | 0xED => windows += 1,
            // Signs that ISO 8859-6 does not have.
            0x80..=0x9F | 0xDB..=0xDF => return Some(false),
            _ => {}
        }
    }
    (iso.max(windows) > 0).then_some(iso > 3 * windows)
}

/// True if the bytes, read by this table, are words of Arabic letters and nothing strange.
fn reads_as_arabic(bytes: &[u8], table: &'static Encoding) -> bool {
    let (text, _) = table.decode_without_bom_handling(bytes);
    let (mut arabic, mut other) = (0_usize, 0_usize);
    for character in text.chars().filter(|character| !character.is_ascii()) {
        match character {
            '\u{0620}'..='\u{06D3}' | '،' | '؛' | '؟' | '\u{200C}' | '«' | '»' | '…' | '\u{A0}' => arabic += 1,
            // What old pages have besides letters.
            '“' | '”' | '‘' | '’' | '–' | '—' | '•' | '·' | '©' => {}
            _ => other += 1,
        }
    }
    // A page in a Latin alphabet has an accent here and there between ASCII letters.
    let latin = letters_outside_tags(bytes);
    arabic > 3 && other * 20 <= arabic && latin < arabic
}

/// ASCII letters that stand in no tag.
fn letters_outside_tags(bytes: &[u8]) -> usize {
    let (mut letters, mut inside) = (0, false);
    for byte in bytes {
        match byte {
            b'<' => inside = true,
            b'>' => inside = false,
            letter if !inside && letter.is_ascii_alphabetic() => letters += 1,
            _ => {}
        }
    }
    letters
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
            &["the file is cut inside a letter", "1 character is lost (shown as \u{FFFD})"],
        );
    }

    #[test]
    fn a_few_broken_bytes_do_not_make_a_legacy_file() {
        let mut bytes = SENTENCE.repeat(3).into_bytes();
        bytes.push(0xFF);
        bytes.extend_from_slice("پایان".as_bytes());
        let text = format!("{}\u{FFFD}پایان", SENTENCE.repeat(3));
        check(&bytes, &text, "UTF-8", &["1 place is broken UTF-8"]);
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
    fn a_wrong_declaration_gives_way_to_plainly_arabic_bytes() {
        let text = SENTENCE.replace('ی', "ي");
        for label in ["utf-8", "iso-8859-1", "windows-1252", "ibm864", "windows-1251"] {
            let page = format!("<meta charset={label}><p>{text}</p>");
            let why =
                format!("the encoding, windows-1256, was guessed from the bytes, which are not {label} as declared");
            check(&WINDOWS_1256.encode(&page).0, &page, "windows-1256", &[&why]);
        }
        let page = format!("<meta charset=iso-8859-6><p>{}</p>", "بيان الحزب حول الانتخابات القادمة في البلاد");
        let declared = ["the encoding, ISO-8859-6, is what the page declares"];
        check(&ISO_8859_6.encode(&page).0, &page, "ISO-8859-6", &declared);
        let why = "the encoding, windows-1256, was guessed from the bytes, which are not iso-8859-6 as declared";
        check(&WINDOWS_1256.encode(&page).0, &page, "windows-1256", &[why]);
        // What is said is believed where nothing speaks against it.
        let page = "<meta charset=iso-8859-1><p>Le parti a été créé</p>";
        let declared = ["the encoding, windows-1252, is what the page declares"];
        check(&encoding_rs::WINDOWS_1252.encode(page).0, page, "windows-1252", &declared);
    }

    #[test]
    fn the_two_arabic_tables_are_told_apart() {
        for text in [
            "بيان صادر عن المكتب السياسي للحزب حول الانتخابات",
            "اجتماع اللجنة المركزية",
            "يا ايها الناس، ان الحزب يدعوكم الى المشاركة في التصويت؛ فهل من مجيب؟",
        ] {
            for table in [WINDOWS_1256, ISO_8859_6] {
                let (bytes, _, lost) = table.encode(text);
                assert!(!lost, "{text}");
                let decoded = decode(bytes.into_owned());
                assert_eq!((decoded.text.as_str(), decoded.encoding), (text, table.name()));
            }
        }
    }

    #[test]
    fn utf_32_is_told_by_its_mark() {
        let bytes = |mark: bool, of: fn(u32) -> [u8; 4]| {
            let mark = if mark { "\u{FEFF}" } else { "" };
            format!("{mark}{SENTENCE}").chars().flat_map(|character| of(character as u32)).collect::<Vec<u8>>()
        };
        check(&bytes(true, u32::to_le_bytes), SENTENCE, "UTF-32LE", &[]);
        check(&bytes(true, u32::to_be_bytes), SENTENCE, "UTF-32BE", &[]);
        let mut cut = bytes(true, u32::to_le_bytes);
        cut.pop();
        cut.extend([0xFF; 4]);
        assert_eq!(decode(cut).problems[0].0, "some bytes are not valid UTF-32LE");
    }

    #[test]
    fn shapes_become_letters() {
        let forms = "\u{FEB3}\u{FEFC}\u{FEE1} \u{FE91}\u{FEAE} \u{FEEB}\u{FEE4}\u{FEEA}";
        let note = "the text was saved in presentation forms; turned into letters";
        check(forms.as_bytes(), "سلام بر همه", "UTF-8", &[note]);
        let seen: String = forms.chars().rev().collect();
        let turned = "its lines were saved in visual order; turned round";
        check(seen.as_bytes(), "سلام بر همه", "UTF-8", &[note, turned]);
        let tagged = format!("<p>{seen}</p>");
        assert_eq!(decode(tagged.into_bytes()).problems.len(), 2);
    }

    #[test]
    fn lines_with_damage_are_told() {
        let damaged: String = SENTENCE.bytes().map(char::from).collect();
        let text = format!("{SENTENCE}\n{SENTENCE}\n{SENTENCE}\n{damaged}\n{SENTENCE}");
        check(text.as_bytes(), &text, "UTF-8", &["1 line looks decoded with the wrong table; left as found"]);
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
