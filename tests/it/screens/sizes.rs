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

#[test]
fn no_sequence_of_keys_is_too_much() {
    let typed = "j k h l w b e 0 $ { } v V o n N G gg H M L J K 3 5 zt zz zb za zM zR gr ga ma 'a '' <C-o> <A-o> <C-d> <C-u> \
                 <C-f> <C-b> <C-e> <C-y> <Tab> <Enter> <Esc> <Space> / ? : \\ آ ب ل ا x 4 % <BS> <Left> <Right> <Up> <Down> \
                 <C-w> <Del> <lt> > gz <F1> y u <C-a> <C-r> q <C-c>";
    let all: Vec<&str> = typed.split_whitespace().collect();
    // A walk that is the same every time; the constants are those of a full-period generator.
    let mut seed: u64 = 7;
    let mut next = |bound: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % bound
    };
    for _ in 0..60 {
        let (columns, rows) = (1 + next(110) as u16, 1 + next(20) as u16);
        let mut screen = screen(&corpus(), columns, rows).trouble("bad.txt", "It is empty.");
        let mut typed = String::new();
        for _ in 0..200 {
            let keys = all[next(all.len())];
            typed.push_str(keys);
            screen.press(keys);
            let text = screen.app.pager().reading().text();
            let inside = |offset: usize| offset <= text.len() && text.is_char_boundary(offset);
            assert!(screen.app.pager().cursor().is_none_or(inside), "{columns}x{rows} {typed}");
            assert!(inside(screen.app.pager().point()), "{columns}x{rows} {typed}");
        }
        let _ = screen.picture();
    }
}
