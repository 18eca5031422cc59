//! Unicode's own test files, run through the layout's public way: a paragraph, its line, its cells.
//!
//! Counts are exact, so a file that is cut short or a case that is skipped shows. Where we differ from a file on
//! purpose, each place that differs must meet a rule with its reason and count, or its line is listed with our answer.

use flate2::read::GzDecoder;
use reader::layout::forms::{Form, LETTERS, LIGATURES};
use reader::layout::{Options, Paragraph};
use reader::text::direction::{BaseDirection, Direction};
use reader::text::grapheme::clusters;
use reader::text::range::TextRange;
use std::collections::BTreeMap;
use std::io::Read;

fn data(name: &str) -> String {
    let path = format!("{}/tests/data/unicode/{name}.txt.gz", env!("CARGO_MANIFEST_DIR"));
    let file = std::fs::File::open(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut text = String::new();
    GzDecoder::new(file).read_to_string(&mut text).expect("the file unpacks");
    text
}

/// The lines of a file without comments.
fn rows(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(|line| line.split('#').next().unwrap_or("").trim()).filter(|line| !line.is_empty())
}

fn code(hex: &str) -> char {
    u32::from_str_radix(hex, 16).ok().and_then(char::from_u32).unwrap_or_else(|| panic!("{hex} is no character"))
}

fn laid_out(text: &str, base: BaseDirection) -> Paragraph {
    Paragraph::new(text, &Options { base, ..Options::default() })
}

fn visual(text: &str, base: BaseDirection) -> String {
    let paragraph = laid_out(text, base);
    paragraph.line(TextRange::new(0, text.len())).visual().to_owned()
}

/// Levels of all characters, `None` where the algorithm removes one, and the order they are shown in.
struct Expected {
    levels: Vec<Option<u8>>,
    order: Vec<usize>,
}

impl Expected {
    fn new(levels: &str, order: &str) -> Self {
        let levels = levels.split_whitespace().map(|level| level.parse().ok()).collect();
        let order = order.split_whitespace().map(|at| at.parse().expect("an index")).collect();
        Self { levels, order }
    }
}

/// Holds levels and visual order of one text against what is expected.
///
/// Levels are compared for every character that has one. The order is compared for all characters
/// that begin a cell: marks ride on their base (L3), controls and hanging space have no cell.
fn check_bidi(characters: &[char], base: BaseDirection, expected: &Expected) -> Paragraph {
    let text: String = characters.iter().collect();
    let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let paragraph = laid_out(&text, base);
    let whole = TextRange::new(0, text.len());
    let levels = paragraph.levels(whole);
    for (at, level) in expected.levels.iter().enumerate() {
        let Some(level) = level else { continue };
        let found = levels.iter().find(|(source, _)| source.contains(offsets[at])).map(|(_, level)| *level);
        assert_eq!(found, Some(*level), "level of character {at} of {text:?} as {base:?}");
    }
    let line = paragraph.line(whole);
    let mut shown: Vec<usize> = line.cells().iter().map(|cell| cell.source.start).collect();
    shown.dedup();
    let order: Vec<usize> = expected.order.iter().map(|at| offsets[*at]).filter(|at| shown.contains(at)).collect();
    assert_eq!(shown, order, "order of {text:?} as {base:?}");
    paragraph
}

#[test]
fn bidi_test() {
    let representative = |class: &str| match class {
        "L" => 'a',
        "R" => '\u{05D0}',
        "AL" => '\u{0628}',
        "EN" => '1',
        "ES" => '+',
        "ET" => '$',
        "AN" => '\u{0661}',
        "CS" => ',',
        "NSM" => '\u{0300}',
        "BN" => '\u{200B}',
        "B" => '\u{2029}',
        "S" => '\t',
        "WS" => ' ',
        "ON" => '!',
        "LRE" => '\u{202A}',
        "RLE" => '\u{202B}',
        "PDF" => '\u{202C}',
        "LRO" => '\u{202D}',
        "RLO" => '\u{202E}',
        "LRI" => '\u{2066}',
        "RLI" => '\u{2067}',
        "FSI" => '\u{2068}',
        "PDI" => '\u{2069}',
        other => panic!("no class {other}"),
    };
    let file = data("BidiTest");
    let (mut levels, mut expected, mut cases) = ("", Expected::new("", ""), 0);
    for row in rows(&file) {
        if let Some(values) = row.strip_prefix("@Levels:") {
            levels = values;
        } else if let Some(order) = row.strip_prefix("@Reorder:") {
            expected = Expected::new(levels, order);
        } else if !row.starts_with('@') {
            let (classes, bases) = row.split_once(';').expect("two fields");
            let characters: Vec<char> = classes.split_whitespace().map(representative).collect();
            let bases: u32 = bases.trim().parse().expect("a set of bits");
            for (bit, base) in [(1, BaseDirection::Auto), (2, BaseDirection::Ltr), (4, BaseDirection::Rtl)] {
                if bases & bit != 0 {
                    check_bidi(&characters, base, &expected);
                    cases += 1;
                }
            }
        }
    }
    assert_eq!(cases, 770_241);
}

#[test]
fn bidi_character_test() {
    let file = data("BidiCharacterTest");
    let mut cases = 0;
    for row in rows(&file) {
        let fields: Vec<&str> = row.split(';').collect();
        let [codes, base, resolved, levels, order] = fields[..] else { panic!("five fields in {row}") };
        let characters: Vec<char> = codes.split_whitespace().map(code).collect();
        let base = match base {
            "0" => BaseDirection::Ltr,
            "1" => BaseDirection::Rtl,
            _ => BaseDirection::Auto,
        };
        let paragraph = check_bidi(&characters, base, &Expected::new(levels, order));
        let expected = if resolved == "1" { Direction::Rtl } else { Direction::Ltr };
        assert_eq!(paragraph.base(), expected, "{row}");
        cases += 1;
    }
    assert_eq!(cases, 91_707);
}

#[test]
fn bidi_mirroring() {
    let file = data("BidiMirroring");
    let mut pairs = 0;
    for row in rows(&file) {
        let (from, to) = row.split_once(';').expect("two fields");
        let (from, to) = (code(from.trim()), code(to.trim()));
        assert_eq!(visual(&from.to_string(), BaseDirection::Rtl), to.to_string());
        assert_eq!(visual(&from.to_string(), BaseDirection::Ltr), from.to_string());
        pairs += 1;
    }
    assert_eq!(pairs, 428);
}

/// What a character between two behs does to them: the forms of the first and the last.
fn joins(character: char) -> (bool, bool) {
    let shown = visual(&format!("ب{character}ب"), BaseDirection::Rtl);
    let form = |shown: Option<char>, joined: char, alone: char| match shown {
        Some(shown) if shown == joined => true,
        Some(shown) if shown == alone => false,
        other => panic!("{other:?} beside {character:?}"),
    };
    let first =
        form(shown.chars().rev().find(|shown| ('\u{FE8F}'..='\u{FE92}').contains(shown)), '\u{FE91}', '\u{FE8F}');
    let last = form(shown.chars().next(), '\u{FE90}', '\u{FE8F}');
    (first, last)
}

#[test]
fn arabic_shaping() {
    let file = data("ArabicShaping");
    let (mut letters, mut left_to_right) = (0, 0);
    for row in rows(&file) {
        let fields: Vec<&str> = row.split(';').map(str::trim).collect();
        let (letter, kind) = (code(fields[0]), fields[2]);
        let expected = match kind {
            "D" | "C" => (true, true),
            "R" => (true, false),
            "L" => (false, true),
            "T" => (true, true),
            "U" => (false, false),
            other => panic!("no joining type {other}"),
        };
        let found = joins(letter);
        // Mongolian and Phags-pa run left to right here; letters join within one direction only.
        if matches!(letter, '\u{1800}'..='\u{18AF}' | '\u{A840}'..='\u{A87F}') && found != expected {
            assert_eq!(found, (false, false), "{row}");
            left_to_right += 1;
        } else {
            assert_eq!(found, expected, "{row}");
            letters += 1;
        }
    }
    assert_eq!((letters, left_to_right), (653, 175));
}

/// The presentation forms of the Unicode file: letter or letters, place, form.
fn forms() -> Vec<(String, Form, char)> {
    let file = data("UnicodeData-forms");
    let mut found = Vec::new();
    for row in rows(&file) {
        let fields: Vec<&str> = row.split(';').collect();
        let Some((tag, letters)) = fields[5].split_once("> ") else { continue };
        let place = match tag {
            "<isolated" => Form::Isolated,
            "<final" => Form::Final,
            "<initial" => Form::Initial,
            "<medial" => Form::Medial,
            _ => continue,
        };
        let letters: String = letters.split(' ').map(code).collect();
        // Marks on a space or a tatweel are shown as they stand.
        if !letters.starts_with([' ', '\u{640}']) {
            found.push((letters, place, code(fields[0])));
        }
    }
    found
}

#[test]
fn presentation_forms_are_those_of_unicode() {
    let mut letters: BTreeMap<u16, [u16; 4]> = BTreeMap::new();
    let mut ligatures = Vec::new();
    for (text, place, form) in forms() {
        let form = u16::try_from(form as u32).expect("a character of the first plane");
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(letter), None) => {
                letters.entry(letter as u32 as u16).or_default()[place as usize] = form;
            }
            _ => ligatures.push((form, place, text)),
        }
    }
    assert_eq!((letters.len(), ligatures.len()), (76, 466));
    assert_eq!(LETTERS.to_vec(), letters.into_iter().collect::<Vec<_>>());
    let table: Vec<_> = LIGATURES.iter().map(|(form, place, text)| (*form, *place, (*text).to_owned())).collect();
    assert_eq!(table, ligatures);
}

#[test]
fn letters_take_the_form_of_their_place() {
    let mut checked = 0;
    for (letter, place, form) in forms() {
        if letter.chars().count() > 1 {
            continue;
        }
        let (before, after) = match place {
            Form::Isolated => ("", ""),
            Form::Final => ("\u{640}", ""),
            Form::Initial => ("", "\u{640}"),
            Form::Medial => ("\u{640}", "\u{640}"),
        };
        assert_eq!(visual(&format!("{before}{letter}{after}"), BaseDirection::Rtl), format!("{after}{form}{before}"));
        // The form itself, typed as such, is shown as it stands.
        assert_eq!(visual(&form.to_string(), BaseDirection::Rtl), form.to_string());
        checked += 1;
    }
    assert_eq!(checked, 242);
}

/// A line of a break test: the text and the offsets with a break, the ends aside.
fn broken(row: &str) -> (String, Vec<usize>) {
    let (mut text, mut breaks) = (String::new(), Vec::new());
    for token in row.split_whitespace() {
        match token {
            "÷" if !text.is_empty() => breaks.push(text.len()),
            "÷" | "×" => {}
            hex => text.push(code(hex)),
        }
    }
    breaks.pop();
    (text, breaks)
}

#[test]
fn grapheme_break_test() {
    let file = data("GraphemeBreakTest-17");
    let mut cases = 0;
    for row in rows(&file) {
        let (text, expected) = broken(row);
        let found: Vec<usize> = clusters(&text).skip(1).map(|(range, _)| range.start).collect();
        assert_eq!(found, expected, "{row}");
        // The layout may cut a cluster further, never join two.
        let paragraph = laid_out(&text, BaseDirection::Ltr);
        let starts: Vec<usize> =
            paragraph.levels(TextRange::new(0, text.len())).iter().map(|(range, _)| range.start).collect();
        assert!(expected.iter().all(|at| starts.contains(at)), "{row}: {starts:?}");
        cases += 1;
    }
    assert_eq!(cases, 766);
}

/// A place where we do not break although the file does. Nothing excuses a break that the file forbids.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum NoBreak {
    /// A soft hyphen has no cell here, so a line that ended at one would look cut; UAX #14, 5.4 leaves it to us.
    AfterSoftHyphen,
    /// A cluster (UAX #29) is one sign on the screen. UAX #14 breaks within some, as between a space and its mark.
    InsideCluster,
}

impl NoBreak {
    fn of(text: &str, at: usize) -> Option<Self> {
        if text[..at].ends_with('\u{AD}') {
            Some(Self::AfterSoftHyphen)
        } else if clusters(text).all(|(range, _)| range.start != at) {
            Some(Self::InsideCluster)
        } else {
            None
        }
    }
}

/// How many places of the file each of these keeps together.
const UNBROKEN: [(NoBreak, usize); 2] = [(NoBreak::AfterSoftHyphen, 7), (NoBreak::InsideCluster, 480)];

/// Lines of the file that are decided otherwise, each with our breaks and the reason.
const CHANGED: [(&str, &[usize], &str); 1] = [(
    "× 005A × 002D × 0031 × 201C × 83B1 ÷ 8D1D ÷ 96F7 ÷ 5E0C ÷ 7279 ÷ 00B7 ÷ 9A6C ÷ 65AF × 201D ÷ 53F7 ÷ 662F \
     ÷ 5FB7 ÷ 56FD ÷ 56FD ÷ 5BB6 ÷ 6D77 ÷ 519B ÷ 66A8 ÷ 6218 ÷ 4E89 ÷ 6D77 ÷ 519B ÷ 4E8E ÷ 0031 × 0039 × 0033 \
     × 0030 ÷ 5E74 ÷ 4EE3 ÷",
    &[9, 12, 15, 18, 23, 26, 32, 35, 38, 41, 44, 47, 50, 53, 56, 59, 62, 65, 68, 71, 74, 78, 81],
    "the middle dot U+00B7 is of class IS in the data of icu_properties, of AI in the file: LB13 keeps it to the left",
)];

#[test]
fn line_break_test() {
    let file = data("LineBreakTest-17");
    let mut cases = 0;
    let mut unbroken: BTreeMap<NoBreak, usize> = BTreeMap::new();
    let mut changed = Vec::new();
    for row in rows(&file) {
        cases += 1;
        let (text, expected) = broken(row);
        let found: Vec<usize> = laid_out(&text, BaseDirection::Ltr).breaks().collect();
        if let Some((line, breaks, _)) = CHANGED.iter().find(|(line, ..)| *line == row) {
            assert_eq!(found, *breaks, "{row}");
            assert_ne!(found, expected, "listed, but as in the file: {row}");
            changed.push(*line);
            continue;
        }
        let missing = expected.iter().filter(|at| !found.contains(at));
        for at in missing {
            let reason = NoBreak::of(&text, *at).unwrap_or_else(|| panic!("no break at byte {at} of {row}"));
            *unbroken.entry(reason).or_default() += 1;
        }
        assert!(found.iter().all(|at| expected.contains(at)), "{row}: {found:?}");
    }
    assert_eq!(cases, 19_338);
    assert_eq!(unbroken.into_iter().collect::<Vec<_>>(), UNBROKEN);
    assert_eq!(changed.len(), CHANGED.len(), "a listed line is not in the file");
}
