//! Stable names of statements: the same on every machine for the same file and place.
//!
//! A [`Digest`] of path, record number and place on the page, written as 16 hexadecimal digits.

use crate::model::{Digest, StatementId};

/// The name of the `ordinal`th statement of a document.
pub(super) fn of(path: &str, item: Option<usize>, ordinal: usize) -> StatementId {
    let mut hash = Digest::default();
    hash.write(path.as_bytes());
    hash.write(&[0]);
    hash.number(item.map_or(u64::MAX, |item| item as u64));
    hash.number(ordinal as u64);
    StatementId(format!("{:016x}", hash.end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_and_path_make_the_name() {
        let name = of("a/b.txt", None, 0);
        assert_eq!(name.0, "74d9c2f8c37ef85d");
        assert_eq!(name, of("a/b.txt", None, 0));
        assert_ne!(name, of("a/b.txt", None, 1));
        assert_ne!(name, of("a/b.txt", Some(0), 0));
        assert_ne!(name, of("a/c.txt", None, 0));
    }
}
