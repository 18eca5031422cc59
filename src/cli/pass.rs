//! One pass over a corpus that writes as it goes; what `list`, `show` and `check` have in common.
//!
//! Files that could not be read are told on the second stream and stop nothing. A reader that
//! leaves the pipe ends the pass quietly. Which exit code an outcome has is for `run` to say.

use crate::corpus::FileReport;
use crate::library::{Found, Inspection, Library, Settings};
use crate::model::Statement;
use crate::output::plain::clean;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::ops::ControlFlow;

/// How a command that writes statements ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Something was written, or the pipe was closed.
    Done,
    /// There was nothing to write.
    Nothing,
    /// A path could not be read; the rest was written.
    Unreadable,
}

/// What a command writes for each thing that is met.
pub(super) trait Report {
    /// Writes what settings the corpus is read by, before all else; false if their problems are still to be told.
    fn settings(&mut self, _out: &mut dyn Write, _settings: &Settings) -> io::Result<bool> {
        Ok(false)
    }

    /// True if documents are to be looked through for damage.
    fn inspects(&self) -> bool {
        false
    }

    /// Takes in what was seen in a document, before its statements.
    fn inspected(&mut self, _inspection: &Inspection) {}

    /// Writes a statement.
    fn statement(&mut self, out: &mut dyn Write, statement: &Statement) -> io::Result<()>;

    /// Writes what comes after all, where that is only known then; gives how many statements were written in all.
    fn end(&mut self, _out: &mut dyn Write, statements: usize) -> io::Result<usize> {
        Ok(statements)
    }

    /// Writes what became of a file, after its statements; false if its problems are still to be told.
    fn file(&mut self, _out: &mut dyn Write, _report: &FileReport) -> io::Result<bool> {
        Ok(false)
    }
}

/// Writes the report of a corpus to `out`, and to `notes` what could not be read of it.
pub(super) fn write(
    library: &Library,
    out: &mut impl Write,
    notes: &mut impl Write,
    report: &mut impl Report,
) -> io::Result<Outcome> {
    let mut out = BufWriter::with_capacity(64 << 10, out);
    let (mut statements, mut unreadable) = (0_usize, false);
    let mut result = Ok(());
    let inspects = report.inspects();
    if !report.settings(&mut out, library.settings())? {
        for problem in library.settings().problems() {
            writeln!(notes, "{}", clean(&problem.to_string()))?;
        }
    }
    let mut each = |found| {
        result = match &found {
            Found::Inspection(inspection) => {
                report.inspected(inspection);
                Ok(())
            }
            Found::Statement(statement) => {
                statements += 1;
                report.statement(&mut out, statement)
            }
            Found::File(file) => {
                unreadable |= !file.readable;
                report.file(&mut out, file).map(|told| {
                    if !told {
                        // Who does not listen to the notes wants the statements all the same.
                        let _ = tell(notes, file);
                    }
                })
            }
        };
        if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    if inspects {
        library.open_inspecting(&mut each);
    } else {
        library.open(&mut each);
    }
    let written = result.and_then(|()| report.end(&mut out, statements));
    let written = written.and_then(|written| out.flush().map(|()| written));
    if written.is_err() {
        // What is still in the buffer has no reader.
        drop(out.into_parts());
    }
    settled(written, unreadable)
}

/// What a pass comes to that wrote so many statements; a closed pipe is a quiet end.
pub(super) fn settled(written: io::Result<usize>, unreadable: bool) -> io::Result<Outcome> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(Outcome::Done),
        Err(error) => Err(error),
        Ok(_) if unreadable => Ok(Outcome::Unreadable),
        Ok(0) => Ok(Outcome::Nothing),
        Ok(_) => Ok(Outcome::Done),
    }
}

/// Tells the problems of a file, one a line.
pub(super) fn tell(notes: &mut impl Write, file: &FileReport) -> io::Result<()> {
    for problem in &file.problems {
        writeln!(notes, "{}: {}", clean(&file.path), clean(&problem.0))?;
    }
    Ok(())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::library::Options;
    use std::fs;

    /// A corpus of the given files, by name and content.
    pub(in crate::cli) fn corpus(files: &[(&str, &str)]) -> (tempfile::TempDir, Library) {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            fs::write(folder.path().join(name), content).unwrap();
        }
        let library = Library::new(vec![folder.path().to_path_buf()], Options::default());
        (folder, library)
    }

    struct Titles;

    impl Report for Titles {
        fn statement(&mut self, out: &mut dyn Write, statement: &Statement) -> io::Result<()> {
            writeln!(out, "{}", statement.title)
        }
    }

    fn check(library: &Library, expected: Outcome, out: &str, notes: &str) {
        let (mut written, mut told) = (Vec::new(), Vec::new());
        assert_eq!(write(library, &mut written, &mut told, &mut Titles).unwrap(), expected);
        assert_eq!(String::from_utf8(written).unwrap(), out);
        assert_eq!(String::from_utf8(told).unwrap(), notes);
    }

    #[test]
    fn outcomes() {
        let (_folder, library) = corpus(&[("a.txt", "one"), ("b.txt", "")]);
        check(&library, Outcome::Done, "one\n", "b.txt: the file is empty\n");
        let (_folder, library) = corpus(&[]);
        check(&library, Outcome::Nothing, "", "");
        let library = Library::new(vec!["/no/such/folder".into()], Options::default());
        check(&library, Outcome::Unreadable, "", "folder: does not exist\n");
    }

    #[test]
    fn a_closed_pipe_is_a_quiet_end() {
        struct Closed(ErrorKind);
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(self.0.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let (_folder, library) = corpus(&[("a.txt", "one")]);
        let closed = write(&library, &mut Closed(ErrorKind::BrokenPipe), &mut Vec::new(), &mut Titles);
        assert_eq!(closed.unwrap(), Outcome::Done);
        let full = write(&library, &mut Closed(ErrorKind::StorageFull), &mut Vec::new(), &mut Titles);
        assert_eq!(full.unwrap_err().kind(), ErrorKind::StorageFull);
    }
}
