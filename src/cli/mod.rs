//! The command line.

pub mod render;
pub mod check;
pub mod list;
pub mod pass;
pub mod show;

pub use pass::Outcome;

/// Runs the program with the arguments of the process and returns its exit code.
#[must_use]
pub fn run() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
