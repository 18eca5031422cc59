//! The sample corpus reads as its table says: titles, parties, dates, languages, teasers.

use crate::support::cli::reader;
use reader::text::fold::fold;
use serde_json::Value;
use std::collections::BTreeMap;

/// A statement as one line: what the table and the program must agree on.
fn line(fields: [&str; 9]) -> String {
    let [title, party, calendar, year, month, day, precision, language, cut] = fields;
    let party = fold(party);
    format!("{title} | {} | {calendar} {year} {month} {day} {precision} | {language} | {cut}", party.trim())
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[test]
fn every_statement_reads_as_it_must() {
    let table = include_str!("sample_expectations.tsv");
    let mut expected: BTreeMap<String, Vec<Vec<&str>>> = BTreeMap::new();
    for row in table.lines().filter(|row| !row.starts_with('#')).skip(1) {
        let fields: Vec<&str> = row.split('\t').collect();
        assert_eq!(fields.len(), 11, "{row}");
        expected.entry(fields[0].to_owned()).or_default().push(fields[2..].to_vec());
    }

    let ran = reader(["list", "--json", "sample/"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let mut found: BTreeMap<String, Vec<[String; 9]>> = BTreeMap::new();
    for record in ran.stdout.lines().map(|line| serde_json::from_str::<Value>(line).expect("a JSON line")) {
        let date = &record["date"];
        found.entry(text(&record["path"])).or_default().push([
            text(&record["title"]),
            text(&record["party"]["name"]),
            text(&date["calendar"]),
            text(&date["year"]),
            text(&date["month"]),
            text(&date["day"]),
            text(&date["precision"]),
            text(&record["language"]),
            text(&record["cut"]),
        ]);
    }

    let mut wrong = Vec::new();
    for (path, rows) in &expected {
        let got = found.remove(path).unwrap_or_default();
        for at in 0..rows.len().max(got.len()) {
            let wanted = rows.get(at);
            let mut have = got.get(at).cloned();
            if let (Some(wanted), Some(have)) = (wanted, have.as_mut()) {
                for (wanted, have) in wanted.iter().zip(have.iter_mut()).filter(|(wanted, _)| **wanted == "*") {
                    (*wanted).clone_into(have);
                }
            }
            let wanted = wanted.map(|row| line(row.clone().try_into().expect("nine fields")));
            let have = have.as_ref().map(|row| line(row.each_ref().map(String::as_str)));
            if wanted != have {
                let none = "nothing".to_owned();
                let (wanted, have) = (wanted.as_ref().unwrap_or(&none), have.as_ref().unwrap_or(&none));
                wrong.push(format!("{path} {}\n  want {wanted}\n  have {have}", at + 1));
            }
        }
    }
    wrong.extend(found.keys().map(|path| format!("{path} is not in the table")));
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
