//! Prints text as it stands on the screen: the rows of the layout, in visual order.
//!
//! One paragraph a line of input. Rows read from right to left end at the right edge of the measure,
//! padded with spaces on their left. Knows nothing of arguments or terminals.

use crate::extract::of_paragraph;
use crate::layout::{Compositor, Options};
use crate::model::Language;
use crate::text::zwnj::lost;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

/// How rows are shown, beyond their layout.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shown {
    /// Right-to-left rows stand at the right edge.
    pub pad: bool,
    /// Persian is shown with the ZWNJ that it lost.
    pub zwnj: bool,
}

/// Writes `input` laid out at `width` columns.
///
/// # Errors
/// Whatever `out` answers to a write.
pub fn render(input: &str, width: usize, options: &Options, shown: Shown, out: &mut impl Write) -> io::Result<()> {
    let mut compositor = Compositor::default();
    let mut written = Ok(());
    let language = if shown.zwnj { of_paragraph(input, Language::Und) } else { Language::Und };
    for text in input.lines() {
        let lacks = shown.zwnj && of_paragraph(text, language) == Language::Fa;
        let lost = if lacks { lost(text) } else { Vec::new() };
        compositor.each_line_restoring(text, width, options, &lost, |line| {
            if written.is_ok() {
                let indent = if shown.pad { line.indent(width) } else { 0 };
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
        render(input, width, &options, Shown { pad, zwnj: false }, &mut out).expect("a Vec takes every write");
        assert_eq!(String::from_utf8(out).expect("text"), expected, "{input:?}");
    }

    #[test]
    fn rows_stand_at_the_edge_they_are_read_from() {
        check("אב גד\nabc\n\nd", 4, Options::default(), true, "  בא\n  דג\nabc\n\nd\n");
        check("אב", 4, Options::default(), false, "בא\n");
    }

    #[test]
    fn lost_joiners_come_back_in_persian_where_they_are_wanted() {
        let shown = |input: &str, zwnj: bool| {
            let mut out = Vec::new();
            let shown = Shown { pad: false, zwnj };
            render(input, 60, &Options::default(), shown, &mut out).expect("a Vec takes every write");
            out
        };
        let (lost, kept) = ("این برنامه را میپذیرد", "این برنامه را می\u{200C}پذیرد");
        assert_eq!(shown(lost, true), shown(kept, false));
        assert_ne!(shown(lost, false), shown(kept, false));
        let arabic = "قال المتحدث إن ميشود من هذا النص";
        assert_eq!(shown(arabic, true), shown(arabic, false));
    }

    #[test]
    fn options_reach_the_layout() {
        check("ab", 4, Options { base: BaseDirection::Rtl, ..Options::default() }, true, "  ab\n");
        check("لا", 4, Options { glyphs: Glyphs::Letters, ..Options::default() }, false, "ال\n");
    }
}
