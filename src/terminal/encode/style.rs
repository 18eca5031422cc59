//! Styles as SGR sequences, one sequence a change.
//!
//! Written here since crossterm's colour commands look at `NO_COLOR` by themselves and then reset the
//! attributes too; whether there are colours is decided by whoever makes the cells.

use crossterm::style::{Attribute, Color, ContentStyle};

const ATTRIBUTES: [(Attribute, &str); 9] = [
    (Attribute::Bold, ";1"),
    (Attribute::Dim, ";2"),
    (Attribute::Italic, ";3"),
    (Attribute::Underlined, ";4"),
    (Attribute::SlowBlink, ";5"),
    (Attribute::RapidBlink, ";6"),
    (Attribute::Reverse, ";7"),
    (Attribute::Hidden, ";8"),
    (Attribute::CrossedOut, ";9"),
];

/// Appends the sequence that sets exactly `style`, whatever held before.
pub(super) fn set(style: &ContentStyle, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[0");
    for (attribute, code) in ATTRIBUTES {
        if style.attributes.has(attribute) {
            out.extend_from_slice(code.as_bytes());
        }
    }
    for (colour, place) in [(style.foreground_color, 30), (style.background_color, 40), (style.underline_color, 50)] {
        if let Some(code) = colour.and_then(|colour| code(colour, place)) {
            out.extend_from_slice(code.as_bytes());
        }
    }
    out.push(b'm');
}

/// The parameters of a colour; `place` is 30 for the foreground, 40 for the background, 50 for underlines.
fn code(colour: Color, place: u32) -> Option<String> {
    let named = match colour {
        Color::Reset => return None,
        Color::Rgb { r, g, b } => return Some(format!(";{};2;{r};{g};{b}", place + 8)),
        Color::AnsiValue(number) => return Some(format!(";{};5;{number}", place + 8)),
        Color::Black => 0,
        Color::DarkRed => 1,
        Color::DarkGreen => 2,
        Color::DarkYellow => 3,
        Color::DarkBlue => 4,
        Color::DarkMagenta => 5,
        Color::DarkCyan => 6,
        Color::Grey => 7,
        Color::DarkGrey => 8,
        Color::Red => 9,
        Color::Green => 10,
        Color::Yellow => 11,
        Color::Blue => 12,
        Color::Magenta => 13,
        Color::Cyan => 14,
        Color::White => 15,
    };
    Some(match (place, named) {
        (50, named) => format!(";58;5;{named}"),
        (place, 0..=7) => format!(";{}", place + named),
        (place, bright) => format!(";{}", place + 60 + bright - 8),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(style: ContentStyle, expected: &str) {
        let mut out = Vec::new();
        set(&style, &mut out);
        assert_eq!(out.escape_ascii().to_string(), expected);
    }

    fn style(foreground: Color, background: Color) -> ContentStyle {
        ContentStyle {
            foreground_color: Some(foreground),
            background_color: Some(background),
            ..ContentStyle::default()
        }
    }

    #[test]
    fn one_sequence_sets_all() {
        check(ContentStyle::default(), "\\x1b[0m");
        check(style(Color::Reset, Color::Reset), "\\x1b[0m");
        check(style(Color::DarkRed, Color::White), "\\x1b[0;31;107m");
        check(style(Color::AnsiValue(9), Color::Rgb { r: 1, g: 2, b: 3 }), "\\x1b[0;38;5;9;48;2;1;2;3m");
        let mut bold = style(Color::Red, Color::Reset);
        bold.attributes.set(Attribute::Bold);
        bold.attributes.set(Attribute::Reverse);
        bold.underline_color = Some(Color::Blue);
        check(bold, "\\x1b[0;1;7;91;58;5;12m");
    }
}
