//! The words that no rule of endings can know (`text/data/plurals.txt`).

use crate::text::fold::fold;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const SOURCE: &str = include_str!("../data/plurals.txt");

/// The lists, folded.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// For each word the numbers of the groups it is in.
    groups: HashMap<String, Vec<usize>>,
    members: Vec<Group>,
    whole: HashSet<String>,
}

#[derive(Debug)]
struct Group {
    same: bool,
    words: Vec<String>,
}

impl Table {
    pub(super) fn get() -> &'static Self {
        static TABLE: LazyLock<Table> = LazyLock::new(Table::read);
        &TABLE
    }

    fn read() -> Self {
        let mut table = Self::default();
        let mut section = "";
        for line in SOURCE.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = name;
                continue;
            }
            let words: Vec<String> = line.split_whitespace().map(fold).collect();
            if section == "whole" {
                table.whole.extend(words);
                continue;
            }
            for word in &words {
                let groups = table.groups.entry(word.clone()).or_default();
                if !groups.contains(&table.members.len()) {
                    groups.push(table.members.len());
                }
            }
            table.members.push(Group { same: section == "same", words });
        }
        table
    }

    /// The words that stand with `word` in a group, each with whether they are only another spelling of it.
    pub(super) fn kin(&self, word: &str) -> impl Iterator<Item = (&str, bool)> {
        let groups = self.groups.get(word).map_or(&[][..], Vec::as_slice);
        groups
            .iter()
            .filter_map(|number| self.members.get(*number))
            .flat_map(|group| group.words.iter().map(|word| (word.as_str(), group.same)))
    }

    /// True for a word that is not made of parts.
    pub(super) fn is_whole(&self, word: &str) -> bool {
        self.whole.contains(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sound() {
        let table = Table::get();
        assert!(table.members.len() > 80 && table.whole.len() > 150);
        for group in &table.members {
            assert!(group.words.iter().all(|word| *word == fold(word) && word.chars().nth(1).is_some()));
        }
        assert!(table.kin("حزب").any(|(word, same)| word == "احزاب" && !same));
        assert!(table.kin("هیات").any(|(word, same)| word == "هییت" && same));
        assert!(table.is_whole("ایران") && !table.is_whole("ایرانی"));
        assert_eq!(table.kin("").count(), 0);
    }
}
