//! Weighs the cues for the party that speaks, and lists every party that is named.
//!
//! From the strongest: a field of the record, the signature, the site, the title, the first sentence, first
//! person, the number of times a party is named. Where somebody else speaks and a party is only a guest or
//! an object, there is no speaker; a wrong party is worse than none.

use super::country::{Countries, Weights};
use super::found::{Found, follows_noun, is_early, most_named};
use super::gazetteer::Gazetteer;
use super::names::{Mention, Names, Strength};
use super::part::{Outside, Part, Place};
use super::stance::{credits, excerpt, sentence_end, speaks_in, title_role};
use super::unlisted::{self, Unlisted};
use crate::extract::lexicon::Lexicon;
use crate::extract::offices::{Offices, find};
use crate::extract::project::lies_at;
use crate::model::{PartyId, Role, Speaker};
use crate::text::fold::fold;

/// Weight of a folder or a site that the corpus or its user gave to a party: less than a field of the record alone.
const FOLDER: u32 = 95;
const SITE: u32 = 94;
/// Weight of a line between title and body that credits a party; what it says in the first sentence weighs more.
const BYLINE: u32 = 58;
/// Times a party must be named to be what a text is about.
const OFTEN: usize = 3;

/// The known parties with all that is needed to recognise them.
#[derive(Debug)]
pub(crate) struct Parties {
    pub(super) gazetteer: Gazetteer,
    pub(super) names: Names,
    pub(super) countries: Countries,
    /// Sites of known bodies.
    sites: Vec<(String, usize)>,
}

/// Who a cue points to.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Body {
    Known(usize),
    Unlisted(Unlisted),
}

struct Cue {
    body: Body,
    weight: u32,
    role: Role,
    sure: bool,
    why: String,
}

impl Parties {
    /// The known bodies, ready for use.
    pub(crate) fn new(gazetteer: Gazetteer) -> Self {
        let names = Names::new(&gazetteer);
        let sites = Lexicon::read(include_str!("../data/sites.txt"))
            .sections()
            .filter_map(|(id, domains)| Some((gazetteer.index(id)?, domains)))
            .flat_map(|(index, domains)| domains.iter().map(move |domain| (domain.clone(), index)))
            .collect();
        Self { gazetteer, names, countries: Countries::new(), sites }
    }

    /// The known bodies.
    pub(crate) fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// True if a party is named in the line `text`, folded to `folded`, beyond doubt.
    pub(crate) fn names_one(&self, text: &str, folded: &str, offices: &Offices) -> bool {
        self.names
            .find(folded)
            .iter()
            .any(|mention| mention.strength == Strength::Strong || follows_noun(folded, mention.at, offices))
            || unlisted::may_stand_in(folded) && unlisted::find(text, offices, true).is_some()
    }

    /// The party that a statement is filed under, and all that it names in order of appearance.
    pub(crate) fn of(
        &self,
        parts: &[Part<'_>],
        outside: &Outside<'_>,
        offices: &Offices,
    ) -> (Option<Speaker>, Vec<PartyId>) {
        let found = self.found(parts, outside, offices);
        let mut cues = self.outside_cues(outside, &found, parts, offices);
        let crowded = {
            let mut early: Vec<usize> =
                found.iter().filter(|found| found.part.place == Place::Title).map(|found| found.body).collect();
            early.sort_unstable();
            early.dedup();
            early.len() >= 3
        };
        if !crowded {
            cues.extend(self.inside_cues(parts, &found, offices));
        }
        let mut ids: Vec<PartyId> = Vec::new();
        for found in &found {
            if let Some(party) = self.gazetteer.at(found.body)
                && !ids.contains(&party.id)
                && found.part.place != Place::Site
            {
                ids.push(party.id.clone());
            }
        }
        let speaker = self.best(cues, parts, offices);
        if let Some(speaker) = &speaker
            && !ids.contains(&speaker.id)
        {
            ids.insert(0, speaker.id.clone());
        }
        (speaker, ids)
    }

    /// Cues of the record, the file and the page.
    fn outside_cues(
        &self,
        outside: &Outside<'_>,
        found: &[Found<'_>],
        parts: &[Part<'_>],
        offices: &Offices,
    ) -> Vec<Cue> {
        let mut cues = Vec::new();
        let speaker =
            |body: Body, weight: u32, sure: bool, why: String| Cue { body, weight, role: Role::Speaker, sure, why };
        if let Some(field) = outside.field.map(str::trim).filter(|field| !field.is_empty()) {
            let folded = fold(field);
            let known = self.gazetteer.index(field).or_else(|| {
                let mentions = self.names.find(&folded);
                let best = mentions.iter().max_by_key(|mention| mention.end - mention.at)?;
                self.countries.settle(best, &folded, &Weights::default(), &self.gazetteer).map(|(body, _)| body)
            });
            let body = known.map_or_else(|| Body::Unlisted(Unlisted::named(field)), Body::Known);
            cues.push(speaker(body, 100, true, format!("field: {field}")));
        }
        for found in found.iter().filter(|found| found.part.place == Place::Signature) {
            cues.push(speaker(Body::Known(found.body), 90, found.sure, format!("signature: {}", found.part.text)));
        }
        for found in found.iter().filter(|found| found.part.place == Place::Site) {
            cues.push(speaker(Body::Known(found.body), 80, found.sure, format!("site: {}", found.part.text)));
        }
        for (given, weight) in [(&outside.given.folder, FOLDER), (&outside.given.site, SITE)] {
            cues.extend(given.iter().map(|(body, why)| speaker(Body::Known(*body), weight, true, why.clone())));
        }
        for address in [outside.url, outside.site].into_iter().flatten() {
            if let Some((site, body)) = self.sites.iter().find(|(site, _)| lies_at(address, site)) {
                cues.push(speaker(Body::Known(*body), 82, true, format!("site: {site}")));
            }
        }
        if let Some(body) = outside.path.split('/').find_map(|folder| self.gazetteer.index(folder)) {
            cues.push(speaker(Body::Known(body), 81, true, "folder".to_owned()));
        }
        for part in parts.iter().filter(|part| part.place == Place::Byline) {
            let known = found.iter().filter(|found| std::ptr::eq(found.part, part));
            let mut known = known.filter(|found| credits(part.folded, found.mention.at, found.mention.end)).peekable();
            let why = format!("byline: {}", part.text);
            if known.peek().is_none()
                && let Some(seen) = unlisted::find(part.text, offices, true)
                && let Some(at) = part.folded.find(&seen.folded)
                && credits(part.folded, at, at + seen.folded.len())
            {
                cues.push(speaker(Body::Unlisted(seen), BYLINE, true, why.clone()));
            }
            cues.extend(known.map(|found| speaker(Body::Known(found.body), BYLINE, found.sure, why.clone())));
        }
        // A name nobody listed counts where a body signs or owns the page.
        for (place, weight, why) in [(Place::Signature, 89, "signature"), (Place::Site, 79, "site")] {
            let known = found.iter().any(|found| found.part.place == place);
            let seen = parts
                .iter()
                .filter(|part| part.place == place && !known)
                .filter_map(|part| Some((part, unlisted::find(part.text, offices, true)?)))
                .max_by_key(|(_, seen)| seen.folded.len());
            if let Some((part, seen)) = seen {
                let text = part.text;
                cues.push(speaker(Body::Unlisted(seen), weight, true, format!("{why}: {text}")));
            }
        }
        cues
    }

    /// Cues of title, first sentences and body.
    fn inside_cues(&self, parts: &[Part<'_>], found: &[Found<'_>], offices: &Offices) -> Vec<Cue> {
        let mut cues = Vec::new();
        for found in found.iter().filter(|found| matches!(found.part.place, Place::Title | Place::Kicker)) {
            let (weight, role) = match title_role(found.part.folded, &found.mention, offices) {
                Some(Role::Speaker) => (70, Role::Speaker),
                Some(Role::Subject) => (40, Role::Subject),
                _ => continue,
            };
            let why = format!("title: {}", found.part.text);
            cues.push(Cue { body: Body::Known(found.body), weight, role, sure: found.sure, why });
        }
        let title = parts.iter().find(|part| part.place == Place::Title);
        if let Some(title) = title.filter(|title| !found.iter().any(|found| std::ptr::eq(found.part, *title)))
            && let Some(seen) = unlisted::find(title.text, offices, false)
            && let Some(at) = title.folded.find(&seen.folded)
        {
            let mention = Mention { at, end: at + seen.folded.len(), bodies: Vec::new(), strength: Strength::Strong };
            if title_role(title.folded, &mention, offices) == Some(Role::Speaker) {
                let why = format!("title: {}", title.text);
                cues.push(Cue { body: Body::Unlisted(seen), weight: 69, role: Role::Speaker, sure: true, why });
            }
        }
        let lead = parts.iter().find(|part| part.place == Place::Lead);
        let first = parts.iter().find(|part| part.place == Place::Paragraph);
        for part in [lead, first].into_iter().flatten() {
            let end = sentence_end(part.folded);
            for found in found.iter().filter(|found| std::ptr::eq(found.part, part) && found.mention.at < end) {
                let sentence = part.folded.get(..end).unwrap_or("");
                if speaks_in(sentence, &found.mention, offices) {
                    let why = format!("first sentence: {}", excerpt(part.text, sentence, &found.mention));
                    cues.push(Cue {
                        body: Body::Known(found.body),
                        weight: 60,
                        role: Role::Speaker,
                        sure: found.sure,
                        why,
                    });
                }
            }
        }
        if let Some((body, count, all)) = most_named(found)
            && let Some(party) = self.gazetteer.at(body)
        {
            let own = parts
                .iter()
                .filter(|part| part.place == Place::Paragraph)
                .find_map(|part| offices.first_person.iter().find(|phrase| find(part.folded, phrase).is_some()));
            if let Some(phrase) = own.filter(|_| count * 2 > all) {
                let why = format!("first person: {phrase}");
                cues.push(Cue { body: Body::Known(body), weight: 50, role: Role::Speaker, sure: true, why });
            } else if count >= OFTEN && count * 5 >= all * 3 && is_early(found, body, [lead, first]) {
                let why = format!("named {count} times: {}", party.name);
                cues.push(Cue { body: Body::Known(body), weight: 30, role: Role::Subject, sure: false, why });
            }
        }
        cues
    }

    fn best(&self, cues: Vec<Cue>, parts: &[Part<'_>], offices: &Offices) -> Option<Speaker> {
        let top = cues.iter().map(|cue| cue.weight).max()?;
        let mut first: Option<Cue> = None;
        let mut rival = false;
        for cue in cues.into_iter().filter(|cue| cue.weight == top) {
            match &first {
                None => first = Some(cue),
                Some(chosen) => rival |= chosen.body != cue.body,
            }
        }
        let cue = first?;
        let (id, name) = match cue.body {
            Body::Known(index) => {
                let party = self.gazetteer.at(index)?;
                (party.id.clone(), party.name.clone())
            }
            Body::Unlisted(seen) => {
                let seen = seen.settled(parts, offices);
                let id = PartyId(seen.id());
                // A user may have said which body it is.
                self.gazetteer.get(&id).map_or((id, seen.name), |party| (party.id.clone(), party.name.clone()))
            }
        };
        Some(Speaker { id, name, role: cue.role, sure: cue.sure && !rival, cue: cue.why })
    }
}
