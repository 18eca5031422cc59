//! What may reach a terminal: the one list of characters that are dropped, spelt out or replaced.
//!
//! Controls could steer the terminal, bidi controls make it reorder what is already in order, and
//! of a few signs no two terminals agree on the width. Everything else is kept. Speaks of single
//! characters; what a joiner does to its neighbours before it goes is the layout's business.

use std::borrow::Cow;

/// What becomes of a character on its way to the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Treatment {
    /// It is shown as it is.
    Keep,
    /// It leaves no trace on the screen.
    Drop(Reason),
    /// Another text stands in its place.
    Spell(&'static str),
    /// One other character stands in its place.
    Replace(char),
}

/// Why a character is not shown.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Reason {
    /// A C0 or C1 control, ESC and DEL among them.
    Control,
    /// It ends a line or a paragraph.
    LineEnd,
    /// A mark, embedding, override or isolate of the bidi algorithm: it acts, then goes.
    BidiControl,
    /// A joiner or non-joiner: it acts on the letters beside it, then goes.
    Joiner,
    /// A character that is invisible by nature: zero width space, soft hyphen, byte order mark.
    Invisible,
}

/// What stands for a tab.
pub const TAB: &str = "    ";

/// What becomes of `character`; `ignorable` is Unicode's Default_Ignorable_Code_Point for it.
#[must_use]
pub fn treatment(character: char, ignorable: bool) -> Treatment {
    match character {
        ' '..='~' => Treatment::Keep,
        '\t' => Treatment::Spell(TAB),
        '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Treatment::Drop(Reason::LineEnd),
        '\u{200C}' | '\u{200D}' => Treatment::Drop(Reason::Joiner),
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            Treatment::Drop(Reason::BidiControl)
        }
        // Blanks of other widths, and those that hold words together, which only the layout has to know: terminals draw
        // some of them with their neighbours as one run, and then turn both round.
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => Treatment::Replace(' '),
        // Number signs that lie under the digits after them: one column in some terminals, none in others.
        '\u{0600}' | '\u{0604}' | '\u{0605}' => Treatment::Replace('#'),
        '\u{0601}' => Treatment::Replace('س'),
        '\u{0602}' => Treatment::Replace('*'),
        '\u{0603}' => Treatment::Replace('ص'),
        '\u{06DD}' | '\u{08E2}' => Treatment::Replace('\u{066D}'),
        '\u{0890}' | '\u{0891}' => Treatment::Replace('£'),
        // Syriac abbreviation mark and the interlinear annotations: format characters without a glyph.
        '\u{070F}' | '\u{FFF9}'..='\u{FFFB}' => Treatment::Drop(Reason::Invisible),
        // Unicode gives this sign no decomposition.
        '\u{FDFD}' => Treatment::Spell("بسم الله الرحمن الرحيم"),
        // Flags are letters of a country code; terminals draw one as 1, 2 or 4 columns.
        '\u{1F1E6}'..='\u{1F1FF}' => Treatment::Replace(flag_letter(character)),
        character if character.is_control() => Treatment::Drop(Reason::Control),
        character if is_noncharacter(character) => Treatment::Replace(char::REPLACEMENT_CHARACTER),
        _ if ignorable => Treatment::Drop(Reason::Invisible),
        _ => Treatment::Keep,
    }
}

fn flag_letter(indicator: char) -> char {
    char::from(b'A' + (indicator as u32).wrapping_sub(0x1F1E6) as u8 % 26)
}

fn is_noncharacter(character: char) -> bool {
    matches!(character, '\u{FDD0}'..='\u{FDEF}') || (character as u32 & 0xFFFE) == 0xFFFE
}

/// `text` as one line: what would end a line or move the cursor is a space of the same length in
/// bytes, so that offsets stay true.
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    let space = |character: char| match character {
        '\t' | '\n' | '\u{0B}' | '\u{0C}' | '\r' | '\u{1C}'..='\u{1F}' => Some(' '),
        '\u{85}' => Some('\u{A0}'),
        '\u{2028}' | '\u{2029}' => Some('\u{2003}'),
        _ => None,
    };
    if text.chars().all(|character| space(character).is_none()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|character| space(character).unwrap_or(character)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(character: char, expected: Treatment) {
        assert_eq!(treatment(character, false), expected, "{character:?}");
    }

    #[test]
    fn controls_never_reach_the_screen() {
        for control in ('\0'..='\u{1F}').chain('\u{7F}'..='\u{9F}') {
            assert_ne!(treatment(control, false), Treatment::Keep, "{control:?}");
        }
        check('\u{1B}', Treatment::Drop(Reason::Control));
        check('\u{202E}', Treatment::Drop(Reason::BidiControl));
        check('\u{2029}', Treatment::Drop(Reason::LineEnd));
    }

    #[test]
    fn signs_of_doubtful_width_are_replaced() {
        check('\u{06DD}', Treatment::Replace('\u{066D}'));
        check('\u{1F1EE}', Treatment::Replace('I'));
        check('\u{FFFF}', Treatment::Replace('\u{FFFD}'));
        check('\u{10FFFE}', Treatment::Replace('\u{FFFD}'));
        check('ب', Treatment::Keep);
    }

    #[test]
    fn blanks_look_like_blanks() {
        for blank in ['\u{A0}', '\u{2009}', '\u{202F}'] {
            check(blank, Treatment::Replace(' '));
        }
        check(' ', Treatment::Keep);
        check('\u{3000}', Treatment::Keep);
    }

    #[test]
    fn a_text_on_one_line_keeps_its_offsets() {
        for text in ["a\nb", "a\r\n\tb", "a\u{85}b", "a\u{2028}b\u{2029}", "سلام"] {
            let line = one_line(text);
            assert_eq!(line.len(), text.len(), "{text:?}");
            assert!(!line.contains(['\n', '\r', '\t', '\u{85}', '\u{2028}', '\u{2029}']), "{text:?}");
        }
    }
}
