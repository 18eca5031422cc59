//! Splits the lines of a page into statements and finds the title of each.
//!
//! A title is a line that looks like one and leads to running text. The first one always opens a statement;
//! a later one only with evidence that what stands before it was finished: a signature, an end mark, a date
//! of its own, navigation words, a teaser, or the steady rhythm of a home page. Without evidence it is a
//! subhead, so that a long communiqué stays one statement. Every line falls into exactly one section.

use super::classify::Class;
use super::learnt::REPEATED;
use super::line::Line;
use super::offices::Offices;
use super::shapes::{Shapes, is_point};
use super::tail;

/// A title-like line of more letters than this, below another one, is a lead.
const LEAD_LETTERS: usize = 90;
/// A first sentence of up to this many letters may stand as a title.
const MADE_TITLE_LETTERS: usize = 70;
/// Lines above the last title-like one that may be the title instead.
const HEAD_LINES: usize = 3;
/// A headline above a title has up to this many words.
const HEADLINE_WORDS: usize = 4;
/// A title above buttons has at least this many words, where a line below them is taken for a name.
pub(super) const TITLE_WORDS: usize = 5;
/// A text of fewer letters, alone behind buttons, is none.
const THIN_LETTERS: usize = 120;
/// Teasers of a page that is a list of them.
const LISTED: usize = 3;
/// Lines that all pages repeat may part a title from its neighbours, up to this many.
const BUTTONS_BETWEEN: usize = 2;
/// Words below the buttons of a title that may be more buttons.
const STRAY_BUTTONS: usize = 3;
/// Words of a name below the buttons.
const NAME_WORDS: usize = 3;
/// A first line of up to this many letters may be a title although it is long.
const LONG_TITLE_LETTERS: usize = 200;

/// Letters of the texts of a home page: below a title alone, and below one with a word above it.
const LONG_BODY_LETTERS: usize = 200;
const BODY_LETTERS: usize = 120;
/// A line of more words than this below a title, without an end, is a lead.
const LEAD_WORDS: usize = 9;

/// The lines `start..end` make one statement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Section {
    /// First line.
    pub(super) start: usize,
    /// One past the last line.
    pub(super) end: usize,
    /// Line of the title.
    pub(super) title: Option<usize>,
    /// Line of the headline above it.
    pub(super) kicker: Option<usize>,
    /// Line below the title that is a lead.
    pub(super) lead: Option<usize>,
    /// First line of the body.
    pub(super) body: usize,
}

/// Lets a long first line be a title: no sentence ends in it, and running text follows.
pub(super) fn promote_long_title(lines: &[Line<'_>], classes: &mut [Class]) {
    let mut content = (0..lines.len()).filter(|&index| classes.get(index).is_some_and(|class| !class.is_beside()));
    let Some(first) = content.find(|&index| classes.get(index).is_some_and(|class| class.is_body())) else { return };
    // A short line right below goes on with it.
    let apart = |line: &Line<'_>| line.gap || line.letters >= THIN_LETTERS || line.ends_sentence();
    let follows = content.next().is_some_and(|index| {
        classes.get(index).is_some_and(|class| class.is_body()) && lines.get(index).is_some_and(apart)
    });
    let Some(line) = lines.get(first) else { return };
    let plain = line.gap && !line.text.ends_with(['.', '۔', ':']) && !line.is_cut() && !line.text.contains(". ");
    if follows
        && plain
        && line.letters <= LONG_TITLE_LETTERS
        && line.words <= 36
        && let Some(class) = classes.get_mut(first)
    {
        *class = Class::Title;
    }
}

/// A page as the segmenter sees it.
#[derive(Clone, Copy)]
pub(super) struct Page<'a, 'text> {
    pub(super) lines: &'a [Line<'text>],
    pub(super) classes: &'a [Class],
    /// For each line, whether a party is named in it.
    pub(super) names_party: &'a [bool],
    /// For each line, whether it is the name of a party and nothing else.
    pub(super) bare_names: &'a [bool],
    pub(super) shapes: &'a Shapes,
    /// The first lines of posts or messages, where the page is one of those.
    pub(super) posts: &'a [usize],
    pub(super) offices: &'a Offices,
    /// True if rows of signs part statements from each other, and not parts of one.
    pub(super) parts_statements: bool,
}

/// A title with the lines around it, and the body it leads to.
#[derive(Clone, Copy, Debug)]
struct Head {
    first: usize,
    title: usize,
    kicker: Option<usize>,
    lead: Option<usize>,
    body: usize,
}

impl Page<'_, '_> {
    /// The sections of the page, in order; together they hold every line.
    pub(super) fn sections(&self) -> Vec<Section> {
        let heads = self.heads();
        let rhythm = self.has_rhythm(&heads);
        let mut openings: Vec<Head> = Vec::new();
        for head in heads {
            if openings.is_empty() {
                if self.is_before_any_body(&head) {
                    openings.push(head);
                } else if rhythm || self.is_finished_before(&head) {
                    openings.push(Head { first: 0, title: usize::MAX, kicker: None, lead: None, body: 0 });
                    openings.push(head);
                }
            } else if rhythm || self.is_finished_before(&head) {
                openings.push(head);
            }
        }
        let mut sections: Vec<Section> = Vec::new();
        for head in &openings {
            let start = if sections.is_empty() { 0 } else { self.start_of(head) };
            if let Some(last) = sections.last_mut() {
                last.end = start;
            }
            sections.push(match head.title {
                usize::MAX => self.untitled(0),
                title => Section {
                    start,
                    end: self.lines.len(),
                    title: Some(title),
                    kicker: head.kicker,
                    lead: head.lead,
                    body: self.body_start(head),
                },
            });
        }
        if sections.is_empty() && !self.lines.is_empty() {
            sections.push(self.untitled(0));
        }
        if sections.len() < self.posts.len() { self.of_posts(&sections) } else { sections }
    }

    /// True for a page of teasers, whatever it gives as its title: `named` is the line of that, if it has one.
    pub(super) fn is_listing(&self, sections: &[Section], named: Option<usize>) -> bool {
        let teased = |section: &&Section| {
            let more = Class::Furniture("read more");
            (section.body..section.end).any(|index| self.class(index) == Class::Cut || self.class(index) == more)
        };
        let own = |section: &Section| section.title.is_some() && section.title != named;
        sections.len() >= LISTED && sections.iter().all(own) && sections.iter().filter(teased).count() >= 2
    }

    /// The whole page as one section whose title is known.
    pub(super) fn titled(&self, title: usize) -> Section {
        let body = self.next_content(title + 1).unwrap_or(self.lines.len());
        let above = title.checked_sub(1).filter(|&index| self.class(index) == Class::Title && !self.is_site(index));
        Section { start: 0, end: self.lines.len(), title: Some(title), kicker: above, lead: None, body }
    }

    pub(super) fn class(&self, index: usize) -> Class {
        self.classes.get(index).copied().unwrap_or(Class::Short)
    }

    fn is_furniture(&self, index: usize) -> bool {
        matches!(self.classes.get(index), Some(Class::Furniture(_)))
    }

    /// The next line from `index` on that is neither furniture nor metadata.
    pub(super) fn next_content(&self, index: usize) -> Option<usize> {
        (index..self.lines.len()).find(|&at| !self.class(at).is_beside())
    }

    /// All titles that lead to a body, with their neighbours.
    fn heads(&self) -> Vec<Head> {
        let mut heads = Vec::new();
        let mut run: Vec<usize> = Vec::new();
        let first_body = self.classes.iter().position(|class| class.is_body()).unwrap_or(self.lines.len());
        for index in 0..self.lines.len() {
            match self.class(index) {
                // Below a text a mere name signs it.
                Class::Title if index > first_body && self.is_bare_name(index) => {}
                Class::Title | Class::Short
                    if self.is_name_below_buttons(&run, index)
                        || self.is_furniture(index.wrapping_sub(1)) && self.is_stray_below_buttons(&run, index) => {}
                Class::Title => run.push(index),
                Class::Body | Class::Cut => {
                    if let Some(head) = self.head_of(&run, index) {
                        heads.push(head);
                    }
                    run.clear();
                }
                Class::Short if self.line_is_kicker(index) => run.push(index),
                Class::Short | Class::Metadata | Class::Dated => {}
                Class::Furniture(reason) => {
                    if !matches!(reason, "counter" | "clock" | "image" | "mark" | "ticker" | REPEATED)
                        && self.leads_nowhere(&run, index)
                    {
                        run.clear();
                    }
                }
            }
        }
        heads
    }

    /// A one-word line can only be the headline above a title.
    fn line_is_kicker(&self, index: usize) -> bool {
        self.lines.get(index).is_some_and(|line| line.words == 1 && line.letters > 2 && !line.ends_sentence())
    }

    /// True if the furniture at `index` cuts the run of lines before it off from the body.
    fn leads_nowhere(&self, run: &[usize], index: usize) -> bool {
        // Buttons between a title and its text are common; a second title behind them is not.
        let Some(next) = self.next_content(index) else { return true };
        run.is_empty()
            || !self.class(next).is_body()
                && !self.is_name_below_buttons(run, next)
                && !self.is_stray_below_buttons(run, next)
    }

    /// True for a word or two, buttons that no list knows, between a title with its buttons and the body.
    fn is_stray_below_buttons(&self, run: &[usize], index: usize) -> bool {
        let words = |index: usize| self.lines.get(index).map_or(0, |line| line.words);
        let titled = run.last().is_some_and(|&title| words(title) >= TITLE_WORDS - 1 && !self.is_site(title));
        let mut next = Some(index);
        for _ in 0..STRAY_BUTTONS {
            let Some(at) = next.filter(|&at| words(at) <= 2 && !self.class(at).is_body()) else { break };
            next = self.next_content(at + 1);
        }
        titled && next.is_some_and(|at| self.class(at).is_body())
    }

    /// True for a few words between buttons and a body whose title stands above the buttons: a byline.
    fn is_name_below_buttons(&self, run: &[usize], index: usize) -> bool {
        let words = |index: usize| self.lines.get(index).map_or(0, |line| line.words);
        let titled = run.last().is_some_and(|&title| words(title) >= TITLE_WORDS && !self.is_site(title));
        titled
            && words(index) <= NAME_WORDS
            && index.checked_sub(1).is_some_and(|above| {
                let buttons = ["sharing", "reading aid", "counter", "clock"].map(Class::Furniture);
                self.class(above) == Class::Metadata || buttons.contains(&self.class(above))
            })
            && self.next_content(index + 1).is_some_and(|next| self.class(next).is_body())
    }

    /// Chooses the title among the lines of `run`, which lead to the body at `body`.
    fn head_of(&self, run: &[usize], body: usize) -> Option<Head> {
        let is_title = |index: &usize| self.class(*index) == Class::Title;
        let letters = |index: usize| self.lines.get(index).map_or(0, |line| line.letters);
        let folded = |index: usize| self.lines.get(index).map_or("", |line| line.folded.as_str());
        let last = *run.iter().rev().find(|index| is_title(index))?;
        if let Some(&top) = run.iter().find(|&&index| self.lines.get(index).is_some_and(|line| line.top)) {
            // The page says itself which line is the title; a long one below it is a lead.
            let lead = (top < last && letters(last) > LEAD_LETTERS).then_some(last);
            return Some(Head { first: top, title: top, kicker: None, lead, body });
        }
        let mut head = Head { first: last, title: last, kicker: None, lead: None, body };
        // The lines right above it, nearest first, as long as nothing but metadata stands between.
        let mut above: Vec<usize> = Vec::new();
        for &index in run.iter().rev().skip_while(|index| **index != last).skip(1).take(HEAD_LINES) {
            if self.is_site(index) || !self.is_next(index, above.last().copied().unwrap_or(last)) {
                break;
            }
            above.push(index);
        }
        let Some(&nearest) = above.first() else { return Some(head) };
        if is_title(&nearest) && self.is_lead_of(last, nearest) {
            head.title = nearest;
            head.lead = Some(last);
        } else {
            // The longest of them; what stands below it is a byline or the title said again.
            for &index in above.iter().filter(|index| is_title(index)) {
                if letters(index) > letters(head.title) || folded(index) == folded(head.title) {
                    head.title = index;
                }
            }
        }
        head.kicker = above.into_iter().find(|&index| index < head.title);
        head.first = head.kicker.unwrap_or(head.title);
        Some(head)
    }

    /// True if the title-like line at `below` is too long to be the title under a mere headline.
    fn is_lead_of(&self, below: usize, above: usize) -> bool {
        let (Some(below), Some(above)) = (self.lines.get(below), self.lines.get(above)) else { return false };
        below.letters > LEAD_LETTERS
            || above.words > HEADLINE_WORDS && below.letters > 65 && 2 * below.letters > 3 * above.letters
    }

    /// The first line of the body: the first line below the title that is not about the statement.
    fn body_start(&self, head: &Head) -> usize {
        let last = head.lead.unwrap_or(head.title);
        let between = || (last + 1..head.body).filter(|&index| !self.class(index).is_beside());
        match between().find(|&index| !self.is_about(index, head)) {
            Some(first) => first,
            None if between().count() > 2 => between().find(|&index| !self.is_again(index, head)).unwrap_or(head.body),
            None => head.body,
        }
    }

    /// True if a line only says the title again.
    fn is_again(&self, index: usize, head: &Head) -> bool {
        let folded = |index: usize| self.lines.get(index).map(|line| line.folded.as_str());
        folded(index) == folded(head.title)
    }

    /// True for a line between a title and its body that is part of neither: a name, the title again, a button, a lead.
    fn is_about(&self, index: usize, head: &Head) -> bool {
        let Some(line) = self.lines.get(index) else { return true };
        if is_point(line) {
            return false;
        }
        let lead = line.words > LEAD_WORDS && !line.ends_sentence();
        let button = line.words <= 2 && self.is_furniture(index.wrapping_sub(1));
        line.words <= 1
            || self.is_again(index, head)
            || lead
            || button
            || self.is_site(index)
            || self.shapes.is_name(line)
            || Shapes::is_dated_byline(line)
    }

    /// True if nothing but metadata, or a button or two, stands between two lines.
    fn is_next(&self, above: usize, below: usize) -> bool {
        let mut between = above + 1..below;
        let repeated = between.clone().filter(|&index| self.class(index) == Class::Furniture(REPEATED)).count();
        repeated <= BUTTONS_BETWEEN
            && between.all(|index| {
                matches!(
                    self.class(index),
                    Class::Metadata
                        | Class::Dated
                        | Class::Furniture("counter" | "clock" | "image" | "mark" | REPEATED)
                )
            })
    }

    /// A line that only names a body or its site.
    fn is_site(&self, index: usize) -> bool {
        self.lines.get(index).is_some_and(|line| {
            line.words <= 8 && (self.offices.is_site_name(&line.folded) || self.is_bare_name(index))
        })
    }

    /// A line that only names a body, with its office perhaps: the owner of the page, or who signs.
    fn is_bare_name(&self, index: usize) -> bool {
        self.bare_names.get(index).copied().unwrap_or(false)
    }

    fn is_before_any_body(&self, head: &Head) -> bool {
        !(0..head.first).any(|index| self.class(index).is_body())
    }

    /// True if what stands before a title was complete.
    fn is_finished_before(&self, head: &Head) -> bool {
        let Some(title) = self.lines.get(head.title) else { return false };
        let set_apart =
            self.parts_statements && head.first.checked_sub(1).is_some_and(|above| self.is_separator(above));
        if !title.gap && !set_apart && !self.lines.get(head.first).is_some_and(|line| line.gap) {
            return false;
        }
        let Some(last_body) = (0..head.first).rev().find(|&index| self.class(index).is_body()) else { return false };
        if self.is_subhead(title) {
            return false;
        }
        let Some(body) = self.lines.get(last_body) else { return false };
        let between = last_body + 1..head.first;
        let signed = between.clone().any(|index| {
            self.lines.get(index).is_some_and(|line| {
                !self.class(index).is_beside()
                    && tail::is_signature(
                        &line.folded,
                        self.names_party.get(index).copied().unwrap_or(false),
                        self.offices,
                    )
            })
        });
        let closed = between.clone().any(|index| {
            matches!(
                self.class(index),
                Class::Furniture("navigation" | "sharing" | "comments" | "tags" | "end mark" | "rights" | "read more")
            )
        });
        let teased = between.clone().any(|index| self.class(index) == Class::Furniture("read more"));
        let posted = between.clone().any(|index| self.is_post_end(index));
        let parted = self.parts_statements && between.clone().any(|index| self.is_separator(index));
        let dated = between.chain(head.first..head.body).any(|index| self.class(index) == Class::Metadata);
        signed
            || posted
            || parted
            || closed && (teased || !self.is_thin(head))
            || dated
            || self.class(last_body) == Class::Cut
            || self.class(head.body) == Class::Cut && body.ends_sentence()
            || tail::end_mark(&body.text).is_some_and(|(_, reason)| reason == "end mark")
            || tail::glued_signature(&body.text, self.offices).is_some()
    }

    /// True if hardly any text follows a title: a line of a page's foot rather than a statement.
    fn is_thin(&self, head: &Head) -> bool {
        let body = self.lines.get(head.body).map_or(0, |line| line.letters);
        let next = self.next_content(head.body + 1);
        let teased =
            (head.body..next.unwrap_or(self.lines.len())).any(|at| self.class(at) == Class::Furniture("read more"));
        !teased
            && self.class(head.body) == Class::Body
            && body < THIN_LETTERS
            && !next.is_some_and(|at| self.class(at).is_body())
    }

    /// A numbered line, or one that ends in a colon, heads a part of a statement.
    pub(super) fn is_subhead(&self, line: &Line<'_>) -> bool {
        let bare = line.folded.trim_start_matches(['(', '-', ' ', '*', '[']);
        let number = bare.trim_start_matches(|character: char| character.is_ascii_digit());
        let numbered = number.len() < bare.len() && number.trim_start().starts_with(['-', '.', ')', ':', '/']);
        let ordinal = ["اولا", "ثانیا", "ثالثا", "رابعا", "خامسا", "الف"];
        line.folded.ends_with(':')
            || numbered
            || ordinal.iter().any(|word| super::lexicon::strip_words(bare, word).is_some())
    }

    /// Three titles or more that each lead to exactly one block of text, and nothing else on the page.
    fn has_rhythm(&self, heads: &[Head]) -> bool {
        let bodies = self.classes.iter().filter(|class| class.is_body()).count();
        let first = heads.first().map(|head| head.title);
        let plain = heads.iter().all(|head| {
            let above = head.title.checked_sub(1).and_then(|above| self.lines.get(above));
            // A word above it, such as the name of a section, sets a title apart as a blank line does.
            let top = first == Some(head.title);
            let kicked = above.is_some_and(|line| (line.gap || top) && line.words <= 2);
            let room = if kicked { BODY_LETTERS } else { LONG_BODY_LETTERS };
            self.lines.get(head.title).is_some_and(|line| {
                (line.gap || kicked) && line.words >= 4 && !self.is_subhead(line) && !line.text.ends_with(['؟', '?'])
            }) && self
                .lines
                .get(head.body)
                .is_some_and(|line| line.letters >= room || self.class(head.body) == Class::Cut)
        });
        heads.len() >= 3 && bodies == heads.len() && plain
    }

    /// Where the section of a later title begins: its kicker, and metadata above it that it needs.
    fn start_of(&self, head: &Head) -> usize {
        let mut start = head.first;
        let dated_below = (head.title..head.body).any(|index| self.class(index) == Class::Metadata);
        while !dated_below && start > 0 && self.class(start - 1) == Class::Metadata {
            start -= 1;
        }
        start
    }

    /// A section whose title must be found among lines that do not look like one, or made up.
    pub(super) fn untitled(&self, start: usize) -> Section {
        let end = self.lines.len();
        let mut section = Section { start, end, title: None, kicker: None, lead: None, body: start };
        let Some(first) = self.next_content(start) else { return section };
        section.body = first;
        let Some(line) = self.lines.get(first) else { return section };
        let next = self.next_content(first + 1);
        let is_body = self.class(first).is_body();
        let leads = next.is_some_and(|index| self.class(index).is_body());
        let is_title = if is_body {
            leads && line.gap && line.letters <= MADE_TITLE_LETTERS && line.sentences() <= 1 && !line.is_cut()
        } else {
            let shaped = line.words >= 2 && !line.text.ends_with(['.', '،', ':']);
            next.is_some() && (self.class(first) == Class::Title || leads && shaped)
        };
        if is_title {
            section.title = Some(first);
            section.body = next.unwrap_or(end);
        }
        section
    }
}
