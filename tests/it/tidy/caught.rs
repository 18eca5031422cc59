//! The rules tried on code that breaks them, and on code that only looks as if it did.

use super::rules::{self, Layers, Source};

fn layers() -> Layers {
    let row = |name: &str, uses: &[&str]| (name.to_owned(), uses.iter().map(|layer| (*layer).to_owned()).collect());
    [row("text", &[]), row("layout", &["text"]), row("terminal", &["text", "layout"]), row("tui", &["text"])].into()
}

/// All that the rules say of a file.
fn said(module: &str, code: &str) -> Vec<String> {
    let source = Source::new(module, &format!("//! A file.\n{code}"));
    let fence = |what: &str, place: &str| rules::broken_fences(&source, what, &[place.to_owned()].into());
    let mut said = rules::upward_imports(&source, &layers());
    for (what, place) in
        [("std::fs", "tui/worker"), ("std::env", "cli/settings"), ("ratatui", "tui"), ("crossterm", "terminal")]
    {
        said.extend(fence(what, place));
    }
    said.extend(rules::mixed_state_and_view(&source));
    said.extend(rules::printing(&source));
    said.extend(rules::untidy_file(&source));
    said
}

fn caught(module: &str, code: &str) {
    assert!(!said(module, code).is_empty(), "not caught in {module}: {code}");
}

fn fine(module: &str, code: &str) {
    assert_eq!(said(module, code), Vec::<String>::new(), "in {module}: {code}");
}

#[test]
fn imports_upwards_are_caught() {
    for code in [
        "use crate::tui::view;",
        "use crate::tui;",
        "use crate::tui as other;",
        "use crate::{\n    text::range,\n    tui::view,\n};",
        "use crate::{text::{fold, width}, tui::b};",
        "use crate::{self as root}; fn f() { root::tui::draw() }",
        "use {crate::text, crate::{{tui}}};",
        "use crate::{layout, terminal::session};",
        "use crate::*;",
        "pub use super::super::tui;",
        "use super::super::{tui::view};",
        "use super::super as root; fn f() { root::tui::draw(); }",
        "fn f() { crate::tui::draw(); }",
        "fn f() { let x = crate :: tui\n :: draw(); }",
        "fn f() { super::super::tui::draw() }",
        "fn f(x: &mut crate::tui::App) {}",
        "fn f() -> Vec<crate::tui::App> { Vec::<crate::tui::App>::new() }",
        "fn f() { <crate::tui::App as Default>::default(); }",
        "mod inner { use super::super::super::tui; }",
        "mod inner { fn f() { super::super::super::tui::draw() } }",
        "macro_rules! m { () => { $crate::tui::draw() } }",
        "extern crate self as own; use own::tui;",
        "use crate::unlisted;",
        // What only hides the import from a reader of lines.
        "const URL: &str = \"https://host\"; use crate::tui;",
        "const A: char = '\"'; use crate::tui; const B: char = '\"';",
        "const A: &str = r#\"\"/*\"#; use crate::tui; const B: &str = \"*/\";",
        "const A: &str = \"\\\\\"; use crate::tui; const B: &str = \"\";",
        "/* /* */ */ use crate::tui;",
        "fn f<'a>(x: &'a str) { crate::tui::draw() } const Q: char = 'x';",
        "#[cfg(test)]\nmod tests;\nuse crate::tui;",
        "#[cfg(test)]\nmod tests { fn f() { let x = \"}\"; } }\nuse crate::tui;",
        "#[cfg(test)]\nuse crate::text::{a, b};\nuse crate::tui;",
        "#[cfg(test)] #[expect(dead_code, reason = \"]\")] fn f(x: [u8; 2]) -> u8 { 1 } use crate::tui;",
        "struct S {\n    #[cfg(test)]\n    probe: u8,\n    app: crate::tui::App,\n}",
        "#[cfg(not(test))]\nuse crate::tui;",
        "use r#crate::tui;",
    ] {
        caught("text/range", code);
    }
    caught("unlisted/file", "");
    caught("lib", "pub use tui::App;");
}

#[test]
fn imports_downwards_and_words_are_fine() {
    for code in [
        "use crate::text::{self, range::TextRange};",
        "use super::{line, levels::{self, Level}};",
        "use self::inner::Thing; mod inner { pub(super) struct Thing; }",
        "// use crate::tui;\n/* crate::tui::draw() */\n/// crate::tui\nfn f() {}",
        "const A: &str = \"use crate::tui;\"; const B: &str = r##\"crate::tui \"# ratatui::x\"##;",
        "const C: u8 = b'\\''; const D: &[u8] = b\"crate::tui\"; const E: char = '\\u{22}';",
        "#[cfg(test)]\nmod tests {\n    use crate::tui;\n}",
        "#[cfg(test)]\nmod tests;",
        "#[ cfg ( test ) ]\npub(crate) fn f() { crate::tui::draw(); }",
        "pub(in crate::layout) fn f() {}",
        "fn f(tui: Tui) { tui.draw(); let crossterm = 1; }",
        "use crate::text as tui; fn f() { tui::fold() }",
    ] {
        fine("layout/wrap", code);
    }
    fine("lib", "pub mod text;\npub mod tui;");
    fine("main", "fn main() -> std::process::ExitCode { reader::cli::run() }");
}

#[test]
fn what_is_fenced_is_caught() {
    for code in [
        "use std::fs;",
        "use std::{fs, io};",
        "use std::{\n    collections::HashMap,\n    fs::{self, File},\n};",
        "use ::std::fs::File;",
        "use std::*;",
        "use std::fs as disk;",
        "use std as s; fn f() { s::fs::read(\"x\"); }",
        "extern crate std as s; use s::fs;",
        "fn f() { std::fs::read(\"x\"); }",
        "fn f() { ::std::env::var(\"x\"); }",
        "use std::env::var;",
        "use ratatui::buffer::Buffer;",
        "use ::ratatui;",
        "use ratatui;",
        "use ratatui as r;",
        "extern crate ratatui;",
        "extern crate crossterm as c;",
        "use {text::x, ratatui::{style::Style, buffer}};",
        "fn f(x: &mut ratatui::Frame) {}",
        "fn f() { let x = 1..crossterm::style::LIMIT; }",
    ] {
        caught("text/range", code);
    }
    caught("tui/worker_two", "use std::fs;");
    fine("tui/worker", "use std::fs;");
    fine("tui/view/rows", "use ratatui::buffer::Buffer;");
    fine("text/range", "fn f(ratatui: u8, fs: u8) -> u8 { ratatui + fs }");
}

#[test]
fn state_that_draws_is_caught() {
    for code in [
        "use super::super::view::draw;",
        "use super::super::*;",
        "use ratatui::layout::Rect;",
        "use crate::{terminal::session};",
        "fn f() { crate::tui::view::draw() }",
    ] {
        caught("tui/state/list", code);
    }
    caught("tui/state", "use super::view;");
    fine("tui/state/list", "use super::{groups, panes::Size}; use super::super::keys;");
}

#[test]
fn a_view_that_remembers_is_caught() {
    for code in [
        "use std::cell::RefCell;",
        "use std::cell::{self, Cell};",
        "use std::{cell::OnceCell};",
        "use core::cell::Cell;",
        "use std::sync::Mutex;",
        "use std::sync::{Arc, atomic::AtomicUsize};",
        "use std::sync::*;",
        "static SEEN: std::sync::OnceLock<u8> = std::sync::OnceLock::new();",
        "static mut SEEN: u8 = 0;",
        "thread_local! { static SEEN: u8 = 0; }",
        "fn draw(app: &mut App) {}",
        "fn draw<'a>(app: &'a mut App) {}",
        "fn draw(app: &mut super::super::state::App) {}",
        "use super::super::state::App as Model; fn draw(app: &mut Model) {}",
    ] {
        caught("tui/view/rows", code);
    }
    fine("tui/view/rows", "use std::sync::Arc; use ratatui::buffer::Cell; fn draw(app: &App, cell: &mut Cell) {}");
}

#[test]
fn printing_is_caught() {
    for code in [
        "fn f() { println!(\"x\"); }",
        "fn f() { std::eprint !(\"x\"); }",
        "use std::println as say;",
        "fn f() { dbg!(1); }",
        "use std::io; fn f() { io::stdout(); }",
        "use std::io::{self, stderr};",
        "use std::io::*; fn f() { stdout(); }",
        "use std::io as out; fn f() { write!(out::stderr().lock(), \"x\"); }",
        "fn f() { rustix::stdio::stdout(); }",
    ] {
        caught("text/range", code);
    }
    fine("text/range", "fn f(command: Command) { command.stdout(Stdio::null()); let println = 1; write!(x, \"y\"); }");
    assert!(rules::printing(&Source::new("cli/report", "fn f() { println!(\"x\"); }")).is_empty());
}

#[test]
fn untidy_files_are_caught() {
    caught("text/range", &"fn f() {}\n".repeat(501));
    caught("text/range", &format!("#[cfg(test)]\nmod tests;\n{}", "fn f() {}\n".repeat(501)));
    caught("text/range", "include!(\"../tui/hidden.rs.txt\");");
    caught("text/range", "#[path = \"../tui/mod.rs\"]\nmod other;");
    fine("text/range", &format!("#[cfg(test)]\nmod tests {{\n{}}}", "fn f() {}\n".repeat(501)));
    fine("text/range", "const TABLE: &str = include_str!(\"table.tsv\");");
    assert!(!rules::untidy_file(&Source::new("text/range", "fn f() {}")).is_empty());
}

#[test]
fn modules_for_tests_alone_are_told_from_others() {
    let tests = |code: &str| Source::new("layout/levels", code).test_modules;
    assert_eq!(tests("#[cfg(test)]\nmod tests;\nmod explicit;"), ["layout/levels/tests"]);
    assert_eq!(tests("#[cfg(test)]\npub(crate) mod harness;"), ["layout/levels/harness"]);
    assert!(tests("mod tests;").is_empty());
    assert!(tests("// #[cfg(test)]\nmod tests;").is_empty());
}
