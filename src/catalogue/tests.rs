//! Rows go in and come out as they were, by number, by key, by party, by date; damage gives no panic.

use super::*;
use crate::model::{
    Calendar, Date, Day, How, Kind, Language, PartyId, PartyRole, Precision, Role, Source, StatementId,
};
use crate::search::narrow::Query;
use crate::search::query::{Facts, Feature};
use std::sync::Arc;

fn bare(title: &str) -> Entry {
    Entry {
        key: 0,
        id: StatementId(String::new()),
        path: String::new(),
        item: None,
        ordinal: 0,
        title: title.to_owned(),
        title_made: false,
        party: None,
        roles: Vec::new(),
        date: None,
        language: Language::Und,
        words: 0,
        cut: false,
        kind: None,
        source: Source::default(),
        has_lead: false,
        has_signature: false,
        problems: 0,
    }
}

fn dated(year: i32, month: u8, day: u8) -> Option<Date> {
    let first = Day { year, month, day };
    Some(Date {
        calendar: Calendar::Gregorian,
        year: Some(year),
        month: Some(month),
        day: Some(day),
        precision: Precision::Day,
        how: How::Explicit,
        sure: true,
        text: format!("{day} {month} {year}"),
        gregorian: Some((first, first)),
        rivals: Vec::new(),
    })
}

fn party(name: &str) -> Option<PartyRole> {
    let id = PartyId(format!("xx-{name}"));
    Some(PartyRole { id, name: name.to_owned(), role: Role::Subject, sure: false, cue: "title".to_owned() })
}

fn played(id: &str, name: &str, role: Role) -> Played {
    Played { id: PartyId(id.to_owned()), name: name.to_owned(), role }
}

/// An entry with all that one can have.
fn full() -> Entry {
    let date = Date {
        calendar: Calendar::Hijri,
        year: Some(-5),
        month: None,
        day: Some(3),
        precision: Precision::Weekday,
        how: How::FileTime,
        sure: false,
        text: "الاثنين".to_owned(),
        gregorian: Some((Day { year: -300, month: 1, day: 31 }, Day { year: 9999, month: 12, day: 1 })),
        rivals: vec!["1400".to_owned(), String::new()],
    };
    Entry {
        key: 7 << 32 | 5,
        id: StatementId("0123456789abcdef".to_owned()),
        path: "a/ب.jsonl".to_owned(),
        item: Some(0),
        ordinal: 5,
        title_made: true,
        party: party("فجر"),
        roles: vec![played("xx-فجر", "فجر", Role::Speaker), played("xx-other", "Other", Role::Mentioned)],
        date: Some(date),
        language: Language::Ckb,
        words: 1 << 40,
        cut: true,
        kind: Some(Kind::Report),
        source: Source {
            agency: Some("خبر".to_owned()),
            site: None,
            url: Some(String::new()),
            author: Some("A".to_owned()),
        },
        has_lead: true,
        has_signature: true,
        problems: 3,
        ..bare("عنوان ۷")
    }
}

/// Statements of three parties and of none, in the order of their paths, every fifth undated.
fn many(count: usize) -> Vec<Entry> {
    let entry = |at: usize| Entry {
        path: format!("{:03}.txt", at / 3),
        ordinal: at % 3,
        party: [party("نور"), party("فجر"), None, party("باغ")][at % 4].clone(),
        date: if at.is_multiple_of(5) { None } else { dated(2000 + (at * 7 % 11) as i32, 1 + (at % 12) as u8, 5) },
        ..bare(&format!("بیانیه {at}"))
    };
    (0..count).map(|at| entry(at).placed((at / 3) as u32, at % 3)).collect()
}

fn part(entries: &[Entry]) -> Arc<Part> {
    let mut writer = Writer::default();
    entries.iter().for_each(|entry| assert!(writer.push(entry).is_ok()));
    Arc::new(Part::open(writer.finish()).unwrap())
}

fn found(catalogue: &Catalogue, query: &str) -> Vec<u32> {
    catalogue.narrow(&Query::parse(query), None, &|| false).unwrap()
}

/// All that can be asked of a catalogue, so that two can be compared.
fn all(catalogue: &Catalogue) -> impl PartialEq + std::fmt::Debug + use<> {
    let entries: Vec<_> = (0..catalogue.len()).map(|row| catalogue.entry(row)).collect();
    let keys: Vec<_> =
        (0..catalogue.len()).map(|row| catalogue.key(row).map(|key| catalogue.row_of_key(key))).collect();
    let mut parties = std::collections::BTreeMap::<_, Vec<u32>>::new();
    catalogue.by_party(0..catalogue.len(), &mut |party, rows| {
        let members = parties.entry(party.map(|(id, name)| (id.to_owned(), name.to_owned()))).or_default();
        catalogue.merge(members, rows);
    });
    let queries = ["بیانیه", "1", "نور !2004", "noor", "bayaniye", "بنه", "'فج", "^بیانیه\\ 3$", "!نور"];
    let found = queries.map(|query| found(catalogue, query));
    (entries, keys, parties, catalogue.by_date().to_vec(), found)
}

#[test]
fn a_row_comes_back_as_it_was() {
    let entries = [bare(""), full(), bare("x")];
    let mut tail = Catalogue::default();
    tail.found(&entries);
    let mut parts = Catalogue::default();
    parts.open([part(&entries)]);
    for catalogue in [tail, parts] {
        for (row, entry) in entries.iter().enumerate() {
            assert_eq!(catalogue.entry(row as u32).as_ref(), Some(entry));
        }
        assert_eq!(catalogue.entry(3), None);
        assert_eq!(catalogue.party(1), Some(("xx-فجر", "فجر")));
    }
}

#[test]
fn a_row_answers_what_its_entry_does() {
    let entries = [bare("a"), full(), many(3).remove(1)];
    let mut catalogue = Catalogue::default();
    catalogue.found(&entries);
    for (row, entry) in (0..).zip(&entries) {
        let row = catalogue.row(row).unwrap();
        assert_eq!(
            (Facts::party(&row), Facts::date(&row), row.path()),
            (Facts::party(entry), entry.date(), entry.path())
        );
        assert_eq!((Facts::kind(&row), row.language()), (entry.kind, entry.language));
        for id in ["xx-فجر", "xx-other", "xx-none"] {
            assert_eq!(row.called(id), entry.called(id), "{id}");
        }
        assert!(row.roles().eq(Facts::roles(entry)) && row.sources().eq(entry.sources()));
        for (name, feature) in Feature::NAMED {
            assert_eq!(row.has(feature), entry.has(feature), "{name}");
        }
    }
}

#[test]
fn it_is_the_same_however_it_came() {
    let entries = many(60);
    let mut whole = Catalogue::default();
    whole.found(&entries);
    let expected = all(&whole);
    for size in [1, 7, 20, 59] {
        let (mut tail, mut parts, mut mixed) = (Catalogue::default(), Catalogue::default(), Catalogue::default());
        for (number, batch) in entries.chunks(size).enumerate() {
            tail.found(batch);
            parts.open([part(batch)]);
            if number % 2 == 0 {
                mixed.open([part(batch)])
            } else {
                mixed.found(batch)
            };
        }
        let mut at_once = Catalogue::default();
        at_once.open(entries.chunks(size).map(part));
        for catalogue in [tail, parts, mixed, at_once] {
            assert_eq!(all(&catalogue), expected, "{size}");
        }
    }
}

#[test]
fn a_part_takes_the_place_of_rows_wherever_they_lie() {
    let entries = many(60);
    let mut whole = Catalogue::default();
    whole.found(&entries);
    let expected = all(&whole);
    for (first, past) in [(0, 60), (0, 25), (10, 11), (13, 47), (59, 60), (20, 40), (5, 5)] {
        let mut catalogue = Catalogue::default();
        entries.chunks(20).enumerate().for_each(|(at, batch)| {
            if at == 1 {
                catalogue.open([part(batch)])
            } else {
                catalogue.found(batch)
            };
        });
        let version = catalogue.version();
        catalogue.seal(first, part(&entries[first as usize..past])).unwrap();
        assert_eq!((all(&catalogue), catalogue.version()), (all(&whole), version), "{first}..{past}");
        assert_eq!(all(&catalogue), expected);
        let before = catalogue.by_date().to_vec();
        assert_eq!(catalogue.seal(1, part(&entries[..3])), Err(Mismatch));
        assert_eq!(catalogue.seal(59, part(&entries[..2])), Err(Mismatch));
        assert_eq!(catalogue.by_date(), before);
    }
}

#[test]
fn the_newest_of_equals_comes_first() {
    let mut catalogue = Catalogue::default();
    let on = |title: &str, date| Entry { date, ..bare(title) };
    catalogue.found(&[on("call", None), on("recall", dated(2020, 1, 1)), on("call a", dated(2001, 2, 3))]);
    catalogue.found(&[on("call b", dated(2010, 2, 3)), on("call c", dated(2001, 2, 4)), on("cxaxlxl", None)]);
    assert_eq!(found(&catalogue, "call"), [0, 3, 4, 2, 1, 5]);
    assert_eq!(catalogue.by_date(), [1, 3, 4, 2, 0, 5]);
}

#[test]
fn the_nearer_of_scattered_letters_come_first() {
    let mut catalogue = Catalogue::default();
    catalogue.found(&[bare("cxxxaxxxl"), bare("cxal"), bare("cxaxl")]);
    assert_eq!(found(&catalogue, "cal"), [1, 2, 0]);
}

#[test]
fn parts_are_written_as_one() {
    let mut entries = many(60);
    entries.insert(20, full());
    let mut catalogue = Catalogue::default();
    catalogue.open(entries[..50].chunks(9).map(part));
    catalogue.found(&entries[50..]);
    let write = |catalogue: &Catalogue, range| {
        let mut bytes = Vec::new();
        let rows = catalogue.write(range, &mut bytes).unwrap();
        let part = Part::open(bytes).unwrap();
        assert!(part.verify() && part.len() == rows);
        Arc::new(part)
    };
    // The same bytes as if they had come at once.
    assert_eq!(write(&catalogue, 0..61).bytes(), part(&entries).bytes());
    assert_eq!(write(&catalogue, 15..33).bytes(), part(&entries[15..33]).bytes());
    catalogue.hide([0, 20, 60]);
    let shown: Vec<Entry> = (0..61).filter_map(|row| catalogue.entry(row)).collect();
    assert_eq!(write(&catalogue, 0..61).bytes(), part(&shown).bytes());
    assert!(catalogue.write(0..61, &mut [0_u8; 100].as_mut_slice()).is_err());
}

#[test]
fn letters_apart_are_looked_for_where_few_rows_have_them_together() {
    let mut catalogue = Catalogue::default();
    let mut entries = vec![bare("call"); 999];
    entries.push(bare("cxaxlxl"));
    catalogue.found(&entries);
    assert_eq!((found(&catalogue, "call").len(), found(&catalogue, "call")[999]), (1000, 999));
    // What more letters let through is among it, or is looked for anew.
    let longer = Query::parse("calll");
    assert_eq!(catalogue.narrow(&longer, Some(&found(&catalogue, "call")), &|| false), Some(Vec::new()));
    catalogue.found(&[bare("call")]);
    assert_eq!(found(&catalogue, "call").len(), 1000);
    assert_eq!(found(&catalogue, "cxlal").len(), 0);
    assert_eq!(found(&catalogue, "cxll"), [999]);
    catalogue.hide([0]);
    assert_eq!(found(&catalogue, "call").len(), 1000);
}

#[test]
fn hidden_rows_are_nowhere() {
    let mut catalogue = Catalogue::default();
    catalogue.open([part(&many(30))]);
    catalogue.found(&many(45)[30..]);
    catalogue.hide((3..40).chain([99]));
    assert_eq!((catalogue.len(), catalogue.shown(), catalogue.hidden().len()), (45, 8, 37));
    assert_eq!((catalogue.shows(2), catalogue.shows(3), catalogue.shows(45)), (true, false, false));
    assert!(catalogue.entry(3).is_none() && catalogue.row_of_key(1 << 32).is_none());
    let mut rows = Vec::new();
    catalogue.by_party(0..45, &mut |_, members| rows.extend_from_slice(members));
    rows.sort_unstable();
    assert_eq!(rows, [0, 1, 2, 40, 41, 42, 43, 44]);
    let mut hits = found(&catalogue, "بیانیه");
    hits.sort_unstable();
    assert_eq!(hits, rows);
    // A file that has changed comes again, with the same keys.
    let again = catalogue.found(&many(6)[3..]);
    assert_eq!((again.clone(), catalogue.row_of_key(1 << 32)), (45..48, Some(45)));
}

#[test]
fn rows_are_found_by_keys_in_any_order() {
    let mut entries = many(20);
    entries.reverse();
    let part = part(&entries);
    for (row, entry) in (0..).zip(&entries) {
        assert_eq!(part.row_of_key(entry.key), Some(row));
    }
    assert_eq!((part.row_of_key(u64::MAX), part.row_of_key(99 << 32)), (None, None));
}

#[test]
fn more_rows_than_one_tail_holds_become_parts() {
    let entries = many(9000);
    let mut catalogue = Catalogue::default();
    for batch in entries.chunks(1000) {
        catalogue.found(batch);
    }
    assert_eq!(catalogue.segments.len(), 3);
    for row in [0, 4095, 4096, 8191, 8192, 8999] {
        assert_eq!(catalogue.entry(row).as_ref(), entries.get(row as usize));
    }
    let mut sorted = catalogue.by_date().to_vec();
    sorted.sort_by(|one, other| catalogue.compare(*one, *other));
    assert_eq!(catalogue.by_date(), sorted);
    assert_eq!(found(&catalogue, "'1234").len(), 1);
}

#[test]
fn a_long_query_is_given_up() {
    let mut catalogue = Catalogue::default();
    catalogue.open([part(&many(50))]);
    assert_eq!(catalogue.narrow(&Query::parse("1"), None, &|| true), None);
}

#[test]
fn what_is_no_part_is_told() {
    let bytes = part(&many(3)).bytes().to_vec();
    let check = |bytes: Vec<u8>, expected| assert_eq!(Part::open(bytes).map(|_| ()), Err(expected));
    check(Vec::new(), NotAPart::Broken);
    check(vec![0; 1000], NotAPart::Broken);
    for length in 0..bytes.len() {
        check(bytes[..length].to_vec(), NotAPart::Broken);
    }
    let mut longer = bytes.clone();
    longer.push(0);
    check(longer, NotAPart::Broken);
    let mut newer = bytes.clone();
    newer[8] = 99;
    check(newer, NotAPart::Version(99));
    assert!(Part::open(bytes).unwrap().verify());
}

#[test]
fn damage_is_survived_and_seen() {
    let mut entries = many(5);
    entries.push(full());
    let bytes = part(&entries).bytes().to_vec();
    let mut opened = 0;
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= [0xFF, 0x80, 1][at % 3];
        let Ok(part) = Part::open(damaged) else { continue };
        opened += 1;
        assert!(!part.verify(), "{at}");
        let mut catalogue = Catalogue::default();
        catalogue.open([Arc::new(part)]);
        let _ = all(&catalogue);
    }
    assert!(opened > 0);
}
