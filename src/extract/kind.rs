//! What sort of text a statement is, by what it calls itself.
//!
//! The title decides, then the headline above it, then the first line of the text; a text that reports on somebody's
//! words is news, and so is one whose title has the name of a kind as its object ("the party issues a statement"). None
//! of these: no kind. Each answer comes with the words that gave it.

use super::lexicon::{Lexicon, find_words, is_word, strip_words, words};
use super::openings::Openings;
use super::phrases::Phrases;
use super::source;
use crate::model::{Kind, Language};

/// Folded letters of a title within which its kind is named.
const HEAD: usize = 60;
/// Words of a first line that may name the kind of what follows.
const LINE_WORDS: usize = 14;

/// What texts call themselves.
#[derive(Debug)]
pub(super) struct Kinds {
    /// Longest first.
    names: Vec<Name>,
    openings_of_names: Openings,
    /// Longest first, as all that follow.
    prefixes: Vec<String>,
    about: Vec<String>,
    others: Phrases,
    openings: Vec<String>,
}

#[derive(Debug)]
struct Name {
    folded: String,
    kind: Kind,
    /// The only language in which it is one.
    language: Option<Language>,
}

/// The folded parts of a statement that name its kind.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Heads<'a> {
    /// Its title.
    pub(super) title: &'a str,
    /// The headline above it.
    pub(super) kicker: &'a str,
    /// The first paragraph, or the lead where there is none.
    pub(super) first: &'a str,
    /// The same as found.
    pub(super) opening: &'a str,
}

impl Kinds {
    /// Reads the embedded lists.
    pub(super) fn new() -> Self {
        let lexicon = Lexicon::read(include_str!("data/kinds.txt"));
        let mut names: Vec<Name> = lexicon
            .sections()
            .filter_map(|(section, entries)| Some((named(section)?, entries)))
            .flat_map(|((kind, language), entries)| {
                entries.iter().map(move |entry| Name { folded: entry.clone(), kind, language })
            })
            .collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.folded.len()));
        // A word in heh may be lengthened.
        let longer = |word: &str| {
            let endings = if word.ends_with('ه') { &["ای", "ی"][..] } else { &[] };
            endings.iter().map(|ending| format!("{word}{ending}")).collect()
        };
        Self {
            openings_of_names: Openings::lengthened(names.iter().map(|name| name.folded.as_str()), &longer),
            names,
            prefixes: lexicon.longest_first("text of"),
            about: lexicon.longest_first("about"),
            others: lexicon.longest_first("no name").into(),
            openings: Lexicon::read(include_str!("data/words.txt")).longest_first("body opening"),
        }
    }

    /// The kind of a statement in `language` with these parts, and the words that say so.
    pub(super) fn of(&self, heads: Heads<'_>, language: Language) -> Option<(Kind, String)> {
        let told = |place: &str, (kind, name): (Kind, &str)| (kind, format!("{place}: {name}"));
        let reports = || self.reports(heads);
        if let Some((kind, name, alone)) = self.opening_of_parts(heads.title, language) {
            // «بيان: …» over a text that reports is the name of a source and not of the text.
            let news = if alone { reports() } else { None };
            return Some(news.unwrap_or_else(|| told("title", (kind, name))));
        }
        self.opening(heads.kicker, language)
            .map(|found| told("kicker", found))
            .or_else(|| self.within(heads.title, language))
            .or_else(reports)
            .or_else(|| {
                let line = words(heads.first).nth(LINE_WORDS).is_none();
                self.opening(heads.first, language).filter(|_| line).map(|found| told("first line", found))
            })
    }

    /// The name with which a title opens, or a part of it behind a bar; true if nothing but a colon follows it.
    fn opening_of_parts<'a>(&'a self, title: &str, language: Language) -> Option<(Kind, &'a str, bool)> {
        title.split(['|', '–', '—', '•']).flat_map(|part| part.split(" - ")).find_map(|part| {
            let (kind, name) = self.opening(part, language).or_else(|| self.end_in_pashto(part, language))?;
            let behind = part.find(name).and_then(|at| part.get(at + name.len()..)).unwrap_or("");
            Some((kind, name, behind.trim_start().starts_with(':')))
        })
    }

    /// The name with which a Pashto title ends: what a noun belongs to stands before it there.
    fn end_in_pashto(&self, part: &str, language: Language) -> Option<(Kind, &str)> {
        let bare = part.trim_end_matches(|character: char| !character.is_alphanumeric());
        let mut names = self.names.iter().filter(|name| language == Language::Ps && name.is_one_in(language));
        names.find(|name| ends_in(bare, &name.folded)).map(Name::told)
    }

    /// News, if the text opens as news does.
    fn reports(&self, heads: Heads<'_>) -> Option<(Kind, String)> {
        let opening = self.openings.iter().find(|opening| heads.first.starts_with(opening.as_str()));
        let cue = opening.map(|opening| format!("opening: {opening}"));
        let cue = cue.or_else(|| source::dateline(heads.opening).map(|agency| format!("dateline: {agency}")));
        cue.map(|cue| (Kind::News, cue))
    }

    fn opening(&self, folded: &str, language: Language) -> Option<(Kind, &str)> {
        let bare = folded.trim_start_matches(|character: char| !character.is_alphanumeric());
        let text_of = self.prefixes.iter().find_map(|prefix| strip_words(bare, prefix)).map(str::trim_start);
        let bare = text_of.unwrap_or(bare);
        if self.others.open(bare) {
            return None;
        }
        // "The text of the statement": the name has its article there.
        let article = text_of.and_then(|text| ["لل", "ال", "ل"].iter().find_map(|article| text.strip_prefix(article)));
        let opening = |form: &str| {
            let opens = |number: &usize| {
                self.names.get(*number).is_some_and(|name| name.is_one_in(language) && name.opens(form))
            };
            self.openings_of_names.of(form).find(opens)
        };
        // The longest of both forms.
        let first = [Some(bare), article].into_iter().flatten().filter_map(opening).min()?;
        self.names.get(first).map(Name::told)
    }

    /// A sure name further on in a title: news if it is what the title is about, else its kind.
    fn within(&self, title: &str, language: Language) -> Option<(Kind, String)> {
        let end = title.char_indices().nth(HEAD).map_or(title.len(), |(at, _)| at);
        let head = title.get(..end)?;
        let mut possible: Vec<usize> =
            words(head).chain([""]).flat_map(|word| self.openings_of_names.of_word(word)).collect();
        possible.sort_unstable();
        possible.dedup();
        let possible = possible.into_iter().filter_map(|number| self.names.get(number));
        for name in possible.filter(|name| name.is_one_in(language)) {
            let Some(at) = name.find(head) else { continue };
            let before = head.get(..at).unwrap_or("").trim_end();
            if let Some(about) = self.about.iter().find(|about| ends_in(before, about))
                && name.kind != Kind::Interview
            {
                return Some((Kind::News, format!("title: {about} {}", name.folded)));
            }
            // A body that "published a statement" is news about it; only names of several words are sure here.
            if name.folded.contains(' ') {
                return Some((name.kind, format!("title: {}", name.folded)));
            }
        }
        None
    }
}

impl Name {
    fn told(&self) -> (Kind, &str) {
        (self.kind, &self.folded)
    }

    fn is_one_in(&self, language: Language) -> bool {
        match self.language {
            None => true,
            Some(only) => only == language || language == Language::Und,
        }
    }

    fn opens(&self, folded: &str) -> bool {
        folded.strip_prefix(self.folded.as_str()).is_some_and(|rest| self.ends_before(rest))
    }

    fn find(&self, folded: &str) -> Option<usize> {
        find_words(folded, &self.folded).or_else(|| {
            let whole = |at: &usize| {
                let before = folded.get(..*at).and_then(|text| text.chars().next_back());
                !before.is_some_and(is_word) && folded.get(*at..).is_some_and(|text| self.opens(text))
            };
            folded.match_indices(self.folded.as_str()).map(|(at, _)| at).find(whole)
        })
    }

    /// True if the word ends where `rest` begins, or is only lengthened as a word in heh may be.
    fn ends_before(&self, rest: &str) -> bool {
        let rest = match self.folded.ends_with('ه') {
            true => rest.strip_prefix("ای").or_else(|| rest.strip_prefix('ی')).unwrap_or(rest),
            false => rest,
        };
        !rest.chars().next().is_some_and(is_word)
    }
}

/// True if a folded text ends in a phrase, as whole words.
fn ends_in(folded: &str, phrase: &str) -> bool {
    folded.strip_suffix(phrase).is_some_and(|rest| !rest.chars().next_back().is_some_and(is_word))
}

/// The kind and the language of a section of the list; none for one that holds no names.
fn named(section: &str) -> Option<(Kind, Option<Language>)> {
    let (kind, language) = section.split_once(' ').map_or((section, None), |(kind, language)| (kind, Some(language)));
    let language = match language {
        None => None,
        Some("ar") => Some(Language::Ar),
        Some("fa") => Some(Language::Fa),
        Some("ckb") => Some(Language::Ckb),
        Some("ps") => Some(Language::Ps),
        Some(_) => return None,
    };
    let kind = match kind {
        "communique" => Kind::Communique,
        "statement" => Kind::Statement,
        "notice" => Kind::Notice,
        "resolution" => Kind::Resolution,
        "message" => Kind::Message,
        "letter" => Kind::Letter,
        "note" => Kind::Note,
        "speech" => Kind::Speech,
        "interview" => Kind::Interview,
        "condolence" => Kind::Condolence,
        "congratulation" => Kind::Congratulation,
        "program" => Kind::Program,
        "report" => Kind::Report,
        _ => return None,
    };
    Some((kind, language))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::language::Languages;
    use crate::text::fold::fold;
    use Kind::*;

    fn check(title: &str, first: &str, expected: Option<Kind>) {
        let text = format!("{title} {first}");
        let language = Languages::new().of(&text, &fold(&text));
        let (title_folded, folded) = (fold(title), fold(first));
        let heads = Heads { title: &title_folded, kicker: "", first: &folded, opening: first };
        let found = Kinds::new().of(heads, language);
        assert_eq!(found.as_ref().map(|(kind, _)| *kind), expected, "{title} ({language:?}, {found:?})");
    }

    #[test]
    fn titles_name_their_kind() {
        check("بلاغ صحفي حول اجتماع المكتب السياسي", "", Some(Communique));
        check("البيان الختامي للمؤتمر الوطني", "", Some(Communique));
        check("بیانیهٔ حزب نمونه دربارهٔ آب", "", Some(Statement));
        check("بیانیه‌ی حزب نمونه درباره‌ی آب", "", Some(Statement));
        check("بيان المكتب التنفيذي حول المدارس", "", Some(Statement));
        check("تصريح صحفي للناطق باسم الحزب", "", Some(Statement));
        check("بەیاننامەی پارتی نموونە سەبارەت بە ئاو", "", Some(Statement));
        check("ڕاگەیەندراوێک بۆ ڕای گشتی", "", None);
        check("ڕاگەیەندراوی مەکتەبی سیاسی", "", Some(Statement));
        check("د نمونې ګوند اعلامیه", "", Some(Statement));
        check("( اطلاعیه شماره دو )", "", Some(Notice));
        check("نامه‌ای به شورای شهر", "", Some(Letter));
        check("رسالة مفتوحة إلى رئيس المجلس", "", Some(Letter));
        check("پیام تسلیت دبیرکل حزب نمونه", "", Some(Condolence));
        check("برقية تعزية من الأمين العام", "", Some(Condolence));
        check("پیام تبریک به کارگران", "", Some(Congratulation));
        check("قطعنامه کنگره سوم", "", Some(Resolution));
        check("كلمة الأمين العام في افتتاح المؤتمر", "", Some(Speech));
        check("حوار مع الكاتبة الأولى للحزب", "", Some(Interview));
        check("برنامه انتخاباتی حزب نمونه", "", Some(Program));
        check("تقرير عن أشغال المجلس", "", Some(Report));
    }

    #[test]
    fn the_text_itself_may_be_announced() {
        check("متن کامل بیانیه حزب نمونه", "", Some(Statement));
        check("نص البيان الصادر عن الحزب", "", Some(Statement));
        check("النص الكامل لبيان الحزب", "", Some(Statement));
        check("حزب النموذج | بلاغ المكتب السياسي", "", Some(Communique));
    }

    #[test]
    fn an_item_about_a_statement_is_news() {
        check("صدور بیانیه حزب نمونه درباره آب", "", Some(News));
        check("حزب نمونه در بیانیه‌ای خواستار آب شد", "", Some(News));
        check("واکنش به بیانیه حزب نمونه", "", Some(News));
        check("المكتب السياسي يصدر بيانا حول المدارس", "", None);
        check("حزب النموذج في بلاغ له: الماء حق", "", Some(News));
        check("بعد بيان الحزب.. المجلس يرد على الأسئلة", "", Some(News));
        check("بيان: المجلس يؤجل اجتماعه", "أفادت وكالة المثال بأن المجلس أجل اجتماعه", Some(News));
        check("بيان: نرفض تأجيل الاجتماع", "نحن أعضاء الحزب نرفض هذا", Some(Statement));
        check("شورا برنامه را پذیرفت", "به گزارش خبرگزاری نمونه، شورا", Some(News));
        check("المجلس يوافق على البرنامج", "الرباط - (و م ن) - وافق المجلس على البرنامج", Some(News));
        // An agency may publish the statement itself.
        check("بیانیه حزب نمونه درباره آب", "به گزارش خبرگزاری نمونه، متن بیانیه به شرح زیر است", Some(Statement));
    }

    #[test]
    fn words_that_only_look_like_a_name() {
        check("بيانات الحزب", "", None);
        check("قرار است شورا برنامه را بپذیرد", "", None);
        check("قرار المجلس الوطني", "", Some(Resolution));
        check("مقابله با فساد در شورا", "", None);
        check("مداخله نظامی در شهر را نمی‌پذیریم", "", None);
        check("أخبار الحزب في هذا الشهر", "", None);
        check("رای شورا به برنامه", "", None);
        check("پیام‌رسان‌ها و شورا", "", None);
        check("شورا برنامه را پذیرفت", "شورا دیروز نشست داشت", None);
        check(
            "شورا برنامه را پذیرفت",
            "بیانیه حزب نمونه که دیروز به شورا رسید از سوی همه نمایندگان شهر با دقت خوانده و پذیرفته شد",
            None,
        );
        check("شورا برنامه را پذیرفت", "بیانیه حزب نمونه", Some(Statement));
    }

    #[test]
    fn every_section_of_the_list_is_known() {
        for (section, _) in Lexicon::read(include_str!("data/kinds.txt")).sections() {
            assert!(named(section).is_some() || ["text of", "about", "no name"].contains(&section), "{section}");
        }
    }
}
