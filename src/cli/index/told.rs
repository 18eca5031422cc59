//! Sizes, counts and times as they are told.

use crate::model::Day;
use std::time::Duration;

/// Bytes in a unit of three digits at most.
pub(super) fn size(bytes: u64) -> String {
    let units = ["kB", "MB", "GB", "TB", "PB", "EB"];
    if bytes < 1000 {
        return format!("{bytes} bytes");
    }
    // Tenths of a unit.
    let (mut tenths, mut unit) = (bytes / 100, 0);
    while tenths >= 10_000 && unit + 1 < units.len() {
        tenths /= 1000;
        unit += 1;
    }
    let unit = units.get(unit).copied().unwrap_or_default();
    if tenths >= 1000 { format!("{} {unit}", tenths / 10) } else { format!("{}.{} {unit}", tenths / 10, tenths % 10) }
}

/// A number and its noun.
pub(super) fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A time that something takes.
pub(super) fn span(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..100 => format!("{}.{} s", seconds, time.subsec_millis() / 100),
        100..6000 => format!("{} min", seconds / 60),
        _ => format!("{} h", seconds / 3600),
    }
}

/// A moment in seconds since 1970, in universal time.
pub(super) fn moment(seconds: u64) -> String {
    let day = Day::from_unix(i64::try_from(seconds).unwrap_or(0));
    let minutes = seconds / 60 % (24 * 60);
    format!("{day} {:02}:{:02} UTC", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_three_digits() {
        let check = |bytes: u64, expected: &str| assert_eq!(size(bytes), expected);
        check(0, "0 bytes");
        check(999, "999 bytes");
        check(1_000, "1.0 kB");
        check(99_950, "99.9 kB");
        check(100_000, "100 kB");
        check(999_999, "999 kB");
        check(1_000_000, "1.0 MB");
        check(1_073_562_480, "1.0 GB");
        check(u64::MAX, "18.4 EB");
    }

    #[test]
    fn times() {
        assert_eq!(span(Duration::from_millis(1_290)), "1.2 s");
        assert_eq!(span(Duration::from_secs(130)), "2 min");
        assert_eq!(span(Duration::from_secs(7_300)), "2 h");
        assert_eq!(moment(1_795_282_777), "2026-11-21 17:39 UTC");
        assert_eq!(count(1, "file", "files"), "1 file");
    }
}
