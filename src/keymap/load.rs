//! Reads a keymap file and lays it over what is bound already.
//!
//! A bad line is reported with its file and number and left out; the others are loaded. What a file
//! unbinds goes first, wherever it stands in it, so that a freed key can be part of a new sequence.
//! Reading the file from disk is the caller's.

use super::action::Action;
use super::binding::{Binding, Keymap};
use super::context::Context;
use super::key::{Code, Key, parse_keys, show_keys};
use std::fmt;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

const BUILTIN: &str = include_str!("../../keymaps/vim.toml");

/// Lines of a file that may fail to be TOML before it is given up.
const MOST: usize = 100;

/// A line of a keymap that was left out, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeymapProblem {
    /// The file.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, as a sentence.
    pub message: String,
}

impl fmt::Display for KeymapProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

impl Keymap {
    /// Returns the keymap that comes with the program, `keymaps/vim.toml`.
    #[must_use]
    pub fn builtin() -> Self {
        let mut keymap = Self::default();
        // A test holds that nothing in it is a problem.
        keymap.overlay(BUILTIN, "keymaps/vim.toml");
        keymap
    }

    /// Lays the text of a keymap file over this keymap and returns what could not be loaded.
    ///
    /// `file` is how the problems call it.
    pub fn overlay(&mut self, toml: &str, file: &str) -> Vec<KeymapProblem> {
        let mut problems = Problems { toml, file, found: Vec::new() };
        let readable = without_bad_lines(toml, &mut problems);
        if let Ok(table) = DeTable::parse(&readable) {
            let lines = lines(table.get_ref(), &mut problems);
            for line in lines.iter().filter(|line| line.wanted.is_none()) {
                self.unbind(line.context, &line.keys);
            }
            for line in lines {
                self.bind(line, &mut problems);
            }
        }
        problems.found.sort_by_key(|problem| problem.line);
        problems.found
    }

    fn unbind(&mut self, context: Context, keys: &[Key]) {
        self.bindings.retain(|binding| binding.context != context || binding.keys != keys);
        if context != Context::Global && !self.hides(context, keys) {
            self.hidden.push((context, keys.to_vec()));
        }
    }

    fn bind(&mut self, line: Line, problems: &mut Problems<'_>) {
        let Line { context, keys, wanted: Some((action, description)), span } = line else { return };
        if let Some(other) = self.clash(context, &keys) {
            let (short, long) = if other.len() < keys.len() { (&other, &keys) } else { (&keys, &other) };
            let (short, long) = (show_keys(short), show_keys(long));
            problems.add(span, format!("`{short}` would hide the sequence `{long}`; unbind one of them."));
            return;
        }
        self.hidden.retain(|(hiding, hidden)| *hiding != context || *hidden != keys);
        let binding = Binding { context, keys, action, description };
        match self.bindings.iter_mut().find(|old| old.context == context && old.keys == binding.keys) {
            Some(old) => *old = binding,
            None => self.bindings.push(binding),
        }
    }

    /// The sequence that begins with `keys`, or that `keys` begin with, wherever both can be typed.
    fn clash(&self, context: Context, keys: &[Key]) -> Option<Vec<Key>> {
        let places: &[Context] = if context == Context::Global { &Context::ALL } else { &[context] };
        places
            .iter()
            .filter(|place| !keys.first().is_some_and(|key| place.types(*key)) && !self.hides(**place, keys))
            .flat_map(|place| self.seen_from(*place))
            .map(|binding| &binding.keys)
            .find(|other| other.as_slice() != keys && (other.starts_with(keys) || keys.starts_with(other)))
            .cloned()
    }
}

/// One entry of a file; `wanted` is `None` where it unbinds.
struct Line {
    context: Context,
    keys: Vec<Key>,
    wanted: Option<(Action, Option<String>)>,
    span: Range<usize>,
}

struct Problems<'a> {
    toml: &'a str,
    file: &'a str,
    found: Vec<KeymapProblem>,
}

impl Problems<'_> {
    fn add(&mut self, span: Range<usize>, message: String) {
        let before = self.toml.as_bytes().get(..span.start).unwrap_or(self.toml.as_bytes());
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        self.found.push(KeymapProblem { file: self.file.to_owned(), line, message });
    }
}

/// The text with every line blanked that keeps it from being TOML, each one a problem.
///
/// Blanks stand for the bytes of a line, so that what comes after it keeps its place.
fn without_bad_lines(toml: &str, problems: &mut Problems<'_>) -> String {
    let mut text = toml.to_owned();
    while let Err(error) = DeTable::parse(&text) {
        let span = error.span().unwrap_or(0..0);
        // An error at the end of a line lies in that line, not in the one after it.
        let at = span.start.min(text.len());
        let at =
            if text.get(..at).is_some_and(|before| before.ends_with('\n')) && span.is_empty() { at - 1 } else { at };
        let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        let end = text.get(at..).and_then(|after| after.find('\n')).map_or(text.len(), |length| at + length);
        problems.add(start..end, format!("This is not TOML: {}.", error.message()));
        let line = text.get(start..end).filter(|line| !line.trim().is_empty() && problems.found.len() <= MOST);
        let Some(line) = line else {
            // Nothing can be taken away, or this is no keymap at all.
            return String::new();
        };
        let blanks = " ".repeat(line.len());
        text.replace_range(start..end, &blanks);
    }
    text
}

/// The good entries of all tables, in the order of the file.
fn lines(table: &DeTable<'_>, problems: &mut Problems<'_>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (name, value) in table {
        match (name.get_ref().as_ref(), value.get_ref().as_table()) {
            ("keys", Some(contexts)) => {
                for (name, value) in contexts {
                    match (Context::from_name(name.get_ref()), value.get_ref().as_table()) {
                        (Some(context), Some(entries)) => lines.extend(good_lines(context, entries, problems)),
                        _ => problems.add(name.span(), unknown_table(name.get_ref())),
                    }
                }
            }
            (other, _) => {
                problems.add(name.span(), format!("`{other}` is not part of a keymap; it has `[keys.…]` tables."));
            }
        }
    }
    lines.sort_by_key(|line| line.span.start);
    // `<CR>` and `<Enter>` are two names to TOML and one key here.
    let twice: Vec<usize> =
        (1..lines.len()).filter(|at| lines[..*at].iter().any(|line| line.same_keys(&lines[*at]))).collect();
    for at in twice.into_iter().rev() {
        let line = lines.remove(at);
        problems.add(line.span, format!("`{}` is bound twice in this table.", show_keys(&line.keys)));
    }
    lines
}

/// The good entries of one table.
fn good_lines(context: Context, entries: &DeTable<'_>, problems: &mut Problems<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    for (keys, value) in entries {
        match line(context, keys.get_ref(), value.get_ref()) {
            Ok((keys, wanted)) => lines.push(Line { context, keys, wanted, span: value.span() }),
            Err(message) => problems.add(value.span(), message),
        }
    }
    lines
}

impl Line {
    fn same_keys(&self, other: &Self) -> bool {
        self.context == other.context && self.keys == other.keys
    }
}

fn unknown_table(name: &str) -> String {
    let names = Context::ALL.map(Context::name).join(", ");
    format!("There is no table `[keys.{name}]`; the contexts are {names}.")
}

type Entry = (Vec<Key>, Option<(Action, Option<String>)>);

/// One entry: `"keys" = "action"`, `"keys" = { run = "action", desc = ".." }`, `"keys" = "unbound"`.
fn line(context: Context, keys: &str, value: &DeValue<'_>) -> Result<Entry, String> {
    let keys = parse_keys(keys).map_err(|error| format!("`{keys}`: {error}."))?;
    if let Some(message) = impossible(context, &keys) {
        return Err(message);
    }
    let (name, description) = match value {
        DeValue::String(name) => (name.as_ref(), None),
        DeValue::Table(table) => {
            if let Some((name, _)) = table.iter().find(|(name, _)| !matches!(name.get_ref().as_ref(), "run" | "desc")) {
                return Err(format!("`{}` is neither `run` nor `desc`.", name.get_ref()));
            }
            let text = |name: &str| {
                table.get(name).map(|value| value.get_ref().as_str().ok_or(format!("`{name}` must be a text.")))
            };
            let run = text("run").unwrap_or_else(|| Err("`run` is missing.".to_owned()))?;
            (run, text("desc").transpose()?.map(str::to_owned))
        }
        _ => return Err("An action is the text of its name, or a table with `run` and `desc`.".to_owned()),
    };
    if name == "unbound" {
        return Ok((keys, None));
    }
    let action = Action::from_name(name).ok_or_else(|| format!("There is no action `{name}`."))?;
    Ok((keys, Some((action, description))))
}

/// Why these keys could never be typed as a command in this context.
fn impossible(context: Context, keys: &[Key]) -> Option<String> {
    let first = *keys.first()?;
    if context.types(first) {
        return Some(format!("`{first}` is text in a prompt and cannot be bound there."));
    }
    if context.counts() && matches!(first.printable(), Some('1'..='9')) {
        return Some(format!("`{first}` begins a count and cannot begin a command."));
    }
    if keys.iter().skip(1).any(|key| *key == Key::from(Code::Esc)) {
        return Some("`<Esc>` cancels a sequence and cannot be part of one.".to_owned());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The problems of a file laid over the built-in keymap, without the file's name.
    fn check(toml: &str, expected: &[&str]) -> Keymap {
        let mut keymap = Keymap::builtin();
        let problems: Vec<String> = keymap.overlay(toml, "k").iter().map(ToString::to_string).collect();
        assert_eq!(problems, expected, "{toml}");
        keymap
    }

    #[test]
    fn the_default_keymap_has_no_problem() {
        assert_eq!(Keymap::default().overlay(BUILTIN, "vim.toml"), []);
    }

    #[test]
    fn a_file_replaces_adds_and_removes() {
        let keymap = check(
            "[keys.list]\n\"<F5>\" = { run = \"redraw\", desc = \"Again\" }\n\"<Space>\" = \"open\"\n\"y\" = \"unbound\"\n",
            &[],
        );
        assert_eq!(keymap.keys_of(Context::List, Action::Redraw), ["<F5>", "<C-l>"]);
        assert!(keymap.keys_of(Context::List, Action::Open).contains(&"<Space>".to_owned()));
        assert_eq!(keymap.keys_of(Context::List, Action::MarkStatement), [""; 0]);
        assert_eq!(keymap.keys_of(Context::List, Action::Copy), [""; 0]);
        let described =
            keymap.bindings().find(|binding| binding.action == Action::Redraw && binding.context == Context::List);
        assert_eq!(described.map(Binding::description), Some("Again"));
    }

    #[test]
    fn lines_that_are_not_toml_cost_only_themselves() {
        let toml = "[keys.list]\n\"s\" = \"line-down\nfoo = bar\n\"Q\" = \"quit\"\n\"Q\" = \"redraw\"\n";
        let mut keymap = Keymap::builtin();
        let lines: Vec<usize> = keymap.overlay(toml, "k").iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [2, 3, 5]);
        assert_eq!(keymap.keys_of(Context::List, Action::Quit), ["Q", "q"]);
        let rubbish = "?\n".repeat(2 * MOST);
        assert_eq!(Keymap::builtin().overlay(&rubbish, "k").len(), MOST + 1);
    }

    #[test]
    fn a_context_can_do_without_a_global_key() {
        let keymap = check("[keys.list]\n\"q\" = \"unbound\"\n", &[]);
        assert_eq!(keymap.keys_of(Context::List, Action::Quit), [""; 0]);
        assert_eq!(keymap.keys_of(Context::Text, Action::Quit), ["q"]);
    }

    #[test]
    fn bad_lines_are_reported_and_the_rest_is_loaded() {
        let toml = concat!(
            "[keys.list]\n",
            "\"x\" = \"fly\"\n",
            "\"<Foo>\" = \"open\"\n",
            "\"<F6>\" = 7\n",
            "\"<F7>\" = { runs = \"open\" }\n",
            "\"<F8>\" = { desc = \"Again\" }\n",
            "\"5\" = \"open\"\n",
            "\"g<Esc>\" = \"open\"\n",
            "\"<F9>\" = \"redraw\"\n",
            "[keys.prompt]\n",
            "\"j\" = \"next-match\"\n",
            "[keys.moon]\n",
            "\"j\" = \"line-down\"\n",
            "[colours]\n",
        );
        let keymap = check(
            toml,
            &[
                "k:2: There is no action `fly`.",
                "k:3: `<Foo>`: no key is called `<Foo>`.",
                "k:4: An action is the text of its name, or a table with `run` and `desc`.",
                "k:5: `runs` is neither `run` nor `desc`.",
                "k:6: `run` is missing.",
                "k:7: `5` begins a count and cannot begin a command.",
                "k:8: `<Esc>` cancels a sequence and cannot be part of one.",
                "k:11: `j` is text in a prompt and cannot be bound there.",
                "k:12: There is no table `[keys.moon]`; the contexts are global, list, text, visual, prompt, help.",
                "k:14: `colours` is not part of a keymap; it has `[keys.…]` tables.",
            ],
        );
        assert_eq!(keymap.keys_of(Context::List, Action::Redraw), ["<F9>", "<C-l>"]);
    }

    #[test]
    fn a_key_that_hides_a_sequence_is_refused() {
        check("[keys.global]\n\"g\" = \"help\"\n", &["k:2: `g` would hide the sequence `gg`; unbind one of them."]);
        check("[keys.list]\n\"qq\" = \"quit\"\n", &["k:2: `q` would hide the sequence `qq`; unbind one of them."]);
        check("[keys.list]\n\"qq\" = \"quit\"\n\"q\" = \"unbound\"\n", &[]);
        check("[keys.text]\n\"m\" = \"unbound\"\n\"ma\" = \"help\"\n", &[]);
    }

    #[test]
    fn one_key_under_two_names_is_reported() {
        check(
            "[keys.help]\n\"<CR>\" = \"back\"\n\"<Enter>\" = \"help\"\n",
            &["k:3: `<Enter>` is bound twice in this table."],
        );
    }

    #[test]
    fn a_file_that_is_not_toml_is_one_problem() {
        let mut keymap = Keymap::builtin();
        let problems = keymap.overlay("[keys.list]\n\"j\" == 3\n\"k\" = \"line-up\"\n", "k");
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].line, 2);
        assert_eq!(keymap.keys_of(Context::List, Action::Quit), ["q"]);
    }
}
