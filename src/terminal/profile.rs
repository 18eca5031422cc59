//! What is known of the terminal: how it wants its rows, what goes before and after, what it understands.
//!
//! A [`ProfileName`] is one of the eight ways of talking to a terminal that every measured one needs; a [`Profile`]
//! is that way with the details that were asked. `known` says which terminal needs which, `probe` asks it.

use super::encode::{Encoder, Ink, StyledCell, without_marks};
use std::borrow::Cow;
use std::fmt;

/// What is known of a terminal.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Profile {
    /// How it is talked to.
    pub name: ProfileName,
    /// Whether it shows marks over their letters.
    pub marks: Marks,
    /// True if it shows a frame only when it is complete (mode 2026).
    pub synchronized: bool,
    /// True if a part of a row can be scrolled (left and right margins, mode 69).
    pub margins: bool,
    /// What is known of the colour of its letters.
    pub ink: Ink,
}

/// A way of talking to a terminal: the encoder of its rows, and its greeting and farewell.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum ProfileName {
    /// It never reorders: cells as they are to be seen.
    #[default]
    Visual,
    /// It leaves the order alone once it is told to by BDSM, which all profiles do.
    Bdsm,
    /// Konsole, whose own switch turns its reordering off.
    Konsole,
    /// mlterm, likewise.
    Mlterm,
    /// It may reorder runs of cells of one look: no two neighbours look the same. The safe default.
    Sgr,
    /// It reorders every row by UAX #9 from the left: rows are sent so that this makes the wanted ones.
    Inverse,
    /// The same where brackets are not mirrored and letters are joined anew: Konsole behind tmux.
    InverseZwnj,
    /// kitty, which turns each run of letters round and leaves the runs where they are.
    Kitty,
}

/// What is done with marks over and under right-to-left letters.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Marks {
    /// They are sent after their letter.
    #[default]
    Keep,
    /// They are left out, since the terminal would show them elsewhere, or their letter not at all.
    Strip,
}

impl Profile {
    /// Returns what is sent for the cells of a whole row in this terminal; see [`Encoder::arrange`].
    #[must_use]
    pub fn arrange<'a>(&self, mut cells: Vec<StyledCell<'a>>) -> Vec<StyledCell<'a>> {
        if self.marks == Marks::Strip {
            for cell in &mut cells {
                let kept = without_marks(&cell.symbol).len();
                match &mut cell.symbol {
                    Cow::Borrowed(symbol) => *symbol = symbol.get(..kept).unwrap_or(symbol),
                    Cow::Owned(symbol) => symbol.truncate(kept),
                }
            }
        }
        self.name.encoder().arrange(cells, self.ink)
    }

    /// Returns false if every row is sent as it stands.
    #[must_use]
    pub fn rearranges(&self) -> bool {
        self.marks == Marks::Strip || self.name.encoder() != Encoder::Visual
    }
}

impl ProfileName {
    /// All of them, in the order of the documentation.
    pub const ALL: [Self; 8] = [
        Self::Visual,
        Self::Bdsm,
        Self::Konsole,
        Self::Mlterm,
        Self::Sgr,
        Self::Inverse,
        Self::InverseZwnj,
        Self::Kitty,
    ];

    /// Their names, in the same order.
    pub const NAMES: [&'static str; 8] = {
        let mut names = [""; Self::ALL.len()];
        let mut at = 0;
        while at < names.len() {
            names[at] = Self::ALL[at].as_str();
            at += 1;
        }
        names
    };

    /// The ways that calibration tries, where none has switches of its own: the first that reads right is one to use.
    pub const TRIED: [Self; 4] = [Self::Sgr, Self::Inverse, Self::Kitty, Self::InverseZwnj];

    /// Returns its name, as it is typed.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Visual => "visual",
            Self::Bdsm => "bdsm",
            Self::Konsole => "konsole",
            Self::Mlterm => "mlterm",
            Self::Sgr => "sgr",
            Self::Inverse => "inverse",
            Self::InverseZwnj => "inverse-zwnj",
            Self::Kitty => "kitty",
        }
    }

    /// Returns the one of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.as_str() == name)
    }

    /// Returns how its rows are sent.
    #[must_use]
    pub const fn encoder(self) -> Encoder {
        match self {
            Self::Visual | Self::Bdsm | Self::Konsole | Self::Mlterm => Encoder::Visual,
            Self::Sgr => Encoder::Sgr,
            Self::Inverse => Encoder::Inverse,
            Self::InverseZwnj => Encoder::InverseZwnj,
            Self::Kitty => Encoder::Kitty,
        }
    }

    /// Returns the switches that go before everything that is drawn.
    ///
    /// In other terminals they mean something else (OSC 50 sets xterm's font), so only the one that was named gets them.
    #[must_use]
    pub const fn greeting(self) -> &'static [u8] {
        match self {
            Self::Konsole => b"\x1b]50;BidiRenderingEnabled=false\x07",
            Self::Mlterm => b"\x1b]5379;use_ctl=false\x07",
            _ => b"",
        }
    }

    /// Returns what takes the greeting back.
    #[must_use]
    pub const fn farewell(self) -> &'static [u8] {
        match self {
            Self::Konsole => b"\x1b]50;BidiRenderingEnabled=true\x07",
            Self::Mlterm => b"\x1b]5379;use_ctl=true\x07",
            _ => b"",
        }
    }
}

impl fmt::Display for ProfileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Marks {
    /// Returns its name, as it is typed.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Strip => "strip",
        }
    }

    /// Returns the one of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Keep, Self::Strip].into_iter().find(|marks| marks.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::super::encode::write;
    use super::*;
    use crossterm::style::ContentStyle;

    fn check(profile: &Profile, symbols: &[&'static str], expected: &str) {
        let cell = |(column, symbol): (u16, &'static str)| StyledCell {
            column,
            symbol: symbol.into(),
            width: 1,
            style: ContentStyle::default(),
        };
        let cells: Vec<StyledCell<'_>> = (0..).zip(symbols.iter().copied()).map(cell).collect();
        let mut out = Vec::new();
        write(0, &profile.arrange(cells), &mut out);
        assert_eq!(String::from_utf8(out).unwrap().replace('\x1b', "^"), expected);
    }

    #[test]
    fn marks_are_kept_or_stripped() {
        let strip = Profile { marks: Marks::Strip, ..Profile::default() };
        check(&Profile::default(), &["e\u{301}", "\u{FE8F}\u{64E}"], "^[1;1He\u{301}\u{FE8F}\u{64E}");
        check(&strip, &["e\u{301}", "\u{FE8F}\u{64E}"], "^[1;1He\u{301}\u{FE8F}");
        check(&strip, &["e\u{301}"], "^[1;1He\u{301}");
    }

    #[test]
    fn a_colour_that_is_known_is_what_alternates() {
        let profile = Profile { name: ProfileName::Sgr, ink: Ink::Rgb(9, 9, 9), ..Profile::default() };
        check(&profile, &["\u{5D1}", "\u{5D2}"], "^[1;1H^[0;38;2;9;9;8m\u{5D1}^[0;38;2;9;9;9m\u{5D2}^[0m");
        check(&profile, &["a", "b"], "^[1;1Hab");
        let visual = Profile { name: ProfileName::Visual, ..profile };
        check(&visual, &["\u{5D1}", "\u{5D2}"], "^[1;1H\u{5D1}\u{5D2}");
    }

    #[test]
    fn every_name_is_read_back() {
        for profile in ProfileName::ALL {
            assert_eq!(ProfileName::parse(profile.as_str()), Some(profile));
            assert_eq!(profile.greeting().is_empty(), profile.farewell().is_empty(), "{profile}");
        }
        assert_eq!(ProfileName::NAMES, ProfileName::ALL.map(ProfileName::as_str));
        assert!(ProfileName::TRIED.iter().all(|tried| tried.greeting().is_empty()));
        assert_eq!(ProfileName::parse("xterm"), None);
        assert_eq!(Marks::parse("strip"), Some(Marks::Strip));
    }
}
