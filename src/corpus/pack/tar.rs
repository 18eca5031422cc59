//! The members of a tar archive, one after another in a stream.
//!
//! POSIX ustar with its prefixes, pax paths, GNU long names and numbers in base 256, and archives from
//! before ustar, told by their checksum. Long names are read up to a bound and sparse files are told and
//! not read: nothing in an archive can ask for memory. Archives that were put one behind another are read on.

use std::io::{self, Read};

const BLOCK: usize = 512;

/// Bytes that are read of a long name or of pax records.
const LONGEST_EXTRA: u64 = 64 << 10;

/// Zero bytes that are looked through for another archive behind the end of one.
const LONGEST_GAP: u64 = 1 << 20;

/// True if the bytes begin with a header whose checksum is right.
pub(in crate::corpus) fn begins(head: &[u8]) -> bool {
    head.first_chunk::<BLOCK>().is_some_and(|block| Header(*block).is_sound())
}

/// A member: its name and how much of the stream after it is its content.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::corpus) struct Member {
    pub(in crate::corpus) name: Vec<u8>,
    pub(in crate::corpus) size: u64,
}

/// What stands next in the stream.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::corpus) enum Next {
    Member(Member),
    /// A folder, or a label of the archive.
    Folder,
    /// A link to another file.
    Link,
    /// A device or a pipe.
    Device,
    /// A file that is not read: why.
    Closed {
        name: Vec<u8>,
        why: &'static str,
    },
    /// The archive ends here as it should.
    End,
    /// The archive ends here, and something else follows.
    Rest,
    /// The stream ends in the middle.
    Cut,
    /// What stands here is no header.
    Damaged,
}

/// The members of the archive in `source`.
pub(in crate::corpus) struct Members<R> {
    source: R,
    /// Content and padding of the last member that are still to come.
    left: u64,
    /// Content of the last member that is still to come.
    content: u64,
    /// True once the end of an archive was met.
    ended: bool,
}

impl<R: Read> Members<R> {
    pub(in crate::corpus) fn new(source: R) -> Self {
        Self { source, left: 0, content: 0, ended: false }
    }

    /// Goes on to the next header, over what was not read of the last member.
    ///
    /// # Errors
    /// Whatever the source fails with.
    pub(in crate::corpus) fn next(&mut self) -> io::Result<Next> {
        let mut long: Option<Vec<u8>> = None;
        let mut long_size: Option<u64> = None;
        let mut sparse = false;
        let mut gap = 0;
        loop {
            let passed = io::copy(&mut self.source.by_ref().take(self.left), &mut io::sink())?;
            if passed < std::mem::take(&mut self.left) {
                return Ok(Next::Cut);
            }
            self.content = 0;
            let mut block = Vec::with_capacity(BLOCK);
            self.source.by_ref().take(BLOCK as u64).read_to_end(&mut block)?;
            let is_zero = block.iter().all(|byte| *byte == 0);
            if is_zero && (block.len() < BLOCK || gap > LONGEST_GAP) {
                return Ok(if block.is_empty() || self.ended { Next::End } else { Next::Cut });
            }
            if is_zero {
                self.ended = true;
                gap += BLOCK as u64;
                continue;
            }
            let header = block.first_chunk::<BLOCK>().copied().map(Header);
            if self.ended && !header.as_ref().is_some_and(Header::is_sound) {
                return Ok(Next::Rest);
            }
            self.ended = false;
            let Some(header) = header else { return Ok(Next::Cut) };
            let Some(size) = header.size().filter(|_| header.is_sound()) else { return Ok(Next::Damaged) };
            let size = if header.kind() == b'x' { size } else { long_size.take().unwrap_or(size) };
            let Some(padded) = size.checked_next_multiple_of(BLOCK as u64) else { return Ok(Next::Damaged) };
            self.left = padded;
            self.content = size;
            match header.kind() {
                // The name of the next member, or attributes of it.
                b'L' => long = Some(self.extra()?),
                b'x' => {
                    let records = self.extra()?;
                    sparse |= pax(&records, |key| key.starts_with(b"GNU.sparse.")).is_some();
                    let path = pax(&records, |key| key == b"GNU.sparse.name");
                    long = path.or_else(|| pax(&records, |key| key == b"path")).map(<[u8]>::to_vec).or(long);
                    long_size = pax(&records, |key| key == b"size")
                        .and_then(|size| std::str::from_utf8(size).ok()?.parse().ok())
                        .or(long_size);
                }
                b'K' | b'g' => {}
                kind => {
                    let name = long.take().unwrap_or_else(|| header.name());
                    if kind == b'S' {
                        self.pass_map(&header)?;
                    }
                    return Ok(match kind {
                        // Archives from before ustar mark a folder so.
                        b'0' | 0 | b'7' if name.ends_with(b"/") => Next::Folder,
                        b'0' | 0 | b'7' if sparse => Next::Closed { name, why: SPARSE },
                        b'0' | 0 | b'7' => Next::Member(Member { name, size }),
                        b'S' => Next::Closed { name, why: SPARSE },
                        b'1' | b'2' => Next::Link,
                        b'3' | b'4' | b'6' => Next::Device,
                        b'5' | b'D' | b'V' => Next::Folder,
                        b'M' => Next::Closed { name, why: "began in another part of the archive; not read" },
                        _ => Next::Closed { name, why: "is of a kind that is not known; not read" },
                    });
                }
            }
        }
    }

    /// Goes over what stands between the header of a sparse file and its content: more of its map.
    fn pass_map(&mut self, header: &Header) -> io::Result<()> {
        let mut more = header.0.get(482).is_some_and(|more| *more != 0);
        while more {
            let mut block = Vec::with_capacity(BLOCK);
            self.source.by_ref().take(BLOCK as u64).read_to_end(&mut block)?;
            more = block.get(504).is_some_and(|more| *more != 0);
        }
        Ok(())
    }

    fn extra(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let length = self.content.min(LONGEST_EXTRA);
        let read = self.source.by_ref().take(length).read_to_end(&mut bytes)? as u64;
        self.left -= read;
        self.content -= read;
        let end = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        bytes.truncate(end);
        Ok(bytes)
    }
}

const SPARSE: &str = "is stored with its gaps left out (sparse), which is not supported; not read";

/// Reads the content of the last member.
impl<R: Read> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.by_ref().take(self.content).read(buffer)?;
        if read == 0 && self.content > 0 && !buffer.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.content -= read as u64;
        self.left -= read as u64;
        Ok(read)
    }
}

/// The value of the first record `LENGTH KEY=VALUE\n` with a key that is wanted.
fn pax(mut records: &[u8], wanted: impl Fn(&[u8]) -> bool) -> Option<&[u8]> {
    loop {
        let space = records.iter().position(|byte| *byte == b' ')?;
        let length: usize = std::str::from_utf8(records.get(..space)?).ok()?.parse().ok()?;
        // Blanks at the very end may have been cut off with the padding.
        let record = records.get(space + 1..length.min(records.len()))?;
        let record = record.strip_suffix(b"\n").unwrap_or(record);
        let equals = record.iter().position(|byte| *byte == b'=')?;
        if wanted(record.get(..equals)?) {
            return record.get(equals + 1..);
        }
        records = records.get(length..)?;
    }
}

struct Header([u8; BLOCK]);

impl Header {
    fn field(&self, from: usize, length: usize) -> &[u8] {
        self.0.get(from..from + length).unwrap_or_default()
    }

    fn until_nul(&self, from: usize, length: usize) -> &[u8] {
        let field = self.field(from, length);
        field.split(|byte| *byte == 0).next().unwrap_or(field)
    }

    fn name(&self) -> Vec<u8> {
        let name = self.until_nul(0, 100);
        let prefix = if self.field(257, 6) == b"ustar\0" { self.until_nul(345, 155) } else { &[] };
        if prefix.is_empty() { name.to_vec() } else { [prefix, b"/", name].concat() }
    }

    fn kind(&self) -> u8 {
        self.0.get(156).copied().unwrap_or(0)
    }

    fn size(&self) -> Option<u64> {
        number(self.field(124, 12))
    }

    /// True if the sum of all bytes, that of the sum itself taken as blanks, is as written.
    fn is_sound(&self) -> bool {
        let sum: u64 = self.0.iter().map(|byte| u64::from(*byte)).sum();
        let own: u64 = self.field(148, 8).iter().map(|byte| u64::from(*byte)).sum();
        // Some old writers took the bytes as signed; such archives hold no names but ASCII.
        self.0.first() != Some(&0) && number(self.field(148, 8)) == Some(sum - own + 8 * u64::from(b' '))
    }
}

/// A number in octal digits, or in base 256 where the first bit is set.
fn number(field: &[u8]) -> Option<u64> {
    if let Some((first, rest)) = field.split_first()
        && first & 0x80 != 0
    {
        let (high, low) = rest.split_at_checked(rest.len().checked_sub(8)?)?;
        let fits = *first == 0x80 && high.iter().all(|byte| *byte == 0);
        return Some(u64::from_be_bytes(low.try_into().ok()?)).filter(|_| fits);
    }
    let digits = std::str::from_utf8(field).ok()?.trim_matches([' ', '\0']);
    if digits.is_empty() { Some(0) } else { u64::from_str_radix(digits, 8).ok() }
}

#[cfg(test)]
pub(in crate::corpus) mod tests {
    use super::*;

    /// A header and content, padded, as `tar` writes them.
    pub(in crate::corpus) fn entry(kind: u8, name: &[u8], content: &[u8]) -> Vec<u8> {
        let mut block = [0; BLOCK];
        block[..name.len().min(100)].copy_from_slice(&name[..name.len().min(100)]);
        block[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
        block[156] = kind;
        block[257..263].copy_from_slice(b"ustar\0");
        block[148..156].fill(b' ');
        let sum: u64 = block.iter().map(|byte| u64::from(*byte)).sum();
        block[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        let mut entry = block.to_vec();
        entry.extend_from_slice(content);
        entry.resize(entry.len().next_multiple_of(BLOCK), 0);
        entry
    }

    fn told(archive: &[u8]) -> Vec<String> {
        let mut members = Members::new(archive);
        let mut told = Vec::new();
        loop {
            match members.next().unwrap() {
                Next::Member(member) => {
                    let mut content = Vec::new();
                    let cut = if members.read_to_end(&mut content).is_ok() { "" } else { "…" };
                    let (name, content) = (String::from_utf8_lossy(&member.name), String::from_utf8_lossy(&content));
                    told.push(format!("{name}={content}{cut}"));
                }
                Next::Folder => told.push("-".to_owned()),
                Next::Link => told.push("→".to_owned()),
                Next::Closed { name, why } => told.push(format!("{}: {why}", String::from_utf8_lossy(&name))),
                end => {
                    told.push(format!("{end:?}"));
                    return told;
                }
            }
        }
    }

    #[test]
    fn members_come_with_name_and_content() {
        let long = "x/".repeat(90) + "long";
        let path = format!("17 path=a/{long}\n").replace("17", &(long.len() + 12).to_string());
        let archive = [
            entry(b'5', b"folder/", b""),
            entry(b'0', b"folder/a", b"one"),
            entry(b'2', b"link", b""),
            entry(b'L', b"././@LongLink", format!("{long}\0").as_bytes()),
            entry(b'0', b"cut", &[b'y'; 600]),
            entry(b'x', b"pax", path.as_bytes()),
            entry(b'0', b"cut", b"two"),
            entry(0, b"old", b""),
            vec![0; 2 * BLOCK],
        ]
        .concat();
        assert!(begins(&archive));
        let y = "y".repeat(600);
        let expected = ["-", "folder/a=one", "→", &format!("{long}={y}"), &format!("a/{long}=two"), "old=", "End"];
        assert_eq!(told(&archive), expected);
    }

    #[test]
    fn cut_and_damaged_archives_end_in_a_word() {
        let archive = [entry(b'0', b"a", b"one"), entry(b'0', b"b", &[b'z'; 700])].concat();
        assert_eq!(told(&archive), ["a=one", &format!("b={}", "z".repeat(700)), "End"]);
        assert_eq!(told(&archive[..1700]), ["a=one", &format!("b={}…", "z".repeat(164)), "Cut"]);
        assert_eq!(told(&archive[..1100]), ["a=one", "Cut"]);
        let mut archive = archive;
        archive[1030] ^= 1;
        assert_eq!(told(&archive), ["a=one", "Damaged"]);
        assert!(!begins(&archive[1024..]) && !begins(b"ustar") && !begins(&[0; 600]));
    }

    #[test]
    fn archives_behind_one_another_are_read_on() {
        let (a, b, end) = (entry(b'0', b"a", b"one"), entry(b'0', b"b", b"two"), vec![0; 2 * BLOCK]);
        assert_eq!(told(&[&a[..], &end, &b, &end].concat()), ["a=one", "b=two", "End"]);
        assert_eq!(told(&[&a[..], &end[..BLOCK], &b].concat()), ["a=one", "b=two", "End"]);
        assert_eq!(told(&[&a[..], &end, &[0; 10_000]].concat()), ["a=one", "End"]);
        assert_eq!(told(&[&a[..], &end, b"more"].concat()), ["a=one", "Rest"]);
        assert_eq!(told(&[&a[..], &end, &[b'x'; 3000]].concat()), ["a=one", "Rest"]);
        assert_eq!(told(&[&a[..], &vec![0; 3 << 20]].concat()), ["a=one", "End"]);
        assert_eq!(told(&[&a[..], &[0; 300]].concat()), ["a=one", "Cut"]);
    }

    #[test]
    fn what_is_no_plain_file_is_told() {
        let sparse = b"22 GNU.sparse.major=1\n27 GNU.sparse.name=real.txt\n";
        let archive = [
            entry(b'1', b"hard", b""),
            entry(b'S', b"old", b"data"),
            entry(b'x', b"pax", sparse),
            entry(b'0', b"GNUSparseFile.0/real.txt", b"1\n0\n3\none"),
            entry(b'M', b"part", b"rest"),
            entry(b'~', b"odd", b"rest"),
            entry(b'0', b"a", b"one"),
        ]
        .concat();
        assert_eq!(
            told(&archive),
            [
                "→",
                &format!("old: {SPARSE}"),
                &format!("real.txt: {SPARSE}"),
                "part: began in another part of the archive; not read",
                "odd: is of a kind that is not known; not read",
                "a=one",
                "End"
            ]
        );
    }

    #[test]
    fn no_name_asks_for_memory() {
        // A name of a gigabyte that is not there, and one of a megabyte that is.
        let mut archive = entry(b'L', b"././@LongLink", b"");
        archive[124..136].copy_from_slice(b"\x80\0\0\0\0\0\0\0\x40\0\0\0");
        archive[148..156].fill(b' ');
        let sum: u64 = archive.iter().map(|byte| u64::from(*byte)).sum();
        archive[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        archive.extend_from_slice(&[b'x'; 4096]);
        assert_eq!(told(&archive), ["Cut"]);
        let archive = [entry(b'L', b"././@LongLink", &vec![b'n'; 1 << 20]), entry(b'0', b"a", b"one")].concat();
        assert_eq!(told(&archive), [format!("{}=one", "n".repeat(LONGEST_EXTRA as usize)), "End".to_owned()]);
        let mut archive = [entry(b'0', b"a", b"one"), entry(b'0', b"b", b"two")].concat();
        archive[1024 + 124..1024 + 136].fill(0xFF);
        archive[1024 + 148..1024 + 156].fill(b' ');
        let sum: u64 = archive[1024..1536].iter().map(|byte| u64::from(*byte)).sum();
        archive[1024 + 148..1024 + 155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        assert_eq!(told(&archive), ["a=one", "Damaged"]);
    }

    #[test]
    fn sizes_in_base_256_are_read_and_none_is_believed() {
        assert_eq!(number(b"\x80\0\0\0\0\0\0\0\0\0\x02\x01"), Some(513));
        assert_eq!(number(b"\x80\x01\0\0\0\0\0\0\0\0\x02\x01"), None);
        assert_eq!(number(b"00000001751\0"), Some(1001));
        assert_eq!(number(b"9"), None);
    }
}
