//! What can be typed on the command line, as a plain record.
//!
//! Checks the form of each value and nothing else; `settings` adds the environment, and the
//! subcommands give the words their meaning.

use crate::terminal::ProfileName;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// A terminal reader for corpora of Arabic and Persian party statements.
#[derive(Debug, Parser)]
#[command(name = "reader", version, args_conflicts_with_subcommands = true, after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// What to do instead of opening the reader.
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) open: Open,
}

const EXAMPLES: &str = "\
Examples:
  reader corpus/                   read a folder of statements
  reader corpus/ > chosen.txt      the screen stays; ZZ prints what was chosen
  find . -name '*.txt' | reader    the files named on standard input
  reader list corpus/ | less       one line a statement, without a screen
  reader --filter 1403 corpus/     one line for each that a few letters let through
  reader doctor --calibrate        where right-to-left text reads wrong

Keys: j k scroll, J K next and previous statement, / search, Tab the other pane, F1 help, q quit, ZZ print and quit.
Exit codes: 0 done, 1 nothing found or chosen, 2 error, 130 interrupted.

The Linux console shows Arabic letters only in a font that has them: setfont Arabic-VGA16,
or Arabic-VGA14, which has no joined forms and needs --letters.";

/// Options of the reader itself.
#[derive(Debug, Args)]
pub(super) struct Open {
    #[command(flatten)]
    pub(super) corpus: Corpus,
    /// Print a line for each statement that these few letters of title, party or date let through, best first, and open
    /// no screen; --format json for one JSON object a line
    #[arg(short, long, value_name = "QUERY")]
    pub(super) filter: Option<String>,
    /// Form of what is printed on leaving
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// Keymap to lay over the built-in one [default: reader/keymap.toml in the XDG configuration folder]
    #[arg(long, value_name = "FILE")]
    pub(super) keymap: Option<PathBuf>,
    /// Base letters instead of presentation forms, for a terminal that joins letters by itself
    #[arg(long)]
    pub(super) letters: bool,
    /// How right-to-left text is sent: auto, visual, bdsm, konsole, mlterm, sgr, inverse, inverse-zwnj or kitty [default:
    /// READER_TERMINAL, else auto, by what the terminal answers]
    #[arg(long, value_name = "PROFILE", value_parser = parse_terminal)]
    pub(super) terminal: Option<Terminal>,
}

/// How the user wants the terminal talked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Terminal {
    /// As it was found to need.
    Auto,
    /// So.
    Named(ProfileName),
}

/// Reads the name of a profile.
///
/// # Errors
/// A part of a sentence that names the good ones.
pub(super) fn parse_terminal(name: &str) -> Result<Terminal, String> {
    if name == "auto" {
        return Ok(Terminal::Auto);
    }
    let named = ProfileName::parse(name).map(Terminal::Named);
    named.ok_or_else(|| format!("expected auto, {}", ProfileName::NAMES.join(", ")))
}

/// What is read, and how.
#[derive(Debug, Args)]
pub(super) struct Corpus {
    /// Files and folders; with none, the files named on standard input, or the current folder
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Gregorian day that dates without a year and words such as yesterday count from [default: the page's own clock or
    /// latest full date, else today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    pub(super) reference_date: Option<crate::model::Day>,
    /// Leave out what .gitignore files name
    #[arg(long)]
    pub(super) gitignore: bool,
}

fn parse_day(text: &str) -> Result<crate::model::Day, String> {
    crate::model::Day::parse_iso(text).ok_or_else(|| "expected a Gregorian day such as 2021-08-02".to_owned())
}

/// What the program can do without a screen.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// One line a statement
    List {
        #[command(flatten)]
        corpus: Corpus,
        /// One JSON object a line
        #[arg(long)]
        json: bool,
        /// Only statements that these few letters of title, party or date let through, best first
        #[arg(short, long, value_name = "QUERY")]
        filter: Option<String>,
    },
    /// The text of statements
    Show {
        #[command(flatten)]
        corpus: Corpus,
        /// One JSON object a line, with paragraphs and furniture
        #[arg(long)]
        json: bool,
    },
    /// What was read and how: encodings, dates, parties, furniture, problems
    Check {
        #[command(flatten)]
        corpus: Corpus,
        /// One JSON object a line
        #[arg(long)]
        json: bool,
        /// Only what comes out in sum
        #[arg(long)]
        summary: bool,
        /// Only statements with problems or with something suspicious in their text; the sum is of all
        #[arg(long, value_enum, value_name = "WHAT")]
        only: Option<Only>,
    },
    /// A text laid out as on screen, in visual order
    Render(Render),
    /// What this terminal is, how right-to-left text is sent to it and why; a test card
    Doctor(Doctor),
}

/// Options of `doctor`.
#[derive(Debug, Args)]
pub(super) struct Doctor {
    /// Find out by eye which way of sending rows reads right, and remember it for this terminal
    #[arg(long, group = "task")]
    pub(super) calibrate: bool,
    /// Forget what calibration found for this terminal
    #[arg(long, group = "task")]
    pub(super) forget: bool,
    /// Show the test card and print no report
    #[arg(long, group = "task")]
    pub(super) card: bool,
    /// The report as one JSON object, without the card
    #[arg(long, conflicts_with = "task")]
    pub(super) json: bool,
    /// Another way of sending right-to-left text than the one found out
    #[arg(long, value_name = "PROFILE", value_parser = parse_terminal)]
    pub(super) terminal: Option<Terminal>,
}

/// Options of `render`.
#[derive(Debug, Args)]
pub(super) struct Render {
    /// The text; `-` for standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// Columns of a line
    #[arg(long, value_name = "N", default_value_t = 80, value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) width: u16,
    /// Base direction of the paragraphs
    #[arg(long, value_enum, default_value_t = Direction::Auto)]
    pub(super) direction: Direction,
    /// Presentation forms, as on screen (the default)
    #[arg(long, conflicts_with = "letters")]
    pub(super) forms: bool,
    /// Base letters instead of presentation forms
    #[arg(long)]
    pub(super) letters: bool,
    /// No blanks before right-to-left lines
    #[arg(long)]
    pub(super) no_pad: bool,
    /// Whether Persian is shown with the ZWNJ that it lost, as on screen
    #[arg(long, value_enum, default_value_t = Zwnj::Off)]
    pub(super) zwnj: Zwnj,
}

/// Which statements a check tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Only {
    /// Those with problems or with something suspicious
    Suspicious,
}

/// Whether lost ZWNJ are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Zwnj {
    /// Where a Persian text surely lost them
    Auto,
    /// As found
    Off,
}

/// Form of printed statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Original text
    Text,
    /// One JSON object a line
    Json,
}

/// Base direction of paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Direction {
    /// By the first strong character of each
    Auto,
    /// Right to left
    Rtl,
    /// Left to right
    Ltr,
}

/// Reads the arguments of the process; help, version and errors are clap's to tell.
///
/// # Errors
/// The text to print, and whether it belongs on stdout (help, version) or is an error.
pub(super) fn parse() -> Result<Arguments, Refusal> {
    Arguments::try_parse().map_err(|error| Refusal { text: error.render().to_string(), is_error: error.use_stderr() })
}

/// Arguments that the program does not run with: help was asked for, or they are wrong.
#[derive(Debug)]
pub(super) struct Refusal {
    /// What to print.
    pub(super) text: String,
    /// True if it is an error.
    pub(super) is_error: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_path_is_not_a_subcommand() {
        let arguments = Arguments::try_parse_from(["reader", "corpus/"]).unwrap();
        assert!(arguments.command.is_none());
        assert_eq!(arguments.open.corpus.paths, [PathBuf::from("corpus/")]);
        assert!(matches!(
            Arguments::try_parse_from(["reader", "list", "corpus/"]).unwrap().command,
            Some(Command::List { .. })
        ));
    }

    #[test]
    fn terminals_are_named() {
        let terminal = |name| Arguments::try_parse_from(["reader", "--terminal", name]).unwrap().open.terminal;
        assert_eq!(terminal("auto"), Some(Terminal::Auto));
        for name in ProfileName::ALL {
            assert_eq!(terminal(name.as_str()), Some(Terminal::Named(name)));
        }
    }

    #[test]
    fn help_names_every_profile() {
        let help = Arguments::command().render_long_help().to_string();
        let words: Vec<&str> = help.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
        for name in ProfileName::NAMES {
            assert!(words.contains(&name), "{name} is not in the help of --terminal");
        }
    }

    #[test]
    fn wrong_values_are_refused() {
        for wrong in [
            &["reader", "--reference-date", "1404/02/06"][..],
            &["reader", "render", "--width", "0", "-"],
            &["reader", "render", "--forms", "--letters", "-"],
            &["reader", "--format", "pdf"],
            &["reader", "--terminal", "xterm"],
            &["reader", "doctor", "--calibrate", "--forget"],
            &["reader", "doctor", "--card", "--json"],
        ] {
            assert!(Arguments::try_parse_from(wrong).is_err(), "{wrong:?}");
        }
    }
}
