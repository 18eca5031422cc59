//! Terms: a folded word with the form that is shown.
//!
//! A term is the word alone where it is shown as it is folded, else the word, a separator below all letters, and the
//! form. So the forms of a word stand together in the sorted list of terms, and that list alone says which of them agree with
//! what was typed, and how well. A form that is not kept ([`crate::search::page::Page::form`]) is empty.

/// Stands between a word and its form; no word or form has it.
const SEPARATOR: char = '\u{1F}';

/// The term of a folded word and its form.
#[cfg(test)]
pub(super) fn term(folded: &str, form: &str) -> String {
    let mut term = String::new();
    push(&mut term, folded, form);
    term
}

/// Adds the term of a folded word and its form.
pub(super) fn push(to: &mut String, folded: &str, form: &str) {
    to.push_str(folded);
    if form != folded {
        to.push(SEPARATOR);
        to.push_str(form);
    }
}

/// The folded word of a term, and its form.
pub(super) fn parts(term: &str) -> (&str, &str) {
    term.split_once(SEPARATOR).unwrap_or((term, term))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_its_parts_and_forms_stand_beside_their_word() {
        for (folded, form) in [("حزب", "حزب"), ("حزب", "حِزب"), ("کتاب", "كتاب"), ("حزب", "")] {
            assert_eq!(parts(&term(folded, form)), (folded, form));
        }
        let mut terms = [term("حزبی", "حزبی"), term("حزب", "حِزب"), term("حزب", ""), term("حزب", "حزب")];
        terms.sort();
        assert_eq!(terms.each_ref().map(|term| parts(term).0), ["حزب", "حزب", "حزب", "حزبی"]);
    }
}
