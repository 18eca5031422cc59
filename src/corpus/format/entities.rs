//! The entities of HTML: `&nbsp;`, `&#1587;`.
//!
//! The names that pages in Arabic, Persian, French and English use; any other stays as it was
//! written, and so does a lone `&`. Nothing is resolved twice.

use std::borrow::Cow;

/// Letters between the signs of an entity.
const LONGEST_ENTITY: usize = 10;

/// The text with its entities resolved; what is none stays as it is.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        resolved.push_str(before);
        let end = after.bytes().take(LONGEST_ENTITY + 1).position(|byte| byte == b';');
        let entity = end.and_then(|end| after.split_at_checked(end));
        match entity.and_then(|(name, after)| Some((character_of(name)?, after))) {
            Some((character, after)) => {
                resolved.push(character);
                rest = after.strip_prefix(';').unwrap_or(after);
            }
            None => {
                resolved.push('&');
                rest = after;
            }
        }
    }
    resolved.push_str(rest);
    Cow::Owned(resolved)
}

fn character_of(entity: &str) -> Option<char> {
    if let Some(number) = entity.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
            None => number.parse().ok()?,
        };
        // Pages mean Windows-1252 by the numbers of C1 controls.
        if let Ok(byte @ 0x80..=0x9F) = u8::try_from(code) {
            return encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next();
        }
        return Some(
            char::from_u32(code).filter(|character| *character != '\0').unwrap_or(char::REPLACEMENT_CHARACTER),
        );
    }
    ENTITIES.iter().find(|(name, _)| *name == entity).map(|(_, character)| *character)
}

const ENTITIES: [(&str, char); 62] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{A0}'),
    ("zwnj", '\u{200C}'),
    ("zwj", '\u{200D}'),
    ("lrm", '\u{200E}'),
    ("rlm", '\u{200F}'),
    ("shy", '\u{AD}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("bull", '•'),
    ("middot", '·'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("times", '×'),
    ("divide", '÷'),
    ("deg", '°'),
    ("plusmn", '±'),
    ("frac12", '½'),
    ("euro", '€'),
    ("pound", '£'),
    ("cent", '¢'),
    ("sect", '§'),
    ("para", '¶'),
    ("larr", '←'),
    ("rarr", '→'),
    ("agrave", 'à'),
    ("acirc", 'â'),
    ("auml", 'ä'),
    ("ccedil", 'ç'),
    ("egrave", 'è'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("ntilde", 'ñ'),
    ("ocirc", 'ô'),
    ("ouml", 'ö'),
    ("ugrave", 'ù'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("Agrave", 'À'),
    ("Eacute", 'É'),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(unescape(text), expected, "{text}");
    }

    #[test]
    fn entities() {
        check("&laquo;a&raquo;&zwnj;&#1587;&#x633;", "«a»\u{200C}سس");
        check("AT&T &unknown; & &#0; &#147;", "AT&T &unknown; & \u{FFFD} “");
        check("&amp;lt;", "&lt;");
    }
}
