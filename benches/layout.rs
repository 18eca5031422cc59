//! How fast the layout is: the whole path (units, levels, shaping, break places, lines, cells) at 80
//! columns, beside what fribidi needs on the same text for levels and order alone.
//!
//! The text is made here from the bench's own words: Persian and Arabic, with marks, ZWNJ, digits of
//! three kinds, Latin names, brackets and quotation marks. `cargo bench --bench layout`.

use divan::Bencher;
use divan::counter::BytesCount;
use reader::layout::{Compositor, Options, Paragraph};
use std::hint::black_box;

fn main() {
    divan::main();
}

const WIDTH: usize = 80;

const PERSIAN: &[&str] = &[
    "بیانیه",
    "دبیرکل",
    "انتخابات",
    "مردم",
    "ایران",
    "شورای",
    "مرکزی",
    "آزادی",
    "عدالت",
    "می\u{200C}خواهد",
    "برنامه\u{200C}های",
    "گفت",
    "که",
    "در",
    "به",
    "از",
    "با",
    "این",
    "است",
    "و",
    "را",
    "برای",
    "کشور",
    "دولت",
    "مجلس",
    "نمایندگان",
    "پیشنهاد",
    "گزارش",
    "خبرنگار",
    "نشست",
    "روز",
    "گذشته",
    "اعلام",
    "کرد",
    "حزب",
    "اعضای",
    "هیئت",
    "رئیسه",
    "تأکید",
    "جبههٔ",
    "چهارشنبه",
    "ژرف",
];

const ARABIC: &[&str] = &[
    "المكتب",
    "السياسي",
    "حزب",
    "التقدم",
    "بلاغ",
    "اجتماع",
    "الدورة",
    "العامة",
    "بيان",
    "الوطن",
    "لا",
    "إلى",
    "على",
    "من",
    "في",
    "الذي",
    "كما",
    "الأمين",
    "العام",
    "الحكومة",
    "البرلمان",
    "المواطنين",
    "مُحَمَّد",
    "وَأَكَّدَ",
    "الاقتصادية",
    "والاجتماعية",
    "مشروع",
    "القانون",
    "خلال",
    "الإصلاح",
    "الديمقراطية",
    "الشعب",
    "اللجنة",
    "التنفيذية",
    "وقد",
    "أن",
    "هذا",
    "التي",
    "الوطنية",
    "ال",
];

const LATIN: &[&str] =
    &["Reader", "USFP", "PJD", "http://example.org/a?b=1", "Rabat", "C++", "info@example.org", "UTF-8"];

const NUMBERS: &[&str] = &["۱۳۹۷", "1397/01/18", "٢٠١٦", "25%", "021-88765", "۱۱:۳۰", "3.14", "19", "٤٠٪"];

/// A small generator, so that every run has the same text.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.roll(words.len())]
    }
}

/// One paragraph of `words` words in Persian or Arabic.
fn paragraph(dice: &mut Dice, words: usize) -> String {
    let own = if dice.roll(2) == 0 { PERSIAN } else { ARABIC };
    let comma = "، ";
    let mut text = String::new();
    for _ in 0..words {
        match dice.roll(40) {
            0 => text.push_str(dice.pick(LATIN)),
            1 => text.push_str(dice.pick(NUMBERS)),
            2 => text.push_str(&format!("«{} {}»", dice.pick(own), dice.pick(own))),
            3 => text.push_str(&format!("({})", dice.pick(own))),
            4 => text.push_str(&format!("{}{}", dice.pick(own), dice.pick(own))),
            _ => text.push_str(dice.pick(own)),
        }
        text.push_str(if dice.roll(12) == 0 { comma } else { " " });
    }
    text.push('.');
    text
}

/// About `bytes` bytes in paragraphs of 20 to 400 words.
fn document(bytes: usize) -> Vec<String> {
    let mut dice = Dice(7);
    let (mut paragraphs, mut length) = (Vec::new(), 0);
    while length < bytes {
        let words = 20 + dice.roll(380);
        let text = paragraph(&mut dice, words);
        length += text.len();
        paragraphs.push(text);
    }
    paragraphs
}

fn ascii(bytes: usize) -> Vec<String> {
    let mut dice = Dice(7);
    let words =
        ["the", "reader", "lays", "out", "plain", "text", "(quickly)", "and", "pays", "nothing", "for", "it,", "2016"];
    let line = |dice: &mut Dice| (0..90).map(|_| dice.pick(&words)).collect::<Vec<_>>().join(" ");
    let mut lines = Vec::new();
    while lines.iter().map(String::len).sum::<usize>() < bytes.min(1 << 20) {
        lines.push(line(&mut dice));
    }
    lines
}

fn length(paragraphs: &[String]) -> BytesCount {
    BytesCount::new(paragraphs.iter().map(String::len).sum::<usize>())
}

fn compose(paragraphs: &[String]) {
    let options = Options::default();
    let mut compositor = Compositor::default();
    for text in paragraphs {
        compositor.each_line(text, WIDTH, &options, |line| {
            black_box(line.cells().len());
        });
    }
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn mixed_10_mb(bencher: Bencher) {
    let text = document(10_000_000);
    bencher.counter(length(&text)).bench_local(|| compose(&text));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn mixed_10_mb_a_paragraph_at_a_time(bencher: Bencher) {
    let text = document(10_000_000);
    bencher.counter(length(&text)).bench_local(|| {
        for text in &text {
            let paragraph = Paragraph::new(text, &Options::default());
            for range in paragraph.wrap(WIDTH) {
                black_box(paragraph.line(range));
            }
        }
    });
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn one_paragraph_of_1_mb(bencher: Bencher) {
    let text = vec![document(1_000_000).join(" ")];
    bencher.counter(length(&text)).bench_local(|| compose(&text));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn ascii_1_mb(bencher: Bencher) {
    let text = ascii(1_000_000);
    bencher.counter(length(&text)).bench_local(|| compose(&text));
}

/// Levels alone: what the budget of the layout is measured against.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn fribidi_levels_10_mb(bencher: Bencher) {
    let text = document(10_000_000);
    let Some(mut fribidi) = fribidi::Fribidi::load() else { return };
    bencher.counter(length(&text)).bench_local(|| text.iter().map(|text| fribidi.levels(text)).sum::<usize>());
}

/// Levels, and the order of lines of 80 characters.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn fribidi_order_10_mb(bencher: Bencher) {
    let text = document(10_000_000);
    let Some(mut fribidi) = fribidi::Fribidi::load() else { return };
    bencher.counter(length(&text)).bench_local(|| text.iter().map(|text| fribidi.order(text, WIDTH)).sum::<usize>());
}

/// The few functions of libfribidi that the bench needs, if the library is there.
#[expect(unsafe_code, reason = "calls a C library that is looked for at run time, in the bench only")]
mod fribidi {
    use libloading::Library;
    use std::ffi::{c_char, c_int};

    type ToUnicode = unsafe extern "C" fn(c_int, *const c_char, c_int, *mut u32) -> c_int;
    type Types = unsafe extern "C" fn(*const u32, c_int, *mut u32);
    type Brackets = unsafe extern "C" fn(*const u32, c_int, *const u32, *mut u32);
    type Levels = unsafe extern "C" fn(*const u32, *const u32, c_int, *mut u32, *mut i8) -> i8;
    type Reorder = unsafe extern "C" fn(u32, *const u32, c_int, c_int, u32, *mut i8, *mut u32, *mut c_int) -> i8;

    /// `FRIBIDI_CHAR_SET_UTF8` and `FRIBIDI_PAR_ON` of fribidi's headers.
    const UTF8: c_int = 1;
    const NEUTRAL: u32 = 0x40;

    pub(crate) struct Fribidi {
        library: Library,
        text: Vec<u32>,
        types: Vec<u32>,
        brackets: Vec<u32>,
        levels: Vec<i8>,
        map: Vec<c_int>,
    }

    impl Fribidi {
        /// The library, or `None` with a word on the terminal.
        #[expect(clippy::print_stderr, reason = "a missing figure needs a reason")]
        pub(crate) fn load() -> Option<Self> {
            // SAFETY: libfribidi runs no code of its own when it is loaded.
            let library = unsafe { Library::new("libfribidi.so.0") };
            let Ok(library) = library else {
                eprintln!("libfribidi is not installed; its figures are left out");
                return None;
            };
            let (text, types, brackets) = (Vec::new(), Vec::new(), Vec::new());
            Some(Self { library, text, types, brackets, levels: Vec::new(), map: Vec::new() })
        }

        fn resolve(&mut self, text: &str) -> (usize, u32) {
            let room = text.len() + 1;
            self.text.resize(room, 0);
            self.types.resize(room, 0);
            self.brackets.resize(room, 0);
            self.levels.resize(room, 0);
            let mut base = NEUTRAL;
            // SAFETY: the signatures are those of fribidi.h, and all buffers have room for one entry a byte.
            let length = unsafe {
                let to_unicode = self.library.get::<ToUnicode>(b"fribidi_charset_to_unicode").expect("fribidi");
                let types = self.library.get::<Types>(b"fribidi_get_bidi_types").expect("fribidi");
                let brackets = self.library.get::<Brackets>(b"fribidi_get_bracket_types").expect("fribidi");
                let levels = self.library.get::<Levels>(b"fribidi_get_par_embedding_levels_ex").expect("fribidi");
                let length = to_unicode(UTF8, text.as_ptr().cast(), text.len() as c_int, self.text.as_mut_ptr());
                types(self.text.as_ptr(), length, self.types.as_mut_ptr());
                brackets(self.text.as_ptr(), length, self.types.as_ptr(), self.brackets.as_mut_ptr());
                let (types, brackets) = (self.types.as_ptr(), self.brackets.as_ptr());
                levels(types, brackets, length, &raw mut base, self.levels.as_mut_ptr());
                length
            };
            (length as usize, base)
        }

        pub(crate) fn levels(&mut self, text: &str) -> usize {
            self.resolve(text).0
        }

        pub(crate) fn order(&mut self, text: &str, width: usize) -> usize {
            let (length, base) = self.resolve(text);
            self.map.clear();
            self.map.extend(0..length as c_int);
            for start in (0..length).step_by(width) {
                let part = width.min(length - start) as c_int;
                // SAFETY: `start..start + part` lies within the text, whose buffers are filled.
                unsafe {
                    let reorder = self.library.get::<Reorder>(b"fribidi_reorder_line").expect("fribidi");
                    let (types, levels) = (self.types.as_ptr(), self.levels.as_mut_ptr());
                    reorder(0, types, part, start as c_int, base, levels, std::ptr::null_mut(), self.map.as_mut_ptr());
                }
            }
            length
        }
    }
}
