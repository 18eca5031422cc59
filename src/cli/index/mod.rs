//! `reader index`: the index of a corpus built, looked at, verified, cleared.

mod build;
mod status;
mod told;

use super::args::{Corpus, IndexCommand, IndexPlace};
use super::report::{self, Ending, Failure, written};
use super::settings;
use crate::index::{Base, Place, Trouble, clear, verify};
use crate::library::Library;
use crate::output::json;
use serde_json::json;
use std::io::{self, Write};
use std::path::PathBuf;
use told::size;

/// Carries out a subcommand of `index`.
pub(super) fn index(command: IndexCommand) -> report::Outcome {
    match command {
        IndexCommand::Build { corpus, place, build } => build::build(&corpus, &place, &build),
        IndexCommand::Status { corpus, place } => status::status(&corpus, &place),
        IndexCommand::Verify { corpus, place } => check(&corpus, &place),
        IndexCommand::Clear { corpus, place, all } => remove(&corpus, &place, all),
    }
}

/// Where indexes lie: in the folder that was named, else in the cache.
fn base(place: &IndexPlace) -> Result<Base, Failure> {
    let named = place.index_dir.clone().map(|folder| Base { folder, named: true });
    let usual = || settings::cache().map(|folder| Base { folder, named: false });
    named.or_else(usual).ok_or_else(|| failure(&Trouble::Homeless))
}

/// The corpus, and the place of its index.
fn opened(corpus: &Corpus, place: &IndexPlace) -> Result<(Library, Place), Failure> {
    let library = super::library(corpus, super::paths(corpus)?);
    let place = library.index_place(base(place)?).map_err(|trouble| failure(&trouble))?;
    Ok((library, place))
}

/// A trouble as it is told, with what to do about it.
fn failure(trouble: &Trouble) -> Failure {
    let failure = Failure::new(trouble.to_string());
    match trouble {
        Trouble::Homeless | Trouble::Inside { .. } | Trouble::ReadOnly { .. } => {
            failure.hint("Name another folder for it with --index-dir.")
        }
        Trouble::Absent => failure.hint("Build one with: reader index build PATH"),
        Trouble::Busy { .. } => failure.hint("It can be searched meanwhile, as it was after the last commit."),
        Trouble::Full { .. } => {
            failure.hint("Make room and run this again: it goes on from there. --index-dir names another place.")
        }
        Trouble::Damaged { .. } => failure.hint("Build it again with: reader index build PATH"),
        Trouble::Foreign { .. } | Trouble::Failed { .. } => failure,
    }
}

/// `reader index verify`.
fn check(corpus: &Corpus, options: &IndexPlace) -> report::Outcome {
    let (_, place) = opened(corpus, options)?;
    let folder = place.folder();
    let verdict = match verify(&folder) {
        Err(Trouble::Absent) => return Ok(Ending::Nothing),
        result => result.map_err(|trouble| failure(&trouble))?,
    };
    let sound = verdict.damages.is_empty();
    let mut out = io::stdout().lock();
    let told = if options.json {
        let folder = folder.display().to_string();
        let report = json!({ "folder": folder, "sound": sound, "files": verdict.files, "damages": verdict.damages });
        out.write_all(json::line(&report).as_bytes())
    } else if sound {
        writeln!(out, "{}: sound, {} files verified.", folder.display(), verdict.files)
    } else {
        let lines = verdict.damages.iter().map(|damage| writeln!(out, "{}: {damage}", folder.display()));
        lines.collect::<io::Result<()>>()
    };
    if sound {
        return written(told.map(|()| Ending::Done));
    }
    written(told.map(|()| Ending::Failed))?;
    Err(Failure::new("the index is damaged.").hint("It is thrown away and built again by: reader index build PATH"))
}

/// `reader index clear`.
fn remove(corpus: &Corpus, options: &IndexPlace, all: bool) -> report::Outcome {
    let folders: Vec<PathBuf> = if all {
        let base = base(options)?;
        let known = crate::index::known(&base);
        let known = known.map_err(|error| Failure::new(format!("cannot read {}: {error}.", base.folder.display())))?;
        let mut folders: Vec<PathBuf> = known.into_iter().map(|known| known.of_corpus).collect();
        folders.dedup();
        folders
    } else if corpus.paths.is_empty() {
        return Err(Failure::new("nothing was named.").hint("Name a corpus, or --all for the indexes of all."));
    } else {
        vec![opened(corpus, options)?.1.of_corpus()]
    };
    let (mut cleared, mut failed) = (0, None);
    let mut out = io::stdout().lock();
    for folder in folders {
        let told = match clear(&folder) {
            Err(Trouble::Absent) => continue,
            Err(trouble) => {
                failed = Some(failure(&trouble));
                continue;
            }
            Ok(bytes) if options.json => {
                out.write_all(json::line(&json!({ "folder": folder.display().to_string(), "bytes": bytes })).as_bytes())
            }
            Ok(bytes) => writeln!(out, "{}: {} cleared.", folder.display(), size(bytes)),
        };
        cleared += 1;
        if told.is_err() {
            return written(told.map(|()| Ending::Done));
        }
    }
    match failed {
        Some(failure) => Err(failure),
        None if cleared == 0 => Ok(Ending::Nothing),
        None => Ok(Ending::Done),
    }
}
