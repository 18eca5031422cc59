//! Statements as Markdown (CommonMark): a section each, or an item of a list.
//!
//! The text is the original; signs in it that Markdown would take for its own are escaped. Links are left as text.

use super::plain::{clean, day, place, tame};
use crate::model::{BlockRole, Statement};
use std::borrow::Cow;

/// A statement as an item of a list.
#[must_use]
pub fn list_line(statement: &Statement) -> String {
    format!("- {}", heading(statement, &escape(&clean(&statement.title))))
}

/// Its date, party, title in bold, and place, with dots between them.
pub(super) fn heading(statement: &Statement, title: &str) -> String {
    let known = known(statement);
    let place = escape(&clean(&place(statement))).into_owned();
    let title = format!("**{title}**");
    known.into_iter().chain([title, place]).collect::<Vec<_>>().join(" · ")
}

/// A statement as a section: its title, what is known of it, its text.
#[must_use]
pub fn section(statement: &Statement) -> String {
    let kicker = statement.kicker().map(|kicker| escape(&clean(&kicker)).into_owned());
    let known = kicker.into_iter().chain(known(statement)).chain([escape(&clean(&place(statement))).into_owned()]);
    let known = known.collect::<Vec<_>>().join(" · ");
    let mut text = format!("## {}\n\n*{known}*\n", escape(&clean(&statement.title)));
    for block in &statement.blocks {
        let paragraph = paragraph(&block.text);
        let written = match block.role {
            BlockRole::Lead => format!("**{paragraph}**"),
            BlockRole::Paragraph | BlockRole::Signature => paragraph,
            _ => continue,
        };
        text.push('\n');
        text.push_str(&written);
        text.push('\n');
    }
    text
}

/// Any text as a paragraph.
#[must_use]
pub fn paragraph(text: &str) -> String {
    let text = tame(text);
    // Lines of a paragraph stay lines.
    let lines: Vec<Cow<'_, str>> = text.trim().lines().map(|line| escape(line.trim())).collect();
    lines.join("\\\n")
}

fn known(statement: &Statement) -> Vec<String> {
    let date = statement.date.as_ref().map(|date| clean(&day(date)).into_owned());
    let party = statement.party.as_ref().map(|party| clean(&party.name).into_owned());
    date.into_iter().chain(party).map(|text| escape(&text).into_owned()).collect()
}

/// A line in which nothing is Markdown.
pub(super) fn escape(line: &str) -> Cow<'_, str> {
    let begins = opening(line);
    if begins.is_none() && !line.contains(is_sign) {
        return Cow::Borrowed(line);
    }
    let mut escaped = String::with_capacity(line.len() + 8);
    for (at, sign) in line.char_indices() {
        if is_sign(sign) || begins == Some(at) {
            escaped.push('\\');
        }
        escaped.push(sign);
    }
    Cow::Owned(escaped)
}

/// Signs that mean something wherever they stand.
fn is_sign(sign: char) -> bool {
    matches!(sign, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|')
}

/// The sign that would make a line a heading, an item, a rule or a numbered item.
fn opening(line: &str) -> Option<usize> {
    let first = line.find(|sign: char| sign != ' ')?;
    let rest = line.get(first..)?;
    if rest.starts_with(['#', '+', '-', '=']) {
        return Some(first);
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let behind = rest.as_bytes().get(digits);
    (digits > 0 && matches!(behind, Some(b'.' | b')'))).then_some(first + digits)
}

#[cfg(test)]
mod tests {
    use super::super::plain::tests::statement;
    use super::*;

    #[test]
    fn a_statement_is_a_section() {
        let expected =
            "## بیانیه\n\n*سیاست · 2018-04-07 · حزب نمونه · sub/page.txt:3*\n\nبند یکم.\n\nبند\tدوم.\n\nدبیرکل\n";
        assert_eq!(section(&statement()), expected);
        assert_eq!(list_line(&statement()), "- 2018-04-07 · حزب نمونه · **بیانیه** · sub/page.txt:3");
    }

    #[test]
    fn nothing_of_a_text_is_markdown() {
        let check = |text: &str, expected: &str| assert_eq!(escape(text), expected, "{text}");
        check("حزب (همت) 1397", "حزب (همت) 1397");
        check("a*b_c [d](e) <f> `g` \\", "a\\*b\\_c \\[d\\](e) \\<f\\> \\`g\\` \\\\");
        check("# a #", "\\# a #");
        check("- a - b", "\\- a - b");
        check("  12. a 3. b", "  12\\. a 3. b");
        check("12.5", "12\\.5");
        check("", "");
        assert_eq!(paragraph("a\n- b\u{1B}[1m"), "a\\\n\\- b\\[1m");
    }
}
