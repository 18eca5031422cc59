//! Text that was saved as its shapes: presentation forms instead of letters, at times in the order of the eye.
//!
//! Old programs wrote what a screen without an own shaping would show. Where most letters of a text are such
//! forms they become the letters they stand for, and lines whose words begin with the end of a word are turned
//! round. Single forms in a sound text stay as they are. Knows nothing of tags: only plain text is turned.

use unicode_normalization::UnicodeNormalization;

/// A text of shapes as letters.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Restored {
    pub(super) text: String,
    /// True if its lines were turned round.
    pub(super) turned: bool,
    /// True if its lines run the wrong way and were left so, for they hold tags.
    pub(super) backwards: bool,
}

/// The text as letters, if most of its letters are presentation forms.
pub(super) fn undo(text: &str) -> Option<Restored> {
    let (mut forms, mut letters) = (0_usize, 0_usize);
    if !text.as_bytes().contains(&0xEF) {
        return None;
    }
    for character in text.chars() {
        forms += usize::from(is_form(character));
        letters += usize::from(matches!(character, '\u{0620}'..='\u{064A}' | '\u{0671}'..='\u{06D3}'));
    }
    if forms < FEWEST || forms <= letters {
        return None;
    }
    let backwards = runs_backwards(text);
    let tagged = text.contains("</") || text.contains("<br");
    let turned = backwards && !tagged;
    let mut restored = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        if turned && line.chars().any(is_form) {
            restored.extend(turned_round(line).into_iter().flat_map(letters_of));
        } else {
            restored.extend(line.chars().flat_map(letters_of));
        }
        restored.push_str(end);
    }
    Some(Restored { text: restored, turned, backwards: backwards && !turned })
}

/// Forms that are too few to speak of a text of them.
const FEWEST: usize = 4;

/// A form of a letter or of a pair; whole words and signs that have no other spelling are none.
fn is_form(character: char) -> bool {
    matches!(character, '\u{FB50}'..='\u{FBB1}' | '\u{FBD3}'..='\u{FD3D}' | '\u{FD50}'..='\u{FDCF}' | '\u{FE70}'..='\u{FEFC}')
}

fn letters_of(character: char) -> Vec<char> {
    if is_form(character) { std::iter::once(character).nfkc().collect() } else { vec![character] }
}

/// Where a letter of this shape stands in a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Initial,
    Final,
    Other,
}

/// The shape of a form; those of one letter follow one another as isolated, final, initial, medial.
fn shape(character: char) -> Shape {
    // Letters that join on both sides, by their isolated form: those that do not have no initial one.
    let place = match character {
        '\u{FE89}'..='\u{FE8C}' => (character as u32 - 0xFE89) % 4,
        '\u{FE8F}'..='\u{FE92}' => (character as u32 - 0xFE8F) % 4,
        '\u{FE95}'..='\u{FEA8}' => (character as u32 - 0xFE95) % 4,
        '\u{FEB1}'..='\u{FEEC}' => (character as u32 - 0xFEB1) % 4,
        '\u{FEF1}'..='\u{FEF4}' => (character as u32 - 0xFEF1) % 4,
        '\u{FB56}'..='\u{FB81}' => (character as u32 - 0xFB56) % 4,
        '\u{FB8E}'..='\u{FB9D}' => (character as u32 - 0xFB8E) % 4,
        '\u{FBFC}'..='\u{FBFF}' => (character as u32 - 0xFBFC) % 4,
        // Alef, dal, reh, waw, lam-alef: isolated and final only.
        '\u{FE82}' | '\u{FE84}' | '\u{FE86}' | '\u{FE88}' | '\u{FE8E}' | '\u{FE94}' | '\u{FB8B}' | '\u{FEAA}'
        | '\u{FEAC}' | '\u{FEAE}' | '\u{FEB0}' | '\u{FEEE}' | '\u{FEF0}' | '\u{FEF6}' | '\u{FEF8}' | '\u{FEFA}'
        | '\u{FEFC}' => 1,
        _ => 0,
    };
    match place {
        1 => Shape::Final,
        2 => Shape::Initial,
        _ => Shape::Other,
    }
}

/// True if words begin with what only ends a word, and hardly any the right way.
fn runs_backwards(text: &str) -> bool {
    let (mut right, mut wrong) = (0_usize, 0_usize);
    for word in text.split(|character: char| !is_form(character)).filter(|word| word.chars().nth(1).is_some()) {
        let ends = (word.chars().next().map(shape), word.chars().next_back().map(shape));
        right += usize::from(ends.0 == Some(Shape::Initial)) + usize::from(ends.1 == Some(Shape::Final));
        wrong += usize::from(ends.0 == Some(Shape::Final)) + usize::from(ends.1 == Some(Shape::Initial));
    }
    wrong > 2 && wrong > right * 4
}

/// A line from the order of the eye to that of reading: all of it turned, numbers and Latin words turned back.
fn turned_round(line: &str) -> Vec<char> {
    let mut turned: Vec<char> = line.chars().rev().map(mirrored).collect();
    let mut start = 0;
    while start < turned.len() {
        let is_left = |character: &char| {
            character.is_ascii_alphanumeric() || matches!(character, '\u{0660}'..='\u{0669}' | '\u{06F0}'..='\u{06F9}')
        };
        let rest = turned.get(start..).unwrap_or_default();
        if !rest.first().is_some_and(is_left) {
            start += 1;
            continue;
        }
        // Signs inside a number or between Latin words go with them.
        let mut end = 0;
        for (at, character) in rest.iter().enumerate() {
            if is_left(character) {
                end = at + 1;
            } else if !matches!(character, '.' | ',' | '/' | ':' | '-' | '@' | '_' | '٫' | '٬') {
                break;
            }
        }
        if let Some(run) = turned.get_mut(start..start + end) {
            run.reverse();
        }
        start += end.max(1);
    }
    turned
}

fn mirrored(character: char) -> char {
    match character {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '«' => '»',
        '»' => '«',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // "سلام بر همه" in forms: seen, lam-alef, meem; beh, reh; heh, meem, heh.
    const FORMS: &str = "\u{FEB3}\u{FEFC}\u{FEE1} \u{FE91}\u{FEAE} \u{FEEB}\u{FEE4}\u{FEEA}";

    fn check(text: &str, expected: Option<(&str, bool)>) {
        let restored = undo(text);
        assert_eq!(restored.as_ref().map(|restored| (restored.text.as_str(), restored.turned)), expected, "{text}");
    }

    #[test]
    fn forms_become_letters() {
        check(FORMS, Some(("سلام بر همه", false)));
        check(&format!("{FORMS} 1400/05/12"), Some(("سلام بر همه 1400/05/12", false)));
    }

    #[test]
    fn lines_in_the_order_of_the_eye_are_turned() {
        let seen: String = FORMS.chars().rev().collect();
        check(&seen, Some(("سلام بر همه", true)));
        check(&format!("({seen}) 12.5 2020\n{seen}\nplain"), Some(("2020 12.5 (سلام بر همه)\nسلام بر همه\nplain", true)));
        let tagged = undo(&format!("<p>{seen}</p>")).unwrap();
        assert!(tagged.backwards && !tagged.turned);
    }

    #[test]
    fn sound_text_stays() {
        check("سلام بر همه", None);
        check("سلام بر همه \u{FEFB}\u{FEFB}\u{FEFB}\u{FEFB}", None);
        check("\u{FDF2} \u{FDFA}\u{FDFA}\u{FDFA}\u{FDFA}", None);
        check("plain \u{FEFF}", None);
        check("", None);
    }
}
