//! The texts of what was chosen, in its order, for whoever prints, writes or copies it.
//!
//! Statements are read again from their files, each file once for many; what cannot be read any more is
//! told in its place. Only original text leaves the program.

use super::state::Chosen;
use crate::library::{Entry, Library, LoadError};
use crate::model::Statement;
use crate::output::plain;
use std::fmt;
use std::ops::ControlFlow;

/// How a statement and a part of one are written.
#[derive(Clone, Copy)]
pub struct Form<'a> {
    /// A whole statement.
    pub statement: &'a dyn Fn(&Statement) -> String,
    /// A part of the statement that an entry names; of none, where the text is not of a statement.
    pub part: &'a dyn Fn(Option<&Entry>, &str) -> String,
}

impl Form<'static> {
    /// Original text.
    pub const TEXT: Self = Self { statement: &plain::statement, part: &|_, text| plain::tame(text).into_owned() };
}

impl fmt::Debug for Form<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Form")
    }
}

/// Hands the text of each of the `chosen` to `each`, until that breaks off.
pub fn texts(
    library: &Library,
    chosen: &[Chosen],
    form: Form<'_>,
    each: &mut dyn FnMut(Result<String, LoadError>) -> ControlFlow<()>,
) {
    let whole = |chosen: &Chosen| matches!(chosen, Chosen::Statement(_));
    for run in chosen.chunk_by(|one, next| whole(one) == whole(next)) {
        let entries: Vec<&Entry> = run
            .iter()
            .filter_map(|chosen| match chosen {
                Chosen::Statement(entry) => Some(&**entry),
                Chosen::Text { .. } => None,
            })
            .collect();
        let parts = run.iter().filter_map(|chosen| match chosen {
            Chosen::Text { entry, text } => Some((form.part)(entry.as_deref(), text)),
            Chosen::Statement(_) => None,
        });
        let flow = match parts.map(Ok).try_for_each(&mut *each) {
            ControlFlow::Continue(()) => {
                library.load_each(&entries, &mut |loaded| each(loaded.map(|statement| (form.statement)(&statement))))
            }
            flow => flow,
        };
        if flow.is_break() {
            return;
        }
    }
}
