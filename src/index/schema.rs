//! What an index holds of a statement, and how a statement becomes a document of it.
//!
//! Three fields have the words of the title, the lead and the body. A term is the folded word with the form that is shown
//! (`vocabulary`), so that the list of terms alone says how well a word agrees; its positions are those of
//! [`Page`], counted through the whole statement. The shown text is stored, for the lines around a hit.
//! A statement is known by its key, the number of its file and its own within it. Says nothing of files or of writing.

use super::stored;
use super::tokens::{self, Tokens};
use crate::model::Statement;
use crate::search::page::{Page, Part, Section};
use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::{Index, TantivyDocument, Term};

/// Changes whenever the same statement becomes another document; an index of another format is of no use.
pub const FORMAT: u32 = 1;

const TOKENIZER: &str = "words";

/// The fields of an index.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fields {
    title: Field,
    lead: Field,
    body: Field,
    key: Field,
    file: Field,
    text: Field,
}

/// The key of the statement with the number `ordinal` in the file with the number `file`.
#[must_use]
pub fn key(file: u32, ordinal: u32) -> u64 {
    u64::from(file) << 32 | u64::from(ordinal)
}

/// The numbers of the file and of the statement in it.
#[must_use]
pub fn of_key(key: u64) -> (u32, u32) {
    ((key >> 32) as u32, key as u32)
}

impl Fields {
    /// Name of the column of keys.
    pub const KEY: &str = "key";

    /// The schema of an index and its fields, always the same.
    #[must_use]
    pub fn schema() -> (Schema, Self) {
        let words = TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions)
            .set_fieldnorms(false);
        let words = TextOptions::default().set_indexing_options(words);
        let mut schema = Schema::builder();
        let fields = Self {
            title: schema.add_text_field("title", words.clone()),
            lead: schema.add_text_field("lead", words.clone()),
            body: schema.add_text_field("body", words),
            key: schema.add_u64_field(Self::KEY, NumericOptions::default().set_indexed().set_fast()),
            file: schema.add_u64_field("file", NumericOptions::default().set_indexed()),
            text: schema.add_bytes_field("text", STORED),
        };
        (schema.build(), fields)
    }

    /// Makes an index ready to take documents; to be called whenever one was created or opened.
    pub fn register(index: &Index) {
        index.tokenizers().register(TOKENIZER, Tokens::default());
    }

    /// A statement as a document.
    #[must_use]
    pub fn document(&self, statement: &Statement, key: u64) -> TantivyDocument {
        let mut document = self.without_key(statement);
        self.add_key(&mut document, key);
        document
    }

    /// A statement as a document that lacks its key, which may not be known yet.
    pub(super) fn without_key(&self, statement: &Statement) -> TantivyDocument {
        let page = Page::of(statement);
        let mut document = TantivyDocument::default();
        for section in [Section::Title, Section::Lead, Section::Body] {
            let words = tokens::written(&page, section);
            if !words.is_empty() {
                document.add_text(self.words(section), words);
            }
        }
        document.add_bytes(self.text, &stored::written(page.parts()));
        document
    }

    /// Gives a document its key.
    pub(super) fn add_key(&self, document: &mut TantivyDocument, key: u64) {
        document.add_u64(self.key, key);
        document.add_u64(self.file, u64::from(of_key(key).0));
    }

    /// The term that all documents of a file have, for deleting them.
    #[must_use]
    pub fn of_file(&self, file: u32) -> Term {
        Term::from_field_u64(self.file, u64::from(file))
    }

    /// The term that the document of a statement has.
    #[must_use]
    pub fn of_statement(&self, key: u64) -> Term {
        Term::from_field_u64(self.key, key)
    }

    /// The field that the words of a section are in.
    pub(super) fn words(&self, section: Section) -> Field {
        match section {
            Section::Title => self.title,
            Section::Lead => self.lead,
            Section::Body => self.body,
        }
    }

    /// The parts that were stored with a document.
    #[must_use]
    pub fn parts<'a>(&self, document: &'a TantivyDocument) -> Vec<Part<'a>> {
        let bytes = document.get_first(self.text).and_then(|value| value.as_bytes());
        stored::read(bytes.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::vocabulary;
    use crate::text::range::TextRange;
    use tantivy::postings::Postings;
    use tantivy::{DocSet, IndexWriter};

    fn statement(title: &str, blocks: &[(crate::model::BlockRole, &str)]) -> Statement {
        let block = |(role, text): &(crate::model::BlockRole, &str)| crate::model::Block {
            role: role.clone(),
            text: (*text).to_owned(),
            range: TextRange::default(),
        };
        crate::index::sample::statement(title, blocks.iter().map(block).collect())
    }

    /// The terms of a field, each with its positions in the only document.
    fn indexed(statement: &Statement, section: Section) -> (Vec<(String, Vec<u32>)>, Vec<String>) {
        let (schema, fields) = Fields::schema();
        let index = Index::create_in_ram(schema);
        Fields::register(&index);
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 20_000_000).unwrap();
        writer.add_document(fields.document(statement, key(3, 1))).unwrap();
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let segment = searcher.segment_reader(0);
        let inverted = segment.inverted_index(fields.words(section)).unwrap();
        let mut stream = inverted.terms().stream().unwrap();
        let mut terms = Vec::new();
        while stream.advance() {
            let term = std::str::from_utf8(stream.key()).unwrap().to_owned();
            let option = IndexRecordOption::WithFreqsAndPositions;
            let mut postings = inverted.read_postings_from_terminfo(stream.value(), option).unwrap();
            assert_eq!(postings.doc(), 0);
            let mut positions = Vec::new();
            postings.positions(&mut positions);
            terms.push((term, positions));
        }
        let document: TantivyDocument = segment.get_store_reader(1).unwrap().get(0).unwrap();
        let parts = fields.parts(&document).iter().map(|part| part.text.to_owned()).collect();
        (terms, parts)
    }

    #[test]
    fn words_stand_in_the_field_of_their_section_at_their_positions() {
        use crate::model::BlockRole::{Furniture, Paragraph, Title};
        let statement = statement(
            "حزب",
            &[
                (Furniture("menu".into()), "خانه"),
                (Title, "حزب"),
                (Paragraph, "او می\u{200C}خواهد"),
                (Paragraph, "الحزبُ و حزب"),
            ],
        );
        let page = Page::of(&statement);
        for section in [Section::Title, Section::Body] {
            let mut expected: Vec<(String, u32)> = page
                .tokens()
                .iter()
                .filter(|token| page.section(token) == section)
                .map(|token| (vocabulary::term(page.folded(token), page.form(token)), token.position))
                .collect();
            expected.sort();
            let terms = indexed(&statement, section).0;
            let found: Vec<(String, u32)> = terms
                .into_iter()
                .flat_map(|(term, positions)| positions.into_iter().map(move |at| (term.clone(), at)))
                .collect();
            assert_eq!(found, expected);
        }
        let stored = indexed(&statement, Section::Body).1;
        assert_eq!(stored, ["حزب", "او می\u{200C}خواهد", "الحزبُ و حزب"]);
    }

    #[test]
    fn a_word_without_end_is_kept_in_pieces_and_its_form_left_out() {
        use crate::model::BlockRole::Paragraph;
        let (letters, marks) = ("ب".repeat(70_000), format!("ب{}ت", "\u{064E}".repeat(70_000)));
        let statement = statement("x", &[(Paragraph, &letters), (Paragraph, &marks)]);
        let page = Page::new([Part { section: Section::Body, text: &letters }]);
        let terms = indexed(&statement, Section::Body).0;
        let found: usize = terms.iter().map(|(_, positions)| positions.len()).sum();
        assert_eq!(found, page.tokens().len() + 1);
        assert!(terms.iter().all(|(term, _)| term.len() < 10_000));
        assert!(terms.iter().any(|(term, _)| vocabulary::parts(term) == ("بت", "")));
    }

    #[test]
    fn a_key_is_the_numbers_it_is_made_of() {
        assert_eq!(of_key(key(7, 9)), (7, 9));
        assert_eq!(of_key(key(u32::MAX, u32::MAX)), (u32::MAX, u32::MAX));
        assert!(key(1, u32::MAX) < key(2, 0));
    }
}
