//! The table of the query language in the README: every example is parsed, and asks what the table says.
//!
//! The rows stand here with the tree that each example has to give. `UPDATE_REFERENCE=1 cargo test --test it reference`
//! writes them between two marks of the README.

use crate::reference::readme_has;
use reader::model::Day;
use reader::search::query::{Expr, Feature, Field, Manner, Place, Query, Sought, field_names};

/// Examples, each with its tree, and what they ask for.
type Row = (&'static [(&'static str, &'static str)], &'static str);

#[rustfmt::skip]
const ROWS: [Row; 17] = [
    (&[("کتاب مدرسه", "all(words words)")], "both words, whole, in any spelling; with article, preposition, pronoun, in the plural"),
    (&[("ketab", "words")], "a word of the Arabic script by its sound"),
    (&[("کتاب OR مدرسه", "any(words words)"), ("کتاب | مدرسه", "any(words words)")], "one of them; binds closer than a blank"),
    (&[("-کتاب", "not(words)"), ("NOT کتاب", "not(words)"), ("!کتاب", "not(words)")], "its absence"),
    (&[("(کتاب مدرسه) OR شهر", "any(all(words words) words)")], "brackets"),
    (&[("«شورای شهر»", "phrase")], "these words side by side, in any spelling"),
    (&[("\"شورای شهر\"", "spelt"), ("=شورا", "spelt")], "spelt with these letters"),
    (&[("کتاب*", "beginning"), ("*خانه", "ending"), ("*تاب*", "inside")], "the beginning, the end, a part of a word"),
    (&[("کتاب near:5 مدرسه", "near5(words words)"), ("near:5(کتاب مدرسه شهر)", "near5(words words words)")],
        "no more than so many words between neighbours, in any order"),
    (&[("title:کتاب", "title words"), ("title:(کتاب OR «شورای شهر»)", "any(title words title phrase)")], "in the title"),
    (&[("party:همت", "party"), ("party:\"حزب همت\"", "party"), ("party:همت,pjd", "party")],
        "filed under a party: its name or words of it, another name, a short Latin one, an id; one of several"),
    (&[("party:همت role:subject", "all(party role)")], "what part the party plays: `speaker`, `subject`, `participant`, `mentioned`"),
    (&[("date:1400", "date"), ("date:1400/05", "date"), ("date:2016-12-19", "date"), ("date:1400..1404", "date"), ("date:>=1438/03", "date"),
        ("date:1438ق", "date"), ("date:*/11/22", "date")],
        "its date, in any calendar: below 1600 a year is solar, or lunar if the solar one is still to come; `ش م ق` or `sh ce ah` say which. A date \
         that is known to the month or the year lies wherever one of its days does; `*` stands for any year"),
    (&[("after:1400", "date"), ("before:2016-12", "date")], "from its first day on; until the day before it"),
    (&[("lang:fa", "language"), ("kind:news", "kind")], "its language; what sort of text it is"),
    (&[("site:example.org", "source"), ("path:2016/", "path")], "its site, agency, address or author, the path of its file: a part of it"),
    (&[("has:date", "has"), ("-has:party", "not(has)"), ("cut:true", "has")], "what it has or lacks: {has}"),
];

const TODAY: Day = Day { year: 2026, month: 11, day: 21 };
const BEGIN: &str = "<!-- queries: from tests/it/query_reference.rs -->\n";
const END: &str = "<!-- end of queries -->\n";

fn tree(expr: &Expr) -> String {
    let all = |parts: &[Expr]| parts.iter().map(tree).collect::<Vec<_>>().join(" ");
    match expr {
        Expr::All(parts) => format!("all({})", all(parts)),
        Expr::Any(parts) => format!("any({})", all(parts)),
        Expr::Not(part) => format!("not({})", tree(part)),
        Expr::Text(sought) => words(sought),
        Expr::Near(near) => {
            format!("near{}({})", near.between, near.parts.iter().map(words).collect::<Vec<_>>().join(" "))
        }
        Expr::Field(field) => match field {
            Field::Party(_) => "party",
            Field::Role(_) => "role",
            Field::Date(_) => "date",
            Field::Language(_) => "language",
            Field::Kind(_) => "kind",
            Field::Source(_) => "source",
            Field::Path(_) => "path",
            Field::Has(_) => "has",
        }
        .to_owned(),
    }
}

fn words(sought: &Sought) -> String {
    let place = if sought.place == Place::Title { "title " } else { "" };
    let how = match sought.how {
        Manner::Words => "words",
        Manner::Phrase => "phrase",
        Manner::Spelt => "spelt",
        Manner::Beginning => "beginning",
        Manner::Ending => "ending",
        Manner::Inside => "inside",
    };
    format!("{place}{how}")
}

fn table() -> String {
    let mut table = "| typed | asks for |\n|---|---|\n".to_owned();
    let features: Vec<String> = Feature::NAMED.iter().map(|(name, _)| format!("`{name}`")).collect();
    for (examples, what) in ROWS {
        // A bar would end the cell.
        let examples: Vec<String> =
            examples.iter().map(|(typed, _)| format!("`{}`", typed.replace('|', "\\|"))).collect();
        table += &format!("| {} | {} |\n", examples.join(" "), what.replace("{has}", &features.join(" ")));
    }
    table += "\nFields have names in three languages:\n\n| field | also |\n|---|---|\n";
    for names in field_names() {
        let code = |name: &&str| format!("`{name}`");
        if let [first, others @ ..] = names {
            table += &format!("| {} | {} |\n", code(first), others.iter().map(code).collect::<Vec<_>>().join(" "));
        }
    }
    table
}

#[test]
fn every_example_asks_what_the_table_says() {
    for (typed, expected) in ROWS.iter().flat_map(|(examples, _)| *examples) {
        let query = Query::parse(typed, TODAY);
        assert_eq!((tree(&query.root).as_str(), query.problems.as_slice()), (*expected, [].as_slice()), "{typed}");
    }
}

#[test]
fn every_field_has_an_example_and_the_parts_are_all_told() {
    let examples: Vec<&str> = ROWS.iter().flat_map(|(examples, _)| *examples).map(|(typed, _)| *typed).collect();
    for names in field_names() {
        let field = format!("{}:", names[0]);
        assert!(examples.iter().any(|typed| typed.contains(&field)), "{field}");
    }
    // The sentence about a wrong value lists the right ones.
    let problem = Query::parse("role:x", TODAY).problems.remove(0).message;
    let roles = problem.split(": ").nth(1).expect("a list").trim_end_matches('.').split(", ");
    let told = table();
    assert!(roles.into_iter().all(|role| told.contains(&format!("`{role}`"))), "{problem}");
}

#[test]
fn the_readme_has_the_reference_of_queries() {
    readme_has(BEGIN, END, &table());
}
