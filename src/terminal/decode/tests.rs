//! What terminals send, and what it must become; and that no cut of the stream changes it.

use super::stream::{LONGEST_PASTE, LONGEST_STRING};
use super::*;
use crossterm::event::{Event, KeyCode, KeyModifiers};
use proptest::prelude::*;

fn decoded(bytes: &[u8]) -> Vec<Input> {
    let (mut decoder, mut out) = (Decoder::default(), Vec::new());
    decoder.feed(bytes, &mut out);
    decoder.idle(&mut out);
    out
}

/// One word an input: `C-x` for keys with modifiers, other events and replies as they print.
fn show(input: &Input) -> String {
    match input {
        Input::Event(Event::Key(key)) => {
            let held = [(KeyModifiers::CONTROL, "C-"), (KeyModifiers::ALT, "A-"), (KeyModifiers::SHIFT, "S-")];
            let held: String =
                held.iter().filter(|(one, _)| key.modifiers.contains(*one)).map(|(_, name)| *name).collect();
            match key.code {
                KeyCode::Char(letter) => format!("{held}{letter}"),
                code => format!("{held}{code:?}"),
            }
        }
        Input::Event(Event::Mouse(mouse)) => format!("{:?} at {},{}", mouse.kind, mouse.column, mouse.row),
        Input::Event(event) => format!("{event:?}"),
        Input::Reply(reply) => format!("{reply:?}"),
    }
}

fn check(bytes: &[u8], expected: &str) {
    let shown: Vec<String> = decoded(bytes).iter().map(show).collect();
    assert_eq!(shown.join(" "), expected, "{}", bytes.escape_ascii());
}

#[test]
fn letters_and_controls_are_keys() {
    check(b"jG", "j S-G");
    check("\u{62A}\u{6CC}\u{1F600}".as_bytes(), "\u{62A} \u{6CC} \u{1F600}");
    check(b"\r\t\x7f\x08\n\0\x03\x1c", "Enter Tab Backspace C-h C-j C-  C-c C-\\");
}

#[test]
fn escape_alone_waits_for_silence() {
    let (mut decoder, mut out) = (Decoder::default(), Vec::new());
    decoder.feed(b"\x1b", &mut out);
    assert!(out.is_empty() && decoder.is_ambiguous());
    decoder.idle(&mut out);
    assert_eq!(out.iter().map(show).collect::<Vec<_>>(), ["Esc"]);
    check(b"\x1b\x1b", "Esc Esc");
    check(b"\x1b\x1b[A", "Esc Up");
}

#[test]
fn alt_goes_before_its_key() {
    check(b"\x1bx\x1bX", "A-x A-S-X");
    check("\x1b\u{62A}".as_bytes(), "A-\u{62A}");
    check(b"\x1b[", "A-[");
    check(b"\x1bO", "A-S-O");
    check(b"\x1bP", "A-S-P");
    check(b"\x1b\x7f", "A-Backspace");
}

#[test]
fn keys_with_and_without_modifiers() {
    check(b"\x1b[A\x1bOB\x1b[1;5C\x1b[1;2D", "Up Down C-Right S-Left");
    check(b"\x1b[H\x1bOF\x1b[1~\x1b[4~\x1b[5~\x1b[6;3~\x1b[3~", "Home End Home End PageUp A-PageDown Delete");
    check(b"\x1bOP\x1b[1;2R\x1b[R\x1b[15~\x1b[24~\x1b[[A", "F(1) S-F(3) F(3) F(5) F(12) F(1)");
    check(b"\x1b[Z", "S-BackTab");
}

#[test]
fn keys_of_the_kitty_protocol() {
    check(b"\x1b[27u\x1b[105;5u\x1b[97:65;2u\x1b[13u\x1b[9;2u", "Esc C-i S-A Enter S-BackTab");
    check(b"\x1b[57441u", "");
}

#[test]
fn mouse_focus_and_paste() {
    check(b"\x1b[<0;5;6M\x1b[<0;5;6m\x1b[<65;1;1M", "Down(Left) at 4,5 Up(Left) at 4,5 ScrollDown at 0,0");
    check(b"\x1b[I\x1b[O", "FocusGained FocusLost");
    check(b"\x1b[200~a\r\nb\x1b[A\x1b\x1b[201~j", "Paste(\"a\\nb\\u{1b}[A\\u{1b}\") j");
}

#[test]
fn replies_are_never_keys() {
    check(b"\x1b[?62;22c", "PrimaryAttributes([62, 22])");
    check(b"\x1b[>0;136;0c", "SecondaryAttributes([0, 136, 0])");
    check(b"\x1bP>|XTerm(379)\x1b\\", "Version(\"XTerm(379)\")");
    check(
        b"\x1b[?2026;2$y\x1b[8;1$y",
        concat!("Mode { mode: 2026, private: true, state: 2 } ", "Mode { mode: 8, private: false, state: 1 }"),
    );
    check(b"\x1b[2;14R", "Cursor { row: 2, column: 14 }");
    check(b"\x1b]11;rgb:1111/2222/3333\x07", "Colour { slot: 11, value: \"rgb:1111/2222/3333\" }");
    check(b"\x1bP!|7E565445\x1b\\\x1b[?0u\x1b[?997;1n", "TertiaryAttributes(\"7E565445\") Other Other");
}

#[test]
fn a_huge_answer_is_waited_out() {
    let (mut decoder, mut out) = (Decoder::default(), Vec::new());
    decoder.feed(b"\x1bP>|", &mut out);
    for _ in 0..1000 {
        decoder.feed(b"q\r\x07\x00\xff\xd8\x9b jjjjj", &mut out);
        assert!(out.is_empty() && decoder.kept() <= LONGEST_STRING);
    }
    decoder.feed(b"\x1b\\j", &mut out);
    assert_eq!(out.iter().map(show).collect::<Vec<_>>(), ["Other", "j"]);
}

#[test]
fn alt_and_a_letter_that_begins_a_string() {
    // Over a slow line keys come together.
    check(b"\x1bPj\x1b]gj\x1b]0;j\x1b\\", "A-S-P j A-] g j Other");
}

#[test]
fn broken_sequences_leave_no_key() {
    check(b"\x1b[99;99;99X\x1b[5z", "");
    check(b"\x1b[12\x1b[Aj", "Up j");
    check(b"\x1b]11;rgb\x1b[Aj", "Up j");
    check(b"\x1b]11;rgb\x03j", "C-c j");
    check(b"\xff\xc0\x80j\xd8j", "j j");
    check(&[b"\x1b[".as_slice(), &[b'1'; 1000], b"Aj"].concat(), "j");
}

#[test]
fn half_a_sequence_waits() {
    let (mut decoder, mut out) = (Decoder::default(), Vec::new());
    for part in [b"\x1b[?62".as_slice(), b";2", b"2c"] {
        assert!(out.is_empty());
        decoder.feed(part, &mut out);
        decoder.idle(&mut out);
    }
    assert_eq!(out, [Input::Reply(Reply::PrimaryAttributes(vec![62, 22]))]);
}

#[test]
fn a_paste_without_end_stays_bounded() {
    let (mut decoder, mut out) = (Decoder::default(), Vec::new());
    decoder.feed(b"\x1b[200~", &mut out);
    decoder.feed(&vec![b'x'; LONGEST_PASTE + 5000], &mut out);
    assert!(out.is_empty() && decoder.kept() <= LONGEST_PASTE);
    decoder.feed(b"\x1b[201~j", &mut out);
    assert_eq!(out.len(), 2);
}

/// Bytes that meet in sequences often enough to reach every state.
fn stream() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..6),
        prop::sample::select(vec![
            b"\x1b".to_vec(),
            b"\x1b[".to_vec(),
            b"\x1bO".to_vec(),
            b"\x1b]11;".to_vec(),
            b"\x1bP>|".to_vec(),
            b"\x1b\\".to_vec(),
            b"\x1b[200~".to_vec(),
            b"\x1b[201~".to_vec(),
            b"1;5".to_vec(),
            b"A".to_vec(),
            b"c".to_vec(),
            b"$y".to_vec(),
            "\u{633}\u{1F600}".as_bytes().to_vec(),
            b"\x07".to_vec(),
            b"\x1b[<0;1;1M".to_vec(),
        ]),
    ];
    proptest::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn cuts_change_nothing(bytes in stream(), cuts in proptest::collection::vec(1..7_usize, 1..9)) {
        let (mut decoder, mut out, mut rest, mut cut) = (Decoder::default(), Vec::new(), bytes.as_slice(), cuts.iter().cycle());
        while !rest.is_empty() {
            let (now, later) = rest.split_at(rest.len().min(*cut.next().unwrap()));
            decoder.feed(now, &mut out);
            rest = later;
        }
        decoder.idle(&mut out);
        prop_assert_eq!(out, decoded(&bytes));
    }

    #[test]
    fn a_key_after_any_end_of_a_line_arrives(bytes in stream()) {
        let (mut decoder, mut out) = (Decoder::default(), Vec::new());
        decoder.feed(&bytes, &mut out);
        // What ends a paste, and cancels whatever else is open.
        decoder.feed(b"\x1b[201~\x18", &mut out);
        out.clear();
        decoder.feed(b"j", &mut out);
        prop_assert_eq!(out, decoded(b"j"));
    }
}
