//! The numbers that stand for what is one of a few: their places in these lists, which only ever grow at the end.

use crate::model::{Calendar, How, Kind, Language, Precision, Role};

const LANGUAGES: &[Language] = &[
    Language::Und,
    Language::Fa,
    Language::Ar,
    Language::Ckb,
    Language::Ur,
    Language::Ps,
    Language::He,
    Language::En,
    Language::Fr,
];
const KINDS: &[Kind] = &[
    Kind::Communique,
    Kind::Statement,
    Kind::News,
    Kind::Interview,
    Kind::Speech,
    Kind::Message,
    Kind::Letter,
    Kind::Note,
    Kind::Condolence,
    Kind::Congratulation,
    Kind::Resolution,
    Kind::Notice,
    Kind::Program,
    Kind::Report,
];
const ROLES: &[Role] = &[Role::Speaker, Role::Subject, Role::Participant, Role::Mentioned];
const CALENDARS: &[Calendar] = &[Calendar::SolarHijri, Calendar::Gregorian, Calendar::Hijri];
const PRECISIONS: &[Precision] =
    &[Precision::Day, Precision::Month, Precision::Year, Precision::MonthDay, Precision::Weekday];
const HOWS: &[How] =
    &[How::Explicit, How::Relative, How::Weekday, How::Reference, How::Field, How::Url, How::File, How::FileTime];

/// What is one of a few.
pub(super) trait Coded: Copy + PartialEq + 'static {
    /// All of them, each in its place.
    const ALL: &'static [Self];

    /// Its number.
    fn code(self) -> u8 {
        Self::ALL.iter().position(|known| *known == self).map_or(u8::MAX, |at| at as u8)
    }

    /// What has that number.
    fn of(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }
}

impl Coded for Language {
    const ALL: &'static [Self] = LANGUAGES;
}
impl Coded for Kind {
    const ALL: &'static [Self] = KINDS;
}
impl Coded for Role {
    const ALL: &'static [Self] = ROLES;
}
impl Coded for Calendar {
    const ALL: &'static [Self] = CALENDARS;
}
impl Coded for Precision {
    const ALL: &'static [Self] = PRECISIONS;
}
impl Coded for How {
    const ALL: &'static [Self] = HOWS;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers from 0 on, each once, and none above.
    fn check<T: Coded + std::fmt::Debug>(count: usize, last: T) {
        assert_eq!(T::ALL.len(), count);
        assert_eq!(T::ALL.iter().max_by_key(|one| one.code()), Some(&last));
        for (at, one) in T::ALL.iter().enumerate() {
            assert_eq!((usize::from(one.code()), T::of(at as u8)), (at, Some(*one)));
        }
        assert_eq!(T::of(count as u8), None);
    }

    #[test]
    fn everything_has_a_number() {
        // As many as there are variants: the last of each is the one that the type names last.
        check(Language::Fr as usize + 1 + 1, Language::Fr);
        check(Kind::Report as usize + 1, Kind::Report);
        check(Role::Mentioned as usize + 1, Role::Mentioned);
        check(Calendar::Hijri as usize + 1, Calendar::Hijri);
        check(Precision::Weekday as usize + 1, Precision::Weekday);
        check(How::FileTime as usize + 1, How::FileTime);
    }
}
