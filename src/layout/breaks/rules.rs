//! The rules of UAX #14 (Unicode 17), LB2 to LB31, one character after the other.
//!
//! [`Rules::step`] is told each character in turn and says whether a line may end before it. The
//! state holds what the rules look back to; the few that look ahead ask the rest of the text. Rules
//! stand in the order of the standard and each returns at its first match.

use super::class::LineClass::{self, *};
use super::class::LineTraits;

/// What the rules remember of the text so far.
#[derive(Debug)]
pub(super) struct Rules {
    /// The character before, marks aside (LB9).
    last: LineTraits,
    /// The last character that is not a space.
    base: LineClass,
    /// The character before ended with a zero width joiner (LB8a).
    joiner: bool,
    /// `base` is a quotation mark that opens (LB15a).
    opening: bool,
    /// The character before `last`, for quotation marks (LB19a); not kept while letters follow letters.
    before: LineTraits,
    /// `last` is a hyphen at the start of a word (LB20a).
    leading_hyphen: bool,
    /// `last` is a hyphen after a Hebrew letter (LB21a).
    hebrew_hyphen: bool,
    /// Where in a number the text is (LB25).
    number: Number,
    /// `last` is a virama after an aksara (LB28a).
    conjunct: bool,
    /// `last` is the first of a pair of regional indicators (LB30a).
    half_flag: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Number {
    Outside,
    /// NU (SY | IS)*
    Inside,
    /// NU (SY | IS)* (CL | CP)
    Closed,
}

/// The text after the character in question, marks aside.
pub(super) trait Ahead {
    /// The traits of the character `by` places after the one in question.
    fn ahead(&self, by: usize) -> Option<LineTraits>;
}

impl Rules {
    /// The state at the start of a text.
    pub(super) fn new() -> Self {
        Self {
            last: LineTraits::START,
            base: Start,
            joiner: false,
            opening: false,
            before: LineTraits::START,
            leading_hyphen: false,
            hebrew_hyphen: false,
            number: Number::Outside,
            conjunct: false,
            half_flag: false,
        }
    }

    /// Takes the next character; true if a line may end before it.
    ///
    /// Letters (LB28) and single spaces between them (LB7, LB18) are nearly all there is.
    #[inline(always)]
    pub(super) fn step(&mut self, next: LineTraits, ahead: &impl Ahead) -> bool {
        let letters = self.base == AL && !self.joiner;
        if letters && next == LineTraits::LETTER && self.last == next {
            return false;
        }
        if letters && next == LineTraits::LETTER && self.last.class == SP {
            (self.before, self.last) = (self.last, next);
            return true;
        }
        if letters && next.class == SP && self.last == LineTraits::LETTER {
            (self.before, self.last) = (self.last, next);
            return false;
        }
        self.step_by_rules(next, ahead)
    }

    #[inline(never)]
    fn step_by_rules(&mut self, next: LineTraits, ahead: &impl Ahead) -> bool {
        if matches!(next.class, CM | ZWJ) {
            return self.mark(next.class);
        }
        let breaks = self.breaks(next, ahead);
        self.take(next);
        breaks
    }

    /// LB9 and LB10.
    fn mark(&mut self, class: LineClass) -> bool {
        let mut breaks = false;
        if matches!(self.last.class, Start | BK | CR | LF | NL | SP | ZW) {
            let lone = LineTraits::LETTER;
            breaks = self.breaks(lone, &Nothing);
            self.take(lone);
        }
        self.joiner = class == ZWJ;
        breaks
    }

    fn breaks(&self, next: LineTraits, ahead: &impl Ahead) -> bool {
        let (last, new) = (self.last.class, next.class);
        // LB2, LB4, LB5, LB6, LB7.
        match last {
            Start => return false,
            BK | LF | NL => return true,
            CR => return new != LF,
            _ => {}
        }
        if matches!(new, BK | CR | LF | NL | SP | ZW) {
            return false;
        }
        // LB8, LB8a.
        if self.base == ZW {
            return true;
        }
        if self.joiner {
            return false;
        }
        // LB11, LB12, LB12a, LB13.
        if new == WJ || matches!(last, WJ | GL) {
            return false;
        }
        if new == GL && !matches!(last, SP | BA | HY | HH) {
            return false;
        }
        if matches!(new, CL | CP | EX | SY) {
            return false;
        }
        // LB14, LB15a.
        if self.base == OP || (self.base == OpenQuote && self.opening) {
            return false;
        }
        // LB15b, LB15c, LB15d.
        if new == CloseQuote {
            let after = ahead.ahead(0).map(|after| after.class);
            let closes = |after| {
                matches!(
                    after,
                    SP | GL | WJ | CL | QU | OpenQuote | CloseQuote | CP | EX | IS | SY | BK | CR | LF | NL | ZW
                )
            };
            if after.is_none_or(closes) {
                return false;
            }
        }
        if new == IS {
            return last == SP && ahead.ahead(0).is_some_and(|after| after.class == NU);
        }
        // LB16, LB17, LB18.
        if (matches!(self.base, CL | CP) && new == NS) || (self.base == B2 && new == B2) {
            return false;
        }
        if last == SP {
            return true;
        }
        self.breaks_within(next, ahead)
    }

    /// LB19 to LB31: no space stands between.
    fn breaks_within(&self, next: LineTraits, ahead: &impl Ahead) -> bool {
        let (last, new) = (self.last.class, next.class);
        // LB19, LB19a.
        if matches!(new, QU | CloseQuote) || matches!(last, QU | OpenQuote) {
            return false;
        }
        if new == OpenQuote && (!self.last.is_east_asian() || ahead.ahead(0).is_none_or(|after| !after.is_east_asian()))
        {
            return false;
        }
        if last == CloseQuote && (!next.is_east_asian() || !self.before.is_east_asian()) {
            return false;
        }
        // LB20, LB20a.
        if new == CB || last == CB {
            return true;
        }
        if self.leading_hyphen && matches!(new, AL | HL) {
            return false;
        }
        // LB21, LB21a, LB21b, LB22.
        if matches!(new, BA | HH | HY | NS | IN) || last == BB {
            return false;
        }
        if (self.hebrew_hyphen && new != HL) || (last == SY && new == HL) {
            return false;
        }
        let letter = |class| matches!(class, AL | HL);
        let korean = |class| matches!(class, JL | JV | JT | H2 | H3);
        match (last, new) {
            // LB23, LB23a, LB24.
            (AL | HL, NU) | (NU, AL | HL) => return false,
            (PR, ID | EB | EM) | (ID | EB | EM, PO) => return false,
            (PR | PO, AL | HL) | (AL | HL, PR | PO) => return false,
            // LB25.
            (_, PO | PR) if self.number != Number::Outside => return false,
            (PO | PR, OP) if self.opens_number(ahead) => return false,
            (PO | PR | HY | IS, NU) => return false,
            (_, NU) if self.number == Number::Inside => return false,
            // LB26, LB27.
            (JL, JL | JV | H2 | H3) | (JV | H2, JV | JT) | (JT | H3, JT) => return false,
            (_, PO) if korean(last) => return false,
            (PR, _) if korean(new) => return false,
            // LB28.
            _ if letter(last) && letter(new) => return false,
            _ => {}
        }
        // LB28a.
        if (last == AP && next.is_aksara())
            || (self.last.is_aksara() && matches!(new, VF | VI))
            || (self.conjunct && (new == AK || next.is_dotted_circle()))
            || (self.last.is_aksara() && next.is_aksara() && ahead.ahead(0).is_some_and(|after| after.class == VF))
        {
            return false;
        }
        // LB29, LB30, LB30a, LB30b, LB31.
        match (last, new) {
            (IS, AL | HL) => false,
            (AL | HL | NU, OP) => next.is_east_asian(),
            (CP, AL | HL | NU) => self.last.is_east_asian(),
            (RI, RI) => !self.half_flag,
            (EB, EM) => false,
            (_, EM) => !self.last.is_reserved_pictograph(),
            _ => true,
        }
    }

    /// LB25: a number, or a sign and a number, follows the opening bracket.
    fn opens_number(&self, ahead: &impl Ahead) -> bool {
        match ahead.ahead(0).map(|after| after.class) {
            Some(NU) => true,
            Some(IS) => ahead.ahead(1).is_some_and(|after| after.class == NU),
            _ => false,
        }
    }

    fn take(&mut self, next: LineTraits) {
        let last = self.last;
        let new = next.class;
        let starts = matches!(last.class, Start | BK | CR | LF | NL | SP | ZW);
        if new == OpenQuote {
            self.opening = starts || matches!(last.class, OP | QU | OpenQuote | CloseQuote | GL);
        }
        if matches!(new, HY | HH) {
            self.leading_hyphen = starts || matches!(last.class, CB | GL);
            self.hebrew_hyphen = last.class == HL;
        } else {
            (self.leading_hyphen, self.hebrew_hyphen) = (false, false);
        }
        self.number = match (new, self.number) {
            (NU, _) => Number::Inside,
            (SY | IS, Number::Inside) => Number::Inside,
            (CL | CP, Number::Inside) => Number::Closed,
            _ => Number::Outside,
        };
        self.conjunct = new == VI && last.is_aksara();
        self.half_flag = new == RI && !(last.class == RI && self.half_flag);
        self.joiner = false;
        self.before = last;
        if new != SP {
            self.base = new;
        }
        self.last = next;
    }
}

/// No text ahead.
struct Nothing;

impl Ahead for Nothing {
    fn ahead(&self, _: usize) -> Option<LineTraits> {
        None
    }
}
