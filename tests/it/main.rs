//! All integration tests, in one binary so that they link once.

mod tidy;
mod conformance;
mod layout_properties;
//! One binary for all integration tests; `support` has the harnesses they speak to.

#[cfg(test)]
mod keymaps;
#[cfg(test)]
mod support {
    mod pty;
}
