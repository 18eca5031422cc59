//! Cuts a text into runs of letters, marks and digits, folded as they are read.
//!
//! A run is of one kind: letters of the Arabic script, other letters, or digits. What stood between two runs is kept as
//! far as joining them needs it. Which runs are one word is not known here.

use crate::text::fold::{Letters, Sign, fold_char, is_within_latin, kind};
use crate::text::range::TextRange;
use std::str::CharIndices;
use unicode_normalization::char::is_combining_mark;

/// Letters after which a run is cut: nobody's word, but a word of a search index must end somewhere.
const LONGEST: usize = 128;

const ZWNJ: char = '\u{200C}';

/// What a run consists of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Script {
    #[default]
    Arabic,
    Other,
    Digits,
}

/// What stands before a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Before {
    /// Nothing: another kind of letter.
    #[default]
    Nothing,
    /// Blanks within a line.
    Blanks,
    /// One sign and nothing else, folded.
    Sign(char),
    /// Anything else.
    Else,
}

/// A hamza that spelling puts on one seat or another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Seat {
    /// Folded byte of its letter, or of the letter after a hamza without one.
    pub(super) at: usize,
    pub(super) form: SeatForm,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SeatForm {
    /// On an alef.
    Alef,
    /// On a waw or a yeh.
    High,
    /// On the line.
    None,
    /// Two waws, of which the first may be one that lost its hamza.
    Doubled,
}

/// One run.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    /// Folded.
    pub(super) text: String,
    pub(super) range: TextRange,
    pub(super) script: Script,
    pub(super) before: Before,
    /// Where a ZWNJ or an apostrophe was: folded and source byte.
    pub(super) cuts: Vec<(usize, usize)>,
    pub(super) seats: Vec<Seat>,
}

impl Run {
    fn clear(&mut self) {
        self.text.clear();
        self.cuts.clear();
        self.seats.clear();
    }

    fn seat(&mut self, form: SeatForm) {
        self.seats.push(Seat { at: self.text.len(), form });
    }
}

/// One folded character, or what is left of a dropped one.
#[derive(Clone, Copy)]
struct Step {
    sign: Sign,
    folded: char,
    at: usize,
    end: usize,
    /// The shown character.
    shown: char,
}

pub(super) struct Scanner<'a> {
    letters: &'static Letters,
    rest: CharIndices<'a>,
    /// A step that was looked at and belongs to the next run.
    back: Option<Step>,
    /// What a character with several letters folds to, how much of it has been taken, and the character.
    several: String,
    taken: usize,
    whole: Option<Step>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let rest = text.char_indices();
        Self { letters: Letters::get(), rest, back: None, several: String::new(), taken: 0, whole: None }
    }

    #[inline]
    fn step(&mut self) -> Option<Step> {
        if let Some(step) = self.back.take() {
            return Some(step);
        }
        if let Some(whole) = self.whole {
            if let Some(folded) = self.several.get(self.taken..).and_then(|rest| rest.chars().next()) {
                self.taken += folded.len_utf8();
                return Some(Step { sign: kind(folded), folded, ..whole });
            }
            self.whole = None;
        }
        let (at, shown) = self.rest.next()?;
        let (sign, folded) = self.letters.of(shown);
        let step = Step { sign, folded, at, end: at + shown.len_utf8(), shown };
        if sign == Sign::Slow { Some(self.slow(step)) } else { Some(step) }
    }

    fn slow(&mut self, step: Step) -> Step {
        if step.shown == ZWNJ {
            return step;
        }
        self.several.clear();
        fold_char(step.shown, &mut |letter| self.several.push(letter));
        let mut letters = self.several.chars();
        let Some(folded) = letters.next() else {
            let sign = if is_combining_mark(step.shown) { Sign::Mark } else { Sign::Dropped };
            let lone = step.shown == '\u{FE80}';
            return Step { sign: if lone { Sign::Hamza } else { sign }, ..step };
        };
        if letters.next().is_some() {
            self.whole = Some(step);
            self.taken = folded.len_utf8();
        }
        let sign = match step.shown {
            '\u{FE83}'..='\u{FE86}' | '\u{FE89}'..='\u{FE8C}' => Sign::Seat,
            _ if folded == '\'' => Sign::Apostrophe,
            _ => kind(folded),
        };
        Step { sign, folded, ..step }
    }

    /// The next shown character.
    fn next_shown(&self) -> char {
        self.rest.clone().next().map_or(' ', |(_, shown)| shown)
    }

    /// Reads the next run into `run`; false at the end of the text.
    pub(super) fn read(&mut self, run: &mut Run) -> bool {
        run.clear();
        run.before = Before::Nothing;
        let Some(first) = self.find(run) else { return false };
        run.script = script(first.sign);
        run.range.end = first.end;
        self.push(run, first);
        let mut letters = 1;
        while let Some(step) = self.step() {
            match step.sign {
                Sign::Arabic | Sign::Seat | Sign::Letter | Sign::Digit => {
                    if script(step.sign) != run.script || letters == LONGEST {
                        self.back = Some(step);
                        break;
                    }
                    letters += 1;
                    self.push(run, step);
                    run.range.end = step.end;
                }
                Sign::Mark => {
                    if step.shown == '\u{0654}' && run.text.ends_with(['ا', 'و', 'ی']) {
                        let form = if run.text.ends_with('ا') { SeatForm::Alef } else { SeatForm::High };
                        run.seats.push(Seat { at: run.text.len() - 'ا'.len_utf8(), form });
                    }
                    run.range.end = step.end;
                }
                Sign::Hamza => {
                    run.seat(SeatForm::None);
                    run.range.end = step.end;
                }
                Sign::Dropped => {}
                Sign::Slow => run.cuts.push((run.text.len(), step.end)),
                Sign::Apostrophe if is_within_latin(last(&run.text), self.next_shown()) => {
                    run.cuts.push((run.text.len(), step.end));
                }
                Sign::Thousands
                    if run.script == Script::Digits && self.letters.of(self.next_shown()).0 == Sign::Digit => {}
                Sign::Blank | Sign::Other | Sign::Apostrophe | Sign::Thousands => {
                    self.back = Some(step);
                    break;
                }
            }
        }
        true
    }

    /// The first letter of the next run; what is passed before it goes to `run`.
    fn find(&mut self, run: &mut Run) -> Option<Step> {
        let mut hamza = None;
        loop {
            let step = self.step()?;
            match step.sign {
                Sign::Arabic | Sign::Seat | Sign::Letter | Sign::Digit => {
                    run.range.start = hamza.unwrap_or(step.at);
                    return Some(step);
                }
                Sign::Hamza => hamza = hamza.or(Some(step.at)),
                Sign::Dropped | Sign::Slow | Sign::Mark => {}
                Sign::Blank if !matches!(step.shown, '\n' | '\r' | '\u{2028}' | '\u{2029}') => {
                    hamza = None;
                    run.before = match run.before {
                        Before::Nothing | Before::Blanks => Before::Blanks,
                        _ => Before::Else,
                    };
                }
                _ => {
                    hamza = None;
                    run.before = match run.before {
                        Before::Nothing => Before::Sign(step.folded),
                        _ => Before::Else,
                    };
                }
            }
        }
    }

    #[inline]
    fn push(&mut self, run: &mut Run, step: Step) {
        if step.sign == Sign::Seat {
            run.seat(if step.folded == 'ا' { SeatForm::Alef } else { SeatForm::High });
        } else if step.folded == 'و' && run.text.ends_with('و') {
            run.seats.push(Seat { at: run.text.len() - 'و'.len_utf8(), form: SeatForm::Doubled });
        }
        run.text.push(step.folded);
    }
}

fn script(sign: Sign) -> Script {
    match sign {
        Sign::Digit => Script::Digits,
        Sign::Letter => Script::Other,
        _ => Script::Arabic,
    }
}

fn last(text: &str) -> char {
    text.chars().next_back().unwrap_or(' ')
}
