//! A Latin word and its readings, compared with words of the Arabic script.

use super::arabic::{self, ALEF, AYN, HEH, LAST_YEH, WAW, YEH};
use super::{LONGEST, Skeleton};
use crate::text::fold::fold;

/// Readings of one word.
const MOST: usize = 64;
/// Consonants without which a word is not looked for at all, and without which its beginning is not.
const FEWEST: usize = 2;
pub(super) const FEWEST_BEGUN: usize = 3;

/// What a gap of a Latin word holds.
const O: u8 = 1;
const I: u8 = 2;
const A: u8 = 4;
/// A letter for w or y that stands for no consonant here.
const GLIDE: u8 = 8;
/// Anything.
const SOME: u8 = 16;
/// Its last letter is a vowel.
const VOWEL: u8 = 32;

/// How a word agrees with Latin typing, the closest last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Agreement {
    /// By its consonants.
    Consonants,
    /// By its consonants and the vowels that are written.
    Vowels,
}

/// One Latin word to be found in the Arabic script.
///
/// ```
/// use reader::text::skeleton::{Agreement, Latin};
///
/// let latin = Latin::new("taqaddum").expect("two consonants");
/// assert_eq!(latin.rank("والتقدم"), Some(Agreement::Vowels));
/// assert_eq!(latin.rank("تقدیم"), Some(Agreement::Consonants));
/// assert_eq!(latin.rank("حزب"), None);
/// assert_eq!(latin.begins("تقدمی"), Some(Agreement::Vowels));
/// ```
#[derive(Clone, Debug)]
pub struct Latin {
    readings: Vec<Skeleton>,
    /// One bit for each first consonant of the readings.
    firsts: u32,
}

impl Latin {
    /// Reads `typed`, a single word; none for one without two consonants, or with other letters than Latin ones.
    #[must_use]
    pub fn new(typed: &str) -> Option<Self> {
        let word: String = fold(typed).chars().filter(|letter| *letter != '\'' && *letter != ' ').collect();
        if word.is_empty() || !word.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'-') {
            return None;
        }
        let mut readings = Vec::new();
        for form in forms(&word) {
            let mut begun = vec![Skeleton::default()];
            read(&form, &mut begun);
            for skeleton in begun {
                if skeleton.length >= FEWEST && readings.len() < MOST && !readings.contains(&skeleton) {
                    readings.push(skeleton);
                }
            }
        }
        let firsts = readings
            .iter()
            .filter_map(|reading| reading.consonants().first())
            .fold(0, |bits, class| bits | bit(*class));
        (!readings.is_empty()).then_some(Self { readings, firsts })
    }

    /// How `token`, a folded word, agrees as a whole; none if it does not. Takes no memory.
    #[must_use]
    pub fn rank(&self, token: &str) -> Option<Agreement> {
        self.best(token, false, |reading, word| reading.consonants() == word.consonants())
    }

    /// How the beginning of `token` agrees, while a word is being typed: by three consonants at least.
    #[must_use]
    pub fn begins(&self, token: &str) -> Option<Agreement> {
        self.best(token, true, |reading, word| {
            reading.length >= FEWEST_BEGUN && word.consonants().starts_with(reading.consonants())
        })
    }

    fn best(&self, token: &str, begun: bool, agree: impl Fn(&Skeleton, &Skeleton) -> bool) -> Option<Agreement> {
        let mut best = None;
        arabic::each(token, &mut |word| {
            if word.consonants().first().is_none_or(|first| self.firsts & bit(*first) == 0) {
                return false;
            }
            for reading in self.readings.iter().filter(|reading| agree(reading, word)) {
                best = best.max(Some(if vowels_agree(reading, word, begun) {
                    Agreement::Vowels
                } else {
                    Agreement::Consonants
                }));
            }
            best == Some(Agreement::Vowels)
        });
        best
    }

    /// The skeletons that a word may have to agree, as keys of [`super::Skeletons`], with their number of consonants.
    pub(super) fn keys(&self) -> impl Iterator<Item = (u64, usize)> + '_ {
        self.readings.iter().map(|reading| (reading.key(), reading.length))
    }
}

fn bit(class: u8) -> u32 {
    1 << (class % 32)
}

/// The word, and the word without an article and without the vowel of a genitive.
fn forms(word: &str) -> Vec<String> {
    let mut forms = vec![word.replace('-', "")];
    let mut add = |form: String| {
        if !form.is_empty() && !forms.contains(&form) {
            forms.push(form);
        }
    };
    let bytes = word.as_bytes();
    if let Some((article, rest)) = word.split_once('-') {
        if article.len() <= 3 && article.starts_with(['a', 'e', 'o', 'i']) {
            add(rest.replace('-', ""));
        }
    } else if word.len() >= 5 {
        let consonant = |at: usize| bytes.get(at).is_some_and(|letter| !b"aeiou".contains(letter));
        if let Some(rest) = word.strip_prefix("al").or_else(|| word.strip_prefix("el")).filter(|_| consonant(2)) {
            add(rest.to_owned());
        }
        // The article has become the first letter: ennahdha, attajamo', ashshaab.
        let sun = |at: usize| bytes.get(at).is_some_and(|letter| b"tdrzsnl".contains(letter));
        let pair = word.get(1..3).is_some_and(|pair| word.get(3..5) == Some(pair));
        if word.starts_with(['a', 'e']) && sun(1) && (bytes.get(1) == bytes.get(2) || pair) {
            add(word.get(1..).unwrap_or("").to_owned());
        }
    }
    for at in 0..forms.len() {
        for ending in ["-ye", "-yi", "ye", "yi", "e", "i"] {
            let form = forms.get(at).map_or("", String::as_str);
            let Some(rest) = form.strip_suffix(ending).filter(|rest| rest.len() >= 3) else { continue };
            let rest = rest.to_owned();
            if !forms.contains(&rest) {
                forms.push(rest);
            }
        }
    }
    forms
}

/// Two letters or three that are one, with what they may stand for; `-` is no consonant.
const DIGRAPHS: [(&str, &[&str]); 13] = [
    ("tch", &["C"]),
    ("sch", &["$"]),
    ("kh", &["X", "KH"]),
    ("gh", &["Q", "GH"]),
    ("sh", &["$", "SH"]),
    ("ch", &["C", "$"]),
    ("th", &["S", "TH"]),
    ("dh", &["Z", "D", "DH"]),
    ("zh", &["J", "ZH"]),
    ("dj", &["J"]),
    ("ph", &["F"]),
    ("ck", &["K"]),
    ("qu", &["Q"]),
];

fn letter(letter: u8) -> &'static [&'static str] {
    match letter {
        b'b' => &["B"],
        b'p' => &["P", "B"],
        b't' | b'6' => &["T"],
        b's' => &["S"],
        b'j' => &["J"],
        b'c' => &["K", "S"],
        b'h' | b'7' => &["H"],
        b'd' => &["D"],
        b'z' => &["Z"],
        b'r' => &["R"],
        b'f' => &["F"],
        b'q' => &["Q"],
        b'g' => &["G", "J", "Q"],
        b'k' => &["K", "Q"],
        b'l' => &["L"],
        b'm' => &["M"],
        b'n' => &["N"],
        b'x' => &["X", "KS"],
        b'5' => &["X"],
        b'9' => &["Q", "S"],
        _ => &["-"],
    }
}

/// Extends `begun`, which has one empty reading, by all readings of `word`.
fn read(word: &str, begun: &mut Vec<Skeleton>) {
    let mut at = 0;
    let mut before = "";
    while let Some(rest) = word.get(at..).filter(|rest| !rest.is_empty()) {
        let digraph = DIGRAPHS.iter().find(|(letters, _)| rest.starts_with(letters));
        let unit = digraph.map_or_else(|| rest.get(..1).unwrap_or(rest), |(letters, _)| *letters);
        let first = at == 0;
        at += unit.len();
        let byte = unit.bytes().next().unwrap_or(0);
        let (kinds, vowel): (&[&str], u8) = match (digraph, byte) {
            (Some((_, kinds)), _) => (kinds, 0),
            (None, b'w' | b'v') if first => (&["W"], 0),
            (None, b'w') => (&["-"], SOME | O | GLIDE),
            (None, b'v') => (&["-"], SOME | O),
            (None, b'y') if first => (&["Y"], 0),
            (None, b'y') => (&["-"], SOME | I | GLIDE),
            (None, b'o') if first && rest.starts_with("ou") => {
                at += 1;
                (&["W", "-"], SOME | O | VOWEL)
            }
            (None, b'i') if first && rest.as_bytes().get(1).is_some_and(|next| b"aeou".contains(next)) => {
                (&["Y", "-"], SOME | I | VOWEL)
            }
            (None, b'a') => (&["-"], SOME | A | VOWEL),
            (None, b'e') => (&["-"], SOME | A | I | VOWEL),
            (None, b'i') => (&["-"], SOME | I | VOWEL),
            (None, b'o') => (&["-"], SOME | O | A | VOWEL),
            (None, b'u') => (&["-"], SOME | O | VOWEL),
            (None, b'h') if at == word.len() => (&["-", "H"], SOME),
            (None, _) if letter(byte) == ["-"] => (&["-"], SOME),
            (None, _) => (letter(byte), 0),
        };
        // A doubled consonant is one.
        if unit == before && vowel == 0 {
            continue;
        }
        before = unit;
        branch(begun, kinds, vowel);
    }
}

/// Every reading goes on with each of `kinds`; with `-` it has `vowel` there instead.
fn branch(begun: &mut Vec<Skeleton>, kinds: &[&str], vowel: u8) {
    let before = begun.clone();
    begun.clear();
    for kind in kinds {
        for skeleton in &before {
            if begun.len() >= MOST {
                return;
            }
            let mut skeleton = *skeleton;
            match *kind {
                "-" => {
                    // Only the last letter of a gap tells whether it ends in a vowel.
                    if let Some(gap) = skeleton.gaps.get_mut(skeleton.length) {
                        *gap &= !VOWEL;
                    }
                    skeleton.vowel(vowel);
                }
                classes => classes.bytes().for_each(|class| skeleton.push(class)),
            }
            begun.push(skeleton);
        }
    }
}

/// The vowels of a reading go with those that are written in a word of which it has the consonants; `begun` if more of
/// the word is to be typed.
fn vowels_agree(reading: &Skeleton, word: &Skeleton, begun: bool) -> bool {
    (0..=reading.length.min(LONGEST)).all(|at| {
        let latin = reading.gaps.get(at).copied().unwrap_or(0);
        let text = word.gaps.get(at).copied().unwrap_or(0);
        match (at, at == reading.length) {
            (0, _) => (latin == 0) == (text == 0),
            (_, true) if begun => gap_begins(latin, text),
            (_, last) => gap_agrees(latin, text, last),
        }
    })
}

/// What was typed of a gap so far is something that is written there.
fn gap_begins(latin: u8, text: u8) -> bool {
    let both = |bits: u8, letters: u8| latin & bits != 0 && text & letters != 0;
    latin == 0
        || text == 0 && latin & GLIDE == 0
        || text & (AYN | HEH) != 0
        || both(O, WAW)
        || both(I, YEH)
        || both(A, ALEF | LAST_YEH)
}

fn gap_agrees(latin: u8, text: u8, last: bool) -> bool {
    let has = |bits: u8| latin & bits != 0;
    let wants = |bits: u8| text & bits != 0;
    let yeh = if wants(LAST_YEH) { has(I | A) } else { has(I) };
    (!wants(WAW) || has(O))
        && (!wants(YEH) || yeh)
        && (!wants(ALEF) || has(A) || last && wants(LAST_YEH) && has(I))
        && (!wants(HEH) || has(SOME))
        && (!(last && has(VOWEL)) || text != 0)
        && (text != 0 || last || !has(GLIDE))
}
