//! A query typed while the wrong keyboard layout was on: found out, offered, and taken by a key.
//!
//! Only a query that lets nothing through is tried on the other layouts, and what is found there is offered in the
//! message line: the reader may well have meant what was typed.

use super::app::{App, Over};
use super::sheet::keys_of;
use crate::catalogue::Catalogue;
use crate::keymap::{Action, Layouts};
use crate::search::narrow::Query;

/// The query that the same keys type on another layout, if that lets something through; none if `stop` said so before.
pub(in crate::tui) fn instead(catalogue: &Catalogue, typed: &str, stop: &(impl Fn() -> bool + Sync)) -> Option<String> {
    let lets_through = |text: &String| {
        let query = Query::parse(text);
        !query.is_empty() && catalogue.narrow(&query, None, stop).is_some_and(|found| !found.is_empty())
    };
    Layouts::builtin().other_layouts(typed).into_iter().map(|suggestion| suggestion.text).find(lets_through)
}

impl App {
    /// Offers what a query that lets nothing through may have meant.
    pub(super) fn offer(&mut self, instead: Option<String>) {
        let keys = keys_of(&self.keymap, Action::OtherLayout);
        if let (Some(text), Over::Prompt(_), false) = (&instead, &self.over, keys.is_empty()) {
            self.tell(format!("Nothing matches; {keys} types \u{2068}{text}\u{2069}, as on another keyboard."));
        }
        self.instead = instead;
    }

    /// Types what the keys of the line would have typed on another layout: what was offered, else the first there is.
    pub(super) fn take_other_layout(&mut self) {
        let Over::Prompt(prompt) = &mut self.over else { return };
        let offered = self.instead.take();
        let others = || Layouts::builtin().other_layouts(prompt.text()).into_iter().map(|suggestion| suggestion.text);
        match offered.or_else(|| others().next()) {
            Some(text) => {
                prompt.edit(Action::CursorEnd);
                prompt.edit(Action::DeleteToStart);
                prompt.insert(&text);
            }
            None => self.fail("No other keyboard types this."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::entry;
    use super::super::{Msg, Settings, Size};
    use super::*;
    use crate::keymap::{Keymap, parse_keys};

    fn app() -> App {
        let size = Size { columns: 80, rows: 20 };
        let mut app = App::new("corpus", Settings::default(), Keymap::builtin(), size);
        app.update(Msg::Found(vec![entry("حزب نور", "p", ""), entry("the pcs", "p", "")]));
        app
    }

    /// The message after keys, and how many statements the list shows.
    fn check(keys: &str, message: Option<&str>, query: &str, shown: usize) {
        let mut app = app();
        for key in parse_keys(keys).unwrap() {
            app.update(Msg::Key(key));
        }
        let told = app.message.as_ref().map(|message| message.sentence.replace(['\u{2068}', '\u{2069}'], ""));
        assert_eq!((told.as_deref(), app.query(), app.list.row_count()), (message, query, shown), "{keys}");
    }

    #[test]
    fn a_query_on_the_wrong_layout_is_offered_and_taken_by_a_key() {
        check("/pcf", Some("Nothing matches; <C-x> types حزب, as on another keyboard."), "pcf", 0);
        check("/pcf<C-x>", None, "حزب", 1);
        check("/pcf<C-x><C-x>", Some("Nothing matches; <C-x> types حزب, as on another keyboard."), "pcf", 0);
        check("/حؤس", Some("Nothing matches; <C-x> types pcs, as on another keyboard."), "حؤس", 0);
    }

    #[test]
    fn what_finds_something_is_left_alone() {
        check("/pcs", None, "pcs", 1);
        check("/pc", None, "pc", 1);
        check("/qqqq", None, "qqqq", 0);
        check("/pcf<BS>", None, "pc", 1);
        check("/123<C-x>", Some("No other keyboard types this."), "123", 0);
    }

    #[test]
    fn an_offer_ends_with_the_line() {
        check("/pcf<Esc>/<C-x>", Some("No other keyboard types this."), "", 3);
    }
}
