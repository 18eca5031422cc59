//! A thread that hears signals, from before the terminal is taken until it has been given back.
//!
//! The first signal to end is told to the program, which ends in order; a second one gives the
//! terminal back and ends the process here, so that a program that hangs can always be ended.
//! Afterwards a signal does what it does in a program that knows nothing of signals.

use super::input::TerminalEvent;
use super::session::farewell;
use super::tty::Tty;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::flag::register_conditional_default;
use signal_hook::iterator::{Handle, Signals};
use signal_hook::low_level::emulate_default_handler;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle};

/// Signals that end or stop a process that does not hear them.
const GRAVE: [i32; 5] = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP];

/// True while no thread hears signals. Global since the system keeps one answer to a signal for the whole
/// process, and what has been set up once stays.
static UNHEARD: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// The thread; dropping it ends it and leaves signals to the system again.
#[derive(Debug)]
pub(super) struct Hearing {
    handle: Handle,
    /// Gives the signals that nobody was told of.
    thread: Option<JoinHandle<Vec<i32>>>,
    leaving: Arc<AtomicBool>,
    unheard: Arc<AtomicBool>,
}

/// Starts to hear signals.
pub(super) fn listen(tty: &Arc<Tty>, sender: Sender<TerminalEvent>) -> io::Result<Hearing> {
    let unheard = unheard()?;
    let signals = Signals::new(GRAVE.into_iter().chain([SIGWINCH, SIGCONT]))?;
    let (handle, tty, leaving) = (signals.handle(), Arc::clone(tty), Arc::new(AtomicBool::new(false)));
    let left = Arc::clone(&leaving);
    let thread = thread::Builder::new().name("signals".into()).spawn(move || hear(signals, &tty, &sender, &left))?;
    unheard.store(false, Ordering::SeqCst);
    Ok(Hearing { handle, thread: Some(thread), leaving, unheard })
}

/// The flag behind which the system's own answers wait.
fn unheard() -> io::Result<Arc<AtomicBool>> {
    if let Some(flag) = UNHEARD.get() {
        return Ok(Arc::clone(flag));
    }
    let flag = Arc::new(AtomicBool::new(false));
    for signal in GRAVE {
        register_conditional_default(signal, Arc::clone(&flag))?;
    }
    Ok(Arc::clone(UNHEARD.get_or_init(|| flag)))
}

impl Hearing {
    /// Has signals wait for the end of this, since nobody asks for events any more.
    pub(super) fn leave(&self) {
        self.leaving.store(true, Ordering::SeqCst);
    }
}

impl Drop for Hearing {
    fn drop(&mut self) {
        // First: a signal that comes now finds one that answers it.
        self.unheard.store(true, Ordering::SeqCst);
        self.handle.close();
        // A panic there has had its message.
        let waiting = self.thread.take().and_then(|thread| thread.join().ok()).unwrap_or_default();
        for signal in waiting {
            let _ = emulate_default_handler(signal);
        }
    }
}

fn hear(mut signals: Signals, tty: &Tty, sender: &Sender<TerminalEvent>, leaving: &AtomicBool) -> Vec<i32> {
    let (mut ending, mut waiting) = (false, Vec::new());
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
        if leaving.load(Ordering::SeqCst) {
            waiting.push(signal);
            continue;
        }
        let ends = matches!(event, TerminalEvent::Terminate(_)).then_some(signal);
        if sender.send(event).is_err() {
            // Nobody is left to end in order.
            farewell(tty);
            let _ = emulate_default_handler(signal);
        }
        if let Some(signal) = ends {
            // After the event, which must be there for whom this wakes.
            tty.end(signal);
        }
    }
    // What came just before the end was not looked at.
    waiting.extend(signals.pending());
    waiting
}
