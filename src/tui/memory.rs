//! Calibrations, between the words of the state folder and the terms of the terminal.
//!
//! What a word does not name, such as a way that a newer reader knows, is left out and stays in the file.

use super::state::{Found, WAYS};
use crate::store::{Calibration, State, StateError};
use crate::terminal::{Marks, ProfileName};
use std::collections::BTreeMap;

/// Calibrations by what the terminals say of themselves.
pub type Calibrations = BTreeMap<String, (ProfileName, Marks)>;

/// Returns what is remembered, and what went wrong with that.
#[must_use]
pub fn calibrations(state: &State) -> (Calibrations, Option<StateError>) {
    match state.terminals() {
        Ok(terminals) => {
            let known = terminals.into_iter().filter_map(|(identity, found)| {
                Some((identity, (ProfileName::parse(&found.profile)?, Marks::parse(&found.marks)?)))
            });
            (known.collect(), None)
        }
        // Nothing is lost where there is no home.
        Err(StateError::Homeless) => (Calibrations::new(), None),
        Err(error) => (Calibrations::new(), Some(error)),
    }
}

/// Every way that the screen tries is one of the terminal's.
const _: () = assert!(WAYS == ProfileName::TRIED.len(), "calibration tries each of the terminal's ways");

/// Returns what calibration found, in the terms of the terminal; none for a way that was not tried.
#[must_use]
pub fn in_terms(found: Found) -> Option<(ProfileName, Marks)> {
    let way = ProfileName::TRIED.get(found.way)?;
    Some((*way, if found.marks { Marks::Keep } else { Marks::Strip }))
}

/// Remembers what was found for a terminal.
///
/// # Errors
/// See [`StateError`].
pub fn remember(state: &State, identity: &str, (profile, marks): (ProfileName, Marks)) -> Result<(), StateError> {
    let found = Calibration { profile: profile.as_str().to_owned(), marks: marks.as_str().to_owned() };
    state.remember(identity, found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_words_are_left_out_and_kept() {
        let home = tempfile::tempdir().unwrap();
        let state = State::at(home.path());
        let of_later = Calibration { profile: "magic".into(), marks: "keep".into() };
        state.remember("later", of_later.clone()).unwrap();
        remember(&state, "now", (ProfileName::Inverse, Marks::Strip)).unwrap();
        let (known, error) = calibrations(&state);
        assert!(error.is_none());
        assert_eq!(known, [("now".to_owned(), (ProfileName::Inverse, Marks::Strip))].into());
        assert_eq!(state.terminals().unwrap()["later"], of_later);
    }
}
