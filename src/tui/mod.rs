//! The screen: a state machine and its drawing.
//!
//! `state` holds all there is and changes only in `App::update`; `view` draws a settled `App` into a buffer and
//! changes nothing. `event_loop` runs the two and carries the effects out, with `worker` behind the screen.

pub mod alone;
pub mod chosen;
pub mod event_loop;
mod keys;
pub mod lifecycle;
pub mod memory;
mod narrower;
mod pipe;
mod save;
pub mod state;
mod talk;
pub mod view;
mod worker;
