//! Two threads that listen: one to the terminal, one to signals. Both speak through one channel.
//!
//! A storm of resizes is one event until somebody looks at the size. The first signal to end is told
//! to the program, which ends in order; a second one gives the terminal back and ends the process
//! here, so that a program that hangs can always be ended. Control-C and Control-Z are keys in raw mode.

use super::decode::{Decoder, Input};
use super::session::farewell;
use super::tty::{Tty, Waited};
use crossterm::event::{Event, KeyEvent, KeyEventKind, MouseEvent};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

/// After so much silence an Escape is the key and not the start of a sequence.
const SILENCE: Duration = Duration::from_millis(30);

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

/// Starts both threads; `early` events come first.
pub(super) fn listen(
    tty: &Arc<Tty>,
    decoder: Decoder,
    early: Vec<TerminalEvent>,
) -> io::Result<Receiver<TerminalEvent>> {
    let (sender, receiver) = channel();
    for event in early {
        // The receiver is right here.
        let _ = sender.send(event);
    }
    let signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT])?;
    let (signalled, signal_sender) = (Arc::clone(tty), sender.clone());
    thread::Builder::new().name("signals".into()).spawn(move || hear_signals(signals, &signalled, &signal_sender))?;
    let read = Arc::clone(tty);
    thread::Builder::new().name("terminal".into()).spawn(move || hear_terminal(&read, decoder, &sender))?;
    Ok(receiver)
}

/// Runs until the terminal is gone or nobody listens.
fn hear_terminal(tty: &Tty, mut decoder: Decoder, sender: &Sender<TerminalEvent>) {
    let (mut buffer, mut inputs) = (vec![0; 16 << 10], Vec::new());
    loop {
        let gone = match tty.wait(decoder.is_ambiguous().then_some(SILENCE)) {
            Waited::Ready => {
                let bytes = tty.read(&mut buffer);
                decoder.feed(bytes, &mut inputs);
                bytes.is_empty()
            }
            Waited::Silent => {
                decoder.idle(&mut inputs);
                false
            }
            Waited::Gone => true,
        };
        let events = inputs.drain(..).filter_map(|input| match input {
            Input::Event(event) => TerminalEvent::from_event(event),
            // A late answer; nobody waits for it any more.
            Input::Reply(_) => None,
        });
        for event in events.chain(gone.then_some(TerminalEvent::Closed)) {
            if sender.send(event).is_err() {
                return;
            }
        }
        if gone {
            return;
        }
    }
}

fn hear_signals(mut signals: Signals, tty: &Tty, sender: &Sender<TerminalEvent>) {
    let mut ending = false;
    for signal in signals.forever() {
        let event = match signal {
            SIGWINCH if tty.resize_is_news() => TerminalEvent::Resize,
            SIGWINCH => continue,
            SIGTSTP => TerminalEvent::Suspend,
            SIGCONT => TerminalEvent::Continue,
            signal if ending => {
                farewell(tty);
                std::process::exit(128 + signal);
            }
            signal => {
                ending = true;
                TerminalEvent::Terminate(signal)
            }
        };
        if sender.send(event).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tty::tests::{pair, send};
    use super::*;
    use crossterm::event::KeyCode;

    #[test]
    fn what_is_typed_arrives_in_order_until_the_terminal_goes() {
        let (tty, other) = pair();
        tty.make_raw().unwrap();
        let (sender, receiver) = channel();
        let listening = thread::spawn(move || hear_terminal(&tty, Decoder::default(), &sender));
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
