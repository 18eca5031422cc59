//! Finds the names of known bodies in folded text, all at once.
//!
//! One index holds every name with its spelling variants. A name counts between word borders, with an
//! Arabic particle before it or not; inside a longer name it does not count. Whether an everyday word means
//! a body is told by its strength, and decided by the caller.

use super::gazetteer::Gazetteer;
use crate::extract::lexicon::{is_bordered, is_word, word_places};
use crate::extract::phrases::Index;
use crate::text::fold::fold;
use std::collections::HashMap;

/// Spellings that the fold leaves apart, folded.
const VARIANTS: [(&str, &str); 4] =
    [("فیدرالی", "فدرالی"), ("دیمقراطی", "دیموقراطی"), ("دموکرات", "دمکرات"), ("اشتراکی", "الاشتراکی")];
/// A name without its spaces is tried from this many letters on.
const JOINED: usize = 8;
/// Words before which the party of God is not the body of that name.
const NOT_A_BODY: [&str; 5] = ["امت", "انصار", "خط", "هفته نامه", "نشریه"];

/// Words behind which two ideas are what is wanted, and not the party that is named after them.
const IDEAS: [&str; 10] = ["من اجل", "اجل", "قیم", "مبادی", "مبدا", "سبیل", "مطالب", "تحقیق", "شعار", "نحو"];
/// Ideas that go on a row of them, without the article; a list of parties goes on with other words.
const ROW: [&str; 14] = [
    "کرامه",
    "مساواه",
    "حریه",
    "عداله",
    "دیمقراطیه",
    "سلام",
    "وحده",
    "امن",
    "رخا",
    "رفاه",
    "استقرار",
    "سیاده",
    "تسامح",
    "اخوه",
];
/// What stands before the name of a party with "in" written to it.
const OFFICE_ENDS: [&str; 8] = ["القیادی", "عضو", "رئیس", "رییس", "النایب", "البرلمانی", "المکتب", "الامین"];

/// How surely a name means its body.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Strength {
    /// An everyday word.
    Weak,
    /// An abbreviation in Latin capitals.
    Latin,
    /// A name.
    Strong,
}

/// A name found in a folded text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Mention {
    /// First folded byte.
    pub(crate) at: usize,
    /// One past the last folded byte.
    pub(crate) end: usize,
    /// The bodies of that name, as indices into the gazetteer.
    pub(crate) bodies: Vec<usize>,
    /// How surely it means one of them.
    pub(crate) strength: Strength,
}

/// All names, with the index that finds them.
#[derive(Debug)]
pub(crate) struct Names {
    index: Index,
    names: Vec<String>,
    meanings: Vec<(Vec<usize>, Strength)>,
}

impl Names {
    /// The names of every body in the gazetteer.
    pub(crate) fn new(gazetteer: &Gazetteer) -> Self {
        let mut patterns: HashMap<String, (Vec<usize>, Strength)> = HashMap::new();
        let mut weak: Vec<(String, usize)> = Vec::new();
        let mut everyday: Vec<(String, usize)> = Vec::new();
        for (index, party) in gazetteer.iter().enumerate() {
            let spaced = matches!(party.country.as_str(), "IR" | "AF" | "TJ");
            for name in std::iter::once(&party.name).chain(&party.aliases) {
                for spelling in spellings(name, spaced) {
                    if gazetteer.is_common(index) && is_everyday(&spelling, name == &party.name) {
                        everyday.push((spelling, index));
                    } else {
                        add(&mut patterns, spelling, index, Strength::Strong);
                    }
                }
            }
            weak.extend(party.weak.iter().map(|word| (fold(word), index)));
            for latin in party.latin.iter().filter(|name| name.len() >= 3) {
                add(&mut patterns, fold(latin), index, Strength::Latin);
            }
        }
        // A name that is somebody's in full is strong for all who share it.
        for (name, index) in everyday {
            let strength = if patterns.contains_key(&name) { Strength::Strong } else { Strength::Weak };
            add(&mut patterns, name, index, strength);
        }
        // An everyday word stays one even where somebody's full name is spelt alike.
        for (word, index) in weak {
            add(&mut patterns, word, index, Strength::Weak);
        }
        // "The rally" may stand for "the party of the rally" once that has been named.
        for (index, party) in gazetteer.iter().enumerate() {
            for name in std::iter::once(&party.name).chain(&party.aliases) {
                let folded = fold(name);
                if let Some(short) = folded.strip_prefix("حزب ").filter(|rest| is_short_name(rest))
                    && patterns.get(short).is_none_or(|(_, strength)| *strength == Strength::Weak)
                {
                    add(&mut patterns, short.to_owned(), index, Strength::Weak);
                }
            }
        }
        let mut patterns: Vec<_> = patterns.into_iter().filter(|(name, _)| !name.is_empty()).collect();
        patterns.sort_unstable_by(|left, right| left.0.cmp(&right.0));
        let (names, meanings): (Vec<String>, _) = patterns.into_iter().unzip();
        Self { index: Index::new(&names), names, meanings }
    }

    /// The names in `folded`, in order; a name inside a longer one does not count.
    pub(crate) fn find(&self, folded: &str) -> Vec<Mention> {
        self.find_among(folded, word_places(folded))
    }

    /// The names in `folded`, where the words `words` stand.
    pub(crate) fn find_among<'a>(
        &'a self,
        folded: &'a str,
        words: impl Iterator<Item = (usize, &'a str)>,
    ) -> Vec<Mention> {
        let mut found: Vec<(usize, usize, usize)> = self
            .index
            .places(folded, 0, words, &self.names)
            .filter_map(|(at, number)| {
                let number = number as usize;
                Some((at, at + self.names.get(number)?.len(), number))
            })
            .collect();
        found.sort_unstable_by_key(|&(at, end, _)| (at, std::cmp::Reverse(end)));
        let mut mentions: Vec<Mention> = Vec::new();
        for (at, end, pattern) in found {
            let Some((bodies, strength)) = self.meanings.get(pattern) else { continue };
            if let Some(last) = mentions.last_mut()
                && at < last.end
            {
                if end - at <= last.end - last.at {
                    continue;
                }
                mentions.pop();
            }
            if *strength == Strength::Latin && !is_bordered(folded, at, end)
                || is_no_body(folded, at)
                || is_pair_of_ideas(folded, at, end)
            {
                continue;
            }
            mentions.push(Mention { at, end, bodies: bodies.clone(), strength: *strength });
        }
        mentions
    }
}

fn add(patterns: &mut HashMap<String, (Vec<usize>, Strength)>, name: String, index: usize, strength: Strength) {
    let (bodies, strongest) = patterns.entry(name).or_insert_with(|| (Vec::new(), strength));
    if !bodies.contains(&index) {
        bodies.push(index);
    }
    *strongest = if strength == Strength::Weak { Strength::Weak } else { (*strongest).max(strength) };
}

/// True for a definite Arabic word that may stand for the name of a party.
fn is_short_name(name: &str) -> bool {
    name.starts_with("ال") && !name.contains(' ') && name.chars().count() >= 5
}

/// True if two ideas that make a name are meant as such: in a longer row of them, or asked for.
fn is_pair_of_ideas(folded: &str, at: usize, end: usize) -> bool {
    let name = folded.get(at..end).unwrap_or("");
    let mut parts = name.split(' ');
    let definite = |word: Option<&str>, article: &[&str]| {
        word.is_some_and(|word| article.iter().any(|article| word.starts_with(article)))
    };
    let pair = definite(parts.next(), &["ال", "لل"]) && definite(parts.next(), &["وال"]) && parts.next().is_none();
    if !pair {
        return false;
    }
    let behind = folded.get(end..).unwrap_or("");
    let before = folded.get(..at).unwrap_or("");
    let asked = IDEAS.iter().any(|word| {
        before.trim_end().strip_suffix(word).is_some_and(|edge| edge.is_empty() || !edge.ends_with(is_word))
    });
    let next = behind.strip_prefix(" وال").and_then(|rest| rest.split(|sign| !is_word(sign)).next());
    let row = next.is_some_and(|word| ROW.contains(&word));
    // "With" and "as" are written together with the name of a party only behind an office of it.
    asked || row || before.ends_with(['ب', 'ک']) && !OFFICE_ENDS.iter().any(|office| before.contains(office))
}

/// True for another name of one or two words that does not say that it is a party's.
fn is_everyday(name: &str, full: bool) -> bool {
    let nouns = ["بزووتنهوهی", "حزب", "حزبالله", "حرکه", "جبهه", "تیار", "جمعیه", "جمعیت", "تجمع", "تحالف", "اتحاد"];
    let count = name.split(' ').count();
    count == 1 || !full && count == 2 && !nouns.iter().any(|noun| name.split(' ').next() == Some(noun))
}

/// The folded spellings of a name: without what stands in brackets, with joiners as spaces, and variants.
fn spellings(name: &str, spaced: bool) -> Vec<String> {
    let bare = match (name.find('('), name.find(')')) {
        (Some(open), Some(close)) if open < close => {
            format!("{}{}", name.get(..open).unwrap_or(""), name.get(close + 1..).unwrap_or(""))
        }
        _ => name.to_owned(),
    };
    let mut all = vec![fold(bare.trim()).trim().to_owned()];
    if bare.contains('\u{200C}') {
        all.push(fold(bare.replace('\u{200C}', " ").trim()));
    }
    // A sound plural is written for its case: المسلمون, المسلمين.
    for (one, other) in [("ون", "ین"), ("ین", "ون")] {
        let words = all.first().map(|name| name.split(' ').map(str::to_owned).collect::<Vec<_>>()).unwrap_or_default();
        let swapped = words.iter().map(|word| match word.strip_suffix(one) {
            Some(stem) if stem.starts_with("ال") && stem.chars().count() >= 5 => format!("{stem}{other}"),
            _ => word.clone(),
        });
        let swapped: Vec<String> = swapped.collect();
        if swapped != words {
            all.push(swapped.join(" "));
        }
    }
    for (one, other) in VARIANTS.iter().take(3) {
        for index in 0..all.len() {
            let Some(spelling) = all.get(index).cloned() else { continue };
            if spelling.contains(other) {
                all.push(spelling.replace(other, one));
            } else if spelling.contains(one) {
                all.push(spelling.replace(one, other));
            }
        }
    }
    let count = all.len();
    for index in 0..count {
        let Some(spelling) = all.get(index).cloned() else { continue };
        if let Some(rest) = spelling.strip_prefix("ال") {
            all.push(format!("لل{rest}"));
        }
        if spaced && spelling.chars().count() >= JOINED {
            // The first word is the noun; joining it to the name would meet everyday words.
            for (at, _) in spelling.match_indices(' ').skip(1) {
                let mut joined = spelling.clone();
                joined.remove(at);
                all.push(joined);
            }
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

fn is_no_body(folded: &str, at: usize) -> bool {
    let rest = folded.get(at..).unwrap_or("");
    if !rest.starts_with("حزب الله") && !rest.starts_with("حزبالله") {
        return false;
    }
    let before = folded.get(..at).unwrap_or("").trim_end();
    NOT_A_BODY.iter().any(|word| before.strip_suffix(word).is_some_and(|edge| !edge.ends_with(is_word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODIES: &str = "[IR] a\nir-a\tparty\tحزب مردم\nir-b\tparty\tحزب مردم‌دوست\nir-c\tparty\tحزب آبادی ایران (آباد)\t\tABD\t\tآباد\n[MA] b\nma-a\tparty\tالاتحاد الديمقراطي\nma-b\tparty\tحزب الخير\ntn-b\tparty\tحزب الخير";

    fn check(text: &str, expected: &[(&str, &str)]) {
        let gazetteer = Gazetteer::read(BODIES);
        let folded = fold(text);
        let found: Vec<_> = Names::new(&gazetteer)
            .find(&folded)
            .into_iter()
            .map(|mention| {
                let ids: Vec<_> = mention.bodies.iter().map(|&body| gazetteer.at(body).unwrap().id.0.clone()).collect();
                (folded[mention.at..mention.end].to_owned(), ids.join("+"))
            })
            .collect();
        let expected: Vec<_> = expected.iter().map(|(name, ids)| (fold(name), (*ids).to_owned())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_longest_name_counts() {
        check("حزب مردم و حزب مردم دوست", &[("حزب مردم", "ir-a"), ("حزب مردم دوست", "ir-b")]);
        check("حزب مردمدوست، حزب مردم\u{200C}دوست", &[("حزب مردمدوست", "ir-b"), ("حزب مردمدوست", "ir-b")]);
        check("حزب مردمان", &[]);
    }

    #[test]
    fn particles_may_be_glued() {
        check("وللاتحاد الديمقراطي", &[("للاتحاد الديمقراطي", "ma-a")]);
        check("بالاتحاد الديموقراطي", &[("الاتحاد الديموقراطي", "ma-a")]);
        check("بحزب الخير", &[("حزب الخير", "ma-b+tn-b")]);
    }

    #[test]
    fn plurals_in_either_case_and_behind_any_particle() {
        let gazetteer =
            Gazetteer::read("[EG] a\neg-a\tsociety\tالإخوة المتحدون\neg-b\tparty\tحزب العدل والخير\t\t\tالعدل والخير");
        let names = Names::new(&gazetteer);
        let check = |text: &str, expected: usize| assert_eq!(names.find(&fold(text)).len(), expected, "{text}");
        check("قال الإخوة المتحدون", 1);
        check("المرشد العام للإخوة المتحدين", 1);
        check("وللإخوة المتحدين", 1);
        check("إخوة متحدون", 0);
        check("قال العدل والخير إن", 1);
        check("القيادي بالعدل والخير", 1);
        check("مطالب بالعدل والخير", 0);
        check("من أجل العدل والخير", 0);
        check("العدل والخير والسلام", 0);
        check("حزب العدل والخير والسلام", 1);
    }

    #[test]
    fn weak_and_latin_names_say_so() {
        let names = Names::new(&Gazetteer::read(BODIES));
        let strengths: Vec<_> = names.find("abd حزب ابادی ایران").iter().map(|mention| mention.strength).collect();
        assert_eq!(strengths, [Strength::Latin, Strength::Strong]);
        assert_eq!(names.find("اباد")[0].strength, Strength::Weak);
    }
}
