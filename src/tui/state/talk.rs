//! How the terminal is to be talked to, as the settings and what lies over the panes have it.
//!
//! The state says so in words; the event loop knows what they mean to a terminal, carries them out and answers with
//! what is in use then.

use super::app::{App, Over};
use super::calibration::{Found, NONE_READS, Outcome};
use super::message::Effect;
use super::settings::Signs;

/// How the terminal is to be talked to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Talk {
    /// As the user has set it, and otherwise as it was found to need.
    Set {
        /// The name of a way.
        terminal: Option<&'static str>,
        /// What is done with marks.
        marks: Signs,
    },
    /// Plainly, and each of these rows in one of the ways that calibration tries.
    Try(Vec<(u16, usize)>),
}

/// How the terminal is talked to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InUse {
    /// The name of the way.
    pub name: &'static str,
    /// Why this one.
    pub why: String,
    /// Whether marks are shown.
    pub marks: bool,
    /// What is said at the start where only calibration could tell, unless it was said before.
    pub offer: Option<&'static str>,
}

impl InUse {
    fn told(&self) -> String {
        let marks = if self.marks { "marks are shown" } else { "marks are left out" };
        format!("{} ({}), {marks}", self.name, self.why)
    }
}

impl App {
    /// How the terminal is to be talked to now.
    pub(super) fn wanted_talk(&self) -> Talk {
        match &self.over {
            Over::Calibration(calibration) => Talk::Try(calibration.samples().to_vec()),
            _ => Talk::Set { terminal: self.settings.terminal, marks: self.settings.marks },
        }
    }

    /// Takes in how the terminal is talked to; the first time calibration is offered where nothing else can tell.
    pub(super) fn is_talked_to(&mut self, now: InUse) {
        if self.in_use.is_none()
            && self.message.is_none()
            && let Some(offer) = now.offer
        {
            self.tell(offer);
            self.effects.push(Effect::Offered);
        }
        self.in_use = Some(now);
    }

    /// What is in use, for `:set terminal?`.
    pub(super) fn in_use_told(&self) -> String {
        self.in_use.as_ref().map(|now| format!(": {}", now.told())).unwrap_or_default()
    }

    /// Takes in how a calibration ended.
    pub(super) fn calibrated(&mut self, outcome: Outcome) {
        self.over = Over::Nothing;
        match outcome {
            Outcome::Left => self.tell("Nothing was changed."),
            Outcome::NoneReads => self.fail(NONE_READS),
            Outcome::Found(found) => self.remember(found),
        }
    }

    fn remember(&mut self, found: Found) {
        // What was just seen counts more than what was set before.
        (self.settings.terminal, self.settings.marks) = (None, Signs::Auto);
        self.effects.push(Effect::Remember(found));
    }
}
