//! How fast a corpus is read: bytes to documents to statements, on one thread, in the formats that corpora come in.
//!
//! The pages are made here from the bench's own words, in Persian and Arabic: plain text with a head, body and foot, the
//! same as HTML, as lines cut at a fixed width, and as records of JSON lines. `cargo bench --bench extract`.

use divan::Bencher;
use divan::counter::BytesCount;
use reader::corpus::{Met, read_bytes};
use reader::extract::{Context, Extractor};
use reader::model::Day;
use std::hint::black_box;
use std::ops::ControlFlow;

fn main() {
    divan::main();
}

const PERSIAN: &[&str] = &[
    "بیانیه",
    "انتخابات",
    "مردم",
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
    "نمایندگان",
    "پیشنهاد",
    "گزارش",
    "نشست",
    "روز",
    "گذشته",
    "اعلام",
    "کرد",
    "حزب",
    "اعضای",
    "هیئت",
    "تأکید",
    "جبههٔ",
    "چهارشنبه",
    "۱۳۹۷",
    "12",
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
    "مُحَمَّد",
    "الاقتصادية",
    "والاجتماعية",
    "مشروع",
    "القانون",
    "خلال",
    "الإصلاح",
    "الشعب",
    "اللجنة",
    "وقد",
    "أن",
    "هذا",
    "التي",
    "الوطنية",
    "2016",
    "٤٠",
];

/// A small generator, so that every run has the same text.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }

    fn words(&mut self, own: &[&str], count: usize) -> String {
        let mut text = String::new();
        for _ in 0..count {
            text.push_str(own[self.roll(own.len())]);
            text.push_str(match self.roll(30) {
                0 => "، ",
                1 => ". ",
                _ => " ",
            });
        }
        text.trim_end().to_owned()
    }
}

/// A statement before it is written in a format.
struct Article {
    title: String,
    date: String,
    paragraphs: Vec<String>,
    head: &'static [&'static str],
    foot: &'static [&'static str],
}

/// Articles of about `bytes` bytes in all.
fn articles(bytes: usize) -> Vec<Article> {
    let mut dice = Dice(7);
    let (mut articles, mut length) = (Vec::new(), 0);
    while length < bytes {
        let persian = dice.roll(2) == 0;
        let own = if persian { PERSIAN } else { ARABIC };
        let words = 5 + dice.roll(8);
        let title = dice.words(own, words).replace(['.', '،'], "");
        let count = 3 + dice.roll(9);
        let paragraphs: Vec<String> = (0..count)
            .map(|_| {
                let words = 20 + dice.roll(90);
                format!("{}.", dice.words(own, words))
            })
            .collect();
        let (year, month, day) = (1385 + dice.roll(16), 1 + dice.roll(12), 1 + dice.roll(28));
        length += title.len() + paragraphs.iter().map(String::len).sum::<usize>();
        articles.push(Article {
            title,
            date: format!("{year}/{month:02}/{day:02}"),
            paragraphs,
            head: if persian {
                &["خانه", "سیاسی", "تماس با ما"]
            } else {
                &["الرئيسية", "سياسة", "اتصل بنا"]
            },
            foot: if persian {
                &["برچسب‌ها", "نسخه چاپی", "ارسال نظر"]
            } else {
                &["الوسوم", "طباعة", "اترك رد"]
            },
        });
    }
    articles
}

fn plain(article: &Article) -> String {
    let mut lines: Vec<&str> = article.head.to_vec();
    lines.extend([article.title.as_str(), article.date.as_str()]);
    lines.extend(article.paragraphs.iter().map(String::as_str));
    lines.extend(article.foot);
    lines.join("\n\n")
}

fn wrapped(article: &Article) -> String {
    let mut text = format!("{}\n\n{}\n", article.title, article.date);
    for paragraph in &article.paragraphs {
        let mut length = 72;
        for word in paragraph.split(' ') {
            let letters = word.chars().count();
            let fits = length + 1 + letters <= 72;
            length = if fits { length + 1 + letters } else { letters };
            text.push_str(if fits { " " } else { "\n" });
            text.push_str(word);
        }
        text.push('\n');
    }
    text
}

fn html(article: &Article) -> String {
    let menu: String = article.head.iter().map(|item| format!("<li><a href=\"/\">{item}</a></li>")).collect();
    let body: String = article.paragraphs.iter().map(|paragraph| format!("<p>{paragraph}</p>\n")).collect();
    let foot: String = article.foot.iter().map(|item| format!("<div>{item}</div>")).collect();
    format!(
        "<!doctype html><html dir=\"rtl\"><head><meta charset=\"utf-8\"><title>{0}</title></head><body><ul>{menu}</ul>\
         <h1>{0}</h1><div class=\"date\">{1}</div>{body}{foot}</body></html>",
        article.title, article.date
    )
}

fn json_lines(articles: &[Article]) -> String {
    let mut text = String::new();
    for article in articles {
        let body = article.paragraphs.join("\\n");
        text.push_str(&format!(
            "{{\"title\": \"{}\", \"date\": \"{}\", \"text\": \"{body}\"}}\n",
            article.title, article.date
        ));
    }
    text
}

/// Reads every file and takes its statements, as opening a corpus does, but on one thread.
fn read(bencher: Bencher, name: &str, files: &[String]) {
    let extractor = Extractor::new();
    let context = Context { reference: None, today: Day { year: 2024, month: 5, day: 1 } };
    let length: usize = files.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(length)).bench_local(|| {
        for file in files {
            read_bytes(file.as_bytes(), name, &mut |met| {
                if let Met::Document(document) = met {
                    black_box(extractor.statements(&document, &context));
                }
                ControlFlow::Continue(())
            });
        }
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn plain_text_10_mb(bencher: Bencher) {
    let files: Vec<String> = articles(10_000_000).iter().map(plain).collect();
    read(bencher, "page.txt", &files);
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn wrapped_text_10_mb(bencher: Bencher) {
    let files: Vec<String> = articles(10_000_000).iter().map(wrapped).collect();
    read(bencher, "page.txt", &files);
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn html_10_mb(bencher: Bencher) {
    let files: Vec<String> = articles(10_000_000).iter().map(html).collect();
    read(bencher, "page.html", &files);
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn json_lines_10_mb(bencher: Bencher) {
    let file = json_lines(&articles(10_000_000));
    read(bencher, "dump.jsonl", &[file]);
}
