//! What was asked for on the command line before the first key: a query in the prompt of the list, and an end without a key.
//!
//! The program leaves by itself when the whole corpus is read and one statement matches, or none. A key that is pressed before
//! calls that off: whoever types wants to choose.

use super::app::{App, Over};
use super::list::Item;
use super::message::{Chosen, Effect, Exit};
use super::prompt::{Kind, Prompt};

/// What is asked for at the start.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Start {
    /// What stands in the prompt of the list.
    pub query: Option<String>,
    /// Choose the only match.
    pub select_one: bool,
    /// Leave where nothing matches.
    pub exit_zero: bool,
}

impl App {
    /// Takes in what was asked for at the start.
    pub fn start(&mut self, start: Start) {
        if let Some(query) = &start.query {
            self.over = Over::Prompt(Prompt::new(Kind::Filter, query));
            self.narrow(query);
        }
        self.start = Some(start);
    }

    /// Leaves by itself, where that was asked for and it is known what matches.
    pub(super) fn leave_by_itself(&mut self) {
        if !self.finished || self.asked.is_some() {
            return;
        }
        let Some(start) = self.start.take() else { return };
        let matching = if self.list.query().is_some() { self.list.row_count() } else { self.list.len() };
        match matching {
            0 if start.exit_zero => self.effects.push(Effect::Quit(Exit::Unmatched)),
            1 if start.select_one => {
                let number = match self.list.item() {
                    Some(Item::Statement(number)) if self.list.query().is_some() => number,
                    _ => 0,
                };
                if let Some(entry) = self.list.entry(number) {
                    self.effects.push(Effect::Quit(Exit::Print(vec![Chosen::Statement(Box::new(entry))])));
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keymap::{Keymap, parse_keys};
    use crate::tui::state::sample::entry;
    use crate::tui::state::{Msg, Settings, Size};

    /// How the program leaves when statements of these titles have been found, and `keys` were pressed before the last.
    fn left(start: Start, titles: &[&str], keys: &str) -> Option<Exit> {
        let mut app = App::new("corpus", Settings::default(), Keymap::builtin(), Size { columns: 60, rows: 20 });
        app.start(start);
        let mut effects = app.update(Msg::Found(titles.iter().map(|title| entry(title, "p", "")).collect()));
        for key in parse_keys(keys).unwrap_or_default() {
            effects.extend(app.update(Msg::Key(key)));
        }
        effects.extend(app.update(Msg::Finished));
        effects.into_iter().find_map(|effect| match effect {
            Effect::Quit(exit) => Some(exit),
            _ => None,
        })
    }

    fn check(query: Option<&str>, titles: &[&str], keys: &str, expected: Option<&str>) {
        let start = Start { query: query.map(str::to_owned), select_one: true, exit_zero: true };
        let exit = left(start.clone(), titles, keys).map(|exit| match exit {
            Exit::Print(chosen) => match chosen.as_slice() {
                [Chosen::Statement(entry)] => entry.title.clone(),
                other => panic!("{other:?}"),
            },
            Exit::Unmatched => "none".to_owned(),
            other => panic!("{other:?}"),
        });
        assert_eq!(exit.as_deref(), expected, "{query:?} {titles:?}");
        let neither = Start { select_one: false, exit_zero: false, ..start };
        assert_eq!(left(neither, titles, keys), None);
    }

    #[test]
    fn the_only_match_is_chosen_and_none_is_left() {
        check(Some("two"), &["one", "two", "three"], "", Some("two"));
        check(Some("e"), &["one", "two", "three"], "", None);
        check(Some("wibble"), &["one", "two"], "", Some("none"));
        check(None, &["one"], "", Some("one"));
        check(None, &["one", "two"], "", None);
        check(None, &[], "", Some("none"));
        check(Some(""), &["one"], "", Some("one"));
    }

    #[test]
    fn a_key_calls_it_off() {
        check(Some("two"), &["one", "two"], "<BS>", None);
    }

    #[test]
    fn the_query_stands_in_the_prompt() {
        let mut app = App::new("corpus", Settings::default(), Keymap::builtin(), Size { columns: 60, rows: 20 });
        app.start(Start { query: Some("two".to_owned()), ..Start::default() });
        app.update(Msg::Found(["one", "two"].iter().map(|title| entry(title, "p", "")).collect()));
        assert!(matches!(app.over(), Over::Prompt(prompt) if prompt.text() == "two" && prompt.kind == Kind::Filter));
        assert_eq!(app.list.item(), Some(Item::Statement(1)));
    }
}
