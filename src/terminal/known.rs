//! Which terminal needs which profile, by what it answers.
//!
//! Pure rules over [`Answers`], from measured terminals and, where none was at hand, from what they document;
//! `probe` collects the answers. A terminal is known by its name where it tells one, then by what it can do, then by
//! the numbers it answers to DA1 and DA2. Variables that do not come through an SSH connection play no part.

use super::encode::Ink;
use super::profile::{Marks, ProfileName};
use Marks::{Keep, Strip};
use ProfileName::{Bdsm, Inverse, InverseZwnj, Kitty, Konsole, Mlterm, Sgr, Visual};

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
    /// OSC 10: red, green and blue of the letters.
    pub foreground: Option<(u8, u8, u8)>,
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

/// A terminal that tells its name.
struct Named {
    /// How its name begins, in any case.
    begins: &'static str,
    /// How it is talked to, and whether that is sure.
    itself: (ProfileName, bool),
    /// The same through a tmux within it, which keeps BDSM and private switches from it.
    tmux: (ProfileName, bool),
    marks: Marks,
}

const fn named(begins: &'static str, itself: (ProfileName, bool), tmux: (ProfileName, bool), marks: Marks) -> Named {
    Named { begins, itself, tmux, marks }
}

/// By XTVERSION. Those whose reordering is a setting are not sure.
const VERSIONS: [Named; 16] = [
    named("kitty(", (Kitty, true), (Kitty, true), Strip),
    named("Konsole", (Konsole, true), (InverseZwnj, true), Keep),
    named("mlterm", (Mlterm, true), (Inverse, false), Keep),
    named("VTE(", (Bdsm, true), (Inverse, true), Keep),
    named("XTerm(", (Visual, true), (Visual, true), Keep),
    named("xterm.js", (Sgr, true), (Sgr, true), Keep),
    named("foot(", (Visual, true), (Visual, true), Strip),
    named("ghostty", (Visual, true), (Visual, true), Strip),
    named("WezTerm", (Visual, true), (Visual, true), Strip),
    named("Alacritty", (Visual, true), (Visual, true), Strip),
    named("Windows Terminal", (Visual, true), (Visual, true), Strip),
    named("mintty", (Bdsm, true), (Inverse, false), Strip),
    named("SwiftTerm", (Bdsm, true), (Inverse, false), Strip),
    named("Otty", (Bdsm, true), (Inverse, false), Strip),
    named("iTerm2", (Visual, false), (Visual, false), Strip),
    named("contour", (Visual, false), (Visual, false), Strip),
];

/// By TERM, where they tell nothing else: of the terminal itself, or as tmux has it from the one around it.
const TERMS: [Named; 13] = [
    named("alacritty", (Visual, true), (Visual, true), Strip),
    named("st-", (Visual, true), (Visual, true), Strip),
    named("stterm", (Visual, true), (Visual, true), Strip),
    named("linux", (Visual, true), (Visual, true), Strip),
    named("xterm-kitty", (Kitty, true), (Kitty, true), Strip),
    named("foot", (Visual, true), (Visual, true), Strip),
    named("xterm-ghostty", (Visual, true), (Visual, true), Strip),
    named("wezterm", (Visual, true), (Visual, true), Strip),
    named("rxvt", (Visual, true), (Visual, true), Keep),
    named("putty", (Inverse, true), (Inverse, true), Keep),
    named("vte", (Sgr, false), (Inverse, true), Keep),
    named("konsole", (Sgr, false), (InverseZwnj, true), Keep),
    named("mlterm", (Mlterm, true), (Inverse, false), Keep),
];

/// First parameter of DA2 in tmux and in screen, where others have a letter of their name.
const TMUX: u32 = 84;
const SCREEN: u32 = 83;

/// DA1 of qtermwidget, and how its DA2 begins.
const QTERMWIDGET: ([u32; 2], [u32; 2]) = ([1, 2], [0, 115]);

impl Answers {
    /// Returns what a remembered calibration is kept under: the same for the same kind of terminal, wherever it is.
    #[must_use]
    pub fn identity(&self) -> String {
        let numbers = numbers(&self.secondary);
        let outer = self.tmux.as_ref().map(|(kind, name)| format!("|{kind}|{name}")).unwrap_or_default();
        format!("{}|{numbers}|{}{outer}", self.version, self.term)
    }

    /// Returns true if it was tmux that answered.
    #[must_use]
    pub fn is_tmux(&self) -> bool {
        begins(&self.version, "tmux") || self.version.is_empty() && self.secondary.first() == Some(&TMUX)
    }

    /// Returns true if it was GNU screen that answered.
    #[must_use]
    pub fn is_screen(&self) -> bool {
        self.version.is_empty() && self.secondary.first() == Some(&SCREEN)
    }

    /// Returns what they say of the colour of letters.
    ///
    /// A dim letter is another one to the order of qtermwidget, and no other colour.
    #[must_use]
    pub fn ink(&self) -> Ink {
        match self.foreground {
            Some((red, green, blue)) => Ink::Rgb(red, green, blue),
            None if self.is_qtermwidget() => Ink::DimLooksAlike,
            None => Ink::Unknown,
        }
    }

    fn is_qtermwidget(&self) -> bool {
        self.version.is_empty() && self.primary == QTERMWIDGET.0 && self.secondary.starts_with(&QTERMWIDGET.1)
    }

    /// Returns the profile for these answers.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let rules = [Self::by_tmux, Self::by_mlterm, Self::by_order, Self::by_name, Self::by_numbers, Self::by_term];
        let known = rules.into_iter().find_map(|rule| rule(self));
        let mut verdict = known.unwrap_or_else(|| self.unknown());
        // There a ZWNJ is sent within the cell before it.
        if verdict.name == InverseZwnj && self.zwnj.is_some_and(|columns| columns > 0) {
            verdict.name = Inverse;
            verdict.why.push_str(", where a ZWNJ takes a column");
        }
        verdict
    }

    fn by_tmux(&self) -> Option<Verdict> {
        if !self.is_tmux() {
            return None;
        }
        let (kind, name) = self.tmux.as_ref().map_or(("", ""), |(kind, name)| (kind, name));
        let outer = find(&VERSIONS, kind).or_else(|| if kind.is_empty() { find_term(name) } else { None });
        let who = if kind.is_empty() { name } else { kind };
        Some(match outer {
            Some(Named { tmux: (profile, sure), marks, .. }) => {
                verdict(*profile, *marks, *sure, format!("tmux runs in {who}"))
            }
            None if who.is_empty() => verdict(Inverse, Strip, false, "tmux does not say what it runs in"),
            None => verdict(Inverse, Strip, false, format!("tmux runs in {who}, which may be any terminal")),
        })
    }

    /// mlterm, whose reordering can be off already; then its switch is left alone.
    fn by_mlterm(&self) -> Option<Verdict> {
        const NUMBERS: [u32; 3] = [24, 279, 0];
        let why = if begins(&self.version, "mlterm") {
            self.said_version()
        } else if self.secondary == NUMBERS {
            self.said_secondary()
        } else if self.version.is_empty() && begins(&self.term, "mlterm") {
            self.said_term()
        } else {
            return None;
        };
        Some(match self.lam_alef {
            // It makes one letter of the two only where it orders them.
            Some(2) => verdict(Visual, Keep, true, format!("{why}, and its own reordering is off")),
            _ => verdict(Mlterm, Keep, true, why),
        })
    }

    /// Terminals that understand BDSM. One where it is set for ever (3) cannot be told anything.
    fn by_order(&self) -> Option<Verdict> {
        const VTE: &str = "7E565445";
        let named = find(&VERSIONS, &self.version);
        let marks = named.map_or(Keep, |known| known.marks);
        // Their names count more: they have switches of their own.
        if named.is_some_and(|known| matches!(known.itself.0, Kitty | Konsole)) {
            None
        } else if let Some(state @ (1 | 2 | 4)) = self.bdsm {
            Some(verdict(Bdsm, marks, true, format!("DECRQM of BDSM answered {state}")))
        } else if self.tertiary.eq_ignore_ascii_case(VTE) && self.bdsm.is_none() {
            Some(verdict(Bdsm, marks, true, format!("DA3 answered {VTE}, which is VTE")))
        } else {
            None
        }
    }

    fn by_name(&self) -> Option<Verdict> {
        let Named { itself: (profile, sure), marks, .. } = find(&VERSIONS, &self.version)?;
        Some(verdict(*profile, *marks, *sure, self.said_version()))
    }

    fn by_numbers(&self) -> Option<Verdict> {
        if !self.version.is_empty() {
            return None;
        }
        let (profile, marks, sure, who) = match (self.primary.as_slice(), self.secondary.as_slice()) {
            (_, [0, 136, ..]) => (Inverse, Keep, true, "PuTTY"),
            (_, [0, 276, ..]) => (Sgr, Keep, true, "xterm.js"),
            _ if self.is_qtermwidget() => (Sgr, Strip, true, "qtermwidget"),
            (_, [85, ..]) => (Visual, Keep, true, "urxvt"),
            (_, [SCREEN, ..]) => (Sgr, Strip, false, "screen in an unknown terminal"),
            ([64, 1, 9, 15, 21, 22], [64, 0, 0]) => (Sgr, Strip, true, "zutty"),
            // With sixels it is one that leaves the order alone; those before 1.19 did not.
            ([61, rest @ ..], [0, 10, 1]) if rest.contains(&4) => (Visual, Strip, true, "Windows Terminal"),
            (_, [0, 10, 1]) => (Sgr, Strip, false, "a Windows console of any version"),
            (_, [1, 95, 0]) => (Inverse, Strip, false, "Terminal of macOS"),
            _ => return None,
        };
        Some(verdict(profile, marks, sure, format!("{}, which is {who}", self.said_secondary())))
    }

    fn by_term(&self) -> Option<Verdict> {
        if !self.version.is_empty() {
            return None;
        }
        let Named { itself: (profile, sure), marks, .. } = find_term(&self.term)?;
        Some(verdict(*profile, *marks, *sure, self.said_term()))
    }

    /// What is right wherever a terminal orders nothing, obeys BDSM, or orders within runs of one look.
    fn unknown(&self) -> Verdict {
        let why = if !self.version.is_empty() {
            format!("{}, which is not known", self.said_version())
        } else if !self.secondary.is_empty() {
            format!("{}, which may be many terminals", self.said_secondary())
        } else if self.primary.is_empty() {
            "The terminal answered nothing".to_owned()
        } else {
            "The terminal says nothing of itself".to_owned()
        };
        verdict(Sgr, Strip, false, why)
    }

    fn said_version(&self) -> String {
        format!("XTVERSION answered {}", self.version)
    }

    fn said_secondary(&self) -> String {
        format!("DA2 answered {}", numbers(&self.secondary))
    }

    fn said_term(&self) -> String {
        format!("TERM is {}", self.term)
    }
}

fn verdict(name: ProfileName, marks: Marks, sure: bool, why: impl Into<String>) -> Verdict {
    Verdict { name, marks, why: why.into(), sure }
}

/// Parameters as they are sent.
pub(super) fn numbers(numbers: &[u32]) -> String {
    numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(";")
}

fn find(known: &'static [Named], name: &str) -> Option<&'static Named> {
    known.iter().find(|known| begins(name, known.begins))
}

fn find_term(term: &str) -> Option<&'static Named> {
    find(&TERMS, if term == "st" { "st-" } else { term })
}

fn begins(name: &str, beginning: &str) -> bool {
    name.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A row of the table of terminals that the tests of the whole program read too.
    pub(in crate::terminal) struct Row {
        pub(in crate::terminal) terminal: &'static str,
        pub(in crate::terminal) answers: Answers,
        pub(in crate::terminal) expected: (ProfileName, Marks, bool),
    }

    pub(in crate::terminal) fn measured() -> impl Iterator<Item = Row> {
        let table = include_str!("../../tests/it/terminals.tsv");
        table.lines().filter(|line| !line.starts_with('#')).map(row)
    }

    fn row(line: &'static str) -> Row {
        let cells: Vec<&str> = line.split('\t').map(|cell| if cell == "-" { "" } else { cell }).collect();
        let [terminal, term, profile, marks, sure, version, da1, da2, da3, bdsm, synchronized, margins, la, zwnj, tmux] =
            cells[..]
        else {
            panic!("another number of columns in {line}")
        };
        let numbers = |cell: &str| match cell {
            "" => Vec::new(),
            cell => cell.split(';').map(|number| number.parse().unwrap_or(0)).collect(),
        };
        let number = |cell: &str| cell.parse().ok();
        let outer = tmux.split_once('|').map(|(kind, name)| (kind.to_owned(), name.to_owned()));
        let answers = Answers {
            version: version.to_owned(),
            primary: numbers(da1),
            secondary: numbers(da2),
            tertiary: da3.to_owned(),
            bdsm: number(bdsm),
            synchronized: number(synchronized),
            margins: number(margins),
            lam_alef: number(la),
            zwnj: number(zwnj),
            foreground: None,
            term: term.to_owned(),
            tmux: outer,
        };
        let expected = (ProfileName::parse(profile).unwrap(), Marks::parse(marks).unwrap(), sure == "yes");
        Row { terminal, answers, expected }
    }

    #[test]
    fn every_measured_terminal_gets_its_profile() {
        for Row { terminal, answers, expected } in measured() {
            let Verdict { name, marks, sure, why } = answers.verdict();
            assert_eq!((name, marks, sure), expected, "{terminal}: {why}");
        }
    }

    #[test]
    fn dim_looks_alike_where_it_was_measured() {
        for Row { terminal, answers, .. } in measured() {
            let qt = terminal.starts_with("qterminal") || terminal.starts_with("cool-retro-term");
            assert_eq!(answers.ink(), if qt { Ink::DimLooksAlike } else { Ink::Unknown }, "{terminal}");
            let told = Answers { foreground: Some((1, 2, 3)), ..answers };
            assert_eq!(told.ink(), Ink::Rgb(1, 2, 3), "{terminal}");
        }
    }

    fn check(answers: &Answers, why: &str) {
        assert_eq!(answers.verdict().why, why);
    }

    #[test]
    fn the_reason_can_be_read() {
        let version = |version: &str| Answers { version: version.to_owned(), ..Answers::default() };
        check(&version("Konsole 22.12.3"), "XTVERSION answered Konsole 22.12.3");
        check(&version("novelty 7"), "XTVERSION answered novelty 7, which is not known");
        check(&Answers { secondary: vec![0, 136, 0], ..Answers::default() }, "DA2 answered 0;136;0, which is PuTTY");
        check(&Answers { bdsm: Some(1), ..Answers::default() }, "DECRQM of BDSM answered 1");
        check(&Answers { term: "st-256color".to_owned(), ..Answers::default() }, "TERM is st-256color");
        check(&version("tmux 3.4"), "tmux does not say what it runs in");
        let tmux = |kind: &str| Some((kind.to_owned(), "xterm-256color".to_owned()));
        check(&Answers { tmux: tmux("kitty(0.38.0)"), ..version("tmux 3.4") }, "tmux runs in kitty(0.38.0)");
        check(
            &Answers { tmux: tmux(""), ..version("tmux 3.4") },
            "tmux runs in xterm-256color, which may be any terminal",
        );
        check(&Answers::default(), "The terminal answered nothing");
    }

    #[test]
    fn the_identity_tells_kinds_of_terminals_apart() {
        let identity = |answers: &Answers| answers.identity();
        let all: std::collections::BTreeSet<String> = measured()
            .filter(|row| {
                ["kitty 0.26.5", "tmux 3.3a in kitty", "tmux 3.3a in foot", "pterm 0.78"].contains(&row.terminal)
            })
            .map(|row| identity(&row.answers))
            .collect();
        assert_eq!(all.len(), 4);
    }
}
