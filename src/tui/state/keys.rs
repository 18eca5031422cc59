//! What a key does: which part it goes to, and the commands that concern more than one part.
//!
//! The keymap turns keys into commands; a command goes to whatever has the focus unless it is named here.

use super::app::{App, Over};
use super::calibration::Calibration;
use super::hits::{Step, Way};
use super::list::Item;
use super::message::{Effect, Exit};
use super::pager::{Height, Lit};
use super::panes::{Focus, list_width};
use super::places::Place;
use super::prompt::{Kind, Prompt};
use super::sheet::Sheet;
use crate::keymap::{Action, Command, Key, Outcome};

impl App {
    pub(super) fn key(&mut self, key: Key) {
        self.message = None;
        if let Over::Calibration(calibration) = &mut self.over {
            match calibration.key(key) {
                Some(outcome) => return self.calibrated(outcome),
                // Suspending and drawing anew go on as ever.
                None if key.ctrl => {}
                None => return,
            }
        }
        match self.pending.feed(&self.keymap, self.context(), key) {
            Outcome::Bound(command) => self.command(command),
            Outcome::Unbound(key) => match (&self.over, key.printable()) {
                (Over::Prompt(_), Some(letter)) => self.type_in(letter.encode_utf8(&mut [0; 4])),
                (Over::Nothing, _) => {
                    self.tell(format!("\u{2068}{key}\u{2069} is not bound here; F1 shows the keys."));
                }
                _ => {}
            },
            Outcome::Waiting | Outcome::Cancelled => {}
        }
    }

    pub(super) fn command(&mut self, command: Command) {
        match command.action {
            Action::Interrupt => self.interrupt(),
            Action::Suspend => self.effects.push(Effect::Suspend),
            Action::Redraw => self.effects.push(Effect::Redraw),
            Action::QuitWithoutPrinting => self.effects.push(Effect::Quit(Exit::Nothing)),
            action => match &mut self.over {
                Over::Prompt(_) if action == Action::InsertRegister => self.insert_register(command.argument),
                Over::Prompt(_) => self.typing(action),
                // Its keys are not the keymap's.
                Over::Calibration(_) => {}
                Over::Sheet(sheet) => {
                    if !sheet.act(command) && matches!(action, Action::Back | Action::Quit | Action::Help) {
                        self.over = Over::Nothing;
                    }
                }
                Over::Nothing => self.global(command),
            },
        }
    }

    fn interrupt(&mut self) {
        match (&self.over, self.focus) {
            (Over::Nothing, Focus::List) => self.effects.push(Effect::Quit(Exit::Interrupted)),
            (Over::Nothing, Focus::Pager) => self.back(),
            (Over::Prompt(_), _) => self.typing(Action::CancelPrompt),
            (Over::Sheet(_) | Over::Calibration(_), _) => self.over = Over::Nothing,
        }
    }

    fn global(&mut self, command: Command) {
        let count = command.count.unwrap_or(1).max(1);
        match command.action {
            Action::Quit => self.effects.push(Effect::Quit(Exit::Nothing)),
            Action::Accept | Action::Copy if self.refuses_selection() => {}
            Action::Accept => self.accept(),
            Action::Copy => self.yank(),
            Action::Help => self.over = Over::Sheet(Sheet::help(&self.keymap)),
            Action::Details => match self.pager.statement() {
                Some(statement) => self.over = Over::Sheet(Sheet::details(statement)),
                None => self.fail("No statement is open."),
            },
            Action::Calibrate => self.over = Over::Calibration(Calibration::default()),
            Action::CommandLine => self.over = Over::Prompt(Prompt::new(Kind::Command, "")),
            Action::Filter => self.filter(),
            Action::SearchForward => self.over = Over::Prompt(Prompt::new(Kind::SearchForward, "")),
            Action::SearchBackward => self.over = Over::Prompt(Prompt::new(Kind::SearchBackward, "")),
            Action::ClearHits => self.darken(),
            Action::NextPane => self.change_pane(),
            Action::ToggleZoom => self.zoomed = !self.zoomed,
            Action::GrowSidebar => self.widen_list(count as isize),
            Action::ShrinkSidebar => self.widen_list(-(count as isize)),
            Action::ToggleRaw => self.settings.raw = !self.settings.raw,
            Action::NextStatement => self.step_statement(count as isize),
            Action::PreviousStatement => self.step_statement(-(count as isize)),
            Action::OlderJump => match self.here().and_then(|here| self.places.older(here)) {
                Some(place) => self.travel(place),
                None => self.tell("No older jump."),
            },
            Action::NewerJump => match self.places.newer() {
                Some(place) => self.travel(place),
                None => self.tell("No newer jump."),
            },
            Action::Back => self.back(),
            Action::Open => self.open_here(),
            _ => self.focused(command),
        }
    }

    /// Copies; the cursor stays, at the start of what was selected.
    fn yank(&mut self) {
        let cursor = self.pager.selected_now().map(|range| range.start).or_else(|| self.pager.cursor());
        self.copy();
        if let Some(cursor) = cursor {
            self.pager.return_to(cursor);
        }
    }

    /// Says that a selection is of no use where nothing of it is text of the statement.
    pub(super) fn refuses_selection(&mut self) -> bool {
        let empty = self.pager.selected_text().is_some_and(|text| text.is_empty());
        if empty {
            self.fail("There is no text in the selection.");
        }
        empty
    }

    /// Gives a command to the pane that has the focus.
    fn focused(&mut self, command: Command) {
        match self.focus {
            Focus::List => {
                if self.list.act(command) {
                    self.preview();
                }
            }
            Focus::Pager => match command.action {
                Action::SetMark => {
                    if let (Some(letter), Some(here)) = (command.argument, self.here()) {
                        self.places.mark(letter, here);
                    }
                }
                Action::GoToMark => self.go_to_mark(command.argument),
                Action::NextHit => self.next_hit(false, command.count),
                Action::PreviousHit => self.next_hit(true, command.count),
                action => {
                    let from = self.here().filter(|_| jumps(action));
                    self.pager.act(command);
                    if selects(action) && self.pager.cursor().is_none() {
                        self.fail("There is nothing to select here.");
                    }
                    if let (Some(from), Some(here)) = (from, self.here())
                        && from != here
                    {
                        self.places.leave(from);
                    }
                }
            },
        }
    }

    /// One step back: a selection, lit hits, the text; a narrowed list.
    fn back(&mut self) {
        let awaited = self.focus == Focus::List && self.give_up_asked();
        match self.focus {
            Focus::List if self.list.query().is_some() => {
                let keep = self.list.item();
                self.list.widen(keep);
                self.preview();
            }
            Focus::List if awaited => self.preview(),
            Focus::List => {}
            Focus::Pager if self.pager.leave() => {}
            Focus::Pager if self.pager.lit != Lit::None && !self.pager.hits().ranges().is_empty() => self.darken(),
            Focus::Pager => self.focus_list(),
        }
    }

    pub(super) fn darken(&mut self) {
        self.pager.lit = Lit::None;
    }

    fn focus_list(&mut self) {
        self.turn_to_list();
        if let Some(item) = self.opened() {
            self.list.show(item);
        }
    }

    /// Gives the text of an item the keys; from another text that was read this is a jump.
    fn turn_to_text(&mut self, item: Option<Item>) {
        self.focus = Focus::Pager;
        if let Some(from) = self.left.take().filter(|from| item.is_some_and(|item| item != from.item)) {
            self.places.leave(from);
        }
    }

    fn change_pane(&mut self) {
        match self.focus {
            Focus::Pager => self.focus_list(),
            Focus::List => {
                self.turn_to_text(self.opened());
                if self.opened().is_none() {
                    self.preview();
                }
            }
        }
    }

    fn widen_list(&mut self, by: isize) {
        let least = 20;
        let most = (self.size.columns.saturating_sub(least)).max(least);
        let now = self.list_width.unwrap_or_else(|| list_width(self.size.columns));
        let width = usize::from(now).saturating_add_signed(by).clamp(usize::from(least), usize::from(most));
        self.list_width = u16::try_from(width).ok();
    }

    /// Opens what the cursor of the list stands on; on a heading opens or closes its group.
    pub(super) fn open_here(&mut self) {
        match self.list.item() {
            Some(Item::Heading(_)) => {
                self.list.act(Command { action: Action::FoldToggle, count: None, argument: None });
            }
            Some(item) => {
                self.list.show(item);
                self.turn_to_text(Some(item));
                self.open(item, 0);
            }
            None => self.tell("The list is empty."),
        }
    }

    /// The statement that follows in the list, or the one before.
    fn step_statement(&mut self, by: isize) {
        let from = match self.focus {
            Focus::Pager => self.opened().or_else(|| self.list.item()),
            Focus::List => self.list.item(),
        };
        let next = match from {
            Some(Item::Statement(entry)) => self.list.neighbour(entry, by).map(Item::Statement),
            Some(Item::Heading(group)) => self.list.beyond(group, by > 0),
            None => None,
            Some(Item::Problem(number)) => number.checked_add_signed(by).map(Item::Problem),
        };
        match next.filter(|item| !matches!(item, Item::Problem(number) if self.list.trouble(*number).is_none())) {
            Some(item) => {
                if let Some(from) = self.here().filter(|from| self.focus == Focus::Pager && from.item != item) {
                    self.places.leave(from);
                }
                self.list.show(item);
                self.open(item, 0);
            }
            None => self.tell(if by > 0 { "This is the last statement." } else { "This is the first statement." }),
        }
    }

    fn go_to_mark(&mut self, letter: Option<char>) {
        let (Some(letter), Some(here)) = (letter, self.here()) else { return };
        match self.places.marked(letter, here.item) {
            Some(place) => {
                self.places.leave(here);
                self.travel(place);
            }
            None => self.fail(format!("No mark {letter}.")),
        }
    }

    /// Goes to a place, in whatever statement it is.
    fn travel(&mut self, place: Place) {
        self.focus = Focus::Pager;
        if self.pager.item() == Some(place.item) {
            self.open(place.item, place.offset);
            self.pager.go_to(place.offset);
            self.pager.put(place.offset, Height::Top);
        } else {
            self.list.show(place.item);
            self.open(place.item, place.offset);
        }
    }

    /// To the next hit in the direction of the search, or against it.
    pub(super) fn next_hit(&mut self, against: bool, count: Option<usize>) {
        let Some(search) = &self.search else { return self.fail("Nothing was searched for yet.") };
        let way = if against { search.way.turned() } else { search.way };
        let from = self.pager.point();
        self.light();
        self.step_hit(from, way, count.unwrap_or(1));
    }

    /// Steps from hit to hit and tells how that ended.
    pub(super) fn step_hit(&mut self, from: usize, way: Way, count: usize) {
        let step = self.pager.step_hit(from, way, count, self.settings.wrapscan);
        let query = self.search.as_ref().map(|search| search.query.clone()).unwrap_or_default();
        match step {
            Step::To(_) => {}
            Step::Round(_) if way == Way::Forward => self.tell("The search went on from the start."),
            Step::Round(_) => self.tell("The search went on from the end."),
            Step::End => return self.fail(format!("No further hit: \u{2068}{query}\u{2069}")),
            Step::Nothing => return self.fail(format!("Not found: \u{2068}{query}\u{2069}")),
        }
        if let Some(item) = self.pager.item() {
            self.places.leave(Place { item, offset: from });
        }
    }
}

fn selects(action: Action) -> bool {
    matches!(action, Action::SelectCharacters | Action::SelectLines)
}

/// True if `^O` leads back from where the action went.
fn jumps(action: Action) -> bool {
    matches!(
        action,
        Action::GoToTop
            | Action::GoToBottom
            | Action::GoToPercent
            | Action::NextParagraph
            | Action::PreviousParagraph
            | Action::ScreenTop
            | Action::ScreenMiddle
            | Action::ScreenBottom
    )
}
