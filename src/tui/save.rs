//! Writes what was chosen to a file, wholly or not at all.
//!
//! All of it goes to a file beside the wanted one first, so that a statement that cannot be read any
//! more or a full disk leaves what was there as it was. Pipes and devices are written into directly.

use super::chosen::{self, Form};
use super::state::{Chosen, Msg, Write, WriteMode};
use crate::library::Library;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek as _, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Writes the `chosen` as original text; the message tells how that ended.
pub(super) fn save(library: &Library, write: &Write, chosen: &[Chosen]) -> Msg {
    match try_save(library, write, chosen) {
        Ok(bytes) => Msg::Told { sentence: format!("{bytes} bytes written to {}.", write.path), failed: false },
        Err(sentence) => Msg::Told { sentence, failed: true },
    }
}

fn try_save(library: &Library, write: &Write, chosen: &[Chosen]) -> Result<u64, String> {
    let target = &target(&write.path, || etcetera::home_dir().ok())?;
    let exists = target.symlink_metadata().is_ok();
    if exists && write.mode == WriteMode::New {
        return Err(format!("{} exists; :w! replaces it, :w >> appends to it.", write.path));
    }
    let cannot = |error: io::Error| format!("Cannot write {}: {error}.", write.path);
    let is_file = fs::metadata(target).is_ok_and(|found| found.is_file());
    if exists && !is_file {
        let special = OpenOptions::new().write(true).open(target).map_err(cannot)?;
        return fill(&special, library, chosen, cannot);
    }
    let draft = Draft::beside(target).map_err(cannot)?;
    let bytes = fill(&draft.file, library, chosen, cannot)?;
    let result = match write.mode {
        // What a link points to is written into; the link stays.
        WriteMode::Replace if target.is_symlink() => {
            draft.pour(OpenOptions::new().write(true).truncate(true).open(target))
        }
        WriteMode::New | WriteMode::Replace => draft.become_file(target),
        WriteMode::Append => draft.pour(OpenOptions::new().append(true).create(true).open(target)),
    };
    result.map(|()| bytes).map_err(cannot)
}

/// The file that a typed path names: `~/` begins one in the user's folder, as in a shell.
fn target(typed: &str, home: impl Fn() -> Option<PathBuf>) -> Result<PathBuf, String> {
    match typed.strip_prefix("~/") {
        Some(path) => Ok(home().ok_or_else(|| format!("Cannot write {typed}: no home folder is known."))?.join(path)),
        None => Ok(PathBuf::from(typed)),
    }
}

/// Writes the texts, with a blank line between them and a line break at the end; gives the number of bytes.
fn fill(
    file: &File,
    library: &Library,
    chosen: &[Chosen],
    cannot: impl Fn(io::Error) -> String,
) -> Result<u64, String> {
    let mut out = BufWriter::new(file);
    let mut bytes = 0;
    let mut result = Ok(());
    chosen::texts(library, chosen, Form::TEXT, &mut |text| {
        result = text.map_err(|error| format!("Nothing was written: {error}")).and_then(|mut text| {
            if bytes > 0 {
                text.insert(0, '\n');
            }
            if !text.ends_with('\n') {
                text.push('\n');
            }
            bytes += text.len() as u64;
            out.write_all(text.as_bytes()).map_err(&cannot)
        });
        if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    result.and_then(|()| out.flush().map_err(&cannot)).map(|()| bytes)
}

/// A file beside the wanted one, which goes when it is dropped.
struct Draft {
    path: PathBuf,
    file: File,
}

impl Draft {
    fn beside(target: &Path) -> io::Result<Self> {
        let name = target.file_name().ok_or(io::ErrorKind::IsADirectory)?;
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}.reader", std::process::id()));
        let path = target.with_file_name(hidden);
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(&path)?;
        Ok(Self { path, file })
    }

    fn become_file(self, target: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.path, target)
    }

    fn pour(self, target: io::Result<File>) -> io::Result<()> {
        (&self.file).rewind()?;
        io::copy(&mut &self.file, &mut target?).map(drop)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // It is gone already where it has become the file.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Entry, Options};

    fn told(msg: &Msg) -> (&str, bool) {
        match msg {
            Msg::Told { sentence, failed } => (sentence, *failed),
            other => panic!("{other:?}"),
        }
    }

    fn part(text: &str) -> Vec<Chosen> {
        vec![Chosen::Text { entry: None, text: text.to_owned() }]
    }

    #[test]
    fn files_are_made_replaced_and_extended() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::new(Vec::new(), Options::default());
        let path = folder.path().join("out.txt");
        let write = |mode| Write { path: path.display().to_string(), mode };
        let read = || fs::read_to_string(&path).unwrap();

        assert!(!told(&save(&library, &write(WriteMode::New), &part("one"))).1);
        assert_eq!(read(), "one\n");
        let refused = save(&library, &write(WriteMode::New), &part("two"));
        assert!(told(&refused).1 && told(&refused).0.contains("exists; :w! replaces it"));
        assert_eq!(read(), "one\n");
        assert!(!told(&save(&library, &write(WriteMode::Append), &part("two"))).1);
        assert_eq!(read(), "one\ntwo\n");
        assert!(!told(&save(&library, &write(WriteMode::Replace), &part("three"))).1);
        assert_eq!(read(), "three\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left");
    }

    #[test]
    fn a_tilde_is_the_home_folder() {
        let home = || Some(PathBuf::from("/home/me"));
        assert_eq!(target("~/x/y", home), Ok(PathBuf::from("/home/me/x/y")));
        assert_eq!(target("./~/x", home), Ok(PathBuf::from("./~/x")));
        assert_eq!(target("~/x", || None), Err("Cannot write ~/x: no home folder is known.".to_owned()));
    }

    #[test]
    fn what_cannot_be_read_leaves_the_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("page.txt"), "title\n\nbody of some words").unwrap();
        let library = Library::new(vec![folder.path().join("page.txt")], Options::default());
        let mut entry = None;
        library.open(&mut |found| {
            if let crate::library::Found::Statement(statement) = found {
                entry = Some(Entry::of(&statement));
            }
            ControlFlow::Continue(())
        });
        let chosen = vec![Chosen::Statement(Box::new(entry.unwrap()))];
        let path = folder.path().join("out.txt");
        fs::write(&path, "before").unwrap();
        fs::remove_file(folder.path().join("page.txt")).unwrap();
        let write = Write { path: path.display().to_string(), mode: WriteMode::Replace };
        let failed = save(&library, &write, &chosen);
        assert_eq!(told(&failed), ("Nothing was written: page.txt is gone.", true));
        assert_eq!(fs::read_to_string(&path).unwrap(), "before");
        assert!(told(&save(&library, &Write { path: "/no/such/x".into(), ..write }, &part("a"))).1);
    }
}
