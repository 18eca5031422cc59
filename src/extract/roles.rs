//! Gives every line of a section its role, as blocks.
//!
//! Nothing is lost: together the blocks of a statement hold every character of its lines that is not blank.
//! Above the title what is not known is dropped to furniture; at the end of a body it is kept, unless it
//! stands among listed furniture.

use super::classify::Class;
use super::lexicon::{find_words, is_word};
use super::line::{Line, is_blank, spoken};
use super::offices::Offices;
use super::paragraphs::sentence_ends;
use super::segment::{Page, Section};
use super::shapes::Shapes;
use super::tail;
use crate::model::{Block, BlockRole};
use crate::text::fold::fold;
use crate::text::range::TextRange;

/// Unlisted lines of up to this many words among page furniture are furniture too.
const BUTTON_WORDS: usize = 5;
/// Lines below a body within which its signature begins.
const FOOT_LINES: usize = 5;
/// A line of more words than this above a title is no kicker.
const KICKER_WORDS: usize = 9;

/// The blocks of one section, in page order.
pub(super) fn blocks(text: &str, page: &Page<'_, '_>, section: &Section, openings: &[String]) -> Vec<Block> {
    let roles = line_roles(page, section, openings);
    let last = roles.iter().rposition(|role| *role == BlockRole::Paragraph);
    let first = roles.iter().position(|role| *role == BlockRole::Paragraph);
    let title = section.title.and_then(|index| page.lines.get(index)).map(|line| line.folded.as_str());
    let mut blocks = Vec::with_capacity(roles.len() + 4);
    for (offset, role) in roles.into_iter().enumerate() {
        let Some(line) = page.lines.get(section.start + offset) else { continue };
        push(&mut blocks, text, line.before, BlockRole::Furniture("mark".to_owned()));
        if role == BlockRole::Paragraph {
            let title = if Some(offset) == first { title } else { None };
            push_paragraph(&mut blocks, text, line.range, title, Some(offset) == last, page.offices);
        } else {
            let sign =
                if matches!(role, BlockRole::Title | BlockRole::Kicker) { sign_before(line.range.of(text)) } else { 0 };
            let words = TextRange::new(line.range.start + sign, line.range.end);
            push(
                &mut blocks,
                text,
                TextRange::new(line.range.start, words.start),
                BlockRole::Furniture("mark".to_owned()),
            );
            push(&mut blocks, text, words, role);
        }
        push(&mut blocks, text, line.after, BlockRole::Furniture("mark".to_owned()));
    }
    blocks
}

/// Bytes of the pictures, arrows and bullets that stand before the words of a title.
fn sign_before(text: &str) -> usize {
    let rest = text.trim_start_matches(|sign: char| {
        is_blank(sign)
            || matches!(sign, '•' | '●' | '\u{2190}'..='\u{21FF}' | '\u{25A0}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}')
            || matches!(sign, '\u{FE0F}' | '\u{20E3}' | '\u{1F000}'..='\u{1FAFF}')
    });
    if rest.is_empty() { 0 } else { text.len() - rest.len() }
}

fn push(blocks: &mut Vec<Block>, text: &str, range: TextRange, role: BlockRole) {
    let range = super::line::trimmed(text, range, is_blank);
    if !range.is_empty() {
        // What was judged to be page stays as found; what is read is seen through Markdown's marks.
        let text = match role {
            BlockRole::Furniture(_) => range.of(text).to_owned(),
            _ => spoken(range.of(text)).trim_matches(is_blank).to_owned(),
        };
        blocks.push(Block { role, text, range });
    }
}

/// A paragraph without the title said again before it, and without end marks and signature behind it.
pub(super) fn push_paragraph(
    blocks: &mut Vec<Block>,
    text: &str,
    range: TextRange,
    title: Option<&str>,
    last: bool,
    offices: &Offices,
) {
    let mut range = range;
    if let Some(length) = title.and_then(|title| repeated(range.of(text), title)) {
        push(
            blocks,
            text,
            TextRange::new(range.start, range.start + length),
            BlockRole::Furniture("title repeated".to_owned()),
        );
        range.start += length;
    }
    let mut behind = None;
    if let Some((at, reason)) = tail::end_mark(range.of(text)).filter(|(_, reason)| last || *reason == "end mark") {
        behind = Some((TextRange::new(range.start + at, range.end), reason));
        range.end = range.start + at;
    }
    let signature = if last { tail::glued_signature(range.of(text), offices) } else { None };
    let signature = signature.map(|at| TextRange::new(range.start + at, range.end));
    if let Some(signature) = signature {
        range.end = signature.start;
    }
    push(blocks, text, range, BlockRole::Paragraph);
    if let Some(signature) = signature {
        push(blocks, text, signature, BlockRole::Signature);
    }
    if let Some((range, reason)) = behind {
        push(blocks, text, range, BlockRole::Furniture(reason.to_owned()));
    }
}

/// Bytes of the first sentence of a body if it only says the title again.
fn repeated(body: &str, title: &str) -> Option<usize> {
    let end = sentence_ends(body).next()?;
    let bare = |folded: &str| folded.chars().filter(|character| is_word(*character)).collect::<String>();
    let first = body.get(..end)?;
    // The closing quotation mark of a quoted title goes with it.
    let closing =
        body.get(end..)?.trim_start_matches(|character| is_blank(character) || matches!(character, '"' | '“' | '”'));
    let end = if first.starts_with(['"', '“', '”']) { body.len() - closing.len() } else { end };
    (end < body.len() && first.len() < 4 * title.len() && bare(&fold(first)) == bare(title)).then_some(end)
}

/// One role a line, in order.
fn line_roles(page: &Page<'_, '_>, section: &Section, openings: &[String]) -> Vec<BlockRole> {
    let range = section.start..section.end.min(page.lines.len());
    let class = |index: usize| page.classes.get(index).copied().unwrap_or(Class::Short);
    let has_body = range.clone().any(|index| index >= section.body && class(index).is_body());
    // Where no line is running text, the last line that says anything ends the body.
    let last_body = range
        .clone()
        .rev()
        .find(|&index| {
            index >= section.body
                && if has_body {
                    class(index).is_body()
                } else {
                    !class(index).is_beside() && !Foot::signs(index, page) && !is_closing(index, page)
                }
        })
        .unwrap_or(section.body);
    let lead = section.lead.or_else(|| lead_below(page, section, last_body, openings));
    let mut foot = Foot::default();
    let first_long = range.clone().find(|&index| index >= section.body && class(index).is_body());
    range
        .map(|index| {
            let Some(line) = page.lines.get(index) else { return BlockRole::Paragraph };
            if Some(index) == section.title {
                BlockRole::Title
            } else if Some(index) == section.kicker {
                BlockRole::Kicker
            } else if Some(index) == lead {
                BlockRole::Lead
            } else if index < section.body && section.title.is_some() {
                above_body(line, class(index), page, section)
            } else if first_long.is_some_and(|first| index < first) && class(index) == Class::Metadata {
                // What opens a text does not part it from its date.
                BlockRole::Metadata
            } else if index <= last_body {
                inside_body(line, class(index))
            } else {
                foot.role(index, line, class(index), page, section)
            }
        })
        .collect()
}

fn furniture(reason: &str) -> BlockRole {
    BlockRole::Furniture(reason.to_owned())
}

/// Above the title and between title and body.
fn above_body(line: &Line<'_>, class: Class, page: &Page<'_, '_>, section: &Section) -> BlockRole {
    match class {
        Class::Metadata | Class::Dated => return BlockRole::Metadata,
        Class::Furniture(reason) => return furniture(reason),
        _ => {}
    }
    let Some(title) = section.title.and_then(|title| page.lines.get(title)) else {
        return furniture("head of the page");
    };
    if line.folded == title.folded {
        furniture("title repeated")
    } else if line.range.start > title.range.start {
        if line.words <= 1 {
            return furniture("head of the page");
        }
        // A credit, or what is left of a head: about the statement at least.
        if line.words <= KICKER_WORDS { BlockRole::Metadata } else { BlockRole::Lead }
    } else {
        furniture("head of the page")
    }
}

/// Between the first and the last line of running text.
fn inside_body(line: &Line<'_>, class: Class) -> BlockRole {
    match class {
        // Only a label with its value is no part of a text; a date alone may head a part of a chronicle.
        Class::Metadata if line.text.contains(':') && line.digits > 0 => BlockRole::Metadata,
        Class::Furniture("counter") if line.digits <= 3 && line.letters == 0 && line.words == 1 => BlockRole::Paragraph,
        Class::Furniture(reason) => furniture(reason),
        _ => BlockRole::Paragraph,
    }
}

/// A paragraph right below the title is its lead if the next one opens as a news body does.
fn lead_below(page: &Page<'_, '_>, section: &Section, last_body: usize, openings: &[String]) -> Option<usize> {
    section.title?;
    let class = |index: usize| page.classes.get(index).copied().unwrap_or(Class::Short);
    let first = page.lines.get(section.body)?;
    let next = (section.body + 1..=last_body).find(|&index| !class(index).is_beside())?;
    let opens = |line: &Line<'_>| openings.iter().any(|opening| line.folded.starts_with(opening.as_str()));
    let short = first.sentences() <= 2 && first.letters <= 420 && !opens(first);
    (short && page.lines.get(next).is_some_and(opens)).then_some(section.body)
}

/// A way of ending a letter.
fn is_closing(index: usize, page: &Page<'_, '_>) -> bool {
    page.lines.get(index).is_some_and(|line| page.shapes.is_closing(line))
}

/// The lines below a body, one after the other.
#[derive(Debug, Default)]
struct Foot {
    seen: usize,
    furniture: bool,
    related: bool,
    tagged: bool,
    /// The line above tells of the statement behind a label.
    labelled: bool,
    signed: bool,
}

impl Foot {
    /// True if a line looks like a signature.
    fn signs(index: usize, page: &Page<'_, '_>) -> bool {
        page.lines.get(index).is_some_and(|line| {
            let names = page.names_party.get(index).copied().unwrap_or(false);
            let bare = page.bare_names.get(index).copied().unwrap_or(false);
            let listed = page.offices.signed.iter().any(|opening| line.folded.trim_end_matches([' ', ':']) == opening);
            listed || tail::is_signature(&line.folded, names, page.offices) || bare && line.words > 1
        })
    }

    fn role(
        &mut self,
        index: usize,
        line: &Line<'_>,
        class: Class,
        page: &Page<'_, '_>,
        section: &Section,
    ) -> BlockRole {
        self.seen += 1;
        let labelled = std::mem::take(&mut self.labelled);
        let signs = |index: usize| !self.tagged && Self::signs(index, page);
        let dates_signature =
            !self.furniture && (self.signed || signs(index + 1)) && !line.text.contains(':') && line.digits > 0;
        match class {
            Class::Furniture(reason) => {
                self.furniture |= !matches!(
                    reason,
                    "mark" | "image" | "end mark" | "counter" | "clock" | "code" | "page number" | "running head"
                );
                self.related |= matches!(reason, "related" | "other news");
                self.tagged |= reason == "tags";
                return furniture(reason);
            }
            Class::Metadata if dates_signature => return BlockRole::Signature,
            Class::Metadata => {
                // The date of a letter stands above its place as a signature does.
                let date = !line.text.contains(':')
                    && crate::extract::date::is_date_line(&line.text)
                    && !crate::extract::date::scan(&line.text, crate::model::Language::Und).is_empty();
                self.labelled = !date && line.digits > 0 && line.words > 1;
                self.signed |= date && !self.furniture;
                return BlockRole::Metadata;
            }
            // Place and date; a note that cites a dated paper opens with its number.
            Class::Dated if dates_signature => return BlockRole::Signature,
            Class::Dated if !self.furniture && line.text.starts_with(char::is_alphabetic) => {
                return BlockRole::Metadata;
            }
            _ => {}
        }
        if self.furniture && !signs(index) {
            // A body does not go on with a headline once its page has begun to end.
            let headline = !class.is_body() && !line.ends_sentence();
            let button = line.words <= BUTTON_WORDS && !line.ends_sentence();
            return if button || headline || self.related {
                furniture("among page furniture")
            } else {
                BlockRole::Paragraph
            };
        }
        let name = line.words <= 5 && !line.ends_sentence();
        let last = line_after(index, page, section).is_none();
        if labelled && last && !self.signed && page.shapes.is_name(line) && !signs(index) {
            return BlockRole::Metadata;
        }
        let title = section.title.and_then(|title| page.lines.get(title));
        // Who speaks in the title says his name again below.
        let again = (2..=BUTTON_WORDS).contains(&line.words)
            && !line.ends_sentence()
            && title.is_some_and(|title| find_words(&title.folded, &line.folded).is_some());
        let closes = page.shapes.is_closing(line) && (self.signed || signs(index + 1) || signs(index + 2));
        let dated = matches!(page.classes.get(index + 1), Some(Class::Metadata | Class::Dated))
            && page.lines.get(index + 1).is_some_and(|below| !below.text.contains(':'));
        // Who signs may go on at length where his date follows.
        let signs_at_length = dated
            && page.names_party.get(index).copied().unwrap_or(false)
            && line.words <= tail::SIGNATURE_WORDS
            && !line.ends_sentence();
        let signature = signs(index)
            || again
            || signs_at_length
            || closes
            || Shapes::is_spelled_date(line)
            || name && (self.signed || signs(index + 1));
        let placed = self.seen <= FOOT_LINES || self.signed;
        self.signed |= signature;
        if placed && signature { BlockRole::Signature } else { BlockRole::Paragraph }
    }
}

/// The next line of a section that says anything.
fn line_after(index: usize, page: &Page<'_, '_>, section: &Section) -> Option<usize> {
    (index + 1..section.end).find(|&at| page.classes.get(at).is_some_and(|class| !class.is_beside()))
}
