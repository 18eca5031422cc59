//! All that can happen to the screen, and all that it can ask for.
//!
//! `Action` is what a user can bind to a key; `Msg` is what happens; `Effect` is what the event loop carries out.
//! An effect that is answered bears a ticket, and an answer to an older ticket is dropped.

use super::calibration::Found;
use super::command::Write;
use super::panes::Size;
use super::settings::Clipboard;
use super::talk::{InUse, Talk};
use crate::catalogue::Catalogue;
use crate::corpus::FileReport;
use crate::keymap::Key;
use crate::library::Entry;
use crate::model::Statement;
use std::sync::Arc;

/// What tells one question from the next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Ticket(pub u64);

/// What can happen.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The window has this size now.
    Resize(Size),
    /// Statements were found.
    Found(Vec<Entry>),
    /// A file was read to its end.
    FileDone(FileReport),
    /// The whole corpus was read.
    Finished,
    /// Answers [`Effect::Load`].
    Loaded {
        /// The ticket of the question.
        ticket: Ticket,
        /// The statement, or why there is none.
        result: Result<Box<Statement>, String>,
    },
    /// Answers [`Effect::Narrow`].
    Narrowed {
        /// The ticket of the question.
        ticket: Ticket,
        /// Rows that match, best first.
        found: Vec<u32>,
        /// Where there is none, what the same keys find that type it on another keyboard layout.
        instead: Option<String>,
    },
    /// Answers [`Effect::Copy`]: the text, or why there is none.
    Copied(Result<String, String>),
    /// Answers [`Effect::Terminal`]: how the terminal is talked to; also once at the start.
    TalkedTo(InUse),
    /// A statement has been on the screen long enough to be read.
    Rested,
    /// Something is to be told in the status line, such as how [`Effect::Write`] or [`Effect::Clip`] ended.
    Told {
        /// One sentence.
        sentence: String,
        /// It tells of a failure.
        failed: bool,
    },
}

/// What can be asked of the event loop.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Read a statement; answered by [`Msg::Loaded`]. Only the newest of several is wanted.
    Load {
        /// Goes back with the answer.
        ticket: Ticket,
        /// The statement's entry.
        entry: Box<Entry>,
    },
    /// Narrow a long list; answered by [`Msg::Narrowed`]. Only the newest of several is wanted.
    Narrow {
        /// Goes back with the answer.
        ticket: Ticket,
        /// What was typed.
        query: String,
        /// What it narrows.
        catalogue: Box<Catalogue>,
    },
    /// Write what was chosen to a file; answered by [`Msg::Told`].
    Write {
        /// Where to, and what becomes of a file that is there.
        write: Write,
        /// What was chosen.
        chosen: Vec<Chosen>,
    },
    /// Fetch the text of what was chosen for the register; answered by [`Msg::Copied`].
    Copy(Chosen),
    /// Put a text on the clipboard; answered by [`Msg::Told`].
    Clip {
        /// By which way; never [`Clipboard::Off`].
        clipboard: Clipboard,
        /// The text.
        text: Arc<str>,
    },
    /// Talk to the terminal so from now on and draw every cell anew; answered by [`Msg::TalkedTo`].
    Terminal(Talk),
    /// Remember for this terminal what calibration found; answered by [`Msg::Told`].
    Remember(Found),
    /// Remember for this terminal that calibration was offered.
    Offered,
    /// Give the terminal back and stop until the shell goes on.
    Suspend,
    /// Draw every cell anew.
    Redraw,
    /// Leave.
    Quit(Exit),
}

/// How the program ends.
#[derive(Clone, PartialEq, Debug)]
pub enum Exit {
    /// What was chosen goes to standard output.
    Print(Vec<Chosen>),
    /// Nothing was chosen.
    Nothing,
    /// Nothing matched the query that was given at the start.
    Unmatched,
    /// Stopped by the user.
    Interrupted,
}

/// Something chosen.
#[derive(Clone, PartialEq, Debug)]
pub enum Chosen {
    /// A whole statement.
    Statement(Box<Entry>),
    /// A part of one, as original text.
    Text {
        /// The statement it is from; none for a file that gave trouble.
        entry: Option<Box<Entry>>,
        /// The text.
        text: String,
    },
}
