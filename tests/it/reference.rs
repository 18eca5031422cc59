//! The table of keys in the README: every key does there what the table says.
//!
//! The rows stand here, are held against the built-in keymap and written between two marks of the README.
//! `UPDATE_REFERENCE=1 cargo test --test it reference` writes them anew.

use reader::keymap::{Action, Context, Group, Keymap, parse_keys, show_keys};
use std::collections::HashSet;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Keys as in the keymap, each with its action; `{N}` is a count and `{a-z}` a letter typed after them.
type Keys = &'static [(&'static str, Action)];

/// A row: where the keys hold, the keys in groups, what stands after them, what they do.
type Row = (Context, &'static [Keys], &'static str, &'static str);

use Action as A;
use Context::{Global, List, Text, Visual};

#[rustfmt::skip]
const ROWS: [Row; 23] = [
    (Global, &[&[("j", A::LineDown), ("k", A::LineUp)], &[("<C-e>", A::ScrollDown), ("<C-y>", A::ScrollUp)]], "",
        "line down, up; scroll by a line"),
    (Global, &[&[("<C-d>", A::HalfPageDown), ("<C-u>", A::HalfPageUp)], &[("<C-f>", A::PageDown), ("<C-b>", A::PageUp)]], "",
        "half a page, a page; in the text also `Space`"),
    (Text, &[&[("h", A::Left), ("l", A::Right)], &[("w", A::WordForward), ("b", A::WordBack), ("e", A::WordEnd)],
        &[("0", A::LineStart), ("$", A::LineEnd)]], "",
        "left, right; next word, word before, end of word; start, end of line"),
    (Global, &[&[("gg", A::GoToTop), ("G", A::GoToBottom)], &[("{N}G", A::GoToBottom)], &[("{N}%", A::GoToPercent)]], "",
        "start, end, line N, percent N"),
    (Text, &[&[("{", A::PreviousParagraph), ("}", A::NextParagraph)]], "", "paragraph back, forward"),
    (Global, &[&[("H", A::ScreenTop), ("M", A::ScreenMiddle), ("L", A::ScreenBottom)],
        &[("zt", A::PlaceTop), ("zz", A::PlaceMiddle), ("zb", A::PlaceBottom)]], "",
        "place in the window; place the window"),
    (Text, &[&[("/", A::SearchForward), ("?", A::SearchBackward)], &[("n", A::NextHit), ("N", A::PreviousHit)],
        &[("<A-u>", A::ClearHits)]], "",
        "search forward, back; next, previous hit; stop lighting them"),
    (Text, &[&[("J", A::NextStatement), ("K", A::PreviousStatement)]], "", "next, previous statement"),
    (Text, &[&[("gr", A::ToggleRaw)], &[("ga", A::Details)]], "",
        "show the page's furniture, dimmed; what is known of the statement"),
    (Text, &[&[("m{a-z}", A::SetMark), ("'{a-z}", A::GoToMark)], &[("<C-o>", A::OlderJump), ("<A-o>", A::NewerJump)]], "",
        "mark, go to mark; jump back, forward"),
    (Visual, &[&[("v", A::SelectCharacters), ("V", A::SelectLines), ("o", A::SwapEnds), ("y", A::Copy)]], "",
        "select by letter, by line; other end; copy"),
    (Global, &[&[("<Tab>", A::NextPane)], &[("gz", A::ToggleZoom)], &[(">", A::GrowSidebar), ("<lt>", A::ShrinkSidebar)]], "",
        "the other pane; one pane alone; list wider, narrower"),
    (List, &[&[("<Enter>", A::Open), ("<Esc>", A::Back)]], " in the list", "open a statement; a step back"),
    (List, &[&[("/", A::Filter), ("\\", A::Filter)]], " in the list",
        "narrow it by a few letters; `Enter` opens, `Esc` leaves"),
    (List, &[&[("za", A::FoldToggle), ("zo", A::FoldOpen), ("zc", A::FoldClose)], &[("zR", A::FoldOpenAll), ("zM", A::FoldCloseAll)]],
        " in the list", "fold a party or not, unfold, fold; unfold, fold all"),
    (List, &[&[("<Space>", A::MarkStatement)], &[("<C-a>", A::MarkAll), ("<C-r>", A::InvertMarks), ("u", A::ClearMarks)]],
        " in the list", "mark a statement; mark all, the others, none"),
    (Global, &[&[(":w FILE", A::CommandLine)], &[(":set OPTION", A::CommandLine)], &[(":q", A::CommandLine)]], "",
        "write, set (`:set raw` shows the whole page), leave"),
    (Global, &[&[("ZZ", A::Accept)]], "",
        "print the selection, else the marked statements, else this one, and leave"),
    (Global, &[&[("q", A::Quit), ("ZQ", A::QuitWithoutPrinting)]], "", "leave without printing"),
    (Global, &[&[("<C-c>", A::Interrupt)]], "", "stop what is running; in the list, leave"),
    (Global, &[&[("<C-z>", A::Suspend)], &[("<C-l>", A::Redraw)]], "", "to the background; draw anew"),
    (Global, &[&[("gC", A::Calibrate)]], "", "find out how this terminal wants right-to-left text"),
    (Global, &[&[("<F1>", A::Help), ("g?", A::Help)]], "", "all keys"),
];

const BEGIN: &str = "<!-- keys: from tests/it/reference.rs -->\n";
const END: &str = "<!-- end of keys -->\n";

fn entries() -> impl Iterator<Item = (Context, &'static str, Action)> {
    ROWS.iter().flat_map(|(context, groups, ..)| {
        groups.iter().flat_map(|keys| keys.iter().map(|(keys, action)| (*context, *keys, *action)))
    })
}

/// The keys without the count, letter or command that is typed with them.
fn bound(keys: &str) -> &str {
    if keys.starts_with(':') { ":" } else { keys.trim_start_matches("{N}").trim_end_matches("{a-z}") }
}

/// Keys as a page shows them: `^E` for `<C-e>`.
fn shown(keys: &str) -> String {
    let Some(named) = keys.strip_prefix('<').and_then(|keys| keys.strip_suffix('>')) else { return keys.to_owned() };
    match named.split_once('-') {
        Some(("C", letter)) => format!("^{}", letter.to_uppercase()),
        Some(("A", letter)) => format!("Alt-{}", letter.to_uppercase()),
        _ if named == "lt" => "<".to_owned(),
        _ => named.to_owned(),
    }
}

fn table() -> String {
    let mut table = "| keys | do |\n|---|---|\n".to_owned();
    for (_, groups, place, what) in ROWS {
        let group = |keys: &Keys| keys.iter().map(|(keys, _)| format!("`{}`", shown(keys))).collect::<Vec<_>>();
        let groups: Vec<String> = groups.iter().map(|keys| group(keys).join(" ")).collect();
        table += &format!("| {}{place} | {what} |\n", groups.join(", "));
    }
    table
}

#[test]
fn every_key_of_the_table_does_what_it_says() {
    let keymap = Keymap::builtin();
    for (context, keys, action) in entries() {
        let sequence = show_keys(&parse_keys(bound(keys)).expect("keys as in a keymap"));
        assert!(keymap.keys_of(context, action).contains(&sequence), "{sequence} is not {action} in {context:?}");
    }
}

#[test]
fn every_action_but_those_of_typing_is_in_the_table() {
    let told: HashSet<Action> = entries().map(|(_, _, action)| action).collect();
    for action in Action::ALL {
        assert!(told.contains(action) != (action.group() == Group::Typing), "{action}");
    }
}

#[test]
fn the_readme_has_the_table() {
    readme_has(BEGIN, END, &table());
}

/// Two tests may write at once.
static WRITING: Mutex<()> = Mutex::new(());

/// Holds what stands between two marks of the README against a table, or writes it there.
pub(crate) fn readme_has(begin: &str, end: &str, table: &str) {
    let _turn = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).expect("README.md");
    let (before, rest) = readme.split_once(begin).expect("where the table begins");
    let (found, after) = rest.split_once(end).expect("where the table ends");
    if std::env::var_os("UPDATE_REFERENCE").is_some() {
        std::fs::write(&path, [before, begin, table, end, after].concat()).expect("README.md is written");
    } else {
        assert_eq!(found, table, "UPDATE_REFERENCE=1 cargo test --test it reference writes it");
    }
}
