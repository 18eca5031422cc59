//! Pictures of the screen after keys, in text; `support::screen` says how to read them.

mod first_column;
mod pictures;
mod sessions;
mod sizes;
mod zwnj;
