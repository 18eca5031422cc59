//! The members of a ZIP archive, by its directory at the end or, where that is lost, one after another.
//!
//! Members are given in the order of the directory, each as often as it stands there. Encrypted ones are
//! told, and those that are compressed in a way that is not read (`method`); so is a member that takes up the
//! place of another one, as in archives that are made to unpack without end. Office documents and e-books are
//! ZIP archives too and are not opened: they hold no pages.

use super::method;
use super::zip_directory::{self as directory, Directory, HEADER, Kind, Place};
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

/// True if the bytes begin as an archive does.
pub(in crate::corpus) fn begins(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") || head.starts_with(b"PK\x07\x08PK\x03\x04")
}

/// What the archive is for, if its first member says that it is a document of another program.
pub(in crate::corpus) fn document(head: &[u8]) -> Option<&'static str> {
    let length = head.get(26..28)?.try_into().map(u16::from_le_bytes).ok()?;
    let name = head.get(30..30 + usize::from(length))?;
    let after = head.get(30 + usize::from(length)..).unwrap_or_default();
    let after = after.get(..after.len().min(80)).unwrap_or_default();
    let is_type = |what: &[u8]| name == b"mimetype" && after.windows(what.len()).any(|window| window == what);
    match name {
        b"[Content_Types].xml" | b"_rels/.rels" | b"docProps/app.xml" => Some("an office document"),
        _ if is_type(b"opendocument") => Some("an office document"),
        _ if is_type(b"epub") => Some("an e-book"),
        b"META-INF/MANIFEST.MF" | b"META-INF/" | b"AndroidManifest.xml" => Some("a program"),
        _ => None,
    }
}

/// One place in an archive.
pub(in crate::corpus) enum Member<'a> {
    File {
        name: Vec<u8>,
        content: Box<dyn Read + 'a>,
    },
    Folder,
    Link,
    /// One that cannot be read: why.
    Closed {
        name: Vec<u8>,
        why: String,
    },
}

const DAMAGED: &str = "its place in the archive is damaged; not read";

/// An archive whose directory has been found.
pub(in crate::corpus) struct Members<R> {
    source: R,
    directory: Directory,
    /// Where members that were given begin and end.
    taken: BTreeMap<u64, u64>,
}

impl<R: Read + Seek> Members<R> {
    /// Finds the directory; the source is given back if there is none.
    ///
    /// # Errors
    /// Whatever the source fails with.
    pub(in crate::corpus) fn new(mut source: R) -> io::Result<Result<Self, R>> {
        Ok(match Directory::find(&mut source)? {
            Some(directory) => Ok(Self { source, directory, taken: BTreeMap::new() }),
            None => Err(source),
        })
    }

    /// Bytes before the archive, which are none of it.
    pub(in crate::corpus) fn before(&self) -> u64 {
        self.directory.shift()
    }

    /// How many members the directory says to have more than it had, once it has come to its end.
    pub(in crate::corpus) fn missing(&self) -> u64 {
        self.directory.missing()
    }

    /// The next member; none at the end of the directory.
    ///
    /// # Errors
    /// Whatever the source fails with.
    pub(in crate::corpus) fn next(&mut self) -> io::Result<Option<Member<'_>>> {
        let Some(place) = self.directory.next(&mut self.source)? else { return Ok(None) };
        if let Some(other) = no_file(&place) {
            return Ok(Some(other));
        }
        let name = place.name;
        if place.elsewhere {
            return Ok(Some(Member::Closed { name, why: "lies in another part of the archive; not read".to_owned() }));
        }
        let header = directory::piece(&mut self.source, place.offset, HEADER as u64)?;
        let (Some((names, extras)), Some(packed)) = (directory::after_header(&header), place.packed) else {
            return Ok(Some(Member::Closed { name, why: DAMAGED.to_owned() }));
        };
        let begin = place.offset + (HEADER + names + extras) as u64;
        let end = begin.saturating_add(packed);
        if !self.take(place.offset, end) {
            let why = "takes up the place of another member; not read".to_owned();
            return Ok(Some(Member::Closed { name, why }));
        }
        self.source.seek(SeekFrom::Start(begin))?;
        let room = usize::try_from(packed).unwrap_or(usize::MAX).clamp(16, 16 << 10);
        let source = BufReader::with_capacity(room, (&mut self.source).take(packed));
        Ok(Some(Member::File { name, content: method::content(source, place.told) }))
    }

    /// Takes the bytes from `begin` to `end`; false if some are taken.
    fn take(&mut self, begin: u64, end: u64) -> bool {
        let before = self.taken.range(..=begin).next_back().is_none_or(|(_, other)| *other <= begin);
        let after = self.taken.range(begin..).next().is_none_or(|(other, _)| *other >= end);
        let is_free = before && after;
        if is_free {
            self.taken.insert(begin, end);
        }
        is_free
    }
}

/// The member at a place that holds nothing to be read.
fn no_file(place: &Place) -> Option<Member<'static>> {
    let closed = |why: String| Some(Member::Closed { name: place.name.clone(), why });
    match place.kind {
        Kind::Folder => Some(Member::Folder),
        Kind::Link => Some(Member::Link),
        Kind::File if place.encrypted => closed("is encrypted; not read".to_owned()),
        Kind::File => method::closed(place.told.method).and_then(closed),
    }
}

/// The members of an archive that has lost its directory.
pub(in crate::corpus) struct Sequence<R> {
    source: BufReader<R>,
    /// Bytes of the last member that are still to come.
    left: u64,
    /// True once the directory, or what is left of it, was met.
    ended: bool,
}

impl<R: Read> Sequence<R> {
    pub(in crate::corpus) fn new(source: R) -> Self {
        Self { source: BufReader::with_capacity(64 << 10, source), left: 0, ended: false }
    }

    /// True if no member is missing.
    pub(in crate::corpus) fn is_whole(&self) -> bool {
        self.ended
    }

    /// The next member; none where no further one begins.
    ///
    /// # Errors
    /// Whatever the source fails with.
    pub(in crate::corpus) fn next(&mut self) -> io::Result<Option<Member<'_>>> {
        io::copy(&mut self.source.by_ref().take(std::mem::take(&mut self.left)), &mut io::sink())?;
        if !self.seek()? {
            return Ok(None);
        }
        let mut head = [0; HEADER];
        head[..4].copy_from_slice(b"PK\x03\x04");
        if !filled(&mut self.source, &mut head[4..])? {
            return Ok(None);
        }
        let Some((name, extra)) = directory::after_header(&head) else { return Ok(None) };
        let (mut name, mut extra) = (vec![0; name], vec![0; extra]);
        if !filled(&mut self.source, &mut name)? || !filled(&mut self.source, &mut extra)? {
            return Ok(None);
        }
        let place = directory::of_header(&head, &name, &extra);
        if let Some(other) = no_file(&place) {
            self.left = place.packed.unwrap_or(0);
            return Ok(Some(other));
        }
        let name = place.name;
        Ok(Some(match (place.packed, place.told.method) {
            (Some(packed), _) => {
                self.left = packed;
                let source = Left { source: &mut self.source, left: &mut self.left };
                Member::File { name, content: method::content(source, place.told) }
            }
            // Deflated data says itself where it ends.
            (None, 8) => Member::File { name, content: method::content(&mut self.source, place.told) },
            _ => Member::Closed { name, why: "its length stood in the part that is missing; not read".to_owned() },
        }))
    }

    /// Goes to the next member's header; false where there is none.
    fn seek(&mut self) -> io::Result<bool> {
        let mut last = [0; 4];
        loop {
            let buffer = self.source.fill_buf()?;
            if buffer.is_empty() || self.ended {
                return Ok(false);
            }
            let mut passed = 0;
            for byte in buffer {
                last = [last[1], last[2], last[3], *byte];
                passed += 1;
                if matches!(&last, b"PK\x03\x04" | b"PK\x01\x02" | b"PK\x05\x06") {
                    break;
                }
            }
            self.source.consume(passed);
            match &last {
                b"PK\x03\x04" => return Ok(true),
                b"PK\x01\x02" | b"PK\x05\x06" => self.ended = true,
                _ => {}
            }
        }
    }
}

/// Fills the bytes from a source; false at its end.
fn filled(source: &mut impl Read, bytes: &mut [u8]) -> io::Result<bool> {
    match source.read_exact(bytes) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

/// So many bytes of a source, counted down where the owner sees it.
struct Left<'a, R> {
    source: &'a mut R,
    left: &'a mut u64,
}

impl<R: BufRead> Read for Left<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Left<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if *self.left == 0 {
            return Ok(&[]);
        }
        let buffer = self.source.fill_buf()?;
        let most = usize::try_from(*self.left).unwrap_or(usize::MAX);
        Ok(buffer.get(..buffer.len().min(most)).unwrap_or(buffer))
    }

    fn consume(&mut self, count: usize) {
        self.source.consume(count);
        *self.left = self.left.saturating_sub(count as u64);
    }
}

#[cfg(test)]
pub(in crate::corpus) mod tests {
    use super::super::Compression;
    use super::super::packed_by_tests::pack;
    use super::*;
    use std::io::{Cursor, Write};
    use zip::write::{SimpleFileOptions, ZipWriter};

    pub(in crate::corpus) fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in members {
            if name.ends_with('/') {
                writer.add_directory(*name, SimpleFileOptions::default()).unwrap();
            } else {
                writer.start_file(*name, SimpleFileOptions::default()).unwrap();
                writer.write_all(content).unwrap();
            }
        }
        writer.finish().unwrap().into_inner()
    }

    /// A member that the writer of the library cannot make: its method, flags and name beside the content.
    pub(in crate::corpus) struct Raw<'a> {
        pub(in crate::corpus) method: u16,
        pub(in crate::corpus) flags: u16,
        pub(in crate::corpus) name: &'a [u8],
        pub(in crate::corpus) packed: &'a [u8],
        pub(in crate::corpus) content: &'a [u8],
    }

    /// An archive byte by byte, whatever the names of its members.
    pub(in crate::corpus) fn raw_archive(members: &[Raw<'_>]) -> Vec<u8> {
        let (mut archive, mut directory) = (Vec::new(), Vec::new());
        for member in members {
            let mut sum = flate2::Crc::new();
            sum.update(member.content);
            let mut head = 20_u16.to_le_bytes().to_vec();
            head.extend([member.flags, member.method, 0, 0].map(u16::to_le_bytes).as_flattened());
            let sizes = [sum.sum(), member.packed.len() as u32, member.content.len() as u32];
            head.extend(sizes.map(u32::to_le_bytes).as_flattened());
            head.extend([member.name.len() as u16, 0].map(u16::to_le_bytes).as_flattened());
            directory.extend_from_slice(b"PK\x01\x02\x14\0");
            directory.extend_from_slice(&head);
            directory.extend_from_slice(&[0; 10]);
            directory.extend_from_slice(&(archive.len() as u32).to_le_bytes());
            directory.extend_from_slice(member.name);
            archive.extend_from_slice(&[b"PK\x03\x04", &head[..], member.name, member.packed].concat());
        }
        let (count, start) = (members.len() as u16, archive.len() as u32);
        archive.extend_from_slice(&directory);
        archive.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        archive.extend([count, count].map(u16::to_le_bytes).as_flattened());
        archive.extend([directory.len() as u32, start].map(u32::to_le_bytes).as_flattened());
        archive.extend_from_slice(&[0; 2]);
        archive
    }

    fn tell(member: Member<'_>) -> String {
        match member {
            Member::File { name, mut content } => {
                let mut text = Vec::new();
                let read = content.read_to_end(&mut text);
                let cut = if read.is_ok() { "" } else { "…" };
                format!("{}={}{cut}", String::from_utf8_lossy(&name), String::from_utf8_lossy(&text))
            }
            Member::Folder => "-".to_owned(),
            Member::Link => "→".to_owned(),
            Member::Closed { name, why } => format!("{}: {why}", String::from_utf8_lossy(&name)),
        }
    }

    fn told(archive: &[u8]) -> Vec<String> {
        let mut members = Members::new(Cursor::new(archive)).unwrap().ok().unwrap();
        let mut told = Vec::new();
        while let Some(member) = members.next().unwrap() {
            told.push(tell(member));
        }
        assert_eq!((members.before(), members.missing()), (0, 0));
        told
    }

    fn told_in_sequence(archive: &[u8]) -> (Vec<String>, bool) {
        let mut members = Sequence::new(archive);
        let mut told = Vec::new();
        while let Some(member) = members.next().unwrap() {
            told.push(tell(member));
        }
        (told, members.is_whole())
    }

    #[test]
    fn members_come_with_name_and_content() {
        let long = "متن ".repeat(1000);
        let archive = archive(&[("folder/", b""), ("folder/a", b"one"), ("بیانیه", long.as_bytes())]);
        assert!(begins(&archive));
        assert_eq!(told(&archive), ["-", "folder/a=one", &format!("بیانیه={long}")]);
        let (in_sequence, whole) = told_in_sequence(&archive);
        assert_eq!((in_sequence, whole), (told(&archive), true));
    }

    #[test]
    fn members_of_one_name_are_all_given() {
        let raw = |content| Raw { method: 0, flags: 0, name: b"dup", packed: content, content };
        let archive = raw_archive(&[raw(b"one"), raw(b"two"), raw(b"three")]);
        assert_eq!(told(&archive), ["dup=one", "dup=two", "dup=three"]);
        assert_eq!(told_in_sequence(&archive).0, ["dup=one", "dup=two", "dup=three"]);
    }

    #[test]
    fn every_method_is_read_or_named() {
        let content = "متن ".repeat(300).into_bytes();
        let mut deflate = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        deflate.write_all(&content).unwrap();
        let options = lzma_rust2::LzmaOptions::with_preset(6);
        let mut lzma = lzma_rust2::LzmaWriter::new_no_header(Vec::new(), &options, true).unwrap();
        lzma.write_all(&content).unwrap();
        let dictionary = options.dict_size.to_le_bytes();
        let lzma = [&[9, 20, 5, 0, options.get_props()], &dictionary[..], &lzma.finish().unwrap()].concat();
        let text = String::from_utf8(content.clone()).unwrap();
        for (method, flags, packed) in [
            (0, 0, content.clone()),
            (8, 0, deflate.finish().unwrap()),
            (12, 0, pack(Compression::Bzip2, &content)),
            (14, 2, lzma),
            (93, 0, pack(Compression::Zstd, &content)),
            (95, 0, pack(Compression::Xz, &content)),
        ] {
            let archive = raw_archive(&[
                Raw { method, flags, name: b"a", packed: &packed, content: &content },
                Raw { method: 0, flags: 0, name: b"b", packed: b"two", content: b"two" },
                Raw { method, flags, name: b"c", packed: &packed, content: b"other" },
            ]);
            let expected = [format!("a={text}"), "b=two".to_owned(), format!("c={text}…")];
            assert_eq!(told(&archive), expected, "{method}");
            assert_eq!(told_in_sequence(&archive), (expected.to_vec(), true), "{method}");
            let half = &packed[..packed.len() / 2];
            let archive = raw_archive(&[Raw { method, flags, name: b"a", packed: half, content: &content }]);
            assert!(told(&archive)[0].ends_with('…'), "{method}");
        }
        for (method, name) in [(9, "Deflate64"), (98, "PPMd"), (6, "Implode")] {
            let archive = raw_archive(&[Raw { method, flags: 0, name: b"a", packed: b"?", content: b"one" }]);
            let expected = [format!("a: is compressed with {name}, which is not supported; not read")];
            assert_eq!(told(&archive), expected);
            assert_eq!(told_in_sequence(&archive).0, expected);
        }
        let archive = raw_archive(&[Raw { method: 99, flags: 0, name: b"a", packed: b"?", content: b"one" }]);
        assert_eq!(told(&archive), ["a: is encrypted; not read"]);
        let archive = raw_archive(&[Raw { method: 77, flags: 0, name: b"a", packed: b"?", content: b"one" }]);
        assert_eq!(told(&archive), ["a: is compressed in a way that is not supported (method 77); not read"]);
    }

    #[test]
    fn members_that_share_their_bytes_are_read_once() {
        let mut archive = archive(&[("a", b"one"), ("b", b"two")]);
        let second = archive.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
        archive[second + 42..second + 46].fill(0);
        assert_eq!(told(&archive), ["a=one", "b: takes up the place of another member; not read"]);
    }

    #[test]
    fn large_archives_keep_their_numbers_elsewhere() {
        // What a small archive says, in the fields of a large one: the second member and the record at the end.
        let extra = |numbers: &[u64]| {
            let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
            [&1_u16.to_le_bytes(), &(bytes.len() as u16).to_le_bytes(), &bytes[..]].concat()
        };
        let archive = raw_archive(&[
            Raw { method: 0, flags: 0, name: b"a", packed: b"one", content: b"one" },
            Raw { method: 0, flags: 0, name: b"b", packed: b"four", content: b"four" },
        ]);
        let second = archive.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
        let end = archive.windows(4).rposition(|window| window == b"PK\x05\x06").unwrap();
        let first = archive.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
        let mut place = archive[second..end].to_vec();
        place[20..28].fill(0xFF);
        place[42..46].fill(0xFF);
        let extra = extra(&[4, 4, (HEADER + 1 + 3) as u64]);
        place[30] = extra.len() as u8;
        let mut large = [&archive[..second], &place, &extra].concat();
        let (size, large_end) = ((large.len() - first) as u64, large.len() as u64);
        large.extend_from_slice(&[b"PK\x06\x06", &44_u64.to_le_bytes()[..], &[45, 0, 45, 0], &[0; 8]].concat());
        large.extend([2, 2, size, first as u64].map(u64::to_le_bytes).as_flattened());
        large.extend_from_slice(&[b"PK\x06\x07", &[0; 4][..], &large_end.to_le_bytes(), &[1, 0, 0, 0]].concat());
        large.extend_from_slice(&[b"PK\x05\x06", &[0; 4][..], &[0xFF; 12], &[0; 2]].concat());
        assert_eq!(told(&large), ["a=one", "b=four"]);
    }

    #[test]
    fn what_stands_before_and_what_is_missing_is_told() {
        let archive = archive(&[("a", b"one"), ("b", b"two")]);
        let behind = [b"something else", &archive[..]].concat();
        let mut members = Members::new(Cursor::new(&behind)).unwrap().ok().unwrap();
        assert_eq!(members.before(), 14);
        assert_eq!(members.next().unwrap().map(tell), Some("a=one".to_owned()));
        let mut broken = archive.clone();
        let second = archive.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
        broken[second] = b'?';
        let mut members = Members::new(Cursor::new(&broken)).unwrap().ok().unwrap();
        assert!(members.next().unwrap().is_some());
        assert!(members.next().unwrap().is_none());
        assert_eq!(members.missing(), 1);
    }

    #[test]
    fn members_without_their_length_are_found_one_after_another() {
        // As writers to a pipe make them: sizes stand after the content.
        let mut writer = ZipWriter::new_stream(Vec::new());
        for (name, content) in [("a", "one ".repeat(200)), ("b", "two ".repeat(200))] {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        let archive = writer.finish().unwrap().into_inner();
        let expected = [format!("a={}", "one ".repeat(200)), format!("b={}", "two ".repeat(200))];
        assert_eq!(told(&archive), expected);
        assert_eq!(told_in_sequence(&archive), (expected.to_vec(), true));
    }

    #[test]
    fn an_encrypted_member_is_told() {
        let mut archive = archive(&[("a", b"one"), ("b", b"two")]);
        // The first bit of the flags, in the member's header and in the directory.
        let directory = archive.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
        archive[6] |= 1;
        archive[directory + 8] |= 1;
        assert_eq!(told(&archive), ["a: is encrypted; not read", "b=two"]);
    }

    #[test]
    fn documents_of_other_programs_are_known() {
        assert_eq!(document(&archive(&[("[Content_Types].xml", b"<x/>")])), Some("an office document"));
        let mime = b"application/vnd.oasis.opendocument.text";
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file("mimetype", stored).unwrap();
        writer.write_all(mime).unwrap();
        assert_eq!(document(&writer.finish().unwrap().into_inner()), Some("an office document"));
        assert_eq!(document(&archive(&[("page.txt", b"a")])), None);
    }

    #[test]
    fn a_cut_archive_is_no_archive() {
        let archive = archive(&[("a", &[b'x'; 4000]), ("b", b"two")]);
        for end in [4, 40, archive.len() - 30] {
            assert!(Members::new(Cursor::new(&archive[..end])).unwrap().is_err());
        }
    }
}
