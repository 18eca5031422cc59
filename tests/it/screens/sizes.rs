//! No size of the window, and no key in it, is too much.

use crate::support::screen::screen;
use crate::support::statements::{corpus, english};

const KEYS: [&str; 5] = [
    "",
    "<Enter>Gv{ggo<Esc>/آب<Enter>nN",
    "/بهار آب<Down><Left><Left><Right><C-w>x<Enter>",
    "<F1>G<C-u>q:set measure=20<Enter>",
    "zMGzajj<Space>HLM<Tab>gr<C-f>$h0ll}}%",
];

#[test]
fn every_small_size_is_drawn() {
    for columns in 1..=30 {
        for rows in 1..=12 {
            for keys in KEYS {
                let screen = screen(&corpus(), columns, rows).keys(keys);
                assert_eq!(screen.picture().lines().filter(|line| line.starts_with('|')).count(), usize::from(rows));
            }
        }
    }
}

#[test]
fn every_width_draws_all_rows_at_their_width() {
    for columns in [20, 33, 69, 70, 71, 99, 150, 240] {
        for statements in [corpus(), english()] {
            let screen = screen(&statements, columns, 16).keys("<Enter>V}");
            let (buffer, _) = screen.drawn();
            assert_eq!(buffer.area.width, columns);
        }
    }
}

#[test]
fn a_resize_keeps_the_place_in_the_text() {
    let mut screen = screen(&corpus(), 100, 8).keys("/رودخانه<Enter>/شورای شهر<Enter>");
    let at = screen.app.pager().point();
    for (columns, rows) in [(30, 6), (25, 5), (10, 2), (200, 50), (100, 8)] {
        screen = screen.resize(columns, rows);
        assert_eq!(screen.app.pager().point(), at, "{columns}x{rows}");
    }
}
