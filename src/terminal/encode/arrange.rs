//! The order to send a row in, so that UAX #9 with a left-to-right base turns it into the wanted one.
//!
//! The way there: levels are guessed for the cells as they are wanted, L2 is taken back by them, and the levels that
//! UAX #9 then gives to what is sent are the next guess. Where guess and levels agree, what is seen is what is wanted, cell
//! by cell: that is the only way out that counts as exact. Where they do not come together a blank becomes a fence, a
//! blank-looking character that pulls to the left; every fence takes one blank from a finite row, so this ends.
//!
//! Some rows no order leads to, above all a number that stands to the right of letters from the right and touches them:
//! nothing but a strong character between the two keeps them apart. There a blank from nearby is put between, which
//! moves what lies between by one column; and a row without any blank keeps the order that shows the fewest cells
//! wrong. Knows characters only: no symbols, no styles.

use crate::layout::{Pull, RowLevels, mirrored, pull, visual_order};

/// BRAILLE PATTERN BLANK: looks like a space, class L.
pub(super) const FENCE: char = '\u{2800}';

/// Guesses for one set of fences before another blank is taken.
const ROUNDS: usize = 5;
/// Blanks that may be moved in a row.
const MOVES: usize = 8;

/// A cell of the row in the place it is sent in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Sent {
    /// Its index among the wanted cells.
    pub(super) cell: usize,
    /// The level it will be given.
    pub(super) level: u8,
    /// True if a fence is sent in its place.
    pub(super) fence: bool,
}

/// Arranges a row, given by the first character of each cell from left to right: what is sent, in that order.
///
/// `mirrors` says whether the reader of the row shows mirrored glyphs (L4).
pub(super) fn arrange(row: &[char], mirrors: bool) -> Vec<Sent> {
    search(row, mirrors).sent
}

fn search(row: &[char], mirrors: bool) -> Search {
    let mut search = Search {
        places: row.iter().map(|character| Place::new(*character)).collect(),
        cells: (0..row.len()).collect(),
        guess: Vec::new(),
        mirrors,
        resolver: RowLevels::default(),
        resolved: Vec::new(),
        wrong: usize::MAX,
        sent: Vec::new(),
    };
    search.fence_borders();
    search.run();
    search
}

/// What stands in a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Place {
    character: char,
    pull: Pull,
}

impl Place {
    fn new(character: char) -> Self {
        Self { character, pull: pull(character) }
    }

    fn is_blank(self) -> bool {
        matches!(self.character, ' ' | '\u{A0}')
    }

    /// Box drawing: the border of a pane.
    fn is_border(self) -> bool {
        matches!(self.character, '\u{2500}'..='\u{257F}')
    }
}

/// Why a set of fences leads nowhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Conflict {
    /// A number at `at` needs a fence after `after`.
    Number { after: usize, at: usize },
    /// Guess and levels do not come together here.
    Levels { at: usize },
}

struct Search {
    places: Vec<Place>,
    /// Which wanted cell stands in each place.
    cells: Vec<usize>,
    guess: Vec<u8>,
    mirrors: bool,
    resolver: RowLevels,
    resolved: Vec<u8>,
    /// Cells that would be shown wrong by the best order so far, and that order.
    wrong: usize,
    sent: Vec<Sent>,
}

impl Search {
    fn place(&self, at: usize) -> Option<Place> {
        self.places.get(at).copied()
    }

    fn fence(&mut self, at: usize) {
        if let Some(place) = self.places.get_mut(at) {
            *place = Place::new(FENCE);
        }
    }

    /// Fences that every row has: in the first column, and beside borders.
    ///
    /// Terminals that take the direction of a row from its first strong character find a fence before all else.
    fn fence_borders(&mut self) {
        let border = |place: Option<&Place>| place.is_some_and(|place| place.is_border());
        for at in 0..self.places.len() {
            let before = at.checked_sub(1).and_then(|at| self.places.get(at));
            let beside = at == 0 || border(before) || border(self.places.get(at + 1));
            if beside && self.place(at).is_some_and(Place::is_blank) {
                self.fence(at);
            }
        }
        let strong = self.places.iter().position(|place| matches!(place.pull, Pull::Left | Pull::Right));
        if let Some(strong) = strong
            && self.place(strong).is_some_and(|place| place.pull == Pull::Right)
            && let Some(blank) = self.places.iter().take(strong).position(|place| place.is_blank())
        {
            self.fence(blank);
        }
    }

    fn run(&mut self) {
        let mut moved = 0;
        loop {
            let conflict = match self.guess_levels() {
                Some(conflict) => conflict,
                None => match self.settle() {
                    Some(at) => Conflict::Levels { at },
                    None => return,
                },
            };
            let blank = match conflict {
                Conflict::Number { after, at } => {
                    (after + 1..at).rev().find(|&at| self.place(at).is_some_and(Place::is_blank))
                }
                Conflict::Levels { at } => self.nearest_blank(at),
            };
            if let Some(blank) = blank {
                self.fence(blank);
                continue;
            }
            let (Conflict::Number { at, .. } | Conflict::Levels { at }) = conflict;
            moved += 1;
            if moved > MOVES || !self.move_blank(at) {
                // Without any blank to move: the last guess as it comes out.
                if matches!(conflict, Conflict::Number { .. }) {
                    self.settle();
                }
                return;
            }
        }
    }

    /// Guesses the levels of what stands between two characters that pull to the left, for each such stretch.
    fn guess_levels(&mut self) -> Option<Conflict> {
        self.guess.clear();
        self.guess.resize(self.places.len(), 0);
        let mut conflict = None;
        let mut start = 0;
        for stretch in self.places.split(|place| place.pull == Pull::Left) {
            let levels = self.guess.get_mut(start..start + stretch.len()).unwrap_or_default();
            if let Some(own) = guess_stretch(stretch, levels)
                && conflict.is_none()
            {
                conflict = Some(Conflict::Number { after: start + own.0, at: start + own.1 });
            }
            start += stretch.len() + 1;
        }
        conflict
    }

    /// Takes the levels of what is sent as the next guess until they agree; else gives the place where they first did not.
    fn settle(&mut self) -> Option<usize> {
        let mut first = None;
        for _ in 0..ROUNDS {
            let order = visual_order(&self.guess);
            let sent: Vec<char> = order.iter().map(|&at| self.sent_character(at)).collect();
            self.resolver.resolve(sent, &mut self.resolved);
            let differs = order
                .iter()
                .zip(&self.resolved)
                .filter(|&(&at, level)| self.guess.get(at) != Some(level))
                .map(|(&at, _)| at)
                .min();
            self.keep_best(&order, differs.is_none());
            let at = differs?;
            first = first.or(Some(at));
            for (&at, &level) in order.iter().zip(&self.resolved) {
                if let Some(guess) = self.guess.get_mut(at) {
                    *guess = level;
                }
            }
        }
        first
    }

    /// What is sent for a place, at the level guessed for it.
    fn sent_character(&self, at: usize) -> char {
        let character = self.place(at).map_or(' ', |place| place.character);
        let odd = self.guess.get(at).is_some_and(|level| level % 2 == 1);
        if odd && self.mirrors { mirrored(character) } else { character }
    }

    /// Keeps what was just resolved if it shows fewer cells wrong than all before.
    fn keep_best(&mut self, order: &[usize], exact: bool) {
        let wrong = if exact { 0 } else { 1 + self.shown_wrong(order) };
        if wrong >= self.wrong {
            return;
        }
        let sent = order.iter().map(|&at| Sent {
            cell: self.cells.get(at).copied().unwrap_or(at),
            level: self.guess.get(at).copied().unwrap_or(0),
            fence: self.place(at).is_some_and(|place| place.character == FENCE),
        });
        self.sent = sent.collect();
        self.wrong = wrong;
    }

    /// How many places show another character than the wanted one.
    fn shown_wrong(&self, order: &[usize]) -> usize {
        let shown = visual_order(&self.resolved).into_iter().map(|sent| {
            let character = order.get(sent).map_or(' ', |&at| self.sent_character(at));
            let odd = self.resolved.get(sent).is_some_and(|level| level % 2 == 1);
            if odd && self.mirrors { mirrored(character) } else { character }
        });
        shown.zip(&self.places).filter(|(shown, place)| *shown != place.character).count()
    }

    fn nearest_blank(&self, at: usize) -> Option<usize> {
        let blanks = self.places.iter().enumerate().filter(|(_, place)| place.is_blank());
        blanks.map(|(blank, _)| blank).min_by_key(|blank| blank.abs_diff(at))
    }

    /// Puts a blank of the same pane before `at` as a fence; false if there is none to spare.
    ///
    /// One whose loss runs no two words together, from the right if there is a choice.
    fn move_blank(&mut self, at: usize) -> bool {
        let within = |place: &&Place| !place.is_border();
        let end = at + self.places.iter().skip(at).take_while(within).count();
        let start = at - self.places.iter().take(at).rev().take_while(within).count();
        let blank = |at: usize| self.place(at).is_some_and(|place| place.is_blank() || place.character == FENCE);
        let spare = |&place: &usize| {
            let before = place.checked_sub(1);
            place == start || place + 1 == end || before.is_none_or(blank) || blank(place + 1)
        };
        // The one before `at` is where a fence already failed.
        let right = || (at..end).filter(|&place| blank(place));
        let left = || (start..at.saturating_sub(1)).rev().filter(|&place| blank(place));
        let found =
            right().find(spare).or_else(|| left().find(spare)).or_else(|| right().next()).or_else(|| left().next());
        let Some(found) = found else { return false };
        self.fence(found);
        if found >= at {
            self.places.get_mut(at..=found).unwrap_or_default().rotate_right(1);
            self.cells.get_mut(at..=found).unwrap_or_default().rotate_right(1);
        } else {
            self.places.get_mut(found..at).unwrap_or_default().rotate_left(1);
            self.cells.get_mut(found..at).unwrap_or_default().rotate_left(1);
        }
        true
    }
}

/// Guesses levels where nothing pulls to the left; what stands on both sides does, or is the row's base.
///
/// Letters from the right are at level 1, and Arabic numbers at level 2 wherever they stand. A European number goes with
/// letters from the right only between two of them; before them it is left at the base (W7), and after them it cannot be
/// brought, since nothing there is read before it: gives the last such letter and that number. A neutral goes with its
/// neighbours (N1).
fn guess_stretch(stretch: &[Place], levels: &mut [u8]) -> Option<(usize, usize)> {
    let first = stretch.iter().position(|place| place.pull == Pull::Right);
    let last = stretch.iter().rposition(|place| place.pull == Pull::Right);
    let mut conflict = None;
    // Where the neutrals before the next other character begin, and the level before them.
    let (mut from, mut before) = (0, 0);
    for (at, place) in stretch.iter().enumerate() {
        let level = match place.pull {
            Pull::Right => 1,
            Pull::ArabicNumber => 2,
            Pull::EuropeanNumber => match (first, last) {
                (Some(first), Some(last)) if first < at && at < last => 2,
                (_, Some(last)) if last < at => {
                    conflict = conflict.or(Some((last, at)));
                    0
                }
                _ => 0,
            },
            _ => continue,
        };
        let between = u8::from(before > 0 && level > 0);
        levels.get_mut(from..at).unwrap_or_default().fill(between);
        if let Some(own) = levels.get_mut(at) {
            *own = level;
        }
        (from, before) = (at + 1, level);
    }
    conflict
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Capitals are Arabic letters, digits European ones, `#` and `@` Arabic-Indic digits, `_` a fence.
    fn character(ascii: char) -> char {
        match ascii {
            'A'..='Z' => char::from_u32(0xFE8F + ascii as u32 - 'A' as u32).unwrap(),
            '#' => '\u{661}',
            '@' => '\u{662}',
            '_' => FENCE,
            other => other,
        }
    }

    /// What is sent for a row, in the same notation.
    fn check(wanted: &str, expected: &str) {
        let letters: Vec<char> = wanted.chars().collect();
        let row: Vec<char> = letters.iter().map(|it| character(*it)).collect();
        let arranged = search(&row, true);
        let sent: String = arranged
            .sent
            .iter()
            .map(|sent| match sent {
                Sent { fence: true, .. } => '_',
                Sent { cell, level: 1, .. } => mirrored(letters[*cell]),
                Sent { cell, .. } => letters[*cell],
            })
            .collect();
        let mark = if arranged.wrong == 0 { "" } else { " !" };
        assert_eq!(format!("{sent}{mark}"), expected, "{wanted}");
    }

    #[test]
    fn words_are_turned_round() {
        check(" CBA", "_ABC");
        check(" FED CBA", "_ABC DEF");
        check(" ab CBA cd", "_ab ABC cd");
        check("ab cd", "ab cd");
        check("", "");
    }

    #[test]
    fn numbers_keep_their_order() {
        check(" DC 12 BA", "_AB 12 CD");
        check(" 12 BA", "_12 AB");
        check(" DC 12/34 BA", "_AB 12/34 CD");
        check(" DC 12-34 BA", "_AB 34-12 CD");
        check(" DC #@ BA", "_AB #@ CD");
        check(" DC #/@ BA", "_AB #/@ CD");
        check(" DC @# 12%", "_@# CD_12%");
        check(" abc # @ def", "_abc @ # def");
    }

    #[test]
    fn a_number_on_the_right_is_fenced() {
        check(" BA 12", "_AB_12");
        check(" BA  12", "_AB _12");
        check(" BA #@", "_#@ AB");
    }

    #[test]
    fn brackets_are_sent_as_they_will_be_mirrored() {
        check(" (BA)", "_(AB)");
        check(" D (BA) C", "_C (AB) D");
        check(" (b A", "_(b A");
        check(" B )a( A", "_B )a( A");
        check(" C(B)A", "_A(B)C");
        check(" C)B(A", "_A)B(C");
    }

    #[test]
    fn panes_are_walls() {
        check(" \u{2502} BA \u{2502} DC \u{2502}", "_\u{2502}_AB_\u{2502}_CD_\u{2502}");
        check("\u{2502}BA\u{2502}DC \u{2502}", "\u{2502}CD\u{2502}AB_\u{2502}");
    }

    #[test]
    fn where_no_order_leads_a_blank_is_moved() {
        check(" BA12 \u{2502}", "_AB_12\u{2502}");
        check("  BA12c", "_AB_12c");
    }

    #[test]
    fn without_blanks_the_nearest_is_sent() {
        check("BA12", "AB12 !");
    }
}
