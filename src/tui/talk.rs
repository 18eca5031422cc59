//! What the state wants of the terminal, in the terms of the terminal.

use super::state::{InUse, Signs, Talk};
use crate::terminal::{Answers, Detection, Grounds, Marks, Profile, ProfileName, Wishes};

/// The profile to take, and the rows that are sent in ways of their own. The wishes follow.
pub(super) fn carried_out(
    talk: &Talk,
    wishes: &mut Wishes,
    detection: &Detection,
) -> (Profile, Vec<(u16, ProfileName)>) {
    match talk {
        Talk::Set { terminal, marks } => {
            wishes.profile = terminal.and_then(ProfileName::parse);
            wishes.marks = match marks {
                Signs::Auto => None,
                Signs::Keep => Some(Marks::Keep),
                Signs::Strip => Some(Marks::Strip),
            };
            (detection.profile(wishes), Vec::new())
        }
        Talk::Try(rows) => tried(rows, detection.profile(wishes)),
    }
}

/// Plain talk, but for rows that are sent in one of the ways that calibration tries.
pub(super) fn tried(rows: &[(u16, usize)], profile: Profile) -> (Profile, Vec<(u16, ProfileName)>) {
    let rows = rows.iter().filter_map(|(row, way)| Some((*row, *ProfileName::TRIED.get(*way)?))).collect();
    (Profile { name: ProfileName::Visual, marks: Marks::Keep, ..profile }, rows)
}

/// What is in use with these wishes. `offered` says whether calibration was offered for this terminal before; it is
/// asked only where that matters.
pub(super) fn in_use(
    profile: Profile,
    wishes: &Wishes,
    detection: &Detection,
    offered: impl FnOnce() -> bool,
) -> InUse {
    let grounds = Grounds::of(detection, wishes);
    InUse {
        name: profile.name.as_str(),
        why: grounds.told(detection),
        marks: profile.marks == Marks::Keep,
        offer: (grounds == Grounds::Guessed && !offered()).then(|| offer(&detection.answers)),
    }
}

fn offer(answers: &Answers) -> &'static str {
    if answers.is_tmux() {
        "The terminal around tmux is not known: gC if letters are wrong."
    } else if answers.is_screen() {
        "The terminal around screen is not known: gC if letters are wrong."
    } else {
        "This terminal is not known: gC if letters are wrong."
    }
}
