//! A sheet that lies over both panes: the keys, or what is known of a statement.
//!
//! Rows of two columns and headings, with a place to scroll from. The help is made from the list of actions and
//! the keymap in use, so it cannot tell of keys that are not there.

use super::dates;
use crate::keymap::{Action, Command, Context, Group, Keymap};
use crate::layout::{Line, Options, Paragraph, label};
use crate::model::{PartyRole, Statement};
use crate::output::grounds;
use crate::text::sanitize::one_line;
use serde::Serialize;

/// One row of a sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Entry {
    /// A heading.
    Heading(String),
    /// A name and what is said of it.
    Pair(String, String),
    /// Nothing.
    Gap,
}

/// A sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheet {
    /// What it is, for the status line.
    pub name: &'static str,
    entries: Vec<Entry>,
    /// The entries laid out at `width`: the row of a name, and of a line of what is said.
    rows: Vec<(Line, Line)>,
    width: usize,
    top: usize,
    height: usize,
}

/// Most columns that names take.
const NAMES: usize = 26;

impl Sheet {
    /// The keys of every context, in the groups of the action list.
    #[must_use]
    pub fn help(keymap: &Keymap) -> Self {
        let mut entries = Vec::new();
        let mut last: Option<Group> = None;
        for &action in Action::ALL {
            let keys = keys_of(keymap, action);
            if keys.is_empty() {
                continue;
            }
            if last != Some(action.group()) {
                if last.is_some() {
                    entries.push(Entry::Gap);
                }
                last = Some(action.group());
                entries.push(Entry::Heading(action.group().title().to_owned()));
            }
            entries.push(Entry::Pair(keys, action.description().to_owned()));
        }
        entries.push(Entry::Gap);
        entries.push(Entry::Heading("Commands".to_owned()));
        for (line, what) in COMMANDS {
            entries.push(Entry::Pair((*line).to_owned(), (*what).to_owned()));
        }
        entries.push(Entry::Gap);
        entries.push(Entry::Heading("Narrowing the list".to_owned()));
        for (typed, what) in NARROWING {
            entries.push(Entry::Pair((*typed).to_owned(), (*what).to_owned()));
        }
        Self::new("HELP", entries)
    }

    /// What is known of a statement, and why.
    #[must_use]
    pub fn details(statement: &Statement) -> Self {
        let mut entries = vec![Entry::Heading(statement.title.clone())];
        let mut tell = |name: &str, what: String| {
            if !what.is_empty() {
                entries.push(Entry::Pair(name.to_owned(), what));
            }
        };
        tell("title", statement.title_how.words().to_owned());
        let surely = |sure: bool| if sure { "" } else { "perhaps " };
        if let Some(party) = &statement.party {
            tell("party", format!("{}\u{2068}{}\u{2069} ({})", surely(party.sure), party.name, word(&party.role)));
            tell("cue", party.cue.clone());
        }
        let filed = statement.party.as_ref().map(|party| &party.id);
        let others = statement.parties.iter().filter(|party| Some(&party.id) != filed);
        let short =
            |party: &PartyRole| format!("\u{2068}{}\u{2069} ({}{})", party.name, surely(party.sure), word(&party.role));
        tell("others", others.map(short).collect::<Vec<_>>().join(" · "));
        if let Some(date) = &statement.date {
            tell(
                "date",
                format!("\u{2068}{}\u{2069} ({}, {})", dates::written(date), word(&date.calendar), word(&date.how)),
            );
            tell("read from", format!("{}: \u{2068}{}\u{2069}", grounds::how(date.how), date.text));
            tell("that is", listed(&dates::elsewhere(date, statement.language)));
            tell("or else", listed(&date.rivals));
        }
        tell("language", grounds::of_language(statement));
        let named = statement.grounds.kind.as_ref().map(|cue| format!(" (\u{2068}{cue}\u{2069})")).unwrap_or_default();
        tell("kind", statement.kind.as_ref().map(word).map(|kind| kind + &named).unwrap_or_default());
        tell("words", statement.words.to_string());
        tell("signed", statement.signature().unwrap_or_default().replace('\n', " · "));
        for (name, what) in [
            ("agency", &statement.source.agency),
            ("site", &statement.source.site),
            ("address", &statement.source.url),
            ("author", &statement.source.author),
        ] {
            tell(name, what.clone().unwrap_or_default());
        }
        let left_out = grounds::of_furniture(statement).into_iter().map(|(why, count)| format!("{count} {why}"));
        tell("left out", listed(&left_out.collect::<Vec<_>>()));
        tell("file", statement.path.clone());
        let encoding = Some(statement.grounds.encoding.to_owned()).filter(|encoding| !encoding.is_empty());
        let read_as: Vec<String> = statement.grounds.format.clone().into_iter().chain(encoding).collect();
        tell("read as", read_as.join(", "));
        for problem in &statement.problems {
            tell("problem", problem.to_string());
        }
        Self::new("DETAILS", entries)
    }

    /// What a register holds, its first line `head`.
    pub(super) fn registers(name: char, head: &str, size: &str) -> Self {
        let pair = |name: String, what: &str| Entry::Pair(name, what.to_owned());
        let entries = vec![
            Entry::Heading("Registers".to_owned()),
            pair(name.to_string(), head),
            pair(String::new(), size),
            pair(String::new(), "^R\" types it into a line."),
        ];
        Self::new("REGISTERS", entries)
    }

    fn new(name: &'static str, entries: Vec<Entry>) -> Self {
        Self { name, entries, rows: Vec::new(), width: 0, top: 0, height: 1 }
    }

    /// The rows that show.
    #[must_use]
    pub fn shown(&self) -> &[(Line, Line)] {
        let end = (self.top + self.height).min(self.rows.len());
        self.rows.get(self.top..end).unwrap_or_default()
    }

    /// The columns that names take.
    #[must_use]
    pub fn names(width: usize) -> usize {
        NAMES.min(width * 2 / 5)
    }

    /// Lays the entries out in a screen of this size.
    pub fn settle(&mut self, width: usize, height: usize, options: Options) {
        if self.width != width {
            self.width = width;
            self.rows = self.entries.iter().flat_map(|entry| rows_of(entry, width, options)).collect();
        }
        self.height = height.max(1);
        self.top = self.top.min(self.rows.len().saturating_sub(self.height));
    }

    /// Carries out a command of scrolling; false if it is none.
    pub fn act(&mut self, command: Command) -> bool {
        let count = command.count.unwrap_or(1);
        let (page, half) = (self.height.saturating_sub(1).max(1), (self.height / 2).max(1));
        let (down, up) = match command.action {
            Action::LineDown | Action::ScrollDown => (count, 0),
            Action::LineUp | Action::ScrollUp => (0, count),
            Action::HalfPageDown => (half, 0),
            Action::HalfPageUp => (0, half),
            Action::PageDown => (page.saturating_mul(count), 0),
            Action::PageUp => (0, page.saturating_mul(count)),
            Action::GoToTop => (0, usize::MAX),
            Action::GoToBottom => (self.rows.len(), 0),
            _ => return false,
        };
        self.top = self.top.saturating_add(down).saturating_sub(up);
        true
    }
}

/// The rows of an entry: one, or more where what is said takes more lines.
fn rows_of(entry: &Entry, width: usize, options: Options) -> Vec<(Line, Line)> {
    let names = Sheet::names(width);
    match entry {
        Entry::Heading(text) => vec![(label(text, width.saturating_sub(2), &options), Line::default())],
        Entry::Gap => vec![(Line::default(), Line::default())],
        Entry::Pair(name, what) => {
            let mut name = Some(label(name, names.saturating_sub(1), &options));
            let what = Paragraph::new(&one_line(what), &options);
            let lines = what.wrap(width.saturating_sub(names + 2).max(1));
            lines.into_iter().map(|line| (name.take().unwrap_or_default(), what.line(line))).collect()
        }
    }
}

/// The lines that can be typed after `:`.
const COMMANDS: &[(&str, &str)] = &[
    (":q", "Quit and print nothing"),
    (":w FILE", "Write the selection, the marked statements or this one to a new file"),
    (":w! FILE", "The same, in place of a file that is there"),
    (":w >>FILE", "The same, at the end of a file"),
    (":filter WORDS", "Narrow the list; without words, show all of it"),
    (":N", "To line N of the text"),
    (":N%", "To N percent of the text"),
    (":noh", "Stop lighting hits until the next search"),
    (":set NAME", "Switch on; noNAME off, NAME! over, NAME=VALUE, NAME? to ask"),
    (":registers", "Show what was copied last"),
    (":help", "Show this"),
];

/// What can be typed to narrow the list, for the help.
const NARROWING: &[(&str, &str)] = &[
    ("one two", "Both words, in any order, in title, party or date; letters may be apart"),
    ("'one", "In one piece"),
    ("^one  one$  ^one$", "A field begins with it, ends with it, is it"),
    ("!one", "Without it"),
    ("one|two  one | two", "One of them"),
    ("\"one two\"  one\\ two", "With the blank"),
    ("hezb", "Latin letters find words of the Arabic script as well"),
];

/// The keys of an action in all contexts, each once.
pub(super) fn keys_of(keymap: &Keymap, action: Action) -> String {
    let mut all: Vec<String> = Vec::new();
    for context in [Context::List, Context::Text, Context::Visual, Context::Prompt, Context::Help] {
        for keys in keymap.keys_of(context, action) {
            if !all.contains(&keys) {
                all.push(keys);
            }
        }
    }
    all.join(" ")
}

/// Several things, each in its own direction.
fn listed(things: &[String]) -> String {
    things.iter().map(|thing| format!("\u{2068}{thing}\u{2069}")).collect::<Vec<_>>().join(" · ")
}

/// The word by which a value goes in records.
fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
        .replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, TitleHow};
    use crate::tui::state::sample;

    #[test]
    fn the_help_tells_every_bound_action_once() {
        let keymap = Keymap::builtin();
        let help = Sheet::help(&keymap);
        for &action in Action::ALL {
            let told = help
                .entries
                .iter()
                .filter(|entry| matches!(entry, Entry::Pair(_, what) if what == action.description()));
            let bound = keymap.bindings().any(|binding| binding.action == action);
            assert_eq!(told.count() > 0, bound, "{action}");
        }
    }

    #[test]
    fn details_tell_what_is_known_and_nothing_else() {
        let mut statement = sample::statement("Title", &["Body."], &[]);
        statement.date = Some(sample::date("1397/01/18"));
        let details = Sheet::details(&statement);
        let told: Vec<&str> = details
            .entries
            .iter()
            .filter_map(|entry| if let Entry::Pair(name, _) = entry { Some(name.as_str()) } else { None })
            .collect();
        assert_eq!(told, ["title", "date", "read from", "that is", "language", "words", "file"]);
    }

    #[test]
    fn details_tell_why() {
        let mut statement = sample::statement("Title", &["Body."], &["Send", "Comment"]);
        statement.title_how = TitleHow::Heading;
        statement.kind = Some(Kind::Statement);
        statement.grounds.kind = Some("title: statement".to_owned());
        statement.grounds.encoding = "UTF-8";
        statement.grounds.format = Some("page in gzip".to_owned());
        let details = Sheet::details(&statement);
        let told = |name: &str| {
            let what = details.entries.iter().find_map(|entry| match entry {
                Entry::Pair(known, what) if known == name => Some(what.replace(['\u{2068}', '\u{2069}'], "")),
                _ => None,
            });
            what.unwrap_or_default()
        };
        assert_eq!(told("title"), "marked as a heading");
        assert_eq!(told("kind"), "statement (title: statement)");
        assert_eq!(told("left out"), "2 form");
        assert_eq!(told("read as"), "page in gzip, UTF-8");
    }

    #[test]
    fn a_sheet_stops_at_its_ends() {
        let mut sheet = Sheet::help(&Keymap::builtin());
        let command = |action| Command { action, count: None, argument: None };
        let settle = |sheet: &mut Sheet| sheet.settle(80, 5, Options::default());
        settle(&mut sheet);
        let first = sheet.shown().first().cloned();
        assert!(sheet.act(command(Action::GoToBottom)));
        settle(&mut sheet);
        assert_eq!(sheet.shown().len(), 5);
        assert_eq!(sheet.shown().last(), sheet.rows.last());
        assert!(sheet.act(command(Action::GoToTop)));
        assert!(sheet.act(command(Action::LineUp)));
        settle(&mut sheet);
        assert_eq!(sheet.shown().first().cloned(), first);
        assert!(!sheet.act(command(Action::Open)));
    }
}
