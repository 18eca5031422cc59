//! Words in a text: every place where a query stands, whatever way it is spelt.
//!
//! Query and text are folded, so vowel marks, ZWNJ, letter variants, digits and case never stand
//! between a reader and a hit. Answers are ranges of the shown text and cover the marks that ride
//! on its letters. Knows nothing of lines, cells or the cursor.

use crate::text::fold::{Folded, fold};
use crate::text::range::TextRange;
use memchr::memmem;

/// A folded query, ready to be looked for.
///
/// ```
/// use reader::search::find::Needle;
///
/// let needle = Needle::new("كتاب");
/// let text = "این کِتاب است";
/// assert_eq!(needle.find_all(text).iter().map(|hit| hit.of(text)).collect::<Vec<_>>(), ["کِتاب"]);
/// ```
#[derive(Debug, Clone)]
pub struct Needle {
    finder: memmem::Finder<'static>,
}

impl Needle {
    /// Folds `query`; none if nothing of it is left to look for.
    #[must_use]
    pub fn parse(query: &str) -> Option<Self> {
        let folded = fold(query);
        (!folded.trim().is_empty()).then(|| Self { finder: memmem::Finder::new(folded.as_bytes()).into_owned() })
    }

    /// Folds `query`; an empty one is never found.
    #[must_use]
    pub fn new(query: &str) -> Self {
        Self::parse(query).unwrap_or_else(|| Self { finder: memmem::Finder::new("\0").into_owned() })
    }

    /// All hits in `text` from its start, none overlapping the one before.
    #[must_use]
    pub fn find_all(&self, text: &str) -> Vec<TextRange> {
        self.find_in(&Folded::new(text))
    }

    /// All hits in a text that is folded already, as ranges of its source.
    #[must_use]
    pub fn find_in(&self, folded: &Folded) -> Vec<TextRange> {
        let length = self.finder.needle().len();
        self.finder
            .find_iter(folded.text().as_bytes())
            .map(|at| folded.source(TextRange::new(at, at + length)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, text: &str, expected: &[&str]) {
        let hits = Needle::new(query).find_all(text);
        assert_eq!(hits.iter().map(|hit| hit.of(text)).collect::<Vec<_>>(), expected, "{query} in {text}");
    }

    #[test]
    fn spelling_never_stands_in_the_way() {
        check("میخواهد", "او می\u{200C}خواهد که", &["می\u{200C}خواهد"]);
        check("محمد", "قال مُحَمَّدٌ إن", &["مُحَمَّدٌ"]);
        check("2016", "سنة ٢٠١۶", &["٢٠١۶"]);
        check("HIZB", "hizb Ḥizb", &["hizb", "Ḥizb"]);
        check("حزب همت", "حزب\u{00A0} همت", &["حزب\u{00A0} همت"]);
    }

    #[test]
    fn hits_inside_a_ligature_cover_it() {
        check("ل", "س\u{FEFC}م", &["\u{FEFC}"]);
        check("لا", "سلام س\u{FEFC}م", &["لا", "\u{FEFC}"]);
    }

    #[test]
    fn hits_do_not_overlap() {
        check("بب", "ببببب", &["بب", "بب"]);
    }

    #[test]
    fn nothing_is_found_where_nothing_is_asked() {
        check("", "حزب", &[]);
        check("\u{064E}", "حَزب", &[]);
        check("  ", "a  b", &[]);
        assert!(Needle::parse(" ").is_none());
    }
}
