//! The words of a text, as a search sees them: folded, with their places.
//!
//! A word is a run of letters, marks and digits. It ends at everything else, between letters and digits (`19دجنبر`) and
//! between letters of the Arabic script and others; a ZWNJ inside it is passed over.
//!
//! **Positions.** Persian writes می‌شود, می شود and میشود, and کتاب‌ها, کتاب ها and کتابها. Each is one word here, at
//! one position: می and نمی are joined to the word behind them, and endings that stand alone (ها, تر, اند, ..) to the
//! word before, where nothing but blanks stands between. So the words of [`Kind::Base`] are the same sequence, at the
//! same positions, whichever way it was typed; that sequence is what a phrase is compared by. What the word is made of
//! (شود, کتاب) stands at the same position as [`Kind::Part`], so that it is found by itself and so that a phrase may
//! begin or end within a joined word. The rule looks at the words alone, never at the language, so a text and a query
//! are always cut alike.
//!
//! Two whole words between which a ZWNJ stands or not (سرمایه‌گذاری, سرمایه گذاری) cannot be known from the text
//! without a list. A query has few words, so it asks for every way instead: [`readings`].

mod readings;
mod scan;

pub use readings::readings;

use super::range::TextRange;
use scan::{Before, Run, Scanner, Script, Seat, SeatForm};
use std::fmt;

/// Stands before the word that it is a part of.
const PREFIXES: [&str; 2] = ["می", "نمی"];

/// Runs that may be joined to one word or one number.
const MOST: usize = 8;

/// What stands in a [`Kind::Seat`] for a hamza and its letter; no other word has it.
pub const SEAT: char = 'ء';

/// True for an ending that is joined to the word before it.
fn is_ending(word: &str) -> bool {
    matches!(
        word,
        "ها" | "های"
            | "هایی"
            | "هایم"
            | "هایت"
            | "هایش"
            | "هایمان"
            | "هایتان"
            | "هایشان"
            | "تر"
            | "ترین"
            | "تری"
            | "ترها"
            | "ام"
            | "ات"
            | "اش"
            | "ای"
            | "اند"
            | "ایم"
            | "اید"
            | "مان"
            | "تان"
            | "شان"
            | "ی"
    )
}

/// Why a word is given.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// It is the word at its position: all of these together are the text.
    Base,
    /// A part of it that may be looked for by itself: of a joined word, a word with ZWNJ or with an elided article.
    Part,
    /// The word with its inner hamza as [`SEAT`], whatever letter carries it: مسئول and مسؤول are both مسءول. Of two
    /// waws the first may be such a letter (مسوول). Never the same as a word without one: سؤال is not سال.
    Seat,
    /// The whole number or date (`1397/01/18`) of which the first part stands here.
    Number,
}

/// One word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Word<'a> {
    /// Folded.
    pub text: &'a str,
    /// The source bytes it stands for, with the marks on its letters.
    pub range: TextRange,
    /// Counted from 0 in words of [`Kind::Base`]; never smaller than the one before.
    pub position: u32,
    /// Why it is given.
    pub kind: Kind,
}

#[derive(Clone, Copy)]
struct Item {
    /// Bytes of `Words::out`.
    text: (usize, usize),
    range: TextRange,
    position: u32,
    kind: Kind,
}

/// Walks through the words of a text; memory is taken for the longest word only.
pub struct Words<'a> {
    scanner: Scanner<'a>,
    ahead: Option<Run>,
    /// Runs of the word in hand, and those to use again.
    runs: Vec<Run>,
    spare: Vec<Run>,
    /// The text of all `items`; the joined word comes first.
    out: String,
    seats: Vec<Seat>,
    items: Vec<Item>,
    given: usize,
    position: u32,
}

impl fmt::Debug for Words<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words").field("position", &self.position).finish_non_exhaustive()
    }
}

/// The words of a shown text, in order; at one position the base word comes first.
///
/// ```
/// use reader::text::words::{Kind, words};
///
/// let mut found = Vec::new();
/// let mut words = words("که مي شود، ۱۳۹۷/۰۱");
/// while let Some(word) = words.advance() {
///     found.push((word.position, word.text.to_owned(), word.kind));
/// }
/// let expected = [
///     (0, "که", Kind::Base),
///     (1, "میشود", Kind::Base),
///     (1, "می", Kind::Part),
///     (1, "شود", Kind::Part),
///     (2, "1397", Kind::Base),
///     (2, "1397/01", Kind::Number),
///     (3, "01", Kind::Base),
/// ];
/// assert_eq!(found, expected.map(|(position, text, kind)| (position, text.to_owned(), kind)));
/// ```
#[must_use]
pub fn words(text: &str) -> Words<'_> {
    let mut words = Words {
        scanner: Scanner::new(text),
        ahead: None,
        runs: Vec::new(),
        spare: Vec::new(),
        out: String::new(),
        seats: Vec::new(),
        items: Vec::new(),
        given: 0,
        position: 0,
    };
    words.look_ahead();
    words
}

impl Words<'_> {
    /// The next word; it lives until the one after it is asked for.
    pub fn advance(&mut self) -> Option<Word<'_>> {
        if self.given == self.items.len() && !self.fill() {
            return None;
        }
        let item = *self.items.get(self.given)?;
        self.given += 1;
        let text = self.out.get(item.text.0..item.text.1).unwrap_or("");
        Some(Word { text, range: item.range, position: item.position, kind: item.kind })
    }

    fn look_ahead(&mut self) {
        let mut run = self.spare.pop().unwrap_or_default();
        if self.scanner.read(&mut run) {
            self.ahead = Some(run);
        } else {
            self.spare.push(run);
        }
    }

    /// Takes the runs of the next word or number and makes its items.
    fn fill(&mut self) -> bool {
        self.items.clear();
        self.out.clear();
        self.given = 0;
        self.spare.append(&mut self.runs);
        let Some(first) = self.ahead.take() else { return false };
        let script = first.script;
        self.runs.push(first);
        self.look_ahead();
        while let Some(next) = self.ahead.take_if(|next| follows(&self.runs, next)) {
            self.runs.push(next);
            self.look_ahead();
        }
        if script == Script::Digits {
            self.number();
        } else {
            self.word();
        }
        true
    }

    fn item(&mut self, text: (usize, usize), range: TextRange, kind: Kind) {
        self.items.push(Item { text, range, position: self.position, kind });
    }

    /// All runs as one word, then what it is made of.
    fn word(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        self.seats.clear();
        for run in &runs {
            let at = self.out.len();
            self.seats.extend(run.seats.iter().map(|seat| Seat { at: at + seat.at, ..*seat }));
            self.out.push_str(&run.text);
        }
        let range = range(&runs);
        let end = self.out.len();
        self.item((0, end), range, Kind::Base);
        self.seat_form((0, end), range);
        if runs.len() > 1 {
            let mut start = 0;
            for (number, run) in runs.iter().enumerate() {
                let mut end = start;
                for (count, last) in runs.iter().enumerate().skip(number) {
                    end += last.text.len();
                    if count + 1 - number < runs.len() {
                        self.part((start, end), TextRange::new(run.range.start, last.range.end));
                    }
                }
                start += run.text.len();
            }
        }
        let mut start = 0;
        for run in &runs {
            self.pieces(run, start);
            start += run.text.len();
        }
        self.position += 1;
        self.runs = runs;
    }

    /// What ZWNJ and apostrophes part within a run whose text begins at `start`.
    fn pieces(&mut self, run: &Run, start: usize) {
        if run.cuts.is_empty() {
            return;
        }
        let elided = |piece: &str| matches!(piece, "l" | "d" | "j" | "m" | "t" | "s" | "n" | "c" | "qu");
        let (mut from, mut source, mut after_elision) = (0, run.range.start, false);
        for (end, next) in run.cuts.iter().copied().chain([(run.text.len(), run.range.end)]) {
            let piece = run.text.get(from..end).unwrap_or("");
            let wanted = match run.script {
                Script::Arabic => !is_ending(piece) && !PREFIXES.contains(&piece),
                _ => after_elision,
            };
            if wanted && piece.chars().nth(1).is_some() && piece.len() < run.text.len() {
                self.part((start + from, start + end), TextRange::new(source, next));
            }
            after_elision = elided(piece);
            (from, source) = (end, next);
        }
    }

    /// A part of the joined word, once.
    fn part(&mut self, text: (usize, usize), range: TextRange) {
        let bytes = |item: &Item| self.out.get(item.text.0..item.text.1);
        let wanted = self.out.get(text.0..text.1);
        if !self.items.iter().any(|item| bytes(item) == wanted) {
            self.item(text, range, Kind::Part);
            self.seat_form(text, range);
        }
    }

    /// The form of a part of the joined word with its hamzas as [`SEAT`], where it has any.
    fn seat_form(&mut self, (start, end): (usize, usize), range: TextRange) {
        if self.seats.is_empty() {
            return;
        }
        let known = self.seats.iter().any(|seat| (start..end).contains(&seat.at) && seat.form != SeatForm::Doubled);
        let (from, mut copied) = (self.out.len(), start);
        for at in 0..self.seats.len() {
            let Some(seat) = self.seats.get(at).copied().filter(|seat| start < seat.at && seat.at < end) else {
                continue;
            };
            let before = self.out.get(start..seat.at).unwrap_or("");
            let wanted = match seat.form {
                // At the start of a word, or behind its article, an alef carries it in every spelling.
                SeatForm::Alef => before.chars().nth(1).is_some() && !before.ends_with(['ل', 'ا']),
                SeatForm::High | SeatForm::None => true,
                SeatForm::Doubled => !known,
            };
            if wanted && copied <= seat.at {
                self.out.extend_from_within(copied..seat.at);
                self.out.push(SEAT);
                copied = seat.at + if seat.form == SeatForm::None { 0 } else { 'ا'.len_utf8() };
            }
        }
        if self.out.len() > from {
            self.out.extend_from_within(copied..end);
            self.item((from, self.out.len()), range, Kind::Seat);
        }
    }

    /// Every run of a number at a position of its own, and the whole of it at the first.
    fn number(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        let range = range(&runs);
        if is_grouped(&runs) {
            runs.iter().for_each(|run| self.out.push_str(&run.text));
            self.item((0, self.out.len()), range, Kind::Base);
            self.position += 1;
            self.runs = runs;
            return;
        }
        let mut whole = None;
        for (number, run) in runs.iter().enumerate() {
            let from = self.out.len();
            self.out.push_str(&run.text);
            self.item((from, self.out.len()), run.range, Kind::Base);
            if number == 0 && runs.len() > 1 {
                let from = self.out.len();
                for run in &runs {
                    if let (Before::Sign(sign), true) = (run.before, self.out.len() > from) {
                        self.out.push(sign);
                    }
                    self.out.push_str(&run.text);
                }
                whole = Some((from, self.out.len()));
            }
            if let Some(whole) = whole.take() {
                self.item(whole, range, Kind::Number);
            }
            self.position += 1;
        }
        self.runs = runs;
    }
}

/// The bytes of all runs.
fn range(runs: &[Run]) -> TextRange {
    match (runs.first(), runs.last()) {
        (Some(first), Some(last)) => TextRange::new(first.range.start, last.range.end),
        _ => TextRange::default(),
    }
}

/// True if `next` is joined to the runs before it.
fn follows(runs: &[Run], next: &Run) -> bool {
    let Some(last) = runs.last().filter(|last| last.script == next.script && runs.len() < MOST) else { return false };
    match (next.script, next.before) {
        (Script::Arabic, Before::Blanks) => {
            is_ending(&next.text) || runs.len() == 1 && PREFIXES.contains(&last.text.as_str())
        }
        (Script::Digits, Before::Sign(sign)) => matches!(sign, '.' | ',' | '/' | '-' | ':'),
        _ => false,
    }
}

/// True for `1,234,567`: one number, whatever the sign.
fn is_grouped(runs: &[Run]) -> bool {
    let first = runs.first().is_some_and(|run| run.text.len() <= 3);
    let others = runs.get(1..).unwrap_or_default();
    first && !others.is_empty() && others.iter().all(|run| run.before == Before::Sign(',') && run.text.len() == 3)
}

#[cfg(test)]
mod tests;
