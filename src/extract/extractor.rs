//! From a document to its statements.
//!
//! Lines are measured, classified, split into sections and given roles; `assemble` makes a statement of each section,
//! with party, date, language, kind and source. A record has one statement, made from its fields and the
//! paragraphs of its body. Pure: the same document and context give the same statements everywhere.

use super::Context;
use super::assemble::Reading;
use super::classify::{Class, Classifier};
use super::date;
use super::kind::Kinds;
use super::language::Languages;
use super::learnt::{Formulas, Learnt, REPEATED};
use super::lexicon::{Lexicon, words};
use super::line::{Line, lines};
use super::offices::Offices;
use super::opening;
use super::party::{Gazetteer, Parties};
use super::posts;
use super::project::Project;
use super::roles;
use super::segment::{Page, Section, promote_long_title};
use super::squeezed;
use super::surroundings;
use super::survey::Repeated;
use super::titles;
use super::wrap;
use crate::model::{Block, BlockRole, Document, Fields, Party, PartyId, Statement, TitleHow};
use crate::text::fold::fold;
use crate::text::range::TextRange;

/// Lines at either end of a page that may name its owner.
const EDGE_LINES: usize = 4;

/// Words that the name of a site has at most.
const SITE_WORDS: usize = 8;
/// Words of the name of a section behind that of its site.
const SECTION_WORDS: usize = 3;
/// Lines within which a letter says from whom it is and what about.
const LETTER_LINES: usize = 8;
/// Lines within which the title of a page that names it is looked for.
const TITLED_LINES: usize = 40;

/// Everything that reading statements rests on: word lists and known parties, read once.
#[derive(Debug)]
pub struct Extractor {
    pub(super) classifier: Classifier,
    pub(super) offices: Offices,
    pub(super) languages: Languages,
    pub(super) kinds: Kinds,
    pub(super) parties: Parties,
    pub(super) project: Project,
    openings: Vec<String>,
    formulas: Formulas,
}

impl Default for Extractor {
    fn default() -> Self {
        Self::new()
    }
}

impl Extractor {
    /// An extractor with the lists the program ships with.
    #[must_use]
    pub fn new() -> Self {
        Self::of(Project::default())
    }

    /// An extractor that goes by what a corpus and its user say, over the lists the program ships with.
    #[must_use]
    pub fn of(mut project: Project) -> Self {
        let gazetteer = std::mem::take(&mut project.gazetteer);
        Self {
            classifier: Classifier::new(&project.furniture),
            offices: Offices::new(),
            languages: Languages::new(),
            kinds: Kinds::new(),
            parties: Parties::new(gazetteer),
            project,
            openings: Lexicon::read(include_str!("data/words.txt")).longest_first("body opening"),
            formulas: Formulas::new(),
        }
    }

    /// The known political bodies.
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        self.parties.gazetteer()
    }

    /// The known body of that id; none for one that was only met in a text.
    #[must_use]
    pub fn party(&self, id: &PartyId) -> Option<&Party> {
        self.gazetteer().get(id)
    }

    /// The statements of a document, in page order; at least one.
    #[must_use]
    pub fn statements(&self, document: &Document, context: &Context) -> Vec<Statement> {
        self.statements_among(document, context, &Repeated::default())
    }

    /// The statements of a document among others, whose lines in common are furniture; at least one.
    ///
    /// What the format set apart stands behind the last of them, as furniture.
    #[must_use]
    pub fn statements_among(&self, document: &Document, context: &Context, repeated: &Repeated) -> Vec<Statement> {
        let mut statements = self.read(document, context, repeated);
        if let Some(last) = statements.last_mut() {
            last.blocks.extend(document.apart.iter().map(|(reason, text)| Block {
                role: BlockRole::Furniture((*reason).to_owned()),
                text: text.clone(),
                range: TextRange::default(),
            }));
        }
        statements
    }

    fn read(&self, document: &Document, context: &Context, repeated: &Repeated) -> Vec<Statement> {
        let reading = &Reading { document, context, dates: date::Page::new(&document.text) };
        let mut lines: Vec<Line<'_>> = wrap::joined(&document.text, lines(&document.text))
            .into_iter()
            .flat_map(|line| match self.classifier.labels_behind(&line) {
                Some(at) => line.split(&document.text, at),
                None => vec![line],
            })
            .collect();
        self.part_subject(&document.text, &mut lines);
        let (lines, head) = if document.item.is_none() && document.fields.title.is_none() {
            squeezed::part(&document.text, lines, &self.classifier, &self.offices)
        } else {
            (lines, Vec::new())
        };
        let (lines, messages) = posts::part_heads(&document.text, lines);
        let fields = &document.fields;
        let site_titled = document.item.is_none() && (self.names_site(fields) || repeats_title(fields, repeated));
        let title = fields.title.as_deref().filter(|_| !site_titled);
        let named = title.and_then(|title| titled_line(&fold(title), &lines));
        let is_record = fields.title.is_some() || fields.lead.is_some() || fields.kicker.is_some();
        let told = is_record && named.is_none() && !site_titled;
        if told && document.item.is_some() {
            return vec![self.record(reading, &lines, TitleHow::Field)];
        }
        let mut classes: Vec<Class> = lines.iter().map(|line| self.classifier.classify(line)).collect();
        for (class, known) in classes.iter_mut().zip(head) {
            *class = known;
        }
        for &head in &messages {
            if let Some(class) = classes.get_mut(head) {
                *class = Class::Metadata;
            }
        }
        surroundings::settle(&document.text, &lines, &mut classes, &self.classifier);
        opening::settle(&lines, &mut classes, &self.offices, &self.classifier.shapes);
        promote_long_title(&lines, &mut classes);
        let posts = if messages.is_empty() { posts::starts(&lines, &classes) } else { messages };
        let names_party: Vec<bool> = lines
            .iter()
            .zip(&classes)
            .map(|(line, class)| !class.is_body() && line.words <= 16 && self.names_party(line))
            .collect();
        let bare_names: Vec<bool> = lines
            .iter()
            .zip(&names_party)
            .map(|(line, names)| *names && line.words <= SITE_WORDS && self.is_bare_name(&line.folded))
            .collect();
        let mut bare = Page {
            lines: &lines,
            classes: &classes,
            names_party: &names_party,
            bare_names: &bare_names,
            posts: &posts,
            shapes: &self.classifier.shapes,
            offices: &self.offices,
            parts_statements: false,
        };
        bare.parts_statements = bare.separators_part();
        let mut sections = bare.sections();
        let mut learnt = Learnt::new(&bare, repeated, &self.formulas, named);
        let mut page = bare;
        let applied = learnt.applied(&sections);
        if let Some((classes, found)) = &applied {
            page.classes = classes;
            sections.clone_from(found);
        }
        if !page.is_listing(&sections, named) {
            if told {
                return vec![self.record(reading, &lines, TitleHow::Field)];
            }
            sections = named.map_or(sections, |title| vec![page.titled(title)]);
        }
        if document.item.is_some() {
            // One record of many is one statement.
            sections.truncate(1);
            sections.iter_mut().for_each(|only| only.end = lines.len());
        }
        if site_titled && !sections.iter().any(|section| section.title.is_some()) {
            // A poor title is better than none.
            return vec![self.record(reading, &lines, TitleHow::Site)];
        }
        let owners = owners(&page, &sections);
        if sections.is_empty() {
            let whole = TextRange::new(0, document.text.len());
            return vec![self.statement(reading, &lines, TitleHow::FirstWords, Vec::new(), &owners, 0, whole)];
        }
        sections
            .iter()
            .enumerate()
            .map(|(ordinal, section)| {
                let mut blocks = roles::blocks(&document.text, &page, section, &self.openings);
                learnt.explain(&mut blocks);
                let start = blocks.first().map_or(0, |block| block.range.start);
                let end = blocks.last().map_or(start, |block| block.range.end);
                let own = lines.get(section.start..section.end).unwrap_or(&[]);
                let how = titles::how(&page, section, named, &self.classifier);
                self.statement(reading, own, how, blocks, &owners, ordinal, TextRange::new(start, end))
            })
            .collect()
    }

    /// Parts the subject of a letter from its label, where the page opens as letters do.
    fn part_subject<'a>(&self, text: &'a str, lines: &mut Vec<Line<'a>>) {
        let head = |index: usize| lines.get(index).and_then(|line| self.classifier.letter_head(line));
        let Some(index) = (0..LETTER_LINES).find(|&index| head(index) == Some("subject")) else { return };
        let beside = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
        if !beside.into_iter().any(|index| head(index).is_some_and(|section| section != "subject")) {
            return;
        }
        let parts = lines.get(index).and_then(|line| {
            let colon = line.found.find([':', '：'])?;
            let sign = line.found.get(colon..)?.chars().next()?;
            Some(line.clone().split(text, colon + sign.len_utf8()))
        });
        let Some(mut parts) = parts.filter(|parts| parts.len() == 2) else { return };
        parts.iter_mut().skip(1).for_each(|subject| subject.top = true);
        lines.splice(index..=index, parts);
    }

    /// True if a party is named in the line.
    pub(super) fn names_party(&self, line: &Line<'_>) -> bool {
        self.parties.names_one(&line.text, &line.folded, &self.offices)
    }

    /// True if the folded text is the name of a body with its office, its site or its place, and nothing is told of it.
    fn is_bare_name(&self, folded: &str) -> bool {
        let beside = self.parties.beside_name(folded, &self.offices);
        let shapes = &self.classifier.shapes;
        beside.is_some_and(|(before, behind)| {
            // The way to a page goes on with the name of a section.
            let way = behind.trim_start().starts_with(['>', '»', '›', '|']) && words(behind).count() <= SECTION_WORDS;
            shapes.is_beside_name(before, &self.offices) && (way || shapes.is_beside_name(behind, &self.offices))
        })
    }

    /// True if the title that a page gives itself only says whose site it is.
    pub(super) fn names_site(&self, fields: &Fields) -> bool {
        let Some(title) = fields.title.as_deref().map(fold) else { return false };
        let site = fields.site.as_deref().map(fold);
        let mut pieces =
            title.split(['|', '-', '–', '—', '·', '»', ':']).map(str::trim).filter(|piece| !piece.is_empty());
        let of_site = |piece: &str| {
            site.as_deref().is_some_and(|site| site.trim() == piece)
                || self.classifier.is_navigation(piece)
                || self.offices.is_site_name(piece) && words(piece).count() <= SITE_WORDS
                || self.parties.is_name(piece, &self.offices) && self.is_bare_name(piece)
        };
        pieces.next().is_some_and(of_site) && pieces.all(of_site)
    }
}

/// True if the pages around give themselves the same title.
fn repeats_title(fields: &Fields, repeated: &Repeated) -> bool {
    fields.title.as_deref().is_some_and(|title| repeated.is_title(&fold(title)))
}

/// The line of a page that its own field gives as the title, if it is one of the page's lines.
fn titled_line(title: &str, lines: &[Line<'_>]) -> Option<usize> {
    let title = title.trim();
    lines.iter().take(TITLED_LINES).rposition(|line| {
        if line.folded.is_empty() {
            return false;
        }
        let rest = title.strip_prefix(line.folded.as_str());
        rest.is_some_and(|rest| {
            rest.is_empty() || line.words >= 3 && rest.trim_start().starts_with(['-', '|', '»', ':'])
        })
    })
}

/// The lines that say whose page it is: above the first title, in the first lines of the page.
fn owners<'a>(page: &Page<'a, '_>, sections: &[Section]) -> Vec<&'a Line<'a>> {
    let Some(first) = sections.first() else { return Vec::new() };
    let top = first.kicker.or(first.title).unwrap_or(first.start);
    page.lines
        .iter()
        .take(top.min(EDGE_LINES))
        .enumerate()
        .filter(|(index, line)| {
            line.words <= 8
                && page.names_party.get(*index).copied().unwrap_or(false)
                && matches!(page.class(*index), Class::Title | Class::Short | Class::Furniture(REPEATED))
        })
        .map(|(_, line)| line)
        .collect()
}
