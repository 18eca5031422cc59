//! The paths that code names, written out in full: `use` trees expanded, `super` and aliases followed.
//!
//! Works on tokens and within one file. A name that no `use` of the file explains stays as it is
//! written; what a glob brings in is seen as the glob.

use super::blank::is_word;
use std::collections::BTreeMap;

/// Segments of a path: `crate` first for the crate's own, else the name of a crate.
pub(super) type Path = Vec<String>;

/// What one file names.
pub(super) struct Names {
    pub(super) tokens: Vec<String>,
    /// Paths of `use` and of code, resolved; a single word in code is one only if a `use` explains it.
    pub(super) paths: Vec<Path>,
    aliases: BTreeMap<String, Vec<Path>>,
    module: Path,
}

impl Names {
    /// Reads code without literals; `module` is where it stands, `tui/view` for `crate::tui::view`.
    pub(super) fn new(code: &str, module: &str) -> Self {
        let module: Path = match module {
            "lib" | "main" => Path::new(),
            path => path.split('/').map(str::to_owned).collect(),
        };
        let mut names = Self { tokens: tokens(code), paths: Vec::new(), aliases: BTreeMap::new(), module };
        let found = names.written();
        for path in found {
            let resolved = names.resolve(&path.segments, &path.inside);
            let known = path.imported || path.segments.len() > 1 || names.aliases.contains_key(&path.segments[0]);
            names.paths.extend(resolved.into_iter().filter(|_| known));
        }
        names
    }

    /// The path that begins at this token, resolved as in the file's own module.
    pub(super) fn path_at(&self, at: usize) -> Vec<Path> {
        let (segments, _) = path(&self.tokens, at);
        if segments.is_empty() { Vec::new() } else { self.resolve(&segments, &[]) }
    }

    /// All paths as they are written; fills the aliases.
    fn written(&mut self) -> Vec<Written> {
        let mut found = Vec::new();
        let (mut depth, mut inside): (usize, Vec<(usize, String)>) = (0, Vec::new());
        let mut at = 0;
        while at < self.tokens.len() {
            let token = |index: usize| self.tokens.get(index).map_or("", String::as_str);
            let here: Path = inside.iter().map(|(_, name)| name.clone()).collect();
            match token(at) {
                "{" => depth += 1,
                "}" => {
                    depth = depth.saturating_sub(1);
                    inside.retain(|(level, _)| *level <= depth);
                }
                "mod" if token(at + 2) == "{" => {
                    depth += 1;
                    inside.push((depth, token(at + 1).to_owned()));
                    at += 2;
                }
                "extern" if token(at + 1) == "crate" => {
                    let name = if token(at + 2) == "self" { "crate" } else { token(at + 2) }.to_owned();
                    let alias = if token(at + 3) == "as" { token(at + 4).to_owned() } else { name.clone() };
                    self.aliases.entry(alias).or_default().push(vec![name.clone()]);
                    found.push(Written { segments: vec![name], imported: true, inside: here });
                    at += 2;
                }
                "use" if token(at + 1) != "<" => {
                    let mut leaves = Vec::new();
                    at = tree(&self.tokens, at + 1, &[], &mut leaves);
                    for (segments, alias) in leaves {
                        let resolved = self.anchored(&segments, &here);
                        self.aliases.entry(alias).or_default().push(resolved);
                        found.push(Written { segments, imported: true, inside: here.clone() });
                    }
                }
                first if (first == "::" || starts_word(first)) && !continues(&self.tokens, at) => {
                    let (segments, end) = path(&self.tokens, at);
                    if !segments.is_empty() {
                        found.push(Written { segments, imported: false, inside: here });
                        at = end - 1;
                    }
                }
                _ => {}
            }
            at += 1;
        }
        found
    }

    /// The path from the crate's root where it begins with `self` or `super`.
    fn anchored(&self, segments: &[String], inside: &[String]) -> Path {
        let mut place: Path = self.module.iter().chain(inside).cloned().collect();
        let relative = segments.iter().take_while(|name| *name == "self" || *name == "super").count();
        if relative == 0 {
            return segments.to_vec();
        }
        for name in &segments[..relative] {
            if name == "super" {
                place.pop();
            }
        }
        ["crate".to_owned()].into_iter().chain(place).chain(segments[relative..].iter().cloned()).collect()
    }

    fn resolve(&self, segments: &[String], inside: &[String]) -> Vec<Path> {
        let mut open = vec![(self.anchored(segments, inside), 0)];
        let mut done = Vec::new();
        while let Some((path, steps)) = open.pop() {
            match self.aliases.get(&path[0]) {
                Some(targets) if steps < 4 => {
                    for target in targets {
                        let full: Path = target.iter().chain(&path[1..]).cloned().collect();
                        if full[0] == path[0] { done.push(full) } else { open.push((full, steps + 1)) }
                    }
                }
                _ => done.push(path),
            }
        }
        done.into_iter().map(|path| if path[0] == "::" { path[1..].to_vec() } else { path }).collect()
    }
}

struct Written {
    segments: Path,
    imported: bool,
    /// The inline modules around it.
    inside: Path,
}

/// Words, `::` and single signs.
fn tokens(code: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match rest.find(|c: char| !is_word(c)).unwrap_or(rest.len()) {
            0 if rest.starts_with("::") => 2,
            0 => first.len_utf8(),
            word => word,
        };
        let word = rest[..length].to_owned();
        // `$crate` in a macro is `crate`.
        if word == "crate" && found.last().is_some_and(|last| last == "$") {
            found.pop();
        }
        found.push(word);
        rest = rest[length..].trim_start();
    }
    found
}

fn starts_word(token: &str) -> bool {
    token.starts_with(|c: char| is_word(c) && !c.is_ascii_digit())
}

/// True if the token goes on with what stands before it: a field, a method, a path's next part.
fn continues(tokens: &[String], at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| tokens[before].as_str());
    match tokens[at].as_str() {
        "::" => before == ">" || (starts_word(before) && !["in", "return", "as", "mut", "dyn"].contains(&before)),
        _ => before == "::" || (before == "." && at.checked_sub(2).is_none_or(|at| tokens[at] != ".")),
    }
}

/// The path that begins here, and where it ends.
fn path(tokens: &[String], mut at: usize) -> (Path, usize) {
    let mut segments = Path::new();
    if tokens.get(at).is_some_and(|token| token == "::") {
        segments.push("::".to_owned());
        at += 1;
    }
    while let Some(token) = tokens.get(at).filter(|token| starts_word(token)) {
        segments.push(token.clone());
        at += 1;
        if tokens.get(at).is_some_and(|token| token == "::") && tokens.get(at + 1).is_some_and(|next| starts_word(next))
        {
            at += 1;
        } else {
            break;
        }
    }
    if segments == ["::"] { (Path::new(), at) } else { (segments, at) }
}

/// Expands a `use` tree into its leaves, each with the name it gets in this file; returns where it ends.
fn tree(tokens: &[String], mut at: usize, prefix: &[String], leaves: &mut Vec<(Path, String)>) -> usize {
    let mut path = prefix.to_vec();
    let mut alias = None;
    while let Some(token) = tokens.get(at) {
        match token.as_str() {
            "::" if path.is_empty() => path.push(token.clone()),
            "::" => {}
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token != "}" && token != ";") {
                    at = tree(tokens, at, &path, leaves);
                    at += usize::from(tokens.get(at).is_some_and(|token| token == ","));
                }
                return at + 1;
            }
            "as" => {
                alias = tokens.get(at + 1).cloned();
                at += 1;
            }
            "," | "}" | ";" => break,
            _ => path.push(token.clone()),
        }
        at += 1;
    }
    if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    if let Some(last) = path.last().cloned() {
        leaves.push((path, alias.unwrap_or(last)));
    }
    at
}
