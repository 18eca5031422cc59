//! What holds of the layout for any text at all.

use proptest::prelude::*;
use reader::layout::{Affinity, Glyphs, Line, Options, Paragraph, label};
use reader::text::direction::{BaseDirection, Direction};
use reader::text::range::TextRange;

/// Texts of the kind this program reads, with everything that has ever been pasted into one.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[ابپتسلمهی ]{1,8}",
        2 => "[لاأإآـ\u{64E}\u{651}\u{654}\u{200C}\u{200D}]{1,6}",
        2 => "[a-z /.:-]{1,8}",
        2 => "[0-9۰-۹٠-٩.,/%+-]{1,6}",
        1 => "[«»()\\[\\]{}<>\u{2329}\u{232A}\u{300}]{1,4}",
        1 => "[\u{202A}-\u{202E}\u{2066}-\u{2069}\u{200E}\u{200F}\u{61C}]{1,4}",
        1 => "[\u{FB50}-\u{FDFD}\u{FE70}-\u{FEFC}\u{600}-\u{605}\u{6DD}]{1,3}",
        1 => "[\n\r\t\u{1B}\u{0}-\u{1F}\u{80}-\u{9F}\u{2028}\u{2029}\u{FEFF}\u{AD}\u{200B}]{1,3}",
        1 => "[漢字한글각👨👩👍🏽🇮🇷\u{FE0F}\u{200D}क्षि]{1,4}",
        1 => "\\PC{1,4}",
        1 => any::<String>(),
        1 => "[\u{300}-\u{36F}\u{64B}-\u{65F}]{1,100}",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn any_options() -> impl Strategy<Value = Options> {
    let base = prop_oneof![Just(BaseDirection::Auto), Just(BaseDirection::Ltr), Just(BaseDirection::Rtl)];
    let glyphs = prop_oneof![3 => Just(Glyphs::Forms), 1 => Just(Glyphs::Letters)];
    (base, glyphs).prop_map(|(base, glyphs)| Options { base, glyphs })
}

/// How often each byte of a line is in a cell; the cells of one sign, which share their bytes, count once.
fn count_cells(line: &Line, counts: &mut [usize]) {
    for cells in line.cells().chunk_by(|left, right| left.source == right.source) {
        let source = cells[0].source;
        counts[source.start..source.end].iter_mut().for_each(|count| *count += 1);
    }
}

/// Holds the cells of all lines at this width, with what was dropped and what hangs, against the bytes of the text.
fn every_byte_is_accounted_for(paragraph: &Paragraph, text: &str, width: usize) -> Result<(), TestCaseError> {
    let mut counts = vec![0; text.len()];
    let mut hanging = vec![false; text.len()];
    for range in paragraph.wrap(width) {
        let line = paragraph.line(range);
        count_cells(&line, &mut counts);
        hanging[line.hanging().start..line.hanging().end].fill(true);
    }
    for dropped in paragraph.dropped() {
        for byte in dropped.source.start..dropped.source.end {
            counts[byte] += 1;
            hanging[byte] = false;
        }
    }
    for (byte, count) in counts.iter().enumerate() {
        prop_assert_eq!(*count, usize::from(!hanging[byte]), "byte {} at width {} of {:?}", byte, width, text);
    }
    Ok(())
}

proptest! {
    // Few texts, at every width there is.
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_byte_is_in_one_cell_at_every_width(text in any_text(), options in any_options()) {
        let paragraph = Paragraph::new(&text, &options);
        for width in 1..=200 {
            every_byte_is_accounted_for(&paragraph, &text, width)?;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_byte_is_in_one_cell_or_dropped(text in any_text(), options in any_options(), width in 1..=200_usize) {
        every_byte_is_accounted_for(&Paragraph::new(&text, &options), &text, width)?;
    }

    #[test]
    fn wrapping_loses_nothing(text in any_text(), options in any_options(), width in 1..=200_usize) {
        let paragraph = Paragraph::new(&text, &options);
        let lines = paragraph.wrap(width);
        prop_assert!(!lines.is_empty());
        let mut at = 0;
        for range in &lines {
            prop_assert_eq!(range.start, at);
            prop_assert!(!range.is_empty() || text.is_empty());
            prop_assert!(text.is_char_boundary(range.end));
            at = range.end;
            let line = paragraph.line(*range);
            prop_assert_eq!(line.range(), *range);
            let signs = line.cells().chunk_by(|left, right| left.source == right.source).count();
            prop_assert!(line.width() <= width || signs == 1, "{} columns in {width} of {:?}", line.width(), text);
        }
        prop_assert_eq!(at, text.len());
    }

    #[test]
    fn places_lead_there_and_back(text in any_text(), options in any_options(), width in 1..100_usize) {
        let paragraph = Paragraph::new(&text, &options);
        for range in paragraph.wrap(width) {
            let line = paragraph.line(range);
            let mut column = 0;
            for cells in line.cells().chunk_by(|left, right| left.source == right.source) {
                let columns = cells.iter().map(|cell| usize::from(cell.width)).sum::<usize>();
                let (cell, right) = (cells[0], column + columns);
                let (start, end) = match cell.direction() {
                    Direction::Ltr => (column, right),
                    Direction::Rtl => (right, column),
                };
                prop_assert_eq!(line.column_of(cell.source.start, Affinity::After), Some(start));
                prop_assert_eq!(line.column_of(cell.source.end, Affinity::Before), Some(end));
                let (offset, affinity) = line.offset_at(column);
                prop_assert_eq!(line.column_of(offset, affinity), Some(column));
                for byte in cell.source.start..cell.source.end {
                    let found = line.cell_of(byte).map(|index| line.cells()[index].source);
                    prop_assert_eq!(found, Some(cell.source));
                }
                prop_assert_eq!(line.stretches(cell.source), vec![column..right; 1]);
                column = right;
            }
            prop_assert_eq!(line.width(), column);
            let (offset, affinity) = line.offset_at(column);
            if !line.cells().is_empty() {
                prop_assert_eq!(line.column_of(offset, affinity), Some(column));
            }
            for offset in range.start..=range.end {
                prop_assert!(line.column_of(offset, Affinity::Before).is_some_and(|at| at <= column));
                prop_assert!(line.column_of(offset, Affinity::After).is_some_and(|at| at <= column));
            }
            prop_assert_eq!(line.column_of(range.end + 1, Affinity::After), None);
        }
    }

    #[test]
    fn a_selection_lights_exactly_its_cells(text in any_text(), from in 0..400_usize, length in 0..60_usize) {
        let paragraph = Paragraph::new(&text, &Options::default());
        let line = paragraph.line(TextRange::new(0, text.len()));
        let selected = TextRange::new(from, from + length);
        let stretches = line.stretches(selected);
        prop_assert!(stretches.windows(2).all(|pair| pair[0].end < pair[1].start));
        let mut column = 0;
        for cell in line.cells() {
            let lit = stretches.iter().any(|stretch| stretch.contains(&column));
            prop_assert_eq!(lit, length > 0 && cell.source.overlaps(selected));
            column += usize::from(cell.width);
        }
    }

    #[test]
    fn no_cell_holds_what_steers_a_terminal(text in any_text(), options in any_options()) {
        let paragraph = Paragraph::new(&text, &options);
        let line = paragraph.line(TextRange::new(0, text.len()));
        let mut visual = String::new();
        for cell in line.cells() {
            let symbol = line.symbol(cell);
            visual.push_str(symbol);
            prop_assert!(!symbol.is_empty() && cell.width > 0);
            prop_assert!(!symbol.chars().any(char::is_control), "{:?}", symbol);
            prop_assert!(
                !symbol.contains(|it| matches!(it, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
                    | '\u{2028}' | '\u{2029}' | '\u{2066}'..='\u{2069}' | '\u{61C}' | '\u{FEFF}' | '\u{AD}'
                    | '\u{34F}' | '\u{FE00}'..='\u{FE0F}' | '\u{600}'..='\u{605}' | '\u{6DD}' | '\u{FDFA}')),
                "{:?}", symbol
            );
        }
        prop_assert_eq!(line.visual(), visual);
    }

    #[test]
    fn a_label_fits_and_shows_the_beginning(text in any_text(), options in any_options(), width in 0..40_usize) {
        let line = label(&text, width, &options);
        prop_assert!(line.width() <= width);
        prop_assert!(!line.visual().contains(char::is_control));
        if width > 0 {
            prop_assert_eq!(line.range(), TextRange::new(0, text.len()));
        }
    }
}
