//! Where a key is pressed: each context has a table of its own in a keymap.
//!
//! A key is looked up in its context first and in the global table then. A prompt takes printable
//! keys as text, so neither its own table nor the global one can bind them there.

use super::key::Key;

/// The part of the program that a key goes to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Context {
    /// Everywhere, unless the context at hand says otherwise.
    Global,
    /// The list of statements.
    List,
    /// The text of a statement.
    Text,
    /// The text of a statement while a selection is being made.
    Visual,
    /// A line that is being typed: a command, a search, a filter.
    Prompt,
    /// The help.
    Help,
}

impl Context {
    /// All contexts, in the order of the help.
    pub const ALL: [Self; 6] = [Self::Global, Self::List, Self::Text, Self::Visual, Self::Prompt, Self::Help];

    /// Returns the name of its table: `list` for `[keys.list]`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::List => "list",
            Self::Text => "text",
            Self::Visual => "visual",
            Self::Prompt => "prompt",
            Self::Help => "help",
        }
    }

    /// Returns the context of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|context| context.name() == name)
    }

    /// True if `key` is text here and can never be bound.
    #[must_use]
    pub fn types(self, key: Key) -> bool {
        self == Self::Prompt && key.printable().is_some()
    }

    /// True if digits before a command count it.
    pub(super) fn counts(self) -> bool {
        self != Self::Prompt
    }
}
