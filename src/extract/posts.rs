//! What parts the texts of one page without a title: posts of a channel, messages of a chat, rows of signs.
//!
//! A chat that was written out puts day, hour and sender before each message; a channel copied from a screen puts
//! how many have seen a post, and the hour, below it. Two such lines at least make such a page.

use super::classify::Class;
use super::line::{Line, is_blank};
use super::segment::{Page, Section, TITLE_WORDS};

/// Heads or feet that make a page one of posts.
const POSTS: usize = 2;
/// Characters of the name of a sender.
const SENDER: usize = 40;
/// Characters of a day and an hour.
const STAMP: usize = 30;

/// Parts the heads of messages from what they say; the heads' lines are given by number.
pub(super) fn part_heads<'a>(text: &'a str, lines: Vec<Line<'a>>) -> (Vec<Line<'a>>, Vec<usize>) {
    let heads: Vec<Option<usize>> = lines.iter().map(|line| head_of(line.found)).collect();
    if heads.iter().flatten().count() < POSTS {
        return (lines, Vec::new());
    }
    let (mut parted, mut starts) = (Vec::with_capacity(lines.len() + heads.len()), Vec::new());
    for (line, head) in lines.into_iter().zip(heads) {
        match head {
            Some(end) => {
                starts.push(parted.len());
                parted.extend(line.split(text, end));
            }
            None => parted.push(line),
        }
    }
    (parted, starts)
}

/// Where the head of a message ends: "[day, hour] sender:" or "day, hour - sender:".
fn head_of(text: &str) -> Option<usize> {
    let bare = text.trim_start_matches(is_blank);
    if !bare.starts_with(|sign: char| sign == '[' || sign.is_numeric()) {
        return None;
    }
    let (stamp, rest) = match bare.strip_prefix('[') {
        Some(inner) => inner.split_once(']')?,
        None => bare.split_once(" - ").or_else(|| bare.split_once(" – "))?,
    };
    let digits = stamp.chars().filter(|sign| sign.is_numeric()).count();
    let day = stamp.contains(['/', '.', '-']) || digits >= 8;
    let stamped = digits >= 6 && day && stamp.contains(':') && stamp.contains([',', '،', ' ']);
    if !stamped || stamp.chars().count() > STAMP {
        return None;
    }
    let (sender, message) = rest.split_once(':')?;
    let named = sender.chars().any(char::is_alphanumeric) && sender.chars().count() <= SENDER;
    named.then_some(text.len() - message.len())
}

/// Who sent a message, if the line is the head of one and no more.
pub(super) fn sender(text: &str) -> Option<&str> {
    let head = text.trim_end_matches(is_blank);
    let whole = head_of(head) == Some(head.len());
    let named = head.strip_suffix(':').filter(|_| whole)?;
    let behind = named.rsplit_once(']').or_else(|| named.split_once(" - ")).or_else(|| named.split_once(" – "))?;
    Some(behind.1.trim_matches(|sign: char| is_blank(sign) || sign == '~'))
}

/// The first lines of the posts of a channel, by what stands below each.
pub(super) fn starts(lines: &[Line<'_>], classes: &[Class]) -> Vec<usize> {
    let seen = |index: &usize| {
        let hour = |line: &Line<'_>| line.text.contains('👁') && line.text.contains(':');
        matches!(classes.get(*index), Some(Class::Furniture(_))) && lines.get(*index).is_some_and(hour)
    };
    let ends: Vec<usize> = (0..lines.len()).filter(seen).collect();
    if ends.len() < POSTS {
        return Vec::new();
    }
    let behind = ends.into_iter().map(|end| end + 1).filter(|&start| start < lines.len());
    std::iter::once(0).chain(behind).collect()
}

impl Page<'_, '_> {
    /// One section a post, with the title that was found in it.
    pub(super) fn of_posts(&self, titled: &[Section]) -> Vec<Section> {
        let ends = self.posts.iter().skip(1).copied().chain([self.lines.len()]);
        let first = |index: usize| if index == 0 { 0 } else { self.posts.get(index).copied().unwrap_or(0) };
        let ranges = ends.enumerate().map(|(index, end)| (first(index), end));
        ranges
            .map(|(start, end)| {
                let inside = |section: &&Section| section.title.is_some_and(|title| (start..end).contains(&title));
                match titled.iter().find(inside) {
                    Some(section) if section.body < end => Section { start, end, ..section.clone() },
                    _ => {
                        let only = self.untitled(start);
                        let whole = only.body < end;
                        let title = only.title.filter(|_| whole);
                        Section { start, end, title, body: if whole { only.body } else { start }, ..only }
                    }
                }
            })
            .collect()
    }

    /// The foot of a post of a channel: its name, or how many have seen it.
    pub(super) fn is_post_end(&self, index: usize) -> bool {
        let Some(line) = self.lines.get(index) else { return false };
        match self.class(index) {
            Class::Furniture("address") => {
                line.text.contains("t.me/")
                    || line
                        .text
                        .trim_start_matches(|sign: char| !sign.is_alphanumeric() && sign != '@')
                        .starts_with('@')
            }
            Class::Furniture("counter") => line.text.contains('👁'),
            _ => false,
        }
    }

    /// A row of asterisks, dashes or the like.
    pub(super) fn is_separator(&self, index: usize) -> bool {
        self.class(index) == Class::Furniture("mark")
            && self.lines.get(index).is_some_and(|line| {
                let mut signs = line.text.chars().filter(|sign| !sign.is_whitespace());
                let first = signs.next();
                signs.clone().count() >= 2 && signs.all(|sign| Some(sign) == first)
            })
    }

    /// True if every row of signs below the first body stands right above a title that leads to a text.
    pub(super) fn separators_part(&self) -> bool {
        let first = self.classes.iter().position(|class| class.is_body()).unwrap_or(self.lines.len());
        let mut rows = (first..self.lines.len()).filter(|&index| self.is_separator(index)).peekable();
        rows.peek().is_some()
            && rows.all(|index| {
                let title = self.next_content(index + 1);
                title.is_some_and(|title| {
                    self.class(title) == Class::Title
                        && self
                            .lines
                            .get(title)
                            .is_some_and(|line| line.words >= TITLE_WORDS - 1 && !self.is_subhead(line))
                        && self.next_content(title + 1).is_some_and(|body| self.class(body).is_body())
                })
            })
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let (parted, starts) = part_heads(text, lines(text));
        let found: Vec<&str> = starts.iter().map(|&start| parted[start].found).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn messages_begin_with_day_hour_and_sender() {
        check(
            "[5/11/2022, 8:14:22 م] سارا: آب شهر\nراه ده\n[5/11/2022, 8:20:01 م] گروه: نان",
            &["[5/11/2022, 8:14:22 م] سارا:", "[5/11/2022, 8:20:01 م] گروه:"],
        );
        check(
            "12/03/2021, 14:05 - Sara: water\n12/03/2021, 14:06 - Press office: bread",
            &["12/03/2021, 14:05 - Sara:", "12/03/2021, 14:06 - Press office:"],
        );
        check("12/03/2021, 14:05 - Sara: water\nbread", &[]);
        check("1402/3/4 - آب شهر: گران شد\n1402/3/5 - راه ده: بسته شد", &[]);
    }

    #[test]
    fn posts_end_with_how_many_have_seen_them() {
        let count = |text: &str| {
            let lines = lines(text);
            let classes: Vec<Class> = lines
                .iter()
                .map(|line| if line.text.contains('👁') { Class::Furniture("counter") } else { Class::Body })
                .collect();
            starts(&lines, &classes)
        };
        assert_eq!(count("آب\n👁 1.2K 09:14\nراه\nده\n👁 845 12:40"), [0, 2]);
        assert!(count("آب\n👁 845 12:40").is_empty());
        assert!(count("آب\n👁 845\nراه\n👁 84").is_empty());
    }
}
