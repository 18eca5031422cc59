//! Which elements of a page are beside its text, and why.
//!
//! Suspicions come from the tags (`parts`) and from the amount of links; the text within clears them. Then the
//! element that holds the running text is looked for as Readability does it: blocks with many letters and commas
//! lend weight to the elements around them. Only where a title leads to that element is the page one article,
//! and what lies around it goes; a page of several statements keeps all that is not plainly furniture.

use super::measure::Measures;
use super::parts;
use super::tree::Tree;

/// The reason why an element is no part of the text, by its place; what lies within shares its fate.
pub(super) type Beside = Vec<Option<&'static str>>;

/// Letters that are too few to be what a page is there for.
const FEW: usize = 140;
/// Links that make a list of them.
const LISTED: usize = 3;
/// Letters of a link that is a button.
const BUTTON: usize = 16;
/// Elements of one shape, one after another, that make a list of teasers.
const TEASERS: usize = 3;
/// Letters of a teaser at most.
const TEASER: usize = 420;
/// Letters of a line that may stand above an article and belong to it: a date, the name of a body.
const EDGE: usize = 120;
/// Letters of a line right below an article that may be its signature.
const SIGNATURE: usize = 80;

/// The elements that their tags give away, unless the text itself stands in them.
pub(super) fn suspected(tree: &Tree<'_>, measures: &Measures) -> Beside {
    let total = measures.plain(0);
    let mut beside: Beside = vec![None; tree.nodes.len()];
    // What is in no doubt goes first, so that the rest is judged by what is left.
    let reasons: Vec<Option<&'static str>> = tree.nodes.iter().map(|node| node.tag().and_then(parts::beside)).collect();
    let mut index = 0;
    while let Some(node) = tree.nodes.get(index) {
        let reason = reasons.get(index).copied().flatten().filter(|reason| {
            let plain = measures.plain(index);
            let all_there_is = total - plain.min(total) < FEW.min(plain);
            let holds_text = measures.holds_text(index) && !matches!(*reason, "comments" | "related" | "hidden");
            !all_there_is && !holds_text
        });
        if reason.is_some() {
            if let Some(place) = beside.get_mut(index) {
                *place = reason;
            }
            index = node.end.max(index + 1);
        } else {
            index += 1;
        }
    }
    beside
}

/// Takes a suspicion back from what holds a title and a text below it; true if there was one.
pub(super) fn clear(tree: &Tree<'_>, measures: &Measures, title: usize, beside: &mut Beside) -> bool {
    let holder = tree.ancestors(title).find(|index| beside.get(*index).is_some_and(Option::is_some));
    let Some(place) = holder.and_then(|index| beside.get_mut(index)) else { return false };
    let other = matches!(place, Some("related" | "comments" | "ticker" | "links"));
    let bare = holder.is_some_and(|index| measures.plain(index) < measures.letters(title) + FEW);
    if other || bare {
        return false;
    }
    *place = None;
    true
}

/// Adds the blocks that are little else than links.
pub(super) fn add_link_lists(tree: &Tree<'_>, measures: &Measures, beside: &mut Beside) {
    add(tree, beside, |index, node| {
        let block = node.is_block() || matches!(node.name(), "td" | "tr" | "tbody" | "li" | "span" | "font");
        let heading = is_heading(node.name()) || matches!(node.name(), "html" | "body");
        let (letters, linked) = (measures.letters(index), measures.linked(index));
        let list = measures.links(index) >= LISTED && linked * 10 > letters * 6;
        let buttons = measures.links(index) > 1 && linked == letters && letters <= BUTTON * measures.links(index);
        let few = letters - linked < EDGE.max(letters / 4);
        (block && !heading && (list || buttons) && few && !measures.holds_text(index)).then_some("links")
    });
}

/// Adds rows of teasers that stand beside an article: elements of one shape that each begin with a link.
pub(super) fn add_teasers(tree: &Tree<'_>, measures: &Measures, title: usize, main: usize, beside: &mut Beside) {
    let shape = |index: usize| {
        let tag = tree.nodes.get(index).and_then(|node| node.tag())?;
        let (letters, linked) = (measures.letters(index), measures.linked(index));
        let end = tree.nodes.get(index).map_or(index, |node| node.end);
        let leads = letters <= TEASER && measures.links(index) >= 1;
        let headed = || (index..end).any(|index| tree.nodes.get(index).is_some_and(|node| is_heading(node.name())));
        let teaser = leads && (linked * 6 >= letters && linked >= 8 || headed());
        let holds = (index..end).contains(&title);
        (teaser && !holds).then(|| (tag.name.clone(), tag.attribute("class").unwrap_or_default()))
    };
    let mut found: Vec<usize> = Vec::new();
    let mut parent = 0;
    while let Some(node) = tree.nodes.get(parent) {
        if node.is_block() && measures.links(parent) >= TEASERS {
            let mut run: Vec<(usize, (String, String))> = Vec::new();
            let mut child = parent + 1;
            while child < node.end {
                let Some(inside) = tree.nodes.get(child) else { break };
                if inside.is_block() || inside.name() == "li" {
                    let shape = shape(child);
                    if shape.is_none() || run.last().is_some_and(|(_, last)| Some(last) != shape.as_ref()) {
                        take_run(&mut run, &mut found);
                    }
                    run.extend(shape.map(|shape| (child, shape)));
                }
                child = inside.end.max(child + 1);
            }
            take_run(&mut run, &mut found);
        }
        parent += 1;
    }
    let teased: usize = found.iter().map(|index| measures.plain(*index)).sum();
    if teased * 2 > measures.plain(main) {
        // A page of teasers is there for them.
        return;
    }
    for index in found {
        if let Some(place) = beside.get_mut(index) {
            *place = place.or(Some("related"));
        }
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

fn take_run(run: &mut Vec<(usize, (String, String))>, found: &mut Vec<usize>) {
    if run.len() >= TEASERS {
        found.extend(run.iter().map(|(index, _)| *index));
    }
    run.clear();
}

/// The element with the running text.
pub(super) fn main_part(tree: &Tree<'_>, measures: &Measures) -> usize {
    let mut scores = vec![0.0_f32; tree.nodes.len()];
    for (index, node) in tree.nodes.iter().enumerate() {
        let (own, commas) = measures.own(index);
        if own < LEAST {
            continue;
        }
        let worth = 1.0 + commas as f32 + own as f32 / 100.0;
        let mut lend = |index: usize, share: f32| {
            if let Some(score) = scores.get_mut(index) {
                *score += worth * share;
            }
        };
        if node.name() != "p" {
            lend(index, 1.0);
        }
        tree.ancestors(index).zip(SHARES).for_each(|(ancestor, share)| lend(ancestor, share));
    }
    let mut best = (0, 0.0_f32);
    for (index, score) in scores.iter().enumerate() {
        let score = score * (1.0 - measures.density(index));
        if score > best.1 {
            best = (index, score);
        }
    }
    best.0
}

/// Letters of a block that lends weight.
const LEAST: usize = 25;
/// How much of it goes to the elements around it, the nearest first.
const SHARES: [f32; 5] = [1.0, 0.5, 1.0 / 6.0, 1.0 / 9.0, 1.0 / 12.0];

/// Adds what lies around the one article of a page, from its title to the end of its text.
///
/// Does nothing if the title does not lead to that text, or if there is as much text elsewhere.
pub(super) fn add_around(tree: &Tree<'_>, measures: &Measures, main: usize, title: usize, beside: &mut Beside) {
    let holds = |index: usize| tree.nodes.get(index).is_some_and(|node| index <= title && title < node.end);
    let Some(article) = std::iter::once(main).chain(tree.ancestors(main)).find(|index| holds(*index)) else { return };
    if measures.plain(article) * 2 > measures.plain(main) * 3 || measures.plain(0) > measures.plain(article) * 2 {
        return;
    }
    let Some(last) = tree.nodes.get(article).map(|node| node.end) else { return };
    let parent = tree.nodes.get(article).map_or(0, |node| node.parent);
    let (mut index, mut passed) = (1, false);
    while let Some(node) = tree.nodes.get(index) {
        if index == article {
            index = last;
            continue;
        }
        if index < article && node.end > article || node.tag().is_none() {
            index += 1;
            continue;
        }
        let (letters, linked) = (measures.letters(index), measures.linked(index));
        // Above it stand the date and whose page it is, right below it a signature.
        let near = linked * 2 <= letters
            && if index < article { letters <= EDGE } else { letters <= SIGNATURE && node.parent == parent && !passed };
        passed |= index > article && letters > 0;
        if !near && letters > 0 && (node.is_block() || matches!(node.name(), "td" | "tr" | "li" | "a")) {
            let splits = index < article && letters > EDGE && measures.has_blocks(index);
            if splits {
                index += 1;
                continue;
            }
            if let Some(place) = beside.get_mut(index) {
                *place = place.or(Some("around the article"));
            }
        }
        index = if near { node.end } else { node.end.max(index + 1) };
    }
}

/// Sets a reason to the elements that are not beside and for which `judge` gives one.
fn add<'a>(
    tree: &Tree<'a>,
    beside: &mut Beside,
    mut judge: impl FnMut(usize, &super::tree::Node<'a>) -> Option<&'static str>,
) {
    let mut index = 1;
    while let (Some(node), Some(place)) = (tree.nodes.get(index), beside.get_mut(index)) {
        if place.is_none() && node.tag().is_some() {
            *place = judge(index, node);
        }
        index = if place.is_some() { node.end.max(index + 1) } else { index + 1 };
    }
}
