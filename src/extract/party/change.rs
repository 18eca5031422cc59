//! Changes to the known bodies that a user asks for: one more, another name, two that are one.
//!
//! A change says only what is different; a body keeps all else that is known of it. An old name keeps its meaning
//! unless it is taken away by name. Knows nothing of files and lines.

use super::gazetteer::Gazetteer;
use crate::model::{BodyKind, Party, PartyId};
use crate::text::fold::fold;

/// What is to be different about one body.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Change {
    /// Its id; that of no known body makes one more.
    pub(crate) id: String,
    /// Its name from now on.
    pub(crate) name: Option<String>,
    pub(crate) kind: Option<BodyKind>,
    pub(crate) country: Option<String>,
    pub(crate) english: Option<String>,
    /// More names.
    pub(crate) aliases: Vec<String>,
    /// More everyday words.
    pub(crate) weak: Vec<String>,
    /// More short Latin names.
    pub(crate) latin: Vec<String>,
    /// Names that mean it no longer.
    pub(crate) without: Vec<String>,
}

impl Gazetteer {
    /// Makes a change; false if the body is not known and the change gives it no name.
    pub(crate) fn change(&mut self, change: &Change) -> bool {
        let index = match (self.index(&change.id), &change.name) {
            (Some(index), _) => index,
            (None, Some(name)) => self.add(&change.id, name),
            (None, None) => return false,
        };
        let Some(party) = self.parties.get_mut(index) else { return false };
        if let Some(name) = change.name.clone().filter(|name| *name != party.name) {
            party.aliases.push(std::mem::replace(&mut party.name, name));
        }
        party.kind = change.kind.unwrap_or(party.kind);
        party.country = change.country.clone().unwrap_or_else(|| std::mem::take(&mut party.country));
        party.english = change.english.clone().or_else(|| party.english.take());
        let lists =
            [(&mut party.aliases, &change.aliases), (&mut party.weak, &change.weak), (&mut party.latin, &change.latin)];
        let gone: Vec<String> = change.without.iter().map(|name| fold(name)).collect();
        for (known, more) in lists {
            known.extend(more.iter().cloned());
            known.retain(|name| !gone.contains(&fold(name)));
        }
        true
    }

    /// What a change would take away that is no name of its body.
    pub(crate) fn unknown_names<'a>(&self, change: &'a Change) -> Vec<&'a str> {
        if change.without.is_empty() {
            return Vec::new();
        }
        let party = self.index(&change.id).and_then(|index| self.parties.get(index));
        let known = party.into_iter().flat_map(|party| {
            std::iter::once(&party.name).chain(&party.aliases).chain(&party.weak).chain(&party.latin)
        });
        let known: Vec<String> = known.chain(&change.name).map(|name| fold(name)).collect();
        change.without.iter().filter(|name| !known.contains(&fold(name))).map(String::as_str).collect()
    }

    /// Adds a body of which nothing but its name is known, and gives its index.
    fn add(&mut self, id: &str, name: &str) -> usize {
        let index = self.parties.len();
        self.by_id.insert(id.to_owned(), index);
        self.common.push(false);
        self.parties.push(Party {
            id: PartyId(id.to_owned()),
            kind: BodyKind::default(),
            country: String::new(),
            name: name.to_owned(),
            aliases: Vec::new(),
            weak: Vec::new(),
            latin: Vec::new(),
            english: None,
        });
        index
    }

    /// Makes one body of two: the names and the id of `other` mean the body `id` from now on.
    ///
    /// `other` may be the id of a body that is only met in texts. False if one of them is not known or if they are one
    /// already.
    pub(crate) fn merge(&mut self, id: &str, other: &str) -> bool {
        let Some(kept) = self.index(id) else { return false };
        match self.index(other) {
            Some(merged) if merged == kept => false,
            Some(merged) => {
                let gone = self.parties.remove(merged);
                let common = self.common.remove(merged);
                for index in self.by_id.values_mut() {
                    *index = if *index == merged { kept } else { *index };
                    *index -= usize::from(*index > merged);
                }
                if let Some(party) = self.index(id).and_then(|kept| self.parties.get_mut(kept)) {
                    party.aliases.push(gone.name);
                    // What was an everyday word for one of them is no name of both.
                    let (weak, strong): (Vec<_>, Vec<_>) =
                        gone.aliases.into_iter().partition(|name| common && !name.contains(' '));
                    party.aliases.extend(strong);
                    party.weak.extend(gone.weak.into_iter().chain(weak));
                    party.latin.extend(gone.latin);
                }
                true
            }
            None if other.starts_with("seen-") => {
                self.by_id.insert(other.to_owned(), kept);
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODIES: &str = "[XX] a\nxx-a\tparty\tحزب الف\tA\tAAA\tالفيون\tالف\nxx-b\tfront\tحزب باء\t\tBBB\tالبائيون\nxx-c\tparty\tحزب جيم";

    /// The bodies as `id name|aliases|weak|latin`.
    fn picture(gazetteer: &Gazetteer) -> Vec<String> {
        let picture = |party: &Party| {
            let lists = [&party.aliases, &party.weak, &party.latin].map(|list| list.join(";"));
            format!("{} {}|{}", party.id.0, party.name, lists.join("|"))
        };
        gazetteer.iter().map(picture).collect()
    }

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn a_change_adds_to_what_is_known() {
        let mut gazetteer = Gazetteer::read(BODIES);
        let change = Change {
            id: "xx-a".to_owned(),
            name: Some("حزب الف الجديد".to_owned()),
            aliases: texts(&["ألف"]),
            latin: texts(&["ANA"]),
            without: texts(&["الفيون"]),
            ..Change::default()
        };
        assert!(gazetteer.change(&change));
        assert_eq!(picture(&gazetteer)[0], "xx-a حزب الف الجديد|حزب الف;ألف|الف|AAA;ANA");
        let party = gazetteer.iter().next().unwrap();
        assert_eq!((party.country.as_str(), party.english.as_deref()), ("XX", Some("A")));
    }

    #[test]
    fn a_new_body_needs_a_name() {
        let mut gazetteer = Gazetteer::read(BODIES);
        let change = Change { id: "yy-z".to_owned(), country: Some("YY".to_owned()), ..Change::default() };
        assert!(!gazetteer.change(&change));
        assert!(gazetteer.change(&Change { name: Some("حزب ياء".to_owned()), ..change }));
        assert_eq!(gazetteer.get(&PartyId("yy-z".to_owned())).map(|party| party.country.as_str()), Some("YY"));
    }

    #[test]
    fn two_become_one() {
        let mut gazetteer = Gazetteer::read(BODIES);
        assert!(gazetteer.merge("xx-c", "xx-a"));
        assert!(gazetteer.merge("xx-c", "seen-حزب-دال"));
        assert!(!gazetteer.merge("xx-c", "xx-a"));
        assert!(!gazetteer.merge("xx-c", "xx-c"));
        assert!(!gazetteer.merge("xx-c", "xx-nobody"));
        assert_eq!(picture(&gazetteer), ["xx-b حزب باء|البائيون||BBB", "xx-c حزب جيم|حزب الف;الفيون|الف|AAA"]);
        for id in ["xx-a", "xx-c", "seen-حزب-دال"] {
            assert_eq!(gazetteer.get(&PartyId(id.to_owned())).map(|party| party.id.0.as_str()), Some("xx-c"));
        }
        assert_eq!(gazetteer.get(&PartyId("xx-b".to_owned())).map(|party| party.id.0.as_str()), Some("xx-b"));
    }
}
