//! The language of a statement, and what it was told by.

use serde::Serialize;

/// The language of a statement.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Persian, Dari among it.
    Fa,
    /// Arabic.
    Ar,
    /// Sorani Kurdish.
    Ckb,
    /// Urdu.
    Ur,
    /// Pashto.
    Ps,
    /// Hebrew.
    He,
    /// English.
    En,
    /// French.
    Fr,
    /// None of these, or too little text.
    #[default]
    Und,
}

/// How much of a statement is in one language.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct LanguageShare {
    /// The language.
    pub language: Language,
    /// Words of the paragraphs, of lead and title that are in it.
    pub words: usize,
}

/// What a language was told by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LanguageHow {
    /// Words and letters of the text itself.
    #[default]
    Text,
    /// The rest of its page, where the text is too short to tell.
    Page,
    /// The country of its party, where its page does not tell either.
    Country,
    /// Nothing: Arabic letters without any sign of another language are taken for Arabic.
    Guess,
}

/// What was counted to tell the language of a statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct LanguageGrounds {
    /// What decided.
    pub how: LanguageHow,
    /// Function words of Persian.
    pub persian_words: usize,
    /// Function words of Arabic.
    pub arabic_words: usize,
    /// Letters of the Arabic script.
    pub arabic_script: usize,
    /// Of a thousand of them, those that Persian has and Arabic has not (پ چ ژ گ).
    pub persian_letters_per_thousand: usize,
}
