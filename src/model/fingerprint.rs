//! What a file system says of a file, by which a later look tells whether the file may have changed.
//!
//! Nothing is read for it. A file that was written while or right after it was looked at may keep its fingerprint
//! all the same, since the clocks of file systems are coarse: see [`Fingerprint::is_fresh`].

use super::Digest;
use serde::{Deserialize, Serialize};

/// Size, times and place of a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Bytes.
    pub size: u64,
    /// When its content was last changed, in nanoseconds since 1970; whoever owns the file can set it.
    pub modified: i64,
    /// When its content or its name, owner or mode was last changed, in nanoseconds since 1970; nobody can set it.
    pub changed: i64,
    /// Its number on its file system.
    pub inode: u64,
}

/// How coarse the clock of a file system may be, in nanoseconds: the ticks of Linux, with much to spare.
const COARSE: i64 = 100_000_000;

/// The same where it counts whole seconds only, or pairs of them.
const VERY_COARSE: i64 = 2_000_000_000;

impl Fingerprint {
    /// True if the file was changed so shortly before `now` that another change might leave the same fingerprint.
    ///
    /// `now` is in nanoseconds since 1970 and before the file was read.
    #[must_use]
    pub fn is_fresh(&self, now: i64) -> bool {
        let coarse = if self.changed % 1_000_000_000 == 0 { VERY_COARSE } else { COARSE };
        self.changed.saturating_add(coarse) >= now
    }

    /// Takes it into a digest.
    pub fn digest(&self, digest: &mut Digest) {
        digest.number(self.size);
        digest.write(&self.modified.to_le_bytes());
        digest.write(&self.changed.to_le_bytes());
        digest.number(self.inode);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_fresh_for_a_tick_of_its_clock() {
        let check = |changed: i64, now: i64, expected: bool| {
            // A time that was set by hand says nothing.
            let file = Fingerprint { changed, modified: i64::MAX, ..Fingerprint::default() };
            assert_eq!(file.is_fresh(now), expected, "{changed} {now}");
        };
        let second = 1_000_000_000;
        check(5 * second + 1, 5 * second + 1, true);
        check(5 * second + 1, 5 * second + COARSE, true);
        check(5 * second + 1, 5 * second + 2 * COARSE, false);
        check(5 * second, 6 * second, true);
        check(5 * second, 8 * second, false);
        // A clock that is ahead.
        check(9 * second + 1, 5 * second, true);
    }
}
