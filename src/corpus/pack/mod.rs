//! What files are packed in: compression around one file, archives around many.
//!
//! [`Compression`] unpacks a stream as it is read, [`tar`] and [`zip`] walk the members of an
//! archive, [`member`] says under which name a member is known. All are told by their content, all
//! are read only, nothing is ever unpacked to disk. What a member holds is for `corpus::read`.

mod compressed;
mod frame;
pub(super) mod member;
mod method;
mod stream;
pub(super) mod tar;
pub(super) mod zip;
mod zip_directory;

pub(super) use compressed::{Compression, Unpacked};

#[cfg(test)]
pub(super) use compressed::tests as packed_by_tests;
