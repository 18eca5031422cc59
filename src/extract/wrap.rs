//! Puts lines together again that were cut at a fixed width, as in mail and in text taken out of a PDF.
//!
//! A page is wrapped when one width explains its lines: each ends where the first word of the next would not
//! have fitted any more. Where letters have widths of their own the ends only come close, and more is asked.
//! Verses, menus and lists of headlines are of many lengths, or have no sentence that ends inside a line. A joined line's range holds
//! all the lines it came from; its words are theirs with spaces between.

use super::line::Line;

/// Characters of the narrowest and of the widest page that counts.
const WIDTHS: std::ops::RangeInclusive<usize> = 36..=140;
/// Joints that one width must explain: few if it explains all of them and no sentence ends there, more otherwise.
const FEW: usize = 2;
const SOME: usize = 4;
const MANY: usize = 7;
/// Characters of a page that two joints are enough for.
const WIDE: usize = 55;
/// Lines that a page in letters of many widths has at least.
const UNEVEN: usize = 10;

/// The lines of `text` with those put together that a fixed width had cut.
pub(super) fn joined<'a>(text: &'a str, lines: Vec<Line<'a>>) -> Vec<Line<'a>> {
    let lengths: Vec<usize> = lines.iter().map(length).collect();
    let Some(cut) = Cut::of(&lines, &lengths) else { return lines };
    let mut whole: Vec<Line<'a>> = Vec::with_capacity(lines.len());
    let mut group: Vec<Line<'a>> = Vec::new();
    let mut above = 0;
    for (line, length) in lines.into_iter().zip(lengths) {
        let goes_on = group.last().is_some_and(|last| {
            is_joint(last, &line) && !is_item(last, &line) && cut.is_full(above, first_word(&line))
        });
        if !goes_on {
            flush(text, &mut group, &mut whole);
        }
        above = length;
        group.push(line);
    }
    flush(text, &mut group, &mut whole);
    whole
}

fn flush<'a>(text: &'a str, group: &mut Vec<Line<'a>>, whole: &mut Vec<Line<'a>>) {
    let one = match (group.first(), group.last()) {
        (Some(first), Some(last)) if group.len() > 1 => {
            Line::measure(text, first.range.start, last.range.end, first.gap)
        }
        _ => None,
    };
    match one {
        Some(one) => {
            group.clear();
            whole.push(one);
        }
        None => whole.append(group),
    }
}

/// The end of a line right above another.
struct Joint {
    /// Characters of the line above.
    length: usize,
    /// Characters of the first word below.
    next: usize,
    /// The line above ends as a sentence does.
    closed: bool,
}

impl Joint {
    /// True if the word below did not fit on a line of that width.
    fn is_explained(&self, width: usize) -> bool {
        self.length <= width && self.length + 1 + self.next > width
    }
}

/// How the lines of a page were cut.
enum Cut {
    /// Whenever the next word would have gone beyond so many characters.
    At(usize),
    /// Near so many, as widths of letters had it; shorter lines end a paragraph.
    Near { least: usize },
}

impl Cut {
    fn of(lines: &[Line<'_>], lengths: &[usize]) -> Option<Self> {
        let mut joints: Vec<Joint> = Vec::new();
        for (pair, length) in lines.windows(2).zip(lengths) {
            if let [above, below] = pair
                && WIDTHS.contains(length)
                && is_joint(above, below)
            {
                joints.push(Joint { length: *length, next: first_word(below), closed: above.ends_sentence() });
            }
        }
        let beyond = |width: usize| lengths.iter().filter(|length| **length > width).count();
        let long = lengths.iter().filter(|length| **length >= *WIDTHS.start()).count();
        if joints.len() < FEW || beyond(*WIDTHS.end()) * 10 > long {
            return None;
        }
        let exact = Self::exact(&joints).filter(|(width, _)| beyond(*width) * 20 <= long);
        let uneven = || {
            let least = Self::least(&joints)?;
            let (mut inside, mut at_end) = (0, 0);
            for (line, length) in lines.iter().zip(lengths).filter(|(_, length)| WIDTHS.contains(length)) {
                at_end += usize::from(line.ends_sentence() && *length >= least);
                inside += line.sentences().saturating_sub(usize::from(line.ends_sentence()));
            }
            (inside >= 2 && inside > at_end).then_some(Self::Near { least })
        };
        match exact {
            Some((width, true)) => Some(Self::At(width)),
            Some((width, false)) => uneven().or(Some(Self::At(width))),
            None => uneven(),
        }
    }

    /// The width that explains most joints, if those are enough, and whether it explains nearly all.
    fn exact(joints: &[Joint]) -> Option<(usize, bool)> {
        let explained = |width: usize| joints.iter().filter(move |joint| joint.is_explained(width));
        let (most, std::cmp::Reverse(width)) =
            WIDTHS.map(|width| (explained(width).count(), std::cmp::Reverse(width))).max()?;
        let open = explained(width).filter(|joint| !joint.closed).count();
        // A sentence that ends in a short line ends a paragraph, and speaks for no width and against none.
        let against = joints.iter().filter(|joint| !joint.closed && !joint.is_explained(width)).count();
        let few = most >= FEW && open == joints.len() && (most > FEW || width >= WIDE);
        let some = most >= SOME && open * 2 > most && most >= against * 4;
        let many = most >= MANY && open * 2 > most && most * 2 >= against * 3;
        (few || some || many).then_some((width, few || most >= against * 9))
    }

    /// The length from which on a line is full, where lines only come close to one width.
    fn least(joints: &[Joint]) -> Option<usize> {
        let mut lengths: Vec<usize> = joints.iter().filter(|joint| !joint.closed).map(|joint| joint.length).collect();
        lengths.sort_unstable();
        let widest = *lengths.get(lengths.len() * 9 / 10)?;
        let least = widest * 8 / 10;
        let full = lengths.iter().filter(|length| (least..=widest * 12 / 10).contains(*length)).count();
        (lengths.len() >= UNEVEN && full * 10 >= lengths.len() * 8).then_some(least)
    }

    /// True if a line of that length was cut because a word of `next` characters did not fit behind it.
    fn is_full(&self, length: usize, next: usize) -> bool {
        match self {
            Self::At(width) => length <= *width + 1 && length + 1 + next > *width,
            Self::Near { least } => length >= *least && length <= *WIDTHS.end(),
        }
    }
}

/// True if nothing stands between two lines but the end of the first.
fn is_joint(above: &Line<'_>, below: &Line<'_>) -> bool {
    let bare = |line: &Line<'_>| line.before.is_empty() && line.after.is_empty() && !line.heading;
    !below.gap && bare(above) && bare(below)
}

/// True if the line below opens a point of a list.
fn is_item(above: &Line<'_>, below: &Line<'_>) -> bool {
    let bare = below.folded.trim_start_matches(['(', '[']);
    let number = bare.trim_start_matches(|character: char| character.is_ascii_digit());
    let numbered = number.len() < bare.len() && number.starts_with([')', '.', '-', ':']);
    let dashed = below.text.starts_with(['-', '–', '—']) && above.ends_sentence();
    below.text.starts_with(['•', '●', '▪', '*']) || (numbered || dashed) && above.ends_sentence()
}

/// Characters of a line; 0 for one that is too long to have been cut.
fn length(line: &Line<'_>) -> usize {
    if line.found.len() > 4 * WIDTHS.end() { *WIDTHS.end() + 1 } else { line.found.chars().count() }
}

fn first_word(line: &Line<'_>) -> usize {
    line.found.split_whitespace().next().map_or(0, |word| word.chars().count())
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    const PROSE: &str = "شورای شهر در نشست دیروز خود برنامهٔ سال آینده را پذیرفت و به دبیرخانه سپرد تا به همهٔ شاخه‌ها فرستاده شود. کار از فردا آغاز می‌شود و هر شاخه باید تا پایان ماه پاسخ خود را بنویسد. دبیرخانه پاسخ‌ها را گرد می‌آورد و در نشست بعدی می‌خواند. پس از آن رأی گرفته می‌شود و نتیجه به آگاهی همه می‌رسد، چنان که در سال‌های پیش نیز چنین بود.";

    /// Cuts a text at a width as mail programs do; `slack` narrows every other line by so much.
    fn cut(text: &str, width: usize, slack: usize) -> String {
        let (mut lines, mut line) = (Vec::new(), String::new());
        for word in text.split(' ') {
            let room = width - if lines.len() % 2 == 0 { 0 } else { slack };
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > room {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
        lines.join("\n")
    }

    fn check(text: &str, expected: &[&str]) {
        let found = joined(text, lines(text));
        let words: Vec<&str> = found.iter().map(|line| line.text.as_ref()).collect();
        assert_eq!(words, expected, "{text}");
        for line in &found {
            let bare = line.range.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(bare, line.text.as_ref());
        }
    }

    fn stays(text: &str) {
        let before: Vec<_> = lines(text).iter().map(|line| line.range).collect();
        let after: Vec<_> = joined(text, lines(text)).iter().map(|line| line.range).collect();
        assert_eq!(before, after, "{text}");
    }

    #[test]
    fn lines_of_one_width_are_one_paragraph() {
        for width in [40, 66, 72, 80] {
            let long = format!("{PROSE} {PROSE}");
            check(&cut(&long, width, 0), &[&long]);
            let two = format!("بیانیهٔ شورا\n\n{}\n\n{}\n", cut(PROSE, width, 0), cut(PROSE, width, 0));
            check(&two, &["بیانیهٔ شورا", PROSE, PROSE]);
            check(&two.replace('\n', "\r\n  "), &["بیانیهٔ شورا", PROSE, PROSE]);
        }
    }

    #[test]
    fn a_short_line_ends_a_paragraph() {
        let text = format!("{}\n{}", cut(PROSE, 70, 0), cut(PROSE, 70, 0));
        check(&text, &[PROSE, PROSE]);
        let twice = format!("{PROSE} {PROSE}");
        let short = twice.split_inclusive(". ").map(str::trim).collect::<Vec<_>>();
        let text: Vec<String> = short.iter().map(|sentence| cut(sentence, 70, 0)).collect();
        check(&text.join("\n"), &short);
    }

    #[test]
    fn uneven_lines_need_sentences_that_end_inside_them() {
        let text = cut(&PROSE.repeat(3).replace(".شورا", ". شورا"), 60, 7);
        assert!(joined(&text, lines(&text)).len() <= 3);
        stays(&cut(&PROSE.repeat(3).replace(['.', '،'], ""), 60, 7));
    }

    #[test]
    fn points_of_a_list_stay_apart() {
        let text = format!("{}\n• {}\n• {}", cut(PROSE, 60, 0), "یکم", "دوم");
        check(&text, &[PROSE, "• یکم", "• دوم"]);
    }

    #[test]
    fn verses_menus_and_headlines_stay_as_they_are() {
        stays("خانه\nاخبار\nبیانیه‌ها\nگفتگوها\nدربارهٔ ما\nتماس با ما");
        stays(
            "آب شهر از فردا گران می‌شود و کسی پاسخ نمی‌دهد\nنشست شورا برگزار شد و برنامهٔ سال آینده در آن پذیرفته شد\nدیدار آموزگاران با شهردار در تالار نمونه\nکتاب تازه‌ای دربارهٔ تاریخ روستاهای دور و نزدیک از چاپ درآمد\nبرف راه‌ها را بست و مردم در خانه ماندند",
        );
        stays("این یک بند است که در یک سطر آمده و دراز است.\nاین هم بند دیگری است، کوتاه‌تر.\nو این سومی.");
    }
}
