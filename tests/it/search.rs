//! Searching and listing from the command line, on the sample corpus.

use crate::support::cli::{Ran, reader, reader_closed, reader_full};
use serde_json::Value;

/// The titles of a list or a search, in order.
fn titles(ran: &Ran) -> Vec<&str> {
    ran.stdout.lines().filter(|line| !line.starts_with(' ')).filter_map(|line| line.split('\t').nth(2)).collect()
}

fn records(ran: &Ran) -> Vec<Value> {
    ran.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// What a query finds, as places in the order of the files.
#[track_caller]
fn check(query: &str, expected: &[&str]) {
    let ran = reader(["list", "--fields", "place", "--filter", query, "sample/"]);
    let found: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!((found.as_slice(), ran.code), (expected, i32::from(expected.is_empty())), "{query}: {}", ran.stderr);
}

#[test]
fn one_span_of_days_selects_in_every_calendar() {
    // The 21st of March 2024 to the 20th of March 2025, by which calendar ever.
    let year =
        ["date:1403", "date:2024-03-20..2025-03-20", "after:1403 before:1404", "date:1403ش", "date:>=1403 date:<=1403"];
    let found: Vec<String> = year
        .into_iter()
        .map(|query| reader(["list", "--fields", "place,day,calendar", "-f", query, "sample/"]).stdout)
        .collect();
    assert!(found.iter().all(|other| *other == found[0]), "{found:#?}");
    let calendars = |name| found[0].lines().filter(|line| line.ends_with(name)).count();
    assert!(calendars("solar_hijri") > 0 && calendars("gregorian") > 0, "{}", found[0]);
    for line in found[0].lines() {
        let day = line.split('\t').nth(1).expect("a day");
        assert!(day >= "2024-03-20" && &day[..10] <= "2025-03-20", "{line}");
    }
    check("date:1444/07/15", &["ar-hijri-date.txt"]);
    check("date:1444/07 lang:ar", &["ar-hijri-date.txt"]);
    check("date:2023-02-05..2023-02-07 party:السنديان", &["ar-hijri-date.txt"]);
    check("date:1401/11/16..1401/11/18 party:السنديان", &["ar-hijri-date.txt"]);
}

#[test]
fn words_and_facts_are_asked_together() {
    check("مكتبة البلدة lang:ar path:iso", &["ar-iso-8859-6.txt"]);
    check("title:\"مكتبة البلدة\"", &["ar-iso-8859-6.txt"]);
    check("title:«مکتبه البلده»", &["ar-iso-8859-6.txt"]);
    check("path:ckb-notice has:party kind:letter", &[]);
    check("path:fa-undated -has:date", &["fa-undated.txt"]);
    check("wibble OR (path:ckb-notice lang:ckb)", &["ckb-notice.txt"]);
}

#[test]
fn hits_are_shown_below_their_statement() {
    let ran = reader(["search", "مكتبة البلدة", "sample/ar-iso-8859-6.txt"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    insta::assert_snapshot!("search", ran.stdout);
    let lit = reader(["search", "--color", "always", "--snippets", "1", "مكتبة البلدة", "sample/ar-iso-8859-6.txt"]);
    assert!(lit.stdout.contains("حول \u{1b}[1;4mمكتبة\u{1b}[0m \u{1b}[1;4mالبلدة\u{1b}[0m\t"), "{}", lit.stdout);
    let plain = lit.stdout.replace("\u{1b}[1;4m", "").replace("\u{1b}[0m", "");
    assert!(!plain.contains('\u{1b}') && plain.lines().count() <= 3, "{plain}");
}

#[test]
fn hits_have_their_places_in_the_record() {
    let ran = reader(["search", "--json", "--sort", "rank", "شهر OR المدينة", "sample/"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let mut hits = 0;
    for record in records(&ran).iter().take(20) {
        let path = format!("sample/{}", record["path"].as_str().expect("a path"));
        let whole =
            if path.contains(".gz/") || path.contains(".zip/") || path.contains("warc") { continue } else { path };
        let shown = reader(["show", "--json", whole.as_str()]);
        let shown = records(&shown).into_iter().find(|other| other["id"] == record["id"]);
        // A page alone may read otherwise than among those of its folder.
        let Some(shown) = shown.filter(|shown| shown["title"] == record["title"]) else { continue };
        for found in
            record["hits"].as_array().expect("hits").iter().chain(record["snippets"].as_array().expect("snippets"))
        {
            let section = found["section"].as_str().expect("a section");
            let text = match found["paragraph"].as_u64() {
                Some(number) => shown["paragraphs"][number as usize].as_str(),
                None => shown[section].as_str(),
            };
            let at = |end: usize| found["span"][end].as_u64().expect("a number") as usize;
            assert_eq!(text.and_then(|text| text.get(at(0)..at(1))), found["text"].as_str(), "{record}");
            hits += 1;
        }
    }
    assert!(hits > 10, "{hits}");
}

#[test]
fn the_order_is_the_one_asked_for() {
    let days = |order: &str| {
        let ran = reader(["list", "--sort", order, "--fields", "day,party,place", "-f", "has:date", "sample/"]);
        ran.stdout.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let (by_path, by_date, by_party) = (days("path"), days("date"), days("party"));
    let day = |line: &String| line.get(..10).unwrap_or_default().to_owned();
    let known: Vec<String> = by_date.iter().map(day).filter(|day| day.starts_with(['1', '2'])).collect();
    assert!(known.len() > 50 && known.is_sorted_by(|one, next| one >= next), "{by_date:#?}");
    let sorted = |mut lines: Vec<String>| {
        lines.sort();
        lines
    };
    assert_eq!(sorted(by_path.clone()), sorted(by_date.clone()));
    assert_eq!(sorted(by_path), sorted(by_party.clone()));
    let party = |line: &String| line.split('\t').nth(1).map(str::to_owned).unwrap_or_default();
    let mut runs: Vec<String> = by_party.iter().map(party).collect();
    runs.dedup();
    let distinct: std::collections::BTreeSet<&String> = runs.iter().collect();
    assert_eq!(distinct.len(), runs.len(), "a party stands in two places: {runs:?}");
    let first =
        reader(["list", "--sort", "date", "--limit", "3", "--fields", "day,party,place", "-f", "has:date", "sample/"]);
    assert_eq!(first.stdout.lines().collect::<Vec<_>>(), by_date[..3]);
    let first = reader(["search", "--limit", "2", "حزب", "sample/"]);
    assert_eq!(titles(&first), titles(&reader(["list", "-f", "حزب", "sample/"]))[..2]);
}

#[test]
fn a_table_and_a_page_can_be_made() {
    let csv = reader(["list", "--format", "csv", "--fields", "title,day,party,words", "sample/fa-table.csv"]).stdout;
    assert!(csv.starts_with("title,day,party,words\r\n") && csv.ends_with("\r\n"), "{csv}");
    assert!(csv.split("\r\n").all(|row| row.is_empty() || row.contains(',')), "{csv}");
    let page = reader(["show", "--format", "md", "sample/ar-iso-8859-6.txt"]).stdout;
    assert!(page.starts_with("## بيان حزب السنديان حول مكتبة البلدة\n\n*"), "{page}");
    let ends = reader(["list", "--print0", "--fields", "path", "sample/fa-table.csv"]).stdout;
    assert!(ends.ends_with("fa-table.csv\0") && !ends.contains('\n'), "{ends:?}");
    for refused in [["list", "--format", "csv", "--print0"], ["show", "--format", "md", "--fields=id"]] {
        assert_eq!(reader(refused).code, 2, "{refused:?}");
    }
}

#[test]
fn what_is_wrong_or_may_be_meant_is_told_beside_the_output() {
    let stderr = |query: &str| reader(["search", "--count", query, "sample/"]).stderr;
    assert!(stderr("حزب datr:1400").contains("⟦datr:1400⟧"));
    assert_eq!(stderr("party:zzzz"), "reader: no party is called zzzz.\n");
    assert!(stderr("\"مکتبه البلده\"").contains("more in other spellings: «مکتبه البلده»"));
    assert!(stderr(";jhfohki").contains("it would find"), "the keys of a Persian word");
    let loose = reader(["search", "کتابخا", "sample/"]);
    assert!(loose.stderr.starts_with("reader: no statement has کتابخا as a word"), "{}", loose.stderr);
    assert!(loose.code == 0 && loose.stdout.contains("کتابخانه"), "{}", loose.stdout);
}

#[test]
fn it_ends_as_it_should() {
    let count = reader(["search", "--count", "wibblewobble", "sample/"]);
    assert_eq!((count.code, count.stdout.as_str()), (1, "0\n"));
    let closed = reader_closed(["search", "حزب", "sample/"]);
    assert_eq!((closed.code, closed.stderr.as_str()), (0, ""));
    if let Some(full) = reader_full(["search", "--sort", "rank", "حزب", "sample/"]) {
        assert_eq!(full.code, 2);
        assert!(full.stderr.starts_with("reader: cannot write the output: "), "{}", full.stderr);
    }
    let missing = reader(["search", "حزب", "sample/no-such-file.txt"]);
    assert_eq!((missing.code, missing.stdout.as_str()), (2, ""));
    assert!(missing.stderr.contains("no-such-file.txt"), "{}", missing.stderr);
}
