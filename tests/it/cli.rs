//! The program without a screen: arguments in, text and exit code out.

use crate::support::cli::{reader, reader_at_home, reader_closed, reader_with_input};
use serde_json::Value;

#[test]
fn a_list_has_one_line_a_statement() {
    let ran = reader(["list", "sample/fa-home-page.txt", "sample/mixed-records.jsonl"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    insta::assert_snapshot!("list", ran.stdout);
}

#[test]
fn a_statement_is_shown_as_original_text() {
    let ran = reader(["show", "sample/fa-agency-labels.txt"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    insta::assert_snapshot!("show", ran.stdout);
}

#[test]
fn records_have_the_promised_fields_in_order() {
    let ran = reader(["show", "--json", "sample/ar-communique-comment-form.txt"]);
    let record: Value = serde_json::from_str(&ran.stdout).expect("one JSON line");
    let fields: Vec<&str> = record.as_object().expect("an object").keys().map(String::as_str).collect();
    let expected = "id path item span title title_made title_how kicker lead party parties roles date language languages \
                    kind words cut signature source paragraphs chrome problems";
    let order = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let expected: Vec<&str> = expected.split_whitespace().collect();
    assert_eq!(order(&fields), order(&expected));
    assert_eq!(record["date"]["gregorian"], serde_json::json!(["2021-09-14", "2021-09-14"]));
    assert_eq!(record["party"]["role"], "speaker");
}

#[test]
fn a_check_tells_what_was_read_and_why() {
    let ran = reader(["check", "sample/fa-table-bars.txt", "sample/fa-windows-1256.txt"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    insta::assert_snapshot!("check", ran.stdout);
}

#[test]
fn text_is_rendered_in_visual_order() {
    let ran = reader_with_input(["render", "--width", "20", "-"], "حزب (همت) 1397\nplain".as_bytes());
    assert_eq!(ran.stdout, "      1397 (\u{FE96}\u{FEE4}\u{FEEB}) \u{FE8F}\u{FEB0}\u{FEA3}\nplain\n");
    let ran = reader_with_input(["render", "--letters", "--no-pad", "-"], "حزب لا".as_bytes());
    assert_eq!(ran.stdout, "ال بزح\n");
    let ran = reader_with_input(["render", "--direction", "rtl", "--width", "4", "-"], b"ab");
    assert_eq!(ran.stdout, "  ab\n");
}

#[test]
fn the_time_of_a_file_dates_it_only_where_that_is_asked_for() {
    let corpus = tempfile::tempdir().expect("a folder");
    let page = "بيان حزب نموذجي\n\nهذا نص بيان كتب للاختبار وليس فيه ما يدل على يومه.\n";
    std::fs::write(corpus.path().join("page.txt"), page).expect("a page");
    let how = || {
        let ran = reader(["show", "--json", corpus.path().to_str().expect("a path")]);
        let record: Value = serde_json::from_str(&ran.stdout).expect("one JSON line");
        record["date"]["how"].clone()
    };
    assert_eq!(how(), Value::Null);
    std::fs::write(corpus.path().join("reader.toml"), "file_time = true\n").expect("settings");
    assert_eq!(how(), "file-time");
}

#[test]
fn paths_come_from_standard_input_too() {
    let ran = reader_with_input(["list"], b"sample/ar-vocalised.txt\nsample/ckb-notice.txt\n");
    assert_eq!((ran.code, ran.stdout.lines().count()), (0, 2));
    let ran = reader(["list"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("Name a file or a folder"), "{}", ran.stderr);
}

#[test]
fn without_a_terminal_the_batch_commands_are_named() {
    let ran = reader(["sample/"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("reader list") && ran.stderr.contains("reader show"), "{}", ran.stderr);
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_read() {
    let ran = reader(["list", "sample/no-such-file.txt", "sample/ckb-notice.txt"]);
    assert_eq!((ran.code, ran.stdout.lines().count()), (2, 1));
    assert!(ran.stderr.contains("no-such-file.txt"), "{}", ran.stderr);
    let ran = reader(["render", "sample/no-such-file.txt"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.starts_with("reader: cannot read sample/no-such-file.txt"), "{}", ran.stderr);
}

#[test]
fn settings_of_the_corpus_count_for_more_than_the_users() {
    let folder = tempfile::tempdir().expect("a folder");
    let (home, corpus) = (folder.path().join("home"), folder.path().join("corpus"));
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    write("corpus/sabz/a.txt", "نشست هفتگی شورا\n\nنشست هفتگی شورا دیروز در تالار شهر برگزار شد و همه آمدند.\n");
    write("corpus/other.txt", "نشست ماهانه شورا\n\nنشست ماهانه شورا دیروز در تالار شهر برگزار شد و همه آمدند.\n");
    write("home/.config/reader/parties.toml", "[party.xx-sabz]\nname = \"حزب سبز\"\nfolders = [\"sabz\"]\n");
    let party = |expected: [Option<&str>; 2], stderr: &str| {
        let ran = reader_at_home(&home, &["list", "--json", corpus.to_str().expect("UTF-8")]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert!(ran.stderr.ends_with(stderr), "{}", ran.stderr);
        let records = ran.stdout.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        let names: Vec<_> = records.map(|record| record["party"]["name"].as_str().map(str::to_owned)).collect();
        assert_eq!(names, expected.map(|name| name.map(str::to_owned)), "{}", ran.stdout);
    };
    party([None, Some("حزب سبز")], "");
    write("corpus/parties.toml", "[party.xx-sabz]\nname = \"حزب سبز نو\"\n[party.xx-sab]\nweak = [\"سبز\"]\n");
    let problem =
        "corpus/parties.toml:3: There is no party `xx-sab`; did you mean `xx-sabz`? A new party needs a `name`.\n";
    party([None, Some("حزب سبز نو")], problem);
}

#[test]
fn nothing_found_is_exit_code_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let ran = reader(["list", folder.path().to_str().expect("UTF-8")]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
}

#[test]
fn a_filter_prints_what_the_list_would_be_narrowed_to() {
    let all = reader(["list", "sample/"]).stdout;
    let ran = reader(["--filter", "civil dawn", "sample/"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert!(ran.stdout.lines().next().is_some_and(|line| line.contains("Civil Dawn")), "{}", ran.stdout);
    assert!(ran.stdout.lines().all(|line| all.lines().any(|other| other == line)), "{}", ran.stdout);

    let first = reader(["-f", "civil dawn", "--limit", "1", "sample/"]).stdout;
    assert_eq!(first.lines().collect::<Vec<_>>(), [ran.stdout.lines().next().expect("a line")]);

    let json = reader(["-f", "civil dawn", "--format", "json", "sample/"]).stdout;
    let first: Value = serde_json::from_str(json.lines().next().expect("a line")).expect("JSON");
    assert!(first["title"].as_str().is_some_and(|title| title.contains("Civil Dawn")), "{first}");
    assert_eq!(json.lines().count(), ran.stdout.lines().count());

    let sorted = |text: &str| {
        let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let ran = reader(["-f", "", "sample/"]);
    assert_eq!((ran.code, sorted(&ran.stdout)), (0, sorted(&all)));
    let ran = reader(["-f", "no such words", "sample/"]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (1, "", ""));
    let ran = reader(["-f", "a", "sample/no-such-file.txt"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("no-such-file.txt"), "{}", ran.stderr);
}

#[test]
fn a_filter_ends_quietly_where_nobody_reads() {
    let ran = reader_closed(["--filter", "", "sample/"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
}

#[test]
fn wrong_arguments_are_refused_and_help_is_not_an_error() {
    let ran = reader(["list", "--no-such-flag"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    let ran = reader(["--help"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    insta::assert_snapshot!("help", ran.stdout);
}
