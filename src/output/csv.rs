//! Rows of comma-separated values (RFC 4180): fields in quotation marks where they need them, lines ended by CR LF.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula and carries it out, and what a cell holds here comes
//! from pages that anybody may have written. Such a cell begins with an apostrophe, as spreadsheets themselves mark text; JSON has
//! the text as it is.

use super::plain::tame;
use std::fmt::Write as _;

/// One row, with its line end.
#[must_use]
pub fn row<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let mut row = String::new();
    for (number, cell) in cells.into_iter().enumerate() {
        if number > 0 {
            row.push(',');
        }
        let cell = tame(cell);
        let guard = if cell.starts_with(begins_formula) { "'" } else { "" };
        if cell.contains(['"', ',', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ') {
            // Writing to memory cannot fail.
            let _ = write!(row, "\"{guard}{}\"", cell.replace('"', "\"\""));
        } else {
            row.push_str(guard);
            row.push_str(&cell);
        }
    }
    row.push_str("\r\n");
    row
}

/// The signs by which spreadsheets tell a formula, those of full width among them.
fn begins_formula(sign: char) -> bool {
    matches!(sign, '=' | '+' | '-' | '@' | '\t' | '\u{FF1D}' | '\u{FF0B}' | '\u{FF0D}' | '\u{FF20}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cells: &[&str], expected: &str) {
        assert_eq!(row(cells.iter().copied()), expected, "{cells:?}");
    }

    #[test]
    fn fields_are_quoted_where_they_need_it() {
        check(&["a", "", "حزب همت"], "a,,حزب همت\r\n");
        check(&["a,b", "c\"d", "e\nf", " g"], "\"a,b\",\"c\"\"d\",\"e\nf\",\" g\"\r\n");
        check(&["a\r\nb\u{1B}[1m"], "\"a\nb[1m\"\r\n");
        check(&[], "\r\n");
    }

    #[test]
    fn no_cell_is_a_formula() {
        check(&["=1+1", "+1", "-x", "@a", "a=1"], "'=1+1,'+1,'-x,'@a,a=1\r\n");
        check(&["=HYPERLINK(\"x\",1)"], "\"'=HYPERLINK(\"\"x\"\",1)\"\r\n");
        check(&["\t=1", "＝1"], "'\t=1,'＝1\r\n");
    }
}
