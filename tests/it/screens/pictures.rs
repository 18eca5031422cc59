//! Every part and mode of the screen, in a small window and in a large one.

use crate::support::screen::{picture, screen};
use crate::support::statements::{corpus, english};
use insta::assert_snapshot;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use reader::layout::Options;
use reader::tui::state::{Card, Msg, Size};
use reader::tui::view::{Theme, draw_page};

/// The keys in both windows.
fn check(name: &str, keys: &str) {
    for (columns, rows) in [(60, 14), (100, 30)] {
        let screen = screen(&corpus(), columns, rows).keys(keys);
        assert_snapshot!(format!("{name}-{columns}x{rows}"), screen.picture(), keys);
    }
}

#[test]
fn the_list() {
    check("list", "");
}

#[test]
fn the_list_with_a_fold_and_marks() {
    check("list-fold", "zcjj<Space><Space>");
}

#[test]
fn a_narrowed_list() {
    check("narrowed", "/بهار آب");
}

#[test]
fn a_narrowed_list_after_opening() {
    check("narrowed-open", "/الارز<Down><Enter><Tab>");
}

#[test]
fn a_right_to_left_text() {
    check("pager-rtl", "/رودخانه<Enter>");
}

#[test]
fn a_left_to_right_text() {
    check("pager-ltr", "/river<Enter>");
}

#[test]
fn an_arabic_text() {
    check("pager-arabic", "/الأرز 2018<Enter>");
}

#[test]
fn the_whole_page() {
    check("pager-raw", "/رودخانه<Enter>gr");
}

#[test]
fn a_selection_across_a_change_of_direction() {
    check("visual-mixed", "/رودخانه<Enter>/بودجه<Enter>v/2019<Enter>");
}

#[test]
fn a_selection_of_lines() {
    check("visual-lines", "/رودخانه<Enter>/شورا<Enter>Vk");
}

#[test]
fn hits() {
    check("hits", "/رودخانه<Enter>/اب<Enter>nn");
}

#[test]
fn a_search_being_typed() {
    check("typing", "/رودخانه<Enter>/شورای<Space>x");
}

#[test]
fn a_command_that_fails() {
    check("command", ":wibble<Enter>");
}

#[test]
fn an_empty_prompt_starts_where_the_corpus_does() {
    check("filter-empty", "/");
    check("search-empty", "<Enter>/");
}

#[test]
fn a_long_message_leaves_the_mode_and_the_place() {
    check("message-long", "<Enter>:nosuchcommandthatislongenoughtobecutofftheline<Enter>");
}

#[test]
fn pending_keys() {
    check("pending", "12z");
}

#[test]
fn the_help() {
    check("help", "<F1>");
}

#[test]
fn details() {
    check("details", "/رودخانه<Enter>ga");
}

#[test]
fn problems_stand_at_the_end_of_the_list() {
    let screen = screen(&corpus(), 60, 20).trouble("old/scan.pdf", "old/scan.pdf holds no text.").keys("G<Enter>");
    assert_snapshot!("problem-open-60x20", screen.picture());
    assert_snapshot!("problem-list-60x20", screen.keys("<Tab>").picture());
}

#[test]
fn a_left_to_right_corpus_has_its_list_at_the_left() {
    assert_snapshot!("english-100x12", screen(&english(), 100, 12).keys("j").picture());
    assert_snapshot!("english-60x12", screen(&english(), 60, 12).keys("zM").picture());
}

#[test]
fn a_window_that_is_too_small_says_so() {
    assert_snapshot!("too-small-19x5", screen(&corpus(), 19, 5).picture());
    assert_snapshot!("too-small-60x4", screen(&corpus(), 60, 4).picture());
    assert_snapshot!("too-small-10x3", screen(&corpus(), 10, 3).picture());
}

#[test]
fn the_smallest_window() {
    assert_snapshot!("smallest-20x5", screen(&corpus(), 20, 5).picture());
    assert_snapshot!("smallest-pager-20x5", screen(&corpus(), 20, 5).keys("<Enter>").picture());
}

#[test]
fn an_empty_corpus() {
    assert_snapshot!("empty-60x8", screen(&[], 60, 8).keys("<Enter>").picture());
    assert_snapshot!("empty-100x6", screen(&[], 100, 6).picture());
}

#[test]
fn a_date_without_numbers_shows_in_its_words() {
    let mut statements = corpus();
    for (statement, words) in statements.iter_mut().zip(["شنبه", "شامگاه روز چهارشنبه", ""]) {
        if let Some(date) = &mut statement.date {
            (date.year, date.month, date.day, date.gregorian) = (None, None, None, None);
            date.text = words.to_owned();
        }
    }
    assert_snapshot!("weekdays-60x14", screen(&statements, 60, 14).picture());
}

#[test]
fn calibration() {
    for (name, keys) in [("ways", "gC"), ("marks", "gC2")] {
        for (columns, rows) in [(60, 20), (100, 30), (60, 14)] {
            let screen = screen(&corpus(), columns, rows).keys(keys);
            assert_snapshot!(format!("calibration-{name}-{columns}x{rows}"), screen.picture(), keys);
        }
    }
}

#[test]
fn the_register() {
    let mut screen = screen(&corpus(), 60, 14).keys("<Enter>");
    screen.send(Msg::Copied(Ok("سطر نخست ۱۲ (دو)\nسطر دوم".to_owned())));
    assert_snapshot!("registers-60x14", screen.keys(":reg<Enter>").picture());
}

#[test]
fn the_card() {
    for (columns, rows) in [(60, 20), (100, 30)] {
        let mut card = Card::default();
        card.settle(Size { columns, rows }, Options::default());
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        draw_page(card.page(), Theme::new(true), &mut buffer);
        assert_snapshot!(format!("card-{columns}x{rows}"), picture(&buffer, None));
    }
}
