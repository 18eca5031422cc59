//! How much text the elements of a page hold, and how much of it is in links.
//!
//! Counts letters, as they will be shown; commas are those of Arabic script too. Adds up from the last node
//! to the first, so every element is there before its parent.

use super::super::entities::unescape;
use super::tree::{Tree, What};
use crate::text::arabic;

#[derive(Clone, Copy, Default, Debug)]
struct Measure {
    letters: usize,
    linked: usize,
    links: usize,
    /// Letters and commas outside links that stand in no block further in.
    own: usize,
    commas: usize,
    blocks: bool,
    text: bool,
}

/// Letters and commas of all stretches of text, by place: a page is measured several times, and its text counted once.
#[derive(Debug)]
pub(super) struct Counts(Vec<(usize, usize)>);

impl Counts {
    /// The counts of a page.
    pub(super) fn of(tree: &Tree<'_>) -> Self {
        let count = |what: &What<'_>| match what {
            What::Text(text) => counted(text),
            What::Element(_) => (0, 0),
        };
        Self(tree.nodes.iter().map(|node| count(&node.what)).collect())
    }

    fn at(&self, index: usize) -> (usize, usize) {
        self.0.get(index).copied().unwrap_or_default()
    }
}

/// The measures of all nodes, by place.
#[derive(Debug)]
pub(super) struct Measures {
    nodes: Vec<Measure>,
}

impl Measures {
    /// The measures of what is not `beside`.
    pub(super) fn of(tree: &Tree<'_>, counts: &Counts, beside: &[Option<&'static str>]) -> Self {
        let mut nodes = vec![Measure::default(); tree.nodes.len()];
        let mut linked = vec![false; tree.nodes.len()];
        let mut block = vec![0_usize; tree.nodes.len()];
        let mut index = 1;
        while let Some(node) = tree.nodes.get(index) {
            if beside.get(index).is_some_and(Option::is_some) {
                index = node.end.max(index + 1);
                continue;
            }
            let in_link = node.name() == "a" || linked.get(node.parent).copied().unwrap_or(false);
            let in_block = match node.name() {
                "td" | "th" | "li" | "dd" | "dt" => index,
                _ if node.is_block() => index,
                _ => block.get(node.parent).copied().unwrap_or(0),
            };
            if let (Some(linked), Some(block)) = (linked.get_mut(index), block.get_mut(index)) {
                *linked = in_link;
                *block = in_block;
            }
            if let What::Text(_) = &node.what {
                let (letters, commas) = counts.at(index);
                if let Some(measure) = nodes.get_mut(index) {
                    measure.letters = letters;
                    measure.linked = if in_link { letters } else { 0 };
                }
                if let Some(measure) = nodes.get_mut(in_block).filter(|_| !in_link) {
                    measure.own += letters;
                    measure.commas += commas;
                }
            }
            index += 1;
        }
        let mut measures = Self { nodes };
        measures.add_up(tree);
        measures.mark_texts(tree);
        measures
    }

    /// No measures: every element is empty.
    pub(super) fn none() -> Self {
        Self { nodes: Vec::new() }
    }

    fn add_up(&mut self, tree: &Tree<'_>) {
        for (index, node) in tree.nodes.iter().enumerate().skip(1).rev() {
            let Some(own) = self.nodes.get(index).copied() else { continue };
            let Some(parent) = self.nodes.get_mut(node.parent) else { continue };
            parent.letters += own.letters;
            parent.linked += own.linked;
            parent.links += own.links + usize::from(node.name() == "a" && own.letters > 0);
            parent.blocks |= own.blocks || node.is_block() || matches!(node.name(), "br" | "td" | "li" | "tr");
        }
    }

    /// Marks the elements that hold one which is said to be the text, and is not a small one of its kind.
    fn mark_texts(&mut self, tree: &Tree<'_>) {
        let said: Vec<usize> = (1..tree.nodes.len()).filter(|index| is_text(tree, *index)).collect();
        let most = said.iter().map(|index| self.plain(*index)).max().unwrap_or(0);
        for index in said {
            if self.plain(index) * 2 < most {
                continue;
            }
            let mut at = Some(index);
            while let Some(measure) = at.and_then(|index| self.nodes.get_mut(index)).filter(|measure| !measure.text) {
                measure.text = true;
                at = at.and_then(|index| tree.nodes.get(index)).map(|node| node.parent);
            }
        }
    }

    fn at(&self, index: usize) -> Measure {
        self.nodes.get(index).copied().unwrap_or_default()
    }

    /// Letters of an element.
    pub(super) fn letters(&self, index: usize) -> usize {
        self.at(index).letters
    }

    /// Letters that stand in links.
    pub(super) fn linked(&self, index: usize) -> usize {
        self.at(index).linked
    }

    /// Letters that stand in no link.
    pub(super) fn plain(&self, index: usize) -> usize {
        self.letters(index) - self.linked(index)
    }

    /// Links with words.
    pub(super) fn links(&self, index: usize) -> usize {
        self.at(index).links
    }

    /// The share of its letters that stand in links.
    pub(super) fn density(&self, index: usize) -> f32 {
        self.linked(index) as f32 / self.letters(index).max(1) as f32
    }

    /// Letters and commas of the element itself, those of blocks inside left out.
    pub(super) fn own(&self, index: usize) -> (usize, usize) {
        let measure = self.at(index);
        (measure.own, measure.commas)
    }

    /// True if it is of more than one line.
    pub(super) fn has_blocks(&self, index: usize) -> bool {
        self.at(index).blocks
    }

    /// True if the page says that its text stands in there.
    pub(super) fn holds_text(&self, index: usize) -> bool {
        self.at(index).text
    }
}

fn counted(text: &str) -> (usize, usize) {
    let (mut letters, mut commas) = (0, 0);
    let text = unescape(text);
    let mut rest: &str = &text;
    loop {
        let run = arabic::WORD.run(rest.as_bytes());
        let mut behind = rest.get(2 * run..).unwrap_or("").chars();
        letters += run;
        let Some(character) = behind.next() else { return (letters, commas) };
        rest = behind.as_str();
        letters += usize::from(character.is_alphanumeric());
        commas += usize::from(matches!(character, ',' | '،' | '؛' | '、'));
    }
}

/// True for an element that is marked as the text of an article.
fn is_text(tree: &Tree<'_>, index: usize) -> bool {
    let Some(tag) = tree.nodes.get(index).and_then(super::tree::Node::tag) else { return false };
    if matches!(tag.name.as_str(), "article" | "main") {
        return true;
    }
    if tag.attributes.is_empty() || !matches!(tag.name.as_str(), "div" | "section" | "td" | "span") {
        return false;
    }
    let names = ["class", "id", "itemprop", "property"].into_iter().filter_map(|name| tag.attribute(name));
    names
        .into_iter()
        .any(|names| names.split_whitespace().any(|name| TEXTS.iter().any(|text| name.eq_ignore_ascii_case(text))))
}

/// Names by which themes mark the text of an article.
const TEXTS: [&str; 22] = [
    "articleBody",
    "article-body",
    "article-content",
    "article-text",
    "article_body",
    "content:encoded",
    "entry",
    "entry-content",
    "field-name-body",
    "hentry",
    "item-page",
    "news-body",
    "news-content",
    "news-text",
    "newsbody",
    "post-body",
    "post-content",
    "post-text",
    "single-content",
    "story-body",
    "text-content",
    "td-post-content",
];
