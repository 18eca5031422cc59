//! The seeds of the fuzz targets, and a bounded number of inputs made from them, without a fuzzer.
//!
//! Inputs are the same in every run. `READER_FUZZ_INPUTS` asks for another number a target, to run at length.

#[path = "../../fuzz/checks.rs"]
mod checks;

use std::fs;
use std::path::Path;

/// Inputs made for each target.
const INPUTS: usize = 300;
/// The longest input that is made, in bytes.
const LONGEST: usize = 6000;

/// Pieces that pages, records and archives are made of, for inputs that get further than noise does.
const PIECES: [&[u8]; 24] = [
    b"\n",
    b"\n\n",
    b"\r\n",
    b"\0",
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b"\\u06",
    b"<p>",
    b"</div>",
    b"<!--",
    b"&#1587;",
    b"\xff\xfe",
    b"\xd8",
    "۱۳۹۹/۱۲/۳۰".as_bytes(),
    "31 فبراير 2015".as_bytes(),
    "ادامه مطلب…".as_bytes(),
    "انتهای پیام/".as_bytes(),
    "\u{200F}\u{200C}".as_bytes(),
    b"Content-Length: 9999999999\r\n",
    b"| ",
    b"...",
];

/// A generator of numbers that is enough for this (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }

    /// A seed with a few changes, maybe joined to another one.
    fn input(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut input = seeds[self.below(seeds.len())].clone();
        for _ in 0..=self.below(6) {
            let at = self.below(input.len() + 1);
            let end = (at + self.below(40)).min(input.len());
            match self.below(6) {
                0 => input.truncate(at),
                1 => drop(input.drain(at..end)),
                2 => drop(input.splice(at..at, PIECES[self.below(PIECES.len())].iter().copied())),
                3 => input.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << (end % 8)),
                4 => {
                    let part = input[at..end].repeat(self.below(12));
                    drop(input.splice(at..at, part));
                }
                _ => {
                    let other = &seeds[self.below(seeds.len())];
                    let from = self.below(other.len() + 1);
                    input.truncate(at);
                    input.extend_from_slice(&other[from..]);
                }
            }
            input.truncate(LONGEST);
        }
        input
    }
}

fn replay(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let mut files: Vec<_> = fs::read_dir(&folder).expect("seeds").map(|entry| entry.expect("a seed").path()).collect();
    files.sort();
    let seeds: Vec<Vec<u8>> = files.iter().map(|file| fs::read(file).expect("a seed")).collect();
    assert!(seeds.len() >= 4, "{target} has too few seeds");
    seeds.iter().for_each(|seed| check(seed));
    let inputs = std::env::var("READER_FUZZ_INPUTS").ok().and_then(|count| count.parse().ok()).unwrap_or(INPUTS);
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    for number in 0..inputs {
        let input = numbers.input(&seeds);
        let checked = std::panic::catch_unwind(|| check(&input));
        assert!(checked.is_ok(), "{target}, input {number}: {:?}", String::from_utf8_lossy(&input));
    }
}

#[test]
fn decode() {
    replay("decode", checks::decode);
}

#[test]
fn json() {
    replay("json", checks::json);
}

#[test]
fn html() {
    replay("html", checks::html);
}

#[test]
fn dates() {
    replay("dates", checks::dates);
}

#[test]
fn segment() {
    replay("segment", checks::segment);
}

#[test]
fn archive() {
    replay("archive", checks::archive);
}
