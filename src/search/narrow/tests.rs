//! Tables of queries over a few rows.

use super::*;
use crate::text::fold::fold;
use std::iter;

/// Rows as a catalogue has them.
#[derive(Default)]
struct Block {
    masks: Vec<u8>,
    initials: Vec<u8>,
    ends: Vec<u8>,
    code: Vec<u8>,
    words: Vec<Vec<String>>,
}

impl Block {
    fn new<const FIELDS: usize>(rows: &[[&str; FIELDS]]) -> Self {
        let mut block = Self::default();
        for row in rows {
            let start = block.code.len();
            for (at, field) in row.iter().enumerate() {
                if at > 0 {
                    block.code.push(code::BETWEEN);
                }
                code::encode(&fold(field), &mut block.code);
            }
            block.ends.extend((block.code.len() as u32).to_le_bytes());
            block.masks.extend(code::mask(&block.code[start..]).to_le_bytes());
            block.initials.extend(code::initials(&block.code[start..]).to_le_bytes());
            block.words.push(
                row.iter().flat_map(|field| fold(field).split(' ').map(str::to_owned).collect::<Vec<_>>()).collect(),
            );
        }
        block
    }

    /// Rows with their scores, best first.
    fn narrow(&self, query: &Query) -> Vec<(u32, u16)> {
        let rows = Rows { masks: &self.masks, initials: &self.initials, ends: &self.ends, code: &self.code };
        let best = |latin, words: &Vec<String>| words.iter().map(|word| agreed(latin, word)).max().unwrap_or(0);
        let agreed: Vec<Vec<Agreed>> =
            query.latin().map(|latin| self.words.iter().map(|words| best(latin, words)).collect()).collect();
        let mut hits = Vec::new();
        query.scan(&rows, 0..self.words.len() as u32, &agreed, true, &mut |row, score| hits.push((row, score)));
        hits.sort_by_key(|(row, score)| (std::cmp::Reverse(*score), *row));
        hits
    }
}

fn rows() -> Block {
    Block::new(&[
        ["بیانیهٔ شورای مرکزی", "حزب سپیده", "1404/02/06"],
        ["بلاغ صحفي حول اجتماع المكتب السياسي", "حزب الفجر", "2016-12-19"],
        ["شورا و مردم", "حزب سپیده", "1400/05/12"],
        ["Note on the councils", "", ""],
    ])
}

fn check(query: &str, expected: &[u32]) {
    let found: Vec<u32> = rows().narrow(&Query::parse(query)).into_iter().map(|(row, _)| row).collect();
    assert_eq!(found, expected, "{query}");
}

#[test]
fn words_match_in_any_order_and_field() {
    check("سپیده شورا", &[2, 0]);
    check("السياسي بلاغ", &[1]);
    check("فجر 2016", &[1]);
    check("فجر 1400", &[]);
}

#[test]
fn spelling_never_matters() {
    check("المکتب", &[1]);
    check("بيانيه", &[0]);
    check("۱۴۰۰", &[2]);
    check("NOTE", &[3]);
}

#[test]
fn closer_kinds_of_matches_come_first() {
    check("شورا", &[2, 0]);
    // Letters apart, from the start of a word on; and initials.
    check("cncl", &[3]);
    check("شمح", &[]);
    check("بشم", &[0]);
    check("بصحا", &[1]);
}

#[test]
fn letters_far_apart_or_in_two_fields_are_no_match() {
    check("nts", &[]);
    check("مرسپ", &[]);
    check("ncs", &[]);
}

#[test]
fn signs_say_how_a_word_is_meant() {
    check("'شورا", &[2, 0]);
    check("'cncl", &[]);
    check("^شورا", &[2]);
    check("^حزب", &[0, 1, 2]);
    check("مرکزی$", &[0]);
    check("شورا$", &[]);
    check("^حزب\\ سپیده$", &[0, 2]);
    check("^حزب$", &[]);
    check("councils$", &[3]);
}

#[test]
fn what_is_not_wanted_is_left_out() {
    check("حزب !سپیده", &[1]);
    check("!حزب", &[3]);
    check("!^شورا حزب", &[0, 1]);
    check("!councils$", &[0, 1, 2]);
    check("!1400 !2016", &[0, 3]);
    check("!شرا", &[0, 1, 2, 3]);
}

#[test]
fn one_of_several_words_is_enough() {
    check("فجر|councils", &[3, 1]);
    check("فجر | councils", &[3, 1]);
    check("فجر | councils |", &[3, 1]);
    check("| فجر", &[1]);
    check("حزب بلاغ|مردم", &[1, 2]);
    check("!حزب | 1400", &[3, 2]);
    check("بلاغ|ب\\|", &[1]);
}

#[test]
fn blanks_can_be_quoted() {
    check("شورا\\ و", &[2]);
    check("\"و مردم\"", &[2]);
    check("«حزب الفجر»", &[1]);
    check("«حزب ال", &[1]);
    check("\"مردم و\"", &[]);
    check("!«حزب سپیده» ب", &[1]);
}

#[test]
fn what_is_still_being_typed_asks_nothing() {
    for query in ["", " ", "'", "^", "!", "!^", "|", " | ", "\"", "\"\"", "!'", "ء"] {
        assert!(Query::parse(query).is_empty(), "{query}");
        check(query, &[0, 1, 2, 3]);
    }
    check("$", &[]);
    check("\\", &[]);
}

#[test]
fn latin_typing_finds_words_of_the_arabic_script() {
    check("hezb", &[0, 1, 2]);
    check("hezb fajr", &[1]);
    check("siyasi", &[1]);
    check("shora", &[0, 2]);
    check("bayaniye", &[0]);
    check("sepid", &[0, 2]);
    check("'hezb", &[]);
    check("harb", &[]);
    check("!hezb", &[0, 1, 2, 3]);
}

#[test]
fn latin_typing_ranks_below_what_stands_there_in_latin() {
    let block = Block::new(&[["حزب نور", ""], ["the hezb", ""], ["حزاب", ""], ["huge even zebra", ""]]);
    let found: Vec<u32> = block.narrow(&Query::parse("hezb")).into_iter().map(|(row, _)| row).collect();
    assert_eq!(found, [1, 0, 2]);
}

#[test]
fn what_more_letters_let_through_fewer_did() {
    let block = Block::new(&[
        ["a boat by the city", "", ""],
        ["all but none", "", ""],
        ["xa bxxxc", "", ""],
        ["about", "", ""],
        ["بیانیه دفتر سیاسی", "", ""],
    ]);
    for typed in ["abt", "about", "anb", "bxc", "!b c", "بدس", "بیسی", "'all b", "^all", "a b c"] {
        let ends: Vec<usize> = typed.char_indices().map(|(at, _)| at).skip(1).chain(iter::once(typed.len())).collect();
        for pair in ends.windows(2) {
            let (shorter, longer) = (Query::parse(&typed[..pair[0]]), Query::parse(&typed[..pair[1]]));
            let all: Vec<u32> = block.narrow(&shorter).into_iter().map(|(row, _)| row).collect();
            let holds = block.narrow(&longer).iter().all(|(row, _)| all.contains(row));
            assert!(holds || !longer.extends(&shorter), "{:?} {:?}", &typed[..pair[0]], &typed[..pair[1]]);
        }
    }
    let extends = |longer: &str, shorter: &str| Query::parse(longer).extends(&Query::parse(shorter));
    assert!(extends("حزب ن", "حزب") && extends("شورا", "شو") && extends("a !b", "a") && extends("'ab", "'a"));
    assert!(!extends("حزب", "حزب ن") && !extends("!ab", "!a") && !extends("a|b", "a") && !extends("hezb", "hez"));
    assert!(!extends("a", "") && !extends("^ab", "ab") && !extends("^a$", "^a"));
}

/// The fields of a row with what is lit in brackets.
fn check_lit(query: &str, fields: [&str; 3], expected: [&str; 3]) {
    let mut shown = fields.map(str::to_owned);
    for (text, lit) in shown.iter_mut().zip(highlight(&Query::parse(query), fields)) {
        for range in lit.iter().rev() {
            text.insert(range.end, ']');
            text.insert(range.start, '[');
        }
    }
    assert_eq!(shown, expected, "{query}");
}

#[test]
fn matched_letters_are_lit_in_place() {
    check_lit("شورا بيانيه", ["بیانیهٔ شُورای مرکزی", "", ""], ["[بیانیهٔ] [شُورا]ی مرکزی", "", ""]);
    check_lit("cncl", [" the councils", "", ""], [" the [c]ou[nc]i[l]s", "", ""]);
    check_lit("bsm", ["brown small mice", "", ""], ["[b]rown [s]mall [m]ice", "", ""]);
    check_lit("سپیده", ["شورا", "", ""], ["شورا", "", ""]);
    check_lit("שלום", ["a שלום", "", ""], ["a [שלום]", "", ""]);
}

#[test]
fn a_word_lights_the_field_that_holds_it_best() {
    check_lit("dawn", ["undawned dark wind", "dawn", ""], ["undawned dark wind", "[dawn]", ""]);
    check_lit("dawn", ["the dawn", "new dawn", ""], ["the [dawn]", "new [dawn]", ""]);
    check_lit("dawn", ["sundawn, dawn", "p", ""], ["sundawn, [dawn]", "p", ""]);
    check_lit("call 2016", ["a call of 2016", "", "2016/01/02"], ["a [call] of 2016", "", "[2016]/01/02"]);
}

#[test]
fn what_the_signs_mean_is_lit() {
    check_lit("!dawn new", ["new dawn", "", ""], ["[new] dawn", "", ""]);
    check_lit("^new", ["a new", "new", ""], ["a new", "[new]", ""]);
    check_lit("new$", ["new new", "", ""], ["new [new]", "", ""]);
    check_lit("dusk|dawn", ["dawn", "", ""], ["[dawn]", "", ""]);
    check_lit("hemmat", ["هِمّت و الهمة", "همه", ""], ["[هِمّت] و [الهمة]", "همه", ""]);
    check_lit("mozaker", ["مذاکرات", "", ""], ["[مذاکرات]", "", ""]);
}
