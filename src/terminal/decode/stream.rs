//! Bytes from the terminal to keys, pastes, mouse events and replies.
//!
//! One state machine takes one byte after the other, so the answer cannot depend on how a read cuts
//! the stream. Half a sequence waits for its rest; only an Escape that nothing follows becomes a key,
//! when the caller says that the line is silent. An unknown or broken sequence is dropped as a whole:
//! none of its bytes is ever a key. What a complete sequence means is `sequence`'s to say.

use super::sequence::{self, Reply, StringKind};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// Longest control sequence and longest string that are kept; longer ones mean nothing.
const LONGEST_SEQUENCE: usize = 256;
pub(super) const LONGEST_STRING: usize = 4096;
/// Longest paste that is kept; its rest is dropped.
pub(super) const LONGEST_PASTE: usize = 1 << 20;
/// Controls that end a string: two by ECMA-48, and Control-C for whoever waits in vain.
const CANCEL: u8 = 0x18;
const SUBSTITUTE: u8 = 0x1a;
const INTERRUPT: u8 = 0x03;
const PASTE_END: &[u8] = b"\x1b[201~";

/// One thing that the terminal sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Input {
    /// The user did something.
    Event(Event),
    /// The terminal answered a question.
    Reply(Reply),
}

/// Decodes what a terminal sends.
#[derive(Clone, Debug, Default)]
pub struct Decoder {
    state: State,
    bytes: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum State {
    #[default]
    Ground,
    /// Inside a UTF-8 character of so many bytes.
    Letter {
        length: usize,
        alt: bool,
    },
    Escape,
    /// After `ESC [`.
    Control,
    /// After `ESC [ [`: a function key of the Linux console.
    Console,
    /// After `ESC O`.
    Single,
    /// Inside a string that `ESC \` ends.
    Text {
        kind: StringKind,
        escape: bool,
    },
    /// Inside a paste, so many bytes of its end seen.
    Paste {
        matched: usize,
    },
}

impl Decoder {
    /// Takes bytes as they came and gives what they complete to `out`.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<Input>) {
        for byte in bytes {
            self.byte(*byte, out);
        }
    }

    /// True if only silence can tell what the last bytes were; then call [`Decoder::idle`] after 30 ms of it.
    #[must_use]
    pub fn is_ambiguous(&self) -> bool {
        match self.state {
            State::Escape => true,
            State::Control | State::Single | State::Text { escape: false, .. } => self.bytes.is_empty(),
            _ => false,
        }
    }

    /// Says that nothing came for a while: a lone Escape is the key, `ESC [` was Alt and a bracket.
    pub fn idle(&mut self, out: &mut Vec<Input>) {
        if !self.is_ambiguous() {
            return;
        }
        out.push(match self.state {
            State::Control => alt('['),
            State::Single => alt('O'),
            State::Text { kind, .. } => alt(kind.letter()),
            _ => key(KeyCode::Esc),
        });
        self.state = State::Ground;
    }

    fn byte(&mut self, byte: u8, out: &mut Vec<Input>) {
        match self.state {
            State::Ground => self.start(byte, false, out),
            State::Letter { length, alt } => self.letter(byte, length, alt, out),
            State::Escape => self.escape(byte, out),
            State::Control => self.control(byte, out),
            State::Console => {
                self.state = State::Ground;
                out.extend(sequence::console_key(byte));
            }
            State::Single => self.single(byte, out),
            State::Text { kind, escape } => self.text(byte, kind, escape, out),
            State::Paste { matched } => self.paste(byte, matched, out),
        }
    }

    /// Bytes that are kept for a sequence that is not complete.
    #[cfg(test)]
    pub(super) fn kept(&self) -> usize {
        self.bytes.len()
    }

    fn enter(&mut self, state: State) {
        self.bytes.clear();
        self.state = state;
    }

    /// The first byte of a key or of a sequence.
    fn start(&mut self, byte: u8, alt: bool, out: &mut Vec<Input>) {
        self.enter(State::Ground);
        let length = match byte {
            0x1b => return self.enter(State::Escape),
            0x00..=0x7f => return out.push(Input::Event(Event::Key(sequence::plain_key(char::from(byte), alt)))),
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            // No character begins so.
            _ => return,
        };
        self.state = State::Letter { length, alt };
        self.bytes.push(byte);
    }

    fn letter(&mut self, byte: u8, length: usize, alt: bool, out: &mut Vec<Input>) {
        if !(0x80..0xc0).contains(&byte) {
            return self.start(byte, false, out);
        }
        self.bytes.push(byte);
        if self.bytes.len() == length {
            let letter = std::str::from_utf8(&self.bytes).ok().and_then(|text| text.chars().next());
            out.extend(letter.map(|letter| Input::Event(Event::Key(sequence::plain_key(letter, alt)))));
            self.state = State::Ground;
        }
    }

    fn escape(&mut self, byte: u8, out: &mut Vec<Input>) {
        match byte {
            b'[' => self.enter(State::Control),
            b'O' => self.enter(State::Single),
            0x1b => out.push(key(KeyCode::Esc)),
            _ => match StringKind::from_letter(byte) {
                Some(kind) => self.enter(State::Text { kind, escape: false }),
                None => self.start(byte, true, out),
            },
        }
    }

    fn control(&mut self, byte: u8, out: &mut Vec<Input>) {
        match byte {
            0x20..=0x3f if self.bytes.len() < LONGEST_SEQUENCE => self.bytes.push(byte),
            0x20..=0x3f => {}
            b'[' if self.bytes.is_empty() => self.state = State::Console,
            b'~' if self.bytes == b"200" => self.enter(State::Paste { matched: 0 }),
            0x40..=0x7e => {
                if self.bytes.len() < LONGEST_SEQUENCE {
                    out.extend(sequence::control(&self.bytes, byte));
                }
                self.state = State::Ground;
            }
            // A control inside means that the rest never came.
            0x00..=0x1f => self.start(byte, false, out),
            0x7f..=0xff => self.state = State::Ground,
        }
    }

    fn single(&mut self, byte: u8, out: &mut Vec<Input>) {
        match byte {
            b'0'..=b'9' | b';' if self.bytes.len() < LONGEST_SEQUENCE => self.bytes.push(byte),
            0x00..=0x1f => self.start(byte, false, out),
            _ => {
                out.extend(sequence::single(&self.bytes, byte));
                self.state = State::Ground;
            }
        }
    }

    fn text(&mut self, byte: u8, kind: StringKind, escape: bool, out: &mut Vec<Input>) {
        match byte {
            b'\\' if escape => self.end_text(kind, out),
            0x07 if kind == StringKind::Osc && !escape => self.end_text(kind, out),
            0x1b if !escape => self.state = State::Text { kind, escape: true },
            // Another sequence began: the rest of this one never came.
            _ if escape => {
                self.state = State::Escape;
                self.escape(byte, out);
            }
            CANCEL | SUBSTITUTE | INTERRUPT => self.start(byte, false, out),
            _ if self.bytes.is_empty() && !kind.may_begin_with(byte) => {
                out.push(alt(kind.letter()));
                self.start(byte, false, out);
            }
            // ECMA-48 has no other control in a string; what it does there is nothing.
            0x00..=0x1f => {}
            _ if self.bytes.len() < LONGEST_STRING => self.bytes.push(byte),
            // All of it belongs to the answer, so it is waited out.
            _ => {}
        }
    }

    fn end_text(&mut self, kind: StringKind, out: &mut Vec<Input>) {
        let whole = self.bytes.len() < LONGEST_STRING;
        out.push(Input::Reply(if whole { sequence::string(kind, &self.bytes) } else { Reply::Other }));
        self.state = State::Ground;
    }

    fn paste(&mut self, byte: u8, matched: usize, out: &mut Vec<Input>) {
        if PASTE_END.get(matched) == Some(&byte) {
            if matched + 1 == PASTE_END.len() {
                let text = String::from_utf8_lossy(&self.bytes).replace("\r\n", "\n").replace('\r', "\n");
                out.push(Input::Event(Event::Paste(text)));
                return self.enter(State::Ground);
            }
            self.state = State::Paste { matched: matched + 1 };
            return;
        }
        self.keep_pasted(PASTE_END.get(..matched).unwrap_or_default());
        let again = byte == 0x1b;
        if !again {
            self.keep_pasted(&[byte]);
        }
        self.state = State::Paste { matched: usize::from(again) };
    }

    fn keep_pasted(&mut self, bytes: &[u8]) {
        if self.bytes.len() + bytes.len() <= LONGEST_PASTE {
            self.bytes.extend_from_slice(bytes);
        }
    }
}

fn key(code: KeyCode) -> Input {
    Input::Event(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)))
}

fn alt(letter: char) -> Input {
    Input::Event(Event::Key(sequence::plain_key(letter, true)))
}
