//! The program at the other end of a real SSH connection: a server of OpenSSH on the loopback, with a port, keys and
//! settings of its own, ended by its process id.
//!
//! Optional: without `sshd`, `ssh` and `ssh-keygen`, or where the server does not let its own user in, a line on stderr
//! says that nothing was tried, and why.

use crate::support::SAMPLE;
use crate::support::pty::{Program, Stdin, Stdout};
use crate::support::switches::switches_left_on;
use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use std::fs;
use std::io::Write as _;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const SIZE: (u16, u16) = (100, 30);
const PATIENCE: Duration = Duration::from_secs(10);

/// A running server, and a user who may log in to it.
struct Server {
    folder: tempfile::TempDir,
    port: u16,
    process: Child,
}

impl Drop for Server {
    fn drop(&mut self) {
        // Its sessions go on without it; what runs in them has lost its terminal by now or ends by itself.
        let _ = kill_process(Pid::from_child(&self.process), Signal::TERM);
        let _ = self.process.wait();
    }
}

/// A server, or nothing after a line that says why there is none.
fn server() -> Option<Server> {
    match Server::start() {
        Ok(server) => Some(server),
        Err(reason) => {
            let name = thread::current().name().unwrap_or("ssh").to_owned();
            // Past the harness, which keeps to itself what a test that passes has printed.
            let _ = std::io::stderr().write_all(format!("{name}: skipped: {reason}\n").as_bytes());
            None
        }
    }
}

impl Server {
    fn start() -> Result<Self, String> {
        // sshd runs itself again and insists on a full path.
        let program = |name| find(name).ok_or_else(|| format!("there is no {name}"));
        let (sshd, keygen, _) = (program("sshd")?, program("ssh-keygen")?, program("ssh")?);
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let path = |name: &str| folder.path().join(name).display().to_string();
        for key in ["host", "user"] {
            let mut command = Command::new(&keygen);
            succeed(command.args(["-q", "-t", "ed25519", "-N", "", "-f", &path(key)]))?;
        }
        if rustix::process::geteuid().is_root() {
            // What the server's own start-up script makes; a user other than root needs none.
            let _ = fs::create_dir("/run/sshd");
        }
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|error| error.to_string())?;
        let port = listener.local_addr().map_err(|error| error.to_string())?.port();
        drop(listener);
        let settings = format!(
            "ListenAddress 127.0.0.1:{port}\nHostKey {}\nAuthorizedKeysFile {}\nPidFile {}\nStrictModes no\nUsePAM no\n\
             PasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin yes\nPrintMotd no\n\
             PrintLastLog no\n",
            path("host"),
            path("user.pub"),
            path("pid"),
        );
        let written = fs::write(path("settings"), settings).and_then(|()| write_remote(folder.path()));
        written.map_err(|error| error.to_string())?;
        let mut command = Command::new(sshd);
        command.args(["-D", "-f", &path("settings"), "-E", &path("log")]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let process = command.spawn().map_err(|error| error.to_string())?;
        let mut server = Self { folder, port, process };
        server.wait_until_it_listens()?;
        succeed(server.client(&[]).arg("true")).map_err(|error| format!("{error}; {}", server.log()))?;
        Ok(server)
    }

    fn wait_until_it_listens(&mut self) -> Result<(), String> {
        let since = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            if since.elapsed() > PATIENCE || !matches!(self.process.try_wait(), Ok(None)) {
                return Err(format!("sshd does not start; {}", self.log()));
            }
            thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }

    /// The last that the server said.
    fn log(&self) -> String {
        let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        format!("its last word: {}", log.lines().last().unwrap_or("none"))
    }

    /// `ssh` to this server, past all that its user has set up; the remote command is to follow.
    fn client(&self, options: &[&str]) -> Command {
        let path = |name: &str| self.folder.path().join(name).display().to_string();
        let mut command = Command::new("ssh");
        command.args(["-F", "/dev/null", "-p", &self.port.to_string(), "-i", &path("user")]);
        let known = format!("UserKnownHostsFile={}", path("known"));
        for option in [
            known.as_str(),
            "StrictHostKeyChecking=no",
            "BatchMode=yes",
            "IdentitiesOnly=yes",
            "IdentityAgent=none",
            "LogLevel=ERROR",
        ] {
            command.args(["-o", option]);
        }
        command.args(options).arg("127.0.0.1").stdin(Stdio::null());
        command
    }

    /// `ssh -tt` that runs the reader with `arguments` there, in a terminal here.
    fn reader(&self, arguments: &str) -> Program {
        let mut command = self.client(&["-tt"]);
        command.arg(format!("{} {arguments}", self.remote()));
        Program::run(command, SIZE, Stdin::Terminal, Stdout::Terminal)
    }

    /// The command that runs the reader there.
    fn remote(&self) -> String {
        self.folder.path().join("reader").display().to_string()
    }

    /// What the reader that was started last runs as.
    fn remote_process(&self) -> Pid {
        let number = fs::read_to_string(self.folder.path().join("process")).expect("the reader was started");
        number.trim().parse().ok().and_then(Pid::from_raw).expect("a process")
    }
}

/// Writes the script that the server runs: a home of its own, and where its process is to be found.
fn write_remote(folder: &Path) -> std::io::Result<()> {
    let script = format!(
        "#!/bin/sh\necho $$ > {0}/process\ncd {1} || exit\nexec env -i HOME={0} PATH=/usr/bin:/bin LANG=C.UTF-8 \
         ${{TERM+\"TERM=$TERM\"}} \"SSH_TTY=$SSH_TTY\" {2} \"$@\"\n",
        folder.display(),
        env!("CARGO_MANIFEST_DIR"),
        env!("CARGO_BIN_EXE_reader"),
    );
    let path = folder.join("reader");
    fs::write(&path, script)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

/// Looks for a program where users and where servers are kept.
fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain(["/usr/sbin", "/sbin", "/usr/local/sbin"].map(PathBuf::from));
    folders.map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn succeed(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().display().to_string();
    let output = command.output().map_err(|error| format!("{name}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{name}: {}", String::from_utf8_lossy(&output.stderr).trim()))
}

/// Waits until a process has ended that lost its terminal at `since`; whether anybody has asked how does not matter.
fn wait_for_end_of(process: Pid, since: Instant) -> Duration {
    while runs(process) {
        assert!(since.elapsed() < PATIENCE, "process {process:?} goes on without its terminal");
        thread::sleep(Duration::from_millis(5));
    }
    since.elapsed()
}

fn runs(process: Pid) -> bool {
    // Its parent went with the connection, and whoever has taken its place may let the dead wait.
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let dead = stat.rsplit(')').next().is_some_and(|fields| fields.trim_start().starts_with('Z'));
    !dead && test_kill_process(process).is_ok()
}

/// Leaves the reader by its key: the terminal is as it was, and nothing is left switched on.
fn leaves_in_order(program: Program) {
    program.keys("q");
    let finished = program.finish();
    assert_eq!(finished.code(), 0);
    assert!(finished.restored);
    assert_eq!(switches_left_on(&finished.written), [""; 0]);
}

#[test]
fn it_draws_over_ssh_and_gives_the_terminal_back() {
    let Some(server) = server() else { return };
    let program = server.reader("sample/");
    program.wait_for(SAMPLE);
    program.resize((15, 4));
    program.wait_for("Too small");
    program.resize(SIZE);
    program.wait_for(SAMPLE);
    program.keys("<Enter>");
    program.wait_for("NORMAL");
    leaves_in_order(program);
}

#[test]
fn a_dropped_connection_ends_the_remote_process() {
    let Some(server) = server() else { return };
    for keys in ["j", "<Enter>", "/", "<F1>"] {
        let program = server.reader("sample/");
        program.wait_for(SAMPLE);
        program.keys(keys);
        let remote = server.remote_process();
        assert!(runs(remote));
        let dropped = Instant::now();
        program.signal(Signal::KILL);
        program.finish();
        let took = wait_for_end_of(remote, dropped);
        eprintln!("after {keys}: gone {took:?} after the connection was dropped");
        // A second is what is promised, and a few hundredths what it takes; the rest is for a machine with other work.
        assert!(took < Duration::from_secs(3), "after {keys}: {took:?}");
    }
}

#[test]
fn a_remote_list_has_a_line_for_each_statement() {
    let Some(server) = server() else { return };
    let lines = |command: &str| {
        let output = server.client(&[]).arg(format!("{} {command}", server.remote())).output().expect("ssh runs");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{command}");
        String::from_utf8(output.stdout).expect("UTF-8").lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let number = SAMPLE.split(' ').next().expect("a number");
    assert_eq!(lines("list sample/").len().to_string(), number);
    assert_eq!(lines("list sample/ | wc -l"), [number]);
    let narrowed = lines("--filter 'civil dawn' sample/");
    assert!(narrowed.first().is_some_and(|line| line.contains("Civil Dawn")), "{narrowed:?}");
    assert_eq!(lines("--filter 'civil dawn' sample/ | wc -l"), [narrowed.len().to_string()]);
    // The end of a pipe that is closed early is no trouble.
    assert_eq!(lines("list sample/ | head -n 1").len(), 1);
}

#[test]
fn without_a_remote_terminal_the_batch_commands_are_named() {
    let Some(server) = server() else { return };
    let output = server.client(&["-T"]).arg(format!("{} sample/", server.remote())).output().expect("ssh runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{stderr}");
    assert!(stderr.contains("reader list"), "{stderr}");
}

#[test]
fn control_z_over_ssh_does_not_hang() {
    let Some(server) = server() else { return };
    let program = server.reader("sample/");
    program.wait_for(SAMPLE);
    program.keys("<C-z>");
    // The reader leads the session there: stopped, nobody could bring it back.
    program.wait_for("No shell is there to bring the program back.");
    program.keys("<Enter>");
    program.wait_for("NORMAL");
    leaves_in_order(program);
}
