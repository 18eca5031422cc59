//! Cuts a line into words, numbers and signs, with the bytes that they came from.
//!
//! Works on folded letters, so that spelling and digit script are gone before anything is compared. A number is a run
//! of digits of any script, mixed or not; a border of digit and letter is a border of tokens (`19دجنبر`).

use super::words::Words;
use crate::text::arabic::ArabicSet;
use crate::text::fold::fold_char;
use crate::text::range::TextRange;
use std::sync::LazyLock;

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// A word; its number in the tables, 0 if it is of none.
    Word(u16),
    /// A number with its count of digits; numbers over nine digits have value -1.
    Number(i32, u8),
    /// Any other visible character, folded.
    Sign(char),
}

/// A word, a number or a sign of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) range: TextRange,
    /// Whether no white space stands before it.
    pub(super) glued: bool,
    /// Whether a `و` is joined to the front of the word.
    pub(super) and: bool,
    /// Whether the word is in Latin letters.
    pub(super) latin: bool,
}

/// What the fold makes of the Arabic block: a character, or nothing; dropped ones are NUL.
static ARABIC: LazyLock<Vec<char>> = LazyLock::new(|| {
    let fold = |code: u32| {
        let mut folded = '\0';
        fold_char(char::from_u32(code).unwrap_or('\0'), &mut |letter| folded = letter);
        folded
    };
    (0x600..0x700).map(fold).collect()
});

/// The letters of the Arabic block that are their own fold: most of a text.
static LETTERS: LazyLock<ArabicSet> = LazyLock::new(|| {
    ('\u{600}'..)
        .zip(&*ARABIC)
        .filter(|(letter, folded)| letter == *folded && is_letter(*letter))
        .map(|(letter, _)| letter)
        .collect()
});

/// The stroke that lengthens a word.
const TATWEEL: char = '\u{640}';

/// Cuts `line`, whose first byte lies at `base`, into `tokens`; what was in there goes.
pub(super) fn cut(line: &str, base: usize, tokens: &mut Vec<Token>) {
    tokens.clear();
    let mut cutter =
        Cutter { words: Words::get(), tokens, word: String::new(), digits: 0, value: 0, start: 0, glued: false };
    let (arabic, letters) = (&*ARABIC, &*LETTERS);
    let mut rest = line;
    loop {
        let (run, behind) = rest.split_at_checked(2 * letters.run(rest.as_bytes())).unwrap_or(("", rest));
        cutter.take_letters(run, base + line.len() - rest.len());
        let at = base + line.len() - behind.len();
        let mut behind = behind.chars();
        let Some(character) = behind.next() else { break };
        rest = behind.as_str();
        let code = character as u32;
        if character.is_ascii() {
            cutter.take(character.to_ascii_lowercase(), at, 1);
        } else if let Some(folded) = code.checked_sub(0x600).and_then(|index| arabic.get(index as usize)) {
            if !cutter.word.is_empty() && is_letter(*folded) {
                // The most usual case: the word goes on.
                cutter.word.push(*folded);
            } else if character == TATWEEL && cutter.word.is_empty() {
                // Outside a word it is a dash: ٢٢ ـ ٢ ـ ٢٠٢١.
                cutter.take('-', at, character.len_utf8());
            } else if *folded != '\0' {
                cutter.take(*folded, at, character.len_utf8());
            }
        } else {
            fold_char(character, &mut |folded| cutter.take(folded, at, character.len_utf8()));
        }
    }
    cutter.finish(base + line.len());
}

/// Whether a folded character is a letter; the ranges of Arabic letters spare the look-up in Unicode's tables.
#[inline]
fn is_letter(folded: char) -> bool {
    matches!(folded, 'a'..='z' | '\u{620}'..='\u{64A}' | '\u{66E}'..='\u{6D3}')
        || folded > '\u{6D3}' && folded.is_alphabetic()
}

struct Cutter<'a> {
    words: &'static Words,
    tokens: &'a mut Vec<Token>,
    /// The folded word that is being read.
    word: String,
    digits: u8,
    value: i64,
    start: usize,
    glued: bool,
}

impl Cutter<'_> {
    /// Takes letters that are their own fold, the first of them at `at`.
    #[inline]
    fn take_letters(&mut self, letters: &str, at: usize) {
        if letters.is_empty() {
            return;
        }
        if self.digits > 0 {
            self.finish(at);
        }
        if self.word.is_empty() {
            self.start = at;
        }
        self.word.push_str(letters);
    }

    /// Takes a folded character that came from `width` bytes at `at`.
    #[inline]
    fn take(&mut self, folded: char, at: usize, width: usize) {
        if is_letter(folded) {
            if self.digits > 0 {
                self.finish(at);
            }
            if self.word.is_empty() {
                self.start = at;
            }
            self.word.push(folded);
        } else if let Some(digit) = folded.to_digit(10).filter(|_| folded.is_ascii()) {
            if !self.word.is_empty() {
                self.finish(at);
            }
            if self.digits == 0 {
                self.start = at;
            }
            self.digits = self.digits.saturating_add(1);
            self.value = (self.value * 10 + i64::from(digit)).min(10_000_000_000);
        } else {
            self.finish(at);
            if folded == ' ' || folded.is_whitespace() {
                self.glued = false;
            } else if !folded.is_control() {
                self.start = at;
                self.put(Kind::Sign(folded), at + width, false, false);
            }
        }
    }

    /// Ends the word or number that is being read, at byte `end`.
    fn finish(&mut self, end: usize) {
        if self.digits > 0 {
            let value = if self.digits <= 9 { i32::try_from(self.value).unwrap_or(-1) } else { -1 };
            self.put(Kind::Number(value, self.digits), end, false, false);
            self.digits = 0;
            self.value = 0;
        } else if !self.word.is_empty() {
            let known = self.words.find(&self.word);
            let latin = self.word.is_ascii();
            self.put(Kind::Word(known.word), end, known.and, latin);
            self.word.clear();
        }
    }

    fn put(&mut self, kind: Kind, end: usize, and: bool, latin: bool) {
        let glued = self.glued && !self.tokens.is_empty();
        self.tokens.push(Token { kind, range: TextRange::new(self.start, end), glued, and, latin });
        self.glued = true;
    }
}
