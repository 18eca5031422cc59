//! The entities of HTML: `&nbsp;`, `&#1587;`.
//!
//! The names that pages in Arabic, Persian, French and English use; any other stays as it was
//! written, and so does a lone `&`. Numbers, and the names that HTML knows without one, need no semicolon.
//! Nothing is resolved twice but what pages escape twice by mistake: joiners, marks of direction and blanks,
//! which nobody writes about.

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
        // What was escaped twice is an entity behind the sign that it begins with.
        let twice = after.strip_prefix("amp;").and_then(entity).filter(|(character, _)| is_unseen(*character));
        match twice.or_else(|| entity(after)) {
            Some((character, after)) => {
                resolved.push(character);
                rest = after;
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

/// The character that the text behind an `&` begins with, and what follows.
fn entity(after: &str) -> Option<(char, &str)> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let end = after.bytes().take(LONGEST_ENTITY + 1).take_while(is_part).count();
    let (name, rest) = after.split_at_checked(end)?;
    if let Some(closed) = rest.strip_prefix(';') {
        return Some((character_of(name)?, closed));
    }
    if let Some(number) = name.strip_prefix('#') {
        // The number goes on as far as its digits do.
        let hexadecimal = number.strip_prefix(['x', 'X']);
        let digits = match hexadecimal {
            Some(number) => 2 + number.bytes().take_while(u8::is_ascii_hexdigit).count(),
            None => 1 + number.bytes().take_while(u8::is_ascii_digit).count(),
        };
        let (number, rest) = after.split_at_checked(digits)?;
        return Some((character_of(number)?, rest));
    }
    // In front of letters or `=` it may be a part of an address.
    let open = BARE.contains(&name) && !rest.starts_with('=');
    if open { Some((character_of(name)?, rest)) } else { None }
}

/// A joiner, a mark of direction or a blank.
fn is_unseen(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{A0}' | '\u{AD}' | '\u{2002}' | '\u{2003}' | '\u{2009}')
}

/// Names that HTML knows without a semicolon.
const BARE: [&str; 12] = ["amp", "lt", "gt", "quot", "nbsp", "shy", "laquo", "raquo", "copy", "reg", "middot", "deg"];

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
        check("&", "&");
        check("&;", "&;");
        check("&#;&#x;&#xZ", "&#;&#x;&#xZ");
    }

    #[test]
    fn entities_without_a_semicolon() {
        check("&nbsp &laquo a &#1587&#x633 &#150.", "\u{A0} « a سس –.");
        check("?a=1&copy=2&region=3&lt", "?a=1&copy=2&region=3<");
        check("&zwnj &notit &ampere", "&zwnj &notit &ampere");
    }

    #[test]
    fn what_was_escaped_twice() {
        check("می&amp;zwnj;خواهد&amp;nbsp;&amp;#8204;&amp;rlm;", "می\u{200C}خواهد\u{A0}\u{200C}\u{200F}");
        check("&amp;amp; &amp;laquo; &amp;#1587;", "&amp; &laquo; &#1587;");
    }
}
