//! The filter of the list: when it is asked for, when the answer comes, and what then happens.
//!
//! A short list is narrowed at once, a long one by a worker. While an answer is awaited the list shows the query
//! before, so an Enter waits as well: it means the matches of what was typed. Statements that are found meanwhile
//! are asked about once the answer is there. How matches are shown is in `narrowed`.

use super::app::{App, Over};
use super::instead::instead;
use super::message::{Effect, Ticket};
use super::panes::Focus;
use super::prompt::{Kind, Prompt};
use crate::search::narrow::Query;

/// Entries up to this number are narrowed at once, without asking a worker.
const NARROWED_AT_ONCE: usize = 10_000;

/// A query whose matches are awaited.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Asked {
    ticket: Ticket,
    query: String,
    /// The best match is to be opened.
    accepted: bool,
    /// More was found since it was asked.
    stale: bool,
}

impl App {
    /// Starts to narrow the list, from the filter it has.
    pub(super) fn filter(&mut self) {
        let query = self.query().to_owned();
        self.turn_to_list();
        self.over = Over::Prompt(Prompt::new(Kind::Filter, &query));
    }

    /// The query that was typed last, whether its matches show already or not.
    pub(super) fn query(&self) -> &str {
        match &self.asked {
            Some(asked) => &asked.query,
            None => self.list.query().unwrap_or_default(),
        }
    }

    /// Narrows the list to a query; a blank one shows all of it.
    pub(super) fn narrow(&mut self, query: &str) {
        (self.asked, self.instead) = (None, None);
        if query.trim().is_empty() {
            self.list.widen(None);
        } else if self.list.len() <= NARROWED_AT_ONCE {
            let found = self.list.catalogue().narrow(&Query::parse(query), None, &|| false).unwrap_or_default();
            let other = if found.is_empty() { instead(self.list.catalogue(), query, &|| false) } else { None };
            self.list.narrow(query, found);
            self.offer(other);
        } else {
            let (ticket, query) = (self.ticket(), query.to_owned());
            let catalogue = Box::new(self.list.catalogue().clone());
            self.effects.push(Effect::Narrow { ticket, query: query.clone(), catalogue });
            self.asked = Some(Asked { ticket, query, accepted: false, stale: false });
            return;
        }
        self.preview();
    }

    /// Takes in statements that were found while the list is narrowed.
    pub(super) fn filter_again(&mut self) {
        if let Some(asked) = &mut self.asked {
            asked.stale = true;
        } else if let Some(query) = self.list.query().map(str::to_owned) {
            self.narrow(&query);
        }
    }

    /// Takes in the answer of a worker.
    pub(super) fn narrowed(&mut self, ticket: Ticket, found: Vec<u32>, instead: Option<String>) {
        let Some(asked) = self.asked.take_if(|asked| asked.ticket == ticket) else { return };
        let nothing = found.is_empty();
        self.list.narrow(&asked.query, found);
        self.offer(instead);
        self.preview();
        if asked.accepted && !(asked.stale && nothing) {
            self.open_match(&asked.query);
        }
        if asked.stale && self.list.query().is_some() {
            self.narrow(&asked.query);
            // What was found meanwhile may hold the match that is waited for.
            if asked.accepted && nothing {
                self.accept_filter(&asked.query);
            }
        }
    }

    /// Opens the match that the cursor stands on, as soon as the matches of the query are there.
    pub(super) fn accept_filter(&mut self, query: &str) {
        match &mut self.asked {
            Some(asked) => asked.accepted = true,
            None => self.open_match(query),
        }
    }

    fn open_match(&mut self, query: &str) {
        if self.list.row_count() == 0 {
            self.narrow("");
            self.fail(format!("Nothing matches \u{2068}{query}\u{2069}."));
        } else {
            self.open_here();
        }
    }

    /// Gives up a query whose matches are awaited; false if there is none.
    pub(super) fn give_up_asked(&mut self) -> bool {
        self.asked.take().is_some()
    }

    /// Gives the list the keys, and remembers where in the text the reader was.
    pub(super) fn turn_to_list(&mut self) {
        if self.focus == Focus::Pager {
            self.left = self.here();
        }
        self.focus = Focus::List;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keymap::{Keymap, parse_keys};
    use crate::tui::state::list::Item;
    use crate::tui::state::sample::entry;
    use crate::tui::state::{Msg, Settings, Size};

    const LONG: usize = NARROWED_AT_ONCE + 1;

    /// Statements 0 and on of one party, of which the last is called `last`.
    fn app(statements: usize) -> App {
        let size = Size { columns: 60, rows: 20 };
        let mut app = App::new("corpus", Settings::default(), Keymap::builtin(), size);
        let titled = |number| if number + 1 == statements { "last".to_owned() } else { format!("s{number:05}") };
        app.update(Msg::Found((0..statements).map(|number| entry(&titled(number), "p", "")).collect()));
        app
    }

    /// The question of the last key that asked one.
    fn press(app: &mut App, keys: &str) -> Option<Ticket> {
        let mut asked = None;
        for key in parse_keys(keys).unwrap() {
            for effect in app.update(Msg::Key(key)) {
                if let Effect::Narrow { ticket, .. } = effect {
                    asked = Some(ticket);
                }
            }
        }
        asked
    }

    fn answer(app: &mut App, ticket: Ticket, query: &str) -> Vec<Effect> {
        let found = app.list.catalogue().narrow(&Query::parse(query), None, &|| false).unwrap();
        app.update(Msg::Narrowed { ticket, found, instead: None })
    }

    fn opened(effects: &[Effect]) -> Vec<&str> {
        let loads = effects.iter().filter_map(|effect| match effect {
            Effect::Load { entry, .. } => Some(entry.title.as_str()),
            _ => None,
        });
        loads.collect()
    }

    #[test]
    fn enter_waits_for_the_matches_of_what_was_typed() {
        let mut app = app(LONG);
        let ticket = press(&mut app, "/las").unwrap();
        assert!(opened(&answer(&mut app, ticket, "las")).is_empty());
        let ticket = press(&mut app, "<BS><BS><BS>s00007").unwrap();
        press(&mut app, "<Enter>");
        assert_eq!(app.focus, Focus::List, "the matches of the query before are not opened");
        assert_eq!(opened(&answer(&mut app, ticket, "s00007")), ["s00007"]);
        assert_eq!(app.focus, Focus::Pager);
    }

    #[test]
    fn enter_on_a_query_without_matches_tells_so_when_that_is_known() {
        let mut app = app(LONG);
        let ticket = press(&mut app, "/wibble<Enter>").unwrap();
        assert!(app.message.is_none());
        answer(&mut app, ticket, "wibble");
        assert!(app.message.as_ref().is_some_and(|message| message.failed));
        assert_eq!(app.list.query(), None);
    }

    #[test]
    fn a_query_can_be_given_up_and_taken_back() {
        let mut app = app(LONG);
        let ticket = press(&mut app, "/last<Enter><Esc>").unwrap();
        assert!(answer(&mut app, ticket, "last").is_empty());
        assert_eq!(app.list.query(), None);
        let short = press(&mut app, "/la").unwrap();
        answer(&mut app, short, "la");
        press(&mut app, "s").unwrap();
        let again = press(&mut app, "<BS>").expect("the query before is asked for again");
        answer(&mut app, again, "la");
        assert_eq!(app.list.query(), Some("la"));
    }

    #[test]
    fn what_is_found_meanwhile_is_asked_for_afterwards() {
        let mut app = app(LONG);
        let ticket = press(&mut app, "/wibble<Enter>").unwrap();
        assert!(app.update(Msg::Found(vec![entry("wibble", "p", "")])).is_empty());
        let effects = app.update(Msg::Narrowed { ticket, found: Vec::new(), instead: None });
        let [Effect::Narrow { ticket, .. }] = effects.as_slice() else { panic!("{effects:?}") };
        assert_eq!(opened(&answer(&mut app, *ticket, "wibble")), ["wibble"]);
    }

    #[test]
    fn what_is_found_leaves_the_cursor_on_its_match() {
        let mut app = app(100);
        press(&mut app, "/s0001<Down><Down><Down>");
        let stood_on = app.list.item();
        assert_eq!(stood_on, Some(Item::Statement(13)));
        let above = app.list.cursor() - app.list.top();
        app.update(Msg::Found(vec![entry("s0001", "p", "")]));
        assert_eq!(app.list.item(), stood_on);
        assert_eq!(app.list.cursor(), 4, "a better match stands before it");
        assert!(app.list.cursor() - app.list.top() >= above);
    }
}
