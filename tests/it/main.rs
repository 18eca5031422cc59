//! All integration tests, in one binary so that they link once; `support` has the harnesses they speak to.
#![cfg(test)]

mod cli;
mod complete;
mod conformance;
mod doctor;
mod encoders;
mod fuzz_replay;
mod index;
mod keymaps;
mod layout_properties;
mod mutations;
mod pty;
mod query_reference;
mod reference;
mod sample;
mod screens;
mod search;
mod session;
mod ssh;
mod support;
mod terminals;
mod tidy;
