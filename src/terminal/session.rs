//! A session on the terminal: taking it, giving it back, and the pauses between.
//!
//! Whatever ends the program (quitting, an error, a panic, a signal, a suspend) the terminal is given
//! back as it was found, once, and keys and signals with it. The panic hook holds the terminal it has to restore.
//! stdin and stdout are never touched.

use super::backend::Screen;
use super::decode::Decoder;
use super::input::{self, TerminalEvent};
use super::probe::{self, Detection};
use super::profile::{Marks, Profile, ProfileName};
use super::signals::{self, Hearing};
use super::tty::Tty;
use crossterm::event::{KeyCode, KeyModifiers};
use rustix::fs::{Mode, OFlags};
use rustix::process::{Signal, getpgrp, getsid, kill_current_process_group};
use signal_hook::consts::SIGINT;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::panic;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

const TERMINAL: &str = "/dev/tty";

const ALTERNATE_SCREEN: &[u8] = b"\x1b[?1049h";
/// Our order is final: BDSM explicit, SCP left to right. VTE gives a row this property when the row is
/// made, so it goes before every clear. It needs no `?2501l`: paragraphs only choose a direction of
/// their own in the implicit mode.
pub(super) const KEEP_ORDER: &[u8] = b"\x1b[8l\x1b[1 k";
/// A clear screen, no cursor, pastes in brackets.
const GREETING: &[u8] = b"\x1b[0m\x1b[2J\x1b[H\x1b[?25l\x1b[?2004h";
/// The end of a frame that was cut off, with its margins and its scrolling region, plain style, nothing left behind where
/// there is no alternate screen (GNU screen as it comes), no brackets, the cursor, the terminal's own order (BDSM implicit,
/// SCP default), the screen as it was.
const FAREWELL: &[u8] = b"\x1b[?2026l\x1b[?69l\x1b[r\x1b[0m\x1b[2J\x1b[?2004l\x1b[?25h\x1b[8h\x1b[0 k\x1b[?1049l";

/// Why there is no session.
#[derive(Debug)]
pub enum OpenError {
    /// The process has no terminal: it runs from a pipe, a job or a service.
    NoTerminal(io::Error),
    /// There is one and it does not behave as a terminal.
    Unusable(io::Error),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTerminal(_) => write!(f, "There is no terminal to draw on."),
            Self::Unusable(error) => write!(f, "The terminal cannot be used: {error}."),
        }
    }
}

impl std::error::Error for OpenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NoTerminal(error) | Self::Unusable(error) => Some(error),
        }
    }
}

/// What the user has said of the terminal, which counts more than its answers.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wishes {
    /// How it is talked to.
    pub profile: Option<ProfileName>,
    /// What is done with marks.
    pub marks: Option<Marks>,
    /// Remembered calibrations, by [`super::Answers::identity`].
    pub remembered: BTreeMap<String, (ProfileName, Marks)>,
}

/// A session on the terminal of the process; dropping it gives the terminal back.
///
/// From then on the program takes neither keys nor signals: a signal does what it does by itself.
#[derive(Debug)]
pub struct Session {
    tty: Arc<Tty>,
    wishes: Wishes,
    profile: Profile,
    /// What was asked and answered, once that is done.
    detection: Option<Detection>,
    /// Until the input thread has it.
    decoder: Option<Decoder>,
    /// What was typed while the terminal answered.
    early: Vec<TerminalEvent>,
    /// Where both threads speak; the other end waits here until it is asked for.
    sender: Sender<TerminalEvent>,
    receiver: Option<Receiver<TerminalEvent>>,
    input: Option<JoinHandle<()>>,
    /// None only where no terminal of the process is meant.
    signals: Option<Hearing>,
}

impl Session {
    /// Opens the terminal of the process and starts to hear signals; nothing is changed on it yet.
    ///
    /// Every panic from now on gives it back before its message.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open(wishes: Wishes) -> Result<Self, OpenError> {
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let device =
            rustix::fs::open(TERMINAL, flags, Mode::empty()).map_err(|error| OpenError::NoTerminal(error.into()))?;
        let mut session = Self::on(Tty::new(device).map_err(OpenError::Unusable)?, wishes);
        let signals = signals::listen(&session.tty, session.sender.clone()).map_err(OpenError::Unusable)?;
        session.signals = Some(signals);
        session.restore_on_panic();
        Ok(session)
    }

    fn on(tty: Tty, wishes: Wishes) -> Self {
        let (sender, receiver) = channel();
        Self {
            tty: Arc::new(tty),
            wishes,
            profile: Profile::default(),
            detection: None,
            decoder: Some(Decoder::default()),
            early: Vec::new(),
            sender,
            receiver: Some(receiver),
            input: None,
            signals: None,
        }
    }

    fn restore_on_panic(&self) {
        let tty = Arc::clone(&self.tty);
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            farewell(&tty);
            report(panic);
        }));
    }

    /// Takes the terminal: raw mode, the alternate screen, our order. Asks it what it can do the first time; a signal
    /// to end cuts that short and is the first of [`Session::events`].
    ///
    /// Also right after [`TerminalEvent::Continue`]; then repaint the [`Screen`].
    ///
    /// # Errors
    /// The terminal does not take it; it was given back.
    pub fn enter(&mut self) -> io::Result<()> {
        let entered = self.try_enter();
        if entered.is_err() {
            farewell(&self.tty);
        }
        entered
    }

    fn try_enter(&mut self) -> io::Result<()> {
        self.tty.make_raw()?;
        self.tty.write(ALTERNATE_SCREEN)?;
        if self.detection.is_none()
            && let Some(decoder) = &mut self.decoder
        {
            let (detection, events) = probe::detect(&self.tty, decoder, probe::PATIENCE)?;
            self.profile = detection.profile(&self.wishes);
            self.detection = Some(detection);
            self.early.extend(events.into_iter().filter_map(TerminalEvent::from_event));
        }
        self.greet()
    }

    /// Sends what goes before everything that is drawn, and sees to it that it is taken back.
    fn greet(&self) -> io::Result<()> {
        self.tty.owe(self.profile.name.farewell());
        self.tty.write(&[self.profile.name.greeting(), KEEP_ORDER, GREETING].concat())
    }

    /// Talks to the terminal by another profile from now on; give it to the [`Screen`] too and repaint.
    ///
    /// # Errors
    /// The terminal takes no bytes any more.
    pub fn set_profile(&mut self, profile: Profile) -> io::Result<()> {
        self.tty.write(self.profile.name.farewell())?;
        self.profile = profile;
        self.greet()
    }

    /// Returns what was asked and answered; nothing before the first [`Session::enter`].
    #[must_use]
    pub fn detection(&self) -> Option<&Detection> {
        self.detection.as_ref()
    }

    /// Asks tmux again which terminal it runs in, where tmux it was that answered; true if it is another one.
    ///
    /// The profile for it is [`Detection::profile`]'s to say and [`Session::set_profile`]'s to take.
    pub fn ask_again(&mut self) -> bool {
        self.detection.as_mut().is_some_and(probe::ask_tmux_again)
    }

    /// Returns the signal that asks the program to end, where one has come; before [`Session::events`] Control-C is one
    /// too. For those who do not look at events.
    #[must_use]
    pub fn ending(&self) -> Option<i32> {
        let interrupts = |event: &TerminalEvent| match event {
            TerminalEvent::Key(key) => key.code == KeyCode::Char('c') && key.modifiers == KeyModifiers::CONTROL,
            _ => false,
        };
        self.tty.ended_by().or(self.early.iter().any(interrupts).then_some(SIGINT))
    }

    /// Starts listening to the terminal; signals are heard already. Call it once, after the first [`Session::enter`].
    ///
    /// # Errors
    /// The system has no thread left, or all this was done before.
    pub fn events(&mut self) -> io::Result<Receiver<TerminalEvent>> {
        let (Some(decoder), Some(receiver)) = (self.decoder.take(), self.receiver.take()) else {
            return Err(io::ErrorKind::AlreadyExists.into());
        };
        for event in self.early.drain(..) {
            // The receiver is right here.
            let _ = self.sender.send(event);
        }
        let awaiting = self.detection.as_ref().is_some_and(|detection| detection.answers.primary.is_empty());
        self.input = Some(input::listen(&self.tty, decoder, self.sender.clone(), awaiting)?);
        Ok(receiver)
    }

    /// Makes the screen to draw on, for what is known of the terminal: so after the first [`Session::enter`].
    ///
    /// # Errors
    /// The terminal does not say its size.
    pub fn screen(&self) -> io::Result<Screen> {
        Screen::new(Arc::clone(&self.tty), self.profile)
    }

    /// Sends a sequence that draws nothing, such as a text for the clipboard.
    ///
    /// # Errors
    /// The terminal takes no bytes any more.
    pub fn send(&self, bytes: &[u8]) -> io::Result<()> {
        self.tty.write(bytes)
    }

    /// Returns columns and rows, as they are now.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        self.tty.size()
    }

    /// Returns what is known of the terminal.
    #[must_use]
    pub fn profile(&self) -> Profile {
        self.profile
    }

    /// Gives the terminal back and stops the process with its whole pipeline, as Control-Z does.
    ///
    /// Returns when the shell continues it; a [`TerminalEvent::Continue`] follows, which calls for
    /// [`Session::enter`]. Returns false at once, and changes nothing, if no shell could continue it.
    ///
    /// # Errors
    /// The process cannot be stopped.
    pub fn suspend(&self) -> io::Result<bool> {
        // In the session leader's own group, as `ssh -t host reader` runs it, a stop is for ever.
        if getpgrp() == getsid(None)? {
            return Ok(false);
        }
        farewell(&self.tty);
        kill_current_process_group(Signal::STOP)?;
        Ok(true)
    }

    /// Ends the session where its owner still has work to do: gives back the terminal, keys and signals.
    pub fn restore(self) {
        drop(self);
    }
}

/// Gives `tty` back as it was found, from wherever the program ends.
pub(super) fn farewell(tty: &Tty) {
    tty.give_back(FAREWELL);
}

impl Drop for Session {
    fn drop(&mut self) {
        if let Some(signals) = &self.signals {
            signals.leave();
        }
        // Before the terminal is given back, so that what is typed then is the shell's; signals are heard until after.
        self.tty.stop_listening();
        if let Some(input) = self.input.take() {
            // A panic there has had its message.
            let _ = input.join();
        }
        farewell(&self.tty);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tty::tests::{pair, send, written};
    use super::*;

    #[test]
    fn the_order_is_kept_before_the_screen_is_cleared_and_returned_at_the_end() {
        let (tty, other) = pair();
        // The answers lie ready; in raw mode nothing echoes them.
        tty.make_raw().unwrap();
        let mut session = Session::on(tty, Wishes::default());
        send(&other, b"j\x1b[?2026;1$y\x1b[?62c");
        session.enter().unwrap();
        assert!(session.profile().synchronized);
        assert_eq!(session.early.len(), 1);
        let greeting = written(&other, "\x1b[?2004h");
        assert!(greeting.starts_with("\x1b[?1049h\x1b[>0q"), "{greeting:?}");
        assert!(greeting.find("\x1b[8l") < greeting.find("\x1b[2J"), "{greeting:?}");
        // The second time nothing is asked.
        session.enter().unwrap();
        assert!(!written(&other, "\x1b[?2004h").contains("\x1b[c"));
        drop(session);
        let farewell = written(&other, "\x1b[?1049l");
        assert!(farewell.contains("\x1b[?25h\x1b[8h\x1b[0 k"), "{farewell:?}");
    }

    /// What is sent to a terminal of this profile after the questions, and at the end.
    fn check(profile: ProfileName, before: &str, after: &str) {
        let (tty, other) = pair();
        tty.make_raw().unwrap();
        let mut session = Session::on(tty, Wishes { profile: Some(profile), ..Wishes::default() });
        send(&other, b"\x1b[?62c");
        session.enter().unwrap();
        written(&other, "\x1b[c");
        let greeting = format!("{before}\x1b[8l\x1b[1 k\x1b[0m\x1b[2J\x1b[H\x1b[?25l\x1b[?2004h");
        let farewell =
            format!("{after}\x1b[?2026l\x1b[?69l\x1b[r\x1b[0m\x1b[2J\x1b[?2004l\x1b[?25h\x1b[8h\x1b[0 k\x1b[?1049l");
        assert_eq!(written(&other, "2004h"), greeting, "{profile}");
        // As it is left for a stop, and taken again after it.
        super::farewell(&session.tty);
        assert_eq!(written(&other, "1049l"), farewell, "{profile}");
        session.enter().unwrap();
        assert_eq!(written(&other, "2004h"), format!("\x1b[?1049h{greeting}"), "{profile}");
        drop(session);
        assert_eq!(written(&other, "1049l"), farewell, "{profile}");
    }

    #[test]
    fn each_profile_is_greeted_and_left_with_these_bytes() {
        for profile in ProfileName::ALL {
            match profile {
                ProfileName::Konsole => {
                    check(profile, "\x1b]50;BidiRenderingEnabled=false\x07", "\x1b]50;BidiRenderingEnabled=true\x07");
                }
                ProfileName::Mlterm => check(profile, "\x1b]5379;use_ctl=false\x07", "\x1b]5379;use_ctl=true\x07"),
                profile => check(profile, "", ""),
            }
        }
    }

    #[test]
    fn another_profile_takes_back_the_switches_of_the_one_before() {
        let (tty, other) = pair();
        tty.make_raw().unwrap();
        let mut session = Session::on(tty, Wishes::default());
        send(&other, b"\x1bP>|Konsole 24.08.1\x1b\\\x1b[?62c");
        session.enter().unwrap();
        assert_eq!(session.profile().name, ProfileName::Konsole);
        written(&other, "2004h");
        session.set_profile(Profile { name: ProfileName::Sgr, ..session.profile() }).unwrap();
        assert!(written(&other, "2004h").starts_with("\x1b]50;BidiRenderingEnabled=true\x07\x1b[8l"));
        drop(session);
        assert!(written(&other, "1049l").starts_with("\x1b[?2026l"));
    }

    #[test]
    fn events_can_be_taken_once() {
        let (tty, _other) = pair();
        let mut session = Session::on(tty, Wishes::default());
        session.events().unwrap();
        assert_eq!(session.events().map(drop).map_err(|error| error.kind()), Err(io::ErrorKind::AlreadyExists));
    }
}
