//! A few typed letters narrow the list: fuzzy, best first.
//!
//! | typed | lets through rows of which a field |
//! |---|---|
//! | `word other` | holds both, each in its own field or in one, in any order; letters may be apart |
//! | `'word` | holds it in one piece |
//! | `^word`, `word$`, `^word$` | begins with it, ends with it, is it |
//! | `!word` | does not hold it; `!^word`, `!word$` as above |
//! | `a\|b`, `a \| b` | holds one of them |
//! | `"two words"`, `«two words»`, `two\ words` | holds that, the blank with it; a backslash takes the meaning of any sign |
//!
//! All under the fold. Latin letters also stand for words of the Arabic script (`text::skeleton`). Ranks: a whole
//! field, the start of one, the start of a word, inside a word, a word by Latin typing, scattered letters, a word of
//! which only the consonants agree. Rows are looked through as one block of bytes (`code`) that lies anywhere, with a
//! mask of letters for each; where they come from and which of equals comes first is not known here (`catalogue`).

pub mod code;
mod highlight;
mod query;
mod scan;
mod term;

pub use highlight::highlight;
pub use query::{Query, SkimMatcher};
pub use scan::{Agreed, Rows, agreed};

#[cfg(test)]
mod tests;
