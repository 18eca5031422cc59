//! What in a text looks like damage, or like somebody's trick, with the place of it.
//!
//! One pass over the characters. Nothing is judged and nothing is changed: a sign that is found here may be meant. Knows
//! neither files nor statements; what a page is made of is for whoever asks.

use super::zwnj;
use serde::Serialize;

/// What is suspicious.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Suspicion {
    /// Arabic and Persian kaf, or Arabic and Persian yeh, in one word.
    MixedLetters,
    /// A control character (C0, DEL, C1) that is neither tab nor line end.
    Control,
    /// A character that overrides the direction of what follows.
    BidiOverride,
    /// An embedding or isolate that its line does not close, or closes twice.
    BidiUnbalanced,
    /// Signs that an Arabic letter becomes when UTF-8 is read as something else.
    Mojibake,
    /// Letters in the forms that belong on a screen and not into a text.
    PresentationForms,
    /// A character that stands for a lost one.
    Replacement,
    /// Five tatweels or more in a row.
    Tatweel,
}

impl Suspicion {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::MixedLetters,
        Self::Control,
        Self::BidiOverride,
        Self::BidiUnbalanced,
        Self::Mojibake,
        Self::PresentationForms,
        Self::Replacement,
        Self::Tatweel,
    ];

    /// The same in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::MixedLetters => "Arabic and Persian kaf or yeh in one word",
            Self::Control => "stray control characters",
            Self::BidiOverride => "overrides of direction",
            Self::BidiUnbalanced => "unclosed embeddings or isolates",
            Self::Mojibake => "letters that look wrongly decoded",
            Self::PresentationForms => "presentation forms",
            Self::Replacement => "lost characters (U+FFFD)",
            Self::Tatweel => "long rows of tatweel",
        }
    }
}

/// How often something suspicious was found, and where first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// What.
    pub what: Suspicion,
    /// How often.
    pub count: usize,
    /// The byte of the first one.
    pub at: usize,
    /// Its line, from 1.
    pub line: usize,
    /// The first one itself: the word, or the number of the character.
    pub sample: String,
}

/// Pairs of signs that make a text look wrongly decoded.
const PAIRS: usize = 3;
/// Tatweels in a row that are a flood.
const FLOOD: usize = 5;
/// Characters of a sample.
const SAMPLE: usize = 24;

/// What is suspicious in a text, in the order of [`Suspicion::ALL`].
#[must_use]
pub fn find(text: &str) -> Vec<Finding> {
    let mut search = Search { text, ..Search::default() };
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control() && !is_layout(byte.into())) {
        return Vec::new();
    }
    text.char_indices().for_each(|(at, character)| search.take(at, character));
    search.end_word(text.len());
    search.end_line();
    if search.pairs < PAIRS {
        search.found.retain(|finding| finding.what != Suspicion::Mojibake);
    }
    search.found.sort_by_key(|finding| finding.what);
    search.found
}

/// How many ZWNJ a Persian text lacks, and how many it has.
#[must_use]
pub fn joiners(text: &str) -> (usize, usize) {
    (zwnj::lost(text).len(), text.chars().filter(|character| *character == '\u{200C}').count())
}

#[derive(Default)]
struct Letters {
    kaf: bool,
    keheh: bool,
    yeh: bool,
    farsi_yeh: bool,
}

#[derive(Default)]
struct Search<'a> {
    text: &'a str,
    found: Vec<Finding>,
    /// Line ends before here.
    lines: usize,
    /// Where the word began, and which letters it has.
    word: Option<usize>,
    letters: Letters,
    /// Embeddings and isolates that are open, with the place of the first.
    open: usize,
    opened_at: usize,
    before: char,
    pairs: usize,
    tatweels: usize,
}

impl Search<'_> {
    fn take(&mut self, at: usize, character: char) {
        match character {
            'ك' => self.letters.kaf = true,
            'ک' => self.letters.keheh = true,
            'ي' => self.letters.yeh = true,
            'ی' => self.letters.farsi_yeh = true,
            '\n' => {
                self.end_line();
                self.lines += 1;
            }
            '\u{202D}' | '\u{202E}' => {
                self.note(Suspicion::BidiOverride, at, code(character));
                self.open(at);
            }
            '\u{202A}' | '\u{202B}' | '\u{2066}'..='\u{2068}' => self.open(at),
            '\u{202C}' | '\u{2069}' => match self.open.checked_sub(1) {
                Some(open) => self.open = open,
                None => self.note(Suspicion::BidiUnbalanced, at, code(character)),
            },
            '\u{FFFD}' => self.note(Suspicion::Replacement, at, code(character)),
            '\u{FB50}'..='\u{FBFF}' | '\u{FC00}'..='\u{FD3D}' | '\u{FD50}'..='\u{FDEF}' | '\u{FE70}'..='\u{FEFC}' => {
                self.note(Suspicion::PresentationForms, at, character.to_string());
            }
            _ if character.is_control() && !is_layout(character) => self.note(Suspicion::Control, at, code(character)),
            _ => {}
        }
        if is_damage(self.before, character) {
            self.pairs += 1;
            self.note(Suspicion::Mojibake, at, format!("{}{character}", self.before));
        }
        self.tatweels = if character == 'ـ' { self.tatweels + 1 } else { 0 };
        if self.tatweels == FLOOD {
            self.note(Suspicion::Tatweel, at + 'ـ'.len_utf8() - FLOOD * 'ـ'.len_utf8(), "ـ".repeat(FLOOD));
        }
        if character.is_alphanumeric() || matches!(character, '\u{200C}' | '\u{200D}' | 'ـ' | '\u{64B}'..='\u{652}') {
            self.word.get_or_insert(at);
        } else {
            self.end_word(at);
        }
        self.before = character;
    }

    fn open(&mut self, at: usize) {
        if self.open == 0 {
            self.opened_at = at;
        }
        self.open += 1;
    }

    fn end_word(&mut self, end: usize) {
        let Some(start) = self.word.take() else { return };
        let Letters { kaf, keheh, yeh, farsi_yeh } = std::mem::take(&mut self.letters);
        if kaf && keheh || yeh && farsi_yeh {
            let word = self.text.get(start..end).unwrap_or("").chars().take(SAMPLE).collect();
            self.note(Suspicion::MixedLetters, start, word);
        }
    }

    fn end_line(&mut self) {
        if std::mem::take(&mut self.open) > 0 {
            let opened = self.text.get(self.opened_at..).and_then(|text| text.chars().next()).unwrap_or(' ');
            self.note(Suspicion::BidiUnbalanced, self.opened_at, code(opened));
        }
    }

    fn note(&mut self, what: Suspicion, at: usize, sample: String) {
        match self.found.iter_mut().find(|finding| finding.what == what) {
            Some(finding) => finding.count += 1,
            None => self.found.push(Finding { what, count: 1, at, line: self.lines + 1, sample }),
        }
    }
}

fn code(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

/// Tab and the ends of lines and pages.
fn is_layout(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\t' | '\u{C}')
}

/// True for two signs that are the bytes of one Arabic letter in UTF-8, read as Windows-1252 or Windows-1256.
fn is_damage(before: char, character: char) -> bool {
    let sign = matches!(
        character,
        '\u{80}'
            ..='\u{BF}'
                | 'ƒ'
                | 'ˆ'
                | 'Š'
                | 'Œ'
                | 'Ž'
                | 'š'
                | 'œ'
                | 'ž'
                | 'Ÿ'
                | '€'
                | '™'
                | '‡'
                | '†'
                | '…'
                | '‰'
                | '‹'
                | '›'
    );
    match before {
        'Ø'..='Û' => sign && !matches!(character, '»' | '\u{A0}' | '…'),
        // Real text has these letters before a closing mark or a space that does not break.
        'ط' | 'ظ' => sign && !matches!(character, '»' | '«' | '\u{A0}' | '…' | '›' | '‹' | '\u{AD}'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Suspicion::*;

    /// What is found, as often as it is there, with the line and the sample of the first.
    fn check(text: &str, expected: &[(Suspicion, usize, usize, &str)]) {
        let found = find(text);
        let told: Vec<_> =
            found.iter().map(|finding| (finding.what, finding.count, finding.line, finding.sample.as_str())).collect();
        assert_eq!(told, expected, "{text:?}");
        assert!(found.iter().all(|finding| text.is_char_boundary(finding.at)));
    }

    #[test]
    fn letters_of_two_keyboards_in_one_word() {
        check("حزب\nمليی و كارگر کار", &[(MixedLetters, 1, 2, "مليی")]);
        check("كمک", &[(MixedLetters, 1, 1, "كمک")]);
        check("كتاب کار ملي ملی على", &[]);
    }

    #[test]
    fn controls_and_directions() {
        check("a\u{1B}[1m\u{0}\tb\r\n", &[(Control, 2, 1, "U+001B")]);
        check("\u{85}", &[(Control, 1, 1, "U+0085")]);
        check("\u{202E}ab\u{202C}", &[(BidiOverride, 1, 1, "U+202E")]);
        check("\u{202B}حزب\u{202C} \u{2067}x\u{2069}", &[]);
        check("x\n\u{202B}حزب\nx\u{2069}", &[(BidiUnbalanced, 2, 2, "U+202B")]);
        check("x\u{200F}\u{200E}\u{61C}", &[]);
    }

    #[test]
    fn damage() {
        check("Ø§Ù„Ø\u{AD}Ø²Ø¨", &[(Mojibake, 4, 1, "Ø§")]);
        check("ط§ظ„ط\u{AD}ط²ط¨", &[(Mojibake, 3, 1, "ط§")]);
        check("Ærø Øl «خط» ضغط… Ù", &[]);
        check("a\u{FFFD}b\u{FFFD}", &[(Replacement, 2, 1, "U+FFFD")]);
        check("\u{FEE3}\u{FEF4}", &[(PresentationForms, 2, 1, "\u{FEE3}")]);
        check("ﷺ ﴿ایه﴾ ﷼", &[]);
    }

    #[test]
    fn rows_of_tatweel() {
        check("حـــــــــزب", &[(Tatweel, 1, 1, "ـــــ")]);
        check("حـــزب", &[]);
    }

    #[test]
    fn joiners_are_counted() {
        assert_eq!(joiners("میشود و می\u{200C}شود و کتابها"), (2, 1));
        assert_eq!(joiners("plain"), (0, 0));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_looked_through(text in "\\PC{0,40}|[\u{200C}\u{202A}-\u{202E}\u{2066}-\u{2069}كکيی\n\u{1B}]{0,40}") {
            for finding in find(&text) {
                assert!(text.is_char_boundary(finding.at) && finding.count > 0);
            }
        }
    }
}
