//! Bytes that a terminal is sent for one line down, for one page and for a whole screen, beside less and vim.
//!
//! Each program runs in a pseudo-terminal of 120x40 on the same text and gets the same keys; what it sends for one is
//! counted until it has been quiet for a while. A peer that is not installed is said and left out. A word on the command
//! line leaves only rows that contain it. At the end: how many rows a second each encoder arranges and writes.

#![expect(clippy::print_stdout, reason = "the table is for people")]

use crossterm::style::ContentStyle;
use reader::layout::{Options, label};
use reader::terminal::encode::{Encoder, Ink, StyledCell, write};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::OwnedFd;
use rustix::process::{ioctl_tiocsctty, setsid};
use rustix::termios::Winsize;
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A program sends nothing for so long: it has drawn all it had to draw.
const QUIET: Duration = Duration::from_millis(120);
/// The wait for the first byte of a program that starts.
const START: Duration = Duration::from_secs(10);
/// Lines down; their median counts.
const LINES: usize = 40;
const PAGES: usize = 5;

/// What every terminal here is asked, and xterm's answers; the last one depends on whether it has margins.
const DEVICE: (&[u8], &[u8]) = (b"\x1b[c", b"\x1b[?64;1;2;6;22c");
const MARGINS: &[u8] = b"\x1b[?69$p";
/// The colour of letters, which makes `sgr` longer: it is what alternates there.
const INK: (&[u8], &[u8]) = (b"\x1b]10;?\x1b\\", b"\x1b]10;rgb:c8c8/c8c8/c8c8\x1b\\");

struct Run {
    name: String,
    command: Vec<&'static str>,
    /// The terminal says that it has margins.
    margins: bool,
    /// Keys that bring the first full screen of text.
    open: &'static [&'static str],
    line: &'static str,
    page: &'static str,
}

const ONE_PANE: &[&str] = &[":set sidebar=hidden\r", "\r", "gg"];
const TWO_PANES: &[&str] = &["\r", "gg"];

/// One profile for each encoder: the others differ from `visual` in what goes before and after.
const PROFILES: [&str; 5] = ["visual", "sgr", "inverse", "inverse-zwnj", "kitty"];

/// Every encoder with one pane, with two, and with two where the terminal has margins; then the peers.
fn runs() -> Vec<Run> {
    let mut runs = Vec::new();
    for (panes, margins, open) in
        [("one pane", false, ONE_PANE), ("two panes", false, TWO_PANES), ("two panes, margins", true, TWO_PANES)]
    {
        runs.extend(PROFILES.map(|profile| Run {
            name: format!("reader, {profile}, {panes}"),
            command: vec!["reader", "--terminal", profile, "corpus"],
            margins,
            open,
            line: "j",
            page: "\x06",
        }));
    }
    let peer = |name: &str, command: &[&'static str], line| Run {
        name: name.to_owned(),
        command: command.to_vec(),
        margins: false,
        open: &[],
        line,
        page: "\x06",
    };
    runs.push(peer("less", &["less", "corpus/text-00.txt"], "j"));
    let vim = ["vim", "-R", "-u", "DEFAULTS", "--cmd", "set smoothscroll", "corpus/text-00.txt"];
    runs.push(peer("vim", &vim, "\x05"));
    runs
}

/// What a program sent.
struct Sent {
    screen: usize,
    line: usize,
    page: usize,
}

fn main() {
    let only = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let folder = tempfile::tempdir().expect("a folder");
    write_corpus(&folder.path().join("corpus"));
    println!("bytes at 120x40: a repaint, one line down (median of {LINES}), one page (median of {PAGES})");
    println!("{:<42}{:>9}{:>8}{:>8}{:>16}{:>14}", "", "repaint", "line", "page", "line / repaint", "line / less");
    let wanted = |run: &&Run| only.as_ref().is_none_or(|only| run.name.contains(only.as_str()));
    let runs = runs();
    let less = runs.iter().find(|run| run.name == "less").and_then(|run| measure(run, folder.path()).ok());
    for run in runs.iter().filter(wanted) {
        match measure(run, folder.path()) {
            Ok(sent) => {
                let share = sent.line as f64 / sent.screen as f64;
                let less = less.as_ref().map_or("-".to_owned(), |less| format!("{:.2}", ratio(&sent, less)));
                println!("{:<42}{:>9}{:>8}{:>8}{share:>16.3}{less:>14}", run.name, sent.screen, sent.line, sent.page);
            }
            Err(why) => println!("{:<42}  left out: {why}", run.name),
        }
    }
    if only.is_none() {
        print_speeds();
    }
}

/// Arranges and writes a row of 120 columns over and over: a list of 40 columns, a border, a text.
fn print_speeds() {
    let pane = |text: &str, width: usize| {
        let line = label(text, width, &Options::default());
        let mut cells = vec![" ".to_owned(); line.indent(width)];
        cells.extend(line.cells().iter().map(|cell| line.symbol(cell).to_owned()));
        cells.resize(width, " ".to_owned());
        cells
    };
    let list = pane("۱۳۹۸/۰۲/۰۶  بیانیه شورای مرکزی (دوم)", 38);
    let text = pane("حزب مردم برنامه‌های خود را در ۱۳۹۸ برای آب، رودخانه و شهر (نسخهٔ 2) منتشر می‌کند", 78);
    let blank = || [" ".to_owned()];
    let row = [&blank()[..], &list, &["│".to_owned()], &blank(), &text, &blank()].concat();
    let cells: Vec<StyledCell<'_>> = (0..)
        .zip(&row)
        .map(|(column, symbol)| StyledCell { column, symbol: symbol.into(), width: 1, style: ContentStyle::default() })
        .collect();
    println!("\nrows of two panes a second, {} columns, in 1 s of one thread; bytes of one", cells.len());
    for (name, encoder) in [
        ("visual", Encoder::Visual),
        ("sgr", Encoder::Sgr),
        ("inverse", Encoder::Inverse),
        ("inverse-zwnj", Encoder::InverseZwnj),
        ("kitty", Encoder::Kitty),
    ] {
        let (since, mut rows, mut out) = (Instant::now(), 0_u32, Vec::new());
        while since.elapsed() < Duration::from_secs(1) {
            out.clear();
            write(0, &encoder.arrange(cells.clone(), Ink::Rgb(200, 200, 200)), &mut out);
            rows += 1;
        }
        println!("{name:<42}{rows:>9}{:>8}", out.len());
    }
}

fn ratio(sent: &Sent, less: &Sent) -> f64 {
    sent.line as f64 / less.line.max(1) as f64
}

/// Statements of made-up words, long enough for every key.
fn write_corpus(folder: &Path) {
    const WORDS: [&str; 16] = [
        "بیانیه",
        "شورای",
        "مرکزی",
        "حزب",
        "مردم",
        "انتخابات",
        "اجتماع",
        "آب",
        "رودخانه",
        "شهر",
        "حول",
        "برنامه",
        "آموزش",
        "می‌خواهیم",
        "دفتر",
        "۱۳۹۸",
    ];
    fs::create_dir(folder).expect("a folder");
    let mut state = 1_u32;
    let mut words = |count: usize| {
        let word = |_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            WORDS[(state >> 16) as usize % WORDS.len()]
        };
        (0..count).map(word).collect::<Vec<_>>().join(" ")
    };
    for number in 0..60 {
        let mut text = format!("بیانیه {}\n\n", words(6));
        for _ in 0..40 {
            text += &format!("{}.\n\n", words(60));
        }
        fs::write(folder.join(format!("text-{number:02}.txt")), text).expect("a file");
    }
}

fn measure(run: &Run, folder: &Path) -> Result<Sent, String> {
    let mut terminal = Terminal::start(run, folder)?;
    terminal.sent(START)?;
    if run.margins && !terminal.asked {
        return Err("the program did not ask about margins".to_owned());
    }
    for keys in run.open {
        terminal.press(keys)?;
    }
    let screen = terminal.press("\x0c")?;
    let lines = (0..LINES).map(|_| terminal.press(run.line)).collect::<Result<_, _>>()?;
    let pages = (0..PAGES).map(|_| terminal.press(run.page)).collect::<Result<_, _>>()?;
    Ok(Sent { screen, line: median(lines), page: median(pages) })
}

fn median(mut counts: Vec<usize>) -> usize {
    counts.sort_unstable();
    counts[counts.len() / 2]
}

/// A program and the terminal it runs in.
struct Terminal {
    child: Child,
    controller: OwnedFd,
    margins: bool,
    /// It was asked about margins.
    asked: bool,
    heard: Vec<u8>,
}

impl Terminal {
    fn start(run: &Run, folder: &Path) -> Result<Self, String> {
        let size = Winsize { ws_row: 40, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0 };
        let pty = rustix_openpty::openpty(None, Some(&size)).map_err(|error| error.to_string())?;
        let (program, arguments) = run.command.split_first().ok_or("no command")?;
        let program = if *program == "reader" { env!("CARGO_BIN_EXE_reader") } else { program };
        let mut command = Command::new(program);
        let end = || pty.user.try_clone().map(Stdio::from).map_err(|error| error.to_string());
        command.args(arguments).stdin(end()?).stdout(end()?).stderr(end()?).current_dir(folder).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("HOME", folder);
        command.env("TERM", "xterm-256color").env("LANG", "C.UTF-8").env("LESSHISTFILE", "-");
        let user = pty.user.try_clone().map_err(|error| error.to_string())?;
        #[expect(
            unsafe_code,
            reason = "only here can a child take a controlling terminal; both calls are async-signal-safe"
        )]
        unsafe {
            command.pre_exec(move || {
                setsid()?;
                ioctl_tiocsctty(&user)?;
                Ok(())
            });
        }
        let child = command.spawn().map_err(|error| format!("{program}: {error}"))?;
        Ok(Self { child, controller: pty.controller, margins: run.margins, asked: false, heard: Vec::new() })
    }

    /// Sends keys, and counts what comes of them.
    fn press(&mut self, keys: &str) -> Result<usize, String> {
        self.write(keys.as_bytes())?;
        self.sent(QUIET * 4)
    }

    fn write(&self, bytes: &[u8]) -> Result<(), String> {
        let written = rustix::io::write(&self.controller, bytes).map_err(|error| error.to_string())?;
        if written == bytes.len() { Ok(()) } else { Err("the terminal is full".to_owned()) }
    }

    /// Counts what the program sends until it is quiet, and answers its questions.
    fn sent(&mut self, first: Duration) -> Result<usize, String> {
        let (mut count, mut patience) = (0, first);
        loop {
            let limit = Timespec::try_from(patience).map_err(|error| error.to_string())?;
            let mut polled = [PollFd::new(&self.controller, PollFlags::IN)];
            if poll(&mut polled, Some(&limit)).map_err(|error| error.to_string())? == 0 {
                return Ok(count);
            }
            let mut buffer = [0; 65536];
            let length = rustix::io::read(&self.controller, &mut buffer).map_err(|_| "it has ended".to_owned())?;
            count += length;
            patience = QUIET;
            self.heard.extend_from_slice(&buffer[..length]);
            self.answer()?;
        }
    }

    fn answer(&mut self) -> Result<(), String> {
        let margins: &[u8] = if self.margins { b"\x1b[?69;2$y" } else { b"\x1b[?69;0$y" };
        let heard = std::mem::take(&mut self.heard);
        let mut asked: Vec<(usize, &[u8])> = Vec::new();
        for (question, answer) in [DEVICE, INK, (MARGINS, margins)] {
            let places = heard.windows(question.len()).enumerate().filter(|(_, window)| *window == question);
            asked.extend(places.map(|(place, _)| (place, answer)));
        }
        asked.sort_unstable();
        self.asked |= asked.iter().any(|(_, answer)| *answer == margins);
        asked.iter().try_for_each(|(_, answer)| self.write(answer))
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end or to wait for.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
