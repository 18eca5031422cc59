//! What an element of a page is there for, where its tag says that it holds none of the text.
//!
//! By the name of the element, by `role`, by what hides it, and by the words of its class and id, which
//! the themes of all the web share: `nav`, `related`, `share`, `comments`. A class may lie, so all of it is
//! a suspicion that the text within may clear (`body`).

use super::super::markup::Tag;

/// What the element is there for, if it is not for the text.
pub(super) fn beside(tag: &Tag<'_>) -> Option<&'static str> {
    let by_name = match tag.name.as_str() {
        "html" | "body" | "main" | "img" | "br" | "b" | "i" | "font" | "strong" | "em" => return None,
        "nav" | "amp-sidebar" | "menu" => Some("navigation"),
        "aside" => Some("sidebar"),
        "footer" => Some("page foot"),
        "marquee" => Some("ticker"),
        "dialog" => Some("notice"),
        "button" | "input" | "select" | "textarea" | "label" | "option" | "datalist" | "amp-social-share" => {
            Some("button")
        }
        "amp-ad" | "amp-embed" | "object" | "embed" | "canvas" | "audio" | "video" | "map" => Some("embedded"),
        "form" => Some("form"),
        "figcaption" => Some("caption"),
        _ => None,
    };
    if tag.attributes.is_empty() {
        return by_name;
    }
    hidden(tag).or(by_name).or_else(|| by_role(tag)).or_else(|| by_class(tag))
}

/// What is in the page but not on the screen.
fn hidden(tag: &Tag<'_>) -> Option<&'static str> {
    // Only where one of these words stands is it worth to look closer.
    let attributes = tag.attributes;
    let may = |word: &str| contains(attributes, word);
    if may("hidden") {
        let plain = tag.attribute("hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found"));
        let aria = tag.attribute("aria-hidden").is_some_and(|value| value.eq_ignore_ascii_case("true"));
        if plain || aria {
            return Some("hidden");
        }
    }
    if may("style") && (may("none") || may("hidden")) {
        let style: String = tag.attribute("style")?.chars().filter(|character| !character.is_whitespace()).collect();
        let style = style.to_ascii_lowercase();
        if style.contains("display:none") || style.contains("visibility:hidden") {
            return Some("hidden");
        }
    }
    None
}

fn contains(text: &str, word: &str) -> bool {
    text.as_bytes().windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

fn by_role(tag: &Tag<'_>) -> Option<&'static str> {
    if !contains(tag.attributes, "role") {
        return None;
    }
    let reason = match tag.attribute("role")?.to_ascii_lowercase().as_str() {
        "navigation" | "menu" | "menubar" | "tablist" => "navigation",
        "contentinfo" => "page foot",
        "complementary" => "sidebar",
        "search" => "form",
        "dialog" | "alertdialog" | "alert" => "notice",
        _ => return None,
    };
    Some(reason)
}

fn by_class(tag: &Tag<'_>) -> Option<&'static str> {
    let may = contains(tag.attributes, "class") || contains(tag.attributes, "id");
    if !may || matches!(tag.name.as_str(), "html" | "body" | "main" | "h1" | "p") {
        return None;
    }
    let names = [tag.attribute("id"), tag.attribute("class")];
    let names = names.iter().flatten().flat_map(|names| names.split_whitespace());
    names.take(MOST_NAMES).find_map(of_name)
}

/// Names of classes that are looked at.
const MOST_NAMES: usize = 24;

/// What one name of a class or an id says.
fn of_name(name: &str) -> Option<&'static str> {
    if name.len() > 60 {
        return None;
    }
    let words = words(name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let first = words.first()?;
    // A state of the page or of a statement: `has-sidebar`, `category-news`, `comments-closed`.
    if STATES.contains(first) || words.last().is_some_and(|last| STATES_BEHIND.contains(last)) {
        return None;
    }
    let whole = words.join("-");
    if let Some((_, reason)) = WHOLE.iter().find(|(known, _)| *known == whole) {
        return Some(reason);
    }
    // What is said to be the text is not what another word of the name may mean.
    if words.iter().any(|word| TEXT.contains(word)) {
        return None;
    }
    words.iter().enumerate().find_map(|(place, word)| {
        // Builders of pages call every part a widget.
        let vague = place > 0 && matches!(*word, "widget" | "widgets" | "ad" | "comm" | "sr" | "print");
        let (reason, _) = WORDS.iter().find(|(_, known)| !vague && known.contains(word))?;
        Some(*reason)
    })
}

/// The words of a name in lower case: parted by signs, and where a capital follows a small letter.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let (mut word, mut small) = (String::new(), false);
    for character in name.chars() {
        let parts = !character.is_alphanumeric() || small && character.is_uppercase();
        if parts && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if character.is_alphanumeric() {
            word.extend(character.to_lowercase());
        }
        small = character.is_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

const STATES: [&str; 14] =
    ["has", "is", "no", "with", "without", "not", "single", "type", "tag", "category", "cat", "status", "format", "js"];
const STATES_BEHIND: [&str; 8] = ["open", "closed", "disabled", "enabled", "layout", "right", "left", "none"];

/// Words that name the text itself, its title or its date.
const TEXT: [&str; 14] = [
    "content",
    "contents",
    "article",
    "body",
    "text",
    "title",
    "headline",
    "entry",
    "story",
    "date",
    "time",
    "published",
    "pdate",
    "lead",
];

/// Names that count as a whole, whatever their words.
const WHOLE: [(&str, &str); 38] = [
    ("entry-footer", "page foot"),
    ("post-footer", "page foot"),
    ("article-footer", "page foot"),
    ("comments-area", "comments"),
    ("comment-body", "comments"),
    ("comment-content", "comments"),
    ("comment-text", "comments"),
    ("comments-wrapper", "comments"),
    ("comments-container", "comments"),
    ("related-content", "related"),
    ("related-articles", "related"),
    ("related-article", "related"),
    ("related-stories", "related"),
    ("related-wrapper", "related"),
    ("related-container", "related"),
    ("related-title", "related"),
    ("read-also", "related"),
    ("see-also", "related"),
    ("also-read", "related"),
    ("read-more", "read more"),
    ("sidebar-wrapper", "sidebar"),
    ("sidebar-content", "sidebar"),
    ("sidebar-container", "sidebar"),
    ("footer-wrapper", "page foot"),
    ("footer-container", "page foot"),
    ("footer-content", "page foot"),
    ("menu-container", "navigation"),
    ("nav-wrapper", "navigation"),
    ("menu-wrapper", "navigation"),
    ("share-wrapper", "sharing"),
    ("share-container", "sharing"),
    ("author-box", "author"),
    ("author-bio", "author"),
    ("about-author", "author"),
    ("wp-caption-text", "caption"),
    ("most-visited", "related"),
    ("most-viewed", "related"),
    ("most-read", "related"),
];

const WORDS: [(&str, &[&str]); 12] = [
    (
        "navigation",
        &[
            "nav",
            "navbar",
            "navigation",
            "navmenu",
            "menu",
            "menus",
            "mainmenu",
            "topmenu",
            "submenu",
            "megamenu",
            "breadcrumb",
            "breadcrumbs",
            "pathway",
            "pagination",
            "pager",
            "pagenav",
            "paginator",
            "skip",
            "skiplink",
        ],
    ),
    ("comments", &["comment", "comments", "commentlist", "respond", "disqus", "replies", "fbcomments", "cmnt", "comm"]),
    (
        "related",
        &[
            "related",
            "relatedposts",
            "relatednews",
            "recommended",
            "recommendations",
            "readalso",
            "seealso",
            "popular",
            "trending",
            "outbrain",
            "taboola",
            "mostread",
            "mostviewed",
            "mostvisited",
            "moreposts",
        ],
    ),
    (
        "sharing",
        &[
            "share",
            "sharing",
            "sharer",
            "social",
            "socials",
            "sharedaddy",
            "addthis",
            "addtoany",
            "sharethis",
            "shareaholic",
            "sns",
            "print",
            "printer",
            "shortlink",
        ],
    ),
    ("tags", &["tags", "taglist", "tagcloud", "tagscloud", "keywords", "hashtags", "labels"]),
    ("sidebar", &["sidebar", "sidebars", "rightbar", "leftbar", "moduletable", "widget", "widgets"]),
    ("page foot", &["footer", "foot", "copyright", "copyrights", "colophon"]),
    (
        "advertisement",
        &["ad", "ads", "adv", "advert", "advertisement", "adsbygoogle", "banner", "banners", "sponsor", "sponsored"],
    ),
    (
        "notice",
        &[
            "cookie",
            "cookies",
            "consent",
            "gdpr",
            "popup",
            "modal",
            "newsletter",
            "subscribe",
            "subscription",
            "paywall",
        ],
    ),
    ("ticker", &["ticker", "marquee", "newsticker"]),
    ("hidden", &["sr", "screen", "invisible", "hidden", "visuallyhidden", "noprint", "offcanvas"]),
    ("form", &["search", "searchform", "login", "poll", "vote", "rating", "ratings"]),
];

#[cfg(test)]
mod tests {
    use super::super::super::markup::{Token, Tokens};
    use super::*;

    fn check(tag: &str, expected: Option<&str>) {
        match Tokens::new(tag).next() {
            Some(Token::Tag(found)) => assert_eq!(beside(&found), expected, "{tag}"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn elements_and_roles_say_what_they_are() {
        check("<nav>", Some("navigation"));
        check("<aside class=x>", Some("sidebar"));
        check("<div role=\"contentinfo\">", Some("page foot"));
        check("<ul ROLE=Navigation>", Some("navigation"));
        check("<div role=main>", None);
        check("<section>", None);
    }

    #[test]
    fn what_is_hidden_is_told() {
        check("<div hidden>", Some("hidden"));
        check("<div style=\"color:red; Display : none\">", Some("hidden"));
        check("<p aria-hidden=true>", Some("hidden"));
        check("<p aria-hidden=false>", None);
        check("<div data-hidden-label=x>", None);
        check("<p style='display:block'>", None);
        check("<div class='visually-hidden'>", Some("hidden"));
    }

    #[test]
    fn names_of_classes_are_read_by_their_words() {
        check("<div class=\"box related-posts\">", Some("related"));
        check("<div id=relatedNews>", Some("related"));
        check("<div class=post-share>", Some("sharing"));
        check("<div class='RelatedStories_wrapper__x1 Menu_root__3'>", Some("related"));
        check("<ul class=comment-list>", Some("comments"));
        check("<div class=cookie-banner>", Some("notice"));
        check("<div class='widget widget_text'>", Some("sidebar"));
    }

    #[test]
    fn names_that_only_sound_like_furniture_are_none() {
        for name in [
            "has-sidebar",
            "tag-comments",
            "category-menu",
            "comments-closed",
            "elementor-widget",
            "sidebar-right",
            "entry-content",
            "shared",
            "address",
            "adopted",
            "printed",
            "social-democrats-text",
            "news-date",
            "article-share-title",
            "download",
            "",
        ] {
            check(&format!("<div class=\"{name}\">"), None);
        }
        check("<body class=menu>", None);
        check("<p class=related>", None);
    }
}
