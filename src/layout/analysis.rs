//! What the steps before any line make of a text, and the order they run in.
//!
//! Units, levels, forms, break places. May be used for one text after another, keeping its memory.
//! Each paragraph of the bidi algorithm (P1) inside the text gets a base level of its own. Text beyond
//! 4 GiB is not read, since units count in 32 bits.

use super::breaks;
use super::joiners;
use super::levels;
use super::options::Options;
use super::shape;
use super::units::{self, Units, is};
use crate::text::direction::BaseDirection;

/// The analysed text.
#[derive(Clone, Debug, Default)]
pub(super) struct Analysis {
    pub(super) units: Units,
    /// The base level of the first paragraph of the bidi algorithm.
    pub(super) base: u8,
    /// Where later ones start, and their base levels.
    sections: Vec<(u32, u8)>,
    scratch: levels::Scratch,
}

impl Analysis {
    /// Analyses `text` and gives the part of it that was read.
    ///
    /// `lost` are the places where it lacks a ZWNJ.
    pub(super) fn read<'a>(&mut self, text: &'a str, options: &Options, lost: &[usize]) -> &'a str {
        let text = readable(text);
        units::read(text, options.glyphs, &mut self.units);
        if !lost.is_empty() {
            joiners::part(&mut self.units, text, lost);
        }
        self.resolve_levels(text, options.base);
        if self.units.flags & is::SHAPED != 0 {
            shape::shape(&mut self.units.list, text, options.glyphs);
        }
        breaks::mark(&mut self.units.list, text);
        text
    }

    /// Gives back the memory that only the reading needed.
    pub(super) fn forget_scratch(&mut self) {
        self.scratch = levels::Scratch::default();
        let list = &mut self.units.list;
        if list.capacity() > list.len() + list.len() / 2 {
            list.shrink_to_fit();
        }
    }

    /// The base level at `offset`.
    pub(super) fn base_at(&self, offset: usize) -> u8 {
        let past = self.sections.partition_point(|&(start, _)| start as usize <= offset);
        past.checked_sub(1).and_then(|at| self.sections.get(at)).map_or(self.base, |&(_, level)| level)
    }

    fn resolve_levels(&mut self, text: &str, base: BaseDirection) {
        self.sections.clear();
        let Units { list, sections, classes, flags, .. } = &mut self.units;
        let mut rest = list.as_mut_slice();
        let mut start = 0;
        for end in sections.iter().map(|end| *end as usize).chain([text.len()]) {
            let length =
                if end == text.len() { rest.len() } else { rest.partition_point(|unit| (unit.start as usize) < end) };
            let (own, later) = std::mem::take(&mut rest).split_at_mut(length);
            let section = levels::Section {
                text: text.get(start..end).unwrap_or(""),
                from: start,
                base,
                classes: *classes,
                flags: *flags,
            };
            let level = levels::resolve(own, &section, &mut self.scratch);
            if start == 0 {
                self.base = level;
            } else {
                self.sections.push((start as u32, level));
            }
            (rest, start) = (later, end);
        }
    }
}

fn readable(text: &str) -> &str {
    let mut end = text.len().min(u32::MAX as usize - 1);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}
