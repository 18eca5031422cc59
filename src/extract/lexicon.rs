//! Word lists in sections, as the data files of this folder hold them.
//!
//! A list is folded once when it is read, so everything it is compared with must be folded too. Phrases
//! are found as whole words only. Knows nothing of what the words are good for.

use crate::text::arabic;
use crate::text::fold::fold;
use crate::text::range::TextRange;

/// Bytes of a word as a rule, with the sign behind it; more or fewer do no harm.
const BYTES_OF_A_WORD: usize = 9;

/// Sections of folded entries, in the order of their file.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    sections: Vec<(&'static str, Vec<String>)>,
}

impl Lexicon {
    /// Reads a data file: `[section]`, then one entry a line; `#` opens a comment line.
    pub(super) fn read(source: &'static str) -> Self {
        let mut sections: Vec<(&'static str, Vec<String>)> = Vec::new();
        for line in source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                sections.push((name, Vec::new()));
            } else if let Some((_, entries)) = sections.last_mut() {
                let entry = fold(line);
                if !entries.contains(&entry) {
                    entries.push(entry);
                }
            }
        }
        Self { sections }
    }

    /// All sections with their entries.
    pub(super) fn sections(&self) -> impl Iterator<Item = (&'static str, &[String])> {
        self.sections.iter().map(|(name, entries)| (*name, entries.as_slice()))
    }

    /// The entries of one section, longest first; none if the file has no such section.
    pub(super) fn longest_first(&self, section: &str) -> Vec<String> {
        let mut entries: Vec<String> =
            self.sections().filter(|(name, _)| *name == section).flat_map(|(_, entries)| entries.to_vec()).collect();
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.len()));
        entries
    }
}

/// True if the character is part of a word: a letter, a digit or a vowel mark.
#[inline]
pub(super) fn is_word(character: char) -> bool {
    match SORTS.get(character as usize) {
        Some(Sort::Letter | Sort::Digit | Sort::Number) => true,
        Some(Sort::Other) => false,
        _ => is_letter(character) || character.is_numeric(),
    }
}

/// What a character of the blocks up to the Arabic one is; one look-up for nearly all characters of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Letter,
    /// One of ASCII.
    Digit,
    /// A digit of another script.
    Number,
    Other,
    /// The standard library knows.
    Unknown,
}

static SORTS: [Sort; 0x800] = sorts();

#[expect(clippy::indexing_slicing, reason = "computed when the program is built")]
const fn sorts() -> [Sort; 0x800] {
    let mut sorts = [Sort::Unknown; 0x800];
    let mut code = 0;
    while code < sorts.len() {
        sorts[code] = match code as u32 {
            0x30..=0x39 => Sort::Digit,
            0x41..=0x5A | 0x61..=0x7A | 0x620..=0x657 | 0x66E..=0x6D3 | 0x6FA..=0x6FC => Sort::Letter,
            0x660..=0x669 | 0x6F0..=0x6F9 => Sort::Number,
            0..=0x7F | 0xAB | 0xBB | 0x600..=0x60F | 0x61B..=0x61F | 0x66A..=0x66D => Sort::Other,
            _ => Sort::Unknown,
        };
        code += 1;
    }
    sorts
}

/// The place behind the word characters that stand from `at` on.
#[inline]
fn word_end(text: &str, at: usize, end: usize) -> usize {
    let mut rest = text.as_bytes().get(at..end).unwrap_or_default();
    loop {
        rest = rest.get(2 * arabic::WORD.run(rest)..).unwrap_or_default();
        rest = match rest {
            [first, behind @ ..] if first.is_ascii_alphanumeric() => behind,
            [] | [0..=0x7F, ..] => return end - rest.len(),
            _ => match sort_at(text, end - rest.len()) {
                (true, width) => rest.get(width..).unwrap_or_default(),
                _ => return end - rest.len(),
            },
        };
    }
}

/// The place behind the characters that are part of no word and stand from `at` on.
#[inline]
fn signs_end(text: &str, at: usize, end: usize) -> usize {
    let mut rest = text.as_bytes().get(at..end).unwrap_or_default();
    loop {
        rest = match rest {
            [] => return end,
            [first @ 0..=0x7F, behind @ ..] if !first.is_ascii_alphanumeric() => behind,
            [0..=0x7F, ..] => return end - rest.len(),
            [first, second, ..] if arabic::WORD.has([*first, *second]) => return end - rest.len(),
            _ => match sort_at(text, end - rest.len()) {
                (false, width) => rest.get(width..).unwrap_or_default(),
                _ => return end - rest.len(),
            },
        };
    }
}

/// Whether the character at a byte is part of a word, and its length in bytes.
fn sort_at(text: &str, at: usize) -> (bool, usize) {
    let character = text.get(at..).and_then(|rest| rest.chars().next());
    character.map_or((false, 1), |character| (is_word(character), character.len_utf8()))
}

/// True for a digit of any script, a fraction, a Roman number.
///
/// The same answer as the standard library's, found without its tables for the scripts that texts are full of.
#[inline]
pub(super) fn is_number(character: char) -> bool {
    match SORTS.get(character as usize) {
        Some(Sort::Digit | Sort::Number) => true,
        Some(Sort::Letter | Sort::Other) => false,
        _ => character.is_numeric(),
    }
}

/// True if the character is a letter or a vowel mark.
///
/// The same answer as the standard library's, found without its tables for the scripts that texts are full of.
#[inline]
pub(super) fn is_letter(character: char) -> bool {
    match character {
        '\0'..='\u{7F}' => character.is_ascii_alphabetic(),
        '\u{0620}'..='\u{0657}' | '\u{066E}'..='\u{06D3}' | '\u{06FA}'..='\u{06FC}' => true,
        '\u{0600}'..='\u{060F}' | '\u{061B}'..='\u{061F}' | '\u{0660}'..='\u{066D}' | '\u{06F0}'..='\u{06F9}' => false,
        '«' | '»' | '\u{A0}' | '\u{2000}'..='\u{2070}' => false,
        other => other.is_alphabetic(),
    }
}

/// True if `at..end` is bordered by something other than word characters on both sides.
pub(super) fn is_bordered(folded: &str, at: usize, end: usize) -> bool {
    let before = folded.get(..at).and_then(|text| text.chars().next_back());
    let after = folded.get(end..).and_then(|text| text.chars().next());
    !before.is_some_and(is_word) && !after.is_some_and(is_word)
}

/// The first place where `phrase` stands in `folded` as whole words.
pub(super) fn find_words(folded: &str, phrase: &str) -> Option<usize> {
    if phrase.is_empty() {
        return None;
    }
    folded.match_indices(phrase).map(|(at, _)| at).find(|&at| is_bordered(folded, at, at + phrase.len()))
}

/// The rest of `folded` after `phrase`, if it begins with that phrase as whole words.
pub(super) fn strip_words<'a>(folded: &'a str, phrase: &str) -> Option<&'a str> {
    let rest = folded.strip_prefix(phrase)?;
    (!rest.chars().next().is_some_and(is_word)).then_some(rest)
}

/// What a folded text is made of: how many letters and ASCII digits, and where its words stand.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Cut {
    pub(super) letters: usize,
    pub(super) digits: usize,
    pub(super) words: Vec<TextRange>,
}

/// Cuts a folded text into its words, which are those of [`words`].
pub(super) fn cut(folded: &str) -> Cut {
    let mut cut = Cut { words: Vec::with_capacity(folded.len() / BYTES_OF_A_WORD), ..Cut::default() };
    let (mut rest, mut first) = (folded, None);
    loop {
        let at = folded.len() - rest.len();
        let run = arabic::LETTERS.run(rest.as_bytes());
        if run > 0 {
            cut.letters += run;
            first = first.or(Some(at));
        }
        let mut behind = rest.get(2 * run..).unwrap_or("").chars();
        let at = at + 2 * run;
        let Some(character) = behind.next() else { break };
        rest = behind.as_str();
        let (letter, digit, word) = match SORTS.get(character as usize) {
            Some(Sort::Letter) => (true, false, true),
            Some(Sort::Digit) => (false, true, true),
            Some(Sort::Number) => (false, false, true),
            Some(Sort::Other) => (false, false, false),
            _ => (is_letter(character), false, is_word(character)),
        };
        cut.letters += usize::from(letter);
        cut.digits += usize::from(digit);
        if word {
            first = first.or(Some(at));
        } else if let Some(first) = first.take() {
            cut.words.push(TextRange::new(first, at));
        }
    }
    cut.words.extend(first.map(|first| TextRange::new(first, folded.len())));
    cut
}

/// The words of a folded text that was cut, each with its first byte, as far as byte `end`, where one may end early.
pub(super) fn cut_words<'a>(
    folded: &'a str,
    words: &'a [TextRange],
    end: usize,
) -> impl Iterator<Item = (usize, &'a str)> {
    let inside = words.iter().take_while(move |word| word.start < end);
    inside.map(move |word| (word.start, TextRange::new(word.start, word.end.min(end)).of(folded)))
}

/// The words of a folded text: runs of word characters.
pub(super) fn words(folded: &str) -> impl DoubleEndedIterator<Item = &str> {
    word_places(folded).map(|(_, word)| word)
}

/// The words of a folded text, each with its first byte.
pub(super) fn word_places(folded: &str) -> Words<'_> {
    Words { text: folded, start: 0, end: folded.len() }
}

/// The words that are left of a text between two bytes.
#[derive(Clone, Debug)]
pub(super) struct Words<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

impl<'a> Iterator for Words<'a> {
    type Item = (usize, &'a str);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let first = signs_end(self.text, self.start, self.end);
        let at = word_end(self.text, first, self.end);
        self.start = at;
        self.text.get(first..at).filter(|word| !word.is_empty()).map(|word| (first, word))
    }
}

impl DoubleEndedIterator for Words<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.start..self.end)?.trim_end_matches(|character| !is_word(character));
        let before = rest.trim_end_matches(is_word);
        let first = self.start + before.len();
        self.end = first;
        rest.get(before.len()..).filter(|word| !word.is_empty()).map(|word| (first, word))
    }
}

/// A word without the Arabic particles that are written together with it (`و ف ب ل ک`, `ال`, `لل`).
///
/// Gives each shorter form in turn, the word itself first.
pub(super) fn without_particles(word: &str) -> impl Iterator<Item = &str> {
    let first = Some(word);
    let conjunction = word.strip_prefix(['و', 'ف']);
    let preposition = conjunction.unwrap_or(word).strip_prefix(['ب', 'ل', 'ک']);
    [first, conjunction, preposition].into_iter().flatten().filter(|form| !form.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_folded_and_longest_first() {
        let lexicon = Lexicon::read("# words\n[a]\nكتاب\nكتاب كبير\n\n[b]\nX\n");
        assert_eq!(lexicon.longest_first("a"), ["کتاب کبیر", "کتاب"]);
        assert_eq!(lexicon.longest_first("b"), ["x"]);
        assert!(lexicon.longest_first("c").is_empty());
    }

    #[test]
    fn letters_are_those_of_the_standard() {
        for character in '\0'..='\u{FFFF}' {
            assert_eq!(is_letter(character), character.is_alphabetic(), "{:04X}", character as u32);
        }
    }

    #[test]
    fn word_characters_are_those_of_the_standard() {
        for character in '\0'..='\u{FFFF}' {
            assert_eq!(is_word(character), character.is_alphanumeric(), "{:04X}", character as u32);
            assert_eq!(is_number(character), character.is_numeric(), "{:04X}", character as u32);
            let text = character.to_string();
            assert_eq!(words(&text).count(), usize::from(is_word(character)), "{:04X}", character as u32);
        }
    }

    #[test]
    fn counts_are_those_of_the_standard() {
        for text in ["", "یک دو 12 ۳x", " (یک)دو,three", "یک é دو\u{200C}سه", "a1 ½ — é\u{301}", "\u{FEB3} ﷺ ²"]
        {
            let count = |is: fn(&char) -> bool| text.chars().filter(is).count();
            let cut = cut(text);
            let expected = (count(|sign| sign.is_alphabetic()), count(char::is_ascii_digit));
            assert_eq!((cut.letters, cut.digits), expected, "{text}");
            for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
                let expected: Vec<_> = word_places(&text[..end]).collect();
                assert_eq!(cut_words(text, &cut.words, end).collect::<Vec<_>>(), expected, "{text} {end}");
            }
        }
    }

    #[test]
    fn words_are_the_same_from_both_ends() {
        for text in ["", " ", "یک دو", " یک، دو 12 three—é\u{200C}x ", "a", "،", "\u{FEB3} ﷺ x\u{1F600}y"]
        {
            let expected: Vec<&str> =
                text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
            assert_eq!(words(text).collect::<Vec<_>>(), expected, "{text}");
            let mut back: Vec<&str> = words(text).rev().collect();
            back.reverse();
            assert_eq!(back, expected, "{text}");
            assert!(word_places(text).all(|(at, word)| text[at..].starts_with(word)));
            let mut both = words(text);
            let ends = (both.next(), both.next_back());
            assert_eq!(ends, (expected.first().copied(), expected.get(1..).and_then(|rest| rest.last()).copied()));
        }
    }

    #[test]
    fn phrases_are_whole_words() {
        assert_eq!(find_words("در حزبها و حزب ما", "حزب"), Some("در حزبها و ".len()));
        assert_eq!(find_words("حزبها", "حزب"), None);
        assert_eq!(strip_words("بیان صحفی", "بیان"), Some(" صحفی"));
        assert_eq!(strip_words("بیانات", "بیان"), None);
    }

    #[test]
    fn particles_come_off_in_turn() {
        assert_eq!(without_particles("ولحزب").collect::<Vec<_>>(), ["ولحزب", "لحزب", "حزب"]);
        assert_eq!(without_particles("متن").collect::<Vec<_>>(), ["متن"]);
    }
}
