//! What looks damaged in a document, for whoever checks a corpus.

use crate::extract::of_paragraph;
use crate::model::{Document, Language, Statement};
use crate::text::suspicion::{self, Finding, Suspicion};

/// What was seen in one document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Inspection {
    /// Path of its file, relative to the corpus root.
    pub path: String,
    /// Number of its record within a container.
    pub item: Option<usize>,
    /// What is suspicious in its text, with places in it.
    pub findings: Vec<Finding>,
    /// ZWNJ that its Persian paragraphs lack.
    pub lost_joiners: usize,
    /// ZWNJ that they have.
    pub joiners: usize,
}

impl Inspection {
    /// Looks through a document that gave these statements.
    pub(super) fn of(document: &Document, statements: &[Statement]) -> Self {
        let (mut lost_joiners, mut joiners) = (0, 0);
        for statement in statements {
            let persian = |text: &&str| of_paragraph(text, statement.language) == Language::Fa;
            for text in statement.paragraphs().filter(persian) {
                let (lost, kept) = suspicion::joiners(text);
                lost_joiners += lost;
                joiners += kept;
            }
        }
        let (path, item) = (document.path.clone(), document.item);
        let fields = &document.fields;
        let mut findings = suspicion::find(&document.text);
        // What is wrong in a field is of the record as well, without a place in its text.
        for field in [&fields.title, &fields.lead, &fields.kicker].into_iter().flatten() {
            let own = suspicion::find(field).into_iter().map(|finding| Finding { at: 0, line: 0, ..finding });
            // What opened a direction may have been trimmed off the field.
            let own = own.filter(|finding| finding.what != Suspicion::BidiUnbalanced);
            findings.extend(own.filter(|_| !document.text.contains(field.as_str())));
        }
        // Pashto has both yehs, each with a sound of its own.
        let pashto = statements.iter().any(|statement| statement.language == Language::Ps);
        findings.retain(|finding| !pashto || finding.what != Suspicion::MixedLetters);
        Self { path, item, findings, lost_joiners, joiners }
    }
}
