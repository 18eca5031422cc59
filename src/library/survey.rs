//! What is learnt from a corpus about its pages before they are read: the lines that they repeat.
//!
//! Pages are surveyed with those of their folder, or of a folder around it where theirs has fewer than three files;
//! pages of an archive, and records without a title, with those of their file. Of a folder 200 files are
//! read, evenly spaced in the order of the corpus, of a file its first 200 documents, when the first one is met. Which those
//! are depends on the corpus alone, so that a page reads the same in the list and when it is opened. A file that cannot be
//! read teaches nothing.

use super::Library;
use crate::corpus::{self, FileReport, Found, Met};
use crate::extract::survey::{FEWEST_PAGES, LONGEST_SURVEYED, MOST_PAGES};
use crate::extract::{Repeated, Survey};
use crate::model::Document;
use std::collections::BTreeMap;
use std::ops::{ControlFlow, Range};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Pages that are read against each other.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Group {
    /// Those of files below a folder; the corpus itself has the empty path.
    Folder(String),
    /// Those in one file.
    File(String),
}

/// What has been learnt so far, and the files that it is learnt from.
#[derive(Debug, Default)]
pub(super) struct Surveys {
    known: Mutex<BTreeMap<Group, Arc<Repeated>>>,
    /// In the order of their relative paths; while a corpus is read.
    files: Mutex<Option<Arc<Vec<Found>>>>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Surveys {
    /// Forgets what was learnt, and learns from these files from now on.
    pub(super) fn begin(&self, found: &[Result<Found, FileReport>]) {
        locked(&self.known).clear();
        *locked(&self.files) = Some(Arc::new(found.iter().flatten().cloned().collect()));
    }

    /// All has been met; what was learnt stays.
    pub(super) fn end(&self) {
        *locked(&self.files) = None;
    }
}

impl Library {
    /// What was learnt of the pages met so far, by their folder or file; nothing of those that taught nothing.
    #[must_use]
    pub fn learnt(&self) -> Vec<(Group, Arc<Repeated>)> {
        let known = locked(&self.surveys.known);
        let taught = known.iter().filter(|(_, repeated)| !repeated.is_empty());
        taught.map(|(group, repeated)| (group.clone(), Arc::clone(repeated))).collect()
    }

    /// What the pages around a document of `file` have in common, and the folder of these pages if they are files of their
    /// own.
    pub(super) fn repeated(&self, file: &Found, document: &Document) -> (Arc<Repeated>, Option<String>) {
        if document.item.is_some() && document.fields.title.is_some() {
            return Default::default();
        }
        let inside = document.item.is_some() || document.path != file.relative;
        if inside {
            return (self.known_or(Group::File(file.relative.clone()), || of_documents(file)), None);
        }
        let files = locked(&self.surveys.files).clone();
        let files = files.unwrap_or_else(|| {
            let found = corpus::discover(&self.roots, self.options.walk);
            Arc::new(found.into_iter().flatten().collect())
        });
        let (folder, siblings) = folder_of(&files, &file.relative);
        let siblings = files.get(siblings).unwrap_or_default();
        (self.learn(folder, siblings), Some(folder.to_owned()))
    }

    /// What the pages of a folder have in common; `pages` are the files below it.
    pub(super) fn learn(&self, folder: &str, pages: &[Found]) -> Arc<Repeated> {
        self.known_or(Group::Folder(folder.to_owned()), || of_folder(pages))
    }

    fn known_or(&self, group: Group, learn: impl FnOnce() -> Repeated) -> Arc<Repeated> {
        if let Some(repeated) = locked(&self.surveys.known).get(&group) {
            return Arc::clone(repeated);
        }
        // Learnt without the lock; should two do so at once, they learn the same.
        let repeated = Arc::new(learn());
        Arc::clone(locked(&self.surveys.known).entry(group).or_insert(repeated))
    }
}

/// The lowest folder around `path` that has enough files below it to teach something, and which of `files` these are.
pub(super) fn folder_of<'a>(files: &[Found], path: &'a str) -> (&'a str, Range<usize>) {
    let mut folder = path;
    while let Some((above, _)) = folder.rsplit_once('/') {
        folder = above;
        // What begins with a path stands together in the order of paths; `0` comes right after `/`.
        let start = files.partition_point(|file| is_before(&file.relative, folder, '/'));
        let end = files.partition_point(|file| is_before(&file.relative, folder, '0'));
        if end - start >= FEWEST_PAGES {
            return (folder, start..end);
        }
    }
    ("", 0..files.len())
}

/// True if `path` comes before `folder` with `sign` behind it.
fn is_before(path: &str, folder: &str, sign: char) -> bool {
    let mut bound = [0; 4];
    path.bytes().lt(folder.bytes().chain(sign.encode_utf8(&mut bound).bytes()))
}

/// Which of so many files of a folder are surveyed: evenly spaced, none of too few.
pub(super) fn chosen(files: usize) -> impl Iterator<Item = usize> {
    let count = if files < FEWEST_PAGES { 0 } else { files.min(MOST_PAGES) };
    (0..count).map(move |index| index * files / count)
}

/// Surveys the files of a folder; as many threads read as the machine has.
fn of_folder(files: &[Found]) -> Repeated {
    if files.len() < FEWEST_PAGES {
        return Repeated::default();
    }
    let chosen: Vec<&Found> = chosen(files.len()).filter_map(|index| files.get(index)).collect();
    let threads = thread::available_parallelism().map_or(2, usize::from).clamp(1, 8);
    let mut survey = Survey::default();
    let noted = thread::scope(|scope| {
        let parts = chosen.chunks(chosen.len().div_ceil(threads).max(1));
        let note =
            |part: &[&Found]| part.iter().filter_map(|file| page(file)).map(|page| Survey::page(&page)).collect();
        let at_work: Vec<_> = parts.map(|part| scope.spawn(move || -> Vec<_> { note(part) })).collect();
        // A page that cannot be noted is missing; whoever reads it next will hear why.
        at_work.into_iter().flat_map(|part| part.join().unwrap_or_default()).collect::<Vec<_>>()
    });
    noted.into_iter().for_each(|page| survey.add(page));
    survey.finish()
}

/// The page that a file is, unless it is something else or too long.
fn page(file: &Found) -> Option<Document> {
    let mut page = None;
    corpus::read_short(file, LONGEST_SURVEYED as u64, &mut |met| {
        if let Met::Document(document) = met
            && document.item.is_none()
            && document.path == file.relative
        {
            page = Some(*document);
        }
        ControlFlow::Break(())
    });
    page
}

/// Surveys the first documents of a file of many.
fn of_documents(file: &Found) -> Repeated {
    let (mut survey, mut count) = (Survey::default(), 0);
    corpus::read(file, None, &mut |met| {
        if let Met::Document(document) = met {
            survey.add(Survey::page(&document));
            count += 1;
        }
        if count < MOST_PAGES { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    survey.finish()
}

#[cfg(test)]
mod tests {
    use super::super::{Entry, LoadError, Options};
    use super::*;
    use crate::library::Found as Met;
    use crate::model::Statement;
    use std::fs;

    const BODY: &str = "بند که تنها برای آزمون نوشته شده است و خبری در آن نیست، اما آن اندازه دراز است که متن شمرده شود و نه عنوان و نه چیز دیگر، و پس از آن نقطه می‌آید.";
    const NAMES: [&str; 5] = ["بهار", "تابان", "پارسا", "جویبار", "چشمه"];

    fn page(name: &str, furniture: &str) -> String {
        format!("{furniture}\n\nسخنی دربارهٔ {name} و آینده\n\n{name} نام این {BODY}\n\n{furniture} دیگر\n")
    }

    fn corpus(files: &[(&str, String)]) -> (tempfile::TempDir, Library) {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        let library = Library::new(vec![folder.path().to_path_buf()], Options::default());
        (folder, library)
    }

    fn list(library: &Library) -> Vec<Statement> {
        let mut statements = Vec::new();
        library.open(&mut |found| {
            if let Met::Statement(statement) = found {
                statements.push(*statement);
            }
            ControlFlow::Continue(())
        });
        statements
    }

    /// A statement loaded again, without the format of its file, which a list does not tell.
    fn loaded(library: &Library, statement: &Statement) -> Result<Statement, LoadError> {
        let mut again = library.load(&Entry::of(statement))?;
        again.grounds.format = None;
        Ok(again)
    }

    fn learnt(library: &Library) -> Vec<(Group, Vec<String>)> {
        list(library);
        let lines =
            |repeated: &Repeated| repeated.lines().iter().map(|(text, pages)| format!("{text} {pages}")).collect();
        library.learnt().iter().map(|(group, repeated)| (group.clone(), lines(repeated))).collect()
    }

    #[test]
    fn a_folder_teaches_and_what_is_opened_reads_as_it_was_listed() {
        let files: Vec<_> = NAMES.iter().map(|name| (*name, page(name, "رستک نمونه"))).collect();
        let (folder, library) = corpus(&files);
        let expected = ["رستک نمونه 5", "رستک نمونه دیگر 5"].map(str::to_owned).to_vec();
        assert_eq!(learnt(&library), [(Group::Folder(String::new()), expected)]);
        let statements = list(&library);
        let again = Library::new(vec![folder.path().to_path_buf()], Options::default());
        for statement in &statements {
            assert_eq!(statement.furniture().count(), 2, "{statement:?}");
            assert_eq!(loaded(&library, statement).as_ref(), Ok(statement));
            // Even before the corpus was listed.
            assert_eq!(loaded(&again, statement).as_ref(), Ok(statement));
        }
    }

    #[test]
    fn files_that_cannot_be_read_or_are_no_pages_teach_nothing() {
        let mut files: Vec<_> = NAMES[..3].iter().map(|name| (*name, page(name, "رستک نمونه"))).collect();
        files.extend([("empty", String::new()), ("long", "رستک\n".repeat(60_000)), ("binary", "%PDF-1.4".to_owned())]);
        files.push(("records", format!("{}\n", r#"{"text":"رستک"}"#).repeat(4)));
        let (folder, library) = corpus(&files);
        std::os::unix::fs::symlink(folder.path().join("nowhere"), folder.path().join("broken")).unwrap();
        assert_eq!(learnt(&library)[0].1.len(), 2);
    }

    #[test]
    fn few_files_are_surveyed_with_those_around_them() {
        let at = |path: &str, name: &str| (path.to_owned(), page(name, "رستک نمونه"));
        let files = [at("a/1/x", "بهار"), at("a/2/x", "تابان"), at("a/3/x", "پارسا"), at("b", "چشمه")];
        let (_folder, library) = corpus(&files.each_ref().map(|(path, text)| (path.as_str(), text.clone())));
        let groups: Vec<_> = learnt(&library).into_iter().map(|(group, lines)| (group, lines.len())).collect();
        assert_eq!(groups, [(Group::Folder(String::new()), 2), (Group::Folder("a".to_owned()), 2)]);
    }

    #[test]
    fn two_pages_or_one_that_is_named_alone_teach_nothing() {
        let files: Vec<_> = NAMES.iter().map(|name| (*name, page(name, "رستک نمونه"))).collect();
        assert!(learnt(&corpus(&files[..2]).1).is_empty());
        let (folder, _) = corpus(&files);
        let alone = Library::new(vec![folder.path().join("بهار")], Options::default());
        assert!(learnt(&alone).is_empty());
    }

    #[test]
    fn records_without_titles_teach_by_their_file() {
        let record = |name: &&str| format!("{}\n", serde_json::json!({ "text": page(name, "رستک نمونه") }));
        let (_folder, library) = corpus(&[("a.jsonl", NAMES.iter().map(record).collect())]);
        assert_eq!(learnt(&library)[0].0, Group::File("a.jsonl".to_owned()));
        let statements = list(&library);
        assert_eq!(statements.len(), 5);
        assert!(statements.iter().all(|statement| statement.furniture().count() == 2));
        assert_eq!(loaded(&library, &statements[4]).as_ref(), Ok(&statements[4]));
    }

    #[test]
    fn the_folder_of_a_file() {
        let files: Vec<Found> = ["a/b/1", "a/b/2", "a/b/3", "a/b0", "a/c/d/1", "a/c/d/2", "a/c/e", "z"]
            .map(|path| Found { path: path.into(), relative: path.to_owned() })
            .into();
        let check = |path: &str, expected: (&str, usize)| {
            let (folder, below) = folder_of(&files, path);
            assert_eq!((folder, below.len()), expected, "{path}");
        };
        check("a/b/2", ("a/b", 3));
        check("a/c/d/1", ("a/c", 3));
        check("a/b0", ("a", 7));
        check("z", ("", 8));
    }
}
