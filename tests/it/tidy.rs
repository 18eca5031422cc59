//! The map is true: layers, fences, sizes and headers, as ARCHITECTURE.md has them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Lines that a source file may have before its inline tests.
const LONGEST: usize = 500;

struct Source {
    /// Path below `src/`, with `/` and without `.rs`: `layout/wrap`, `layout` for a `mod.rs`.
    module: String,
    text: String,
}

impl Source {
    /// The first folder or file name below `src/`.
    fn layer(&self) -> &str {
        self.module.split('/').next().expect("a first part")
    }

    /// The code before the inline tests, without comments.
    fn code(&self) -> Vec<&str> {
        self.text
            .lines()
            .take_while(|line| line.trim() != "#[cfg(test)]")
            .map(|line| line.split_once("//").map_or(line, |(code, _)| code))
            .collect()
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn sources() -> Vec<Source> {
    let src = root().join("src");
    rust_files(&src)
        .into_iter()
        .filter(|path| !path.ends_with("tests.rs"))
        .map(|path| {
            let relative = path.strip_prefix(&src).expect("below src").with_extension("");
            let parts: Vec<_> = relative.iter().map(|part| part.to_str().expect("UTF-8")).collect();
            let module = parts.join("/").trim_end_matches("/mod").to_owned();
            Source { module, text: fs::read_to_string(&path).expect("a source file") }
        })
        .collect()
}

/// The rows of the table in ARCHITECTURE.md whose header starts with `first`.
fn table(first: &str) -> Vec<Vec<String>> {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let rows: Vec<Vec<String>> = map
        .lines()
        .skip_while(|line| !line.starts_with(&format!("| {first} |")))
        .take_while(|line| line.starts_with('|'))
        .skip(2)
        .map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect())
        .collect();
    assert!(!rows.is_empty(), "no table headed {first}");
    rows
}

fn words(cell: &str) -> BTreeSet<String> {
    cell.split_whitespace().filter(|word| *word != "-").map(str::to_owned).collect()
}

/// The layers that a line of code names: `crate::text::…`, `use crate::{text, model}`.
fn named_layers<'a>(line: &'a str, layers: &'a BTreeMap<String, BTreeSet<String>>) -> Vec<&'a str> {
    let mut named = Vec::new();
    for (at, _) in line.match_indices("crate::") {
        let rest = &line[at + "crate::".len()..];
        let group = rest.strip_prefix('{').and_then(|list| list.split('}').next());
        let heads: Vec<&str> = group.map_or_else(|| vec![rest], |list| list.split(',').collect());
        for head in heads {
            let name = head.trim().split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
            if layers.contains_key(name) {
                named.push(name);
            }
        }
    }
    named
}

#[test]
fn imports_point_downwards() {
    let layers: BTreeMap<String, BTreeSet<String>> =
        table("layer").into_iter().map(|row| (row[0].clone(), words(&row[1]))).collect();
    let mut wrong = Vec::new();
    for source in sources() {
        let layer = source.layer();
        if layer == "lib" || layer == "main" {
            continue;
        }
        let Some(allowed) = layers.get(layer) else {
            wrong.push(format!("src/{} is not in the layer table", source.module));
            continue;
        };
        for line in source.code() {
            for used in named_layers(line, &layers) {
                if used != layer && !allowed.contains(used) {
                    wrong.push(format!("{} uses {used}: {}", source.module, line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn state_knows_neither_view_nor_terminal() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| source.module.starts_with("tui/state")) {
        for line in source.code() {
            if ["::view", "ratatui", "crossterm", "crate::terminal"].iter().any(|name| line.contains(name)) {
                wrong.push(format!("{}: {}", source.module, line.trim()));
            }
        }
    }
    for source in sources().iter().filter(|source| source.module.starts_with("tui/view")) {
        for line in source.code() {
            if ["RefCell", "Cell::new(", "&mut App"].iter().any(|name| line.contains(name)) {
                wrong.push(format!("{}: {}", source.module, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn fenced_crates_stay_inside_their_fences() {
    let mut wrong = Vec::new();
    for row in table("what") {
        let (what, places) = (&row[0], words(&row[1]));
        for source in sources() {
            let inside = places.iter().any(|place| {
                source.module == *place
                    || source.module.strip_prefix(place.as_str()).is_some_and(|rest| rest.starts_with('/'))
            });
            if inside {
                continue;
            }
            for line in source.code() {
                let used = line.match_indices(what.as_str()).any(|(at, _)| {
                    let rest = &line[at + what.len()..];
                    let before = line[..at].chars().next_back();
                    before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':')
                        && (rest.starts_with("::") || rest.starts_with(';') || rest.starts_with(" as "))
                });
                if used {
                    wrong.push(format!("{what} in {}: {}", source.module, line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_has_a_header_and_one_subject() {
    let mut wrong = Vec::new();
    for source in sources() {
        if !source.text.starts_with("//! ") {
            wrong.push(format!("src/{}: no header", source.module));
        }
        let lines = source.code().len();
        if lines > LONGEST && !source.module.contains("/data") {
            wrong.push(format!("src/{}: {lines} lines", source.module));
        }
    }
    for path in rust_files(&root().join("tests")) {
        if !fs::read_to_string(&path).expect("a test file").starts_with("//! ") {
            wrong.push(format!("{}: no header", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_layer_is_a_folder() {
    for row in table("layer") {
        assert!(root().join("src").join(&row[0]).join("mod.rs").is_file(), "src/{} has no front page", row[0]);
    }
}

#[test]
fn every_integration_test_is_listed() {
    let listed = fs::read_to_string(root().join("tests/it/main.rs")).expect("the list of modules");
    for entry in fs::read_dir(root().join("tests/it")).expect("tests/it") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_str().expect("UTF-8").to_owned();
        let is_module = path.extension().is_some_and(|extension| extension == "rs") || path.join("mod.rs").is_file();
        assert!(!is_module || name == "main" || listed.contains(&format!("mod {name};")), "{name} is not in main.rs");
    }
}
