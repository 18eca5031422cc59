//! Finds the two files that say how a corpus is to be read: `parties.toml` and `reader.toml`.
//!
//! They are looked for in the user's folder, then in each root of the corpus (of a file: in the folder it lies in), so
//! that what is nearer to the texts comes later and counts for more. They are settings and never statements, wherever
//! they lie. A file of a corpus that is a link out of its folder is not followed, since a corpus may be anybody's. What
//! the files say is not known here.

use super::discover::{Root, label};
use super::read::unreadable;
use crate::model::{ConfigFile, ConfigKind, Scope};
use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The names of the files.
const NAMES: [(&str, ConfigKind); 2] = [("parties.toml", ConfigKind::Parties), ("reader.toml", ConfigKind::Reader)];

/// Bytes of such a file at most.
const LONGEST: u64 = 4 << 20;

/// A folder that may hold such files, and what of the corpus they speak of.
struct Place {
    folder: PathBuf,
    scope: Scope,
}

/// The files of settings for a corpus below `roots`, the user's own first; a file that is not there is none.
///
/// `user` is the folder of the user's own.
#[must_use]
pub fn config_files(roots: &[PathBuf], user: Option<&Path>) -> Vec<ConfigFile> {
    let places = places(roots);
    let scopes: Vec<Scope> = places.iter().map(|place| place.scope.clone()).collect();
    let mut files = Vec::new();
    for (name, kind) in NAMES {
        files.extend(user.and_then(|folder| open(folder, name, kind, &scopes, true)));
    }
    for place in &places {
        for (name, kind) in NAMES {
            files.extend(open(&place.folder, name, kind, std::slice::from_ref(&place.scope), false));
        }
    }
    files
}

/// True for the name of a file of settings.
pub(super) fn is_config(name: &OsStr) -> bool {
    NAMES.iter().any(|(known, _)| name == *known)
}

/// The folders of the roots, each once.
fn places(roots: &[PathBuf]) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for Root { path, label } in label(roots) {
        if path.is_dir() {
            places.push(Place { folder: path, scope: Scope { base: label, files: None } });
            continue;
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let base = label.rsplit_once('/').map_or("", |(base, _)| base);
        let known = places.iter_mut().find(|place| place.folder == folder && place.scope.base == base);
        match known.and_then(|place| place.scope.files.as_mut()) {
            Some(files) => {
                files.insert(label);
            }
            None => places.push(Place {
                folder: folder.to_owned(),
                scope: Scope { base: base.to_owned(), files: Some([label].into()) },
            }),
        }
    }
    places
}

fn open(folder: &Path, name: &str, kind: ConfigKind, scopes: &[Scope], anywhere: bool) -> Option<ConfigFile> {
    let path = folder.join(name);
    path.symlink_metadata().ok()?;
    let name = path.display().to_string();
    let inside = || match (path.canonicalize(), folder.canonicalize()) {
        (Ok(path), Ok(folder)) => path.starts_with(folder),
        _ => true,
    };
    let text = if anywhere || inside() {
        read(&path)
    } else {
        Err("is a link to a place outside its folder; it is not followed".to_owned())
    };
    Some(ConfigFile { name, kind, scopes: scopes.to_vec(), text })
}

fn read(path: &Path) -> Result<String, String> {
    let told = |error: &std::io::Error| unreadable(error).0;
    // Opening a pipe would wait for somebody to write into it.
    if !path.metadata().map_err(|error| told(&error))?.is_file() {
        return Err("is not a regular file".to_owned());
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| told(&error))?;
    file.take(LONGEST + 1).read_to_end(&mut bytes).map_err(|error| told(&error))?;
    if bytes.len() as u64 > LONGEST {
        return Err(format!("is over {} MB", LONGEST >> 20));
    }
    String::from_utf8(bytes).map_err(|_| "is not UTF-8".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::{Walk, discover};
    use super::*;
    use std::fs;

    /// Writes files that hold their own names.
    fn folder(names: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, name).unwrap();
        }
        folder
    }

    /// What the files found in `roots` hold, with the bases of their scopes.
    fn check(names: &[&str], roots: &[&str], user: Option<&str>, expected: &[(&str, &[&str])]) {
        let folder = folder(names);
        let roots: Vec<PathBuf> = roots.iter().map(|root| folder.path().join(root)).collect();
        let user = user.map(|user| folder.path().join(user));
        let found = config_files(&roots, user.as_deref());
        let found: Vec<(String, Vec<String>)> = found
            .iter()
            .map(|file| (file.text.clone().unwrap(), file.scopes.iter().map(|scope| scope.base.clone()).collect()))
            .collect();
        let expected: Vec<(String, Vec<String>)> = expected
            .iter()
            .map(|(text, bases)| ((*text).to_owned(), bases.iter().map(|base| (*base).to_owned()).collect()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_users_come_before_the_roots() {
        let names =
            ["home/reader.toml", "a/parties.toml", "a/reader.toml", "a/page.txt", "b/reader.toml", "b/x/page.txt"];
        check(&names, &["a"], None, &[("a/parties.toml", &[""]), ("a/reader.toml", &[""])]);
        check(&names, &["a/page.txt"], None, &[("a/parties.toml", &[""]), ("a/reader.toml", &[""])]);
        check(
            &names,
            &["a", "b"],
            Some("home"),
            &[
                ("home/reader.toml", &["a", "b"]),
                ("a/parties.toml", &["a"]),
                ("a/reader.toml", &["a"]),
                ("b/reader.toml", &["b"]),
            ],
        );
        check(&names, &["b/x/page.txt"], Some("nowhere"), &[]);
    }

    #[test]
    fn several_files_of_a_folder_share_it() {
        let folder = folder(&["reader.toml", "one.txt", "two.txt"]);
        let roots = [folder.path().join("one.txt"), folder.path().join("two.txt")];
        let found = config_files(&roots, None);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].scopes[0].files.as_ref().map(std::collections::HashSet::len), Some(2));
    }

    #[test]
    fn they_are_no_statements() {
        let folder = folder(&["parties.toml", "sub/reader.toml", "page.toml"]);
        let found = discover(&[folder.path().to_path_buf()], Walk::default());
        let names: Vec<_> = found.into_iter().flatten().map(|file| file.relative).collect();
        assert_eq!(names, ["page.toml"]);
        assert!(discover(&[folder.path().join("parties.toml")], Walk::default()).is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn what_cannot_be_read_is_told() {
        let folder = folder(&["away/secret", "corpus/page.txt"]);
        let corpus = folder.path().join("corpus");
        std::os::unix::fs::symlink("../away/secret", corpus.join("parties.toml")).unwrap();
        fs::write(corpus.join("reader.toml"), [0xFF, 0xFE, b'a']).unwrap();
        let told = |user: Option<&Path>| -> Vec<_> {
            config_files(std::slice::from_ref(&corpus), user).into_iter().map(|file| file.text).collect()
        };
        assert_eq!(
            told(None),
            [
                Err("is a link to a place outside its folder; it is not followed".to_owned()),
                Err("is not UTF-8".to_owned()),
            ]
        );
        // The user's own files may be kept elsewhere.
        assert_eq!(told(Some(&corpus))[0], Ok("away/secret".to_owned()));
    }
}
