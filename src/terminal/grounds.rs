//! What the profile in use rests on.

use super::probe::Detection;
use super::session::Wishes;

/// What the profile in use rests on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Grounds {
    /// The user has named it.
    Chosen,
    /// A calibration that is remembered.
    Remembered,
    /// What the terminal answered.
    Known,
    /// The terminal answered nothing that settles it; this way does least harm.
    Guessed,
}

impl Grounds {
    /// Returns what the profile for these wishes rests on.
    #[must_use]
    pub fn of(detection: &Detection, wishes: &Wishes) -> Self {
        if wishes.profile.is_some() {
            Self::Chosen
        } else if wishes.remembered.contains_key(&detection.answers.identity()) {
            Self::Remembered
        } else if detection.verdict.sure {
            Self::Known
        } else {
            Self::Guessed
        }
    }

    /// Returns it in a word, for programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Chosen => "chosen",
            Self::Remembered => "remembered",
            Self::Known => "detected",
            Self::Guessed => "guessed",
        }
    }

    /// Returns it as part of a sentence.
    #[must_use]
    pub fn told(self, detection: &Detection) -> String {
        match self {
            Self::Chosen => "chosen by you".to_owned(),
            Self::Remembered => "from calibration".to_owned(),
            Self::Known => detection.verdict.why.clone(),
            Self::Guessed => format!("a guess: {}", detection.verdict.why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::known::{Answers, Verdict};
    use super::super::profile::{Marks, ProfileName};
    use super::*;
    use std::time::Duration;

    #[test]
    fn wishes_come_first_and_memory_next() {
        let verdict = |sure| Verdict { name: ProfileName::Sgr, marks: Marks::Strip, why: "its name".into(), sure };
        let answers = Answers { term: "xterm".into(), ..Answers::default() };
        let detection = |sure| Detection { answers: answers.clone(), verdict: verdict(sure), took: Duration::ZERO };
        let mut wishes = Wishes::default();
        assert_eq!(Grounds::of(&detection(true), &wishes).told(&detection(true)), "its name");
        assert_eq!(Grounds::of(&detection(false), &wishes), Grounds::Guessed);
        wishes.remembered.insert(answers.identity(), (ProfileName::Inverse, Marks::Keep));
        assert_eq!(Grounds::of(&detection(true), &wishes), Grounds::Remembered);
        wishes.profile = Some(ProfileName::Kitty);
        assert_eq!(Grounds::of(&detection(true), &wishes), Grounds::Chosen);
    }
}
