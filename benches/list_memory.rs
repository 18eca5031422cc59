//! What a list of a million statements takes of private memory, its part mapped from a file as an index has it.
//!
//! `cargo bench --bench list_memory`: writes the part in a process of its own, then opens it, narrows it and marks all
//! of it, and tells time and memory after each step. Linux alone tells private memory.

#![expect(clippy::print_stdout, reason = "its figures are what it is for")]

#[path = "support/titles.rs"]
mod titles;

use reader::catalogue::Part;
use reader::search::narrow::Query;
use reader::tui::state::List;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;
use tantivy::directory::{Directory, MmapDirectory};

const ROWS: u32 = 1_000_000;

fn main() {
    let mut arguments = std::env::args().skip(1);
    if let (Some("write"), Some(path)) = (arguments.next().as_deref(), arguments.next()) {
        std::fs::write(path, titles::part(ROWS)).expect("a file");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("part");
    let program = std::env::current_exe().expect("a name");
    let written = Command::new(program).arg("write").arg(&path).status().expect("a process");
    assert!(written.success());
    println!("{ROWS} statements, {} MB on disk", std::fs::metadata(&path).expect("a file").len() >> 20);
    tell("before", Instant::now());

    let start = Instant::now();
    let directory = MmapDirectory::open(folder.path()).expect("a folder");
    let bytes = directory.open_read(Path::new("part")).expect("a file").read_bytes().expect("bytes");
    let part = Arc::new(Part::open(bytes).expect("a part"));
    tell("the part opened", start);

    let start = Instant::now();
    let mut list = List::default();
    list.open([part]);
    list.follow(40);
    tell("the list opened", start);

    for query in ["ا", "حزب", "bayaniye hezb", "1403"] {
        let start = Instant::now();
        let found = list.catalogue().narrow(&Query::parse(query), None, &|| false).expect("an answer");
        let rows = found.len();
        list.narrow(query, found);
        tell(&format!("narrowed by {query} to {rows}"), start);
    }
    let start = Instant::now();
    list.mark_all();
    list.widen(None);
    list.mark_all();
    list.go_to(900_000);
    tell("marked and widened", start);
}

/// Time since `start`, and private memory now.
fn tell(what: &str, start: Instant) {
    let time = start.elapsed();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let of = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).map_or("?", str::trim).to_owned();
    println!("{what}: {time:.1?}, private {}, of files {}", of("RssAnon:"), of("RssFile:"));
}
