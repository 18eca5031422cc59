//! What is known of a statement, against what a query asks of it.
//!
//! A statement answers whether it was just read or is a row of a catalogue: both give [`Facts`]. Party names are resolved
//! before, against all parties there are ([`Parties`]), so that a name of one word does not mean a party only because
//! its long name holds that word, where another is called just so. A party that only the texts name is in no list of parties: it is
//! meant by its own name, as it stands in the statement, so that an answer does not hang on which other statements were read before.
//! Says nothing of words in the text.

use super::syntax::{Expr, Feature, Field};
use crate::model::{Date, Kind, Language, Role, Statement};
use crate::text::fold::fold;
use std::collections::{BTreeMap, BTreeSet};

/// What a query can ask of a statement, other than its words.
pub trait Facts {
    /// The party that it is filed under.
    fn party(&self) -> Option<&str>;
    /// Every party in it, and the part that each plays.
    fn roles(&self) -> impl Iterator<Item = (&str, Role)>;
    /// The name that it gives to one of its parties; none where it keeps no names.
    fn called(&self, _party: &str) -> Option<&str> {
        None
    }
    /// Its date.
    fn date(&self) -> Option<&Date>;
    /// Its language.
    fn language(&self) -> Language;
    /// What sort of text it is.
    fn kind(&self) -> Option<Kind>;
    /// Agency, site, address and author, as far as they are known.
    fn sources(&self) -> impl Iterator<Item = &str>;
    /// The path of its file.
    fn path(&self) -> &str;
    /// True if it has that.
    fn has(&self, feature: Feature) -> bool;
}

impl Facts for Statement {
    fn party(&self) -> Option<&str> {
        self.party.as_ref().map(|party| party.id.0.as_str())
    }

    fn roles(&self) -> impl Iterator<Item = (&str, Role)> {
        self.parties.iter().map(|party| (party.id.0.as_str(), party.role))
    }

    fn called(&self, party: &str) -> Option<&str> {
        let mut named = self.party.iter().chain(&self.parties);
        named.find(|known| known.id.0 == party).map(|known| known.name.as_str())
    }

    fn date(&self) -> Option<&Date> {
        self.date.as_ref()
    }

    fn language(&self) -> Language {
        self.language
    }

    fn kind(&self) -> Option<Kind> {
        self.kind
    }

    fn sources(&self) -> impl Iterator<Item = &str> {
        let source = &self.source;
        [&source.agency, &source.site, &source.url, &source.author].into_iter().filter_map(Option::as_deref)
    }

    fn path(&self) -> &str {
        &self.path
    }

    fn has(&self, feature: Feature) -> bool {
        match feature {
            Feature::Date => self.date.is_some(),
            Feature::Year => self.date.as_ref().is_some_and(|date| date.year.is_some()),
            Feature::Inferred => self.date.as_ref().is_some_and(|date| !date.sure),
            Feature::Party => self.party.is_some(),
            Feature::Title => !self.title_made,
            Feature::Lead => self.lead().is_some(),
            Feature::Signature => self.signature().is_some(),
            Feature::Author => self.source.author.is_some(),
            Feature::Url => self.source.url.is_some(),
            Feature::Problem => !self.problems.is_empty(),
            Feature::Cut => self.cut,
        }
    }
}

impl<F: Facts> Facts for &F {
    fn party(&self) -> Option<&str> {
        (**self).party()
    }

    fn roles(&self) -> impl Iterator<Item = (&str, Role)> {
        (**self).roles()
    }

    fn called(&self, party: &str) -> Option<&str> {
        (**self).called(party)
    }

    fn date(&self) -> Option<&Date> {
        (**self).date()
    }

    fn language(&self) -> Language {
        (**self).language()
    }

    fn kind(&self) -> Option<Kind> {
        (**self).kind()
    }

    fn sources(&self) -> impl Iterator<Item = &str> {
        (**self).sources()
    }

    fn path(&self) -> &str {
        (**self).path()
    }

    fn has(&self, feature: Feature) -> bool {
        (**self).has(feature)
    }
}

/// The parties that names may mean: those of the gazetteer, and those that a project lists.
#[derive(Clone, Debug, Default)]
pub struct Parties {
    /// Names by identifier, folded: the identifier, full names, aliases, short Latin names.
    names: BTreeMap<String, BTreeSet<String>>,
}

impl Parties {
    /// Takes in a party with its names.
    pub fn add<'a>(&mut self, id: &str, names: impl IntoIterator<Item = &'a str>) {
        let known = self.names.entry(id.to_owned()).or_default();
        known.insert(fold(id));
        known.extend(names.into_iter().map(|name| fold(name.trim())).filter(|name| !name.is_empty()));
    }

    /// The identifiers of the parties that a name means.
    ///
    /// Those that are called so; where there is none, those whose name has all of its words; else those whose name has
    /// words that begin so.
    #[must_use]
    pub fn meant(&self, name: &str) -> BTreeSet<&str> {
        self.closest(name).1
    }

    /// What a name asks of the name of a party that is not listed.
    ///
    /// That has to agree as closely as the listed ones that are meant do.
    #[must_use]
    pub fn unlisted(&self, name: &str) -> Unlisted {
        Unlisted { id: name.to_owned(), sought: fold(name.trim()), closeness: self.closest(name).0 }
    }

    /// How closely the listed parties that a name means agree with it, and which those are.
    fn closest(&self, name: &str) -> (Closeness, BTreeSet<&str>) {
        let sought = fold(name.trim());
        let words = Closeness::words(&sought);
        if words.is_empty() {
            return (Closeness::Called, BTreeSet::new());
        }
        for closeness in [Closeness::Called, Closeness::Holds, Closeness::Begins] {
            let meant = self.names.iter().filter(|(_, names)| names.iter().any(|name| closeness.agrees(&words, name)));
            let meant: BTreeSet<&str> = meant.map(|(id, _)| id.as_str()).collect();
            if !meant.is_empty() {
                return (closeness, meant);
            }
        }
        (Closeness::Begins, BTreeSet::new())
    }
}

/// What a name in a query asks of parties that only texts name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unlisted {
    id: String,
    sought: String,
    closeness: Closeness,
}

impl Unlisted {
    /// True if a party of this identifier, which a text calls so, is meant.
    #[must_use]
    pub fn is(&self, id: &str, called: &str) -> bool {
        self.id == id || self.closeness.reaches(&Closeness::words(&self.sought), &fold(called))
    }
}

/// How the name of a party agrees with one that is looked for, the closest first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Closeness {
    /// It is called so.
    Called,
    /// It has all of the words.
    Holds,
    /// It has words that begin so.
    Begins,
}

impl Closeness {
    fn words(sought: &str) -> Vec<&str> {
        sought.split_whitespace().collect()
    }

    /// True if a folded name agrees so, or in the case of words also more closely.
    fn agrees(self, words: &[&str], name: &str) -> bool {
        match self {
            Self::Called => name.split_whitespace().eq(words.iter().copied()),
            Self::Holds => words.iter().all(|word| has_word(name, word, false)),
            Self::Begins => words.iter().all(|word| has_word(name, word, true)),
        }
    }

    /// True if a folded name agrees so or more closely.
    fn reaches(self, words: &[&str], name: &str) -> bool {
        !words.is_empty() && (Self::Called.agrees(words, name) || self.agrees(words, name))
    }
}

/// True if a name has a word, with or without an article, or one that begins so.
fn has_word(name: &str, sought: &str, begins: bool) -> bool {
    let agrees = |word: &str| if begins { word.starts_with(sought) } else { word == sought };
    name.split(|sign: char| !sign.is_alphanumeric())
        .any(|word| agrees(word) || word.strip_prefix("ال").is_some_and(agrees))
}

/// The conditions of a query on what is known, its party names resolved.
///
/// A `role:` beside a `party:` means that these parties play that part; then they need not be those that the statement
/// is filed under.
#[derive(Clone, Debug)]
pub struct Known<'a> {
    listed: &'a Parties,
    parties: Vec<Names<'a>>,
}

/// The names of one condition, and what they mean.
#[derive(Clone, Debug)]
struct Names<'a> {
    names: &'a [String],
    listed: BTreeSet<&'a str>,
    unlisted: Vec<Unlisted>,
}

impl<'a> Known<'a> {
    /// Resolves the party names of a query.
    #[must_use]
    pub fn new(query: &'a Expr, parties: &'a Parties) -> Self {
        let mut known = Self { listed: parties, parties: Vec::new() };
        known.resolve(query, parties);
        known
    }

    fn resolve(&mut self, expr: &'a Expr, parties: &'a Parties) {
        match expr {
            Expr::All(parts) | Expr::Any(parts) => parts.iter().for_each(|part| self.resolve(part, parties)),
            Expr::Not(part) => self.resolve(part, parties),
            Expr::Field(Field::Party(names)) => {
                let listed = names.iter().flat_map(|name| parties.meant(name)).collect();
                let unlisted = names.iter().map(|name| parties.unlisted(name)).collect();
                self.parties.push(Names { names, listed, unlisted });
            }
            Expr::Field(_) | Expr::Text(_) | Expr::Near(_) => {}
        }
    }

    /// The names that mean no listed party.
    #[must_use]
    pub fn unknown(&self) -> Vec<&'a str> {
        let names = self.parties.iter().flat_map(|known| known.names.iter().map(String::as_str));
        names.filter(|name| self.listed.meant(name).is_empty()).collect()
    }

    fn meant(&self, names: &[String]) -> Option<&Names<'a>> {
        // The very list that was resolved, not one that is alike: that is found without comparing names.
        self.parties.iter().find(|known| std::ptr::eq(known.names, names))
    }

    /// True if a statement answers one condition; `beside` are those that are asked together with it.
    #[must_use]
    pub fn answers(&self, facts: &impl Facts, field: &Field, beside: &[Expr]) -> bool {
        match field {
            Field::Party(names) => {
                let Some(meant) = self.meant(names) else { return false };
                let role = beside.iter().find_map(|other| match other {
                    Expr::Field(Field::Role(role)) => Some(*role),
                    _ => None,
                });
                let unlisted = |id: &str| {
                    let called = if self.listed.names.contains_key(id) { None } else { facts.called(id) };
                    called.is_some_and(|called| meant.unlisted.iter().any(|name| name.is(id, called)))
                };
                let means = |id: &str| meant.listed.contains(id) || unlisted(id);
                match role {
                    Some(wanted) => facts.roles().any(|(id, role)| role == wanted && means(id)),
                    None => facts.party().is_some_and(means),
                }
            }
            Field::Role(wanted) => facts.roles().any(|(_, role)| role == *wanted),
            Field::Date(term) => facts.date().is_some_and(|date| term.holds(date)),
            Field::Language(language) => facts.language() == *language,
            Field::Kind(kind) => facts.kind() == Some(*kind),
            Field::Source(parts) => {
                let parts: Vec<String> = parts.iter().map(|part| fold(part)).collect();
                facts.sources().any(|source| {
                    let source = fold(source);
                    parts.iter().any(|part| source.contains(part.as_str()))
                })
            }
            Field::Path(parts) => parts.iter().any(|part| facts.path().contains(part.as_str())),
            Field::Has(feature) => facts.has(*feature),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Query;
    use super::*;
    use crate::model::Day;

    struct Row;

    impl Facts for Row {
        fn party(&self) -> Option<&str> {
            Some("xx-dawn")
        }
        fn roles(&self) -> impl Iterator<Item = (&str, Role)> {
            [("xx-dawn", Role::Speaker), ("xx-garden", Role::Mentioned)].into_iter()
        }
        fn date(&self) -> Option<&Date> {
            None
        }
        fn language(&self) -> Language {
            Language::Fa
        }
        fn kind(&self) -> Option<Kind> {
            Some(Kind::Letter)
        }
        fn sources(&self) -> impl Iterator<Item = &str> {
            ["خبرگزاری نمونه", "https://Example.org/a"].into_iter()
        }
        fn path(&self) -> &str {
            "2016/letters.jsonl"
        }
        fn has(&self, feature: Feature) -> bool {
            feature == Feature::Lead
        }
    }

    fn parties() -> Parties {
        let mut parties = Parties::default();
        parties.add("xx-dawn", ["حزب سپیده", "DP", "حزب الفجر"]);
        parties.add("xx-new-dawn", ["حزب سپیده نو", "NDP"]);
        parties.add("xx-garden", ["جبههٔ باغ ایران"]);
        parties
    }

    fn check_meant(name: &str, expected: &[&str]) {
        assert_eq!(parties().meant(name).into_iter().collect::<Vec<_>>(), expected, "{name}");
    }

    #[test]
    fn a_name_means_those_that_are_called_so_before_those_that_hold_it() {
        check_meant("حزب سپیده", &["xx-dawn"]);
        check_meant("سپيده", &["xx-dawn", "xx-new-dawn"]);
        check_meant("dp", &["xx-dawn"]);
        check_meant("xx-garden", &["xx-garden"]);
        check_meant("فجر", &["xx-dawn"]);
        check_meant("باغ جبهه", &["xx-garden"]);
        check_meant("سپی", &["xx-dawn", "xx-new-dawn"]);
        check_meant("کوه", &[]);
        check_meant(" ", &[]);
    }

    const TODAY: Day = Day { year: 2026, month: 11, day: 21 };

    fn check(query: &str, expected: bool) {
        let (parsed, all) = (Query::parse(query, TODAY), parties());
        let known = Known::new(&parsed.root, &all);
        let conditions = match &parsed.root {
            Expr::All(parts) => parts.as_slice(),
            one => std::slice::from_ref(one),
        };
        let holds = |part: &Expr| matches!(part, Expr::Field(field) if known.answers(&Row, field, conditions));
        assert_eq!(conditions.iter().all(holds), expected, "{query}");
    }

    #[test]
    fn conditions_hold_by_what_is_known() {
        check("party:سپیده", true);
        check("party:باغ", false);
        check("party:باغ,dp", true);
        check("party:باغ role:mentioned", true);
        check("party:dp role:mentioned", false);
        check("role:subject", false);
        check("lang:fa kind:letter", true);
        check("kind:news", false);
        check("site:EXAMPLE.ORG", true);
        check("site:نمونه", true);
        check("path:2016/", true);
        check("has:lead", true);
        check("cut:true", false);
        check("date:1400", false);
    }

    #[test]
    fn an_unlisted_party_is_meant_as_closely_as_listed_ones_are() {
        let check =
            |name, called, expected| assert_eq!(parties().unlisted(name).is("seen-1", called), expected, "{name}");
        check("حزب کوه", "حزب کوه", true);
        check("كوه", "حزب کوه", true);
        check("کو", "حزب کوه", true);
        check("دریا", "حزب کوه", false);
        // One is called just so.
        check("حزب سپیده", "حزب سپیده شرق", false);
        check("سپیده", "حزب سپیده شرق", true);
        check("باغ", "حزب باغبان", false);
        check("", "حزب کوه", false);
        check("seen-1", "حزب کوه", true);
        check("seen-2", "حزب کوه", false);
    }

    #[test]
    fn names_that_mean_nobody_are_told() {
        let (query, all) = (Query::parse("party:کوه -party:dp", TODAY), parties());
        assert_eq!(Known::new(&query.root, &all).unknown(), ["کوه"]);
        let query = Query::parse("party:dp,دریا", TODAY);
        assert_eq!(Known::new(&query.root, &all).unknown(), ["دریا"]);
    }
}
