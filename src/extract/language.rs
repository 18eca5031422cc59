//! The language of a text: function words and letters that a language has for itself, weighed together.
//!
//! Works on the original letters beside the folded words, since the fold makes the alphabets alike. Which yeh or keheh a
//! text is typed with says nothing about its language. A text that holds no sign of any is left to its surroundings:
//! a paragraph to its statement, a short statement to its page and then to its party (`statement_language`).

use super::lexicon::{Lexicon, cut, cut_words, is_letter};
use super::word_map::WordMap;
use crate::model::{Language, LanguageGrounds, LanguageHow};
use crate::text::arabic::ArabicSet;
use crate::text::fold::fold;
use crate::text::range::TextRange;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Bytes of a text that are looked at; more would not change the answer.
pub(super) const ENOUGH: usize = 6000;
/// What a function word weighs against the letters of [`Evidence::leaning`].
const STRONG: i32 = 3;
/// A paragraph that leans less than this is in the language of its statement.
const CLEAR: i32 = 3;
/// Letters of a text that holds no sign of a language, from which on it is taken for Arabic.
const PLAIN: usize = 8;

/// The language of one paragraph of a statement: what its words say, else that of the statement.
#[must_use]
pub fn of_paragraph(text: &str, statement: Language) -> Language {
    static LANGUAGES: LazyLock<Languages> = LazyLock::new(Languages::new);
    let text = start_of(text);
    LANGUAGES.of_text(text).beside(statement)
}

/// The function words of the languages.
#[derive(Debug)]
pub(super) struct Languages {
    /// How far a word points to Persian, or below zero to Arabic.
    words: WordMap<i32>,
    /// Words of English, and of French.
    latin: [WordMap<()>; 2],
}

/// What was counted in a text. Adds up over the paragraphs of a statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Evidence {
    letters: Letters,
    /// Function words of Persian and of Arabic.
    persian: usize,
    arabic: usize,
    /// Their weights, Arabic ones below zero.
    weight: i32,
    /// Words with the Arabic article, or that begin with a seated hamza.
    articles: i32,
    english: usize,
    french: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Letters {
    arabic: usize,
    /// پ چ ژ گ
    persian: usize,
    /// ە, which some Persian is typed with, and those that only Sorani has.
    sorani_heh: usize,
    sorani: usize,
    pashto: usize,
    /// ہ, which some Persian is typed with, and those that only Urdu has.
    urdu_heh: usize,
    urdu: usize,
    /// Teh marbuta, alef with hamza below, tanwin.
    of_arabic: usize,
    /// Vowel marks.
    vowels: usize,
    joiners: usize,
    /// Words that begin with alef and madda, whose fold looks like the article.
    madda_lam: i32,
    hebrew: usize,
    latin: usize,
    accented: usize,
}

impl Languages {
    /// Reads the embedded lists.
    pub(super) fn new() -> Self {
        let lexicon = Lexicon::read(include_str!("data/words.txt"));
        let mut words: HashMap<String, i32> = HashMap::new();
        for (section, weight) in [("fa", STRONG), ("fa weak", 1), ("ar", -STRONG), ("ar weak", -1)] {
            for word in lexicon.longest_first(section) {
                // A word of both languages tells nothing.
                words.entry(word).and_modify(|known| *known = 0).or_insert(weight);
            }
        }
        let list = |section| lexicon.longest_first(section).into_iter().map(|word| (word, ())).collect();
        Self { words: words.into_iter().collect(), latin: ["en", "fr"].map(list) }
    }

    /// Counts what tells the language of `text`.
    pub(super) fn of_text(&self, text: &str) -> Evidence {
        let folded = fold(text);
        self.weigh(text, &folded, &cut(&folded).words)
    }

    /// Counts what tells the language of `text`, whose fold is `folded` with the words `words`.
    pub(super) fn weigh(&self, text: &str, folded: &str, words: &[TextRange]) -> Evidence {
        let mut evidence = Evidence { letters: Letters::count(start_of(text)), ..Evidence::default() };
        let latin = evidence.letters.latin > evidence.letters.arabic;
        for (_, word) in cut_words(folded, words, start_of(folded).len()) {
            if latin {
                let [english, french] = self.latin.each_ref().map(|list| list.contains(word));
                evidence.english += usize::from(english);
                evidence.french += usize::from(french);
                continue;
            }
            match self.words.get(word) {
                Some(&weight) => {
                    evidence.weight += weight;
                    evidence.persian += usize::from(weight > 0);
                    evidence.arabic += usize::from(weight < 0);
                }
                None => evidence.articles += i32::from(has_article(word)),
            }
        }
        evidence.articles = (evidence.articles - evidence.letters.madda_lam).max(0);
        evidence
    }

    /// The language of `text`, whose fold is `folded`; none where nothing tells.
    #[cfg(test)]
    pub(super) fn of(&self, text: &str, folded: &str) -> Language {
        self.weigh(text, folded, &cut(folded).words).language()
    }
}

impl Evidence {
    /// The language that a text shows by itself; none where nothing tells.
    pub(super) fn language(&self) -> Language {
        let letters = &self.letters;
        let script = letters.arabic.max(letters.hebrew).max(letters.latin);
        if script < 2 {
            return Language::Und;
        }
        if letters.hebrew == script {
            return Language::He;
        }
        if letters.latin == script {
            let french = match self.french.cmp(&self.english) {
                std::cmp::Ordering::Greater => true,
                std::cmp::Ordering::Less => false,
                std::cmp::Ordering::Equal => letters.accented * 60 > letters.latin,
            };
            return if french { Language::Fr } else { Language::En };
        }
        let often = |count: usize| count * 50 > letters.arabic;
        let leaning = self.leaning();
        // Persian that is typed with the heh of another alphabet still reads as Persian.
        let other = |own: usize, heh: usize| often(own + heh) && (often(own) || leaning < CLEAR);
        if other(letters.sorani, letters.sorani_heh) {
            Language::Ckb
        } else if often(letters.pashto) {
            Language::Ps
        } else if other(letters.urdu, letters.urdu_heh) {
            Language::Ur
        } else {
            match leaning {
                1.. => Language::Fa,
                0 => Language::Und,
                _ => Language::Ar,
            }
        }
    }

    /// The language of a paragraph in a statement of the language `statement`.
    pub(super) fn beside(&self, statement: Language) -> Language {
        match self.language() {
            Language::Und => statement,
            // A name or a phrase of one language in a text of the other.
            Language::Fa | Language::Ar if statement != Language::Und && self.leaning().abs() < CLEAR => statement,
            language => language,
        }
    }

    /// How far the text leans to Persian, or below zero to Arabic.
    fn leaning(&self) -> i32 {
        let count = |letters: usize| i32::try_from(letters).unwrap_or(i32::MAX / 16);
        let letters = &self.letters;
        let vocalised = if letters.vowels * 5 > letters.arabic { STRONG } else { 0 };
        let joined = if letters.joiners > 0 { 2 } else { 0 };
        self.weight + 2 * count(letters.persian) + joined - 2 * self.articles - count(letters.of_arabic) - vocalised
    }

    /// Letters of all scripts that were counted, vowel marks not among them.
    pub(super) fn letters(&self) -> usize {
        self.letters.arabic + self.letters.latin + self.letters.hebrew
    }

    /// True if the text has letters of the Arabic script, enough to be taken for Arabic where nothing tells.
    pub(super) fn is_arabic_script(&self) -> bool {
        self.letters.arabic >= PLAIN && self.letters.arabic >= self.letters.latin.max(self.letters.hebrew)
    }

    /// The same with what was counted in another text.
    #[must_use]
    pub(super) fn and(mut self, other: &Self) -> Self {
        let (own, more) = (&mut self.letters, &other.letters);
        for (count, more) in [
            (&mut own.arabic, more.arabic),
            (&mut own.persian, more.persian),
            (&mut own.sorani_heh, more.sorani_heh),
            (&mut own.sorani, more.sorani),
            (&mut own.pashto, more.pashto),
            (&mut own.urdu_heh, more.urdu_heh),
            (&mut own.urdu, more.urdu),
            (&mut own.of_arabic, more.of_arabic),
            (&mut own.vowels, more.vowels),
            (&mut own.joiners, more.joiners),
            (&mut own.hebrew, more.hebrew),
            (&mut own.latin, more.latin),
            (&mut own.accented, more.accented),
            (&mut self.persian, other.persian),
            (&mut self.arabic, other.arabic),
            (&mut self.english, other.english),
            (&mut self.french, other.french),
        ] {
            *count += more;
        }
        self.weight += other.weight;
        self.articles += other.articles;
        self
    }

    /// What was counted, for those who ask.
    pub(super) fn grounds(&self, how: LanguageHow) -> LanguageGrounds {
        let (persian, all) = (self.letters.persian, self.letters.arabic);
        LanguageGrounds {
            how,
            persian_words: self.persian,
            arabic_words: self.arabic,
            arabic_script: all,
            persian_letters_per_thousand: (persian * 1000 + all / 2).checked_div(all).unwrap_or(0),
        }
    }
}

/// True for a folded word with the Arabic article and three letters or more behind it.
fn has_article(word: &str) -> bool {
    // The article and three letters.
    if word.len() < 10 {
        return false;
    }
    let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let behind = bare.strip_prefix("لل").or_else(|| bare.strip_prefix(['ب', 'ک']).unwrap_or(bare).strip_prefix("ال"));
    // Every letter of the Arabic block has two bytes.
    behind.is_some_and(|behind| behind.len() >= 6)
}

impl Letters {
    fn count(text: &str) -> Self {
        let mut letters = Self::default();
        // The two letters before, to see how words begin.
        let (mut two, mut one) = (' ', ' ');
        let mut rest = text;
        loop {
            // Most letters say no more than their script does, unless one before them asks.
            if !matches!(one, 'ە' | 'آ') {
                let (run, behind) = rest.split_at_checked(2 * COMMON.run(rest.as_bytes())).unwrap_or(("", rest));
                letters.arabic += run.len() / 2;
                let mut last = run.chars().rev();
                (two, one) = match (last.next(), last.next()) {
                    (Some(last), Some(before)) => (before, last),
                    (Some(last), None) => (one, last),
                    _ => (two, one),
                };
                rest = behind;
            }
            // Every fifth letter or so is a blank, which says nothing.
            if let Some(behind) = rest.strip_prefix(' ') {
                (two, one) = (one, ' ');
                rest = behind;
                continue;
            }
            let mut behind = rest.chars();
            let Some(character) = behind.next() else { return letters };
            rest = behind.as_str();
            // No Persian heh is typed so within a word, since it does not join.
            letters.sorani += usize::from(one == 'ە' && is_letter(character));
            match character {
                'پ' | 'چ' | 'ژ' | 'گ' => letters.persian += 1,
                'ە' => letters.sorani_heh += 1,
                'ێ' | 'ۆ' | 'ڵ' | 'ڕ' => letters.sorani += 1,
                'ټ' | 'ډ' | 'ړ' | 'ږ' | 'ښ' | 'ې' | 'ۍ' | 'ځ' | 'څ' | 'ګ' | 'ڼ' => letters.pashto += 1,
                'ہ' => letters.urdu_heh += 1,
                'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ے' => letters.urdu += 1,
                'ة' | 'إ' | '\u{64B}' | '\u{64D}' => letters.of_arabic += 1,
                // No Persian word begins with it.
                'أ' if !is_letter(one) => letters.of_arabic += 2,
                'ل' if one == 'آ' && !is_letter(two) => letters.madda_lam += 1,
                '\u{200C}' if is_letter(one) => letters.joiners += 1,
                '\u{0590}'..='\u{05FF}' => letters.hebrew += 1,
                'à'..='ÿ' | 'œ' => letters.accented += 1,
                _ => {}
            }
            match character {
                '\u{64B}'..='\u{652}' => letters.vowels += 1,
                'ء'..='ي'
                | 'ٱ'..='ۓ'
                | 'ە'
                | '\u{0750}'..='\u{077F}'
                | '\u{FB50}'..='\u{FDFF}'
                | '\u{FE70}'..='\u{FEFC}' => {
                    letters.arabic += 1;
                }
                'a'..='z' | 'A'..='Z' | 'à'..='ÿ' => letters.latin += 1,
                _ => {}
            }
            (two, one) = (one, character);
        }
    }
}

/// Letters of Arabic script that no language has for itself, and behind which none says more.
static COMMON: ArabicSet =
    ArabicSet::of(&[('ء', 'ء'), ('ؤ', 'ؤ'), ('ئ', 'ب'), ('ت', 'غ'), ('ف', 'ي'), ('ک', 'ک'), ('ی', 'ی')]);

fn start_of(text: &str) -> &str {
    let mut end = text.len().min(ENOUGH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Language) {
        assert_eq!(Languages::new().of(text, &fold(text)), expected, "{text}");
    }

    #[test]
    fn function_words_tell_persian_from_arabic() {
        check("این برنامه را شورا پذیرفته است و از فردا آغاز می‌شود", Language::Fa);
        check("اين برنامه را شورا كه از فردا آغاز مي شود", Language::Fa);
        check("عقد المكتب اجتماعه في مقر الحزب من أجل التحضير إلى المؤتمر", Language::Ar);
    }

    #[test]
    fn letters_tell_where_words_do_not() {
        check("پیشگامان چابک", Language::Fa);
        check("حزب المثال الوطني", Language::Ar);
        check("إعلان هام", Language::Ar);
        check("آلودگی هوا", Language::Fa);
        check("اطلاعیه‌ی شماره دو", Language::Fa);
        check("پارتی دیموکراتی کوردستان ڕاگەیاندنێکی بڵاو کردەوە", Language::Ckb);
        check("د ګوند مشر په خپله وینا کې وویل چې ښه ورځې راځي", Language::Ps);
        check("یہ جماعت نے بیان میں کہا ہے کہ ٹھیک ہے", Language::Ur);
        check("ګوند", Language::Ps);
    }

    #[test]
    fn a_loan_or_a_name_does_not_turn_a_text() {
        check("علی نمونه در گفت‌وگو با خبرنگار", Language::Fa);
        check("توافقنامه همکاری بین دو شهر در نشست", Language::Fa);
        check("على ضفاف النهر الكبير", Language::Ar);
        check("يا أيها الناس", Language::Ar);
        // Persian with the heh of Urdu and of Sorani.
        check("این برنامہ را شورا پذیرفتہ است و خانہ‌ها را می‌سازد", Language::Fa);
        check("این برنامە را شورا پذیرفتە است و خانە‌ها را می‌سازد", Language::Fa);
    }

    #[test]
    fn what_tells_nothing_is_left_open() {
        check("نشاط", Language::Und);
        check("قطر و عمان", Language::Und);
        check("بيان رقم 3", Language::Und);
    }

    #[test]
    fn marks_and_yehs_do_not_tell() {
        check("اين برنامه را شورا كه", Language::Fa);
        check("إِنَّ اللّٰهَ مَعَ الصَّابِرِینَ", Language::Ar);
        check("وَ لَا تَفَرَّقُوا", Language::Ar);
    }

    #[test]
    fn a_short_paragraph_is_in_the_language_of_its_statement() {
        assert_eq!(of_paragraph("هیئت شورا", Language::Fa), Language::Fa);
        assert_eq!(of_paragraph("هیئت شورا", Language::Ar), Language::Ar);
        assert_eq!(of_paragraph("عقد المكتب اجتماعه في مقر الحزب من أجل ذلك", Language::Fa), Language::Ar);
        assert_eq!(of_paragraph("این برنامه را شورا پذیرفته است", Language::Ar), Language::Fa);
        assert_eq!(of_paragraph("1397", Language::Fa), Language::Fa);
        assert_eq!(of_paragraph("آیت الله العظمی نمونه", Language::Fa), Language::Fa);
        assert_eq!(of_paragraph("وَ لَا تَفَرَّقُوا وَ اذْکُرُوا", Language::Fa), Language::Ar);
    }

    #[test]
    fn other_scripts() {
        check("The party met today", Language::En);
        check("Le parti a été fondé à la même époque, où l'on siège", Language::Fr);
        check("Le conseil de la ville et les partis du pays", Language::Fr);
        check("The café of the naïve résumé", Language::En);
        check("המפלגה הודיעה", Language::He);
        check("12 34", Language::Und);
    }
}
