//! The known political bodies, read from a data file.
//!
//! The embedded file is the default; it is parsed without failing, a row that is too short is left out.
//! Knows nothing of how names are found.

use crate::model::{BodyKind, Party, PartyId};
use std::collections::HashMap;

/// The bodies in the order of their file, found by id.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    pub(super) parties: Vec<Party>,
    /// Whether the one-word names of each body are everyday words.
    pub(super) common: Vec<bool>,
    /// Where each id leads: its own, and those of what was merged into it.
    pub(super) by_id: HashMap<String, usize>,
}

impl Gazetteer {
    /// The bodies that the program ships with.
    #[must_use]
    pub fn embedded() -> Self {
        Self::read(include_str!("../data/parties.tsv"))
    }

    /// Reads rows as the embedded file has them, under `[country]` headings.
    #[must_use]
    pub fn read(source: &str) -> Self {
        let mut gazetteer = Self::default();
        let mut country = String::new();
        for line in source.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            if let Some(heading) = line.strip_prefix('[') {
                country = heading.split(']').next().unwrap_or_default().to_owned();
                continue;
            }
            let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
            let field = |index: usize| fields.get(index).copied().unwrap_or_default();
            let list = |index: usize| -> Vec<String> {
                field(index).split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
            };
            if field(0).is_empty() || field(2).is_empty() {
                continue;
            }
            let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            gazetteer.by_id.insert(field(0).to_owned(), gazetteer.parties.len());
            gazetteer.common.push(field(7) == "common");
            gazetteer.parties.push(Party {
                id: PartyId(field(0).to_owned()),
                kind: BodyKind::from_name(field(1)).unwrap_or_default(),
                country: country.clone(),
                name: field(2).to_owned(),
                english: some(field(3)),
                latin: list(4),
                aliases: list(5),
                weak: list(6),
            });
        }
        gazetteer
    }

    /// The body of that id.
    #[must_use]
    pub fn get(&self, id: &PartyId) -> Option<&Party> {
        self.by_id.get(&id.0).and_then(|&index| self.parties.get(index))
    }

    /// All bodies, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Party> {
        self.parties.iter()
    }

    pub(super) fn at(&self, index: usize) -> Option<&Party> {
        self.parties.get(index)
    }

    pub(in crate::extract) fn index(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// True if the one-word names of the body are everyday words.
    pub(super) fn is_common(&self, index: usize) -> bool {
        self.common.get(index).copied().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_bodies_are_whole() {
        let gazetteer = Gazetteer::embedded();
        assert!(gazetteer.iter().count() >= 400);
        assert_eq!(gazetteer.by_id.len(), gazetteer.parties.len(), "an id comes twice");
        assert!(gazetteer.iter().all(|party| !party.country.is_empty() && party.id.0.contains('-')));
    }

    #[test]
    fn rows_give_their_fields() {
        let gazetteer = Gazetteer::read(
            "[XX] Nowhere\nxx-a\tparty\tحزب نمونه\tSample Party\tSP; S\tنمونه ایران\tنمونه\tcommon\tQ1\n\nbad\n",
        );
        let party = gazetteer.get(&PartyId("xx-a".to_owned())).unwrap();
        assert_eq!((party.country.as_str(), party.kind), ("XX", BodyKind::Party));
        assert_eq!((party.latin.len(), party.aliases.len(), party.weak.len()), (2, 1, 1));
        assert!(gazetteer.is_common(0));
        assert_eq!(gazetteer.iter().count(), 1);
    }
}
