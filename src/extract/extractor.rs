//! From a document to its statements.
//!
//! Lines are measured, classified, split into sections, given roles, and each section becomes a statement
//! with party, date, language, kind and source. A record has one statement, made from its fields and the
//! paragraphs of its body. Pure: the same document and context give the same statements everywhere.

use super::Context;
use super::classify::{Class, Classifier};
use super::date;
use super::identity;
use super::kind::{Heads, Kinds};
use super::language::Languages;
use super::learnt::{Formulas, Learnt, REPEATED};
use super::lexicon::{Lexicon, words};
use super::line::{Line, is_blank, lines};
use super::offices::Offices;
use super::paragraphs::sentence_ends;
use super::party::{Gazetteer, Outside, Part, Parties, Place};
use super::project::Project;
use super::record;
use super::roles;
use super::segment::{Page, Section, promote_long_title};
use super::source;
use super::statement_language;
use super::surroundings;
use super::survey::Repeated;
use super::titles;
use super::wrap;
use crate::model::{Block, BlockRole, Document, Fields, Grounds, Language, Party, PartyId, Statement, TitleHow};
use crate::text::fold::fold;
use crate::text::range::TextRange;
use std::collections::HashMap;

/// Letters of a title made from the first words.
const MADE_TITLE: usize = 90;
/// Lines at either end of a page that may name its owner.
const EDGE_LINES: usize = 4;

/// Bytes that a name of a site has at most.
const LONG_NAME: usize = 200;
/// Words that the name of a site has at most.
const SITE_WORDS: usize = 8;
/// Lines within which a letter says from whom it is and what about.
const LETTER_LINES: usize = 8;
/// Lines within which the title of a page that names it is looked for.
const TITLED_LINES: usize = 40;

/// Everything that reading statements rests on: word lists and known parties, read once.
#[derive(Debug)]
pub struct Extractor {
    pub(super) classifier: Classifier,
    pub(super) offices: Offices,
    languages: Languages,
    kinds: Kinds,
    parties: Parties,
    project: Project,
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
        let mut lines: Vec<Line<'_>> = wrap::joined(&document.text, lines(&document.text))
            .into_iter()
            .flat_map(|line| match self.classifier.labels_behind(&line) {
                Some(at) => line.split(&document.text, at),
                None => vec![line],
            })
            .collect();
        self.part_subject(&document.text, &mut lines);
        let fields = &document.fields;
        let site_titled = document.item.is_none() && (self.names_site(fields) || repeats_title(fields, repeated));
        let title = fields.title.as_deref().filter(|_| !site_titled);
        let named = title.and_then(|title| titled_line(&fold(title), &lines));
        let is_record = fields.title.is_some() || fields.lead.is_some() || fields.kicker.is_some();
        let told = is_record && named.is_none() && !site_titled;
        if told && document.item.is_some() {
            return vec![self.record(document, context, &lines, TitleHow::Field)];
        }
        let mut classes: Vec<Class> = lines.iter().map(|line| self.classifier.classify(line)).collect();
        surroundings::settle(&document.text, &lines, &mut classes, &self.classifier);
        promote_long_title(&lines, &mut classes);
        let names_party: Vec<bool> = lines
            .iter()
            .zip(&classes)
            .map(|(line, class)| !class.is_body() && line.words <= 16 && self.names_party(line))
            .collect();
        let mut bare = Page {
            lines: &lines,
            classes: &classes,
            names_party: &names_party,
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
                return vec![self.record(document, context, &lines, TitleHow::Field)];
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
            return vec![self.record(document, context, &lines, TitleHow::Site)];
        }
        let owners = owners(&page, &sections);
        if sections.is_empty() {
            let whole = TextRange::new(0, document.text.len());
            return vec![self.statement(
                document,
                context,
                &lines,
                TitleHow::FirstWords,
                Vec::new(),
                &owners,
                0,
                whole,
            )];
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
                self.statement(document, context, own, how, blocks, &owners, ordinal, TextRange::new(start, end))
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

    /// True if the title that a page gives itself only says whose site it is.
    fn names_site(&self, fields: &Fields) -> bool {
        let Some(title) = fields.title.as_deref().map(fold) else { return false };
        let site = fields.site.as_deref().map(fold);
        let mut pieces =
            title.split(['|', '-', '–', '—', '·', '»', ':']).map(str::trim).filter(|piece| !piece.is_empty());
        let of_site = |piece: &str| {
            site.as_deref().is_some_and(|site| site.trim() == piece)
                || self.classifier.is_navigation(piece)
                || self.offices.is_site_name(piece) && words(piece).count() <= SITE_WORDS
                || self.parties.is_name(piece, &self.offices)
        };
        pieces.next().is_some_and(of_site) && pieces.all(of_site)
    }

    /// The one statement of a record.
    fn record(&self, document: &Document, context: &Context, lines: &[Line<'_>], how: TitleHow) -> Statement {
        let blocks = record::blocks(self, document, lines);
        self.statement(document, context, lines, how, blocks, &[], 0, TextRange::new(0, document.text.len()))
    }

    /// One statement from its blocks; `owners` are the lines that say whose page it is.
    #[expect(clippy::too_many_arguments, reason = "each is a different part of the page, used once")]
    fn statement(
        &self,
        document: &Document,
        context: &Context,
        lines: &[Line<'_>],
        title_how: TitleHow,
        blocks: Vec<Block>,
        owners: &[&Line<'_>],
        ordinal: usize,
        span: TextRange,
    ) -> Statement {
        let folds = Folds::new(lines, &blocks);
        let text_of = |wanted: fn(&BlockRole) -> bool| blocks.iter().filter(move |block| wanted(&block.role));
        let found = text_of(|role| *role == BlockRole::Title).map(|block| block.text.clone()).next();
        let (title, title_how) = match found {
            Some(title) => (title, title_how),
            None => made_title(&blocks, &document.path),
        };

        let told = self.language(&blocks, &folds, &document.text);
        let language = told.language;
        let fields = &document.fields;
        let site = [&fields.site, &fields.title].into_iter().flatten().find(|name| name.len() <= LONG_NAME);
        let site = site.filter(|name| fields.site.as_ref() == Some(*name) || self.names_site(fields));
        let site = site.map(|name| (name.as_str(), fold(name)));
        let mut parts = parts(&blocks, &folds, owners);
        parts.extend(site.as_ref().map(|(text, folded)| Part { place: Place::Site, text, folded }));
        let given = self.project.given(&document.path, [fields.url.as_deref(), fields.site.as_deref()]);
        let context = &Context { reference: context.reference.or(given.reference), ..*context };
        let outside = Outside {
            given: &given,
            field: document.fields.party.as_deref(),
            site: document.fields.site.as_deref(),
            url: document.fields.url.as_deref(),
            path: &document.path,
            language,
        };
        let (party, parties) = self.parties.of(&parts, &outside, &self.offices);
        let country = party.as_ref().and_then(|party| self.party(&party.id)).map(|party| party.country.as_str());
        let told = told.of_country(country);
        let language = told.language;

        let place_of = |wanted: fn(&BlockRole) -> bool| blocks.iter().position(|block| wanted(&block.role));
        let first =
            place_of(|role| *role == BlockRole::Paragraph).or_else(|| place_of(|role| *role == BlockRole::Lead));
        let heads = Heads {
            title: &fold(&title),
            kicker: place_of(|role| *role == BlockRole::Kicker).map_or("", |index| folds.of(index)),
            first: first.map_or("", |index| folds.of(index)),
            opening: first.and_then(|index| blocks.get(index)).map_or("", |block| &block.text),
        };
        let (kind, cue) = self.kinds.of(heads, language).unzip();

        let body = |role: &BlockRole| matches!(role, BlockRole::Title | BlockRole::Lead | BlockRole::Paragraph);
        let count: usize = blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| body(&block.role))
            .map(|(index, _)| words(folds.of(index)).count())
            .sum();
        let mut paragraphs = text_of(|role| *role == BlockRole::Paragraph);
        let last = paragraphs.next_back();
        let cut = paragraphs.count() <= 1 && last.is_some_and(|block| lines_cut(&block.text) || leads_on(&blocks));

        let mut clues = clues(document, &blocks, &title, language);
        clues.calendar = given.calendar;
        clues.modified = document.modified.filter(|_| given.file_time == Some(true));
        let date = date::of_statement(&clues, context);
        let mut problems = document.problems.clone();
        problems.extend(date::faults(&clues));

        Statement {
            id: identity::of(&document.path, document.item, ordinal),
            path: document.path.clone(),
            item: document.item,
            span: if document.fields == Fields::default() { span.shifted(document.span.start) } else { document.span },
            date,
            title,
            title_made: title_how.is_made(),
            title_how,
            party,
            parties,
            language: told.language,
            languages: told.languages,
            kind,
            words: count,
            cut,
            source: source::of(&blocks, &document.fields, &self.classifier),
            blocks,
            grounds: Grounds { kind: cue, language: told.grounds, encoding: document.encoding, format: None },
            problems,
        }
    }

    /// The languages of what is read.
    fn language(&self, blocks: &[Block], folds: &Folds<'_>, page: &str) -> statement_language::Told {
        let read = |role: &BlockRole| matches!(role, BlockRole::Title | BlockRole::Lead | BlockRole::Paragraph);
        let texts: Vec<(&str, &str)> = blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| read(&block.role))
            .map(|(index, block)| (block.text.as_str(), folds.of(index)))
            .collect();
        statement_language::of(&self.languages, &texts, page)
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

/// The folds of blocks: those of whole lines are borrowed, those of parts of lines are made.
struct Folds<'a> {
    folds: Vec<std::borrow::Cow<'a, str>>,
}

impl<'a> Folds<'a> {
    fn new(lines: &'a [Line<'_>], blocks: &[Block]) -> Self {
        let by_range: HashMap<TextRange, &str> = lines.iter().map(|line| (line.range, line.folded.as_str())).collect();
        let folds = blocks
            .iter()
            .map(|block| match by_range.get(&block.range) {
                Some(folded) if !block.range.is_empty() => std::borrow::Cow::Borrowed(*folded),
                _ => std::borrow::Cow::Owned(fold(&block.text)),
            })
            .collect();
        Self { folds }
    }

    fn of(&self, index: usize) -> &str {
        self.folds.get(index).map_or("", |folded| folded.as_ref())
    }
}

/// The parts of a statement in which parties are looked for.
fn parts<'a>(blocks: &'a [Block], folds: &'a Folds<'_>, owners: &'a [&Line<'_>]) -> Vec<Part<'a>> {
    let first = |wanted: fn(&BlockRole) -> bool| blocks.iter().position(|block| wanted(&block.role));
    let byline =
        first(|role| *role == BlockRole::Title).unwrap_or(blocks.len())
            ..first(|role| *role == BlockRole::Paragraph).unwrap_or(0);
    let own = blocks.iter().enumerate().filter_map(|(index, block)| {
        let place = match block.role {
            BlockRole::Kicker => Place::Kicker,
            BlockRole::Title => Place::Title,
            BlockRole::Lead => Place::Lead,
            BlockRole::Paragraph => Place::Paragraph,
            BlockRole::Signature => Place::Signature,
            BlockRole::Metadata if byline.contains(&index) => Place::Byline,
            BlockRole::Metadata | BlockRole::Furniture(_) => return None,
        };
        Some(Part { place, text: &block.text, folded: folds.of(index) })
    });
    let owners = owners.iter().map(|line| Part { place: Place::Site, text: &line.text, folded: &line.folded });
    own.chain(owners).collect()
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

/// What the date of a statement is read from.
fn clues<'a>(document: &'a Document, blocks: &'a [Block], title: &'a str, language: Language) -> date::Clues<'a> {
    let first_body = blocks
        .iter()
        .position(|block| matches!(block.role, BlockRole::Paragraph | BlockRole::Lead))
        .unwrap_or(blocks.len());
    let mut clues = date::Clues {
        field: document.fields.date.as_deref(),
        header: Vec::new(),
        title,
        body: Vec::new(),
        tail: Vec::new(),
        url: document.fields.url.as_deref(),
        captured: document.captured,
        modified: None,
        path: &document.path,
        language,
        calendar: None,
        page: &document.text,
    };
    for (index, block) in blocks.iter().enumerate() {
        match &block.role {
            BlockRole::Title => {}
            BlockRole::Lead | BlockRole::Paragraph => clues.body.push(&block.text),
            BlockRole::Signature => clues.tail.push(&block.text),
            BlockRole::Furniture(reason) if reason == "ticker" => {}
            _ if index < first_body => clues.header.push(&block.text),
            BlockRole::Metadata => clues.tail.push(&block.text),
            _ => {}
        }
    }
    clues
}

/// A title from the first sentence, or from the file where there is none.
fn made_title(blocks: &[Block], path: &str) -> (String, TitleHow) {
    let spoken = blocks
        .iter()
        .find(|block| matches!(block.role, BlockRole::Lead | BlockRole::Paragraph))
        .or_else(|| blocks.iter().find(|block| block.text.chars().any(char::is_alphanumeric)));
    let Some(block) = spoken else {
        let name = path.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("?");
        return (name.to_owned(), TitleHow::FileName);
    };
    let text = block.text.trim_matches(is_blank);
    let sentence = sentence_ends(text).next().and_then(|end| text.get(..end)).unwrap_or(text);
    let sentence = sentence.strip_suffix('.').unwrap_or(sentence);
    let Some((limit, _)) = sentence.char_indices().nth(MADE_TITLE) else {
        return (sentence.to_owned(), TitleHow::FirstWords);
    };
    let head = sentence.get(..limit).unwrap_or(sentence);
    let head = head.rfind(char::is_whitespace).and_then(|at| head.get(..at)).unwrap_or(head);
    (format!("{}…", head.trim_end()), TitleHow::FirstWords)
}

/// True if a link to the rest stands right below the body.
fn leads_on(blocks: &[Block]) -> bool {
    let last = blocks.iter().rposition(|block| block.role == BlockRole::Paragraph);
    let below = last.and_then(|last| blocks.get(last + 1));
    below.is_some_and(|block| block.role == BlockRole::Furniture("read more".to_owned()))
}

fn lines_cut(text: &str) -> bool {
    lines(text).last().is_some_and(Line::is_cut)
}
