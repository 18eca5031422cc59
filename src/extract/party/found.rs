//! The names in a statement that count, each with the body it means.
//!
//! Everyday words count beside the noun of a party, or in quotation marks where the full name stands too;
//! shared names are settled by country; a common name among words of other countries is not sure, or somebody else's where
//! several have it.

use super::country::{Settled, Weights};
use super::names::{Mention, Strength};
use super::part::{Outside, Part, Place};
use super::speaker::Parties;
use super::stance::sentence_end;
use super::unlisted;
use crate::extract::lexicon::{cut_words, is_word, without_particles, words};
use crate::extract::offices::Offices;

/// A name, where it stands, and the body it means.
pub(super) struct Found<'a> {
    pub(super) part: &'a Part<'a>,
    /// Number of its paragraph, from 1; 0 in another part.
    pub(super) paragraph: usize,
    pub(super) mention: Mention,
    pub(super) body: usize,
    pub(super) sure: bool,
    /// Bodies of the same name that are as likely.
    pub(super) rivals: Vec<usize>,
    /// Nobody else has the name, or the text speaks of the body's country again and again.
    pub(super) firm: bool,
}

/// What points to a country where a text speaks of it again and again.
const FIRM: usize = 4;

/// Paragraphs at the head of a body in which the full name of a body stands that its title names shortly.
const EARLY: usize = 2;
/// Words behind a short name at the head of a title in which a colon may stand.
const COLON_NEAR: usize = 6;

impl Parties {
    /// True if the folded text is the name of a body and nothing else but a word or two.
    pub(crate) fn is_name(&self, folded: &str, offices: &Offices) -> bool {
        let known = self.names.find(folded).into_iter().filter(|mention| mention.strength == Strength::Strong);
        let mut known = known.map(|mention| (mention.at, mention.end));
        let seen = || {
            let seen = unlisted::find(folded, offices, true)?;
            let at = folded.find(&seen.folded)?;
            Some((at, at + seen.folded.len()))
        };
        let Some((at, end)) = known.next().or_else(seen) else { return false };
        let noun = |word: &str| offices.party_nouns.has(word);
        let before = folded.get(..at).unwrap_or("");
        let listed = |word: &str| offices.after_name.has(word) || offices.saying.has(word);
        let ends = |word: &str| listed(word) || offices.is_verb(word);
        let after = || words(folded.get(end..).unwrap_or(""));
        words(before).count() <= 1 && words(before).all(noun) && after().count() <= 2 && !after().any(ends)
    }

    /// What stands before and behind the first name of a body in the folded text; none if there is none.
    pub(crate) fn beside_name<'a>(&self, folded: &'a str, offices: &Offices) -> Option<(&'a str, &'a str)> {
        let noun = |word: &str| offices.party_nouns.iter().any(|noun| noun == word);
        let follows = |at: usize| {
            let last = words(folded.get(..at).unwrap_or("")).next_back();
            last.is_some_and(|last| without_particles(last).any(noun))
        };
        let mut known = self.names.find(folded).into_iter();
        let known = known.find(|mention| mention.strength == Strength::Strong || follows(mention.at));
        let seen = || {
            let seen = unlisted::find(folded, offices, true)?;
            let at = folded.find(&seen.folded)?;
            Some((at, at + seen.folded.len()))
        };
        let (at, end) = known.map(|mention| (mention.at, mention.end)).or_else(seen)?;
        Some((folded.get(..at)?, folded.get(end..)?))
    }

    /// True if the name goes on as another body's does: "the new party of light" is not "the party of light".
    fn goes_on(&self, folded: &str, mention: &Mention, offices: &Offices) -> bool {
        let name = folded.get(mention.at..mention.end).unwrap_or("");
        let behind = folded.get(mention.end..).unwrap_or("");
        let Some(next) = behind.strip_prefix(' ').and_then(|rest| rest.split(|sign| !is_word(sign)).next()) else {
            return false;
        };
        let (first, last) = (words(name).next().unwrap_or(""), words(name).next_back().unwrap_or(""));
        let noun = without_particles(first).any(|form| offices.party_nouns.has(form));
        // An Arabic adjective belongs to the name before it only where that is definite as well.
        let agrees = !next.starts_with("ال") || last.contains("ال");
        noun && words(name).count() >= 2 && agrees && offices.goes_on.has(next)
    }

    /// Every mention that counts, with the body it means.
    pub(super) fn found<'a>(&self, parts: &'a [Part<'a>], outside: &Outside<'_>, offices: &Offices) -> Vec<Found<'a>> {
        let mut paragraph = 0;
        let mut all: Vec<(&Part<'_>, Mention)> = Vec::new();
        let mut numbers: Vec<usize> = Vec::new();
        for part in parts {
            paragraph += usize::from(part.place == Place::Paragraph);
            for mention in self.names.find_among(part.folded, cut_words(part.folded, part.words, part.folded.len())) {
                numbers.push(if part.place == Place::Paragraph { paragraph } else { 0 });
                all.push((part, mention));
            }
        }
        if all.is_empty() {
            return Vec::new();
        }
        let strong: Vec<usize> = all
            .iter()
            .filter(|(_, mention)| mention.strength == Strength::Strong)
            .flat_map(|(_, mention)| mention.bodies.clone())
            .collect();
        let early: Vec<usize> = all
            .iter()
            .zip(&numbers)
            .filter(|((part, mention), number)| {
                mention.strength == Strength::Strong && (part.place == Place::Lead || (1..=EARLY).contains(*number))
            })
            .flat_map(|((_, mention), _)| mention.bodies.clone())
            .collect();
        let mut site: Vec<usize> = all
            .iter()
            .filter(|(part, _)| part.place == Place::Site)
            .flat_map(|(_, mention)| mention.bodies.clone())
            .collect();
        site.extend(self.owner(outside));
        let mentions: Vec<&Mention> = all.iter().map(|(_, mention)| mention).collect();
        let open = |mention: &&Mention| {
            mention.bodies.len() > 1 || mention.bodies.iter().any(|&body| self.gazetteer.is_common(body))
        };
        let shared = mentions.iter().any(open);
        let weights =
            if shared { self.countries.weigh(parts, &mentions, &self.gazetteer, outside) } else { Weights::default() };
        all.into_iter()
            .zip(numbers)
            .filter(|((part, mention), _)| !self.goes_on(part.folded, mention, offices))
            .filter(|((part, mention), _)| match mention.strength {
                Strength::Strong => true,
                Strength::Latin => is_capital(part.text, part.folded.get(mention.at..mention.end).unwrap_or("")),
                Strength::Weak => {
                    let known = mention.bodies.iter().any(|body| strong.contains(body));
                    let own = mention.bodies.iter().any(|body| site.contains(body)) && part.place != Place::Site;
                    follows_noun(part.folded, mention.at, offices)
                        || heads(part, mention, offices) && mention.bodies.iter().any(|body| early.contains(body))
                        || is_issued(part.folded, mention, offices)
                        || known && is_quoted(part.folded, mention)
                        || own && is_quoted(part.folded, mention)
                }
            })
            .filter_map(|((part, mut mention), paragraph)| {
                let known = mention.bodies.iter().any(|body| strong.contains(body));
                if known && mention.strength == Strength::Weak {
                    // A short name is that of the body whose full name stands in the text.
                    mention.bodies.retain(|body| strong.contains(body));
                }
                let weights = weights.for_bodies(&mention.bodies, &self.gazetteer);
                let Settled { body, sure, rivals } =
                    self.countries.settle(&mention, part.folded, &weights, &self.gazetteer)?;
                let country = self.gazetteer.at(body).map_or("", |party| party.country.as_str());
                let full = known || mention.strength == Strength::Strong;
                // A common name without anything of its country around it may be some other body's.
                let strange =
                    self.gazetteer.is_common(body) && !weights.leads(country) && !(weights.is_silent() && full);
                if strange && (mention.bodies.len() > 1 || !full) {
                    return None;
                }
                let sure = sure
                    && !strange
                    && !(mention.strength == Strength::Weak && is_issued(part.folded, &mention, offices));
                let others = mention.bodies.iter().filter(|body| !self.gazetteer.is_common(**body)).count() > 1;
                let firm = !others && !strange || weights.of(country) >= FIRM;
                Some(Found { part, paragraph, mention, body, sure, rivals, firm })
            })
            .collect()
    }
}

/// True if a title opens with the name and goes on with what the body says or does.
fn heads(part: &Part<'_>, mention: &Mention, offices: &Offices) -> bool {
    if part.place != Place::Title {
        return false;
    }
    let before = part.folded.get(..mention.at).unwrap_or("");
    let after = part.folded.get(mention.end..).unwrap_or("");
    let next = words(after).next().unwrap_or("");
    let text = |word: &str| offices.texts.iter().any(|text| text == word);
    let colon = after.find(':').is_some_and(|at| words(after.get(..at).unwrap_or("")).count() <= COLON_NEAR);
    let verb = offices.is_act(next, part.folded.get(mention.at..mention.end).unwrap_or(""));
    let speaks = colon || verb || before.trim_end().ends_with(':');
    words(before).all(text) && !next.starts_with("ال") && speaks
}

/// True if a text is said to be issued by the name of several words, and the name ends there.
fn is_issued(folded: &str, mention: &Mention, offices: &Offices) -> bool {
    let name = folded.get(mention.at..mention.end).unwrap_or("");
    let behind = words(folded.get(mention.end..).unwrap_or("")).next().unwrap_or("");
    let before = folded.get(..mention.at).unwrap_or("").trim_end();
    let ends = |phrase: &String| before.strip_suffix(phrase.as_str()).is_some_and(|rest| !rest.ends_with(is_word));
    let issued =
        || offices.on_behalf.iter().filter(|phrase| phrase.contains(' ')).any(ends) || offices.texts.iter().any(ends);
    name.contains(' ') && !behind.starts_with("ال") && !behind.starts_with("لل") && issued()
}

/// True if the noun of a party stands right before, brackets and quotes aside.
pub(super) fn follows_noun(folded: &str, at: usize, offices: &Offices) -> bool {
    let before = folded.get(..at).unwrap_or("");
    let edge = before.trim_end_matches([' ', '(', '"', '\'']);
    if edge.len() == before.len() {
        return false;
    }
    let word = edge.get(edge.trim_end_matches(is_word).len()..).unwrap_or("");
    without_particles(word).any(|form| offices.party_nouns.has(form))
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

/// True if a body is named in the title or in the first sentence of one of the opening parts.
pub(super) fn is_early(found: &[Found<'_>], body: usize, openings: &[&Part<'_>]) -> bool {
    found.iter().filter(|found| found.body == body).any(|found| {
        found.part.place == Place::Title
            || openings.iter().any(|opening| std::ptr::eq(*opening, found.part))
                && found.mention.at < sentence_end(found.part.folded)
    })
}

/// The body named most often, how often, and how many names there are in all.
pub(super) fn most_named(found: &[Found<'_>]) -> Option<(usize, usize, usize)> {
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for found in found.iter().filter(|found| found.part.place != Place::Site && found.firm) {
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
