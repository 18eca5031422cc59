//! How a title or a sentence speaks of a party: as the one who speaks, or as somebody spoken of.
//!
//! Looks at the words before and behind its name: an office or organ of it, a word for a text of its own, a
//! verb of saying, or a word that makes it an object or a guest. Knows nothing of which party it is.

use super::names::Mention;
use crate::extract::lexicon::{is_word, strip_words, without_particles, words};
use crate::extract::offices::Offices;
use crate::extract::paragraphs::sentence_ends;
use crate::extract::phrases::Phrases;
use crate::model::Role;
use crate::text::fold::Folded;
use crate::text::range::TextRange;

/// Bytes around a mention in which its sentence is looked for.
const SENTENCE_BYTES: usize = 900;
/// Bytes before a name in which the longest phrase for an organ has room, and the letters behind it.
const ORGAN_BYTES: usize = 400;
/// Letters that may stand between an organ and the party it belongs to.
const NEAR: usize = 14;
/// Words behind a name in which an Arabic verb is looked for whose subject it is.
const VERB_NEAR: usize = 6;
/// Words behind a name in which a colon may stand, for the name of who speaks.
const COLON_NEAR: usize = 5;

/// Words of a personal name at most.
const PERSON_WORDS: usize = 4;
/// "Of" in Pashto, folded.
const PASHTO_OF: &str = "د";
/// Adjectives of a name that may stand between it and its verb.
const ADJECTIVES: usize = 2;

/// Words that turn a text on somebody elsewhere, and leave it to its owner behind the name of a text.
const OF_OWN: [&str; 6] = ["از", "من", "بین", "ضمن", "با", "حل"];

/// What a text calls itself in Latin letters, folded.
const LATIN_TEXTS: [&str; 10] =
    ["statement", "communique", "declaration", "release", "message", "letter", "note", "appel", "motion", "discours"];
/// What makes the name behind it somebody spoken of.
const LATIN_AGAINST: [&str; 8] = ["with", "against", "about", "avec", "contre", "sur", "to", "aux"];
/// Words a party's name has at most in Latin letters, and what may stand before it.
const APPOSED_WORDS: usize = 9;
/// Words before a party's name in a credit: the organ that wrote it.
const CREDIT_WORDS: usize = 5;

/// What part a party plays in a title.
pub(super) fn title_role(title: &str, mention: &Mention, offices: &Offices) -> Option<Role> {
    let before = title.get(..mention.at)?;
    let after = title.get(mention.end..)?;
    if let Some(role) = apposed_role(before, after, offices) {
        return Some(role);
    }
    if opens_as_own_text(before, offices) {
        let happens = offices.events.stand_in(after.split(':').next().unwrap_or(after));
        return Some(if happens { Role::Subject } else { Role::Speaker });
    }
    // Of the halves of a title each has its own subject.
    let before = last_clause(before);
    // What somebody says behind a colon happens to others.
    let told = after.split(':').next().unwrap_or(after);
    let happens = || [before, told].iter().any(|part| offices.events.stand_in(part));
    let is_state = |text: &str| offices.state.stand_in(text);
    if before.contains(':') && !opens_as_text(before, offices) {
        return Some(object_role(before, offices).unwrap_or(Role::Subject));
    }
    let colon = || after.find([':', '|']).is_some_and(|at| words(after.get(..at).unwrap_or("")).count() <= COLON_NEAR);
    let says = || says_behind(after, offices) || words(before).any(|word| offices.is_saying(word));
    if let Some((at, organ)) = organ_before(before, offices) {
        let above = before.get(..at)?;
        if opens_as_text(before, offices) && words(above).next_back().is_none_or(|word| !is_against(word, offices)) {
            // Somebody else's text may tell what has become of a man of the party.
            let other = is_state(above) || organ == Organ::Office && happens();
            return Some(if other { Role::Subject } else { Role::Speaker });
        }
        if let Some(role) = object_role(above, offices) {
            return Some(role);
        }
        // Far into a title an office is only somebody the news is about.
        let leads = words(above).count() <= 3 && !is_state(above);
        let own = match organ {
            Organ::Text => true,
            Organ::Body => words(above).count() <= 1 || says() || colon(),
            Organ::Office => says() || colon(),
        };
        return Some(if leads && own && !happens() { Role::Speaker } else { Role::Subject });
    }
    if on_behalf(before, offices) {
        return Some(Role::Speaker);
    }
    if let Some(role) = object_role(before, offices) {
        return Some(role);
    }
    let pashto = words(title).any(|word| word == PASHTO_OF);
    let nouns_alone = words(before).all(|word| is_noun(word, offices) || pashto && word == PASHTO_OF);
    // The text of a body stands behind its name in Pashto.
    let own_text = || pashto && offices.texts.iter().any(|text| ends_in(after, text));
    let verb_first = words(before).count() <= 3
        && words(before).next().is_some_and(|word| offices.is_arabic_saying(word))
        && words(before).skip(1).all(|word| is_noun(word, offices) || offices.is_arabic_saying(word));
    let speaks = nouns_alone && (colon() || own_text() || says_behind(after, offices)) || verb_first;
    Some(if speaks && !happens() { Role::Speaker } else { Role::Subject })
}

/// True if nothing stands before a name but a word for what a body writes, with an organ of it perhaps.
fn opens_as_own_text(before: &str, offices: &Offices) -> bool {
    let behind = offices.own_texts.iter().filter_map(|text| strip_words(before, text)).map(str::trim);
    let is_of = |rest: &str| {
        rest.is_empty() || offices.speaking.has(rest) || offices.party_nouns.has(rest) && rest.chars().all(is_word)
    };
    behind.into_iter().any(is_of)
}

/// True if the words end in the phrase.
fn ends_in(words: &str, phrase: &str) -> bool {
    let edge = words.trim_end_matches(|sign| !is_word(sign));
    edge.strip_suffix(phrase).is_some_and(|rest| !rest.ends_with(is_word))
}

/// True if a title opens with a party and goes on with what it does: the verb is right behind the name in Arabic, and
/// ends the title elsewhere.
pub(super) fn acts(title: &str, mention: &Mention, offices: &Offices) -> bool {
    let (Some(before), Some(after)) = (title.get(..mention.at), title.get(mention.end..)) else { return false };
    let name = title.get(mention.at..mention.end).unwrap_or("");
    let happens = offices.events.stand_in(after);
    if happens
        || !before.trim_end_matches(['"', '(', ' ']).is_empty() && !words(before).all(|word| is_noun(word, offices))
    {
        return false;
    }
    let name = if before.is_empty() { name } else { before };
    let verb = words(after).take(ADJECTIVES + 1).find(|word| !word.starts_with("ال")).unwrap_or("");
    let arabic = offices.is_act(verb, name) && !after.trim_start().starts_with([':', '،', '.']);
    arabic || offices.finite.iter().any(|verb| ends_in(after, verb))
}

/// True if a sentence opens with a party that does something: no more before its name than a verb, or an organ of it.
pub(super) fn opens(sentence: &str, mention: &Mention, offices: &Offices) -> bool {
    let Some(before) = sentence.get(..mention.at) else { return false };
    let before = behind_dateline(before);
    if [&offices.aside, &offices.events, &offices.state, &offices.within_speech, &offices.against, &offices.meeting]
        .iter()
        .any(|list| list.stand_in(before))
    {
        return false;
    }
    let above = organ_before(before, offices).and_then(|(at, _)| before.get(..at)).unwrap_or(before);
    words(above).filter(|word| !is_noun(word, offices)).count() <= 1
}

/// True if the word makes what follows it an object.
fn is_against(word: &str, offices: &Offices) -> bool {
    offices.against.has(word) || offices.meeting.has(word)
}

/// What of a title stands behind its last pause.
fn last_clause(before: &str) -> &str {
    before.rfind("..").map_or(before, |at| before.get(at..).unwrap_or("").trim_start_matches(['.', ' ']))
}

/// True if the words begin with the name of a text.
fn opens_as_text(before: &str, offices: &Offices) -> bool {
    let first = words(before).next().unwrap_or("");
    without_particles(first).next().is_some_and(|word| offices.texts.has(word))
}

fn is_noun(word: &str, offices: &Offices) -> bool {
    without_particles(word).any(|form| offices.party_nouns.has(form))
}

/// True if what stands behind a name says something: soon in Arabic, at any distance in Persian.
fn says_behind(after: &str, offices: &Offices) -> bool {
    words(after).take(VERB_NEAR).any(|word| offices.is_arabic_saying(word))
        || words(after).any(|word| offices.saying.has(word))
        || offices.saying.places(after, 0).any(|(_, verb)| verb.contains(' '))
}

/// True if the words right before speak for the party: "issued by", or "for" behind the name of a text.
fn on_behalf(before: &str, offices: &Offices) -> bool {
    let edge = before.trim_end();
    let Some(rest) = offices.on_behalf.iter().find_map(|phrase| {
        edge.strip_suffix(phrase.as_str()).filter(|rest| !rest.ends_with(is_word)).map(|rest| (phrase, rest))
    }) else {
        return false;
    };
    let (phrase, rest) = rest;
    phrase.contains(' ') && phrase.chars().count() > 7
        || !rest.chars().any(is_word)
        || words(rest).rev().take(3).any(|word| offices.texts.has(word))
}

/// What part a party plays whose name stands in brackets behind its name in Latin letters; none if it does not.
fn apposed_role(before: &str, after: &str, offices: &Offices) -> Option<Role> {
    let name = before.trim_end().strip_suffix('(')?;
    let behind = after.trim_start().strip_prefix(')')?.trim_start();
    let latin = name.chars().filter(|character| character.is_alphabetic()).all(|letter| letter < '\u{0250}');
    let count = words(name).count();
    if !latin || !(1..=APPOSED_WORDS).contains(&count) {
        return None;
    }
    let is_text = words(name).take(3).any(|word| LATIN_TEXTS.contains(&word));
    let spoken_of = words(name).any(|word| LATIN_AGAINST.contains(&word));
    let goes_on = behind.is_empty() || behind.starts_with([':', '-', '–', '—', '|']);
    let says = words(behind).take(3).any(|word| offices.saying.has(word));
    Some(if is_text || !spoken_of && (goes_on || says) { Role::Speaker } else { Role::Subject })
}

/// True if a line below a title credits the party: its name ends a piece of the line, few words before it.
pub(super) fn credits(folded: &str, at: usize, end: usize) -> bool {
    let is_edge = |sign: char| matches!(sign, '-' | '–' | '—' | '|' | '·' | '•' | ',' | '،' | ':' | '/');
    let (Some(before), Some(after)) = (folded.get(..at), folded.get(end..)) else { return false };
    let before = before.rsplit(is_edge).next().unwrap_or("");
    let after = after.split(is_edge).next().unwrap_or("");
    !after.chars().any(is_word) && words(before).count() <= CREDIT_WORDS
}

/// True if the party, or an organ of it, is who says something in the sentence.
pub(super) fn speaks_in(sentence: &str, mention: &Mention, offices: &Offices) -> bool {
    let (Some(before), Some(after)) = (sentence.get(..mention.at), sentence.get(mention.end..)) else { return false };
    let before = behind_dateline(before);
    let says = says_behind(after, offices)
        || words(before).any(|word| offices.is_arabic_saying(word))
        || words(before).rev().take(4).any(|word| offices.saying.has(word));
    let stands = |list: &Phrases| list.stand_in(before);
    if !says || stands(&offices.aside) || stands(&offices.events) || stands(&offices.within_speech) {
        return false;
    }
    // Somebody of the state who comes first is who speaks.
    if stands(&offices.state) {
        return false;
    }
    if let Some((at, _)) = organ_before(before, offices) {
        let above = before.get(..at).unwrap_or("");
        return object_role(above, offices).is_none() && !is_of_another(above, after, offices);
    }
    if object_role(before, offices).is_some() {
        return false;
    }
    let verb = words(before).any(|word| offices.is_arabic_saying(word));
    let nouns = words(before).filter(|word| !is_noun(word, offices)).count();
    if verb {
        nouns <= 3
    } else {
        nouns == 0 || nouns <= 1 && says_behind(after, offices) && is_opening(before, offices)
    }
}

/// True if somebody stands between a verb and an office who may be the subject, with the office as the object.
///
/// A personal name makes the office behind it one with the man where an object still follows: who calls is he, and not
/// somebody who calls him.
fn is_of_another(above: &str, after: &str, offices: &Offices) -> bool {
    let behind: Vec<&str> = words(above).rev().take_while(|word| !offices.is_of_others(word)).collect();
    let verb = words(above).rev().nth(behind.len());
    if verb.is_none() || behind.is_empty() || above.trim_end().ends_with(['،', ',']) {
        return false;
    }
    let person =
        (2..=PERSON_WORDS).contains(&behind.len()) && behind.last().is_some_and(|word| !word.starts_with("ال"));
    let next = words(after).next().unwrap_or("");
    let object = after.starts_with(' ') && (next.starts_with("ال") || next == "الی");
    !(person && object)
}

/// True if the only word before a name is one with which sentences open: "has", "thus".
fn is_opening(before: &str, offices: &Offices) -> bool {
    words(before).all(|word| is_noun(word, offices) || matches!(word, "قد" | "لقد" | "فقد" | "وقد" | "کما" | "هذا"))
}

/// What stands behind the place and agency with which a piece of news opens.
fn behind_dateline(before: &str) -> &str {
    let cut = before.rmatch_indices([':', '–', '—', '-', '/']).map(|(at, sign)| at + sign.len());
    let mut cut = cut.filter(|&at| words(before.get(..at).unwrap_or("")).count() <= 4);
    cut.next().and_then(|at| before.get(at..)).unwrap_or(before)
}

/// What part a party plays in a sentence that is not the first: a guest or one who says something takes part.
pub(super) fn part_in(sentence: &str, mention: &Mention, offices: &Offices) -> Role {
    let before = sentence.get(..mention.at).unwrap_or("");
    let above = organ_before(before, offices).and_then(|(at, _)| before.get(..at)).unwrap_or(before);
    let meets = object_role(above, offices) == Some(Role::Participant);
    if meets || speaks_in(sentence, mention, offices) { Role::Participant } else { Role::Mentioned }
}

/// What sort of word stands for a party before its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Organ {
    Office,
    Body,
    Text,
}

/// Where the office, organ or text of the party that ends right before it begins.
fn organ_before(before: &str, offices: &Offices) -> Option<(usize, Organ)> {
    let near = |(at, phrase): (usize, &str)| {
        let gap = before.get(at + phrase.len()..).unwrap_or("");
        gap.chars().count() <= NEAR && !gap.contains(['،', ',', ';', '.', ':']) && words(gap).count() <= 2
    };
    // What stands further off is not near, and need not be looked at; the look begins between two words.
    let mut from = before.len().saturating_sub(ORGAN_BYTES);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    if from > 0 {
        from += before.get(from..).and_then(|tail| tail.find(' ')).unwrap_or(0);
    }
    let of = |phrases: &Phrases, organ| {
        let places: Vec<(usize, &str)> = phrases.places(before, from).collect();
        let is_last = |&(at, phrase): &(usize, &str)| !places.iter().any(|place| place.1 == phrase && place.0 > at);
        let own = places.iter().copied().filter(is_last).filter(|place| near(*place));
        own.map(|(at, _)| at).min().map(|at| (at, organ))
    };
    let (text, body, office) =
        (of(&offices.texts, Organ::Text), of(&offices.organs, Organ::Body), of(&offices.speaking, Organ::Office));
    // A text of an organ counts as a text, an organ with its office as the office that stands first.
    // A text that goes to a body, or is about it, is not its own.
    let text = text.filter(|(at, _)| {
        let behind = before.get(*at..).unwrap_or("");
        let turned = |word: &str| offices.against.has(word) && !offices.on_behalf.has(word) && !OF_OWN.contains(&word);
        !words(behind).any(turned)
    });
    let all = [text, body, office];
    let first = all.iter().flatten().map(|(at, _)| *at).min()?;
    all.into_iter().flatten().find(|(at, _)| *at == first)
}

/// What the words right before make of what follows: somebody's guest or company, an object, or none of these.
fn object_role(before: &str, offices: &Offices) -> Option<Role> {
    // A verb with nothing before it has the party for its subject.
    let mut opening = words(before);
    let verb_alone = opening.next().is_some_and(|word| offices.is_of_others(word)) && opening.next().is_none();
    if verb_alone || on_behalf(before, offices) {
        return None;
    }
    let tail: Vec<&str> = words(before).rev().take(4).collect();
    let edge = before.trim_end();
    let close = |phrases: &Phrases, reach: usize| {
        tail.first().is_some_and(|word| phrases.has(word))
            || tail
                .iter()
                .take(reach)
                .skip(1)
                .any(|word| word.chars().count() > 1 && *word != "به" && phrases.has(word))
            || phrases.iter().any(|phrase| {
                phrase.contains(' ') && edge.strip_suffix(phrase.as_str()).is_some_and(|rest| !rest.ends_with(is_word))
            })
    };
    if close(&offices.meeting, 3) {
        return Some(Role::Participant);
    }
    close(&offices.against, 2).then_some(Role::Subject)
}

/// The sentence of a folded text in which `at` lies.
pub(super) fn sentence_around(folded: &str, at: usize) -> (usize, usize) {
    let floor = |mut at: usize| {
        while !folded.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let from = floor(at.saturating_sub(SENTENCE_BYTES));
    let to = floor((at + SENTENCE_BYTES).min(folded.len()));
    let (mut start, mut end) = (from, to);
    for place in sentence_ends(folded.get(from..to).unwrap_or("")) {
        if from + place <= at {
            start = from + place;
        } else {
            end = from + place;
            break;
        }
    }
    (start, end)
}

/// Where the first sentence of a folded text ends.
pub(super) fn sentence_end(folded: &str) -> usize {
    let mut limit = folded.len().min(SENTENCE_BYTES);
    while !folded.is_char_boundary(limit) {
        limit -= 1;
    }
    let head = folded.get(..limit).unwrap_or("");
    sentence_ends(head).next().unwrap_or(limit)
}

/// The words around a mention as they were found, for the reason shown to readers.
pub(super) fn excerpt(text: &str, sentence: &str, mention: &Mention) -> String {
    let before = sentence.get(..mention.at).unwrap_or("");
    let from = before.trim_end().rmatch_indices(' ').nth(2).map_or(0, |(at, _)| at + 1);
    Folded::source_of(text, TextRange::new(from, mention.end)).of(text).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::names::Strength;
    use super::*;
    use crate::text::fold::fold;

    /// The party is the word in brackets.
    fn mention(text: &str) -> (String, Mention) {
        let folded = fold(text);
        let (at, end) = (folded.find('[').unwrap(), folded.find(']').unwrap());
        let plain = folded.replace(['[', ']'], "");
        (plain, Mention { at, end: end - 1, bodies: vec![0], strength: Strength::Strong })
    }

    fn check_title(text: &str, expected: Role) {
        let (title, mention) = mention(text);
        assert_eq!(title_role(&title, &mention, &Offices::new()), Some(expected), "{text}");
    }

    #[test]
    fn what_a_body_writes_is_its_own() {
        check_title("گزارش [حزب نمونه] از کار یک سال", Role::Speaker);
        check_title("خبرنامهٔ [حزب نمونه]: رویدادهای ماه", Role::Speaker);
        check_title("پاسخ شورای مرکزی [حزب نمونه] به یک پرسش", Role::Speaker);
        check_title("رد [حزب المثال] على بيان المجلس", Role::Speaker);
        check_title("پاسخ به [حزب نمونه]", Role::Subject);
        check_title("گزارش تازه دربارهٔ [حزب نمونه]", Role::Subject);
    }

    #[test]
    fn a_text_that_goes_to_a_body_is_not_its_own() {
        check_title("نامه به [حزب نمونه]", Role::Subject);
        check_title("نامهٔ سرگشاده به دبیرکل [حزب نمونه]", Role::Subject);
        check_title("رسالة إلى [حزب المثال]", Role::Subject);
        check_title("بیانیهٔ سارا دربارهٔ [حزب نمونه]", Role::Subject);
        check_title("پیام از [حزب نمونه]", Role::Speaker);
        check_title("بیانیهٔ مشترک [حزب نمونه]", Role::Speaker);
    }

    fn check_sentence(text: &str, expected: bool) {
        let (sentence, mention) = mention(text);
        assert_eq!(speaks_in(&sentence, &mention, &Offices::new()), expected, "{text}");
    }

    #[test]
    fn titles_that_speak() {
        check_title("بيان صادر عن [حزب المثال]", Role::Speaker);
        check_title("[حزب المثال]: استقالة الوزير واجبة", Role::Speaker);
        check_title("[حزب نمونه]: شورا منحل شده است", Role::Speaker);
        check_title("[نهضت آزادی نمونه]: راه باز است", Role::Speaker);
        check_title("بلاغ اللجنة الوطنية ل[حزب المثال]", Role::Speaker);
        check_title("د [نمونه ګوند] اعلامیه", Role::Speaker);
        check_title("د [نمونه ګوند] د مرکزي جرګې خبرپاڼه", Role::Speaker);
        check_title("بلاغ حول اجتماع المكتب السياسي ل[حزب المثال]", Role::Speaker);
        check_title("[حزب المثال] يدين العدوان", Role::Speaker);
        check_title("أدان [حزب المثال] العدوان", Role::Speaker);
        check_title("سخنگوی [حزب نمونه]: راه باز است", Role::Speaker);
        check_title("بیانیه [حزب نمونه] درباره آب", Role::Speaker);
        check_title("Sample Party ([حزب المثال]): our view", Role::Speaker);
        check_title("Parti de l’Exemple ([حزب المثال]) condamne la guerre", Role::Speaker);
        check_title("Joint statement of the Sample Party ([حزب المثال]) on water", Role::Speaker);
    }

    #[test]
    fn titles_that_speak_of_it() {
        check_title("ردا على بيان [حزب المثال]", Role::Subject);
        check_title("قاض يصدر أمرا بمنع سفر رئيس [حزب المثال]", Role::Subject);
        check_title("دیدار وزیر با [حزب نمونه]", Role::Participant);
        check_title("استقالة رئيس [حزب المثال]: ما بعدها", Role::Subject);
        check_title("د [نمونه ګوند] د غړو شمېر", Role::Subject);
        check_title("کارنامه یک‌ساله [حزب نمونه]", Role::Subject);
        check_title("Court bans Sample Party ([حزب المثال]) after a year", Role::Subject);
        check_title("Talks with Sample Party ([حزب المثال])", Role::Subject);
    }

    #[test]
    fn credits_name_who_wrote() {
        let check = |text: &str, expected: bool| {
            let (line, mention) = mention(text);
            assert_eq!(credits(&line, mention.at, mention.end), expected, "{text}");
        };
        check("الأربعاء 3 ماي 2023 — لجنة المياه في [حزب المثال]", true);
        check("[حزب نمونه] | ۳ مرداد", true);
        check("نشست [حزب نمونه] با آموزگاران", false);
        check("گزارشی از نشست دیروز شورای شهر درباره [حزب نمونه]", false);
    }

    #[test]
    fn sentences_in_which_it_speaks() {
        check_sentence("خصص المكتب السياسي ل[حزب المثال] اجتماعه للتحضير", true);
        check_sentence("سارا نمونه دبیرکل [حزب نمونه] گفت", true);
        check_sentence("[حزب نمونه] با صدور بیانیه ای خواستار گفتگو شد", true);
    }

    #[test]
    fn guests_and_objects_do_not_speak() {
        check_sentence("وزیر در دیدار با دبیرکل [حزب نمونه] گفت", false);
        check_sentence("در نشستی که با اعضای شورای [حزب نمونه] برگزار شد گفت", false);
        check_sentence("دبیرکل [حزب نمونه] آمد و رفت", false);
    }

    #[test]
    fn titles_in_which_it_does_something() {
        let check = |text: &str, expected: bool| {
            let (title, mention) = mention(text);
            assert_eq!(acts(&title, &mention, &Offices::new()), expected, "{text}");
        };
        check("[حزب المثال] يجهز قوائمه", true);
        check("[حزب المثال] الوطني يجهز قوائمه", true);
        check("[حركة المثال] تجهز قوائمها", true);
        check("[حزب نمونه] فهرست خود را ارائه داد", true);
        check("[حزب نمونه] کنگره برگزار می‌کند", true);
        check("[حزب المثال] يخسر مقعدا", false);
        check("[حزب المثال] يُتهم بالفساد", false);
        check("[حركة المثال] تنظيم سياسي", false);
        check("[حزب المثال] تجارب ودروس", false);
        check("[حزب نمونه] از رقابت کنار گذاشته شد", false);
        check("[حزب نمونه] بازداشت شد", false);
        check("مستقبل [حزب المثال] يهم الناس", false);
    }

    #[test]
    fn sentences_that_it_opens() {
        let check = |text: &str, expected: bool| {
            let (sentence, mention) = mention(text);
            assert_eq!(opens(&sentence, &mention, &Offices::new()), expected, "{text}");
        };
        check("جهز [حزب المثال] قوائمه", true);
        check("[حزب نمونه] فهرست خود را داد", true);
        check("المكتب السياسي ل[حزب المثال] يجهز", true);
        check("انتقد الوزير [حزب المثال]", false);
        check("ضد [حزب المثال]", false);
        check("اجتمع الناس في مقر [حزب المثال]", false);
    }

    #[test]
    fn a_name_and_its_office_are_one() {
        check_sentence("دعا سالم مثال رئيس [حزب المثال] إلى الحوار", true);
        check_sentence("هنأ سالم مثال رئيس [حزب المثال] الناس بالعيد", true);
        check_sentence("هنأ سالم مثال رئيس [حزب المثال] بالعيد", false);
        check_sentence("دعا السفير رئيس [حزب المثال] إلى الحوار", false);
    }

    #[test]
    fn excerpts_are_as_found() {
        let text = "و سرانجام سخنگویِ حزبِ نمونه گفت";
        let folded = fold(text);
        let at = folded.find("حزب").unwrap();
        let mention = Mention { at, end: at + "حزب نمونه".len(), bodies: vec![0], strength: Strength::Strong };
        assert_eq!(excerpt(text, &folded, &mention), "و سرانجام سخنگویِ حزبِ نمونه");
    }
}
