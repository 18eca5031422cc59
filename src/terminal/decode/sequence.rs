//! What a complete sequence means: a key with modifiers, a mouse event, focus, or a reply.
//!
//! Knows xterm's and the VT's keys, the kitty protocol's `u` form, SGR mouse reports, and the replies
//! to the questions that `probe` may ask. A sequence that is none of these means nothing. Where a
//! sequence begins and ends is `stream`'s to say.

use super::stream::Input;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// An answer of the terminal to a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reply {
    /// DA1: what class of terminal it is; every terminal answers this one.
    PrimaryAttributes(Vec<u32>),
    /// DA2: its kind and version.
    SecondaryAttributes(Vec<u32>),
    /// DA3: its make, in hexadecimal digits.
    TertiaryAttributes(String),
    /// XTVERSION: its name and version.
    Version(String),
    /// DECRPM: the state of a mode (0 unknown, 1 set, 2 reset, 3 and 4 for ever so).
    Mode {
        /// The mode.
        mode: u32,
        /// True for a DEC mode, asked with `?`.
        private: bool,
        /// Its state.
        state: u32,
    },
    /// CPR: where the cursor is, counted from 1.
    Cursor {
        /// Its row.
        row: u32,
        /// Its column.
        column: u32,
    },
    /// A colour: 10 is the foreground, 11 the background.
    Colour {
        /// Which one.
        slot: u32,
        /// Its value as the terminal writes it.
        value: String,
    },
    /// Something else, which is not a key.
    Other,
}

/// The strings that a terminal may send.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum StringKind {
    Dcs,
    Osc,
    Sos,
    Pm,
    Apc,
}

impl StringKind {
    const LETTERS: [(Self, u8); 5] =
        [(Self::Dcs, b'P'), (Self::Osc, b']'), (Self::Sos, b'X'), (Self::Pm, b'^'), (Self::Apc, b'_')];

    pub(super) fn from_letter(byte: u8) -> Option<Self> {
        Self::LETTERS.into_iter().find_map(|(kind, letter)| (letter == byte).then_some(kind))
    }

    /// True if an answer of this kind can begin with `byte`; none begins with a letter but those of APC, PM and SOS,
    /// which are never asked for.
    pub(super) fn may_begin_with(self, byte: u8) -> bool {
        match self {
            Self::Dcs => !byte.is_ascii_alphabetic(),
            Self::Osc => byte.is_ascii_digit(),
            Self::Sos | Self::Pm | Self::Apc => true,
        }
    }

    pub(super) fn letter(self) -> char {
        Self::LETTERS.into_iter().find_map(|(kind, letter)| (kind == self).then_some(char::from(letter))).unwrap_or('P')
    }
}

/// The key of a character outside any sequence.
pub(super) fn plain_key(letter: char, alt: bool) -> KeyEvent {
    let (code, modifiers) = match letter {
        '\r' => (KeyCode::Enter, KeyModifiers::NONE),
        '\t' => (KeyCode::Tab, KeyModifiers::NONE),
        '\x7f' => (KeyCode::Backspace, KeyModifiers::NONE),
        '\x1b' => (KeyCode::Esc, KeyModifiers::NONE),
        '\0' => (KeyCode::Char(' '), KeyModifiers::CONTROL),
        '\x01'..='\x1a' => (KeyCode::Char(char::from(letter as u8 + b'a' - 1)), KeyModifiers::CONTROL),
        '\x1c'..='\x1f' => (KeyCode::Char(char::from(letter as u8 + b'@')), KeyModifiers::CONTROL),
        _ if letter.is_uppercase() => (KeyCode::Char(letter), KeyModifiers::SHIFT),
        _ => (KeyCode::Char(letter), KeyModifiers::NONE),
    };
    KeyEvent::new(code, if alt { modifiers | KeyModifiers::ALT } else { modifiers })
}

/// `ESC [ [` and a letter: F1 to F5 of the Linux console.
pub(super) fn console_key(letter: u8) -> Option<Input> {
    matches!(letter, b'A'..=b'E').then(|| key(KeyCode::F(1 + letter - b'A'), KeyModifiers::NONE, KeyEventKind::Press))
}

/// `ESC O` and a letter, sometimes with modifiers before it.
pub(super) fn single(body: &[u8], letter: u8) -> Option<Input> {
    let parameters = Parameters::read(body);
    let modifiers = modifiers(parameters.number(if parameters.0.len() > 1 { 1 } else { 0 }));
    Some(key(lettered(letter)?, modifiers, KeyEventKind::Press))
}

/// `ESC [`, a body and its last byte.
pub(super) fn control(body: &[u8], last: u8) -> Option<Input> {
    let (mark, rest) = match body.split_first() {
        Some((mark @ b'<'..=b'?', rest)) => (*mark, rest),
        _ => (0, body),
    };
    let numbers = rest.iter().position(|byte| (0x20..0x30).contains(byte)).unwrap_or(rest.len());
    let (rest, intermediate) = rest.split_at(numbers);
    let parameters = Parameters::read(rest);
    let first = parameters.number(0);
    let second = parameters.number(1);
    let reply = match (mark, intermediate, last) {
        (b'?', b"", b'c') => Reply::PrimaryAttributes(parameters.numbers()),
        (b'>', b"", b'c') => Reply::SecondaryAttributes(parameters.numbers()),
        (b'?' | 0, b"$", b'y') => Reply::Mode { mode: first, private: mark == b'?', state: second },
        // F3 with modifiers is `CSI 1 ; m R`; so the cursor is only ever asked for below the first row.
        (0, b"", b'R') if first > 1 => Reply::Cursor { row: first, column: second },
        (b'<', b"", b'M' | b'm') => return mouse(first, second, parameters.number(2), last == b'm'),
        (0, b"", b'I') => return Some(Input::Event(Event::FocusGained)),
        (0, b"", b'O') => return Some(Input::Event(Event::FocusLost)),
        (0, b"", _) => return control_key(&parameters, last),
        _ => Reply::Other,
    };
    Some(Input::Reply(reply))
}

/// A string and what it says.
pub(super) fn string(kind: StringKind, body: &[u8]) -> Reply {
    let text = String::from_utf8_lossy(body);
    match (kind, text.split_once(';')) {
        (StringKind::Dcs, _) if text.starts_with(">|") => Reply::Version(text.chars().skip(2).collect()),
        (StringKind::Dcs, _) if text.starts_with("!|") => Reply::TertiaryAttributes(text.chars().skip(2).collect()),
        (StringKind::Osc, Some((slot @ ("10" | "11"), value))) => {
            Reply::Colour { slot: if slot == "10" { 10 } else { 11 }, value: value.to_owned() }
        }
        _ => Reply::Other,
    }
}

fn control_key(parameters: &Parameters, last: u8) -> Option<Input> {
    let held = modifiers(parameters.number(1));
    let kind = match parameters.part(1, 1) {
        2 => KeyEventKind::Repeat,
        3 => KeyEventKind::Release,
        _ => KeyEventKind::Press,
    };
    let code = match last {
        b'Z' => return Some(key(KeyCode::BackTab, held | KeyModifiers::SHIFT, kind)),
        b'~' => numbered(parameters.number(0))?,
        b'u' => kitty(parameters, held)?,
        _ => lettered(last)?,
    };
    Some(key(code, held, kind))
}

/// The key of the kitty protocol: its code point, and the one with Shift where that is told.
fn kitty(parameters: &Parameters, held: KeyModifiers) -> Option<KeyCode> {
    let shifted = held.contains(KeyModifiers::SHIFT);
    Some(match parameters.number(0) {
        9 if shifted => KeyCode::BackTab,
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        127 => KeyCode::Backspace,
        // Keys without a character stand in the private use area.
        0xE000..=0xF8FF => return None,
        point => {
            let point = if shifted && parameters.part(0, 1) != 0 { parameters.part(0, 1) } else { point };
            KeyCode::Char(char::from_u32(point).filter(|letter| !letter.is_control())?)
        }
    })
}

fn lettered(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'M' => KeyCode::Enter,
        b'P'..=b'S' => KeyCode::F(1 + letter - b'P'),
        _ => return None,
    })
}

fn numbered(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        // The VT left gaps between its groups of function keys.
        11..=15 => KeyCode::F((number - 10) as u8),
        17..=21 => KeyCode::F((number - 11) as u8),
        23..=26 => KeyCode::F((number - 12) as u8),
        28..=29 => KeyCode::F((number - 13) as u8),
        31..=34 => KeyCode::F((number - 14) as u8),
        _ => return None,
    })
}

/// Modifiers are sent as one more than the sum of their bits; nothing is sent for none.
fn modifiers(number: u32) -> KeyModifiers {
    held(number.saturating_sub(1))
}

fn held(bits: u32) -> KeyModifiers {
    [
        KeyModifiers::SHIFT,
        KeyModifiers::ALT,
        KeyModifiers::CONTROL,
        KeyModifiers::SUPER,
        KeyModifiers::HYPER,
        KeyModifiers::META,
    ]
    .into_iter()
    .enumerate()
    .filter(|(bit, _)| bits & (1 << bit) != 0)
    .fold(KeyModifiers::NONE, |held, (_, modifier)| held | modifier)
}

fn mouse(button: u32, column: u32, row: u32, released: bool) -> Option<Input> {
    let which = match button & 3 {
        0 => MouseButton::Left,
        1 => MouseButton::Middle,
        _ => MouseButton::Right,
    };
    let (wheel, moved) = (button & 64 != 0, button & 32 != 0);
    let kind = match (button & 3, wheel, moved) {
        (0, true, _) => MouseEventKind::ScrollUp,
        (1, true, _) => MouseEventKind::ScrollDown,
        (2, true, _) => MouseEventKind::ScrollLeft,
        (_, true, _) => MouseEventKind::ScrollRight,
        (3, _, true) => MouseEventKind::Moved,
        (_, _, true) => MouseEventKind::Drag(which),
        (3, _, _) => return None,
        _ if released => MouseEventKind::Up(which),
        _ => MouseEventKind::Down(which),
    };
    let cell = |place: u32| u16::try_from(place.saturating_sub(1)).unwrap_or(u16::MAX);
    let event = MouseEvent { kind, column: cell(column), row: cell(row), modifiers: held(button >> 2 & 7) };
    Some(Input::Event(Event::Mouse(event)))
}

fn key(code: KeyCode, modifiers: KeyModifiers, kind: KeyEventKind) -> Input {
    Input::Event(Event::Key(KeyEvent::new_with_kind(code, modifiers, kind)))
}

/// The numbers of a sequence: parameters between `;`, their parts between `:`; 0 for what is missing.
struct Parameters(Vec<Vec<u32>>);

impl Parameters {
    fn read(body: &[u8]) -> Self {
        let number =
            |digits: &[u8]| std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok()).unwrap_or(0);
        Self(
            body.split(|byte| *byte == b';').map(|one| one.split(|byte| *byte == b':').map(number).collect()).collect(),
        )
    }

    fn part(&self, index: usize, part: usize) -> u32 {
        self.0.get(index).and_then(|parts| parts.get(part)).copied().unwrap_or(0)
    }

    fn number(&self, index: usize) -> u32 {
        self.part(index, 0)
    }

    fn numbers(&self) -> Vec<u32> {
        (0..self.0.len()).map(|index| self.number(index)).collect()
    }
}
