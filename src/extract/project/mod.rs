//! What a corpus and its user say: parties, sites and folders, defaults, furniture lines.
//!
//! `entries` reads one file, `nearest` finds what a wrong word may have meant, `site` compares addresses (`punycode` reads names of hosts in ASCII), and `rules`
//! brings all files together with the bodies that the program knows. A wrong entry is a problem with a line and is left
//! out. Pure: the files were read by others, nothing in them is run and no path in them is followed.

mod entries;
mod nearest;
mod punycode;
mod rules;
mod site;

pub(super) use rules::Given;
pub use rules::Project;
#[cfg(test)]
pub(super) use rules::Weighed;
pub(super) use site::lies_at;
