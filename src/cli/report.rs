//! How a run ends: exit codes, and errors told as what failed, on what, and what to do.

use std::fmt;
use std::io;
use std::process::ExitCode;

/// How the program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// Done, or something was chosen.
    Done,
    /// Nothing was found or chosen.
    Nothing,
    /// Something failed.
    Failed,
    /// The user broke it off.
    Interrupted,
    /// A signal ended it.
    Signalled(i32),
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(match ending {
            Ending::Done => 0,
            Ending::Nothing => 1,
            Ending::Failed => 2,
            Ending::Interrupted => 130,
            Ending::Signalled(signal) => 128_u8.saturating_add(u8::try_from(signal).unwrap_or(0)),
        })
    }
}

/// An error as it is told: what failed and on what, then what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    message: String,
    hints: Vec<String>,
}

impl Failure {
    /// What failed, and on what, as a sentence.
    #[must_use]
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hints: Vec::new() }
    }

    /// Adds what to do about it.
    #[must_use]
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "reader: {}", self.message)?;
        self.hints.iter().try_for_each(|hint| write!(f, "\n  {hint}"))
    }
}

/// What a subcommand comes to: an ending, or why it could not be done.
pub(super) type Outcome = Result<Ending, Failure>;

/// Turns the result of writing to stdout into an outcome: a closed pipe is a quiet end.
///
/// # Errors
/// Any other trouble with writing.
pub(super) fn written(result: io::Result<Ending>) -> Outcome {
    match result {
        Ok(ending) => Ok(ending),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Ending::Done),
        Err(error) => Err(Failure::new(format!("cannot write the output: {error}."))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_says_what_to_do() {
        let failure = Failure::new("cannot open corpus/: no such file.").hint("Name a folder or a file.");
        assert_eq!(failure.to_string(), "reader: cannot open corpus/: no such file.\n  Name a folder or a file.");
    }

    #[test]
    fn a_closed_pipe_is_a_quiet_end() {
        assert_eq!(written(Err(io::ErrorKind::BrokenPipe.into())), Ok(Ending::Done));
        assert!(written(Err(io::ErrorKind::StorageFull.into())).is_err());
    }
}
