//! Lines on their way out: the first at once, the others many at a time, and none for long.
//!
//! What is written is whole lines, so that a run that is broken off leaves no half of one.

use std::io::{self, Write};
use std::time::{Duration, Instant};

/// Bytes that wait at most.
const WAITING: usize = 64 << 10;

/// How long they wait at most, as long as somebody calls [`Paced::pace`].
const PACE: Duration = Duration::from_millis(40);

/// A stream that lines go to.
#[derive(Debug)]
pub(super) struct Paced<W> {
    out: W,
    waiting: Vec<u8>,
    /// When something last went out.
    gone: Option<Instant>,
}

impl<W: Write> Paced<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, waiting: Vec::new(), gone: None }
    }

    /// Takes whole lines.
    pub(super) fn push(&mut self, lines: &[u8]) {
        self.waiting.extend_from_slice(lines);
    }

    /// Lets out what has waited long enough.
    pub(super) fn pace(&mut self) -> io::Result<()> {
        let due = self.waiting.len() >= WAITING || self.gone.is_none_or(|gone| gone.elapsed() >= PACE);
        if due && !self.waiting.is_empty() { self.flush() } else { Ok(()) }
    }

    /// Lets out everything.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        // What could not be written is not written again.
        let waiting = std::mem::take(&mut self.waiting);
        self.out.write_all(&waiting)?;
        self.out.flush()?;
        self.gone = Some(Instant::now());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_goes_at_once_and_the_others_together() {
        let mut out = Vec::new();
        let mut paced = Paced::new(&mut out);
        paced.push(b"a\n");
        paced.pace().unwrap();
        assert_eq!(paced.out, b"a\n");
        paced.gone = Some(Instant::now() + Duration::from_secs(3600));
        paced.push(b"b\n");
        paced.pace().unwrap();
        assert_eq!(paced.out, b"a\n");
        paced.gone = Some(Instant::now() - PACE);
        paced.pace().unwrap();
        assert_eq!(paced.out, b"a\nb\n");
        paced.gone = Some(Instant::now() + Duration::from_secs(3600));
        paced.push(&[b'c'; WAITING]);
        paced.pace().unwrap();
        assert_eq!(paced.out.len(), 4 + WAITING);
        paced.push(b"d");
        paced.flush().unwrap();
        assert_eq!(out.last(), Some(&b'd'));
    }
}
