//! What is still switched on at the end of the bytes that a program sent to a terminal.
//!
//! Reads the bytes as a terminal does and keeps, of every switch that outlives a program, whether it is as a terminal
//! has it to begin with: modes of ECMA-48 and of DEC, the direction (SCP), attributes, the scroll region, cursor, keypad
//! and keyboard, and the order switches of Konsole and mlterm. It knows nothing of what was drawn.

use std::collections::BTreeMap;

/// DEC modes that a terminal has set to begin with: autowrap, the cursor, and alternate scrolling in most.
const SET_AT_FIRST: [&str; 2] = ["?7", "?25"];

/// The switches that were left in another state than they are in to begin with, each as the last sequence that set it.
pub(crate) fn switches_left_on(bytes: &[u8]) -> Vec<String> {
    let mut switches = Switches::default();
    let mut rest = bytes;
    while let Some(start) = rest.iter().position(|&byte| byte == 0x1b) {
        rest = &rest[start + 1..];
        let length = match rest.first() {
            Some(b'[') => control(&rest[1..], &mut switches) + 1,
            // Strings of OSC, DCS and others end with BEL or ST.
            Some(&kind @ (b']' | b'P' | b'_' | b'^' | b'X')) => {
                let ends = |at: &usize| rest[*at] == 0x07 || rest[*at..].starts_with(b"\x1b\\");
                let end = (0..rest.len()).find(ends).unwrap_or(rest.len());
                if kind == b']' {
                    command(&rest[1..end], &mut switches);
                }
                end
            }
            Some(b'=') => switches.keep("keypad", "ESC =", false),
            Some(b'>') => switches.keep("keypad", "ESC >", true),
            Some(b'c') => {
                switches = Switches::default();
                1
            }
            Some(_) => 1,
            None => 0,
        };
        rest = &rest[length.min(rest.len())..];
    }
    switches.0.into_values().collect()
}

/// What is not as it was to begin with, and the sequence that made it so.
#[derive(Default)]
struct Switches(BTreeMap<String, String>);

impl Switches {
    /// Notes a switch; gives the length of a sequence of one letter.
    fn keep(&mut self, name: &str, sequence: &str, as_found: bool) -> usize {
        if as_found {
            self.0.remove(name);
        } else {
            self.0.insert(name.to_owned(), sequence.to_owned());
        }
        1
    }
}

/// Reads a control sequence after its CSI; gives its length.
fn control(bytes: &[u8], switches: &mut Switches) -> usize {
    let Some(end) = bytes.iter().position(|byte| (0x40..=0x7e).contains(byte)) else {
        return bytes.len();
    };
    let body = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let sequence = format!("CSI {body}{}", char::from(bytes[end]));
    let mut keep = |name: &str, as_found| {
        switches.keep(name, &sequence, as_found);
    };
    match bytes[end] {
        letter @ (b'h' | b'l') => {
            let (private, numbers) = body.strip_prefix('?').map_or(("", body.as_str()), |numbers| ("?", numbers));
            for number in numbers.split(';') {
                let mode = format!("{private}{number}");
                // BDSM (ECMA-48 8.3.181) is implicit, that is set, to begin with where it is known.
                let set_at_first = mode == "8" || SET_AT_FIRST.contains(&mode.as_str());
                // The three alternate screens are one switch.
                let name = if ["?47", "?1047", "?1049"].contains(&mode.as_str()) { "alternate screen" } else { &mode };
                keep(name, (letter == b'h') == set_at_first);
                if mode == "?69" {
                    // DECLRMM takes the margins with it.
                    keep("margins", true);
                }
            }
        }
        // SGR: attributes.
        b'm' if !body.starts_with(['>', '?']) => keep("attributes", body.is_empty() || body == "0"),
        // XTMODKEYS.
        b'm' if body.starts_with('>') => keep("modified keys", !body.contains(';')),
        // DECSTBM and DECSLRM; with no margins in use the second is SCOSC and changes nothing.
        b'r' if !body.starts_with('?') => keep("scroll region", body.is_empty()),
        b's' if !body.starts_with('?') => keep("margins", body.is_empty()),
        // SCP (ECMA-48 8.3.111).
        b'k' if body.ends_with(' ') => keep("direction", body.trim_end() == "0" || body == " "),
        // DECSCUSR.
        b'q' if body.ends_with(' ') => keep("cursor style", body.trim_end() == "0" || body == " "),
        // DECSTR resets them all but the screen in use.
        b'p' if body == "!" => switches.0.retain(|name, _| name == "alternate screen"),
        // The keyboard of kitty is a stack; what is pushed is to be popped.
        b'u' if body.starts_with('>') => keep("keyboard", false),
        b'u' if body.starts_with('<') => keep("keyboard", true),
        b'u' if body.starts_with('=') => keep("keyboard flags", body == "=0" || body.starts_with("=0;")),
        _ => {}
    }
    end + 1
}

/// Reads an OSC: the order switches of Konsole (50) and mlterm (5379), colours that were set.
fn command(text: &[u8], switches: &mut Switches) {
    let text = String::from_utf8_lossy(text);
    let Some((number, rest)) = text.split_once(';') else {
        if let Some(number) = text.strip_prefix('1') {
            // OSC 110 to 112 give back the colours of 10 to 12.
            switches.0.remove(&format!("colour {number}"));
        }
        return;
    };
    let sequence = format!("OSC {text}");
    if ["50", "5379"].contains(&number) {
        for (name, value) in rest.split(';').filter_map(|pair| pair.split_once('=')) {
            switches.keep(name, &sequence, value == "true");
        }
    }
    if ["10", "11", "12"].contains(&number) && !rest.starts_with('?') {
        switches.keep(&format!("colour {number}"), &sequence, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &[&str]) {
        assert_eq!(switches_left_on(bytes), expected, "{}", bytes.escape_ascii());
    }

    #[test]
    fn what_is_taken_back_is_not_left_on() {
        check(b"plain \x1b[2J\x1b[3;4Htext\x1b[c\x1b[?2026$p", &[]);
        check(
            b"\x1b[?1049h\x1b[8l\x1b[1 k\x1b[?25l\x1b[?2004h\x1b[1;31m",
            &["CSI 8l", "CSI ?2004h", "CSI ?25l", "CSI ?1049h", "CSI 1;31m", "CSI 1 k"],
        );
        check(b"\x1b[?1049h\x1b[8l\x1b[1 k\x1b[?25l\x1b[0m\x1b[?25h\x1b[8h\x1b[0 k\x1b[?1049l", &[]);
        check(b"\x1b[?2026h\x1b[?1002;1006h\x1b[?2026l\x1b[?1002l", &["CSI ?1002;1006h"]);
    }

    #[test]
    fn regions_margins_keys_and_cursors() {
        check(b"\x1b[2;20r", &["CSI 2;20r"]);
        check(b"\x1b[2;20r\x1b[r\x1b[s\x1b[u", &[]);
        check(b"\x1b[?69h\x1b[2;20s", &["CSI ?69h", "CSI 2;20s"]);
        check(b"\x1b[?69h\x1b[2;20s\x1b[?69l", &[]);
        check(b"\x1b[>1u\x1b[4 q\x1b=\x1b[>4;2m", &["CSI 4 q", "CSI >1u", "ESC =", "CSI >4;2m"]);
        check(b"\x1b[>1u\x1b[4 q\x1b=\x1b[>4;2m\x1b[<u\x1b[ q\x1b>\x1b[>4m", &[]);
    }

    #[test]
    fn private_order_switches() {
        let konsole = b"\x1b]50;BidiRenderingEnabled=false\x07";
        check(konsole, &["OSC 50;BidiRenderingEnabled=false"]);
        check(&[konsole, b"\x1b]50;BidiRenderingEnabled=true\x1b\\".as_slice()].concat(), &[]);
        check(b"\x1b]5379;use_ctl=false\x07", &["OSC 5379;use_ctl=false"]);
        check(b"\x1b]5379;use_ctl=false\x07\x1b]5379;use_ctl=true\x07\x1b]52;c;aGk=\x07", &[]);
        check(b"\x1b]11;?\x07\x1b]10;#fff\x07", &["OSC 10;#fff"]);
        check(b"\x1b]10;#fff\x07\x1b]110\x07", &[]);
    }
}
