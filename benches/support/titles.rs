//! Statements for benches of the list, made here.
//!
//! Titles are made of words whose number grows with the titles as it does in real ones: some words of the trade, common
//! ones, and a long tail that is spelt from syllables. The same number gives the same statements on every machine.

use reader::catalogue::{Entry, Writer};
use reader::model::{Calendar, Date, Day, How, Language, PartyId, PartyRole, Precision, Role, Source, StatementId};

const WORDS: [&str; 24] = [
    "بیانیه",
    "شورای",
    "مرکزی",
    "حزب",
    "مردم",
    "انتخابات",
    "اجتماع",
    "المكتب",
    "السياسي",
    "بلاغ",
    "صحفي",
    "حول",
    "برنامه",
    "آموزش",
    "الجهة",
    "دفتر",
    "در",
    "و",
    "من",
    "على",
    "همایش",
    "مذاکرات",
    "همت",
    "رودخانه",
];
const SYLLABLES: [&str; 20] = [
    "با", "ری", "سو", "تن", "کا", "مه", "لا", "نی", "شد", "رف", "گل", "قم", "زا", "حص", "عل", "خو", "جی", "دو", "پا",
    "فت",
];
const PARTIES: [&str; 8] =
    ["حزب سپیده", "حزب الفجر", "جبهه باغ", "نهضت رود", "یاران کوه", "حركة النهر", "انجمن نور", ""];

/// Numbers that look like chance.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// A word: common ones often, and of the others the rarer the more there are.
    fn word(&mut self) -> String {
        if self.below(5) < 2 {
            return WORDS[self.below(WORDS.len() as u64) as usize].to_owned();
        }
        let rank = 1_u64 << self.below(18);
        let mut number = rank + self.below(rank);
        let mut word = String::new();
        while number > 0 {
            word.push_str(SYLLABLES[(number % 20) as usize]);
            number /= 20;
        }
        word
    }
}

/// A statement.
pub(crate) fn entry(number: u32, random: &mut Random) -> Entry {
    let title: Vec<String> = (0..5 + random.below(7)).map(|_| random.word()).collect();
    let name = PARTIES[random.below(8) as usize];
    let day = Day {
        year: 2000 + random.below(25) as i32,
        month: 1 + random.below(12) as u8,
        day: 1 + random.below(28) as u8,
    };
    let date = Date {
        calendar: Calendar::Gregorian,
        year: Some(day.year),
        month: Some(day.month),
        day: Some(day.day),
        precision: Precision::Day,
        how: How::Explicit,
        sure: true,
        text: format!("{} آبان {}", day.day, day.year),
        gregorian: Some((day, day)),
        rivals: Vec::new(),
    };
    let entry = Entry {
        key: 0,
        id: StatementId(format!("{number:016x}")),
        path: format!("folder/{:05}.jsonl", number / 20),
        item: Some(number as usize % 20),
        ordinal: 0,
        title: title.join(" "),
        title_made: false,
        party: (!name.is_empty()).then(|| PartyRole {
            id: PartyId(name.replace(' ', "-")),
            name: name.to_owned(),
            role: Role::Speaker,
            sure: true,
            cue: "title: حزب".to_owned(),
        }),
        roles: Vec::new(),
        date: Some(date),
        language: Language::Fa,
        words: 300,
        cut: false,
        kind: None,
        source: Source { url: Some(format!("https://example.org/news/{number}")), ..Source::default() },
        has_lead: false,
        has_signature: false,
        problems: 0,
    };
    entry.placed(number / 20, number as usize % 20)
}

/// A part of the catalogue with so many statements.
pub(crate) fn part(rows: u32) -> Vec<u8> {
    let (mut writer, mut random) = (Writer::default(), Random(7));
    for number in 0..rows {
        writer.push(&entry(number, &mut random)).expect("room");
    }
    writer.finish()
}
