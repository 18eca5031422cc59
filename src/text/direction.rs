//! Directions of text.

/// The direction a run of text is read in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Direction {
    /// Left to right.
    #[default]
    Ltr,
    /// Right to left.
    Rtl,
}

/// What decides the base direction of a paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum BaseDirection {
    /// Its first strong character (UAX #9, P2 and P3); left to right where there is none.
    #[default]
    Auto,
    /// Always left to right.
    Ltr,
    /// Always right to left.
    Rtl,
}
