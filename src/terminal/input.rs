//! What the program is told, and the thread that listens to the terminal for it.
//!
//! Keys, pastes and the mouse come from here, the rest from `signals`, through one channel. A storm of
//! resizes is one event until somebody looks at the size. Control-C and Control-Z are keys in raw mode.

use super::decode::{Decoder, Input, Reply};
use super::tty::{Heard, Tty};
use crossterm::event::{Event, KeyEvent, KeyEventKind, MouseEvent};
use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// After so much silence an Escape is the key and not the start of a sequence.
const SILENCE: Duration = Duration::from_millis(30);
/// The same while answers are awaited, which may come in pieces over a slow line.
pub(super) const LONG_SILENCE: Duration = Duration::from_millis(250);
/// How long after the questions answers are awaited; a terminal that is silent until then stays so.
const LATEST: Duration = Duration::from_secs(5);

/// What the terminal or the system told the program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TerminalEvent {
    /// A key was pressed.
    Key(KeyEvent),
    /// Text was pasted; its lines end with `\n`.
    Paste(String),
    /// The mouse did something.
    Mouse(MouseEvent),
    /// The window has got (true) or lost the focus.
    Focus(bool),
    /// The window may have another size.
    Resize,
    /// Someone asks the program to stop for a while: call `Session::suspend`.
    Suspend,
    /// The program goes on after a stop: call `Session::enter` and repaint.
    Continue,
    /// This signal asks the program to end.
    Terminate(i32),
    /// The terminal is gone: end at once.
    Closed,
}

impl TerminalEvent {
    /// The event that a decoded one is to the program; none for a released key.
    pub(super) fn from_event(event: Event) -> Option<Self> {
        Some(match event {
            Event::Key(key) if key.kind == KeyEventKind::Release => return None,
            Event::Key(key) => Self::Key(key),
            Event::Paste(text) => Self::Paste(text),
            Event::Mouse(mouse) => Self::Mouse(mouse),
            Event::FocusGained => Self::Focus(true),
            Event::FocusLost => Self::Focus(false),
            Event::Resize(..) => Self::Resize,
        })
    }
}

/// Starts a thread that listens until the terminal is gone, it is told to stop or nobody wants to know. `awaiting` says
/// that the last of the terminal's answers has not come yet.
pub(super) fn listen(
    tty: &Arc<Tty>,
    decoder: Decoder,
    sender: Sender<TerminalEvent>,
    awaiting: bool,
) -> io::Result<JoinHandle<()>> {
    let tty = Arc::clone(tty);
    let awaited = awaiting.then(|| Instant::now() + LATEST);
    thread::Builder::new().name("terminal".into()).spawn(move || hear(&tty, decoder, &sender, awaited))
}

/// How long an Escape waits for the rest of a sequence while answers are awaited until then.
fn silence(awaited: Option<Instant>, now: Instant) -> Duration {
    if awaited.is_some_and(|end| now < end) { LONG_SILENCE } else { SILENCE }
}

fn hear(tty: &Tty, mut decoder: Decoder, sender: &Sender<TerminalEvent>, mut awaited: Option<Instant>) {
    let (mut buffer, mut inputs) = (vec![0; 16 << 10], Vec::new());
    loop {
        let limit = decoder.is_ambiguous().then(|| silence(awaited, Instant::now()));
        match tty.listen(limit, &mut buffer) {
            Heard::Bytes(bytes) => decoder.feed(bytes, &mut inputs),
            Heard::Silence => decoder.idle(&mut inputs),
            Heard::Stopped => return,
            Heard::Gone => {
                // Whoever does not listen has ended already.
                let _ = sender.send(TerminalEvent::Closed);
                return;
            }
        }
        let events = inputs.drain(..).filter_map(|input| match input {
            Input::Event(event) => TerminalEvent::from_event(event),
            // A late answer; nobody waits for it any more. After this one none comes.
            Input::Reply(reply) => {
                awaited = awaited.filter(|_| !matches!(reply, Reply::PrimaryAttributes(_)));
                None
            }
        });
        for event in events {
            if sender.send(event).is_err() {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tty::tests::{pair, send};
    use super::*;
    use crossterm::event::KeyCode;
    use std::sync::mpsc::channel;

    #[test]
    fn a_terminal_that_never_answers_is_not_awaited_for_ever() {
        let now = Instant::now();
        assert_eq!(silence(None, now), SILENCE);
        assert_eq!(silence(Some(now + LATEST), now), LONG_SILENCE);
        assert_eq!(silence(Some(now + LATEST), now + LATEST), SILENCE);
    }

    #[test]
    fn what_is_typed_arrives_in_order_until_the_terminal_goes() {
        let (tty, other) = pair();
        tty.make_raw().unwrap();
        let (sender, receiver) = channel();
        let listening = thread::spawn(move || hear(&tty, Decoder::default(), &sender, Some(Instant::now() + LATEST)));
        send(&other, b"j\x1b[?62c\x1b[1;1:3A\x1b[200~a\rb\x1b[201~\x1b[I\x1b");
        let key = |code: KeyCode| TerminalEvent::Key(code.into());
        // The Escape comes after a silence, and no clock is asked how long it was.
        let expected = [
            key(KeyCode::Char('j')),
            TerminalEvent::Paste("a\nb".into()),
            TerminalEvent::Focus(true),
            key(KeyCode::Esc),
        ];
        for event in expected {
            assert_eq!(receiver.recv().unwrap(), event);
        }
        drop(other);
        assert_eq!(receiver.recv().unwrap(), TerminalEvent::Closed);
        listening.join().unwrap();
    }
}
