//! Weighs the cues for the party that speaks, and lists every party that is named.
//!
//! From the strongest: a field of the record, the signature, the site, the title, the first sentence, first
//! person, the number of times a party is named. Where somebody else speaks and a party is only a guest or
//! an object, there is no speaker; a wrong party is worse than none. What several sign is `joint`'s, and what part
//! the others play is told by `roles`.

use super::country::{Countries, Weights};
use super::found::{Found, follows_noun, is_early, most_named};
use super::gazetteer::Gazetteer;
use super::names::{Mention, Names, Strength};
use super::part::{Outside, Part, Place};
use super::stance::{acts, credits, excerpt, opens, sentence_end, speaks_in, title_role};
use super::unlisted::{self, Unlisted};
use crate::extract::lexicon::{Lexicon, is_word, words};
use crate::extract::offices::Offices;
use crate::extract::project::lies_at;
use crate::model::{PartyId, PartyRole, Role};
use crate::text::fold::fold;

/// Weight of a folder or a site that the corpus or its user gave to a party: less than a field of the record alone.
const FOLDER: u32 = 95;
const SITE: u32 = 94;
/// Weight of a title in which a party speaks, and of one in which it does something else.
const TITLE: u32 = 70;
const ACTING: u32 = 62;
/// Weight of a line between title and body that credits a party; what it says in the first sentence weighs more.
const BYLINE: u32 = 58;
/// Parties in a title that make it speak of all and of none.
const CROWD: usize = 3;
/// Headings that may stand before the first sentence of a body, and their words.
const HEADINGS: usize = 3;
const HEADING_WORDS: usize = 12;
/// Bytes of a body in which an unlisted party is looked for that speaks in its first sentence.
const OPENING: usize = 1200;
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
pub(super) enum Body {
    Known(usize),
    Unlisted(Unlisted),
}

pub(super) struct Cue {
    pub(super) body: Body,
    pub(super) weight: u32,
    pub(super) role: Role,
    pub(super) sure: bool,
    pub(super) why: String,
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

    /// The party that a statement is filed under, and all that are in it with their parts: that one first.
    pub(crate) fn of(
        &self,
        parts: &[Part<'_>],
        outside: &Outside<'_>,
        offices: &Offices,
    ) -> (Option<PartyRole>, Vec<PartyRole>) {
        let found = self.found(parts, outside, offices);
        let mut cues = self.outside_cues(outside, &found, parts, offices);
        let signers = self.signers(parts, &found, offices);
        let told = cues.iter().any(|cue| cue.weight >= SITE);
        if signers.len() > 1 && !told {
            let of_site = |cue: &&Cue| cue.why.starts_with("site") || cue.why.starts_with("folder");
            let site = cues.iter().filter(of_site).max_by_key(|cue| cue.weight).map(|cue| cue.body.clone());
            let own = signers.iter().find(|signer| Some(&signer.body) == site.as_ref());
            let first = own.or(signers.first()).map(|signer| self.role_of(signer.cue(false), parts, offices));
            let filed = first.flatten();
            let signing = signers.iter().filter_map(|signer| self.role_of(signer.cue(true), parts, offices));
            let roles = self.roles(filed.as_ref(), signing.collect(), &found, offices);
            return (filed, roles);
        }
        let mut titled: Vec<usize> =
            found.iter().filter(|found| found.part.place == Place::Title).map(|found| found.body).collect();
        titled.sort_unstable();
        titled.dedup();
        if titled.len() < CROWD {
            cues.extend(self.inside_cues(parts, &found, offices));
        }
        let filed = self.best(cues, parts, offices);
        let roles = self.roles(filed.as_ref(), Vec::new(), &found, offices);
        (filed, roles)
    }

    /// The listed sites at which the page lies, with their bodies.
    fn sites_of(&self, outside: &Outside<'_>) -> impl Iterator<Item = &(String, usize)> {
        let addresses = [outside.url, outside.site].into_iter().flatten();
        addresses.filter_map(|address| self.sites.iter().find(|(site, _)| lies_at(address, site)))
    }

    /// The bodies whose site or folder the page is from, by its address or by what a user says.
    pub(super) fn owner(&self, outside: &Outside<'_>) -> impl Iterator<Item = usize> {
        let given = [&outside.given.folder, &outside.given.site].into_iter().flatten().map(|(body, _)| *body);
        self.sites_of(outside).map(|(_, body)| *body).chain(given)
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
            let mut sure = true;
            let known = self.gazetteer.index(field).or_else(|| {
                let mentions = self.names.find(&folded);
                let best = mentions.iter().max_by_key(|mention| mention.end - mention.at)?;
                let settled = self.countries.settle(best, &folded, &Weights::default(), &self.gazetteer)?;
                sure = settled.sure;
                Some(settled.body)
            });
            let body = known.map_or_else(|| Body::Unlisted(Unlisted::named(field)), Body::Known);
            cues.push(speaker(body, 100, sure, format!("field: {field}")));
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
        for (site, body) in self.sites_of(outside) {
            cues.push(speaker(Body::Known(*body), 82, true, format!("site: {site}")));
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
                && !self.is_known(&seen.folded)
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
                .filter_map(|part| {
                    let seen = unlisted::find(part.text, offices, true);
                    // A society or front signs as such only where it says so itself.
                    let seen = seen.or_else(|| unlisted::loose(part.text, offices).into_iter().next());
                    let seen = seen.filter(|seen| seen.sure || place == Place::Signature)?;
                    (!self.is_known(&seen.folded)).then_some((part, seen))
                })
                .max_by_key(|(_, seen)| seen.folded.len());
            if let Some((part, seen)) = seen {
                let text = part.text;
                let sure = seen.sure;
                cues.push(speaker(Body::Unlisted(seen), weight, sure, format!("{why}: {text}")));
            }
        }
        cues
    }

    /// Cues of title, first sentences and body.
    fn inside_cues(&self, parts: &[Part<'_>], found: &[Found<'_>], offices: &Offices) -> Vec<Cue> {
        let mut cues = Vec::new();
        for found in found.iter().filter(|found| matches!(found.part.place, Place::Title | Place::Kicker)) {
            let (weight, role) = match title_role(found.part.folded, &found.mention, offices) {
                Some(Role::Speaker) => (TITLE, Role::Speaker),
                Some(Role::Subject) if found.firm && found.part.place == Place::Title => (40, Role::Subject),
                _ => continue,
            };
            let why = format!("title: {}", found.part.text);
            cues.push(Cue { body: Body::Known(found.body), weight, role, sure: found.sure, why });
        }
        cues.extend(parts.iter().find(|part| part.place == Place::Title).and_then(|title| {
            let seen = self.unlisted_speaker(title, found, offices, |folded, mention| {
                title_role(folded, mention, offices) == Some(Role::Speaker)
            })?;
            let (sure, why) = (seen.sure, format!("title: {}", title.text));
            Some(Cue { body: Body::Unlisted(seen), weight: 69, role: Role::Speaker, sure, why })
        }));
        let openings = openings(parts);
        for part in &openings {
            let end = sentence_end(part.folded);
            let sentence = part.folded.get(..end).unwrap_or("");
            for found in found.iter().filter(|found| std::ptr::eq(found.part, *part) && found.mention.at < end) {
                if speaks_in(sentence, &found.mention, offices) {
                    let why = format!("first sentence: {}", excerpt(part.text, sentence, &found.mention));
                    let (body, sure) = (Body::Known(found.body), found.sure);
                    cues.push(Cue { body, weight: 60, role: Role::Speaker, sure, why });
                }
            }
            let speaks = |folded: &str, mention: &Mention| {
                mention.end <= end && speaks_in(folded.get(..end).unwrap_or(""), mention, offices)
            };
            if let Some(seen) = self.unlisted_speaker(part, found, offices, speaks) {
                let (sure, why) = (seen.sure, format!("first sentence: {}", seen.name));
                cues.push(Cue { body: Body::Unlisted(seen), weight: 59, role: Role::Speaker, sure, why });
            }
        }
        cues.extend(self.acting(found, &openings, offices));
        if let Some((body, count, all)) = most_named(found)
            && let Some(party) = self.gazetteer.at(body)
        {
            let said =
                || parts.iter().filter(|part| part.place == Place::Paragraph).find_map(|part| own(part, offices));
            if let Some(phrase) = (count * 2 > all).then(said).flatten() {
                let why = format!("first person: {phrase}");
                cues.push(Cue { body: Body::Known(body), weight: 50, role: Role::Speaker, sure: true, why });
            } else if count >= OFTEN && count * 5 >= all * 3 && is_early(found, body, &openings) {
                let why = format!("named {count} times: {}", party.name);
                cues.push(Cue { body: Body::Known(body), weight: 30, role: Role::Subject, sure: false, why });
            }
        }
        cues
    }

    /// The party with which both the title and the first sentence open, and which does something in the title.
    fn acting(&self, found: &[Found<'_>], openings: &[&Part<'_>], offices: &Offices) -> Option<Cue> {
        let titled = found.iter().filter(|found| found.part.place == Place::Title);
        let acting = titled.filter(|found| acts(found.part.folded, &found.mention, offices));
        let mut acting = acting.filter(|title| {
            let same = found.iter().filter(|other| other.body == title.body);
            let mut same = same.filter(|other| openings.iter().any(|part| std::ptr::eq(*part, other.part)));
            same.any(|other| {
                let sentence = other.part.folded.get(..sentence_end(other.part.folded)).unwrap_or("");
                other.mention.end <= sentence.len() && opens(sentence, &other.mention, offices)
            })
        });
        let title = acting.next()?;
        let why = format!("title: {}", title.part.text);
        Some(Cue { body: Body::Known(title.body), weight: ACTING, role: Role::Speaker, sure: title.sure, why })
    }

    /// True if the folded name is that of a known body, which is not meant where it was not found.
    pub(super) fn is_known(&self, name: &str) -> bool {
        self.names.find(name).iter().any(|mention| mention.at == 0 && mention.end == name.len())
    }

    /// The first party in a part that nobody listed and that `speaks` there.
    fn unlisted_speaker(
        &self,
        part: &Part<'_>,
        found: &[Found<'_>],
        offices: &Offices,
        speaks: impl Fn(&str, &Mention) -> bool,
    ) -> Option<Unlisted> {
        let known: Vec<(usize, usize)> = found
            .iter()
            .filter(|found| std::ptr::eq(found.part, part))
            .map(|found| (found.mention.at, found.mention.end))
            .collect();
        let end = if part.place == Place::Title { part.text.len() } else { part.text.len().min(OPENING) };
        let end = (0..=end).rev().find(|&end| part.text.is_char_boundary(end)).unwrap_or(0);
        let text = part.text.get(..end).unwrap_or(part.text);
        let fits = |name: &str, sure: bool| {
            let Some(at) = part.folded.find(name) else { return false };
            let end = at + name.len();
            let mention = Mention { at, end, bodies: Vec::new(), strength: Strength::Strong };
            !known.iter().any(|known| known.0 < end && at < known.1)
                && !self.is_known(name)
                && (sure || is_own_text(part.folded, at, offices))
                && speaks(part.folded, &mention)
        };
        let sure = unlisted::all_that(text, offices, false, &|name| fits(name, true)).into_iter().next();
        sure.or_else(|| {
            let loose = || unlisted::loose(text, offices).into_iter().find(|seen| fits(&seen.folded, false));
            (part.place == Place::Title).then(loose).flatten()
        })
    }

    fn best(&self, cues: Vec<Cue>, parts: &[Part<'_>], offices: &Offices) -> Option<PartyRole> {
        let top = cues.iter().map(|cue| cue.weight).max()?;
        let mut first: Option<Cue> = None;
        // A known party that speaks in the title leaves it open whether a name that nobody listed is of a body at all.
        let titled = |cue: &Cue| matches!(cue.body, Body::Known(_)) && cue.role == Role::Speaker && cue.weight == TITLE;
        let known = cues.iter().any(titled);
        let mut rival = false;
        for cue in cues.into_iter().filter(|cue| cue.weight == top) {
            match &first {
                None => first = Some(cue),
                Some(chosen) => rival |= chosen.body != cue.body,
            }
        }
        let mut cue = first?;
        cue.sure &= !(rival || known && matches!(cue.body, Body::Unlisted(_)));
        self.role_of(cue, parts, offices)
    }

    /// A cue with the name of the body that it points to.
    fn role_of(&self, cue: Cue, parts: &[Part<'_>], offices: &Offices) -> Option<PartyRole> {
        let (id, name) = match cue.body {
            Body::Known(index) => {
                let party = self.gazetteer.at(index)?;
                (party.id.clone(), party.name.clone())
            }
            Body::Unlisted(seen) => {
                let complete = seen.clone().settled(parts, offices);
                let seen = if self.is_known(&complete.folded) { seen } else { complete };
                let id = PartyId(seen.id());
                // A user may have said which body it is.
                self.gazetteer.get(&id).map_or((id, seen.name), |party| (party.id.clone(), party.name.clone()))
            }
        };
        Some(PartyRole { id, name, role: cue.role, sure: cue.sure, cue: cue.why })
    }
}

/// The lead, and the first paragraph that is more than a heading.
fn openings<'a>(parts: &'a [Part<'a>]) -> Vec<&'a Part<'a>> {
    let lead = parts.iter().find(|part| part.place == Place::Lead);
    let mut paragraphs = parts.iter().filter(|part| part.place == Place::Paragraph).take(HEADINGS + 1).peekable();
    let first = std::iter::from_fn(|| {
        let part = paragraphs.next()?;
        Some((part, paragraphs.peek().is_some()))
    })
    .find(|(part, more)| !*more || !is_heading(part.folded))
    .map(|(part, _)| part);
    lead.into_iter().chain(first).collect()
}

/// True if a paragraph is short and no sentence.
fn is_heading(folded: &str) -> bool {
    words(folded).count() <= HEADING_WORDS
        && !folded.trim_end().ends_with(['.', '!', '?', '؟', '…', ':', '۔', '"', '،', ','])
}

/// True if what stands right before is the word for a text, or says on whose behalf one is.
fn is_own_text(folded: &str, at: usize, offices: &Offices) -> bool {
    let before = folded.get(..at).unwrap_or("").trim_end();
    let before = before.strip_suffix(['ل', 'ب']).map_or(before, str::trim_end);
    let ends = |phrase: &String| before.strip_suffix(phrase.as_str()).is_some_and(|rest| !rest.ends_with(is_word));
    offices.texts.iter().any(ends) || offices.on_behalf.iter().filter(|phrase| phrase.contains(' ')).any(ends)
}

/// The phrase by which a part of a text says that its body is the one who speaks; in quotation marks somebody else says it.
fn own<'a>(part: &Part<'_>, offices: &'a Offices) -> Option<&'a String> {
    let stands = |phrase: &String| memchr::memmem::find(part.folded.as_bytes(), phrase.as_bytes()).is_some();
    if !offices.first_person.iter().any(stands) {
        return None;
    }
    let said = offices.first_person.places(part.folded, 0);
    let own = said.filter(|(at, _)| part.folded.get(..*at).is_some_and(is_unquoted));
    let own: Vec<&str> = own.map(|(_, phrase)| phrase).collect();
    offices.first_person.iter().find(|phrase| own.contains(&phrase.as_str()))
}

/// True if no quotation is open behind the text.
fn is_unquoted(before: &str) -> bool {
    before.matches('"').count().is_multiple_of(2)
}
