//! What a page says of itself in JSON-LD: headline, date, author and publisher of an article.
//!
//! Only an article counts, by its `@type`; where a page lists several with different headlines, none is the
//! page's own. The body that such data may hold is not taken: what is shown is what the page shows.

use crate::model::Fields;
use serde_json::Value;

/// The longest block, in bytes, that is looked into.
const LONGEST: usize = 1 << 20;

/// How deep in arrays and graphs an article is looked for.
const DEEPEST: usize = 6;

/// The fields of the article that the blocks of a page describe; empty if there is none or more than one.
pub(super) fn article(blocks: &[&str]) -> Fields {
    let mut articles = Vec::new();
    for block in blocks.iter().filter(|block| block.len() <= LONGEST) {
        let block = block.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
        if let Ok(value) = serde_json::from_str::<Value>(block) {
            collect(&value, 0, &mut articles);
        }
    }
    let mut fields = Fields::default();
    for article in articles {
        if fields.title.is_some() && article.title.is_some() && fields.title != article.title {
            return Fields::default();
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

fn collect(value: &Value, depth: usize, articles: &mut Vec<Fields>) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, depth + 1, articles)),
        Value::Object(object) if is_article(value) => {
            let text = |name: &str| object.get(name).and_then(string);
            articles.push(Fields {
                title: text("headline").or_else(|| text("name")),
                date: text("datePublished").or_else(|| text("dateCreated")),
                author: text("author").or_else(|| text("creator")),
                site: text("publisher"),
                url: text("url").or_else(|| text("mainEntityOfPage")).filter(|url| url.contains("://")),
                ..Fields::default()
            });
        }
        Value::Object(object) => {
            for name in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"] {
                if let Some(inner) = object.get(name) {
                    collect(inner, depth + 1, articles);
                }
            }
        }
        _ => {}
    }
}

/// True for `Article`, `NewsArticle`, `ReportageNewsArticle`, `BlogPosting` and the like.
fn is_article(value: &Value) -> bool {
    let is_one =
        |kind: &Value| kind.as_str().is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("BlogPosting"));
    match value.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is_one),
        Some(kind) => is_one(kind),
        None => false,
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
        let fields = article(blocks);
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
    }
}
