//! What part every party plays that a statement names, with the words that show it.
//!
//! The one that the statement is filed under and those who sign with it are known already; of each other one its
//! strongest mention counts. Of a name that several may have each is listed, none of them sure.

use super::found::Found;
use super::part::Place;
use super::speaker::Parties;
use super::stance::{excerpt, part_in, sentence_around, title_role};
use crate::extract::offices::Offices;
use crate::model::{PartyRole, Role};
use std::cell::LazyCell;

/// Mentions of one party that are looked at.
const MENTIONS: usize = 12;

impl Parties {
    /// The parties of a statement: the one it is filed under, those who sign with it, then by appearance.
    pub(super) fn roles(
        &self,
        filed: Option<&PartyRole>,
        signing: Vec<PartyRole>,
        found: &[Found<'_>],
        offices: &Offices,
    ) -> Vec<PartyRole> {
        let mut roles: Vec<PartyRole> = filed.cloned().into_iter().collect();
        for signer in signing {
            if !roles.iter().any(|known| known.id == signer.id) {
                roles.push(signer);
            }
        }
        let settled = roles.len();
        let mut looked: Vec<usize> = Vec::new();
        for found in found.iter().filter(|found| found.part.place != Place::Site) {
            let mentions = looked.iter().filter(|body| **body == found.body).count();
            if mentions >= MENTIONS {
                continue;
            }
            looked.push(found.body);
            // What a mention shows takes long to tell, and most of them can show no more than one before did.
            let role = LazyCell::new(|| role_of(found, offices));
            let cue = LazyCell::new(|| cue_of(found));
            for body in std::iter::once(found.body).chain(found.rivals.iter().copied()) {
                let Some(party) = self.gazetteer.at(body) else { continue };
                let sure = found.sure && found.rivals.is_empty();
                match roles.iter().position(|known| known.id == party.id) {
                    Some(at) if at < settled => {}
                    Some(at) => {
                        if let Some(known) = roles.get_mut(at) {
                            known.sure |= sure;
                            if strongest(found.part.place) < known.role && *role < known.role {
                                (known.role, known.cue) = (*role, cue.clone());
                            }
                        }
                    }
                    None => roles.push(PartyRole {
                        id: party.id.clone(),
                        name: party.name.clone(),
                        role: *role,
                        sure,
                        cue: cue.clone(),
                    }),
                }
            }
        }
        roles
    }
}

/// The strongest part that [`role_of`] tells of a mention in this place.
fn strongest(place: Place) -> Role {
    match place {
        Place::Title | Place::Kicker => Role::Subject,
        Place::Lead | Place::Paragraph | Place::Signature => Role::Participant,
        Place::Byline | Place::Site => Role::Mentioned,
    }
}

/// The part a party plays by one mention. Only one party speaks, another takes part.
fn role_of(found: &Found<'_>, offices: &Offices) -> Role {
    let part = found.part;
    match part.place {
        Place::Title | Place::Kicker => match title_role(part.folded, &found.mention, offices) {
            Some(Role::Speaker) | None => Role::Participant,
            Some(role) => role,
        },
        Place::Signature => Role::Participant,
        Place::Byline | Place::Site => Role::Mentioned,
        Place::Lead | Place::Paragraph => {
            let (start, end) = sentence_around(part.folded, found.mention.at);
            let (start, end) = (start.min(found.mention.at), end.max(found.mention.end));
            let mut mention = found.mention.clone();
            (mention.at, mention.end) = (mention.at - start, mention.end - start);
            part_in(part.folded.get(start..end).unwrap_or(""), &mention, offices)
        }
    }
}

/// The words that show the part a party plays by one mention.
fn cue_of(found: &Found<'_>) -> String {
    let part = found.part;
    let place = match part.place {
        Place::Title => "title".to_owned(),
        Place::Kicker => "kicker".to_owned(),
        Place::Lead => "lead".to_owned(),
        Place::Byline => "byline".to_owned(),
        Place::Signature => "signature".to_owned(),
        Place::Site => "site".to_owned(),
        Place::Paragraph => format!("paragraph {}", found.paragraph),
    };
    let whole = part.folded.get(..found.mention.end).unwrap_or("");
    format!("{place}: {}", excerpt(part.text, whole, &found.mention))
}
