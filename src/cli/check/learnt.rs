//! What `reader check` says of the lines that the pages of a folder repeat.
//!
//! At the end of the report, since only then all folders have been met. The lines are told as the first page has them,
//! with the number of distinct pages they are on; a survey counts 200 pages of a folder at most.

use crate::library::{Group, Library};
use crate::output::{json, plain};
use serde::Serialize;
use std::io::{self, Write};

/// Lines of a folder that are told in the report for people; programs are told all.
const TOLD: usize = 12;

/// Writes what was learnt, for people.
pub(super) fn as_text(library: &Library, out: &mut dyn Write) -> io::Result<()> {
    for (group, repeated) in library.learnt() {
        let (kind, name) = place(&group);
        let name = if name.is_empty() { "." } else { name };
        writeln!(out, "lines repeated on {} pages of the {kind} {}", repeated.pages(), plain::clean(name))?;
        let lines = repeated.lines();
        for (text, pages) in lines.iter().take(TOLD) {
            writeln!(out, "  {pages} pages: \"{}\"", plain::clean(text))?;
        }
        if lines.len() > TOLD {
            writeln!(out, "  and {} more", lines.len() - TOLD)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

#[derive(Serialize)]
struct GroupLine<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    folder: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    container: Option<&'a str>,
    pages: usize,
    learnt: Vec<LearntLine<'a>>,
}

#[derive(Serialize)]
struct LearntLine<'a> {
    text: &'a str,
    pages: usize,
}

/// Writes what was learnt, one JSON line a folder, or a file that holds many pages.
pub(super) fn as_json(library: &Library, out: &mut dyn Write) -> io::Result<()> {
    for (group, repeated) in library.learnt() {
        let (folder, container) = match &group {
            Group::Folder(path) => (Some(path.as_str()), None),
            Group::File(path) => (None, Some(path.as_str())),
        };
        let learnt = repeated.lines().into_iter().map(|(text, pages)| LearntLine { text, pages }).collect();
        let record = GroupLine { folder, container, pages: repeated.pages(), learnt };
        writeln!(out, "{}", json::line(&record))?;
    }
    Ok(())
}

fn place(group: &Group) -> (&'static str, &str) {
    match group {
        Group::Folder(path) => ("folder", path),
        Group::File(path) => ("file", path),
    }
}

#[cfg(test)]
mod tests {
    use super::super::pass::tests::corpus;
    use super::*;
    use std::ops::ControlFlow;

    const BODY: &str = "بند که تنها برای آزمون نوشته شده است و خبری در آن نیست، اما آن اندازه دراز است که متن شمرده شود و نه عنوان و نه چیز دیگر، و پس از آن نقطه می‌آید.";

    #[test]
    fn folders_and_their_lines() {
        let page = |name: &str| format!("رستک نمونه\n\nسخنی دربارهٔ {name} و آینده\n\n{name} نام این {BODY}\n");
        let pages = ["بهار", "تابان", "پارسا"].map(page);
        let (_folder, library) = corpus(&[("a", &pages[0]), ("b", &pages[1]), ("c", &pages[2])]);
        library.open(&mut |_| ControlFlow::Continue(()));
        let mut out = Vec::new();
        as_text(&library, &mut out).unwrap();
        let text = "lines repeated on 3 pages of the folder .\n  3 pages: \"رستک نمونه\"\n\n";
        assert_eq!(String::from_utf8(out).unwrap(), text);
        let mut out = Vec::new();
        as_json(&library, &mut out).unwrap();
        let line = "{\"folder\":\"\",\"pages\":3,\"learnt\":[{\"text\":\"رستک نمونه\",\"pages\":3}]}\n";
        assert_eq!(String::from_utf8(out).unwrap(), line);
    }

    #[test]
    fn nothing_is_said_of_nothing() {
        let (_folder, library) = corpus(&[("a", "رستک")]);
        library.open(&mut |_| ControlFlow::Continue(()));
        let mut out = Vec::new();
        as_text(&library, &mut out).unwrap();
        as_json(&library, &mut out).unwrap();
        assert!(out.is_empty());
    }
}
