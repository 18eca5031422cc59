//! Pasted text, made fit for a line that is typed.
//!
//! Escape sequences go whole (ECMA-48: control sequences, strings, two-character escapes), so that nothing of
//! a copied colour is left; white space is a space, other controls go. Knows nothing of prompts.

use std::iter::Peekable;
use std::str::Chars;

/// `text` as one line without controls.
#[must_use]
pub(super) fn plain_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(letter) = rest.next() {
        match letter {
            '\u{1B}' => escape(&mut rest),
            '\u{9B}' => control(&mut rest),
            '\u{90}' | '\u{98}' | '\u{9D}'..='\u{9F}' => string(&mut rest),
            letter if letter.is_whitespace() => line.push(' '),
            letter if letter.is_control() => {}
            letter => line.push(letter),
        }
    }
    line
}

/// Skips what belongs to an escape.
fn escape(rest: &mut Peekable<Chars<'_>>) {
    match rest.next_if(|letter| ('0'..='~').contains(letter)) {
        Some('[') => control(rest),
        Some('P' | 'X' | ']' | '^' | '_') => string(rest),
        Some(_) => {}
        None => {
            while rest.next_if(|letter| (' '..='/').contains(letter)).is_some() {}
            let _ = rest.next_if(|letter| ('0'..='~').contains(letter));
        }
    }
}

/// Skips parameters and the final letter of a control sequence.
fn control(rest: &mut Peekable<Chars<'_>>) {
    while rest.next_if(|letter| (' '..='?').contains(letter)).is_some() {}
    let _ = rest.next_if(|letter| ('@'..='~').contains(letter));
}

/// Skips a string to its end; of one that has none, only what opened it.
fn string(rest: &mut Peekable<Chars<'_>>) {
    let mut ahead = rest.clone();
    while let Some(letter) = ahead.next() {
        let ends = match letter {
            '\u{07}' | '\u{9C}' => true,
            '\u{1B}' => ahead.next_if_eq(&'\\').is_some(),
            _ => false,
        };
        if ends {
            *rest = ahead;
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(plain_line(text), expected, "{text:?}");
    }

    #[test]
    fn sequences_go_whole() {
        check("\u{1B}[31mred\u{1B}[0m ink", "red ink");
        check("\u{1B}[38;5;1mred\u{9B}0m", "red");
        check("\u{1B}]0;title\u{7}text", "text");
        check("\u{1B}]8;;http://x\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link");
        check("\u{1B}(Btext\u{1B}7", "text");
    }

    #[test]
    fn halves_take_nothing_else_with_them() {
        check("\u{1B}]0;no end", "0;no end");
        check("\u{1B}[31\u{62D}", "\u{62D}");
        check("a\u{1B}", "a");
        check("a\u{1B}[", "a");
    }

    #[test]
    fn lines_become_one() {
        check("a\nb\u{1B}\t\u{1}c\u{2028}d", "a b c d");
    }
}
