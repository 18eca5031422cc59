//! Remembered places: marks and the list of jumps.
//!
//! A place is an item of the list and an offset in its text, so it holds through resizes and across statements.
//! Lower-case marks belong to one statement, capital ones to the corpus.

use super::list::Item;
use std::collections::HashMap;

/// A place in some text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Place {
    /// The item of the list.
    pub item: Item,
    /// The offset in its text.
    pub offset: usize,
}

/// Marks and jumps.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    own: HashMap<(Item, char), Place>,
    shared: HashMap<char, Place>,
    jumps: Vec<Place>,
    /// Where in the jumps we are; at their end unless older ones were walked to.
    at: usize,
}

/// Most jumps that are remembered.
const JUMPS: usize = 100;

impl Places {
    /// Remembers a place under a letter.
    pub(super) fn mark(&mut self, letter: char, place: Place) {
        if letter.is_uppercase() {
            self.shared.insert(letter, place);
        } else {
            self.own.insert((place.item, letter), place);
        }
    }

    /// The place remembered under a letter, seen from `item`; under `'` or a backtick where the last jump began.
    #[must_use]
    pub(super) fn marked(&self, letter: char, item: Item) -> Option<Place> {
        match letter {
            '\'' | '`' => self.at.checked_sub(1).and_then(|last| self.jumps.get(last)).copied(),
            _ if letter.is_uppercase() => self.shared.get(&letter).copied(),
            _ => self.own.get(&(item, letter)).copied(),
        }
    }

    /// Remembers where a jump begins.
    pub(super) fn leave(&mut self, from: Place) {
        self.jumps.truncate(self.at);
        self.jumps.retain(|place| *place != from);
        self.jumps.push(from);
        if self.jumps.len() > JUMPS {
            self.jumps.remove(0);
        }
        self.at = self.jumps.len();
    }

    /// The place before in the jumps; `here` is where it is asked.
    pub(super) fn older(&mut self, here: Place) -> Option<Place> {
        let mut target = self.at.checked_sub(1)?;
        if self.at == self.jumps.len() {
            // So that the way forward leads back to here.
            self.jumps.retain(|place| *place != here);
            self.jumps.push(here);
            target = self.jumps.len().checked_sub(2)?;
        }
        self.at = target;
        self.jumps.get(target).copied()
    }

    /// The place after in the jumps.
    pub(super) fn newer(&mut self) -> Option<Place> {
        let place = self.jumps.get(self.at + 1).copied()?;
        self.at += 1;
        Some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(entry: usize, offset: usize) -> Place {
        Place { item: Item::Statement(entry), offset }
    }

    #[test]
    fn small_letters_belong_to_a_statement_and_capitals_to_all() {
        let mut places = Places::default();
        places.mark('a', place(1, 10));
        places.mark('a', place(2, 20));
        places.mark('A', place(1, 30));
        assert_eq!(places.marked('a', Item::Statement(1)), Some(place(1, 10)));
        assert_eq!(places.marked('a', Item::Statement(2)), Some(place(2, 20)));
        assert_eq!(places.marked('a', Item::Statement(3)), None);
        assert_eq!(places.marked('A', Item::Statement(3)), Some(place(1, 30)));
    }

    #[test]
    fn jumps_lead_back_and_forward() {
        let mut places = Places::default();
        assert_eq!(places.older(place(0, 0)), None);
        assert_eq!(places.newer(), None);
        places.leave(place(0, 1));
        places.leave(place(0, 2));
        assert_eq!(places.older(place(0, 3)), Some(place(0, 2)));
        assert_eq!(places.older(place(0, 2)), Some(place(0, 1)));
        assert_eq!(places.older(place(0, 1)), None);
        assert_eq!(places.newer(), Some(place(0, 2)));
        assert_eq!(places.newer(), Some(place(0, 3)));
        assert_eq!(places.newer(), None);
    }

    #[test]
    fn a_new_jump_forgets_the_way_forward() {
        let mut places = Places::default();
        places.leave(place(0, 1));
        places.leave(place(0, 2));
        places.older(place(0, 3));
        places.older(place(0, 2));
        places.leave(place(0, 9));
        assert_eq!(places.newer(), None);
        assert_eq!(places.marked('\'', Item::Statement(0)), Some(place(0, 9)));
    }

    #[test]
    fn jumps_are_few_and_never_twice_the_same() {
        let mut places = Places::default();
        for offset in 0..300 {
            places.leave(place(0, offset % 150));
        }
        assert_eq!(places.jumps.len(), JUMPS);
    }
}
