//! The real program on a real pseudo-terminal: it draws, follows the window, prints where it should, and gives the
//! terminal back on every way out.

use crate::support::SAMPLE;
use crate::support::pty::{OTHER_HALF, Program, Stdin, Stdout, Terminal, is_other_half};
use reader::terminal::{Session, Wishes};
use rustix::process::Signal;
use std::os::unix::process::ExitStatusExt as _;
use std::process::Command;

/// How the terminal is left: order and cursor as they were, the screen from before.
const FAREWELL: &[u8] = b"\x1b[?25h\x1b[8h\x1b[0 k\x1b[?1049l";
const SIZE: (u16, u16) = (100, 30);

fn on_sample(stdout: Stdout) -> Program {
    let program = Program::start(&["sample/"], SIZE, Stdin::Terminal, stdout);
    program.wait_for(SAMPLE);
    program
}

#[track_caller]
fn assert_given_back(finished: &crate::support::pty::Finished) {
    assert!(finished.restored, "the terminal's modes are not those from before");
    let last = finished.written.windows(FAREWELL.len()).rposition(|bytes| bytes == FAREWELL);
    assert!(last.is_some(), "no farewell in {}", finished.written.escape_ascii());
}

#[test]
fn it_draws_follows_the_window_and_leaves() {
    let program = on_sample(Stdout::Terminal);
    program.keys("zM");
    program.resize((60, 12));
    program.wait_for("LIST");
    program.resize((15, 4));
    program.wait_for("Too small");
    program.resize(SIZE);
    program.wait_for(SAMPLE);
    program.keys("q");
    let finished = program.finish();
    assert_eq!(finished.code(), 0);
    assert_given_back(&finished);
    // The order is ours before the first clear.
    let find = |wanted: &[u8]| finished.written.windows(wanted.len()).position(|bytes| bytes == wanted);
    assert!(find(b"\x1b[8l") < find(b"\x1b[2J"));
}

#[test]
fn what_is_chosen_goes_to_the_pipe_and_the_screen_to_the_terminal() {
    let program = on_sample(Stdout::Pipe);
    program.keys("\\civil<Space>dawn");
    program.wait_for("> civil dawn");
    program.keys("<Enter>");
    program.wait_for("NORMAL");
    program.keys("ZZ");
    let finished = program.finish();
    assert_eq!(finished.code(), 0);
    assert_given_back(&finished);
    let text = String::from_utf8(finished.stdout).expect("UTF-8");
    assert!(text.starts_with("Civil Dawn Party (حزب الفجر المدني)"), "{text}");
    assert!(!text.contains('\x1b'), "{text}");
    assert!(!text.contains(|c| ('\u{FB50}'..='\u{FEFC}').contains(&c)), "presentation forms in {text}");
}

#[test]
fn nothing_chosen_prints_nothing() {
    let program = on_sample(Stdout::Pipe);
    program.keys("q");
    let finished = program.finish();
    assert_eq!((finished.code(), finished.stdout.as_slice()), (1, b"".as_slice()));
    assert_given_back(&finished);

    let program = on_sample(Stdout::Pipe);
    program.keys("<C-c>");
    let finished = program.finish();
    assert_eq!((finished.code(), finished.stdout.as_slice()), (130, b"".as_slice()));
    assert_given_back(&finished);
}

#[test]
fn the_only_match_is_chosen_without_a_key_and_none_is_left() {
    let run = |arguments: &[&str]| {
        let finished = Program::start(arguments, SIZE, Stdin::Terminal, Stdout::Pipe).finish();
        assert_given_back(&finished);
        (finished.code(), String::from_utf8(finished.stdout).expect("UTF-8"))
    };
    let (code, text) = run(&["-1", "-q", "مكتبة البلدة", "--format", "csv", "--fields", "path,title", "sample/"]);
    assert_eq!((code, text.as_str()), (0, "path,title\r\nar-iso-8859-6.txt,بيان حزب السنديان حول مكتبة البلدة\r\n"));
    assert_eq!(run(&["-0", "-1", "-q", "no such words", "sample/"]), (1, String::new()));
    let program = Program::start(&["-q", "civil dawn", "sample/"], SIZE, Stdin::Terminal, Stdout::Pipe);
    program.wait_for("> civil dawn");
    program.keys("<C-c>q");
    assert_eq!(program.finish().code(), 1);
}

#[test]
fn a_file_is_whole_when_it_is_written_and_left_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let write = |name: &str| format!(":w<Space>{}<Enter>", path(name).to_str().expect("UTF-8"));
    let program = on_sample(Stdout::Terminal);
    program.keys("<C-a>");
    program.keys(&write("waited-for"));
    program.wait_for("bytes written to");
    program.keys(&(write("left") + ":q<Enter>"));
    let finished = program.finish();
    assert_eq!(finished.code(), 0);
    assert_given_back(&finished);
    let read = |name: &str| std::fs::read_to_string(path(name)).expect("a file");
    assert_eq!(read("left"), read("waited-for"));
}

#[test]
fn files_can_be_named_on_a_pipe() {
    let list = b"sample/ar-vocalised.txt\nsample/ckb-notice.txt\n";
    let program = Program::start(&[], SIZE, Stdin::Pipe(list), Stdout::Terminal);
    program.wait_for("2 statements");
    program.keys("q");
    assert_given_back(&program.finish());
}

#[test]
fn signals_end_it_in_order() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let program = on_sample(Stdout::Terminal);
        program.signal(signal);
        let finished = program.finish();
        assert_eq!(finished.code(), code);
        assert_given_back(&finished);
    }
}

#[test]
fn a_signal_ends_it_while_the_terminal_does_not_answer() {
    let program = Program::start_unanswered(&["sample/"], SIZE);
    program.wait_for_bytes(b"\x1b[c");
    program.signal(Signal::TERM);
    let finished = program.finish();
    assert_eq!(finished.code(), 143);
    assert_given_back(&finished);
}

#[test]
fn keys_and_signals_are_not_taken_after_the_end() {
    for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
        let program = on_sample(Stdout::FullPipe);
        program.keys("ZZ");
        program.wait_for_bytes(FAREWELL);
        program.send(b"typed ahead\r");
        assert_eq!(program.unread_line().len(), "typed ahead\r".len());
        program.signal(signal);
        let finished = program.finish();
        assert_eq!(finished.status.signal(), Some(signal.as_raw()));
        assert_given_back(&finished);
    }
}

#[test]
fn a_lost_terminal_ends_it() {
    let mut program = on_sample(Stdout::Terminal);
    program.hang_up();
    assert_eq!(program.finish().code(), 129);
}

#[test]
fn it_draws_anew_when_it_goes_on_after_a_stop() {
    let program = on_sample(Stdout::Terminal);
    program.signal(Signal::STOP);
    program.signal(Signal::CONT);
    program.wait_for_bytes(b"\x1b[?1049h\x1b[8l\x1b[1 k\x1b[0m\x1b[2J");
    program.wait_for(SAMPLE);
    program.keys("q");
    let finished = program.finish();
    assert_eq!(finished.code(), 0);
    assert_given_back(&finished);
}

#[test]
fn a_stop_that_nobody_could_end_is_refused() {
    // The program leads the session: no shell is there.
    let program = on_sample(Stdout::Terminal);
    program.signal(Signal::TSTP);
    program.wait_for("No shell is there to bring the program back.");
    program.keys("q");
    let finished = program.finish();
    assert_eq!(finished.code(), 0);
    assert_given_back(&finished);
}

#[test]
fn a_panic_gives_the_terminal_back_before_its_message() {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", "pty::panics_on_the_terminal", "--include-ignored", "--nocapture", "--test-threads=1"]);
    let terminal = Terminal { environment: vec![(OTHER_HALF, "1".to_owned())], ..Terminal::usual() };
    let finished = Program::run_on(command, SIZE, Stdin::Terminal, Stdout::Terminal, terminal).finish();
    assert_ne!(finished.code(), 0);
    assert_given_back(&finished);
    let find = |wanted: &[u8]| finished.written.windows(wanted.len()).position(|bytes| bytes == wanted);
    assert!(find(FAREWELL) < find(b"on purpose"), "{}", finished.written.escape_ascii());
}

#[test]
#[ignore = "the other half of the test of panics, which runs it on a terminal of its own"]
fn panics_on_the_terminal() {
    if !is_other_half() {
        return;
    }
    let mut session = Session::open(Wishes::default()).expect("a terminal");
    session.enter().expect("the terminal takes it");
    panic!("on purpose");
}
