//! `reader index status`: which indexes there are, how large, of when, and whether they can be used.

use super::told::{count, moment, size};
use super::{base, failure, opened};
use crate::cli::args::{Corpus, IndexPlace};
use crate::cli::report::{self, Ending, Failure, written};
use crate::index::{Known, Snapshot, Trouble, known};
use crate::output::json;
use crate::output::plain::clean;
use serde_json::json;
use std::io::{self, Write};

/// Tells of the index of a corpus, or of all.
pub(super) fn status(corpus: &Corpus, options: &IndexPlace) -> report::Outcome {
    let base = base(options)?;
    let mut found =
        known(&base).map_err(|error| Failure::new(format!("cannot read {}: {error}.", base.folder.display())))?;
    if !corpus.paths.is_empty() {
        let of_corpus = opened(corpus, options)?.1.of_corpus();
        found.retain(|known| known.of_corpus == of_corpus);
    }
    let mut out = io::stdout().lock();
    let told = found
        .iter()
        .try_for_each(|known| if options.json { told_json(&mut out, known) } else { told(&mut out, known) });
    written(told.map(|()| if found.is_empty() { Ending::Nothing } else { Ending::Done }))
}

/// What there is to say of what an index holds.
fn state(known: &Known) -> Result<Snapshot, String> {
    if !known.current {
        return Err(format!("of another version ({}); it is not used", known.version));
    }
    match Snapshot::newest(&known.folder) {
        Ok(snapshot) => Ok(snapshot),
        Err(Trouble::Absent) => Err("nothing was committed yet".to_owned()),
        Err(Trouble::Damaged { what, .. }) => Err(format!("damaged: {what}")),
        Err(trouble) => Err(failure(&trouble).to_string()),
    }
}

fn told(out: &mut dyn Write, known: &Known) -> io::Result<()> {
    let identity = known.identity.as_ref();
    let roots = identity.map_or("an unknown corpus".to_owned(), |identity| {
        let options: String = identity.options.iter().map(|option| format!(" ({option})")).collect();
        format!("{}{options}", identity.roots.join(" "))
    });
    writeln!(out, "{}", clean(&roots))?;
    match state(known) {
        Err(why) => writeln!(out, "  {why}")?,
        Ok(snapshot) => {
            let commit = snapshot.commit();
            let part = if commit.whole { "" } else { "; not all is read yet" };
            let statements = count(commit.statements, "statement", "statements");
            let files = count(commit.files, "file", "files");
            writeln!(out, "  {statements} of {files}, {}; {}{part}", size(commit.bytes), moment(commit.at))?;
        }
    }
    writeln!(out, "  {} in {}", size(known.bytes), known.folder.display())
}

fn told_json(out: &mut dyn Write, known: &Known) -> io::Result<()> {
    let state = state(known);
    let (snapshot, trouble) = (state.as_ref().ok(), state.as_ref().err());
    let commit = snapshot.map(Snapshot::commit);
    let report = json!({
        "roots": known.identity.as_ref().map(|identity| &identity.roots),
        "options": known.identity.as_ref().map(|identity| &identity.options),
        "folder": known.folder.display().to_string(),
        "version": known.version,
        "current": known.current,
        "index_bytes": known.bytes,
        "whole": commit.map(|commit| commit.whole),
        "statements": commit.map(|commit| commit.statements),
        "files": commit.map(|commit| commit.files),
        "bytes": commit.map(|commit| commit.bytes),
        "committed": commit.map(|commit| moment(commit.at)),
        "trouble": trouble,
    });
    out.write_all(json::line(&report).as_bytes())
}
