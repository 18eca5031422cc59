//! Under which name a member of an archive is known.
//!
//! A name is only ever shown, compared and hashed, never used as a path on disk; still `..` and roots
//! are taken out of it, and so is what could mislead on a screen. Names of old archives that are not
//! UTF-8 are decoded like text. Two members of one name are told apart by a number, also where one lies in
//! an archive within the archive, so that every path is that of one member; the same archive gives the same.

use crate::corpus::decode::decode;
use crate::corpus::project;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasher, RandomState};

/// Members that are read of one file at most, those of archives within it too.
pub(in crate::corpus) const MOST_MEMBERS: usize = 1_000_000;

/// Bytes of a name that are looked at.
const LONGEST: usize = 4096;

/// What a member goes by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::corpus) enum Name {
    /// Its path: that of its archive, `/` and its name.
    Path(String),
    /// It is passed over as hidden.
    Hidden,
    /// It is named as a file of settings is.
    Settings(String),
}

/// The names given so far in one file and the archives within it.
#[derive(Default)]
pub(in crate::corpus) struct Names {
    hasher: RandomState,
    /// The paths given, by their hashes, and with which number the next of that path is tried.
    met: HashMap<u64, u32>,
}

impl Names {
    /// How many paths were given.
    pub(in crate::corpus) fn given(&self) -> usize {
        self.met.len()
    }

    /// What a member of the archive at `archive` goes by.
    pub(in crate::corpus) fn name(&mut self, archive: &str, raw: &[u8]) -> Name {
        let name = clean(&text(raw));
        let name = if name.is_empty() { "?" } else { name.as_str() };
        if name.split('/').any(is_hidden) {
            return Name::Hidden;
        }
        let last = name.rsplit('/').next().unwrap_or(name);
        if project::is_config(last.as_ref()) {
            return Name::Settings(name.to_owned());
        }
        let path = format!("{archive}/{name}");
        let hash = self.hasher.hash_one(path.as_str());
        let Some(&(mut number)) = self.met.get(&hash) else {
            self.met.insert(hash, 2);
            return Name::Path(path);
        };
        loop {
            let numbered = format!("{path}~{number}");
            number += 1;
            if let Entry::Vacant(free) = self.met.entry(self.hasher.hash_one(numbered.as_str())) {
                free.insert(2);
                self.met.insert(hash, number);
                return Name::Path(numbered);
            }
        }
    }
}

/// Hidden and version-control folders, as on disk, and what macOS puts beside every file.
fn is_hidden(part: &str) -> bool {
    part.starts_with('.') || matches!(part, "CVS" | "_darcs" | "__MACOSX" | "Thumbs.db" | "desktop.ini")
}

fn text(raw: &[u8]) -> String {
    let raw = raw.get(..raw.len().min(LONGEST)).unwrap_or(raw);
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => decode(raw.to_vec()).text,
    }
}

/// The name with `/` between its parts and without what leads elsewhere or misleads.
fn clean(name: &str) -> String {
    let shown = |character: char| match character {
        '\\' => '/',
        // Directional marks and overrides reorder what stands around them.
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
        '\u{2028}' | '\u{2029}' | '\u{FEFF}' => '\u{FFFD}',
        character if character.is_control() => '\u{FFFD}',
        character => character,
    };
    let name: String = name.chars().map(shown).collect();
    name.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(names: &mut Names, archive: &str, raw: &[u8]) -> Option<String> {
        match names.name(archive, raw) {
            Name::Path(path) => Some(path),
            Name::Hidden | Name::Settings(_) => None,
        }
    }

    fn check(raw: &[u8], expected: Option<&str>) {
        assert_eq!(path(&mut Names::default(), "a.zip", raw).as_deref(), expected, "{raw:?}");
    }

    #[test]
    fn a_name_is_a_path_below_its_archive() {
        check(b"page.txt", Some("a.zip/page.txt"));
        check("بیانیه/۱.txt".as_bytes(), Some("a.zip/بیانیه/۱.txt"));
        check(b"folder\\page.txt", Some("a.zip/folder/page.txt"));
        check(b"", Some("a.zip/?"));
    }

    #[test]
    fn nothing_leads_out_of_the_archive() {
        check(b"../../etc/passwd", Some("a.zip/etc/passwd"));
        check(b"/etc//./passwd", Some("a.zip/etc/passwd"));
        check(b"..", Some("a.zip/?"));
    }

    #[test]
    fn nothing_misleads() {
        check("a\u{202E}txt.exe\u{1B}[1m\n".as_bytes(), Some("a.zip/a\u{FFFD}txt.exe\u{FFFD}[1m\u{FFFD}"));
    }

    #[test]
    fn hidden_members_are_passed_over() {
        for name in ["__MACOSX/._page.txt", ".DS_Store", "a/.git/config", "CVS/Root", "a/Thumbs.db"] {
            check(name.as_bytes(), None);
        }
        check(b"a.b/c", Some("a.zip/a.b/c"));
    }

    #[test]
    fn old_names_are_decoded() {
        let (bytes, ..) = encoding_rs::WINDOWS_1256.encode("بيان الحزب.txt");
        check(&bytes, Some("a.zip/بيان الحزب.txt"));
        let mut names = Names::default();
        assert!(path(&mut names, "a.zip", b"\xFF\xFE\x81").is_some());
    }

    #[test]
    fn names_met_again_are_numbered() {
        let mut names = Names::default();
        let given = ["a", "b", "./a", "a"].map(|name| path(&mut names, "z", name.as_bytes()).unwrap());
        assert_eq!(given, ["z/a", "z/b", "z/a~2", "z/a~3"]);
    }

    #[test]
    fn no_path_is_given_twice() {
        let given = |members: &[(&str, &str)]| -> Vec<String> {
            let mut names = Names::default();
            members.iter().map(|(archive, name)| path(&mut names, archive, name.as_bytes()).unwrap()).collect()
        };
        assert_eq!(given(&[("z", "a"), ("z", "a"), ("z", "a~2")]), ["z/a", "z/a~2", "z/a~2~2"]);
        assert_eq!(given(&[("z", "a~2"), ("z", "a"), ("z", "a")]), ["z/a~2", "z/a", "z/a~3"]);
        // A folder that is named as the archive beside it.
        assert_eq!(
            given(&[("z", "in.zip"), ("z/in.zip", "p"), ("z", "in.zip/p")]),
            ["z/in.zip", "z/in.zip/p", "z/in.zip/p~2"]
        );
        let many: Vec<(&str, &str)> = (0..20_000).map(|_| ("z", "a")).collect();
        let names: std::collections::HashSet<_> = given(&many).into_iter().collect();
        assert_eq!(names.len(), many.len());
    }

    #[test]
    fn settings_are_no_members() {
        let name = |raw: &str| Names::default().name("z", raw.as_bytes());
        assert_eq!(name("parties.toml"), Name::Settings("parties.toml".to_owned()));
        assert_eq!(name("sub\\reader.toml"), Name::Settings("sub/reader.toml".to_owned()));
        assert_eq!(name("my-parties.toml"), Name::Path("z/my-parties.toml".to_owned()));
    }
}
