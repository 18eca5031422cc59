//! One key press, and the way vim writes it.
//!
//! A key has one spelling only: a character carries its own shift (`G`, not `<S-g>`), control goes
//! with the small letter, Shift-Tab is `BackTab`. Keys are compared after that, so every way of
//! writing or receiving the same press meets. Which bytes of a terminal make which key is not known here.

use std::fmt;

/// What was pressed, apart from modifiers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[expect(missing_docs, reason = "the names are those on the keyboard")]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

/// The names between `<` and `>`; the first of each code is the one that is shown.
const NAMES: [(&str, Code); 22] = [
    ("Space", Code::Char(' ')),
    ("lt", Code::Char('<')),
    ("Bar", Code::Char('|')),
    ("Bslash", Code::Char('\\')),
    ("Enter", Code::Enter),
    ("CR", Code::Enter),
    ("Return", Code::Enter),
    ("Esc", Code::Esc),
    ("Tab", Code::Tab),
    ("BackTab", Code::BackTab),
    ("BS", Code::Backspace),
    ("Backspace", Code::Backspace),
    ("Del", Code::Delete),
    ("Delete", Code::Delete),
    ("Insert", Code::Insert),
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Left", Code::Left),
    ("Right", Code::Right),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PageUp", Code::PageUp),
];

/// One key press.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Key {
    /// What was pressed.
    pub code: Code,
    /// With Control.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift; never set for a character, which carries its own.
    pub shift: bool,
}

impl Key {
    /// Makes the one spelling of a key press with these modifiers.
    #[must_use]
    pub fn new(code: Code, ctrl: bool, alt: bool, shift: bool) -> Self {
        match code {
            Code::Char(letter) if ctrl => {
                Self { code: Code::Char(letter.to_ascii_lowercase()), ctrl, alt, shift: false }
            }
            Code::Char(letter) if shift && letter.is_ascii_lowercase() => {
                Self { code: Code::Char(letter.to_ascii_uppercase()), ctrl, alt, shift: false }
            }
            Code::Char(_) | Code::BackTab => Self { code, ctrl, alt, shift: false },
            Code::Tab if shift => Self { code: Code::BackTab, ctrl, alt, shift: false },
            _ => Self { code, ctrl, alt, shift },
        }
    }

    /// Returns the character that this key types, if it types one.
    #[must_use]
    pub fn printable(self) -> Option<char> {
        match self.code {
            Code::Char(letter) if !self.ctrl && !self.alt && !letter.is_control() => Some(letter),
            _ => None,
        }
    }
}

impl From<char> for Key {
    fn from(letter: char) -> Self {
        Self { code: Code::Char(letter), ctrl: false, alt: false, shift: false }
    }
}

impl From<Code> for Key {
    fn from(code: Code) -> Self {
        Self::new(code, false, false, false)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let modifiers = [(self.ctrl, "C-"), (self.alt, "A-"), (self.shift || self.code == Code::BackTab, "S-")];
        let bare = modifiers.iter().all(|(on, _)| !on);
        let name = match self.code {
            Code::Char(letter @ ('|' | '\\')) => letter.to_string(),
            Code::BackTab => "Tab".to_owned(),
            Code::PageDown => "PageDown".to_owned(),
            Code::F(number) => format!("F{number}"),
            code => match (NAMES.iter().find(|(_, named)| *named == code), code) {
                (Some((name, _)), _) => (*name).to_owned(),
                (None, Code::Char(letter)) => letter.to_string(),
                (None, _) => String::new(),
            },
        };
        if bare && name.chars().nth(1).is_none() {
            return f.write_str(&name);
        }
        f.write_str("<")?;
        modifiers.iter().filter(|(on, _)| *on).try_for_each(|(_, prefix)| f.write_str(prefix))?;
        write!(f, "{name}>")
    }
}

/// Why a text is no sequence of keys.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BadKey {
    /// There is no key in it.
    Empty,
    /// A `<` without its `>`; the character itself is written `<lt>`.
    Open,
    /// No key has the name between `<` and `>`.
    Unknown(String),
}

impl fmt::Display for BadKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("no key is named"),
            Self::Open => f.write_str("`<` has no `>`; the character itself is written `<lt>`"),
            Self::Unknown(name) => write!(f, "no key is called `<{name}>`"),
        }
    }
}

impl std::error::Error for BadKey {}

/// Reads a sequence of keys such as `gg`, `<C-w>o` or `<lt>`.
///
/// # Errors
/// The first part that names no key.
pub fn parse_keys(text: &str) -> Result<Vec<Key>, BadKey> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        rest = &rest[letter.len_utf8()..];
        if letter != '<' {
            keys.push(Key::from(letter));
            continue;
        }
        // A name may be `>` itself, as in `<C->>`.
        let close = match rest.find('>') {
            Some(at) if rest[..at].ends_with('-') && rest[at + 1..].starts_with('>') => at + 1,
            Some(at) => at,
            None => return Err(BadKey::Open),
        };
        keys.push(named(&rest[..close]).ok_or_else(|| BadKey::Unknown(rest[..close].to_owned()))?);
        rest = &rest[close + 1..];
    }
    if keys.is_empty() { Err(BadKey::Empty) } else { Ok(keys) }
}

/// Writes a sequence of keys as [`parse_keys`] reads it.
#[must_use]
pub fn show_keys(keys: &[Key]) -> String {
    keys.iter().map(Key::to_string).collect()
}

/// The key of a name with its modifiers: `C-d`, `S-Tab`, `lt`.
fn named(name: &str) -> Option<Key> {
    let (mut ctrl, mut alt, mut shift) = (false, false, false);
    let mut rest = name;
    while let (Some(modifier), Some("-")) = (rest.chars().next(), rest.get(1..2)) {
        if rest.len() == 2 {
            return None;
        }
        match modifier.to_ascii_uppercase() {
            'C' => ctrl = true,
            'A' | 'M' => alt = true,
            'S' => shift = true,
            _ => return None,
        }
        rest = &rest[2..];
    }
    let mut letters = rest.chars();
    let code = match (letters.next(), letters.next()) {
        (Some(letter), None) if ctrl || alt || shift => Code::Char(letter),
        _ if rest.eq_ignore_ascii_case("PageDown") => Code::PageDown,
        _ => match NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(rest)) {
            Some((_, code)) => *code,
            None => Code::F(rest.strip_prefix(['F', 'f'])?.parse().ok().filter(|number| (1..=24).contains(number))?),
        },
    };
    Some(Key::new(code, ctrl, alt, shift))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        let shown = parse_keys(text).map(|keys| show_keys(&keys)).unwrap_or_else(|error| format!("! {error}"));
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn keys_have_one_spelling() {
        check("gg", "gg");
        check("ZZ", "ZZ");
        check("<C-D>", "<C-d>");
        check("<S-g>", "G");
        check("<s-tab><BackTab>", "<S-Tab><S-Tab>");
        check("<CR><return><Enter>", "<Enter><Enter><Enter>");
        check("<bs><Backspace><Del>", "<BS><BS><Del>");
        check("<A-x><M-X>", "<A-x><A-X>");
        check("<C-A-S-Left>", "<C-A-S-Left>");
        check("<PageDown><pageup>", "<PageDown><PageUp>");
        check("<F1><f12>", "<F1><F12>");
    }

    #[test]
    fn signs_and_letters_of_any_script_are_keys() {
        check("<lt>>", "<lt>>");
        check(" <Space>", "<Space><Space>");
        check("\\|<Bslash><Bar>", "\\|\\|");
        check("<C-\\>", "<C-\\>");
        check("<C->>", "<C->>");
        check("<C--><A-lt>", "<C--><A-lt>");
        check("\u{645}", "\u{645}");
    }

    #[test]
    fn what_is_no_key_says_so() {
        check("", "! no key is named");
        check("<C-d", "! `<` has no `>`; the character itself is written `<lt>`");
        check("<Foo>", "! no key is called `<Foo>`");
        check("<C->", "! no key is called `<C->`");
        check("<F99>", "! no key is called `<F99>`");
        check("<>", "! no key is called `<>`");
        check("<x>", "! no key is called `<x>`");
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_the_same(text in "(<(([CAMS]-){0,3}[a-zA-Z<>|é -]|F[0-9]{1,2}|Tab|lt|PageDown)>|.){0,4}") {
            if let Ok(keys) = parse_keys(&text) {
                prop_assert_eq!(parse_keys(&show_keys(&keys)), Ok(keys));
            }
        }
    }
}
