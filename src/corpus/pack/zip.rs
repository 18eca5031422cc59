//! The members of a ZIP archive, by its directory at the end.
//!
//! Stored and deflated members are read; encrypted ones and other methods are told. Office documents
//! and e-books are ZIP archives too and are not opened: they hold no pages.

use std::io::{self, Read, Seek};
use zip::ZipArchive;
use zip::result::ZipError;

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

/// One place in the directory of an archive.
pub(in crate::corpus) enum Member<'a> {
    File {
        name: Vec<u8>,
        content: Box<dyn Read + 'a>,
    },
    /// A folder or link.
    NoFile,
    /// One that cannot be read: why.
    Closed {
        name: Vec<u8>,
        why: &'static str,
    },
}

/// An archive whose directory has been read.
pub(in crate::corpus) struct Members<R> {
    archive: ZipArchive<R>,
}

impl<R: Read + Seek> Members<R> {
    /// Reads the directory.
    ///
    /// # Errors
    /// The words for an archive that cannot be read, or what the source failed with.
    pub(in crate::corpus) fn new(source: R) -> Result<Self, io::Error> {
        match ZipArchive::new(source) {
            Ok(archive) => Ok(Self { archive }),
            Err(ZipError::Io(error)) if error.kind() != io::ErrorKind::UnexpectedEof => Err(error),
            Err(_) => Err(io::ErrorKind::InvalidData.into()),
        }
    }

    pub(in crate::corpus) fn len(&self) -> usize {
        self.archive.len()
    }

    /// The member at a place of the directory.
    pub(in crate::corpus) fn get(&mut self, index: usize) -> Member<'_> {
        let (name, encrypted, is_file) = match self.archive.by_index_data(index) {
            Ok(entry) => (entry.name_raw().to_vec(), entry.encrypted(), entry.is_file()),
            Err(_) => return Member::Closed { name: Vec::new(), why: "its place in the archive is damaged" },
        };
        if !is_file {
            return Member::NoFile;
        }
        if encrypted {
            return Member::Closed { name, why: "is encrypted; not read" };
        }
        match self.archive.by_index(index) {
            Ok(content) => Member::File { name, content: Box::new(content) },
            Err(ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_)) => {
                Member::Closed { name, why: "is compressed in a way that is not supported; not read" }
            }
            Err(_) => Member::Closed { name, why: "its place in the archive is damaged" },
        }
    }
}

/// The next member of an archive that has lost its directory; none where no member begins.
pub(in crate::corpus) fn next<R: Read>(source: &mut R) -> Option<Member<'_>> {
    let file = zip::read::read_zipfile_from_stream(source).ok()??;
    if !file.is_file() {
        return Some(Member::NoFile);
    }
    Some(Member::File { name: file.name_raw().to_vec(), content: Box::new(file) })
}

#[cfg(test)]
pub(in crate::corpus) mod tests {
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

    fn told(archive: &[u8]) -> Vec<String> {
        let mut members = Members::new(Cursor::new(archive)).unwrap();
        (0..members.len())
            .map(|index| match members.get(index) {
                Member::File { name, mut content } => {
                    let mut text = String::new();
                    let read = content.read_to_string(&mut text);
                    format!("{}={text}{}", String::from_utf8_lossy(&name), if read.is_ok() { "" } else { "…" })
                }
                Member::NoFile => "-".to_owned(),
                Member::Closed { name, why } => format!("{}: {why}", String::from_utf8_lossy(&name)),
            })
            .collect()
    }

    #[test]
    fn members_come_with_name_and_content() {
        let long = "متن ".repeat(1000);
        let archive = archive(&[("folder/", b""), ("folder/a", b"one"), ("بیانیه", long.as_bytes())]);
        assert!(begins(&archive));
        assert_eq!(told(&archive), ["-", "folder/a=one", &format!("بیانیه={long}")]);
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
            assert!(Members::new(Cursor::new(&archive[..end])).is_err());
        }
    }
}
