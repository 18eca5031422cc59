//! Prints text as it stands on the screen: the rows of the layout, in visual order.
//!
//! One paragraph a line of input. Rows read from right to left end at the right edge of the measure,
//! padded with spaces on their left. Knows nothing of arguments or terminals.

use crate::layout::{Compositor, Options};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

/// Writes `input` laid out at `width` columns; `pad` puts right-to-left rows at the right edge.
///
/// # Errors
/// Whatever `out` answers to a write.
pub fn render(input: &str, width: usize, options: &Options, pad: bool, out: &mut impl Write) -> io::Result<()> {
    let mut compositor = Compositor::default();
    let mut written = Ok(());
    for text in input.lines() {
        compositor.each_line(text, width, options, |line| {
            if written.is_ok() {
                let indent = if pad { line.indent(width) } else { 0 };
                written = writeln!(out, "{:indent$}{}", "", line.visual());
            }
        });
        std::mem::replace(&mut written, Ok(()))?;
    }
    Ok(())
}

/// Reads a text to render; `-` is standard input.
///
/// # Errors
/// Whatever the system says.
pub(super) fn read(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if file.as_os_str() == "-" {
        io::stdin().lock().read_to_end(&mut bytes)?;
    } else {
        File::open(file)?.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Glyphs;
    use crate::text::direction::BaseDirection;

    fn check(input: &str, width: usize, options: Options, pad: bool, expected: &str) {
        let mut out = Vec::new();
        render(input, width, &options, pad, &mut out).expect("a Vec takes every write");
        assert_eq!(String::from_utf8(out).expect("text"), expected, "{input:?}");
    }

    #[test]
    fn rows_stand_at_the_edge_they_are_read_from() {
        check("אב גד\nabc\n\nd", 4, Options::default(), true, "  בא\n  דג\nabc\n\nd\n");
        check("אב", 4, Options::default(), false, "בא\n");
    }

    #[test]
    fn options_reach_the_layout() {
        check("ab", 4, Options { base: BaseDirection::Rtl, ..Options::default() }, true, "  ab\n");
        check("لا", 4, Options { glyphs: Glyphs::Letters, ..Options::default() }, false, "ال\n");
    }
}
