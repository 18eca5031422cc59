//! What a page says of itself in its head and in marks of its text: titles, dates, address, site, author.
//!
//! When it was published, never when it was changed; where it says so in several ways, the plainest wins.

use super::super::entities::unescape;
use super::super::markup::Tag;
use super::tree::Tree;

/// What was found, each as it was written; texts are one line.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The title of the window, with the name of the site in it as often as not.
    pub(super) window: Option<String>,
    /// Titles that are given for other sites to show.
    pub(super) titles: Vec<String>,
    pub(super) date: Option<String>,
    /// A date in the text that is marked as the one of publication.
    pub(super) marked_date: Option<String>,
    /// The first other date of the text.
    pub(super) time: Option<String>,
    pub(super) url: Option<String>,
    pub(super) site: Option<String>,
    pub(super) author: Option<String>,
}

impl Head {
    /// Reads the head, and the marks of what is not `beside`.
    pub(super) fn read(tree: &Tree<'_>, beside: &[Option<&'static str>]) -> Self {
        let mut head = Self { window: tree.title.map(|title| one_line(&unescape(title))), ..Self::default() };
        let mut index = 1;
        while let Some(node) = tree.nodes.get(index) {
            let hidden = beside.get(index).is_some_and(Option::is_some);
            if let Some(tag) = node.tag().filter(|_| !hidden) {
                head.tag(tag);
            }
            index = if hidden { node.end.max(index + 1) } else { index + 1 };
        }
        head.window = head.window.filter(|window| !window.is_empty());
        head
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        match tag.name.as_str() {
            "meta" => self.meta(tag),
            "link" if tag.attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.url = self.url.take().or(tag.attribute("href").filter(|url| url.contains("://")));
            }
            _ if !tag.attributes.is_empty() => self.mark(tag),
            _ => {}
        }
    }

    fn meta(&mut self, tag: &Tag<'_>) {
        let name = ["property", "name", "itemprop"].into_iter().find_map(|key| tag.attribute(key));
        let (Some(name), Some(content)) = (name, tag.attribute("content")) else { return };
        let content = one_line(&content);
        if content.is_empty() {
            return;
        }
        let place = match name.trim().to_ascii_lowercase().as_str() {
            "og:title" | "twitter:title" | "headline" | "dc.title" | "dcterms.title" | "citation_title"
            | "sailthru.title" | "parsely-title" => {
                self.titles.push(content);
                return;
            }
            "article:published_time"
            | "article:published"
            | "og:published_time"
            | "og:article:published_time"
            | "og:pubdate"
            | "dcterms.created"
            | "dcterms.date"
            | "dcterms.issued"
            | "dc.date"
            | "dc.date.issued"
            | "dc.date.created"
            | "dc:date"
            | "parsely-pub-date"
            | "sailthru.date"
            | "publication_date"
            | "publication-date"
            | "citation_publication_date"
            | "citation_date"
            | "datepublished"
            | "datecreated"
            | "date"
            | "pubdate"
            | "pub_date"
            | "publishdate"
            | "publish-date"
            | "publish_date"
            | "published_date"
            | "article_date_original"
            | "originalpublicationdate" => {
                // A date without a number is a form left empty.
                if !content.chars().any(char::is_numeric) {
                    return;
                }
                &mut self.date
            }
            "og:url" => &mut self.url,
            "og:site_name" | "application-name" | "dc.publisher" => &mut self.site,
            "author" | "article:author" | "dc.creator" | "dcterms.creator" | "parsely-author" => &mut self.author,
            _ => return,
        };
        if place.is_none() {
            *place = Some(content);
        }
    }

    /// A date that an element of the text bears.
    fn mark(&mut self, tag: &Tag<'_>) {
        let time = tag.name == "time";
        let property = ["itemprop", "property"].into_iter().find_map(|key| tag.attribute(key)).unwrap_or_default();
        let property = property.to_ascii_lowercase();
        let class = if time || tag.name == "abbr" { tag.attribute("class").unwrap_or_default() } else { String::new() };
        let named = |word: &str| property.contains(word) || class.split_whitespace().any(|name| name.contains(word));
        let published = matches!(property.as_str(), "datepublished" | "datecreated" | "dc:date" | "dc:created")
            || class.split_whitespace().any(|name| matches!(name, "published" | "entry-date" | "post-date"))
            || time && tag.attribute("pubdate").is_some();
        if !time && !published || named("modified") || named("updated") && !named("published") {
            return;
        }
        let value = ["datetime", "content", "title"].into_iter().find_map(|key| tag.attribute(key));
        let Some(value) = value.map(|value| one_line(&value)) else { return };
        if !value.chars().any(char::is_numeric) {
            return;
        }
        let place = if published { &mut self.marked_date } else { &mut self.time };
        place.get_or_insert(value);
    }
}

/// The text with every run of white space as one space.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
