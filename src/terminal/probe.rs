//! Asks the terminal what it can do: all questions in one write, the one that all answer last.
//!
//! Asked on the alternate screen and before it is cleared, since a terminal that does not know a
//! question may print a part of it. Keys typed meanwhile are kept in order. A terminal that never
//! answers costs the limit, unless a signal ends the program first; an answer that comes later is still
//! decoded as an answer.

use super::decode::{Decoder, Input, Reply};
use super::profile::Profile;
use super::tty::{Heard, Tty};
use crossterm::event::Event;
use std::io;
use std::time::{Duration, Instant};

/// How long an answer may take.
pub(super) const LIMIT: Duration = Duration::from_secs(1);

/// DECRQM for synchronized updates, then DA1, which every terminal answers.
const QUESTIONS: &[u8] = b"\x1b[?2026$p\x1b[c";
const SYNCHRONIZED_UPDATE: u32 = 2026;

/// Asks, waits for the answers and returns what they say, with the events that came between them.
pub(super) fn ask(tty: &Tty, decoder: &mut Decoder, limit: Duration) -> io::Result<(Profile, Vec<Event>)> {
    tty.write(QUESTIONS)?;
    let (mut profile, mut events) = (Profile::default(), Vec::new());
    let end = Instant::now() + limit;
    let mut buffer = [0; 1024];
    loop {
        let left = end.saturating_duration_since(Instant::now());
        let bytes = match tty.listen(Some(left), &mut buffer) {
            Heard::Bytes(bytes) => bytes,
            Heard::Silence | Heard::Stopped => return Ok((profile, events)),
            Heard::Gone => return Err(io::ErrorKind::UnexpectedEof.into()),
        };
        let mut inputs = Vec::new();
        decoder.feed(bytes, &mut inputs);
        let mut answered = false;
        for input in inputs {
            match input {
                Input::Event(event) => events.push(event),
                Input::Reply(Reply::PrimaryAttributes(_)) => answered = true,
                Input::Reply(reply) => learn(&mut profile, &reply),
            }
        }
        if answered {
            return Ok((profile, events));
        }
    }
}

fn learn(profile: &mut Profile, reply: &Reply) {
    if let Reply::Mode { mode: SYNCHRONIZED_UPDATE, private: true, state } = reply {
        // Set or reset now; 0 is unknown, 4 is never.
        profile.synchronized = matches!(state, 1..=3);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tty::tests::{pair, send};
    use super::*;

    /// Lets the terminal answer `bytes`; what was learnt, and how many events were kept.
    fn check(bytes: &[u8], synchronized: bool, events: usize) {
        let (tty, other) = pair();
        tty.make_raw().unwrap();
        send(&other, bytes);
        let limit = if bytes.is_empty() { Duration::ZERO } else { LIMIT };
        let (profile, kept) = ask(&tty, &mut Decoder::default(), limit).unwrap();
        assert_eq!((profile.synchronized, kept.len()), (synchronized, events), "{}", bytes.escape_ascii());
    }

    #[test]
    fn answers_are_told_from_typed_keys() {
        check(b"\x1b[?2026;2$y\x1b[?62;22c", true, 0);
        check(b"a\x1b[?2026;2$yb\x1b[A\x1b[?62;22cc", true, 4);
    }

    #[test]
    fn a_terminal_may_not_know_or_not_answer() {
        check(b"\x1b[?2026;0$y\x1b[?6c", false, 0);
        check(b"\x1b[?6c", false, 0);
        check(b"", false, 0);
    }
}
