//! What becomes of typed lines: filters, searches, commands.
//!
//! Editing a line is in `prompt`, the language of commands in `command`; here a line takes effect.

use super::app::{App, Over};
use super::command::{self, Line};
use super::hits::{Search, Way};
use super::message::{Effect, Exit};
use super::panes::Focus;
use super::prompt::Kind;
use super::settings::Change;
use super::sheet::Sheet;
use crate::keymap::Action;

impl App {
    /// Takes in pasted text; only a prompt has a use for it.
    pub(super) fn paste(&mut self, text: &str) {
        self.message = None;
        self.pending.clear();
        self.type_in(text);
    }

    pub(super) fn type_in(&mut self, text: &str) {
        if let Over::Prompt(prompt) = &mut self.over {
            prompt.insert(text);
            self.typed();
        }
    }

    /// A filter narrows while it is typed.
    fn typed(&mut self) {
        if let Over::Prompt(prompt) = &self.over
            && prompt.kind == Kind::Filter
            && prompt.text() != self.query()
        {
            let query = prompt.text().to_owned();
            self.narrow(&query);
        }
    }

    /// Carries out an action in a prompt.
    pub(super) fn typing(&mut self, action: Action) {
        let Over::Prompt(prompt) = &mut self.over else { return };
        let filter = prompt.kind == Kind::Filter;
        match action {
            Action::AcceptLine => return self.finish(),
            Action::CancelPrompt => {
                self.over = Over::Nothing;
                if filter {
                    self.narrow("");
                }
                return;
            }
            // As in vi, deleting beyond the start leaves the line.
            Action::DeleteBack if prompt.text().is_empty() => return self.typing(Action::CancelPrompt),
            Action::NextMatch | Action::PreviousMatch if filter => {
                self.list.step(if action == Action::NextMatch { 1 } else { -1 });
                return self.preview();
            }
            Action::PreviousMatch | Action::HistoryOlder => prompt.recall(&self.history, -1),
            Action::NextMatch | Action::HistoryNewer => prompt.recall(&self.history, 1),
            Action::OtherLayout => self.take_other_layout(),
            action => {
                prompt.edit(action);
            }
        }
        self.typed();
    }

    /// Takes the line as typed.
    fn finish(&mut self) {
        let Over::Prompt(prompt) = std::mem::take(&mut self.over) else { return };
        self.history.keep(prompt.kind, prompt.text());
        match prompt.kind {
            Kind::Filter => self.accept_filter(prompt.text()),
            Kind::SearchForward => self.search_for(prompt.text(), Way::Forward),
            Kind::SearchBackward => self.search_for(prompt.text(), Way::Backward),
            Kind::Command => self.carry_out(prompt.text()),
        }
    }

    /// Searches; an empty query is the last one again.
    fn search_for(&mut self, query: &str, way: Way) {
        match (&mut self.search, query.is_empty()) {
            (None, true) => return self.fail("Nothing was searched for yet."),
            (Some(search), true) => search.way = way,
            (search, false) => *search = Some(Search { query: query.to_owned(), way }),
        }
        let from = self.pager.point();
        self.find_hits();
        self.light();
        self.step_hit(from, way, 1);
    }

    fn carry_out(&mut self, typed: &str) {
        match command::parse(typed) {
            Err(sentence) => self.fail(sentence),
            Ok(Line::Empty) => {}
            Ok(Line::Quit) => self.effects.push(Effect::Quit(Exit::Nothing)),
            Ok(Line::Write(_)) if self.refuses_selection() => {}
            Ok(Line::Write(write)) => {
                let chosen = self.chosen();
                if chosen.is_empty() {
                    self.fail("There is nothing to write.");
                } else {
                    self.effects.push(Effect::Write { write, chosen });
                }
            }
            Ok(Line::Set(changes)) => self.set(&changes),
            Ok(Line::Registers) => self.show_registers(),
            Ok(Line::Help) => self.over = Over::Sheet(Sheet::help(&self.keymap)),
            Ok(Line::GoTo(number)) => self.place(|app| app.pager.go_to_line(number), number),
            Ok(Line::Percent(percent)) => self.place(|app| app.pager.go_to_percent(percent), percent),
            Ok(Line::NoHighlight) => self.darken(),
            Ok(Line::Filter(query)) => {
                self.turn_to_list();
                self.narrow(&query);
            }
        }
    }

    /// Goes to a place of the text, or to the row of the list where that has the focus.
    fn place(&mut self, go: impl Fn(&mut Self), row: usize) {
        match self.focus {
            Focus::List => {
                self.list.go_to(row.saturating_sub(1));
                self.preview();
            }
            Focus::Pager => {
                let from = self.here();
                go(self);
                if let Some(from) = from {
                    self.places.leave(from);
                }
            }
        }
    }

    fn set(&mut self, changes: &[Change]) {
        let mut told = Vec::new();
        for change in changes {
            match self.settings.change(change) {
                Ok(now) if asks_terminal(changes) => told.push(now + &self.in_use_told()),
                Ok(now) => told.push(now),
                Err(sentence) => return self.fail(sentence),
            }
        }
        let asks_anew =
            |change: &Change| matches!(change, Change::Value(name, value) if name == "terminal" && value == "auto");
        if changes.iter().any(asks_anew) {
            // Also where that is so already: another terminal may be there since.
            self.talk = self.wanted_talk();
            self.effects.push(Effect::Terminal(self.talk.clone()));
        }
        self.light();
        self.tell(told.join(" "));
    }
}

/// True for `:set terminal?`, which has room for more than the setting.
fn asks_terminal(changes: &[Change]) -> bool {
    matches!(changes, [Change::Ask(name)] if name == "terminal")
}
