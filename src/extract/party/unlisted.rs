//! The name of a party that no gazetteer lists, read from the words behind "party".
//!
//! Arabic names go on as long as their words are definite; Persian ones until a word that cannot be part of
//! a name. The id is made from the folded name, so the same party gets the same id in every file.

use crate::extract::lexicon::is_word;
use crate::extract::offices::{Offices, places};
use crate::text::fold::Folded;
use crate::text::range::TextRange;

/// Words a name has at most, without the noun before it.
const NAME_WORDS: usize = 4;

/// A party met only in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Unlisted {
    /// Its name as written.
    pub(super) name: String,
    /// The same, folded.
    pub(super) folded: String,
}

impl Unlisted {
    /// A stable id made from the name.
    pub(super) fn id(&self) -> String {
        let slug: Vec<&str> =
            self.folded.split(|character| !is_word(character)).filter(|word| !word.is_empty()).collect();
        format!("seen-{}", slug.join("-"))
    }
}

/// The first party name in `text`; `whole` lets a Persian name run to the end of the line.
pub(super) fn find(text: &str, offices: &Offices, whole: bool) -> Option<Unlisted> {
    let folded = Folded::new(text);
    places(folded.text(), "حزب").find_map(|at| {
        let end = name_end(folded.text(), at + "حزب".len(), offices, whole)?;
        let name = folded.source(TextRange::new(at, end)).of(text).trim().to_owned();
        Some(Unlisted { name, folded: folded.text().get(at..end)?.to_owned() })
    })
}

/// Where the name that begins behind the noun at `from` ends; none if no name stands there.
fn name_end(folded: &str, from: usize, offices: &Offices, whole: bool) -> Option<usize> {
    let mut end = None;
    let mut at = from;
    let mut definite = false;
    for count in 0..NAME_WORDS {
        let rest = folded.get(at..)?;
        let skipped = rest.len() - rest.trim_start_matches(' ').len();
        if skipped == 0 {
            break;
        }
        let word = rest.get(skipped..)?.split(|character| !is_word(character)).next().filter(|word| !word.is_empty());
        let Some(word) = word else { break };
        let is_definite = word.starts_with("ال") || word.starts_with("وال");
        if offices.after_name.iter().any(|stop| stop == word) || offices.saying.iter().any(|verb| verb == word) {
            break;
        }
        if word.chars().all(char::is_numeric) || count > 0 && definite && !is_definite {
            break;
        }
        if count >= 3 && !whole && !is_definite {
            break;
        }
        definite |= count == 0 && is_definite;
        at += skipped + word.len();
        end = Some(at);
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, &str)>) {
        let found = find(text, &Offices::new(), false);
        let found = found.as_ref().map(|party| (party.name.as_str(), party.id()));
        assert_eq!(found, expected.map(|(name, id)| (name, id.to_owned())), "{text}");
    }

    #[test]
    fn names_end_where_they_must() {
        check("الأمين العام لحزب المثال الوطني يدعو", Some(("حزب المثال الوطني", "seen-حزب-المثال-الوطنی")));
        check("دبیرکل حزب نمونهٔ ایران", Some(("حزب نمونهٔ ایران", "seen-حزب-نمونه-ایران")));
        check("نشست حزب نمونه در شهر", Some(("حزب نمونه", "seen-حزب-نمونه")));
    }

    #[test]
    fn the_noun_alone_names_nobody() {
        check("نشست حزب در شهر", None);
        check("مواضع حزب ما", None);
        check("الحزب والدولة", None);
        check("حزب الله", None);
        check("احزاب کشور", None);
    }
}
