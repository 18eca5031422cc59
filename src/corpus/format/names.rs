//! The names that sites and dumps give to the fields of a record.
//!
//! Compared after the fold and without anything but letters and digits: `onTitr`, `on_titr` and
//! `ON-TITR` are one name. Within a role the earlier name wins. A name that is not in the lists is
//! tried without the word that says whose field it is (`post_title`, `dc:creator`) and without the one
//! that says how it is kept (`title_fa`, `body_html`, `عنوان خبر`), with its two words the other way round, and in the
//! singular.

use crate::text::fold::fold;
use std::collections::{HashMap, HashSet};
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

/// Rank from which a body's name means that it is the raw page, or may mean something else.
pub(super) const DOUBTFUL: usize = 1000;

/// What is added to the rank of a name for each word that was left out.
const SHORTENED: usize = 100;

/// The role of a field by its name, and the name's rank within that role.
pub(super) fn role(name: &str) -> Option<(Role, usize)> {
    if name.len() > 64 {
        return None;
    }
    let whole = key(name);
    if let Some(found) = BY_NAME.get(&whole) {
        return Some(*found);
    }
    if ASIDE.contains(&whole) {
        return None;
    }
    let words = words(name);
    let (mut words, mut left_out) = (words.as_slice(), 0);
    loop {
        words = match words {
            [first, rest @ ..] if !rest.is_empty() && WHOSE.contains(first) => rest,
            [rest @ .., last] if !rest.is_empty() && KEPT.contains(last) => rest,
            _ => break,
        };
        left_out += SHORTENED;
        let (role, rank) = match BY_NAME.get(&words.concat()) {
            Some(found) => *found,
            None => continue,
        };
        // `post_name`, `page_name` and the like are parts of addresses.
        if !words.concat().ends_with("name") {
            return Some((role, rank + left_out));
        }
    }
    // `date_jalali` is the date of `jalali_date`.
    if let [first, second] = words
        && let Some((role, rank)) = BY_NAME.get(&format!("{second}{first}"))
        && !first.ends_with("name")
    {
        return Some((*role, rank + left_out + SHORTENED));
    }
    let singular = whole.strip_suffix('s').filter(|singular| singular.len() >= 3)?;
    BY_NAME.get(singular).map(|(role, rank)| (*role, rank + SHORTENED))
}

/// True for a field about something else than the statement: what is in it is not the record's own.
pub(super) fn is_aside(name: &str) -> bool {
    name.len() <= 64 && ASIDE.contains(&key(name))
}

fn key(name: &str) -> String {
    fold(name).chars().filter(|character| character.is_alphanumeric()).collect()
}

/// The words of a name, by its signs and by its capitals.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for character in name.chars() {
        if !character.is_alphanumeric() || was_small && character.is_uppercase() {
            words.push(String::new());
        }
        was_small = character.is_lowercase();
        if let Some(word) = words.last_mut().filter(|_| character.is_alphanumeric()) {
            word.push(character);
        }
    }
    words.iter().map(|word| key(word)).filter(|word| !word.is_empty()).collect()
}

static BY_NAME: LazyLock<HashMap<String, (Role, usize)>> = LazyLock::new(|| {
    let mut by_name = HashMap::new();
    for (role, first, names) in NAMES {
        for (rank, name) in names.split_whitespace().enumerate() {
            by_name.entry(key(name)).or_insert((role, first + rank));
        }
    }
    by_name
});

static WHOSE: LazyLock<HashSet<String>> = LazyLock::new(|| {
    "post article news item page story entry doc document record message statement communique press wp dc dcterms og \
     rss atom schema meta original raw clean full main"
        .split_whitespace()
        .map(key)
        .collect()
});

static KEPT: LazyLock<HashSet<String>> = LazyLock::new(|| {
    "fa fas per persian ar ara arabic en eng english fr fra french ckb ku ps ur html text txt raw plain clean cleaned str \
     string value full original encoded rendered iso utc local gmt only jalali shamsi solar gregorian miladi hijri خبر الخبر \
     مطلب مقاله المقال المقاله الموضوع بیان البیان بیانیه شمسی میلادی"
        .split_whitespace()
        .map(key)
        .collect()
});

/// Whatever is in these has a name, a text or a date of its own.
static ASIDE: LazyLock<HashSet<String>> = LazyLock::new(|| {
    "category categories section sections tag tags keyword keywords topic topics term terms taxonomy taxonomies user users \
     image images photo photos picture pictures video videos media thumbnail gallery caption captions comment comments \
     reply replies related relatedposts relatednews attachment attachments embedded links location geo language lang \
     reactions entities previous next prev breadcrumb breadcrumbs ads reference references"
        .split_whitespace()
        .map(key)
        .collect()
});

const NAMES: [(Role, usize, &str); 11] = [
    (Role::Kicker, 0, "kicker ontitr rotitr rutitr surtitle supertitle overline روتیتر surtitre"),
    (
        Role::Title,
        0,
        "title titr headline heading عنوان العنوان تیتر titre intitulé name subject موضوع الموضوع sujet عناوین سرتیتر header",
    ),
    (
        Role::Lead,
        0,
        "lead lede describe description abstract summary excerpt lid لید خلاصه چکیده ملخص الملخص مقدمه standfirst intro \
         chapeau chapô résumé subtitle subheadline teaser زیرتیتر توضیحات وصف الوصف snippet",
    ),
    (
        Role::Body,
        0,
        "articlebody fulltext bodytext body text content paragraphs متن محتوا نص النص محتوی المحتوى متنکامل متنخبر نصالخبر \
         نصالبیان maintext matn contenu texte corps contentencoded paragraphes فقرات message post article خبر الخبر بیان \
         البیان بیانیه selftext story statement",
    ),
    (Role::Body, DOUBTFUL, "contenthtml html bodyhtml rawhtml"),
    (
        Role::Date,
        0,
        "datepublished publishedat publishedtime publishedtimestamp publishdate publishtime publishedon publishedutc \
         publicationdate published pubdate date datetime تاریخ التاریخ تاریخانتشار تاریخالنشر زمانانتشار datepublication \
         datedepublication datesh dateshamsi shamsidate jalalidate persiandate dategregorian issued timestamp time dategmt \
         createdat createdutc createdtime created datecreated creationdate تاریخدرج تاریخخبر dateextracted dateposted \
         posteddate postedat day روز dateunixtime",
    ),
    (Role::Party, 0, "party partyname حزب الحزب parti partipolitique نامحزب اسمالحزب"),
    (Role::Agency, 0, "source agency newsagency منبع مصدر المصدر خبرگزاری sourcename agence وکاله الوکاله"),
    (Role::Site, 0, "site website sitename publisher سایت الموقع domain outlet newspaper channel journal"),
    (
        Role::Url,
        0,
        "url link permalink canonicalurl canonical href لینک الرابط رابط نشانی lien adresse weburl sourceurl guid",
    ),
    (
        Role::Author,
        0,
        "author byline authors creator writer نویسنده کاتب الکاتب المؤلف auteur auteurs authorname reporter",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &str, expected: Option<Role>) {
        for name in names.split_whitespace() {
            assert_eq!(role(name).map(|(role, _)| role), expected, "{name}");
        }
    }

    #[test]
    fn spelling_does_not_matter() {
        check("onTitr on_titr ON-TITR روتیتر", Some(Role::Kicker));
        check("head_line HeadLine TITLE العنوان عُنوان", Some(Role::Title));
        check("Article-Body articleBody article.body محتوى متن_خبر", Some(Role::Body));
        check("date_sh تاريخ pubDate published-at Published_At تاريخ_النشر", Some(Role::Date));
        check("الكاتب Auteur", Some(Role::Author));
    }

    #[test]
    fn words_around_a_name_are_left_out() {
        check("post_title postTitle wp:post_title news-title title_fa titleAr titles og:title", Some(Role::Title));
        check("content:encoded post_content contentRendered body_text text_clean texts full_text", Some(Role::Body));
        check("post_date post_date_gmt article:published_time dates", Some(Role::Date));
        check("dc:creator post_author", Some(Role::Author));
        check("عنوان_خبر عنوان‌خبر عنوان_الخبر عنوان-البيان تیتر_خبر تيتر_مطلب عنوان_خبر_fa", Some(Role::Title));
        check("date_jalali jalali_date dateShamsi shamsi-date date_miladi date_solar تاریخ_شمسی", Some(Role::Date));
        check("text_full", Some(Role::Body));
        check("post_excerpt og:description", Some(Role::Lead));
        check("urls og:url", Some(Role::Url));
    }

    #[test]
    fn the_name_as_it_stands_comes_first() {
        assert!(role("title").unwrap().1 < role("title_fa").unwrap().1);
        assert!(role("content").unwrap().1 < DOUBTFUL && role("content_html").unwrap().1 >= DOUBTFUL);
    }

    #[test]
    fn other_names_have_no_role() {
        check("id tags post_name page_name category postId dateline_city mytitle text_length author_id", None);
        check("کد_خبر نوع_خبر گروه_خبر خبر_مرتبط calendar_jalali name_post jalali update_jalali", None);
        assert_eq!(role("عنوان خبر").map(|(role, _)| role), Some(Role::Title));
        assert_eq!(role(""), None);
        assert!(is_aside("Categories") && is_aside("_embedded") && !is_aside("data"));
    }
}
