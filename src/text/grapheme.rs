//! Extended grapheme clusters (UAX #29): what a reader takes for one character.
//!
//! A thin front on `unicode-segmentation`, so that one place decides what a cluster is. The layout
//! cuts some clusters further (a number sign from the digits after it, the pictures of a joined
//! emoji), because terminals do not agree on their width; that is its business, not this module's.

use super::range::TextRange;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// The clusters of `text` in order, each with its bytes.
pub fn clusters(text: &str) -> impl Iterator<Item = (TextRange, &str)> {
    text.grapheme_indices(true).map(|(at, cluster)| (TextRange::new(at, at + cluster.len()), cluster))
}

/// The first cluster of `text`; empty only if the text is.
#[must_use]
pub fn first_cluster(text: &str) -> &str {
    text.graphemes(true).next().unwrap_or("")
}

/// The nearest place at or before the byte `at` where a cluster begins; looks no further than that cluster.
#[must_use]
pub fn boundary_before(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(false) => cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0),
        _ => at,
    }
}

/// The nearest place at or behind the byte `at` where a cluster ends.
#[must_use]
pub fn boundary_after(text: &str, at: usize) -> usize {
    let at = text.ceil_char_boundary(at);
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(false) => cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len()),
        _ => at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = clusters(text).map(|(_, cluster)| cluster).collect();
        assert_eq!(found, expected, "{text:?}");
        assert_eq!(first_cluster(text), expected.first().copied().unwrap_or(""));
    }

    #[test]
    fn marks_and_joiners_ride_on_their_base() {
        check("مُحَ", &["مُ", "حَ"]);
        check("می\u{200C}خ", &["م", "ی\u{200C}", "خ"]);
        check("e\u{301}x", &["e\u{301}", "x"]);
        check("", &[]);
    }

    #[test]
    fn a_place_within_a_cluster_goes_to_its_ends() {
        let text = "مُe\u{301}x";
        let ends = |at| (boundary_before(text, at), boundary_after(text, at));
        assert_eq!(
            [0, 1, 2, 3, 4, 5, 7, 8, 99].map(ends),
            [(0, 0), (0, 4), (0, 4), (0, 4), (4, 4), (4, 7), (7, 7), (8, 8), (8, 8)]
        );
    }

    #[test]
    fn lam_and_alef_are_two_clusters() {
        check("لا", &["ل", "ا"]);
    }
}
