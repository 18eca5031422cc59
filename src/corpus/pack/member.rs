//! Under which name a member of an archive is known.
//!
//! A name is only ever shown, compared and hashed, never used as a path on disk; still `..` and roots
//! are taken out of it, and so is what could mislead on a screen. Names of old archives that are not
//! UTF-8 are decoded like text. Two members of one name are told apart by a number.

use crate::corpus::decode::decode;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

/// Members that are read of one archive at most.
pub(in crate::corpus) const MOST_MEMBERS: usize = 1_000_000;

/// Bytes of a name that are looked at.
const LONGEST: usize = 4096;

/// The names given so far in one archive.
#[derive(Default)]
pub(in crate::corpus) struct Names {
    hasher: RandomState,
    /// How often each name, by its hash, was met.
    met: HashMap<u64, usize>,
}

impl Names {
    /// The path of a member of the archive at `archive`; none for one that is passed over as hidden.
    pub(in crate::corpus) fn path(&mut self, archive: &str, raw: &[u8]) -> Option<String> {
        let name = clean(&text(raw));
        let name = if name.is_empty() { "?" } else { name.as_str() };
        if name.split('/').any(is_hidden) {
            return None;
        }
        let times = self.met.entry(self.hasher.hash_one(name)).or_default();
        *times += 1;
        Some(if *times == 1 { format!("{archive}/{name}") } else { format!("{archive}/{name}~{times}") })
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

    fn check(raw: &[u8], expected: Option<&str>) {
        assert_eq!(Names::default().path("a.zip", raw).as_deref(), expected, "{raw:?}");
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
        assert!(names.path("a.zip", b"\xFF\xFE\x81").is_some());
    }

    #[test]
    fn names_met_again_are_numbered() {
        let mut names = Names::default();
        let given = ["a", "b", "./a", "a"].map(|name| names.path("z", name.as_bytes()).unwrap());
        assert_eq!(given, ["z/a", "z/b", "z/a~2", "z/a~3"]);
    }
}
