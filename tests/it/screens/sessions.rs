//! Keys in, and what they chose, printed or remembered out.

use crate::support::screen::{Screen, screen};
use crate::support::statements::corpus;
use reader::tui::state::{Effect, Exit, Found, InUse, Msg, Signs, Talk};

fn start() -> Screen {
    screen(&corpus(), 100, 24)
}

/// What the program prints after these keys.
fn prints(keys: &str, expected: &str) {
    assert_eq!(start().keys(keys).printed(), expected, "{keys}");
}

/// What the status line ends in after these keys.
fn tells(keys: &str, expected: &str) {
    let picture = start().keys(keys).picture();
    let status = picture.lines().rfind(|line| line.starts_with('|')).expect("a status line").to_owned();
    assert!(status.trim_matches(['|', ' ']).ends_with(expected), "{keys}: {status}");
}

fn quits(keys: &str, expected: &Exit) {
    let screen = start().keys(keys);
    let Some(Effect::Quit(exit)) = screen.effects.last() else { panic!("{keys}: {:?}", screen.effects) };
    assert_eq!(exit, expected, "{keys}");
}

#[test]
fn the_statement_at_hand_is_printed() {
    prints("ZZ", "[بلاغ صادر عن حزب الأرز الأبيض]");
    prints("<Enter>ZZ", "[بلاغ صادر عن حزب الأرز الأبيض]");
    prints("jZZ", "[كلمة الأمين العام لا أكثر]");
    prints("JJZZ", "[بیانیه حزب بهار سبز درباره‌ی آب رودخانه]");
}

#[test]
fn marked_statements_are_printed_in_the_order_of_the_list() {
    prints("gg<Space><Space>GZZ", "[كلمة الأمين العام لا أكثر]");
    prints("j<Space>kk<Space>ZZ", "[بلاغ صادر عن حزب الأرز الأبيض] [كلمة الأمين العام لا أكثر]");
}

#[test]
fn a_selection_is_printed_as_original_text() {
    prints("/رودخانه<Enter>/بودجه<Enter>ve<Enter>", "بودجه‌ی");
    prints(
        "/رودخانه<Enter>/بودجه<Enter>v/2019<Enter>e<Enter>",
        "بودجه‌ی آب (نزدیک 4,500 میلیون) هزینه شد؛ گزارش «Green River 2019",
    );
    prints("/الارز<Enter>/المكتب<Enter>veeZZ", "المكتب السياسي");
}

#[test]
fn lam_alef_is_one_cell_and_two_letters() {
    let mut screen = start().keys("/كلمة<Enter>/لا<Enter>v");
    assert_eq!(screen.copied(), "لأ");
    let mut screen = start().keys("/كلمة<Enter>/لا<Enter>vh");
    assert_eq!(screen.copied(), "لأم");
}

#[test]
fn left_and_right_follow_the_screen_and_select_logically() {
    // From the Arabic comma leftwards, over the Latin words, whose last letter comes first.
    let mut screen = start().keys("/رودخانه<Enter>/گزارش<Enter>e v".replace(' ', "").as_str()).keys("hhh");
    assert_eq!(screen.copied(), "ش «Green River 2019");
}

#[test]
fn nothing_is_printed_on_quitting() {
    quits("q", &Exit::Nothing);
    quits("<Enter>q", &Exit::Nothing);
    quits("ZQ", &Exit::Nothing);
    quits(":q<Enter>", &Exit::Nothing);
    quits("<C-c>", &Exit::Interrupted);
    quits("<Enter><C-c><C-c>", &Exit::Interrupted);
    quits("/x<C-c><C-c>", &Exit::Interrupted);
    quits("<F1>q<C-c>", &Exit::Interrupted);
}

#[test]
fn a_search_wraps_and_says_so() {
    tells("/رودخانه<Enter>/شورا<Enter>", "F1: keys");
    tells("/رودخانه<Enter>/شورا<Enter>n", "The search went on from the start.");
    tells("/رودخانه<Enter>/شورا<Enter>N", "The search went on from the end.");
    tells("/رودخانه<Enter>:set nowrapscan<Enter>/شورا<Enter>n", "No further hit: \u{FE8D}\u{FEAD}\u{FEEE}\u{FEB7}");
    tells("/رودخانه<Enter>/wibble<Enter>", "Not found: wibble");
    tells("<Enter>n", "Nothing was searched for yet.");
}

#[test]
fn a_search_holds_in_the_next_statement() {
    let screen = start().keys("/رودخانه<Enter>/آب<Enter>\\<Esc>");
    assert!(screen.picture().contains("hit"), "{}", screen.picture());
    let picture = start().keys("/بهار<Enter>/آب<Enter>J").picture();
    assert!(picture.contains("2 hits"), "{picture}");
}

/// How many cells are underlined after these keys, in a window of one pane.
fn lights(keys: &str) -> usize {
    let picture = screen(&corpus(), 60, 24).keys(keys).picture();
    picture.lines().filter(|line| !line.starts_with('|')).map(|line| line.matches(['_', '=']).count()).sum()
}

#[test]
fn hits_go_dark_and_are_lit_again() {
    assert_eq!(lights("/رودخانه<Enter>/آب<Enter>"), 8);
    assert_eq!(lights("/رودخانه<Enter>/آب<Enter>:noh<Enter>"), 0);
    assert_eq!(lights("/رودخانه<Enter>/آب<Enter><Esc>"), 0);
    assert_eq!(lights("/رودخانه<Enter>/آب<Enter><Esc>n"), 8);
    assert_eq!(lights("/رودخانه<Enter>:set nohlsearch<Enter>/آب<Enter>"), 2);
}

#[test]
fn marks_and_jumps_lead_back() {
    let mut screen = screen(&corpus(), 60, 8).keys("/رودخانه<Enter>");
    let start = screen.app.pager().point();
    screen.press("maG");
    assert_ne!(screen.app.pager().point(), start);
    screen.press("'a");
    assert_eq!(screen.app.pager().point(), start);
    screen.press("''");
    assert_ne!(screen.app.pager().point(), start);
    screen.press("mAKKK'A");
    assert_ne!(screen.app.pager().point(), start);
    screen.press("<C-o><C-o><C-o><C-o><C-o><C-o>");
    assert_eq!(screen.app.pager().point(), start);
    tells("<Enter>'x", "No mark x.");
    tells("<Enter><C-o>", "No older jump.");
}

#[test]
fn jumps_lead_across_statements() {
    let mut screen = screen(&corpus(), 60, 8).keys("<Enter>");
    let first = screen.app.pager().item();
    screen.press("J");
    let second = screen.app.pager().item();
    assert_ne!(second, first);
    screen.press("<C-o>");
    assert_eq!(screen.app.pager().item(), first);
    screen.press("<A-o>");
    assert_eq!(screen.app.pager().item(), second);
    screen.press("G<Esc>jj<Enter>");
    let third = screen.app.pager().item();
    assert_ne!(third, second);
    screen.press("<C-o>");
    assert_eq!(screen.app.pager().item(), second);
    screen.press("<A-o>");
    assert_eq!(screen.app.pager().item(), third);
    tells("<Enter><Esc><Enter><C-o>", "No older jump.");
}

#[test]
fn a_mark_can_be_set_while_selecting() {
    let mut screen = start().keys("/رودخانه<Enter>/بودجه<Enter>vma0");
    screen.press("'a");
    assert_eq!(screen.app.pager().cursor(), screen.app.pager().selection().map(|selection| selection.fixed));
}

#[test]
fn statements_follow_each_other_from_the_text() {
    tells("<Enter>K", "This is the first statement.");
    tells("<Enter>99J", "F1: keys");
    tells("<Enter>99JJ", "This is the last statement.");
}

#[test]
fn a_file_is_written_with_what_would_be_printed() {
    for (keys, count) in
        [(":w out.txt<Enter>", 1), ("<Space><Space>:w! out.txt<Enter>", 2), ("<Enter>vj:w <lt><BS>>>out.txt<Enter>", 1)]
    {
        let screen = start().keys(keys);
        let Some(Effect::Write { write, chosen }) = screen.effects.last() else {
            panic!("{keys}: {:?}", screen.effects)
        };
        assert_eq!(write.path, "out.txt");
        assert_eq!(chosen.len(), count, "{keys}");
    }
    tells(":w<Enter>", ":w needs the name of a file, as in :w notes.txt.");
}

#[test]
fn options_can_be_set_and_asked() {
    tells(":set measure=40<Enter>", "measure=40");
    tells(":set measure=4<Enter>", "measure=4: measure takes 10 to 500.");
    let left = start().keys(":set sidebar=left<Enter>").picture();
    let right = start().picture();
    assert_ne!(left, right);
}

#[test]
fn pasted_text_goes_into_the_prompt_and_nowhere_else() {
    let picture = start().paste("ZZ").keys("/").paste("بهار\nآب").picture();
    assert!(picture.contains("match"), "{picture}");
    let screen = start().paste("ZZq");
    assert!(screen.effects.is_empty());
}

#[test]
fn escape_leads_back_one_step_at_a_time() {
    let mut screen = start().keys("/بهار<Enter>/آب<Enter>v");
    for (context, cursor) in
        [("Visual", true), ("Text", true), ("Text", false), ("Text", false), ("List", false), ("List", false)]
    {
        assert_eq!(format!("{:?}", screen.app.context()), context);
        assert_eq!(screen.app.pager().cursor().is_some(), cursor, "{context}");
        screen.press("<Esc>");
    }
    assert_eq!(screen.app.list().query(), None);
}

#[test]
fn an_answer_that_comes_late_is_dropped() {
    use reader::tui::state::Ticket;
    let mut screen = start().keys("jj<Enter>");
    let before = screen.picture();
    screen.send(Msg::Loaded { ticket: Ticket(1), result: Err("late".to_owned()) });
    screen.send(Msg::Narrowed { ticket: Ticket(1), found: Vec::new(), instead: None });
    assert_eq!(screen.picture(), before);
}

#[test]
fn the_cursor_stays_where_a_selection_ends() {
    let mut screen = start().keys("/رودخانه<Enter>/بودجه<Enter>v");
    let fixed = screen.app.pager().cursor();
    screen.press("e");
    let moved = screen.app.pager().cursor();
    assert_ne!(moved, fixed);
    screen.press("<Esc>");
    assert_eq!(screen.app.pager().cursor(), moved);
    screen.press("vb");
    screen.press("o");
    screen.copied();
    assert!(screen.app.pager().selection().is_none());
    assert_eq!(screen.app.pager().cursor(), fixed);
}

#[test]
fn the_words_of_the_reader_cannot_be_selected() {
    // Title, about line, gap, first paragraph.
    let mut screen = start().keys("/رودخانه<Enter>vj");
    let picture = screen.picture();
    let about = picture.lines().position(|line| line.contains("bahar/1.txt")).expect("an about line");
    assert!(!picture.lines().nth(about + 1).is_some_and(|line| line.contains('#')), "{picture}");
    let copied = screen.copied();
    assert!(!copied.contains("bahar/1.txt") && copied.contains('\n'), "{copied}");
}

#[test]
fn a_key_that_is_not_bound_says_so() {
    tells("d", "d is not bound here; F1 shows the keys.");
    tells("<Enter>d", "d is not bound here; F1 shows the keys.");
    tells("<F1>d", "q: back");
}

#[test]
fn the_about_line_can_be_searched_but_holds_no_cursor() {
    let mut screen = start().keys("/رودخانه<Enter>/bahar/1.txt<Enter>");
    assert_eq!(screen.app.pager().hits().place(), (Some(1), 1));
    screen.press("v");
    let cursor = screen.app.pager().cursor().expect("a cursor");
    assert!(screen.app.pager().reading().text()[cursor..].starts_with("هم"), "{cursor}");
    screen.press("N");
    assert_eq!(screen.app.pager().cursor(), Some(cursor));
}

#[test]
fn a_path_over_its_troubles_is_not_selected() {
    let screen = start().trouble("old/scan.pdf", "old/scan.pdf holds no text.").keys("G<Enter>Vkk");
    let picture = screen.picture();
    let path = picture.lines().position(|line| line.starts_with("| old/scan.pdf ")).expect("a path");
    assert!(!picture.lines().nth(path + 1).is_some_and(|line| line.contains('#')), "{picture}");
    assert_eq!(screen.app.pager().cursor(), screen.app.pager().selection().map(|selection| selection.fixed));
}

#[test]
fn calibration_is_asked_answered_and_carried_out() {
    let mut screen = screen(&corpus(), 80, 24).keys(":set terminal=auto marks=strip<Enter>gC");
    let Some(Effect::Terminal(Talk::Try(rows))) = screen.effects.last() else { panic!("{:?}", screen.effects) };
    assert_eq!(rows.iter().map(|(_, way)| *way).collect::<Vec<_>>(), [0, 1, 2, 3]);
    screen.press("3");
    let Some(Effect::Terminal(Talk::Try(rows))) = screen.effects.last() else { panic!("{:?}", screen.effects) };
    assert_eq!(rows.iter().map(|(_, way)| *way).collect::<Vec<_>>(), [2]);
    screen.press("n");
    let [.., Effect::Remember(found), Effect::Terminal(talk)] = screen.effects.as_slice() else {
        panic!("{:?}", screen.effects)
    };
    assert_eq!(*found, Found { way: 2, marks: false });
    // What was set before gives way to what was just seen.
    assert_eq!(*talk, Talk::Set { terminal: None, marks: Signs::Auto });
}

#[test]
fn calibration_left_changes_nothing() {
    tells("gC<Esc>", "Nothing was changed.");
    tells("gC2<Esc>", "Nothing was changed.");
    tells("gC0", "Nothing changed. Try another font, --letters, :set terminal=NAME.");
    let screen = start().keys("gC0");
    assert!(!screen.effects.iter().any(|effect| matches!(effect, Effect::Remember(_))), "{:?}", screen.effects);
}

#[test]
fn an_unknown_terminal_is_told_once() {
    let now = |offer| InUse { name: "sgr", why: "nothing known".to_owned(), marks: false, offer };
    let mut screen = screen(&corpus(), 120, 8);
    screen.send(Msg::TalkedTo(now(Some("gC finds out."))));
    assert!(screen.picture().contains("gC finds out"), "{}", screen.picture());
    assert!(matches!(screen.effects.last(), Some(Effect::Offered)), "{:?}", screen.effects);
    screen.press("j");
    screen.send(Msg::TalkedTo(now(Some("gC finds out."))));
    assert!(!screen.picture().contains("gC finds out"), "{}", screen.picture());
    screen.press(":set terminal?<Enter>");
    let told = "terminal=auto: sgr (nothing known), marks are left out";
    assert!(screen.picture().contains(told), "{}", screen.picture());
}
