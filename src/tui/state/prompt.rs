//! A line that is being typed: a filter, a search, a command.
//!
//! The caret stands on a grapheme cluster or past the last one, and never inside one. Left and right follow the
//! screen, by the order that the layout gives the cells; all else follows the text. Each kind of line has a
//! history of its own. What a finished line means is not known here.

use super::paste::plain_line;
use crate::keymap::Action;
use crate::layout::{Options, label};
use crate::text::direction::Direction;
use unicode_segmentation::UnicodeSegmentation;

/// What a line is typed for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// To narrow the list.
    Filter,
    /// To search towards the end of the text.
    SearchForward,
    /// To search towards its start.
    SearchBackward,
    /// To command.
    Command,
}

impl Kind {
    /// The sign before the line.
    #[must_use]
    pub fn sign(self) -> char {
        match self {
            Self::Filter => '>',
            Self::SearchForward => '/',
            Self::SearchBackward => '?',
            Self::Command => ':',
        }
    }

    /// The mode word of the status line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Filter => "FILTER",
            Self::SearchForward | Self::SearchBackward => "SEARCH",
            Self::Command => "COMMAND",
        }
    }
}

/// A line that is being typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Prompt {
    /// What it is typed for.
    pub kind: Kind,
    text: String,
    caret: usize,
    /// Which line of the history stands here, and what was typed before it was fetched.
    recalled: Option<(usize, String)>,
}

/// Lines typed before, oldest first.
#[derive(Clone, Debug, Default)]
pub struct History {
    filters: Vec<String>,
    searches: Vec<String>,
    commands: Vec<String>,
}

/// Most lines of one kind that are kept.
const KEPT: usize = 200;

impl History {
    /// The lines of a kind, oldest first.
    #[must_use]
    pub fn of(&self, kind: Kind) -> &[String] {
        match kind {
            Kind::Filter => &self.filters,
            Kind::SearchForward | Kind::SearchBackward => &self.searches,
            Kind::Command => &self.commands,
        }
    }

    /// Keeps a line; one that was typed before moves to the end.
    pub fn keep(&mut self, kind: Kind, line: &str) {
        let lines = match kind {
            Kind::Filter => &mut self.filters,
            Kind::SearchForward | Kind::SearchBackward => &mut self.searches,
            Kind::Command => &mut self.commands,
        };
        if line.trim().is_empty() {
            return;
        }
        lines.retain(|other| other != line);
        lines.push(line.to_owned());
        if lines.len() > KEPT {
            lines.remove(0);
        }
    }
}

impl Prompt {
    /// A line with `text` typed already.
    #[must_use]
    pub fn new(kind: Kind, text: &str) -> Self {
        Self { kind, text: text.to_owned(), caret: text.len(), recalled: None }
    }

    /// What is typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The offset at which the next letter goes in.
    #[must_use]
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// Puts text in at the caret, as one line.
    pub fn insert(&mut self, text: &str) {
        let line = plain_line(text);
        self.text.insert_str(self.caret, &line);
        self.caret += line.len();
        self.recalled = None;
    }

    /// Carries out an action of editing; false if `action` is none.
    pub fn edit(&mut self, action: Action) -> bool {
        match action {
            Action::CursorLeft => self.step(-1),
            Action::CursorRight => self.step(1),
            Action::CursorStart => self.caret = 0,
            Action::CursorEnd => self.caret = self.text.len(),
            Action::DeleteBack => self.delete(self.before(self.caret), self.caret),
            Action::DeleteForward => self.delete(self.caret, self.after(self.caret)),
            Action::DeleteWordBack => self.delete(self.word_before(self.caret), self.caret),
            Action::DeleteToStart => self.delete(0, self.caret),
            _ => return false,
        }
        true
    }

    /// Fetches a line of the history, `by` lines newer than this one.
    pub fn recall(&mut self, history: &History, by: isize) {
        let lines = history.of(self.kind);
        let (at, typed) = self.recalled.take().unwrap_or_else(|| (lines.len(), self.text.clone()));
        let at = at.saturating_add_signed(by).min(lines.len());
        self.text = lines.get(at).unwrap_or(&typed).clone();
        self.caret = self.text.len();
        self.recalled = Some((at, typed));
    }

    fn delete(&mut self, start: usize, end: usize) {
        self.text.replace_range(start..end, "");
        self.caret = start;
        self.recalled = None;
        // What stood on both sides may be one cluster now.
        if !self.text.is_char_boundary(self.caret) || self.starts().all(|start| start != self.caret) {
            self.caret = self.starts().take_while(|start| *start < self.caret).last().unwrap_or(0);
        }
    }

    /// Starts of all clusters, and the end of the text.
    fn starts(&self) -> impl Iterator<Item = usize> {
        self.text.grapheme_indices(true).map(|(start, _)| start).chain([self.text.len()])
    }

    fn before(&self, offset: usize) -> usize {
        self.text[..offset].grapheme_indices(true).next_back().map_or(0, |(start, _)| start)
    }

    fn after(&self, offset: usize) -> usize {
        self.text[offset..].graphemes(true).next().map_or(offset, |cluster| offset + cluster.len())
    }

    fn word_before(&self, offset: usize) -> usize {
        let head = self.text[..offset].trim_end();
        head.split_word_bound_indices().next_back().map_or(0, |(start, _)| start)
    }

    /// Moves the caret one place on the screen, right where positive.
    fn step(&mut self, by: isize) {
        let line = label(&self.text, UNBOUNDED, &Options::default());
        let mut places: Vec<usize> = line.cells().iter().map(|cell| cell.source.start).collect();
        // The cells of one spelt-out sign are one place.
        places.dedup();
        // The place past the last letter lies where the line ends on the screen.
        match line.base() {
            Direction::Rtl => places.insert(0, self.text.len()),
            Direction::Ltr => places.push(self.text.len()),
        }
        let here = places.iter().position(|place| *place == self.caret);
        // A caret on what has no cell goes to the nearest place that has.
        let here = here.or_else(|| places.iter().position(|place| *place > self.caret)).unwrap_or(0);
        if let Some(place) = here.checked_add_signed(by).and_then(|place| places.get(place)) {
            self.caret = *place;
        }
    }
}

/// A line of this many columns holds whatever is typed.
const UNBOUNDED: usize = usize::MAX / 4;

#[cfg(test)]
mod tests {
    use super::*;
    use Action::{
        CursorEnd as End, CursorLeft as Left, CursorRight as Right, CursorStart as Start, DeleteBack as Back,
        DeleteForward as Forward, DeleteToStart as ToStart, DeleteWordBack as Word,
    };

    /// `|` is the caret; the caret starts at the end.
    fn check(text: &str, actions: &[Action], expected: &str) {
        let mut prompt = Prompt::new(Kind::SearchForward, text);
        for action in actions {
            assert!(prompt.edit(*action), "{action:?}");
        }
        let (head, tail) = prompt.text().split_at(prompt.caret());
        assert_eq!(format!("{head}|{tail}"), expected);
    }

    #[test]
    fn clusters_go_as_one() {
        check("حِزب", &[Back, Back, Back], "|");
        check("ab\u{301}c", &[Left, Left], "a|b\u{301}c");
        check("ab\u{301}c", &[Left, Back], "a|c");
        check("ab\u{301}c", &[Start, Right, Forward], "a|c");
    }

    #[test]
    fn left_and_right_follow_the_screen() {
        check("حزب", &[Left], "حزب|");
        check("حزب", &[Right], "حز|ب");
        check("حزب", &[Right, Right, Right, Right], "|حزب");
        check("abc", &[Left], "ab|c");
        check("abc", &[Right], "abc|");
    }

    #[test]
    fn a_change_of_direction_is_crossed_on_the_screen() {
        // On the screen: `ab بزح`; from its end leftwards come the last letters of the screen.
        check("ab حزب", &[Left], "ab |حزب");
        check("ab حزب", &[Left, Left], "ab ح|زب");
        check("ab حزب", &[Left, Left, Left], "ab حز|ب");
        check("ab حزب", &[Left, Left, Left, Left], "ab| حزب");
    }

    #[test]
    fn words_and_lines_are_deleted() {
        check("یک دو سه", &[Word], "یک دو |");
        check("یک دو  ", &[Word], "یک |");
        check("یک دو", &[Left, Left, End, ToStart], "|");
        check("one two", &[Left, Left, ToStart], "|wo");
        check("", &[Back, Forward, Word, ToStart, Left, Right], "|");
    }

    #[test]
    fn pasted_lines_become_one() {
        let mut prompt = Prompt::new(Kind::Filter, "");
        prompt.insert("یک\nدو\u{1b}\tسه");
        assert_eq!(prompt.text(), "یک دو سه");
    }

    #[test]
    fn history_gives_back_what_was_typed() {
        let mut history = History::default();
        for line in ["one", "two", "one", " "] {
            history.keep(Kind::SearchForward, line);
        }
        let mut prompt = Prompt::new(Kind::SearchBackward, "typed");
        let mut seen = |by| {
            prompt.recall(&history, by);
            prompt.text().to_owned()
        };
        assert_eq!(
            [seen(-1), seen(-1), seen(-1), seen(1), seen(1), seen(1)],
            ["one", "two", "two", "one", "typed", "typed"]
        );
        assert!(history.of(Kind::Command).is_empty());
    }
}
