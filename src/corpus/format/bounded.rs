//! A stream that gives no more than so many bytes for one record.
//!
//! Readers of other crates hold a record whole, however long it is. Whoever uses one calls
//! [`Bounds::renew`] at each record; a record beyond that is an error of the stream.

use std::cell::Cell;
use std::io::{self, Read};

/// The longest record, in bytes.
pub(super) const LONGEST_RECORD: u64 = 64 << 20;

/// How much has been read, and how much more may be for the current record.
#[derive(Debug)]
pub(super) struct Bounds {
    longest: u64,
    left: Cell<u64>,
    read: Cell<u64>,
}

impl Bounds {
    pub(super) fn new(longest: u64) -> Self {
        Self { longest, left: Cell::new(longest), read: Cell::new(0) }
    }

    /// Begins another record.
    pub(super) fn renew(&self) {
        self.left.set(self.longest);
    }

    /// True if the current record is too long.
    pub(super) fn is_reached(&self) -> bool {
        self.left.get() == 0
    }

    /// Bytes read so far.
    pub(super) fn read(&self) -> usize {
        usize::try_from(self.read.get()).unwrap_or(usize::MAX)
    }
}

/// A stream within bounds.
#[derive(Debug)]
pub(super) struct Bounded<'a, R> {
    pub(super) source: R,
    pub(super) bounds: &'a Bounds,
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.bounds.is_reached() {
            return Err(io::Error::other("a record is too long"));
        }
        let read = self.source.by_ref().take(self.bounds.left.get()).read(buffer)?;
        self.bounds.left.set(self.bounds.left.get() - read as u64);
        self.bounds.read.set(self.bounds.read.get() + read as u64);
        Ok(read)
    }
}
