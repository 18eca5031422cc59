//! The whole state of the screen, and its one entry: `update`.
//!
//! A message comes in, the state changes, effects go out as data. After each message everything that shows is
//! laid out (`settle`), so that drawing changes nothing. What keys do is in `keys`, what becomes of typed lines in
//! `lines`, what is chosen in `choice`; each part's own commands are in its own file.

use super::calibration::Calibration;
use super::filter::Asked;
use super::hits::Search;
use super::list::{Item, List};
use super::message::{Effect, Msg, Ticket};
use super::pager::{Lit, Pager};
use super::panes::{Focus, Panes, Shares, Side, Size};
use super::places::{Place, Places};
use super::prompt::{History, Prompt};
use super::scene::Scene;
use super::settings::{Settings, Sidebar};
use super::sheet::Sheet;
use super::start::Start;
use super::talk::{InUse, Talk};
use crate::keymap::{Context, Keymap, Pending};
use crate::layout::{Glyphs, Options};
use crate::text::direction::{BaseDirection, Direction};
use std::sync::Arc;

/// The state of the screen.
#[derive(Debug)]
pub struct App {
    /// The corpus, as it is called in the title line.
    pub(super) corpus: String,
    pub(super) settings: Settings,
    pub(super) keymap: Keymap,
    pub(super) pending: Pending,
    pub(super) size: Size,
    pub(super) focus: Focus,
    pub(super) list_width: Option<u16>,
    pub(super) zoomed: bool,
    pub(super) list: List,
    pub(super) pager: Pager,
    pub(super) over: Over,
    pub(super) history: History,
    pub(super) search: Option<Search>,
    pub(super) places: Places,
    /// Where in the text the reader was before the list had the keys.
    pub(super) left: Option<Place>,
    pub(super) message: Option<Message>,
    /// What was copied last.
    pub(super) register: Option<Arc<str>>,
    /// How the terminal was last asked to be talked to, and how it is.
    pub(super) talk: Talk,
    pub(super) in_use: Option<InUse>,
    pub(super) finished: bool,
    pub(super) effects: Vec<Effect>,
    tickets: u64,
    loading: Option<Loading>,
    pub(super) asked: Option<Asked>,
    /// Until a key is pressed or all is read.
    pub(super) start: Option<Start>,
    /// What the filter may have meant, had another keyboard layout been on.
    pub(super) instead: Option<String>,
    scene: Scene,
}

/// What lies over the panes or takes the keys from them.
#[derive(Clone, Debug, Default)]
pub enum Over {
    /// Nothing.
    #[default]
    Nothing,
    /// A line is being typed.
    Prompt(Prompt),
    /// A sheet to be read.
    Sheet(Sheet),
    /// The whole window asks how rows are to be sent.
    Calibration(Calibration),
}

/// A sentence in the status line, until the next key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// The sentence.
    pub sentence: String,
    /// It tells of a failure.
    pub failed: bool,
}

/// A statement that was asked for.
#[derive(Clone, Copy, Debug)]
struct Loading {
    ticket: Ticket,
    item: Item,
    /// Where in it to go.
    at: usize,
}

impl App {
    /// A screen before anything was found. `corpus` is what the title line calls it.
    #[must_use]
    pub fn new(corpus: impl Into<String>, settings: Settings, keymap: Keymap, size: Size) -> Self {
        let talk = Talk::Set { terminal: settings.terminal, marks: settings.marks };
        let mut app = Self {
            corpus: corpus.into(),
            settings,
            keymap,
            pending: Pending::default(),
            size,
            focus: Focus::List,
            list_width: None,
            zoomed: false,
            list: List::default(),
            pager: Pager::default(),
            over: Over::Nothing,
            history: History::default(),
            search: None,
            places: Places::default(),
            left: None,
            message: None,
            register: None,
            talk,
            in_use: None,
            finished: false,
            effects: Vec::new(),
            tickets: 0,
            loading: None,
            asked: None,
            start: None,
            instead: None,
            scene: Scene::default(),
        };
        app.settle();
        app
    }

    /// Takes in what happened; gives what is to be done.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Key(key) => {
                self.start = None;
                if self.pager.item().is_some() {
                    self.list.stay();
                }
                self.key(key);
            }
            // What is read is not taken away by what is found later.
            Msg::Rested => self.list.stay(),
            Msg::Paste(text) => self.paste(&text),
            Msg::Resize(size) => self.size = size,
            Msg::Found(entries) => {
                self.list.found(&entries);
                self.filter_again();
                if !self.list.moved() {
                    self.preview();
                }
            }
            Msg::FileDone(report) => self.list.report(&report),
            Msg::Finished => self.finished = true,
            Msg::Loaded { ticket, result } => {
                if let Some(loading) = self.loading.take_if(|loading| loading.ticket == ticket) {
                    match result {
                        Ok(statement) => self.pager.open(loading.item, statement),
                        Err(sentence) => self.pager.open_notice(loading.item, &sentence),
                    }
                    self.arrived(loading.at);
                }
            }
            Msg::Narrowed { ticket, found, instead } => self.narrowed(ticket, found, instead),
            Msg::Copied(text) => self.copied(text),
            Msg::TalkedTo(now) => self.is_talked_to(now),
            Msg::Told { sentence, failed } => self.message = Some(Message { sentence, failed }),
        }
        self.leave_by_itself();
        self.settle();
        std::mem::take(&mut self.effects)
    }

    /// Lays out all that shows.
    fn settle(&mut self) {
        self.pager.set_raw(self.settings.raw);
        self.pager.set_zwnj(self.settings.zwnj);
        self.scene = Scene::settle(self);
        let (size, glyphs) = (self.size, if self.settings.forms { Glyphs::Forms } else { Glyphs::Letters });
        if let Over::Calibration(calibration) = &mut self.over {
            calibration.settle(size, Options { base: BaseDirection::Auto, glyphs });
        }
        let talk = self.wanted_talk();
        if self.talk != talk {
            self.talk = talk.clone();
            self.effects.push(Effect::Terminal(talk));
        }
    }

    /// What shows, laid out.
    #[must_use]
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// The statement that is read.
    #[must_use]
    pub fn pager(&self) -> &Pager {
        &self.pager
    }

    /// The list of statements.
    #[must_use]
    pub fn list(&self) -> &List {
        &self.list
    }

    /// How the terminal is to be talked to.
    #[must_use]
    pub fn talk(&self) -> &Talk {
        &self.talk
    }

    /// What lies over the panes.
    #[must_use]
    pub fn over(&self) -> &Over {
        &self.over
    }

    /// The pane that takes the keys.
    #[must_use]
    pub fn focus(&self) -> Focus {
        self.focus
    }

    /// The table in which keys are looked up.
    #[must_use]
    pub fn context(&self) -> Context {
        match (&self.over, self.focus) {
            (Over::Prompt(_), _) => Context::Prompt,
            (Over::Sheet(_) | Over::Calibration(_), _) => Context::Help,
            (Over::Nothing, Focus::List) => Context::List,
            (Over::Nothing, Focus::Pager) if self.pager.selection().is_some() => Context::Visual,
            (Over::Nothing, Focus::Pager) => Context::Text,
        }
    }

    /// The division of the window.
    pub(super) fn panes(&self) -> Option<Panes> {
        let side = match (self.settings.sidebar, self.list.direction()) {
            (Sidebar::Hidden, _) => Side::Hidden,
            (Sidebar::Right, _) | (Sidebar::Auto, Direction::Rtl) => Side::Right,
            (Sidebar::Left, _) | (Sidebar::Auto, Direction::Ltr) => Side::Left,
        };
        Panes::new(self.size, Shares { side, list: self.list_width, zoomed: self.zoomed }, self.focus)
    }

    pub(super) fn tell(&mut self, sentence: impl Into<String>) {
        self.message = Some(Message { sentence: sentence.into(), failed: false });
    }

    pub(super) fn fail(&mut self, sentence: impl Into<String>) {
        self.message = Some(Message { sentence: sentence.into(), failed: true });
    }

    pub(super) fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket(self.tickets)
    }

    /// Where the reader is.
    pub(super) fn here(&self) -> Option<Place> {
        self.pager.item().map(|item| Place { item, offset: self.pager.point() })
    }

    /// What is read, or will be as soon as it is loaded: a key that is typed ahead means that, not what still shows.
    pub(super) fn opened(&self) -> Option<Item> {
        self.loading.map(|loading| loading.item).or_else(|| self.pager.item())
    }

    /// Opens an item of the list in the pager, at an offset of its text.
    pub(super) fn open(&mut self, item: Item, at: usize) {
        if self.pager.item() == Some(item) {
            self.loading = None;
            return;
        }
        match item {
            Item::Heading(_) => {}
            Item::Problem(number) => {
                self.loading = None;
                if let Some(trouble) = self.list.trouble(number) {
                    self.pager.open_trouble(item, trouble);
                    self.arrived(at);
                }
            }
            Item::Statement(number) => {
                if self.loading.is_some_and(|loading| loading.item == item && loading.at == at) {
                    return;
                }
                if let Some(entry) = self.list.entry(number) {
                    let ticket = self.ticket();
                    self.loading = Some(Loading { ticket, item, at });
                    self.effects.push(Effect::Load { ticket, entry: Box::new(entry) });
                }
            }
        }
    }

    fn arrived(&mut self, at: usize) {
        self.find_hits();
        if at > 0 {
            self.pager.go_to(at);
        }
    }

    /// Looks for the hits of the last search in the text that is open.
    pub(super) fn find_hits(&mut self) {
        self.pager.find_hits(self.search.as_ref().map(|search| search.query.as_str()));
    }

    /// Lights hits as the settings have it.
    pub(super) fn light(&mut self) {
        self.pager.lit = if self.settings.hlsearch { Lit::All } else { Lit::Current };
    }

    /// Opens what the cursor of the list stands on, where the pager can be seen and nothing is being read in it.
    pub(super) fn preview(&mut self) {
        let read = self.focus == Focus::Pager && self.pager.item().is_some();
        let seen = !read && self.panes().is_some_and(|panes| panes.pager.is_some());
        if let Some(item) = self.list.item().filter(|_| seen) {
            self.open(item, 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keymap::parse_keys;
    use crate::library::Entry;
    use crate::tui::state::message::{Chosen, Exit};
    use crate::tui::state::sample::{entry, statement};

    fn app(entries: Vec<Entry>) -> App {
        let mut app = App::new("corpus", Settings::default(), Keymap::builtin(), Size { columns: 100, rows: 20 });
        let effects = app.update(Msg::Found(entries));
        load(&mut app, effects);
        app.update(Msg::Rested);
        app
    }

    /// Answers what was asked for.
    fn load(app: &mut App, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::Load { ticket, entry } = effect {
                let result = Ok(Box::new(statement(&entry.title, &["text"], &[])));
                app.update(Msg::Loaded { ticket, result });
            }
        }
    }

    fn press(app: &mut App, keys: &str) {
        for key in parse_keys(keys).unwrap() {
            let effects = app.update(Msg::Key(key));
            load(app, effects);
        }
    }

    fn find(app: &mut App, entry: Entry) {
        let effects = app.update(Msg::Found(vec![entry]));
        assert!(effects.is_empty(), "nothing else is opened: {effects:?}");
    }

    /// What shows in the pager and what the cursor of the list stands on, by title.
    fn shown(app: &App) -> [String; 2] {
        [app.pager.item(), app.list.item()].map(|item| match item {
            Some(Item::Statement(number)) => app.list.entry(number).map_or(String::new(), |entry| entry.title),
            Some(Item::Heading(group)) => app.list.heading(group).0.to_owned(),
            Some(Item::Problem(_)) | None => String::new(),
        })
    }

    fn letters() -> Vec<Entry> {
        vec![entry("m1", "m", ""), entry("m2", "m", ""), entry("z1", "z", "")]
    }

    #[test]
    fn what_is_found_first_goes_to_the_first_statement() {
        let mut app = App::new("corpus", Settings::default(), Keymap::builtin(), Size { columns: 100, rows: 20 });
        app.update(Msg::Found(letters()));
        app.update(Msg::Found(vec![entry("a1", "a", "")]));
        assert_eq!(shown(&app), ["", "a1"]);
        // Also where one shows already, until there was time to read it.
        let effects = app.update(Msg::Found(vec![entry("a0", "A", "")]));
        load(&mut app, effects);
        assert_eq!(shown(&app), ["a0", "a0"]);
        let effects = app.update(Msg::Found(vec![entry("a", "0", "")]));
        load(&mut app, effects);
        assert_eq!(shown(&app), ["a", "a"]);
    }

    #[test]
    fn what_is_seen_stays_while_more_is_found() {
        let mut app = app(letters());
        assert_eq!(shown(&app), ["m1", "m1"]);
        find(&mut app, entry("a1", "a", ""));
        assert_eq!(shown(&app), ["m1", "m1"]);
        press(&mut app, "/m2");
        find(&mut app, entry("m2", "a", ""));
        assert_eq!(shown(&app), ["m2", "m2"]);
        assert_eq!(app.list.row_count(), 2);
    }

    #[test]
    fn what_is_read_stays_while_a_narrowed_list_grows() {
        let mut app = app(letters());
        press(&mut app, "<Enter>mA<Tab>/z1<Enter>'A");
        assert_eq!((app.focus, shown(&app)), (Focus::Pager, ["m1", "z1"].map(str::to_owned)));
        find(&mut app, entry("z1", "a", ""));
        assert_eq!(shown(&app), ["m1", "z1"]);
    }

    #[test]
    fn a_heading_stands_for_the_statement_beside_it() {
        let mut app = app(letters());
        press(&mut app, "gg");
        assert_eq!(shown(&app), ["m1", "m"]);
        let effects = parse_keys("ZZ").unwrap().into_iter().flat_map(|key| app.update(Msg::Key(key)));
        let Some(Effect::Quit(Exit::Print(chosen))) = effects.last() else { panic!("nothing is printed") };
        assert!(matches!(chosen.as_slice(), [Chosen::Statement(entry)] if entry.title == "m1"), "{chosen:?}");
        app.update(Msg::Resize(Size { columns: 50, rows: 20 }));
        assert!(app.chosen().is_empty(), "alone it stands for nothing");
    }

    #[test]
    fn keys_typed_ahead_mean_the_statement_that_is_still_loaded() {
        let press = |app: &mut App, keys: &str| -> Vec<Effect> {
            parse_keys(keys).unwrap().into_iter().flat_map(|key| app.update(Msg::Key(key))).collect()
        };
        let printed = |app: &mut App, keys: &str| match press(app, keys).pop() {
            Some(Effect::Quit(Exit::Print(chosen))) => match chosen.as_slice() {
                [Chosen::Statement(entry)] => entry.title.clone(),
                chosen => format!("{chosen:?}"),
            },
            effect => format!("{effect:?}"),
        };
        assert_eq!(printed(&mut app(letters()), "/z1<Enter>ZZ"), "z1");
        assert_eq!(printed(&mut app(letters()), "jggZZ"), "m2", "beside a heading");
        assert_eq!(printed(&mut app(letters()), "<Enter>JJZZ"), "z1");
        assert_eq!(printed(&mut app(letters()), "<Enter>JKZZ"), "m1");
        let mut app = app(letters());
        press(&mut app, "j<Enter><Esc>");
        assert_eq!(shown(&app), ["m1", "m2"], "back to the one that was opened");
    }

    #[test]
    fn steps_from_a_folded_heading_go_on_and_open_it() {
        let mut app = app(letters());
        press(&mut app, "zM");
        assert_eq!(shown(&app), ["m1", "m"]);
        press(&mut app, "jJ");
        assert_eq!(shown(&app), ["z1", "z1"]);
        press(&mut app, "zMK");
        assert_eq!(shown(&app), ["m2", "m2"]);
    }
}
