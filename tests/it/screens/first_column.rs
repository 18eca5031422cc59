//! In every view the first column is blank, or a fold's sign with a blank behind it: some terminals turn a whole row round
//! whose first strong character is right-to-left, and what is sent instead of that blank is what holds it.

use crate::support::screen::screen;
use crate::support::statements::corpus;

/// Keys that lead to each view.
const VIEWS: [(&str, &str); 14] = [
    ("list", ""),
    ("list, folded", "zM"),
    ("list, narrowed", "/بهار<Enter>"),
    ("filter", "\\بهار"),
    ("filter, long", "\\بهار سبز و آب رودخانه و شورای شهر و مردم و نان و آب و هوا و خاک و سنگ و چوب و آهن"),
    ("list alone", "gz"),
    ("pager", "<Enter>"),
    ("pager alone", "<Enter>gz"),
    ("visual", "<Enter>ggVG"),
    ("search", "<Enter>/آب"),
    ("search, long", "<Enter>/رودخانه و شورای شهر و مردم و نان و آب و هوا و خاک و سنگ و چوب و آهن و هر چه هست و نیست"),
    ("register", "<Enter>Vy:reg<Enter>"),
    ("help", "<F1>"),
    ("calibration", "gC"),
];

fn is_right_to_left(symbol: &str) -> bool {
    symbol
        .chars()
        .any(|letter| matches!(letter, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'))
}

#[test]
fn a_blank_is_before_every_right_to_left_letter() {
    for columns in [40, 60, 80, 100, 120] {
        for (view, keys) in VIEWS {
            for sidebar in ["left", "right"] {
                let screen = screen(&corpus(), columns, 24).keys(&format!(":set<Space>sidebar={sidebar}<Enter>"));
                let screen = screen.keys(keys);
                let (buffer, _) = screen.drawn();
                let cell = |x, y| buffer[(x, y)].symbol();
                for y in (0..24).filter(|y| (0..columns).any(|x| is_right_to_left(cell(x, *y)))) {
                    let held = cell(0, y) == " " || ["▾", "▸"].contains(&cell(0, y)) && cell(1, y) == " ";
                    assert!(held, "{view}, {columns} columns, row {y}\n{}", screen.picture());
                }
            }
        }
    }
}
