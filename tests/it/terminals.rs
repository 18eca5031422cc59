//! The real session at the other end of terminals that answer as measured ones do, or badly, or not at all.

use crate::support::SAMPLE;
use crate::support::pty::{Answer, Finished, OTHER_HALF, Program, Stdin, Stdout, Terminal, is_other_half};
use reader::terminal::{Session, Wishes};
use rustix::process::Signal;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

const SIZE: (u16, u16) = (100, 30);

/// A row of the table of terminals.
struct Measured {
    terminal: &'static str,
    /// Profile, marks, and whether it is sure.
    expected: String,
    term: &'static str,
    answers: Vec<Answer>,
    /// What `tmux display` prints there; empty outside tmux.
    tmux: &'static str,
}

fn measured() -> impl Iterator<Item = Measured> {
    include_str!("terminals.tsv").lines().filter(|line| !line.starts_with('#')).map(row)
}

fn row(line: &'static str) -> Measured {
    let cells: Vec<&str> = line.split('\t').map(|cell| if cell == "-" { "" } else { cell }).collect();
    let [terminal, term, profile, marks, sure, version, da1, da2, da3, bdsm, synchronized, margins, la, zwnj, tmux] =
        cells[..]
    else {
        panic!("another number of columns in {line}")
    };
    let column = |columns: &str, before: u32| columns.parse::<u32>().map_or(0, |columns| columns + before);
    // In the order they are asked.
    let all: [(&[u8], &str, String); 9] = [
        (b"\x1b[>0q", version, format!("\x1bP>|{version}\x1b\\")),
        (b"\x1b[=c", da3, format!("\x1bP!|{da3}\x1b\\")),
        (b"\x1b[8$p", bdsm, format!("\x1b[8;{bdsm}$y")),
        (b"\x1b[?2026$p", synchronized, format!("\x1b[?2026;{synchronized}$y")),
        (b"\x1b[?69$p", margins, format!("\x1b[?69;{margins}$y")),
        (b"\x1b[>c", da2, format!("\x1b[>{da2}c")),
        // Of two requests for the place of the cursor, the one after a lam and an alef, and the one after a letter.
        (b"\xd9\x84\xd8\xa7\x1b[6n", la, format!("\x1b[2;{}R", column(la, 1))),
        (b"b\x1b[6n", zwnj, format!("\x1b[3;{}R", column(zwnj, 3))),
        (b"\x1b[c", da1, format!("\x1b[?{da1}c")),
    ];
    let answers = all
        .into_iter()
        .filter(|(_, cell, _)| !cell.is_empty())
        .map(|(question, _, answer)| (question, answer.into_bytes()))
        .collect();
    Measured { terminal, expected: format!("{profile} {marks} sure={sure}."), term, answers, tmux }
}

fn named(terminal: &str) -> Vec<Answer> {
    measured().find(|row| row.terminal == terminal).expect("a terminal of the table").answers
}

fn sample_on(terminal: Terminal) -> Program {
    let mut command = Command::new(env!("CARGO_BIN_EXE_reader"));
    command.arg("sample/");
    Program::run_on(command, SIZE, Stdin::Terminal, Stdout::Terminal, terminal)
}

fn sample_answered(answers: Vec<Answer>) -> Program {
    let program = sample_on(Terminal { answers, ..Terminal::default() });
    program.wait_for(SAMPLE);
    program
}

fn leave(program: Program) -> Finished {
    program.keys("q");
    let finished = program.finish();
    assert_eq!(finished.code(), 0);
    assert!(finished.restored);
    finished
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[test]
fn every_measured_terminal_gets_its_profile() {
    for row in measured() {
        let folder = tempfile::tempdir().expect("a folder");
        let program = folder.path().join("tmux");
        fs::write(&program, format!("#!/bin/sh\nprintf '%s\\n' '{}'\n", row.tmux)).expect("a program");
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("a program that runs");
        let path = format!("{}:/usr/bin:/bin", folder.path().to_str().expect("UTF-8"));
        let inside = if row.tmux.is_empty() { "" } else { "/nowhere,1,0" };
        let own = [("TERM", row.term), ("TMUX", inside), ("PATH", &path), (OTHER_HALF, "1")];
        let environment = own.map(|(name, value)| (name, value.to_owned())).to_vec();
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.args(["--exact", "terminals::tells_its_profile", "--include-ignored", "--nocapture"]);
        let terminal = Terminal { answers: row.answers, environment, slow: false };
        let program = Program::run_on(command, SIZE, Stdin::Terminal, Stdout::Terminal, terminal);
        program.wait_for("profile: ");
        let screen = program.screen();
        assert!(screen.contains(&format!("profile: {}", row.expected)), "{}:\n{screen}", row.terminal);
        assert!(program.finish().restored);
    }
}

#[test]
#[ignore = "the other half of the table of terminals, which runs it on a terminal of its own"]
fn tells_its_profile() {
    if !is_other_half() {
        return;
    }
    let mut session = Session::open(Wishes::default()).expect("a terminal");
    session.enter().expect("the terminal takes it");
    let (profile, detection) = (session.profile(), session.detection().cloned().expect("answers"));
    session.restore();
    for (about, sent, answer) in detection.rows() {
        println!("{about:40} {sent:45} {}", answer.as_deref().unwrap_or("-"));
    }
    println!("{}; {:?}", detection.verdict.why, detection.took);
    let sure = if detection.verdict.sure { "yes" } else { "no" };
    println!("profile: {} {} sure={sure}.", profile.name, profile.marks.as_str());
}

#[test]
fn own_switches_are_thrown_and_thrown_back() {
    let switches: [(&str, &[u8], &[u8]); 2] = [
        ("Konsole 22.12.3", b"\x1b]50;BidiRenderingEnabled=false\x07", b"\x1b]50;BidiRenderingEnabled=true\x07"),
        ("mlterm 3.9.0", b"\x1b]5379;use_ctl=false\x07", b"\x1b]5379;use_ctl=true\x07"),
    ];
    for (terminal, off, on) in switches {
        let written = leave(sample_answered(named(terminal))).written;
        assert!(find(&written, off) < find(&written, b"\x1b[2J"), "{terminal}");
        let (back, left) = (find(&written, on), find(&written, b"\x1b[?1049l"));
        assert!(back.is_some() && back < left, "{terminal}");
    }
    let program = sample_answered(named("Konsole 22.12.3"));
    program.signal(Signal::TERM);
    assert!(find(&program.finish().written, b"=true\x07\x1b[?2026l").is_some());
    for terminal in ["xterm 379", "VTE 0.70.6", "pterm 0.78", "[Windows Terminal 1.22]"] {
        let written = leave(sample_answered(named(terminal))).written;
        assert_eq!(find(&written, b"\x1b]50").or(find(&written, b"\x1b]5379")), None, "{terminal}");
    }
}

#[test]
fn a_terminal_that_answers_nothing_is_drawn_on() {
    leave(sample_answered(Vec::new()));
}

#[test]
fn tmux_is_asked_again_where_it_may_be_in_another_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    let (program, outer) = (folder.path().join("tmux"), folder.path().join("outer"));
    fs::write(&program, format!("#!/bin/sh\nexec cat {}\n", outer.display())).expect("a program");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("a program that runs");
    let attach = |kind: &str| fs::write(&outer, format!("{kind}|xterm-256color\n")).expect("a file");
    let path = format!("{}:/usr/bin:/bin", folder.path().to_str().expect("UTF-8"));
    let environment = vec![("TMUX", "/nowhere,1,0".to_owned()), ("PATH", path)];
    let answers: Vec<Answer> = vec![(b"\x1b[c", b"\x1b[>84;0;0c\x1b[?6c".to_vec())];
    attach("Konsole 22.12.3");
    let program = sample_on(Terminal { answers, environment, slow: false });
    program.wait_for(SAMPLE);
    let uses = |expected: &str| {
        program.keys(":set<Space>terminal?<Enter>");
        program.wait_for(expected);
    };
    uses("auto: inverse-zwnj (tmux runs in Konsole");
    attach("kitty(0.38.0)");
    program.keys(":set<Space>terminal=auto<Enter>");
    uses("auto: kitty (tmux runs in kitty(0.38.0)), marks are left out");
    attach("XTerm(379)");
    program.signal(Signal::STOP);
    program.signal(Signal::CONT);
    // Taken again, and this time without questions.
    program.wait_for_bytes(b"\x1b[?1049h\x1b[8l");
    uses("auto: visual (tmux runs in XTerm(379)), marks are shown");
    // What the user has named stays.
    program.keys(":set<Space>terminal=sgr<Enter>");
    attach("VTE(7000)");
    program.signal(Signal::STOP);
    program.signal(Signal::CONT);
    uses("sgr: sgr (chosen by you), marks are shown");
    leave(program);
}

#[test]
fn late_answers_are_no_keys() {
    let program = sample_answered(Vec::new());
    program.keys("\\civil");
    let answers = measured().filter(|row| !row.terminal.starts_with('[')).flat_map(|row| row.answers);
    for byte in answers.flat_map(|(_, answer)| answer) {
        program.send(&[byte]);
    }
    program.keys("<Space>dawn");
    program.wait_for("> civil dawn");
    program.keys("<Enter>");
    program.wait_for("NORMAL");
    leave(program);
}

#[test]
fn keys_between_the_bytes_of_answers_keep_their_order() {
    let keys = ["\\", "c", "i", "v", "i", "l", " ", "d", "awn"];
    let mut answers = named("xterm 379");
    assert_eq!(answers.len(), keys.len());
    for ((_, answer), key) in answers.iter_mut().zip(keys) {
        answer.splice(..0, key.bytes());
    }
    let program = sample_on(Terminal { answers, slow: true, ..Terminal::default() });
    program.wait_for("> civil dawn");
    program.keys("<Enter>");
    program.wait_for("NORMAL");
    leave(program);
}

#[test]
fn a_name_that_does_not_end_is_not_shown() {
    let mut name = b"\x1bP>|q".to_vec();
    name.extend(b"HOSTILE\r\n\x07\x00\x08\xff q".iter().copied().cycle().take(10 << 20));
    name.extend(b"\x1b\\");
    let mut answers = named("xterm 379");
    for (question, answer) in &mut answers {
        if *question == b"\x1b[>0q" {
            *answer = name.clone();
        }
    }
    let finished = leave(sample_answered(answers));
    assert_eq!(find(&finished.written, b"HOSTILE"), None);
}
