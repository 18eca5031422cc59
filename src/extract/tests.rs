//! Whole pages in, statements out: one page in each shape, and the properties that hold for all.

use super::line::{is_blank, spoken};
use super::{Context, Extractor};
use crate::model::{BlockRole, Day, Document, Fields, Kind, Language, Role, Statement, StatementId};
use proptest::prelude::*;
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::new);

const FILLER: &str = "این بند برای آزمون نوشته شده است و خبری در آن نیست و تنها آن اندازه دراز است که متن شمرده شود و نه چیز دیگری، و پس از آن نقطه می‌آید.";
const ARABIC: &str = "هذه الفقرة كتبت للاختبار وليس فيها خبر، وإنما طولها يكفي لأن تعد متنا من المتون لا شيئا آخر غيره، وبعدها تأتي نقطة في آخر السطر.";

fn context() -> Context {
    Context { reference: None, today: Day { year: 2024, month: 5, day: 1 } }
}

fn page(text: &str) -> Document {
    Document { path: "page.txt".to_owned(), text: text.to_owned(), encoding: "UTF-8", ..Document::default() }
}

fn read(text: &str) -> Vec<Statement> {
    EXTRACTOR.statements(&page(text), &context())
}

fn titles(text: &str) -> Vec<String> {
    read(text).into_iter().map(|statement| statement.title).collect()
}

fn party(statement: &Statement) -> Option<(&str, Role)> {
    statement.party.as_ref().map(|speaker| (speaker.id.0.as_str(), speaker.role))
}

fn roles(statement: &Statement) -> Vec<(String, &str)> {
    let name = |role: &BlockRole| match role {
        BlockRole::Furniture(reason) => format!("furniture: {reason}"),
        role => format!("{role:?}").to_lowercase(),
    };
    statement.blocks.iter().map(|block| (name(&block.role), block.text.as_str())).collect()
}

#[test]
fn a_table_page_keeps_its_text_apart_from_marks() {
    let body = format!("سخنگوی حزب نمونهٔ آباد برنامهٔ خود را گفت. {FILLER}");
    let text = format!("تالار گفتار 1397/02/03 |\n![]() |\nگشایش دفترهای تازه در شهرهای کوچک |\n{body} انتهای پیام/ |");
    let found = read(&text);
    assert_eq!(found.len(), 1);
    let expected = [
        ("metadata", "تالار گفتار 1397/02/03"),
        ("furniture: mark", "|"),
        ("furniture: image", "![]()"),
        ("furniture: mark", "|"),
        ("title", "گشایش دفترهای تازه در شهرهای کوچک"),
        ("furniture: mark", "|"),
        ("paragraph", body.as_str()),
        ("furniture: end mark", "انتهای پیام/"),
        ("furniture: mark", "|"),
    ];
    let roles = roles(&found[0]);
    let roles: Vec<_> = roles.iter().map(|(role, text)| (role.as_str(), *text)).collect();
    assert_eq!(roles, expected);
    assert_eq!(found[0].language, Language::Fa);
}

#[test]
fn a_communique_sheds_form_lines_and_counters() {
    let text = format!(
        "بلاغ صحفي حول اجتماع المكتب السياسي لحزب الاستقلال ليوم الاثنين 3 دجنبر 2018\n\n0 512\n\nعقد المكتب اجتماعه. {ARABIC}\n\n{ARABIC}\n\nقد يعجبك ايضا\n\nعنوان مقال آخر\n\nاترك رد\n\nلن يتم نشر عنوان بريدك الإلكتروني.\n"
    );
    let found = read(&text);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].paragraphs().count(), 2);
    let furniture: Vec<&str> = found[0].furniture().map(|(_, why)| why).collect();
    assert_eq!(furniture, ["counter", "related", "among page furniture", "comments", "comments"]);
    assert_eq!(party(&found[0]), Some(("ma-istiqlal", Role::Speaker)));
    assert!(found[0].party.as_ref().unwrap().cue.starts_with("title:"));
    assert_eq!((found[0].kind, found[0].language), (Some(Kind::Communique), Language::Ar));
    assert!(found[0].date.is_some());
}

#[test]
fn a_home_page_holds_several_statements() {
    let text = format!(
        "حزب همدلان آباد\nپایگاه خبری حزب همدلان آباد\n\nجدیدترین اخبار\n\nانتخابات\n\nسارا نمونه آبادی\n\nسخن دبیر کل\n\nچرا باید در کار شهر شریک بود\n\n{FILLER} سارا نمونه آبادی دبیرکل حزب همدلان آباد\n\nدر ضرورت همدلی میان مردم و کارگزاران\n\n{FILLER} کار را باید آغاز کرد\n22 بهمن حزب همدلان آباد\n\nاستان ها\n\nکمیته ها\n\n( اطلاعیه شماره سه )\n\nبا درود به همهٔ هموندان گرامی در شوراها و شهرستان‌ها و پهنه‌ها ،…\n\n” پرسش امروز چیست ؟! “\n\n\" پرسش امروز چیست ؟! \" دیروز در نشست همگانی گفته شد که کارها خوب پیش می‌رود …\n\nاطلاعیه"
    );
    let found = read(&text);
    let titles: Vec<&str> = found.iter().map(|statement| statement.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "چرا باید در کار شهر شریک بود",
            "در ضرورت همدلی میان مردم و کارگزاران",
            "( اطلاعیه شماره سه )",
            "” پرسش امروز چیست ؟! “"
        ]
    );
    assert_eq!(found[0].kicker().as_deref(), Some("سخن دبیر کل"));
    assert_eq!(found[0].kicker().as_deref(), Some("سخن دبیر کل"));
    assert_eq!(found[0].signature().as_deref(), Some("سارا نمونه آبادی دبیرکل حزب همدلان آباد"));
    assert_eq!(found[1].signature().as_deref(), Some("22 بهمن حزب همدلان آباد"));
    assert_eq!(found.iter().map(|statement| statement.cut).collect::<Vec<_>>(), [false, false, true, true]);
    for statement in &found {
        assert_eq!(party(statement), Some(("seen-حزب-همدلاناباد", Role::Speaker)), "{}", statement.title);
    }
    assert_eq!(found[2].kind, Some(Kind::Notice));
}

#[test]
fn buttons_between_title_and_byline_cost_no_title() {
    let text = format!(
        "شورا برنامهٔ سال آینده را پذیرفت\n\nتعداد بازدید: ۳۹۸\nامروز: یکشنبه ۱۹ تیر ۱۳۹۰ - ۲۰:۵۴\nفیسبوک\nتاریخ انتشار: ۱ اسفند ۱۳۹۵\nسارا نمونه\n\n{FILLER}\n\nبازدید: 12\n\n{FILLER}\n\nنظرات: ۳"
    );
    let found = read(&text);
    assert_eq!((found.len(), found[0].title.as_str()), (1, "شورا برنامهٔ سال آینده را پذیرفت"));
    let furniture: Vec<&str> = found[0].furniture().map(|(_, why)| why).collect();
    assert_eq!(furniture, ["counter", "clock", "sharing", "counter", "counter"]);
    assert_eq!(found[0].date.as_ref().unwrap().year, Some(1395));
    assert_eq!(found[0].paragraphs().count(), 2);
}

#[test]
fn how_long_ago_is_no_title() {
    for line in ["أول أمس", "قبل يومين", "منذ 3 أيام", "دیروز", "۳ روز پیش"] {
        let title = "حزب السنديان: الكهرباء تعود إلى المستوصف";
        assert_eq!(titles(&format!("{title}\n\n{line}\n\n{FILLER}")), [title], "{line}");
        assert_eq!(
            titles(&format!("شورا برنامهٔ تازه را پذیرفت\n\n{line}\n\n{FILLER}")),
            ["شورا برنامهٔ تازه را پذیرفت"]
        );
    }
}

#[test]
fn an_agency_page_has_a_lead_and_labels() {
    let text = format!(
        "کد خبر: ۱۲۳۴۵۶\nتاریخ انتشار: ۱ اسفند ۱۳۹۵ - ۲۰:۰۷\n\nشورا برنامهٔ سال آینده را پذیرفت\n\nرئیس شورا گفت که برنامهٔ سال آینده پذیرفته شد و از فردا کار آغاز می‌شود.\n\nبه گزارش خبرگزاری نمونه از آباد، {FILLER}\n\n{FILLER}\n\nلینک کوتاه\nدرباره ما"
    );
    let found = read(&text);
    assert_eq!(found.len(), 1);
    assert!(found[0].lead().unwrap().starts_with("رئیس شورا"));
    assert_eq!(found[0].paragraphs().count(), 2);
    assert_eq!(found[0].source.agency.as_deref(), Some("خبرگزاری نمونه"));
    assert_eq!(found[0].kind, Some(Kind::News));
    assert_eq!(found[0].party, None);
}

#[test]
fn subheads_do_not_split_a_statement() {
    let one = |text: String| assert_eq!(titles(&text).len(), 1, "{text}");
    one(format!(
        "بیانیهٔ شورا دربارهٔ آب\n\n{FILLER}\n\nراه‌های پیش رو\n\n{FILLER}\n\n{FILLER}\n\nسخن پایانی ما\n\n{FILLER}"
    ));
    one(format!("مواقف الهيئة من الأزمة\n\n{ARABIC}\n\nأولا: في الداخل\n\n{ARABIC}\n\nثانيا: في الخارج\n\n{ARABIC}"));
}

#[test]
fn a_date_of_its_own_splits() {
    let text = format!(
        "شورا برنامه را پذیرفت\n\n۱ اسفند ۱۳۹۵\n\n{FILLER}\n\nنشست فردا برگزار می‌شود\n\n۲ اسفند ۱۳۹۵\n\n{FILLER}"
    );
    assert_eq!(titles(&text), ["شورا برنامه را پذیرفت", "نشست فردا برگزار می‌شود"]);
}

#[test]
fn posts_of_a_channel_are_parted_by_their_feet() {
    let text = format!(
        "🔴 شورا برنامهٔ تازه را پذیرفت\n\n{FILLER}\n\n@namuneh\n👁 1.2K\n\n🔴 نشست فردا برگزار می‌شود\n\n{FILLER}\n\n🆔 @namuneh"
    );
    assert_eq!(titles(&text), ["شورا برنامهٔ تازه را پذیرفت", "نشست فردا برگزار می‌شود"]);
    assert!(roles(&read(&text)[0]).contains(&("furniture: mark".to_owned(), "🔴")));
    assert_eq!(titles(&text.replace("@namuneh\n👁 1.2K", "")).len(), 1);
}

#[test]
fn rows_of_signs_part_statements_where_all_lead_to_titles() {
    let text = |second: &str| {
        format!(
            "شورا برنامهٔ تازه را پذیرفت\n\n{FILLER}\n\n* * *\n\n{second}\n\n{FILLER}\n\n-----\n\nدیدار با آموزگاران شهر\n\n{FILLER}"
        )
    };
    assert_eq!(titles(&text("نشست فردا برگزار می‌شود")).len(), 3);
    assert_eq!(titles(&text(FILLER)).len(), 1);
}

#[test]
fn a_letter_is_titled_by_its_subject() {
    let text = format!("From: info@example.org\nDate: 2 March 2010\nSubject: آب شهر گران شد\n\n{FILLER}\n\n{FILLER}");
    let found = read(&text);
    assert_eq!((found.len(), found[0].title.as_str()), (1, "آب شهر گران شد"));
    assert_eq!(found[0].paragraphs().count(), 2);
    assert_eq!(titles(&format!("آب شهر گران شد\n\nموضوع: آب\n\n{FILLER}")), ["آب شهر گران شد"]);
}

#[test]
fn wrapped_lines_are_one_paragraph() {
    let wrapped = |text: &str| {
        let (mut wrapped, mut length) = (String::new(), 0);
        for word in text.split(' ') {
            let letters = word.chars().count();
            length = if wrapped.is_empty() { 60 } else { length };
            let fits = length + 1 + letters <= 60;
            wrapped.push_str(if wrapped.is_empty() {
                ""
            } else if fits {
                " "
            } else {
                "\n"
            });
            length = if fits { length + 1 + letters } else { letters };
            wrapped.push_str(word);
        }
        wrapped
    };
    let body = wrapped(FILLER);
    let text = format!("شورا برنامهٔ تازه را پذیرفت\n\n{body}\n\n{body}\n\n{}\n", wrapped(ARABIC));
    let found = read(&text);
    assert_eq!((found.len(), found[0].title.as_str()), (1, "شورا برنامهٔ تازه را پذیرفت"));
    assert_eq!(found[0].paragraphs().collect::<Vec<_>>(), [FILLER, FILLER, ARABIC]);
    covers(&page(&text));
}

#[test]
fn lines_broken_by_hand_lose_no_text() {
    let lines = "ما از آغاز گفته‌ایم که آب ده حق همه است و\nکسی نباید آن را\nبفروشد. این سخن امروز ما سخن فردای ما هم هست و از\nآن نمی‌گذریم.";
    let found = read(&format!("نامه به شورای شهر\n\n{lines}\nشورای مرکزی حزب نمونهٔ آباد"));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].title, "نامه به شورای شهر");
    let roles = roles(&found[0]);
    let roles: Vec<&str> = roles.iter().map(|(role, _)| role.as_str()).collect();
    assert_eq!(roles, ["title", "paragraph", "paragraph", "paragraph", "paragraph", "signature"]);
}

#[test]
fn a_page_on_one_line_has_its_head_cut_off() {
    let text = format!(
        "خانه سیاست ورزش دوشنبه ۳ مهر ۱۳۹۶ - ۱۰:۲۰ کد خبر: ۴۴۱۱ حزب نمونهٔ آباد آب ده را پاک کرد حزب نمونهٔ آباد در نشست خود گفت که آب پاک است. {FILLER}"
    );
    let found = read(&text);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].title, "حزب نمونهٔ آباد آب ده را پاک کرد");
    assert_eq!(found[0].date.as_ref().map(|date| (date.day, date.sure)), Some((Some(3), true)));
    let body: Vec<_> = found[0].blocks.iter().filter(|block| block.role == BlockRole::Paragraph).collect();
    assert!(body.first().is_some_and(|block| block.text.starts_with("حزب نمونهٔ آباد در نشست")), "{body:?}");
}

#[test]
fn a_kurdish_notice_is_signed_by_its_party() {
    let body = "ئەم بڕگەیە بۆ تاقیکردنەوە نووسراوە و هیچ هەواڵێکی تێدا نییە، تەنها ئەوەندە درێژە کە وەک دەق بژمێردرێت و هیچی تر، و لە کۆتاییدا خاڵێک دێت.";
    let found = read(&format!("ئاو بۆ هەموو کەسێکە\n\n{body}\n\n{body}\n\nنووسینگەی حزبی سەوزی باخ"));
    assert_eq!(found[0].signature().as_deref(), Some("نووسینگەی حزبی سەوزی باخ"));
    assert_eq!(found[0].party.as_ref().unwrap().name, "حزبی سەوزی باخ");
    assert_eq!(found[0].language, Language::Ckb);
}

#[test]
fn titles_are_made_where_none_is_found() {
    let found = read(&format!("{FILLER}\n\n{FILLER}"));
    assert_eq!(found.len(), 1);
    assert!(found[0].title_made && found[0].title.ends_with('…'));
    assert!(FILLER.starts_with(found[0].title.trim_end_matches('…')));
    let empty = read("");
    assert_eq!((empty.len(), empty[0].title.as_str(), empty[0].title_made), (1, "page.txt", true));
}

#[test]
fn a_record_is_taken_at_its_word() {
    let fields = Fields {
        title: Some("کار حزب‌ها کم است".to_owned()),
        lead: Some(" مدیرکل شهر گفت که کار کم است. ".trim().to_owned()),
        ..Fields::default()
    };
    let text = format!(
        "به گزارش پیام، مدیرکل شهر در نشستی که با اعضای شورای حزب همبستگی ایران اسلامی برگزار شد، افزود: کار کم است.{FILLER}8054   "
    );
    let document = Document { text, fields, ..page("") };
    let found = EXTRACTOR.statements(&document, &context());
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].title.as_str(), found[0].title_made), ("کار حزب‌ها کم است", false));
    assert_eq!(found[0].lead().as_deref(), Some("مدیرکل شهر گفت که کار کم است."));
    assert_eq!(found[0].furniture().collect::<Vec<_>>(), [("8054", "code")]);
    assert_eq!(found[0].party, None, "a guest does not speak");
    let roles: Vec<_> =
        found[0].parties.iter().map(|party| (party.id.0.as_str(), party.role, party.cue.as_str())).collect();
    let cue = "paragraph 1: با اعضای شورای حزب همبستگی ایران اسلامی";
    assert_eq!(roles, [("ir-solidarity", Role::Participant, cue)]);
}

#[test]
fn a_record_names_its_party() {
    let fields =
        Fields { title: Some("نشست".to_owned()), party: Some("حزب توده".to_owned()), ..Fields::default() };
    let found = EXTRACTOR.statements(&Document { text: FILLER.to_owned(), fields, ..page("") }, &context());
    assert_eq!(party(&found[0]), Some(("ir-tudeh", Role::Speaker)));
}

#[test]
fn a_record_without_a_title_is_read_as_a_page_but_never_split() {
    let fields = Fields { date: Some("1397/01/18".to_owned()), ..Fields::default() };
    let text =
        format!("شورا برنامه را پذیرفت\n\n{FILLER} سارا نمونه دبیرکل حزب نمونه\n\nنشست فردا برگزار می‌شود\n\n{FILLER}");
    let one = Document { fields, item: Some(3), ..page(&text) };
    let found = EXTRACTOR.statements(&one, &context());
    assert_eq!((found.len(), found[0].title.as_str()), (1, "شورا برنامه را پذیرفت"));
    assert_eq!(EXTRACTOR.statements(&Document { item: None, ..one }, &context()).len(), 2);
}

#[test]
fn a_page_that_names_its_title_is_read_as_a_page() {
    let fields =
        Fields { title: Some("خبر تازهٔ شورا - سایت نمونه".to_owned()), ..Fields::default() };
    let text = format!("منو\n\nخبر تازهٔ شورا\n\n۸ فروردین ۱۳۹۳\n\n{FILLER}\n\nارسال نظر");
    let found = EXTRACTOR.statements(&Document { text, fields, ..page("") }, &context());
    assert_eq!((found.len(), found[0].title.as_str()), (1, "خبر تازهٔ شورا"));
    assert_eq!(found[0].paragraphs().count(), 1);
}

#[test]
fn a_home_page_titled_by_its_site_is_split() {
    let read = |title: &str, text: &str| {
        let fields = Fields { title: Some(title.to_owned()), ..Fields::default() };
        EXTRACTOR.statements(&Document { text: text.to_owned(), fields, ..page("") }, &context())
    };
    let posts = format!(
        "شورا برنامهٔ سال آینده را پذیرفت\n\n{FILLER}\n\nادامه مطلب\n\nنشست کمیتهٔ آب برگزار شد\n\n{FILLER}\n\nادامه مطلب\n\nدیدار با آموزگاران دبستان‌های شهر\n\n{FILLER}"
    );
    for title in ["حزب همدلان آباد", "صفحه اصلی | حزب همدلان آباد", "پایگاه خبری همدلان"]
    {
        let found = read(title, &format!("{title}\n\n{posts}"));
        assert_eq!(found.len(), 3, "{title}");
        assert_eq!(found[1].title, "نشست کمیتهٔ آب برگزار شد");
        assert_eq!(found.iter().map(|statement| statement.cut).collect::<Vec<_>>(), [true, true, false]);
        assert_eq!(read(title, &posts).len(), 3, "{title}");
    }
    assert_eq!(party(&read("حزب همدلان آباد", &posts)[2]), Some(("seen-حزب-همدلاناباد", Role::Speaker)));
    // What is none of a party's names is a title, unless the page is a list of teasers.
    assert_eq!(read("حزب همدلان آباد و آب شهر", &posts.replace("ادامه مطلب", "")).len(), 1);
    assert_eq!(read("آواز ما", &posts).len(), 3);
    assert_eq!(read("آواز ما", &format!("آواز ما\n\n{posts}")).len(), 3);
    assert_eq!(read("شورا برنامهٔ سال آینده را پذیرفت", &posts).len(), 1);
    assert_eq!(read("حزب همدلان آباد", FILLER)[0].title, "حزب همدلان آباد");
}

#[test]
fn who_speaks_is_told_from_who_is_named() {
    let role = |title: &str, first: &str| {
        let found = read(&format!("{title}\n\n{first} {FILLER}"));
        party(&found[0]).map(|(id, role)| (id.to_owned(), role))
    };
    let speaker = |id: &str| Some((id.to_owned(), Role::Speaker));
    let subject = |id: &str| Some((id.to_owned(), Role::Subject));
    assert_eq!(role("بیانیهٔ حزب اعتماد ملی دربارهٔ آب", ""), speaker("ir-etemad-melli"));
    assert_eq!(role("آب را باید پاس داشت", "دبیرکل حزب اعتماد ملی گفت که چنین است."), speaker("ir-etemad-melli"));
    assert_eq!(role("دولت به حزب اعتماد ملی پاسخ داد", ""), subject("ir-etemad-melli"));
    assert_eq!(role("آب را باید پاس داشت", "وزیر نیرو در دیدار با دبیرکل حزب اعتماد ملی گفت که چنین است."), None);
    assert_eq!(role("هوا خوب است و راه باز", "همبستگی مردم در این راه است."), None);
}

#[test]
fn ids_are_stable_and_apart() {
    let text =
        format!("شورا برنامه را پذیرفت\n\n{FILLER} سارا نمونه دبیرکل حزب نمونه\n\nنشست فردا برگزار می‌شود\n\n{FILLER}");
    let ids: Vec<StatementId> = read(&text).into_iter().map(|statement| statement.id).collect();
    assert_eq!(ids.len(), 2);
    assert_ne!(ids[0], ids[1]);
    assert_eq!(ids, read(&text).into_iter().map(|statement| statement.id).collect::<Vec<_>>());
}

/// Every character that shows something lies in exactly one block, and blocks stand in page order.
fn covers(document: &Document) {
    let statements = EXTRACTOR.statements(document, &context());
    let text = &document.text;
    let mut at = 0;
    for block in statements.iter().flat_map(|statement| &statement.blocks) {
        if block.range.is_empty() {
            continue;
        }
        assert!(block.range.start >= at, "blocks overlap or go back");
        assert!(text[at..block.range.start].chars().all(is_blank), "lost: {:?}", &text[at..block.range.start]);
        let found = block.range.of(text);
        match block.role {
            BlockRole::Furniture(_) => assert_eq!(found, block.text),
            _ => assert_eq!(spoken(found).trim_matches(is_blank), block.text),
        }
        at = block.range.end;
    }
    assert!(text[at..].chars().all(is_blank), "lost at the end: {:?}", &text[at..]);
    assert!(statements.iter().all(|statement| !statement.title.is_empty()));
}

/// Lines as pages have them, long and short, in any order.
fn soup() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        3 => Just(FILLER.to_owned()),
        2 => Just(ARABIC.to_owned()),
        1 => Just(format!("{FILLER} سارا نمونه دبیرکل حزب نمونه")),
        1 => Just(format!("{FILLER} انتهای پیام/ 4021 |")),
        4 => prop::sample::select(vec![
            "شورا برنامه را پذیرفت", "بيان حول الوضع العام", "( اطلاعیه شماره یک )", "شورا برنامه را پذیرفت. ",
            "آب گران شد در شهر    تاریخ انتشار: ۱۳۹۴/۵/۲ کد خبر: 2211 |",
            "استان ها", "اترك رد", "0 398", "1397/01/18 |", "| |", "![]()", "کد خبر: ۱۲۳", "## سرخط", "**سرخط دیگر**",
            "قد يعجبك ايضا", "بیشتر بخوانید", "نظرات کاربران", "* * *", "🔴 سرخط تازهٔ ما", "Subject: سرخط", "From: a@b.c", "2", "\u{C}", "22 بهمن حزب همت", "متن کوتاه برای آزمون این صفحه است…", "أولا: في الداخل", "الف", "…", "#", "***",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,60}",
    ];
    let end = prop::sample::select(vec!["\n", "\n\n", "\r\n", "\r\n\r\n", " \n\u{200F}\n", "\r"]);
    prop::collection::vec((line, end), 0..14)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| format!("{line}{end}")).collect())
}

/// The roles of the lines of a page, those of furniture left out.
fn told(text: &str) -> Vec<String> {
    let all = read(text);
    let lines = all.iter().flat_map(roles).filter(|(role, _)| !role.starts_with("furniture"));
    lines.map(|(role, line)| format!("{role}: {line}")).collect()
}

#[test]
fn what_stands_between_title_and_text_is_kept() {
    let check = |between: &str, expected: &str| {
        let found = told(&format!("پیام شورای شهر به مردم نمونه\n{between}\n{FILLER}"));
        assert_eq!(found.get(1).map(String::as_str), Some(expected), "{between}");
    };
    check("رفقای گرامی، میهمانان ارجمند", "paragraph: رفقای گرامی، میهمانان ارجمند");
    check("\"شهر را پاس بداریم\"", "paragraph: \"شهر را پاس بداریم\"");
    check("هر که نان از کار خود خورد", "paragraph: هر که نان از کار خود خورد");
    check("سارا نمونه", "metadata: سارا نمونه");
    check("گزارش: سارا نمونه", "metadata: گزارش: سارا نمونه");
}

#[test]
fn a_headline_that_begins_with_a_name_is_no_site() {
    let title = |above: &str, below: &str| titles(&format!("{above}\n{below}\n{ARABIC}")).remove(0);
    assert_eq!(title("حزب الوفد يدين حبس الصحفيين", "محمد عبد المثال"), "حزب الوفد يدين حبس الصحفيين");
    assert_eq!(title("حزب الوفد يعلن برنامجه للمدينة", "منذ 3 أيام"), "حزب الوفد يعلن برنامجه للمدينة");
    // A name with its site alone is the owner of the page.
    assert_eq!(title("الموقع الرسمي لحزب الوفد", "الماء في المدينة غال"), "الماء في المدينة غال");
    assert_eq!(title("حزب الوفد", "الماء في المدينة غال"), "الماء في المدينة غال");
}

#[test]
fn signatures_have_all_their_lines() {
    let signed = |foot: &str| {
        read(&format!("نامه به شورای شهر نمونه\n{FILLER}\n{foot}")).remove(0).signature().map(String::from)
    };
    let three = "با احترام\nسارا نمونه\nدبیرکل حزب نمونه\nتهران، ۷ مرداد ۱۴۰۳";
    assert_eq!(signed(three).as_deref(), Some(three));
    assert_eq!(signed("برچسب‌ها\nحزب نمونه"), None);
    assert_eq!(signed("با احترام به همه کسانی که آمدند، کار را دنبال می‌کنیم."), None);
}

#[test]
fn messages_of_a_chat_are_statements_of_their_own() {
    let text =
        format!("[5/11/2022, 8:14:22 م] سارا: خبر المدينة اليوم\n{ARABIC}\n[5/11/2022, 8:20:01 م] گروه: {ARABIC}");
    let found = told(&text);
    assert_eq!(read(&text).len(), 2);
    assert_eq!(found[..2], ["metadata: [5/11/2022, 8:14:22 م] سارا:", "title: خبر المدينة اليوم"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_is_lost_on_a_page(text in soup()) {
        covers(&page(&text));
    }

    #[test]
    fn nothing_is_lost_in_a_record(text in soup(), title in prop::option::of("[ا-ی ]{1,20}")) {
        let fields = Fields { title, date: Some("1397/01/18".to_owned()), ..Fields::default() };
        covers(&Document { fields, ..page(&text) });
    }

    #[test]
    fn any_text_is_read(text in "(?s).{0,300}") {
        covers(&page(&text));
        let breaks = crate::extract::paragraphs::breaks(&text.repeat(8));
        prop_assert!(breaks.is_sorted());
    }
}
