//! Asks the terminal what it can do: all questions in one write, the one that all answer last.
//!
//! Asked on the alternate screen and before it is cleared, since a terminal that does not know a
//! question may print a part of it. Keys typed meanwhile are kept in order. A terminal that never
//! answers costs the limit, unless a signal ends the program first; an answer that comes later is still
//! decoded as an answer.

use super::decode::{Decoder, Input, Reply};
use super::known::{Answers, Verdict};
use super::profile::Profile;
use super::session::Wishes;
use super::tty::{Heard, Tty};
use crossterm::event::Event;
use std::io;
use std::time::{Duration, Instant};

/// How long an answer may take.
pub(super) const LIMIT: Duration = Duration::from_secs(1);

/// DECRQM for synchronized updates, then DA1, which every terminal answers.
const QUESTIONS: &[u8] = b"\x1b[?2026$p\x1b[c";
const SYNCHRONIZED_UPDATE: u32 = 2026;

/// What was asked and what came back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Detection {
    /// What the terminal said.
    pub answers: Answers,
    /// What that means.
    pub verdict: Verdict,
    /// How long it took.
    pub took: Duration,
}

impl Detection {
    /// Returns the profile to use: what the user wants, else what calibration found, else the verdict.
    #[must_use]
    pub fn profile(&self, wishes: &Wishes) -> Profile {
        let remembered = wishes.remembered.get(&self.answers.identity()).copied();
        let (name, marks) = remembered.unwrap_or((self.verdict.name, self.verdict.marks));
        let holds = |state: Option<u32>| matches!(state, Some(1..=3));
        Profile {
            name: wishes.profile.unwrap_or(name),
            marks: wishes.marks.unwrap_or(marks),
            synchronized: holds(self.answers.synchronized),
            margins: holds(self.answers.margins),
        }
    }
}

/// Asks, waits for the answers and returns what they say, with the events that came between them.
pub(super) fn ask(tty: &Tty, decoder: &mut Decoder, limit: Duration) -> io::Result<(Detection, Vec<Event>)> {
    tty.write(QUESTIONS)?;
    let (mut answers, mut events) = (Answers::default(), Vec::new());
    let since = Instant::now();
    let end = since + limit;
    let detection = |answers: Answers| Detection { verdict: answers.verdict(), answers, took: since.elapsed() };
    let mut buffer = [0; 1024];
    loop {
        let left = end.saturating_duration_since(Instant::now());
        let bytes = match tty.listen(Some(left), &mut buffer) {
            Heard::Bytes(bytes) => bytes,
            Heard::Silence | Heard::Stopped => return Ok((detection(answers), events)),
            Heard::Gone => return Err(io::ErrorKind::UnexpectedEof.into()),
        };
        let mut inputs = Vec::new();
        decoder.feed(bytes, &mut inputs);
        let mut answered = false;
        for input in inputs {
            match input {
                Input::Event(event) => events.push(event),
                Input::Reply(Reply::PrimaryAttributes(_)) => answered = true,
                Input::Reply(reply) => learn(&mut answers, &reply),
            }
        }
        if answered {
            return Ok((detection(answers), events));
        }
    }
}

fn learn(answers: &mut Answers, reply: &Reply) {
    if let Reply::Mode { mode: SYNCHRONIZED_UPDATE, private: true, state } = reply {
        answers.synchronized = Some(*state);
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
        let (detection, kept) = ask(&tty, &mut Decoder::default(), limit).unwrap();
        let profile = detection.profile(&Wishes::default());
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
