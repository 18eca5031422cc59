//! The command line: arguments, settings, the subcommands, and how a run ends.
//!
//! `run` is the entry. Only here is anything printed to standard output or standard error, apart from
//! the screen, which `terminal` draws on /dev/tty.

mod args;
mod asked;
pub mod check;
mod doctor;
mod index;
pub mod list;
mod open;
mod paced;
pub mod pass;
pub mod print;
pub mod render;
mod report;
pub mod search;
mod settings;
pub mod show;
pub mod sorted;
mod spool;

use crate::corpus::{Walk, decode};
use crate::layout::{Glyphs, Options};
use crate::library::{self, Library};
use crate::output::found::{Light, Shown};
use crate::search::snippet::Around;
use crate::text::direction::BaseDirection;
use args::{Arguments, Command};
use print::{Format, Print};
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
        let print = print(false, &open.printed)?;
        let paths = paths(&open.corpus)?;
        let library = library(&open.corpus, paths.clone());
        let Some(letters) = &open.filter else {
            return open::open(open, &print, &paths, library);
        };
        return passed(list::narrowed(&library, letters, open.limit, &print, &mut out, &mut notes));
    };
    let library = |corpus| paths(corpus).map(|paths| library(corpus, paths));
    let temporary = &settings::temporary();
    passed(match command {
        Command::Render(render) => return render_file(&render),
        Command::Index(command) => return index::index(command),
        Command::Doctor(options) => return doctor::doctor(&options),
        Command::List { corpus, json, filter, ordered, printed } => {
            let print = print(json, &printed)?;
            let (order, limit) = (ordered.sort.into(), ordered.limit);
            let wanted = search::Wanted { query: filter.as_deref().unwrap_or_default(), order, limit, temporary };
            search::list(&library(&corpus)?, wanted, &print, &mut out, &mut notes)
        }
        Command::Search(asked) => {
            let form = form_of_search(&asked)?;
            let (order, limit) = (asked.ordered.sort.into(), asked.ordered.limit);
            let wanted = search::Wanted { query: &asked.query, order, limit, temporary };
            search::search(&library(&asked.corpus)?, wanted, &form, &mut out, &mut notes)
        }
        Command::Show { corpus, json, printed } => {
            let print = print(json, &printed)?;
            show::show(&library(&corpus)?, &print, &mut out, &mut notes)
        }
        Command::Check { corpus, json, summary, only } => {
            let options = check::Options { json, summary, suspicious: only.is_some() };
            check::check(&library(&corpus)?, options, &mut out, &mut notes)
        }
    })
}

/// How statements are to be printed.
fn print(as_json: bool, printed: &args::Printed) -> Result<Print, Failure> {
    let format = if as_json { Format::Json } else { printed.format.into() };
    if format == Format::Csv && printed.print0 {
        return Err(Failure::new("--print0 and a table do not go together: its rows end as tables have it."));
    }
    if format == Format::Md && printed.fields.is_some() {
        return Err(Failure::new("--fields and Markdown do not go together.")
            .hint("Fields go with --format text, json and csv."));
    }
    Ok(Print { format, columns: printed.fields.clone(), zero: printed.print0 })
}

/// How what a search finds is to be shown.
fn form_of_search(asked: &args::Search) -> Result<search::Form, Failure> {
    let lit = match asked.color {
        args::When::Always => true,
        args::When::Never => false,
        args::When::Auto => io::stdout().is_terminal() && !settings::without_colour() && !settings::dumb_terminal(),
    };
    let shown = Shown {
        around: asked.context.map_or(Around::Sentence, Around::Words),
        most: Some(asked.snippets).filter(|most| *most > 0),
    };
    // Bold and underlined, without a colour.
    let light = if lit { Light { before: "\u{1b}[1;4m", after: "\u{1b}[0m" } } else { Light::default() };
    Ok(search::Form { print: print(asked.json, &asked.printed)?, shown, light, count: asked.count })
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
