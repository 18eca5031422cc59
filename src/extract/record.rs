//! The blocks of a record: its named fields, then its body as paragraphs.
//!
//! A record says itself what is title and what is text, so nothing is split and no title is looked for in
//! the body; end marks, codes and signatures come off the end of the body as they do on a page.

use super::classify::Class;
use super::extractor::Extractor;
use super::line::{Line, is_blank, spoken, trimmed};
use super::roles::push_paragraph;
use super::tail;
use crate::model::{Block, BlockRole, Document};
use crate::text::fold::fold;
use crate::text::range::TextRange;

/// The blocks of `document`, whose body has these lines.
pub(super) fn blocks(extractor: &Extractor, document: &Document, lines: &[Line<'_>]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let fields = &document.fields;
    for (role, field) in
        [(BlockRole::Kicker, &fields.kicker), (BlockRole::Title, &fields.title), (BlockRole::Lead, &fields.lead)]
    {
        let text = field.as_deref().map(|text| text.trim_matches(is_blank)).filter(|text| !text.is_empty());
        if let Some(text) = text {
            let text =
                text.split(['\n', '\r']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
            blocks.push(Block { role, text, range: TextRange::default() });
        }
    }
    let title = fields.title.as_deref().map(fold);
    let classes: Vec<Class> = lines.iter().map(|line| extractor.classifier.classify(line)).collect();
    let beside = |index: usize| classes.get(index).is_some_and(|class| matches!(class, Class::Furniture(_)));
    let last = (0..lines.len()).rev().find(|&index| !beside(index) && !is_signed(extractor, lines, index));
    for (index, line) in lines.iter().enumerate() {
        let role = match classes.get(index) {
            Some(Class::Furniture(reason)) if !matches!(*reason, "counter" | "ticker") || Some(index) > last => {
                BlockRole::Furniture((*reason).to_owned())
            }
            _ if Some(index) > last => BlockRole::Signature,
            _ => BlockRole::Paragraph,
        };
        for (range, mark) in [(line.before, true), (line.range, false), (line.after, true)] {
            let range = trimmed(&document.text, range, is_blank);
            if range.is_empty() {
                continue;
            }
            if role == BlockRole::Paragraph && !mark {
                let title = title.as_deref().filter(|_| index == 0);
                push_paragraph(&mut blocks, &document.text, range, title, Some(index) == last, &extractor.offices);
            } else {
                let role = if mark { BlockRole::Furniture("mark".to_owned()) } else { role.clone() };
                let found = range.of(&document.text);
                let whole = matches!(role, BlockRole::Furniture(_));
                let text = if whole { found.to_owned() } else { spoken(found).into_owned() };
                blocks.push(Block { role, text, range });
            }
        }
    }
    blocks
}

/// A signature line among the last three of a body of several lines.
fn is_signed(extractor: &Extractor, lines: &[Line<'_>], index: usize) -> bool {
    index > 0
        && index + 3 >= lines.len()
        && lines.get(index).is_some_and(|line| {
            !line.ends_sentence() && tail::is_signature(&line.folded, extractor.names_party(line), &extractor.offices)
        })
}
