//! A page of the web as lines of text, with what its head says of it.
//!
//! Tags become line breaks; scripts and styles go, and navigation, asides and footers too if there
//! is anything else. The title and the dates of the head and of linked data become fields; the text
//! stays what is seen. No tree is built: what the lines are is for `extract` to find out, as with a
//! page that was saved as text.

use super::entities::unescape;
use super::linked_data;
use super::markup::{Break, Lines, Tag, Token, Tokens, break_of};
use crate::model::{Document, Fields};
use crate::text::range::TextRange;

/// True if one of the tags that make a page stands near the beginning of the text.
pub(in crate::corpus) fn begins(text: &str) -> bool {
    let mut end = text.len().min(4096);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end).unwrap_or_default().to_ascii_lowercase();
    let tag = |name: &str| head.match_indices(name).any(|(at, _)| head.get(at + name.len()..).is_some_and(ends_name));
    head.trim_start().starts_with("<!doctype html")
        || ["<html", "<head", "<body", "<article"].into_iter().any(tag)
        || (head.contains("</") && ["<p", "<div"].into_iter().any(tag))
}

fn ends_name(after: &str) -> bool {
    after.starts_with(|character: char| character.is_whitespace() || matches!(character, '>' | '/'))
}

/// The page as a document; its span is the whole file, for its text is not the file's.
pub(in crate::corpus) fn document(source: &str) -> Document {
    let mut page = Page::read(source, true);
    if !page.text.chars().any(char::is_alphabetic) {
        page = Page::read(source, false);
    }
    if page.text.trim().is_empty() {
        // Nothing but tags: better those than nothing.
        source.clone_into(&mut page.text);
    }
    Document { span: TextRange::new(0, source.len()), text: page.text, fields: page.fields, ..Document::default() }
}

#[derive(Default)]
struct Page {
    text: String,
    fields: Fields,
}

/// Elements around the statement that seldom hold a part of it.
const AROUND: [&str; 3] = ["nav", "aside", "footer"];

impl Page {
    fn read(source: &str, drop_around: bool) -> Self {
        let mut lines = Lines::collapsing();
        let mut fields = Fields::default();
        let mut said = Said::default();
        let mut headings: Vec<String> = Vec::new();
        let mut heading_start = None;
        let mut linked: Vec<&str> = Vec::new();
        let mut unclosed: Vec<String> = Vec::new();
        let mut tokens = Tokens::new(source);
        while let Some(token) = tokens.next() {
            let tag = match token {
                Token::Text(text) => {
                    lines.push(&unescape(text));
                    continue;
                }
                Token::Tag(tag) => tag,
            };
            match (tag.name.as_str(), tag.closing) {
                ("script" | "style" | "svg" | "template" | "noscript", false) => {
                    if tag.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json")) {
                        let mut inside = tokens.clone();
                        linked.push(inside.take_raw("script"));
                    }
                    if !tag.attributes.ends_with('/') {
                        tokens.skip_raw(&tag.name);
                    }
                    continue;
                }
                ("title", false) => {
                    let mut inside = tokens.clone();
                    if let Some(Token::Text(text)) = inside.next() {
                        said.title.get_or_insert_with(|| one_line(&unescape(text)));
                    }
                    tokens.skip_raw("title");
                    continue;
                }
                ("meta", false) => said.meta(&tag),
                ("link", false) if tag.attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                    said.url = said.url.take().or(tag.attribute("href"));
                }
                ("time", false) => said.time = said.time.take().or(tag.attribute("datetime")),
                (name, false) if drop_around && AROUND.contains(&name) && !unclosed.iter().any(|open| open == name) => {
                    if let Some(after) = after_element(&tokens, name) {
                        lines.brk(Break::Paragraph);
                        tokens = after;
                        continue;
                    }
                    unclosed.push(name.to_owned());
                }
                _ => {}
            }
            lines.brk(break_of(&tag.name).unwrap_or(Break::None));
            if tag.name == "h1" {
                if !tag.closing {
                    heading_start = Some(lines.len());
                } else if let Some(start) = heading_start.take() {
                    headings.push(one_line(lines.since(start)));
                }
            }
        }
        headings.retain(|heading| !heading.is_empty());
        let article = linked_data::article(&linked);
        fields.title = match headings.as_slice() {
            [only] => Some(only.clone()),
            _ => article.title.or(said.og_title).or(said.title),
        }
        .filter(|title| !title.is_empty());
        fields.date = said.date.or(article.date).or(said.time);
        fields.url = said.url.or(article.url);
        fields.site = said.site.or(article.site);
        fields.author = said.author.or(article.author);
        Self { text: lines.finish(), fields }
    }
}

/// What the head of a page says.
#[derive(Default)]
struct Said {
    title: Option<String>,
    og_title: Option<String>,
    date: Option<String>,
    time: Option<String>,
    url: Option<String>,
    site: Option<String>,
    author: Option<String>,
}

impl Said {
    fn meta(&mut self, tag: &Tag<'_>) {
        let name = ["property", "name", "itemprop"].into_iter().find_map(|key| tag.attribute(key));
        let (Some(name), Some(content)) = (name, tag.attribute("content")) else { return };
        let place = match name.to_ascii_lowercase().as_str() {
            "og:title" => &mut self.og_title,
            "article:published_time"
            | "article:published"
            | "dcterms.created"
            | "dcterms.date"
            | "dcterms.issued"
            | "parsely-pub-date"
            | "sailthru.date"
            | "publication_date"
            | "citation_publication_date"
            | "datepublished"
            | "date"
            | "dc.date"
            | "dc.date.issued"
            | "pubdate"
            | "publishdate"
            | "publish_date"
            | "og:published_time" => &mut self.date,
            "og:url" => &mut self.url,
            "og:site_name" => &mut self.site,
            "author" | "article:author" | "dc.creator" | "dcterms.creator" => &mut self.author,
            _ => return,
        };
        let content = one_line(&content);
        if place.is_none() && !content.is_empty() {
            *place = Some(content);
        }
    }
}

/// The tokens after the element that was just opened; none if it is never closed.
fn after_element<'a>(tokens: &Tokens<'a>, name: &str) -> Option<Tokens<'a>> {
    let mut tokens = tokens.clone();
    let mut depth = 1_usize;
    while let Some(token) = tokens.next() {
        if let Token::Tag(tag) = token {
            if tag.name == name {
                depth = if tag.closing { depth - 1 } else { depth + 1 };
            } else if !tag.closing && matches!(tag.name.as_str(), "script" | "style") {
                tokens.skip_raw(&tag.name);
            }
        }
        if depth == 0 {
            return Some(tokens);
        }
    }
    None
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        assert_eq!(document(source).text, expected, "{source}");
    }

    #[test]
    fn a_page_is_told_by_its_tags() {
        for page in ["<!DOCTYPE html>\n<html>", "  <HTML lang=fa>", "<div>a</div>", "text <p class=x>b</p>"] {
            assert!(begins(page), "{page}");
        }
        for text in ["a < b", "<party> said", "<<p>> <pre", "حزب نمونه", ""] {
            assert!(!begins(text), "{text}");
        }
    }

    #[test]
    fn blocks_become_paragraphs() {
        check("<body><h1>T</h1><div><p>a\n  b</p><p>c<br>d</p></div></body>", "T\n\na b\n\nc\nd");
        check("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc");
    }

    #[test]
    fn what_stands_around_goes() {
        let page = "<html><head><title>T - S</title><style>p{}</style></head><body><nav><ul><li>menu</ul></nav>\
                    <p>body</p><aside><nav>x</nav>y</aside><footer>z</footer><script>'<p>'</script></body></html>";
        check(page, "body");
        check("<body><nav><p>all there is</p></nav></body>", "all there is");
        check("<body><nav><p>never closed</p>", "never closed");
        check("<html></html>", "<html></html>");
    }

    #[test]
    fn linked_data_fills_what_the_head_leaves_out() {
        let page = "<head><title>T - S</title><script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\
                    \"headline\":\"T\",\"datePublished\":\"2020-01-21\",\"publisher\":{\"name\":\"S\"}}</script></head><p>b</p>";
        let document = document(page);
        assert_eq!(document.text, "b");
        assert_eq!(document.fields.title.as_deref(), Some("T"));
        assert_eq!(document.fields.date.as_deref(), Some("2020-01-21"));
        assert_eq!(document.fields.site.as_deref(), Some("S"));
    }

    #[test]
    fn malformed_and_deep_pages_are_read() {
        let deep = format!("<html>{}deep{}", "<div>".repeat(200_000), "</div>".repeat(100_000));
        check(&deep, "deep");
        let deep = format!("<html>{}<p>x", "<nav>".repeat(20_000));
        check(&deep, "x");
        check("<html><p>a<p>b</i></div><b>c<table><td>d<tr><td>e", "a\n\nb\n\nc\n\nd\ne");
        check(
            "<html><p title='<p>'>a&#1587;&#x633;&nbsp;&bogus;&#0;</p><!-- x --><style>y",
            "aسس\u{A0}&bogus;\u{FFFD}",
        );
        check("<html><p>a<!-- never closed <b>x", "a");
    }

    #[test]
    fn the_head_fills_the_fields() {
        let page = "<html><head><title>Title &ndash; Site</title><meta property=\"article:published_time\" \
                    content=\"2020-01-21T10:00:00+01:00\"><meta name=author content=A><link rel=canonical \
                    href=\"http://example.org/1\"></head><body><p>b</p></body>";
        let fields = document(page).fields;
        assert_eq!(fields.title.as_deref(), Some("Title – Site"));
        assert_eq!(fields.date.as_deref(), Some("2020-01-21T10:00:00+01:00"));
        assert_eq!(fields.author.as_deref(), Some("A"));
        assert_eq!(fields.url.as_deref(), Some("http://example.org/1"));
        assert_eq!(document("<title>x - y</title><h1>x\n z</h1>").fields.title.as_deref(), Some("x z"));
        assert_eq!(
            document("<p><time datetime=2020-01-21>yesterday</time></p>").fields.date.as_deref(),
            Some("2020-01-21")
        );
    }
}
