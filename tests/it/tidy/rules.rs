//! The rules of ARCHITECTURE.md as functions of one source file; each returns what breaks it.
//!
//! Nothing is read from disk here, so that every rule can be tried on a snippet (`caught`).

use super::blank::{Untested, without_literals, without_tests};
use super::paths::{Names, Path};
use std::collections::{BTreeMap, BTreeSet};

/// Lines that a source file may have beside its inline tests.
const LONGEST: usize = 500;

/// A file below `src/`, read for the rules.
pub(super) struct Source {
    /// Path below `src/`, with `/` and without `.rs`: `layout/wrap`, `layout` for a `mod.rs`.
    pub(super) module: String,
    /// Its modules in files of their own that only tests have.
    pub(super) test_modules: Vec<String>,
    has_header: bool,
    lines: usize,
    names: Names,
}

/// What each layer may use.
pub(super) type Layers = BTreeMap<String, BTreeSet<String>>;

impl Source {
    pub(super) fn new(module: &str, text: &str) -> Self {
        let Untested { code, test_modules } = without_tests(&without_literals(text));
        Self {
            module: module.to_owned(),
            test_modules: test_modules.iter().map(|name| child(module, name)).collect(),
            has_header: text.starts_with("//! "),
            lines: code.lines().count(),
            names: Names::new(&code, module),
        }
    }

    /// The first folder or file name below `src/`.
    fn layer(&self) -> &str {
        self.module.split('/').next().unwrap_or("")
    }

    fn is_in(&self, place: &str) -> bool {
        self.module == place || self.module.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'))
    }

    /// The paths that break a rule, as messages.
    fn paths(&self, breaks: impl Fn(&[String]) -> bool) -> Vec<String> {
        let broken = self.names.paths.iter().filter(|path| breaks(path)).map(|path| path.join("::"));
        broken.collect::<BTreeSet<_>>().into_iter().map(|path| format!("{} uses {path}", self.module)).collect()
    }

    /// The words before which and after which something stands, as messages.
    fn words(&self, breaks: impl Fn(&str, &str, &str) -> bool) -> Vec<String> {
        let token = |at: Option<usize>| at.and_then(|at| self.names.tokens.get(at)).map_or("", String::as_str);
        let found = (0..self.names.tokens.len())
            .filter(|at| breaks(token(at.checked_sub(1)), token(Some(*at)), token(Some(at + 1))));
        found.map(|at| format!("{} says {}{}", self.module, token(Some(at)), token(Some(at + 1)))).collect()
    }
}

/// The module of that name declared in `parent`.
fn child(parent: &str, name: &str) -> String {
    if matches!(parent, "lib" | "main") { name.to_owned() } else { format!("{parent}/{name}") }
}

/// True if a path leads to `what` or into it, or a glob brings it in.
fn reaches(path: &[String], what: &str) -> bool {
    let what: Vec<&str> = what.split("::").collect();
    let depth = path.iter().zip(&what).take_while(|(part, wanted)| part == *wanted).count();
    depth == what.len() || (depth > 0 && depth + 1 == path.len() && path[depth] == "*")
}

/// Layers use only what their row names, and the crate's root holds nothing but layers.
pub(super) fn upward_imports(source: &Source, layers: &Layers) -> Vec<String> {
    let layer = source.layer();
    if layer == "main" {
        return source.paths(|path| path[0] == "crate" && path.len() > 1);
    }
    if layer == "lib" {
        return source.words(|_, word, _| ["use", "fn", "struct", "enum", "macro_rules", "type"].contains(&word));
    }
    let Some(allowed) = layers.get(layer) else {
        return vec![format!("src/{} is not in the layer table", source.module)];
    };
    source.paths(|path| match path {
        [root, used, ..] if root == "crate" => used != layer && !allowed.contains(used),
        _ => false,
    })
}

/// What is fenced is named only inside its fence.
pub(super) fn broken_fences(source: &Source, what: &str, places: &BTreeSet<String>) -> Vec<String> {
    let is_inside = places.iter().any(|place| source.is_in(place));
    if is_inside { Vec::new() } else { source.paths(|path| reaches(path, what)) }
}

/// State is plain data; a view draws from a shared reference and remembers nothing.
pub(super) fn mixed_state_and_view(source: &Source) -> Vec<String> {
    if source.is_in("tui/state") {
        let other = ["crate::tui::view", "crate::terminal", "ratatui", "crossterm"];
        return source.paths(|path| other.iter().any(|other| reaches(path, other)));
    }
    if !source.is_in("tui/view") {
        return Vec::new();
    }
    const KEEPS: [&str; 8] = ["Mutex", "RwLock", "Once", "OnceLock", "LazyLock", "Condvar", "atomic", "*"];
    let mut wrong = source.paths(|path| match path {
        [root, part, rest @ ..] if root == "std" || root == "core" => {
            let sync = part == "sync" && rest.first().is_none_or(|name| KEEPS.contains(&name.as_str()));
            part == "cell" || part == "*" || sync
        }
        _ => false,
    });
    wrong.extend(source.words(|before, word, after| {
        word == "thread_local" && after == "!" || word == "static" && after == "mut" && before != "'"
    }));
    let tokens = &source.names.tokens;
    for at in 2..tokens.len() {
        let is_exclusive = tokens[at - 2] == "&" && tokens[at - 1] == "mut";
        let is_app = |path: &Path| path.last().is_some_and(|last| last == "App");
        if is_exclusive && source.names.path_at(at).iter().any(is_app) {
            wrong.push(format!("{} has &mut App", source.module));
        }
    }
    wrong
}

/// Only `cli` writes to standard output and standard error.
pub(super) fn printing(source: &Source) -> Vec<String> {
    if source.is_in("cli") {
        return Vec::new();
    }
    const MACROS: [&str; 5] = ["print", "println", "eprint", "eprintln", "dbg"];
    const STREAMS: [&str; 2] = ["stdout", "stderr"];
    let mut wrong = source.words(|before, word, after| {
        let is_macro = MACROS.contains(&word) && after == "!";
        // `fn stdout(` and a command's `.stdout(` are others of that name.
        is_macro || (STREAMS.contains(&word) && after == "(" && before != "." && before != "fn")
    });
    let names = ["std::io::stdout", "std::io::stderr", "rustix::stdio"];
    wrong.extend(source.paths(|path| names.iter().any(|name| reaches(path, name))));
    wrong.extend(
        source.paths(|path| path[0] == "std" && path.last().is_some_and(|last| MACROS.contains(&last.as_str()))),
    );
    wrong
}

/// A header, one subject, and no way to bring in code that is not read here.
pub(super) fn untidy_file(source: &Source) -> Vec<String> {
    let mut wrong = Vec::new();
    if !source.has_header {
        wrong.push(format!("src/{}: no header", source.module));
    }
    if source.lines > LONGEST && !source.module.contains("/data") {
        wrong.push(format!("src/{}: {} lines", source.module, source.lines));
    }
    wrong.extend(source.words(|before, word, after| {
        (word == "include" && after == "!") || (word == "path" && after == "=" && before == "[")
    }));
    wrong
}
