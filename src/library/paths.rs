//! Paths that come in on a pipe: `cat list | reader`.
//!
//! Whether they exist is for `corpus::discover` to find out.

use std::ffi::OsString;
use std::io::{self, Read};
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;

/// The paths of a list, one a line, or separated by NUL bytes if there is any.
///
/// A path keeps its bytes, whatever its encoding; blank lines are passed over.
///
/// # Errors
/// Whatever the reader fails with.
pub fn listed_paths(mut list: impl Read) -> io::Result<Vec<PathBuf>> {
    let mut bytes = Vec::new();
    list.read_to_end(&mut bytes)?;
    let separator = if bytes.contains(&0) { 0 } else { b'\n' };
    Ok(bytes
        .split(|byte| *byte == separator)
        .map(|path| if separator == 0 { path } else { path.strip_suffix(b"\r").unwrap_or(path) })
        .filter(|path| !path.trim_ascii().is_empty())
        .map(|path| PathBuf::from(OsString::from_vec(path.to_vec())))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(list: &[u8], expected: &[&str]) {
        assert_eq!(listed_paths(list).unwrap(), expected.iter().map(PathBuf::from).collect::<Vec<_>>());
    }

    #[test]
    fn lines_and_nul_bytes() {
        check(b"", &[]);
        check(b"a\nb c.txt\r\n\n  \nd", &["a", "b c.txt", "d"]);
        check(b"a\nb\0c\0", &["a\nb", "c"]);
        check("حزب/بیانیه.txt\n".as_bytes(), &["حزب/بیانیه.txt"]);
    }
}
