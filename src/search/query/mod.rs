//! The query language of the filter and of the full text: one parser, which never refuses.
//!
//! | typed | asks for |
//! |---|---|
//! | `word other` | both words, whole, with clitics and plurals alike, in any spelling |
//! | `a OR b`, `a \| b` | one of them; closer than a blank |
//! | `-a`, `NOT a`, `!a` | its absence |
//! | `(a b) OR c` | brackets |
//! | `«two words»` | one after the other, in any spelling |
//! | `"two words"`, `=word` | spelt with these letters |
//! | `word*`, `*word`, `*word*` | the beginning, the end, a part of a word |
//! | `a near:5 b`, `near:5(a b c)` | no more than five words between neighbours |
//! | `title:word`, `title:(a OR b)` | in the title |
//! | `party:name`, `role:speaker` | filed under it; the part that a party plays |
//! | `date:1400..1404`, `date:>=1438/03`, `date:2016-12`, `date:*/11/22` | its date, in any calendar |
//! | `after:1400`, `before:1405` | from its first day on; until the day before |
//! | `lang:fa`, `kind:news`, `site:name`, `path:name` | what is known of it |
//! | `has:date`, `-has:party`, `cut:true` | what it has or lacks |

mod facts;
mod field;
mod lex;
mod parse;
mod span;
mod syntax;
#[cfg(test)]
mod tests;

pub use facts::{Facts, Known, Parties, Unlisted};
pub use field::field_names;
pub use span::DateTerm;
pub use syntax::{Expr, Feature, Field, Manner, Near, Place, Query, QueryProblem, Sought};
