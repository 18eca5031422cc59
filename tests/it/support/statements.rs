//! A few statements for the screens: every word written for them, every party made up.

use reader::model::calendar::span;
use reader::model::{
    Block, BlockRole, Calendar, Date, Grounds, How, Language, PartyId, PartyRole, Precision, Role, Source, Statement,
    StatementId, TitleHow,
};
use reader::text::range::TextRange;

/// A statement in the making.
pub(crate) struct Draft(Statement);

/// A statement with a title and paragraphs.
pub(crate) fn statement(path: &str, language: Language, title: &str, paragraphs: &[&str]) -> Draft {
    let mut draft = Draft(Statement {
        id: StatementId(path.to_owned()),
        path: path.to_owned(),
        item: None,
        span: TextRange::default(),
        title: title.to_owned(),
        title_made: false,
        title_how: TitleHow::default(),
        party: None,
        parties: Vec::new(),
        date: None,
        language,
        languages: Vec::new(),
        kind: None,
        words: paragraphs.iter().map(|text| text.split_whitespace().count()).sum(),
        cut: false,
        source: Source::default(),
        blocks: Vec::new(),
        grounds: Grounds::default(),
        problems: Vec::new(),
    });
    draft.block(BlockRole::Title, title);
    for text in paragraphs {
        draft.block(BlockRole::Paragraph, text);
    }
    draft
}

impl Draft {
    fn block(&mut self, role: BlockRole, text: &str) {
        self.0.blocks.push(Block { role, text: text.to_owned(), range: TextRange::default() });
    }

    pub(crate) fn party(mut self, name: &str) -> Self {
        let id = PartyId(name.to_owned());
        self.0.party =
            Some(PartyRole { id, name: name.to_owned(), role: Role::Speaker, sure: true, cue: "title".to_owned() });
        self
    }

    /// A date in its own calendar, in the words it was written in; `~` at their end for one that was inferred.
    pub(crate) fn date(mut self, calendar: Calendar, day: (i32, u8, u8), words: &str) -> Self {
        let (text, sure) = words.strip_suffix('~').map_or((words, true), |text| (text, false));
        self.0.date = Some(Date {
            calendar,
            year: Some(day.0),
            month: Some(day.1),
            day: Some(day.2),
            precision: Precision::Day,
            how: How::Explicit,
            sure,
            text: text.to_owned(),
            gregorian: span(calendar, day.0, Some(day.1), Some(day.2)),
            rivals: Vec::new(),
        });
        self
    }

    pub(crate) fn furniture(mut self, text: &str) -> Self {
        self.block(BlockRole::Furniture("comment form".to_owned()), text);
        self
    }

    pub(crate) fn signature(mut self, text: &str) -> Self {
        self.block(BlockRole::Signature, text);
        self
    }

    pub(crate) fn cut(mut self) -> Self {
        self.0.cut = true;
        self
    }

    pub(crate) fn done(self) -> Statement {
        self.0
    }
}

/// Seven statements of two made-up parties and of none, in Persian, Arabic and English.
pub(crate) fn corpus() -> Vec<Statement> {
    use Calendar::{Gregorian, SolarHijri};
    let (spring, cedar) = ("حزب بهار سبز", "حزب الأرز الأبيض");
    vec![
        statement(
            "bahar/1.txt",
            Language::Fa,
            "بیانیه حزب بهار سبز درباره‌ی آب رودخانه",
            &[
                "هم‌میهنان گرامی! رودخانه‌ی شهر ما سال‌هاست که کم‌آب شده است و هیچ‌کس پاسخگوی آن نیست.",
                "در سال ۱۳۹۸ تنها ۱۲٪ از بودجه‌ی آب (نزدیک 4,500 میلیون) هزینه شد؛ گزارش «Green River 2019» نیز همین را می‌گوید.",
                "ما از شورای شهر می‌خواهیم که آب را به رودخانه بازگرداند.",
            ],
        )
        .party(spring)
        .date(SolarHijri, (1404, 2, 6), "۶ اردیبهشت ۱۴۰۴")
        .furniture("ارسال نظر برای این خبر")
        .signature("دبیرخانه حزب بهار سبز")
        .done(),
        statement("bahar/2.txt", Language::Fa, "پیام نوروزی دبیر کل", &["نوروز بر همه‌ی شما خجسته باد. سالی پر از آب و آبادی در پیش است."])
            .party(spring)
            .date(SolarHijri, (1400, 1, 1), "یکم فروردین~")
            .done(),
        statement("bahar/3.txt", Language::Fa, "نامه‌ی سرگشاده به شورای شهر", &["شورای محترم شهر، آب شهر کم است."])
            .party(spring)
            .cut()
            .done(),
        statement(
            "arz/1.txt",
            Language::Ar,
            "بلاغ صادر عن حزب الأرز الأبيض",
            &["عقد المكتب السياسي لحزب الأرز الأبيض اجتماعه العادي يوم الأحد.", "وقرر الحزب دعوة أعضائه إلى لقاء وطني حول الماء."],
        )
        .party(cedar)
        .date(Gregorian, (2018, 4, 7), "7 أبريل 2018")
        .done(),
        statement("arz/2.txt", Language::Ar, "كلمة الأمين العام لا أكثر", &["السلام عليكم، أما بعد، فلا كلام إلا ما قيل."])
            .party(cedar)
            .date(Gregorian, (2016, 11, 2), "2 نونبر 2016")
            .done(),
        statement(
            "press/river.txt",
            Language::En,
            "River parties call for water",
            &[
                "Two parties, one of them حزب بهار سبز, asked the city council for water on Sunday.",
                "The council did not answer. A second meeting is planned for May.",
            ],
        )
        .date(Gregorian, (2025, 4, 27), "27 April 2025")
        .done(),
        statement("press/blank.txt", Language::Und, "—", &[]).done(),
    ]
}

/// The English statements of the corpus and two more.
pub(crate) fn english() -> Vec<Statement> {
    let mut all: Vec<Statement> = corpus().into_iter().filter(|statement| statement.language == Language::En).collect();
    for (number, title) in ["The tide party answers", "A harbour for all"].into_iter().enumerate() {
        let path = format!("tide/{number}.txt");
        let draft = statement(
            &path,
            Language::En,
            title,
            &["The harbour belongs to all who live by it.", "We said so in 2019 and say so again."],
        );
        all.push(draft.party("Tide Party").date(Calendar::Gregorian, (2019, 5, 2 + number as u8), "").done());
    }
    all
}
