//! The terminal: a session on it, what it sends, and how rows of cells reach it.
//!
//! The program talks to /dev/tty through a descriptor of its own, whatever stdin and stdout are.
//! [`Session`] takes the terminal and gives it back, [`Screen`] draws, [`TerminalEvent`]s come from
//! threads. Only this layer knows what a terminal does by itself; nothing here knows what is drawn.

mod backend;
pub mod clipboard;
pub mod decode;
pub mod encode;
mod grounds;
mod input;
mod known;
mod probe;
mod profile;
mod session;
mod signals;
mod tmux;
mod tty;

pub use backend::Screen;
pub use grounds::Grounds;
pub use input::TerminalEvent;
pub use known::{Answers, Verdict};
pub use probe::Detection;
pub use profile::{Marks, Profile, ProfileName};
pub use session::{OpenError, Session, Wishes};
pub use tty::Stalled;
