//! Keys typed so far: a count, the start of a sequence, an action that waits for its character.
//!
//! Every key gives one of four outcomes, and a sequence never waits for a clock. Escape cancels
//! whatever is pending. Digits count except in a prompt; `0` counts only after another digit.

use super::action::Action;
use super::binding::{Keymap, Meaning};
use super::context::Context;
use super::key::{Code, Key, show_keys};

/// Counts stop growing here, so that no sum of a few of them overflows.
const LARGEST_COUNT: usize = 999_999_999;

/// An action with what was typed around it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Command {
    /// What to do.
    pub action: Action,
    /// The number typed before it.
    pub count: Option<usize>,
    /// The character typed after it, for an action that takes one.
    pub argument: Option<char>,
}

/// What a key led to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// A command is complete.
    Bound(Command),
    /// More keys are needed.
    Waiting,
    /// The key means nothing here by itself; a prompt inserts it.
    Unbound(Key),
    /// What was pending is dropped, and the key with it.
    Cancelled,
}

/// The keys that are typed and not yet acted on.
#[derive(Clone, Debug, Default)]
pub struct Pending {
    count: Option<usize>,
    keys: Vec<Key>,
    /// An action whose sequence is complete and whose character is not there yet.
    action: Option<Action>,
    context: Option<Context>,
}

impl Pending {
    /// Takes one key pressed in `context`.
    ///
    /// A change of context drops what was pending in the old one.
    pub fn feed(&mut self, keymap: &Keymap, context: Context, key: Key) -> Outcome {
        if self.context != Some(context) {
            self.clear();
            self.context = Some(context);
        }
        if key == Key::from(Code::Esc) && !self.is_empty() {
            self.clear();
            return Outcome::Cancelled;
        }
        if let Some(action) = self.action {
            return match key.printable() {
                Some(letter) => self.bound(action, Some(letter)),
                None => self.cancelled(),
            };
        }
        if context.types(key) && self.keys.is_empty() {
            return Outcome::Unbound(key);
        }
        if context.counts() && self.keys.is_empty() && self.takes_digit(key) {
            return Outcome::Waiting;
        }
        self.keys.push(key);
        match keymap.meaning(context, &self.keys) {
            Meaning::Action(action) if action.takes_character() => {
                self.action = Some(action);
                Outcome::Waiting
            }
            Meaning::Action(action) => self.bound(action, None),
            Meaning::Prefix => Outcome::Waiting,
            Meaning::Nothing if self.keys.len() == 1 && self.count.is_none() => {
                self.clear();
                Outcome::Unbound(key)
            }
            Meaning::Nothing => self.cancelled(),
        }
    }

    /// Returns the count and the keys typed so far, for the status line.
    #[must_use]
    pub fn shown(&self) -> String {
        let count = self.count.map(|count| count.to_string()).unwrap_or_default();
        count + &show_keys(&self.keys)
    }

    /// True if nothing was typed that still waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count.is_none() && self.keys.is_empty()
    }

    /// Forgets all that was typed.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    fn takes_digit(&mut self, key: Key) -> bool {
        let Some(digit) = key.printable().and_then(|letter| letter.to_digit(10)) else { return false };
        if digit == 0 && self.count.is_none() {
            return false;
        }
        let grown = self.count.unwrap_or(0).saturating_mul(10).saturating_add(digit as usize);
        self.count = Some(grown.min(LARGEST_COUNT));
        true
    }

    fn bound(&mut self, action: Action, argument: Option<char>) -> Outcome {
        let count = self.count;
        self.clear();
        Outcome::Bound(Command { action, count, argument })
    }

    fn cancelled(&mut self) -> Outcome {
        self.clear();
        Outcome::Cancelled
    }
}

#[cfg(test)]
mod tests {
    use super::super::key::parse_keys;
    use super::*;
    use proptest::prelude::*;

    /// Feeds `keys` to the built-in keymap; the outcomes that are not `Waiting`, and what is pending at the end.
    fn check(context: Context, keys: &str, expected: &str) {
        let keymap = Keymap::builtin();
        let mut pending = Pending::default();
        let mut outcomes: Vec<String> = Vec::new();
        for key in parse_keys(keys).unwrap() {
            match pending.feed(&keymap, context, key) {
                Outcome::Bound(Command { action, count, argument }) => {
                    let count = count.map(|count| format!("{count} ")).unwrap_or_default();
                    let argument = argument.map(|letter| format!(" {letter}")).unwrap_or_default();
                    outcomes.push(format!("{count}{action}{argument}"));
                }
                Outcome::Waiting => {}
                Outcome::Unbound(key) => outcomes.push(format!("? {key}")),
                Outcome::Cancelled => outcomes.push("cancelled".to_owned()),
            }
        }
        if !pending.is_empty() {
            outcomes.push(format!("… {}", pending.shown()));
        }
        assert_eq!(outcomes.join(", "), expected, "{keys}");
    }

    #[test]
    fn sequences_and_counts() {
        check(Context::Text, "j3j<C-d>", "line-down, 3 line-down, half-page-down");
        check(Context::Text, "gg10G50%", "go-to-top, 10 go-to-bottom, 50 go-to-percent");
        check(Context::Text, "012", "line-start, … 12");
        check(Context::Text, "2z", "… 2z");
        check(Context::Text, "99999999999999999999999G", "999999999 go-to-bottom");
        check(Context::List, "zMZZ", "fold-close-all, accept");
    }

    #[test]
    fn a_context_goes_before_the_global_table() {
        check(Context::List, "<Space>", "mark-statement");
        check(Context::Text, "<Space>", "page-down");
        check(Context::Help, "q", "back");
        check(Context::List, "g?", "help");
    }

    #[test]
    fn escape_and_nonsense_drop_what_is_pending() {
        check(Context::Text, "3<Esc>j", "cancelled, line-down");
        check(Context::Text, "g<Esc>j", "cancelled, line-down");
        check(Context::Text, "g&j", "cancelled, line-down");
        check(Context::Text, "3&j", "cancelled, line-down");
        check(Context::Text, "&", "? &");
        check(Context::Text, "m<Esc>j", "cancelled, line-down");
        check(Context::Text, "m<Up>j", "cancelled, line-down");
    }

    #[test]
    fn some_actions_take_the_next_character() {
        check(Context::Text, "ma'a`\u{628}", "set-mark a, go-to-mark a, go-to-mark \u{628}");
        check(Context::Text, "m5", "set-mark 5");
        check(Context::Text, "m", "… m");
    }

    #[test]
    fn a_prompt_takes_printable_keys_as_text() {
        check(Context::Prompt, "q1<Space>:\u{6CC}", "? q, ? 1, ? <Space>, ? :, ? \u{6CC}");
        check(Context::Prompt, "<C-w><Enter><Esc>", "delete-word-back, accept-line, cancel-prompt");
        check(Context::Prompt, "<C-z><F1>", "suspend, help");
    }

    #[test]
    fn a_change_of_context_drops_what_was_pending() {
        let (keymap, mut pending) = (Keymap::builtin(), Pending::default());
        assert_eq!(pending.feed(&keymap, Context::List, Key::from('g')), Outcome::Waiting);
        assert_eq!(pending.feed(&keymap, Context::Text, Key::from('g')), Outcome::Waiting);
        assert_eq!(pending.shown(), "g");
    }

    proptest! {
        #[test]
        fn escape_ends_whatever_was_typed(text in "[a-zA-Z0-9'`:/<{}%$ \u{633}]{0,40}", context in prop::sample::select(&Context::ALL[..])) {
            let (keymap, mut pending) = (Keymap::builtin(), Pending::default());
            for letter in text.chars() {
                let outcome = pending.feed(&keymap, context, Key::from(letter));
                prop_assert_eq!(outcome == Outcome::Waiting, !pending.is_empty());
            }
            pending.feed(&keymap, context, Key::from(Code::Esc));
            prop_assert!(pending.is_empty());
        }
    }
}
