//! Which files a corpus has: the walk over its roots.
//!
//! Files come in the byte order of their relative paths, so every machine lists a corpus alike.
//! Hidden and version-control folders are passed over, links are followed and loops of them
//! survived. A root or folder that cannot be read is reported in its place. Names decide nothing:
//! whether a file holds text is found out by reading it.

use super::read::unreadable;
use super::{FileReport, project};
use crate::model::Problem;
use ignore::WalkBuilder;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

/// How the roots are walked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Walk {
    /// Leave out what `.gitignore` and `.ignore` files name.
    pub gitignore: bool,
    /// Go into hidden files and folders too.
    pub hidden: bool,
}

/// A file of the corpus.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// Where it is on this machine.
    pub path: PathBuf,
    /// Its path from the corpus root, with `/` between folders; the same on every machine.
    pub relative: String,
}

/// Every file below `roots`, and a report for each place that could not be looked into.
#[must_use]
pub fn discover(roots: &[PathBuf], walk: Walk) -> Vec<Result<Found, FileReport>> {
    let mut found = Vec::new();
    for root in label(roots) {
        walk_root(&root, walk, &mut found);
    }
    found.sort_by(|one, other| relative_of(one).cmp(relative_of(other)));
    tell_apart(&mut found);
    found
}

/// Numbers the files whose names are not UTF-8 and look alike once they are.
fn tell_apart(found: &mut [Result<Found, FileReport>]) {
    let is_lossy = |file: &Found| file.path.to_str().is_none();
    let files = || found.iter().flatten();
    if !files().any(is_lossy) {
        return;
    }
    let mut taken: HashSet<String> = files().filter(|file| !is_lossy(file)).map(|file| file.relative.clone()).collect();
    let mut lossy: Vec<&mut Found> = found.iter_mut().flatten().filter(|file| is_lossy(file)).collect();
    lossy.sort_by(|one, other| one.path.cmp(&other.path));
    for file in lossy {
        let mut path = file.relative.clone();
        let mut number = 2;
        while !taken.insert(path.clone()) {
            path = format!("{}~{number}", file.relative);
            number += 1;
        }
        file.relative = path;
    }
    found.sort_by(|one, other| relative_of(one).cmp(relative_of(other)));
}

/// The file that `discover` gave the path `relative`, if it is still there.
///
/// For the path of a member of an archive that is the archive, whose own path is shorter.
#[must_use]
pub fn locate(roots: &[PathBuf], walk: Walk, relative: &str) -> Option<Found> {
    Locator::new(roots, walk).find(relative)
}

/// The way back from many relative paths to their files.
pub struct Locator<'a> {
    roots: &'a [PathBuf],
    walk: Walk,
    labelled: Vec<Root>,
    /// All files, once one had to be looked for among them.
    all: OnceCell<Vec<Found>>,
}

impl std::fmt::Debug for Locator<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Locator").field("roots", &self.roots).field("walk", &self.walk).finish_non_exhaustive()
    }
}

impl<'a> Locator<'a> {
    /// Looks below these roots.
    #[must_use]
    pub fn new(roots: &'a [PathBuf], walk: Walk) -> Self {
        Self { roots, walk, labelled: label(roots), all: OnceCell::new() }
    }

    /// As [`locate`]. The roots are walked once at most, whatever the number of paths.
    #[must_use]
    pub fn find(&self, relative: &str) -> Option<Found> {
        let ends = relative.rmatch_indices('/').map(|(at, _)| at);
        let mut paths = std::iter::once(relative.len()).chain(ends).filter_map(|end| relative.get(..end));
        let direct = paths.find_map(|path| {
            let file = self.labelled.iter().find_map(|root| root.file(path))?;
            Some(Found { path: file, relative: path.to_owned() })
        });
        // A name that is not UTF-8 has no way back from its relative path.
        direct.or_else(|| {
            let all = self.all.get_or_init(|| discover(self.roots, self.walk).into_iter().flatten().collect());
            let leads = |file: &&Found| {
                relative.strip_prefix(&file.relative).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            all.iter().find(leads).cloned()
        })
    }
}

fn relative_of(found: &Result<Found, FileReport>) -> &str {
    match found {
        Ok(file) => &file.relative,
        Err(report) => &report.path,
    }
}

/// A root and what its files' relative paths begin with.
pub(super) struct Root {
    pub(super) path: PathBuf,
    pub(super) label: String,
}

impl Root {
    /// The file at a path that begins with the label, if there is one.
    fn file(&self, relative: &str) -> Option<PathBuf> {
        let path = if relative == self.label {
            self.path.clone()
        } else {
            let below =
                if self.label.is_empty() { relative } else { relative.strip_prefix(&self.label)?.strip_prefix('/')? };
            self.path.join(below)
        };
        path.is_file().then_some(path)
    }
}

/// Gives each root a label: none to a single folder, else as many last names of its path as tell it from the others.
pub(super) fn label(roots: &[PathBuf]) -> Vec<Root> {
    let mut distinct: Vec<(PathBuf, PathBuf)> = Vec::new();
    for root in roots {
        let real = root.canonicalize().unwrap_or_else(|_| root.clone());
        if !distinct.iter().any(|(_, other)| *other == real) {
            distinct.push((root.clone(), real));
        }
    }
    // What lies below another root is read there.
    let kept: Vec<_> = distinct
        .iter()
        .filter(|(_, real)| !distinct.iter().any(|(_, other)| other != real && real.starts_with(other)))
        .collect();
    if let [(path, _)] = kept.as_slice()
        && path.is_dir()
    {
        return vec![Root { path: path.clone(), label: String::new() }];
    }
    let mut lengths = vec![1_usize; kept.len()];
    loop {
        let labels: Vec<_> = kept.iter().zip(&lengths).map(|((_, real), length)| last_names(real, *length)).collect();
        let mut times: HashMap<&str, usize> = HashMap::new();
        for label in &labels {
            *times.entry(label).or_default() += 1;
        }
        // A label that is the beginning of another one would give a file below it the path of one below the other.
        for label in labels.iter().collect::<HashSet<_>>() {
            for (at, _) in label.match_indices('/') {
                if let Some(times) = label.get(..at).and_then(|beginning| times.get_mut(beginning)) {
                    *times += 1;
                }
            }
        }
        let mut longer = false;
        for (((_, real), length), label) in kept.iter().zip(&mut lengths).zip(&labels) {
            if times.get(label.as_str()).is_some_and(|times| *times > 1) && *length < real.components().count() {
                *length += 1;
                longer = true;
            }
        }
        if !longer {
            return kept.iter().zip(labels).map(|((path, _), label)| Root { path: path.clone(), label }).collect();
        }
    }
}

fn last_names(path: &Path, count: usize) -> String {
    let names: Vec<_> = path
        .components()
        .filter(|part| !matches!(part, Component::RootDir | Component::CurDir | Component::Prefix(_)))
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    names.get(names.len().saturating_sub(count)..).unwrap_or_default().join("/")
}

fn walk_root(root: &Root, walk: Walk, found: &mut Vec<Result<Found, FileReport>>) {
    let mut builder = WalkBuilder::new(&root.path);
    builder
        .standard_filters(false)
        .hidden(!walk.hidden)
        .git_ignore(walk.gitignore)
        .git_exclude(walk.gitignore)
        .ignore(walk.gitignore)
        .parents(walk.gitignore)
        .require_git(false)
        .follow_links(true)
        .filter_entry(|entry| entry.depth() == 0 || !is_version_control(entry.file_name()));
    for entry in builder.build() {
        match entry {
            Ok(entry) => match entry.file_type() {
                Some(kind) if kind.is_dir() => {}
                Some(kind) if kind.is_file() && project::is_config(entry.file_name()) => {}
                Some(kind) if kind.is_file() => {
                    let relative = relative(root, entry.path());
                    found.push(Ok(Found { path: entry.into_path(), relative }));
                }
                _ => found.push(Err(trouble(
                    root,
                    Some(entry.path()),
                    Problem::new("is neither a file nor a folder; skipped"),
                    true,
                ))),
            },
            Err(error) => found.push(Err(explain(root, &error))),
        }
    }
}

fn is_version_control(name: &OsStr) -> bool {
    [".git", ".hg", ".svn", ".bzr", ".jj", "CVS", "_darcs"].iter().any(|known| name == *known)
}

fn relative(root: &Root, path: &Path) -> String {
    let below = path.strip_prefix(&root.path).unwrap_or(path);
    let mut relative = root.label.clone();
    for part in below.components() {
        if !relative.is_empty() {
            relative.push('/');
        }
        relative.push_str(&part.as_os_str().to_string_lossy());
    }
    relative
}

fn explain(root: &Root, error: &ignore::Error) -> FileReport {
    match error {
        ignore::Error::WithDepth { err, .. } => explain(root, err),
        ignore::Error::WithPath { path, err } => trouble(root, Some(path), reason(err), false),
        ignore::Error::Loop { child, .. } => {
            let problem = Problem::new("is a link back to a folder above it; not followed");
            trouble(root, Some(child), problem, true)
        }
        other => trouble(root, None, reason(other), false),
    }
}

fn reason(error: &ignore::Error) -> Problem {
    error.io_error().map_or_else(|| Problem::new(format!("cannot be read: {error}")), unreadable)
}

fn trouble(root: &Root, path: Option<&Path>, problem: Problem, readable: bool) -> FileReport {
    let mut path = path.map_or_else(|| root.label.clone(), |path| relative(root, path));
    if path.is_empty() {
        path = root.path.to_string_lossy().into_owned();
    }
    FileReport { path, readable, problems: vec![problem], ..FileReport::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// A folder with the named files in it; a name that ends in `/` is a folder.
    fn folder(names: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            if name.ends_with('/') {
                fs::create_dir_all(&path).unwrap();
            } else {
                fs::write(&path, "text").unwrap();
            }
        }
        folder
    }

    fn names(found: Vec<Result<Found, FileReport>>) -> Vec<String> {
        found
            .into_iter()
            .map(|found| match found {
                Ok(file) => file.relative,
                Err(report) => format!("{}: {}", report.path, report.problems[0]),
            })
            .collect()
    }

    fn check(files: &[&str], roots: &[&str], walk: Walk, expected: &[&str]) {
        let folder = folder(files);
        let roots: Vec<_> = roots.iter().map(|root| folder.path().join(root)).collect();
        assert_eq!(names(discover(&roots, walk)), expected);
        for relative in expected.iter().filter(|relative| !relative.contains(": ")) {
            let file = locate(&roots, walk, relative).expect("the way back");
            assert!(file.path.ends_with(Path::new(relative).file_name().unwrap()), "{relative} -> {file:?}");
            // A member of an archive leads to the archive.
            assert_eq!(locate(&roots, walk, &format!("{relative}/member/of.it")), Some(file));
        }
    }

    #[test]
    fn files_come_in_the_byte_order_of_their_paths() {
        check(
            &["b.txt", "a/z.txt", "a-b/y.txt", "a.txt", "Z.md"],
            &[""],
            Walk::default(),
            &["Z.md", "a-b/y.txt", "a.txt", "a/z.txt", "b.txt"],
        );
    }

    #[test]
    fn hidden_and_version_control_folders_are_passed_over() {
        let files = ["page", ".hidden", ".git/config", "CVS/Root", "sub/.svn/entries", "sub/page", "README"];
        check(&files, &[""], Walk::default(), &["README", "page", "sub/page"]);
        check(&files, &[""], Walk { hidden: true, ..Walk::default() }, &[".hidden", "README", "page", "sub/page"]);
    }

    #[test]
    fn gitignore_counts_only_when_asked() {
        let folder = folder(&["kept", "left"]);
        fs::write(folder.path().join(".gitignore"), "left\n").unwrap();
        let roots = [folder.path().to_path_buf()];
        assert_eq!(names(discover(&roots, Walk::default())), ["kept", "left"]);
        assert_eq!(names(discover(&roots, Walk { gitignore: true, ..Walk::default() })), ["kept"]);
    }

    #[test]
    fn a_single_file_goes_by_its_name() {
        check(&["sub/page.txt"], &["sub/page.txt"], Walk::default(), &["page.txt"]);
        check(&["sub/.page.txt"], &["sub/.page.txt"], Walk::default(), &[".page.txt"]);
    }

    #[test]
    fn several_roots_are_told_apart() {
        check(&["one/a", "two/a", "two/b"], &["one", "two/b"], Walk::default(), &["b", "one/a"]);
        check(&["one/x/a", "two/x/a"], &["one/x", "two/x"], Walk::default(), &["one/x/a", "two/x/a"]);
    }

    #[test]
    fn no_label_is_the_beginning_of_another() {
        let files = ["one/sub/a", "x/one/sub/a", "y/sub/a"];
        let expected = ["x/one/sub/a", "y/sub/a"];
        let folder = folder(&files);
        let roots = ["one", "x/one/sub", "y/sub"].map(|root| folder.path().join(root));
        let found = names(discover(&roots, Walk::default()));
        assert_eq!(found.iter().collect::<HashSet<_>>().len(), 3, "{found:?}");
        assert!(expected.iter().all(|wanted| found.iter().any(|path| wanted.ends_with(path.as_str()))), "{found:?}");
    }

    #[cfg(unix)]
    #[test]
    fn names_that_look_alike_are_numbered() {
        use std::os::unix::ffi::OsStrExt;
        let folder = folder(&["a\u{FFFD}.txt"]);
        for (name, text) in [(&b"a\xFF.txt"[..], "one"), (b"a\x81.txt", "two")] {
            fs::write(folder.path().join(OsStr::from_bytes(name)), text).unwrap();
        }
        let roots = [folder.path().to_path_buf()];
        let found: Vec<_> = discover(&roots, Walk::default()).into_iter().flatten().collect();
        let paths: Vec<_> = found.iter().map(|file| file.relative.as_str()).collect();
        assert_eq!(paths, ["a\u{FFFD}.txt", "a\u{FFFD}.txt~2", "a\u{FFFD}.txt~3"]);
        for file in found {
            assert_eq!(locate(&roots, Walk::default(), &file.relative), Some(file));
        }
    }

    #[test]
    fn a_root_below_another_or_given_twice_is_read_once() {
        check(&["sub/a", "b"], &["", "sub", "sub/a", ""], Walk::default(), &["b", "sub/a"]);
    }

    #[test]
    fn a_missing_root_is_reported_and_the_rest_is_read() {
        let folder = folder(&["page"]);
        let found = discover(&[folder.path().join("page"), folder.path().join("gone")], Walk::default());
        let report = found.iter().find_map(|found| found.as_ref().err()).unwrap();
        assert_eq!(report.path, "gone");
        assert!(!report.readable);
        assert_eq!(report.problems, [Problem::new("does not exist")]);
        assert_eq!(found.iter().filter(|found| found.is_ok()).count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn loops_of_links_are_survived() {
        let folder = folder(&["sub/page"]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("sub/up")).unwrap();
        std::os::unix::fs::symlink("nowhere", folder.path().join("dead")).unwrap();
        let found = names(discover(&[folder.path().to_path_buf()], Walk::default()));
        let expected =
            ["dead: does not exist", "sub/page", "sub/up: is a link back to a folder above it; not followed"];
        assert_eq!(found, expected);
    }
}
