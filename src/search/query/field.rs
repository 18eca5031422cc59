//! The fields of a query: their names, and what may stand in them.
//!
//! A name is known in English, Persian and Arabic, folded. A value that means nothing is told with those that would.

use super::span::{self, Sense};
use super::syntax::{Feature, Field};
use crate::model::{Day, Kind, Language, Role};
use crate::text::fold::fold;

/// What a name stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Name {
    Party,
    Role,
    Date,
    After,
    Before,
    Language,
    Kind,
    Source,
    Path,
    Has,
    Cut,
    /// Not a condition of its own: words that stand in the title.
    Title,
    /// Not a condition of its own: words that stand near each other.
    Near,
}

/// The names, the English one that messages use first.
const NAMES: [(Name, &[&str]); 13] = [
    (Name::Party, &["party", "حزب", "الحزب"]),
    (Name::Role, &["role", "نقش", "دور"]),
    (Name::Date, &["date", "تاریخ", "التاریخ"]),
    (Name::After, &["after", "since", "از", "منذ", "بعد"]),
    (Name::Before, &["before", "until", "پیش", "قبل"]),
    (Name::Language, &["lang", "language", "زبان", "لغه"]),
    (Name::Kind, &["kind", "type", "نوع"]),
    (Name::Source, &["site", "source", "url", "author", "agency", "منبع", "مصدر", "موقع"]),
    (Name::Path, &["path", "file", "پرونده", "فایل", "ملف"]),
    (Name::Has, &["has", "is", "دارد"]),
    (Name::Cut, &["cut", "teaser"]),
    (Name::Title, &["title", "عنوان", "تیتر"]),
    (Name::Near, &["near", "نزدیک", "قرب"]),
];

/// The names of each field, the English one first; as they are compared, so folded.
pub fn field_names() -> impl Iterator<Item = &'static [&'static str]> {
    NAMES.iter().map(|(_, names)| *names)
}

/// The field of a name.
pub(super) fn named(name: &str) -> Option<Name> {
    let name = fold(name);
    NAMES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(field, _)| *field)
}

/// The English name nearest to one that is none, if one is near.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    NAMES
        .iter()
        .filter_map(|(_, names)| names.first())
        // Slips seldom hit the first letter.
        .map(|known| (distance(&name, known), known.chars().next() != name.chars().next(), *known))
        .min()
        .filter(|(distance, ..)| *distance <= 2.min(name.chars().count() / 2))
        .map(|(.., known)| known)
}

/// True for what would be a field if there were one of that name: other words with a colon are text.
pub(super) fn looks_like_one(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

/// Reads the value of a field that is a condition of its own.
///
/// # Errors
/// What is wrong with the value, in a sentence.
pub(super) fn parse(name: Name, value: &str, today: Day) -> Result<Field, String> {
    let values =
        || value.split([',', '،']).map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned).collect();
    let lower = fold(value.trim());
    Ok(match name {
        Name::Party => Field::Party(values()),
        Name::Source => Field::Source(values()),
        Name::Path => Field::Path(values()),
        Name::Date if matches!(lower.as_str(), "any" | "*") => Field::Has(Feature::Date),
        Name::Date => Field::Date(span::parse(value, Sense::Within, today)?),
        Name::After => Field::Date(span::parse(value, Sense::After, today)?),
        Name::Before => Field::Date(span::parse(value, Sense::Before, today)?),
        Name::Role => Field::Role(one_of(&lower, &ROLES, "role")?),
        Name::Language => Field::Language(one_of(&lower, &LANGUAGES, "language")?),
        Name::Kind => Field::Kind(one_of(&lower, &KINDS, "kind")?),
        Name::Has => Field::Has(one_of(&lower, &Feature::NAMED, "thing to have")?),
        Name::Cut => Field::Has(Feature::Cut),
        Name::Title | Name::Near => return Err("That is no condition of its own.".to_owned()),
    })
}

/// True if a field with this value asks for its contrary: `cut:false`.
pub(super) fn negates(name: Name, value: &str) -> bool {
    name == Name::Cut && matches!(fold(value).as_str(), "false" | "no" | "0")
}

const ROLES: [(&str, Role); 4] = [
    ("speaker", Role::Speaker),
    ("subject", Role::Subject),
    ("participant", Role::Participant),
    ("mentioned", Role::Mentioned),
];

const LANGUAGES: [(&str, Language); 20] = [
    ("fa", Language::Fa),
    ("ar", Language::Ar),
    ("ckb", Language::Ckb),
    ("ur", Language::Ur),
    ("ps", Language::Ps),
    ("he", Language::He),
    ("en", Language::En),
    ("fr", Language::Fr),
    ("und", Language::Und),
    ("persian", Language::Fa),
    ("farsi", Language::Fa),
    ("فارسی", Language::Fa),
    ("arabic", Language::Ar),
    ("عربی", Language::Ar),
    ("العربیه", Language::Ar),
    ("kurdish", Language::Ckb),
    ("urdu", Language::Ur),
    ("pashto", Language::Ps),
    ("english", Language::En),
    ("french", Language::Fr),
];

const KINDS: [(&str, Kind); 14] = [
    ("communique", Kind::Communique),
    ("statement", Kind::Statement),
    ("news", Kind::News),
    ("interview", Kind::Interview),
    ("speech", Kind::Speech),
    ("message", Kind::Message),
    ("letter", Kind::Letter),
    ("note", Kind::Note),
    ("condolence", Kind::Condolence),
    ("congratulation", Kind::Congratulation),
    ("resolution", Kind::Resolution),
    ("notice", Kind::Notice),
    ("program", Kind::Program),
    ("report", Kind::Report),
];

/// What a word means, or those that would mean something.
fn one_of<T: Copy>(word: &str, known: &[(&'static str, T)], what: &str) -> Result<T, String> {
    known.iter().find(|(name, _)| *name == word).map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        let shown = if word.is_empty() { "Nothing".to_owned() } else { word.to_owned() };
        format!("{shown} is no {what}: {}.", names.join(", "))
    })
}

/// Letters to change, add or take away until one word is the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, letter) in one.chars().enumerate() {
        let mut diagonal = above;
        let mut left = above + 1;
        for (slot, wanted) in row.iter_mut().skip(1).zip(&other) {
            let changed = diagonal + usize::from(letter != *wanted);
            diagonal = *slot;
            left = changed.min(*slot + 1).min(left + 1);
            *slot = left;
        }
        if let Some(first) = row.first_mut() {
            *first = above + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_three_languages() {
        for (name, field) in [
            ("party", Name::Party),
            ("حزب", Name::Party),
            ("تاريخ", Name::Date),
            ("لغة", Name::Language),
            ("Title", Name::Title),
        ] {
            assert_eq!(named(name), Some(field), "{name}");
        }
        assert_eq!(named("foo"), None);
        assert!(NAMES.iter().flat_map(|(_, names)| *names).all(|name| fold(name) == **name), "names are kept folded");
    }

    #[test]
    fn a_slip_is_near_a_name() {
        let check = |name, expected| assert_eq!(nearest(name), expected, "{name}");
        check("prty", Some("party"));
        check("dates", Some("date"));
        check("titel", Some("title"));
        check("zzz", None);
        check("x", None);
    }

    #[test]
    fn every_kind_and_every_name_of_it_agree() {
        for (name, kind) in KINDS {
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{name}\""));
        }
        for (name, role) in ROLES {
            assert_eq!(serde_json::to_string(&role).unwrap(), format!("\"{name}\""));
        }
    }

    #[test]
    fn distances_are_those_of_levenshtein() {
        for (one, other, expected) in [("", "", 0), ("a", "", 1), ("kitten", "sitting", 3), ("party", "praty", 2)] {
            assert_eq!(distance(one, other), expected, "{one} {other}");
        }
    }
}
