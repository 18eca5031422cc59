//! Where a Persian text has lost the ZWNJ between the parts of a word.
//!
//! Many pages lost it on the way (میشود, شدهاند) or had a space instead (می شود, برنامه ها); read as joined letters or as
//! two words, such a text is hard on the eye. [`lost`] gives the places for whoever shows the text; it never changes one.
//! Only what cannot be wrong is found: closed lists (`data/zwnj.txt`) and endings that nothing else can be. A word with a
//! digit, a mark, a Latin letter or a ZWNJ of its own is left alone. That the text is Persian is for the caller to know.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Plural endings, alone or behind a silent heh.
const PLURALS: [&str; 9] = ["ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان"];
/// What follows the participle of a verb.
const PERFECTS: [&str; 4] = ["اند", "ایم", "اید", "است"];
/// Letters of a word that an ending from the list may follow.
const LONG: usize = 6;

const SOURCE: &str = include_str!("data/zwnj.txt");

static WORDS: LazyLock<Words> = LazyLock::new(Words::read);

#[derive(Debug, Default)]
struct Words {
    /// Verb forms without their می.
    verbs: HashSet<String>,
    /// Words that are no verbs though they look like one.
    no_verbs: HashSet<&'static str>,
    /// Words without their ZWNJ, and the bytes before each place of one.
    whole: HashMap<String, Vec<usize>>,
}

impl Words {
    fn read() -> Self {
        let mut words = Self::default();
        let mut section = "";
        for line in SOURCE.lines().filter(|line| !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = name;
                continue;
            }
            for word in line.split_whitespace() {
                match section {
                    "present" => words.conjugate(word, &["م", "ی", "د", "یم", "ید", "ند"]),
                    "past" => words.conjugate(word, &["", "م", "یم", "ید", "ند", "ه"]),
                    "verb" => words.conjugate(word, &[""]),
                    "no verb" => {
                        words.no_verbs.insert(word);
                    }
                    _ => {
                        let places = word.match_indices('-').enumerate().map(|(number, (at, _))| at - number);
                        words.whole.insert(word.replace('-', ""), places.collect());
                    }
                }
            }
        }
        words
    }

    fn conjugate(&mut self, stem: &str, endings: &[&str]) {
        // The madda is as easily lost as the ZWNJ.
        let plain = stem.strip_prefix('آ').map(|rest| format!("ا{rest}"));
        for stem in [Some(stem), plain.as_deref()].into_iter().flatten() {
            self.verbs.extend(endings.iter().map(|ending| format!("{stem}{ending}")));
        }
    }

    /// Adds the places within `word`, which begins at `at`.
    fn find(&self, word: &str, at: usize, places: &mut Vec<usize>) {
        if let Some(verb) = without_prefix(word).filter(|_| !self.no_verbs.contains(word)) {
            let start = at + word.len() - verb.len();
            let perfect = perfect(verb).filter(|participle| self.verbs.contains(*participle));
            if self.verbs.contains(verb) || perfect.is_some() {
                places.push(start);
                places.extend(perfect.map(|participle| start + participle.len()));
                return;
            }
        }
        if let Some(whole) = self.whole.get(word) {
            places.extend(whole.iter().map(|place| at + place));
        } else if let Some(stem) = plural(word).or_else(|| perfect(word).filter(|stem| self.is_participle(stem, word)))
        {
            places.push(at + stem.len());
        } else if let Some((stem, whole)) = self.with_ending(word) {
            places.extend(whole.iter().map(|place| at + place));
            // Of the endings only the plural wants a ZWNJ.
            places.extend((stem.len() + "ی".len() < word.len()).then_some(at + stem.len()));
        }
    }

    /// False for a noun in plural with "is" behind it: ملتهاست is no participle of ملت.
    fn is_participle(&self, stem: &str, word: &str) -> bool {
        let known = || [Some(stem), stem.strip_prefix('ن')].into_iter().flatten().any(|stem| self.verbs.contains(stem));
        !word.ends_with("است") || known()
    }

    /// A word of the list before a plural or ی.
    fn with_ending<'a>(&self, word: &'a str) -> Option<(&'a str, &[usize])> {
        PLURALS.iter().chain(&["ی"]).find_map(|ending| {
            let stem = word.strip_suffix(ending).filter(|stem| stem.chars().count() >= LONG)?;
            // A word in plural already, or one that ends as a verb does, has no such ending.
            let ends = |ending: &&str| stem.ends_with(*ending);
            let closed = PLURALS.iter().chain(&PERFECTS).any(ends) || stem.ends_with('ی');
            let whole = self.whole.get(stem).filter(|_| !closed)?;
            Some((stem, whole.as_slice()))
        })
    }
}

/// True for a form of a Persian verb as it stands behind می, and for its past and participle.
pub(in crate::text) fn is_verb(word: &str) -> bool {
    WORDS.verbs.contains(word)
}

/// The rest of a word in می or نمی.
fn without_prefix(word: &str) -> Option<&str> {
    word.strip_prefix("نمی").or_else(|| word.strip_prefix("می")).filter(|rest| !rest.is_empty())
}

/// The word before a plural ending, where that stands behind a silent heh: رسانه in رسانهها.
fn plural(word: &str) -> Option<&str> {
    PLURALS.iter().find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.ends_with('ه') && stem.len() > 2))
}

/// The participle before the ending of a perfect: شده in شدهاند.
fn perfect(word: &str) -> Option<&str> {
    let participle = |stem: &&str| (stem.ends_with("ده") || stem.ends_with("ته")) && stem.chars().count() > 2;
    PERFECTS.iter().find_map(|ending| word.strip_suffix(ending).filter(participle))
}

/// The places in a Persian text where a ZWNJ was lost, as byte offsets in order.
///
/// At a letter, the word parts before it; at a space, that stands where a ZWNJ should.
///
/// ```
/// use reader::text::zwnj::lost;
///
/// let text = "کتاب ها میشود";
/// let places: Vec<&str> = lost(text).into_iter().map(|at| &text[at..]).collect();
/// assert_eq!(places, [" ها میشود", "شود"]);
/// ```
#[must_use]
pub fn lost(text: &str) -> Vec<usize> {
    let words = &*WORDS;
    let mut places = Vec::new();
    let mut before: Option<Word<'_>> = None;
    let mut buffer = String::new();
    for word in tokens(text) {
        buffer.clear();
        buffer.extend(word.text.chars().map(persian));
        let spaced = before.filter(|before| before.plain && text.get(before.end()..word.at) == Some(" "));
        let place = spaced.filter(|before| word.plain && parts(before.text, &buffer, words)).map(Word::end);
        if word.plain && place.is_none() {
            words.find(&buffer, word.at, &mut places);
        }
        places.extend(place);
        before = Some(word);
    }
    places
}

/// True if two words between which a space stands are one.
fn parts(before: &str, word: &str, words: &Words) -> bool {
    let first: String = before.chars().take(4).map(persian).collect();
    match first.as_str() {
        "می" | "نمی" => words.verbs.contains(word) || perfect(word).is_some_and(|stem| words.verbs.contains(stem)),
        _ => PLURALS.contains(&word) && !PLURALS.contains(&first.as_str()) && before.chars().nth(1).is_some(),
    }
}

#[derive(Clone, Copy)]
struct Word<'a> {
    at: usize,
    text: &'a str,
    /// It is letters of the Arabic script and nothing else.
    plain: bool,
}

impl Word<'_> {
    fn end(self) -> usize {
        self.at + self.text.len()
    }
}

/// Runs of letters, digits and marks of any script.
fn tokens(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (at, first) = rest.find(|(_, character)| is_part(*character))?;
        let (mut end, mut plain) = (at + first.len_utf8(), is_letter(first));
        while let Some((at, character)) = rest.next_if(|(_, character)| is_part(*character)) {
            end = at + character.len_utf8();
            plain &= is_letter(character);
        }
        Some(Word { at, text: text.get(at..end).unwrap_or(""), plain })
    })
}

/// Letters that Persian words are written with, old code points for yeh and keheh among them.
fn is_letter(character: char) -> bool {
    matches!(character, 'آ' | 'أ' | 'ؤ' | 'ئ' | 'ء' | 'ا'..='غ' | 'ف'..='ي' | 'پ' | 'چ' | 'ژ' | 'ک' | 'گ' | 'ی')
        && character != 'ة'
}

fn is_part(character: char) -> bool {
    match character {
        ' ' | '.' | '،' | '؛' | '؟' | '«' | '»' | '(' | ')' | ':' => false,
        '\u{0610}'..='\u{061A}' | '\u{0640}'..='\u{066F}' | '\u{200B}'..='\u{200F}' => true,
        other => is_letter(other) || other.is_alphanumeric(),
    }
}

/// The code point that Persian has for a letter.
fn persian(letter: char) -> char {
    match letter {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text with a hyphen where a ZWNJ was lost: between letters, or at the start of a space.
    fn check(expected: &str) {
        let text = expected.replace('-', "");
        let mut found = String::new();
        let mut from = 0;
        for at in lost(&text) {
            assert!(at > from || at == 0, "{expected}: places in order");
            found.push_str(&text[from..at]);
            found.push('-');
            from = at;
        }
        found.push_str(&text[from..]);
        assert_eq!(found, expected);
    }

    #[test]
    fn verbs_part_from_their_prefix() {
        check("می-شود و نمی-توانند، می-گویند: می-رفته-اند");
        check("مي-كند، می-اید، می-آورد");
        check(
            "میدان میدانی میان میانه میز میزان میل میلاد میلیون میلیارد میراث میرزا میرحسین میهن میوه میکروب میمون میثاق",
        );
        check("میلی میخ میکده نمین میبد میسر میناب");
    }

    #[test]
    fn plurals_part_from_a_silent_heh() {
        check("برنامه-ها رسانه-های ده-ها خانه-هایشان");
        check("کوه-ها و دهکده-های ما");
        check("آنها اینها تنها پدرهایشان بها فقها تنهایی");
    }

    #[test]
    fn participles_part_from_their_ending() {
        check("شده-اند گفته-ایم کرده-است");
        check("دهاند باند چند دهاید");
        check("نکرده-است ملتهاست مدتهاست عیدهاست");
    }

    #[test]
    fn words_of_the_list() {
        check("گفت-وگو بین-المللی هسته-ای به-عنوان نه-تنها");
        check("سرمایه-گذاری-های گفت-وگوی");
        check("نقشهای دورهای بهروز بهنام بهدست");
    }

    #[test]
    fn a_space_may_stand_for_it() {
        check("می- شود، نمی- توانند و برنامه- ها");
        check("این- ها را روزنامه- های شهر نوشتند");
        check("ها های گریه");
        check("می ناب و می شاد");
        check("«برنامه» ها، برنامه  ها");
    }

    #[test]
    fn other_words_are_left_alone() {
        check("م\u{064E}یشود 2میشود aمیشود می\u{200C}شودها");
        check("");
        check("میشودa");
    }

    #[test]
    fn every_place_is_a_letter_or_a_space() {
        let text = "گفتوگوهای میشدهاند برنامه های بهعنوان";
        for at in lost(text) {
            assert!(text[at..].starts_with(|first| first == ' ' || is_letter(first)), "{at}");
        }
    }

    #[test]
    fn the_list_is_sound() {
        for (word, places) in &WORDS.whole {
            assert!(!places.is_empty() && word.chars().all(is_letter), "{word}");
            assert!(places.iter().all(|at| *at > 0 && *at < word.len() && word.is_char_boundary(*at)), "{word}");
        }
        assert!(WORDS.verbs.len() > 1500 && WORDS.whole.len() > 900);
    }
}
