//! `reader search`: statements that answer a query, each with the text around its hits; and the same as a list.
//!
//! In the order of the files, as they are found; in another order once all are known. What a query means `search` says, what is on
//! a line `output`. What is wrong in a query is told on the second stream and stops nothing.

use super::asked;
use super::paced::Paced;
use super::pass::{self, Outcome};
use super::print::Print;
use super::sorted::{Key, Order, Sorted};
use crate::library::{Answered, Library, Looked, Question};
use crate::output::columns::Columns;
use crate::output::found::{Light, Shown};
use crate::output::plain::clean;
use crate::search::query::Query;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;

/// Which statements are wanted, and in what order.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The query; an empty one is answered by every statement.
    pub query: &'a str,
    /// The order.
    pub order: Order,
    /// How many at most.
    pub limit: Option<usize>,
    /// Where what is to be sorted may wait.
    pub temporary: &'a Path,
}

/// How what was found is shown.
#[derive(Clone, Debug)]
pub struct Form {
    /// How statements are printed.
    pub print: Print,
    /// How snippets are chosen.
    pub shown: Shown,
    /// How hits are lit.
    pub light: Light,
    /// Only their number is printed.
    pub count: bool,
}

/// Writes what answers a query, with the text around its hits, to `out`; to `notes` what is wrong in the query or could not be read.
///
/// # Errors
/// If writing fails for another reason than a closed pipe.
pub fn search(
    library: &Library,
    wanted: Wanted<'_>,
    form: &Form,
    out: &mut impl Write,
    notes: &mut impl Write,
) -> io::Result<Outcome> {
    if form.count {
        return count(library, wanted, out, notes);
    }
    let print = &form.print;
    let between: &[u8] = if print.is_in_lines() { b"" } else { b"\n" };
    let write = |answered: &Answered, asks_text| print.found(answered, asks_text, form.shown, form.light);
    write_all(library, wanted, &Lines { head: print.head(Columns::found), between, write: &write }, out, notes)
}

/// Writes a line for each statement that answers a query; the rest as [`search`].
///
/// # Errors
/// If writing fails for another reason than a closed pipe.
pub fn list(
    library: &Library,
    wanted: Wanted<'_>,
    print: &Print,
    out: &mut impl Write,
    notes: &mut impl Write,
) -> io::Result<Outcome> {
    let write = |answered: &Answered, _| print.listed(&answered.statement);
    write_all(library, wanted, &Lines { head: print.head(Columns::listed), between: b"", write: &write }, out, notes)
}

/// What is written of statements.
struct Lines<'a> {
    head: String,
    between: &'a [u8],
    /// Whole lines for a statement; told whether the query asks for words.
    write: &'a dyn Fn(&Answered, bool) -> String,
}

fn count(library: &Library, wanted: Wanted<'_>, out: &mut impl Write, notes: &mut impl Write) -> io::Result<Outcome> {
    let query = library.parse_query(wanted.query);
    let (mut number, mut unreadable) = (0_usize, false);
    ask(library, &query, wanted.query, notes, &mut unreadable, &mut |came| {
        number += usize::from(came.is_some());
        Ok(ControlFlow::Continue(()))
    })?;
    let result = writeln!(out, "{number}").and_then(|()| out.flush());
    pass::settled(result.map(|()| number), unreadable)
}

fn write_all(
    library: &Library,
    wanted: Wanted<'_>,
    lines: &Lines<'_>,
    out: &mut impl Write,
    notes: &mut impl Write,
) -> io::Result<Outcome> {
    let query = library.parse_query(wanted.query);
    let asks_text = query.asks_text();
    let order = if wanted.order == Order::Rank && !asks_text { Order::Date } else { wanted.order };
    let mut out = Paced::new(out);
    let mut sorted = (order != Order::Path).then(|| Sorted::new(wanted.limit, wanted.temporary));
    let (mut number, mut unreadable) = (0_usize, false);
    out.push(lines.head.as_bytes());
    let result = ask(library, &query, wanted.query, notes, &mut unreadable, &mut |came| {
        let more = |number: usize| {
            if wanted.limit.is_some_and(|limit| number >= limit) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        match (&mut sorted, came) {
            (Some(sorted), Some(answered)) => {
                let text = || (lines.write)(&answered, asks_text).into_bytes();
                sorted.take(Key::of(&answered, order), text)?;
                return Ok(ControlFlow::Continue(()));
            }
            (Some(_), None) => return Ok(ControlFlow::Continue(())),
            (None, Some(answered)) if more(number).is_continue() => {
                if number > 0 {
                    out.push(lines.between);
                }
                out.push((lines.write)(&answered, asks_text).as_bytes());
                number += 1;
            }
            (None, _) => {}
        }
        out.pace()?;
        Ok(more(number))
    });
    let result = result.and_then(|()| match sorted {
        None => Ok(()),
        Some(sorted) => sorted.each(&mut |text| {
            if number > 0 {
                out.push(lines.between);
            }
            out.push(text);
            number += 1;
            out.pace()
        }),
    });
    pass::settled(result.and_then(|()| out.flush()).map(|()| number), unreadable)
}

/// Asks the corpus, and tells what is to be told; `each` gets every answer, and nothing now and then between them.
fn ask(
    library: &Library,
    query: &Query,
    typed: &str,
    notes: &mut impl Write,
    unreadable: &mut bool,
    each: &mut dyn FnMut(Option<Answered>) -> io::Result<ControlFlow<()>>,
) -> io::Result<()> {
    // Who does not listen to the notes wants the statements all the same.
    let mut told = String::new();
    for problem in library.settings().problems() {
        told += &format!("{}\n", clean(&problem.to_string()));
    }
    query.problems.iter().for_each(|problem| told += &asked::problem(typed, problem));
    let _ = notes.write_all(told.as_bytes());
    let (parties, layouts) = (library.parties(), asked::other_layouts(typed, query));
    let others: Vec<Query> = layouts.iter().map(|other| library.parse_query(other)).collect();
    let question = Question { query, parties: &parties, others: &others };
    let (mut result, mut loose, mut broken) = (Ok(()), None, false);
    let end = library.search(question, &mut |looked| {
        let came = match looked {
            Looked::File(file) => {
                *unreadable |= !file.readable;
                let _ = pass::tell(notes, &file);
                return ControlFlow::Continue(());
            }
            Looked::Loosely(words) => {
                loose = Some(words);
                return ControlFlow::Continue(());
            }
            Looked::Passed(_) => None,
            Looked::Answered(answered) => {
                if let Some(words) = loose.take() {
                    let _ = notes.write_all(asked::loosely(&words).as_bytes());
                }
                Some(answered)
            }
        };
        let flow = each(came).unwrap_or_else(|error| {
            result = Err(error);
            ControlFlow::Break(())
        });
        broken |= flow.is_break();
        flow
    });
    if !broken {
        let _ = notes.write_all(asked::end(typed, query, &layouts, &end).as_bytes());
    }
    result
}

#[cfg(test)]
mod tests {
    use super::super::pass::tests::corpus;
    use super::super::print::Format;
    use super::*;
    use crate::search::snippet::Around;
    use std::io::ErrorKind;

    const FILES: [(&str, &str); 2] = [
        (
            "a.jsonl",
            "{\"title\":\"کتاب کهنه\",\"date\":\"2001-02-03\",\"text\":\"شهر\"}\n\
             {\"title\":\"t1\",\"date\":\"2003-02-03\",\"text\":\"یک كتاب نو. شهر\"}\n",
        ),
        ("b.jsonl", "{\"title\":\"t2\",\"text\":\"شهر و کتابخانه\"}\n{\"title\":\"t3\",\"text\":\"کتاب کتاب کهنه\"}\n"),
    ];

    struct Ran {
        outcome: Outcome,
        out: String,
        notes: String,
    }

    fn run(query: &str, order: Order, limit: Option<usize>, form: Option<&Form>) -> Ran {
        let (folder, library) = corpus(&FILES);
        let (mut out, mut notes) = (Vec::new(), Vec::new());
        let wanted = Wanted { query, order, limit, temporary: folder.path() };
        let outcome = match form {
            Some(form) => search(&library, wanted, form, &mut out, &mut notes),
            None => list(&library, wanted, &Print::default(), &mut out, &mut notes),
        };
        Ran {
            outcome: outcome.unwrap(),
            out: String::from_utf8(out).unwrap(),
            notes: String::from_utf8(notes).unwrap(),
        }
    }

    fn form(format: Format) -> Form {
        Form {
            print: Print { format, ..Print::default() },
            shown: Shown { around: Around::Sentence, most: Some(3) },
            light: Light { before: "[", after: "]" },
            count: false,
        }
    }

    fn check_list(query: &str, order: Order, limit: Option<usize>, outcome: Outcome, titles: &[&str]) {
        let ran = run(query, order, limit, None);
        let found: Vec<&str> = ran.out.lines().filter_map(|line| line.split('\t').nth(2)).collect();
        assert_eq!((ran.outcome, found.as_slice()), (outcome, titles), "{query}");
    }

    #[test]
    fn a_list_is_filtered_sorted_and_cut() {
        use Order::{Date, Party, Path, Rank};
        check_list("", Path, None, Outcome::Done, &["کتاب کهنه", "t1", "t2", "t3"]);
        check_list("کتاب", Path, None, Outcome::Done, &["کتاب کهنه", "t1", "t3"]);
        check_list("کتاب", Path, Some(2), Outcome::Done, &["کتاب کهنه", "t1"]);
        check_list("کتاب", Date, None, Outcome::Done, &["t1", "کتاب کهنه", "t3"]);
        check_list("کتاب", Rank, None, Outcome::Done, &["کتاب کهنه", "t3", "t1"]);
        check_list("کتاب", Rank, Some(1), Outcome::Done, &["کتاب کهنه"]);
        check_list("has:date", Rank, None, Outcome::Done, &["t1", "کتاب کهنه"]);
        check_list("شهر", Party, None, Outcome::Done, &["t1", "کتاب کهنه", "t2"]);
        check_list("date:1381..1382", Path, None, Outcome::Done, &["t1"]);
        check_list("before:2002", Path, None, Outcome::Done, &["کتاب کهنه"]);
        check_list("دریا", Path, None, Outcome::Nothing, &[]);
        check_list("دریا", Date, None, Outcome::Nothing, &[]);
        check_list("", Path, Some(0), Outcome::Nothing, &[]);
    }

    #[test]
    fn a_line_has_nothing_unseen_in_it() {
        let (folder, library) = corpus(&[
            ("b.txt", "{\"title\":\"a\\tb\\u001b\",\"text\":\"x\"}\n{\"title\":\"c\",\"text\":\"y\"}\n"),
            ("a.txt", "عنوان نمونه\n\nمتن"),
        ]);
        let wanted = Wanted { query: "", order: Order::Path, limit: None, temporary: folder.path() };
        let lines = |print: &Print| {
            let mut out = Vec::new();
            assert_eq!(list(&library, wanted, print, &mut out, &mut Vec::new()).unwrap(), Outcome::Done);
            String::from_utf8(out).unwrap()
        };
        let text = lines(&Print::default());
        let ends: Vec<_> = text.lines().map(|line| line.splitn(3, '\t').last().unwrap()).collect();
        assert_eq!(ends, ["عنوان نمونه\ta.txt", "a b\tb.txt:0", "c\tb.txt:1"]);
        for line in lines(&Print::json(true)).lines() {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(record["path"].is_string() && record.get("paragraphs").is_none(), "{line}");
        }
    }

    #[test]
    fn hits_stand_below_their_statement() {
        let ran = run("کتاب", Order::Path, None, Some(&form(Format::Text)));
        let expected = "2001-02-03\t-\t[کتاب] کهنه\ta.jsonl:0\n\n\
                        2003-02-03\t-\tt1\ta.jsonl:1\n    یک [كتاب] نو. …\n\n\
                        -\t-\tt3\tb.jsonl:1\n    [کتاب] [کتاب] کهنه\n";
        assert_eq!((ran.outcome, ran.out.as_str(), ran.notes.as_str()), (Outcome::Done, expected, ""));
        let count = Form { count: true, ..form(Format::Text) };
        assert_eq!(run("کتاب", Order::Path, None, Some(&count)).out, "3\n");
        let ran = run("دریا", Order::Path, None, Some(&count));
        assert_eq!((ran.outcome, ran.out.as_str()), (Outcome::Nothing, "0\n"));
    }

    #[test]
    fn every_form_has_what_was_found() {
        let ran = run("کهنه", Order::Path, None, Some(&form(Format::Json)));
        assert_eq!(ran.out.lines().count(), 2);
        assert!(ran.out.lines().all(|line| line.contains("\"score\":{\"rank\":\"shown\"")), "{}", ran.out);
        let ran = run("کهنه", Order::Path, None, Some(&form(Format::Csv)));
        assert!(
            ran.out.starts_with("id,path,item,day,") && ran.out.ends_with(",shown,کتاب کتاب کهنه\r\n"),
            "{}",
            ran.out
        );
        let ran = run("کهنه", Order::Path, Some(1), Some(&form(Format::Md)));
        assert_eq!(ran.out, "- 2001-02-03 · **کتاب *کهنه*** · a.jsonl:0\n");
    }

    #[test]
    fn what_is_to_be_told_is_told() {
        let notes = |query| run(query, Order::Path, None, Some(&form(Format::Text))).notes;
        assert_eq!(
            notes("کتاب prty:a"),
            "reader: There is no field prty (party: is one); it is looked for as text.\n  کتاب ⟦prty:a⟧\n"
        );
        assert_eq!(
            notes("کتابخ"),
            "reader: no statement has کتابخ as a word; shown: words that hold it or sound so.\n"
        );
        assert_eq!(notes("\"كتاب\""), "reader: 2 more in other spellings: «كتاب»\n");
        assert_eq!(notes("party:یاس"), "reader: no party is called یاس.\n");
        // Two layouts have the letters of شهر on these keys.
        assert_eq!(notes("aiv"), "reader: typed with another keyboard layout it would find 3: شهر\n");
        assert_eq!(notes("wibble"), "");
    }

    #[test]
    fn nobody_reads_or_the_disk_is_full() {
        struct Closed(ErrorKind);
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(self.0.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let (folder, library) = corpus(&FILES);
        for order in [Order::Path, Order::Date] {
            let wanted = Wanted { query: "", order, limit: None, temporary: folder.path() };
            let list = |kind| list(&library, wanted, &Print::default(), &mut Closed(kind), &mut Vec::new());
            assert_eq!(list(ErrorKind::BrokenPipe).unwrap(), Outcome::Done);
            assert_eq!(list(ErrorKind::StorageFull).unwrap_err().kind(), ErrorKind::StorageFull);
        }
    }
}
