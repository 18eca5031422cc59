//! The nodes of a page as lines of text; what is beside the text is set apart with its reason.

use super::super::entities::unescape;
use super::super::markup::{Break, Lines, break_of};
use super::body::Beside;
use super::head::one_line;
use super::measure::Measures;
use super::tree::{Node, Tree, What};

/// Letters of a cell that is no cell of a table of data.
const LAYOUT: usize = 200;

/// The text of a page, and what stands beside it, in page order.
pub(super) fn text(tree: &Tree<'_>, measures: &Measures, beside: &Beside) -> (String, Vec<(&'static str, String)>) {
    let mut lines = Writer::new(tree, measures);
    let mut apart = Vec::new();
    let mut index = 1;
    while let Some(node) = tree.nodes.get(index) {
        lines.close_before(index);
        if let Some(Some(reason)) = beside.get(index) {
            let brk = if node.is_block() { Break::Paragraph } else { Break::Space };
            lines.lines.brk(brk);
            // Of a text that is set apart the line breaks tell nothing.
            let text = one_line(&within(tree, index, &[]));
            if text.chars().any(char::is_alphanumeric) {
                apart.push((*reason, text));
            }
            index = node.end.max(index + 1);
            continue;
        }
        lines.open(index, node);
        index += 1;
    }
    lines.close_before(index);
    (lines.lines.finish(), apart)
}

/// The text of one element, without what is beside it.
pub(super) fn plain(tree: &Tree<'_>, element: usize, beside: &[Option<&'static str>]) -> String {
    within(tree, element, beside)
}

fn within(tree: &Tree<'_>, element: usize, beside: &[Option<&'static str>]) -> String {
    let none = Measures::none();
    let mut lines = Writer::new(tree, &none);
    let end = tree.nodes.get(element).map_or(element, |node| node.end);
    let mut index = element;
    while let Some(node) = tree.nodes.get(index).filter(|_| index < end) {
        lines.close_before(index);
        if index > element && beside.get(index).is_some_and(Option::is_some) {
            index = node.end.max(index + 1);
            continue;
        }
        lines.open(index, node);
        index += 1;
    }
    lines.lines.finish()
}

/// Writes nodes in the order they stand, and the breaks where they end.
struct Writer<'a, 'text> {
    tree: &'a Tree<'text>,
    measures: &'a Measures,
    lines: Lines,
    /// Ends of the elements that are open and break lines, with the break.
    open: Vec<(usize, Break)>,
    /// End of the preformatted text that is open.
    preformatted: usize,
    /// The last row that was asked for its cells, and the answer.
    row: Option<(usize, bool)>,
}

impl<'a, 'text> Writer<'a, 'text> {
    fn new(tree: &'a Tree<'text>, measures: &'a Measures) -> Self {
        Self { tree, measures, lines: Lines::collapsing(), open: Vec::new(), preformatted: 0, row: None }
    }

    fn close_before(&mut self, index: usize) {
        while let Some((_, brk)) = self.open.pop_if(|(end, _)| *end <= index) {
            self.lines.brk(brk);
        }
    }

    fn open(&mut self, index: usize, node: &Node<'_>) {
        let tag = match &node.what {
            What::Element(tag) => tag,
            What::Text(text) if index < self.preformatted => {
                for (number, line) in unescape(text).split('\n').enumerate() {
                    if number > 0 {
                        self.lines.brk(Break::Forced);
                    }
                    self.lines.push(line);
                }
                return;
            }
            What::Text(text) => return self.lines.push(&unescape(text)),
        };
        let brk = match tag.name.as_str() {
            "td" | "th" if self.is_layout(node) => Break::Paragraph,
            "pre" | "listing" | "xmp" => {
                self.preformatted = self.preformatted.max(node.end);
                Break::Paragraph
            }
            name => break_of(name).unwrap_or(Break::None),
        };
        self.lines.brk(brk);
        if brk != Break::None && brk != Break::Forced {
            self.open.push((node.end, brk));
        }
    }

    /// True for a cell of a row that only puts parts of a page side by side.
    ///
    /// The row is asked as a whole, once: its cells hold what it holds.
    fn is_layout(&mut self, node: &Node<'_>) -> bool {
        let row = node.parent;
        if let Some((_, known)) = self.row.filter(|(known, _)| *known == row) {
            return known;
        }
        let mut cell = row + 1;
        let mut layout = false;
        while let Some(inside) = self.tree.nodes.get(cell).filter(|inside| !layout && inside.parent >= row) {
            layout = self.measures.has_blocks(cell) || self.measures.letters(cell) > LAYOUT;
            cell = inside.end.max(cell + 1);
        }
        self.row = Some((row, layout));
        layout
    }
}
