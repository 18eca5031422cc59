//! The language of the `:` line: what a typed line asks for.
//!
//! Takes the line without its colon and gives one `Line`, or one sentence that says what is wrong and where.
//! Carrying out is the business of `App`; nothing here has an effect.

use super::settings::Change;

/// What a line of the command prompt asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Line {
    /// Nothing was typed.
    Empty,
    /// `:q`, `:q!`, `:qa`: leave without printing.
    Quit,
    /// `:w FILE` and its kin.
    Write(Write),
    /// `:set …`, in order.
    Set(Vec<Change>),
    /// `:registers`.
    Registers,
    /// `:help`.
    Help,
    /// `:N`: to line N of the statement, from 1.
    GoTo(usize),
    /// `:N%`: that far into the statement.
    Percent(usize),
    /// `:noh`: hits go dark until the next search.
    NoHighlight,
    /// `:filter WORDS`: narrow the list; no words show all of it again.
    Filter(String),
}

/// The file that a choice goes to, and how.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Write {
    /// Path as typed.
    pub path: String,
    /// What becomes of a file that is there already.
    pub mode: WriteMode,
}

/// What becomes of a file that is there already.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WriteMode {
    /// It stays, and the command fails.
    New,
    /// It is replaced.
    Replace,
    /// It grows.
    Append,
}

/// Reads a line typed after `:`.
///
/// # Errors
/// One sentence for the status line.
pub(super) fn parse(typed: &str) -> Result<Line, String> {
    let typed = typed.trim_start_matches([':', ' ']).trim_end();
    // What vi puts there for the selection, which is written anyhow.
    let typed = typed.strip_prefix("'<,'>").filter(|rest| rest.starts_with('w')).unwrap_or(typed);
    if typed.is_empty() {
        return Ok(Line::Empty);
    }
    if let Some(place) = place(typed)? {
        return Ok(place);
    }
    let end = typed.find(|c: char| !c.is_alphabetic()).unwrap_or(typed.len());
    let (name, rest) = typed.split_at(end);
    let (bang, rest) = rest.strip_prefix('!').map_or((false, rest), |rest| (true, rest));
    let argument = rest.trim_start();
    let alone = |line: Line| {
        if argument.is_empty() { Ok(line) } else { Err(format!(":{name} takes nothing after it, not «{argument}».")) }
    };
    match name {
        "q" | "qu" | "quit" | "qa" | "qall" => alone(Line::Quit),
        "w" | "wr" | "write" => write(argument, bang).map(Line::Write),
        "x" | "xi" | "xit" | "xa" | "wq" | "wqa" => Err("ZZ prints and leaves.".to_owned()),
        "se" | "set" => set(argument).map(Line::Set),
        "reg" | "registers" | "di" | "display" => alone(Line::Registers),
        "h" | "help" => Ok(Line::Help),
        "noh" | "nohlsearch" => alone(Line::NoHighlight),
        "filter" => Ok(Line::Filter(argument.to_owned())),
        _ => Err(format!("No command «{}»; :help lists them.", if name.is_empty() { typed } else { name })),
    }
}

/// `N` and `N%`; digits of all three scripts count.
fn place(typed: &str) -> Result<Option<Line>, String> {
    let plain = crate::text::fold::fold(typed);
    let (digits, percent) = plain.strip_suffix('%').map_or((plain.as_str(), false), |digits| (digits, true));
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    match digits.parse::<usize>() {
        Ok(number) if percent && number > 100 => Err(format!("{number}%: there are a hundred percent.")),
        Ok(number) if percent => Ok(Some(Line::Percent(number))),
        Ok(number) => Ok(Some(Line::GoTo(number))),
        Err(_) => Err(format!("{digits} is no line.")),
    }
}

fn write(argument: &str, bang: bool) -> Result<Write, String> {
    let (mode, path) = match argument.strip_prefix(">>") {
        Some(path) => (WriteMode::Append, path.trim_start()),
        None if bang => (WriteMode::Replace, argument),
        None => (WriteMode::New, argument),
    };
    if path.is_empty() {
        return Err(":w needs the name of a file, as in :w notes.txt.".to_owned());
    }
    if path.starts_with('!') {
        return Err(format!("Nothing is written to a command; :w ./{path} writes a file of that name."));
    }
    Ok(Write { path: path.to_owned(), mode })
}

fn set(argument: &str) -> Result<Vec<Change>, String> {
    if argument.is_empty() {
        return Ok(super::settings::NAMES.iter().map(|name| Change::Ask((*name).to_owned())).collect());
    }
    Ok(argument.split_whitespace().map(change).collect())
}

fn change(word: &str) -> Change {
    if let Some((name, value)) = word.split_once('=') {
        return Change::Value(name.to_owned(), value.to_owned());
    }
    if let Some(name) = word.strip_suffix('?') {
        return Change::Ask(name.to_owned());
    }
    if let Some(name) = word.strip_suffix('!') {
        return Change::Invert(name.to_owned());
    }
    match word.strip_prefix("no") {
        Some(name) => Change::Off(name.to_owned()),
        None => Change::On(word.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expected: Line) {
        assert_eq!(parse(typed), Ok(expected), "{typed}");
    }

    fn refuses(typed: &str, message: &str) {
        assert_eq!(parse(typed), Err(message.to_owned()), "{typed}");
    }

    fn file(path: &str, mode: WriteMode) -> Line {
        Line::Write(Write { path: path.to_owned(), mode })
    }

    #[test]
    fn leaving() {
        check("q", Line::Quit);
        check("q!", Line::Quit);
        check(":quit", Line::Quit);
        refuses("x", "ZZ prints and leaves.");
        refuses("wq", "ZZ prints and leaves.");
        refuses("q now", ":q takes nothing after it, not «now».");
    }

    #[test]
    fn writing() {
        check("w notes.txt", file("notes.txt", WriteMode::New));
        check("w! notes.txt", file("notes.txt", WriteMode::Replace));
        check("w >>notes.txt", file("notes.txt", WriteMode::Append));
        check("w >> my notes.txt", file("my notes.txt", WriteMode::Append));
        check("write یادداشت.txt", file("یادداشت.txt", WriteMode::New));
        check("'<,'>w notes.txt", file("notes.txt", WriteMode::New));
        check("w ./!notes", file("./!notes", WriteMode::New));
        refuses("w !sort", "Nothing is written to a command; :w ./!sort writes a file of that name.");
        refuses("w", ":w needs the name of a file, as in :w notes.txt.");
        refuses("w >>", ":w needs the name of a file, as in :w notes.txt.");
    }

    #[test]
    fn setting() {
        check(
            "set measure=60 noraw forms! sidebar?",
            Line::Set(vec![
                Change::Value("measure".into(), "60".into()),
                Change::Off("raw".into()),
                Change::Invert("forms".into()),
                Change::Ask("sidebar".into()),
            ]),
        );
        check("se raw", Line::Set(vec![Change::On("raw".into())]));
    }

    #[test]
    fn places() {
        check("12", Line::GoTo(12));
        check("۱۲", Line::GoTo(12));
        check("40%", Line::Percent(40));
        refuses("140%", "140%: there are a hundred percent.");
        refuses("99999999999999999999999", "99999999999999999999999 is no line.");
    }

    #[test]
    fn the_rest() {
        check("", Line::Empty);
        check("  ", Line::Empty);
        check("help", Line::Help);
        check("reg", Line::Registers);
        check("noh", Line::NoHighlight);
        check("filter حزب همت", Line::Filter("حزب همت".into()));
        check("filter", Line::Filter(String::new()));
        refuses("wibble", "No command «wibble»; :help lists them.");
        refuses("%", "No command «%»; :help lists them.");
    }
}
