//! The command line: arguments, settings, the subcommands, and how a run ends.
//!
//! `run` is the entry. Only here is anything printed to standard output or standard error, apart from
//! the screen, which `terminal` draws on /dev/tty.

mod args;
pub mod check;
mod doctor;
pub mod list;
mod open;
pub mod pass;
pub mod render;
mod report;
mod settings;
pub mod show;

use crate::corpus::{Walk, decode};
use crate::layout::{Glyphs, Options};
use crate::library::{self, Library};
use crate::text::direction::BaseDirection;
use args::{Arguments, Command};
use report::{Ending, Failure, written};
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Runs the program with the arguments of the process and returns its exit code.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = match args::parse() {
        Ok(arguments) => arguments,
        Err(refusal) if refusal.is_error => {
            complain(&refusal.text);
            return Ending::Failed.into();
        }
        Err(refusal) => {
            let told = io::stdout().lock().write_all(refusal.text.as_bytes()).map(|()| Ending::Done);
            return end(written(told));
        }
    };
    end(carry_out(arguments))
}

fn carry_out(arguments: Arguments) -> report::Outcome {
    let (mut out, mut notes) = (io::stdout(), io::stderr());
    let Some(command) = arguments.command else {
        let open = &arguments.open;
        let paths = paths(&open.corpus)?;
        let library = library(&open.corpus, paths.clone());
        let Some(query) = &open.filter else {
            return open::open(open, &paths, library);
        };
        let as_json = open.format == args::Format::Json;
        return passed(list::list(&library, as_json, Some(query), &mut out, &mut notes));
    };
    let library = |corpus| paths(corpus).map(|paths| library(corpus, paths));
    passed(match command {
        Command::Render(render) => return render_file(&render),
        Command::Doctor(options) => return doctor::doctor(&options),
        Command::List { corpus, json, filter } => {
            list::list(&library(&corpus)?, json, filter.as_deref(), &mut out, &mut notes)
        }
        Command::Show { corpus, json } => show::show(&library(&corpus)?, json, &mut out, &mut notes),
        Command::Check { corpus, json, summary, only } => {
            let options = check::Options { json, summary, suspicious: only.is_some() };
            check::check(&library(&corpus)?, options, &mut out, &mut notes)
        }
    })
}

/// How a run ends that wrote statements, or failed to.
fn passed(result: io::Result<pass::Outcome>) -> report::Outcome {
    written(result.map(|outcome| match outcome {
        pass::Outcome::Done => Ending::Done,
        pass::Outcome::Nothing => Ending::Nothing,
        pass::Outcome::Unreadable => Ending::Failed,
    }))
}

/// The paths to read: those named, else those listed on standard input, else the current folder.
fn paths(corpus: &args::Corpus) -> Result<Vec<PathBuf>, Failure> {
    if corpus.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Failure::new("`-` is not a path to statements.")
            .hint("Without any path, the files named on standard input are read, one a line."));
    }
    if !corpus.paths.is_empty() {
        return Ok(corpus.paths.clone());
    }
    let stdin = io::stdin();
    if stdin.is_terminal() {
        return Ok(vec![PathBuf::from(".")]);
    }
    let listed = library::listed_paths(stdin.lock())
        .map_err(|error| Failure::new(format!("cannot read the list of files on standard input: {error}.")))?;
    if listed.is_empty() {
        return Err(Failure::new("no path was named, neither as an argument nor on standard input.")
            .hint("Name a file or a folder, as in: reader corpus/"));
    }
    Ok(listed)
}

fn library(corpus: &args::Corpus, paths: Vec<PathBuf>) -> Library {
    let walk = Walk { gitignore: corpus.gitignore, ..Walk::default() };
    let options = library::Options { walk, reference: corpus.reference_date };
    Library::new(paths, options).with_user_settings(settings::configuration())
}

fn render_file(render: &args::Render) -> report::Outcome {
    let bytes = render::read(&render.file)
        .map_err(|error| Failure::new(format!("cannot read {}: {error}.", render.file.display())))?;
    let decoded = decode::decode(bytes);
    for problem in &decoded.problems {
        complain(&format!("{}: {problem}\n", render.file.display()));
    }
    let text = decoded.text;
    let options = Options {
        base: match render.direction {
            args::Direction::Auto => BaseDirection::Auto,
            args::Direction::Rtl => BaseDirection::Rtl,
            args::Direction::Ltr => BaseDirection::Ltr,
        },
        glyphs: if render.letters { Glyphs::Letters } else { Glyphs::Forms },
    };
    let shown = render::Shown { pad: !render.no_pad, zwnj: render.zwnj == args::Zwnj::Auto };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let rendered = render::render(&text, render.width.into(), &options, shown, &mut out);
    written(rendered.and_then(|()| out.flush()).map(|()| Ending::Done))
}

/// Tells a failure, if there is one, and gives the exit code.
fn end(outcome: report::Outcome) -> ExitCode {
    match outcome {
        Ok(ending) => ending.into(),
        Err(failure) => {
            complain(&format!("{failure}\n"));
            Ending::Failed.into()
        }
    }
}

/// Writes to standard error; where even that is closed there is nobody left to tell.
fn complain(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
