//! From the cells that the terminal has to those that are sent for the next picture, by the fewest bytes.
//!
//! Scrolls are tried on a copy of what is shown, and what is left to draw after each is really encoded; the shortest
//! wins. That costs a fraction of a millisecond, bytes over a slow line cost more.

use super::rows;
use super::scroll::Scroll;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The length of a frame below which no scroll is tried: it could save nothing to speak of.
const SHORT: usize = 64;

/// Returns the bytes that make `wanted` of `shown`, which are of the same size; `panes` is where rows may have moved.
///
/// Panes move within their columns where the terminal has `margins`.
pub(super) fn encode(shown: &Buffer, wanted: &Buffer, panes: &[Rect], margins: bool) -> Vec<u8> {
    let mut best = Vec::new();
    rows::send(shown, wanted, &mut best);
    // What is shown once all scrolls are done that were found worth it, and their bytes.
    let mut moved = shown.clone();
    let mut moves = Vec::new();
    for &pane in panes {
        if best.len() < SHORT {
            break;
        }
        let Some(found) = Scroll::find(&moved, wanted, pane) else { continue };
        let narrow = Some(found).filter(|found| margins && found.cuts_nothing(&moved));
        let before = (moved.clone(), moves.clone());
        for scroll in [Some(found.widened(wanted.area)), narrow].into_iter().flatten() {
            let (mut picture, mut bytes) = before.clone();
            scroll.apply(&mut picture);
            scroll.send(wanted.area, &mut bytes);
            let mut whole = bytes.clone();
            rows::send(&picture, wanted, &mut whole);
            if whole.len() < best.len() {
                (best, moved, moves) = (whole, picture, bytes);
            }
        }
    }
    best
}
