//! Who signs a statement of several parties.
//!
//! Signers stand below the text, a line each or in a list that says that it is one, or in the title of a text that calls
//! itself joint. A single signer is none here: `speaker` weighs it with the other cues.

use super::found::Found;
use super::part::{Part, Place};
use super::speaker::{Body, Cue, Parties};
use super::stance::sentence_end;
use super::unlisted;
use crate::extract::lexicon::{is_letter, words};
use crate::extract::offices::Offices;
use crate::model::Role;

/// Words of a line below a text that may be the name of a signer.
const LINE_WORDS: usize = 12;
/// Lines below a text that may name signers.
const LINES: usize = 60;
/// Words between two names of a list.
const LIST_GAP: usize = 2;
/// Weight of the cue; nothing else is weighed against it.
const WEIGHT: u32 = 90;

/// A party that signs, and where.
pub(super) struct Signer {
    pub(super) body: Body,
    sure: bool,
    why: String,
}

impl Signer {
    /// The cue of it. As the only one that a statement is filed under none of several is sure.
    pub(super) fn cue(&self, among_others: bool) -> Cue {
        let sure = self.sure && among_others;
        Cue { body: self.body.clone(), weight: WEIGHT, role: Role::Speaker, sure, why: self.why.clone() }
    }
}

impl Parties {
    /// Those who sign together, in the order in which they do.
    pub(super) fn signers(&self, parts: &[Part<'_>], found: &[Found<'_>], offices: &Offices) -> Vec<Signer> {
        let mut signers = Vec::new();
        let own: Vec<&Part<'_>> = parts.iter().filter(|part| part.place != Place::Site).collect();
        let is_text = |part: &&&Part<'_>| matches!(part.place, Place::Title | Place::Kicker | Place::Lead);
        let first = own.iter().find(|part| part.place == Place::Paragraph);
        let joint = own.iter().filter(is_text).chain(first).any(|part| offices.joint.stand_in(opening(part.folded)));
        let title = own.iter().filter(|part| part.place == Place::Title);
        let below: Vec<&&Part<'_>> =
            own.iter().rev().take(LINES).take_while(|part| self.signs(part, offices)).collect();
        for part in below.into_iter().rev() {
            self.add(&mut signers, part, "signature", found, offices);
        }
        if joint && signers.len() < 2 {
            for part in title.clone().chain(own.iter().filter(|part| part.place == Place::Lead)) {
                self.add(&mut signers, part, "title", found, offices);
            }
        }
        // The title says only how many they are; the first sentence says who.
        let says_so = |part: &&&Part<'_>| offices.joint.stand_in(part.folded);
        if signers.len() < 2
            && title.clone().any(|part| says_so(&part))
            && let Some(first) = first
        {
            for (body, sure) in listed(first, found) {
                let body = Body::Known(body);
                if !signers.iter().any(|signer| signer.body == body) {
                    signers.push(Signer { body, sure, why: format!("first sentence, with others: {}", first.text) });
                }
            }
        }
        signers
    }

    /// True if a part below a text names signers and says nothing else.
    fn signs(&self, part: &Part<'_>, offices: &Offices) -> bool {
        match part.place {
            Place::Signature => true,
            Place::Paragraph => {
                let opens = offices.signed.open(part.folded);
                let line = part.folded.trim_start_matches(|sign: char| !is_letter(sign));
                opens || words(line).nth(LINE_WORDS).is_none() && !line.ends_with('.') && self.is_name(line, offices)
            }
            _ => false,
        }
    }

    /// Adds the parties of a part that are not there yet.
    fn add(&self, signers: &mut Vec<Signer>, part: &Part<'_>, place: &str, found: &[Found<'_>], offices: &Offices) {
        let known: Vec<&Found<'_>> = found.iter().filter(|found| std::ptr::eq(found.part, part)).collect();
        let mut here: Vec<(usize, Body, bool)> =
            known.iter().map(|found| (found.mention.at, Body::Known(found.body), found.sure)).collect();
        let mut from = 0;
        for seen in unlisted::all(part.text, offices, false) {
            let Some(at) = part.folded.get(from..).and_then(|rest| rest.find(&seen.folded)).map(|at| at + from) else {
                continue;
            };
            from = at + seen.folded.len();
            let is_known = known.iter().any(|found| found.mention.at < from && at < found.mention.end);
            if !is_known && !self.is_known(&seen.folded) {
                let sure = seen.sure;
                here.push((at, Body::Unlisted(seen), sure));
            }
        }
        here.sort_by_key(|(at, ..)| *at);
        for (_, body, sure) in here {
            if !signers.iter().any(|signer| signer.body == body) {
                signers.push(Signer { body, sure, why: format!("{place}, with others: {}", part.text) });
            }
        }
    }
}

/// The parties that the first sentence of a part has in one list, each with whether it is sure.
fn listed(part: &Part<'_>, found: &[Found<'_>]) -> Vec<(usize, bool)> {
    let end = sentence_end(part.folded);
    let mut bodies: Vec<(usize, bool)> = Vec::new();
    let mut last: Option<usize> = None;
    for found in found.iter().filter(|found| std::ptr::eq(found.part, part) && found.mention.end <= end) {
        let gap = last.and_then(|last| part.folded.get(last..found.mention.at));
        if last.is_some() && gap.is_none_or(|gap| words(gap).count() > LIST_GAP) {
            break;
        }
        bodies.push((found.body, found.sure));
        last = Some(found.mention.end);
    }
    if bodies.len() > 1 { bodies } else { Vec::new() }
}

/// The first words of a part, where a text says what it is.
fn opening(folded: &str) -> &str {
    let end = (0..=folded.len().min(300)).rev().find(|&end| folded.is_char_boundary(end)).unwrap_or(0);
    folded.get(..end).unwrap_or("")
}
