//! What `:set` can change, by name.
//!
//! One table names every option with the values it takes; parsing, showing and the messages of errors come from
//! it. Knows nothing of configuration files or flags (`cli::settings` fills the first values in), and of terminals
//! no more than the names of the ways of talking to them, which it is handed.

use crate::text::direction::BaseDirection;

/// Options of the screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// Where copied text goes beside the register.
    pub clipboard: Clipboard,
    /// What decides the direction of paragraphs.
    pub direction: BaseDirection,
    /// Letters take their joined forms; off for terminals that join by themselves.
    pub forms: bool,
    /// Hits stay lit.
    pub hlsearch: bool,
    /// What is done with vowel marks and other marks over letters.
    pub marks: Signs,
    /// Most columns of a line of text.
    pub measure: u16,
    /// The whole page shows, furniture included.
    pub raw: bool,
    /// Where the list stands.
    pub sidebar: Sidebar,
    /// How the terminal is talked to, of `terminals`; none for what it was found to need.
    pub terminal: Option<&'static str>,
    /// The ways of talking to terminals that there are.
    pub terminals: &'static [&'static str],
    /// A search goes on at the other end.
    pub wrapscan: bool,
    /// Persian is shown with the ZWNJ that it lost.
    pub zwnj: bool,
}

/// Where the list stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Sidebar {
    /// At the right in a corpus that is mostly right-to-left, else at the left.
    #[default]
    Auto,
    /// At the left.
    Left,
    /// At the right.
    Right,
    /// Nowhere, unless it has the focus.
    Hidden,
}

/// Where copied text goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Clipboard {
    /// To the terminal, which may put it on the clipboard of its machine (OSC 52).
    #[default]
    Osc52,
    /// To a program of this machine.
    Command,
    /// Nowhere else.
    Off,
}

/// What is done with marks over letters.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Signs {
    /// What the terminal was found to need.
    #[default]
    Auto,
    /// They are shown.
    Keep,
    /// They are left out.
    Strip,
}

impl Clipboard {
    const ALL: [Self; 3] = [Self::Osc52, Self::Command, Self::Off];

    fn word(self) -> &'static str {
        match self {
            Self::Osc52 => "osc52",
            Self::Command => "command",
            Self::Off => "off",
        }
    }
}

impl Signs {
    const ALL: [Self; 3] = [Self::Auto, Self::Keep, Self::Strip];

    fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Keep => "keep",
            Self::Strip => "strip",
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            clipboard: Clipboard::Osc52,
            direction: BaseDirection::Auto,
            forms: true,
            hlsearch: true,
            marks: Signs::Auto,
            measure: 80,
            raw: false,
            sidebar: Sidebar::Auto,
            terminal: None,
            terminals: &[],
            wrapscan: true,
            zwnj: true,
        }
    }
}

/// Names of all options, in order.
pub(super) const NAMES: [&str; 11] = [
    "clipboard",
    "direction",
    "forms",
    "hlsearch",
    "marks",
    "measure",
    "raw",
    "sidebar",
    "terminal",
    "wrapscan",
    "zwnj",
];

/// The word for what the terminal was found to need.
const AUTO: &str = "auto";

/// One change asked by `:set`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// `NAME`: on.
    On(String),
    /// `noNAME`: off.
    Off(String),
    /// `NAME!`: the other way round.
    Invert(String),
    /// `NAME=VALUE`.
    Value(String, String),
    /// `NAME?`: tell the value.
    Ask(String),
}

impl Settings {
    /// Carries out one change; gives the option as it is now, or what was wrong in one line.
    ///
    /// # Errors
    /// A sentence that names the option and what it takes.
    pub fn change(&mut self, change: &Change) -> Result<String, String> {
        match change {
            Change::On(name) => match self.switch(name) {
                Some(switch) => *switch = true,
                None if NAMES.contains(&name.as_str()) => {
                    return Err(format!("{name} takes a value: {}.", self.takes(name)));
                }
                None => return Err(unknown(name)),
            },
            Change::Off(name) | Change::Invert(name) => match self.switch(name) {
                Some(switch) => *switch = matches!(change, Change::Invert(_)) && !*switch,
                None if NAMES.contains(&name.as_str()) => return Err(format!("{name} is not a switch.")),
                // As it was typed: it may be a name that begins so.
                None if matches!(change, Change::Off(_)) => return Err(unknown(&format!("no{name}"))),
                None => return Err(unknown(name)),
            },
            Change::Value(name, value) => self.set(name, value)?,
            Change::Ask(_) => {}
        }
        let (Change::On(name) | Change::Off(name) | Change::Invert(name) | Change::Value(name, _) | Change::Ask(name)) =
            change;
        self.shown(name).ok_or_else(|| unknown(name))
    }

    fn switch(&mut self, name: &str) -> Option<&mut bool> {
        Some(match name {
            "forms" => &mut self.forms,
            "hlsearch" => &mut self.hlsearch,
            "raw" => &mut self.raw,
            "wrapscan" => &mut self.wrapscan,
            _ => return None,
        })
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        let refused = || format!("{name}={value}: {name} takes {}.", self.takes(name));
        match name {
            "clipboard" => {
                let named = Clipboard::ALL.into_iter().find(|clipboard| clipboard.word() == value);
                self.clipboard = named.ok_or_else(refused)?;
            }
            "marks" => {
                let named = Signs::ALL.into_iter().find(|signs| signs.word() == value);
                self.marks = named.ok_or_else(refused)?;
            }
            "terminal" if value == AUTO => self.terminal = None,
            "terminal" => {
                let named = self.terminals.iter().find(|known| **known == value);
                self.terminal = Some(named.ok_or_else(refused)?);
            }
            "direction" => {
                self.direction = match value {
                    "auto" => BaseDirection::Auto,
                    "rtl" => BaseDirection::Rtl,
                    "ltr" => BaseDirection::Ltr,
                    _ => return Err(refused()),
                };
            }
            "sidebar" => {
                self.sidebar = match value {
                    "auto" => Sidebar::Auto,
                    "left" => Sidebar::Left,
                    "right" => Sidebar::Right,
                    "hidden" => Sidebar::Hidden,
                    _ => return Err(refused()),
                };
            }
            "zwnj" => {
                self.zwnj = match value {
                    "auto" => true,
                    "off" => false,
                    _ => return Err(refused()),
                };
            }
            "measure" => {
                self.measure = value.parse().ok().filter(|measure| (10..=500).contains(measure)).ok_or_else(refused)?;
            }
            _ => match self.switch(name) {
                Some(_) => return Err(format!("{name} is a switch: {name} or no{name}.")),
                None => return Err(unknown(name)),
            },
        }
        Ok(())
    }

    /// The option `name` as one would set it.
    fn shown(&self, name: &str) -> Option<String> {
        let switch = |on: bool| if on { name.to_owned() } else { format!("no{name}") };
        Some(match name {
            "clipboard" => format!("clipboard={}", self.clipboard.word()),
            "direction" => format!(
                "direction={}",
                match self.direction {
                    BaseDirection::Auto => "auto",
                    BaseDirection::Rtl => "rtl",
                    BaseDirection::Ltr => "ltr",
                }
            ),
            "forms" => switch(self.forms),
            "hlsearch" => switch(self.hlsearch),
            "marks" => format!("marks={}", self.marks.word()),
            "measure" => format!("measure={}", self.measure),
            "raw" => switch(self.raw),
            "sidebar" => format!(
                "sidebar={}",
                match self.sidebar {
                    Sidebar::Auto => "auto",
                    Sidebar::Left => "left",
                    Sidebar::Right => "right",
                    Sidebar::Hidden => "hidden",
                }
            ),
            "terminal" => format!("terminal={}", self.terminal.unwrap_or(AUTO)),
            "wrapscan" => switch(self.wrapscan),
            "zwnj" => format!("zwnj={}", if self.zwnj { "auto" } else { "off" }),
            _ => return None,
        })
    }

    /// The values that the option `name` takes, in words.
    fn takes(&self, name: &str) -> String {
        match name {
            "clipboard" => either(Clipboard::ALL.map(Clipboard::word)),
            "direction" => "auto, rtl or ltr".to_owned(),
            "marks" => either(Signs::ALL.map(Signs::word)),
            "measure" => "10 to 500".to_owned(),
            "sidebar" => "auto, left, right or hidden".to_owned(),
            "terminal" => either(self.terminals.iter().copied().chain([AUTO])),
            "zwnj" => "auto or off".to_owned(),
            _ => "no value".to_owned(),
        }
    }
}

/// Several words, of which one is to be chosen.
fn either(words: impl IntoIterator<Item = &'static str>) -> String {
    let words: Vec<&str> = words.into_iter().collect();
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn unknown(name: &str) -> String {
    format!("No option {name}; there are {}.", NAMES.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(change: Change, expected: Result<&str, &str>) {
        let mut settings = Settings { terminals: &["visual", "sgr"], ..Settings::default() };
        let shown = settings.change(&change);
        assert_eq!(shown.as_deref().map_err(String::as_str), expected);
    }

    #[test]
    fn switches_go_on_off_and_over() {
        check(Change::On("raw".into()), Ok("raw"));
        check(Change::Off("forms".into()), Ok("noforms"));
        check(Change::Invert("forms".into()), Ok("noforms"));
        check(Change::Invert("raw".into()), Ok("raw"));
    }

    #[test]
    fn values_are_checked() {
        check(Change::Value("measure".into(), "60".into()), Ok("measure=60"));
        check(Change::Value("measure".into(), "6".into()), Err("measure=6: measure takes 10 to 500."));
        check(Change::Value("sidebar".into(), "right".into()), Ok("sidebar=right"));
        check(Change::Value("direction".into(), "up".into()), Err("direction=up: direction takes auto, rtl or ltr."));
        check(Change::Value("zwnj".into(), "off".into()), Ok("zwnj=off"));
        check(Change::Value("zwnj".into(), "on".into()), Err("zwnj=on: zwnj takes auto or off."));
        check(Change::Value("raw".into(), "1".into()), Err("raw is a switch: raw or noraw."));
        check(Change::On("measure".into()), Err("measure takes a value: 10 to 500."));
        check(Change::Off("sidebar".into()), Err("sidebar is not a switch."));
        let typed = Settings::default().change(&Change::Off("nsense".into()));
        assert!(typed.is_err_and(|error| error.starts_with("No option nonsense;")));
    }

    #[test]
    fn the_terminal_and_the_clipboard_have_names() {
        let value = |name: &str, value: &str| Change::Value(name.into(), value.into());
        check(value("terminal", "sgr"), Ok("terminal=sgr"));
        check(value("terminal", "auto"), Ok("terminal=auto"));
        check(value("terminal", "xterm"), Err("terminal=xterm: terminal takes visual, sgr or auto."));
        check(value("marks", "strip"), Ok("marks=strip"));
        check(value("marks", "no"), Err("marks=no: marks takes auto, keep or strip."));
        check(value("clipboard", "command"), Ok("clipboard=command"));
        check(value("clipboard", "x"), Err("clipboard=x: clipboard takes osc52, command or off."));
    }

    #[test]
    fn every_name_can_be_asked_and_no_other() {
        for name in NAMES {
            assert!(Settings::default().change(&Change::Ask(name.into())).is_ok(), "{name}");
        }
        let error = Settings::default().change(&Change::Ask("colour".into())).expect_err("no such option");
        assert!(error.starts_with("No option colour; there are clipboard, direction,"), "{error}");
    }
}
