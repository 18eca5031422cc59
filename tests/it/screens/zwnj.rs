//! Persian that lost its ZWNJ: shown as it should be, and nothing else of it changed.

use crate::support::screen::{Screen, screen};
use crate::support::statements::statement;
use reader::model::Language;

const LOST: &str = "این برنامه ها را شورا میپذیرد و به گفتوگو میگذارد.";
const KEPT: &str = "این برنامه\u{200C}ها را شورا می\u{200C}پذیرد و به گفت\u{200C}وگو می\u{200C}گذارد.";

fn start(text: &str) -> Screen {
    screen(&[statement("a.txt", Language::Fa, "نشست", &[text]).done()], 60, 12).keys("<Enter>")
}

/// The rows of the screen without the line at the bottom.
fn rows(screen: &Screen) -> Vec<String> {
    let picture = screen.picture();
    let rows: Vec<String> = picture.lines().filter(|line| line.starts_with('|')).map(str::to_owned).collect();
    rows.split_last().expect("a status line").1.to_vec()
}

#[test]
fn lost_joiners_show_until_they_are_not_wanted() {
    assert_eq!(rows(&start(LOST)), rows(&start(KEPT)));
    let off = start(LOST).keys(":set<Space>zwnj=off<Enter>");
    assert_ne!(rows(&off), rows(&start(KEPT)));
    assert_eq!(rows(&off.keys(":set<Space>zwnj=auto<Enter>")), rows(&start(KEPT)));
}

#[test]
fn the_raw_page_shows_what_was_found() {
    let off = start(LOST).keys(":set<Space>zwnj=off<Enter>");
    assert_eq!(rows(&start(LOST).keys("gr")), rows(&off.keys("gr")));
}

#[test]
fn copies_and_searches_know_the_original() {
    assert_eq!(start(LOST).keys("/برنامه<Space>ها<Enter>v/شورا<Enter>").copied(), "برنامه ها را ش");
    assert_eq!(start(LOST).keys("/میپذیرد<Enter>ve").copied(), "میپذیرد");
    assert_eq!(start(LOST).keys("/می\u{200C}پذیرد<Enter>ve").copied(), "میپذیرد");
}

#[test]
fn titles_in_the_list_show_lost_joiners_and_match_without() {
    let list = |title: &str| {
        let text = "این برنامه را شورا پذیرفت.";
        screen(&[statement("a.txt", Language::Fa, title, &[text]).done()], 60, 12)
    };
    let (lost, kept) = ("شورا برنامه ها را میپذیرد", "شورا برنامه\u{200C}ها را می\u{200C}پذیرد");
    assert_eq!(rows(&list(lost)), rows(&list(kept)));
    let off = ":set<Space>zwnj=off<Enter>";
    assert_ne!(rows(&list(lost).keys(off)), rows(&list(kept).keys(off)));
    assert_eq!(rows(&list(lost).keys("<Enter>")), rows(&list(kept).keys("<Enter>")));
    assert_eq!(list(lost).keys("<Enter>").keys("/میپذیرد<Enter>ve").copied(), "میپذیرد");
}

#[test]
fn arabic_is_left_as_it_is() {
    let arabic = "قال المتحدث إن ميشود من هذا النص في كل حال";
    let shown = |keys: &str| {
        let screen = screen(&[statement("a.txt", Language::Ar, "خبر", &[arabic]).done()], 60, 12);
        rows(&screen.keys("<Enter>").keys(keys))
    };
    assert_eq!(shown(""), shown(":set<Space>zwnj=off<Enter>"));
}
