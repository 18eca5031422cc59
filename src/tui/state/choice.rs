//! What is chosen: the selection, else the marked statements, else the one at hand.
//!
//! Always original text or whole statements, never what the screen made of them.

use super::app::App;
use super::list::Item;
use super::message::{Chosen, Effect, Exit};
use super::panes::Focus;
use crate::library::Entry;
use crate::text::range::TextRange;

impl App {
    /// What would be printed or written now.
    pub(super) fn chosen(&mut self) -> Vec<Chosen> {
        if let Some(text) = self.selected() {
            return vec![text];
        }
        let marked = self.list.marked();
        if marked.is_empty() {
            return self.at_hand().into_iter().collect();
        }
        marked.into_iter().filter_map(|number| self.entry(number)).map(Chosen::Statement).collect()
    }

    fn selected(&mut self) -> Option<Chosen> {
        let text = self.pager.selected_text()?;
        let entry = match self.pager.item() {
            Some(Item::Statement(number)) => self.entry(number),
            _ => None,
        };
        Some(Chosen::Text { entry, text })
    }

    /// The statement that has the cursor or is read; on a heading the one that shows beside it.
    fn at_hand(&self) -> Option<Chosen> {
        let beside = || self.panes().and_then(|panes| panes.pager).and_then(|_| self.opened());
        let item = match (self.focus, self.list.item()) {
            (Focus::Pager, _) => self.opened(),
            (Focus::List, Some(Item::Heading(_))) => beside(),
            (Focus::List, item) => item,
        };
        match item? {
            Item::Statement(number) => self.entry(number).map(Chosen::Statement),
            Item::Problem(_) if self.pager.item() == item => {
                let reading = self.pager.reading();
                let text = TextRange::new(0, reading.text().len()).of(reading.text()).to_owned();
                Some(Chosen::Text { entry: None, text })
            }
            Item::Problem(_) | Item::Heading(_) => None,
        }
    }

    fn entry(&self, number: usize) -> Option<Box<Entry>> {
        self.list.entry(number).map(Box::new)
    }

    /// Leaves with what is chosen.
    pub(super) fn accept(&mut self) {
        let chosen = self.chosen();
        if chosen.is_empty() {
            self.fail("There is nothing to print here.");
        } else {
            self.effects.push(Effect::Quit(Exit::Print(chosen)));
        }
    }

    /// Copies the selection, which ends it, or the statement at hand.
    pub(super) fn copy(&mut self) {
        match self.selected().or_else(|| self.at_hand()) {
            Some(chosen) => {
                self.pager.leave();
                self.effects.push(Effect::Copy(chosen));
            }
            None => self.fail("There is nothing to copy here."),
        }
    }
}
