//! What is done behind the screen: reading the corpus, loading statements, narrowing, writing files.
//!
//! Each kind of work has a thread of its own, so that a long one never keeps a short one waiting. A
//! thread answers with messages; of several questions of one kind that wait, only the newest is
//! answered, but every file that is to be written is. Knows neither the state of the screen nor the
//! terminal.

use super::chosen::{self, Form};
use super::narrower::{Narrower, Question, Wanted};
use super::pipe;
use super::save;
use super::state::{Chosen, Msg, Ticket, Write};
use crate::catalogue::Catalogue;
use crate::library::{Entry, Found, Library};
use std::collections::HashMap;
use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Statements that are told together at most.
const BATCH: usize = 256;
/// Statements found are told after this time at the latest.
const BATCH_TIME: Duration = Duration::from_millis(25);

/// Where answers go; the second case says that a thread has failed and the program must end.
pub(super) trait Listener: Clone + Send + 'static {
    /// Takes a message; false if nobody listens any more.
    fn tell(&self, message: Msg) -> bool;
    /// Takes a text for the register, or why there is none.
    fn copy(&self, text: Result<String, String>) -> bool;
    /// Takes a text that is to go to the clipboard by the terminal after all.
    fn send(&self, text: Arc<str>) -> bool;
    /// A thread has panicked.
    fn fail(&self);
}

/// What the writing thread is asked.
enum Output {
    File(Write, Vec<Chosen>),
    Register(Chosen),
    Clipboard(Arc<str>),
    Tmux(Arc<str>),
}

/// The threads behind the screen.
#[derive(Debug)]
pub(super) struct Workers {
    load: Sender<(Ticket, Box<Entry>)>,
    narrow: Sender<Question>,
    wanted: Wanted,
    output: Sender<Output>,
    writer: JoinHandle<()>,
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
        let wanted = Wanted::default();
        let mut narrower = Narrower::new(wanted.clone());
        spawn("narrower", listener, move |listener| {
            answer(&questions, |question: Question| {
                let answer = narrower.answer(&question);
                answer.is_none_or(|(found, instead)| {
                    listener.tell(Msg::Narrowed { ticket: question.ticket, found, instead })
                })
            });
        })?;

        let (output, questions) = channel();
        let writing = Arc::clone(library);
        let writer = spawn("writer", listener, move |listener| {
            // What was asked for is written to its end, even when nobody waits for the news any more.
            for output in questions {
                match output {
                    Output::File(write, chosen) => listener.tell(save::save(&writing, &write, &chosen)),
                    Output::Register(chosen) => listener.copy(text(&writing, &chosen)),
                    Output::Clipboard(text) => listener.tell(pipe::copy(&text)),
                    Output::Tmux(text) => {
                        if pipe::to_tmux(&text) {
                            let sentence = format!(
                                "{} characters in tmux's buffer; it passes them on to its terminal where it may.",
                                text.chars().count()
                            );
                            listener.tell(Msg::Told { sentence, failed: false })
                        } else {
                            listener.send(text)
                        }
                    }
                };
            }
        })?;
        Ok(Self { load, narrow, wanted, output, writer })
    }

    /// Waits until all that is to be written is.
    pub(super) fn finish(self) {
        drop(self.output);
        // A writer that has panicked has told so.
        let _ = self.writer.join();
    }

    /// Has a statement loaded. A thread that has ended has told so.
    pub(super) fn load(&self, ticket: Ticket, entry: Box<Entry>) {
        let _ = self.load.send((ticket, entry));
    }

    /// Has the list narrowed; what was asked before is given up.
    pub(super) fn narrow(&self, ticket: Ticket, query: String, catalogue: Box<Catalogue>) {
        self.wanted.set(ticket);
        let _ = self.narrow.send(Question { ticket, query, catalogue });
    }

    /// Has a file written.
    pub(super) fn write(&self, write: Write, chosen: Vec<Chosen>) {
        let _ = self.output.send(Output::File(write, chosen));
    }

    /// Has the text of something chosen fetched for the register.
    pub(super) fn copy(&self, chosen: Chosen) {
        let _ = self.output.send(Output::Register(chosen));
    }

    /// Has a text given to the tmux around us.
    pub(super) fn tell_tmux(&self, text: Arc<str>) {
        let _ = self.output.send(Output::Tmux(text));
    }

    /// Has a text given to a clipboard program.
    pub(super) fn pipe(&self, text: Arc<str>) {
        let _ = self.output.send(Output::Clipboard(text));
    }
}

fn text(library: &Library, chosen: &Chosen) -> Result<String, String> {
    let mut text = Ok(String::new());
    chosen::texts(library, std::slice::from_ref(chosen), Form::TEXT, &mut |found| {
        text = found.map_err(|error| error.to_string());
        ControlFlow::Continue(())
    });
    text
}

/// Runs `work` on a thread that tells the listener if it panics.
fn spawn<L: Listener>(name: &str, listener: &L, work: impl FnOnce(&L) + Send + 'static) -> io::Result<JoinHandle<()>> {
    struct Alarm<L: Listener>(L);
    impl<L: Listener> Drop for Alarm<L> {
        fn drop(&mut self) {
            if thread::panicking() {
                self.0.fail();
            }
        }
    }
    let alarm = Alarm(listener.clone());
    thread::Builder::new().name(name.to_owned()).spawn(move || work(&alarm.0))
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
    let (mut file, mut told) = (0, Instant::now());
    // The number of each file that is being read, and how many statements it has so far.
    let mut in_file: HashMap<String, (u32, usize)> = HashMap::new();
    let mut listening = true;
    library.open(&mut |found| {
        match found {
            Found::Statement(statement) => {
                let (number, ordinal) = in_file.entry(statement.path.clone()).or_insert_with(|| {
                    file += 1;
                    (file - 1, 0)
                });
                batch.push(Entry::of(&statement).placed(*number, *ordinal));
                *ordinal += 1;
            }
            Found::Inspection(_) => {}
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
