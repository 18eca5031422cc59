//! International host names that are written in ASCII (`xn--…`), as RFC 3492 writes them.
//!
//! Decodes one label. Knows nothing of which letters a name may have.

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_LETTER: u32 = 0x80;
/// Letters of a label that is decoded; the standard allows 63.
const LONGEST: usize = 63;

/// The label that an `xn--` label stands for; any other as it is.
pub(super) fn decoded(label: &str) -> String {
    let code = label.strip_prefix("xn--").filter(|code| code.len() <= LONGEST);
    code.and_then(decode).unwrap_or_else(|| label.to_owned())
}

fn decode(code: &str) -> Option<String> {
    let (basic, deltas) = code.rsplit_once('-').unwrap_or(("", code));
    let mut letters: Vec<char> = basic.chars().collect();
    let (mut letter, mut at, mut bias) = (INITIAL_LETTER, 0_u32, INITIAL_BIAS);
    let mut digits = deltas.bytes();
    while digits.len() > 0 {
        let old = at;
        let mut weight = 1_u32;
        let mut step = BASE;
        loop {
            let digit = match digits.next()? {
                byte @ b'a'..=b'z' => u32::from(byte - b'a'),
                byte @ b'0'..=b'9' => u32::from(byte - b'0') + 26,
                _ => return None,
            };
            at = at.checked_add(digit.checked_mul(weight)?)?;
            let threshold = step.saturating_sub(bias).clamp(T_MIN, T_MAX);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
            step += BASE;
        }
        let count = u32::try_from(letters.len()).ok()? + 1;
        bias = adapted(at - old, count, old == 0);
        letter = letter.checked_add(at / count)?;
        at %= count;
        letters.insert(usize::try_from(at).ok()?, char::from_u32(letter)?);
        at += 1;
    }
    Some(letters.into_iter().collect())
}

/// The bias after a letter.
fn adapted(delta: u32, count: u32, first: bool) -> u32 {
    let mut delta = if first { delta / DAMP } else { delta / 2 };
    delta += delta / count;
    let mut step = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        step += BASE;
    }
    step + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(label: &str, expected: &str) {
        assert_eq!(decoded(label), expected, "{label}");
    }

    #[test]
    fn labels_are_decoded() {
        check("xn--mgbh0fb", "مثال");
        check("xn--hgbk6aj7f53bba", "آزمایشی");
        check("xn--bcher-kva", "bücher");
        check("example", "example");
    }

    #[test]
    fn what_is_wrong_stays() {
        for wrong in ["xn--", "xn--\u{7F}", "xn--99999999", "xn--a-b-ü", "xn---"] {
            decoded(wrong);
        }
        check("xn--99999999", "xn--99999999");
        check(&format!("xn--{}", "a".repeat(70)), &format!("xn--{}", "a".repeat(70)));
    }
}
