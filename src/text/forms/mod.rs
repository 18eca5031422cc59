//! How a word of a text agrees with a word that is looked for: the same, with clitics, another form, a part of it.
//!
//! Nothing is stemmed in an index: ایران is not a form of ایر. A query word is taken apart once ([`Wanted`]), and words
//! of a text are compared with it, the exact ones ranking first. Endings are those of Arabic and Persian together, since
//! a word does not tell its language; what looks like an ending and is none is listed (`text/data/plurals.txt`, with
//! broken plurals and words of two spellings). A wrong guess costs a low rank, never the exact hit its place.

mod affixes;
mod table;

use super::words::{Kind, SEAT, words};
use affixes::{Part, is_behind_feminine, letters, prefix_of, prefixes, suffix_of, suffixes};
use memchr::memmem::Finder;
use table::Table;

/// Letters that a word needs to be looked for within others.
const INSIDE: usize = 3;
/// Letters that a word without a seat needs to be taken for one that has lost it.
const LOST_SEAT: usize = 4;

/// How a word agrees with the one that is looked for, the closest last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum WordRank {
    /// It holds the word somewhere: three letters at least.
    Inside,
    /// It begins with the word: three letters at least.
    Prefix,
    /// Another form of the same word: a plural, a feminine, an ending that may be another.
    Stem,
    /// The word with an article, a preposition, a conjunction or a pronoun.
    Clitic,
    /// The word itself, also with its hamza on another seat.
    Exact,
}

/// A word that the one looked for is a form of, or that is one of it.
#[derive(Debug, Clone)]
struct Core {
    finder: Finder<'static>,
    mask: u64,
    text: String,
    /// What parts it from the word that is looked for.
    part: Part,
    /// What it is, a word: else the stem of a feminine noun, which is none without what is behind it.
    feminine: bool,
}

/// A word to look for, taken apart once.
///
/// ```
/// use reader::text::forms::{Wanted, WordRank};
///
/// let wanted = Wanted::new("حزب");
/// assert_eq!(wanted.rank("حزب"), Some(WordRank::Exact));
/// assert_eq!(wanted.rank("والحزب"), Some(WordRank::Clitic));
/// assert_eq!(wanted.rank("احزاب"), Some(WordRank::Stem));
/// assert_eq!(wanted.rank("همت"), None);
/// ```
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Folded.
    word: String,
    /// With its hamza as [`SEAT`]; empty if it has none.
    seat: String,
    same: Vec<String>,
    cores: Vec<Core>,
    /// Whether it is long enough to be looked for within words.
    inside: bool,
    lost_seat: bool,
}

impl Wanted {
    /// Takes apart the first word of `typed`, which is shown or folded text; a shown one still has its hamzas.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let (mut word, mut seat) = (String::new(), String::new());
        let mut all = words(typed);
        while let Some(next) = all.advance().filter(|next| next.position == 0) {
            match next.kind {
                Kind::Base => next.text.clone_into(&mut word),
                Kind::Seat if seat.is_empty() => next.text.clone_into(&mut seat),
                _ => {}
            }
        }
        let count = letters(&word);
        let mut wanted = Self {
            inside: count >= INSIDE,
            lost_seat: seat.is_empty() && count >= LOST_SEAT,
            word,
            seat,
            same: Vec::new(),
            cores: Vec::new(),
        };
        wanted.take_apart();
        wanted
    }

    /// The folded word; empty if there was none.
    #[must_use]
    pub fn word(&self) -> &str {
        &self.word
    }

    /// The words that a token must equal to agree exactly, the folded word first: for a look-up in an index.
    pub fn exact(&self) -> impl Iterator<Item = &str> {
        let seat = Some(self.seat.as_str()).filter(|seat| !seat.is_empty());
        std::iter::once(self.word.as_str()).chain(seat).chain(self.same.iter().map(String::as_str))
    }

    /// The folded words of which [`Self::rank`] is known to be more than a part of a word, though none of
    /// [`Self::beginnings`] begins them.
    #[must_use]
    pub fn equals(&self) -> Vec<String> {
        let mut equal: Vec<String> = self.exact().map(str::to_owned).collect();
        if self.lost_seat {
            let places = self.word.char_indices().map(|(at, _)| at).chain([self.word.len()]);
            equal.extend(places.filter_map(|at| {
                let (before, behind) = self.word.split_at_checked(at)?;
                Some(format!("{before}{SEAT}{behind}"))
            }));
        }
        equal
    }

    /// What the words begin with that are forms of this one: each with whatever may stand before it. No beginning of
    /// another is among them. A word is of one script, so nothing stands before a Latin one.
    #[must_use]
    pub fn beginnings(&self) -> Vec<String> {
        let before = |core: &Core| {
            let text = core.text.clone();
            let least = letters(&text);
            affixes::BEFORE.iter().map(move |prefix| format!("{prefix}{text}")).filter(move |_| least > 0)
        };
        let mut all: Vec<String> = self.cores.iter().filter(|core| !core.text.is_ascii()).flat_map(before).collect();
        all.extend(self.cores.iter().filter(|core| core.text.is_ascii()).map(|core| core.text.clone()));
        all.sort_unstable();
        all.dedup_by(|next, kept| next.starts_with(kept.as_str()));
        all
    }

    fn take_apart(&mut self) {
        let table = Table::get();
        let word = self.word.clone();
        if word.is_empty() {
            return;
        }
        self.same =
            table.kin(&word).filter(|(kin, same)| *same && *kin != word).map(|(kin, _)| kin.to_owned()).collect();
        self.core(&word, Part::None, false);
        if word.is_ascii() {
            return;
        }
        let seat = self.seat.clone();
        self.take_apart_form(&word, table);
        if !seat.is_empty() {
            self.core(&seat, Part::None, false);
            self.take_apart_form(&seat, table);
        }
    }

    /// Adds what one form of the word may be a form of.
    fn take_apart_form(&mut self, word: &str, table: &Table) {
        let mut bare = vec![(word, Part::None)];
        if !table.is_whole(word) {
            bare.extend(prefixes(word).filter(|rest| letters(rest) >= 2).map(|rest| (rest, Part::Clitic)));
        }
        for (rest, part) in bare.clone() {
            if !table.is_whole(rest) {
                bare.extend(suffixes(rest).map(|(stem, behind)| (stem, part.min_of(behind))));
            }
        }
        for (stem, part) in bare {
            self.core(stem, part, false);
            for (kin, same) in table.kin(stem) {
                self.core(kin, if same { part.min_of(Part::Clitic) } else { Part::Stem }, false);
            }
            // The feminine of both languages: جبهة with an ending is جبهت, and Persian has عدالت for عدالة.
            if let Some(masculine) = stem.strip_suffix('ه').filter(|rest| letters(rest) >= 3) {
                self.core(&format!("{masculine}ت"), part.min_of(Part::Clitic), true);
                self.core(masculine, Part::Stem, true);
            } else if let Some(rest) = stem.strip_suffix('ت').filter(|rest| letters(rest) >= 3) {
                self.core(&format!("{rest}ه"), Part::Stem, false);
            }
            // Persian plurals of words in ه: نمایندگان.
            if let Some(rest) = stem.strip_suffix('ه').filter(|rest| letters(rest) >= 3) {
                self.core(&format!("{rest}گان"), Part::Stem, false);
            } else if let Some(rest) = stem.strip_suffix("گان").filter(|rest| letters(rest) >= 3) {
                self.core(&format!("{rest}ه"), Part::Stem, false);
            }
        }
    }

    fn core(&mut self, text: &str, part: Part, feminine: bool) {
        match self.cores.iter_mut().find(|core| core.text == text) {
            Some(core) if core.part < part => (core.part, core.feminine) = (part, feminine),
            Some(_) => {}
            None => {
                let finder = Finder::new(text.as_bytes()).into_owned();
                self.cores.push(Core { finder, mask: mask(text), text: text.to_owned(), part, feminine });
            }
        }
    }

    /// How `token`, a folded word of a text, agrees; none if it does not.
    ///
    /// Takes no memory.
    #[must_use]
    pub fn rank(&self, token: &str) -> Option<WordRank> {
        if token == self.word {
            return (!token.is_empty()).then_some(WordRank::Exact);
        }
        let letters = mask(token);
        let mut best = None;
        for core in &self.cores {
            if core.mask & !letters == 0 && token.len() >= core.text.len() && best < Some(WordRank::Clitic) {
                let rank = core.rank(token);
                if rank > best {
                    best = rank;
                }
            }
        }
        if best.is_none_or(|best| best < WordRank::Stem) && self.inside {
            // The first core is the word itself.
            let own = self.cores.first().filter(|core| core.mask & !letters == 0);
            let own = own.and_then(|core| core.finder.find(token.as_bytes()));
            best = own.map(|at| if at == 0 { WordRank::Prefix } else { WordRank::Inside }).max(best);
        }
        if best < Some(WordRank::Exact) && (self.same.iter().any(|same| same == token) || self.is_seat(token)) {
            return Some(WordRank::Exact);
        }
        if best.is_none() && self.lost_seat && token.len() == self.word.len() + SEAT.len_utf8() {
            let is_kept = |(at, _): (usize, &str)| {
                token.get(..at) == self.word.get(..at) && token.get(at + SEAT.len_utf8()..) == self.word.get(at..)
            };
            best = token.match_indices(SEAT).any(is_kept).then_some(WordRank::Stem);
        }
        best
    }

    fn is_seat(&self, token: &str) -> bool {
        !self.seat.is_empty() && token == self.seat
    }
}

impl Core {
    /// How `token` agrees by this core: with what may stand before and behind it.
    #[inline]
    fn rank(&self, token: &str) -> Option<WordRank> {
        let mut best = None;
        for at in self.finder.find_iter(token.as_bytes()) {
            let rank = self.rank_at(token, at);
            if rank > best {
                best = rank;
            }
        }
        best
    }

    fn rank_at(&self, token: &str, at: usize) -> Option<WordRank> {
        let (prefix, rest) = token.split_at_checked(at)?;
        let suffix = rest.get(self.text.len()..)?;
        let before = prefix_of(prefix, rest)?;
        let behind = if self.feminine {
            // What stands before the ت of عدالت is no word; with ت it must have an ending to be another form.
            match suffix {
                "" => (before == Part::None && self.text.ends_with('ت')).then_some(Part::Stem)?,
                _ if self.text.ends_with('ت') => is_behind_feminine(suffix).then_some(Part::Clitic)?,
                "ات" | "ی" => Part::Stem,
                _ => return None,
            }
        } else {
            suffix_of(&self.text, suffix)?
        };
        let table = Table::get();
        // A word that only looks as if it were made of parts; with its article it is none of them either.
        let whole = |word: &str| table.is_whole(word) && word != self.text;
        if before != Part::None && whole(token) || behind != Part::None && whole(rest) {
            return None;
        }
        Some(match self.part.min_of(before).min_of(behind) {
            Part::Stem => WordRank::Stem,
            // The word itself is told apart by the caller.
            Part::Clitic | Part::None => WordRank::Clitic,
        })
    }
}

/// One bit for each byte that `text` has, some sharing one: a word without the bits of another does not hold it.
///
/// Letters of the Arabic script differ in their second byte, and no two second bytes share a bit.
#[inline]
fn mask(text: &str) -> u64 {
    text.bytes().fold(0, |mask, byte| mask | 1 << (byte & 63))
}

impl Part {
    /// The looser of the two.
    fn min_of(self, other: Self) -> Self {
        if other < self { other } else { self }
    }
}

#[cfg(test)]
mod tests;
