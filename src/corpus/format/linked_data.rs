//! What a page says of itself in JSON-LD: headline, date, author and publisher of an article.
//!
//! Read as pages write it: in comments and CDATA, with commas before brackets, line breaks in strings, or all
//! of it escaped. Only an article counts, by its `@type`, or else the page itself; where a page lists several,
//! it is the one whose headline the page bears as its title, or none. The body that such data may hold is not
//! taken: what is shown is what the page shows.

use super::entities::unescape;
use crate::model::Fields;
use crate::text::fold::fold;
use serde_json::Value;

/// The longest block, in bytes, that is looked into.
const LONGEST: usize = 1 << 20;

/// How deep in arrays and graphs an article is looked for.
const DEEPEST: usize = 6;

/// The articles that the blocks of a page describe, in order; the page itself if it describes none.
pub(super) fn articles(blocks: &[&str]) -> Vec<Fields> {
    let mut found = Found::default();
    for block in blocks.iter().filter(|block| block.len() <= LONGEST) {
        if let Some(value) = parsed(block) {
            collect(&value, 0, &mut found);
        }
    }
    if found.articles.is_empty() { found.pages } else { found.articles }
}

/// The fields of the article that a page with these titles is; empty if that is not to be told.
pub(super) fn of_page(articles: Vec<Fields>, titles: &[&String]) -> Fields {
    let headline = |article: &Fields| article.title.as_deref().map(fold);
    let first = articles.iter().find_map(headline);
    let one = articles.iter().filter_map(headline).all(|title| Some(title) == first);
    let titles: Vec<String> = titles.iter().map(|title| fold(title)).collect();
    let mut fields = Fields::default();
    for article in articles {
        let is_of_page = one
            || headline(&article).is_some_and(|headline| {
                !headline.trim().is_empty() && titles.iter().any(|title| title.contains(headline.trim()))
            });
        if !is_of_page {
            continue;
        }
        fields = Fields {
            title: fields.title.or(article.title),
            date: fields.date.or(article.date),
            author: fields.author.or(article.author),
            site: fields.site.or(article.site),
            url: fields.url.or(article.url),
            ..Fields::default()
        };
    }
    fields
}

/// The value of a block, its slips mended if it is none as it stands.
fn parsed(block: &str) -> Option<Value> {
    let mut block = block.trim();
    let wrappers = ["<!--", "-->", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA[", "//]]>", "/*]]>*/", "]]>", "//", ";"];
    // Wrappers lie in one another.
    for _ in 0..4 {
        for wrapper in wrappers {
            let bare = block.strip_prefix(wrapper).unwrap_or(block).trim();
            block = bare.strip_suffix(wrapper).unwrap_or(bare).trim();
        }
    }
    serde_json::from_str(block)
        .or_else(|_| serde_json::from_str(&mended(block)))
        .or_else(|_| serde_json::from_str(&mended(&unescape(block))))
        .ok()
}

/// JSON without commas before closing brackets and without control characters in strings.
fn mended(json: &str) -> String {
    let mut mended = String::with_capacity(json.len());
    let (mut inside, mut escaped) = (false, false);
    for character in json.chars() {
        if inside {
            mended.push(if character.is_control() { ' ' } else { character });
            inside = escaped || character != '"';
            escaped = !escaped && character == '\\';
            continue;
        }
        if matches!(character, '}' | ']') {
            let bare = mended.trim_end();
            let bare = bare.strip_suffix(',').unwrap_or(bare).len();
            mended.truncate(bare);
        }
        inside = character == '"';
        mended.push(character);
    }
    mended
}

#[derive(Default)]
struct Found {
    articles: Vec<Fields>,
    pages: Vec<Fields>,
}

fn collect(value: &Value, depth: usize, found: &mut Found) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, depth + 1, found)),
        Value::Object(object) => {
            let text = |name: &str| object.get(name).and_then(string);
            let kind = kind(value);
            if kind != Kind::Other {
                let fields = Fields {
                    title: text("headline").or_else(|| text("name")),
                    date: text("datePublished").or_else(|| text("dateCreated")),
                    author: text("author").or_else(|| text("creator")),
                    site: text("publisher"),
                    url: text("url").or_else(|| text("mainEntityOfPage")).filter(|url| url.contains("://")),
                    ..Fields::default()
                };
                if kind == Kind::Article {
                    found.articles.push(fields);
                    return;
                }
                found.pages.push(fields);
            }
            for name in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart"] {
                if let Some(inner) = object.get(name) {
                    collect(inner, depth + 1, found);
                }
            }
        }
        _ => {}
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Article,
    Page,
    Other,
}

/// An article is `Article`, `NewsArticle`, `BlogPosting`, `Report` and the like, with or without its address.
fn kind(value: &Value) -> Kind {
    let of = |kind: &Value| {
        let kind = kind.as_str().unwrap_or_default();
        let kind = kind.rsplit(['/', ':']).next().unwrap_or_default();
        if kind.ends_with("Article") || kind.ends_with("Posting") && kind != "JobPosting" || kind == "Report" {
            Kind::Article
        } else if kind == "WebPage" || kind == "ItemPage" {
            Kind::Page
        } else {
            Kind::Other
        }
    };
    match value.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().map(of).find(|kind| *kind != Kind::Other).unwrap_or(Kind::Other),
        Some(kind) => of(kind),
        None => Kind::Other,
    }
}

/// A string, or the name or address of what stands in its place; the first of many.
fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => {
            let text = super::markup::strip(text);
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            Some(text).filter(|text| !text.is_empty())
        }
        Value::Array(items) => items.iter().find_map(string),
        Value::Object(object) => {
            ["name", "@value", "@id", "url"].into_iter().find_map(|name| object.get(name)?.as_str().map(str::to_owned))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(blocks: &[&str], expected: [&str; 5]) {
        let fields = of_page(articles(blocks), &[]);
        let told = [fields.title, fields.date, fields.author, fields.site, fields.url].map(Option::unwrap_or_default);
        assert_eq!(told, expected, "{blocks:?}");
    }

    #[test]
    fn an_article_is_found() {
        let plain = r#"{"@context":"x","@type":"NewsArticle","headline":"a &amp; b","datePublished":"2020-01-21T10:00:00Z",
            "author":[{"@type":"Person","name":"A"}],"publisher":{"name":"S"},"mainEntityOfPage":{"@id":"https://e.example/1"}}"#;
        let all = ["a & b", "2020-01-21T10:00:00Z", "A", "S", "https://e.example/1"];
        check(&[plain], all);
        check(&[&format!("[{plain}]")], all);
        check(&["not json", &format!("{{\"@graph\":[{{\"@type\":\"WebSite\",\"name\":\"x\"}},{plain}]}}"), plain], all);
    }

    #[test]
    fn what_is_no_article_of_the_page_says_nothing() {
        check(&[], [""; 5]);
        check(&[r#"{"@type":"Organization","name":"x"}"#, "{", "7"], [""; 5]);
        check(&[r#"[{"@type":"Article","headline":"a"},{"@type":"Article","headline":"b"}]"#], [""; 5]);
        check(&[&"[".repeat(100_000)], [""; 5]);
        check(&[r#"{"@type":"JobPosting","headline":"a"}"#], [""; 5]);
    }

    #[test]
    fn the_slips_of_pages_are_mended() {
        let told = ["a, ]", "2020-01-21", "", "", ""];
        let plain = r#"{"@type":["Thing","NewsArticle"],"headline":"a, ]","datePublished":"2020-01-21"}"#;
        for (before, after) in [
            ("//<![CDATA[\n", "\n//]]>"),
            ("/*<![CDATA[*/", "/*]]>*/"),
            ("<!-- ", " -->"),
            ("<!--\n//<![CDATA[\n", "//]]>\n-->"),
            ("\n", ";\n"),
        ] {
            check(&[&format!("{before}{plain}{after}")], told);
        }
        check(&[&plain.replace('}', ",\n}")], told);
        check(&[&format!("[{plain},]")], told);
        check(&[&plain.replace('"', "&quot;")], told);
        check(&[&plain.replace("a, ]", "a,\n]")], told);
        check(&[&plain.replace("a, ]", "a \\\",}")], ["a \",}", "2020-01-21", "", "", ""]);
        check(&[&plain.replace("NewsArticle", "http://schema.org/BlogPosting")], told);
    }

    #[test]
    fn the_page_speaks_where_no_article_does() {
        let page = r#"{"@type":"WebPage","name":"p","datePublished":"2020-01-21"}"#;
        check(&[page], ["p", "2020-01-21", "", "", ""]);
        check(&[page, r#"{"@type":"Article","headline":"a"}"#], ["a", "", "", "", ""]);
        check(&[r#"{"@type":"WebPage","mainEntity":{"@type":"Article","headline":"a"}}"#], ["a", "", "", "", ""]);
    }

    #[test]
    fn of_several_articles_the_one_with_the_title_of_the_page_counts() {
        let several =
            r#"[{"@type":"Article","headline":"a b","datePublished":"2020"},{"@type":"Article","headline":"c d"}]"#;
        let of = |title: &str| of_page(articles(&[several]), &[&title.to_owned()]);
        assert_eq!(of("a b - site").date.as_deref(), Some("2020"));
        assert_eq!(of("c d").title.as_deref(), Some("c d"));
        assert_eq!(of("e"), Fields::default());
    }
}
