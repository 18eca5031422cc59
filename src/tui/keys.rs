//! Keys of the terminal as keys of the keymap.

use crate::keymap::{Code, Key};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// The key of a keymap that `event` is; none for keys that no keymap can name.
pub(super) fn key(event: KeyEvent) -> Option<Key> {
    let code = match event.code {
        KeyCode::Char(character) => Code::Char(character),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(number) => Code::F(number),
        _ => return None,
    };
    let held = |modifier| event.modifiers.contains(modifier);
    Some(Key::new(code, held(KeyModifiers::CONTROL), held(KeyModifiers::ALT), held(KeyModifiers::SHIFT)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: KeyCode, modifiers: KeyModifiers, expected: &str) {
        assert_eq!(key(KeyEvent::new(code, modifiers)).map(|key| key.to_string()).as_deref(), Some(expected));
    }

    #[test]
    fn keys_are_spelt_as_in_keymaps() {
        check(KeyCode::Char('j'), KeyModifiers::NONE, "j");
        check(KeyCode::Char('G'), KeyModifiers::SHIFT, "G");
        check(KeyCode::Char('d'), KeyModifiers::CONTROL, "<C-d>");
        check(KeyCode::BackTab, KeyModifiers::SHIFT, "<S-Tab>");
        check(KeyCode::Char('ت'), KeyModifiers::NONE, "ت");
        check(KeyCode::F(1), KeyModifiers::NONE, "<F1>");
        assert_eq!(key(KeyEvent::new(KeyCode::CapsLock, KeyModifiers::NONE)), None);
    }
}
