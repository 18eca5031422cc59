//! Queries and their trees, written as one line.

use super::*;
use crate::model::Day;
use proptest::prelude::*;

const TODAY: Day = Day { year: 2026, month: 11, day: 21 };

fn sought(sought: &Sought) -> String {
    let place = if sought.place == Place::Title { "title:" } else { "" };
    let text = &sought.text;
    let text = match sought.how {
        Manner::Words => text.clone(),
        Manner::Phrase => format!("«{text}»"),
        Manner::Spelt => format!("\"{text}\""),
        Manner::Beginning => format!("{text}*"),
        Manner::Ending => format!("*{text}"),
        Manner::Inside => format!("*{text}*"),
    };
    format!("{place}{text}")
}

fn shown(expr: &Expr) -> String {
    let all = |parts: &[Expr], sign| parts.iter().map(shown).collect::<Vec<_>>().join(sign);
    match expr {
        Expr::All(parts) => format!("({})", all(parts, " & ")),
        Expr::Any(parts) => format!("({})", all(parts, " | ")),
        Expr::Not(part) => format!("-{}", shown(part)),
        Expr::Text(text) => sought(text),
        Expr::Near(near) => {
            let parts: Vec<_> = near.parts.iter().map(sought).collect();
            format!("{}:[{}]", near.between, parts.join(" "))
        }
        Expr::Field(field) => match field {
            Field::Date(DateTerm::Between(first, last)) => {
                let day = |day: &Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
                format!("{}..{}", day(first), day(last))
            }
            field => format!("{field:?}"),
        },
    }
}

fn check(query: &str, expected: &str) {
    let parsed = Query::parse(query, TODAY);
    assert_eq!((shown(&parsed.root).as_str(), parsed.problems.as_slice()), (expected, [].as_slice()), "{query}");
}

/// Each problem as the part of the query that it is about, and its message.
fn check_told(query: &str, expected: &str, problems: &[(&str, &str)]) {
    let parsed = Query::parse(query, TODAY);
    let told: Vec<_> = parsed.problems.iter().map(|told| (told.range.of(query), told.message.as_str())).collect();
    assert_eq!((shown(&parsed.root).as_str(), told.as_slice()), (expected, problems), "{query}");
}

#[test]
fn words_are_all_wanted_and_or_binds_closer() {
    check("", "()");
    check("  ", "()");
    check("حزب", "حزب");
    check("حزب همت", "(حزب & همت)");
    check("a b OR c d", "(a & (b | c) & d)");
    check("a | b | c", "(a | b | c)");
    check("(a b) OR c", "((a & b) | c)");
    check("a (b (c))", "(a & b & c)");
    check("a -b -(c d)", "(a & -b & -(c & d))");
    check("NOT NOT a", "a");
    check("a OR -b", "(a | -b)");
    check("- a / ،", "a");
}

#[test]
fn quotes_and_stars_say_how_words_are_meant() {
    check("«دو کلمه»", "«دو کلمه»");
    check("\"دو کلمه\" =علي", "(\"دو کلمه\" & \"علي\")");
    check("=\"دو کلمه\"", "\"دو کلمه\"");
    check("کار* *گر *وزی* *", "(کار* & *گر & *وزی*)");
    check("title:همت title:«a b» title:(a OR b)", "(title:همت & title:«a b» & (title:a | title:b))");
    check("عنوان:همت", "title:همت");
}

#[test]
fn nearness_joins_two_or_more() {
    check("a near:5 b", "5:[a b]");
    check("a near:5 b near:5 c", "5:[a b c]");
    check("near:3(a b «c d»)", "3:[a b «c d»]");
    check("near:3 (a b)", "3:[a b]");
    check("near: (a b)", "5:[a b]");
    check("x a near:2 b y", "(x & 2:[a b] & y)");
}

#[test]
fn fields_are_conditions() {
    check("party:همت,مؤتلفه", "Party([\"همت\", \"مؤتلفه\"])");
    check("party:\"حزب همت\" a", "(Party([\"حزب همت\"]) & a)");
    check("date:1400..1404", "2021-03-21..2026-03-20");
    check("after:1400 before:1405", "(2021-03-21.. & ..2026-03-20)");
    check("تاریخ:۱۴۰۰", "2021-03-21..2022-03-20");
    check("lang:fa kind:news", "(Language(Fa) & Kind(News))");
    check("has:date -has:party", "(Has(Date) & -Has(Party))");
    check("cut:true cut:false", "(Has(Cut) & -Has(Cut))");
    check("site:irna.ir path:2016/", "(Source([\"irna.ir\"]) & Path([\"2016/\"]))");
    check("role:speaker", "Role(Speaker)");
    check("date:any", "Has(Date)");
}

#[test]
fn other_colons_are_text() {
    check("https://a.b/c", "https://a.b/c");
    check("12:30 گفت:این", "(12:30 & گفت:این)");
    check("Note:x", "Note:x");
}

#[test]
fn what_is_wrong_is_told_and_left_out() {
    check_told(
        "a prty:همت",
        "(a & prty:همت)",
        &[("prty:همت", "There is no field prty (party: is one); it is looked for as text.")],
    );
    check_told("a party: b", "(a & b)", &[("party:", "party: needs a value directly behind it.")]);
    check_told("date:98 a", "a", &[("date:98", "98 is no whole year: 1398 or 1998 would be.")]);
    check_told("(a b", "(a & b)", &[("(", "This bracket is not closed.")]);
    check_told("a) b", "(a & b)", &[(")", "This bracket closes nothing.")]);
    check_told("\"a b", "\"a b\"", &[("\"a b", "This quotation is not closed.")]);
    check_told("OR a", "a", &[("OR", "Nothing stands before this OR.")]);
    check_told("a OR", "a", &[("OR", "Nothing follows this OR.")]);
    check_told("a NOT", "a", &[("NOT", "Nothing follows this NOT.")]);
    check_told("a near:5", "a", &[("near:5", "near: stands between two words, or before several in brackets.")]);
    check_told("near:5(a)", "a", &[("near:5", "near: takes two words or more.")]);
    check_told("title: a", "a", &[("title:", "title: needs a word directly behind it.")]);
    let deep = "(".repeat(100_000);
    assert_eq!(shown(&Query::parse(&deep, TODAY).root), "()");
}

proptest! {
    #[test]
    fn nothing_is_refused_and_every_problem_has_a_place(query in "[ab():\"«»|*=! -]{0,40}|\\PC{0,40}") {
        let parsed = Query::parse(&query, TODAY);
        for problem in &parsed.problems {
            prop_assert!(!problem.range.is_empty() && query.get(problem.range.start..problem.range.end).is_some());
            prop_assert!(problem.message.ends_with('.'));
        }
        for sought in parsed.wanted() {
            prop_assert!(sought.text.chars().any(char::is_alphanumeric));
        }
    }
}
