//! The map is true: layers, fences, sizes and headers, as ARCHITECTURE.md has them.
//!
//! `rules` holds each rule, `blank` and `paths` read Rust for them, `caught` tries them on bad code.

mod blank;
mod caught;
mod paths;
mod rules;

use rules::{Layers, Source};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn map() -> String {
    fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md")
}

/// All folders and Rust files below a folder.
fn below(folder: &Path) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let (mut folders, mut files) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            let (inner, inner_files) = below(&path);
            folders.push(path);
            folders.extend(inner);
            files.extend(inner_files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    folders.sort();
    files.sort();
    (folders, files)
}

/// A path below `src/`, with `/` between its parts.
fn place(path: &Path) -> String {
    let relative = path.strip_prefix(root().join("src")).expect("below src").with_extension("");
    relative.iter().map(|part| part.to_str().expect("UTF-8")).collect::<Vec<_>>().join("/")
}

/// All sources but those that only tests have.
fn sources() -> Vec<Source> {
    let read = |path: PathBuf| {
        let module = place(&path);
        let module = module.strip_suffix("/mod").unwrap_or(&module);
        Source::new(module, &fs::read_to_string(&path).expect("a source file"))
    };
    let mut sources: Vec<Source> = below(&root().join("src")).1.into_iter().map(read).collect();
    let tests: Vec<String> = sources.iter().flat_map(|source| source.test_modules.clone()).collect();
    sources.retain(|source| {
        !tests.iter().any(|test| source.module == *test || source.module.starts_with(&format!("{test}/")))
    });
    sources
}

/// The rows of the table in ARCHITECTURE.md whose header starts with `first`.
fn table(first: &str) -> Vec<Vec<String>> {
    let rows: Vec<Vec<String>> = map()
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

fn layers() -> Layers {
    table("layer").into_iter().map(|row| (row[0].clone(), words(&row[1]))).collect()
}

/// Holds every source against a rule.
fn all(rule: impl Fn(&Source) -> Vec<String>) {
    let wrong: Vec<String> = sources().iter().flat_map(rule).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn imports_point_downwards() {
    let layers = layers();
    all(|source| rules::upward_imports(source, &layers));
}

#[test]
fn layers_are_listed_from_the_bottom_up() {
    let mut known = BTreeSet::new();
    for row in table("layer") {
        let above: Vec<_> = words(&row[1]).difference(&known).cloned().collect();
        assert!(above.is_empty(), "{} uses {above:?}, which stand below it", row[0]);
        known.insert(row[0].clone());
    }
}

#[test]
fn state_knows_neither_view_nor_terminal_and_views_remember_nothing() {
    all(rules::mixed_state_and_view);
}

#[test]
fn fenced_crates_stay_inside_their_fences() {
    for row in table("what") {
        all(|source| rules::broken_fences(source, &row[0], &words(&row[1])));
    }
}

#[test]
fn only_the_command_line_prints() {
    all(rules::printing);
}

#[test]
fn every_file_has_a_header_and_one_subject() {
    all(rules::untidy_file);
    for path in below(&root().join("tests")).1 {
        let text = fs::read_to_string(&path).expect("a test file");
        assert!(text.starts_with("//! "), "{}: no header", path.display());
    }
}

#[test]
fn every_layer_is_a_folder() {
    for row in table("layer") {
        assert!(root().join("src").join(&row[0]).join("mod.rs").is_file(), "src/{} has no front page", row[0]);
    }
}

#[test]
fn every_folder_is_on_the_map() {
    let map = map();
    let named: BTreeSet<&str> =
        map.split(|c: char| !c.is_alphanumeric() && !"_/".contains(c)).filter(|word| !word.is_empty()).collect();
    for folder in below(&root().join("src")).0 {
        let place = place(&folder);
        assert!(named.contains(place.as_str()), "src/{place} is not named in ARCHITECTURE.md");
    }
}

#[test]
fn every_place_on_the_map_is_there() {
    for row in table("what") {
        for place in words(&row[1]) {
            let path = root().join("src").join(&place);
            assert!(path.is_dir() || path.with_extension("rs").is_file(), "src/{place} is fenced but not there");
        }
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
