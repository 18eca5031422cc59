//! Cells in the order that kitty draws from, which shapes each run of one font by itself.
//!
//! Words stay where they are; a run whose first letter or digit is of the Arabic script is drawn from the right, so its
//! symbols are sent turned round. Where letters touch digits or signs the font must change, or they would be one run
//! with them: bold for plain, plain for bold, italic where neither is left. Colours, underlines and reversed cells end no
//! run and stay in their column, so only symbols are turned round and looks stay where they are (all measured).

use super::StyledCell;
use super::scripts::is_of_the_right;
use crossterm::style::{Attribute, ContentStyle};

pub(super) fn arrange(mut cells: Vec<StyledCell<'_>>) -> Vec<StyledCell<'_>> {
    let parts: Vec<Part> = cells.iter().map(Part::of).collect();
    let mut at = 0;
    // The font of the part before, if it touches this one.
    let mut before = None;
    while let Some(&part) = parts.get(at) {
        let alike = parts.iter().skip(at).take_while(|other| **other == part).count();
        let length = if part.kind == Kind::Rare { 1 } else { alike };
        let next = parts.get(at + length).copied();
        if part.kind == Kind::Gap {
            before = None;
        } else {
            let font = part.font_between(before, next.filter(|next| next.kind.keeps_font(part.kind)));
            let run = cells.get_mut(at..at + length).unwrap_or_default();
            for cell in run.iter_mut() {
                set(&mut cell.style, font);
            }
            if matches!(part.kind, Kind::Letters | Kind::Digits) {
                turn_round(run);
            }
            before = Some(font);
        }
        at += length;
    }
    cells
}

/// Turns the symbols of a run round, in their columns.
fn turn_round(run: &mut [StyledCell<'_>]) {
    let half = run.len() / 2;
    let (left, right) = run.split_at_mut(half);
    for (one, other) in left.iter_mut().zip(right.iter_mut().rev()) {
        std::mem::swap(&mut one.symbol, &mut other.symbol);
    }
}

/// What kitty may draw in one run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// A blank, a control or a border: it ends a run.
    Gap,
    /// Letters from the right, one column each.
    Letters,
    /// A letter that monospaced fonts lack: it comes from another font than its neighbours, or not; it stands alone.
    Rare,
    /// Digits of the Arabic script, and the signs of its numbers.
    Digits,
    /// Everything else, signs that Arabic shares with other scripts too.
    Other,
}

impl Kind {
    /// True if what comes before, of another kind, gives way to it.
    fn keeps_font(self, before: Self) -> bool {
        self == Self::Letters || (self == Self::Digits && before == Self::Other)
    }
}

/// True for presentation forms beyond those of Arabic, Persian and Urdu, and for the heh with hamza (U+06C0).
fn is_rare(letter: char) -> bool {
    matches!(letter, '\u{FB50}'..='\u{FDFF}')
        && !matches!(letter, '\u{FB52}'..='\u{FB81}' | '\u{FB88}'..='\u{FB95}' | '\u{FB9E}' | '\u{FB9F}'
            | '\u{FBAA}'..='\u{FBAF}' | '\u{FBE8}' | '\u{FBE9}' | '\u{FBFC}'..='\u{FBFF}' | '\u{FD3E}' | '\u{FD3F}')
}

/// Bold, italic: what chooses a font.
type Font = (bool, bool);

/// Neighbours that may be one run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Part {
    kind: Kind,
    font: Font,
}

impl Part {
    fn of(cell: &StyledCell<'_>) -> Self {
        let kind = match cell.symbol.chars().next() {
            None | Some(' ' | '\u{2500}'..='\u{257F}' | '\u{2800}') => Kind::Gap,
            Some(control) if control.is_control() => Kind::Gap,
            Some('\u{60C}' | '\u{61B}' | '\u{61F}') => Kind::Other,
            Some('\u{660}'..='\u{66C}' | '\u{6F0}'..='\u{6F9}') => Kind::Digits,
            Some(letter) if is_rare(letter) => Kind::Rare,
            Some(letter) if cell.width == 1 && is_of_the_right(letter) => Kind::Letters,
            Some(_) => Kind::Other,
        };
        let has = |attribute| cell.style.attributes.has(attribute);
        Self { kind, font: (has(Attribute::Bold), has(Attribute::Italic)) }
    }

    /// The font it is sent in: its own, if that is another one than those beside it.
    ///
    /// What comes `after` and keeps its own is taken care of here.
    fn font_between(self, before: Option<Font>, after: Option<Self>) -> Font {
        let (bold, italic) = self.font;
        let after = after.map(|part| part.font);
        let fonts = [self.font, (!bold, italic), (bold, !italic), (!bold, !italic)];
        fonts.into_iter().find(|font| Some(*font) != before && Some(*font) != after).unwrap_or(self.font)
    }
}

fn set(style: &mut ContentStyle, font: Font) {
    for (attribute, wanted) in [(Attribute::Bold, font.0), (Attribute::Italic, font.1)] {
        if wanted {
            style.attributes.set(attribute);
        } else {
            style.attributes.unset(attribute);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::write;
    use super::*;
    use crossterm::style::Color;

    /// Capitals are Arabic letters, `$` a rare one, digits Persian ones; `*` makes the next cell bold, `~` green, `_` reversed.
    fn check(row: &str, expected: &str) {
        let (mut symbols, mut styles) = (Vec::new(), Vec::new());
        let mut style = ContentStyle::default();
        for ascii in row.chars() {
            match ascii {
                '*' => style.attributes.set(Attribute::Bold),
                '~' => style.foreground_color = Some(Color::DarkGreen),
                '_' => style.attributes.set(Attribute::Reverse),
                _ => {
                    symbols.push(symbol(ascii));
                    styles.push(std::mem::take(&mut style));
                }
            }
        }
        let cells: Vec<StyledCell<'_>> = (0..)
            .zip(symbols.iter().zip(&styles))
            .map(|(column, (symbol, style))| StyledCell { column, symbol: symbol.into(), width: 1, style: *style })
            .collect();
        let mut out = Vec::new();
        write(0, &arrange(cells), &mut out);
        let sent: String = String::from_utf8(out).unwrap().chars().map(ascii).collect();
        let sent = sent.replace("^[0;1;3m", "&").replace("^[0;1m", "*").replace("^[0;3m", "/").replace("^[0m", ".");
        assert_eq!(sent.replace("^[0;32m", "~").replace("^[0;7m", "_"), format!("^[1;1H{expected}"), "{row}");
    }

    fn symbol(ascii: char) -> String {
        let code = match ascii {
            'A'..='Z' => 0xFE8F + ascii as u32 - 'A' as u32,
            '0'..='9' => 0x6F0 + ascii as u32 - '0' as u32,
            '$' => 0xFBA5,
            other => other as u32,
        };
        char::from_u32(code).unwrap().to_string()
    }

    fn ascii(sent: char) -> char {
        match sent as u32 {
            0x1B => '^',
            code @ 0xFE8F..=0xFEA8 => char::from(b'A' + (code - 0xFE8F) as u8),
            // The digits of escape sequences stay what they are; those of the text are told by their code.
            code @ 0x6F0..=0x6F9 => char::from(b'0' + (code - 0x6F0) as u8),
            0xFBA5 => '$',
            _ => sent,
        }
    }

    #[test]
    fn words_stay_and_their_letters_turn() {
        check("CBA FED", "ABC DEF");
        check("ab CBA cd", "ab ABC cd");
        check("12 345", "21 543");
    }

    #[test]
    fn what_touches_letters_is_another_font() {
        check("(CBA)", "*(.ABC*).");
        check("CBA.", "ABC*..");
        check("ab-CBA", "*ab-.ABC");
        check("BA12", "AB*21.");
        check("*B*A!", "*AB.!");
    }

    #[test]
    fn digits_and_what_touches_them_are_parted() {
        check("(12)", "*(.21*).");
        check("12-34", "21*-.43");
        check("a12", "*a.21");
    }

    #[test]
    fn a_letter_from_another_font_stands_alone() {
        check("$BA DC", "*$.AB CD");
        check("B$$A", "B*$/$.A");
    }

    #[test]
    fn three_fonts_where_two_do_not_suffice() {
        check("B(*A", "B/(*A.");
        check("12(*A", "21/(*A.");
    }

    #[test]
    fn looks_stay_in_their_column() {
        check("C~BA", "A~B.C");
        check("_CB~A", "_A.B~C.");
    }

    #[test]
    fn bold_parts_a_word() {
        check("*C*BAD", "*BC.DA");
    }
}
