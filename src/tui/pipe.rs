//! Gives a text to a program that keeps the clipboard: tmux, or a clipboard command of this machine.
//!
//! Arguments only, no shell; the text goes in by standard input. A program that does not end in time is stopped, with
//! all that it has started, and nothing is waited for longer than that. Each gets a process group of its own, so that
//! one that stays to serve the clipboard is not stopped by Control-Z with us.

use super::state::Msg;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, kill_process_group};
use std::io::{self, Read as _, Write as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long a program may take.
const LIMIT: Duration = Duration::from_secs(3);
/// How often it is looked whether it has ended.
const PAUSE: Duration = Duration::from_millis(5);
/// Bytes that are kept of what it says when it fails.
const SAID: usize = 200;

/// Programs that put their standard input on a clipboard: Wayland, X11, macOS, Windows, Android.
const COMMANDS: [&[&str]; 6] = [
    &["wl-copy"],
    &["xclip", "-selection", "clipboard", "-in"],
    &["xsel", "--clipboard", "--input"],
    &["pbcopy"],
    &["clip.exe"],
    &["termux-clipboard-set"],
];

/// What tmux 3.2 and newer does whatever its `set-clipboard` says, unless that is `off`.
const TMUX: &[&str] = &["tmux", "load-buffer", "-w", "-"];

/// Gives `text` to the first clipboard command that takes it; the message tells how that ended.
pub(super) fn copy(text: &str) -> Msg {
    match first(&COMMANDS, text, LIMIT) {
        Ok(name) => {
            Msg::Told { sentence: format!("{} characters given to {name}.", text.chars().count()), failed: false }
        }
        Err(sentence) => Msg::Told { sentence: format!("{sentence} The text is in the register."), failed: true },
    }
}

/// Puts `text` in a buffer of the tmux around us, which sends it to its terminal; false if it did not.
pub(super) fn to_tmux(text: &str) -> bool {
    run(TMUX, text.as_bytes(), LIMIT).is_ok()
}

/// The name of the first of the commands that takes `text`; else what is wrong with the first that is there.
fn first<'a>(commands: &[&'a [&'a str]], text: &str, limit: Duration) -> Result<&'a str, String> {
    let mut trouble = None;
    for command in commands {
        let Some(name) = command.first() else { continue };
        // Windows takes its own form of Unicode there and spoils all others.
        let bytes = match *name {
            "clip.exe" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            _ => text.as_bytes().to_vec(),
        };
        match run(command, &bytes, limit) {
            Ok(()) => return Ok(name),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => {
                trouble.get_or_insert_with(|| format!("{name} failed: {error}."));
            }
        }
    }
    let names = || commands.iter().filter_map(|command| command.first()).copied().collect::<Vec<_>>().join(", ");
    Err(trouble.unwrap_or_else(|| format!("No clipboard command is there ({}).", names())))
}

fn run(command: &[&str], bytes: &[u8], limit: Duration) -> io::Result<()> {
    let (name, arguments) = command.split_first().ok_or(io::ErrorKind::NotFound)?;
    let mut child = Command::new(name)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()?;
    let (input, bytes) = (child.stdin.take(), bytes.to_vec());
    // One that does not read must not keep us; when it is gone the write fails, and its exit says why.
    let feeder = thread::Builder::new()
        .name("clipboard".into())
        .spawn(move || input.map_or(Ok(()), |mut input| input.write_all(&bytes)));
    let ended = wait(&mut child, limit);
    feeder?;
    ended
}

fn wait(child: &mut Child, limit: Duration) -> io::Result<()> {
    let end = Instant::now() + limit;
    let mut said = Vec::new();
    loop {
        // Before the listening: what it said before its end is heard then.
        let status = child.try_wait()?;
        let pause = if status.is_some() { Duration::ZERO } else { PAUSE };
        let silent = !listen(child, &mut said, pause);
        match status {
            Some(status) if status.success() => return Ok(()),
            Some(status) if silent || is_told(&said) => {
                let said = first_line(&said);
                return Err(io::Error::other(if said.is_empty() { status.to_string() } else { said }));
            }
            Some(_) => {}
            None if Instant::now() < end => {}
            None => {
                // With all that it has started. It may have ended just now; then there is nothing to stop.
                let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
                child.wait()?;
                return Err(io::Error::other(format!("it did not end in {} seconds", limit.as_secs())));
            }
        }
    }
}

/// Takes in what a program says of itself, waiting for it no longer than `pause`; false if that was nothing.
///
/// All of it is read, so that one that says much can go on, and the beginning kept. Its end is not waited for: what
/// the program has started may hold the pipe long after it.
fn listen(child: &mut Child, said: &mut Vec<u8>, pause: Duration) -> bool {
    let Some(pipe) = &mut child.stderr else {
        thread::sleep(pause);
        return false;
    };
    let pause = Timespec::try_from(pause).unwrap_or_default();
    // Where a signal breaks the waiting off, it begins again with the next look.
    if !poll(&mut [PollFd::new(&*pipe, PollFlags::IN)], Some(&pause)).is_ok_and(|ready| ready > 0) {
        return false;
    }
    let mut heard = [0; 4096];
    let length = pipe.read(&mut heard).unwrap_or(0);
    if length == 0 {
        child.stderr = None;
        return false;
    }
    let room = SAID.saturating_sub(said.len()).min(length);
    said.extend_from_slice(heard.get(..room).unwrap_or_default());
    true
}

/// True if nothing that is told can be missing any more.
fn is_told(said: &[u8]) -> bool {
    said.len() >= SAID || said.contains(&b'\n')
}

/// The first line of what a program that has failed says of it.
fn first_line(said: &[u8]) -> String {
    let said = String::from_utf8_lossy(said);
    said.lines().next().unwrap_or_default().trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_millis(300);

    fn check(commands: &[&[&str]], expected: Result<&str, &str>) {
        let answer = first(commands, &"متن ".repeat(50_000), SOON);
        assert_eq!(answer.as_ref().map(|name| *name).map_err(String::as_str), expected);
    }

    #[test]
    fn the_first_that_takes_the_text_is_used() {
        check(&[&["no-such-program"], &["cat"], &["false"]], Ok("cat"));
        check(&[&["false"], &["cat"]], Ok("cat"));
    }

    #[test]
    fn failures_are_told() {
        check(
            &[&["no-such-program"], &["nor-this"]],
            Err("No clipboard command is there (no-such-program, nor-this)."),
        );
        check(&[&["sh", "-c", "echo no display. >&2; exit 1"]], Err("sh failed: no display."));
        check(&[&["false"]], Err("false failed: exit status: 1."));
        check(&[&["sleep", "60"]], Err("sleep failed: it did not end in 0 seconds."));
    }

    #[test]
    fn what_a_program_leaves_behind_is_not_waited_for() {
        let since = Instant::now();
        check(&[&["sh", "-c", "sleep 30 & echo no display. >&2; exit 1"]], Err("sh failed: no display."));
        check(&[&["sh", "-c", "sleep 30 & exit 1"]], Err("sh failed: exit status: 1."));
        check(&[&["sh", "-c", "sleep 30 & exit 0"]], Ok("sh"));
        check(&[&["sh", "-c", "sleep 30 & wait"]], Err("sh failed: it did not end in 0 seconds."));
        assert!(since.elapsed() < Duration::from_secs(20), "{:?}", since.elapsed());
    }

    #[test]
    fn one_that_says_much_is_heard_to_its_end() {
        let much = "head -c 300000 /dev/zero | tr '\\0' x >&2";
        let long = Duration::from_secs(10);
        assert_eq!(first(&[&["sh", "-c", much]], "", long), Ok("sh"));
        let failing = format!("{much}; exit 1");
        assert_eq!(first(&[&["sh", "-c", &failing]], "", long), Err(format!("sh failed: {}.", "x".repeat(SAID))));
    }

    #[test]
    fn all_of_the_text_arrives() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("copy");
        let path = path.to_str().unwrap();
        let text = "متن ".repeat(50_000);
        first(&[&["dd", "status=none", &format!("of={path}")]], &text, Duration::from_secs(10)).unwrap();
        assert_eq!(std::fs::read_to_string(path).unwrap(), text);
    }
}
