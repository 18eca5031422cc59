//! The harnesses that tests speak to, so that a change of the program changes one place.

pub(crate) mod cli;
pub(crate) mod pty;
pub(crate) mod screen;
pub(crate) mod statements;
pub(crate) mod switches;
