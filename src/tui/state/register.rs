//! The register: what was copied last, whatever became of it outside of the program.
//!
//! One, as vim's unnamed one, with original text in it. It is shown by `:registers` and goes into a line that is
//! typed by `^R "`.

use super::app::{App, Over};
use super::message::Effect;
use super::settings::Clipboard;
use super::sheet::Sheet;
use std::sync::Arc;

/// The name of the register, as it is typed.
pub(super) const NAME: char = '"';
/// Most characters of it that are shown or typed at once.
const SHOWN: usize = 200;

impl App {
    /// Takes in what was copied, and has it sent where the settings say.
    pub(super) fn copied(&mut self, text: Result<String, String>) {
        let text: Arc<str> = match text {
            Ok(text) => text.into(),
            Err(sentence) => return self.fail(sentence),
        };
        self.register = Some(Arc::clone(&text));
        match self.settings.clipboard {
            Clipboard::Off => {
                let characters = text.chars().count();
                self.tell(format!("{characters} characters in the register; ^R\" types them, :w FILE writes them."));
            }
            clipboard => self.effects.push(Effect::Clip { clipboard, text }),
        }
    }

    /// Types what a register holds into the line.
    pub(super) fn insert_register(&mut self, name: Option<char>) {
        match (&self.register, name) {
            (Some(text), Some(NAME)) => {
                let head: String = text.chars().take(SHOWN).collect();
                self.type_in(head.trim_end());
            }
            (None, Some(NAME)) => self.tell("Nothing was copied yet."),
            (_, Some(other)) => self.fail(format!("No register {other}; there is one, {NAME}.")),
            (_, None) => {}
        }
    }

    /// Shows what the register holds: its first line.
    pub(super) fn show_registers(&mut self) {
        let Some(text) = &self.register else { return self.tell("Nothing was copied yet.") };
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let head: String = first.chars().take(SHOWN).collect();
        let cut = if head.len() < first.len() { "…" } else { "" };
        let (lines, characters) = (text.lines().count(), text.chars().count());
        let size = format!("{lines} {}, {characters} characters", if lines == 1 { "line" } else { "lines" });
        self.over = Over::Sheet(Sheet::registers(NAME, &format!("{head}{cut}"), &size));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keymap::{Keymap, parse_keys};
    use crate::tui::state::message::Msg;
    use crate::tui::state::{Settings, Size};

    fn app(clipboard: Clipboard) -> App {
        let settings = Settings { clipboard, ..Settings::default() };
        App::new("corpus", settings, Keymap::builtin(), Size { columns: 80, rows: 20 })
    }

    fn press(app: &mut App, keys: &str) -> Option<String> {
        parse_keys(keys).unwrap().into_iter().for_each(|key| drop(app.update(Msg::Key(key))));
        match app.over() {
            Over::Prompt(prompt) => Some(prompt.text().to_owned()),
            _ => None,
        }
    }

    #[test]
    fn what_is_copied_is_there_whatever_the_clipboard_does() {
        for clipboard in [Clipboard::Osc52, Clipboard::Command, Clipboard::Off] {
            let mut app = app(clipboard);
            let effects = app.update(Msg::Copied(Ok("یک\nدو\n".into())));
            let clips = effects.iter().filter(|effect| matches!(effect, Effect::Clip { .. })).count();
            assert_eq!(clips, usize::from(clipboard != Clipboard::Off));
            assert_eq!(press(&mut app, "/x<C-r>\"").as_deref(), Some("xیک دو"));
        }
    }

    #[test]
    fn other_registers_and_an_empty_one_are_told() {
        let mut app = app(Clipboard::Off);
        assert_eq!(press(&mut app, ":a<C-r>\"").as_deref(), Some("a"));
        assert!(app.message.as_ref().is_some_and(|message| message.sentence == "Nothing was copied yet."));
        app.update(Msg::Copied(Err("It is gone.".into())));
        assert!(app.register.is_none());
        app.update(Msg::Copied(Ok("text".into())));
        assert_eq!(press(&mut app, "<C-r>a").as_deref(), Some("a"));
        assert!(app.message.as_ref().is_some_and(|message| message.sentence.starts_with("No register a")));
    }
}
