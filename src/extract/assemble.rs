//! From the blocks of a section to its statement: title, language, party, kind, cut, date, words, each with its grounds.
//!
//! What the lines of a page are is settled before; here they are only read.

use super::Context;
use super::date;
use super::extractor::Extractor;
use super::identity;
use super::kind::Heads;
use super::lexicon::cut;
use super::line::{Line, is_blank, lines};
use super::paragraphs::sentence_ends;
use super::party::{Outside, Part, Place};
use super::record;
use super::source;
use super::statement_language::{self, Read};
use crate::model::{Block, BlockRole, Document, Fields, Grounds, Language, Statement, TitleHow};
use crate::text::fold::fold;
use crate::text::range::TextRange;
use std::borrow::Cow;

/// Letters of a title made from the first words.
const MADE_TITLE: usize = 90;
/// Bytes that a name of a site has at most.
const LONG_NAME: usize = 200;

/// A document that is being read, with what its statements share.
pub(super) struct Reading<'a> {
    pub(super) document: &'a Document,
    pub(super) context: &'a Context,
    pub(super) dates: date::Page<'a>,
}

impl Extractor {
    /// The one statement of a record.
    pub(super) fn record(&self, reading: &Reading<'_>, lines: &[Line<'_>], how: TitleHow) -> Statement {
        let blocks = record::blocks(self, reading.document, lines);
        self.statement(reading, lines, how, blocks, &[], 0, TextRange::new(0, reading.document.text.len()))
    }

    /// One statement from its blocks; `owners` are the lines that say whose page it is.
    #[expect(clippy::too_many_arguments, reason = "each is a different part of the page, used once")]
    pub(super) fn statement(
        &self,
        reading: &Reading<'_>,
        lines: &[Line<'_>],
        title_how: TitleHow,
        blocks: Vec<Block>,
        owners: &[&Line<'_>],
        ordinal: usize,
        span: TextRange,
    ) -> Statement {
        let Reading { document, context, dates } = reading;
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
        let site_words = site.as_ref().map(|(_, folded)| cut(folded).words).unwrap_or_default();
        let mut parts = parts(&blocks, &folds, owners);
        let words = site_words.as_slice();
        parts.extend(site.as_ref().map(|(text, folded)| Part { place: Place::Site, text, folded, words }));
        let given = self.project.given(&document.path, [fields.url.as_deref(), fields.site.as_deref()]);
        let context = &Context { reference: context.reference.or(given.reference), ..**context };
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
            .map(|(index, _)| folds.words_of(index).len())
            .sum();
        let mut paragraphs = text_of(|role| *role == BlockRole::Paragraph);
        let last = paragraphs.next_back();
        let cut = paragraphs.count() <= 1 && last.is_some_and(|block| lines_cut(&block.text) || leads_on(&blocks));

        let mut clues = clues(document, dates, &blocks, &title, language);
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
            grounds: Grounds {
                kind: cue,
                language: told.grounds,
                encoding: document.encoding,
                format: None,
                today: dates.rests_on_today(),
            },
            problems,
        }
    }

    /// The languages of what is read.
    fn language(&self, blocks: &[Block], folds: &Folds<'_>, page: &str) -> statement_language::Told {
        let read = |role: &BlockRole| matches!(role, BlockRole::Title | BlockRole::Lead | BlockRole::Paragraph);
        let texts: Vec<Read<'_>> = blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| read(&block.role))
            .map(|(index, block)| Read { text: &block.text, folded: folds.of(index), words: folds.words_of(index) })
            .collect();
        statement_language::of(&self.languages, &texts, page)
    }
}

/// The folds of blocks, and where their words stand: those of whole lines are borrowed, those of parts of lines are made.
struct Folds<'a> {
    folds: Vec<(Cow<'a, str>, Cow<'a, [TextRange]>)>,
}

impl<'a> Folds<'a> {
    fn new(lines: &'a [Line<'_>], blocks: &[Block]) -> Self {
        // Lines stand in the order of the text.
        let line_of = |range: TextRange| {
            let first = lines.partition_point(|line| line.range.start < range.start);
            let from = lines.get(first..)?.iter().take_while(|line| line.range.start == range.start);
            from.into_iter().find(|line| line.range == range && !range.is_empty())
        };
        let folds = blocks
            .iter()
            .map(|block| match line_of(block.range) {
                Some(line) => (Cow::Borrowed(line.folded.as_str()), Cow::Borrowed(line.places.as_slice())),
                None => {
                    let folded = fold(&block.text);
                    let words = cut(&folded).words;
                    (Cow::Owned(folded), Cow::Owned(words))
                }
            })
            .collect();
        Self { folds }
    }

    fn of(&self, index: usize) -> &str {
        self.folds.get(index).map_or("", |(folded, _)| folded.as_ref())
    }

    fn words_of(&self, index: usize) -> &[TextRange] {
        self.folds.get(index).map_or(&[], |(_, words)| words.as_ref())
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
        Some(Part { place, text: &block.text, folded: folds.of(index), words: folds.words_of(index) })
    });
    let of_line =
        |line: &&'a Line<'_>| Part { place: Place::Site, text: &line.text, folded: &line.folded, words: &line.places };
    let owners = owners.iter().map(of_line);
    own.chain(owners).collect()
}
/// What the date of a statement is read from.
fn clues<'a>(
    document: &'a Document,
    page: &'a date::Page<'a>,
    blocks: &'a [Block],
    title: &'a str,
    language: Language,
) -> date::Clues<'a> {
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
        page,
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
