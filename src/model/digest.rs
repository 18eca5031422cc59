//! A hash that is the same on every machine and in every version: FNV-1a with 64 bits.
//!
//! For names and for finding out whether something has changed. It is written out here because the standard library's may
//! change with its version; any single changed byte gives another digest, and nobody is kept from making two that agree.

/// A digest in the making.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Digest(u64);

impl Default for Digest {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Digest {
    /// The digest of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> u64 {
        let mut digest = Self::default();
        digest.write(bytes);
        digest.end()
    }

    /// Takes in bytes. Two writes are one of both together.
    pub fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// Takes in a number.
    pub fn number(&mut self, number: u64) {
        self.write(&number.to_le_bytes());
    }

    /// Takes in a text as a whole: what follows is never taken for more of it.
    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.write(text.as_bytes());
    }

    /// The digest of all that was taken in.
    #[must_use]
    pub fn end(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fnv_1a() {
        assert_eq!(Digest::of(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn texts_do_not_run_into_each_other() {
        let of = |texts: [&str; 2]| {
            let mut digest = Digest::default();
            texts.iter().for_each(|text| digest.text(text));
            digest.end()
        };
        assert_ne!(of(["ab", "c"]), of(["a", "bc"]));
    }
}
