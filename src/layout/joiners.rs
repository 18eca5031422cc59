//! Parts letters where the text has no ZWNJ and should have one.
//!
//! A place is the offset of the letter before which a ZWNJ is missing, or of a space that stands in its stead. The letter
//! before takes the missing sign as one that rides on it; a space becomes part of that letter's unit and loses its
//! cell. All offsets stay those of the text as it is. Which places there are is found elsewhere (`text::zwnj`).

use super::units::{Units, is};

/// Parts the units of `text` at `places`, which are in order; a place that no unit begins at is passed over.
pub(super) fn part(units: &mut Units, text: &str, places: &[usize]) {
    let list = &mut units.list;
    let mut spaces = Vec::new();
    for &place in places {
        let at = list.partition_point(|unit| (unit.start as usize) < place);
        let begins = list.get(at).is_some_and(|unit| unit.start as usize == place);
        let Some(before) = at.checked_sub(1).and_then(|before| list.get_mut(before)).filter(|_| begins) else {
            continue;
        };
        if before.flags & (is::HIDDEN | is::POOLED | is::CONTINUED | is::JOINERS) != 0 {
            continue;
        }
        before.flags |= is::THEN_PART | is::LAST_PART;
        if text.get(place..).is_some_and(|rest| rest.starts_with(' ')) {
            spaces.push(at);
        }
    }
    let (mut number, mut spaces) = (0, spaces.into_iter().peekable());
    if spaces.peek().is_some() {
        list.retain(|_| {
            number += 1;
            spaces.next_if_eq(&(number - 1)).is_none()
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Options, Paragraph};
    use crate::text::range::TextRange;
    use proptest::prelude::*;

    /// Lays out a text in which `-` stands at each place, and one with the ZWNJ that it lacks.
    fn check(marked: &str, with_zwnj: &str) {
        let text = marked.replace('-', "");
        let places: Vec<usize> = marked.match_indices('-').enumerate().map(|(number, (at, _))| at - number).collect();
        let options = Options::default();
        let restored = Paragraph::with_joiners(&text, &options, &places);
        let expected = Paragraph::new(with_zwnj, &options);
        for width in [1, 3, 7, 80] {
            let rows = |paragraph: &Paragraph| -> Vec<String> {
                let lines = paragraph.wrap(width).into_iter().map(|line| paragraph.line(line).visual().to_owned());
                lines.collect()
            };
            assert_eq!(rows(&restored), rows(&expected), "{marked} at {width}");
        }
    }

    #[test]
    fn it_looks_as_if_the_sign_were_there() {
        check("می-شود", "می\u{200C}شود");
        check("می- شود", "می\u{200C}شود");
        check("برنامه-های ما", "برنامه\u{200C}های ما");
        check("گل- ها و سال-امین", "گل\u{200C}ها و سال\u{200C}امین");
        check("گفت-وگو (می- شود) 12", "گفت\u{200C}وگو (می\u{200C}شود) 12");
        check("a می-شود, b", "a می\u{200C}شود, b");
    }

    #[test]
    fn cells_keep_the_bytes_of_the_text() {
        let text = "می شود";
        let paragraph = Paragraph::with_joiners(text, &Options::default(), &["می".len()]);
        let line = paragraph.line(TextRange::new(0, text.len()));
        let sources: Vec<&str> = line.cells().iter().rev().map(|cell| cell.source.of(text)).collect();
        assert_eq!(sources, ["م", "ی ", "ش", "و", "د"]);
        assert_eq!(line.cell_of("می".len()), line.cell_of("م".len()));
    }

    proptest! {
        #[test]
        fn every_byte_keeps_its_one_cell(
            text in "[میشودهابگل \u{064E}\u{200C}a1(«\n-]{0,30}",
            places in proptest::collection::btree_set(0..70_usize, 0..6),
            width in 1..20_usize,
        ) {
            let places: Vec<usize> = places.into_iter().collect();
            let paragraph = Paragraph::with_joiners(&text, &Options::default(), &places);
            let mut seen = vec![0; text.len()];
            for dropped in paragraph.dropped() {
                (dropped.source.start..dropped.source.end).for_each(|at| seen[at] += 1);
            }
            for range in paragraph.wrap(width) {
                let line = paragraph.line(range);
                let hanging = line.hanging();
                let own = paragraph.dropped().iter().map(|dropped| dropped.source);
                let hangs = |at: &usize| !own.clone().any(|range| range.start <= *at && *at < range.end);
                (hanging.start..hanging.end).filter(hangs).for_each(|at| seen[at] += 1);
                for cell in line.cells() {
                    (cell.source.start..cell.source.end).for_each(|at| seen[at] += 1);
                }
            }
            prop_assert!(seen.iter().all(|times| *times == 1), "{text:?} {places:?} {seen:?}");
        }
    }
}
