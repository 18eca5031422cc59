//! What can be typed on the command line, as a plain record.
//!
//! Checks the form of each value and nothing else; `settings` adds the environment, and the
//! subcommands give the words their meaning.

use super::print;
use super::sorted;
use crate::output::columns::Columns;
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
  reader search 'party:x کتاب' .   statements that hold a word, with the text around it
  reader list --filter date:1400..1402 --sort date --format csv . > table.csv
  reader index build corpus/       an index of all words, made or brought up to date
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
    /// no screen
    #[arg(short, long, value_name = "LETTERS", conflicts_with_all = ["query", "select_one", "exit_zero"])]
    pub(super) filter: Option<String>,
    /// Print no more statements than this
    #[arg(long, value_name = "N", requires = "filter")]
    pub(super) limit: Option<usize>,
    /// Start with these few letters typed to narrow the list
    #[arg(short, long, value_name = "LETTERS")]
    pub(super) query: Option<String>,
    /// Choose at once where one statement alone matches
    #[arg(short = '1', long = "select-1")]
    pub(super) select_one: bool,
    /// Leave at once with exit code 1 where no statement matches
    #[arg(short = '0', long = "exit-0")]
    pub(super) exit_zero: bool,
    #[command(flatten)]
    pub(super) printed: Printed,
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

/// The form of what is printed.
#[derive(Debug, Args)]
pub(super) struct Printed {
    /// Form of what is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// Only these fields, as columns of text or a table, or of the JSON objects: id, path, item, title, party, date, day,
    /// language, kind, words, text and others
    #[arg(long, value_name = "NAME,NAME..", value_parser = Columns::parse)]
    pub(super) fields: Option<Columns>,
    /// End each statement with a NUL in place of a line end
    #[arg(long)]
    pub(super) print0: bool,
}

/// Which statements of those that answer are printed, and in what order.
#[derive(Debug, Args)]
pub(super) struct Ordered {
    /// Order of the statements; that of the files comes as it is found, any other when all is read
    #[arg(long, value_enum, value_name = "ORDER", default_value_t = Sort::Path)]
    pub(super) sort: Sort,
    /// Print no more statements than this
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<usize>,
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
    #[command(after_help = LIST_EXAMPLES)]
    List {
        #[command(flatten)]
        corpus: Corpus,
        /// One JSON object a line, as --format json
        #[arg(long, conflicts_with = "format")]
        json: bool,
        /// Only statements that answer this query, as reader search takes it
        #[arg(short, long, value_name = "QUERY", allow_hyphen_values = true)]
        filter: Option<String>,
        #[command(flatten)]
        ordered: Ordered,
        #[command(flatten)]
        printed: Printed,
    },
    /// The text of statements
    Show {
        #[command(flatten)]
        corpus: Corpus,
        /// One JSON object a line, with paragraphs and furniture; as --format json
        #[arg(long, conflicts_with = "format")]
        json: bool,
        #[command(flatten)]
        printed: Printed,
    },
    /// Statements that answer a query, each with the text around its hits
    #[command(after_help = SEARCH_EXAMPLES)]
    Search(Search),
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
    /// The full-text index of a corpus: built, looked at, verified, cleared
    #[command(subcommand)]
    Index(IndexCommand),
    /// A text laid out as on screen, in visual order
    Render(Render),
    /// What this terminal is, how right-to-left text is sent to it and why; a test card
    Doctor(Doctor),
}

const LIST_EXAMPLES: &str = "\
Examples:
  reader list --filter 'party:همت date:1400..1402' corpus/
  reader list --filter 'has:date -has:party' --sort date --limit 20 corpus/
  reader list --format csv --fields day,party,title,path corpus/ > table.csv
  reader list --print0 --fields path corpus/ | xargs -0 ls

The query is that of reader search, which reader search --help shows.";

const SEARCH_EXAMPLES: &str = "\
A query:
  کتاب مدرسه             both words, in any spelling, with prefixes and plurals
  کتاب OR مدرسه           one of them;  -کتاب  its absence;  ( )  brackets
  «دو کلمه»  \"دو کلمه\"     side by side; spelt with these letters
  کتاب*  *خانه  *تاب*     the beginning, the end, a part of a word
  a near:5 b             no more than five words between them
  title:کتاب             in the title
  party:همت role:subject  date:1400..1402  after:2016-12  before:1438/03
  lang:fa kind:news site:irna.ir path:2016/ has:date -has:party cut:true

Examples:
  reader search 'کتاب party:همت' corpus/
  reader search --json --limit 5 --sort rank '«شورای شهر»' corpus/ | jq -r '.snippets[].text'
  reader search --count 'date:1400' corpus/
  reader search -- '-کتاب lang:fa' corpus/      a query that begins with a dash

Exit codes: 0 found, 1 nothing found, 2 error.";

/// Options of `search`.
#[derive(Debug, Args)]
pub(super) struct Search {
    /// What is looked for
    #[arg(value_name = "QUERY")]
    pub(super) query: String,
    #[command(flatten)]
    pub(super) corpus: Corpus,
    /// One JSON object a line, as --format json
    #[arg(long, conflicts_with = "format")]
    pub(super) json: bool,
    /// Words shown on either side of a hit [default: its sentence]
    #[arg(short = 'C', long, value_name = "N")]
    pub(super) context: Option<usize>,
    /// Snippets of a statement at most, the closest; 0 for all
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(super) snippets: usize,
    #[command(flatten)]
    pub(super) ordered: Ordered,
    /// Print only how many statements there are
    #[arg(short, long, conflicts_with_all = ["sort", "limit", "json", "format", "fields"])]
    pub(super) count: bool,
    /// When hits are lit; auto: on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    pub(super) color: When,
    #[command(flatten)]
    pub(super) printed: Printed,
}

/// When hits are lit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Order of statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Sort {
    /// That of the files
    Path,
    /// The newest first
    Date,
    /// By the name of the party, the newest first within one
    Party,
    /// The closest first, then the newest
    Rank,
}

impl From<Sort> for sorted::Order {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Path => Self::Path,
            Sort::Date => Self::Date,
            Sort::Party => Self::Party,
            Sort::Rank => Self::Rank,
        }
    }
}

/// What can be done with an index.
#[derive(Debug, Subcommand)]
pub(super) enum IndexCommand {
    /// Make the index, or bring it up to date: only what is new or changed is read
    Build {
        #[command(flatten)]
        corpus: Corpus,
        #[command(flatten)]
        place: IndexPlace,
        #[command(flatten)]
        build: BuildPace,
    },
    /// What the index of a corpus holds; without a path, of all
    Status {
        #[command(flatten)]
        corpus: Corpus,
        #[command(flatten)]
        place: IndexPlace,
    },
    /// Check every byte of the index; exit code 1 if there is none, 2 if it is damaged
    Verify {
        #[command(flatten)]
        corpus: Corpus,
        #[command(flatten)]
        place: IndexPlace,
    },
    /// Remove the index; it can be built again from the corpus
    Clear {
        #[command(flatten)]
        corpus: Corpus,
        #[command(flatten)]
        place: IndexPlace,
        /// Those of all corpora
        #[arg(long, conflicts_with = "paths")]
        all: bool,
    },
}

/// Where an index lies, and how it is told of.
#[derive(Debug, Args)]
pub(super) struct IndexPlace {
    /// Folder for indexes; what is made in it gets its mode, so that others can read them [default: reader/index in the XDG
    /// cache folder]
    #[arg(long, value_name = "DIR")]
    pub(super) index_dir: Option<PathBuf>,
    /// One JSON object a line
    #[arg(long)]
    pub(super) json: bool,
}

/// Options of `index build`.
#[derive(Debug, Args)]
pub(super) struct BuildPace {
    /// Show progress where standard error is no terminal too, a line for each commit
    #[arg(long)]
    pub(super) progress: bool,
    /// Commit after so many bytes of text
    #[arg(long, value_name = "BYTES", hide = true)]
    pub(super) commit_every: Option<usize>,
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
    /// A table with a head, for spreadsheets
    Csv,
    /// Markdown
    Md,
}

impl From<Format> for print::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Text => Self::Text,
            Format::Json => Self::Json,
            Format::Csv => Self::Csv,
            Format::Md => Self::Md,
        }
    }
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
    fn a_query_comes_before_the_paths() {
        let parse = |arguments: &[&str]| match Arguments::try_parse_from(arguments).unwrap().command {
            Some(Command::Search(search)) => (search.query, search.corpus.paths),
            other => panic!("{other:?}"),
        };
        let expected = |query: &str| (query.to_owned(), vec![PathBuf::from("a"), PathBuf::from("b")]);
        assert_eq!(parse(&["reader", "search", "--json", "x y", "a", "b"]), expected("x y"));
        assert_eq!(parse(&["reader", "search", "-C", "2", "--", "-x", "a", "b"]), expected("-x"));
        let list = Arguments::try_parse_from(["reader", "list", "-f", "-has:party", "a"]).unwrap().command;
        assert!(matches!(list, Some(Command::List { filter: Some(filter), .. }) if filter == "-has:party"));
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
            &["reader", "--fields", "colour"],
            &["reader", "-f", "a", "-q", "b"],
            &["reader", "--limit", "2"],
            &["reader", "list", "--json", "--format", "csv"],
            &["reader", "search", "--count", "--limit", "2", "a"],
            &["reader", "search"],
            &["reader", "--terminal", "xterm"],
            &["reader", "doctor", "--calibrate", "--forget"],
            &["reader", "doctor", "--card", "--json"],
        ] {
            assert!(Arguments::try_parse_from(wrong).is_err(), "{wrong:?}");
        }
    }
}
