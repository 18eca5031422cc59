//! What a caller may choose about the layout of a paragraph.

use crate::text::direction::BaseDirection;

/// The choices for one paragraph; by default direction by its first letter, and presentation forms.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Options {
    /// What decides the base direction.
    pub base: BaseDirection,
    /// What stands in the cells of Arabic letters.
    pub glyphs: Glyphs,
}

/// What stands in the cells of Arabic letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Glyphs {
    /// The presentation form that fits its neighbours, lam and alef in one cell.
    #[default]
    Forms,
    /// The letter itself, for whoever joins letters on their own.
    Letters,
}
