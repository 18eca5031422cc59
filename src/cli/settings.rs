//! What the environment and the user's files add to the command line.
//!
//! The only place that reads environment variables, apart from the terminal's own probe. Flags win
//! over the environment, the environment over files.

use super::report::Failure;
use crate::keymap::Keymap;
use etcetera::BaseStrategy;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// True if the user asked for no colours (<https://no-color.org>).
#[must_use]
pub(super) fn without_colour() -> bool {
    env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

/// True if the terminal cannot do more than print lines.
#[must_use]
pub(super) fn dumb_terminal() -> bool {
    env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// The keymap: the built-in one, with the user's laid over it, and what was wrong in theirs.
///
/// # Errors
/// A file that was named but cannot be read. The file in the configuration folder may be absent.
pub(super) fn keymap(named: Option<&Path>) -> Result<(Keymap, Vec<String>), Failure> {
    let mut keymap = Keymap::builtin();
    let usual = configuration().map(|folder| folder.join("keymap.toml"));
    let Some(file) = named.map(Path::to_owned).or(usual) else {
        return Ok((keymap, Vec::new()));
    };
    match fs::read_to_string(&file) {
        Ok(text) => {
            let problems = keymap.overlay(&text, &file.display().to_string());
            Ok((keymap, problems.iter().map(ToString::to_string).collect()))
        }
        Err(error) if named.is_some() => {
            Err(Failure::new(format!("cannot read the keymap {}: {error}.", file.display())))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok((keymap, Vec::new())),
        Err(error) => Ok((keymap, vec![format!("{}: {error}; the built-in keys are used.", file.display())])),
    }
}

/// The folder of the user's configuration, by the XDG rules on every system.
fn configuration() -> Option<PathBuf> {
    etcetera::base_strategy::Xdg::new().ok().map(|xdg| xdg.config_dir().join("reader"))
}
