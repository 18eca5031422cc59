//! Asks tmux what it runs in, since it answers a terminal's questions itself.
//!
//! The program `tmux` is run with a time limit and neither reads nor writes the terminal; what it prints is cleaned.

use super::probe::clean;
use super::tty::wait;
use rustix::event::{PollFd, PollFlags};
use std::io::Read as _;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How long tmux may take, all questions together.
const LIMIT: Duration = Duration::from_millis(500);
/// No terminal has a longer name.
const LONGEST_LINE: usize = 512;
/// What it is asked: XTVERSION and TERM of the terminal around it.
pub(super) const ARGUMENTS: [&str; 3] = ["display", "-p", "#{client_termtype}|#{client_termname}"];

/// A client younger than this may not have heard yet what its terminal calls itself.
const YOUNG: Duration = Duration::from_secs(2);
/// How long it is given to hear it.
const PAUSE: Duration = Duration::from_millis(200);

/// Returns the type and the name of the terminal around the tmux of this process; none if it does not say.
pub(super) fn outer_terminal() -> Option<(String, String)> {
    let end = Instant::now() + LIMIT;
    let (kind, name) = named(end)?;
    if kind.is_empty() && is_young(end).unwrap_or(false) {
        thread::sleep(PAUSE);
        return named(end).or(Some((kind, name)));
    }
    Some((kind, name))
}

fn named(end: Instant) -> Option<(String, String)> {
    let line = answer(&ARGUMENTS, end)?;
    let (kind, name) = line.rsplit_once('|')?;
    Some((clean(kind), clean(name)))
}

fn is_young(end: Instant) -> Option<bool> {
    let created = answer(&["display", "-p", "#{client_created}"], end)?.trim().parse().ok()?;
    let age = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.checked_sub(Duration::from_secs(created))?;
    Some(age <= YOUNG)
}

fn answer(arguments: &[&str], end: Instant) -> Option<String> {
    let mut command = Command::new("tmux");
    command.args(arguments);
    first_line(command, end)
}

/// The first line that a program prints until `end`; it is ended then, whatever it does.
fn first_line(mut command: Command, end: Instant) -> Option<String> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    let printed = read(&mut child, end);
    // It fails only where the program has ended, and then there is nothing to wait for.
    let _ = child.kill();
    let _ = child.wait();
    let text = String::from_utf8_lossy(&printed);
    text.split_once('\n').map(|(line, _)| line.to_owned())
}

fn read(child: &mut Child, end: Instant) -> Vec<u8> {
    let mut printed = Vec::new();
    let Some(output) = &mut child.stdout else { return printed };
    let mut buffer = [0; LONGEST_LINE];
    while printed.len() < LONGEST_LINE && !printed.contains(&b'\n') {
        let left = end.saturating_duration_since(Instant::now());
        if !matches!(wait(&mut [PollFd::new(&*output, PollFlags::IN)], Some(left)), Ok(true)) {
            break;
        }
        match output.read(&mut buffer) {
            Ok(length) if length > 0 => printed.extend_from_slice(buffer.get(..length).unwrap_or_default()),
            _ => break,
        }
    }
    printed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(script: &str, limit: Duration, expected: Option<&str>) {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        assert_eq!(first_line(command, Instant::now() + limit).as_deref(), expected, "{script}");
    }

    #[test]
    fn a_line_is_read_and_no_more() {
        let long = Duration::from_secs(10);
        check("printf 'a|b\\n'", long, Some("a|b"));
        check("printf 'a|'; printf 'b\\nc\\n'; exec sleep 100", long, Some("a|b"));
        check("read line; echo \"<$line>\"", long, Some("<>"));
        check("yes | tr -d '\\n'", long, None);
        check("echo no >&2; exit 1", long, None);
    }

    #[test]
    fn a_program_that_hangs_or_is_missing_says_nothing() {
        check("exec sleep 100", Duration::from_millis(10), None);
        assert_eq!(first_line(Command::new("/nowhere/tmux"), Instant::now() + LIMIT), None);
    }
}
