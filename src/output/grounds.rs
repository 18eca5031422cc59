//! The grounds of a reading in words: why this date, this party, this kind, this language.

use super::plain;
use crate::model::{Date, How, LanguageGrounds, LanguageHow, PartyRole, Role, Source, Statement};

/// A date with what it rests on and what else it could be.
#[must_use]
pub fn of_date(date: &Date) -> String {
    let mut grounds = format!("{}, {}: \"{}\"", plain::day(date), how(date.how), date.text);
    if !date.rivals.is_empty() {
        grounds.push_str(&format!("; could also be {}", date.rivals.join(", ")));
    }
    grounds
}

/// What a date rests on.
#[must_use]
pub fn how(how: How) -> &'static str {
    match how {
        How::Explicit => "written out",
        How::Relative => "counted from another date",
        How::Weekday => "year inferred from the day of the week",
        How::Reference => "year inferred from the reference date",
        How::Field => "a field of the record",
        How::Url => "the address of the page",
        How::File => "the name of the file",
        How::FileTime => "the day the file was last changed",
    }
}

/// A party with its part and its cue.
#[must_use]
pub fn of_party(party: &PartyRole) -> String {
    let sure = if party.sure { "" } else { ", not sure" };
    format!("{} [{}] {}{sure}, by {}", party.name, party.id.0, role(party.role), party.cue)
}

/// What a party does in a statement.
#[must_use]
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Speaker => "speaks",
        Role::Subject => "is the subject",
        Role::Participant => "takes part",
        Role::Mentioned => "is mentioned",
    }
}

/// The parties beside the one that a statement is filed under, without their grounds; none if there are none.
#[must_use]
pub fn of_other_parties(statement: &Statement) -> Option<String> {
    let filed = statement.party.as_ref().map(|party| &party.id);
    let short = |party: &PartyRole| {
        format!("{} [{}] {}{}", party.name, party.id.0, role(party.role), if party.sure { "" } else { "?" })
    };
    let others: Vec<String> = statement.parties.iter().filter(|party| Some(&party.id) != filed).map(short).collect();
    (!others.is_empty()).then(|| others.join("; "))
}

/// The languages of a statement, with what they were told by; the words of each where there are several.
#[must_use]
pub fn of_language(statement: &Statement) -> String {
    let name = |language| plain::name(&language);
    let mut told = name(statement.language);
    if statement.languages.len() > 1 {
        let each = statement.languages.iter().map(|share| format!("{} {}", name(share.language), share.words));
        told.push_str(&format!(" (words: {})", each.collect::<Vec<_>>().join(", ")));
    }
    let LanguageGrounds { how, persian_words, arabic_words, persian_letters_per_thousand: letters, .. } =
        statement.grounds.language;
    told.push_str(match how {
        LanguageHow::Text => "",
        LanguageHow::Page => ", by its page",
        LanguageHow::Country => ", by the country of its party",
        LanguageHow::Guess => ", a guess",
    });
    if statement.grounds.language.arabic_script > 0 {
        // The letters stand last: numbers behind them would be drawn on their other side.
        told.push_str(&format!(
            "; function words: {persian_words} Persian, {arabic_words} Arabic; {}.{} % of letters are \u{67E}\u{686}\u{698}\u{6AF}",
            letters / 10,
            letters % 10
        ));
    }
    told
}

/// The source of a statement in short; none if the page says nothing.
#[must_use]
pub fn of_source(source: &Source) -> Option<String> {
    let parts = [("", &source.agency), ("site ", &source.site), ("by ", &source.author), ("", &source.url)];
    let told: Vec<String> =
        parts.iter().filter_map(|(name, part)| part.as_ref().map(|part| format!("{name}{part}"))).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

/// What was left out of a statement, by reason, the most frequent first.
#[must_use]
pub fn of_furniture(statement: &Statement) -> Vec<(&str, usize)> {
    let mut reasons: Vec<(&str, usize)> = Vec::new();
    for (_, why) in statement.furniture() {
        match reasons.iter_mut().find(|(known, _)| *known == why) {
            Some((_, count)) => *count += 1,
            None => reasons.push((why, 1)),
        }
    }
    reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    reasons
}

#[cfg(test)]
mod tests {
    use super::super::plain::tests::statement;
    use super::*;
    use crate::model::{Language, LanguageShare};

    #[test]
    fn grounds_in_words() {
        let mut statement = statement();
        assert_eq!(of_date(statement.date.as_ref().unwrap()), "2018-04-07, written out: \"1397/01/18\"");
        let party = of_party(statement.party.as_ref().unwrap());
        assert_eq!(party, "حزب نمونه [ir-nemune] speaks, by title: حزب نمونه");
        assert_eq!(of_furniture(&statement), [("comment form", 1)]);
        assert_eq!(of_source(&statement.source), None);
        statement.source.author = Some("A".to_owned());
        statement.source.site = Some("S".to_owned());
        assert_eq!(of_source(&statement.source).as_deref(), Some("site S, by A"));
    }

    #[test]
    fn languages_with_their_evidence() {
        let mut statement = statement();
        assert_eq!(of_language(&statement), "fa");
        statement.languages.push(LanguageShare { language: Language::Ar, words: 2 });
        statement.grounds.language = LanguageGrounds {
            how: LanguageHow::Text,
            persian_words: 3,
            arabic_words: 1,
            arabic_script: 200,
            persian_letters_per_thousand: 25,
        };
        let expected = "fa (words: fa 6, ar 2); function words: 3 Persian, 1 Arabic; 2.5 % of letters are \u{67E}\u{686}\u{698}\u{6AF}";
        assert_eq!(of_language(&statement), expected);
    }
}
