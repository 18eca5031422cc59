//! Numbers and texts as bytes, and back; what does not read as such is none.

/// Adds a number, seven bits a byte, the lowest first.
pub(super) fn put_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number > 0x7F {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Adds a number that may be negative, small ones short.
pub(super) fn put_signed(bytes: &mut Vec<u8>, number: i64) {
    put_number(bytes, (number << 1 ^ number >> 63) as u64);
}

/// Adds a text with its length before it.
pub(super) fn put_text(bytes: &mut Vec<u8>, text: &str) {
    put_number(bytes, text.len() as u64);
    bytes.extend_from_slice(text.as_bytes());
}

/// Adds a text that may be missing.
pub(super) fn put_optional(bytes: &mut Vec<u8>, text: Option<&str>) {
    put_number(bytes, text.map_or(0, |text| text.len() as u64 + 1));
    bytes.extend_from_slice(text.unwrap_or_default().as_bytes());
}

/// Reads what was put, in that order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading<'a>(pub(super) &'a [u8]);

impl<'a> Reading<'a> {
    pub(super) fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7F) << shift;
            if *byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// A number that must fit the type that is asked for.
    pub(super) fn small<T: TryFrom<u64>>(&mut self) -> Option<T> {
        T::try_from(self.number()?).ok()
    }

    pub(super) fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    pub(super) fn text(&mut self) -> Option<&'a str> {
        let length = self.small()?;
        self.take(length)
    }

    pub(super) fn optional(&mut self) -> Option<Option<&'a str>> {
        match self.small::<usize>()?.checked_sub(1) {
            Some(length) => self.take(length).map(Some),
            None => Some(None),
        }
    }

    fn take(&mut self, length: usize) -> Option<&'a str> {
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }
}

/// The `u32` at a place of a column.
#[inline]
pub(super) fn u32_at(column: &[u8], at: u32) -> Option<u32> {
    column.get(4 * at as usize..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
}

/// The `u64` at a place of a column.
#[inline]
pub(super) fn u64_at(column: &[u8], at: u32) -> Option<u64> {
    column.get(8 * at as usize..)?.first_chunk().map(|bytes| u64::from_le_bytes(*bytes))
}

/// The bytes of a piece, where `ends` has the end of each.
pub(super) fn piece<'a>(ends: &[u8], bytes: &'a [u8], at: u32) -> Option<&'a [u8]> {
    let start = at.checked_sub(1).map_or(Some(0), |before| u32_at(ends, before))?;
    bytes.get(start as usize..u32_at(ends, at)? as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_is_read() {
        let mut bytes = Vec::new();
        for number in [0, 1, 127, 128, 300, u64::MAX] {
            put_number(&mut bytes, number);
        }
        for number in [0, -1, 1, i64::MIN, i64::MAX] {
            put_signed(&mut bytes, number);
        }
        put_text(&mut bytes, "حزب");
        put_optional(&mut bytes, None);
        put_optional(&mut bytes, Some(""));
        put_optional(&mut bytes, Some("a"));
        let mut reading = Reading(&bytes);
        for number in [0, 1, 127, 128, 300, u64::MAX] {
            assert_eq!(reading.number(), Some(number));
        }
        for number in [0, -1, 1, i64::MIN, i64::MAX] {
            assert_eq!(reading.signed(), Some(number));
        }
        assert_eq!(reading.text(), Some("حزب"));
        assert_eq!(
            [reading.optional(), reading.optional(), reading.optional()],
            [Some(None), Some(Some("")), Some(Some("a"))]
        );
        assert_eq!(reading.number(), None);
    }

    #[test]
    fn what_is_broken_is_none() {
        assert_eq!(Reading(&[0x80; 20]).number(), None);
        assert_eq!(Reading(&[0x80]).number(), None);
        assert_eq!(Reading(&[5, b'a']).text(), None);
        assert_eq!(Reading(&[1, 0xFF]).text(), None);
        assert_eq!(Reading(&[0xFF, 0xFF, 3]).small::<u8>(), None);
        assert_eq!((u32_at(&[1, 0, 0], 0), u32_at(&[1, 0, 0, 0], 0), u64_at(&[0; 8], u32::MAX)), (None, Some(1), None));
        assert_eq!(piece(&[9, 0, 0, 0], b"ab", 0), None);
        assert_eq!(piece(&[2, 0, 0, 0, 1, 0, 0, 0], b"ab", 1), None);
    }
}
