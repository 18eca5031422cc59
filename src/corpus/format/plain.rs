//! A page of plain or Markdown-like text: the document is the file.
//!
//! Image and link marks, bars and bullets stay in the text, so that ranges in it are ranges of the
//! file; `extract` knows what they are.

use crate::model::Document;
use crate::text::range::TextRange;

/// The page as a document.
pub(in crate::corpus) fn document(text: String) -> Document {
    Document { span: TextRange::new(0, text.len()), text, ..Document::default() }
}
