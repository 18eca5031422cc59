//! Asks the terminal what it is and what it can do: all questions in one write, the one that all answer last.
//!
//! Asked on the alternate screen and before it is cleared, since a terminal that does not know a
//! question may print a part of it. Keys typed meanwhile are kept in order. A terminal that never
//! answers costs the limit, unless a signal ends the program first; an answer that comes later is still
//! decoded as an answer. What the answers mean is `known`'s to say.

use super::decode::{Decoder, Input, Reply};
use super::input::LONG_SILENCE;
use super::known::{Answers, Verdict, numbers};
use super::profile::Profile;
use super::session::Wishes;
use super::tmux;
use super::tty::{Heard, Tty};
use crossterm::event::Event;
use std::env;
use std::io;
use std::time::{Duration, Instant};

/// How long answers may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// Until the first one.
    silent: Duration,
    /// Until the last one, on a slow line.
    slow: Duration,
}

pub(super) const PATIENCE: Patience = Patience { silent: Duration::from_secs(1), slow: Duration::from_secs(2) };

/// Events that are kept until the answers are there; more were not typed by a hand.
const MOST_EVENTS: usize = 1 << 14;
/// No terminal has a longer name and version.
const LONGEST_NAME: usize = 64;

/// Modes that are asked for.
const BDSM: u32 = 8;
const SYNCHRONIZED_UPDATE: u32 = 2026;
const MARGINS: u32 = 69;
/// Rows where widths are tried; below the first, where a report could be a key. The row tells the reports apart.
const LAM_ALEF_ROW: u32 = 2;
const ZWNJ_ROW: u32 = 3;
/// Slot of the colour of letters.
const FOREGROUND: u32 = 10;

struct Question {
    about: &'static str,
    bytes: &'static str,
    /// What the terminal said to it.
    answer: fn(&Answers) -> Option<String>,
}

/// In the order they are sent.
const QUESTIONS: [Question; 10] = [
    Question { about: "name and version (XTVERSION)", bytes: "\x1b[>0q", answer: |answers| said(&answers.version) },
    Question { about: "make (DA3)", bytes: "\x1b[=c", answer: |answers| said(&answers.tertiary) },
    Question { about: "order of cells (DECRQM of BDSM)", bytes: "\x1b[8$p", answer: |answers| answers.bdsm.map(state) },
    Question {
        about: "whole frames (DECRQM of 2026)",
        bytes: "\x1b[?2026$p",
        answer: |answers| answers.synchronized.map(state),
    },
    Question {
        about: "left and right margins (DECRQM of 69)",
        bytes: "\x1b[?69$p",
        answer: |answers| answers.margins.map(state),
    },
    Question {
        about: "kind and version (DA2)",
        bytes: "\x1b[>c",
        answer: |answers| said(&numbers(&answers.secondary)),
    },
    Question {
        about: "colour of letters (OSC 10)",
        // Ended by ST, since BEL rings where this is not known.
        bytes: "\x1b]10;?\x1b\\",
        answer: |answers| answers.foreground.map(|(red, green, blue)| format!("#{red:02x}{green:02x}{blue:02x}")),
    },
    Question {
        about: "columns of lam and alef (CPR)",
        bytes: "\x1b[2;1H\u{644}\u{627}\x1b[6n\x1b[2K",
        answer: |answers| answers.lam_alef.map(|columns| columns.to_string()),
    },
    Question {
        about: "columns of a ZWNJ (CPR)",
        bytes: "\x1b[3;1Ha\u{200C}b\x1b[6n\x1b[2K",
        answer: |answers| answers.zwnj.map(|columns| columns.to_string()),
    },
    Question { about: "class and features (DA1)", bytes: "\x1b[c", answer: |answers| said(&numbers(&answers.primary)) },
];

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
            ink: self.answers.ink(),
        }
    }

    /// Returns, for people: what was asked about, what was sent, what came back.
    #[must_use]
    pub fn rows(&self) -> Vec<(&'static str, String, Option<String>)> {
        let answers = &self.answers;
        let mut rows: Vec<_> = QUESTIONS
            .iter()
            .map(|question| (question.about, written_out(question.bytes), (question.answer)(answers)))
            .collect();
        rows.push(("name for programs", "$TERM".to_owned(), said(&answers.term)));
        if answers.is_tmux() {
            let outer = answers.tmux.as_ref().map(|(kind, name)| format!("{kind}|{name}"));
            rows.push(("terminal around tmux", format!("tmux {}", tmux::ARGUMENTS.join(" ")), outer));
        }
        rows
    }
}

/// Asks the terminal, and where tmux answered asks that too; with the events that came meanwhile.
pub(super) fn detect(tty: &Tty, decoder: &mut Decoder, patience: Patience) -> io::Result<(Detection, Vec<Event>)> {
    let since = Instant::now();
    let (mut answers, events) = ask(tty, decoder, patience)?;
    let variable = |name| env::var_os(name).map(|value| clean(&value.to_string_lossy())).unwrap_or_default();
    answers.term = variable("TERM");
    if answers.is_tmux() && !variable("TMUX").is_empty() {
        answers.tmux = tmux::outer_terminal();
    }
    Ok((Detection { verdict: answers.verdict(), answers, took: since.elapsed() }, events))
}

/// Asks tmux again what it runs in, since a session can be taken to another terminal; true if that is so.
pub(super) fn ask_tmux_again(detection: &mut Detection) -> bool {
    let answers = &mut detection.answers;
    // Without one at the start there is none to ask: it runs at another end.
    if !answers.is_tmux() || answers.tmux.is_none() {
        return false;
    }
    let named = |(kind, name): &(String, String)| !(kind.is_empty() && name.is_empty());
    let Some(outer) = tmux::outer_terminal().filter(named) else { return false };
    let another = answers.tmux.replace(outer.clone()) != Some(outer);
    detection.verdict = detection.answers.verdict();
    another
}

/// Sends the questions and waits for the answers.
fn ask(tty: &Tty, decoder: &mut Decoder, patience: Patience) -> io::Result<(Answers, Vec<Event>)> {
    // A terminal of two rows would report one row for both widths.
    let tall = u32::from(tty.size()?.1) >= ZWNJ_ROW;
    let asked = QUESTIONS.iter().filter(|question| tall || !question.bytes.contains("\x1b[6n"));
    tty.write(asked.map(|question| question.bytes).collect::<String>().as_bytes())?;
    let (mut answers, mut events) = (Answers::default(), Vec::new());
    let (since, mut limit) = (Instant::now(), patience.silent);
    let (mut buffer, mut inputs) = ([0; 4096], Vec::new());
    loop {
        // Looked at each time: a terminal that never stops to talk must not hold the program either.
        let left = (since + limit).saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok((answers, events));
        }
        let silence = if decoder.is_ambiguous() { left.min(LONG_SILENCE) } else { left };
        match tty.listen(Some(silence), &mut buffer) {
            Heard::Bytes(bytes) => decoder.feed(bytes, &mut inputs),
            Heard::Silence => decoder.idle(&mut inputs),
            Heard::Stopped => return Ok((answers, events)),
            Heard::Gone => return Err(io::ErrorKind::UnexpectedEof.into()),
        }
        let mut answered = false;
        for input in inputs.drain(..) {
            match input {
                Input::Event(event) if events.len() < MOST_EVENTS => events.push(event),
                Input::Event(_) => {}
                Input::Reply(reply) => {
                    limit = patience.slow;
                    answered |= matches!(reply, Reply::PrimaryAttributes(_));
                    learn(&mut answers, reply);
                }
            }
        }
        if answered {
            return Ok((answers, events));
        }
    }
}

fn learn(answers: &mut Answers, reply: Reply) {
    match reply {
        Reply::PrimaryAttributes(numbers) => answers.primary = numbers,
        Reply::SecondaryAttributes(numbers) => answers.secondary = numbers,
        Reply::TertiaryAttributes(make) => answers.tertiary = clean(&make),
        Reply::Version(version) => answers.version = clean(&version),
        Reply::Mode { mode: BDSM, private: false, state } => answers.bdsm = Some(state),
        Reply::Mode { mode: SYNCHRONIZED_UPDATE, private: true, state } => answers.synchronized = Some(state),
        Reply::Mode { mode: MARGINS, private: true, state } => answers.margins = Some(state),
        Reply::Colour { slot: FOREGROUND, value } => answers.foreground = channels(&value),
        // Columns count from 1 and the cursor is after what was written, around the ZWNJ two letters.
        Reply::Cursor { row: LAM_ALEF_ROW, column } => answers.lam_alef = Some(column.saturating_sub(1)),
        Reply::Cursor { row: ZWNJ_ROW, column } => answers.zwnj = Some(column.saturating_sub(3)),
        Reply::Mode { .. } | Reply::Colour { .. } | Reply::Cursor { .. } | Reply::Other => {}
    }
}

/// What somebody else named, fit to be shown: nothing that a terminal would obey or reorder.
pub(super) fn clean(text: &str) -> String {
    text.chars().filter(|letter| matches!(letter, ' '..='~')).take(LONGEST_NAME).collect()
}

/// A colour as terminals write it: `rgb:` or `rgba:` and one to four hexadecimal digits a channel, or `#rrggbb`.
fn channels(value: &str) -> Option<(u8, u8, u8)> {
    let channel = |digits: &str| {
        let most = 16_u32.checked_pow(u32::try_from(digits.len()).ok()?)?.checked_sub(1).filter(|most| *most > 0)?;
        if digits.len() > 4 {
            return None;
        }
        u8::try_from(u32::from_str_radix(digits, 16).ok()? * 255 / most).ok()
    };
    if let Some(digits) = value.strip_prefix('#').filter(|digits| digits.len() == 6) {
        return Some((channel(digits.get(..2)?)?, channel(digits.get(2..4)?)?, channel(digits.get(4..)?)?));
    }
    let mut digits = value.strip_prefix("rgb:").or_else(|| value.strip_prefix("rgba:"))?.split('/');
    Some((channel(digits.next()?)?, channel(digits.next()?)?, channel(digits.next()?)?))
}

fn said(answer: &str) -> Option<String> {
    (!answer.is_empty()).then(|| answer.to_owned())
}

fn state(state: u32) -> String {
    let meaning = match state {
        0 => "not known",
        1 => "set",
        2 => "reset",
        3 => "set for ever",
        4 => "reset for ever",
        _ => "no state",
    };
    format!("{state}, {meaning}")
}

/// Bytes that are sent, as letters that can be shown.
fn written_out(bytes: &str) -> String {
    bytes.chars().fold(String::new(), |text, letter| match letter {
        '\x1b' => text + "ESC ",
        ' '..='~' => text + letter.encode_utf8(&mut [0; 4]),
        _ => text + &format!("<U+{:04X}>", u32::from(letter)),
    })
}

#[cfg(test)]
mod tests {
    use super::super::encode::Ink;
    use super::super::known::tests::measured;
    use super::super::profile::{Marks, ProfileName};
    use super::super::tty::tests::{pair, send};
    use super::*;
    use crossterm::event::KeyCode;
    use std::thread;

    const NONE: Patience = Patience { silent: Duration::ZERO, slow: Duration::ZERO };

    /// What this terminal sends back.
    fn replies(answers: &Answers) -> Vec<u8> {
        let csi = |sign: &str, numbers_of: &[u32]| match numbers_of {
            [] => String::new(),
            all => format!("\x1b[{sign}{}c", numbers(all)),
        };
        let mode =
            |name: &str, state: Option<u32>| state.map(|state| format!("\x1b[{name};{state}$y")).unwrap_or_default();
        let dcs =
            |sign: &str, text: &str| if text.is_empty() { String::new() } else { format!("\x1bP{sign}{text}\x1b\\") };
        let cursor =
            |row: u32, column: Option<u32>| column.map(|column| format!("\x1b[{row};{column}R")).unwrap_or_default();
        let all = [
            dcs(">|", &answers.version),
            dcs("!|", &answers.tertiary),
            mode("8", answers.bdsm),
            mode("?2026", answers.synchronized),
            mode("?69", answers.margins),
            csi(">", &answers.secondary),
            cursor(2, answers.lam_alef.map(|columns| columns + 1)),
            cursor(3, answers.zwnj.map(|columns| columns + 3)),
            csi("?", &answers.primary),
        ];
        all.concat().into_bytes()
    }

    fn typed(events: &[Event]) -> String {
        let letter = |event: &Event| match event {
            Event::Key(key) => match key.code {
                KeyCode::Char(letter) => letter,
                KeyCode::Esc => '^',
                _ => '?',
            },
            _ => '!',
        };
        events.iter().map(letter).collect()
    }

    #[test]
    fn every_measured_terminal_is_heard() {
        for row in measured() {
            let (tty, other) = pair();
            tty.make_raw().unwrap();
            send(&other, &replies(&row.answers));
            let patience = if row.answers.primary.is_empty() { NONE } else { PATIENCE };
            let (heard, events) = ask(&tty, &mut Decoder::default(), patience).unwrap();
            let heard = Answers { term: row.answers.term.clone(), tmux: row.answers.tmux.clone(), ..heard };
            assert_eq!(heard, row.answers, "{}", row.terminal);
            assert!(events.is_empty(), "{}: {events:?}", row.terminal);
        }
    }

    /// Lets the terminal answer `bytes`; what was learnt, and what was typed.
    fn check(bytes: &[u8], synchronized: bool, keys: &str) {
        let (tty, other) = pair();
        tty.make_raw().unwrap();
        send(&other, bytes);
        let (answers, kept) =
            ask(&tty, &mut Decoder::default(), if bytes.is_empty() { NONE } else { PATIENCE }).unwrap();
        assert_eq!(
            (answers.synchronized == Some(2), typed(&kept).as_str()),
            (synchronized, keys),
            "{}",
            bytes.escape_ascii()
        );
    }

    #[test]
    fn answers_are_told_from_typed_keys() {
        check(b"\x1b[?2026;2$y\x1b[?62;22c", true, "");
        check(b"a\x1b[?2026;2$yb\x1b[A\x1b[?62;22cc", true, "ab?c");
        check(b"\x1b\x1bP>|q\x1b\\j\x1b[2;3Rk\x1b[1;5R\x1b[?6c", false, "^jk?");
    }

    #[test]
    fn a_terminal_may_not_know_or_not_answer() {
        check(b"\x1b[?2026;0$y\x1b[?6c", false, "");
        check(b"\x1b[?6c", false, "");
        check(b"", false, "");
    }

    #[test]
    fn one_that_has_begun_to_answer_is_waited_for() {
        let (tty, other) = pair();
        tty.make_raw().unwrap();
        send(&other, b"\x1bP>|slow 1\x1b\\");
        let patience = Patience { silent: Duration::from_millis(50), slow: Duration::from_secs(60) };
        let (answers, _) = thread::scope(|scope| {
            scope.spawn(|| {
                thread::sleep(patience.silent * 2);
                send(&other, b"\x1b[?6c");
            });
            ask(&tty, &mut Decoder::default(), patience).unwrap()
        });
        assert_eq!((answers.version.as_str(), answers.primary.as_slice()), ("slow 1", [6].as_slice()));
    }

    #[test]
    fn one_that_never_stops_holds_nobody() {
        let (tty, other) = pair();
        tty.make_raw().unwrap();
        let ended = std::sync::atomic::AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                while !ended.load(std::sync::atomic::Ordering::SeqCst) {
                    // What is not taken fills up, and a full line is tried again.
                    let ready = &mut [rustix::event::PollFd::new(&other, rustix::event::PollFlags::OUT)];
                    if super::super::tty::wait(ready, Some(Duration::from_millis(1))).unwrap() {
                        rustix::io::write(&other, b"jjjjjjjjjjjjjjjj").unwrap();
                    }
                }
            });
            let patience = Patience { silent: Duration::from_millis(20), slow: Duration::from_millis(20) };
            let (answers, events) = ask(&tty, &mut Decoder::default(), patience).unwrap();
            ended.store(true, std::sync::atomic::Ordering::SeqCst);
            assert_eq!(answers, Answers::default());
            assert!(events.len() <= MOST_EVENTS);
        });
    }

    #[test]
    fn a_flat_terminal_is_not_asked_for_widths() {
        let (tty, other) = pair();
        tty.make_raw().unwrap();
        let flat = rustix::termios::Winsize { ws_row: 2, ws_col: 40, ws_xpixel: 0, ws_ypixel: 0 };
        rustix::termios::tcsetwinsize(&other, flat).unwrap();
        ask(&tty, &mut Decoder::default(), NONE).unwrap();
        assert!(!super::super::tty::tests::written(&other, "\x1b[c").contains("6n"));
    }

    #[test]
    fn colours_are_read_in_each_notation() {
        for (value, expected) in [
            ("rgb:ffff/8080/0000", Some((255, 128, 0))),
            ("rgb:ff/80/00", Some((255, 128, 0))),
            ("rgb:f/8/0", Some((255, 136, 0))),
            ("rgba:ffff/8080/0000/ffff", Some((255, 128, 0))),
            ("#ff8000", Some((255, 128, 0))),
            ("rgb:ff/80", None),
            ("rgb:fffff/80/00", None),
            ("rgb:/80/00", None),
            ("red", None),
            ("#\u{644}\u{644}\u{644}", None),
        ] {
            assert_eq!(channels(value), expected, "{value}");
        }
    }

    #[test]
    fn names_are_harmless() {
        assert_eq!(clean("Kons\x1b[2Jole\u{202E} 1\u{9b}\n"), "Kons[2Jole 1");
        assert_eq!(clean(&"x".repeat(5000)).len(), LONGEST_NAME);
    }

    #[test]
    fn the_rows_say_what_was_sent_and_answered() {
        let answers = Answers { version: "tmux 3.4".to_owned(), bdsm: Some(2), ..Answers::default() };
        let detection = Detection { verdict: answers.verdict(), answers, took: Duration::ZERO };
        let rows = detection.rows();
        let row =
            |about: &str| rows.iter().find(|row| row.0.contains(about)).map(|row| (row.1.as_str(), row.2.as_deref()));
        assert_eq!(row("XTVERSION"), Some(("ESC [>0q", Some("tmux 3.4"))));
        assert_eq!(row("BDSM"), Some(("ESC [8$p", Some("2, reset"))));
        assert_eq!(row("lam"), Some(("ESC [2;1H<U+0644><U+0627>ESC [6nESC [2K", None)));
        assert_eq!(row("around"), Some(("tmux display -p #{client_termtype}|#{client_termname}", None)));
    }

    #[test]
    fn wishes_count_more_than_memory_and_memory_more_than_the_verdict() {
        let answers = Answers { version: "kitty(1)".to_owned(), foreground: Some((1, 2, 3)), ..Answers::default() };
        let detection = Detection { verdict: answers.verdict(), answers, took: Duration::ZERO };
        let name = |wishes: &Wishes| (detection.profile(wishes).name, detection.profile(wishes).marks);
        let mut wishes = Wishes::default();
        assert_eq!(detection.profile(&wishes).ink, Ink::Rgb(1, 2, 3));
        assert_eq!(name(&wishes), (ProfileName::Kitty, Marks::Strip));
        wishes.remembered.insert(detection.answers.identity(), (ProfileName::Sgr, Marks::Keep));
        assert_eq!(name(&wishes), (ProfileName::Sgr, Marks::Keep));
        wishes.profile = Some(ProfileName::Inverse);
        assert_eq!(name(&wishes), (ProfileName::Inverse, Marks::Keep));
    }
}
