//! ratatui's terminal on ours: its frames, size and cursor; a frame is one write.
//!
//! The backend answers for size and cursor itself; a question written to a pipe or read by another
//! decoder would be lost. Before every clear the terminal is told again to keep our order, since some give a row
//! this property when it is made.

use super::frame;
use super::picture::Picture;
use crate::terminal::profile::{Profile, ProfileName};
use crate::terminal::session::KEEP_ORDER;
use crate::terminal::tty::Tty;
use ratatui::Frame;
use ratatui::Terminal;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Rect, Size};
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
    /// A screen on a terminal that is clear.
    pub(in crate::terminal) fn new(tty: Arc<Tty>, profile: Profile) -> io::Result<Self> {
        let (width, height) = tty.size()?;
        let backend = TtyBackend {
            tty,
            profile,
            tried: Vec::new(),
            panes: Vec::new(),
            shown: Picture::blank(Rect { x: 0, y: 0, width, height }),
            next: Picture::default(),
            cleared: false,
            cursor: Cursor::default(),
            sent: None,
        };
        Ok(Self { terminal: Terminal::new(backend)? })
    }

    /// Says where rows of the next frame may stand that have only moved since the last one: panes that scroll.
    ///
    /// A wrong word costs bytes, never a wrong picture.
    pub fn set_panes(&mut self, panes: Vec<Rect>) {
        self.terminal.backend_mut().panes = panes;
    }

    /// Draws a frame at the size the terminal has now; sends what differs from the last one.
    ///
    /// # Errors
    /// The terminal takes no bytes any more.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        let mut wanted = std::mem::take(&mut self.terminal.backend_mut().next.wanted);
        self.terminal.draw(|frame| {
            draw(frame);
            wanted.clone_from(frame.buffer_mut());
        })?;
        let backend = self.terminal.backend_mut();
        backend.next.wanted = wanted;
        backend.send()
    }

    /// Sends rows by another profile from now on; then [`Screen::repaint`].
    pub fn set_profile(&mut self, profile: Profile) {
        self.terminal.backend_mut().profile = profile;
    }

    /// Sends these rows, counted from 0, each as in a profile of its own from now on; then [`Screen::repaint`].
    pub fn set_row_profiles(&mut self, rows: Vec<(u16, ProfileName)>) {
        self.terminal.backend_mut().tried = rows;
    }

    /// Has the next frame drawn anew from a clear screen.
    ///
    /// # Errors
    /// The terminal does not say its size.
    pub fn repaint(&mut self) -> io::Result<()> {
        self.terminal.backend_mut().sent = None;
        self.terminal.clear()
    }
}

/// The terminal's cursor.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Cursor {
    shown: bool,
    /// Where it is, which says something only while it is shown.
    position: Position,
}

/// Keeps what is on the terminal and sends what is wanted there.
#[derive(Debug)]
struct TtyBackend {
    tty: Arc<Tty>,
    profile: Profile,
    /// Rows that are sent as in a profile of their own; then nothing scrolls.
    tried: Vec<(u16, ProfileName)>,
    /// Where rows may have moved.
    panes: Vec<Rect>,
    /// What is on the screen.
    shown: Picture,
    /// What is to be there.
    next: Picture,
    /// It begins with a clear screen.
    cleared: bool,
    cursor: Cursor,
    /// The cursor as the terminal has it, where that is known.
    sent: Option<Cursor>,
}

impl TtyBackend {
    /// Sends the frame that is whole now.
    fn send(&mut self) -> io::Result<()> {
        let mut frame = Vec::new();
        if self.cleared || self.shown.wanted.area != self.next.wanted.area {
            frame.extend_from_slice(KEEP_ORDER);
            frame.extend_from_slice(b"\x1b[2J");
            self.shown = Picture::blank(self.next.wanted.area);
        }
        self.next.arrange(&self.shown, |row| {
            let own = self.tried.iter().find(|(tried, _)| *tried == row);
            Profile { name: own.map_or(self.profile.name, |(_, name)| *name), ..self.profile }
        });
        let panes: &[Rect] = if self.tried.is_empty() { &self.panes } else { &[] };
        frame.extend(frame::encode(self.shown.sent(), self.next.sent(), panes, self.profile.margins));
        let (moved, shown) = (!frame.is_empty(), self.sent.map(|sent| sent.shown));
        if shown != Some(self.cursor.shown) {
            frame.extend_from_slice(if self.cursor.shown { b"\x1b[?25h" } else { b"\x1b[?25l" });
        }
        if self.cursor.shown && (moved || self.sent != Some(self.cursor)) {
            let Position { x, y } = self.cursor.position;
            let x = self.profile.name.encoder().cursor(&self.next.row(y), x);
            write!(frame, "\x1b[{};{}H", u32::from(y) + 1, u32::from(x) + 1)?;
        }
        if frame.is_empty() {
            return Ok(());
        }
        if self.profile.synchronized {
            frame = [BEGIN_FRAME, &frame, END_FRAME].concat();
        }
        self.tty.write(&frame)?;
        std::mem::swap(&mut self.shown, &mut self.next);
        self.cleared = false;
        self.sent = Some(self.cursor);
        Ok(())
    }
}

impl Backend for TtyBackend {
    type Error = io::Error;

    /// Does nothing: the least to send depends on more than the cells that changed, so [`Screen::draw`] keeps them all.
    fn draw<'a, I>(&mut self, _content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.cursor.shown = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.cursor.shown = true;
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor.position)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor.position = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    /// Clears the whole screen, whatever region is named: what is to stay of it is drawn again.
    fn clear_region(&mut self, _region: ClearType) -> io::Result<()> {
        self.cleared = true;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::tty::tests::{pair, written};
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
        assert_eq!(written(&other, "25l"), "\x1b[8l\x1b[1 k\x1b[2J\x1b[2;1Hab\x1b[?25l");
    }

    #[test]
    fn rows_may_have_profiles_of_their_own() {
        let (mut screen, other) = screen(false);
        screen.set_row_profiles(vec![(1, ProfileName::Inverse)]);
        let draw = |frame: &mut Frame<'_>| {
            frame.buffer_mut()[(2, 0)].set_symbol("\u{FE8D}");
            frame.buffer_mut()[(2, 1)].set_symbol("\u{FE8D}");
        };
        screen.draw(draw).unwrap();
        // There a fence stands in the first column.
        let text = written(&other, "25l");
        assert!(text.contains("\x1b[1;3H") && text.contains("\x1b[2;1H"), "{text:?}");
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
