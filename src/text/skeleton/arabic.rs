//! The skeletons of a folded word of the Arabic script: one to four, by its article, its ض and its final ه.

use super::Skeleton;
use crate::text::words::SEAT;

/// What is written in the gap between two consonants.
pub(super) const ALEF: u8 = 1;
pub(super) const WAW: u8 = 2;
pub(super) const YEH: u8 = 4;
/// Ayn or hamza: any vowel goes with it.
pub(super) const AYN: u8 = 8;
/// A final heh.
pub(super) const HEH: u8 = 16;
/// A yeh as the last letter, which may be an alef maksura.
pub(super) const LAST_YEH: u8 = 32;

const ARTICLES: [&str; 6] = ["وال", "بال", "فال", "کال", "لل", "ال"];

/// Gives every skeleton of `word` until `give` says that it has enough; nothing for a word of another script.
pub(super) fn each(word: &str, give: &mut impl FnMut(&Skeleton) -> bool) {
    let bare =
        ARTICLES.iter().find_map(|article| word.strip_prefix(article)).filter(|bare| bare.chars().nth(1).is_some());
    if variants(word, bare.is_some(), give) {
        return;
    }
    if let Some(bare) = bare {
        variants(bare, true, give);
    } else if let Some(bare) = word.strip_prefix(['و', 'ف', 'ب', 'ل', 'ک']).filter(|bare| bare.chars().nth(3).is_some())
    {
        variants(bare, false, give);
    }
}

/// The skeletons of one word as it stands; true if there were enough.
fn variants(word: &str, article: bool, give: &mut impl FnMut(&Skeleton) -> bool) -> bool {
    let daad = word.contains('ض');
    let feminine = article && word.ends_with('ه');
    for zad in [false, true].into_iter().take(1 + usize::from(daad)) {
        let Some(mut skeleton) = skeleton(word, zad) else { return true };
        if give(&skeleton) {
            return true;
        }
        if feminine {
            // The T of a construct: what was a vowel before it is none behind it.
            if let Some(gap) = skeleton.gaps.get_mut(skeleton.length) {
                *gap &= !HEH;
            }
            skeleton.push(b'T');
            if give(&skeleton) {
                return true;
            }
        }
    }
    false
}

/// None if a letter is not of the Arabic script.
fn skeleton(word: &str, zad: bool) -> Option<Skeleton> {
    let mut skeleton = Skeleton::default();
    let mut letters = word.chars().peekable();
    let mut first = true;
    while let Some(letter) = letters.next() {
        let last = letters.peek().is_none();
        match letter {
            'ا' => skeleton.vowel(ALEF),
            'ع' | SEAT => skeleton.vowel(AYN),
            'و' if first => skeleton.push(b'W'),
            'ی' if first => skeleton.push(b'Y'),
            'و' => skeleton.vowel(WAW),
            'ی' if last => skeleton.vowel(YEH | LAST_YEH),
            'ی' => skeleton.vowel(YEH),
            'ه' if last => skeleton.vowel(HEH),
            'ض' if zad => skeleton.push(b'Z'),
            letter => skeleton.push(class(letter)?),
        }
        first = false;
    }
    Some(skeleton)
}

fn class(letter: char) -> Option<u8> {
    Some(match letter {
        'ب' => b'B',
        'پ' => b'P',
        'ت' | 'ط' | 'ټ' | 'ٹ' => b'T',
        'ث' | 'س' | 'ص' => b'S',
        'ج' | 'ژ' => b'J',
        'چ' => b'C',
        'ح' | 'ه' => b'H',
        'د' | 'ض' | 'ډ' | 'ڈ' => b'D',
        'ذ' | 'ز' | 'ظ' => b'Z',
        'ر' | 'ړ' | 'ڑ' | 'ڕ' => b'R',
        'ش' | 'ښ' => b'$',
        'ق' | 'غ' => b'Q',
        'ک' => b'K',
        'گ' => b'G',
        'ل' | 'ڵ' => b'L',
        'م' => b'M',
        'ن' | 'ڼ' => b'N',
        'خ' => b'X',
        'ف' | 'ڤ' => b'F',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: &[&str]) {
        let mut found = Vec::new();
        each(word, &mut |skeleton| {
            found.push(String::from_utf8(skeleton.consonants().to_vec()).unwrap());
            false
        });
        assert_eq!(found, expected, "{word}");
    }

    #[test]
    fn words_have_one_to_four() {
        check("حزب", &["HZB"]);
        check("مذاکرات", &["MZKRT"]);
        check("والتقدم", &["WLTQDM", "TQDM"]);
        check("رمضان", &["RMDN", "RMZN"]);
        check("همه", &["HM"]);
        check("الهمه", &["LHM", "LHMT", "HM", "HMT"]);
        check("وطن", &["WTN"]);
        check("بیانیه", &["BN", "YN"]);
        check("یمن", &["YMN"]);
        check("مسءول", &["MSL"]);
        check("pjd", &[]);
        check("", &[""]);
    }
}
