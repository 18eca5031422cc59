//! The reader itself, opened on a corpus; what was chosen in it is printed after the screen has gone.

use super::args::Open;
use super::print::{Format, Print};
use super::report::{self, Ending, Failure, written};
use super::settings;
use crate::library::Library;
use crate::output::columns::Columns;
use crate::store::State;
use crate::terminal::{OpenError, ProfileName, Wishes};
use crate::tui::chosen::{self, Form};
use crate::tui::event_loop::{self, Ended, ScreenError};
use crate::tui::memory;
use crate::tui::state::{App, Chosen, Exit, Msg, Settings, Size, Start};
use crate::tui::view::Theme;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

/// The commands that need no screen, for those who have none.
const BATCH: &str = "Without one: reader list PATH prints one line a statement, reader show PATH the texts; both know --json. Over SSH, \
     ssh -t gives one.";

/// What is said there until the first key. The first of these fonts of Debian's has all joined forms, the second none.
const LINUX_CONSOLE: &str = "Arabic needs: setfont Arabic-VGA16, or Arabic-VGA14 and --letters";

/// Opens the reader on `paths`.
pub(super) fn open(open: &Open, print: &Print, paths: &[PathBuf], library: Library) -> report::Outcome {
    if paths.iter().all(|path| !path.exists()) {
        let missing = paths.iter().take(3).map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
        return Err(Failure::new(format!("cannot read {missing}: there is no such file or folder."))
            .hint("Standard input, where it is a pipe, is a list of files, one a line."));
    }
    let terminal = settings::terminal(open.terminal)?;
    let (keymap, mut notices) = settings::keymap(open.keymap.as_deref())?;
    if settings::dumb_terminal() {
        return Err(Failure::new("this terminal (TERM=dumb) cannot show a screen.").hint(BATCH));
    }
    notices.extend(library.settings().problems().iter().map(ToString::to_string));
    let library = Arc::new(library);
    let place = paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(" ");
    let state = State::of_user();
    let (remembered, trouble) = memory::calibrations(&state);
    notices.extend(trouble.map(|trouble| trouble.to_string()));
    let settings = Settings {
        forms: !open.letters,
        terminal: terminal.map(ProfileName::as_str),
        terminals: &ProfileName::NAMES,
        ..Settings::default()
    };
    let wishes = Wishes { profile: terminal, marks: None, remembered };
    let mut app = App::new(place, settings, keymap, Size::default());
    app.start(Start { query: open.query.clone(), select_one: open.select_one, exit_zero: open.exit_zero });
    if let Some(first) = notices.first() {
        let sentence = match notices.len() {
            1 => first.clone(),
            number => format!("{number} problems at the start; the first: {first}"),
        };
        app.update(Msg::Told { sentence, failed: true });
    }
    if notices.is_empty() && settings::linux_console() {
        app.update(Msg::Told { sentence: LINUX_CONSOLE.to_owned(), failed: false });
    }
    let mut failures = Vec::new();
    let ended = event_loop::run(app, Theme::new(!settings::without_colour()), &library, wishes, state);
    // In the status line there was room for one of them, until the first key.
    notices.iter().for_each(|notice| super::complain(&format!("reader: {notice}\n")));
    let ended = ended.map(|end| {
        failures = end.failures;
        end.how
    });
    failures.iter().for_each(|failure| super::complain(&format!("reader: {failure}\n")));
    match ended {
        Ok(Ended::Left(Exit::Nothing | Exit::Unmatched | Exit::Interrupted)) if !failures.is_empty() => {
            Ok(Ending::Failed)
        }
        Ok(Ended::Left(Exit::Print(chosen))) => print_chosen(&library, &chosen, print),
        Ok(Ended::Left(Exit::Nothing)) if io::stdout().is_terminal() => Ok(Ending::Done),
        Ok(Ended::Left(Exit::Nothing | Exit::Unmatched)) => Ok(Ending::Nothing),
        Ok(Ended::Left(Exit::Interrupted)) => Ok(Ending::Interrupted),
        Ok(Ended::Signalled(signal)) => Ok(Ending::Signalled(signal)),
        Err(ScreenError::Open(OpenError::NoTerminal(_))) => {
            Err(Failure::new("there is no terminal to draw on.").hint(BATCH))
        }
        Err(error) => Err(Failure::new(error.to_string())),
    }
}

/// Prints what was chosen. What cannot be read any more is told, and the rest is printed.
fn print_chosen(library: &Library, chosen: &[Chosen], print: &Print) -> report::Outcome {
    let between = match print.format {
        Format::Text | Format::Md if !print.is_in_lines() => "\n",
        _ => "",
    };
    let form = Form { statement: &|statement| print.shown(statement), part: &|entry, text| print.part(entry, text) };
    let mut out = BufWriter::new(io::stdout().lock());
    let (mut printed, mut failed, mut result) = (0, None, Ok(()));
    chosen::texts(library, chosen, form, &mut |text| {
        match text {
            Err(error) => failed = Some(Failure::new(error.to_string())),
            Ok(text) => {
                let before = if printed > 0 { between.to_owned() } else { print.head(Columns::shown) };
                result = write!(out, "{before}{text}");
                printed += 1;
            }
        }
        if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    let ending = if printed > 0 { Ending::Done } else { Ending::Nothing };
    written(result.and_then(|()| out.flush()).map(|()| ending)).and_then(|ending| failed.map_or(Ok(ending), Err))
}
