//! From the source of a page to its document: the steps in their order.

use super::super::linked_data;
use super::body;
use super::head::Head;
use super::measure::{Counts, Measures};
use super::tree::Tree;
use super::{title, write};
use crate::model::{Document, Fields};
use crate::text::range::TextRange;

/// Letters below which what was kept of a page is too little to trust the judgement.
const LEAST: usize = 40;
/// How many times as much must have gone for that.
const MUCH: usize = 20;

/// The page as a document; its span is the whole file, for its text is not the file's.
pub(in crate::corpus) fn document(source: &str) -> Document {
    let tree = Tree::read(source);
    let counts = Counts::of(&tree);
    let all = Measures::of(&tree, &counts, &[]);
    let linked = linked_data::articles(&tree.linked);

    let suspected = body::suspected(&tree, &all);
    let mut beside = suspected.clone();
    let measures = Measures::of(&tree, &counts, &beside);
    body::add_link_lists(&tree, &measures, &mut beside);
    let mut measures = Measures::of(&tree, &counts, &beside);
    let kept = measures.letters(0);
    if kept < LEAST && all.letters(0) > MUCH * kept {
        // What looks like furniture is all there is.
        beside = vec![None; tree.nodes.len()];
        measures = Measures::of(&tree, &counts, &beside);
    }
    let mut main = body::main_part(&tree, &measures);
    let head = Head::read(&tree, &suspected);
    let article = linked_data::of_page(linked, &head.titles.iter().chain(&head.window).collect::<Vec<_>>());
    let headlines: Vec<String> = article.title.iter().cloned().collect();
    let mut title = title::of(&tree, &measures, &beside, &head, &headlines, main);
    if title.as_ref().is_some_and(|title| title.node.is_none()) {
        // The title may stand in what was taken for furniture; then that is none.
        let hidden = title::of(&tree, &all, &[], &head, &headlines, main);
        if let Some(node) = hidden.as_ref().and_then(|title| title.node)
            && body::clear(&tree, &all, node, &mut beside)
        {
            measures = Measures::of(&tree, &counts, &beside);
            main = body::main_part(&tree, &measures);
            title = hidden;
        }
    }
    if let Some(node) = title.as_ref().and_then(|title| title.node) {
        body::add_teasers(&tree, &measures, node, main, &mut beside);
        let measures = Measures::of(&tree, &counts, &beside);
        body::add_around(&tree, &measures, main, node, &mut beside);
    }
    let (mut text, apart) = write::text(&tree, &all, &beside);
    if text.trim().is_empty() {
        // Nothing but tags: better those than nothing.
        source.clone_into(&mut text);
    }
    let fields = Fields {
        title: title.map(|title| title.text),
        date: head.date.or(article.date).or(head.marked_date).or(head.time),
        url: head.url.or(article.url),
        site: head.site.or(article.site),
        author: head.author.or(article.author),
        ..Fields::default()
    };
    Document { span: TextRange::new(0, source.len()), text, apart, fields, ..Document::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "شورای مرکزی حزب نمونه، در نشست دیروز خود، از همهٔ شهروندان خواست که برای نگهداری از آب، جنگل و هوای پاک \
        همراه شوند و در برنامه‌های داوطلبانهٔ شهرها شرکت کنند.";
    const SECOND: &str = "در این نشست گزارش کارگروه‌ها خوانده شد، و هموندان شورا پیشنهادهای خود را برای سال آینده، که سال کار \
        در روستاها خواهد بود، به دبیرخانه سپردند.";
    const TITLE: &str = "فراخوان شورای مرکزی برای نگهداری از آب";

    /// The article with these parts around it.
    fn page(before: &str, after: &str) -> String {
        format!(
            "<html><head><title>{TITLE} - حزب نمونه</title></head><body>{before}<h1>{TITLE}</h1><div><p>{FIRST}</p>\
             <p>{SECOND}</p></div>{after}</body></html>"
        )
    }

    fn text() -> String {
        format!("{TITLE}\n\n{FIRST}\n\n{SECOND}")
    }

    /// What goes from around the article, with its reason.
    fn check(around: &str, reason: &str) {
        for source in [page(around, ""), page("", around)] {
            let document = document(&source);
            assert_eq!(document.text, text(), "{source}");
            assert_eq!(document.fields.title.as_deref(), Some(TITLE), "{source}");
            assert!(document.apart.iter().all(|(why, _)| *why == reason), "{around} {:?}", document.apart);
            assert!(!document.apart.is_empty(), "{around}");
        }
    }

    /// What stays with the article.
    fn stays(before: &str, after: &str, expected: &str) {
        let source = page(before, after);
        assert_eq!(document(&source).text, expected, "{source}");
    }

    #[test]
    fn furniture_goes_with_its_reason() {
        check("<ul class=main-menu><li>خانه<li>ما</ul>", "navigation");
        check("<nav><a>خانه</a></nav>", "navigation");
        check("<div id=sidebar><h3>پیوندها</h3><p>دربارهٔ این پایگاه</p></div>", "sidebar");
        check("<div style='display:none'>متنی که دیده نمی‌شود</div>", "hidden");
        check("<section class='jp-relatedposts'><p>نوشته‌های دیگر</p></section>", "related");
        check("<div class=cookie-consent>ما کوکی داریم</div>", "notice");
        check("<form><input> جست‌وجو</form>", "form");
        check("<div><a>یک</a> <a>دو</a> <a>سه</a> <a>چهار</a></div>", "links");
        check("<table><tr><td><a>یک خبر دیگر</a><tr><td><a>خبری دیگر</a><tr><td><a>باز هم خبر</a></table>", "links");
        check(&format!("<div id=comments><ol><li>{FIRST}{FIRST}{SECOND}{SECOND}{FIRST}</ol></div>"), "comments");
    }

    #[test]
    fn what_belongs_to_the_article_stays() {
        let text = text();
        stays("<p>حزب نمونه</p>", "", &format!("حزب نمونه\n\n{text}"));
        stays("<div class=date>۱۲ مرداد ۱۴۰۰</div>", "", &format!("۱۲ مرداد ۱۴۰۰\n\n{text}"));
        stays("", "<p>دفتر سیاسی حزب نمونه</p>", &format!("{text}\n\nدفتر سیاسی حزب نمونه"));
        stays("<div class='has-sidebar no-menu'>الف</div>", "", &format!("الف\n\n{text}"));
    }

    #[test]
    fn a_class_that_lies_hides_no_article() {
        for class in ["widget", "sidebar", "modal", "menu", "share"] {
            let body = format!("<div class={class}><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p></div>");
            assert_eq!(document(&format!("<html>{body}<p>حزب نمونه</p>")).text, format!("{}\n\nحزب نمونه", text()));
        }
        let form = format!("<body><form id=aspnetForm><h1>{TITLE}</h1>{FIRST}<br><br>{SECOND}</form>");
        assert_eq!(document(&form).text, text());
        let hidden = format!("<body><div hidden><h1>{TITLE}</h1><p>{FIRST}<p>{SECOND}</div>");
        assert_eq!(document(&hidden).text, text());
        let aside =
            format!("<body><aside class=x><article><h1>{TITLE}</h1><p>{FIRST}<p>{SECOND}</article></aside><p>{TITLE}");
        assert_eq!(document(&aside).text, text());
    }

    #[test]
    fn as_much_text_elsewhere_is_no_furniture() {
        let long = format!("<section><div><p>{FIRST}</p></div><div><p>{SECOND}</p><p>{FIRST}</p></div></section>");
        let shown = document(&page("", &long)).text;
        assert_eq!((shown.matches(FIRST).count(), shown.matches(SECOND).count()), (3, 2), "{shown}");
    }

    #[test]
    fn teasers_below_an_article_go_and_a_page_of_them_stays() {
        let teasers = (1..5)
            .map(|number| {
                format!("<div class=card><h4><a>خبر دیگری از شهرها {number}</a></h4><p>چند واژه دربارهٔ خبر…</p></div>")
            })
            .collect::<String>();
        assert_eq!(document(&page("", &format!("<div>{teasers}</div>"))).text, text());
        let home = format!("<html><head><title>حزب نمونه</title></head><body><h1>حزب نمونه</h1>{teasers}</body>");
        let shown = document(&home).text;
        assert_eq!(shown.matches("خبر دیگری").count(), 4, "{shown}");
        assert_eq!(shown.matches("چند واژه").count(), 4, "{shown}");
    }

    #[test]
    fn several_articles_are_all_kept() {
        let article = |number: usize| {
            format!("<div class=row><h2>بیانیهٔ شمارهٔ {number} شورا</h2><p>{FIRST}</p><p>{SECOND}</p></div>")
        };
        let home =
            format!("<html><title>حزب نمونه</title><body><div>{}{}{}</div></body>", article(1), article(2), article(3));
        let shown = document(&home).text;
        assert_eq!((shown.matches(FIRST).count(), shown.matches(SECOND).count()), (3, 3));
        assert_eq!(shown.matches("بیانیهٔ شمارهٔ").count(), 3);
    }

    #[test]
    fn the_title_is_the_line_that_the_page_repeats_elsewhere() {
        let title = |source: &str| document(source).fields.title.unwrap_or_default();
        let body = format!("<p>{FIRST}</p>");
        assert_eq!(title(&format!("<title>حزب نمونه: {TITLE}</title><h1>حزب نمونه</h1><h3>{TITLE}</h3>{body}")), TITLE);
        assert_eq!(title(&format!("<title>حزب نمونه | {TITLE}</title><b>{TITLE}</b><br>{body}")), TITLE);
        assert_eq!(
            title(&format!(
                "<meta property=og:title content='{TITLE}'><title>x</title><h1>حزب</h1><div>{TITLE}</div>{body}"
            )),
            TITLE
        );
        assert_eq!(title(&format!("<title>حزب نمونه</title><h1>{TITLE}</h1>{body}")), TITLE);
        assert_eq!(title(&format!("<title>{TITLE} | حزب نمونه</title>{body}")), TITLE);
        assert_eq!(title(&format!("<h1>{TITLE}</h1>{body}")), TITLE);
        assert_eq!(title(&body), "");
    }

    #[test]
    fn the_date_of_publication_is_never_that_of_a_change() {
        let date = |head: &str| document(&format!("<html>{head}<p>b")).fields.date.unwrap_or_default();
        for head in [
            "<meta property=article:modified_time content=2022-02-02><meta property=article:published_time content=2021-01-01>",
            "<meta name=DC.date.issued content=2021-01-01>",
            "<meta name=pubdate content=''><meta name=publishdate content=2021-01-01>",
            "<meta name=date content=none><meta itemprop=datePublished content=2021-01-01>",
            "<time datetime=2022-02-02 class=updated>x</time><time datetime=2021-01-01>y</time>",
            "<time datetime=2022-02-02>x</time><time datetime=2021-01-01 pubdate>y</time>",
            "<time datetime=2022-02-02>x</time><span itemprop=datePublished content=2021-01-01>y</span>",
            "<div class=comments><time datetime=2022-02-02>x</time></div><abbr class=published title=2021-01-01>y</abbr>",
            "<script type='application/ld+json'>//<![CDATA[\n{\"@type\":\"Article\",\"dateModified\":\"2022-02-02\",\"datePublished\":\"2021-01-01\",}\n//]]></script>",
        ] {
            assert_eq!(date(head), "2021-01-01", "{head}");
        }
        assert_eq!(date("<meta property=article:modified_time content=2022-02-02>"), "");
        assert_eq!(date("<time itemprop=dateModified datetime=2022-02-02>x</time>"), "");
    }

    #[test]
    fn cells_of_a_layout_part_and_cells_of_data_do_not() {
        let check = |source: &str, expected: &str| assert_eq!(document(source).text, expected, "{source}");
        check(
            "<table><tr><td>سال</td><td>کرسی</td></tr><tr><td>۱۴۰۰</td><td>۱۲</td></tr></table>",
            "سال کرسی\n۱۴۰۰ ۱۲",
        );
        check("<table><tr><td>منو<br>خانه</td><td>متن</td></tr></table>", "منو\nخانه\n\nمتن");
        check("<TABLE><TR><TD>یک<TD><TABLE><TR><TD>دو</TABLE></TABLE>", "یک\n\nدو");
    }

    #[test]
    fn breaks_and_empty_paragraphs_part_paragraphs() {
        let check = |source: &str, expected: &str| assert_eq!(document(source).text, expected, "{source}");
        check("<div>a<br>b<br/><br>c<br>&nbsp;<br>d<br><br><br>e</div>", "a\nb\n\nc\n\nd\n\ne");
        check("<p>a</p><p>&nbsp;</p><p>b</p>", "a\n\nb");
        check("<body><pre>a\n  b\n\nc</pre><p>d\ne", "a\nb\n\nc\n\nd e");
        check("<body><blockquote>a</blockquote><ul><li>b<li>c</ul>d", "a\n\nb\nc\n\nd");
    }

    #[test]
    fn no_page_takes_long() {
        let deep = "<div><b><table><tr><td><ul><li>".repeat(20_000);
        assert!(document(&format!("<html>{deep}x")).text.contains('x'));
        let stray = format!("<html>{}{}x", "<p><i>".repeat(50_000), "</span></div></table>".repeat(50_000));
        assert!(document(&stray).text.contains('x'));
        let cells = format!("<html><table><tr>{}", "<td>a ".repeat(100_000));
        assert!(document(&cells).text.len() > 100_000);
        let wrapped = format!("<html><title>a b</title>{}a b{}", "<span>".repeat(50_000), "</span>".repeat(50_000));
        assert_eq!(document(&wrapped).text, "a b");
        let iframes = format!("<html>{}x", "<iframe src=a><svg><noscript>".repeat(50_000));
        assert_eq!(document(&iframes).text, "x");
    }
}
