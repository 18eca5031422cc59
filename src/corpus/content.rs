//! What a stream of bytes holds: packed files are unpacked, archives walked, text read by its format.
//!
//! A container of records is streamed, anything else is for `page`. Every step looks at the first bytes only
//! and asks no name. Depth is bounded, so that no nest of archives or compressions takes hold of the stack,
//! and so is what all of a file may unpack to.

use super::FileReport;
use super::archive::{tar_members, warc_pages, zip_members};
use super::binary;
use super::format::{Format, warc};
use super::outlet::{Layer, Outlet};
use super::pack::member::MOST_MEMBERS;
use super::pack::{Compression, Unpacked, tar, zip};
use super::page;
use crate::model::Problem;
use std::io::{self, Cursor, Read, Seek, SeekFrom};

/// As much of a file as its kind is told from.
pub(super) const HEAD: u64 = 64 << 10;

/// Compressions around one file that are undone at most.
const MOST_COMPRESSIONS: usize = 3;

/// How deep an archive may lie: one in a folder, and one in that one.
const DEEPEST_ARCHIVE: usize = 2;

/// The longest ZIP archive, in bytes, that is read from within something else; it must be held whole.
const LONGEST_INNER_ZIP: u64 = 64 << 20;

/// All that a file holds unpacks to at most this many times its size, beyond what is harmless.
const BOMB_RATIO: u64 = 200;

/// Bytes that a file may unpack to whatever the ratio.
const HARMLESS: u64 = 256 << 20;

/// How much is wrapped around what is read.
#[derive(Clone, Copy, Default)]
pub(super) struct Depth {
    pub(super) compressions: usize,
    pub(super) archives: usize,
}

/// Reads a file.
///
/// # Errors
/// Whatever the source fails with.
pub(super) fn of_file(mut source: impl Read + Seek, report: &mut FileReport, out: &mut Outlet<'_>) -> io::Result<()> {
    let length = source.seek(SeekFrom::End(0))?;
    source.rewind()?;
    within(length.saturating_mul(BOMB_RATIO).max(HARMLESS), source, report, out)
}

/// Reads a file that may unpack to so many bytes.
fn within(budget: u64, mut source: impl Read + Seek, report: &mut FileReport, out: &mut Outlet<'_>) -> io::Result<()> {
    let layer = Layer::file(budget);
    let head = head_of(&mut source)?;
    if zip::begins(&head) && zip::document(&head).is_none() {
        if may_open(Format::Zip, Depth::default(), report) {
            zip_members(source, &layer, Depth::default(), report, out)?;
        }
    } else if head.is_empty() {
        report.problems.push(Problem::new("the file is empty"));
    } else {
        unpacked(head, &mut source, &layer, Depth::default(), report, out)?;
    }
    if layer.is_spent() {
        let place = layer.place(&report.path);
        let problem = format!("unpacks to more than {BOMB_RATIO} times its size; the rest is not read{place}");
        report.problems.push(Problem::new(problem));
    }
    if out.is_full {
        report.problems.push(Problem::new(format!("has more than {MOST_MEMBERS} members; the rest is not read")));
    }
    Ok(())
}

pub(super) fn head_of(source: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    source.take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}

/// Reads a stream of which `head` has been read already; `layer` is that stream.
///
/// # Errors
/// Whatever the source fails with.
pub(super) fn unpacked(
    head: Vec<u8>,
    source: &mut dyn Read,
    layer: &Layer<'_>,
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
        return decompressed(compression, Cursor::new(head).chain(source), layer, depth, report, out);
    }
    if warc::begins(&head) {
        report.format = Some(Format::Warc);
        return warc_pages(Cursor::new(head).chain(source), layer, depth, report, out);
    }
    if tar::begins(&head) {
        return match may_open(Format::Tar, depth, report) {
            true => tar_members(Cursor::new(head).chain(source), layer, depth, report, out),
            false => Ok(()),
        };
    }
    if zip::begins(&head) && zip::document(&head).is_none() {
        if !may_open(Format::Zip, depth, report) {
            return Ok(());
        }
        let mut bytes = head;
        source.take(LONGEST_INNER_ZIP + 1 - bytes.len() as u64).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > LONGEST_INNER_ZIP {
            let limit = LONGEST_INNER_ZIP >> 20;
            let problem =
                format!("is a ZIP archive over {limit} MB within another file; only its first {limit} MB are read");
            report.problems.push(Problem::new(problem));
        }
        return zip_members(Cursor::new(bytes), layer, depth, report, out);
    }
    match zip::document(&head).filter(|_| zip::begins(&head)).or_else(|| binary::kind(&head)) {
        Some(kind) => {
            report.problems.push(Problem::new(format!("skipped: not text ({kind})")));
            Ok(())
        }
        None => page::read(head, source, &|| layer.is_broken(), report, out),
    }
}

/// Reads what a compressed stream holds.
fn decompressed(
    compression: Compression,
    source: impl Read,
    around: &Layer<'_>,
    depth: Depth,
    report: &mut FileReport,
    out: &mut Outlet<'_>,
) -> io::Result<()> {
    let layer = around.inner();
    let mut inner = Watched { inner: Unpacked::new(compression, source), layer: &layer };
    let head = head_of(&mut inner)?;
    let depth = Depth { compressions: depth.compressions + 1, ..depth };
    let read = if head.is_empty() { Ok(()) } else { unpacked(head, &mut inner, &layer, depth, report, out) };
    match inner.inner.fault() {
        // What goes wrong around it is told there.
        _ if around.is_broken() => {}
        Some(fault) => report.problems.push(Problem::new(format!("{fault}{}", layer.place(&report.path)))),
        None if report.problems.is_empty() && report.format.is_none() && !out.is_ended() => {
            report.problems.push(Problem::new("the file is empty"));
        }
        None => {}
    }
    read
}

/// An unpacked stream whose layer is told where it ends too soon.
struct Watched<'a, 'b> {
    inner: Unpacked<'b>,
    layer: &'a Layer<'a>,
}

impl Read for Watched<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.layer.is_spent() {
            return Ok(0);
        }
        let count = self.inner.read(buffer)?;
        self.layer.spend(count);
        if self.inner.is_broken() {
            self.layer.end();
        }
        Ok(count)
    }
}

/// True if an archive at this depth is opened; else the report says so.
fn may_open(format: Format, depth: Depth, report: &mut FileReport) -> bool {
    report.format = Some(format);
    let opened = depth.archives < DEEPEST_ARCHIVE;
    if !opened {
        report.problems.push(Problem::new("is an archive within an archive within an archive; not opened"));
    }
    opened
}

#[cfg(test)]
mod tests {
    use super::super::outlet::Only;
    use super::super::pack::packed_by_tests as packed;
    use super::super::{Met, read_bytes};
    use super::tar::tests::entry;
    use super::zip::tests::{Raw, archive, raw_archive};
    use super::*;
    use std::ops::ControlFlow;

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
            "f: ZIP archive 2/5/0 (the directory of the ZIP archive is damaged; its members were read one after another)"
        );
        let cut = told(&zip[..directory - 3]);
        assert_eq!(
            cut[5..],
            [
                "f/a\u{FFFD}=t",
                "f/a\u{FFFD}: page 1/0/0",
                "f: ZIP archive 2/5/0 (the ZIP archive is cut off or damaged; the rest is not read (from a\u{FFFD} on))",
            ]
        );
        let tar = [entry(b'0', b"a", b"one"), entry(b'0', b"b", &[b'z'; 700])].concat();
        assert_eq!(
            told(&tar[..1600])[2..],
            [
                format!("f/b={}", "z".repeat(64)),
                "f/b: page 1/0/0".to_owned(),
                "f: tar archive 2/2/0 (the tar archive is cut off; the rest is not read (from b on))".to_owned(),
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
    fn members_of_one_name_are_all_read() {
        let raw = |name, content| Raw { method: 0, flags: 0, name, packed: content, content };
        let zip = raw_archive(&[raw(b"dup.txt", b"one"), raw(b"dup.txt", b"two"), raw(b"dup.txt~2", b"three")]);
        let expected = [
            "f/dup.txt=one",
            "f/dup.txt: page 1/0/0",
            "f/dup.txt~2=two",
            "f/dup.txt~2: page 1/0/0",
            "f/dup.txt~2~2=three",
            "f/dup.txt~2~2: page 1/0/0",
            "f: ZIP archive 3/3/0",
        ];
        assert_eq!(told(&zip), expected);
        // A folder named as an archive beside it.
        let inner = archive(&[("p.txt", b"in")]);
        let zip = archive(&[("z.zip", &inner), ("z.zip/p.txt", b"out")]);
        let told = told(&zip);
        assert_eq!((told[0].as_str(), told[3].as_str()), ("f/z.zip/p.txt=in", "f/z.zip/p.txt~2=out"));
    }

    #[test]
    fn a_cut_is_told_once() {
        let lines: String =
            (0..3000_u32).map(|line| format!("{{\"text\":\"{} حزب\"}}\n", line.wrapping_mul(2_654_435_761))).collect();
        let array = format!("[{}]", lines.trim_end().replace('\n', ","));
        let page = packed::text(4000);
        let rows: String =
            (0..4000_u32).map(|row| format!("{};دو سه {row}\n", row.wrapping_mul(2_654_435_761))).collect();
        let table = format!("title;text\n{rows}");
        let export = format!(
            "{{\"name\":\"n\",\"type\":\"public_channel\",\"id\":1,\"messages\":[{}]}}",
            (0..3000)
                .map(|id| format!(
                    "{{\"id\":{id},\"type\":\"message\",\"date\":\"2021-01-02T03:04:05\",\"text\":\"حزب {id}\"}}"
                ))
                .collect::<Vec<_>>()
                .join(",")
        );
        for content in [lines.as_bytes(), array.as_bytes(), &page, table.as_bytes(), export.as_bytes()] {
            let tar = [entry(b'0', b"a", b"one"), entry(b'0', b"b", content), entry(b'0', b"c", b"two")].concat();
            for compression in [Compression::Gzip, Compression::Xz] {
                let name = compression.name();
                for (file, place) in [(content, ""), (&tar, " (from b on)")] {
                    let whole = packed::pack(compression, file);
                    for part in [3, 5, 7] {
                        let told: Vec<String> = told(&whole[..whole.len() * part / 9]);
                        let problems: Vec<&str> = told
                            .iter()
                            .filter(|line| line.starts_with("f/b: ") || line.starts_with("f: "))
                            .filter_map(|line| line.find(" (").and_then(|at| line.get(at + 1..)))
                            .collect();
                        assert_eq!(problems, [format!("(the {name} data is cut off; the rest is not read{place})")]);
                        assert!(told.iter().any(|line| line.starts_with("f=") || line.starts_with("f/b=")));
                        assert!(!told.iter().any(|line| line.contains('\u{FFFD}')));
                    }
                }
            }
        }
    }

    #[test]
    fn compressed_members_that_are_cut_tell_it_themselves() {
        for compression in packed::ALL {
            let name = compression.name();
            let content = packed::pack(compression, &packed::text(20_000));
            let cut = &content[..content.len() - 9];
            for archive in
                [archive(&[("b", cut), ("c", b"two")]), [entry(b'0', b"b", cut), entry(b'0', b"c", b"two")].concat()]
            {
                let told = told(&archive);
                assert!(told[0].starts_with("f/b=0 حزب "), "{name}");
                let expected = format!("f/b: page in {name} 1/0/0 (the {name} data is cut off; the rest is not read)");
                assert_eq!(told[1..4], [expected.as_str(), "f/c=two", "f/c: page 1/0/0"]);
                assert!(told[4].ends_with(" archive 2/2/0"), "{}", told[4]);
            }
        }
    }

    #[test]
    fn settings_and_links_in_an_archive_are_told() {
        let zip = archive(&[("parties.toml", b"x = 1"), ("d/reader.toml", b"y"), ("a", b"one")]);
        let note = "(settings within an archive are not read: parties.toml, d/reader.toml)";
        assert_eq!(told(&zip), ["f/a=one", "f/a: page 1/0/0", &format!("f: ZIP archive 1/1/2 {note}")]);
        let tar = [entry(b'1', b"x", b""), entry(b'2', b"y", b""), entry(b'3', b"z", b""), entry(b'0', b"a", b"one")];
        let note = "(links and devices in the archive are not followed: 3)";
        assert_eq!(told(&tar.concat()), ["f/a=one", "f/a: page 1/0/0", &format!("f: tar archive 1/1/3 {note}")]);
    }

    #[test]
    fn an_archive_of_bombs_is_left_in_time() {
        let bomb = vec![b' '; 1 << 20];
        let members: Vec<(String, &[u8])> = (0..20).map(|place| (format!("{place}"), &bomb[..])).collect();
        let members: Vec<(&str, &[u8])> = members.iter().map(|(name, content)| (name.as_str(), *content)).collect();
        let inner = archive(&members);
        let gz = packed::pack(Compression::Gzip, &bomb);
        let tar: Vec<u8> = (0..20).flat_map(|place| entry(b'0', format!("{place}").as_bytes(), &gz)).collect();
        for (file, place) in [
            (inner.clone(), "4"),
            (archive(&[("x", &inner), ("y", &inner)]), "x/4"),
            (entry(b'0', b"x", &inner), "x/4"),
            (tar, "4"),
        ] {
            let mut lines = Vec::new();
            let mut each = |met| {
                if let Met::Member(report) = met {
                    lines.push(line(&report));
                }
                ControlFlow::Continue(())
            };
            let mut report = FileReport { path: "f".to_owned(), ..FileReport::default() };
            within(9 << 19, Cursor::new(&file), &mut report, &mut Outlet::new(&mut each, None)).unwrap();
            let problems: Vec<_> = report.problems.iter().map(|problem| problem.0.as_str()).collect();
            assert_eq!(
                problems,
                [format!("unpacks to more than 200 times its size; the rest is not read (from {place} on)")]
            );
            assert!(lines.len() < 7, "{lines:?}");
        }
    }

    #[test]
    fn nothing_is_lost_silently_in_a_damaged_archive() {
        let members: Vec<(String, Vec<u8>)> =
            (0..6).map(|place| (format!("{place}.txt"), format!("متن {place} ").repeat(20).into_bytes())).collect();
        let members: Vec<(&str, &[u8])> = members.iter().map(|(name, text)| (name.as_str(), &text[..])).collect();
        let zip = archive(&members);
        let mut tar: Vec<u8> = members.iter().flat_map(|(name, text)| entry(b'0', name.as_bytes(), text)).collect();
        tar.extend_from_slice(&[0; 1024]);
        let files = [zip.clone(), tar.clone()].into_iter().chain(packed::ALL.map(|one| packed::pack(one, &tar)));
        let mut random = 0x2545_F491_4F6C_DD1D_u64;
        let mut next = |below: usize| {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            (random % below as u64) as usize
        };
        for file in files {
            let documents =
                |lines: &[String]| lines.iter().filter(|line| line.contains('=') && !line.contains(": ")).count();
            assert_eq!(documents(&told(&file)), 6);
            for round in 0..600 {
                let mut broken = file.clone();
                match round % 3 {
                    0 => broken.truncate(next(file.len())),
                    1 => broken[next(file.len())] ^= 1 << next(8),
                    _ => {
                        for _ in 0..8 {
                            broken[next(file.len())] = next(256) as u8;
                        }
                    }
                }
                let told = told(&broken);
                let is_told = told.iter().any(|line| line.contains(" ("))
                    || told.last().is_some_and(|last| !last.ends_with("/0"))
                    || told.last().is_some_and(|last| last.contains(": page"));
                // A name may have become that of a folder: its bytes are content, which tar does not guard.
                assert!(documents(&told) >= 6 || is_told || round % 3 == 2, "{told:?}");
            }
        }
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
        of_file(Cursor::new(&zip), &mut report, &mut Outlet::new(&mut each, Some(&Only::from(["f/b"])))).unwrap();
        assert_eq!(told, ["f/b=two", "f/b: page 1/0/0"]);
    }
}
