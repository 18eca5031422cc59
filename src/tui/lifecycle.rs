//! What a stop, going on, another size and an end ask of the session and its screen, for every loop that shows something.

use crate::terminal::{Screen, Session, Stalled, TerminalEvent};
use rustix::io::Errno;
use signal_hook::consts::SIGHUP;
use std::io;

/// What an event comes to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Turn {
    /// The next frame is drawn on a clear screen, which may have another size.
    Anew,
    /// Nothing was stopped: no shell is there to bring the program back.
    Unstopped,
    /// It is over: by this signal, or since the terminal is gone (then it is a hangup).
    Ended(i32),
    /// It is the loop's own to handle.
    Own(TerminalEvent),
}

/// Does what an event asks of the session and its screen.
///
/// # Errors
/// The terminal failed; see [`ended_by`].
pub(super) fn turn(event: TerminalEvent, session: &mut Session, screen: &mut Screen) -> io::Result<Turn> {
    match event {
        // A size that came and went has cut rows, or made some that have not our order.
        TerminalEvent::Resize => {}
        // Going on again: nothing may be drawn before the screen is ours.
        TerminalEvent::Suspend if session.suspend()? => session.enter()?,
        TerminalEvent::Suspend => return Ok(Turn::Unstopped),
        TerminalEvent::Continue => session.enter()?,
        TerminalEvent::Terminate(signal) => return Ok(Turn::Ended(signal)),
        TerminalEvent::Closed => return Ok(Turn::Ended(SIGHUP)),
        own => return Ok(Turn::Own(own)),
    }
    screen.repaint()?;
    Ok(Turn::Anew)
}

/// Returns the signal that an error of the terminal comes to. A write, or the end of what is answered, may tell of a
/// signal or a hangup before its event arrives.
pub fn ended_by(error: &io::Error) -> Option<i32> {
    let stalled = error.get_ref().and_then(|error| error.downcast_ref::<Stalled>());
    let gone = error.kind() == io::ErrorKind::UnexpectedEof || error.raw_os_error() == Some(Errno::IO.raw_os_error());
    stalled.map(|stalled| stalled.signal).or(gone.then_some(SIGHUP))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_a_terminal_that_ends_are_told_from_others() {
        assert_eq!(ended_by(&io::Error::other(Stalled { signal: 15 })), Some(15));
        assert_eq!(ended_by(&io::ErrorKind::UnexpectedEof.into()), Some(SIGHUP));
        assert_eq!(ended_by(&Errno::IO.into()), Some(SIGHUP));
        assert_eq!(ended_by(&io::ErrorKind::WriteZero.into()), None);
    }
}
