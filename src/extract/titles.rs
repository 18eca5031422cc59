//! Where the title of a section was found, for those who ask.
//!
//! The segmenter chooses (`segment`); this only says by what the chosen line stands out.

use super::classify::{Class, Classifier};
use super::segment::{Page, Section};
use crate::model::TitleHow;

/// How the title of a section was found; `named` is the line that the page gives as its title.
pub(super) fn how(page: &Page<'_, '_>, section: &Section, named: Option<usize>, classifier: &Classifier) -> TitleHow {
    let Some((title, line)) = section.title.and_then(|title| Some((title, page.lines.get(title)?))) else {
        return TitleHow::FirstWords;
    };
    let is_title = |index: usize| page.classes.get(index).is_some_and(|class| *class == Class::Title);
    if named == Some(title) {
        TitleHow::Named
    } else if line.heading {
        TitleHow::Heading
    } else if !is_title(title) {
        TitleHow::FirstLine
    } else if classifier.classify(line).is_body() {
        TitleHow::LongLine
    } else if section.lead.is_some()
        || (section.kicker.unwrap_or(title)..section.body).any(|at| at != title && is_title(at))
    {
        TitleHow::AmongLines
    } else {
        TitleHow::AboveBody
    }
}
