//! A page on a terminal without a corpus: the test card, or calibration.
//!
//! The same states and drawing as on the screen, with a loop of their own that knows no keymap and no workers. The
//! session is the caller's, who has asked for it to be entered.

use super::event_loop::ScreenError;
use super::keys;
use super::lifecycle::{self, Turn};
use super::state::{Calibration, Card, Outcome, Page, Size};
use super::talk;
use super::view::{Theme, draw_page};
use crate::keymap::Key;
use crate::layout::Options;
use crate::terminal::{Session, TerminalEvent};

/// How a page ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown<T> {
    /// By the user.
    Answered(T),
    /// By a signal, or since the terminal is gone (then it is a hangup).
    Signalled(i32),
}

/// Shows the test card in the profile of the session, until a key is pressed.
///
/// # Errors
/// See [`ScreenError`].
pub fn card(session: &mut Session, theme: Theme) -> Result<Shown<()>, ScreenError> {
    show(session, theme, &mut Card::default())
}

/// Asks which way of sending rows reads right.
///
/// # Errors
/// See [`ScreenError`].
pub fn calibrate(session: &mut Session, theme: Theme) -> Result<Shown<Outcome>, ScreenError> {
    show(session, theme, &mut Calibration::default())
}

/// What can be shown alone.
trait Alone {
    type Answer;
    fn settle(&mut self, size: Size);
    fn page(&self) -> &Page;
    /// The rows that are sent in ways of their own; none where the session's profile is meant.
    fn tried(&self) -> Option<&[(u16, usize)]>;
    fn key(&mut self, key: Key) -> Option<Self::Answer>;
}

impl Alone for Card {
    type Answer = ();

    fn settle(&mut self, size: Size) {
        Self::settle(self, size, Options::default());
    }

    fn page(&self) -> &Page {
        Self::page(self)
    }

    fn tried(&self) -> Option<&[(u16, usize)]> {
        None
    }

    fn key(&mut self, _: Key) -> Option<()> {
        Some(())
    }
}

impl Alone for Calibration {
    type Answer = Outcome;

    fn settle(&mut self, size: Size) {
        Self::settle(self, size, Options::default());
    }

    fn page(&self) -> &Page {
        Self::page(self)
    }

    fn tried(&self) -> Option<&[(u16, usize)]> {
        Some(self.samples())
    }

    fn key(&mut self, key: Key) -> Option<Outcome> {
        Self::key(self, key)
    }
}

fn show<P: Alone>(session: &mut Session, theme: Theme, shown: &mut P) -> Result<Shown<P::Answer>, ScreenError> {
    match run(session, theme, shown) {
        Err(ScreenError::Failed(error)) => match lifecycle::ended_by(&error) {
            Some(signal) => Ok(Shown::Signalled(signal)),
            None => Err(error.into()),
        },
        ended => ended,
    }
}

fn run<P: Alone>(session: &mut Session, theme: Theme, shown: &mut P) -> Result<Shown<P::Answer>, ScreenError> {
    let events = session.events()?;
    let mut screen = session.screen()?;
    let mut sent = None;
    loop {
        let (columns, rows) = session.size()?;
        shown.settle(Size { columns, rows });
        if let Some(tried) = shown.tried().filter(|tried| sent.as_deref() != Some(*tried)) {
            let (profile, rows) = talk::tried(tried, session.profile());
            screen.set_row_profiles(rows);
            if profile != session.profile() {
                session.set_profile(profile)?;
                screen.set_profile(profile);
            }
            screen.repaint()?;
            sent = Some(tried.to_vec());
        }
        screen.draw(|frame| draw_page(shown.page(), theme, frame.buffer_mut()))?;
        let event = events.recv().map_err(|_| ScreenError::Panicked)?;
        match lifecycle::turn(event, session, &mut screen)? {
            Turn::Own(TerminalEvent::Key(event)) => {
                if let Some(answer) = keys::key(event).and_then(|key| shown.key(key)) {
                    return Ok(Shown::Answered(answer));
                }
            }
            Turn::Ended(signal) => return Ok(Shown::Signalled(signal)),
            Turn::Anew | Turn::Unstopped | Turn::Own(_) => {}
        }
    }
}
