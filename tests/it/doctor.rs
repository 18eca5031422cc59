//! `reader doctor` in a real pseudo-terminal: what it reports, what calibration remembers, what is sent meanwhile.

use crate::support::SAMPLE;
use crate::support::pty::{Program, Stdin, Stdout, Terminal};
use rustix::process::Signal;
use std::process::Command;

const SIZE: (u16, u16) = (80, 24);

/// Runs a script with `reader` as `$R`; all its commands share one home.
fn script(text: &str) -> Program {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("R={}; {text}", env!("CARGO_BIN_EXE_reader"))]);
    Program::run(command, SIZE, Stdin::Terminal, Stdout::Pipe)
}

#[track_caller]
fn printed(program: Program, code: i32) -> String {
    let finished = program.finish();
    assert!(finished.restored);
    let text = String::from_utf8(finished.stdout.clone()).expect("UTF-8");
    assert_eq!(finished.code(), code, "{text}");
    assert!(!text.contains('\x1b'), "{text}");
    text
}

#[test]
fn the_report_goes_to_the_pipe() {
    let report = printed(script("$R doctor"), 0);
    for part in ["Asked and answered\n", "ESC [?2026$p", "profile  ", "why  ", "80 columns, 24 rows"] {
        assert!(report.contains(part), "{part} is not in\n{report}");
    }
    let line = printed(script("$R doctor --json"), 0);
    let record: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    assert_eq!((&record["columns"], &record["synchronized"]), (&80.into(), &false.into()));
    assert!(record["asked"].as_array().is_some_and(|asked| asked.len() > 5), "{line}");
}

#[test]
fn what_was_chosen_says_so() {
    let report = printed(script("READER_TERMINAL=inverse $R doctor"), 0);
    assert!(report.contains("inverse\n") && report.contains("chosen by you"), "{report}");
    let report = printed(script("READER_TERMINAL=inverse $R doctor --terminal kitty"), 0);
    assert!(report.contains("kitty\n") && !report.contains("inverse"), "{report}");
    let program = script("READER_TERMINAL=xterm $R sample/");
    program.wait_for("READER_TERMINAL=xterm names no way");
    printed(program, 2);
}

#[test]
fn the_card_stays_until_a_key_is_pressed() {
    let program = Program::start(&["doctor"], SIZE, Stdin::Terminal, Stdout::Terminal);
    program.wait_for("TEST CARD");
    program.keys("<Space>");
    program.wait_for("known here as");
    let finished = program.finish();
    assert!(finished.restored);
    assert_eq!(finished.code(), 0);
}

#[test]
fn what_ends_it_while_it_asks_ends_it() {
    for arguments in ["", "--json", "--forget", "--card", "--calibrate"] {
        for end in [Some(Signal::TERM), Some(Signal::INT), Some(Signal::HUP), None] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_reader"));
            command.arg("doctor").args(arguments.split_whitespace());
            let program = Program::run_on(command, SIZE, Stdin::Terminal, Stdout::Pipe, Terminal::default());
            program.wait_for_bytes(b"\x1b[c");
            let code = match end {
                Some(signal) => {
                    program.signal(signal);
                    128 + signal.as_raw()
                }
                None => {
                    program.keys("<C-c>");
                    130
                }
            };
            assert_eq!(printed(program, code), "", "{arguments}");
        }
    }
}

#[test]
fn calibration_is_remembered_and_forgotten() {
    let program =
        script("$R doctor --calibrate; $R doctor; $R doctor --forget; $R doctor --forget; echo $?; $R doctor");
    program.wait_for("CALIBRATION 1/2");
    program.keys("2");
    program.wait_for("CALIBRATION 2/2");
    program.keys("y");
    let text = printed(program, 0);
    let (before, after) = text.split_once("is forgotten.\n").expect("forgotten");
    assert!(before.starts_with("Remembered for this terminal: inverse, marks shown"), "{text}");
    assert!(before.contains("from calibration"), "{text}");
    assert!(after.starts_with("Nothing was remembered for this terminal.\n1\n"), "{text}");
    assert!(!after.contains("from calibration"), "{text}");
}

#[test]
fn a_calibration_that_is_left_or_fails_changes_nothing() {
    for (key, told) in [("<Esc>", "Nothing was changed."), ("0", "Try a font with Arabic letters")] {
        let program = script("$R doctor --calibrate; echo $?; $R doctor --forget");
        program.wait_for("CALIBRATION 1/2");
        program.keys(key);
        let text = printed(program, 1);
        assert!(text.contains(told) && text.contains("\n1\nNothing was remembered"), "{text}");
    }
}

#[test]
fn what_the_screen_learns_is_known_the_next_time() {
    let program = script("$R sample/; echo left >/dev/tty; read line; $R doctor; $R sample/");
    program.wait_for(SAMPLE);
    program.keys("gC");
    program.wait_for("CALIBRATION 1/2");
    program.keys("4n");
    program.wait_for("inverse-zwnj is used here; reader doctor --forget undoes it.");
    program.keys("q");
    program.wait_for("left");
    program.keys("<Enter>");
    program.wait_for(SAMPLE);
    program.keys(":set<Space>terminal?<Enter>");
    program.wait_for("terminal=auto: inverse-zwnj (from calibration), marks are left");
    program.keys("q");
    let report = printed(program, 1);
    assert!(report.contains("inverse-zwnj\n") && report.contains("left out"), "{report}");
}

#[test]
fn calibration_is_offered_once_for_each_terminal() {
    let wrong = "gC if letters are wrong.";
    for (answers, told) in [
        (b"\x1b[?6c".as_slice(), "This terminal is not known: "),
        (b"\x1b[>84;0;0c\x1b[?6c", "The terminal around tmux is not known: "),
        (b"\x1b[>83;40900;0c\x1b[?6c", "The terminal around screen is not known: "),
    ] {
        let mut command = Command::new("sh");
        let run = format!("{} sample/", env!("CARGO_BIN_EXE_reader"));
        command.args(["-c", &format!("{run}; echo left >/dev/tty; read line; {run}")]);
        let terminal = Terminal { answers: vec![(b"\x1b[c", answers.to_vec())], ..Terminal::default() };
        let program = Program::run_on(command, SIZE, Stdin::Terminal, Stdout::Pipe, terminal);
        program.wait_for(&format!("{told}{wrong}"));
        program.keys("q");
        program.wait_for("left");
        program.keys("<Enter>");
        program.wait_for(SAMPLE);
        assert!(!program.screen().contains(wrong), "{}", program.screen());
        program.keys("q");
        printed(program, 1);
    }
}

#[test]
fn what_was_named_comes_before_what_the_screen_learns() {
    for run in ["$R --terminal inverse sample/", "READER_TERMINAL=inverse $R sample/"] {
        let program = script(run);
        program.wait_for(SAMPLE);
        program.keys("gC");
        program.wait_for("CALIBRATION 1/2");
        program.keys("4n");
        // All of it has room beside mode and place.
        program.wait_for("inverse-zwnj until you leave, then --terminal or READER_TERMINAL.");
        program.keys("q");
        printed(program, 1);
    }
}

#[test]
fn a_switch_of_the_profile_is_taken_back_while_calibrating() {
    let program =
        Program::start(&["doctor", "--calibrate", "--terminal", "konsole"], SIZE, Stdin::Terminal, Stdout::Pipe);
    program.wait_for("CALIBRATION 1/2");
    program.keys("<Esc>");
    let finished = program.finish();
    let find = |wanted: &[u8]| finished.written.windows(wanted.len()).position(|bytes| bytes == wanted);
    let (on, off) = (find(b"BidiRenderingEnabled=false"), find(b"BidiRenderingEnabled=true"));
    assert!(on.is_some() && on < off && off < find(b"CALIBRATION"), "{}", finished.written.escape_ascii());
}

#[test]
fn a_home_that_cannot_be_written_or_read_is_told() {
    let program = script("export XDG_STATE_HOME=/dev/null/state; $R doctor --calibrate; echo $?; $R doctor");
    program.wait_for("CALIBRATION 1/2");
    program.keys("1");
    program.wait_for("CALIBRATION 2/2");
    program.keys("y");
    program.wait_for("Nothing can be remembered in /dev/null/state");
    assert!(printed(program, 0).starts_with("2\n"));

    let program = script(
        "mkdir -p $XDG_STATE_HOME/reader; echo '{\"cut' >$XDG_STATE_HOME/reader/terminals.json; $R doctor; \
         ls $XDG_STATE_HOME/reader",
    );
    program.wait_for("was damaged; it is kept as");
    assert!(printed(program, 0).ends_with("terminals.json.damaged\nterminals.json.lock\n"));
}

#[test]
fn copied_text_is_sent_and_kept() {
    let program = Program::start(&["sample/"], SIZE, Stdin::Terminal, Stdout::Terminal);
    program.wait_for(SAMPLE);
    program.keys("\\civil<Space>dawn<Enter>");
    program.wait_for("Civil Dawn Party will hold");
    program.wait_for("NORMAL");
    program.keys("vey");
    program.wait_for("sent to the terminal's clipboard");
    program.wait_for_bytes(b"\x1b]52;c;Q2l2aWw=\x1b\\");
    program.keys("/<C-r>\"");
    program.wait_for("/ Civil");
    program.keys("<Esc>");
    program.wait_for("NORMAL");
    program.keys(":set<Space>clipboard=off<Enter>vey");
    program.wait_for("characters in the register");
    program.keys(":reg<Enter>");
    program.wait_for("REGISTERS");
    program.keys("qq");
    assert_eq!(program.finish().code(), 0);
}
