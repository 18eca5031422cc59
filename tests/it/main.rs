//! All integration tests, in one binary so that they link once.

mod tidy;
mod conformance;
mod layout_properties;
mod keymaps;
