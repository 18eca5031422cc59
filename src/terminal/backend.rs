//! ratatui's buffer on our terminal: its diff goes through an encoder, a frame is one write.
//!
//! The backend answers for size and cursor itself; a question written to a pipe or read by another
//! decoder would be lost. Before every clear the terminal is told again to keep our order. No other
//! file of this layer knows ratatui.

use super::encode::StyledCell;
use super::profile::Profile;
use super::session::KEEP_ORDER;
use super::tty::Tty;
use crossterm::style::{Color, ContentStyle};
use ratatui::Frame;
use ratatui::Terminal;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::{Position, Size};
use ratatui::prelude::IntoCrossterm;
use std::io::{self, Write};
use std::sync::Arc;

const BEGIN_FRAME: &[u8] = b"\x1b[?2026h";
const END_FRAME: &[u8] = b"\x1b[?2026l";

/// The screen that frames are drawn on.
#[derive(Debug)]
pub struct Screen {
    terminal: Terminal<TtyBackend>,
}

impl Screen {
    pub(super) fn new(tty: Arc<Tty>, profile: Profile) -> io::Result<Self> {
        let backend = TtyBackend { tty, profile, frame: Vec::new(), cursor: Position::ORIGIN, shown: None };
        Ok(Self { terminal: Terminal::new(backend)? })
    }

    /// Draws a frame at the size the terminal has now; sends what differs from the last one.
    ///
    /// # Errors
    /// The terminal takes no bytes any more.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.terminal.draw(draw)?;
        self.terminal.backend_mut().send()
    }

    /// Sends rows by another profile from now on; then [`Screen::repaint`].
    pub fn set_profile(&mut self, profile: Profile) {
        self.terminal.backend_mut().profile = profile;
    }

    /// Has the next frame drawn anew from a clear screen.
    ///
    /// # Errors
    /// The terminal does not say its size.
    pub fn repaint(&mut self) -> io::Result<()> {
        self.terminal.backend_mut().shown = None;
        self.terminal.clear()
    }
}

/// Collects a frame for the terminal.
#[derive(Debug)]
struct TtyBackend {
    tty: Arc<Tty>,
    profile: Profile,
    frame: Vec<u8>,
    cursor: Position,
    /// Whether the cursor is shown, where that is known.
    shown: Option<bool>,
}

impl TtyBackend {
    fn send(&mut self) -> io::Result<()> {
        if self.frame.is_empty() {
            return Ok(());
        }
        let frame = std::mem::take(&mut self.frame);
        if self.profile.synchronized {
            self.tty.write(&[BEGIN_FRAME, &frame, END_FRAME].concat())
        } else {
            self.tty.write(&frame)
        }
    }

    fn show(&mut self, shown: bool) {
        if self.shown != Some(shown) {
            self.frame.extend_from_slice(if shown { b"\x1b[?25h" } else { b"\x1b[?25l" });
            self.shown = Some(shown);
        }
    }
}

impl Backend for TtyBackend {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut cells: Vec<StyledCell<'a>> = Vec::new();
        let mut row = 0;
        for (x, y, cell) in content {
            if y != row {
                self.profile.name.encoder().encode(row, &cells, &mut self.frame);
                cells.clear();
                row = y;
            }
            cells.push(StyledCell { column: x, symbol: cell.symbol(), width: cell.cell_width(), style: style(cell) });
        }
        self.profile.name.encoder().encode(row, &cells, &mut self.frame);
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.show(false);
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.show(true);
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        write!(self.frame, "\x1b[{};{}H", u32::from(self.cursor.y) + 1, u32::from(self.cursor.x) + 1)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.frame.extend_from_slice(KEEP_ORDER);
        self.frame.extend_from_slice(match region {
            ClearType::All => b"\x1b[2J",
            ClearType::AfterCursor => b"\x1b[0J",
            ClearType::BeforeCursor => b"\x1b[1J",
            ClearType::CurrentLine => b"\x1b[2K",
            ClearType::UntilNewLine => b"\x1b[0K",
        });
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        let (width, height) = self.tty.size()?;
        Ok(Size { width, height })
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::ZERO })
    }

    /// Does nothing: a frame is sent when it is whole, by [`Screen::draw`].
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How a cell looks; a colour that is the terminal's own is none.
fn style(cell: &Cell) -> ContentStyle {
    let mut style = cell.style().into_crossterm();
    for colour in [&mut style.foreground_color, &mut style.background_color, &mut style.underline_color] {
        if *colour == Some(Color::Reset) {
            *colour = None;
        }
    }
    style
}

#[cfg(test)]
mod tests {
    use super::super::tty::tests::{pair, written};
    use super::*;
    use ratatui::buffer::CellDiffOption;
    use ratatui::style::{Modifier, Style};
    use rustix::fd::OwnedFd;
    use std::num::NonZeroU16;

    fn screen(synchronized: bool) -> (Screen, OwnedFd) {
        let (tty, other) = pair();
        tty.make_raw().unwrap();
        (Screen::new(Arc::new(tty), Profile { synchronized, ..Profile::default() }).unwrap(), other)
    }

    /// Draws `text` cell by cell from the left of row 1.
    fn cells(text: &str) -> impl FnOnce(&mut Frame<'_>) {
        move |frame| {
            for (x, letter) in text.chars().enumerate() {
                frame.buffer_mut()[(x as u16, 1)].set_char(letter);
            }
        }
    }

    #[test]
    fn a_frame_is_what_changed_in_brackets() {
        let (mut screen, other) = screen(true);
        screen.draw(cells("abc")).unwrap();
        screen.draw(cells("axc")).unwrap();
        assert_eq!(written(&other, "\x1b[?2026l"), "\x1b[?2026h\x1b[2;1Habc\x1b[?25l\x1b[?2026l");
        assert_eq!(written(&other, "\x1b[?2026l"), "\x1b[?2026h\x1b[2;2Hx\x1b[?2026l");
    }

    #[test]
    fn nothing_new_is_no_bytes() {
        let (mut screen, other) = screen(false);
        screen.draw(cells("abc")).unwrap();
        screen.draw(cells("abc")).unwrap();
        screen.draw(cells("abcd")).unwrap();
        assert_eq!(written(&other, "d"), "\x1b[2;1Habc\x1b[?25l\x1b[2;4Hd");
    }

    #[test]
    fn the_order_is_kept_before_each_clear() {
        let (mut screen, other) = screen(false);
        screen.draw(cells("ab")).unwrap();
        assert_eq!(written(&other, "25l"), "\x1b[2;1Hab\x1b[?25l");
        screen.repaint().unwrap();
        screen.draw(cells("ab")).unwrap();
        assert_eq!(written(&other, "25l"), "\x1b[8l\x1b[1 k\x1b[2J\x1b[1;1H\x1b[2;1Hab\x1b[?25l");
    }

    #[test]
    fn another_size_clears_and_draws_all() {
        let (mut screen, other) = screen(false);
        screen.draw(cells("ab")).unwrap();
        let size = rustix::termios::Winsize { ws_row: 5, ws_col: 20, ws_xpixel: 0, ws_ypixel: 0 };
        rustix::termios::tcsetwinsize(&other, size).unwrap();
        screen.draw(cells("ab")).unwrap();
        let text = written(&other, "2J\x1b[2;1Hab");
        assert!(text.contains("\x1b[8l\x1b[1 k\x1b[2J"), "{text:?}");
    }

    #[test]
    fn styles_and_forced_widths_reach_the_encoder() {
        let (mut screen, other) = screen(false);
        let draw = |frame: &mut Frame<'_>| {
            let buffer = frame.buffer_mut();
            buffer[(0, 0)]
                .set_symbol("\u{FDFD}")
                .set_diff_option(CellDiffOption::ForcedWidth(NonZeroU16::MIN.saturating_add(1)));
            buffer[(2, 0)].set_symbol("b").set_style(Style::new().add_modifier(Modifier::REVERSED));
        };
        screen.draw(draw).unwrap();
        let bytes: String = "\x1b[1;1H\u{FDFD}\x1b[1;3H\x1b[0;7mb\x1b[0m".bytes().map(char::from).collect();
        assert_eq!(written(&other, "b\x1b[0m"), bytes);
    }

    #[test]
    fn a_cursor_is_shown_where_it_is_set() {
        let (mut screen, other) = screen(false);
        screen.draw(|frame| frame.set_cursor_position((4, 2))).unwrap();
        assert_eq!(written(&other, "H"), "\x1b[?25h\x1b[3;5H");
    }
}
