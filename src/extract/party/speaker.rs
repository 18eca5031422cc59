//! Weighs the cues for the party that speaks, and lists every party that is named.
//!
//! From the strongest: a field of the record, the signature, the site, the title, the first sentence, first
//! person, the number of times a party is named. Where somebody else speaks and a party is only a guest or
//! an object, there is no speaker; a wrong party is worse than none.

use super::country::{Countries, Weights};
use super::gazetteer::Gazetteer;
use super::names::{Mention, Names, Strength};
use super::unlisted::{self, Unlisted};
use crate::extract::lexicon::{Lexicon, is_word, words};
use crate::extract::offices::{Offices, find, places};
use crate::extract::paragraphs::sentence_ends;
use crate::model::{Language, PartyId, Role, Speaker};
use crate::text::fold::fold;
use std::collections::HashMap;

/// Words of the first sentence that are looked at.
const SENTENCE_BYTES: usize = 900;
/// Letters that may stand between an organ and the party it belongs to.
const NEAR: usize = 14;
/// Times a party must be named to be what a text is about.
const OFTEN: usize = 3;

/// What a text of a party calls itself, folded.
const TEXTS: [&str; 10] =
    ["بیانیه", "بیانیه ای", "بلاغ", "بیان", "اعلامیه", "اطلاعیه", "پیام", "نامه", "قطعنامه", "تصریح"];

/// Where in a statement a part stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    /// Name of the page or its owner, outside the statement.
    Site,
    /// Headline above the title.
    Kicker,
    /// The title.
    Title,
    /// The summary.
    Lead,
    /// The body.
    Paragraph,
    /// Below the body.
    Signature,
}

/// A stretch of a statement with its fold.
#[derive(Clone, Debug)]
pub(crate) struct Part<'a> {
    /// Where it stands.
    pub(crate) place: Place,
    /// As found.
    pub(crate) text: &'a str,
    /// Folded.
    pub(crate) folded: &'a str,
}

/// What a record or a file says of its party.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outside<'a> {
    /// The party field.
    pub(crate) field: Option<&'a str>,
    /// The site field.
    pub(crate) site: Option<&'a str>,
    /// Address of the page.
    pub(crate) url: Option<&'a str>,
    /// Path of the file.
    pub(crate) path: &'a str,
    /// Language of the statement.
    pub(crate) language: Language,
}

/// The known parties with all that is needed to recognise them.
#[derive(Debug)]
pub(crate) struct Parties {
    gazetteer: Gazetteer,
    names: Names,
    countries: Countries,
    sites: HashMap<String, usize>,
}

/// Who a cue points to.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Body {
    Known(usize),
    Unlisted(String, String),
}

struct Cue {
    body: Body,
    weight: u32,
    role: Role,
    sure: bool,
    why: String,
}

struct Found<'a> {
    part: &'a Part<'a>,
    mention: Mention,
    body: usize,
    sure: bool,
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

    /// True if a party is named in the folded line, beyond doubt.
    pub(crate) fn names_one(&self, folded: &str, offices: &Offices) -> bool {
        self.names
            .find(folded)
            .iter()
            .any(|mention| mention.strength == Strength::Strong || follows_noun(folded, mention.at, offices))
            || unlisted::find(folded, offices, true).is_some()
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
        let speaker = self.best(cues);
        if let Some(speaker) = &speaker
            && !ids.contains(&speaker.id)
        {
            ids.insert(0, speaker.id.clone());
        }
        (speaker, ids)
    }

    /// Every mention that counts, with the body it means.
    fn found<'a>(&self, parts: &'a [Part<'a>], outside: &Outside<'_>, offices: &Offices) -> Vec<Found<'a>> {
        let all: Vec<(&Part<'_>, Mention)> = parts
            .iter()
            .flat_map(|part| self.names.find(part.folded).into_iter().map(move |mention| (part, mention)))
            .collect();
        if all.is_empty() {
            return Vec::new();
        }
        let strong: Vec<usize> = all
            .iter()
            .filter(|(_, mention)| mention.strength == Strength::Strong)
            .flat_map(|(_, mention)| mention.bodies.clone())
            .collect();
        let site: Vec<usize> = all
            .iter()
            .filter(|(part, _)| part.place == Place::Site)
            .flat_map(|(_, mention)| mention.bodies.clone())
            .collect();
        let mentions: Vec<&Mention> = all.iter().map(|(_, mention)| mention).collect();
        let open = |mention: &&Mention| {
            mention.bodies.len() > 1 || mention.bodies.iter().any(|&body| self.gazetteer.is_common(body))
        };
        let shared = mentions.iter().any(open);
        let texts: Vec<&str> = if shared { parts.iter().map(|part| part.folded).collect() } else { Vec::new() };
        let weights = if shared {
            self.countries.weigh(&texts, &mentions, &self.gazetteer, outside.language)
        } else {
            Weights::default()
        };
        all.into_iter()
            .filter(|(part, mention)| match mention.strength {
                Strength::Strong => true,
                Strength::Latin => is_capital(part.text, part.folded.get(mention.at..mention.end).unwrap_or("")),
                Strength::Weak => {
                    let known = mention.bodies.iter().any(|body| strong.contains(body));
                    let own = mention.bodies.iter().any(|body| site.contains(body)) && part.place != Place::Site;
                    follows_noun(part.folded, mention.at, offices)
                        || known && is_quoted(part.folded, mention)
                        || own && known && mention.bodies.len() == 1 && is_quoted(part.folded, mention)
                }
            })
            .filter_map(|(part, mention)| {
                let (body, sure) = self.countries.settle(&mention, part.folded, &weights, &self.gazetteer)?;
                // A common name without anything of its country around it is some other body's.
                let country = self.gazetteer.at(body).map_or("", |party| party.country.as_str());
                if self.gazetteer.is_common(body) && weights.of(country) == 0 {
                    return None;
                }
                Some(Found { part, mention, body, sure })
            })
            .collect()
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
            let body = known.map_or_else(
                || {
                    let seen = Unlisted { name: field.to_owned(), folded };
                    Body::Unlisted(seen.id(), seen.name)
                },
                Body::Known,
            );
            cues.push(speaker(body, 100, true, format!("field: {field}")));
        }
        for found in found.iter().filter(|found| found.part.place == Place::Signature) {
            cues.push(speaker(Body::Known(found.body), 90, found.sure, format!("signature: {}", found.part.text)));
        }
        for found in found.iter().filter(|found| found.part.place == Place::Site) {
            cues.push(speaker(Body::Known(found.body), 80, found.sure, format!("site: {}", found.part.text)));
        }
        for address in [outside.url, outside.site].into_iter().flatten() {
            let host = address.split("://").last().and_then(|rest| rest.split('/').next()).unwrap_or("");
            let host = host.strip_prefix("www.").unwrap_or(host);
            if let Some(&body) = self.sites.get(host) {
                cues.push(speaker(Body::Known(body), 82, true, format!("site: {host}")));
            }
        }
        if let Some(body) = outside.path.split('/').find_map(|folder| self.gazetteer.index(folder)) {
            cues.push(speaker(Body::Known(body), 81, true, "folder".to_owned()));
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
                cues.push(speaker(Body::Unlisted(seen.id(), seen.name), weight, true, format!("{why}: {text}")));
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
                let body = Body::Unlisted(seen.id(), seen.name);
                cues.push(Cue { body, weight: 69, role: Role::Speaker, sure: true, why });
            }
        }
        let lead = parts.iter().find(|part| part.place == Place::Lead);
        let first = parts.iter().find(|part| part.place == Place::Paragraph);
        for part in [lead, first].into_iter().flatten() {
            let end = sentence_end(part.folded);
            for found in found.iter().filter(|found| std::ptr::eq(found.part, part) && found.mention.at < end) {
                let sentence = part.folded.get(..end).unwrap_or("");
                if speaks_in(sentence, &found.mention, offices) {
                    let why = format!("first sentence: {}", excerpt(sentence, &found.mention));
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

    fn best(&self, cues: Vec<Cue>) -> Option<Speaker> {
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
            Body::Unlisted(id, name) => (PartyId(id), name),
        };
        Some(Speaker { id, name, role: cue.role, sure: cue.sure && !rival, cue: cue.why })
    }
}

/// What part a party plays in a title.
fn title_role(title: &str, mention: &Mention, offices: &Offices) -> Option<Role> {
    let before = title.get(..mention.at)?;
    let after = title.get(mention.end..)?;
    let opens = !before.chars().any(is_word);
    if let Some(at) = organ_before(before, offices) {
        let above = before.get(..at)?;
        // Far into a title an office is only somebody the news is about, unless the text names itself first.
        let leads = words(above).count() <= 3 || words(above).next().is_some_and(|word| TEXTS.contains(&word));
        return Some(if leads && !is_object(above, offices) { Role::Speaker } else { Role::Subject });
    }
    if ends_with_any(before, &offices.on_behalf) {
        return Some(Role::Speaker);
    }
    if is_object(before, offices) {
        return Some(Role::Subject);
    }
    let says = words(title).any(|word| offices.saying.iter().any(|verb| verb == word));
    let arabic_verb = words(before).count() <= 1 && says;
    let colon = after.trim_start().starts_with([':', '|']);
    Some(if opens && (colon || says) || arabic_verb { Role::Speaker } else { Role::Subject })
}

/// True if the party, or an organ of it, is who says something in the sentence.
fn speaks_in(sentence: &str, mention: &Mention, offices: &Offices) -> bool {
    let says = words(sentence).any(|word| offices.saying.iter().any(|verb| verb == word))
        || offices.saying.iter().any(|verb| verb.contains(' ') && find(sentence, verb).is_some());
    let Some(before) = sentence.get(..mention.at).filter(|_| says) else { return false };
    // Somebody of the state who comes first is who speaks.
    if offices.state.iter().any(|office| find(before, office).is_some()) {
        return false;
    }
    if let Some(at) = organ_before(before, offices) {
        return before.get(..at).is_some_and(|edge| !is_object(edge, offices));
    }
    words(before).count() <= 2 && !is_object(before, offices)
}

/// Where the office, organ or text of the party that ends right before it begins.
fn organ_before(before: &str, offices: &Offices) -> Option<usize> {
    let own = |phrase: &String| {
        places(before, phrase).last().filter(|at| {
            let gap = before.get(at + phrase.len()..).unwrap_or("");
            gap.chars().count() <= NEAR && !gap.contains(['،', ',', ';', '.', ':']) && words(gap).count() <= 2
        })
    };
    offices.speaking.iter().filter_map(own).chain(TEXTS.iter().filter_map(|name| own(&(*name).to_owned()))).min()
}

/// True if the words right before make what follows an object or a guest.
fn is_object(before: &str, offices: &Offices) -> bool {
    let tail: Vec<&str> = words(before).rev().take(3).collect();
    let edge = before.trim_end();
    let on_behalf = offices.on_behalf.iter().any(|phrase| edge.ends_with(phrase.as_str()));
    !on_behalf
        && (tail.first().is_some_and(|word| offices.against.iter().any(|against| against == word))
            || tail.get(1).is_some_and(|word| {
                offices.against.iter().any(|against| against == word) && word.chars().count() > 1 && *word != "به"
            })
            || ends_with_any(before, &offices.against))
}

fn ends_with_any(before: &str, phrases: &[String]) -> bool {
    let edge = before.trim_end();
    phrases.iter().any(|phrase| edge.strip_suffix(phrase.as_str()).is_some_and(|rest| !rest.ends_with(is_word)))
}

/// True if the noun of a party stands right before, brackets and quotes aside.
fn follows_noun(folded: &str, at: usize, offices: &Offices) -> bool {
    let before = folded.get(..at).unwrap_or("");
    let edge = before.trim_end_matches([' ', '(', '"', '\'']);
    if edge.len() == before.len() {
        return false;
    }
    let word = edge.get(edge.trim_end_matches(is_word).len()..).unwrap_or("");
    crate::extract::lexicon::without_particles(word).any(|form| offices.party_nouns.iter().any(|noun| noun == form))
}

fn is_quoted(folded: &str, mention: &Mention) -> bool {
    folded.get(..mention.at).is_some_and(|before| before.trim_end().ends_with(['"', '\'', '(']))
        && folded.get(mention.end..).is_some_and(|after| after.trim_start().starts_with(['"', '\'', ')']))
}

/// True if the folded Latin name stands in the text in capitals or as a name is written.
fn is_capital(text: &str, folded: &str) -> bool {
    text.split(|character: char| !character.is_ascii_alphanumeric())
        .any(|word| word.eq_ignore_ascii_case(folded) && word.starts_with(|letter: char| letter.is_ascii_uppercase()))
}

fn sentence_end(folded: &str) -> usize {
    let mut limit = folded.len().min(SENTENCE_BYTES);
    while !folded.is_char_boundary(limit) {
        limit -= 1;
    }
    let head = folded.get(..limit).unwrap_or("");
    sentence_ends(head).next().unwrap_or(limit)
}

/// The words around a mention, for the reason shown to readers.
fn excerpt(sentence: &str, mention: &Mention) -> String {
    let before: Vec<&str> =
        sentence.get(..mention.at).unwrap_or("").split(' ').filter(|word| !word.is_empty()).collect();
    let from = before.len().saturating_sub(3);
    let mut excerpt = before.get(from..).unwrap_or(&[]).join(" ");
    excerpt.push(' ');
    excerpt.push_str(sentence.get(mention.at..mention.end).unwrap_or(""));
    excerpt.trim().to_owned()
}

/// True if a body is named in one of the opening parts.
fn is_early(found: &[Found<'_>], body: usize, openings: [Option<&Part<'_>>; 2]) -> bool {
    found
        .iter()
        .any(|found| found.body == body && openings.iter().flatten().any(|opening| std::ptr::eq(*opening, found.part)))
}

/// The body named most often, how often, and how many names there are in all.
fn most_named(found: &[Found<'_>]) -> Option<(usize, usize, usize)> {
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for found in found.iter().filter(|found| found.part.place != Place::Site) {
        match counts.iter_mut().find(|(body, _)| *body == found.body) {
            Some((_, count)) => *count += 1,
            None => counts.push((found.body, 1)),
        }
    }
    let all = counts.iter().map(|(_, count)| count).sum();
    counts
        .into_iter()
        .max_by_key(|&(body, count)| (count, std::cmp::Reverse(body)))
        .map(|(body, count)| (body, count, all))
}
