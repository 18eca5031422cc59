//! What happens to sessions over a bad line and under rough hands: terminals that vanish, stops, storms of resizes,
//! terminals that say little of themselves. However it ends, the terminal is as it was found.

use crate::support::SAMPLE;
use crate::support::pty::{Finished, Program, Stdin, Stdout, processor_time};
use crate::support::switches::switches_left_on;
use rustix::process::Signal;
use std::process::Command;
use std::time::Duration;

const SIZE: (u16, u16) = (100, 30);
/// Processor time that ending takes at most; a thread that spins takes as much as it gets.
const BRIEF: Duration = Duration::from_secs(2);

/// A shell that runs `script`, to which `$READER` is the program.
fn shell(script: &str, size: (u16, u16)) -> Program {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("READER='{}'; export READER; {script}", env!("CARGO_BIN_EXE_reader"))]);
    Program::run(command, size, Stdin::Terminal, Stdout::Terminal)
}

/// The reader on the sample corpus, with `before` in front of its name.
fn on_sample(before: &str) -> Program {
    let program = shell(&format!("{before} \"$READER\" sample/"), SIZE);
    program.wait_for(SAMPLE);
    program
}

#[track_caller]
fn assert_as_found(finished: &Finished) {
    assert!(finished.restored, "the terminal's modes are not those from before");
    let left = switches_left_on(&finished.written);
    assert!(left.is_empty(), "left on: {left:?}");
}

#[test]
fn a_terminal_that_vanishes_ends_it_without_a_spin() {
    // Also where hangups were told to be ignored, as `nohup` does: then only the terminal tells.
    for before in ["exec", "trap '' HUP; exec"] {
        for keys in ["", "/", "v", "<F1>"] {
            let mut program = on_sample(before);
            program.keys(&format!("<Enter>{keys}"));
            let spent = processor_time(program.process());
            program.hang_up();
            let finished = program.finish();
            assert_eq!(finished.code(), 129, "{before} {keys}");
            assert!(finished.processor - spent < BRIEF, "{:?} after {spent:?}", finished.processor);
        }
    }
}

#[test]
fn a_terminal_that_vanishes_before_it_answers_ends_it_too() {
    let mut program = Program::start_unanswered(&["sample/"], SIZE);
    program.wait_for_bytes(b"\x1b[c");
    program.hang_up();
    let finished = program.finish();
    assert_eq!(finished.code(), 129);
    assert!(finished.processor < BRIEF, "{:?}", finished.processor);
}

#[test]
fn a_terminal_that_takes_nothing_holds_no_signal() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("long.txt");
    std::fs::write(&file, format!("A title\n\n{}", "words and words and more words. ".repeat(2200))).expect("a file");
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let mut program = shell(&format!("exec \"$READER\" {}", file.display()), SIZE);
        program.wait_for("more words");
        program.stall();
        // For the clipboard the whole text is sent, more than any system keeps for a reader.
        program.keys("<Enter>ggVGy");
        program.wait_until_full();
        program.signal(signal);
        let finished = program.finish();
        assert_eq!(finished.code(), 128 + signal.as_raw());
        assert!(finished.restored);
    }
}

#[test]
fn no_switch_is_left_on_whatever_ends_it() {
    for keys in ["q", "ZZ", "<C-c>", "<Enter>v:q<Enter>", "<Enter>/a<C-c>q", "<F1>qq", ":set<Space>raw<Enter>ZQ"] {
        let program = on_sample("exec");
        program.keys(keys);
        assert_as_found(&program.finish());
    }
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
        let program = on_sample("exec");
        program.signal(signal);
        assert_as_found(&program.finish());
    }
}

#[test]
fn a_shell_gets_its_terminal_when_it_is_stopped_and_the_reader_gets_it_again() {
    let mut command = Command::new("bash");
    command.args(["--norc", "--noprofile", "--noediting", "-i"]).env("PS1", "ready> ");
    let program = Program::run(command, SIZE, Stdin::Terminal, Stdout::Terminal);
    // What a shell shows of its own depends on its version; what it is told to print does not.
    let say =
        |text: &str| program.send(format!("printf '%s %s\\n' {text}; stty -a | tr -d '\\n' | md5sum\r").as_bytes());
    let modes = || {
        let screen = program.screen();
        screen.lines().filter(|line| line.ends_with(" -")).map(str::to_owned).collect::<Vec<_>>()
    };
    say("before it");
    program.wait_for("before it");
    program.send(format!("{} sample/\r", env!("CARGO_BIN_EXE_reader")).as_bytes());
    program.wait_for(SAMPLE);
    for round in 1..=3 {
        program.keys("<C-z>");
        // Typed while it stops, and read by whoever has the terminal then.
        program.wait_for("Stopped");
        say(&format!("stopped {round}"));
        program.wait_for(&format!("stopped {round}"));
        program.send(b"clear; fg; echo left $?\r");
        program.wait_for(SAMPLE);
    }
    program.keys("q");
    program.wait_for("left 0");
    say("after it");
    program.wait_for("after it");
    program.send(b"exit\r");
    let modes = modes();
    let finished = program.finish();
    assert!(modes.windows(2).all(|two| two[0] == two[1]), "{modes:?}");
    assert_as_found(&finished);
}

#[test]
fn stops_from_outside_change_nothing_of_what_is_given_back() {
    let program = on_sample("exec");
    for _ in 0..3 {
        program.signal(Signal::STOP);
        program.resize((60, 12));
        program.signal(Signal::CONT);
        program.resize(SIZE);
    }
    program.wait_for(SAMPLE);
    program.keys("q");
    let finished = program.finish();
    assert_eq!(finished.code(), 0);
    assert_as_found(&finished);
}

#[test]
fn a_storm_of_resizes_passes() {
    let program = on_sample("exec");
    program.keys("<Enter>");
    for step in 0..1000 {
        program.resize((40 + step % 61, 5 + step % 26));
    }
    program.resize(SIZE);
    program.keys("<Tab>");
    program.wait_for(SAMPLE);
    program.wait_for("LIST");
    program.keys("q");
    let finished = program.finish();
    assert_eq!(finished.code(), 0);
    assert_as_found(&finished);
    // It may draw as often as it likes, but not once a resize where the terminal is slower than they are.
    assert!(finished.written.len() < 8 << 20, "{} bytes", finished.written.len());
}

#[test]
fn a_size_that_comes_back_is_drawn_anew() {
    // Rows that were cut meanwhile are gone from the terminal, and those it made have not our order.
    for (arguments, shown) in [("sample/", SAMPLE), ("doctor --card", "TEST CARD")] {
        let program = shell(&format!("exec \"$READER\" {arguments}"), SIZE);
        program.wait_for(shown);
        // All that is heard of a size that came and went.
        program.signal(Signal::WINCH);
        program.wait_for_bytes(b"\x1b[8l\x1b[1 k\x1b[2J");
        program.keys("q");
        assert_as_found(&program.finish());
    }
}

#[test]
fn the_shells_screen_is_as_it_was() {
    // The marks are waited for, and typed lines are not echoed.
    let script = "stty -echo; printf 'one\\n\\033[1;31mtwo\\033[0m\\n   three'; read -r _; \
                  \"$READER\" sample/; printf '\\033]2;done\\007'; read -r _";
    for keys in ["q", "<Enter>vjj:q<Enter>", "<C-c>"] {
        let program = shell(script, SIZE);
        program.wait_for("three");
        let before = program.state();
        program.send(b"\r");
        program.wait_for(SAMPLE);
        program.keys(keys);
        program.wait_for_bytes(b"\x1b]2;done\x07");
        assert_eq!(program.state(), before);
        program.send(b"\r");
        program.finish();
    }
}

#[test]
fn it_draws_where_the_terminal_says_little_of_itself() {
    for before in
        ["unset TERM; exec", "TERM= exec", "TERM=vt100 exec", "TERM=no-such-terminal exec", "stty cols 0 rows 0; exec"]
    {
        let program = on_sample(before);
        program.keys("q");
        let finished = program.finish();
        assert_eq!(finished.code(), 0, "{before}");
        assert_as_found(&finished);
    }
}

#[test]
fn a_linux_console_is_told_what_it_lacks() {
    for (term, told) in [("linux", true), ("linux-16color", true), ("xterm", false)] {
        let program = on_sample(&format!("TERM={term} exec"));
        assert_eq!(program.screen().contains("setfont Arabic-VGA16"), told, "{term}");
        program.keys("jq");
        assert_as_found(&program.finish());
    }
}

#[test]
fn a_dumb_terminal_is_refused_with_the_commands_that_need_none() {
    let program = shell("TERM=dumb exec \"$READER\" sample/", SIZE);
    program.wait_for("reader list");
    let finished = program.finish();
    assert_eq!(finished.code(), 2);
    assert!(!finished.written.contains(&0x1b), "{}", finished.written.escape_ascii());
}

#[test]
fn no_window_is_too_small_to_leave() {
    for size in [(5, 2), (1, 1), (1, 40), (200, 1)] {
        let program = Program::start(&["sample/"], size, Stdin::Terminal, Stdout::Terminal);
        program.wait_for_bytes(b"\x1b[?2004h");
        program.keys("jj<Enter>/a<Enter>v<Esc>");
        program.resize(SIZE);
        program.wait_for(SAMPLE);
        program.resize(size);
        program.keys("<Esc>:q<Enter>");
        let finished = program.finish();
        assert_eq!(finished.code(), 0, "{size:?}");
        assert_as_found(&finished);
    }
}

#[test]
fn it_runs_under_script_and_at_both_ends_of_a_pipe() {
    let runs = [
        // Its own terminal, and this one outside.
        "command -v script >/dev/null || exec \"$READER\" sample/; exec script -qec '\"$READER\" sample/' /dev/null",
        "find sample -name '*.*' | \"$READER\" | cat",
        "\"$READER\" sample/ | head -c 1",
    ];
    for run in runs {
        let program = shell(run, SIZE);
        program.wait_for("LIST");
        program.keys("q");
        let finished = program.finish();
        assert_as_found(&finished);
    }
}
