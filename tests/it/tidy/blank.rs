//! Rust source reduced to what the rules look at: no comments, no literals, no `#[cfg(test)]` items.
//!
//! Every character keeps its place and every line break stays, so lines can be counted. It reads
//! tokens and knows nothing of grammar beyond where an item ends.

/// Blanks comments, strings, characters and lifetimes out of source text.
pub(super) fn without_literals(source: &str) -> String {
    let characters: Vec<char> = source.chars().collect();
    let mut out = String::new();
    let mut at = 0;
    while at < characters.len() {
        let end = literal_end(&characters, at);
        if end == at {
            let word = characters[at..].iter().take_while(|c| is_word(**c)).count().max(1);
            out.extend(&characters[at..at + word]);
            at += word;
        } else {
            out.extend(characters[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    out
}

/// Where the comment or literal that begins here ends; `at` itself if none begins here.
fn literal_end(characters: &[char], at: usize) -> usize {
    let rest = &characters[at..];
    let starts = |text: &str| text.chars().enumerate().all(|(index, c)| rest.get(index) == Some(&c));
    if starts("//") {
        return at + rest.iter().take_while(|c| **c != '\n').count();
    }
    if starts("/*") {
        return at + block_comment(rest);
    }
    let prefix = rest.iter().take_while(|c| matches!(c, 'b' | 'c' | 'r')).count();
    if prefix <= 2 {
        let hashes = rest[prefix..].iter().take_while(|c| **c == '#').count();
        let raw = rest[..prefix].contains(&'r');
        match rest.get(prefix + hashes) {
            Some('"') if raw => return at + raw_string(rest, prefix + hashes + 1, hashes),
            Some('"') if hashes == 0 => return at + quoted(rest, prefix + 1, '"'),
            // A raw identifier: the name stays.
            Some(_) if raw && prefix == 1 && hashes == 1 => return at + 2,
            Some('\'') if hashes == 0 => return at + prefix + character_or_lifetime(&rest[prefix..]),
            _ => {}
        }
    }
    at
}

fn block_comment(rest: &[char]) -> usize {
    let (mut at, mut depth) = (0, 0);
    while at < rest.len() {
        match (rest[at], rest.get(at + 1)) {
            ('/', Some('*')) => (at, depth) = (at + 2, depth + 1),
            ('*', Some('/')) => (at, depth) = (at + 2, depth - 1),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn raw_string(rest: &[char], from: usize, hashes: usize) -> usize {
    let ends = |at: usize| rest[at] == '"' && rest[at + 1..].iter().take_while(|c| **c == '#').count() >= hashes;
    (from..rest.len()).find(|at| ends(*at)).map_or(rest.len(), |at| at + 1 + hashes)
}

fn quoted(rest: &[char], from: usize, quote: char) -> usize {
    let mut at = from;
    while at < rest.len() && rest[at] != quote {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

fn character_or_lifetime(rest: &[char]) -> usize {
    match (rest.get(1), rest.get(2)) {
        (Some('\\'), _) | (_, Some('\'')) => quoted(rest, 1, '\''),
        _ => 1 + rest[1..].iter().take_while(|c| is_word(**c)).count(),
    }
}

/// An item under `#[cfg(test)]`: what is declared there, and the text without it.
pub(super) struct Untested {
    pub(super) code: String,
    /// Modules in files of their own that exist for tests only.
    pub(super) test_modules: Vec<String>,
}

/// Takes the items under `#[cfg(test)]` out of text that has no literals any more.
pub(super) fn without_tests(code: &str) -> Untested {
    let mut kept = code.to_owned();
    let mut test_modules = Vec::new();
    let mut from = 0;
    while let Some((start, attribute_end)) = test_attribute(&kept, from) {
        let head = skip_attributes(&kept, attribute_end);
        from = attribute_end;
        let mut words = kept[head..].split(|c: char| !is_word(c)).filter(|word| !word.is_empty());
        let Some(keyword) = words.by_ref().find(|word| !["pub", "crate", "super", "unsafe", "async"].contains(word))
        else {
            break;
        };
        // Anything but an item is read as if it were always there.
        if !ITEMS.contains(&keyword) {
            continue;
        }
        let end = item_end(&kept, head, keyword == "use");
        if keyword == "mod" && kept[head..end].ends_with(';') {
            test_modules.extend(words.next().map(str::to_owned));
        }
        let blank: String = kept[start..end].chars().filter(|c| *c != '\n').map(|c| " ".repeat(c.len_utf8())).collect();
        kept.replace_range(start..end, &blank);
        from = start;
    }
    Untested { code: kept, test_modules }
}

const ITEMS: [&str; 11] =
    ["mod", "use", "fn", "impl", "struct", "enum", "const", "static", "trait", "type", "macro_rules"];

/// The next `#[cfg(test)]`, however it is spaced.
fn test_attribute(code: &str, from: usize) -> Option<(usize, usize)> {
    code[from..].match_indices('#').find_map(|(at, _)| {
        let start = from + at;
        let mut wanted = "#[cfg(test)]".chars();
        for (index, c) in code[start..].char_indices() {
            if c.is_whitespace() {
                continue;
            }
            match wanted.next() {
                Some(next) if next == c => {}
                _ => return None,
            }
            if wanted.as_str().is_empty() {
                return Some((start, start + index + 1));
            }
        }
        None
    })
}

fn skip_attributes(code: &str, mut at: usize) -> usize {
    loop {
        at += code[at..].len() - code[at..].trim_start().len();
        if !code[at..].starts_with('#') {
            return at;
        }
        let mut depth = 0;
        let end = code[at..].char_indices().find(|(_, c)| {
            depth += i32::from(*c == '[') - i32::from(*c == ']');
            *c == ']' && depth == 0
        });
        at = end.map_or(code.len(), |(index, _)| at + index + 1);
    }
}

/// Where the item ends: at its semicolon, or with its body.
fn item_end(code: &str, from: usize, is_use: bool) -> usize {
    let mut depth = 0;
    for (at, c) in code[from..].char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 && (c == ';' || (c == '}' && !is_use)) {
            return from + at + 1;
        }
        if depth < 0 {
            return from + at;
        }
    }
    code.len()
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
