//! A keymap: which sequence of keys does what, in every context.
//!
//! Sequences keep the order of the files they came from, so that the help shows first what a file
//! names first. In one context no bound sequence begins another (`load` sees to it), so a key
//! never has to wait for a clock.

use super::action::Action;
use super::context::Context;
use super::key::{Key, show_keys};

/// What one sequence of keys does in one context.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Binding {
    /// Where it holds.
    pub context: Context,
    /// The keys, one after the other.
    pub keys: Vec<Key>,
    /// What it does.
    pub action: Action,
    /// What the keymap says of it, where that is not what the action says.
    pub description: Option<String>,
}

impl Binding {
    /// Returns what it does, in one line.
    #[must_use]
    pub fn description(&self) -> &str {
        self.description.as_deref().unwrap_or_else(|| self.action.description())
    }
}

/// All bindings.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    pub(super) bindings: Vec<Binding>,
    /// Global sequences that a context does without.
    pub(super) hidden: Vec<(Context, Vec<Key>)>,
}

/// What a sequence means so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Meaning {
    Action(Action),
    Prefix,
    Nothing,
}

impl Keymap {
    /// Returns the sequences that do `action` in `context`, first those of the context, then global ones.
    #[must_use]
    pub fn keys_of(&self, context: Context, action: Action) -> Vec<String> {
        self.seen_from(context)
            .filter(|binding| binding.action == action)
            .map(|binding| show_keys(&binding.keys))
            .collect()
    }

    /// Iterates over every binding of every context, each context in the order of its files.
    pub fn bindings(&self) -> impl Iterator<Item = &Binding> {
        Context::ALL.into_iter().flat_map(|context| self.of(context))
    }

    /// The bindings that hold in `context`: its own, then the global ones it does not replace.
    pub(super) fn seen_from(&self, context: Context) -> impl Iterator<Item = &Binding> {
        let global = self.of(Context::Global).filter(move |binding| {
            context != Context::Global
                && !binding.keys.first().is_some_and(|key| context.types(*key))
                && !self.hides(context, &binding.keys)
                && !self.of(context).any(|own| own.keys == binding.keys)
        });
        self.of(context).chain(global)
    }

    pub(super) fn of(&self, context: Context) -> impl Iterator<Item = &Binding> {
        self.bindings.iter().filter(move |binding| binding.context == context)
    }

    pub(super) fn hides(&self, context: Context, keys: &[Key]) -> bool {
        self.hidden.iter().any(|(hiding, hidden)| *hiding == context && hidden == keys)
    }

    /// What `keys` mean in `context`.
    pub(super) fn meaning(&self, context: Context, keys: &[Key]) -> Meaning {
        let mut prefix = false;
        for binding in self.seen_from(context) {
            if binding.keys == keys {
                return Meaning::Action(binding.action);
            }
            prefix |= binding.keys.starts_with(keys);
        }
        if prefix { Meaning::Prefix } else { Meaning::Nothing }
    }
}
