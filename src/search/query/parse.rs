//! From signs to a tree; nothing is refused.
//!
//! Blanks ask for both sides, `OR` for either and binds closer than a blank: `a b OR c` is `a` and one of `b`, `c`. A bracket that is not
//! closed ends with the query. What means nothing asks nothing, and is told.

use super::field::{self, Name};
use super::lex::{Quoted, Sign, Value, What, signs};
use super::syntax::{Expr, Manner, Near, Place, Query, QueryProblem, Sought};
use crate::model::Day;
use crate::text::range::TextRange;

/// Brackets in brackets that are followed; a query of millions of them is no query.
const DEEPEST: usize = 64;

/// Words between two parts that `near:` takes for said where it names no number.
const NEAR: usize = 5;

impl Query {
    /// Parses a query; `today` tells which years are still to come.
    ///
    /// ```
    /// use reader::model::Day;
    /// use reader::search::query::Query;
    ///
    /// let today = Day { year: 2026, month: 11, day: 21 };
    /// let query = Query::parse("بیانیه party:همت date:1400..1404 colour:red", today);
    /// assert_eq!(query.wanted().len(), 2);
    /// assert_eq!(query.problems[0].message, "There is no field colour; it is looked for as text.");
    /// ```
    #[must_use]
    pub fn parse(text: &str, today: Day) -> Self {
        let mut parser = Parser { signs: signs(text).into_iter().peekable(), problems: Vec::new(), today, depth: 0 };
        let mut parts = Vec::new();
        loop {
            parts.extend(parser.group(Place::Anywhere));
            match parser.signs.next() {
                Some(sign) => parser.tell(sign.range, "This bracket closes nothing."),
                None => break,
            }
        }
        let mut problems = parser.problems;
        problems.sort_by_key(|problem| problem.range);
        Self { root: Expr::All(parts).simpler(), problems }
    }
}

type Signs = std::iter::Peekable<std::vec::IntoIter<Sign>>;

struct Parser {
    signs: Signs,
    problems: Vec<QueryProblem>,
    today: Day,
    depth: usize,
}

/// What follows a part: another choice, another part near it, or something else.
enum Joint {
    Or,
    Near(usize),
}

impl Parser {
    fn tell(&mut self, range: TextRange, message: impl Into<String>) {
        self.problems.push(QueryProblem { range, message: message.into() });
    }

    /// Conditions that all hold, up to a closing bracket or the end.
    fn group(&mut self, place: Place) -> Vec<Expr> {
        let mut all = Vec::new();
        while self.signs.peek().is_some_and(|sign| sign.what != What::Close) {
            all.extend(self.choice(place));
        }
        all
    }

    /// Parts of which one holds, or that stand near each other.
    fn choice(&mut self, place: Place) -> Option<Expr> {
        let mut choices: Vec<Expr> = Vec::new();
        let mut part = self.part(place);
        while let Some((joint, range)) = self.joint() {
            match joint {
                Joint::Or => {
                    choices.extend(part.take());
                    if self.ends() {
                        self.tell(range, "Nothing follows this OR.");
                        break;
                    }
                    part = self.part(place);
                }
                Joint::Near(between) => {
                    let next = if self.ends() { None } else { self.part(place) };
                    part = Some(self.beside(part, next, between, range)?);
                }
            }
        }
        choices.extend(part);
        match choices.len() {
            0 | 1 => choices.pop(),
            _ => Some(Expr::Any(choices)),
        }
    }

    fn ends(&mut self) -> bool {
        self.signs.peek().is_none_or(|sign| sign.what == What::Close)
    }

    fn joint(&mut self) -> Option<(Joint, TextRange)> {
        let joint = match &self.signs.peek()?.what {
            What::Or => Joint::Or,
            What::Field { name, value } if field::named(name) == Some(Name::Near) => {
                let number = value.as_ref().map(Value::text).unwrap_or_default().parse();
                Joint::Near(number.unwrap_or(NEAR))
            }
            _ => return None,
        };
        self.signs.next().map(|sign| (joint, sign.range))
    }

    /// Two parts near each other; whatever is no text, or is not there, stands for itself.
    fn beside(&mut self, one: Option<Expr>, other: Option<Expr>, between: usize, range: TextRange) -> Option<Expr> {
        match (one, other) {
            // near:5(a b c), near:5 (a b c)
            (None, Some(Expr::All(parts))) => self.all_near(parts, between, range),
            (Some(Expr::Text(one)), Some(Expr::Text(other))) => {
                Some(Expr::Near(Near { between, parts: vec![one, other] }))
            }
            (Some(Expr::Near(near)), Some(Expr::Text(other))) if near.between == between => {
                Some(Expr::Near(Near { between, parts: near.parts.into_iter().chain([other]).collect() }))
            }
            (one, other) => {
                self.tell(range, "near: stands between two words, or before several in brackets.");
                match (one, other) {
                    (Some(one), Some(other)) => Some(Expr::All(vec![one, other])),
                    (one, other) => one.or(other),
                }
            }
        }
    }

    fn all_near(&mut self, parts: Vec<Expr>, between: usize, range: TextRange) -> Option<Expr> {
        let (texts, others): (Vec<_>, Vec<_>) = parts.into_iter().partition(|part| matches!(part, Expr::Text(_)));
        let parts: Vec<Sought> = texts
            .into_iter()
            .filter_map(|part| match part {
                Expr::Text(sought) => Some(sought),
                _ => None,
            })
            .collect();
        if !others.is_empty() || parts.len() < 2 {
            self.tell(range, "near: takes two words or more.");
        }
        let near = match parts.len() {
            0 | 1 => parts.into_iter().next().map(Expr::Text),
            _ => Some(Expr::Near(Near { between, parts })),
        };
        Some(Expr::All(near.into_iter().chain(others).collect()).simpler())
    }

    /// One condition; none for what asks nothing.
    fn part(&mut self, place: Place) -> Option<Expr> {
        let sign = self.signs.next_if(|sign| sign.what != What::Close)?;
        let range = sign.range;
        match sign.what {
            What::Not => {
                if self.ends() {
                    self.tell(range, "Nothing follows this NOT.");
                    return None;
                }
                self.part(place).map(|part| match part {
                    Expr::Not(part) => *part,
                    part => Expr::Not(Box::new(part)),
                })
            }
            What::Open => self.bracket(range, place),
            // One that begins a query or a bracket; others are joints.
            What::Or => {
                self.tell(range, "Nothing stands before this OR.");
                None
            }
            What::Quoted(quoted) => self.quoted(quoted, place, range).map(Expr::Text),
            What::Word(word) => word_of(&word, place, range).map(Expr::Text),
            What::Field { name, value } => self.field(&name, value, place, range),
            What::Close => None,
        }
    }

    fn bracket(&mut self, range: TextRange, place: Place) -> Option<Expr> {
        self.depth += 1;
        let parts = if self.depth > DEEPEST {
            self.skip_bracket();
            self.tell(range, "There are too many brackets in brackets here.");
            Vec::new()
        } else {
            let parts = self.group(place);
            if self.signs.next().is_none() {
                self.tell(range, "This bracket is not closed.");
            }
            parts
        };
        self.depth -= 1;
        (!parts.is_empty()).then_some(Expr::All(parts))
    }

    fn skip_bracket(&mut self) {
        let mut open = 1;
        for sign in self.signs.by_ref() {
            match sign.what {
                What::Open => open += 1,
                What::Close => open -= 1,
                _ => {}
            }
            if open == 0 {
                return;
            }
        }
    }

    fn quoted(&mut self, quoted: Quoted, place: Place, range: TextRange) -> Option<Sought> {
        if !quoted.closed {
            self.tell(range, "This quotation is not closed.");
        }
        let how = if quoted.guillemets { Manner::Phrase } else { Manner::Spelt };
        holds_word(&quoted.text).then_some(Sought { text: quoted.text, how, place, range })
    }

    fn field(&mut self, name: &str, value: Option<Value>, place: Place, range: TextRange) -> Option<Expr> {
        let Some(known) = field::named(name) else {
            if field::looks_like_one(name) {
                let meant = field::nearest(name).map(|meant| format!(" ({meant}: is one)")).unwrap_or_default();
                self.tell(range, format!("There is no field {name}{meant}; it is looked for as text."));
            }
            let text = format!("{name}:{}", value.as_ref().map(Value::text).unwrap_or_default());
            return word_of(&text, place, range).map(Expr::Text);
        };
        match known {
            Name::Title => self.in_title(value, range),
            Name::Near => {
                let number = value.as_ref().map(Value::text).unwrap_or_default().parse().unwrap_or(NEAR);
                let next = if self.ends() { None } else { self.part(place) };
                self.beside(None, next, number, range)
            }
            known => {
                let Some(value) = value else {
                    self.tell(range, format!("{name}: needs a value directly behind it."));
                    return None;
                };
                match field::parse(known, value.text(), self.today) {
                    Ok(field) if field::negates(known, value.text()) => Some(Expr::Not(Box::new(Expr::Field(field)))),
                    Ok(field) => Some(Expr::Field(field)),
                    Err(message) => {
                        self.tell(range, message);
                        None
                    }
                }
            }
        }
    }

    fn in_title(&mut self, value: Option<Value>, range: TextRange) -> Option<Expr> {
        match value {
            Some(Value::Word(word)) => word_of(&word, Place::Title, range).map(Expr::Text),
            Some(Value::Quoted(quoted)) => self.quoted(quoted, Place::Title, range).map(Expr::Text),
            None => match self.signs.next_if(|sign| sign.what == What::Open) {
                Some(open) => self.bracket(open.range, Place::Title),
                None => {
                    self.tell(range, "title: needs a word directly behind it.");
                    None
                }
            },
        }
    }
}

/// The words of a run of letters, with what its stars and its equals sign ask; none if nothing of it is a letter.
fn word_of(word: &str, place: Place, range: TextRange) -> Option<Sought> {
    let (spelt, word) = match word.strip_prefix('=') {
        Some(word) => (true, word),
        None => (false, word),
    };
    let text = word.trim_matches('*');
    let how = match (spelt, word.starts_with('*'), word.ends_with('*')) {
        (true, ..) => Manner::Spelt,
        (_, true, true) => Manner::Inside,
        (_, true, false) => Manner::Ending,
        (_, false, true) => Manner::Beginning,
        (_, false, false) => Manner::Words,
    };
    holds_word(text).then(|| Sought { text: text.to_owned(), how, place, range })
}

fn holds_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

impl Expr {
    /// The same with no conjunction in a conjunction, and none of one part.
    fn simpler(self) -> Self {
        match self {
            Self::All(parts) => {
                let parts = parts.into_iter().map(Self::simpler).flat_map(|part| match part {
                    Self::All(parts) => parts,
                    part => vec![part],
                });
                let mut parts: Vec<Self> = parts.collect();
                match parts.len() {
                    1 => parts.pop().unwrap_or(Self::All(Vec::new())),
                    _ => Self::All(parts),
                }
            }
            Self::Any(parts) => Self::Any(parts.into_iter().map(Self::simpler).collect()),
            Self::Not(part) => Self::Not(Box::new(part.simpler())),
            other => other,
        }
    }
}
