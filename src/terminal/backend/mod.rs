//! Frames on the terminal: ratatui's buffer in, as few bytes as will do out.
//!
//! `screen` is the seam to ratatui, `picture` keeps what is sent for what is wanted; of what is sent, `frame` chooses how,
//! `scroll` finds what has only moved, `rows` sends what has changed. What is on the screen is known from what was sent; the terminal is never asked. No other
//! folder of this layer knows ratatui.

mod cells;
#[cfg(test)]
mod emulator;
mod frame;
mod picture;
mod rows;
mod screen;
mod scroll;
#[cfg(test)]
mod tests;

pub use screen::Screen;
