//! Lines that are a date, a clock, a counter or a label and nothing else.
//!
//! A line counts if, once dates, times, labels, weekdays and months are taken out, at most one word is left beside a
//! date or number, or at most four beside a full date (`section name + date`) where no sentence sign ends the line.

use super::ago::is_ago_line;
use super::mention::Mention;
use super::phrase::Line;
use super::scan::in_line;
use super::sense::{Role, Sense};
use super::token::{self, Kind, Token};
use super::words::Words;
use crate::model::Language;

/// Lines longer than this many bytes are text, whatever is in them.
const LONGEST: usize = 300;

/// Words of substance that a line may have beside a full date.
const MOST_WORDS: usize = 4;

/// Whether a line holds a date, a time, a counter or their labels, and nothing else of substance.
#[must_use]
pub fn is_date_line(line: &str) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    // Which language the rest of the page is in hardly matters for one line; both readings are tried.
    let mut tokens = Vec::new();
    token::cut(line, 0, &mut tokens);
    // So many words that no date is made of are too many whatever else there is.
    if tokens.iter().filter(|token| matches!(token.kind, Kind::Word(0))).count() > MOST_WORDS {
        return false;
    }
    [Language::Fa, Language::Ar].into_iter().any(|language| is_in(line, &tokens, language)) || is_ago_line(line)
}

fn is_in(text: &str, tokens: &[Token], language: Language) -> bool {
    let line = Line { tokens, locale: language.into(), words: Words::get() };
    let dates = in_line(&line);
    let full = dates.iter().any(|date| date.mention.is_full());
    let dated = dates.iter().any(|date| date.mention != Mention::new(date.mention.calendar));
    let (mut words, mut numbers, mut labels, mut at) = (0, 0, 0, 0);
    while at < tokens.len() {
        if let Some(date) = dates.iter().find(|date| date.first <= at && at < date.past) {
            at = date.past;
            continue;
        }
        let mut next = at + 1;
        match line.kind(at) {
            Some(Kind::Number(..)) => numbers += 1,
            Some(Kind::Word(_)) => match line.senses(at).find(|(sense, _)| is_small(*sense)) {
                Some((sense, after)) => {
                    labels += usize::from(matches!(sense, Sense::Role(Role::Label(_))));
                    next = after;
                }
                None => words += 1,
            },
            _ => {}
        }
        at = next;
    }
    let sentence = text.trim_end().ends_with(['.', '!', '?', '؟']);
    let something = dated || numbers > 0 || labels > 0;
    something && (words == 0 || words == 1 && (dated || numbers > 0) || full && words <= MOST_WORDS && !sentence)
}

/// Senses whose words weigh nothing on a date line.
fn is_small(sense: Sense) -> bool {
    !matches!(
        sense,
        Sense::Role(
            Role::Name
                | Role::Body
                | Role::Law
                | Role::Memory
                | Role::History
                | Role::Imam
                | Role::Future
                | Role::Past
                | Role::Counted
                | Role::Half
        )
    )
}
