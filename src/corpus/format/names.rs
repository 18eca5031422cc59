//! The names that sites and dumps give to the fields of a record.
//!
//! Compared after the fold and without anything but letters and digits: `onTitr`, `on_titr` and
//! `ON-TITR` are one name. Within a role the earlier name wins.

use crate::text::fold::fold;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a field is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Role {
    Kicker,
    Title,
    Lead,
    Body,
    Date,
    Party,
    Agency,
    Site,
    Url,
    Author,
}

/// The role of a field by its name, and the name's rank within that role.
pub(super) fn role(name: &str) -> Option<(Role, usize)> {
    if name.len() > 64 {
        return None;
    }
    BY_NAME.get(&key(name)).copied()
}

fn key(name: &str) -> String {
    fold(name).chars().filter(|character| character.is_alphanumeric()).collect()
}

static BY_NAME: LazyLock<HashMap<String, (Role, usize)>> = LazyLock::new(|| {
    let mut by_name = HashMap::new();
    for (role, names) in NAMES {
        for (rank, name) in names.split_whitespace().enumerate() {
            by_name.insert(key(name), (role, rank));
        }
    }
    by_name
});

const NAMES: [(Role, &str); 10] = [
    (Role::Kicker, "kicker ontitr rotitr rutitr surtitle supertitle overline روتیتر"),
    (Role::Title, "title titr headline heading عنوان العنوان تیتر name subject موضوع"),
    (Role::Lead, "lead lede describe description abstract summary excerpt lid لید خلاصه چکیده ملخص"),
    (
        Role::Body,
        "articlebody fulltext bodytext body text content paragraphs متن محتوا نص النص محتوی message post contenthtml html",
    ),
    (
        Role::Date,
        "datepublished publishedat publishedtime publishdate publishedon publicationdate published pubdate date datetime \
         تاریخ التاریخ تاریخانتشار datesh timestamp time createdat datecreated dateextracted",
    ),
    (Role::Party, "party partyname حزب الحزب"),
    (Role::Agency, "source agency newsagency منبع مصدر المصدر خبرگزاری"),
    (Role::Site, "site website sitename publisher سایت الموقع"),
    (Role::Url, "url link permalink canonicalurl canonical href لینک الرابط"),
    (Role::Author, "author byline authors creator writer نویسنده کاتب الکاتب"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: Option<Role>) {
        assert_eq!(role(name).map(|(role, _)| role), expected, "{name}");
    }

    #[test]
    fn spelling_does_not_matter() {
        check("onTitr", Some(Role::Kicker));
        check("head_line", Some(Role::Title));
        check("Article-Body", Some(Role::Body));
        check("date_sh", Some(Role::Date));
        check("تاريخ", Some(Role::Date));
        check("محتوى", Some(Role::Body));
        check("الكاتب", Some(Role::Author));
    }

    #[test]
    fn other_names_have_no_role() {
        check("id", None);
        check("tags", None);
        check("", None);
    }
}
