//! What the environment and the user's files add to the command line.
//!
//! The only place that reads environment variables, apart from the terminal's own probe. Flags win
//! over the environment, the environment over files.

use super::args::{self, Terminal};
use super::report::Failure;
use crate::keymap::Keymap;
use crate::terminal::ProfileName;
use etcetera::BaseStrategy;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// True if the user asked for no colours (<https://no-color.org>).
#[must_use]
pub(super) fn without_colour() -> bool {
    env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

/// True on the console of the Linux kernel, also at the other end of an SSH connection.
///
/// It joins nothing and reorders nothing, and shows at most 512 characters of a font; the usual fonts have no Arabic letter.
#[must_use]
pub(super) fn linux_console() -> bool {
    env::var_os("TERM").is_some_and(|term| term.as_encoded_bytes().starts_with(b"linux"))
}

/// True if the terminal cannot do more than print lines.
#[must_use]
pub(super) fn dumb_terminal() -> bool {
    env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Where files that are needed for a moment may lie.
#[must_use]
pub(super) fn temporary() -> PathBuf {
    env::temp_dir()
}

/// The variable that names a profile.
pub(super) const TERMINAL: &str = "READER_TERMINAL";

/// How the user wants the terminal talked to: the flag, else the variable, else nothing.
///
/// # Errors
/// The variable names no profile.
pub(super) fn terminal(flag: Option<Terminal>) -> Result<Option<ProfileName>, Failure> {
    let named = match flag {
        Some(flag) => Some(flag),
        None => of_variable(env::var_os(TERMINAL).filter(|value| !value.is_empty()))?,
    };
    Ok(match named {
        Some(Terminal::Named(name)) => Some(name),
        Some(Terminal::Auto) | None => None,
    })
}

fn of_variable(value: Option<OsString>) -> Result<Option<Terminal>, Failure> {
    let Some(value) = value else { return Ok(None) };
    let value = value.to_string_lossy();
    args::parse_terminal(&value).map(Some).map_err(|expected| {
        let value = value.escape_default();
        Failure::new(format!("{TERMINAL}={value} names no way of talking to a terminal: {expected}."))
            .hint("Unset it to have the terminal asked, or see: reader doctor")
    })
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
#[must_use]
pub(super) fn configuration() -> Option<PathBuf> {
    etcetera::base_strategy::Xdg::new().ok().map(|xdg| xdg.config_dir().join("reader"))
}

/// The folder for indexes in the user's cache, by the XDG rules on every system.
#[must_use]
pub(super) fn cache() -> Option<PathBuf> {
    etcetera::base_strategy::Xdg::new().ok().map(|xdg| xdg.cache_dir().join("reader/index"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variable_is_read_and_a_wrong_one_refused() {
        let read = |value: &str| of_variable(Some(value.into()));
        assert_eq!(of_variable(None), Ok(None));
        assert_eq!(read("auto"), Ok(Some(Terminal::Auto)));
        assert_eq!(read("inverse-zwnj"), Ok(Some(Terminal::Named(ProfileName::InverseZwnj))));
        let error = read("xterm\u{1b}[2J").expect_err("no such profile").to_string();
        assert!(error.contains("expected auto, visual, bdsm, konsole") && !error.contains('\u{1b}'), "{error}");
    }
}
