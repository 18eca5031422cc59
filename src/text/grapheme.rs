//! Extended grapheme clusters (UAX #29): what a reader takes for one character.
//!
//! A thin front on `unicode-segmentation`, so that one place decides what a cluster is. The layout
//! cuts some clusters further (a number sign from the digits after it, the pictures of a joined
//! emoji), because terminals do not agree on their width; that is its business, not this module's.

use super::range::TextRange;
use unicode_segmentation::UnicodeSegmentation;

/// The clusters of `text` in order, each with its bytes.
pub fn clusters(text: &str) -> impl Iterator<Item = (TextRange, &str)> {
    text.grapheme_indices(true).map(|(at, cluster)| (TextRange::new(at, at + cluster.len()), cluster))
}

/// The first cluster of `text`; empty only if the text is.
#[must_use]
pub fn first_cluster(text: &str) -> &str {
    text.graphemes(true).next().unwrap_or("")
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
    fn lam_and_alef_are_two_clusters() {
        check("لا", &["ل", "ا"]);
    }
}
