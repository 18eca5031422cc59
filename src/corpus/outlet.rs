//! Where documents and reports go while a file is read, and what holds for all that lies within it.
//!
//! Names are given once in a file, archives within archives included, and one budget bounds what all of it
//! may unpack to. A [`Layer`] stands for each stream around what is read, so that a cut is told by the
//! outermost stream that has it and by no other.

use super::FileReport;
use super::pack::member::Names;
use super::read::Met;
use crate::model::Document;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// The members that are wanted of a file, by their paths.
pub(super) type Only<'a> = BTreeSet<&'a str>;

/// Where documents and the reports of members go.
pub(super) struct Outlet<'a> {
    each: &'a mut dyn FnMut(Met) -> ControlFlow<()>,
    /// The only members that are wanted.
    only: Option<&'a Only<'a>>,
    /// How many of them were met.
    met: usize,
    /// True once nothing more is wanted.
    ended: bool,
    /// The names of all members.
    pub(super) names: Names,
    /// True once there were more members than are read.
    pub(super) is_full: bool,
}

impl<'a> Outlet<'a> {
    pub(super) fn new(each: &'a mut dyn FnMut(Met) -> ControlFlow<()>, only: Option<&'a Only<'a>>) -> Self {
        Self { each, only, met: 0, ended: false, names: Names::default(), is_full: false }
    }

    /// Hands a document over.
    pub(super) fn document(&mut self, document: Document) -> ControlFlow<()> {
        self.hand(Met::Document(Box::new(document)))
    }

    fn hand(&mut self, met: Met) -> ControlFlow<()> {
        if self.ended {
            return ControlFlow::Break(());
        }
        let flow = (self.each)(met);
        self.ended = flow.is_break();
        flow
    }

    /// True if no further member is to be read.
    pub(super) fn is_over(&self) -> bool {
        self.ended || self.is_full
    }

    /// True once whoever is handed things wants nothing more.
    pub(super) fn is_ended(&self) -> bool {
        self.ended
    }

    /// True if the member at `path`, or one within it, is wanted.
    pub(super) fn wants(&self, path: &str) -> bool {
        self.only.is_none_or(|only| {
            let within = format!("{path}/");
            only.contains(path) || only.range(within.as_str()..).next().is_some_and(|one| one.starts_with(&within))
        })
    }

    /// Hands over what became of a member; after the last one that is wanted there is nothing more.
    pub(super) fn member(&mut self, report: FileReport) {
        self.met += usize::from(self.only.is_some_and(|only| only.contains(report.path.as_str())));
        let _ = self.hand(Met::Member(report));
        self.ended |= self.only.is_some_and(|only| self.met == only.len());
    }
}

/// A stream around what is read: the file itself, a compression, a member of an archive.
pub(super) struct Layer<'a> {
    /// The stream around this one.
    around: Option<&'a Self>,
    /// It is a member of an archive: whether it is cut is seen by itself, for its archive may be read ahead.
    is_member: bool,
    /// Bytes that may still be unpacked of the whole file.
    budget: Option<Cell<u64>>,
    /// True once the stream has ended before its end.
    broken: Cell<bool>,
    /// The member in which it ended.
    place: RefCell<Option<String>>,
}

impl<'a> Layer<'a> {
    /// The file itself, of which so many bytes may be unpacked.
    pub(super) fn file(budget: u64) -> Self {
        Self {
            around: None,
            is_member: false,
            budget: Some(Cell::new(budget)),
            broken: Cell::new(false),
            place: RefCell::default(),
        }
    }

    /// The stream that is packed in this one.
    pub(super) fn inner(&'a self) -> Self {
        Self { around: Some(self), is_member: false, budget: None, broken: Cell::new(false), place: RefCell::default() }
    }

    /// A member of the archive that this one holds.
    pub(super) fn member(&'a self) -> Self {
        Self { is_member: true, ..self.inner() }
    }

    /// True if this stream, or one that it is packed in, has ended before its end.
    pub(super) fn is_broken(&self) -> bool {
        self.broken.get() || self.is_spent() || (!self.is_member && self.around.is_some_and(Self::is_broken))
    }

    /// Notes that the stream has ended before its end.
    pub(super) fn end(&self) {
        self.broken.set(true);
    }

    /// Counts bytes that were unpacked; false once the whole file has given too many.
    pub(super) fn spend(&self, bytes: usize) -> bool {
        match (&self.budget, self.around) {
            (Some(budget), _) => {
                budget.set(budget.get().saturating_sub(bytes as u64));
                budget.get() > 0
            }
            (None, Some(around)) => around.spend(bytes),
            (None, None) => true,
        }
    }

    /// True once the whole file has given too many bytes.
    pub(super) fn is_spent(&self) -> bool {
        !self.spend(0)
    }

    /// Notes in which member, by its path, the outermost stream that has ended did so; the first one counts.
    pub(super) fn ended_in(&self, member: &str) {
        match self.around {
            Some(around) if self.is_spent() || (!self.is_member && around.is_broken()) => around.ended_in(member),
            _ => {
                self.place.borrow_mut().get_or_insert_with(|| member.to_owned());
            }
        }
    }

    /// Where the stream ended, as the end of a sentence on the file at `path`.
    pub(super) fn place(&self, path: &str) -> String {
        self.place.borrow().as_ref().map_or_else(String::new, |member| from(member, path))
    }
}

/// A member, by its path, as the end of a sentence on the archive at `path`.
pub(super) fn from(member: &str, path: &str) -> String {
    let name = member.strip_prefix(path).and_then(|name| name.strip_prefix('/')).unwrap_or(member);
    format!(" (from {name} on)")
}
