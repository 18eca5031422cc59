//! Which country a text speaks of, to settle names that several parties share.
//!
//! Counts country words, and the countries of parties named without doubt. A word of a country right behind
//! the shared name outweighs all others.

use super::gazetteer::Gazetteer;
use super::names::{Mention, Strength};
use super::part::{Outside, Part};
use crate::extract::lexicon::{Lexicon, cut_words, is_word, without_particles, words};
use crate::extract::phrases::starts_with_particle;
use crate::extract::word_map::WordMap;
use crate::model::Language;
use std::collections::HashMap;

/// Weight of a country word right behind a name.
const BESIDE: usize = 100;
/// Weight of a party that is named without doubt.
const NAMED: usize = 4;
/// Folded bytes of a statement in which country words are counted.
const ENOUGH: usize = 8000;

/// Words behind which a country is what a text is about.
const TOPIC: [&str; 10] = ["علی", "ضد", "علیه", "تجاه", "حول", "بشان", "درباره", "مع", "با", "ازا"];
/// Countries that everybody has a word on: a sign of their own bodies only.
const ON_ALL_LIPS: [&str; 2] = ["PS", "IL"];

/// Words that point to countries.
#[derive(Debug)]
pub(super) struct Countries {
    words: WordMap<Vec<&'static str>>,
}

/// How much points to each country; a text speaks of few, so that a list of them is quicker than a map.
#[derive(Clone, Debug, Default)]
pub(super) struct Weights<'a>(Vec<(&'a str, usize)>);

impl Countries {
    pub(super) fn new() -> Self {
        let mut all: HashMap<String, Vec<&'static str>> = HashMap::new();
        for (country, entries) in Lexicon::read(include_str!("../data/countries.txt")).sections() {
            for entry in entries {
                all.entry(entry.clone()).or_default().push(country);
            }
        }
        Self { words: all.into_iter().collect() }
    }

    /// Weighs the countries of a text.
    pub(super) fn weigh<'a>(
        &self,
        parts: &[Part<'_>],
        mentions: &[&Mention],
        gazetteer: &'a Gazetteer,
        outside: &Outside<'a>,
    ) -> Weights<'a> {
        let mut weights = Weights::default();
        if let Some(usual) = &outside.given.country {
            weights.add(&usual.country, usual.weight);
        }
        match outside.language {
            Language::Fa => weights.add("IR", 2),
            Language::Ps => weights.add("AF", 2),
            Language::Ckb => weights.add("IQ", 1),
            _ => {}
        }
        let mut left = ENOUGH;
        for part in parts {
            let mut end = part.folded.len().min(left);
            while !part.folded.is_char_boundary(end) {
                end -= 1;
            }
            left -= end;
            let mut last = "";
            for (_, word) in cut_words(part.folded, part.words, end) {
                for country in self.of_word(word) {
                    // A war on a country, or talks with one, is what is told of and not where.
                    if !TOPIC.contains(&last) {
                        weights.add(country, 1);
                    }
                }
                last = word;
            }
        }
        for mention in mentions.iter().filter(|mention| mention.strength == Strength::Strong) {
            // A name that others have too is no sign of its country.
            if let [only] = mention.bodies.as_slice()
                && !gazetteer.is_common(*only)
                && let Some(party) = gazetteer.at(*only)
            {
                weights.add(&party.country, NAMED);
            }
        }
        weights
    }

    fn of_word<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'static str> + 'a {
        let bare = || without_particles(word).skip(1).find_map(|form| self.words.get(form));
        let known = self.words.get(word).or_else(|| if starts_with_particle(word) { bare() } else { None });
        known.into_iter().flatten().copied()
    }

    /// The body that a mention means, whether that is sure, and who else it may be; the first body if nothing tells.
    pub(super) fn settle(
        &self,
        mention: &Mention,
        folded: &str,
        weights: &Weights<'_>,
        gazetteer: &Gazetteer,
    ) -> Option<Settled> {
        let (&first, rest) = mention.bodies.split_first()?;
        let behind = folded.get(mention.end..).unwrap_or("");
        let country = |body: usize| gazetteer.at(body).map_or("", |party| party.country.as_str());
        if rest.is_empty() {
            return self.foreign(behind, country(first)).map_or(Some(Settled::sure(first)), |foreign| match foreign {
                // "The Yemeni" makes it somebody else; "in Yemen" leaves it open.
                Foreign::Named => None,
                Foreign::There if gazetteer.is_common(first) => None,
                Foreign::There => Some(Settled { body: first, sure: false, rivals: Vec::new() }),
            });
        }
        let mut weights = weights.clone();
        for word in words(behind).take(2) {
            for country in self.of_word(word) {
                weights.add(country, BESIDE);
            }
        }
        let weight = |body: usize| weights.of(country(body));
        // A common name without anything of its country is somebody else's, if there is somebody else.
        let apart = |body: &usize| !gazetteer.is_common(*body) || weight(*body) > 0 || weights.is_silent();
        let likely =
            if mention.bodies.iter().any(apart) { &apart } else { &(|_: &usize| true) as &dyn Fn(&usize) -> bool };
        let bodies: Vec<usize> = mention.bodies.iter().copied().filter(likely).collect();
        let best = bodies
            .iter()
            .copied()
            .max_by_key(|&body| (weight(body), !gazetteer.is_common(body), std::cmp::Reverse(body)))?;
        if let Some(adjective) = adjective(behind) {
            let of: Vec<&str> = self.of_word(adjective).collect();
            let foreign = !of.is_empty() && !bodies.iter().any(|&body| of.contains(&country(body)));
            if foreign || weight(best) == 0 {
                return None;
            }
        }
        // Somebody in a country without such a body has the name too.
        if self.foreign(behind, country(best)).is_some() && weight(best) < BESIDE {
            return None;
        }
        let rivals: Vec<usize> =
            bodies.iter().copied().filter(|&body| body != best && weight(body) >= weight(best)).collect();
        Some(Settled { body: best, sure: rivals.is_empty(), rivals })
    }

    /// Whether the word right behind a name puts it in another country than `own`.
    fn foreign(&self, behind: &str, own: &str) -> Option<Foreign> {
        let word = behind.strip_prefix(' ')?.split(|letter| !is_word(letter)).next()?;
        let of: Vec<&str> = self.of_word(word).collect();
        if own.is_empty() || of.is_empty() || of.contains(&own) {
            return None;
        }
        let adjective = adjective(behind).is_some();
        let glued = word.starts_with('ب') && !self.words.contains(word);
        (adjective || glued || matches!(own, "IR" | "AF" | "TJ")).then_some(if adjective {
            Foreign::Named
        } else {
            Foreign::There
        })
    }
}

/// The body that a name means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Settled {
    pub(super) body: usize,
    pub(super) sure: bool,
    /// Bodies of the same name that are as likely.
    pub(super) rivals: Vec<usize>,
}

impl Settled {
    fn sure(body: usize) -> Self {
        Self { body, sure: true, rivals: Vec::new() }
    }
}

/// How a word behind a name points to another country.
enum Foreign {
    /// An adjective of it.
    Named,
    /// A place in it.
    There,
}

/// The word right behind a name, if it is an Arabic adjective such as "the Lebanese".
fn adjective(behind: &str) -> Option<&str> {
    let word = behind.strip_prefix(' ')?.split(|letter| !is_word(letter)).next()?;
    let stem = word.strip_prefix("ال")?;
    (stem.ends_with('ی') || stem.ends_with("یه")).then_some(word)
}

impl<'a> Weights<'a> {
    fn add(&mut self, country: &'a str, weight: usize) {
        match self.0.iter_mut().find(|(known, _)| *known == country) {
            Some((_, sum)) => *sum += weight,
            None => self.0.push((country, weight)),
        }
    }

    /// What is left for a name of these bodies where everybody speaks of a country that is not theirs.
    pub(super) fn for_bodies(&self, bodies: &[usize], gazetteer: &Gazetteer) -> Self {
        let own = |country: &str| {
            bodies
                .iter()
                .filter_map(|&body| gazetteer.at(body))
                .any(|party| ON_ALL_LIPS.contains(&country) && ON_ALL_LIPS.contains(&party.country.as_str()))
        };
        let mut weights = self.clone();
        weights.0.retain(|(country, _)| !ON_ALL_LIPS.contains(country) || own(country));
        weights
    }

    /// True if nothing points to any country.
    pub(super) fn is_silent(&self) -> bool {
        self.0.iter().all(|(_, weight)| *weight == 0)
    }

    /// True if nothing points to another country twice as much.
    pub(super) fn leads(&self, country: &str) -> bool {
        let own = self.of(country);
        own > 0 && self.0.iter().all(|(_, weight)| *weight <= own * 2)
    }

    /// What points to a country.
    pub(super) fn of(&self, country: &str) -> usize {
        self.0.iter().find(|(known, _)| *known == country).map_or(0, |(_, weight)| *weight)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::lexicon::cut;
    use crate::extract::party::names::Names;
    use crate::extract::party::part::Place;
    use crate::extract::project::{Given, Weighed};
    use crate::text::fold::fold;

    const BODIES: &str = "[MA] a\nma-x\tparty\tحزب الخير\n[SD] b\nsd-x\tparty\tحزب الخير\nsd-y\tparty\tحزب النيل";

    fn check(text: &str, expected: (&str, bool)) {
        check_with(None, text, expected);
    }

    /// With a country that the corpus is usually of.
    fn check_with(usual: Option<(&str, usize)>, text: &str, expected: (&str, bool)) {
        let country = usual.map(|(country, weight)| Weighed { country: country.to_owned(), weight });
        let given = Given { country, ..Given::default() };
        let outside = Outside { field: None, site: None, url: None, path: "", given: &given, language: Language::Ar };
        let gazetteer = Gazetteer::read(BODIES);
        let (countries, folded) = (Countries::new(), fold(text));
        let mentions = Names::new(&gazetteer).find(&folded);
        let all: Vec<&Mention> = mentions.iter().collect();
        let words = cut(&folded).words;
        let part = Part { place: Place::Paragraph, text, folded: &folded, words: &words };
        let weights = countries.weigh(&[part], &all, &gazetteer, &outside);
        let shared = mentions.iter().find(|mention| mention.bodies.len() > 1).unwrap();
        let settled = countries.settle(shared, &folded, &weights, &gazetteer);
        let settled =
            settled.map_or(("none", true), |settled| (gazetteer.at(settled.body).unwrap().id.0.as_str(), settled.sure));
        assert_eq!(settled, expected, "{text}");
    }

    #[test]
    fn a_country_settles_a_shared_name() {
        check("حزب الخير السوداني في المغرب والمغرب", ("sd-x", true));
        check("قال حزب الخير في الرباط", ("ma-x", true));
        check("قال حزب الخير يوم 3 غشت", ("ma-x", true));
        check("حزب الخير وحزب النيل", ("sd-x", true));
    }

    #[test]
    fn the_country_of_a_folder_settles_what_the_text_leaves_open() {
        check_with(Some(("SD", 3)), "قال حزب الخير", ("sd-x", true));
        check_with(Some(("SD", 20)), "قال حزب الخير يوم 3 غشت في الرباط", ("sd-x", true));
        check_with(Some(("SD", 20)), "حزب الخير المغربي", ("ma-x", true));
    }

    #[test]
    fn the_party_of_a_country_without_one_is_nobody() {
        check("قال حزب الخير الصيني", ("none", true));
        check("حزب الخير التركي في الرباط", ("none", true));
        check("قال حزب الخير الإسلامي في الخرطوم", ("sd-x", true));
    }

    #[test]
    fn without_a_cue_it_stays_open() {
        check("قال حزب الخير", ("ma-x", false));
    }
}
