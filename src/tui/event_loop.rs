//! Runs the screen: messages in, state on, effects out, then one frame.
//!
//! The only place where state, drawing, terminal and workers meet. All that waits is handled before
//! the next frame, so that held keys never queue frames. Leaves on every way out with the terminal
//! given back; what was chosen is for the caller to print, after that.

use super::keys;
use super::lifecycle::{self, Turn};
use super::memory;
use super::state::{App, Clipboard, Effect, Exit, Found, Msg, Size, Talk};
use super::talk;
use super::view;
use super::worker::{Listener, Workers};
use crate::library::Library;
use crate::store::State;
use crate::terminal::clipboard::Route;
use crate::terminal::{OpenError, Screen, Session, TerminalEvent, Wishes, clipboard};
use std::fmt;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Messages that are handled between two frames at most, so that a flood still shows.
const BETWEEN_FRAMES: usize = 512;

/// How long a statement shows before it counts as read, and stays whatever is found before it.
const REST: Duration = Duration::from_secs(1);

/// The end of a session at the screen.
#[derive(Debug)]
pub struct End {
    /// How it ended.
    pub how: Ended,
    /// What failed too late to be shown, such as the writing of a file.
    pub failures: Vec<String>,
}

/// How a session at the screen ended.
#[derive(Debug)]
pub enum Ended {
    /// By the user.
    Left(Exit),
    /// By a signal, or since the terminal is gone (then it is a hangup).
    Signalled(i32),
}

/// Why the screen could not be shown, or no longer.
#[derive(Debug)]
pub enum ScreenError {
    /// There is no terminal to draw on.
    Open(OpenError),
    /// The terminal or the system failed.
    Failed(io::Error),
    /// A thread panicked; its message was printed after the terminal was given back.
    Panicked,
}

impl fmt::Display for ScreenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(error) => write!(f, "{error}"),
            Self::Failed(error) => write!(f, "The terminal failed: {error}."),
            Self::Panicked => write!(f, "The program has failed; this is a mistake in it, please report it."),
        }
    }
}

impl std::error::Error for ScreenError {}

impl From<io::Error> for ScreenError {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// Everything that reaches the loop.
enum Incoming {
    Terminal(TerminalEvent),
    Work(Msg),
    Copy(Result<String, String>),
    Send(Arc<str>),
    Panicked,
}

#[derive(Clone)]
struct ToLoop(Sender<Incoming>);

impl Listener for ToLoop {
    fn tell(&self, message: Msg) -> bool {
        self.0.send(Incoming::Work(message)).is_ok()
    }

    fn copy(&self, text: Result<String, String>) -> bool {
        self.0.send(Incoming::Copy(text)).is_ok()
    }

    fn send(&self, text: Arc<str>) -> bool {
        self.0.send(Incoming::Send(text)).is_ok()
    }

    fn fail(&self) {
        // Where nobody listens any more the program is ending already.
        let _ = self.0.send(Incoming::Panicked);
    }
}

/// Shows `app` until the user leaves.
///
/// # Errors
/// See [`ScreenError`]; the terminal has been given back.
pub fn run(
    app: App,
    theme: view::Theme,
    library: &Arc<Library>,
    wishes: Wishes,
    state: State,
) -> Result<End, ScreenError> {
    match show(app, theme, library, wishes, state) {
        // Before the first frame: there was nothing yet that could fail late.
        Err(ScreenError::Failed(error)) => {
            ended(error).map(|how| End { how, failures: Vec::new() }).map_err(ScreenError::Failed)
        }
        ended => ended,
    }
}

fn show(
    mut app: App,
    theme: view::Theme,
    library: &Arc<Library>,
    wishes: Wishes,
    state: State,
) -> Result<End, ScreenError> {
    let mut session = Session::open(wishes.clone()).map_err(ScreenError::Open)?;
    let (sender, incoming) = channel();
    let listener = ToLoop(sender);
    // The corpus is read while the terminal is still asked what it can do.
    let workers = Workers::start(library, &listener)?;
    session.enter()?;
    let events = session.events()?;
    let screen = session.screen()?;
    forward(events, listener.0)?;
    let (columns, rows) = session.size()?;
    app.update(Msg::Resize(Size { columns, rows }));
    let named = wishes.profile.is_some();
    let mut running = Loop { app, theme, wishes, named, state, session, screen, workers, incoming, shown: None };
    running.say_what_is_in_use();
    let how = match running.run() {
        Err(ScreenError::Failed(error)) => ended(error)?,
        ended => ended?,
    };
    Ok(End { how, failures: running.finish() })
}

/// The end that an error of the terminal comes to, if it is one.
fn ended(error: io::Error) -> io::Result<Ended> {
    lifecycle::ended_by(&error).map(Ended::Signalled).ok_or(error)
}

/// Passes what the terminal tells into the one channel of the loop.
fn forward(events: Receiver<TerminalEvent>, sender: Sender<Incoming>) -> io::Result<()> {
    let pass = move || {
        for event in events {
            if sender.send(Incoming::Terminal(event)).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name("events".into()).spawn(pass).map(drop)
}

struct Loop {
    app: App,
    theme: view::Theme,
    wishes: Wishes,
    /// A profile was named before the start, and will be the next time.
    named: bool,
    state: State,
    session: Session,
    screen: Screen,
    workers: Workers,
    incoming: Receiver<Incoming>,
    /// Since when a statement shows.
    shown: Option<Instant>,
}

impl Loop {
    fn run(&mut self) -> Result<Ended, ScreenError> {
        loop {
            self.screen.set_panes(view::scrolling(&self.app));
            self.screen.draw(|frame| {
                if let Some(cursor) = view::draw(&self.app, self.theme, frame.buffer_mut()) {
                    frame.set_cursor_position(cursor);
                }
            })?;
            let mut next = self.next()?;
            for _ in 0..BETWEEN_FRAMES {
                if let Some(ended) = self.take(next)? {
                    return Ok(ended);
                }
                match self.incoming.try_recv() {
                    Ok(waiting) => next = waiting,
                    Err(_) => break,
                }
            }
        }
    }

    /// Waits for what comes next.
    fn next(&mut self) -> Result<Incoming, ScreenError> {
        if self.app.list().moved() || self.app.pager().item().is_none() {
            return self.incoming.recv().map_err(|_| ScreenError::Panicked);
        }
        let left = (*self.shown.get_or_insert_with(Instant::now) + REST).saturating_duration_since(Instant::now());
        if left.is_zero() {
            // A flood of what is found does not put it off.
            return Ok(Incoming::Work(Msg::Rested));
        }
        match self.incoming.recv_timeout(left) {
            Ok(next) => Ok(next),
            Err(RecvTimeoutError::Timeout) => Ok(Incoming::Work(Msg::Rested)),
            Err(RecvTimeoutError::Disconnected) => Err(ScreenError::Panicked),
        }
    }

    /// Gives the terminal back and waits for what is still being written; gives what failed of it.
    fn finish(self) -> Vec<String> {
        let Self { session, workers, incoming, .. } = self;
        drop(session);
        workers.finish();
        let failed = |incoming| match incoming {
            Incoming::Work(Msg::Told { sentence, failed: true }) => Some(sentence),
            _ => None,
        };
        incoming.try_iter().filter_map(failed).collect()
    }

    /// Handles one thing; an answer means the end.
    fn take(&mut self, incoming: Incoming) -> Result<Option<Ended>, ScreenError> {
        let message = match incoming {
            Incoming::Panicked => return Err(ScreenError::Panicked),
            Incoming::Work(message) => message,
            Incoming::Copy(text) => Msg::Copied(text),
            Incoming::Send(text) => self.send(&text)?,
            Incoming::Terminal(event) => return self.turn(event),
        };
        self.advance(message)
    }

    fn turn(&mut self, event: TerminalEvent) -> Result<Option<Ended>, ScreenError> {
        let goes_on = event == TerminalEvent::Continue;
        let message = match lifecycle::turn(event, &mut self.session, &mut self.screen)? {
            Turn::Own(TerminalEvent::Key(key)) => match keys::key(key) {
                Some(key) => Msg::Key(key),
                None => return Ok(None),
            },
            Turn::Own(TerminalEvent::Paste(text)) => Msg::Paste(text),
            Turn::Own(_) => return Ok(None),
            Turn::Anew => {
                if goes_on && self.session.ask_again() {
                    let talk = self.app.talk().clone();
                    self.talk(&talk)?;
                }
                let (columns, rows) = self.session.size()?;
                Msg::Resize(Size { columns, rows })
            }
            Turn::Unstopped => {
                Msg::Told { sentence: "No shell is there to bring the program back.".to_owned(), failed: true }
            }
            Turn::Ended(signal) => return Ok(Some(Ended::Signalled(signal))),
        };
        self.advance(message)
    }

    fn advance(&mut self, message: Msg) -> Result<Option<Ended>, ScreenError> {
        for effect in self.app.update(message) {
            match effect {
                Effect::Load { ticket, entry } => self.workers.load(ticket, entry),
                Effect::Narrow { ticket, query, catalogue } => self.workers.narrow(ticket, query, catalogue),
                Effect::Write { write, chosen } => self.workers.write(write, chosen),
                Effect::Copy(chosen) => self.workers.copy(chosen),
                Effect::Clip { clipboard: Clipboard::Command, text } => self.workers.pipe(text),
                Effect::Clip { text, .. } if self.route() == Route::TmuxServer => self.workers.tell_tmux(text),
                Effect::Clip { text, .. } => {
                    let told = self.send(&text)?;
                    self.app.update(told);
                }
                Effect::Terminal(talk) => self.talk(&talk)?,
                Effect::Remember(found) => self.remember(found),
                // Only as an answer to how the terminal is talked to, and that is told elsewhere.
                Effect::Offered => {}
                Effect::Suspend => {
                    if let Some(ended) = self.turn(TerminalEvent::Suspend)? {
                        return Ok(Some(ended));
                    }
                }
                Effect::Redraw => self.screen.repaint()?,
                Effect::Quit(exit) => return Ok(Some(Ended::Left(exit))),
            }
        }
        Ok(None)
    }

    fn route(&self) -> Route {
        self.session.detection().map(|detection| Route::of(&detection.answers)).unwrap_or_default()
    }

    /// Sends a text to the clipboard of the terminal; the message says so.
    fn send(&self, text: &str) -> io::Result<Msg> {
        let (sentence, failed) = match clipboard::sequence(text, self.route()) {
            Ok(bytes) => {
                self.session.send(&bytes)?;
                let characters = text.chars().count();
                (format!("{characters} characters sent to the terminal's clipboard, if it takes them."), false)
            }
            Err(error) => (error.to_string(), true),
        };
        Ok(Msg::Told { sentence, failed })
    }

    /// Talks to the terminal in another way from now on.
    fn talk(&mut self, talk: &Talk) -> io::Result<()> {
        if matches!(talk, Talk::Set { terminal: None, .. }) {
            self.session.ask_again();
        }
        let Some(detection) = self.session.detection() else { return Ok(()) };
        let (profile, rows) = talk::carried_out(talk, &mut self.wishes, detection);
        self.screen.set_row_profiles(rows);
        if profile != self.session.profile() {
            self.session.set_profile(profile)?;
            self.screen.set_profile(profile);
        }
        self.screen.repaint()?;
        if matches!(talk, Talk::Set { .. }) {
            self.say_what_is_in_use();
        }
        Ok(())
    }

    fn say_what_is_in_use(&mut self) {
        if let Some(detection) = self.session.detection() {
            let identity = detection.answers.identity();
            // Where nothing can be remembered it is offered each time.
            let offered = || self.state.was_offered(&identity).unwrap_or(false);
            let now = talk::in_use(self.session.profile(), &self.wishes, detection, offered);
            if self.app.update(Msg::TalkedTo(now)).iter().any(|effect| matches!(effect, Effect::Offered)) {
                let _ = self.state.offered(&identity);
            }
        }
    }

    /// Keeps what calibration found, for now and for the next time.
    fn remember(&mut self, found: Found) {
        let (Some(detection), Some(found)) = (self.session.detection(), memory::in_terms(found)) else {
            return;
        };
        let (identity, way) = (detection.answers.identity(), found.0);
        let (sentence, failed) = match memory::remember(&self.state, &identity, found) {
            Ok(()) if self.named => (format!("{way} until you leave, then --terminal or READER_TERMINAL."), false),
            Ok(()) => (format!("{way} is used here; reader doctor --forget undoes it."), false),
            Err(error) => (format!("{way} is used here until you leave. {error}"), true),
        };
        self.wishes.remembered.insert(identity, found);
        self.app.update(Msg::Told { sentence, failed });
    }
}
