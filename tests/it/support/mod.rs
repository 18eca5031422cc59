//! The harnesses that tests speak to, so that a change of the program changes one place.

pub(crate) mod cli;
pub(crate) mod pty;
pub(crate) mod screen;
pub(crate) mod statements;
pub(crate) mod switches;

/// What the title line says of the sample corpus once it is read.
pub(crate) const SAMPLE: &str = "151 statements";
