//! The program run without a terminal: arguments and standard input in, text and exit code out.

use super::pty::detached;
use std::fs::Permissions;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Ran {
    /// Exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
}

/// Runs the program at the root of the project with a home of its own and an empty standard input.
pub(crate) fn reader<const N: usize>(arguments: [&str; N]) -> Ran {
    reader_with_input(arguments, b"")
}

/// The same with something on standard input.
pub(crate) fn reader_with_input<const N: usize>(arguments: [&str; N], input: &[u8]) -> Ran {
    let home = tempfile::tempdir().expect("a home");
    run(home.path(), &arguments, input)
}

/// The same with a home that holds something, such as settings.
pub(crate) fn reader_at_home(home: &Path, arguments: &[&str]) -> Ran {
    run(home, arguments, b"")
}

/// The same, still running, with what it tells on a pipe.
pub(crate) fn start_at_home(home: &Path, arguments: &[&str]) -> Child {
    let mut command = command(home);
    let child = command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
    child.expect("the program starts")
}

/// The same with a standard output that nobody reads any more; what is written to it is lost.
pub(crate) fn reader_closed<const N: usize>(arguments: [&str; N]) -> Ran {
    let home = tempfile::tempdir().expect("a home");
    let (read, write) = std::io::pipe().expect("a pipe");
    drop(read);
    let mut command = command(home.path());
    let child = command.args(arguments).stdin(Stdio::null()).stdout(write).stderr(Stdio::piped()).spawn();
    // Its own end of the pipe goes with it.
    drop(command);
    ended(child.expect("the program starts"))
}

/// The same with a standard output on a disk that is full; none on a system that has no such device.
pub(crate) fn reader_full<const N: usize>(arguments: [&str; N]) -> Option<Ran> {
    let home = tempfile::tempdir().expect("a home");
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").ok()?;
    let mut command = command(home.path());
    let child = command.args(arguments).stdin(Stdio::null()).stdout(full).stderr(Stdio::piped()).spawn();
    Some(ended(child.expect("the program starts")))
}

/// The same by a user who may write nowhere below this home, which is left so that everybody may read it.
///
/// Root may write anywhere and becomes nobody for it, with a program of its own, since nobody may not reach this one.
pub(crate) fn reader_without_rights(home: &Path, arguments: &[&str]) -> Ran {
    let program = home.join("reader");
    // Copied by another process: a program that is open for writing cannot be started, and one that a test beside this one
    // starts in the meantime would hold what we had opened.
    let copied = Command::new("cp").arg(env!("CARGO_BIN_EXE_reader")).arg(&program).status();
    assert!(copied.expect("cp starts").success(), "room for the program");
    set_rights(home, 0o555, 0o444);
    std::fs::set_permissions(&program, Permissions::from_mode(0o755)).expect("the program is ours");
    let mut command = command_of(&program, home);
    if rustix::process::geteuid().is_root() {
        command.uid(65_534).gid(65_534);
    }
    let ran = ended(
        command
            .args(arguments)
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts"),
    );
    set_rights(home, 0o755, 0o644);
    ran
}

fn set_rights(path: &Path, folder: u32, file: u32) {
    let is_folder = path.is_dir();
    // A folder is entered before it is closed, or after it is opened.
    std::fs::set_permissions(path, Permissions::from_mode(if is_folder { 0o755 } else { file })).expect("it is ours");
    if is_folder {
        for entry in std::fs::read_dir(path).expect("a folder") {
            set_rights(&entry.expect("an entry").path(), folder, file);
        }
        std::fs::set_permissions(path, Permissions::from_mode(folder)).expect("it is ours");
    }
}

fn run(home: &Path, arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = command(home)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that does not read its input may be gone by now.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    ended(child)
}

fn ended(child: Child) -> Ran {
    let output = child.wait_with_output().expect("the program ends");
    Ran {
        code: output.status.code().expect("an exit code"),
        stdout: String::from_utf8(output.stdout).expect("UTF-8 on stdout"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8 on stderr"),
    }
}

/// The program without the environment of whoever runs the tests, in a session without a terminal.
fn command(home: &Path) -> Command {
    command_of(Path::new(env!("CARGO_BIN_EXE_reader")), home)
}

fn command_of(program: &Path, home: &Path) -> Command {
    let mut command = Command::new(program);
    detached(&mut command)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_clear()
        .env("HOME", home)
        .env("PATH", "/usr/bin:/bin")
        .env("LANG", "C.UTF-8")
        .env("TERM", "xterm");
    command
}
