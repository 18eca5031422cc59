//! Keyboard layouts: which character each key types, and what a text would be had it been typed on another one.
//!
//! The tables are `keymaps/layouts/*.toml`, embedded; a key is named by what it types in the US layout. Nothing here
//! looks at what is found: whoever asks tries [`Layouts::other_layouts`] when a query finds nothing, and offers it.

use std::collections::HashMap;
use toml::de::{DeTable, DeValue};

const BUILTIN: [&str; 2] =
    [include_str!("../../keymaps/layouts/persian.toml"), include_str!("../../keymaps/layouts/arabic.toml")];

/// One keyboard layout, against that of the US.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Layout {
    /// How people call it.
    pub name: String,
    /// The language it is for, as an ISO 639-1 code.
    pub language: String,
    /// What a US character becomes.
    typed: HashMap<char, String>,
    /// Which US character a character is typed with.
    keys: HashMap<char, char>,
    /// The same for keys that type several characters.
    several: Vec<(String, char)>,
}

impl Layout {
    /// Reads the text of a layout file.
    ///
    /// # Errors
    ///
    /// A sentence that says what is wrong with the file.
    pub fn read(toml: &str) -> Result<Self, String> {
        let table = DeTable::parse(toml).map_err(|error| format!("This is not TOML: {}.", error.message()))?;
        let mut layout = Self::default();
        for (name, value) in table.get_ref() {
            match (name.get_ref().as_ref(), value.get_ref()) {
                ("name", DeValue::String(text)) => layout.name = text.to_string(),
                ("language", DeValue::String(text)) => layout.language = text.to_string(),
                ("plain" | "shift", DeValue::Table(_)) => {}
                (name, _) => return Err(format!("`{name}` is not part of a layout, or not of this kind.")),
            }
        }
        // Plain keys come first: what can be typed with and without Shift is without.
        for level in ["plain", "shift"] {
            let keys = table.get_ref().get(level).and_then(|value| value.get_ref().as_table());
            let keys = keys.ok_or_else(|| format!("There is no table `[{level}]`."))?;
            for (key, value) in keys {
                let mut characters = key.get_ref().chars();
                let (Some(key), None) = (characters.next(), characters.next()) else {
                    return Err(format!("`{}` is not one character.", key.get_ref()));
                };
                match value.get_ref().as_str() {
                    Some(text) if !text.is_empty() => layout.add(key, text)?,
                    _ => return Err(format!("What `{key}` types must be a text.")),
                }
            }
        }
        if layout.name.is_empty() || layout.language.is_empty() {
            return Err("A layout has a `name` and a `language`.".to_owned());
        }
        layout.several.sort();
        Ok(layout)
    }

    fn add(&mut self, key: char, text: &str) -> Result<(), String> {
        if self.typed.insert(key, text.to_owned()).is_some() {
            return Err(format!("`{key}` is in both tables."));
        }
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => {
                self.keys.entry(character).or_insert(key);
            }
            _ => self.several.push((text.to_owned(), key)),
        }
        Ok(())
    }

    /// The US character of the key that types `character` here; a sign that is on no key of either is itself.
    ///
    /// None if no key types it. So a key press under this layout is known by its place, whatever letter it brings.
    #[must_use]
    pub fn key(&self, character: char) -> Option<char> {
        let same = || (!self.typed.contains_key(&character) && !character.is_alphabetic()).then_some(character);
        self.keys.get(&character).copied().or_else(same)
    }

    /// What the keys of a text typed in the US layout would have typed here.
    #[must_use]
    pub fn typed(&self, us: &str) -> String {
        let mut typed = String::with_capacity(2 * us.len());
        for character in us.chars() {
            match self.typed.get(&character) {
                Some(text) => typed.push_str(text),
                None => typed.push(character),
            }
        }
        typed
    }

    /// The US characters of the keys that type `text` here; none if a character is on no key.
    #[must_use]
    pub fn keys(&self, text: &str) -> Option<String> {
        let mut keys = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let several = self.several.iter().find(|(typed, _)| rest.starts_with(typed.as_str()));
            let (length, key) = match several {
                Some((typed, key)) => (typed.len(), *key),
                None => (first.len_utf8(), self.key(first)?),
            };
            keys.push(key);
            rest = rest.get(length..).unwrap_or("");
        }
        Some(keys)
    }
}

/// What a query would be, had another layout been on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    /// The query as it was meant.
    pub text: String,
    /// The name of the layout that it is, or that was on by mistake.
    pub layout: String,
}

/// The layouts that are known.
#[derive(Clone, Debug)]
pub struct Layouts(Vec<Layout>);

impl Layouts {
    /// Those that come with the program.
    #[must_use]
    pub fn builtin() -> Self {
        // A test holds that each of them can be read.
        Self(BUILTIN.iter().filter_map(|toml| Layout::read(toml).ok()).collect())
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Layout> {
        self.0.iter()
    }

    /// What `query` may have been meant to be: Latin letters as the keys of each layout, or letters of such a layout as
    /// the keys of the US one. Empty where no letter would change, and where both are mixed.
    ///
    /// ```
    /// use reader::keymap::Layouts;
    ///
    /// let other = |query| Layouts::builtin().other_layouts(query).remove(0).text;
    /// assert_eq!(other("pcf"), "حزب");
    /// assert_eq!(other("حزب"), "pcf");
    /// ```
    #[must_use]
    pub fn other_layouts(&self, query: &str) -> Vec<Suggestion> {
        let latin = query.chars().any(|character| character.is_ascii_alphabetic());
        let other = query.chars().any(|character| character.is_alphabetic() && !character.is_ascii());
        let mut suggestions: Vec<Suggestion> = Vec::new();
        for layout in self.0.iter().filter(|_| latin != other) {
            let text = if latin { Some(layout.typed(query)) } else { layout.keys(query) };
            let Some(text) = text.filter(|text| text.chars().any(char::is_alphabetic)) else { continue };
            if !suggestions.iter().any(|known| known.text == text) {
                suggestions.push(Suggestion { text, layout: layout.name.clone() });
            }
        }
        suggestions
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, expected: &[&str]) {
        let found = Layouts::builtin().other_layouts(query);
        assert_eq!(found.iter().map(|suggestion| suggestion.text.as_str()).collect::<Vec<_>>(), expected, "{query}");
    }

    #[test]
    fn the_files_can_be_read_and_are_whole() {
        for toml in BUILTIN {
            let layout = Layout::read(toml).unwrap();
            for key in '!'..='~' {
                assert!(layout.typed.contains_key(&key), "{}: {key}", layout.name);
            }
        }
        assert_eq!(Layouts::builtin().iter().count(), BUILTIN.len());
    }

    #[test]
    fn what_was_typed_on_latin_keys() {
        check("pcf", &["حزب", "حؤب"]);
        check("hguvhr", &["العراق"]);
        check("fdhk", &["بیان", "بيان"]);
        check("hgp.f", &["الح.ب", "الحزب"]);
        check("hkjohfhj", &["انتخابات"]);
        check("hkjohfhj lq", &["انتخابات مض"]);
        check("bv", &["ذر", "لار"]);
        check("L", &[]);
    }

    #[test]
    fn latin_words_typed_on_other_keys() {
        check("حزب", &["pcf", "p.f"]);
        check("حژب", &["pCf"]);
        check("لاثف", &["ghet", "bet"]);
        check("سلام", &["sghl", "sbl"]);
    }

    #[test]
    fn nothing_is_suggested_for_a_mixture_or_a_number() {
        check("حزب abc", &[]);
        check("2016", &[]);
        check("", &[]);
        check("ᚠ", &[]);
    }

    #[test]
    fn keys_are_known_by_their_place() {
        let layouts = Layouts::builtin();
        for (language, typed, key) in [
            ("fa", 'ت', Some('j')),
            ("fa", 'ن', Some('k')),
            ("fa", 'ا', Some('h')),
            ("ar", 'ت', Some('j')),
            ("ar", 'گ', None),
            ("ar", ' ', Some(' ')),
            ("ar", ';', None),
            ("fa", '\u{200C}', Some('B')),
            ("fa", 'ة', Some('J')),
        ] {
            let layout = layouts.iter().find(|layout| layout.language == language).unwrap();
            assert_eq!(layout.key(typed), key, "{language} {typed}");
        }
    }

    #[test]
    fn what_is_typed_comes_back() {
        for layout in Layouts::builtin().iter() {
            let us = "the quick brown fox; jumps, OVER [lazy] dogs";
            assert_eq!(layout.keys(&layout.typed(us)).as_deref(), Some(us), "{}", layout.name);
        }
    }

    #[test]
    fn a_bad_file_is_told() {
        for (toml, expected) in [
            ("name =", "This is not TOML"),
            ("keys = 1", "`keys` is not part of a layout"),
            ("name = \"a\"\nlanguage = \"fa\"\n[plain]\n", "There is no table `[shift]`."),
            ("[plain]\n\"ab\" = \"c\"\n[shift]\n", "`ab` is not one character."),
            ("[plain]\n\"a\" = 1\n[shift]\n", "What `a` types must be a text."),
            ("[plain]\n\"a\" = \"b\"\n[shift]\n\"a\" = \"c\"\n", "`a` is in both tables."),
            ("[plain]\n[shift]\n", "A layout has a `name` and a `language`."),
        ] {
            let error = Layout::read(toml).unwrap_err();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}
