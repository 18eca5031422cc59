//! The terminal device: raw mode, size, waiting, reading, writing; and one way to give it back.
//!
//! The modes it was found in are saved when raw mode begins and never while it lasts, so that a
//! process stopped and continued from outside does not save its own raw mode. Giving it back may be
//! asked for from anywhere and any number of times, and never waits long for a dead terminal; nothing
//! is drawn after it.

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::OwnedFd;
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::io::Errno;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};
use std::fmt;
use std::io::{self, PipeReader, PipeWriter, Write as _, pipe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// The size taken for a terminal that does not know its own.
const USUAL_SIZE: (u16, u16) = (80, 24);
/// How long giving it back waits for a terminal that takes no bytes.
const PATIENCE: Duration = Duration::from_millis(200);

/// An open terminal.
#[derive(Debug)]
pub(super) struct Tty {
    /// Never waits by itself, so that no thread hangs in it with the lock on `found`.
    device: OwnedFd,
    /// The modes it was found in, as long as it is ours. The lock is held for each write, so that none comes after the
    /// farewell; what is done under it neither waits without limit nor panics.
    found: Mutex<Option<Termios>>,
    /// What a farewell begins with: what takes back the switches of the profile.
    owed: Mutex<&'static [u8]>,
    /// A resize was reported and nobody has asked for the size since.
    resized: AtomicBool,
    /// Has a byte that is never read once listening is to end.
    stopped: PipeReader,
    stop: PipeWriter,
    /// The signal that asked the program to end.
    ended_by: OnceLock<i32>,
}

/// A write was given up: this signal asks the program to end, and the terminal takes no bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stalled {
    /// Its number.
    pub signal: i32,
}

impl fmt::Display for Stalled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "it takes no bytes, and signal {} came", self.signal)
    }
}

impl std::error::Error for Stalled {}

/// What listening came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Heard<'a> {
    /// These bytes were sent.
    Bytes(&'a [u8]),
    /// Nothing came in time.
    Silence,
    /// [`Tty::stop_listening`] was called.
    Stopped,
    /// The terminal is gone.
    Gone,
}

impl Tty {
    /// Takes a device that was opened for this alone.
    pub(super) fn new(device: OwnedFd) -> io::Result<Self> {
        // A device that is no terminal is found out here.
        tcgetattr(&device)?;
        fcntl_setfl(&device, fcntl_getfl(&device)? | OFlags::NONBLOCK)?;
        let (stopped, stop) = pipe()?;
        Ok(Self {
            device,
            found: Mutex::new(None),
            owed: Mutex::new(b""),
            resized: AtomicBool::new(false),
            stopped,
            stop,
            ended_by: OnceLock::new(),
        })
    }

    fn found(&self) -> MutexGuard<'_, Option<Termios>> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
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

    /// Has every farewell from now on begin with `bytes`.
    pub(super) fn owe(&self, bytes: &'static [u8]) {
        *self.owed.lock().unwrap_or_else(PoisonError::into_inner) = bytes;
    }

    /// Begins raw mode, or sets it again where it already holds.
    pub(super) fn make_raw(&self) -> io::Result<()> {
        let mut found = self.found();
        let mut modes = tcgetattr(&self.device)?;
        found.get_or_insert_with(|| modes.clone());
        modes.make_raw();
        tcsetattr(&self.device, OptionalActions::Now, &modes)?;
        Ok(())
    }

    /// Sends `farewell` and sets the modes that were found; does nothing outside raw mode.
    pub(super) fn give_back(&self, farewell: &[u8]) {
        let mut found = self.found();
        if let Some(modes) = found.take() {
            let owed = *self.owed.lock().unwrap_or_else(PoisonError::into_inner);
            self.write_patiently(owed);
            self.write_patiently(farewell);
            // Nobody is left to tell if it fails: the terminal is gone.
            let _ = tcsetattr(&self.device, OptionalActions::Now, &modes);
        }
    }

    /// Writes all of `bytes`; outside raw mode they are dropped, since the screen is somebody else's.
    ///
    /// # Errors
    /// The terminal is gone, or it takes no bytes and the program is to end: then it is [`Stalled`].
    pub(super) fn write(&self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let found = self.found();
            if found.is_none() {
                return Ok(());
            }
            let written = rustix::io::write(&self.device, bytes);
            drop(found);
            match written {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => {
                    let stopped = PollFd::new(&self.stopped, PollFlags::IN);
                    let mut polled = [PollFd::new(&self.device, PollFlags::OUT), stopped];
                    wait(&mut polled, None)?;
                    let [_, stopped] = polled;
                    if !stopped.revents().is_empty() {
                        let stalled = |signal: &i32| io::Error::other(Stalled { signal: *signal });
                        return Err(self.ended_by.get().map_or(io::ErrorKind::WouldBlock.into(), stalled));
                    }
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn write_patiently(&self, mut bytes: &[u8]) {
        let since = Instant::now();
        while !bytes.is_empty() && since.elapsed() < PATIENCE {
            match rustix::io::write(&self.device, bytes) {
                Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => {
                    // Silence ends the loop above; a terminal that is gone fails the next write.
                    let _ = wait(&mut [PollFd::new(&self.device, PollFlags::OUT)], Some(PATIENCE));
                }
                Err(_) => return,
            }
        }
    }

    /// Waits until something is sent, for ever without a limit.
    pub(super) fn listen<'a>(&self, limit: Option<Duration>, buffer: &'a mut [u8]) -> Heard<'a> {
        let end = limit.map(|limit| Instant::now() + limit);
        loop {
            let left = end.map(|end| end.saturating_duration_since(Instant::now()));
            let mut polled = [PollFd::new(&self.device, PollFlags::IN), PollFd::new(&self.stopped, PollFlags::IN)];
            match wait(&mut polled, left) {
                Ok(true) => {}
                Ok(false) => return Heard::Silence,
                Err(_) => return Heard::Gone,
            }
            let [_, stopped] = polled;
            if !stopped.revents().is_empty() {
                return Heard::Stopped;
            }
            match rustix::io::read(&self.device, &mut *buffer) {
                Ok(length) if length > 0 => return Heard::Bytes(buffer.get(..length).unwrap_or_default()),
                // Another process on the terminal may have been faster.
                Err(Errno::INTR | Errno::AGAIN) => {}
                Ok(_) | Err(_) => return Heard::Gone,
            }
        }
    }

    /// Has whoever listens, or writes to a terminal that takes nothing, be told that this signal ends it all.
    pub(super) fn end(&self, signal: i32) {
        // The first one counts.
        let _ = self.ended_by.set(signal);
        self.stop_listening();
    }

    /// The signal that asked the program to end.
    pub(super) fn ended_by(&self) -> Option<i32> {
        self.ended_by.get().copied()
    }

    /// Has whoever listens or will listen be told that it is over.
    pub(super) fn stop_listening(&self) {
        // The reader of the pipe is here and a byte or two always fit.
        let _ = (&self.stop).write_all(b".");
    }
}

/// Waits for one of `polled`; false if the limit came first. A signal that arrives meanwhile neither ends nor shortens
/// the waiting.
pub(super) fn wait(polled: &mut [PollFd<'_>], limit: Option<Duration>) -> io::Result<bool> {
    let end = limit.map(|limit| Instant::now() + limit);
    loop {
        let left = end.map(|end| end.saturating_duration_since(Instant::now()));
        let left = left.and_then(|left| Timespec::try_from(left).ok());
        match poll(polled, left.as_ref()) {
            Err(Errno::INTR | Errno::AGAIN) => {}
            ready => return Ok(ready? > 0),
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
        // A frame that comes too late is not drawn on the shell's screen.
        tty.write(b"frame").unwrap();
        assert_eq!(rustix::io::write(&tty.device, b"end!"), Ok(4));
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
    fn a_frame_in_its_middle_ends_when_the_terminal_is_given_back() {
        let (tty, other) = pair();
        tty.make_raw().unwrap();
        // More than any terminal keeps for a reader.
        let frame = vec![b'.'; 4 << 20];
        std::thread::scope(|scope| {
            let drawing = scope.spawn(|| tty.write(&frame));
            assert_eq!(rustix::io::read(&other, &mut [0; 1]), Ok(1));
            tty.give_back(b"");
            scope.spawn(|| {
                drawing.join().unwrap().unwrap();
                tty.write_patiently(b"end!");
            });
            assert!(written(&other, "end!").len() < frame.len());
        });
    }

    #[test]
    fn a_frame_that_nobody_takes_ends_with_the_signal() {
        let (tty, other) = pair();
        tty.make_raw().unwrap();
        let frame = vec![b'.'; 4 << 20];
        std::thread::scope(|scope| {
            let drawing = scope.spawn(|| tty.write(&frame));
            assert_eq!(rustix::io::read(&other, &mut [0; 1]), Ok(1));
            tty.end(15);
            tty.end(1);
            let error = drawing.join().unwrap().unwrap_err();
            assert_eq!(error.downcast::<Stalled>().unwrap(), Stalled { signal: 15 });
        });
        assert_eq!(tty.ended_by(), Some(15));
        tty.give_back(b"bye!");
    }

    #[test]
    fn a_closed_terminal_is_gone() {
        let (tty, other) = pair();
        assert_eq!(tty.listen(Some(Duration::ZERO), &mut [0; 8]), Heard::Silence);
        drop(other);
        assert_eq!(tty.listen(None, &mut [0; 8]), Heard::Gone);
    }

    #[test]
    fn listening_ends_before_what_is_typed_is_taken() {
        let (tty, other) = pair();
        tty.make_raw().unwrap();
        send(&other, b"x");
        tty.stop_listening();
        assert_eq!(tty.listen(None, &mut [0; 8]), Heard::Stopped);
        assert_eq!(tty.listen(None, &mut [0; 8]), Heard::Stopped);
    }
}
