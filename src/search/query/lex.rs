//! A query cut into its signs: words, quotations, fields, brackets, operators.
//!
//! Gives every sign with its bytes in the query. A quotation that is not closed ends with the query, and says so.
//! Knows nothing of what a field may hold.

use crate::text::range::TextRange;

/// One sign of a query.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Sign {
    pub(super) range: TextRange,
    pub(super) what: What,
}

/// What a sign is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum What {
    Open,
    Close,
    Or,
    /// `-` or `!` before something, or `NOT`.
    Not,
    /// A run of anything else, `AND` left out.
    Word(String),
    Quoted(Quoted),
    /// `name:` with what follows it at once; nothing where a bracket or a blank does.
    Field {
        name: String,
        value: Option<Value>,
    },
}

/// A quotation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Quoted {
    pub(super) text: String,
    /// Guillemets, which ask for any spelling.
    pub(super) guillemets: bool,
    pub(super) closed: bool,
}

/// What stands behind the colon of a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Value {
    Word(String),
    Quoted(Quoted),
}

impl Value {
    /// Its text, whatever its form.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Word(text) => text,
            Self::Quoted(quoted) => &quoted.text,
        }
    }
}

/// Cuts a query into signs.
pub(super) fn signs(query: &str) -> Vec<Sign> {
    let mut cursor = Cursor { query, at: 0 };
    let mut signs = Vec::new();
    while let Some(sign) = cursor.sign() {
        signs.push(sign);
    }
    signs
}

struct Cursor<'a> {
    query: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        self.query.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|sign| !wanted(sign)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn sign(&mut self) -> Option<Sign> {
        self.take(is_blank);
        let start = self.at;
        let what = match self.peek()? {
            '(' => self.single(What::Open),
            ')' => self.single(What::Close),
            '|' => {
                self.take(|sign| sign == '|');
                What::Or
            }
            // A dash that stands alone is a dash between words, and asks for nothing.
            '-' | '!' | '\u{2212}' => match self.rest().chars().nth(1) {
                Some(next) if !is_blank(next) && !matches!(next, '-' | '!' | ')' | '|') => self.single(What::Not),
                _ => {
                    self.take(|sign| matches!(sign, '-' | '!' | '\u{2212}'));
                    return self.sign();
                }
            },
            _ => match self.quoted() {
                Some(quoted) => What::Quoted(quoted),
                None => match self.word() {
                    Some(what) => what,
                    None => return self.sign(),
                },
            },
        };
        Some(Sign { range: TextRange::new(start, self.at), what })
    }

    fn single(&mut self, what: What) -> What {
        self.at += self.peek().map_or(0, char::len_utf8);
        what
    }

    fn quoted(&mut self) -> Option<Quoted> {
        let closers: &[char] = match self.peek()? {
            '"' => &['"'],
            '«' => &['»'],
            '“' | '„' | '”' => &['”', '“', '"'],
            _ => return None,
        };
        let guillemets = self.peek() == Some('«');
        self.at += self.peek().map_or(0, char::len_utf8);
        let text = self.take(|sign| !closers.contains(&sign)).to_owned();
        let closed = self.peek().is_some();
        self.at += self.peek().map_or(0, char::len_utf8);
        Some(Quoted { text, guillemets, closed })
    }

    /// A word, an operator in words or a field; none for `AND`, which is what blanks say anyway.
    fn word(&mut self) -> Option<What> {
        let start = self.at;
        let name = self.take(|sign| !ends_word(sign) && sign != ':');
        if self.peek() == Some(':') && is_name(name) && !self.rest().starts_with("://") {
            self.at += 1;
            let value = match self.quoted() {
                Some(quoted) => Some(Value::Quoted(quoted)),
                None => {
                    let text = self.take(|sign| !ends_word(sign));
                    (!text.is_empty()).then(|| Value::Word(text.to_owned()))
                }
            };
            return Some(What::Field { name: name.to_owned(), value });
        }
        self.take(|sign| !ends_word(sign));
        if self.at == start {
            // The end of a quotation that nothing opened.
            self.at += self.peek().map_or(0, char::len_utf8);
            return None;
        }
        let word = self.query.get(start..self.at).unwrap_or_default();
        match word {
            "AND" | "&&" => None,
            "OR" => Some(What::Or),
            "NOT" => Some(What::Not),
            // Spelt with a quotation behind it.
            "=" => match self.quoted() {
                Some(quoted) => Some(What::Quoted(Quoted { guillemets: false, ..quoted })),
                None => Some(What::Word(word.to_owned())),
            },
            _ => Some(What::Word(word.to_owned())),
        }
    }
}

/// White space, and the controls that editors of right-to-left text leave.
fn is_blank(sign: char) -> bool {
    sign.is_whitespace()
        || matches!(sign, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn ends_word(sign: char) -> bool {
    is_blank(sign) || matches!(sign, '(' | ')' | '|' | '"' | '«' | '»' | '“' | '”' | '„')
}

/// True for what may name a field: letters, with hyphens in it.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|sign| sign.is_alphabetic() || sign == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, expected: &str) {
        let shown: Vec<String> = signs(query)
            .into_iter()
            .map(|sign| {
                let shown = |quoted: &Quoted| {
                    let (open, close) = if quoted.guillemets { ("«", "»") } else { ("“", "”") };
                    format!("{open}{}{}", quoted.text, if quoted.closed { close } else { "" })
                };
                match &sign.what {
                    What::Open => "(".to_owned(),
                    What::Close => ")".to_owned(),
                    What::Or => "|".to_owned(),
                    What::Not => "-".to_owned(),
                    What::Word(word) => word.clone(),
                    What::Quoted(quoted) => shown(quoted),
                    What::Field { name, value } => match value {
                        None => format!("{name}:"),
                        Some(Value::Word(word)) => format!("{name}:{word}"),
                        Some(Value::Quoted(quoted)) => format!("{name}:{}", shown(quoted)),
                    },
                }
            })
            .collect();
        assert_eq!(shown.join(" · "), expected, "{query}");
    }

    #[test]
    fn words_and_operators_are_told_apart() {
        check("حزب  همت", "حزب · همت");
        check("a OR b", "a · | · b");
        check("a | b || c", "a · | · b · | · c");
        check("a AND b && c", "a · b · c");
        check("-a !b NOT c", "- · a · - · b · - · c");
        check("(a b)c", "( · a · b · ) · c");
        check("کار*", "کار*");
    }

    #[test]
    fn a_dash_between_words_is_nothing() {
        check("a - b", "a · b");
        check("a -- b -", "a · b");
        check("a-b", "a-b");
        check("-(a)", "- · ( · a · )");
        check("−a", "- · a");
    }

    #[test]
    fn quotations_of_all_kinds_are_read() {
        check("\"a b\" «c d» “e”", "“a b” · «c d» · “e”");
        check("=\"a\"", "“a”");
        check("x\"a b", "x · “a b");
        check("«a", "«a");
        check("»a", "a");
    }

    #[test]
    fn fields_take_what_follows_at_once() {
        check("party:همت date:>=1400", "party:همت · date:>=1400");
        check("party:\"حزب همت\"", "party:“حزب همت”");
        check("حزب:همت", "حزب:همت");
        check("title:(a)", "title: · ( · a · )");
        check("party: a", "party: · a");
        check("https://a.b/c", "https://a.b/c");
        check("12:30", "12:30");
        check("a:b:c", "a:b:c");
    }

    #[test]
    fn controls_are_blanks() {
        check("\u{202B}حزب\u{202C} \u{200F}", "حزب");
        check("", "");
    }
}
