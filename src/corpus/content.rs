//! What a stream of bytes holds: packed files are unpacked, archives walked, text read by its format.
//!
//! A container of records is streamed; anything else is read whole, up to [`LONGEST_PAGE`]. Every step
//! looks at the first bytes only and asks no name. Depth is bounded, so that no nest of archives or
//! compressions takes hold of the stack.

use super::FileReport;
use super::binary;
use super::format::{Format, warc};
use super::pack::member::{MOST_MEMBERS, Names};
use super::pack::{Compression, Unpacked, tar, zip};
use super::page::{self, Origin};
use super::read::Met;
use crate::model::{Document, Problem};
use std::cell::Cell;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::ops::ControlFlow;

/// The longest file, in bytes, that is read as one page; a longer one must be a container to be read.
pub const LONGEST_PAGE: u64 = 512 << 20;

/// As much of a file as its kind is told from.
pub(super) const HEAD: u64 = 64 << 10;

/// Compressions around one file that are undone at most.
const MOST_COMPRESSIONS: usize = 3;

/// How deep an archive may lie: one in a folder, and one in that one.
const DEEPEST_ARCHIVE: usize = 2;

/// The longest ZIP archive, in bytes, that is read from within something else; it must be held whole.
const LONGEST_INNER_ZIP: u64 = 256 << 20;

/// All members of an archive unpack to at most this many times its size, beyond what is harmless.
const BOMB_RATIO: u64 = 200;

/// Bytes that an archive may unpack to whatever the ratio.
const HARMLESS: u64 = 256 << 20;

/// Where documents and the reports of members go.
pub(super) struct Outlet<'a> {
    each: &'a mut dyn FnMut(Met) -> ControlFlow<()>,
    /// The only member that is wanted.
    only: Option<&'a str>,
    /// True once nothing more is wanted.
    ended: bool,
}

impl<'a> Outlet<'a> {
    pub(super) fn new(each: &'a mut dyn FnMut(Met) -> ControlFlow<()>, only: Option<&'a str>) -> Self {
        Self { each, only, ended: false }
    }

    /// Hands a document over.
    pub(super) fn document(&mut self, document: Document) -> ControlFlow<()> {
        self.met(Met::Document(Box::new(document)))
    }

    fn met(&mut self, met: Met) -> ControlFlow<()> {
        if self.ended {
            return ControlFlow::Break(());
        }
        let flow = (self.each)(met);
        self.ended = flow.is_break();
        flow
    }

    /// True if the member at `path`, or one within it, is wanted.
    fn wants(&self, path: &str) -> bool {
        self.only
            .is_none_or(|only| only.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
    }

    /// Hands over what became of a member; after the only one that is wanted there is nothing more.
    fn member(&mut self, report: FileReport) {
        let last = self.only == Some(report.path.as_str());
        let _ = self.met(Met::Member(report));
        self.ended |= last;
    }
}

/// How much is wrapped around what is read.
#[derive(Clone, Copy, Default)]
struct Depth {
    compressions: usize,
    archives: usize,
}

/// Reads a file.
///
/// # Errors
/// Whatever the source fails with.
pub(super) fn of_file(mut source: impl Read + Seek, report: &mut FileReport, out: &mut Outlet<'_>) -> io::Result<()> {
    let head = head_of(&mut source)?;
    if zip::begins(&head) && zip::document(&head).is_none() {
        let length = source.seek(SeekFrom::End(0))?;
        return zip_members(source, length, Depth::default(), report, out);
    }
    if head.is_empty() {
        report.problems.push(Problem::new("the file is empty"));
        return Ok(());
    }
    unpacked(head, &mut source, Depth::default(), report, out)
}

fn head_of(source: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    source.take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}

/// Reads a stream of which `head` has been read already.
fn unpacked(
    head: Vec<u8>,
    source: &mut dyn Read,
    depth: Depth,
    report: &mut FileReport,
    out: &mut Outlet<'_>,
) -> io::Result<()> {
    if let Some(compression) = Compression::of(&head) {
        report.compression.push(compression.name());
        if depth.compressions == MOST_COMPRESSIONS {
            let problem = format!("is compressed more than {MOST_COMPRESSIONS} times over; not read");
            report.problems.push(Problem::new(problem));
            return Ok(());
        }
        let mut inner = Unpacked::new(compression, Cursor::new(head).chain(source));
        let head = head_of(&mut inner)?;
        let depth = Depth { compressions: depth.compressions + 1, ..depth };
        let read = if head.is_empty() { Ok(()) } else { unpacked(head, &mut inner, depth, report, out) };
        match inner.fault() {
            Some(fault) => report.problems.push(fault),
            None if report.problems.is_empty() && report.format.is_none() && !out.ended => {
                report.problems.push(Problem::new("the file is empty"));
            }
            None => {}
        }
        return read;
    }
    if warc::begins(&head) {
        return warc_pages(Cursor::new(head).chain(source), depth, report, out);
    }
    if tar::begins(&head) {
        return tar_members(Cursor::new(head).chain(source), depth, report, out);
    }
    if zip::begins(&head) && zip::document(&head).is_none() {
        let mut bytes = head;
        source.take(LONGEST_INNER_ZIP + 1 - bytes.len() as u64).read_to_end(&mut bytes)?;
        let length = bytes.len() as u64;
        if length > LONGEST_INNER_ZIP {
            let limit = LONGEST_INNER_ZIP >> 20;
            report.problems.push(Problem::new(format!("skipped: a ZIP archive over {limit} MB within another file")));
            return Ok(());
        }
        return zip_members(Cursor::new(bytes), length, depth, report, out);
    }
    match zip::document(&head).filter(|_| zip::begins(&head)).or_else(|| binary::kind(&head)) {
        Some(kind) => {
            report.problems.push(Problem::new(format!("skipped: not text ({kind})")));
            Ok(())
        }
        None => page::read(head, source, report, out),
    }
}

/// True if an archive at this depth is opened; else the report says so.
fn may_open(depth: Depth, report: &mut FileReport) -> bool {
    let opened = depth.archives < DEEPEST_ARCHIVE;
    if !opened {
        report.problems.push(Problem::new("is an archive within an archive within an archive; not opened"));
    }
    opened
}

fn tar_members(source: impl Read, depth: Depth, report: &mut FileReport, out: &mut Outlet<'_>) -> io::Result<()> {
    report.format = Some(Format::Tar);
    if !may_open(depth, report) {
        return Ok(());
    }
    let mut archive = Archive { names: Names::default(), depth, report, out };
    let mut members = tar::Members::new(source);
    while !archive.is_over() {
        match members.next()? {
            tar::Next::Member(member) => {
                let mut content = Steady::new(&mut members);
                archive.member(&member.name, &mut content, || None)?;
            }
            tar::Next::NoFile => {}
            tar::Next::End => break,
            tar::Next::Cut => {
                archive.report.problems.push(Problem::new("the tar archive is cut off; its last members are missing"));
                break;
            }
            tar::Next::Damaged => {
                archive.report.problems.push(Problem::new("the tar archive is damaged; the rest is not read"));
                break;
            }
        }
    }
    Ok(())
}

fn zip_members(
    mut source: impl Read + Seek,
    length: u64,
    depth: Depth,
    report: &mut FileReport,
    out: &mut Outlet<'_>,
) -> io::Result<()> {
    report.format = Some(Format::Zip);
    if !may_open(depth, report) {
        return Ok(());
    }
    let mut archive = Archive { names: Names::default(), depth, report, out };
    let allowance = Cell::new(length.saturating_mul(BOMB_RATIO).max(HARMLESS));
    let mut members = match zip::Members::new(&mut source) {
        Ok(members) => members,
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            source.rewind()?;
            return cut_zip_members(&mut source, &allowance, &mut archive);
        }
        Err(error) => return Err(error),
    };
    for index in 0..members.len() {
        if archive.is_over() {
            break;
        }
        match members.get(index) {
            zip::Member::File { name, content } => {
                let mut content = Steady { allowance: Some(&allowance), ..Steady::new(content) };
                archive.member(&name, &mut content, || None)?;
            }
            zip::Member::Closed { name, why } => {
                archive.member(&name, &mut Steady::new(io::empty()), || Some(Problem::new(why)))?;
            }
            zip::Member::NoFile => {}
        }
    }
    Ok(())
}

/// The members of a ZIP archive without its directory, as they stand one after another.
fn cut_zip_members(source: &mut impl Read, allowance: &Cell<u64>, archive: &mut Archive<'_, '_>) -> io::Result<()> {
    while !archive.is_over() {
        let Some(member) = zip::next(source) else { break };
        let zip::Member::File { name, content } = member else { continue };
        let mut content = Steady { allowance: Some(allowance), ..Steady::new(content) };
        archive.member(&name, &mut content, || None)?;
    }
    let rest = if archive.report.members == 0 { "nothing of it could be read" } else { "its last members are missing" };
    archive.report.problems.push(Problem::new(format!("the ZIP archive is cut off or damaged; {rest}")));
    Ok(())
}

/// The pages of saved web traffic, each a file that goes by its address.
fn warc_pages(source: impl Read, depth: Depth, report: &mut FileReport, out: &mut Outlet<'_>) -> io::Result<()> {
    report.format = Some(Format::Warc);
    let mut archive = Archive { names: Names::default(), depth, report, out };
    let mut records = warc::Records::new(source);
    while !archive.is_over() {
        match records.next()? {
            warc::Next::Page(page) => {
                let name = page.url.split_once("://").map_or(page.url.as_str(), |(_, name)| name);
                let Some(mut report) = archive.begin(name.as_bytes()) else { continue };
                report.problems = page.problems;
                let origin = Origin { url: Some(page.url), captured: page.captured, charset: page.charset };
                if page.content.is_empty() {
                    if report.problems.is_empty() {
                        report.problems.push(Problem::new("the page is empty"));
                    }
                } else if let Some(kind) = binary::kind(&page.content) {
                    report.problems.push(Problem::new(format!("skipped: not text ({kind})")));
                } else {
                    page::whole(page.content, &origin, &mut report, archive.out);
                }
                archive.end(report);
            }
            warc::Next::Other => archive.report.passed_over += 1,
            warc::Next::End => break,
            warc::Next::Damaged => {
                archive.report.problems.push(Problem::new("a record is damaged; the rest is not read"));
                break;
            }
        }
    }
    Ok(())
}

/// An archive that is walked.
struct Archive<'a, 'b> {
    names: Names,
    depth: Depth,
    report: &'a mut FileReport,
    out: &'a mut Outlet<'b>,
}

impl Archive<'_, '_> {
    /// True if no further member is to be read.
    fn is_over(&mut self) -> bool {
        if self.report.members >= MOST_MEMBERS && !self.out.ended {
            let problem = format!("has more than {MOST_MEMBERS} members; the rest is not read");
            self.report.problems.push(Problem::new(problem));
            return true;
        }
        self.out.ended
    }

    /// Reads a member, unless `closed` says why it cannot be.
    fn member<R: Read>(
        &mut self,
        name: &[u8],
        content: &mut Steady<'_, R>,
        closed: impl Fn() -> Option<Problem>,
    ) -> io::Result<()> {
        let Some(mut report) = self.begin(name) else { return Ok(()) };
        let depth = Depth { compressions: 0, archives: self.depth.archives + 1 };
        let head = if closed().is_none() { head_of(content)? } else { Vec::new() };
        if !head.is_empty() {
            unpacked(head, content, depth, &mut report, self.out)?;
        }
        if let Some(problem) = closed().or_else(|| content.fault.take()) {
            report.problems.push(problem);
        } else if report.format.is_none() && report.problems.is_empty() {
            report.problems.push(Problem::new("the file is empty"));
        }
        self.end(report);
        Ok(())
    }

    /// The report of a member that is to be read; none for one that is passed over or not wanted.
    fn begin(&mut self, name: &[u8]) -> Option<FileReport> {
        let Some(path) = self.names.path(&self.report.path, name) else {
            self.report.passed_over += 1;
            return None;
        };
        self.out.wants(&path).then(|| FileReport { path, ..FileReport::default() })
    }

    fn end(&mut self, report: FileReport) {
        self.report.members += 1;
        self.report.documents += report.documents;
        self.out.member(report);
    }
}

/// The content of a member: what goes wrong ends it and leaves the rest of the archive to be read.
struct Steady<'a, R> {
    source: R,
    /// Bytes that all members together may still give.
    allowance: Option<&'a Cell<u64>>,
    fault: Option<Problem>,
}

impl<R> Steady<'_, R> {
    fn new(source: R) -> Self {
        Self { source, allowance: None, fault: None }
    }
}

impl<R: Read> Read for Steady<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.fault.is_some() {
            return Ok(0);
        }
        if self.allowance.is_some_and(|allowance| allowance.get() == 0) {
            let problem = format!("the archive unpacks to more than {BOMB_RATIO} times its size; the rest is not read");
            self.fault = Some(Problem::new(problem));
            return Ok(0);
        }
        match self.source.read(buffer) {
            Ok(count) => {
                if let Some(allowance) = self.allowance {
                    allowance.set(allowance.get().saturating_sub(count as u64));
                }
                Ok(count)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => {
                let why = if error.kind() == io::ErrorKind::UnexpectedEof { "cut off" } else { "damaged" };
                self.fault = Some(Problem::new(format!("is {why} in its archive; the rest is not read")));
                Ok(0)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::pack::packed_by_tests as packed;
    use super::super::read::read_bytes;
    use super::tar::tests::entry;
    use super::zip::tests::archive;
    use super::*;

    /// Reads bytes and tells documents as `path=text`, reports of members and the last one as `path: …`.
    fn told(bytes: &[u8]) -> Vec<String> {
        let mut told = Vec::new();
        let report = read_bytes(bytes, "f", &mut |met| {
            told.push(match met {
                Met::Document(document) => format!("{}={}", document.path, document.text),
                Met::Member(report) => line(&report),
            });
            ControlFlow::Continue(())
        });
        told.push(line(&report));
        told
    }

    fn line(report: &FileReport) -> String {
        let format = report.format.map_or("nothing".to_owned(), |format| format.to_string());
        let inside: String = report.compression.iter().map(|name| format!(" in {name}")).collect();
        let problems: String = report.problems.iter().map(|problem| format!(" ({problem})")).collect();
        format!(
            "{}: {format}{inside} {}/{}/{}{problems}",
            report.path, report.documents, report.members, report.passed_over
        )
    }

    #[test]
    fn compressed_files_are_read_as_what_they_hold() {
        for compression in packed::ALL {
            let name = compression.name();
            assert_eq!(told(&packed::pack(compression, b"one")), ["f=one", &format!("f: page in {name} 1/0/0")]);
            let lines = b"{\"text\":\"a\"}\n{\"text\":\"b\"}\n";
            let lines = packed::pack(compression, lines);
            assert_eq!(told(&lines), ["f=a", "f=b", &format!("f: JSON in {name} 2/0/0")]);
            let twice = packed::pack(Compression::Gzip, &packed::pack(compression, b"two"));
            assert_eq!(told(&twice), ["f=two", &format!("f: page in gzip in {name} 1/0/0")]);
            let empty = packed::pack(compression, b"");
            assert_eq!(told(&empty), [format!("f: nothing in {name} 0/0/0 (the file is empty)")]);
        }
    }

    #[test]
    fn compression_around_compression_comes_to_an_end() {
        let mut bytes = b"deep".to_vec();
        for _ in 0..MOST_COMPRESSIONS {
            bytes = packed::pack(Compression::Gzip, &bytes);
        }
        assert_eq!(told(&bytes), ["f=deep", "f: page in gzip in gzip in gzip 1/0/0"]);
        let expected =
            "f: nothing in gzip in gzip in gzip in gzip 0/0/0 (is compressed more than 3 times over; not read)";
        assert_eq!(told(&packed::pack(Compression::Gzip, &bytes)), [expected]);
    }

    #[test]
    fn a_cut_page_is_shown_as_far_as_it_goes() {
        let page: String = (0..4000_u32).map(|line| format!("{} حزب\n", line.wrapping_mul(2_654_435_761))).collect();
        let mut bytes = packed::pack(Compression::Gzip, page.as_bytes());
        bytes.truncate(bytes.len() / 2);
        let told = told(&bytes);
        assert_eq!(told.len(), 2);
        assert!(told[0].starts_with("f=0 حزب\n"));
        assert_eq!(told[1], "f: page in gzip 1/0/0 (the gzip data is cut off; the rest is not read)");
    }

    #[test]
    fn members_of_archives_are_files_below_them() {
        let expected = ["f/a=one", "f/a: page 1/0/0", "f/d/b=x", "f/d/b=y", "f/d/b: JSON 2/0/0"];
        let json = b"[{\"text\":\"x\"},{\"text\":\"y\"}]";
        let zip = archive(&[("a", b"one"), ("d/", b""), ("d/b", json), ("__MACOSX/._a", b"junk"), (".git/c", b"z")]);
        let tar =
            [entry(b'0', b"./a", b"one"), entry(b'5', b"d/", b""), entry(b'0', b"d/b", json), entry(b'0', b".x", b"z")];
        let tar = tar.concat();
        assert_eq!(told(&zip), [&expected[..], &["f: ZIP archive 3/2/2"]].concat());
        assert_eq!(told(&tar), [&expected[..], &["f: tar archive 3/2/1"]].concat());
        for compression in packed::ALL {
            let tar = packed::pack(compression, &tar);
            let last = format!("f: tar archive in {} 3/2/1", compression.name());
            assert_eq!(told(&tar), [&expected[..], &[last.as_str()]].concat());
        }
        let zip = packed::pack(Compression::Gzip, &archive(&[("a", b"one")]));
        assert_eq!(told(&zip), ["f/a=one", "f/a: page 1/0/0", "f: ZIP archive in gzip 1/1/0"]);
    }

    #[test]
    fn one_archive_in_another_is_opened_and_no_more() {
        let inner = archive(&[("a", b"one")]);
        let tar = entry(b'0', b"inner.zip", &inner);
        let expected = [
            "f/inner.zip/a=one",
            "f/inner.zip/a: page 1/0/0",
            "f/inner.zip: ZIP archive 1/1/0",
            "f: tar archive 1/1/0",
        ];
        assert_eq!(told(&tar), expected);
        let zip = archive(&[("t", &tar)]);
        assert_eq!(
            told(&zip),
            [
                "f/t/inner.zip: ZIP archive 0/0/0 (is an archive within an archive within an archive; not opened)",
                "f/t: tar archive 0/1/0",
                "f: ZIP archive 0/1/0",
            ]
        );
    }

    #[test]
    fn what_is_wrong_with_one_member_leaves_the_others() {
        let zip = archive(&[
            ("gone", b""),
            ("picture", b"\x89PNG\r\n"),
            ("cut.gz", &packed::pack(Compression::Gzip, b"abc")[..9]),
            ("a", b"one"),
            ("a\u{202E}", b"two"),
        ]);
        assert_eq!(
            told(&zip),
            [
                "f/gone: nothing 0/0/0 (the file is empty)",
                "f/picture: nothing 0/0/0 (skipped: not text (a PNG image))",
                "f/cut.gz: nothing in gzip 0/0/0 (the gzip data is cut off; nothing of it could be read)",
                "f/a=one",
                "f/a: page 1/0/0",
                "f/a\u{FFFD}=two",
                "f/a\u{FFFD}: page 1/0/0",
                "f: ZIP archive 2/5/0",
            ]
        );
        let problem = "(the ZIP archive is cut off or damaged; nothing of it could be read)";
        assert_eq!(told(&zip[..20]), [format!("f: ZIP archive 0/0/0 {problem}")]);
        let directory = zip.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
        let cut = told(&zip[..directory + 9]);
        assert_eq!(cut[..7], told(&zip)[..7]);
        assert_eq!(
            cut[7],
            "f: ZIP archive 2/5/0 (the ZIP archive is cut off or damaged; its last members are missing)"
        );
        let tar = [entry(b'0', b"a", b"one"), entry(b'0', b"b", &[b'z'; 700])].concat();
        assert_eq!(
            told(&tar[..1600])[2..],
            [
                format!("f/b={}", "z".repeat(64)),
                "f/b: page 1/0/0 (is cut off in its archive; the rest is not read)".to_owned(),
                "f: tar archive 2/2/0 (the tar archive is cut off; its last members are missing)".to_owned(),
            ]
        );
    }

    #[test]
    fn damaged_archives_are_survived() {
        use super::warc::tests::{http, record};
        let page = "<html><p>متن</p></html>".as_bytes();
        let members: &[(&str, &[u8])] = &[("a", b"one"), ("d/b.gz", &packed::pack(Compression::Gzip, page))];
        let tar = [entry(b'0', b"a", b"one"), entry(b'x', b"p", b"9 path=b\n"), entry(b'0', b"b", page)].concat();
        let warc =
            record("response", "https://a.example/", &http("Transfer-Encoding: chunked\r\n", b"3\r\n<p>\r\n0\r\n"));
        let mhtml = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>x\n--b--\n";
        for file in [archive(members), tar, warc, mhtml.to_vec()] {
            for at in 0..file.len() {
                let mut broken = file.clone();
                broken[at] ^= 0x81;
                told(&broken);
                told(&file[..at]);
            }
        }
    }

    #[test]
    fn an_archive_of_bombs_is_left_in_time() {
        let allowance = Cell::new(10);
        let mut given = Vec::new();
        for source in [&b"1234567"[..], b"1234567", b"1234567"] {
            let mut member = Steady { allowance: Some(&allowance), ..Steady::new(source) };
            let read = io::copy(&mut member.by_ref().take(7), &mut io::sink()).unwrap();
            given.push((read, member.fault.is_some()));
        }
        assert_eq!(given, [(7, false), (7, false), (0, true)]);
    }

    #[test]
    fn pages_of_saved_traffic_go_by_their_addresses() {
        use super::warc::tests::{http, record};
        let file = [
            record("warcinfo", "", b"x"),
            record("response", "https://a.example/news/1", &http("", b"<html><p>one</p></html>")),
            record("response", "https://a.example/news/1", &http("", b"<html><p>again</p></html>")),
            record("response", "https://a.example/", &http("", b"\x89PNG")),
        ]
        .concat();
        let expected = [
            "f/a.example/news/1=one",
            "f/a.example/news/1: HTML 1/0/0",
            "f/a.example/news/1~2=again",
            "f/a.example/news/1~2: HTML 1/0/0",
            "f/a.example: nothing 0/0/0 (skipped: not text (a PNG image))",
        ];
        assert_eq!(told(&file), [&expected[..], &["f: WARC 2/3/1"]].concat());
        let each_packed: Vec<u8> =
            [&file[..200], &file[200..]].iter().flat_map(|part| packed::pack(Compression::Gzip, part)).collect();
        assert_eq!(told(&each_packed), [&expected[..], &["f: WARC in gzip 2/3/1"]].concat());
        let mut origins = Vec::new();
        read_bytes(&file, "f", &mut |met| {
            if let Met::Document(document) = met {
                origins.push((document.fields.url, document.captured.map(|day| day.to_string()), document.item));
            }
            ControlFlow::Break(())
        });
        assert_eq!(origins, [(Some("https://a.example/news/1".to_owned()), Some("2021-03-04".to_owned()), None)]);
    }

    #[test]
    fn office_documents_are_not_opened() {
        let told = told(&archive(&[("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<y/>")]));
        assert_eq!(told, ["f: nothing 0/0/0 (skipped: not text (an office document))"]);
    }

    #[test]
    fn a_page_in_a_page_without_end_is_one_page() {
        let page = [b"A:\nMIME-Version:1\nContent-Type:text/html\n\n".repeat(10_000), b"<p>x</p>".to_vec()].concat();
        let report = read_bytes(&page, "deep.mht", &mut |_| ControlFlow::Continue(()));
        assert_eq!(report.documents, 1);
    }

    #[test]
    fn a_single_member_is_read_alone() {
        let zip = archive(&[("a", b"one"), ("b", b"two"), ("in/c", b"three")]);
        let mut told = Vec::new();
        let mut each = |met| {
            told.push(match met {
                Met::Document(document) => format!("{}={}", document.path, document.text),
                Met::Member(report) => line(&report),
            });
            ControlFlow::Continue(())
        };
        let mut report = FileReport { path: "f".to_owned(), ..FileReport::default() };
        of_file(Cursor::new(&zip), &mut report, &mut Outlet::new(&mut each, Some("f/b"))).unwrap();
        assert_eq!(told, ["f/b=two", "f/b: page 1/0/0"]);
    }
}
