//! Keys in, a picture of the screen out.
//!
//! `screen(statements, columns, rows)` runs the state machine with loading done at once, on a buffer in memory.
//! The picture has one line a row; where cells are reversed or underlined a second line follows, with `#` under
//! reversed cells, `_` under underlined ones and `=` under both, so that a selection can be reviewed as text. The
//! terminal's cursor is `@` in that line.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use reader::corpus::FileReport;
use reader::keymap::{Keymap, parse_keys};
use reader::library::Entry;

use reader::model::{Problem, Statement};
use reader::search::narrow::Query;
use reader::tui::state::{App, Chosen, Effect, Exit, Msg, Settings, Size};
use reader::tui::view::{Theme, draw};

/// A screen under test.
pub(crate) struct Screen {
    pub(crate) app: App,
    statements: Vec<Statement>,
    size: Size,
    /// Effects that ask for nothing from the library, in order.
    pub(crate) effects: Vec<Effect>,
}

/// A screen of this size on a corpus of `statements`, read to its end.
pub(crate) fn screen(statements: &[Statement], columns: u16, rows: u16) -> Screen {
    let size = Size { columns, rows };
    let app = App::new("corpus/", Settings::default(), Keymap::builtin(), size);
    let mut screen = Screen { app, statements: statements.to_vec(), size, effects: Vec::new() };
    let entries = (0..).zip(statements).map(|(file, statement)| Entry::of(statement).placed(file, 0)).collect();
    screen.send(Msg::Found(entries));
    screen.send(Msg::Finished);
    screen
}

impl Screen {
    /// Types keys, written as in keymaps: `j`, `<Enter>`; `<Space>` is a space.
    pub(crate) fn keys(mut self, keys: &str) -> Self {
        self.press(keys);
        self
    }

    pub(crate) fn press(&mut self, keys: &str) {
        if keys.is_empty() {
            return;
        }
        for key in parse_keys(keys).expect("keys") {
            self.send(Msg::Key(key));
        }
    }

    pub(crate) fn paste(mut self, text: &str) -> Self {
        self.send(Msg::Paste(text.to_owned()));
        self
    }

    pub(crate) fn resize(mut self, columns: u16, rows: u16) -> Self {
        self.size = Size { columns, rows };
        self.send(Msg::Resize(self.size));
        self
    }

    /// A file that gave trouble.
    pub(crate) fn trouble(mut self, path: &str, problem: &str) -> Self {
        let problems = vec![Problem::new(problem)];
        self.send(Msg::FileDone(FileReport { path: path.to_owned(), problems, ..FileReport::default() }));
        self
    }

    /// Sends a message and answers what it asks for.
    pub(crate) fn send(&mut self, msg: Msg) {
        let mut answers = Vec::new();
        for effect in self.app.update(msg) {
            match effect {
                Effect::Load { ticket, entry } => {
                    let found = self.statements.iter().find(|statement| statement.id == entry.id);
                    let result = found.cloned().map(Box::new).ok_or_else(|| format!("{} is gone.", entry.path));
                    answers.push(Msg::Loaded { ticket, result });
                }
                Effect::Narrow { ticket, query, catalogue } => {
                    let found = catalogue.narrow(&Query::parse(&query), None, &|| false).unwrap_or_default();
                    answers.push(Msg::Narrowed { ticket, found, instead: None });
                }
                effect => self.effects.push(effect),
            }
        }
        for answer in answers {
            self.send(answer);
        }
    }

    /// What is printed on leaving: texts as they are, statements by their titles in brackets.
    pub(crate) fn printed(&self) -> String {
        match self.effects.last() {
            Some(Effect::Quit(Exit::Print(chosen))) => chosen.iter().map(one).collect::<Vec<_>>().join(" "),
            other => format!("{other:?}"),
        }
    }

    /// The text of the current selection, as it would be copied.
    pub(crate) fn copied(&mut self) -> String {
        self.press("y");
        match self.effects.last() {
            Some(Effect::Copy(chosen)) => one(chosen),
            other => format!("{other:?}"),
        }
    }

    pub(crate) fn drawn(&self) -> (Buffer, Option<Position>) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.columns, self.size.rows));
        let cursor = draw(&self.app, Theme::new(true), &mut buffer);
        (buffer, cursor)
    }

    /// The screen as text, left to right as it stands.
    pub(crate) fn picture(&self) -> String {
        let (buffer, cursor) = self.drawn();
        picture(&buffer, cursor)
    }
}

/// What was drawn as text, left to right as it stands.
pub(crate) fn picture(buffer: &Buffer, cursor: Option<Position>) -> String {
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let mut picture = String::new();
    for y in 0..rows {
        let (mut row, mut lights) = (String::new(), String::new());
        for x in 0..columns {
            let cell = &buffer[(x, y)];
            row.push_str(cell.symbol());
            let at = cursor == Some(Position { x, y });
            let reversed = cell.modifier.contains(Modifier::REVERSED);
            let underlined = cell.modifier.contains(Modifier::UNDERLINED);
            lights.push(match (at, reversed, underlined) {
                (true, ..) => '@',
                (_, true, true) => '=',
                (_, true, false) => '#',
                (_, false, true) => '_',
                _ => ' ',
            });
        }
        picture.push_str(&format!("|{row}|\n"));
        let bar = y == 0 || y == rows - 1;
        if !(lights.trim().is_empty() || bar && lights.chars().all(|light| light == '#')) {
            picture.push_str(&format!(" {}\n", lights.trim_end()));
        }
    }
    picture
}

fn one(chosen: &Chosen) -> String {
    match chosen {
        Chosen::Statement(entry) => format!("[{}]", entry.title),
        Chosen::Text { text, .. } => text.clone(),
    }
}
