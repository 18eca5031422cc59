//! Stable names of statements: the same on every machine for the same file and place.
//!
//! FNV-1a with 64 bits over path, record number and place on the page, written as 16 hexadecimal digits.
//! The hash is written out here because the standard library's may change with its version.

use crate::model::StatementId;

/// The name of the `ordinal`th statement of a document.
pub(super) fn of(path: &str, item: Option<usize>, ordinal: usize) -> StatementId {
    let mut hash = Fnv::new();
    hash.write(path.as_bytes());
    hash.write(&[0]);
    hash.write(&item.map_or(u64::MAX, |item| item as u64).to_le_bytes());
    hash.write(&(ordinal as u64).to_le_bytes());
    StatementId(format!("{:016x}", hash.0))
}

struct Fnv(u64);

impl Fnv {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fnv_1a() {
        let mut hash = Fnv::new();
        hash.write(b"foobar");
        assert_eq!(hash.0, 0x8594_4171_f739_67e8);
    }

    #[test]
    fn place_and_path_make_the_name() {
        let name = of("a/b.txt", None, 0);
        assert_eq!(name.0.len(), 16);
        assert_eq!(name, of("a/b.txt", None, 0));
        assert_ne!(name, of("a/b.txt", None, 1));
        assert_ne!(name, of("a/b.txt", Some(0), 0));
        assert_ne!(name, of("a/c.txt", None, 0));
    }
}
