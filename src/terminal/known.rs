//! Which terminal needs which profile, by what it answers.
//!
//! Pure rules over [`Answers`], from measured terminals; `probe` collects the answers. Variables that do not come
//! through an SSH connection play no part.

use super::profile::{Marks, ProfileName};

/// What the terminal and those before it said of themselves; empty or none where they said nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Answers {
    /// XTVERSION: name and version.
    pub version: String,
    /// DA1.
    pub primary: Vec<u32>,
    /// DA2.
    pub secondary: Vec<u32>,
    /// DA3: a number for the make, in hexadecimal digits.
    pub tertiary: String,
    /// DECRQM of BDSM (ANSI mode 8): 0 unknown, 1 set, 2 reset, 3 and 4 for ever so.
    pub bdsm: Option<u32>,
    /// DECRQM of synchronized updates (DEC mode 2026).
    pub synchronized: Option<u32>,
    /// DECRQM of left and right margins (DEC mode 69).
    pub margins: Option<u32>,
    /// Columns that a lam and an alef take.
    pub lam_alef: Option<u32>,
    /// Columns that a ZWNJ takes.
    pub zwnj: Option<u32>,
    /// The variable TERM.
    pub term: String,
    /// Inside tmux: the type and the name of the terminal around it, as tmux knows them.
    pub tmux: Option<(String, String)>,
}

/// The profile that a terminal needs, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// How it is talked to.
    pub name: ProfileName,
    /// Whether it shows marks.
    pub marks: Marks,
    /// What it was known by, for people.
    pub why: String,
    /// False if only calibration can tell.
    pub sure: bool,
}

impl Answers {
    /// Returns what a remembered calibration is kept under: the same for the same kind of terminal, wherever it is.
    #[must_use]
    pub fn identity(&self) -> String {
        let numbers = self.secondary.iter().map(u32::to_string).collect::<Vec<_>>().join(";");
        let outer = self.tmux.as_ref().map(|(kind, name)| format!("|{kind}|{name}")).unwrap_or_default();
        format!("{}|{numbers}|{}{outer}", self.version, self.term)
    }

    /// Returns the profile for these answers.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        Verdict { name: ProfileName::Visual, marks: Marks::Keep, why: "not asked yet".to_owned(), sure: false }
    }
}
