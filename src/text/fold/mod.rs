//! The fold: one letter is one letter, however it was typed.
//!
//! Yeh, keheh, alef, heh and waw families meet; vowel marks, tatweel, ZWNJ and bidi controls go; presentation forms and
//! ligatures become letters; digits of three scripts become ASCII; Latin loses case, accents and the apostrophes within
//! words; runs of white space become one space. The shown text is never replaced by its fold: [`Folded`] maps every
//! folded byte back to the source bytes it came from.
//!
//! The fold only finds. How well a hit agrees with what was asked is [`Exactness`], and what a search may ask to be kept
//! apart is [`Classes`].

mod exactness;
mod letters;

pub use exactness::{Class, Classes, Exactness, exactness};
pub(in crate::text) use letters::{Letters, Sign, kind};
pub use letters::{fold_char, plain_letter};

use super::range::TextRange;
use std::ops::ControlFlow;

/// A folded text and the way back to its source.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Folded {
    text: String,
    /// For each folded character, in order: its first folded byte and its source bytes.
    origins: Vec<Origin>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Origin {
    folded: u32,
    start: u32,
    end: u32,
}

impl Folded {
    /// Folds `source`, keeping the way back.
    ///
    /// A dropped character belongs to the letter before it, so that a range of folded letters maps
    /// to source bytes that include the marks on its last letter.
    #[must_use]
    pub fn new(source: &str) -> Self {
        Self::start_of(source, usize::MAX)
    }

    /// Folds as much of `source` as gives the first `length` folded bytes, keeping the way back for ranges of these.
    #[must_use]
    pub fn start_of(source: &str, length: usize) -> Self {
        let room = source.len().min(length);
        let mut folded = Self { text: String::with_capacity(room), origins: Vec::with_capacity(room / 2) };
        let _ = walk(source, |letter, start, end| {
            match letter {
                // What belongs to the last letter stands before the next one.
                Some(_) if folded.text.len() >= length => return ControlFlow::Break(()),
                Some(letter) => {
                    let origin = Origin { folded: folded.text.len() as u32, start: start as u32, end: end as u32 };
                    folded.origins.push(origin);
                    folded.text.push(letter);
                }
                None => folded.extend_last(end as u32),
            }
            ControlFlow::Continue(())
        });
        folded
    }

    /// What [`Folded::source`] gives for one range that is not empty, where no other will be asked for.
    #[must_use]
    pub fn source_of(source: &str, range: TextRange) -> TextRange {
        let (mut folded, mut found) = (0, TextRange::default());
        let _ = walk(source, |letter, start, end| {
            match letter {
                Some(_) if folded >= range.end => return ControlFlow::Break(()),
                Some(letter) => {
                    if folded <= range.start {
                        found.start = start;
                    }
                    folded += letter.len_utf8();
                    found.end = end;
                }
                None if folded > 0 => found.end = end,
                None => {}
            }
            ControlFlow::Continue(())
        });
        found
    }

    fn extend_last(&mut self, end: u32) {
        if let Some(last) = self.origins.last_mut() {
            last.end = end;
        }
    }

    /// The folded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The source bytes that a range of the folded text came from.
    ///
    /// Several folded characters may share one source character (a ligature); the answer then
    /// covers all of it.
    #[must_use]
    pub fn source(&self, range: TextRange) -> TextRange {
        let first = self.origins.partition_point(|origin| (origin.folded as usize) <= range.start).saturating_sub(1);
        let past = self.origins.partition_point(|origin| (origin.folded as usize) < range.end);
        match (self.origins.get(first), self.origins.get(first..past).and_then(<[Origin]>::last)) {
            (Some(first), Some(last)) => TextRange::new(first.start as usize, last.end as usize),
            (Some(first), None) => TextRange::empty(first.start as usize),
            _ => TextRange::default(),
        }
    }

    /// The source bytes of the `index`th folded character.
    #[must_use]
    pub fn source_of_char(&self, index: usize) -> Option<TextRange> {
        self.origins.get(index).map(|origin| TextRange::new(origin.start as usize, origin.end as usize))
    }
}

/// Folds `source` without keeping the way back.
#[must_use]
pub fn fold(source: &str) -> String {
    let mut folded = String::with_capacity(source.len());
    let mut walk = Walk::new(source);
    let mut at = 0;
    while let Some(rest) = source.get(at..) {
        // Most of a text is its own fold, and is copied a run at a time.
        if let Some(run) = rest.get(..walk.letters.own(rest.as_bytes(), walk.last == ' ')).filter(|run| !run.is_empty())
        {
            folded.push_str(run);
            walk.last = run.chars().next_back().unwrap_or(walk.last);
            at += run.len();
        }
        let Some(character) = source.get(at..).and_then(|rest| rest.chars().next()) else { break };
        let _ = walk.step(at, character, |letter, _, _| {
            if let Some(letter) = letter {
                folded.push(letter);
            }
            ControlFlow::Continue(())
        });
        at += character.len_utf8();
    }
    folded
}

/// Gives every folded character with the source bytes it comes from, and none for a character that is dropped, until that breaks off.
#[inline(always)]
fn walk(source: &str, mut give: impl FnMut(Option<char>, usize, usize) -> ControlFlow<()>) -> ControlFlow<()> {
    let mut walk = Walk::new(source);
    source.char_indices().try_for_each(|(at, character)| walk.step(at, character, &mut give))
}

/// A text that is folded character by character.
struct Walk<'a> {
    source: &'a str,
    letters: &'static Letters,
    /// The last folded character, which says what becomes of the next one.
    last: char,
}

impl<'a> Walk<'a> {
    fn new(source: &'a str) -> Self {
        Self { source, letters: Letters::get(), last: '\0' }
    }

    /// Folds the character that stands at `at`, as [`walk`] does.
    #[inline(always)]
    fn step(
        &mut self,
        at: usize,
        character: char,
        mut give: impl FnMut(Option<char>, usize, usize) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let Self { source, letters, last } = self;
        let end = at + character.len_utf8();
        let (sign, folded) = letters.of(character);
        let next = || source.get(end..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
        let gave = match sign {
            Sign::Arabic | Sign::Seat | Sign::Letter | Sign::Digit | Sign::Other => Some(folded),
            Sign::Blank => (*last != ' ').then_some(' '),
            Sign::Dropped | Sign::Mark | Sign::Hamza => None,
            Sign::Apostrophe => (!is_within_latin(*last, next())).then_some('\''),
            Sign::Thousands => (kind(*last) != Sign::Digit || letters.of(next()).0 != Sign::Digit).then_some(','),
            Sign::Slow => {
                let (mut none, mut flow) = (true, ControlFlow::Continue(()));
                fold_char(character, &mut |letter| {
                    let dropped = letter == '\'' && is_within_latin(*last, next()) || letter == ' ' && *last == ' ';
                    if !dropped && flow.is_continue() {
                        none = false;
                        *last = letter;
                        flow = give(Some(letter), at, end);
                    }
                });
                flow?;
                return if none { give(None, at, end) } else { ControlFlow::Continue(()) };
            }
        };
        *last = gave.unwrap_or(*last);
        give(gave, at, end)
    }
}

/// True if what stands between a folded and a shown letter stands within a Latin word.
pub(in crate::text) fn is_within_latin(folded: char, next: char) -> bool {
    folded.is_ascii_lowercase()
        && (next.is_ascii_alphabetic() || matches!(next, '\u{00C0}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        assert_eq!(fold(source), expected, "{source}");
        assert_eq!(Folded::new(source).text(), expected, "{source}");
        // Wherever a text begins.
        for start in source.char_indices().map(|(at, _)| at) {
            assert_eq!(fold(&source[start..]), Folded::new(&source[start..]).text(), "{start}");
        }
    }

    #[test]
    fn families_of_letters_meet() {
        check("كتاب", "کتاب");
        check("علي", "علی");
        check("على", "علی");
        check("أحمد إلى آخر ٱلله", "احمد الی اخر الله");
        check("مسئول مسؤول", "مسیول مسوول");
        check("جبهة جبههٔ جبهۀ", "جبهه جبهه جبهه");
    }

    #[test]
    fn letters_of_other_languages_meet() {
        // Pashto, Urdu, Sorani; and the gaf of Morocco, the qaf and feh of the Maghreb.
        check("ګټه کېږي ښۍ", "گټه کیږی ښی");
        check("ہے میں بھی ۂ ۃ", "هی مین بهی ه ه");
        check("کوردستان ێ ۆ ە ڵ ڕ", "کوردستان ی و ه ڵ ڕ");
        check("أݣادير أڭادير أكادير", "اکادیر اکادیر اکادیر");
        check("ڧاس ڢاس ڨفصة", "قاس فاس قفصه");
        check("پچژگڤ", "پچژگڤ");
        check("خانهٴ ٲ ٳ ۇ ۈ", "خانه ا ا و و");
    }

    #[test]
    fn hamza_and_madda_may_be_marks() {
        check("ا\u{0654}حمد ا\u{0653}خر ي\u{0654} و\u{0654}", "احمد اخر ی و");
        check("سوء ماء شيء", "سو ما شی");
    }

    #[test]
    fn marks_and_joiners_go() {
        check("مُحَمَّدٌ", "محمد");
        check("می\u{200C}خواهد", "میخواهد");
        check("حـــزب", "حزب");
        check("\u{2067}حزب\u{2069} ح\u{061C}ز\u{200D}ب\u{FEFF} \u{00AD}ب", "حزب حزب ب");
        check("هٰذا رحمٰن \u{0615}ب\u{06D6}\u{06E5}\u{06ED}\u{08F0}", "هذا رحمن ب");
        // Marks that stand alone carry a blank with them, which is none.
        check("كت\u{FE76}اب\u{FE70} \u{FC60}ب", "کتاب ب");
        check("\u{0601}١٢ \u{06DD}٣", "12 3");
    }

    #[test]
    fn digits_of_three_scripts_are_one() {
        check("٢٠١۶ ۱۳۹۷ 19", "2016 1397 19");
        check("٥٧٫١١ ١٬٠٠٠ ۵۰٪", "57.11 1000 50%");
        check("حزب٬مردم ١٬ ٬١", "حزب,مردم 1, ,1");
        check("① ½ m²", "1 1/2 m2");
    }

    #[test]
    fn presentation_forms_become_letters() {
        check("\u{FEB3}\u{FEFC}\u{FEE1}", "سلام");
        check("\u{FDF2}", "الله");
        check("\u{FDFA}", "صلی الله علیه وسلم");
        check("\u{FDFD}", "بسم الله الرحمن الرحیم");
        check("\u{FB9E}\u{FB58}\u{FBFE}", "نپی");
        // Arabic mathematical letters, some of them without dots.
        check("\u{1EE00}\u{1EE01}\u{1EE1C}\u{1EE1E}", "ابب\u{0641}");
    }

    #[test]
    fn latin_loses_case_and_accents() {
        check("Ḥizb É ﬁ", "hizb e fi");
        check("“a” — ‘b’…", "\"a\" - 'b'...");
        check("mo'talefeh mo’talefeh ʿadāla Qur´an l’Étoile", "motalefeh motalefeh adala quran letoile");
        check("'hezb' hezb' 's", "'hezb' hezb' 's");
        check("ŒUVRE Straße Łódź Ｈｅｚｂ İı", "oeuvre strasse lodz hezb ii");
    }

    #[test]
    fn white_space_is_one_space() {
        check("حزب \u{00A0}\n\tهمت", "حزب همت");
        check("a\u{2003}\u{202F}\u{205F}\u{3000}b \u{200B} c", "a b c");
    }

    #[test]
    fn the_way_back_covers_marks_and_ligatures() {
        let source = "قال مُحَمَّدٌ لا";
        let folded = Folded::new(source);
        let at = folded.text().find("محمد").expect("the folded name");
        let back = folded.source(TextRange::new(at, at + "محمد".len()));
        assert_eq!(back.of(source), "مُحَمَّدٌ");

        let ligature = Folded::new("\u{FEFB}");
        assert_eq!(ligature.text(), "لا");
        assert_eq!(ligature.source(TextRange::new(0, 2)).of("\u{FEFB}"), "\u{FEFB}");
        assert_eq!(ligature.source(TextRange::new(2, 4)).of("\u{FEFB}"), "\u{FEFB}");
    }

    #[test]
    fn the_way_back_crosses_joiners_and_long_ligatures() {
        fn back(source: &str, folded: &str) -> String {
            let all = Folded::new(source);
            let at = all.text().find(folded).expect(folded);
            all.source(TextRange::new(at, at + folded.len())).of(source).to_owned()
        }
        assert_eq!(back("او می\u{200C}خواهد که", "میخواهد"), "می\u{200C}خواهد");
        assert_eq!(back("او می\u{200C}خواهد که", "خواهد"), "خواهد");
        assert_eq!(back("نبي \u{FDFA} قال", "علیه"), "\u{FDFA}");
        assert_eq!(back("س\u{FEFC}\u{064E}م", "لا"), "\u{FEFC}\u{064E}");
        assert_eq!(back("سَنَةَ ٢٠١۶م", "2016"), "٢٠١۶");
        assert_eq!(back("mo’talefe", "motal"), "mo’tal");
    }

    #[test]
    fn the_start_of_a_fold_maps_as_the_whole() {
        let source = "قال «مُحَمَّدٌ»  \u{FEFB} ﷺ، لا ½ می\u{200C}خواهد";
        let whole = Folded::new(source);
        for length in (0..=whole.text().len()).filter(|at| whole.text().is_char_boundary(*at)) {
            let start = Folded::start_of(source, length);
            assert!(start.text().starts_with(&whole.text()[..length]), "{length}");
            for from in (0..length).filter(|at| whole.text().is_char_boundary(*at)) {
                let range = TextRange::new(from, length);
                assert_eq!(start.source(range), whole.source(range), "{from} to {length}");
                assert_eq!(Folded::source_of(source, range), whole.source(range), "{from} to {length}");
            }
        }
    }

    #[test]
    fn an_empty_range_maps_to_an_empty_one() {
        assert_eq!(Folded::new("حزب").source(TextRange::empty(2)), TextRange::empty(2));
        assert_eq!(Folded::new("").source(TextRange::empty(0)), TextRange::default());
    }
}
