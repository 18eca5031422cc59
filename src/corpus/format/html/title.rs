//! Which element of a page is the title of its one article, if it has one.
//!
//! A page repeats its title where others look for it: in the name of the window, for other sites, in linked
//! data. What of these is shown on the page as a line of its own is the title, the longest first, since the
//! name of the site stands there as well. Compared after the fold and without signs.

use super::head::{Head, one_line};
use super::measure::Measures;
use super::tree::Tree;
use super::write;
use crate::text::fold::fold;

/// Letters of a title at most.
const LONGEST: usize = 400;
/// Nodes of the element of a title at most.
const NODES: usize = 64;
/// Letters of a line that begins the running text.
const RUNNING: usize = 80;
/// Words of a lone heading that nothing else calls the title.
const HEADING_WORDS: usize = 2;
/// Words of the name of a site at most.
const SITE_WORDS: usize = 7;

/// The title of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Title {
    pub(super) text: String,
    /// Its element; none if the page does not show it.
    pub(super) node: Option<usize>,
}

/// The title of a page whose running text is in `main`; `headlines` are those of linked data.
pub(super) fn of(
    tree: &Tree<'_>,
    measures: &Measures,
    beside: &[Option<&'static str>],
    head: &Head,
    headlines: &[String],
    main: usize,
) -> Option<Title> {
    let site = head.site.as_deref().map(bare).unwrap_or_default();
    let mut said: Vec<String> = Vec::new();
    for title in headlines.iter().chain(&head.titles).chain(&head.window) {
        said.push(bare(title));
        said.extend(pieces(title).iter().map(|piece| bare(piece)));
    }
    said.retain(|title| !title.is_empty() && *title != site);
    let start = running(tree, measures, main);
    let elements = Elements { tree, measures, beside };
    let most = said.iter().map(String::len).max().unwrap_or(0);
    let mut best: Option<(usize, Rank, Title)> = None;
    let mut headings: Vec<Title> = Vec::new();
    for index in elements.short(most.max(LONGEST)) {
        let rank = Rank::of(tree, index, start);
        if rank.heading < 2 && measures.letters(index) > most {
            continue;
        }
        let text = one_line(&write::plain(tree, index, beside));
        let bare = bare(&text);
        if tree.nodes.get(index).is_some_and(|node| node.name() == "h1") && bare != site && !bare.is_empty() {
            headings.push(Title { text: text.clone(), node: Some(index) });
        }
        let words = bare.split(' ').count();
        if said.contains(&bare) && (words > 1 || rank.heading > 0) {
            let better = best.as_ref().is_none_or(|(letters, last, _)| (bare.len(), &rank) > (*letters, last));
            if better {
                best = Some((bare.len(), rank, Title { text, node: Some(index) }));
            }
        }
    }
    if let Some((_, _, title)) = best {
        return Some(title);
    }
    let [only] = headings.as_slice() else { return told(head, headlines) };
    let is_named = only.text.split_whitespace().count() >= HEADING_WORDS || said.is_empty();
    if is_named { headings.pop() } else { told(head, headlines).or_else(|| headings.pop()) }
}

/// The title as it is told, where no line of the page is it.
fn told(head: &Head, headlines: &[String]) -> Option<Title> {
    let strong = headlines.iter().chain(&head.titles).next();
    let text = match (strong, &head.window) {
        (Some(title), _) => title.clone(),
        (None, Some(window)) => without_site(window, head.site.as_deref()),
        (None, None) => return None,
    };
    Some(Title { text, node: None }).filter(|title| !title.text.is_empty())
}

/// The name of a window without that of the site at one end, if that is plain to see.
fn without_site(window: &str, site: Option<&str>) -> String {
    let site = site.map(bare);
    let mut best: Option<&str> = None;
    for at in separators(window) {
        let (first, second) = window.split_at_checked(at.0).unwrap_or((window, ""));
        let second = second.get(at.1..).unwrap_or_default();
        for (piece, rest) in [(first, second), (second, first)] {
            let is_site = site.as_ref().is_some_and(|site| *site == bare(rest));
            let words = |text: &str| text.split_whitespace().count();
            let shorter = window.get(at.0..at.0 + at.1).is_some_and(|sign| sign.trim() != ":")
                && (1..=SITE_WORDS).contains(&words(rest))
                && words(piece) > words(rest);
            let longer = best.is_none_or(|best| piece.len() > best.len());
            if is_site {
                return piece.trim().to_owned();
            }
            if shorter && longer {
                best = Some(piece);
            }
        }
    }
    best.unwrap_or(window).trim().to_owned()
}

/// The places and lengths of what parts a title from the name of a site.
fn separators(title: &str) -> Vec<(usize, usize)> {
    let signs = ["|", "»", "«", "·", "•", "–", "—", "::", ":", " - ", " / ", ">", "_"];
    let mut found: Vec<(usize, usize)> =
        signs.iter().flat_map(|sign| title.match_indices(sign).map(|(at, sign)| (at, sign.len())).take(8)).collect();
    found.sort_unstable();
    found
}

/// What stands before and behind each of the signs that part.
fn pieces(title: &str) -> Vec<&str> {
    let parts = separators(title);
    let before = parts.iter().filter_map(|(at, _)| title.get(..*at));
    let behind = parts.iter().filter_map(|(at, length)| title.get(at + length..));
    before.chain(behind).collect()
}

/// The folded letters and digits of a text, one space between words.
pub(super) fn bare(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    for character in fold(text).chars() {
        if character.is_alphanumeric() {
            bare.push(character);
        } else if !bare.is_empty() && !bare.ends_with(' ') {
            bare.push(' ');
        }
    }
    bare.truncate(bare.trim_end().len());
    bare
}

/// Where the running text of `main` begins.
fn running(tree: &Tree<'_>, measures: &Measures, main: usize) -> usize {
    let end = tree.nodes.get(main).map_or(0, |node| node.end);
    (main..end).find(|index| measures.own(*index).0 >= RUNNING).unwrap_or(end)
}

/// How likely an element is the one to be taken, of several that say the same.
#[derive(PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Rank {
    heading: usize,
    before_text: bool,
    place: isize,
}

impl Rank {
    fn of(tree: &Tree<'_>, index: usize, start: usize) -> Self {
        let Some(tag) = tree.nodes.get(index).and_then(super::tree::Node::tag) else {
            return Self { heading: 0, before_text: false, place: 0 };
        };
        let marked = || {
            ["class", "itemprop", "id"].iter().filter_map(|name| tag.attribute(name)).any(|value| {
                let value = value.to_ascii_lowercase();
                value.contains("title") || value.contains("headline")
            })
        };
        let heading = match tag.name.as_str() {
            "h1" => 3,
            "h2" | "h3" | "h4" | "h5" | "h6" => 2,
            _ if !tag.attributes.is_empty() && marked() => 1,
            _ => 0,
        };
        let before_text = index <= start;
        let place = index as isize;
        // The nearest to the text: the last one above it, the first one below.
        Self { heading, before_text, place: if before_text { place } else { -place } }
    }
}

struct Elements<'a, 'text> {
    tree: &'a Tree<'text>,
    measures: &'a Measures,
    beside: &'a [Option<&'static str>],
}

impl Elements<'_, '_> {
    /// The elements that are short enough for a title and not beside.
    fn short(&self, letters: usize) -> impl Iterator<Item = usize> + '_ {
        let mut index = 1;
        std::iter::from_fn(move || {
            while let Some(node) = self.tree.nodes.get(index) {
                let at = index;
                if self.beside.get(at).is_some_and(Option::is_some) {
                    index = node.end.max(at + 1);
                    continue;
                }
                index += 1;
                let small = (1..=letters).contains(&self.measures.letters(at)) && node.end - at <= NODES;
                if node.tag().is_some() && small {
                    return Some(at);
                }
            }
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_site_comes_off() {
        let check = |window, site, expected: &str| assert_eq!(without_site(window, site), expected, "{window}");
        check("بیانیه دربارهٔ آب - حزب نمونه", None, "بیانیه دربارهٔ آب");
        check("حزب نمونه | بیانیه دربارهٔ آب", None, "بیانیه دربارهٔ آب");
        check("نمونه: بیانیه", Some("نمونه"), "بیانیه");
        check("دبیرکل: آب از آن همه است و خواهد بود", None, "دبیرکل: آب از آن همه است و خواهد بود");
        check("گفت‌وگو - دبیرکل", None, "گفت‌وگو - دبیرکل");
        check("بیانیه", None, "بیانیه");
    }
}
