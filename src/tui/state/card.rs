//! The test card: a sample of everything that terminals do differently, each beside what it should read.
//!
//! What it should read stands in Latin letters, since the Arabic script is what is in doubt. Samples stand at the
//! right edge, as right-to-left text does.

use super::page::{Page, PageLook};
use super::panes::Size;
use crate::layout::Options;

/// What a sample should read, from the right, and the sample.
const SAMPLES: [(&str, &str); 9] = [
    ("joined: sepideh-ye mardom", "سپیده مردم"),
    ("one cell lam-alef: salaam, al-islaam", "سلام الإسلام"),
    ("halves apart: mi-khaanim", "می‌خوانیم"),
    ("«in» (in) [in], brackets around it", "«این» (این) [این]"),
    ("1234567890, twice", "۱۲۳۴۵۶۷۸۹۰ ١٢٣٤٥٦٧٨٩٠"),
    ("year first: 1404/02/06, twice", "۱۴۰۴/۰۲/۰۶ 1404/02/06"),
    ("hezb, Green Party, dar, Rey", "حزب Green Party در Rey"),
    ("signs: ba kitaabun muhammad", "بَ كِتَابٌ مُحَمَّد"),
    ("a full stop at the left end", "خوانده شد."),
];

/// The card, laid out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Card {
    page: Page,
}

impl Card {
    /// What shows.
    #[must_use]
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// Lays the card out for a window.
    pub fn settle(&mut self, size: Size, options: Options) {
        self.page = match Page::new("TEST CARD", "any key: leave", size, options) {
            Ok(page) => filled(page, size, options),
            Err(small) => small,
        };
    }
}

fn filled(mut page: Page, size: Size, options: Options) -> Page {
    let width = usize::from(size.columns).min(100);
    let end = width - 1;
    let told = "On the right stands what the left says, from right to left, letters joined. Where it does not, \
                gC in the reader finds out what helps.";
    let mut row = page.say(1, 1, width - 2, told, options) + 1;
    for (reads, sample) in SAMPLES {
        page.put(row, 1, reads, PageLook::Name, options);
        page.put_before(row, end, sample, PageLook::Text, options);
        row += 1;
    }
    page.put(row, 1, "colour, reversed, underlined", PageLook::Name, options);
    let mut column = end;
    for (word, look) in [("رنگین", PageLook::Coloured), ("وارونه", PageLook::Reversed), ("زیرخط", PageLook::Underlined)]
    {
        column = page.put_before(row, column, word, look, options).saturating_sub(1);
    }
    row += 2;
    let middle = width / 2;
    for (left, right) in [("سوی چپ", "سوی راست"), ("left ۱۲", "right ۳۴")] {
        page.put_before(row, middle - 1, left, PageLook::Text, options);
        page.put(row, middle, "│", PageLook::Rule, options);
        page.put_before(row, end, right, PageLook::Text, options);
        row += 1;
    }
    page.put(row, 1, "Border straight; su-ye chap left of it, su-ye raast right.", PageLook::Name, options);
    page
}

#[cfg(test)]
mod tests {
    use super::super::page::SMALLEST;
    use super::*;

    #[test]
    fn nothing_overlaps_in_the_smallest_window_and_beyond() {
        for size in [SMALLEST, Size { columns: 200, rows: 60 }] {
            let mut card = Card::default();
            card.settle(size, Options::default());
            let mut taken: Vec<(u16, usize, usize)> = Vec::new();
            let end = |placed: &super::super::page::Placed| usize::from(placed.column) + placed.line.width();
            for placed in &card.page().lines {
                let (start, end) = (usize::from(placed.column), end(placed));
                assert!(placed.row < size.rows && end <= usize::from(size.columns), "{}", placed.line.visual());
                let clash = taken.iter().any(|(row, from, to)| *row == placed.row && start < *to && *from < end);
                assert!(!clash, "{} at {}", placed.line.visual(), placed.row);
                taken.push((placed.row, start, end));
            }
        }
    }
}
