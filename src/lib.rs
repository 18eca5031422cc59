//! A terminal reader for corpora of Arabic and Persian party statements.
//!
//! One pipeline turns bytes into statements (`corpus` → `extract` → `library`), one chain turns
//! a paragraph into terminal cells (`layout` → `terminal`), and two front ends (`tui`, `cli`)
//! sit on both. Everything below the display chain speaks logical byte ranges of original text;
//! visual order exists in `layout` and above, and never leaves the screen. The layers and their
//! imports are listed in `ARCHITECTURE.md`, which a test reads.
//!
//! | layer | modules |
//! |---|---|
//! | vocabulary | [`text`], [`model`] |
//! | engine | [`corpus`], [`extract`], [`search`], [`index`], [`catalogue`], [`library`], [`output`] |
//! | display | [`layout`], [`terminal`] |
//! | memory | [`store`] |
//! | front ends | [`keymap`], [`tui`], [`cli`] |

pub mod catalogue;
pub mod cli;
pub mod corpus;
pub mod extract;
pub mod index;
pub mod keymap;
pub mod layout;
pub mod library;
pub mod model;
pub mod output;
pub mod search;
pub mod store;
pub mod terminal;
pub mod text;
pub mod tui;
