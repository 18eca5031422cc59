//! What is done behind the screen: reading the corpus, loading statements, narrowing, writing files.
//!
//! Each kind of work has a thread of its own, so that a long one never keeps a short one waiting. A
//! thread answers with messages; of several questions of one kind that wait, only the newest is
//! answered. Knows neither the state of the screen nor the terminal.

use super::state::{Chosen, Msg, Ticket, Write, WriteMode};
use crate::library::{Entry, Found, Library};
use crate::output::plain;
use crate::search::narrow::Titles;
use std::collections::HashMap;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Statements that are told together at most.
const BATCH: usize = 256;
/// Statements found are told after this time at the latest.
const BATCH_TIME: Duration = Duration::from_millis(25);

/// Where answers go; the second case says that a thread has failed and the program must end.
pub(super) trait Listener: Clone + Send + 'static {
    /// Takes a message; false if nobody listens any more.
    fn tell(&self, message: Msg) -> bool;
    /// A thread has panicked.
    fn fail(&self);
}

/// The threads behind the screen.
#[derive(Debug)]
pub(super) struct Workers {
    load: Sender<(Ticket, Box<Entry>)>,
    narrow: Sender<(Ticket, String, Arc<Titles>)>,
    write: Sender<(Write, Vec<Chosen>)>,
}

impl Workers {
    /// Starts all threads; the corpus is read at once.
    ///
    /// # Errors
    /// The system has no thread left.
    pub(super) fn start(library: &Arc<Library>, listener: &impl Listener) -> io::Result<Self> {
        let reading = Arc::clone(library);
        spawn("reader", listener, move |listener| read(&reading, listener))?;

        let (load, questions) = channel();
        let loading = Arc::clone(library);
        spawn("loader", listener, move |listener| {
            answer(&questions, |(ticket, entry): (Ticket, Box<Entry>)| {
                let result = loading.load(&entry).map(Box::new).map_err(|error| error.to_string());
                listener.tell(Msg::Loaded { ticket, result })
            });
        })?;

        let (narrow, questions) = channel();
        spawn("narrower", listener, move |listener| {
            answer(&questions, |(ticket, query, titles): (Ticket, String, Arc<Titles>)| {
                listener.tell(Msg::Narrowed { ticket, found: titles.narrow(&query) })
            });
        })?;

        let (write, questions) = channel::<(Write, Vec<Chosen>)>();
        let writing = Arc::clone(library);
        spawn("writer", listener, move |listener| {
            for (write, chosen) in questions {
                if !listener.tell(told(&write, save(&writing, &write, &chosen))) {
                    return;
                }
            }
        })?;
        Ok(Self { load, narrow, write })
    }

    /// Has a statement loaded. A thread that has ended has told so.
    pub(super) fn load(&self, ticket: Ticket, entry: Box<Entry>) {
        let _ = self.load.send((ticket, entry));
    }

    /// Has the list narrowed.
    pub(super) fn narrow(&self, ticket: Ticket, query: String, titles: Arc<Titles>) {
        let _ = self.narrow.send((ticket, query, titles));
    }

    /// Has a file written.
    pub(super) fn write(&self, write: Write, chosen: Vec<Chosen>) {
        let _ = self.write.send((write, chosen));
    }
}

/// The original text of what was chosen.
///
/// # Errors
/// A sentence on a statement that cannot be read any more.
pub(super) fn text(library: &Library, chosen: &Chosen) -> Result<String, String> {
    match chosen {
        Chosen::Text { text, .. } => Ok(plain::tame(text).into_owned()),
        Chosen::Statement(entry) => {
            library.load(entry).map(|statement| plain::statement(&statement)).map_err(|error| error.to_string())
        }
    }
}

/// Runs `work` on a thread that tells the listener if it panics.
fn spawn<L: Listener>(name: &str, listener: &L, work: impl FnOnce(&L) + Send + 'static) -> io::Result<()> {
    struct Alarm<L: Listener>(L);
    impl<L: Listener> Drop for Alarm<L> {
        fn drop(&mut self) {
            if thread::panicking() {
                self.0.fail();
            }
        }
    }
    let alarm = Alarm(listener.clone());
    thread::Builder::new().name(name.to_owned()).spawn(move || work(&alarm.0)).map(drop)
}

/// Answers the newest of the questions that wait, until nobody asks or listens.
fn answer<Q>(questions: &Receiver<Q>, mut answer: impl FnMut(Q) -> bool) {
    while let Ok(question) = questions.recv() {
        if !answer(questions.try_iter().last().unwrap_or(question)) {
            return;
        }
    }
}

/// Reads the whole corpus and tells what is found, in batches.
fn read(library: &Library, listener: &impl Listener) {
    let mut batch: Vec<Entry> = Vec::new();
    let (mut index, mut told) = (0, Instant::now());
    let mut in_file: HashMap<String, usize> = HashMap::new();
    let mut listening = true;
    library.open(&mut |found| {
        match found {
            Found::Statement(statement) => {
                let ordinal = in_file.entry(statement.path.clone()).or_default();
                batch.push(Entry::of(&statement).placed(index, *ordinal));
                (index, *ordinal) = (index + 1, *ordinal + 1);
            }
            Found::File(report) => {
                in_file.remove(&report.path);
                if !report.readable || !report.problems.is_empty() {
                    listening &= listener.tell(Msg::Found(std::mem::take(&mut batch)));
                    listening &= listener.tell(Msg::FileDone(report));
                }
            }
        }
        if batch.len() >= BATCH || (!batch.is_empty() && told.elapsed() >= BATCH_TIME) {
            listening &= listener.tell(Msg::Found(std::mem::take(&mut batch)));
            told = Instant::now();
        }
        if listening { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    if listening && listener.tell(Msg::Found(batch)) {
        listener.tell(Msg::Finished);
    }
}

/// Writes what was chosen to its file; gives the number of bytes.
fn save(library: &Library, write: &Write, chosen: &[Chosen]) -> Result<usize, String> {
    // All is loaded before the file is touched, so that a failure leaves it as it was.
    let texts = chosen.iter().map(|chosen| text(library, chosen)).collect::<Result<Vec<_>, _>>()?;
    let mut options = OpenOptions::new();
    match write.mode {
        WriteMode::New => options.write(true).create_new(true),
        WriteMode::Replace => options.write(true).create(true).truncate(true),
        WriteMode::Append => options.append(true).create(true),
    };
    let text = join(&texts);
    let mut file = options.open(&write.path).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => format!("{} exists; :w! replaces it, :w >> appends to it.", write.path),
        _ => format!("Cannot write {}: {error}.", write.path),
    })?;
    file.write_all(text.as_bytes()).map_err(|error| format!("Cannot write {}: {error}.", write.path))?;
    Ok(text.len())
}

/// Several texts as one: a blank line between them, a line break at the end.
pub(super) fn join(texts: &[String]) -> String {
    let mut joined = String::new();
    for text in texts {
        if !joined.is_empty() {
            joined.push('\n');
        }
        joined.push_str(text);
        if !text.ends_with('\n') {
            joined.push('\n');
        }
    }
    joined
}

fn told(write: &Write, saved: Result<usize, String>) -> Msg {
    match saved {
        Ok(bytes) => Msg::Told { sentence: format!("{bytes} bytes written to {}.", write.path), failed: false },
        Err(sentence) => Msg::Told { sentence, failed: true },
    }
}
