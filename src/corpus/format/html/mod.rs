//! A page of the web as lines of text, with what its head says of it.
//!
//! `tree` gives the elements, `parts` and `body` say which of them are furniture and why, `title` finds the
//! line that is the title, `head` and linked data what the page says of itself, and `write` puts the rest
//! into lines. What the lines are is for `extract` to find out, as with a page that was saved as text.

mod body;
mod head;
mod measure;
mod parts;
mod read;
mod title;
mod tree;
mod write;

pub(in crate::corpus) use read::document;

/// True if one of the tags that make a page stands near the beginning of the text.
pub(in crate::corpus) fn begins(text: &str) -> bool {
    let mut end = text.len().min(4096);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end).unwrap_or_default();
    if memchr::memchr(b'<', head.as_bytes()).is_none() {
        return false;
    }
    let head = head.to_ascii_lowercase();
    let tag = |name: &str| head.match_indices(name).any(|(at, _)| head.get(at + name.len()..).is_some_and(ends_name));
    head.trim_start().starts_with("<!doctype html")
        || ["<html", "<head", "<body", "<article"].into_iter().any(tag)
        || (head.contains("</") && ["<p", "<div"].into_iter().any(tag))
}

fn ends_name(after: &str) -> bool {
    after.starts_with(|character: char| character.is_whitespace() || matches!(character, '>' | '/'))
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
        check("<html><p>a<p>b</i></div><b>c<table><td>d<tr><td>e", "a\n\nb c\n\nd\ne");
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
