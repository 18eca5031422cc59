//! A picture, and the cells that the terminal is sent for it.
//!
//! Terminals keep cells in the columns they were sent in, and reorder only what they show. So it is the cells as they are
//! sent that may be compared, left out, and moved by a scroll, whatever the encoder; `rows` and `frame` see no others.

use super::cells::{plain, starts, styled};
use crate::terminal::encode::{StyledCell, is_right_to_left};
use crate::terminal::profile::Profile;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

/// What is to be seen, and what is sent so that it is.
#[derive(Clone, Default, Debug)]
pub(super) struct Picture {
    pub(super) wanted: Buffer,
    sent: Buffer,
}

impl Picture {
    /// A clear screen.
    pub(super) fn blank(area: Rect) -> Self {
        Self { wanted: Buffer::empty(area), sent: Buffer::empty(area) }
    }

    /// Returns the cells that are sent, once they are arranged.
    pub(super) fn sent(&self) -> &Buffer {
        &self.sent
    }

    /// Returns the cells that are wanted in a row.
    pub(super) fn row(&self, row: u16) -> Vec<StyledCell<'_>> {
        let width = usize::from(self.wanted.area.width).max(1);
        let cells = self.wanted.content.chunks_exact(width).nth(row.into()).unwrap_or_default();
        starts(cells).map(styled).collect()
    }

    /// Arranges what is wanted, each row in its profile.
    ///
    /// A row that `before` has in the same place, arranged in the same profile, is taken from there.
    pub(super) fn arrange(&mut self, before: &Self, profile_of: impl Fn(u16) -> Profile) {
        self.sent.clone_from(&before.sent);
        self.sent.resize(self.wanted.area);
        let width = usize::from(self.wanted.area.width).max(1);
        let known = before.wanted.area == self.wanted.area;
        let mut old = before.wanted.content.chunks_exact(width).map(Some).filter(|_| known);
        let rows = self.wanted.content.chunks_exact(width).zip(self.sent.content.chunks_exact_mut(width));
        for (row, (wanted, sent)) in (0..).zip(rows) {
            if old.next().flatten() != Some(wanted) {
                arrange_row(wanted, sent, profile_of(row));
            }
        }
    }
}

fn arrange_row(wanted: &[Cell], sent: &mut [Cell], profile: Profile) {
    if !profile.rearranges() || !wanted.iter().any(|cell| is_right_to_left(cell.symbol())) {
        return sent.clone_from_slice(wanted);
    }
    sent.fill(Cell::EMPTY);
    for cell in profile.arrange(starts(wanted).map(styled).collect()) {
        if let Some(place) = sent.get_mut(usize::from(cell.column)) {
            *place = plain(&cell);
        }
    }
}
