//! Sees through the marks that Markdown sets inside a line: links, images, emphasis, code.
//!
//! [`plain`] gives the words that a reader of the rendered page would see; [`links`] tells a line that is
//! nothing but links. Emphasis counts only in pairs at the borders of words, as CommonMark has it, so that
//! a footnote's star and a name with an underscore stay. Marks at the start of a line are `line`'s.

use std::borrow::Cow;

/// The words of a line without Markdown's marks; borrowed where there are none.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    // Every link has its bracket.
    if memchr::memchr3(b'*', b'_', b'`', bytes).is_none()
        && (memchr::memchr(b']', bytes).is_none() || !text.contains("]("))
    {
        return Cow::Borrowed(text);
    }
    let linked = if text.contains("](") { Cow::Owned(without_links(text)) } else { Cow::Borrowed(text) };
    match without_emphasis(&linked) {
        Some(bare) => Cow::Owned(bare),
        None if linked == text => Cow::Borrowed(text),
        None => linked,
    }
}

/// The words of every link, if the line is made of two links or more with only signs between them.
pub(super) fn links(text: &str) -> Option<Vec<String>> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some(open) = rest.find('[') {
        let link = rest.get(open..).and_then(Link::read)?;
        if rest.get(..open)?.chars().any(char::is_alphanumeric) {
            return None;
        }
        if !rest.get(..open)?.ends_with('!') {
            found.push(plain(link.words).into_owned());
        }
        rest = rest.get(open + link.length..)?;
    }
    (found.len() >= 2 && !rest.chars().any(char::is_alphanumeric)).then_some(found)
}

/// `[words](address)` at the start of a text.
struct Link<'a> {
    words: &'a str,
    length: usize,
}

impl<'a> Link<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let words = closed(text, '[', ']')?;
        let address = closed(text.get(words + 2..)?, '(', ')')?;
        Some(Self { words: text.get(1..=words)?, length: words + 2 + address + 2 })
    }
}

/// Bytes between the bracket that opens `text` and the one that closes it, pairs inside counted.
fn closed(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        if character == open {
            depth += 1;
        } else if character == close {
            depth = depth.checked_sub(1)?;
        }
        if depth == 0 {
            return at.checked_sub(1);
        }
    }
    None
}

fn without_links(text: &str) -> String {
    let (mut bare, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(open) = rest.find('[') {
        let (before, after) = rest.split_at(open);
        let Some(link) = Link::read(after) else {
            bare.push_str(before);
            bare.push('[');
            rest = after.get(1..).unwrap_or_default();
            continue;
        };
        match before.strip_suffix('!') {
            // An image says nothing that can be read.
            Some(before) => bare.push_str(before),
            None => {
                bare.push_str(before);
                bare.push_str(&without_links(link.words));
            }
        }
        rest = after.get(link.length..).unwrap_or_default();
    }
    bare.push_str(rest);
    bare
}

/// The text without pairs of emphasis marks; none if it has no pair.
fn without_emphasis(text: &str) -> Option<String> {
    let mut dropped: Vec<(usize, usize)> = Vec::new();
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let sign = rest.chars().next().filter(|sign| matches!(sign, '*' | '_' | '`'));
        let Some(sign) = sign else {
            at += rest.find(['*', '_', '`']).unwrap_or(rest.len());
            continue;
        };
        let run = rest.get(..rest.len() - rest.trim_start_matches(sign).len()).unwrap_or_default();
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + run.len()..).and_then(|after| after.chars().next());
        let edge = |side: Option<char>| side.is_none_or(|side| !side.is_alphanumeric());
        let solid = |side: Option<char>| side.is_some_and(|side| !side.is_whitespace());
        let pair = open.iter().rposition(|(_, mark)| *mark == run);
        if let Some(pair) = pair.filter(|_| solid(before) && edge(after)) {
            let (start, mark) = open.swap_remove(pair);
            open.truncate(pair);
            dropped.extend([(start, mark.len()), (at, run.len())]);
        } else if run.len() <= 3 && edge(before) && solid(after) {
            open.push((at, run));
        }
        at += run.len();
    }
    if dropped.is_empty() {
        return None;
    }
    dropped.sort_unstable();
    let (mut bare, mut from) = (String::with_capacity(text.len()), 0);
    for (start, length) in dropped {
        bare.push_str(text.get(from..start).unwrap_or_default());
        from = start + length;
    }
    bare.push_str(text.get(from..).unwrap_or_default());
    Some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(plain(text), expected, "{text}");
    }

    #[test]
    fn links_give_their_words_and_images_nothing() {
        check("شورای [شهر دور](city.html) نشست", "شورای شهر دور نشست");
        check("[a [b] c](x_(y)) d", "a [b] c d");
        check("![نشان](logo.png) بیانیه", " بیانیه");
        check("[![نشان](logo.png)](home.html)", "");
        check("[**پررنگ**](x)", "پررنگ");
        check("پانویس [1] و [2", "پانویس [1] و [2");
        check("[نیمه](کاره", "[نیمه](کاره");
    }

    #[test]
    fn emphasis_goes_in_pairs_at_word_borders() {
        check("*۳ مرداد ۱۳۹۹* — شورای **حزب نمونه**", "۳ مرداد ۱۳۹۹ — شورای حزب نمونه");
        check("_كلمة_ و`رمز` و__أخرى__", "كلمة و`رمز` و__أخرى__");
        check("(_كلمة_)، `رمز`.", "(كلمة)، رمز.");
        check("***همه***", "همه");
        check("* پانویس با ستاره*", "* پانویس با ستاره*");
        check("نام_فایل_بلند و 2*3*4", "نام_فایل_بلند و 2*3*4");
        check("* * *", "* * *");
        check("**", "**");
    }

    #[test]
    fn a_line_of_links_is_told() {
        assert_eq!(links("[خانه](a) · [درباره](b) |").unwrap(), ["خانه", "درباره"]);
        assert_eq!(links("[خانه](a)"), None);
        assert_eq!(links("نگاه کنید به [یک](a) و [دو](b)"), None);
        assert_eq!(links("[1] [2]"), None);
    }
}
