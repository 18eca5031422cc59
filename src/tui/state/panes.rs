//! The division of the window: which panes stand where.
//!
//! Takes the size of the window, the side of the list and the focus, and gives rectangles. Under 70 columns one
//! pane shows at a time, under 20x5 none. Computed before anything is laid out, so that drawing needs no memory
//! of the last frame. Knows nothing of what the panes hold.

/// The size of the window in cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Size {
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
}

/// A rectangle of cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Area {
    /// Leftmost column.
    pub x: u16,
    /// Topmost row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// The pane that takes the keys.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Focus {
    /// The list of statements.
    #[default]
    List,
    /// The statement that is read.
    Pager,
}

/// The side of the window on which the list stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Side {
    /// At the left, in a corpus that is mostly left-to-right.
    #[default]
    Left,
    /// At the right, in a corpus that is mostly right-to-left.
    Right,
    /// Nowhere, unless it has the focus.
    Hidden,
}

/// How the panes share the window.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Shares {
    /// Where the list stands.
    pub side: Side,
    /// Columns of the list, where the user chose them.
    pub list: Option<u16>,
    /// The pane with the focus has all of it.
    pub zoomed: bool,
}

/// Rectangles of all parts of the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Panes {
    /// The line at the top.
    pub title: Area,
    /// The list, where it shows.
    pub list: Option<Area>,
    /// The rule between list and pager, where both show.
    pub rule: Option<Area>,
    /// The pager, where it shows.
    pub pager: Option<Area>,
    /// The line at the bottom.
    pub status: Area,
}

/// Fewest columns at which two panes stand side by side.
const TWO_PANES: u16 = 70;
/// Fewest columns of a pane that stands beside another.
const LEAST: u16 = 20;
/// Smallest window that is drawn at all.
const SMALLEST: Size = Size { columns: 20, rows: 5 };

impl Panes {
    /// Divides a window; none where it is too small for any pane.
    #[must_use]
    pub fn new(size: Size, shares: Shares, focus: Focus) -> Option<Self> {
        if size.columns < SMALLEST.columns || size.rows < SMALLEST.rows {
            return None;
        }
        let line = |y| Area { x: 0, y, width: size.columns, height: 1 };
        let body = |x, width| Area { x, y: 1, width, height: size.rows - 2 };
        let (title, status) = (line(0), line(size.rows - 1));
        let whole = Some(body(0, size.columns));
        if size.columns < TWO_PANES || shares.side == Side::Hidden || shares.zoomed {
            let (list, pager) = match focus {
                Focus::List => (whole, None),
                Focus::Pager => (None, whole),
            };
            return Some(Self { title, list, rule: None, pager, status });
        }
        let narrow =
            shares.list.map_or_else(|| list_width(size.columns), |list| list.clamp(LEAST, size.columns - LEAST));
        let wide = size.columns - narrow - 1;
        let (list, rule, pager) = match shares.side {
            Side::Right => (body(wide + 1, narrow), body(wide, 1), body(0, wide)),
            Side::Left | Side::Hidden => (body(0, narrow), body(narrow, 1), body(narrow + 1, wide)),
        };
        Some(Self { title, list: Some(list), rule: Some(rule), pager: Some(pager), status })
    }
}

/// Columns of the list beside a pager: three eighths, which leaves the measure its room early.
pub(super) fn list_width(columns: u16) -> u16 {
    (columns / 8 * 3).clamp(28, 48)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(columns: u16, side: Side, focus: Focus, expected: &str) {
        let name = |area: Option<Area>, letter| area.map_or(String::new(), |a| format!("{letter}{}+{} ", a.x, a.width));
        let shown = Panes::new(Size { columns, rows: 10 }, Shares { side, ..Shares::default() }, focus).map(|panes| {
            format!("{}{}{}", name(panes.list, 'l'), name(panes.rule, '|'), name(panes.pager, 'p')).trim().to_owned()
        });
        assert_eq!(shown.as_deref().unwrap_or("none"), expected);
    }

    #[test]
    fn panes_stand_side_by_side_in_a_wide_window() {
        check(100, Side::Left, Focus::List, "l0+36 |36+1 p37+63");
        check(100, Side::Right, Focus::List, "l64+36 |63+1 p0+63");
        check(70, Side::Right, Focus::Pager, "l42+28 |41+1 p0+41");
        check(300, Side::Left, Focus::Pager, "l0+48 |48+1 p49+251");
    }

    #[test]
    fn the_focus_decides_where_one_pane_shows() {
        check(69, Side::Right, Focus::List, "l0+69");
        check(69, Side::Right, Focus::Pager, "p0+69");
        check(100, Side::Hidden, Focus::Pager, "p0+100");
        check(20, Side::Left, Focus::Pager, "p0+20");
    }

    #[test]
    fn a_tiny_window_has_no_panes() {
        check(19, Side::Left, Focus::List, "none");
        assert_eq!(Panes::new(Size { columns: 80, rows: 4 }, Shares::default(), Focus::List), None);
        assert_eq!(Panes::new(Size::default(), Shares::default(), Focus::List), None);
    }

    #[test]
    fn panes_cover_the_window_once_at_every_size() {
        for columns in 20..200 {
            for (side, list) in
                [(Side::Left, None), (Side::Right, Some(0)), (Side::Right, Some(999)), (Side::Hidden, None)]
            {
                let shares = Shares { side, list, zoomed: false };
                let panes = Panes::new(Size { columns, rows: 5 }, shares, Focus::List).expect("large enough");
                let widths = [panes.list, panes.rule, panes.pager].map(|area| area.map_or(0, |area| area.width));
                assert_eq!(widths.iter().sum::<u16>(), columns);
            }
        }
    }
}
