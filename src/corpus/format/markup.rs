//! Tags and lines: the parts of HTML that pages and strings of records share.
//!
//! [`Tokens`] cuts a text at its tags, [`Lines`] puts text together with line breaks where blocks
//! end, and [`strip`] does both to a string that may hold HTML. A `<` that begins no tag is text.
//! Builds no tree and never fails.

use super::entities::unescape;
use std::borrow::Cow;

/// A stretch of text, or a tag.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Token<'a> {
    Text(&'a str),
    Tag(Tag<'a>),
}

/// An opening or closing tag.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Tag<'a> {
    /// In lower case.
    pub(super) name: String,
    pub(super) closing: bool,
    pub(super) attributes: &'a str,
    /// The tag as it was written.
    pub(super) raw: &'a str,
}

impl Tag<'_> {
    /// The value of an attribute, entities resolved.
    pub(super) fn attribute(&self, wanted: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|character: char| character.is_whitespace() || character == '/');
            let end = rest.find(|character: char| character.is_whitespace() || character == '=').unwrap_or(rest.len());
            let (name, after) =
                rest.split_at_checked(end).filter(|(name, after)| !name.is_empty() || !after.is_empty())?;
            let (value, after) = match after.trim_start().strip_prefix('=').map(str::trim_start) {
                None => ("", after),
                Some(after) => match after.chars().next().filter(|quote| matches!(quote, '"' | '\'')) {
                    Some(quote) => {
                        let quoted = after.get(1..).unwrap_or_default();
                        quoted.split_once(quote).unwrap_or((quoted, ""))
                    }
                    None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
                },
            };
            if name.eq_ignore_ascii_case(wanted) {
                return Some(unescape(value).into_owned());
            }
            rest = after;
        }
    }
}

/// The tokens of a text; comments, doctypes and processing instructions are passed over.
#[derive(Clone, Debug)]
pub(super) struct Tokens<'a> {
    rest: &'a str,
    /// What remains after the last closing bracket, where no tag can be.
    tail: usize,
    /// False once a quote was found open to the end: then quotes mean nothing, and no time is lost on them.
    quotes: bool,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text, tail: text.len() - text.rfind('>').map_or(0, |at| at + 1), quotes: true }
    }

    /// Passes over everything up to the closing tag `name`, and over that; for scripts and styles.
    pub(super) fn skip_raw(&mut self, name: &str) {
        let mut rest = self.rest;
        while let Some((_, after)) = rest.split_once("</") {
            if after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
                self.rest = after.split_once('>').map_or("", |(_, after)| after);
                return;
            }
            rest = after;
        }
        self.rest = "";
    }

    /// Passes over everything up to the closing tag `name`, and gives it.
    pub(super) fn take_raw(&mut self, name: &str) -> &'a str {
        let before = self.rest;
        self.skip_raw(name);
        let inside = before.get(..before.len() - self.rest.len()).unwrap_or_default();
        inside.rsplit_once("</").filter(|(_, tag)| tag.ends_with('>')).map_or(inside, |(inside, _)| inside)
    }

    /// True if nothing is left.
    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// True if the last thing of the text is the closing tag `name`.
    pub(super) fn ends_with_closing(&self, name: &str) -> bool {
        let last = self.rest.trim_end().strip_suffix('>').and_then(|rest| rest.rsplit_once("</"));
        last.is_some_and(|(_, last)| last.trim_end().eq_ignore_ascii_case(name))
    }

    fn cut(&mut self, at: usize) -> &'a str {
        let (head, tail) = self.rest.split_at_checked(at).unwrap_or((self.rest, ""));
        self.rest = tail;
        head
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            if self.rest.len() <= self.tail {
                return Some(Token::Text(self.cut(self.rest.len())));
            }
            if let Some(length) = passed_over(self.rest) {
                self.cut(length);
            } else if let Some(tag) = tag(self.rest, &mut self.quotes) {
                self.cut(tag.raw.len());
                return Some(Token::Tag(tag));
            } else {
                // The first sign is text whatever it is; the text goes on to the next thing that is none.
                let mut end = self.rest.chars().next().map_or(0, char::len_utf8);
                while let Some(found) = self.rest.get(end..).and_then(|rest| rest.find('<')) {
                    end += found;
                    let there = self.rest.get(end..).unwrap_or_default();
                    if begins_tag(there) {
                        return Some(Token::Text(self.cut(end)));
                    }
                    end += 1;
                }
                return Some(Token::Text(self.cut(self.rest.len())));
            }
        }
    }
}

fn begins_tag(text: &str) -> bool {
    matches!(text.as_bytes(), [b'<', b'!' | b'?', ..] | [b'<', b'/', b'a'..=b'z' | b'A'..=b'Z', ..] | [b'<', b'a'..=b'z' | b'A'..=b'Z', ..])
}

/// The length of a comment, a doctype or a processing instruction at the beginning of `text`.
fn passed_over(text: &str) -> Option<usize> {
    if let Some(comment) = text.strip_prefix("<!--") {
        return Some(comment.find("-->").map_or(text.len(), |end| end + 7));
    }
    if text.starts_with("<![CDATA[") {
        return Some("<![CDATA[".len());
    }
    let known = text.get(..2).is_some_and(|start| start == "<?")
        || text.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype"));
    if known { text.find('>').map(|end| end + 1) } else { None }
}

fn tag<'a>(text: &'a str, quotes: &mut bool) -> Option<Tag<'a>> {
    let after = text.strip_prefix('<')?;
    let (closing, after) = match after.strip_prefix('/') {
        Some(after) => (true, after),
        None => (false, after),
    };
    if !after.starts_with(|character: char| character.is_ascii_alphabetic()) {
        return None;
    }
    let end = after.find(|character: char| !(character.is_ascii_alphanumeric() || "-:".contains(character)))?;
    let (name, rest) = after.split_at_checked(end)?;
    let mut quote = None;
    let close = rest.bytes().position(|byte| match quote {
        Some(open) => {
            quote = (byte != open).then_some(open);
            false
        }
        None => {
            quote = (*quotes && matches!(byte, b'"' | b'\'')).then_some(byte);
            byte == b'>'
        }
    });
    // A quote that is never closed is an error of the page; its tag ends at the first bracket.
    *quotes &= close.is_some();
    let close = close.or_else(|| rest.find('>'))?;
    let raw = text.get(..text.len() - rest.len() + close + 1)?;
    Some(Tag { name: name.to_ascii_lowercase(), closing, attributes: rest.get(..close)?, raw })
}

/// What a tag does to the lines of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Break {
    Paragraph,
    Line,
    /// A line break of its own: two of them end a paragraph.
    Forced,
    Space,
    None,
}

/// What a tag does to the lines of a text; none if HTML does not know it.
pub(super) fn break_of(name: &str) -> Option<Break> {
    Some(match name {
        "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl" | "table" | "blockquote"
        | "section" | "article" | "header" | "footer" | "main" | "aside" | "nav" | "form" | "hr" | "pre" | "figure"
        | "figcaption" | "address" | "fieldset" | "body" | "html" | "head" | "title" | "center" | "noscript"
        | "details" | "summary" => Break::Paragraph,
        "br" => Break::Forced,
        "li" | "tr" | "dt" | "dd" | "option" | "caption" | "thead" | "tbody" | "tfoot" => Break::Line,
        "td" | "th" | "button" | "img" | "input" | "label" | "select" | "textarea" | "iframe" | "video" | "audio" => {
            Break::Space
        }
        "a" | "abbr" | "b" | "bdi" | "bdo" | "big" | "cite" | "code" | "del" | "dfn" | "em" | "font" | "i" | "ins"
        | "kbd" | "mark" | "meta" | "link" | "o:p" | "q" | "s" | "script" | "small" | "span" | "strike" | "strong"
        | "style" | "sub" | "sup" | "svg" | "template" | "time" | "tt" | "u" | "var" | "wbr" | "source" | "picture"
        | "path" | "object" | "embed" | "param" | "base" | "nobr" | "col" | "colgroup" => Break::None,
        _ => return None,
    })
}

/// Text with its line breaks.
#[derive(Default, Debug)]
pub(super) struct Lines {
    text: String,
    /// True if runs of white space are one space.
    collapse: bool,
    /// True after a break, until there is text again.
    fresh: bool,
}

impl Lines {
    /// Lines in which runs of white space are one space, as in a page; strings of records keep theirs.
    pub(super) fn collapsing() -> Self {
        Self { collapse: true, ..Self::default() }
    }

    pub(super) fn push(&mut self, text: &str) {
        if !self.collapse {
            let text = if self.fresh { text.trim_start() } else { text };
            self.fresh &= text.is_empty();
            self.text.push_str(text);
            return;
        }
        for character in text.chars() {
            // A no-break space is a sign of its own.
            if matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{C}') {
                if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                    self.text.push(' ');
                }
            } else {
                self.text.push(character);
            }
        }
    }

    pub(super) fn brk(&mut self, brk: Break) {
        let newlines = match brk {
            Break::Paragraph => 2,
            Break::Line => 1,
            Break::Forced => {
                let shown = self.text.trim_end_matches([' ', '\t', '\u{A0}']);
                2.min(1 + shown.len() - shown.trim_end_matches('\n').len())
            }
            Break::Space => {
                self.push(" ");
                return;
            }
            Break::None => return,
        };
        // A paragraph of a no-break space, or one before a break, is how old pages make room.
        self.text.truncate(self.text.trim_end_matches([' ', '\t', '\u{A0}']).len());
        if self.text.is_empty() {
            return;
        }
        let there = self.text.len() - self.text.trim_end_matches('\n').len();
        self.text.extend(std::iter::repeat_n('\n', newlines - there.min(newlines)));
        self.fresh = true;
    }

    /// The text without the breaks at its end.
    pub(super) fn finish(mut self) -> String {
        if self.fresh || self.collapse {
            self.text.truncate(self.text.trim_end_matches(['\n', ' ']).len());
        }
        self.text
    }
}

/// A string without the tags and entities of HTML; names that HTML does not know are no tags.
pub(super) fn strip(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '&']) {
        return Cow::Borrowed(text);
    }
    let mut lines = Lines::default();
    let mut tokens = Tokens::new(text);
    while let Some(token) = tokens.next() {
        match token {
            Token::Text(text) => lines.push(&unescape(text)),
            Token::Tag(tag) => match break_of(&tag.name) {
                Some(_) if !tag.closing && matches!(tag.name.as_str(), "script" | "style") => {
                    tokens.skip_raw(&tag.name);
                }
                Some(brk) => lines.brk(brk),
                None => lines.push(tag.raw),
            },
        }
    }
    Cow::Owned(lines.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(strip(text), expected, "{text}");
    }

    #[test]
    fn blocks_become_lines() {
        check("<p>one</p>\n<p class=\"x>y\">two<br/>three</p>", "one\n\ntwo\nthree");
        check("<ul><li>a</li><li>b</li></ul>", "a\nb");
        check("a <b>bold</b>, <a href='x'>link</a>", "a bold, link");
        check("<style>p{}</style>a<script>if (a<b) {}</script>b<!-- <p> -->c", "abc");
    }

    #[test]
    fn the_spaces_of_a_plain_string_stay() {
        check("a  b\n\n c   ", "a  b\n\n c   ");
        check("a &amp; b   ", "a & b   ");
    }

    #[test]
    fn what_is_no_tag_is_text() {
        check("1 < 2 > 0", "1 < 2 > 0");
        check("<<حزب>>", "<<حزب>>");
        check("the <unknown> word", "the <unknown> word");
        check("a <", "a <");
        check("a <b", "a <b");
        check("a <!x", "a <!x");
        check("<a href=\"never closed>b</a> and <i title='>'>c</i>", "b and '>c");
    }

    #[test]
    fn attributes() {
        let attribute = |text, name| match Tokens::new(text).next() {
            Some(Token::Tag(tag)) => tag.attribute(name),
            other => panic!("{other:?}"),
        };
        assert_eq!(attribute("<meta name=date content='a &amp; b'>", "content").as_deref(), Some("a & b"));
        assert_eq!(attribute("<META NAME=\"date\" x />", "name").as_deref(), Some("date"));
        assert_eq!(attribute("<time datetime = 2020-01-21>", "datetime").as_deref(), Some("2020-01-21"));
        assert_eq!(attribute("<p = x>", "y"), None);
        assert_eq!(attribute("<p>", "y"), None);
    }
}
