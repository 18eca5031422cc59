//! What a search found in a statement: its place and how it agrees, and snippets of the text around it.
//!
//! As text, a heading line like that of a list and a line for each snippet; as JSON, the fields of a list and three more. What
//! is lit is marked by signs that the caller names, since only it knows what it writes to.

use super::columns::Fields;
use super::{json, markdown, plain};
use crate::model::{BlockRole, Statement};
use crate::search::answer::Score;
use crate::search::page::{Lit, Part, Section, parts};
use crate::search::snippet::{Around, Snippet, pieces, snippets};
use crate::search::term::Rank;
use crate::text::range::TextRange;
use serde::Serialize;
use serde_json::Value;

/// A statement that answers a query.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// The statement.
    pub statement: &'a Statement,
    /// How well it answers.
    pub score: Score,
    /// Where, in the order of its text.
    pub hits: &'a [Lit],
    /// The query asks for words, and not only for what is known of a statement.
    pub asks_text: bool,
}

/// How snippets are chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shown {
    /// How much of the text around a hit there is.
    pub around: Around,
    /// Snippets of a statement at most, the closest; all where there is none.
    pub most: Option<usize>,
}

/// What is written before and behind a hit.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Light {
    /// Before it.
    pub before: &'static str,
    /// Behind it.
    pub after: &'static str,
}

/// The name by which a rank goes in records.
#[must_use]
pub fn rank_name(rank: Rank) -> &'static str {
    match rank {
        Rank::Consonants => "consonants",
        Rank::Sound => "sound",
        Rank::Inside => "inside",
        Rank::Form => "form",
        Rank::Beginning => "beginning",
        Rank::Clitic => "clitic",
        Rank::Fold => "fold",
        Rank::Spelling => "spelling",
        Rank::Shown => "shown",
    }
}

fn section_name(section: Section) -> &'static str {
    match section {
        Section::Body => "body",
        Section::Lead => "lead",
        Section::Title => "title",
    }
}

/// The field of a record that holds a part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Spot {
    section: &'static str,
    /// Number among the paragraphs, from 0.
    paragraph: Option<usize>,
    /// Bytes of the field before the part.
    before: usize,
}

/// The fields that the parts of a statement stand in, by the number of the part.
fn spots(statement: &Statement, parts: &[Part<'_>]) -> Vec<Spot> {
    let mut blocks = statement.blocks.iter();
    let mut paragraphs = 0..;
    let (mut kicker, mut lead, mut signature) = (0, 0, 0);
    let spot = |part: &Part<'_>| {
        let title = Spot { section: "title", paragraph: None, before: 0 };
        // A title that stands in no block.
        if std::ptr::eq(part.text, statement.title.as_str()) {
            return title;
        }
        let block = blocks.by_ref().find(|block| std::ptr::eq(block.text.as_str(), part.text));
        let field = |section, before: &mut usize| {
            let spot = Spot { section, paragraph: None, before: *before };
            // A line end parts the blocks of a field.
            *before += part.text.len() + 1;
            spot
        };
        match block.map(|block| &block.role) {
            Some(BlockRole::Kicker) => field("kicker", &mut kicker),
            Some(BlockRole::Lead) => field("lead", &mut lead),
            Some(BlockRole::Signature) => field("signature", &mut signature),
            Some(BlockRole::Paragraph) => Spot { section: "paragraph", paragraph: paragraphs.next(), before: 0 },
            _ => title,
        }
    };
    parts.iter().map(spot).collect()
}

#[derive(Serialize)]
struct Extra<'a> {
    score: Option<ScoreRecord>,
    hits: Vec<HitRecord<'a>>,
    snippets: Vec<SnippetRecord<'a>>,
}

#[derive(Serialize)]
struct ScoreRecord {
    rank: &'static str,
    section: &'static str,
    together: bool,
}

impl ScoreRecord {
    fn of(score: Score) -> Self {
        Self { rank: rank_name(score.rank), section: section_name(score.section), together: score.together }
    }
}

#[derive(Serialize)]
struct HitRecord<'a> {
    section: &'static str,
    paragraph: Option<usize>,
    span: [usize; 2],
    text: &'a str,
    rank: &'static str,
}

#[derive(Serialize)]
struct SnippetRecord<'a> {
    section: &'static str,
    paragraph: Option<usize>,
    span: [usize; 2],
    text: &'a str,
    lit: Vec<[usize; 2]>,
    cut: [bool; 2],
}

impl<'a> Found<'a> {
    /// As one JSON object.
    #[must_use]
    pub fn json(&self, shown: Shown) -> String {
        json::found_line(self.statement, &self.extra(shown))
    }

    /// Its fields, for tables: of a statement and of what was found.
    #[must_use]
    pub fn fields(&self, shown: Shown) -> Fields {
        let extra = self.extra(shown);
        let rank = extra.score.as_ref().map(|score| Value::from(score.rank)).unwrap_or_default();
        let value = |value: &dyn Fn() -> serde_json::Result<Value>| value().unwrap_or_default();
        Fields::of(self.statement).with([
            ("score", value(&|| serde_json::to_value(&extra.score))),
            ("rank", rank),
            ("hits", value(&|| serde_json::to_value(&extra.hits))),
            ("snippets", value(&|| serde_json::to_value(&extra.snippets))),
        ])
    }

    fn extra(&self, shown: Shown) -> Extra<'a> {
        let parts: Vec<Part<'a>> = parts(self.statement).collect();
        let spots = spots(self.statement, &parts);
        let placed = |number: usize, range: TextRange| {
            let spot = spots.get(number).copied().unwrap_or(Spot { section: "title", paragraph: None, before: 0 });
            (spot.section, spot.paragraph, [spot.before + range.start, spot.before + range.end])
        };
        let hit = |hit: &Lit| {
            let (section, paragraph, span) = placed(hit.part, hit.range);
            let text = parts.get(hit.part).map_or("", |part| hit.range.of(part.text));
            HitRecord { section, paragraph, span, text, rank: rank_name(hit.rank) }
        };
        let snippet = |snippet: &Snippet<'a>| {
            let (section, paragraph, span) = placed(snippet.part, snippet.range);
            let lit = snippet.lit.iter().map(|lit| [lit.start, lit.end]).collect();
            SnippetRecord {
                section,
                paragraph,
                span,
                text: snippet.text,
                lit,
                cut: [snippet.cut_before, snippet.cut_after],
            }
        };
        let (snippets, _) = self.snippets(&parts, shown, false);
        Extra {
            score: self.asks_text.then(|| ScoreRecord::of(self.score)),
            hits: self.hits.iter().map(hit).collect(),
            snippets: snippets.iter().map(snippet).collect(),
        }
    }

    /// The closest snippets in the order of the text, and how many others there are.
    fn snippets(&self, parts: &[Part<'a>], shown: Shown, below_title: bool) -> (Vec<Snippet<'a>>, usize) {
        let mut all = snippets(parts, self.hits, shown.around);
        if below_title {
            all.retain(|snippet| !self.is_title(parts, snippet.part));
        }
        let most = shown.most.unwrap_or(usize::MAX);
        let left = all.len().saturating_sub(most);
        if left > 0 {
            let rank = |snippet: &Snippet<'_>| {
                let within = |hit: &&Lit| hit.part == snippet.part && hit.range.overlaps(snippet.range);
                self.hits.iter().filter(within).map(|hit| hit.rank).max()
            };
            let mut ranked: Vec<_> = all.into_iter().map(|snippet| (rank(&snippet), snippet)).collect();
            ranked.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
            ranked.truncate(most);
            ranked.sort_by_key(|(_, snippet)| (snippet.part, snippet.range));
            all = ranked.into_iter().map(|(_, snippet)| snippet).collect();
        }
        (all, left)
    }

    /// True for the part that is the title of the heading line.
    fn is_title(&self, parts: &[Part<'_>], number: usize) -> bool {
        parts
            .get(number)
            .is_some_and(|part| part.section == Section::Title && part.text.trim() == self.statement.title.trim())
    }

    /// As lines of text: that of a list, then the snippets, set in; without the last line end.
    #[must_use]
    pub fn text(&self, shown: Shown, light: Light) -> String {
        let parts: Vec<Part<'a>> = parts(self.statement).collect();
        let title = self.title(&parts, light, &|piece| plain::clean(piece).into_owned());
        let mut text = plain::list_line_titled(self.statement, &title);
        let (snippets, left) = self.snippets(&parts, shown, true);
        for snippet in &snippets {
            text.push_str("\n    ");
            text.push_str(&line(snippet, light, &|piece| plain::clean(piece).into_owned()));
        }
        if left > 0 {
            text.push_str(&format!("\n    (+{left})"));
        }
        text
    }

    /// As Markdown: an item of a list, with a quotation for each snippet; without the last line end.
    #[must_use]
    pub fn markdown(&self, shown: Shown) -> String {
        let parts: Vec<Part<'a>> = parts(self.statement).collect();
        let escape = |piece: &str| markdown::escape(&plain::clean(piece)).into_owned();
        // The title is bold as it is.
        let title = self.title(&parts, Light { before: "*", after: "*" }, &escape);
        let mut text = format!("- {}", markdown::heading(self.statement, &title));
        let (snippets, left) = self.snippets(&parts, shown, true);
        for snippet in &snippets {
            text.push_str("\n\n  > ");
            text.push_str(&line(snippet, Light { before: "**", after: "**" }, &escape));
        }
        if left > 0 {
            text.push_str(&format!("\n\n  (+{left})"));
        }
        text
    }

    /// The title with its hits lit.
    fn title(&self, parts: &[Part<'_>], light: Light, write: &dyn Fn(&str) -> String) -> String {
        let title = &self.statement.title;
        let number = (0..parts.len()).find(|number| self.is_title(parts, *number));
        let lit: Vec<TextRange> = number.map_or_else(Vec::new, |number| {
            let shift = parts.get(number).map_or(0, |part| part.text.len() - part.text.trim_start().len());
            let hits = self.hits.iter().filter(|hit| hit.part == number && hit.range.start >= shift);
            hits.map(|hit| TextRange::new(hit.range.start - shift, hit.range.end - shift)).collect()
        });
        lighted(pieces(title, &lit), light, write)
    }
}

fn line(snippet: &Snippet<'_>, light: Light, write: &dyn Fn(&str) -> String) -> String {
    let before = if snippet.cut_before { "… " } else { "" };
    let after = if snippet.cut_after { " …" } else { "" };
    format!("{before}{}{after}", lighted(snippet.pieces(), light, write))
}

fn lighted<'a>(pieces: impl Iterator<Item = (&'a str, bool)>, light: Light, write: &dyn Fn(&str) -> String) -> String {
    let written = pieces.map(|(piece, lit)| {
        let piece = write(piece);
        if lit { format!("{}{piece}{}", light.before, light.after) } else { piece }
    });
    written.collect()
}

#[cfg(test)]
mod tests {
    use super::super::plain::tests::statement;
    use super::*;
    use crate::model::{Block, Day};
    use crate::search::answer::Asked;
    use crate::search::page::Page;
    use crate::search::query::{Parties, Query};

    fn with<T>(query: &str, statement: &Statement, look: impl Fn(Found<'_>) -> T) -> T {
        let (query, parties) = (Query::parse(query, Day { year: 2026, month: 11, day: 21 }), Parties::default());
        let asked = Asked::new(&query, &parties);
        let page = Page::of(statement);
        let answer = asked.answer(statement, &asked.look(&page, &[])).expect("an answer");
        let hits = page.lit(&answer.hits);
        look(Found { statement, score: answer.score, hits: &hits, asks_text: query.asks_text() })
    }

    const ALL: Shown = Shown { around: Around::Sentence, most: None };
    const MARKED: Light = Light { before: "[", after: "]" };

    fn check(query: &str, most: Option<usize>, expected: &str) {
        let text = with(query, &statement(), |found| found.text(Shown { most, ..ALL }, MARKED));
        assert_eq!(text, expected, "{query}");
    }

    #[test]
    fn a_heading_and_a_line_for_each_snippet() {
        const HEAD: &str = "2018-04-07\tحزب نمونه\t";
        check("بیانیه", None, &format!("{HEAD}[بیانیه]\tsub/page.txt:3"));
        check("یکم", None, &format!("{HEAD}بیانیه\tsub/page.txt:3\n    بند [یکم]."));
        check("بند", None, &format!("{HEAD}بیانیه\tsub/page.txt:3\n    [بند] یکم.\n    [بند] دوم."));
        check("بند", Some(1), &format!("{HEAD}بیانیه\tsub/page.txt:3\n    [بند] یکم.\n    (+1)"));
        check("دبیرکل سیاست", None, &format!("{HEAD}بیانیه\tsub/page.txt:3\n    [سیاست]\n    [دبیرکل]"));
        check("kind:communique", None, &format!("{HEAD}بیانیه\tsub/page.txt:3"));
    }

    #[test]
    fn hits_are_placed_in_the_fields_of_the_record() {
        let mut long = statement();
        let block = |role, text: &str| Block { role, text: text.to_owned(), range: TextRange::default() };
        long.blocks.insert(2, block(BlockRole::Lead, "چکیده"));
        long.blocks.insert(3, block(BlockRole::Lead, "دنباله بند"));
        let record: Value = serde_json::from_str(&with("بند", &long, |found| found.json(ALL))).unwrap();
        let hits = record["hits"].as_array().unwrap();
        let places: Vec<_> = hits.iter().map(|hit| (hit["section"].as_str().unwrap(), &hit["paragraph"])).collect();
        assert_eq!(places, [("lead", &Value::Null), ("paragraph", &0.into()), ("paragraph", &1.into())]);
        let lead = record["lead"].as_str().unwrap();
        let span = |hit: &Value| hit["span"][0].as_u64().unwrap() as usize..hit["span"][1].as_u64().unwrap() as usize;
        assert_eq!(&lead[span(&hits[0])], "بند");
        assert_eq!(hits[2]["rank"], "shown");
        assert_eq!(record["score"], serde_json::json!({"rank": "shown", "section": "lead", "together": false}));
        assert_eq!(record["snippets"][0]["text"], "دنباله بند");
        assert_eq!(&lead[span(&record["snippets"][0])], "دنباله بند");
        let record: Value = serde_json::from_str(&with("lang:fa", &long, |found| found.json(ALL))).unwrap();
        assert_eq!((&record["score"], &record["hits"]), (&Value::Null, &serde_json::json!([])));
    }

    #[test]
    fn a_title_that_is_no_block_is_lit_too() {
        let mut record = statement();
        record.blocks.retain(|block| block.role != BlockRole::Title);
        let text = with("بيانيه", &record, |found| found.text(ALL, MARKED));
        assert!(text.contains("\t[بیانیه]\t") && !text.contains('\n'), "{text}");
    }

    #[test]
    fn markdown_has_hits_in_bold() {
        let text = with("بند بیانیه", &statement(), |found| found.markdown(Shown { most: Some(1), ..ALL }));
        let expected = "- 2018-04-07 · حزب نمونه · ***بیانیه*** · sub/page.txt:3\n\n  > **بند** یکم.\n\n  (+1)";
        assert_eq!(text, expected);
    }
}
