//! `reader doctor`: what this terminal is, how it is talked to and why; a test card, and calibration.
//!
//! Asks the terminal as the reader itself does. The report goes to standard output after the terminal was given back;
//! nothing that the terminal has sent is printed as it came.

use super::args;
use super::report::{Ending, Failure, Outcome, written};
use super::settings;
use crate::output::{json, plain};
use crate::store::State;
use crate::terminal::{Detection, Grounds, Marks, OpenError, Profile, Session, Wishes};
use crate::tui::alone::{self, Shown};
use crate::tui::lifecycle;
use crate::tui::memory;
use crate::tui::state::{self, Found};
use crate::tui::view::Theme;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};

/// Where there is no terminal, or none that can be asked.
const ELSEWHERE: &str = "Run it in the terminal in question; its report may go to a pipe, as in: reader doctor | cat";

/// What is said where no row of a calibration reads right.
const NONE_READS: &str =
    "Nothing was changed. Try a font with Arabic letters, or reader with --letters or --terminal NAME.";

/// Examines the terminal of the process.
pub(super) fn doctor(options: &args::Doctor) -> Outcome {
    let terminal = settings::terminal(options.terminal)?;
    if settings::dumb_terminal() {
        return Err(Failure::new("this terminal (TERM=dumb) cannot show a screen, so there is nothing to examine."));
    }
    let state = State::of_user();
    let (remembered, trouble) = memory::calibrations(&state);
    trouble.iter().for_each(|trouble| super::complain(&format!("reader: {trouble}\n")));
    let wishes = Wishes { profile: terminal, marks: None, remembered };
    let mut session = Session::open(wishes.clone()).map_err(no_terminal)?;
    if let Err(error) = session.enter() {
        return lifecycle::ended_by(&error).map(Ending::Signalled).ok_or_else(|| failed(error));
    }
    if let Some(signal) = session.ending() {
        // What the terminal has answered until then is not all.
        return Ok(Ending::Signalled(signal));
    }
    let detection = session.detection().cloned().ok_or_else(|| Failure::new("the terminal could not be asked."))?;
    let examined = Examined {
        size: session.size().map_err(failed)?,
        profile: session.profile(),
        grounds: Grounds::of(&detection, &wishes),
        detection,
    };
    let theme = Theme::new(!settings::without_colour());
    if options.forget {
        session.restore();
        return forget(&state, &examined);
    }
    if options.calibrate {
        let shown = alone::calibrate(&mut session, theme).map_err(failed)?;
        session.restore();
        return match shown {
            Shown::Signalled(signal) => Ok(Ending::Signalled(signal)),
            Shown::Answered(state::Outcome::Found(found)) => remember(&state, &examined, found),
            Shown::Answered(state::Outcome::NoneReads) => tell(NONE_READS, Ending::Nothing),
            Shown::Answered(state::Outcome::Left) => tell("Nothing was changed.", Ending::Nothing),
        };
    }
    let shows_card = options.card || (io::stdout().is_terminal() && !options.json);
    if shows_card && let Shown::Signalled(signal) = alone::card(&mut session, theme).map_err(failed)? {
        return Ok(Ending::Signalled(signal));
    }
    session.restore();
    if options.card {
        return Ok(Ending::Done);
    }
    let report = if options.json { json::line(&examined.record()) + "\n" } else { examined.report() };
    print(&report, Ending::Done)
}

fn no_terminal(error: OpenError) -> Failure {
    match error {
        OpenError::NoTerminal(_) => Failure::new("there is no terminal to examine.").hint(ELSEWHERE),
        OpenError::Unusable(_) => Failure::new(error.to_string()),
    }
}

fn failed(error: impl std::fmt::Display) -> Failure {
    Failure::new(format!("the terminal failed: {error}"))
}

fn print(text: &str, ending: Ending) -> Outcome {
    let mut out = io::stdout().lock();
    written(out.write_all(text.as_bytes()).and_then(|()| out.flush()).map(|()| ending))
}

fn tell(sentence: &str, ending: Ending) -> Outcome {
    print(&format!("{sentence}\n"), ending)
}

fn forget(state: &State, examined: &Examined) -> Outcome {
    match state.forget(&examined.detection.answers.identity()) {
        Ok(true) => tell("What calibration found for this terminal is forgotten.", Ending::Done),
        Ok(false) => tell("Nothing was remembered for this terminal.", Ending::Nothing),
        Err(error) => Err(Failure::new(error.to_string())),
    }
}

fn remember(state: &State, examined: &Examined, found: Found) -> Outcome {
    let (way, marks) = memory::in_terms(found).ok_or_else(|| Failure::new("a way was chosen that was not tried."))?;
    memory::remember(state, &examined.detection.answers.identity(), (way, marks))
        .map_err(|error| Failure::new(error.to_string()))?;
    let but = match examined.grounds {
        Grounds::Chosen => format!(" {} or --terminal names another, which comes first.", settings::TERMINAL),
        _ => String::new(),
    };
    let marks = if marks == Marks::Keep { "marks shown" } else { "marks left out" };
    tell(&format!("Remembered for this terminal: {way}, {marks}; reader doctor --forget undoes it.{but}"), Ending::Done)
}

/// What was found out.
struct Examined {
    detection: Detection,
    profile: Profile,
    grounds: Grounds,
    size: (u16, u16),
}

impl Examined {
    fn report(&self) -> String {
        let answered = self.detection.rows().into_iter().map(|(about, sent, answer)| {
            vec![about.to_owned(), answer.unwrap_or_else(|| "no answer".to_owned()), sent]
        });
        let took = format!("{} ms", self.detection.took.as_millis());
        let answered: Vec<_> = answered.chain([vec!["all of it took".to_owned(), took]]).collect();
        let yes = |holds| if holds { "yes" } else { "no" };
        let verdict = &self.detection.verdict;
        let mut known = vec![
            ["profile", self.profile.name.as_str()].map(str::to_owned),
            ["why", &self.grounds.told(&self.detection)].map(str::to_owned),
        ];
        if matches!(self.grounds, Grounds::Chosen | Grounds::Remembered) {
            known.push(["by its answers".to_owned(), format!("{}: {}", verdict.name, verdict.why)]);
        }
        known.extend([
            ["marks over letters", if self.profile.marks == Marks::Keep { "shown" } else { "left out" }]
                .map(str::to_owned),
            ["whole frames at once", yes(self.profile.synchronized)].map(str::to_owned),
            ["left and right margins", yes(self.profile.margins)].map(str::to_owned),
            ["size".to_owned(), format!("{} columns, {} rows", self.size.0, self.size.1)],
            ["known here as".to_owned(), self.detection.answers.identity()],
        ]);
        let known: Vec<_> = known.into_iter().map(Vec::from).collect();
        let mut report = format!("Asked and answered\n{}\nThis terminal\n{}", table(&answered), table(&known));
        if self.grounds == Grounds::Guessed {
            report.push_str("\nOnly you can see whether letters stand right here: reader doctor --calibrate\n");
        }
        report
    }

    fn record(&self) -> Value {
        let asked: Vec<Value> = self.detection.rows()
            .into_iter()
            .map(|(about, sent, answer)| {
                json!({"about": about, "sent": sent, "answer": answer.map(|answer| plain::clean(&answer).into_owned())})
            })
            .collect();
        json!({
            "profile": self.profile.name.as_str(),
            "grounds": self.grounds.as_str(),
            "why": plain::clean(&self.grounds.told(&self.detection)),
            "detected": self.detection.verdict.name.as_str(),
            "sure": self.detection.verdict.sure,
            "marks": self.profile.marks.as_str(),
            "synchronized": self.profile.synchronized,
            "margins": self.profile.margins,
            "columns": self.size.0,
            "rows": self.size.1,
            "identity": plain::clean(&self.detection.answers.identity()),
            "milliseconds": u64::try_from(self.detection.took.as_millis()).unwrap_or(u64::MAX),
            "asked": asked,
        })
    }
}

/// Rows in columns, each as wide as its widest text, but none wider than 40; nothing in them steers a terminal.
fn table(rows: &[Vec<String>]) -> String {
    const WIDEST: usize = 40;
    let rows: Vec<Vec<Cow<'_, str>>> =
        rows.iter().map(|row| row.iter().map(|text| plain::clean(text)).collect()).collect();
    let width = |column| {
        let long = |row: &Vec<Cow<'_, str>>| row.get(column).map_or(0, |text: &Cow<'_, str>| text.chars().count());
        rows.iter().filter(|row| row.len() > column + 1).map(long).max().unwrap_or(0).min(WIDEST)
    };
    let widths = [width(0), width(1), width(2)];
    let mut table = String::new();
    for row in &rows {
        let cells = row.iter().zip(widths).map(|(text, width)| format!("  {text:<width$}"));
        table.push_str(cells.collect::<String>().trim_end());
        table.push('\n');
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::{Answers, ProfileName, Verdict};
    use std::time::Duration;

    fn examined() -> Examined {
        let answers = Answers { version: "evil\u{1b}[2J\u{9b}1m\nname".into(), ..Answers::default() };
        let verdict = Verdict { name: ProfileName::Sgr, marks: Marks::Strip, why: "no\u{7} rule".into(), sure: false };
        let detection = Detection { answers, verdict, took: Duration::from_millis(7) };
        Examined { detection, profile: Profile::default(), grounds: Grounds::Guessed, size: (80, 24) }
    }

    #[test]
    fn what_a_terminal_says_steers_no_other() {
        let report = examined().report();
        assert!(!report.chars().any(|letter| letter.is_control() && letter != '\n'), "{report:?}");
        assert!(report.contains("evil[2J1m name"), "{report}");
        let record = json::line(&examined().record());
        assert!(!record.contains("u001b") && !record.chars().any(char::is_control), "{record}");
    }

    #[test]
    fn a_guess_says_what_to_do() {
        let report = examined().report();
        for part in ["profile                 visual", "a guess: no rule", "80 columns, 24 rows", "--calibrate", "7 ms"]
        {
            assert!(report.contains(part), "{part} is not in\n{report}");
        }
    }
}
