//! Which lines of a page are furniture because the pages of its folder repeat them.
//!
//! That a line comes again says little by itself: salutations, slogans, signatures and names of columns do so
//! too. So it depends on the place. Above the title a repeated line is dropped, unless it is the page's own title
//! that others link to; inside a body it stays, unless it stands in a block of such lines that most pages have; right
//! below a body it stays if it may be a signature or a last word. [`Formulas`] stay anywhere.

use super::classify::Class;
use super::lexicon::{Lexicon, strip_words, words};
use super::line::Line;
use super::segment::{Page, Section};
use super::survey::{Met, NEAR, Repeated, is_shaped};
use super::tail;
use crate::model::{Block, BlockRole};
use crate::text::range::TextRange;
use std::collections::HashMap;

/// The class of such a line; readers are told the number of pages too.
pub(super) const REPEATED: &str = "repeated";
/// Repeated lines in a row that are a box inside a body.
const BOX_LINES: usize = 3;
/// Words that a name under a body has at most.
const NAME_WORDS: usize = 5;
/// Lines below a body that are its edge, as long as nothing but such lines stands above them.
const EDGE: usize = 2;

/// Lines that repeat because people speak so.
#[derive(Debug)]
pub(super) struct Formulas {
    openings: Vec<String>,
    kinds: Vec<String>,
}

impl Formulas {
    /// Reads the embedded list.
    pub(super) fn new() -> Self {
        let read = |source| Lexicon::read(source).sections().flat_map(|(_, entries)| entries.to_vec()).collect();
        Self { openings: read(include_str!("data/formulas.txt")), kinds: read(include_str!("data/kinds.txt")) }
    }

    /// True for an invocation, a salutation, a slogan, a closing, or the mere name of a kind of text.
    fn has(&self, line: &Line<'_>) -> bool {
        let bare = line.folded.trim_start_matches(|character: char| !character.is_alphanumeric());
        self.openings.iter().any(|opening| strip_words(bare, opening).is_some())
            || self.kinds.iter().any(|kind| strip_words(bare, kind).is_some_and(|rest| words(rest).next().is_none()))
    }
}

/// The furniture that was learnt, in one page.
pub(super) struct Learnt<'a, 'page, 'text> {
    page: &'a Page<'page, 'text>,
    /// How each line was met that can be furniture for that.
    met: Vec<Option<Met>>,
    /// The lines that are.
    marked: Vec<bool>,
}

impl<'a, 'page, 'text> Learnt<'a, 'page, 'text> {
    /// Judges the lines of `page`; `title` is the one that the page names its title itself.
    pub(super) fn new(
        page: &'a Page<'page, 'text>,
        repeated: &Repeated,
        formulas: &Formulas,
        title: Option<usize>,
    ) -> Self {
        let may_be = |class: Class| class.is_body() || matches!(class, Class::Title | Class::Short);
        let met: Vec<Option<Met>> = page
            .lines
            .iter()
            .enumerate()
            .map(|(index, line)| {
                let met = repeated.met(line).filter(|_| may_be(page.class(index)))?;
                (Some(index) != title && !line.top && !formulas.has(line)).then_some(met)
            })
            .collect();
        let marked = vec![false; met.len()];
        let mut learnt = Self { page, met, marked };
        let own_text = |index: usize| page.class(index).is_body() && !learnt.met(index).is_some_and(|met| met.common);
        let own_words = |index: usize| !page.class(index).is_beside() && learnt.met(index).is_none();
        let all = || 0..page.lines.len();
        let has_text = all().any(own_text);
        let own = |&index: &usize| if has_text { own_text(index) } else { own_words(index) };
        let (Some(first), Some(last)) = (all().find(own), all().rev().find(own)) else { return learnt };
        learnt.mark_above(first);
        learnt.mark_inside(first, last);
        learnt.mark_below(last);
        learnt
    }

    fn met(&self, index: usize) -> Option<Met> {
        self.met.get(index).copied().flatten()
    }

    fn is_marked(&self, index: usize) -> bool {
        self.marked.get(index).copied().unwrap_or(false)
    }

    fn mark(&mut self, index: usize, furniture: bool) {
        if let Some(marked) = self.marked.get_mut(index) {
            *marked = furniture;
        }
    }

    /// Above the first text that is the page's own.
    fn mark_above(&mut self, first: usize) {
        // Most pages stand alone: nothing of theirs was met elsewhere.
        if (0..first).all(|index| self.met(index).is_none()) {
            return;
        }
        let line = |index: usize| self.page.lines.get(index);
        // A long title was promoted from running text.
        let promoted = |index: usize, line: &Line<'_>| line.words > 3 && self.page.class(index) == Class::Title;
        let shaped = |&index: &usize| line(index).is_some_and(|line| is_shaped(line) || promoted(index, line));
        let near: Vec<usize> = (0..first).rev().filter(shaped).take(NEAR).collect();
        let mut times: HashMap<&str, usize> = HashMap::new();
        for line in self.page.lines {
            *times.entry(line.folded.as_str()).or_default() += 1;
        }
        let mut seen_below: Vec<&str> = Vec::new();
        let mut titled = false;
        let mut found = Vec::new();
        for index in (0..first).rev() {
            let Some(line) = line(index) else { continue };
            let Some(met) = self.met(index) else {
                titled |= self.page.class(index) == Class::Title;
                continue;
            };
            let last = !seen_below.contains(&line.folded.as_str());
            seen_below.push(&line.folded);
            let more = times.get(line.folded.as_str()).is_some_and(|times| *times > met.times);
            // Other pages link to this one by its title.
            let own_title = near.contains(&index) && (!met.near || more && last);
            if own_title {
                titled |= self.page.class(index) == Class::Title;
            } else if !self.page.class(index).is_body() || met.common && titled {
                found.push(index);
            }
        }
        found.into_iter().for_each(|index| self.mark(index, true));
    }

    /// Between the first and the last text that is the page's own: boxes only.
    fn mark_inside(&mut self, first: usize, last: usize) {
        let mut run: Vec<usize> = Vec::new();
        for index in first + 1..=last {
            if self.met(index).is_some_and(|met| met.common) && !self.page.class(index).is_body() {
                run.push(index);
            } else if index == last || !matches!(self.page.class(index), Class::Furniture(_)) {
                if run.len() >= BOX_LINES {
                    run.iter().for_each(|index| self.mark(*index, true));
                }
                run.clear();
            }
        }
    }

    /// Below the last text that is the page's own.
    fn mark_below(&mut self, last: usize) {
        let page = self.page;
        let spaced = page.lines.iter().filter(|line| line.gap).count() > 2;
        let signs = |index: usize| {
            page.lines.get(index).is_some_and(|line| {
                let names = page.names_party.get(index).copied().unwrap_or(false);
                tail::is_signature(&line.folded, names, page.offices)
            })
        };
        let (mut behind_furniture, mut signed, mut offset) = (false, false, 0);
        for index in last + 1..page.lines.len() {
            let Some(line) = page.lines.get(index) else { continue };
            if let Class::Furniture(reason) = page.class(index) {
                behind_furniture |= !matches!(reason, "mark" | "image" | "end mark" | "counter" | "clock");
                continue;
            }
            offset += 1;
            let name = line.words <= NAME_WORDS && !line.ends_sentence();
            // One name may stand right below an office, or above it.
            let beside = || signed && !line.gap || signs(index + 1);
            let signature = signs(index) || name && !behind_furniture && beside();
            signed = signs(index);
            let Some(met) = self.met(index).filter(|_| !signature) else { continue };
            let edge = !behind_furniture && offset <= EDGE;
            // A short line right under a paragraph belongs to it.
            let glued = edge && spaced && !line.gap && name;
            let sure = if page.class(index).is_body() {
                behind_furniture && met.common
            } else if line.ends_sentence() {
                !edge && met.common
            } else {
                !glued && (!edge || met.common)
            };
            if sure {
                self.mark(index, true);
                behind_furniture = true;
            }
        }
    }

    /// The classes of the lines with what was learnt, and the sections of the page for them; none if nothing was.
    ///
    /// `before` are the sections without.
    pub(super) fn applied(&mut self, before: &[Section]) -> Option<(Vec<Class>, Vec<Section>)> {
        if !self.marked.contains(&true) {
            return None;
        }
        let (mut classes, mut sections) = self.sections();
        if self.take_back(before, &sections) {
            (classes, sections) = self.sections();
        }
        for section in &mut sections {
            let was = before.iter().find(|was| was.title.is_some() && was.title == section.title);
            let kicker = was.and_then(|was| was.kicker);
            // The name of a column is on some pages, that of the site on all.
            let column = kicker.filter(|&kicker| self.met(kicker).is_some_and(|met| !met.common));
            section.kicker = section.kicker.or(column);
        }
        Some((classes, sections))
    }

    fn sections(&self) -> (Vec<Class>, Vec<Section>) {
        let classes = self.page.classes.iter().enumerate();
        let class = |(index, class): (usize, &Class)| {
            if self.is_marked(index) { Class::Furniture(REPEATED) } else { *class }
        };
        let classes: Vec<Class> = classes.map(class).collect();
        let sections = Page { classes: &classes, ..*self.page }.sections();
        (classes, sections)
    }

    /// Takes back what would leave a statement without its title or its byline; true if anything was.
    fn take_back(&mut self, before: &[Section], after: &[Section]) -> bool {
        let speaks = |&index: &usize| {
            self.page.names_party.get(index).copied().unwrap_or(false)
                || self.page.lines.get(index).is_some_and(|line| self.page.offices.has_speaking(&line.folded))
        };
        let mut wanted: Vec<usize> = Vec::new();
        for section in after {
            match section.title {
                None => {
                    let own = |title: &usize| (section.start..section.end).contains(title);
                    wanted.extend(before.iter().filter_map(|was| was.title).filter(own));
                }
                Some(title) => wanted.extend((title + 1..section.body).filter(speaks)),
            }
        }
        wanted.retain(|&index| self.is_marked(index));
        wanted.iter().for_each(|index| self.mark(*index, false));
        !wanted.is_empty()
    }

    /// Says of the blocks that are furniture for it on how many pages they are.
    pub(super) fn explain(&self, blocks: &mut [Block]) {
        let pages: HashMap<TextRange, usize> = (0..self.met.len())
            .filter(|&index| self.is_marked(index))
            .filter_map(|index| Some((self.page.lines.get(index)?.range, self.met(index)?.pages)))
            .collect();
        for block in blocks {
            if let BlockRole::Furniture(reason) = &mut block.role
                && reason == REPEATED
            {
                let pages = pages.get(&block.range).copied().unwrap_or_default();
                *reason = format!("repeated on {pages} pages of this folder");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::survey::Survey;
    use super::super::{Context, Extractor};
    use super::*;
    use crate::model::{Day, Document, Fields, Role, Statement};

    const BODY: &str = "بند که تنها برای آزمون نوشته شده است و خبری در آن نیست، اما آن اندازه دراز است که متن شمرده شود و نه عنوان و نه چیز دیگر، و پس از آن نقطه می‌آید.";
    const NAMES: [&str; 12] =
        ["بهار", "تابان", "پارسا", "جویبار", "چشمه", "خاوران", "دریا", "روشن", "زرین", "سپیده", "شکوفه", "گلزار"];

    /// A running text that only one page has.
    fn body(page: usize) -> String {
        format!("{0} و {0} نام این {BODY}", NAMES[page % NAMES.len()])
    }

    fn title(page: usize) -> String {
        format!("سخنی دربارهٔ {} و آیندهٔ شهر", NAMES[page % NAMES.len()])
    }

    fn document(text: &str) -> Document {
        Document { path: "page.txt".to_owned(), text: text.to_owned(), ..Document::default() }
    }

    /// Reads the first of these pages among the others.
    fn read(pages: &[String]) -> Vec<Statement> {
        let documents: Vec<Document> = pages.iter().map(|text| document(text)).collect();
        read_documents(&documents)
    }

    fn read_documents(documents: &[Document]) -> Vec<Statement> {
        let mut survey = Survey::default();
        documents.iter().for_each(|document| survey.add(Survey::page(document)));
        let context = Context { reference: None, today: Day { year: 2024, month: 5, day: 1 } };
        Extractor::new().statements_among(&documents[0], &context, &survey.finish())
    }

    /// Five pages from what is on each.
    fn pages(page: impl Fn(usize) -> String) -> Vec<String> {
        (0..5).map(page).collect()
    }

    /// The role of the line `text` in the first of five pages.
    fn check(page: impl Fn(usize) -> String, text: &str, expected: &str) {
        let found = read(&pages(page));
        let blocks = found.iter().flat_map(|statement| &statement.blocks);
        let role = blocks.filter(|block| block.text == text).map(|block| format!("{:?}", block.role)).next();
        assert_eq!(role.as_deref(), Some(expected), "{found:#?}");
    }

    const LEARNT: &str = "Furniture(\"repeated on 5 pages of this folder\")";

    #[test]
    fn lines_around_a_body_are_learnt() {
        let page = |page| {
            format!("رستک پشتیان مهرورز\n\n{}\n\n{}\n\nفرستادن برگه\nپیوند ماندگار برگه", title(page), body(page))
        };
        for line in ["رستک پشتیان مهرورز", "فرستادن برگه", "پیوند ماندگار برگه"]
        {
            check(page, line, LEARNT);
        }
        check(page, &title(0), "Title");
        check(page, &body(0), "Paragraph");
        let alone = read(&[page(0)]);
        assert!(
            alone[0]
                .blocks
                .iter()
                .all(|block| !matches!(&block.role, BlockRole::Furniture(why) if why.contains("repeated on")))
        );
    }

    #[test]
    fn numbers_in_them_differ() {
        let page = |page| format!("{}\nرستک: {}\n\n{}", title(page), 4000 + page, body(page));
        check(page, "رستک: 4000", LEARNT);
    }

    #[test]
    fn a_line_between_paragraphs_stays() {
        let page =
            |page| format!("{}\n\n{}\n\nپیشنهادهای ما\n\n{} {}", title(page), body(page), NAMES[page], body(page + 5));
        check(page, "پیشنهادهای ما", "Paragraph");
    }

    #[test]
    fn but_a_box_there_is_learnt() {
        let page = |page| {
            format!(
                "{}\n\n{}\n\nرستک\nنام بنگارید\nفرستید\n\n{} {}",
                title(page),
                body(page),
                NAMES[page],
                body(page + 5)
            )
        };
        check(page, "نام بنگارید", LEARNT);
    }

    #[test]
    fn a_paragraph_that_comes_again_stays_in_its_place() {
        let closing = format!("بارها گفته‌ایم {BODY}");
        let page = |page| format!("{}\n\n{}\n\n{closing}\n\nرستک برگه", title(page), body(page));
        check(page, &closing, "Paragraph");
        check(page, "رستک برگه", LEARNT);
        let below = |page| format!("{}\n\n{}\n\nرستک برگه\n\n{closing}", title(page), body(page));
        check(below, &closing, LEARNT);
        let above = |page| format!("{closing}\n\n{}\n\n{}", title(page), body(page));
        check(above, &closing, LEARNT);
        check(above, &title(0), "Title");
    }

    #[test]
    fn signatures_slogans_and_closings_stay() {
        for (line, role) in [
            ("روابط عمومی حزب نمونه", "Signature"),
            ("المكتب السياسي", "Signature"),
            ("زنده باد همبستگی", "Paragraph"),
            ("والسلام عليكم ورحمة الله وبركاته", "Paragraph"),
        ] {
            check(|page| format!("{}\n\n{}\n\n{line}\n\nرستک برگه\nفرستادن", title(page), body(page)), line, role);
        }
    }

    #[test]
    fn a_name_above_an_office_or_right_under_a_body_stays() {
        let signed = |page| format!("{}\n\n{}\n\nسارا بهمنی\nدبیرکل حزب نمونه", title(page), body(page));
        check(signed, "سارا بهمنی", "Signature");
        let glued = |page| format!("{}\n\n{}\nسارا بهمنی\n\nرستک برگه", title(page), body(page));
        check(glued, "سارا بهمنی", "Paragraph");
        check(glued, "رستک برگه", LEARNT);
    }

    #[test]
    fn invocations_and_salutations_stay() {
        for line in ["بسم الله الرحمن الرحیم", "به نام خدا", "ملت شریف ایران", "أيها الإخوة"]
        {
            let page = |page| format!("{}\n\n{}\n\n{line}\n\n{}", title(page), body(page), body(page + 5));
            check(page, line, "Paragraph");
            let listed = |page| format!("{line}\n\n{}\n\n{}", title(page), body(page));
            assert_eq!(read(&pages(listed))[0].title, title(0));
        }
    }

    #[test]
    fn a_refrain_stays() {
        let page = |page: usize| {
            let verse = |line: usize| format!("{} و {}", NAMES[(page + line) % 12], NAMES[(page * 5 + line * 7) % 12]);
            let stanza = |at: usize| format!("{}\n{}\nای باد بهاری بیا\n\n", verse(at), verse(at + 1));
            format!("{}\n\n{}\n\n{}{}{}{}", title(page), body(page), stanza(0), stanza(2), stanza(4), body(page + 5))
        };
        check(page, "ای باد بهاری بیا", "Paragraph");
    }

    #[test]
    fn the_name_of_a_kind_is_a_title_and_so_is_the_only_one() {
        for name in ["بیانیه", "بلاغ", "پیام تسلیت", "گزارش هفتگی شماره ۱۲"] {
            let page = |page| format!("{name}\n\n{}", body(page));
            let (among, alone) = (read(&pages(page)), read(&[page(0)]));
            assert_eq!(among[0].title, name);
            assert_eq!(among[0].blocks, alone[0].blocks);
        }
    }

    #[test]
    fn a_title_that_other_pages_link_to_stays_one() {
        let links = |own: usize| -> String {
            (0..5).filter(|page| *page != own).map(|page| format!("{}\n", title(page))).collect()
        };
        let below = |page| format!("{}\n\n{}\n\nتازه از رستک\n{}", title(page), body(page), links(page));
        check(below, &title(0), "Title");
        check(below, &title(1), "Furniture(\"repeated on 5 pages of this folder\")");
        let all: String = (0..5).map(|page| format!("{}\n", title(page))).collect();
        let above = |page| format!("تازه از رستک\n{all}\n{}\n\n{}", title(page), body(page));
        let found = read(&pages(above));
        assert_eq!((found.len(), found[0].title.as_str()), (1, title(0).as_str()));
    }

    #[test]
    fn the_name_of_a_column_is_a_kicker_and_that_of_the_site_is_not() {
        let page = |page: usize| {
            let column = if page < 3 { "سخن آشنا" } else { "گفت دیگر" };
            format!("رستک پشتیان\n\n{column}\n{}\n\n{}", title(page), body(page))
        };
        let found = read(&(0..8).map(page).collect::<Vec<_>>());
        let kicker = found[0].blocks.iter().find(|block| block.role == BlockRole::Kicker).unwrap();
        assert_eq!(kicker.text, "سخن آشنا");
    }

    #[test]
    fn whose_site_it_is_still_says_who_speaks() {
        let page = |page| format!("وبگاه رسمی حزب تودهٔ ایران\n\n{}\n\n{}", title(page), body(page));
        let found = read(&pages(page));
        let (alone, among) = (&read(&[page(0)])[0], &found[0]);
        assert!(alone.party.is_some());
        assert_eq!(among.party, alone.party);
        check(page, "وبگاه رسمی حزب تودهٔ ایران", LEARNT);
    }

    #[test]
    fn a_byline_that_names_a_party_stays() {
        let page = |page| format!("{}\nروابط عمومی حزب نمونه\n\n{}", title(page), body(page));
        check(page, "روابط عمومی حزب نمونه", "Metadata");
        assert_eq!(read(&pages(page))[0].party.as_ref().unwrap().role, Role::Speaker);
    }

    #[test]
    fn a_title_that_all_pages_give_themselves_is_none() {
        let page = |page: usize| Document {
            fields: Fields { title: Some("رستک پشتیان مهرورز".to_owned()), ..Fields::default() },
            ..document(&format!("رستک پشتیان مهرورز\n\n{}\n\n{}", title(page), body(page)))
        };
        let documents: Vec<Document> = (0..4).map(page).collect();
        assert_eq!(read_documents(&documents)[0].title, title(0));
        assert_eq!(read_documents(&documents[..1])[0].title, "رستک پشتیان مهرورز");
    }

    #[test]
    fn nothing_is_lost_by_it() {
        let page =
            |page| format!("رستک\n\n{}\n| رستک مهر |\n{}\n\nفرستادن برگه\nپیوند برگه\n", title(page), body(page));
        let text = page(0);
        let found = read(&pages(page));
        let told: String =
            found.iter().flat_map(|statement| &statement.blocks).map(|block| block.range.of(&text)).collect();
        let bare = |text: &str| text.chars().filter(|character| !character.is_whitespace()).collect::<String>();
        assert_eq!(bare(&told), bare(&text));
    }
}
