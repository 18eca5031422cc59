//! The elements of a page in the order they open, each with its parent and its end.
//!
//! As much of HTML's own way with careless tags as pages need: paragraphs, list items, rows and cells end
//! where the next one begins, a stray closing tag closes nothing outside its table, and one that closes an
//! inline element closes no block. One flat list, walked without recursion, so depth costs nothing.
//! Knows nothing of what an element is for.

use super::super::markup::{Break, Tag, Token, Tokens, break_of};

/// An element or a stretch of text.
#[derive(Debug)]
pub(super) struct Node<'a> {
    pub(super) what: What<'a>,
    /// Place of the parent; the root, which is nobody's child, is its own.
    pub(super) parent: usize,
    /// One past the last node inside.
    pub(super) end: usize,
}

#[derive(Debug)]
pub(super) enum What<'a> {
    Element(Tag<'a>),
    /// As written, entities and all.
    Text(&'a str),
}

impl<'a> Node<'a> {
    /// The opening tag; none for text and for the root.
    pub(super) fn tag(&self) -> Option<&Tag<'a>> {
        match &self.what {
            What::Element(tag) => Some(tag),
            What::Text(_) => None,
        }
    }

    /// Name of the element, in lower case; empty for text.
    pub(super) fn name(&self) -> &str {
        self.tag().map_or("", |tag| tag.name.as_str())
    }

    /// True for an element that begins and ends lines.
    pub(super) fn is_block(&self) -> bool {
        self.tag().is_some_and(|tag| is_block(&tag.name))
    }
}

/// A page as its nodes in the order they open; the first is the root.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    pub(super) nodes: Vec<Node<'a>>,
    /// What stood in scripts of linked data.
    pub(super) linked: Vec<&'a str>,
    /// What stood in the first element `title` of the head.
    pub(super) title: Option<&'a str>,
}

/// How far up an element that is to be closed is looked for.
const REACH: usize = 256;

impl<'a> Tree<'a> {
    pub(super) fn read(source: &'a str) -> Self {
        let root = Node { what: What::Text(""), parent: 0, end: 0 };
        let mut builder = Builder { nodes: vec![root], open: vec![0] };
        let (mut linked, mut title, mut unclosed) = (Vec::new(), None, Vec::new());
        let mut tokens = Tokens::new(source);
        while let Some(token) = tokens.next() {
            match token {
                Token::Text(text) => builder.add(What::Text(text)),
                Token::Tag(tag) if tag.closing => builder.close(&tag.name),
                Token::Tag(tag) => match tag.name.as_str() {
                    "script" | "style" | "svg" | "template" | "noscript" | "iframe" | "noframes" | "math" => {
                        let data =
                            tag.attribute("type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"));
                        if tag.attributes.ends_with('/') && !matches!(tag.name.as_str(), "script" | "style") {
                            continue;
                        }
                        let must = matches!(tag.name.as_str(), "script" | "style");
                        let Some(inside) = raw(&mut tokens, &tag.name, must, &mut unclosed) else { continue };
                        if data {
                            linked.push(inside);
                        }
                    }
                    "title" => {
                        let inside = raw(&mut tokens, "title", false, &mut unclosed);
                        title = title.or(inside);
                    }
                    _ => builder.open(tag),
                },
            }
        }
        builder.close_to(1);
        let mut nodes = builder.nodes;
        let end = nodes.len();
        if let Some(root) = nodes.first_mut() {
            root.end = end;
        }
        Self { nodes, linked, title }
    }

    /// The places of the ancestors of a node, the nearest first, without the root.
    pub(super) fn ancestors(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let parent = |index: usize| self.nodes.get(index).map(|node| node.parent).filter(|parent| *parent != 0);
        std::iter::successors(parent(index), move |index| parent(*index))
    }
}

/// What stands up to the closing tag; none if there is no such tag, unless it `must` be there.
///
/// `unclosed` remembers what was looked for in vain, so that it is looked for once.
fn raw<'a>(tokens: &mut Tokens<'a>, name: &str, must: bool, unclosed: &mut Vec<String>) -> Option<&'a str> {
    if unclosed.iter().any(|known| known == name) {
        return None;
    }
    let mut inside = tokens.clone();
    let text = inside.take_raw(name);
    if !must && inside.is_at_end() && !tokens.ends_with_closing(name) {
        unclosed.push(name.to_owned());
        return None;
    }
    *tokens = inside;
    Some(text)
}

struct Builder<'a> {
    nodes: Vec<Node<'a>>,
    /// The elements that are open, the root first.
    open: Vec<usize>,
}

impl<'a> Builder<'a> {
    fn add(&mut self, what: What<'a>) {
        let parent = self.open.last().copied().unwrap_or(0);
        let end = self.nodes.len() + 1;
        self.nodes.push(Node { what, parent, end });
    }

    fn open(&mut self, tag: Tag<'a>) {
        let name = tag.name.as_str();
        match name {
            "html" | "body" if self.nodes.iter().take(64).any(|node| node.name() == name) => return,
            "li" => self.end(&["li"], &["ul", "ol", "menu", "table"]),
            "dt" | "dd" => self.end(&["dt", "dd"], &["dl", "table"]),
            "td" | "th" => self.end(&["td", "th"], &["tr", "table"]),
            "tr" => self.end(&["tr"], &["table"]),
            "thead" | "tbody" | "tfoot" => self.end(&["thead", "tbody", "tfoot", "tr"], &["table"]),
            "option" => self.end(&["option"], &["select"]),
            "body" => self.end(&["head"], &[]),
            _ if is_block(name) => self.end_paragraph(),
            _ => {}
        }
        let empty = is_void(name) || closes_itself(tag.attributes);
        let index = self.nodes.len();
        self.add(What::Element(tag));
        if !empty {
            self.open.push(index);
        }
    }

    fn name(&self, place: usize) -> &str {
        self.open.get(place).and_then(|index| self.nodes.get(*index)).map_or("", Node::name)
    }

    /// Closes the nearest open element of these names that is not behind one of `walls`.
    fn end(&mut self, names: &[&str], walls: &[&str]) {
        let lowest = self.open.len().saturating_sub(REACH).max(1);
        for place in (lowest..self.open.len()).rev() {
            let name = self.name(place);
            if names.contains(&name) {
                return self.close_to(place);
            }
            if walls.contains(&name) {
                return;
            }
        }
    }

    /// A block ends the paragraph that it stands in, whatever inline elements lie between.
    fn end_paragraph(&mut self) {
        let lowest = self.open.len().saturating_sub(REACH).max(1);
        for place in (lowest..self.open.len()).rev() {
            let name = self.name(place);
            if name == "p" {
                return self.close_to(place);
            }
            if is_block(name) || is_cell(name) {
                return;
            }
        }
    }

    fn close(&mut self, name: &str) {
        let inline = !is_block(name) && !is_cell(name) && name != "li";
        let lowest = self.open.len().saturating_sub(REACH).max(1);
        for place in (lowest..self.open.len()).rev() {
            let found = self.name(place);
            if found == name {
                return self.close_to(place);
            }
            let wall = is_cell(found) && !matches!(name, "table" | "tr" | "td" | "th" | "tbody" | "thead" | "tfoot")
                || found == "table" && name != "table"
                || inline && is_block(found);
            if wall {
                break;
            }
        }
        if !inline && !matches!(name, "html" | "body" | "head") {
            // It closes nothing, but words on either side of it are two.
            self.add(What::Text("\n"));
        }
    }

    fn close_to(&mut self, place: usize) {
        let end = self.nodes.len();
        for index in self.open.drain(place..) {
            if let Some(node) = self.nodes.get_mut(index) {
                node.end = end;
            }
        }
    }
}

fn is_block(name: &str) -> bool {
    break_of(name) == Some(Break::Paragraph)
}

fn is_cell(name: &str) -> bool {
    matches!(name, "td" | "th" | "caption")
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "br" | "hr"
            | "img"
            | "input"
            | "meta"
            | "link"
            | "area"
            | "base"
            | "col"
            | "embed"
            | "source"
            | "track"
            | "wbr"
            | "param"
            | "amp-img"
            | "frame"
            | "basefont"
            | "bgsound"
    )
}

/// True if a slash before the bracket is one of XHTML, not the end of an address.
fn closes_itself(attributes: &str) -> bool {
    let before = attributes.strip_suffix('/');
    before.is_some_and(|before| before.is_empty() || before.ends_with(['"', '\'', ' ', '\n', '\t']))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree with each element's name and its children in brackets.
    fn drawn(source: &str) -> String {
        let tree = Tree::read(source);
        let (mut drawn, mut ends) = (String::new(), Vec::new());
        for (index, node) in tree.nodes.iter().enumerate().skip(1) {
            while ends.last().is_some_and(|end| *end <= index) {
                ends.pop();
                drawn.push(']');
            }
            match &node.what {
                What::Text(text) => drawn.push_str(text),
                What::Element(tag) => {
                    drawn.push_str(&tag.name);
                    drawn.push('[');
                    ends.push(node.end);
                }
            }
        }
        ends.iter().for_each(|_| drawn.push(']'));
        drawn
    }

    fn check(source: &str, expected: &str) {
        assert_eq!(drawn(source), expected, "{source}");
    }

    #[test]
    fn elements_hold_each_other() {
        check("<div><p>1</p><p>2<br>3</p></div>4", "div[p[1]p[2br[]3]]4");
        check("<a href=x/>1</a><a name=\"x\"/>2", "a[1]a[]2");
    }

    #[test]
    fn forgotten_ends_are_put_in() {
        check("<p>1<p>2<div>3</div>4", "p[1]p[2]div[3]4");
        check("<p><font>1<p>2", "p[font[1]]p[2]");
        check("<ul><li>1<li>2<ul><li>3</ul><li>4</ul>5", "ul[li[1]li[2ul[li[3]]]li[4]]5");
        check(
            "<table><tr><td>1<td>2<tr><td><table><tr><td>3</table>4</table>5",
            "table[tr[td[1]td[2]]tr[td[table[tr[td[3]]]4]]]5",
        );
        check("<dl><dt>1<dd>2<dt>3</dl>", "dl[dt[1]dd[2]dt[3]]");
        check("<head><meta x><body>1", "head[meta[]]body[1]");
    }

    #[test]
    fn stray_ends_close_nothing_of_others() {
        check("<div>1</i>2</div>3", "div[12]3");
        check("<div><table><tr><td>1</div>2</td></tr></table>3</div>4", "div[table[tr[td[1\n2]]]3]4");
        check("<div>1</p>2</div>3</div>4", "div[1\n2]3\n4");
        check("<div><b>1<p>2</b>3</p></div>4", "div[b[1p[23]]]4");
        check("<html><html><body>1<body>2</body></body>3", "html[body[12]3]");
    }

    #[test]
    fn what_is_no_text_is_set_apart() {
        let tree = Tree::read(
            "<title>a &amp; b</title><script type='application/ld+json'>{}</script><style>x</style><svg><title>no</title></svg>1",
        );
        assert_eq!((tree.title, tree.linked.as_slice(), tree.nodes.len()), (Some("a &amp; b"), &["{}"][..], 2));
        check("<p>1<iframe src=x><p>2<svg>3<iframe>4", "p[1]p[234]");
        check("<p>1<iframe src=x></iframe>2", "p[12]");
        check("1<script>2", "1");
    }
}
