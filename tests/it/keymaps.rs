//! The keymap files and the action list hold together: all load, all is bound, all is described.

use reader::keymap::{Action, Keymap};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Actions that no key has, each with its reason.
const WITHOUT_KEYS: [(Action, &str); 0] = [];

fn files() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("keymaps");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    assert!(!files.is_empty());
    files.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn every_file_loads_without_a_problem() {
    for (path, text) in files() {
        let problems = Keymap::default().overlay(&text, &path.display().to_string());
        assert!(problems.is_empty(), "{}", problems.iter().map(|problem| format!("{problem}\n")).collect::<String>());
    }
}

#[test]
fn no_key_hides_a_sequence() {
    for (path, text) in files() {
        let mut keymap = Keymap::default();
        keymap.overlay(&text, "");
        let bindings: Vec<_> = keymap.bindings().collect();
        for short in &bindings {
            for long in
                bindings.iter().filter(|long| long.context == short.context && long.keys.len() > short.keys.len())
            {
                assert!(!long.keys.starts_with(&short.keys), "{}: {short:?} hides {long:?}", path.display());
            }
        }
    }
}

#[test]
fn every_action_has_a_key_or_a_reason() {
    let keymap = Keymap::builtin();
    let bound: HashSet<Action> = keymap.bindings().map(|binding| binding.action).collect();
    let excused: HashSet<Action> = WITHOUT_KEYS.iter().map(|(action, _)| *action).collect();
    for action in Action::ALL {
        assert!(
            bound.contains(action) != excused.contains(action),
            "{action} is bound or excused, not both, not neither"
        );
    }
}

#[test]
fn every_action_is_described_in_one_line_and_found_by_its_name() {
    let mut names = HashSet::new();
    for action in Action::ALL {
        let (name, description) = (action.name(), action.description());
        assert_eq!(Action::from_name(name), Some(*action));
        assert!(names.insert(name), "{name} is the name of two actions");
        assert!(name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-'), "{name} is not kebab-case");
        assert!((8..=100).contains(&description.len()) && !description.ends_with('.'), "{name}: {description}");
    }
}
