//! What sort of text a statement is, by what it calls itself.
//!
//! The title decides, then the headline above it, then the first words of the text; a text that reports
//! on somebody's words is news. None of these: no kind.

use super::lexicon::{Lexicon, find_words, strip_words};
use crate::model::Kind;

/// Folded letters of a title within which its kind is named.
const HEAD: usize = 60;

/// What texts call themselves.
#[derive(Debug)]
pub(super) struct Kinds {
    /// Phrase and kind, longest first.
    names: Vec<(String, Kind)>,
    openings: Vec<String>,
}

impl Kinds {
    /// Reads the embedded lists.
    pub(super) fn new() -> Self {
        let lexicon = Lexicon::read(include_str!("data/kinds.txt"));
        let mut names: Vec<_> = lexicon
            .sections()
            .filter_map(|(section, entries)| Some((named(section)?, entries)))
            .flat_map(|(kind, entries)| entries.iter().map(move |entry| (entry.clone(), kind)))
            .collect();
        names.sort_by_key(|(entry, _)| std::cmp::Reverse(entry.len()));
        Self { names, openings: Lexicon::read(include_str!("data/words.txt")).longest_first("body opening") }
    }

    /// The kind of a statement with these folded parts.
    pub(super) fn of(&self, title: &str, kicker: &str, first: &str) -> Option<Kind> {
        let bare = title.trim_start_matches(|character: char| !character.is_alphanumeric());
        self.opening(bare)
            .or_else(|| self.opening(kicker))
            .or_else(|| self.within(bare))
            .or_else(|| self.reports(first).then_some(Kind::News))
            .or_else(|| self.opening(first))
    }

    /// True if the text opens as news does.
    fn reports(&self, first: &str) -> bool {
        self.openings.iter().any(|opening| first.starts_with(opening.as_str()))
    }

    fn opening(&self, folded: &str) -> Option<Kind> {
        let folded = folded.strip_prefix("نص ").or_else(|| folded.strip_prefix("متن ")).unwrap_or(folded);
        self.names.iter().find(|(name, _)| strip_words(folded, name).is_some()).map(|(_, kind)| *kind)
    }

    fn within(&self, folded: &str) -> Option<Kind> {
        let end = folded.char_indices().nth(HEAD).map_or(folded.len(), |(at, _)| at);
        let head = folded.get(..end)?;
        // A body that "published a statement" is news about it; only names of several words are sure here.
        let found = self.names.iter().filter(|(name, _)| name.contains(' '));
        found.into_iter().find(|(name, _)| find_words(head, name).is_some()).map(|(_, kind)| *kind)
    }
}

fn named(section: &str) -> Option<Kind> {
    Some(match section {
        "communique" => Kind::Communique,
        "statement" => Kind::Statement,
        "notice" => Kind::Notice,
        "resolution" => Kind::Resolution,
        "message" => Kind::Message,
        "letter" => Kind::Letter,
        "note" => Kind::Note,
        "speech" => Kind::Speech,
        "interview" => Kind::Interview,
        "condolence" => Kind::Condolence,
        "congratulation" => Kind::Congratulation,
        "program" => Kind::Program,
        "report" => Kind::Report,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;

    fn check(title: &str, first: &str, expected: Option<Kind>) {
        assert_eq!(Kinds::new().of(&fold(title), "", &fold(first)), expected, "{title}");
    }

    #[test]
    fn titles_name_their_kind() {
        check("بلاغ صحفي حول اجتماع المكتب السياسي", "", Some(Kind::Communique));
        check("بیانیهٔ حزب نمونه دربارهٔ آب", "", Some(Kind::Statement));
        check("( اطلاعیه شماره دو )", "", Some(Kind::Notice));
        check("پیام تسلیت دبیرکل حزب نمونه", "", Some(Kind::Condolence));
        check("بيانات الحزب", "", None);
    }

    #[test]
    fn reports_are_news() {
        check("شورا برنامه را پذیرفت", "به گزارش خبرگزاری نمونه، شورا", Some(Kind::News));
        check("شورا برنامه را پذیرفت", "شورا دیروز نشست داشت", None);
    }

    #[test]
    fn every_section_of_the_list_is_a_kind() {
        for (section, _) in Lexicon::read(include_str!("data/kinds.txt")).sections() {
            assert!(named(section).is_some(), "{section}");
        }
    }
}
