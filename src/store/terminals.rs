//! What calibration found, a terminal an entry: `terminals.json`; and where it was offered: `offered.json`.
//!
//! Keys are what a terminal says of itself, values the words in which the way of talking to it is typed. An entry
//! that a newer reader wrote is kept as it is; whoever asks leaves out what they do not know.

use super::folder::{State, StateError};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

const NAME: &str = "terminals.json";
const OFFERED: &str = "offered.json";

/// What was found for one terminal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Calibration {
    /// The name of the profile.
    pub profile: String,
    /// What is done with marks: `keep` or `strip`.
    pub marks: String,
}

/// What was found for all of them.
pub type Terminals = BTreeMap<String, Calibration>;

fn parse<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}

fn text(terminals: &impl Serialize) -> Option<String> {
    // Maps and sets of strings always have a form.
    serde_json::to_string_pretty(terminals).ok().map(|text| text + "\n")
}

impl State {
    /// Returns all that calibration found.
    ///
    /// # Errors
    /// See [`StateError`].
    pub fn terminals(&self) -> Result<Terminals, StateError> {
        self.read(NAME, parse)
    }

    /// Returns true if calibration was offered for this terminal.
    ///
    /// # Errors
    /// See [`StateError`].
    pub fn was_offered(&self, identity: &str) -> Result<bool, StateError> {
        Ok(self.read::<BTreeSet<String>>(OFFERED, parse)?.contains(identity))
    }

    /// Remembers that calibration was offered for this terminal.
    ///
    /// # Errors
    /// See [`StateError`].
    pub fn offered(&self, identity: &str) -> Result<(), StateError> {
        self.change(OFFERED, parse, |mut offered: BTreeSet<String>| {
            offered.insert(identity.to_owned());
            (text(&offered), ())
        })
    }

    /// Remembers what was found for one terminal, in the place of what was before.
    ///
    /// # Errors
    /// See [`StateError`].
    pub fn remember(&self, identity: &str, found: Calibration) -> Result<(), StateError> {
        self.change(NAME, parse, |mut terminals: Terminals| {
            terminals.insert(identity.to_owned(), found);
            (text(&terminals), ())
        })
    }

    /// Forgets what was found for one terminal; false if there was nothing.
    ///
    /// # Errors
    /// See [`StateError`].
    pub fn forget(&self, identity: &str) -> Result<bool, StateError> {
        if !self.terminals()?.contains_key(identity) {
            return Ok(false);
        }
        self.change(NAME, parse, |mut terminals: Terminals| {
            let known = terminals.remove(identity).is_some();
            (text(&terminals).filter(|_| known), known)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offer_is_remembered_for_each_terminal() {
        let home = tempfile::tempdir().unwrap();
        let state = State::at(home.path());
        assert!(!state.was_offered("|0;136;0|xterm").unwrap());
        state.offered("|0;136;0|xterm").unwrap();
        assert!(state.was_offered("|0;136;0|xterm").unwrap());
        assert!(!state.was_offered("|1;2|xterm").unwrap());
        assert!(state.terminals().unwrap().is_empty());
    }

    #[test]
    fn calibrations_come_and_go() {
        let home = tempfile::tempdir().unwrap();
        let state = State::at(home.path());
        let found = |profile: &str| Calibration { profile: profile.into(), marks: "strip".into() };
        assert!(!state.forget("|0;136;0|xterm").unwrap());
        state.remember("|0;136;0|xterm", found("sgr")).unwrap();
        state.remember("|0;136;0|xterm", found("inverse")).unwrap();
        state.remember("kitty(0.26.5)|1;4000;26|xterm-kitty", found("kitty")).unwrap();
        assert_eq!(state.terminals().unwrap()["|0;136;0|xterm"], found("inverse"));
        assert!(state.forget("|0;136;0|xterm").unwrap());
        assert_eq!(state.terminals().unwrap().len(), 1);
    }
}
