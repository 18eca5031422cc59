//! The first lines of a text, which stand between its title and the first long line: lists, addresses to a reader.
//!
//! Changes the class of lines so that no point of a list and no "dear comrades" is taken for a title. Looks only
//! above the first running text, where titles are chosen; what stands further down is body anyway.

use super::classify::Class;
use super::line::Line;
use super::offices::Offices;
use super::shapes::{Shapes, is_numbered, is_point};

/// Words of a line that opens a list of points, and one of lines without any sign.
const OPENING_WORDS: usize = 3;
const PLAIN_OPENING_WORDS: usize = 8;
/// Lines that make a list where no sign says so, and words of the longest.
const PLAIN_ITEMS: usize = 2;
const PLAIN_ITEM_WORDS: usize = 8;

/// Lines of a text that somebody broke by hand, and words and letters of each but the last.
const BROKEN_LINES: usize = 3;
const BROKEN_WORDS: usize = 4;
const BROKEN_LETTERS: usize = 120;
/// Lines that end in the middle of a sentence, or have the end of one inside, in such a text: so many at least, and
/// one in so many.
const BROKEN_SIGNS: usize = 2;
const BROKEN_SHARE: usize = 3;

/// Takes from `classes` the titles that are none.
pub(super) fn settle(lines: &[Line<'_>], classes: &mut [Class], offices: &Offices, shapes: &Shapes) {
    broken(lines, classes, shapes);
    for (line, class) in lines.iter().zip(classes.iter_mut()) {
        if *class == Class::Title && !line.top && is_numbered(line) {
            *class = Class::Short;
        }
    }
    let first_body = classes.iter().position(|class| class.is_body()).unwrap_or(lines.len());
    let mut titled = false;
    for index in 0..first_body {
        let (Some(line), Some(&class)) = (lines.get(index), classes.get(index)) else { break };
        if class.is_beside() || class.is_body() {
            continue;
        }
        if titled && line.text.ends_with([':', '：']) {
            let items = items_below(lines, classes, index);
            if !items.is_empty() {
                set(classes, index, Class::Body);
                items.into_iter().for_each(|item| set(classes, item, Class::Short));
                return;
            }
        }
        if titled && class == Class::Title && !line.top && shapes.is_salutation(line, offices) {
            set(classes, index, Class::Short);
        }
        titled |= class == Class::Title;
    }
}

/// Makes running text of lines that somebody broke where he liked, so that none of them is taken for a title.
fn broken(lines: &[Line<'_>], classes: &mut [Class], shapes: &Shapes) {
    let is_text = |classes: &[Class], index: usize| {
        let class =
            classes.get(index).is_some_and(|class| class.is_body() || matches!(class, Class::Title | Class::Short));
        class && lines.get(index).is_some_and(|line| line.before.is_empty() && line.after.is_empty() && !line.heading)
    };
    let is_long = |index: usize| lines.get(index).is_some_and(|line| line.words >= BROKEN_WORDS);
    let (mut titled, mut seen) = (false, false);
    let mut start = 0;
    while start < lines.len() {
        if !is_text(classes, start) {
            start += 1;
            continue;
        }
        let next = |index: usize| lines.get(index).is_some_and(|line| !line.gap) && is_text(classes, index);
        // The last line of a paragraph may be of any length.
        let closes = |index: usize| lines.get(index).is_some_and(Line::ends_sentence);
        let mut end = start + 1;
        while next(end) && (is_long(end - 1) || closes(end - 1)) {
            end += 1;
        }
        let all = lines.get(start..end).unwrap_or(&[]);
        let short = |line: &Line<'_>| line.letters < BROKEN_LETTERS;
        let open = |line: &&Line<'_>| short(line) && !line.ends_sentence() && shapes.breaks_off(line);
        let inside = |line: &&Line<'_>| short(line) && line.sentences() > usize::from(line.ends_sentence());
        let opens = all.iter().take(all.len() - 1).filter(open).count();
        let signs = opens + all.iter().filter(inside).count();
        let found = all.len() >= BROKEN_LINES && signs >= BROKEN_SIGNS && signs * BROKEN_SHARE >= all.len() - 1;
        // Who breaks one paragraph breaks the others.
        if opens > 0 && (found || seen) {
            seen = true;
            // The first line may be the title of the others, if no other line is; the last ones may sign.
            let first = all.first().is_some_and(|line| titled || open(&line) || inside(&line));
            let last = (start..end).rev().find(|&index| {
                classes.get(index).is_some_and(|class| class.is_body())
                    || lines.get(index).is_some_and(|line| line.ends_sentence() || open(&line))
            });
            (start + usize::from(!first)..last.map_or(start, |last| last + 1))
                .for_each(|index| set(classes, index, Class::Body));
        }
        titled |= classes.get(start..end).is_some_and(|classes| classes.contains(&Class::Title));
        start = end;
    }
}

fn set(classes: &mut [Class], index: usize, class: Class) {
    if let Some(place) = classes.get_mut(index) {
        *place = class;
    }
}

/// The short lines of the list that the line at `opening` announces; none if it announces none.
fn items_below(lines: &[Line<'_>], classes: &[Class], opening: usize) -> Vec<usize> {
    let words = |index: usize| lines.get(index).map_or(0, |line| line.words);
    let short = |&index: &usize| matches!(classes.get(index), Some(Class::Title | Class::Short));
    let items: Vec<usize> = (opening + 1..lines.len()).take_while(short).collect();
    let signed = items.first().and_then(|&first| lines.get(first)).is_some_and(is_point);
    // Where blank lines stand between all lines, the last one may be the title of what follows.
    let close = items.iter().filter_map(|&item| lines.get(item)).all(|line| !line.gap);
    let plain = items.len() >= PLAIN_ITEMS && close && items.iter().all(|&item| words(item) <= PLAIN_ITEM_WORDS);
    let opens = words(opening) >= OPENING_WORDS && signed || words(opening) >= PLAIN_OPENING_WORDS && plain;
    if opens { items } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::super::classify::Classifier;
    use super::super::line::lines;
    use super::*;

    const FILLER: &str = "این بند برای آزمون نوشته شده است و خبری در آن نیست و تنها آن اندازه دراز است که متن شمرده شود و نه چیز دیگری، و پس از آن نقطه می‌آید.";

    /// The lines of a page that could be its title.
    fn check(text: &str, expected: &[&str]) {
        let (classifier, lines) = (Classifier::new(&[]), lines(text));
        let mut classes: Vec<Class> = lines.iter().map(|line| classifier.classify(line)).collect();
        settle(&lines, &mut classes, &Offices::new(), &Shapes::new());
        let found: Vec<&str> = lines
            .iter()
            .zip(&classes)
            .filter(|(_, class)| **class == Class::Title)
            .map(|(line, _)| line.found)
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn points_of_a_list_are_no_titles() {
        let list = "خواسته‌های ما از شورای شهر آباد چنین است:";
        check(&format!("نامه به شورای شهر\n{list}\n1- نان شهر\n2- راه ده\n{FILLER}"), &["نامه به شورای شهر"]);
        check(&format!("نامه به شورای شهر\n{list}\nنان شهر ما\nراه ده ما\n{FILLER}"), &["نامه به شورای شهر"]);
        // A list of headlines with a title below it.
        check(
            &format!("پیام نمونه\nدر این شماره:\nنان شهر ما\nراه ده ما\n\n{FILLER}"),
            &["پیام نمونه", "در این شماره:", "نان شهر ما", "راه ده ما"],
        );
    }

    #[test]
    fn lines_broken_by_hand_are_no_titles() {
        let text = "ما از آغاز گفته‌ایم که\nآب این ده از آن همه است و\nکسی نباید آن را بفروشد. این سخن امروز ما\nسخن فردای ما هم هست";
        check(&format!("نامه به شورای شهر\n\n{text}\n{FILLER}"), &["نامه به شورای شهر"]);
        check(&format!("نامه به شورای شهر\n{text}\n{FILLER}"), &["نامه به شورای شهر"]);
        let arabic = "نقول لكم إن الماء حق لنا جميعا\nوإن القرية لا تعيش بلا ماء ولا خبز في كل\nالفصول التي نعرفها منذ سنين وقد\nصبرنا كثيرا على هذا الحال";
        check(&format!("نداء إلى أهل القرى\n\n{arabic}\n{FILLER}"), &["نداء إلى أهل القرى"]);
        // Headlines one below the other end where their sense does.
        check(
            &format!("نان در شهر گران شد\nآب در ده کم است و گران\nنامه به شورای شهر آباد\n{FILLER}"),
            &["نان در شهر گران شد", "آب در ده کم است و گران", "نامه به شورای شهر آباد"],
        );
    }

    #[test]
    fn letters_begin_below_their_title() {
        check(&format!("نامهٔ ما به شورا\nجناب آقای نمونه، ریاست محترم شورای شهر آباد\n{FILLER}"), &["نامهٔ ما به شورا"]);
        check(&format!("جناب آقای نمونه در شهر آباد\n{FILLER}"), &["جناب آقای نمونه در شهر آباد"]);
    }
}
