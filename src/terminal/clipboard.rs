//! Text for the clipboard of the machine that the terminal runs on, by OSC 52.
//!
//! The terminal does not say whether it took the text, and many must be allowed to first; so nobody
//! is told that the text has arrived, only that it was sent. What stands between, tmux or screen, takes such a
//! sequence for itself or hands it on in a wrapping of its own.

use super::known::Answers;
use std::fmt;

/// Bytes of text that are sent at most: terminals drop or cut longer sequences (xterm takes 100,000
/// bytes of base64). The wrappings change nothing of that: they are taken off before the terminal.
pub const LONGEST: usize = 74_000;

/// What stands between the program and the terminal.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Route {
    /// Nothing that matters.
    #[default]
    Direct,
    /// tmux, and its server is on this machine: `tmux load-buffer -w` tells it, which needs no setting of the user's.
    TmuxServer,
    /// tmux elsewhere, say where the SSH connection began.
    Tmux,
    /// GNU screen.
    Screen,
}

impl Route {
    /// Returns the way to the terminal that gave these answers.
    #[must_use]
    pub fn of(answers: &Answers) -> Self {
        if answers.is_tmux() {
            if answers.tmux.is_some() { Self::TmuxServer } else { Self::Tmux }
        } else if answers.is_screen() {
            Self::Screen
        } else {
            Self::Direct
        }
    }
}

/// The text is longer than terminals take; nothing was sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooLong {
    /// Its length in bytes.
    pub bytes: usize,
}

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.bytes;
        write!(f, "Too long for the clipboard ({bytes} bytes); :w FILE saves it.")
    }
}

impl std::error::Error for TooLong {}

/// The sequence that puts `text` on the clipboard.
///
/// To tmux it goes twice: as it is, which `set-clipboard on` takes, and wrapped, which `allow-passthrough on` hands
/// on. Each is dropped without a trace where it is not allowed, and both together set the same text.
///
/// # Errors
/// The text is longer than [`LONGEST`].
pub fn sequence(text: &str, route: Route) -> Result<Vec<u8>, TooLong> {
    if text.len() > LONGEST {
        return Err(TooLong { bytes: text.len() });
    }
    let text = base64(text.as_bytes());
    let plain = [b"\x1b]52;c;", text.as_slice(), b"\x1b\\"].concat();
    // Within a wrapping the end is BEL, since the other end would be the wrapping's own.
    let inner = || [b"\x1b]52;c;", text.as_slice(), b"\x07"].concat();
    Ok(match route {
        Route::Direct => plain,
        Route::TmuxServer | Route::Tmux => [plain, through_tmux(&inner())].concat(),
        Route::Screen => through_screen(&inner()),
    })
}

/// tmux's wrapping: a DCS of its own, every ESC within it twice.
fn through_tmux(sequence: &[u8]) -> Vec<u8> {
    let mut wrapped = b"\x1bPtmux;".to_vec();
    for byte in sequence {
        if *byte == 0x1b {
            wrapped.push(0x1b);
        }
        wrapped.push(*byte);
    }
    wrapped.extend_from_slice(b"\x1b\\");
    wrapped
}

/// Most bytes of a string that screen takes (`MAXSTR`); it hands the content of a DCS on.
const SCREEN_STRING: usize = 768;

fn through_screen(sequence: &[u8]) -> Vec<u8> {
    let (begin, end) = (b"\x1bP".as_slice(), b"\x1b\\".as_slice());
    let chunks = sequence.chunks(SCREEN_STRING - begin.len() - end.len());
    chunks.flat_map(|chunk| [begin, chunk, end].concat()).collect()
}

/// Base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> Vec<u8> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group.iter().enumerate().fold(0_u32, |bits, (at, byte)| bits | u32::from(*byte) << (16 - 8 * at));
        for at in 0..4 {
            let sixth = ALPHABET[(bits >> (18 - 6 * at) & 63) as usize];
            encoded.push(if at <= group.len() { sixth } else { b'=' });
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(String::from_utf8(base64(text.as_bytes())).unwrap(), expected, "{text}");
    }

    #[test]
    fn the_vectors_of_the_rfc() {
        check("", "");
        check("f", "Zg==");
        check("fo", "Zm8=");
        check("foo", "Zm9v");
        check("foobar", "Zm9vYmFy");
        check("حزب", "2K3Ystio");
    }

    #[test]
    fn what_is_too_long_is_not_sent() {
        for route in [Route::Direct, Route::TmuxServer, Route::Tmux, Route::Screen] {
            // What tmux takes of one sequence is a million bytes.
            assert!(sequence(&"a".repeat(LONGEST), route).unwrap().len() < 1_000_000);
            assert_eq!(sequence(&"a".repeat(LONGEST + 1), route), Err(TooLong { bytes: LONGEST + 1 }));
        }
    }

    #[test]
    fn the_refusal_has_room_beside_mode_and_place_in_80_columns() {
        let told = TooLong { bytes: 9_999_999 }.to_string();
        assert!(told.len() <= 64, "{told}");
    }

    fn sent(text: &str, route: Route, expected: &str) {
        assert_eq!(String::from_utf8(sequence(text, route).unwrap()).unwrap().replace('\x1b', "^"), expected);
    }

    #[test]
    fn the_sequence_is_closed_and_wrapped() {
        sent("foo", Route::Direct, "^]52;c;Zm9v^\\");
        sent("foo", Route::Tmux, "^]52;c;Zm9v^\\^Ptmux;^^]52;c;Zm9v\x07^\\");
        sent("foo", Route::Screen, "^P^]52;c;Zm9v\x07^\\");
    }

    #[test]
    fn screen_gets_strings_it_can_hold() {
        let text = "a".repeat(10_000);
        let bytes = sequence(&text, Route::Screen).unwrap();
        let strings: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\\').collect();
        assert!(strings.len() > 10 && strings.iter().all(|string| string.len() <= SCREEN_STRING));
        let unwrapped: Vec<u8> = strings.iter().flat_map(|string| &string[2..string.len() - 2]).copied().collect();
        assert_eq!(unwrapped, [b"\x1b]52;c;", base64(text.as_bytes()).as_slice(), b"\x07"].concat());
    }

    #[test]
    fn routes_are_told_by_answers() {
        let check = |version: &str, secondary: &[u32], tmux: bool, expected| {
            let tmux = tmux.then(|| ("XTerm(379)".to_owned(), "xterm".to_owned()));
            let answers = Answers { version: version.into(), secondary: secondary.into(), tmux, ..Answers::default() };
            assert_eq!(Route::of(&answers), expected, "{version}");
        };
        check("tmux 3.3a", &[84, 0, 0], true, Route::TmuxServer);
        check("tmux 3.3a", &[84, 0, 0], false, Route::Tmux);
        check("", &[84, 0, 0], false, Route::Tmux);
        check("", &[83, 40900, 0], false, Route::Screen);
        check("XTerm(379)", &[41, 379, 0], false, Route::Direct);
        // A terminal that was started from within tmux.
        check("XTerm(379)", &[41, 379, 0], true, Route::Direct);
    }
}
