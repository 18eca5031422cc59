//! Cells as they are to be seen, and no right-to-left cell looks exactly like the one beside it.
//!
//! For terminals that reorder each stretch of one look by itself (Qt's, browsers'), and for unknown ones: a stretch of one
//! cell cannot be reordered. Looks alternate with the column, so what is sent for a cell depends on its neighbours only.
//! Nobody can tell the two looks apart: the lowest bit of blue; a colour of the palette by its own number and as one of
//! 256; the terminal's own colour by what is known of it ([`Ink`]). Where nothing is, letters of that colour look alike:
//! what a terminal makes of dim is seen as stripes in most, and an order that may be wrong is for calibration to find.

use super::scripts::is_right_to_left;
use super::{Ink, StyledCell};
use crossterm::style::{Attribute, Color, ContentStyle};

pub(super) fn arrange(mut cells: Vec<StyledCell<'_>>, ink: Ink) -> Vec<StyledCell<'_>> {
    let own = match ink {
        Ink::Rgb(r, g, b) => Some(Color::Rgb { r, g, b }),
        Ink::Unknown | Ink::DimLooksAlike => None,
    };
    let moves: Vec<bool> = cells.iter().map(|cell| is_right_to_left(&cell.symbol)).collect();
    let moves = |at: Option<usize>| at.and_then(|at| moves.get(at)).copied().unwrap_or(false);
    for (at, cell) in cells.iter_mut().enumerate() {
        // A neighbour that looked the same would be of one stretch with it.
        let beside = moves(at.checked_sub(1)) || moves(Some(at)) || moves(Some(at + 1));
        cell.style = bright(cell.style);
        // Also where nothing alternates: what is told by its numbers may be shown otherwise in bold. In dim it may not be
        // dim at all (xterm.js), which a border would show.
        let is_dim = cell.style.attributes.has(Attribute::Dim);
        if beside || (cell.symbol != " " && !is_dim) {
            cell.style.foreground_color = cell.style.foreground_color.or(own);
        }
        if beside {
            cell.style = alternate(cell.style, cell.column % 2 == 1, ink);
        }
    }
    cells
}

/// One of the two looks that `style` has.
fn alternate(mut style: ContentStyle, odd: bool, ink: Ink) -> ContentStyle {
    match style.foreground_color {
        Some(Color::Rgb { r, g, b }) => {
            style.foreground_color = Some(Color::Rgb { r, g, b: (b & !1) | u8::from(odd) });
        }
        Some(colour) if colour != Color::Reset => {
            let Some(number) = number(colour) else { return style };
            style.foreground_color = Some(match (odd, number) {
                (true, _) => Color::AnsiValue(number),
                (false, 0..16) => named(number),
                (false, _) => fixed(number),
            });
        }
        _ if ink != Ink::DimLooksAlike => {}
        _ if odd != style.attributes.has(Attribute::Dim) => style.attributes.set(Attribute::Dim),
        _ => style.attributes.unset(Attribute::Dim),
    }
    style
}

/// The bright colour in place of a dark one in bold, which many terminals show so; but only where it is not one of 256.
fn bright(style: ContentStyle) -> ContentStyle {
    let dark = style.foreground_color.and_then(number).filter(|number| *number < 8);
    match dark {
        Some(number) if style.attributes.has(Attribute::Bold) => {
            ContentStyle { foreground_color: Some(named(number + 8)), ..style }
        }
        _ => style,
    }
}

/// The sixteen colours in the order of their numbers.
const NAMED: [Color; 16] = [
    Color::Black,
    Color::DarkRed,
    Color::DarkGreen,
    Color::DarkYellow,
    Color::DarkBlue,
    Color::DarkMagenta,
    Color::DarkCyan,
    Color::Grey,
    Color::DarkGrey,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::White,
];

fn named(number: u8) -> Color {
    NAMED.get(usize::from(number)).copied().unwrap_or(Color::AnsiValue(number))
}

/// The number of a colour of the palette.
fn number(colour: Color) -> Option<u8> {
    match colour {
        Color::AnsiValue(number) => Some(number),
        named => NAMED.iter().position(|other| *other == named).and_then(|at| u8::try_from(at).ok()),
    }
}

/// What a colour beyond the sixteen is in every terminal: a cube of 6 by 6 by 6, then 24 greys (xterm, 256colres.h).
fn fixed(number: u8) -> Color {
    if number >= 232 {
        let grey = (number - 232) * 10 + 8;
        return Color::Rgb { r: grey, g: grey, b: grey };
    }
    let step = |at: u8| if at == 0 { 0 } else { at * 40 + 55 };
    let at = number.saturating_sub(16);
    Color::Rgb { r: step(at / 36), g: step(at / 6 % 6), b: step(at % 6) }
}

#[cfg(test)]
mod tests {
    use super::super::write;
    use super::*;

    fn style(colour: Option<Color>) -> ContentStyle {
        ContentStyle { foreground_color: colour, ..ContentStyle::default() }
    }

    fn check(symbols: &str, style: ContentStyle, expected: &str) {
        check_ink(Ink::Unknown, symbols, style, expected);
    }

    fn check_ink(ink: Ink, symbols: &str, style: ContentStyle, expected: &str) {
        let symbols: Vec<String> = symbols.chars().map(String::from).collect();
        let cells: Vec<StyledCell<'_>> = symbols
            .iter()
            .zip(0..)
            .map(|(symbol, column)| StyledCell { column, symbol: symbol.into(), width: 1, style })
            .collect();
        let mut out = Vec::new();
        write(0, &arrange(cells, ink), &mut out);
        assert_eq!(String::from_utf8(out).unwrap().replace('\x1b', "^"), format!("^[1;1H{expected}"));
    }

    fn bold(colour: Option<Color>) -> ContentStyle {
        let mut style = style(colour);
        style.attributes.set(Attribute::Bold);
        style
    }

    #[test]
    fn a_known_colour_changes_by_one_step() {
        let grey = Color::Rgb { r: 200, g: 200, b: 200 };
        let (even, odd) = ("^[0;38;2;200;200;200m", "^[0;38;2;200;200;201m");
        check("abבגcd", style(Some(grey)), &format!("{even}a{odd}b{even}ב{odd}ג{even}cd^[0m"));
    }

    #[test]
    fn a_colour_of_the_palette_changes_its_number() {
        check("בג", style(Some(Color::DarkRed)), "^[0;31mב^[0;38;5;1mג^[0m");
        check("בג", style(Some(Color::AnsiValue(9))), "^[0;91mב^[0;38;5;9mג^[0m");
        check("בג", style(Some(Color::AnsiValue(214))), "^[0;38;2;255;175;0mב^[0;38;5;214mג^[0m");
        check("בג", style(Some(Color::AnsiValue(255))), "^[0;38;2;238;238;238mב^[0;38;5;255mג^[0m");
    }

    #[test]
    fn bold_dark_colours_are_bright_in_the_whole_row() {
        check("abcב", bold(Some(Color::DarkMagenta)), "^[0;1;95mabc^[0;1;38;5;13mב^[0m");
    }

    #[test]
    fn letters_of_an_unknown_colour_look_alike() {
        check("בגabc", style(None), "בגabc");
        let mut reversed = bold(None);
        reversed.attributes.set(Attribute::Reverse);
        check("aבגbcd", reversed, "^[0;1;7maבגbcd^[0m");
    }

    #[test]
    fn where_dim_looks_alike_it_alternates() {
        let check = |symbols: &str, style, expected: &str| check_ink(Ink::DimLooksAlike, symbols, style, expected);
        check("בגabc", style(None), "ב^[0;2mג^[0mabc");
        check("aבגbcd", bold(None), "^[0;1ma^[0;1;2mב^[0;1mג^[0;1;2mb^[0;1mcd^[0m");
        let mut dim = style(None);
        dim.attributes.set(Attribute::Dim);
        check("בגab", dim, "^[0;2mב^[0mג^[0;2mab^[0m");
        let mut reversed = style(None);
        reversed.attributes.set(Attribute::Reverse);
        check("בג", reversed, "^[0;7mב^[0;2;7mג^[0m");
        check("בג", style(Some(Color::DarkRed)), "^[0;31mב^[0;38;5;1mג^[0m");
    }

    #[test]
    fn a_colour_that_is_told_alternates_and_is_said_for_all_that_shows() {
        let check = |symbols: &str, style, expected: &str| check_ink(Ink::Rgb(9, 9, 9), symbols, style, expected);
        let (even, odd) = ("^[0;38;2;9;9;8m", "^[0;38;2;9;9;9m");
        check("בג", style(None), &format!("{even}ב{odd}ג^[0m"));
        check("ב  a", style(None), &format!("{even}ב{odd} ^[0m {odd}a^[0m"));
        let mut dim = style(None);
        dim.attributes.set(Attribute::Dim);
        check("ב  a", dim, "^[0;2;38;2;9;9;8mב^[0;2;38;2;9;9;9m ^[0;2m a^[0m");
    }
}
