//! Where a statement was published: agency, site, address and author, as the page says.
//!
//! Fields of a record come first, then labelled lines and bylines, then the dateline or the attribution that opens a
//! news body, then the agency that signs it. Names are kept as written. Which lines are labels is the classifier's to say.

use super::classify::Classifier;
use super::lexicon::{Lexicon, is_word, strip_words};
use super::line::{is_blank, lines};
use super::posts;
use crate::model::{Block, BlockRole, Fields, Source};
use crate::text::fold::{Folded, fold};
use std::sync::LazyLock;

/// Words an agency's name may have.
const NAME_WORDS: usize = 5;
/// Words the name of an author may have, with a title before it.
const AUTHOR_WORDS: usize = 5;
/// Bytes at the start of a text in which a dateline stands.
const DATELINE: usize = 160;
/// Parts of a dateline that are looked at: place, day, agency.
const PARTS: usize = 3;
/// Folded bytes at the start of a text in which the longest phrase of the list stands with what follows it.
const BYLINE: usize = 200;

static LISTS: LazyLock<Lists> = LazyLock::new(Lists::read);

#[derive(Debug)]
struct Lists {
    agencies: Vec<String>,
    begins: Vec<String>,
    ends: Vec<String>,
    desks: Vec<String>,
    attributions: Vec<String>,
    reports: Vec<String>,
    behind: Vec<String>,
    before: Vec<String>,
    nobody: Vec<String>,
    authors: Vec<String>,
}

impl Lists {
    fn read() -> Self {
        let lexicon = Lexicon::read(include_str!("data/sources.txt"));
        let of = |section| lexicon.longest_first(section);
        Self {
            agencies: of("agency").iter().map(|name| name.replace(' ', "")).collect(),
            begins: of("begins"),
            ends: of("ends"),
            desks: of("desk"),
            attributions: of("attribution"),
            reports: of("reported by"),
            behind: of("behind"),
            before: of("before"),
            nobody: of("nobody"),
            authors: of("author"),
        }
    }

    /// True for the short name of an agency, however its letters are set apart.
    fn is_listed(&self, name: &str) -> bool {
        let close: String = fold(name).chars().filter(|letter| is_word(*letter)).collect();
        self.agencies.contains(&close)
    }

    /// True for a few words that begin or end as the name of an agency or a paper does.
    fn is_agency(&self, name: &str) -> bool {
        let folded = fold(name);
        let folded = folded.trim();
        let words = folded.split(' ').count();
        self.is_listed(name)
            || (2..=NAME_WORDS).contains(&words)
                && (self.begins.iter().any(|word| strip_words(folded, word).is_some())
                    || self
                        .ends
                        .iter()
                        .any(|word| folded.strip_suffix(word.as_str()).is_some_and(|r| r.ends_with(' '))))
    }
}

/// The source of a statement made of `blocks`.
pub(super) fn of(blocks: &[Block], fields: &Fields, classifier: &Classifier) -> Source {
    let mut source = Source {
        agency: fields.agency.clone(),
        site: fields.site.clone(),
        url: fields.url.clone(),
        author: fields.author.clone(),
    };
    for block in blocks {
        match &block.role {
            BlockRole::Metadata => {
                if let Some(sender) = posts::sender(&block.text) {
                    source.author = source.author.or_else(|| author(sender));
                    continue;
                }
                label(&mut source, &block.text, classifier);
                byline(&mut source, &block.text);
            }
            BlockRole::Furniture(reason) if reason == "address" && source.url.is_none() => {
                source.url = address(&block.text).map(str::to_owned);
            }
            _ => {}
        }
    }
    let body = || blocks.iter().filter(|block| matches!(block.role, BlockRole::Paragraph | BlockRole::Lead));
    if let Some(first) = body().next() {
        byline(&mut source, &first.text);
    }
    let opening = || body().take(2).find_map(|block| dateline(&block.text).or_else(|| attribution(&block.text)));
    let signed = || {
        let last = blocks.iter().rev().take(6).filter(
            |block| !matches!(&block.role, BlockRole::Furniture(reason) if reason != "end mark" && reason != "mark"),
        );
        last.into_iter().find_map(|block| signed_by(&block.text))
    };
    source.agency = source.agency.or_else(opening).or_else(signed);
    source
}

/// An address in a line.
fn address(text: &str) -> Option<&str> {
    text.split_whitespace().find(|word| word.contains("://") || word.starts_with("www."))
}

fn label(source: &mut Source, text: &str, classifier: &Classifier) {
    if source.url.is_none() {
        source.url = address(text).map(str::to_owned);
    }
    let Some(line) = lines(text).into_iter().next() else { return };
    let Some((_, value)) = text.split_once([':', '：']) else { return };
    let value = value.trim_matches(is_blank);
    if value.is_empty() || value.contains("://") {
        return;
    }
    match classifier.label(&line) {
        Some("source") if source.agency.is_none() => source.agency = Some(value.to_owned()),
        Some("author") if source.author.is_none() => source.author = author(value),
        _ => {}
    }
}

/// Author and agency of a line that says who wrote: كتب: …, بقلم …, هوية بريس – متابعة.
fn byline(source: &mut Source, text: &str) {
    let text = text.trim_matches(is_blank);
    if source.author.is_none() {
        source.author = written_by(text);
    }
    let parted = memchr::memchr3(b'|', b'-', b'/', text.as_bytes()).is_some() || text.contains(['–', '—']);
    if !parted {
        return;
    }
    let mut parts = text.split(['–', '—', '|', '-', '/']).map(|part| part.trim_matches(is_blank));
    let (Some(agency), Some(who), None) = (parts.next(), parts.next(), parts.next()) else { return };
    if !LISTS.is_agency(agency) {
        return;
    }
    let named = author(who);
    if named.is_none() && !LISTS.desks.contains(&fold(who)) {
        return;
    }
    source.agency.get_or_insert_with(|| agency.to_owned());
    if let Some(named) = named.filter(|_| source.author.is_none()) {
        source.author = Some(named);
    }
}

/// The name behind a word that says who wrote, if that is all of the line.
fn written_by(text: &str) -> Option<String> {
    // Few lines begin as one of the phrases does, and their first word says so.
    let first = fold(text.split_whitespace().next()?);
    let may_be = |phrase: &&String| phrase.split(' ').next().is_some_and(|word| first.starts_with(word));
    LISTS.authors.iter().find(may_be)?;
    // The fold keeps the number of words, so the words behind the phrase can be counted off.
    let folded = Folded::start_of(text, BYLINE);
    let folded = folded.text();
    let phrase = LISTS.authors.iter().find(|phrase| strip_words(folded, phrase).is_some())?;
    let sign = |rest: &str| rest.trim_start().starts_with([':', '/', '-', '–', '：']);
    let behind = strip_words(folded, phrase)?;
    // Without a sign only a word that no sentence begins with tells a name.
    if !sign(behind)
        && !phrase.starts_with("بقلم")
        && !phrase.starts_with("به قلم")
        && phrase != "by"
        && phrase != "par"
    {
        return None;
    }
    let count = phrase.split(' ').count();
    let mut rest = text;
    for _ in 0..count {
        rest = rest.trim_start().split_once(|letter: char| letter.is_whitespace() || ":/-–：".contains(letter))?.1;
    }
    author(rest.trim_start_matches(|letter: char| is_blank(letter) || ":/-–：".contains(letter)))
}

/// A name: a few words, no sentence, no desk, no number.
fn author(text: &str) -> Option<String> {
    let name = text.trim_matches(|letter: char| is_blank(letter) || matches!(letter, '،' | ',' | '*'));
    let folded = fold(name);
    let sound = !name.is_empty()
        && !name.ends_with(['.', ':', '؟', '!'])
        && name.split_whitespace().count() <= AUTHOR_WORDS
        && !name.contains(['(', ')', '«', '؛'])
        && !name.chars().any(char::is_numeric)
        && !LISTS.desks.contains(&folded)
        && !LISTS.is_agency(name);
    sound.then(|| name.to_owned())
}

/// The agency in the dateline that opens a text: "تهران - ایرنا - …", "القاهرة (رويترز) - …".
pub(super) fn dateline(text: &str) -> Option<String> {
    let mut end = text.len().min(DATELINE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut rest = text.get(..end)?.trim_start_matches(|letter| is_blank(letter) || letter == '(');
    for _ in 0..PARTS {
        let at = rest.find(['-', '–', '—', '/', ':', '(', ')', '،'])?;
        let (part, behind) = (rest.get(..at)?.trim_matches(is_blank), rest.get(at..)?);
        let sign = behind.chars().next()?;
        // Behind a colon a sentence of somebody's follows; only a known name is an agency there.
        let is_agency = if matches!(sign, ':' | '،') { LISTS.is_listed(part) } else { LISTS.is_agency(part) };
        if is_agency {
            return Some(part.to_owned());
        }
        if part.split_whitespace().count() > NAME_WORDS || sign == '،' {
            return None;
        }
        rest = behind.trim_start_matches(|letter| is_blank(letter) || "-–—/:()".contains(letter));
    }
    None
}

/// The agency whose name in brackets ends a text.
fn signed_by(text: &str) -> Option<String> {
    let text = text.trim_matches(|letter| is_blank(letter) || matches!(letter, '.' | '/'));
    let inside = text.strip_suffix(')')?;
    let name = inside.rsplit_once('(')?.1.trim_matches(is_blank);
    LISTS.is_listed(name).then(|| name.to_owned())
}

/// The name behind "as reported by".
fn attribution(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().take(16).collect();
    let first = fold(words.first()?.trim_end_matches(SIGNS));
    let begins = |phrases: &[String]| phrases.iter().any(|phrase| phrase.split(' ').next() == Some(first.as_str()));
    if !begins(&LISTS.attributions) && !begins(&LISTS.reports) {
        return None;
    }
    let folds: Vec<String> = words.iter().map(|word| fold(word.trim_end_matches(SIGNS))).collect();
    let opens = |phrases: &[String]| phrases.iter().find_map(|phrase| opening(&folds, phrase));
    let (from, reported) = match opens(&LISTS.attributions) {
        Some(count) => (count, false),
        None => (opens(&LISTS.reports)?, true),
    };
    let from = from + opens_at(&folds, from, &LISTS.before).unwrap_or(0);
    if reported && opens_at(&folds, from, &LISTS.begins).is_none() {
        return None;
    }
    let mut name: Vec<&str> = Vec::new();
    for (word, folded) in words.iter().zip(&folds).skip(from).take(NAME_WORDS) {
        let bare = word.trim_end_matches(SIGNS);
        if LISTS.behind.contains(folded) {
            break;
        }
        name.push(bare);
        if bare.len() < word.len() {
            break;
        }
    }
    // Behind the desk of a reporter stands the agency: خبرنگار گروه شهری خبرگزاری نمونه.
    let agency = name.iter().rposition(|word| LISTS.begins.contains(&fold(word))).unwrap_or(0);
    let name = name.get(agency..).unwrap_or_default().join(" ");
    (!name.is_empty() && !LISTS.nobody.contains(&fold(&name))).then_some(name)
}

/// Signs that end a word.
const SIGNS: [char; 7] = ['،', '؛', ',', ':', '.', ';', '؟'];

/// How many of the words a phrase takes with which they open.
fn opening(words: &[String], phrase: &str) -> Option<usize> {
    let mut count = 0;
    for word in phrase.split(' ') {
        if words.get(count).map(String::as_str) != Some(word) {
            return None;
        }
        count += 1;
    }
    Some(count)
}

fn opens_at(words: &[String], from: usize, phrases: &[String]) -> Option<usize> {
    let words = words.get(from..)?;
    phrases.iter().find_map(|phrase| opening(words, phrase))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::range::TextRange;

    fn source(role: BlockRole, text: &str) -> Source {
        let block = Block { role, text: text.to_owned(), range: TextRange::default() };
        of(&[block], &Fields::default(), &Classifier::new(&[]))
    }

    fn check(text: &str, agency: &str) {
        let found = source(BlockRole::Paragraph, text).agency;
        assert_eq!(found.as_deref().unwrap_or(""), agency, "{text}");
    }

    #[test]
    fn attributions_name_the_agency() {
        check("به گزارش خبرگزاری نمونه از شهر دور، شورا", "خبرگزاری نمونه");
        check("به گزارش پیام ما، شورا", "پیام ما");
        check("به‌گزارش پیام نمونه به نقل از روابط عمومی شورا، شورا", "پیام نمونه");
        check("به گزارش خبرنگار خبرگزاری نمونه، شورا", "خبرگزاری نمونه");
        check("به گزارش خبرنگار سیاسی پیام نمونه، شورا", "پیام نمونه");
        check("أفادت وكالة المثال للأنباء بأن المجلس اجتمع", "وكالة المثال للأنباء");
        check("نقلا عن صحيفة المثال: اجتمع المجلس", "صحيفة المثال");
    }

    #[test]
    fn what_is_no_attribution() {
        check("شورا به گزارش کسی", "");
        check("به گزارش خبرنگار ما، شورا", "");
        check("أفادت الأمينة العامة بأن المجلس اجتمع", "");
        check("قال الأمين العام إن المجلس اجتمع", "");
    }

    #[test]
    fn datelines_name_the_agency() {
        check("تهران - ایرنا - شورا برنامه را پذیرفت", "ایرنا");
        check("تهران – خبرگزاری نمونه – شورا برنامه را پذیرفت", "خبرگزاری نمونه");
        check("القاهرة (رويترز) - قال المجلس", "رويترز");
        check("تونس 3 ماي 2018 (وات) - قال المجلس", "وات");
        check("الجزائر - أ.ف.ب: قال المجلس", "أ.ف.ب");
        check("هوية المثال بريس – قال المجلس", "هوية المثال بريس");
        check("قال المجلس إن الماء حق للجميع (وات)", "وات");
    }

    #[test]
    fn what_is_no_dateline() {
        check("شورا - به گفته دبیر - برنامه را پذیرفت", "");
        check("فارس استان بزرگی است", "");
        check("وقالت وكالة المثال: اجتمع المجلس", "");
        check("الأمين العام: نريد الماء", "");
        check("قال المجلس (في بيان له) إن الماء حق", "");
    }

    #[test]
    fn labels_name_source_and_author() {
        assert_eq!(source(BlockRole::Metadata, "منبع: پیام نمونه").agency.as_deref(), Some("پیام نمونه"));
        assert_eq!(source(BlockRole::Metadata, "نویسنده: سارا نمونه").author.as_deref(), Some("سارا نمونه"));
        assert_eq!(source(BlockRole::Metadata, "کد خبر: 12").agency, None);
        let url = source(BlockRole::Metadata, "لینک کوتاه: https://example.org/n/12").url;
        assert_eq!(url.as_deref(), Some("https://example.org/n/12"));
    }

    fn check_byline(text: &str, agency: &str, author: &str) {
        let found = source(BlockRole::Metadata, text);
        assert_eq!(found.agency.as_deref().unwrap_or(""), agency, "{text}");
        assert_eq!(found.author.as_deref().unwrap_or(""), author, "{text}");
    }

    #[test]
    fn bylines_name_who_wrote() {
        check_byline("كتب: سالم المثال", "", "سالم المثال");
        check_byline("كتبت/ سارة المثال", "", "سارة المثال");
        check_byline("كتب – سالم المثال", "", "سالم المثال");
        check_byline("بقلم سالم المثال", "", "سالم المثال");
        check_byline("به قلم سارا نمونه", "", "سارا نمونه");
        check_byline("هوية بريس – متابعة", "هوية بريس", "");
        check_byline("هوية بريس – سالم المثال", "هوية بريس", "سالم المثال");
    }

    #[test]
    fn the_sender_of_a_message_is_its_author() {
        check_byline("[5/11/2022, 8:14:22 م] مكتب المثال:", "", "مكتب المثال");
        check_byline("5/11/2022, 8:14 - سارة المثال:", "", "سارة المثال");
        check_byline("[5/11/2022, 8:14:22 م] +96170123456:", "", "");
        check_byline("[5/11/2022, 8:14:22 م]", "", "");
    }

    #[test]
    fn what_is_no_byline() {
        check_byline("كتب سالم إلى المجلس", "", "");
        check_byline("نوشته شده در 3 خرداد", "", "");
        check_byline("المكتب السياسي – الرباط", "", "");
        check_byline("بقلم: هيئة التحرير", "", "");
    }

    #[test]
    fn fields_come_first() {
        let fields = Fields { agency: Some("خبر".to_owned()), ..Fields::default() };
        assert_eq!(of(&[], &fields, &Classifier::new(&[])).agency.as_deref(), Some("خبر"));
    }
}
