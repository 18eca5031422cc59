//! The words of a section on their way into an index.
//!
//! They are cut where the statement is known ([`Page`]), so they come as one text of terms and positions, which the
//! tokenizer only reads: no term is a string of its own on the way.

use super::vocabulary;
use crate::search::page::{Page, Section};
use std::fmt::Write;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Stands behind a term and behind its position; no term has it.
const END: char = '\u{1E}';

/// The words of a section, for [`Tokens`].
pub(super) fn written(page: &Page<'_>, section: Section) -> String {
    let mut written = String::new();
    for token in page.tokens().iter().filter(|token| page.section(token) == section) {
        vocabulary::push(&mut written, page.folded(token), page.form(token));
        written.push(END);
        // Writing to a string cannot fail.
        let _ = write!(written, "{}", token.position);
        written.push(END);
    }
    written
}

/// Reads what [`written`] gives.
#[derive(Clone, Debug, Default)]
pub(super) struct Tokens {
    token: Token,
}

pub(super) struct Stream<'a> {
    rest: &'a str,
    token: &'a mut Token,
}

impl Tokenizer for Tokens {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        self.token.reset();
        Stream { rest: text, token: &mut self.token }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let Some((term, rest)) = self.rest.split_once(END) else { return false };
        let Some((position, rest)) = rest.split_once(END) else { return false };
        let Ok(position) = position.parse() else { return false };
        self.rest = rest;
        self.token.position = position;
        self.token.text.clear();
        self.token.text.push_str(term);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
