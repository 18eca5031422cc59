//! Pages of Telegram: a channel as the web shows it, and `messages.html` of an export.
//!
//! Both are told by the names of their classes. Every post with a text is a document of its own, with the
//! date and address that stand with it; the pictures of an album with their captions are one. Views,
//! reactions and quoted answers are not its text.

use super::entities::unescape;
use super::markup::{Break, Lines, Tag, Token, Tokens, break_of};
use crate::model::{Document, Fields};
use crate::text::range::TextRange;

/// The posts of a page; none if it is no page of Telegram.
pub(in crate::corpus) fn posts(source: &str) -> Vec<Document> {
    let is_ours = source.contains("tgme_widget_message")
        || source.contains("class=\"message default clearfix") && source.contains("class=\"history\"");
    if !is_ours {
        return Vec::new();
    }
    let mut reader = Reader::default();
    let mut tokens = Tokens::new(source);
    while let Some(token) = tokens.next() {
        match token {
            Token::Text(text) => {
                if let Some(capture) = &mut reader.capture {
                    capture.lines.push(&unescape(text));
                }
            }
            Token::Tag(tag) if !tag.closing && matches!(tag.name.as_str(), "script" | "style") => {
                tokens.skip_raw(&tag.name);
            }
            Token::Tag(tag) => {
                // A tag is a part of the source, so its address tells where it stands.
                let at = tag.raw.as_ptr().addr().saturating_sub(source.as_ptr().addr());
                reader.tag(&tag, at);
            }
        }
    }
    reader.finish();
    let channel = reader.channel;
    let posts = albums(reader.posts, source.len()).into_iter();
    let posts = posts.filter(|post| post.text.chars().any(char::is_alphanumeric));
    let document = |(item, post): (usize, Post)| {
        let site = channel.clone().or_else(|| post.from.clone());
        let fields = Fields {
            date: post.date,
            url: post.url,
            agency: post.forwarded,
            author: post.from.filter(|from| Some(from) != site.as_ref()),
            site,
            ..Fields::default()
        };
        Document { item: Some(item), span: post.span, text: post.text, fields, ..Document::default() }
    };
    posts.enumerate().map(document).collect()
}

/// The posts with the messages of one album put together; each ends where the next begins.
fn albums(posts: Vec<Post>, end: usize) -> Vec<Post> {
    let ends: Vec<usize> = posts.iter().skip(1).map(|post| post.span.start).chain([end]).collect();
    let mut whole: Vec<Post> = Vec::new();
    for (mut post, end) in posts.into_iter().zip(ends) {
        post.span.end = end;
        let before = whole.last_mut().filter(|before| {
            let at_once = before.date.is_some() && before.date == post.date && before.forwarded == post.forwarded;
            post.joined && post.media && before.media && at_once
        });
        let Some(before) = before else {
            whole.push(post);
            continue;
        };
        before.span.end = end;
        if !before.text.is_empty() && !post.text.is_empty() {
            before.text.push_str("\n\n");
        }
        before.text.push_str(&post.text);
    }
    whole
}

#[derive(Default)]
struct Post {
    url: Option<String>,
    date: Option<String>,
    from: Option<String>,
    forwarded: Option<String>,
    text: String,
    span: TextRange,
    /// True if it has a picture or a file.
    media: bool,
    /// True if it follows another of the same sender.
    joined: bool,
}

/// What the text of an element is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Channel,
    From,
    Forwarded,
    Text,
    /// The question of a poll.
    Question,
    Answer,
}

/// An element whose text is collected.
struct Capture {
    part: Part,
    /// Its name, and how many of that name are open in it.
    name: String,
    open: usize,
    lines: Lines,
}

#[derive(Default)]
struct Reader {
    channel: Option<String>,
    posts: Vec<Post>,
    capture: Option<Capture>,
}

impl Reader {
    fn tag(&mut self, tag: &Tag<'_>, at: usize) {
        if let Some(capture) = &mut self.capture {
            capture.lines.brk(break_of(&tag.name).unwrap_or(Break::None));
            if tag.name == capture.name {
                capture.open = if tag.closing { capture.open - 1 } else { capture.open + 1 };
            }
            if capture.open == 0 {
                self.finish();
            }
        } else if !tag.closing {
            self.element(tag, at);
        }
    }

    fn element(&mut self, tag: &Tag<'_>, at: usize) {
        let class = tag.attribute("class").unwrap_or_default();
        let has = |name: &str| class.split_whitespace().any(|word| word == name);
        if has("tgme_widget_message") || has("message") && has("default") {
            let url = tag.attribute("data-post").map(|post| format!("https://t.me/{post}"));
            // Messages of an export that follow one another bear their sender's name once.
            let before = self.posts.last().filter(|_| has("joined")).and_then(|post| post.from.clone());
            let span = TextRange::new(at, at);
            self.posts.push(Post { url, from: before, span, joined: has("joined"), ..Post::default() });
            return;
        }
        let Some(post) = self.posts.last_mut() else {
            let heads = has("tgme_channel_info_header_title") || has("text") && has("bold");
            if heads && self.channel.is_none() {
                self.begin(Part::Channel, tag);
            }
            return;
        };
        if has("tgme_widget_message_date") {
            post.url = tag.attribute("href").or(post.url.take());
        } else if tag.name == "time" {
            post.date = post.date.take().or_else(|| tag.attribute("datetime"));
        } else if has("date") && has("details") {
            post.date = post.date.take().or_else(|| tag.attribute("title").map(|title| year_first(&title)));
        } else if has("tgme_widget_message_poll_question") || has("question") && tag.name == "div" {
            self.begin(Part::Question, tag);
        } else if has("tgme_widget_message_poll_option_text") || has("answer") && tag.name == "div" {
            self.begin(Part::Answer, tag);
        } else if has("media_wrap") {
            post.media = true;
        } else if has("tgme_widget_message_text") || has("text") && tag.name == "div" {
            // What is answered to is quoted before the answer.
            if post.text.is_empty() && !has("js-message_reply_text") {
                self.begin(Part::Text, tag);
            }
        } else if has("tgme_widget_message_forwarded_from_name") {
            self.begin(Part::Forwarded, tag);
        } else if has("tgme_widget_message_owner_name") || has("from_name") {
            self.begin(Part::From, tag);
        }
    }

    fn begin(&mut self, part: Part, tag: &Tag<'_>) {
        self.capture = Some(Capture { part, name: tag.name.clone(), open: 1, lines: Lines::collapsing() });
    }

    /// Puts what was collected in its place.
    fn finish(&mut self) {
        let Some(Capture { part, lines, .. }) = self.capture.take() else { return };
        let text = lines.finish();
        let post = self.posts.last_mut();
        match (part, post) {
            (Part::Channel, _) => self.channel = Some(text).filter(|name| !name.is_empty()),
            (Part::Text, Some(post)) => post.text = text,
            (Part::Question, Some(post)) => {
                let before = if post.text.is_empty() { "" } else { "\n\n" };
                post.text = format!("{}{before}{text}", post.text);
            }
            (Part::Answer, Some(post)) => post.text = format!("{}\n- {text}", post.text),
            (Part::Forwarded, Some(post)) => post.forwarded = Some(text),
            // A second name within a message is that of another, whose words are passed on.
            (Part::From, Some(post)) if post.from.is_some() => post.forwarded = Some(text),
            (Part::From, Some(post)) => post.from = Some(text),
            (_, None) => {}
        }
    }
}

/// `31.12.2020 10:20:30` of an export with its year first; anything else as it is.
fn year_first(title: &str) -> String {
    let mut parts = title.get(..10).unwrap_or_default().split('.');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(day), Some(month), Some(year)) if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
            format!("{year}-{month}-{day}{}", title.get(10..).unwrap_or_default())
        }
        _ => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &[&str]) {
        let told: Vec<_> = posts(source)
            .into_iter()
            .map(|post| {
                assert!(source[post.span.start..post.span.end].starts_with("<div"), "{:?}", post.span);
                let fields = post.fields;
                let all = [fields.date, fields.site, fields.author, fields.agency, fields.url];
                let all = all.map(|field| field.unwrap_or_else(|| "-".to_owned())).join(" ");
                format!("{} {all}: {}", post.item.unwrap(), post.text)
            })
            .collect();
        assert_eq!(told, expected, "{source}");
    }

    #[test]
    fn a_channel_on_the_web() {
        let post = |number: u32, text: &str| {
            format!(
                "<div class=\"tgme_widget_message_wrap\"><div class=\"tgme_widget_message js-m\" data-post=\"hezb/{number}\">\
                 <a class=\"tgme_widget_message_owner_name\" href=\"x\"><span>کانال</span></a>\
                 <div class=\"tgme_widget_message_text js-message_text\" dir=\"auto\">{text}</div>\
                 <span class=\"tgme_widget_message_views\">1.2K</span>\
                 <a class=\"tgme_widget_message_date\" href=\"https://t.me/hezb/{number}\">\
                 <time datetime=\"2021-01-0{number}T10:00:00+00:00\">10:00</time></a></div></div>"
            )
        };
        let page = format!(
            "<html><body><div class=\"tgme_channel_info_header_title\"><span>کانال</span></div>{}{}{}</body></html>",
            post(1, "<b>متن</b> یکم<br/>سطر <a href=y>دوم</a><div>x</div>"),
            post(2, ""),
            post(3, "a &amp; b"),
        );
        check(
            &page,
            &[
                "0 2021-01-01T10:00:00+00:00 کانال - - https://t.me/hezb/1: متن یکم\nسطر دوم\n\nx",
                "1 2021-01-03T10:00:00+00:00 کانال - - https://t.me/hezb/3: a & b",
            ],
        );
    }

    #[test]
    fn an_export_of_the_desktop_program() {
        let page = "<html><body><div class=\"page_header\"><div class=\"content\"><div class=\"text bold\"> حزب </div></div></div>\
            <div class=\"history\"><div class=\"message service\" id=\"message-1\"><div class=\"body details\">1 January</div></div>\
            <div class=\"message default clearfix\" id=\"message2\"><div class=\"body\">\
            <div class=\"pull_right date details\" title=\"02.01.2021 10:00:00 UTC+03:30\">10:00</div>\
            <div class=\"from_name\">حزب</div><div class=\"text\">one</div></div></div>\
            <div class=\"message default clearfix joined\"><div class=\"body\">\
            <div class=\"pull_right date details\" title=\"03.01.2021 10:00:00\">x</div><div class=\"forwarded body\">\
            <div class=\"from_name\">خبر</div><div class=\"text\">two</div></div></div></div></div></body></html>";
        check(page, &["0 2021-01-02 10:00:00 UTC+03:30 حزب - - -: one", "1 2021-01-03 10:00:00 حزب - خبر -: two"]);
    }

    #[test]
    fn albums_polls_and_answers() {
        let message = |class: &str, second: u32, inside: &str| {
            format!(
                "<div class=\"message default clearfix {class}\"><div class=\"body\">\
                 <div class=\"pull_right date details\" title=\"02.01.2021 10:00:0{second}\">10:00</div>\
                 {}{inside}</div></div>",
                if class.is_empty() { "<div class=\"from_name\">حزب</div>" } else { "" }
            )
        };
        let media = "<div class=\"media_wrap clearfix\"><a href=x>Photo</a></div>";
        let page = format!(
            "<html><div class=\"history\">{}{}{}{}</div></html>",
            message("", 1, &format!("{media}<div class=\"text\">one</div>")),
            message("joined", 1, &format!("{media}<div class=\"text\">two</div>")),
            message("joined", 2, &format!("{media}<div class=\"text\">three</div>")),
            message("joined", 2, "<div class=\"media_wrap clearfix\"><div class=\"media_poll\"><div class=\"question bold\">Q?</div>\
                <div class=\"details\">Poll</div><div class=\"answer\">yes</div><div class=\"answer\">no</div></div></div>").replace(":02", ":03").as_str(),
        );
        let from = "حزب - - -:";
        check(
            &page,
            &[
                &format!("0 2021-01-02 10:00:01 {from} one\n\ntwo"),
                &format!("1 2021-01-02 10:00:02 {from} three"),
                &format!("2 2021-01-02 10:00:03 {from} Q?\n- yes\n- no"),
            ],
        );
        check(
            "<div class=\"tgme_widget_message\"><a class=\"tgme_widget_message_reply\">\
             <div class=\"tgme_widget_message_text js-message_reply_text\">asked</div></a>\
             <div class=\"tgme_widget_message_text js-message_text\">answered</div></div>",
            &["0 - - - - -: answered"],
        );
    }

    #[test]
    fn other_pages_are_none() {
        check("<html><body><div class=\"message default\"><div class=\"text\">a</div></div></body></html>", &[]);
        check(
            "<div class=\"tgme_widget_message\"><div class=\"tgme_widget_message_text\">never closed",
            &["0 - - - - -: never closed"],
        );
    }
}
