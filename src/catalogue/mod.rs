//! What the list and its filter need of every statement, in blocks of bytes that many processes share.
//!
//! A [`Catalogue`] is parts and a tail. A [`Part`] is one block: it is mapped from a file or lies in memory, never
//! changes, and is opened by its head alone. The tail takes in what is found in this run; when the index has
//! written that to a part of its own, [`Catalogue::seal`] puts the part where the rows were. A row has a number, which
//! it keeps while the program runs, and a key, by which the index knows it. Rows of files that have changed or gone are
//! hidden. In private memory there are four bytes a row for the order by date, and one bit for hidden rows.
//!
//! A block: its head (`part`), then sections, each at a multiple of eight (`sections` names them in their order).
//! Columns have one number for each row: the mask and the end of what the row is narrowed by (`search::narrow::code`),
//! its key, what it is sorted by, its party, its flags, and the end of its record (`row`: path, title, date and all else
//! that shows or is asked for). Then the parties, the rows by date, by party, and by key where they do not come so, and
//! the words of the Arabic script with the rows that each stands in, for Latin typing (`words`). All numbers are
//! little-endian, all texts UTF-8. Knows neither files nor what an index is.

mod bits;
mod block;
mod codes;
mod compact;
mod entry;
mod fields;
mod narrow;
mod order;
mod part;
mod row;
mod sections;
mod segments;
#[cfg(test)]
mod tests;
mod wire;
mod words;
mod writer;

pub use bits::Bits;
pub use entry::{Entry, Played};
pub use fields::{Fields, numeric, sought};
pub use part::{NotAPart, Part};
pub use row::Row;
pub use segments::{Catalogue, Mismatch, Named};
pub use writer::{Full, Writer};
