//! Keys to actions: what a key is, what it can do, and which sequence does it where.
//!
//! Keys are written as vim writes them (`<C-d>`, `gg`, `<lt>`). The default is `keymaps/vim.toml`,
//! embedded in the program and written in the very format users write; their file is laid over it.
//! Nothing here knows what an action does, nor where keys come from. [`Layouts`] are keyboards: which key types which letter.

mod action;
mod binding;
mod context;
mod key;
mod layouts;
mod load;
mod pending;

pub use action::{Action, Group};
pub use binding::{Binding, Keymap};
pub use context::Context;
pub use key::{BadKey, Code, Key, parse_keys, show_keys};
pub use layouts::{Layout, Layouts, Suggestion};
pub use load::KeymapProblem;
pub use pending::{Command, Outcome, Pending};
