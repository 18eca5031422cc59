//! Runs a program in a pseudo-terminal of its own and looks at what it shows.
//!
//! The terminal is the program's controlling one, so `/dev/tty`, hangups and resizes are the real
//! ones. A thread plays the terminal: it feeds a screen in memory and answers questions as xterm
//! does. Tests wait for a text on the screen, never for a time; what does not come within ten
//! seconds fails with the picture of the screen.

use reader::keymap::{Code, Key, parse_keys};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::OwnedFd;
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, ioctl_tiocsctty, kill_process, setsid, waitid};
use rustix::termios::{Winsize, tcgetattr, tcsetwinsize};
use std::fs::File;
use std::io::{PipeReader, PipeWriter, Read, Write, pipe};
use std::num::NonZero;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(10);

/// A question, and what the terminal sends back.
pub(crate) type Answer = (&'static [u8], Vec<u8>);

/// A terminal that a test plays.
#[derive(Default)]
pub(crate) struct Terminal {
    /// What it answers; all else it does not know.
    pub(crate) answers: Vec<Answer>,
    /// Variables it sets for its programs, over the usual ones; an empty one is taken away.
    pub(crate) environment: Vec<(&'static str, String)>,
    /// True if its answers come one byte at a time.
    pub(crate) slow: bool,
}

impl Terminal {
    /// The one that tests use where it does not matter which: some of xterm's answers.
    pub(crate) fn usual() -> Self {
        let answers: [(&[u8], &[u8]); 3] = [
            (b"\x1b[>0q", b"\x1bP>|XTerm(379)\x1b\\"),
            (b"\x1b[?2026$p", b"\x1b[?2026;0$y"),
            (b"\x1b[c", b"\x1b[?64;1;2;6;22c"),
        ];
        Self { answers: answers.map(|(question, answer)| (question, answer.to_vec())).into(), ..Self::default() }
    }
}

/// What the program reads as stdin.
#[derive(Clone, Copy)]
pub(crate) enum Stdin<'a> {
    Terminal,
    Pipe(&'a [u8]),
}

/// Where the program's stdout goes; stderr is the terminal.
#[derive(Clone, Copy)]
pub(crate) enum Stdout {
    Terminal,
    Pipe,
    /// A pipe that is full and that nobody reads, as a pager's that waits for its user.
    FullPipe,
}

/// A running program and its terminal.
pub(crate) struct Program {
    child: Child,
    /// The terminal's end; shared with the thread that plays the terminal.
    controller: Option<Arc<File>>,
    /// The program's end, kept open so that its modes can be looked at; gone after a hangup.
    user: Option<OwnedFd>,
    modes: String,
    seen: Arc<Seen>,
    terminal: Option<JoinHandle<()>>,
    /// Dropped to end that thread.
    stop: Option<PipeWriter>,
    stdout: Option<Receiver<Vec<u8>>>,
    /// The other end of a full pipe; a write into it would fail if it were closed.
    _unread: Option<PipeReader>,
    _home: tempfile::TempDir,
}

#[derive(Default)]
struct Seen {
    display: Mutex<Display>,
    changed: Condvar,
}

#[derive(Default)]
struct Display {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    ended: bool,
}

/// What a program left behind.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) status: ExitStatus,
    /// What came out of stdout, where it was a pipe.
    pub(crate) stdout: Vec<u8>,
    /// Every byte that was sent to the terminal.
    pub(crate) written: Vec<u8>,
    /// True if the terminal's modes are those from before; false after a hangup.
    pub(crate) restored: bool,
    /// Processor time it took, where the system tells.
    pub(crate) processor: Duration,
}

/// Set for a test that is run by another, on a terminal of its own; one that any other run starts has nothing to do.
pub(crate) const OTHER_HALF: &str = "READER_TEST_OTHER_HALF";

/// True if this process is the other half of a test.
pub(crate) fn is_other_half() -> bool {
    std::env::var_os(OTHER_HALF).is_some()
}

impl Finished {
    /// The exit code, or 128 and the signal, as a shell tells it.
    pub(crate) fn code(&self) -> i32 {
        self.status.code().unwrap_or_else(|| 128 + self.status.signal().unwrap())
    }
}

impl Program {
    /// Starts `reader` with these arguments in a terminal of (columns, rows).
    pub(crate) fn start(arguments: &[&str], size: (u16, u16), stdin: Stdin<'_>, stdout: Stdout) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_reader"));
        command.args(arguments);
        Self::run(command, size, stdin, stdout)
    }

    /// Starts `reader` in a terminal that answers no question.
    pub(crate) fn start_unanswered(arguments: &[&str], size: (u16, u16)) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_reader"));
        command.args(arguments);
        Self::run_on(command, size, Stdin::Terminal, Stdout::Terminal, Terminal::default())
    }

    /// Starts any program the same way: a shell around `reader`, say.
    pub(crate) fn run(command: Command, size: (u16, u16), stdin: Stdin<'_>, stdout: Stdout) -> Self {
        Self::run_on(command, size, stdin, stdout, Terminal::usual())
    }

    /// Starts any program in this terminal.
    pub(crate) fn run_on(
        mut command: Command,
        size: (u16, u16),
        stdin: Stdin<'_>,
        stdout: Stdout,
        played: Terminal,
    ) -> Self {
        let pty = rustix_openpty::openpty(None, Some(&window(size))).unwrap();
        // A terminal that does not tell its size has one.
        let size = if size == (0, 0) { (80, 24) } else { size };
        let home = tempfile::tempdir().unwrap();
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("TERM", "xterm-256color");
        command.env("HOME", home.path()).env("LANG", "C.UTF-8");
        for (name, folder) in [("CONFIG", "config"), ("STATE", "state"), ("CACHE", "cache"), ("DATA", "data")] {
            command.env(format!("XDG_{name}_HOME"), home.path().join(folder));
        }
        for (name, value) in &played.environment {
            if value.is_empty() {
                command.env_remove(name)
            } else {
                command.env(name, value)
            };
        }
        let end = || Stdio::from(pty.user.try_clone().unwrap());
        command.stderr(end());
        command.stdin(if matches!(stdin, Stdin::Terminal) { end() } else { Stdio::piped() });
        let unread = match stdout {
            Stdout::Terminal => {
                command.stdout(end());
                None
            }
            Stdout::Pipe => {
                command.stdout(Stdio::piped());
                None
            }
            Stdout::FullPipe => {
                let (reader, writer) = full_pipe();
                command.stdout(writer);
                Some(reader)
            }
        };
        let terminal = pty.user.try_clone().unwrap();
        #[expect(
            unsafe_code,
            reason = "only here can a child take a controlling terminal; both calls are async-signal-safe"
        )]
        unsafe {
            command.pre_exec(move || {
                setsid()?;
                ioctl_tiocsctty(&terminal)?;
                Ok(())
            });
        }
        let modes = format!("{:?}", tcgetattr(&pty.user).unwrap());
        let mut child = command.spawn().unwrap();
        // The copies of the terminal that the command holds would keep it open after a hangup.
        drop(command);
        if let (Stdin::Pipe(bytes), Some(mut input)) = (stdin, child.stdin.take()) {
            let bytes = bytes.to_vec();
            // A program may end without reading it all.
            thread::spawn(move || input.write_all(&bytes).ok());
        }
        let stdout = child.stdout.take().map(|mut output| {
            let (sender, receiver) = channel();
            thread::spawn(move || {
                let mut bytes = Vec::new();
                output.read_to_end(&mut bytes).unwrap();
                sender.send(bytes).ok()
            });
            receiver
        });
        let display = Display { parser: vt100::Parser::new(cells(size.1), cells(size.0), 0), ..Display::default() };
        let seen = Arc::new(Seen { display: Mutex::new(display), changed: Condvar::new() });
        let controller = Arc::new(File::from(pty.controller));
        let (stopped, stop) = pipe().unwrap();
        let (line, shown) = (Arc::clone(&controller), Arc::clone(&seen));
        let terminal = thread::spawn(move || play_terminal(&line, &OwnedFd::from(stopped), &shown, &played));
        Self {
            child,
            controller: Some(controller),
            user: Some(pty.user),
            modes,
            seen,
            terminal: Some(terminal),
            stop: Some(stop),
            stdout,
            _unread: unread,
            _home: home,
        }
    }

    /// Waits until `text` is on the screen.
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait_until(&format!("{text:?} on the screen"), |display| {
            display.parser.screen().contents().contains(text)
        });
    }

    /// Waits until these bytes were sent to the terminal.
    pub(crate) fn wait_for_bytes(&self, bytes: &[u8]) {
        self.wait_until(&format!("the bytes {}", bytes.escape_ascii()), |display| contains(&display.bytes, bytes));
    }

    fn wait_until(&self, what: &str, holds: impl Fn(&Display) -> bool) {
        let display = self.seen.display.lock().unwrap();
        let waits = |display: &mut Display| !holds(display) && !display.ended;
        let (display, _) = self.seen.changed.wait_timeout_while(display, PATIENCE, waits).unwrap();
        let (held, picture) = (holds(&display), picture(&display));
        // Not under a failed assertion: the thread that plays the terminal needs it.
        drop(display);
        assert!(held, "waited in vain for {what}; the screen is\n{picture}");
    }

    /// The screen as text, one line a row, blanks at the end left out.
    pub(crate) fn screen(&self) -> String {
        self.seen.display.lock().unwrap().parser.screen().contents()
    }

    /// What a terminal keeps, as the bytes that would make it so: cells, attributes, cursor and modes.
    pub(crate) fn state(&self) -> String {
        self.seen.display.lock().unwrap().parser.screen().state_formatted().escape_debug().to_string()
    }

    /// The number of its process.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Types keys, written as in keymaps.
    pub(crate) fn keys(&self, keys: &str) {
        let bytes: Vec<u8> = parse_keys(keys).unwrap().into_iter().flat_map(bytes_of).collect();
        self.send(&bytes);
    }

    /// Sends bytes as if the terminal had sent them.
    pub(crate) fn send(&self, bytes: &[u8]) {
        self.controller.as_deref().expect("a terminal that was not hung up").write_all(bytes).unwrap();
    }

    /// What was typed and the program has not read, up to the end of the line.
    pub(crate) fn unread_line(&self) -> Vec<u8> {
        let user = self.user.as_ref().expect("a terminal that was not hung up");
        let limit = Timespec::try_from(PATIENCE).unwrap();
        let mut line = Vec::new();
        while !matches!(line.last(), Some(b'\n' | b'\r')) {
            let ready = poll(&mut [PollFd::new(user, PollFlags::IN)], Some(&limit)).unwrap();
            assert_eq!(ready, 1, "somebody has read what was typed; left is {:?}", line.escape_ascii().to_string());
            let mut byte = [0];
            assert_eq!(rustix::io::read(user, &mut byte).unwrap(), 1);
            line.push(byte[0]);
        }
        line
    }

    /// Gives the terminal another size of (columns, rows).
    pub(crate) fn resize(&self, size: (u16, u16)) {
        self.seen.display.lock().unwrap().parser.screen_mut().set_size(cells(size.1), cells(size.0));
        tcsetwinsize(self.controller.as_deref().expect("a terminal that was not hung up"), window(size)).unwrap();
    }

    /// Sends a signal to the program.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Has the terminal take no byte more from now on, as one behind a stalled line.
    pub(crate) fn stall(&mut self) {
        self.end_terminal();
    }

    /// Waits until a terminal that was stalled holds as much as its line discipline takes.
    pub(crate) fn wait_until_full(&self) {
        const FULL: u64 = 4095;
        let controller = self.controller.as_deref().expect("a terminal that was not hung up");
        let since = Instant::now();
        while rustix::io::ioctl_fionread(controller).unwrap() < FULL {
            assert!(since.elapsed() < PATIENCE, "the program writes too little");
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Takes the terminal away, as a dropped connection does.
    pub(crate) fn hang_up(&mut self) {
        self.end_terminal();
        self.user = None;
        self.controller = None;
    }

    /// Waits for the end of the program and returns what it left behind.
    pub(crate) fn finish(mut self) -> Finished {
        let (status, processor) = self.wait_for_end();
        let stdout = self.stdout.take().map(|output| output.recv_timeout(PATIENCE).expect("the end of stdout"));
        self.end_terminal();
        let restored = self.user.as_ref().is_some_and(|user| format!("{:?}", tcgetattr(user).unwrap()) == self.modes);
        let written = std::mem::take(&mut self.seen.display.lock().unwrap().bytes);
        Finished { status, stdout: stdout.unwrap_or_default(), written, restored, processor }
    }

    fn wait_for_end(&mut self) -> (ExitStatus, Duration) {
        let (sender, ended) = channel();
        let program = WaitId::Pid(Pid::from_child(&self.child));
        // The thread only looks, so that until the end is known here no other process can get the number.
        thread::spawn(move || {
            let wanted = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
            while matches!(waitid(program.clone(), wanted), Err(rustix::io::Errno::INTR)) {}
            sender.send(()).ok()
        });
        let ended = ended.recv_timeout(PATIENCE);
        assert!(ended.is_ok(), "the program does not end; the screen is\n{}", self.screen());
        // It has ended and nobody has asked how: the system still keeps what it took.
        let processor = processor_time(self.child.id());
        (self.child.wait().unwrap(), processor)
    }

    /// Reads what the program has written so far and ends the thread.
    fn end_terminal(&mut self) {
        self.stop = None;
        if let Some(terminal) = self.terminal.take() {
            terminal.join().unwrap();
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Nothing a failed test started may outlive it.
        if let Ok(None) = self.child.try_wait() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
        self.stop = None;
    }
}

/// The processor time that a process has taken, with all its threads; none where there is no /proc.
pub(crate) fn processor_time(process: u32) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // After the name, which may hold anything, the 12th and 13th fields are in the hundredths of proc(5).
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: u64 = fields.skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(10 * ticks)
}

/// Shows and answers until the program's end is closed, or all is read after a stop.
fn play_terminal(controller: &File, stop: &OwnedFd, seen: &Seen, played: &Terminal) {
    let mut looked = 0;
    let mut buffer = [0; 4096];
    loop {
        let mut polled = [PollFd::new(controller, PollFlags::IN), PollFd::new(stop, PollFlags::IN)];
        if poll(&mut polled, None) == Err(rustix::io::Errno::INTR) {
            continue;
        }
        let length = match polled[0].revents() {
            ready if ready.contains(PollFlags::IN) => (&*controller).read(&mut buffer).unwrap_or(0),
            _ => 0,
        };
        let mut display = seen.display.lock().unwrap();
        display.ended = length == 0;
        display.parser.process(&buffer[..length]);
        display.bytes.extend_from_slice(&buffer[..length]);
        let answers: Vec<&[u8]> = answers(&played.answers, &display.bytes, looked);
        looked = display.bytes.len();
        drop(display);
        seen.changed.notify_all();
        for answer in answers {
            // A program that has ended reads no answer.
            let _ = if played.slow { write_slowly(controller, answer) } else { (&*controller).write_all(answer) };
        }
        if length == 0 {
            return;
        }
    }
}

/// A pipe that takes not one byte more.
fn full_pipe() -> (PipeReader, PipeWriter) {
    let (reader, writer) = pipe().unwrap();
    let flags = fcntl_getfl(&writer).unwrap();
    fcntl_setfl(&writer, flags | OFlags::NONBLOCK).unwrap();
    for size in [4096, 1] {
        while (&writer).write(&vec![b'.'; size]).is_ok() {}
    }
    fcntl_setfl(&writer, flags).unwrap();
    (reader, writer)
}

/// The answers to the questions in `bytes` that end after the first `looked` ones, in order.
fn answers<'a>(known: &'a [Answer], bytes: &[u8], looked: usize) -> Vec<&'a [u8]> {
    let asked = |end: usize| known.iter().find(|(question, _)| bytes[..end].ends_with(question));
    (looked + 1..=bytes.len()).filter_map(|end| asked(end).map(|(_, answer)| answer.as_slice())).collect()
}

/// One write a byte, so that a read may cut the answer anywhere.
fn write_slowly(mut controller: &File, answer: &[u8]) -> std::io::Result<()> {
    for byte in answer {
        controller.write_all(&[*byte])?;
        thread::sleep(Duration::from_millis(1));
    }
    Ok(())
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

fn picture(display: &Display) -> String {
    let rule = "-".repeat(usize::from(display.parser.screen().size().1.get()));
    format!("{rule}\n{}\n{rule}", display.parser.screen().contents())
}

fn cells(number: u16) -> NonZero<u16> {
    NonZero::new(number).expect("a terminal of at least one cell")
}

fn window((columns, rows): (u16, u16)) -> Winsize {
    Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }
}

/// What xterm sends for a key.
fn bytes_of(key: Key) -> Vec<u8> {
    let held = 1 + u8::from(key.shift) + 2 * u8::from(key.alt) + 4 * u8::from(key.ctrl);
    let lettered = |letter: char| match held {
        1 => format!("\x1b[{letter}"),
        held => format!("\x1b[1;{held}{letter}"),
    };
    let numbered = |number: u8| match held {
        1 => format!("\x1b[{number}~"),
        held => format!("\x1b[{number};{held}~"),
    };
    let text = match key.code {
        Code::Char(letter) if key.ctrl => {
            char::from(if letter == ' ' { 0 } else { letter.to_ascii_uppercase() as u8 & 0x1f }).to_string()
        }
        Code::Char(letter) => letter.to_string(),
        Code::Enter => "\r".into(),
        Code::Esc => "\x1b".into(),
        Code::Tab => "\t".into(),
        Code::BackTab => "\x1b[Z".into(),
        Code::Backspace => "\x7f".into(),
        Code::Insert => numbered(2),
        Code::Delete => numbered(3),
        Code::PageUp => numbered(5),
        Code::PageDown => numbered(6),
        Code::Up => lettered('A'),
        Code::Down => lettered('B'),
        Code::Right => lettered('C'),
        Code::Left => lettered('D'),
        Code::Home => lettered('H'),
        Code::End => lettered('F'),
        Code::F(number @ 1..=4) => format!("\x1bO{}", char::from(b'O' + number)),
        Code::F(number) => numbered(
            number
                + if number < 6 {
                    10
                } else if number < 11 {
                    11
                } else {
                    12
                },
        ),
    };
    let escape = key.alt && matches!(key.code, Code::Char(_) | Code::Enter | Code::Backspace);
    [if escape { b"\x1b".as_slice() } else { b"" }, text.as_bytes()].concat()
}

/// Has the program run in a session without a controlling terminal, as on a server, wherever the tests run.
pub(crate) fn detached(command: &mut Command) -> &mut Command {
    #[expect(unsafe_code, reason = "only in the child can a session begin; the call is async-signal-safe")]
    unsafe {
        command.pre_exec(|| setsid().map(drop).map_err(Into::into))
    }
}

/// The harness itself, tried on a shell.
mod tests {
    use super::*;

    fn shell(script: &str, stdin: Stdin<'_>, stdout: Stdout) -> Program {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        Program::run(command, (80, 10), stdin, stdout)
    }

    #[test]
    fn a_program_shows_reads_keys_and_ends() {
        let program = shell("printf 'ready '; read line; echo got $line; exit 3", Stdin::Terminal, Stdout::Terminal);
        program.wait_for("ready");
        program.keys("yes<Space>indeed<Enter>");
        program.wait_for("got yes indeed");
        assert_eq!(program.screen(), "ready yes indeed\ngot yes indeed");
        let finished = program.finish();
        assert_eq!(finished.code(), 3);
        assert!(finished.restored);
        assert!(contains(&finished.written, b"got yes"));
    }

    #[test]
    fn pipes_carry_what_the_terminal_does_not() {
        let program = shell("cat; echo drawn >/dev/tty", Stdin::Pipe(b"piped"), Stdout::Pipe);
        program.wait_for_bytes(b"drawn");
        let finished = program.finish();
        assert_eq!(finished.stdout, b"piped");
        assert!(!contains(&finished.written, b"piped"));
    }

    #[test]
    fn questions_are_answered_and_modes_compared() {
        let script = "stty raw -echo; printf '\\033[?2026$p\\033[c'; head -c 26 | od -An -c";
        let program = shell(script, Stdin::Terminal, Stdout::Terminal);
        program.wait_for("$   y 033   [   ?   6   4");
        assert!(!program.finish().restored);
    }

    #[test]
    fn sizes_signals_and_hangups_arrive() {
        let script = "trap 'stty size; exit 0' WINCH; echo ready; while :; do sleep 0.01; done";
        let program = shell(script, Stdin::Terminal, Stdout::Terminal);
        program.wait_for("ready");
        program.resize((30, 7));
        program.wait_for("7 30");
        assert_eq!(program.finish().code(), 0);

        let program = shell("echo ready; exec sleep 100", Stdin::Terminal, Stdout::Terminal);
        program.wait_for("ready");
        program.signal(Signal::TERM);
        assert_eq!(program.finish().code(), 128 + 15);

        let mut program = shell("echo ready; exec sleep 100", Stdin::Terminal, Stdout::Terminal);
        program.wait_for("ready");
        program.hang_up();
        let finished = program.finish();
        assert_eq!(finished.code(), 128 + 1);
        assert!(!finished.restored);
    }

    #[test]
    fn the_program_starts_in_it() {
        let finished = Program::start(&["--help"], (80, 24), Stdin::Terminal, Stdout::Pipe).finish();
        assert_eq!(finished.code(), 0);
        assert!(finished.restored);
    }
}
