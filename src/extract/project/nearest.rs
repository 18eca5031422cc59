//! What a wrong word may have meant: the nearest of those that are allowed.

/// Letters of the longest word that a name is sought for.
const LONGEST: usize = 64;

/// The nearest of `known` to `word`, if it is near enough to be meant.
///
/// Counts letters put in, left out, replaced or swapped with their neighbour, up to a third of the word. A word of over
/// [`LONGEST`] letters was no slip.
pub(super) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.chars().take(LONGEST + 1).collect();
    if word.len() > LONGEST {
        return None;
    }
    let bound = (word.len() / 3).clamp(1, 4);
    let alike = known.into_iter().filter(|other| other.chars().count().abs_diff(word.len()) <= bound);
    let near = alike.map(|other| (distance(&word, &other.chars().collect::<Vec<_>>()), other));
    near.filter(|(distance, _)| *distance <= bound).min_by_key(|(distance, _)| *distance).map(|(_, other)| other)
}

/// The optimal string alignment distance.
fn distance(one: &[char], other: &[char]) -> usize {
    let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX / 2);
    let letter = |word: &[char], index: Option<usize>| index.and_then(|index| word.get(index).copied());
    let mut before = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, &own) in one.iter().enumerate() {
        let mut next = vec![line + 1];
        for (column, &theirs) in other.iter().enumerate() {
            let replaced = at(&row, column) + usize::from(own != theirs);
            let mut best = replaced.min(at(&row, column + 1) + 1).min(at(&next, column) + 1);
            let swapped =
                letter(one, line.checked_sub(1)) == Some(theirs) && letter(other, column.checked_sub(1)) == Some(own);
            if swapped {
                best = best.min(at(&before, column - 1) + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    at(&row, other.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: Option<&str>) {
        let known = ["aliases", "weak", "name", "folders", "country"];
        assert_eq!(nearest(word, known), expected, "{word}");
    }

    #[test]
    fn a_text_is_no_slip() {
        check(&"a".repeat(1 << 22), None);
    }

    #[test]
    fn small_slips_are_understood() {
        check("alias", None);
        check("aliasses", Some("aliases"));
        check("naem", Some("name"));
        check("nme", Some("name"));
        check("folder", Some("folders"));
        check("contry", Some("country"));
    }

    #[test]
    fn other_words_are_not() {
        check("colour", None);
        check("", None);
        check("x", None);
    }
}
