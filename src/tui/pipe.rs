//! Gives a text to a program that keeps the clipboard: tmux, or a clipboard command of this machine.
//!
//! Arguments only, no shell; the text goes in by standard input. A program that does not end in time is stopped. Each
//! gets a process group of its own, so that one that stays to serve the clipboard is not stopped by Control-Z with us.

use super::state::Msg;
use std::io::{self, Read as _, Write as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long a program may take.
const LIMIT: Duration = Duration::from_secs(3);

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
    loop {
        match child.try_wait()? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => {
                let said = first_words(child);
                return Err(io::Error::other(if said.is_empty() { status.to_string() } else { said }));
            }
            None if Instant::now() < end => thread::sleep(Duration::from_millis(5)),
            None => {
                // It may have ended just now; then there is nothing to stop.
                let _ = child.kill();
                child.wait()?;
                return Err(io::Error::other(format!("it did not end in {} seconds", limit.as_secs())));
            }
        }
    }
}

/// The first line of what a program that has failed says of it.
fn first_words(child: &mut Child) -> String {
    let mut said = [0; 200];
    let length = child.stderr.as_mut().and_then(|said_to| said_to.read(&mut said).ok()).unwrap_or(0);
    let said = String::from_utf8_lossy(said.get(..length).unwrap_or_default()).into_owned();
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
    fn all_of_the_text_arrives() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("copy");
        let path = path.to_str().unwrap();
        let text = "متن ".repeat(50_000);
        first(&[&["dd", "status=none", &format!("of={path}")]], &text, Duration::from_secs(10)).unwrap();
        assert_eq!(std::fs::read_to_string(path).unwrap(), text);
    }
}
