//! Frames played to a terminal in memory: whatever was sent before, the screen is as if it were drawn anew.

use super::emulator::{Emulator, symbols};
use super::frame;
use super::picture::Picture;
use crate::terminal::encode::Ink;
use crate::terminal::profile::{Marks, Profile, ProfileName};
use proptest::prelude::*;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

const SCREEN: Rect = Rect { x: 0, y: 0, width: 24, height: 9 };
const PAGER: Rect = Rect { x: 0, y: 1, width: 15, height: 7 };
const LIST: Rect = Rect { x: 16, y: 1, width: 8, height: 7 };

/// What happens from one frame to the next.
#[derive(Clone, Debug)]
enum Change {
    /// A symbol in a style, somewhere.
    Put(u16, u16, &'static str, Style),
    /// A row of such, from a column.
    Write(u16, u16, Vec<&'static str>, Style),
    /// The rows of an area move up, or down.
    Scroll(Rect, i32),
    /// All is blank.
    Wipe,
}

fn symbol() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "a",
        "b",
        " ",
        " ",
        " ",
        ".",
        "(",
        "1",
        "\u{FEE1}",
        "\u{FE8D}",
        "\u{FEFB}",
        "\u{FEE3}\u{64E}",
        "\u{6F5}",
        "\u{6F22}",
        "\u{1F600}",
        "│",
    ])
}

fn style() -> impl Strategy<Value = Style> {
    let styles = [
        Style::new(),
        Style::new(),
        Style::new(),
        Style::new().fg(Color::Red),
        Style::new().bg(Color::Blue),
        Style::new().add_modifier(Modifier::REVERSED),
        Style::new().add_modifier(Modifier::BOLD),
    ];
    prop::sample::select(styles.to_vec())
}

fn change() -> impl Strategy<Value = Change> {
    let place = || (0..SCREEN.width, 0..SCREEN.height);
    let area = prop::sample::select(vec![
        PAGER,
        LIST,
        Rect { y: 1, height: 7, ..SCREEN },
        Rect { y: 3, height: 3, ..SCREEN },
        SCREEN,
    ]);
    prop_oneof![
        4 => (place(), symbol(), style()).prop_map(|((x, y), symbol, style)| Change::Put(x, y, symbol, style)),
        8 => (place(), prop::collection::vec(symbol(), 1..24), style())
            .prop_map(|((x, y), row, style)| Change::Write(x, y, row, style)),
        8 => (area, -4..5).prop_map(|(area, up)| Change::Scroll(area, up)),
        1 => Just(Change::Wipe),
    ]
}

/// The cells as the view makes them: the columns that a wide one covers are blank, and none is cut by an edge.
fn put(picture: &mut Buffer, x: u16, y: u16, symbol: &str, style: Style) -> u16 {
    let mut cell = Cell::EMPTY;
    cell.set_symbol(symbol).set_style(style);
    let width = crate::text::width::cluster_width(symbol) as u16;
    if x + width <= picture.area.width {
        picture[(x, y)] = cell;
        for covered in x + 1..x + width {
            picture[(covered, y)] = Cell::EMPTY;
        }
    }
    width
}

fn make(picture: &mut Buffer, change: &Change) {
    match change {
        Change::Put(x, y, symbol, style) => {
            put(picture, *x, *y, symbol, *style);
        }
        Change::Write(x, y, row, style) => {
            let mut x = *x;
            for symbol in row {
                x += put(picture, x.min(SCREEN.width), *y, symbol, *style);
            }
        }
        Change::Scroll(area, up) => super::scroll::Scroll { area: *area, up: *up }.apply(picture),
        Change::Wipe => picture.reset(),
    }
}

/// What is sent for a picture.
fn arranged(wanted: &Buffer, profile: Profile) -> Picture {
    let mut picture = Picture::blank(SCREEN);
    picture.wanted.clone_from(wanted);
    picture.arrange(&Picture::blank(SCREEN), |_| profile);
    picture
}

/// What a frame costs, and what it is made of.
fn encode(shown: &Buffer, wanted: &Buffer, panes: &[Rect], profile: Profile) -> Vec<u8> {
    frame::encode(arranged(shown, profile).sent(), arranged(wanted, profile).sent(), panes, profile.margins)
}

/// The screen when a picture is all that was ever sent.
fn drawn_anew(picture: &Buffer, profile: Profile) -> Emulator {
    let mut emulator = Emulator::new(usize::from(SCREEN.width), usize::from(SCREEN.height), profile.margins);
    emulator.feed(&encode(&Buffer::empty(SCREEN), picture, &[], profile));
    emulator
}

fn play(frames: &[Vec<Change>], profile: Profile) -> Result<(), TestCaseError> {
    let mut emulator = Emulator::new(usize::from(SCREEN.width), usize::from(SCREEN.height), profile.margins);
    let (mut shown, mut next) = (Picture::blank(SCREEN), Picture::default());
    let panes = [PAGER, LIST];
    for changes in frames {
        next.wanted.clone_from(&shown.wanted);
        for change in changes {
            make(&mut next.wanted, change);
        }
        next.arrange(&shown, |_| profile);
        emulator.feed(&frame::encode(shown.sent(), next.sent(), &panes, profile.margins));
        prop_assert!(emulator.is_at_rest());
        prop_assert_eq!(&emulator.rows, &drawn_anew(&next.wanted, profile).rows);
        let seen: Vec<Vec<&str>> =
            emulator.rows.iter().map(|row| row.iter().map(|cell| cell.0.as_str()).collect()).collect();
        prop_assert_eq!(&seen, &symbols(next.sent()));
        if !profile.rearranges() {
            prop_assert_eq!(seen, symbols(&next.wanted));
        }
        std::mem::swap(&mut shown, &mut next);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn frames_never_leave_a_trace(
        frames in prop::collection::vec(prop::collection::vec(change(), 1..6), 1..12),
        name in prop::sample::select(ProfileName::ALL.to_vec()),
        ink in prop::sample::select(vec![Ink::Unknown, Ink::Rgb(200, 200, 200), Ink::DimLooksAlike]),
        marks in prop::sample::select(vec![Marks::Keep, Marks::Strip]),
        margins: bool,
    ) {
        play(&frames, Profile { name, ink, marks, margins, ..Profile::default() })?;
    }
}

/// A screen with these lines of a text and these of a list at the top of their panes; each line is one letter.
fn scrolled(text: u8, list: u8) -> Buffer {
    let mut picture = Buffer::empty(SCREEN);
    for (pane, first) in [(PAGER, b'a' + text), (LIST, b'A' + list)] {
        for (line, y) in (first..).zip(pane.top()..pane.bottom()) {
            for x in pane.left()..pane.right() {
                picture[(x, y)].set_char(char::from(line));
            }
        }
    }
    picture
}

fn check(name: ProfileName, margins: bool, [from, to]: [(u8, u8); 2], expected: &str) {
    let profile = Profile { name, margins, ..Profile::default() };
    let bytes = encode(&scrolled(from.0, from.1), &scrolled(to.0, to.1), &[PAGER, LIST], profile);
    assert_eq!(bytes.escape_ascii().to_string().replace("\\x1b", "^"), expected);
}

/// Without the list.
fn check_alone(name: ProfileName, margins: bool, [from, to]: [u8; 2], expected: &str) {
    let alone = |text| {
        let mut picture = scrolled(text, 0);
        for y in LIST.top()..LIST.bottom() {
            (LIST.left()..LIST.right()).for_each(|x| picture[(x, y)].reset());
        }
        picture
    };
    let profile = Profile { name, margins, ..Profile::default() };
    let bytes = encode(&alone(from), &alone(to), &[PAGER], profile);
    assert_eq!(bytes.escape_ascii().to_string().replace("\\x1b", "^"), expected);
}

#[test]
fn lines_that_move_are_moved() {
    let down = "^[2;8r^[2H^[M^[r^[8;1Hiiiiiiiiiiiiiii";
    check_alone(ProfileName::Visual, false, [1, 2], down);
    check_alone(ProfileName::Inverse, true, [1, 2], down);
    let up = "^[2;8r^[2H^[2L^[r^[2;1Hccccccccccccccc^[3;1Hddddddddddddddd";
    check_alone(ProfileName::Sgr, true, [4, 2], up);
}

#[test]
fn where_there_are_margins_a_pane_moves_alone() {
    let text = "^[?69h^[1;15s^[2;8r^[S^[?69l^[r^[8;1Hiiiiiiiiiiiiiii";
    check(ProfileName::Visual, true, [(1, 0), (2, 0)], text);
    let list = "^[?69h^[17;24s^[2;8r^[T^[?69l^[r^[2;17HAAAAAAAA";
    check(ProfileName::Bdsm, true, [(0, 1), (0, 0)], list);
    check(ProfileName::Sgr, true, [(0, 1), (0, 0)], list);
}

#[test]
fn what_is_sent_alike_is_not_sent_again() {
    let picture = |text: &str| {
        let mut picture = Buffer::empty(SCREEN);
        for (x, letter) in text.chars().enumerate() {
            picture[(x as u16, 2)].set_char(letter);
        }
        picture
    };
    let before = picture("   \u{FEE1}\u{FE8D} a │ \u{FEE1}\u{FE8D}b");
    let after = picture("   \u{FEE1}\u{FE91} a │ \u{FEE1}\u{FE8D}b");
    let check = |name: ProfileName, expected: &str| {
        let profile = Profile { name, ink: Ink::DimLooksAlike, ..Profile::default() };
        let text = String::from_utf8(encode(&before, &after, &[], profile)).unwrap();
        assert_eq!(text.replace('\x1b', "^"), expected, "{name}");
    };
    check(ProfileName::Visual, "^[3;5H\u{FE91}");
    check(ProfileName::Sgr, "^[3;5H\u{FE91}");
    check(ProfileName::Kitty, "^[3;4H\u{FE91}");
    check(ProfileName::Inverse, "^[3;4H\u{FE91}");
    check(ProfileName::InverseZwnj, "^[3;4H\u{FE91}\u{200C}");
}

#[test]
fn what_is_cheaper_drawn_is_drawn() {
    let drawn =
        "^[2;17HBBBBBBBB^[3;17HCCCCCCCC^[4;17HDDDDDDDD^[5;17HEEEEEEEE^[6;17HFFFFFFFF^[7;17HGGGGGGGG^[8;17HHHHHHHHH";
    check(ProfileName::Visual, false, [(0, 0), (0, 1)], drawn);
    check(ProfileName::Kitty, false, [(0, 0), (0, 1)], drawn);
}
