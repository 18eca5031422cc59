//! The terminal device: raw mode, size, waiting, reading, writing; and one way to give it back.
//!
//! The modes it was found in are saved when raw mode begins and never while it lasts, so that a
//! process stopped and continued from outside does not save its own raw mode. Giving it back may be
//! asked for from anywhere and any number of times, and never waits long for a dead terminal.

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::OwnedFd;
use rustix::io::Errno;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The size taken for a terminal that does not know its own.
const USUAL_SIZE: (u16, u16) = (80, 24);
/// How long giving it back waits for a terminal that takes no bytes.
const PATIENCE: Duration = Duration::from_millis(200);

/// An open terminal.
#[derive(Debug)]
pub(super) struct Tty {
    device: OwnedFd,
    found: Mutex<Termios>,
    raw: AtomicBool,
    /// A resize was reported and nobody has asked for the size since.
    resized: AtomicBool,
}

/// What waiting came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Waited {
    /// Bytes are there.
    Ready,
    /// Nothing came in time.
    Silent,
    /// The terminal is gone.
    Gone,
}

impl Tty {
    pub(super) fn new(device: OwnedFd) -> io::Result<Self> {
        let found = tcgetattr(&device)?;
        Ok(Self { device, found: Mutex::new(found), raw: AtomicBool::new(false), resized: AtomicBool::new(false) })
    }

    /// Columns and rows, as they are now.
    pub(super) fn size(&self) -> io::Result<(u16, u16)> {
        // First: a change between this line and the next must be reported anew.
        self.resized.store(false, Ordering::SeqCst);
        let size = tcgetwinsize(&self.device)?;
        let or = |known: u16, usual: u16| if known == 0 { usual } else { known };
        Ok((or(size.ws_col, USUAL_SIZE.0), or(size.ws_row, USUAL_SIZE.1)))
    }

    /// True if a resize has to be reported: none is waiting that nobody looked at.
    pub(super) fn resize_is_news(&self) -> bool {
        !self.resized.swap(true, Ordering::SeqCst)
    }

    /// Begins raw mode, or sets it again where it already holds.
    pub(super) fn make_raw(&self) -> io::Result<()> {
        let mut modes = tcgetattr(&self.device)?;
        if !self.raw.load(Ordering::SeqCst) {
            *self.found.lock().unwrap_or_else(PoisonError::into_inner) = modes.clone();
        }
        modes.make_raw();
        self.raw.store(true, Ordering::SeqCst);
        tcsetattr(&self.device, OptionalActions::Now, &modes)?;
        Ok(())
    }

    /// Sends `farewell` and sets the modes that were found; does nothing outside raw mode.
    pub(super) fn give_back(&self, farewell: &[u8]) {
        if !self.raw.swap(false, Ordering::SeqCst) {
            return;
        }
        self.write_patiently(farewell);
        // A holder that panicked inside the lock left whole modes behind; one that is at work must not be waited for.
        let found = match self.found.try_lock() {
            Ok(found) => Some(found.clone()),
            Err(std::sync::TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner().clone()),
            Err(std::sync::TryLockError::WouldBlock) => None,
        };
        // Nobody is left to tell if it fails: the terminal is gone.
        if let Some(found) = found {
            let _ = tcsetattr(&self.device, OptionalActions::Now, &found);
        }
    }

    /// Writes all of `bytes`.
    pub(super) fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let mut rest = bytes;
        while !rest.is_empty() {
            match rustix::io::write(&self.device, rest) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => rest = rest.get(written..).unwrap_or_default(),
                Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn write_patiently(&self, mut bytes: &[u8]) {
        let since = Instant::now();
        while !bytes.is_empty() && since.elapsed() < PATIENCE {
            match self.poll(PollFlags::OUT, Some(PATIENCE)) {
                Waited::Ready => match rustix::io::write(&self.device, bytes) {
                    Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
                    Err(Errno::INTR) => {}
                    Err(_) => return,
                },
                Waited::Silent => {}
                Waited::Gone => return,
            }
        }
    }

    /// Waits until bytes can be read, for ever without a limit.
    pub(super) fn wait(&self, limit: Option<Duration>) -> Waited {
        self.poll(PollFlags::IN, limit)
    }

    /// A signal that arrives meanwhile neither ends nor shortens the waiting.
    fn poll(&self, wanted: PollFlags, limit: Option<Duration>) -> Waited {
        let end = limit.map(|limit| Instant::now() + limit);
        loop {
            let left = end.map(|end| end.saturating_duration_since(Instant::now()));
            let left = left.and_then(|left| Timespec::try_from(left).ok());
            let mut polled = [PollFd::new(&self.device, wanted)];
            return match poll(&mut polled, left.as_ref()) {
                Err(Errno::INTR | Errno::AGAIN) => continue,
                Ok(0) => Waited::Silent,
                Ok(_) if polled.iter().any(|one| one.revents().contains(wanted)) => Waited::Ready,
                Ok(_) | Err(_) => Waited::Gone,
            };
        }
    }

    /// Reads what is there; nothing means that the terminal is gone.
    pub(super) fn read<'a>(&self, buffer: &'a mut [u8]) -> &'a [u8] {
        loop {
            match rustix::io::read(&self.device, &mut *buffer) {
                Ok(length) => return buffer.get(..length).unwrap_or_default(),
                Err(Errno::INTR) => {}
                Err(_) => return &[],
            }
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use rustix_openpty::openpty;

    /// A terminal and its other end.
    pub(in crate::terminal) fn pair() -> (Tty, OwnedFd) {
        let size = rustix::termios::Winsize { ws_row: 10, ws_col: 40, ws_xpixel: 0, ws_ypixel: 0 };
        let pty = openpty(None, Some(&size)).unwrap();
        (Tty::new(pty.user).unwrap(), pty.controller)
    }

    /// What came out at the other end, up to and with `end`.
    pub(in crate::terminal) fn written(other: &OwnedFd, end: &str) -> String {
        let mut text = String::new();
        while !text.ends_with(end) {
            let mut byte = [0];
            assert_eq!(rustix::io::read(other, &mut byte).unwrap(), 1, "{text:?}");
            text.push(char::from(byte[0]));
        }
        text
    }

    /// Sends `bytes` from the other end, as a terminal does.
    pub(in crate::terminal) fn send(other: &OwnedFd, bytes: &[u8]) {
        assert_eq!(rustix::io::write(other, bytes).unwrap(), bytes.len());
    }

    fn modes(tty: &Tty) -> String {
        format!("{:?}", tcgetattr(&tty.device).unwrap())
    }

    #[test]
    fn what_was_found_is_given_back_once() {
        let (tty, other) = pair();
        let before = modes(&tty);
        tty.make_raw().unwrap();
        assert_ne!(modes(&tty), before);
        tty.make_raw().unwrap();
        tty.give_back(b"bye!");
        tty.give_back(b"again!");
        assert_eq!(modes(&tty), before);
        tty.write(b"end!").unwrap();
        assert_eq!(written(&other, "end!"), "bye!end!");
    }

    #[test]
    fn a_storm_of_resizes_is_news_once() {
        let (tty, _other) = pair();
        assert!(tty.resize_is_news());
        assert!(!tty.resize_is_news());
        assert_eq!(tty.size().unwrap(), (40, 10));
        assert!(tty.resize_is_news());
    }

    #[test]
    fn a_closed_terminal_is_gone() {
        let (tty, other) = pair();
        assert_eq!(tty.wait(Some(Duration::ZERO)), Waited::Silent);
        drop(other);
        // Some systems say it at once, some let the read find out.
        let gone = match tty.wait(None) {
            Waited::Ready => tty.read(&mut [0; 8]).is_empty(),
            waited => waited == Waited::Gone,
        };
        assert!(gone);
    }
}
