//! What a reader sees, as tables.
//!
//! Where order is the matter, text is typed in ASCII: capitals stand for Hebrew letters, the digits
//! `٠`..`٩` for themselves, and the picture of the row is turned back into capitals. `[` and `]` of
//! the marked notation stand for the ends of a selection, in the picture for the ends of what is lit.

use super::*;
use crate::text::direction::{BaseDirection, Direction};
use crate::text::range::TextRange;

const ALEF: u32 = 0x05D0;

fn hebrew(typed: &str) -> String {
    typed
        .chars()
        .map(|letter| match letter {
            'A'..='Z' => char::from_u32(ALEF + letter as u32 - 'A' as u32).expect("a letter"),
            other => other,
        })
        .collect()
}

fn capitals(shown: &str) -> String {
    shown
        .chars()
        .map(|letter| match letter as u32 {
            code @ ALEF..=0x05E9 => char::from_u32(code - ALEF + 'A' as u32).expect("a capital"),
            _ => letter,
        })
        .collect()
}

fn paragraph(text: &str, base: BaseDirection) -> Paragraph {
    Paragraph::new(text, &Options { base, ..Options::default() })
}

fn rows_with(text: &str, width: usize, base: BaseDirection) -> Vec<String> {
    let paragraph = paragraph(text, base);
    paragraph.wrap(width).into_iter().map(|line| paragraph.line(line).visual().to_owned()).collect()
}

/// One row of text typed in capitals.
fn check(typed: &str, expected: &str) {
    check_base(typed, BaseDirection::Auto, expected);
}

fn check_base(typed: &str, base: BaseDirection, expected: &str) {
    let rows = rows_with(&hebrew(typed), 1000, base);
    assert_eq!(rows.iter().map(|row| capitals(row)).collect::<Vec<_>>(), [expected], "{typed}");
}

fn check_wrapped(typed: &str, width: usize, expected: &[&str]) {
    let rows = rows_with(&hebrew(typed), width, BaseDirection::Auto);
    assert_eq!(rows.iter().map(|row| capitals(row)).collect::<Vec<_>>(), expected, "{typed}");
}

/// Real letters, one row.
fn check_row(text: &str, expected: &str) {
    assert_eq!(rows_with(text, 1000, BaseDirection::Auto), [expected], "{text}");
}

/// A selection typed with `[` and `]`, and the row with what it lights between the same signs.
fn check_lit(typed: &str, expected: &str) {
    let (start, end) = (typed.find('[').expect("a start"), typed.find(']').expect("an end") - 1);
    let plain: String = typed.chars().filter(|sign| !"[]".contains(*sign)).collect();
    let before = |at: usize| hebrew(plain.get(..at).expect("ASCII")).len();
    let paragraph = paragraph(&hebrew(&plain), BaseDirection::Auto);
    let line = paragraph.line(TextRange::new(0, paragraph.text().len()));
    let lit = line.stretches(TextRange::new(before(start), before(end)));
    let mut picture = String::new();
    for (column, cell) in line.cells().iter().enumerate() {
        if lit.iter().any(|stretch| stretch.start == column) {
            picture.push('[');
        }
        picture.push_str(&capitals(line.symbol(cell)));
        if lit.iter().any(|stretch| stretch.end == column + 1) {
            picture.push(']');
        }
    }
    assert_eq!(picture, expected, "{typed}");
}

#[test]
fn base_direction_is_that_of_the_first_letter() {
    check("hello", "hello");
    check("GATE", "ETAG");
    check("open GATE now", "open ETAG now");
    check("THE GATE is open.", ".is open ETAG EHT");
    check("12 GATE", "ETAG 12");
    check("- 12 -", "- 12 -");
    check_base("open GATE now", BaseDirection::Rtl, "now ETAG open");
    check_base("GATE 7 now", BaseDirection::Ltr, "7 ETAG now");
    assert_eq!(paragraph("", BaseDirection::Auto).base(), Direction::Ltr);
    assert_eq!(paragraph("", BaseDirection::Rtl).base(), Direction::Rtl);
}

#[test]
fn numbers_keep_their_order() {
    check("GATE 7 AND 12,5 AND 3.14", "3.14 DNA 12,5 DNA 7 ETAG");
    check("CALL 021-88765", "021-88765 LLAC");
    check("ON 1397/01/18 DAY", "YAD 1397/01/18 NO");
    check("RATE 25% UP", "PU 25% ETAR");
    check("RATE -5 AND +98", "98+ DNA 5- ETAR");
    check("A 1 b 2 C", "C b 2 1 A");
}

#[test]
fn brackets_are_mirrored_and_paired() {
    check("GATE (OPEN) NOW", "WON (NEPO) ETAG");
    check("GATE (open) NOW", "WON (open) ETAG");
    check("see (GATE) now", "see (ETAG) now");
    check("GATE [1] {A} <b>", "<b> {A} [1] ETAG");
    check("a (B) C", "a (B) C");
    check("A (b) c", "c (b) A");
    check("A «B «C» D» E", "E «D «C» B» A");
}

#[test]
fn explicit_formatting_acts_and_goes() {
    check("a \u{202B}B c\u{202C} d", "a c B d");
    check("A \u{2066}b C\u{2069} D", "D b C A");
    check("A \u{200E}- B", "B - A");
    check("\u{202E}abc\u{202C}", "cba");
    check("x \u{2067}A 1\u{2069}, y", "x 1 A, y");
}

#[test]
fn lines_are_reordered_each_on_its_own() {
    check_wrapped("THE GATE IS open and FREE", 13, &["SI ETAG EHT", "EERF open and"]);
    check_wrapped("AAAA bbbb cccc DDDD", 9, &["bbbb AAAA", "DDDD cccc"]);
    check_wrapped("aaaa BBBB CCCC dddd", 9, &["aaaa BBBB", "CCCC dddd"]);
}

#[test]
fn a_long_word_breaks_at_a_cluster_and_spaces_hang() {
    check_wrapped("abcdefgh ij", 3, &["abc", "def", "gh", "ij"]);
    check_wrapped("ABCDEFGH", 3, &["CBA", "FED", "HG"]);
    check_wrapped("abc   def", 3, &["abc", "def"]);
    check_wrapped("a b", 0, &["a", "b"]);
    check_wrapped("", 10, &[""]);
    check_wrapped("   ", 2, &[""]);
    assert_eq!(rows_with("漢字漢字", 3, BaseDirection::Auto), ["漢", "字", "漢", "字"]);
    assert_eq!(rows_with("漢字", 1, BaseDirection::Auto), ["漢", "字"]);
}

#[test]
fn hanging_space_stays_in_the_range() {
    let paragraph = paragraph("ab  cd", BaseDirection::Auto);
    let lines = paragraph.wrap(3);
    assert_eq!(lines, [TextRange::new(0, 4), TextRange::new(4, 6)]);
    let line = paragraph.line(lines[0]);
    assert_eq!((line.hanging(), line.width()), (TextRange::new(2, 4), 2));
    assert_eq!(line.column_of(3, Affinity::After), Some(2));
    assert_eq!(line.cell_of(3), None);
}

#[test]
fn right_to_left_lines_end_at_the_right_edge() {
    let rtl = paragraph("אבג", BaseDirection::Auto);
    assert_eq!(rtl.line(TextRange::new(0, 6)).indent(10), 7);
    let ltr = paragraph("abc", BaseDirection::Auto);
    assert_eq!(ltr.line(TextRange::new(0, 3)).indent(10), 0);
}

#[test]
fn a_selection_lights_its_cells() {
    check_lit("op[en GA]TE now", "op[en ]ET[AG] now");
    check_lit("op[en GATE n]ow", "op[en ETAG n]ow");
    check_lit("THE [GATE] open", "open [ETAG] EHT");
    check_lit("THE GA[TE op]en", "[op]en[ ET]AG EHT");
    check_lit("A[B 12] C", "C [12 B]A");
}

#[test]
fn places_beside_a_change_of_direction() {
    let text = hebrew("abCD");
    let line = paragraph(&text, BaseDirection::Auto).line(TextRange::new(0, text.len()));
    assert_eq!(line.visual(), hebrew("abDC"));
    assert_eq!(line.column_of(2, Affinity::Before), Some(2));
    assert_eq!(line.column_of(2, Affinity::After), Some(4));
    assert_eq!(line.column_of(6, Affinity::Before), Some(2));
    assert_eq!(line.column_of(6, Affinity::After), Some(4));
    assert_eq!(line.column_of(7, Affinity::After), None);
    assert_eq!(line.cell_of(2), Some(3));
    assert_eq!(line.offset_at(3), (4, Affinity::Before));
    assert_eq!(line.offset_at(9), (2, Affinity::After));
}

#[test]
fn lam_and_alef_in_all_contexts() {
    check_row("لا", "\u{FEFB}");
    check_row("بلا", "\u{FEFC}\u{FE91}");
    check_row("لأ لإ لآ", "\u{FEF5} \u{FEF9} \u{FEF7}");
    check_row("سلام", "\u{FEE1}\u{FEFC}\u{FEB3}");
    check_row("لَا", "\u{FEFB}\u{064E}");
    check_row("ل\u{627}\u{654}", "\u{FEF7}");
    check_row("ل\u{200C}ا", "\u{FE8D}\u{FEDD}");
    check_row("ل\u{200D}ا", "\u{FE8E}\u{FEDF}");
    check_row("لـا", "\u{FE8E}\u{640}\u{FEDF}");
    check_row("للا", "\u{FEFC}\u{FEDF}");
    check_row("لٱ", "\u{FB51}\u{FEDF}");
    let line = paragraph("بلا", BaseDirection::Auto).line(TextRange::new(0, 6));
    assert_eq!(line.cells().iter().map(|cell| cell.source).collect::<Vec<_>>(), [(2..6).into(), (0..2).into()]);
}

#[test]
fn joiners_part_and_join() {
    check_row("می\u{200C}خواهد", "\u{FEAA}\u{FEEB}\u{FE8D}\u{FEEE}\u{FEA7}\u{FBFD}\u{FEE3}");
    check_row("ه\u{200D}", "\u{FEEB}");
    check_row("\u{200D}ه", "\u{FEEA}");
    check_row("ا\u{200D}", "\u{FE8D}");
}

#[test]
fn letters_without_forms_let_their_neighbours_join() {
    // Pashto teh with ring, Kurdish reh and ae.
    check_row("بټب", "\u{FE90}\u{067C}\u{FE91}");
    check_row("بڕب", "\u{FE8F}\u{0695}\u{FE91}");
    check_row("بەب", "\u{FE8F}\u{FEEA}\u{FE91}");
}

#[test]
fn hamza_is_taken_in() {
    check_row("جبههٔ", "\u{FBA5}\u{FEEC}\u{FE92}\u{FE9F}");
    check_row("هٔ", "\u{FBA4}");
    check_row("هٔب", "\u{FE90}\u{FEEB}\u{0654}");
    check_row("مس\u{0648}\u{0654}ول", "\u{FEDD}\u{FEED}\u{FE86}\u{FEB4}\u{FEE3}");
    check_row("ا\u{064E}\u{0654}", "\u{FE83}\u{064E}");
    check_row("e\u{301}", "é");
}

#[test]
fn marks_ride_on_their_letter() {
    check_row("مُحَمَّد", "\u{FEAA}\u{FEE4}\u{64E}\u{651}\u{FEA4}\u{64E}\u{FEE3}\u{64F}");
    check_row("\u{064E}ا", "\u{FE8D}\u{25CC}\u{64E}");
    assert_eq!(rows_with("\u{0301}a", 10, BaseDirection::Auto), ["\u{25CC}\u{301}a"]);
}

#[test]
fn signs_are_spelt_out() {
    check_row("\u{FDF2}", "\u{FEEA}\u{FEE0}\u{FEDF}\u{FE8D}");
    check_row("\u{FDFC}", "\u{FEDD}\u{FE8E}\u{FBFE}\u{FEAD}");
    check_row("آیه \u{06DD}۱۲", "\u{066D}۱۲ \u{FEEA}\u{FBFE}\u{FE81}");
    check_row("a\tb", "a    b");
    check_row("🇮🇷", "IR");
    let basmala = paragraph("\u{FDFD}", BaseDirection::Auto);
    let line = basmala.line(TextRange::new(0, 3));
    assert_eq!((line.width(), line.cells().len()), (22, 22));
    assert_eq!(line.stretches(TextRange::new(1, 2)), vec![0..22; 1]);
    assert_eq!(line.cell_of(0), Some(21));
}

#[test]
fn presentation_forms_in_the_source() {
    check_row("\u{FEB3}\u{FEFC}\u{FEE1}", "\u{FEE1}\u{FEFC}\u{FEB3}");
    let options = Options { glyphs: Glyphs::Letters, ..Options::default() };
    let paragraph = Paragraph::new("\u{FEB3}\u{FEFC}\u{FEE1} لا", &options);
    assert_eq!(paragraph.line(TextRange::new(0, 14)).visual(), "ال مالس");
}

#[test]
fn nothing_unprintable_reaches_a_cell() {
    let text = "a\u{1B}[31mb\u{200B}c\u{FEFF}d\u{AD}e\u{34F}f\u{FE0F}g\u{9B}h\u{7F}";
    assert_eq!(rows_with(text, 100, BaseDirection::Auto), ["a[31mbcdefgh"]);
    let dropped = paragraph(text, BaseDirection::Auto).dropped().len();
    assert_eq!(dropped, 6);
}

#[test]
fn pictures_take_two_columns_each() {
    let line = paragraph("👨\u{200D}👩❤\u{FE0F}👍🏽", BaseDirection::Auto).line(TextRange::new(0, 100));
    assert_eq!(line.visual(), "👨👩❤👍");
    assert_eq!(line.width(), 7);
}

#[test]
fn a_paragraph_end_inside_starts_a_direction() {
    let rows = rows_with(&hebrew("AB c\nab C\r\nD e"), 40, BaseDirection::Auto);
    assert_eq!(rows.iter().map(|row| capitals(row)).collect::<Vec<_>>(), ["c BA", "ab C", "e D"]);
}

#[test]
fn real_sentences() {
    check_row("سال ۱۲۳ (123) 45٪", "٪45 (123) ۱۲۳ \u{FEDD}\u{FE8E}\u{FEB3}");
    check_row("۱۲۳ (۱۲۳) 45٪", "۱۲۳ (۱۲۳) 45٪");
    check_row("«او گفت: «نه»»", "««\u{FEEA}\u{FEE7}» :\u{FE96}\u{FED4}\u{FB94} \u{FEED}\u{FE8D}»");
    check_row("تلفن: 021-8876", "8876-021 :\u{FEE6}\u{FED4}\u{FEE0}\u{FE97}");
    check_row("در http://a.ir/b?c=1 ببین", "\u{FEE6}\u{FBFF}\u{FE92}\u{FE91} http://a.ir/b?c=1 \u{FEAD}\u{FEA9}");
}

#[test]
fn a_long_mixed_paragraph_keeps_each_line_in_order() {
    let text = hebrew("THE PARTY SAID on 1397/01/18 THAT http://a.org/b?c=1 IS (NOT) ITS SITE, CALL 021-88765 NOW");
    let rows = rows_with(&text, 20, BaseDirection::Auto);
    assert_eq!(
        rows.iter().map(|row| capitals(row)).collect::<Vec<_>>(),
        ["on DIAS YTRAP EHT", "TAHT 1397/01/18", "http://a.org/b?c=1", ",ETIS STI (TON) SI", "WON 021-88765 LLAC",]
    );
}

#[test]
fn the_compositor_gives_the_lines_of_the_paragraph() {
    let mut compositor = Compositor::default();
    for text in ["سلام abc (۱۲) دنیا", "", "ab\ncd", "a\tb \u{2067}x\u{2069}", "漢字 🇮🇷 \u{FDFD}"] {
        let options = Options::default();
        let mut rows = Vec::new();
        compositor.each_line(text, 6, &options, |line| rows.push(line.clone()));
        let paragraph = Paragraph::new(text, &options);
        let lines: Vec<_> = paragraph.wrap(6).into_iter().map(|range| paragraph.line(range)).collect();
        assert_eq!(rows, lines, "{text:?}");
    }
}

#[test]
fn long_and_hostile_paragraphs_are_laid_out() {
    for piece in
        ["\u{64E}", "(", "()", " ", "\u{2067}", "\u{2067}\u{2069}", "ل\u{64E}", "“", "\u{FDFA}", "\u{200D}", "\n"]
    {
        let text = piece.repeat(20_000);
        let paragraph = paragraph(&text, BaseDirection::Auto);
        let lines = paragraph.wrap(80);
        assert_eq!(lines.last().map(|line| line.end), Some(text.len()), "{piece:?}");
        lines.iter().step_by(100).for_each(|line| assert!(paragraph.line(*line).range() == *line));
    }
}
