//! Short statements and the party that speaks in each, with the counter-examples beside them.

use super::tests::{read, role_in, with};
use crate::model::Role::{Mentioned, Participant, Speaker, Subject};
use crate::model::{Fields, Role};

/// A title alone: who speaks, `?` for one who is not sure, `spoken of` for a subject, nothing for nobody.
fn titles(rows: &[(&str, &str)]) {
    let wrong = rows.iter().map(|(title, expected)| (title, read(title, ""), expected));
    let wrong: Vec<_> = wrong.filter(|(_, found, expected)| found != *expected).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A first sentence below a title that says nothing.
fn sentences(rows: &[(&str, &str)]) {
    let title =
        |first: &str| if first.contains(['گ', 'چ', 'پ', 'ی']) { "خبر روز" } else { "أخبار اليوم" };
    let wrong = rows.iter().map(|(first, expected)| (first, read(title(first), first), expected));
    let wrong: Vec<_> = wrong.filter(|(_, found, expected)| found != *expected).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn titles_of_texts() {
    titles(&[
        ("بيان صادر عن حزب الاستقلال", "ma-istiqlal"),
        ("بلاغ المكتب السياسي لحزب الاستقلال", "ma-istiqlal"),
        ("بلاغ صحفي حول اجتماع المكتب السياسي لحزب التقدم والاشتراكية", "ma-pps"),
        ("بيان ختامي للمجلس الوطني لحزب الاستقلال", "ma-istiqlal"),
        ("كلمة الأمين العام لحزب الاستقلال في المؤتمر", "ma-istiqlal"),
        ("نداء حزب الاستقلال إلى المواطنين", "ma-istiqlal"),
        ("رسالة مفتوحة من حزب الاستقلال", "ma-istiqlal"),
        ("تصريح صحفي صادر عن حركة حماس", "ps-hamas"),
        ("بیانیه حزب اعتماد ملی درباره آب", "ir-etemad-melli"),
        ("بیانیه شورای مرکزی حزب اعتماد ملی", "ir-etemad-melli"),
        ("اعلامیه کمیته مرکزی حزب توده ایران", "ir-tudeh"),
        ("اطلاعیه روابط عمومی حزب اعتماد ملی", "ir-etemad-melli"),
        ("پیام تسلیت دبیرکل حزب اعتماد ملی", "ir-etemad-melli"),
        ("نامه سرگشاده حزب اعتماد ملی به رئیس جمهور", "ir-etemad-melli"),
        ("قطعنامه کنگره حزب اعتماد ملی", "ir-etemad-melli"),
        ("ردا على بيان حزب الاستقلال", "ma-istiqlal spoken of"),
        ("بيان النقابة حول تصريح الأمين العام لحزب الاستقلال", "ma-istiqlal spoken of"),
        ("بیانیه کانون درباره بازداشت دبیرکل حزب اعتماد ملی", "ir-etemad-melli spoken of"),
        ("نقد بیانیه حزب اعتماد ملی", "ir-etemad-melli spoken of"),
        ("در پاسخ به بیانیه حزب اعتماد ملی", "ir-etemad-melli spoken of"),
        ("بيان النقابة ردا على حزب الاستقلال", "ma-istiqlal spoken of"),
    ]);
}

#[test]
fn titles_with_a_verb_or_a_colon() {
    titles(&[
        ("حزب الاستقلال يدين العدوان", "ma-istiqlal"),
        ("حركة حماس تحذر من الاقتحام", "ps-hamas"),
        ("حماس كبير في الملعب يدعو إلى الحذر", ""),
        ("حزب الاستقلال يستنكر الغلاء", "ma-istiqlal"),
        ("أدان حزب الاستقلال العدوان", "ma-istiqlal"),
        ("حزب الاستقلال: لا بديل عن الحوار", "ma-istiqlal"),
        ("الأمين العام لحزب الاستقلال: لا بديل عن الحوار", "ma-istiqlal"),
        ("الأمين العام لحزب الاستقلال يدعو إلى الحوار", "ma-istiqlal"),
        ("المكتب السياسي لحزب الاستقلال يناقش التطورات", "ma-istiqlal"),
        ("سخنگوی حزب اعتماد ملی: راه باز است", "ir-etemad-melli"),
        ("دبیرکل حزب اعتماد ملی خواستار گفتگو شد", "ir-etemad-melli"),
        ("حزب اعتماد ملی حمله را محکوم کرد", "ir-etemad-melli"),
        ("حزب اعتماد ملی: راه باز است", "ir-etemad-melli"),
        ("عضو شورای مرکزی حزب اعتماد ملی: آب کم است", "ir-etemad-melli"),
        ("رئيس البلاد: لن نتخلى عن البوليساريو", "eh-polisario spoken of"),
        ("الوزير: حزب الاستقلال أخطأ", "ma-istiqlal spoken of"),
        ("كتلة حماس تفوز في انتخابات الطلاب", "ps-hamas spoken of"),
        ("اعتقال الأمين العام لحزب الاستقلال", "ma-istiqlal spoken of"),
        ("إعادة انتخاب الأمين العام لحزب الاستقلال", "ma-istiqlal spoken of"),
        ("وفاة القيادي في حزب الاستقلال", "ma-istiqlal spoken of"),
        ("المحكمة تقضي بحل حزب الاستقلال", "ma-istiqlal spoken of"),
        ("بازداشت دبیرکل حزب اعتماد ملی", "ir-etemad-melli spoken of"),
        ("درگذشت عضو شورای مرکزی حزب اعتماد ملی", "ir-etemad-melli spoken of"),
        ("دبیرکل حزب اعتماد ملی محکوم شد", "ir-etemad-melli spoken of"),
        ("کارنامه حزب اعتماد ملی", "ir-etemad-melli spoken of"),
        ("خبراء يناقشون مستقبل حزب الاستقلال", "ma-istiqlal spoken of"),
        ("انتقادات إلى حزب الاستقلال", "ma-istiqlal spoken of"),
        ("انتقاد از حزب اعتماد ملی", "ir-etemad-melli spoken of"),
    ]);
}

#[test]
fn guests_take_part_and_do_not_speak() {
    titles(&[
        ("الملك يستقبل رئيس حزب القوات اللبنانية", ""),
        ("الرئيس يلتقي وفدا من حزب الاستقلال", ""),
        ("السفير التقى وفدا من حزب الاستقلال", ""),
        ("لقاء مع حزب الاستقلال", ""),
        ("دیدار وزیر با دبیرکل حزب اعتماد ملی", ""),
        ("نشست شهردار با حزب اعتماد ملی", ""),
        ("گفتگو با عضو حزب اعتماد ملی", ""),
    ]);
    sentences(&[
        ("استقبل الوزير وفدا من حزب الاستقلال وأكد أهمية الحوار.", ""),
        ("التقى السفير الأمين العام لحزب الاستقلال وأكد أهمية الحوار.", ""),
        ("وزیر در دیدار با دبیرکل حزب اعتماد ملی گفت که آب کم است.", ""),
    ]);
}

#[test]
fn first_sentences_in_which_a_party_speaks() {
    sentences(&[
        ("قال نبيل مثال، الأمين العام لحزب الاستقلال، إن الماء قليل.", "ma-istiqlal"),
        ("قال الأمين العام لحزب الاستقلال إن الماء قليل.", "ma-istiqlal"),
        ("عقد المكتب السياسي لحزب الاستقلال اجتماعه العادي.", "ma-istiqlal"),
        ("خصص المكتب السياسي لحزب الاستقلال اجتماعه للماء.", "ma-istiqlal"),
        ("أكد حزب الاستقلال أن الماء قليل.", "ma-istiqlal"),
        ("رام الله – دعت حركة حماس إلى الحوار.", "ps-hamas"),
        ("انتقد حزب الاستقلال قرار الوزارة.", "ma-istiqlal"),
        ("دبیرکل حزب اعتماد ملی گفت: آب کم است.", "ir-etemad-melli"),
        ("خبرگزاری مثال: دبیرکل حزب اعتماد ملی گفت: آب کم است.", "ir-etemad-melli"),
        ("سارا نمونه، سخنگوی حزب اعتماد ملی گفت آب کم است.", "ir-etemad-melli"),
        ("حزب اعتماد ملی با صدور بیانیه‌ای خواستار گفتگو شد.", "ir-etemad-melli"),
        ("انتقد المحامي الذي يقاضي زعيم حزب الاستقلال قرار المحكمة.", ""),
        ("انتقد نبيل مثال الأمين العام لحزب الاستقلال بشدة.", ""),
        ("صوت النواب على القانون في وقت دعا رئيس حزب الاستقلال إلى الحوار.", ""),
        ("زاد الخلاف بعد أن دعا رئيس حزب الاستقلال إلى الحوار.", ""),
        ("حكمت المحكمة على القيادي في حزب الاستقلال وقالت إن الحكم نهائي.", ""),
        ("قال الوزير إن حزب الاستقلال أخطأ.", ""),
        ("أكد الباحث أن الأمين العام لحزب الاستقلال أخطأ.", ""),
        ("قالت وزارة الماء إن حزب الاستقلال شارك.", ""),
        ("نشست حزب اعتماد ملی برگزار شد و وزیر گفت آب کم است.", ""),
        ("وزیر گفت که دبیرکل حزب اعتماد ملی آمده بود.", ""),
        ("کارشناس آب گفت دبیرکل حزب اعتماد ملی آمده بود.", ""),
        ("به گزارش دیروز، شهردار گفت که حزب اعتماد ملی آمده بود.", ""),
        ("دبیرکل حزب اعتماد ملی آمد و رفت.", ""),
    ]);
}

#[test]
fn names_that_are_everyday_words() {
    titles(&[
        ("همت مضاعف در کار و سخنگوی دولت گفت", ""),
        ("سردار همت گفت آب کم است", ""),
        ("حزب همت: آب کم است", "ir-hemmat"),
        ("همبستگی مردم در زلزله", ""),
        ("حزب همبستگی: آب کم است", "ir-solidarity"),
        ("مشارکت بانوان در شورا", ""),
        ("جبهه مشارکت بیانیه داد", "ir-mosharekat"),
        ("اقتصاد اسلامی کار می‌خواهد", ""),
        ("دبیرکل حزب اسلامی کار: مزد کم است", "ir-islamic-labour"),
        ("الكتاب في معرضه", ""),
        ("التقدم في المفاوضات", ""),
        ("تواصل الأشغال في الطريق", ""),
        ("بيان حزب تواصل", "mr-tewassoul"),
        ("الوفد يصل إلى العاصمة", ""),
        ("القيادة العامة للقوات المسلحة تعلن", ""),
        ("المبادرة الوطنية للتنمية تعلن نتائجها", ""),
        ("بيان صادر عن القوات اللبنانية", "lb-lf?"),
    ]);
}

#[test]
fn the_party_of_god() {
    titles(&[
        ("حزب الله يدين العدوان", "lb-hezbollah"),
        ("حزب‌الله لبنان حمله را محکوم کرد", "lb-hezbollah"),
        ("بيان صادر عن حزب الله اللبناني", "lb-hezbollah"),
        ("كتائب حزب الله تعلن الانسحاب", "iq-kataib-hezbollah"),
        ("امت حزب‌الله خواستار وحدت شد", ""),
        ("انصار حزب‌الله بیانیه داد", ""),
        ("خط حزب‌الله منتشر شد", ""),
    ]);
}

#[test]
fn a_longer_name_is_another_body() {
    titles(&[
        ("بيان صادر عن حزب النور", "eg-nour"),
        ("بيان صادر عن حزب النور الجديد", "seen-حزب-النورالجدید"),
        ("حزب النور يدعو إلى الحوار", "eg-nour"),
        ("بيان صادر عن حزب النور المصري", "eg-nour"),
        ("بيان صادر عن حزب النور في القاهرة", "eg-nour"),
        ("بیانیه حزب اعتماد ملی نوین", "seen-حزب-اعتمادملینوین"),
        ("بیانیه حزب اعتماد ملی ایران", "ir-etemad-melli"),
        ("أعلن حزب المثال البرنامج الجديد", "seen-حزب-المثال"),
        ("أعلن حزب المثال الوطني البرنامج الجديد", "seen-حزب-المثالالوطنی"),
        ("حزب الشعب الفلسطيني يدعو", "ps-ppp"),
    ]);
}

#[test]
fn bodies_that_nobody_listed() {
    titles(&[
        ("بيان صادر عن حزب المثال", "seen-حزب-المثال"),
        ("بیانیه حزب سبزراه", "seen-حزب-سبزراه"),
        ("بيان صادر عن حركة المثال", "seen-حرکه-المثال?"),
        ("بيان تيار المثال الوطني", "seen-تیار-المثالالوطنی?"),
        ("بیانیه جمعیت سبزراه", "seen-جمعیت-سبزراه?"),
        ("بیانیه جبهه سبزراه درباره آب", "seen-جبهه-سبزراه?"),
        ("بیانیه سازمان ملل متحد", ""),
        ("بیانیه مجمع تشخیص مصلحت", ""),
        ("بیانیه سازمان هواشناسی", ""),
        ("حركة السير تتوقف في العاصمة", ""),
        ("جمعیت کشور زیاد شد", ""),
    ]);
}

#[test]
fn a_body_that_nobody_listed_signs() {
    let check = |signature: &str, expected: &str| {
        let fields = Fields { title: Some("آب و مردم".to_owned()), ..Fields::default() };
        let statement = with(fields, "page.txt", &format!("{}\n\n{signature}", super::tests::PERSIAN));
        assert_eq!(super::tests::told(&statement), expected, "{signature}");
    };
    check("روابط عمومی حزب سبزراه", "seen-حزب-سبزراه");
    check("شورای مرکزی جمعیت سبزراه", "seen-جمعیت-سبزراه?");
    check("دبیرکل حزب اعتماد ملی", "ir-etemad-melli");
    check("روابط عمومی سازمان هواشناسی", "");
}

#[test]
fn where_a_page_is_from() {
    let check = |path: &str, url: Option<&str>, party: Option<&str>, expected: &str| {
        let text = super::tests::ARABIC;
        let fields = Fields {
            title: Some("أخبار اليوم".to_owned()),
            url: url.map(str::to_owned),
            party: party.map(str::to_owned),
            ..Fields::default()
        };
        assert_eq!(super::tests::told(&with(fields, path, text)), expected, "{path} {url:?} {party:?}");
    };
    check("a.txt", Some("https://www.pps.ma/1"), None, "ma-pps");
    check("a.txt", Some("http://m.pps.ma:80/x"), None, "ma-pps");
    check("a.txt", Some("https://notpps.ma/1"), None, "");
    check("a.txt", Some("https://example.org/pps.ma"), None, "");
    check("ma-pps/a.txt", None, None, "ma-pps");
    check("ma-ppsx/a.txt", None, None, "");
    check("a.txt", None, Some("حزب الاستقلال"), "ma-istiqlal");
    check("a.txt", None, Some("ma-istiqlal"), "ma-istiqlal");
    check("a.txt", None, Some("حزب المثال"), "seen-حزب-المثال");
    check("a.txt", Some("https://pps.ma/1"), Some("ma-istiqlal"), "ma-istiqlal");
}

#[test]
fn parties_have_their_parts() {
    let check = |title: &str, first: &str, id: &str, expected: Option<Role>| {
        assert_eq!(role_in(title, first, id), expected, "{title} | {first}");
    };
    let (title, istiqlal, pps) = ("أخبار اليوم", "ma-istiqlal", "ma-pps");
    check(title, "قال الأمين العام لحزب الاستقلال إن الماء قليل.", istiqlal, Some(Speaker));
    check("المحكمة تقضي بحل حزب الاستقلال", "", istiqlal, Some(Subject));
    check(title, "استقبل الوزير وفدا من حزب الاستقلال.", istiqlal, Some(Participant));
    check(title, "ذهب الناس ومنهم حزب الاستقلال إلى البحر.", istiqlal, Some(Mentioned));
    check("حزب الاستقلال يدعو إلى الحوار", "ذهب الناس. وقال حزب التقدم والاشتراكية إنه موافق.", pps, Some(Participant));
    check("حزب الاستقلال يدعو إلى الحوار", "وذهب الناس مع حزب التقدم والاشتراكية.", pps, Some(Participant));
    check("حزب الاستقلال يدعو إلى الحوار", "ذهب الناس ضد حزب التقدم والاشتراكية.", pps, Some(Mentioned));
    check("حزب الاستقلال ينتقد حزب التقدم والاشتراكية", "", istiqlal, Some(Speaker));
    check("حزب الاستقلال ينتقد حزب التقدم والاشتراكية", "", pps, Some(Subject));
    check(title, "ذهب الناس إلى البحر.", istiqlal, None);
    check("دیدار وزیر با دبیرکل حزب اعتماد ملی", "", "ir-etemad-melli", Some(Participant));
    check("بيان الحزب الشيوعي", "", "eg-ecp", Some(Speaker));
    check("بيان الحزب الشيوعي", "", "jo-jcp", Some(Participant));
}

#[test]
fn several_sign_together() {
    let check = |title: &str, body: &str, filed: &str, others: &[&str]| {
        let fields = Fields { title: Some(title.to_owned()), ..Fields::default() };
        let found = with(fields, "page.txt", body);
        assert_eq!(super::tests::told(&found), filed, "{title}");
        let speakers = found.parties.iter().filter(|party| party.role == Speaker).map(|party| party.id.0.as_str());
        assert_eq!(speakers.collect::<Vec<_>>(), others, "{title}");
    };
    let (arabic, persian) = (super::tests::ARABIC, super::tests::PERSIAN);
    check("بيان مشترك لحزب الاستقلال وحزب التقدم والاشتراكية", arabic, "ma-istiqlal?", &["ma-istiqlal", "ma-pps"]);
    check(
        "بیانیه مشترک حزب اعتماد ملی و حزب توده ایران",
        persian,
        "ir-etemad-melli?",
        &["ir-etemad-melli", "ir-tudeh"],
    );
    check(
        "بيان مشترك حول الماء",
        &format!("{arabic}\n\nالموقعون: حزب الاستقلال، حزب التقدم والاشتراكية، حزب المثال"),
        "ma-istiqlal?",
        &["ma-istiqlal", "ma-pps", "seen-حزب-المثال"],
    );
    check(
        "بیانیه مشترک درباره آب",
        &format!("{persian}\n\nحزب توده ایران\n\nحزب اعتماد ملی\n\nحزب سبزراه"),
        "ir-tudeh?",
        &["ir-tudeh", "ir-etemad-melli", "seen-حزب-سبزراه"],
    );
    check("بیانیه حزب اعتماد ملی درباره حزب توده ایران", persian, "ir-etemad-melli", &["ir-etemad-melli"]);
    check("الاجتماع المشترك", &format!("{arabic}\n\nالأمين العام لحزب الاستقلال"), "ma-istiqlal", &["ma-istiqlal"]);
}

#[test]
fn a_heading_above_the_body_takes_no_party_away() {
    let body = "قال الأمين العام لحزب الاستقلال إن الماء قليل.";
    for heading in ["عن الماء\n\n", "عن الماء\n\nفي القرية\n\n", ""] {
        let fields = Fields { title: Some("أخبار اليوم".to_owned()), ..Fields::default() };
        let text = format!("{heading}{body} {0}\n\n{0}", super::tests::ARABIC);
        assert_eq!(super::tests::told(&with(fields, "page.txt", &text)), "ma-istiqlal", "{heading}");
    }
}

#[test]
fn a_quotation_is_nobodys_first_person() {
    let check = |own: &str, expected: &str| {
        assert_eq!(read("أخبار اليوم", &format!("ذهب الناس إلى حزب الاستقلال. {own}")), expected, "{own}");
    };
    check("إن حزبنا يريد الماء.", "ma-istiqlal");
    check("وسمع الناس: \"إن حزبنا يريد الماء\".", "");
}

#[test]
fn another_countrys_body_is_nobody() {
    titles(&[
        ("الأمين العام لحزب العدالة والبناء اليمني يدعو إلى الحوار", "seen-حزب-العدالهوالبناالیمنی"),
        ("الحزب الجمهوري الأمريكي يدعو إلى الحوار", ""),
        ("حكومة حزب الإنصاف بباكستان تدعو إلى الحوار", ""),
        ("حزب الإنصاف في موريتانيا يدعو إلى الحوار", "mr-insaf"),
    ]);
}

/// A title and a first sentence: who is told, as [`read`] gives it.
fn both(rows: &[(&str, &str, &str)]) {
    let wrong = rows.iter().map(|(title, first, expected)| (title, read(title, first), expected));
    let wrong: Vec<_> = wrong.filter(|(_, found, expected)| found != *expected).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_country_that_is_the_topic_takes_no_name_away() {
    both(&[
        ("حزب الوفد يدين العدوان على غزة وفلسطين", "", "eg-wafd"),
        ("حزب الله يدين العدوان على غزة", "", "lb-hezbollah"),
        ("حزب الحق يدعو إلى التضامن", "أكد حزب الحق أن العدوان على العراق جريمة.", "ye-haqq"),
        ("حزب التحرير: الأمة واحدة", "قال حزب التحرير إن أحوال سوريا وسوريا وسوريا صعبة.", "xx-tahrir?"),
        ("حزب العمال يدين العدوان على غزة", "", "dz-pt?"),
        ("حزب الوفد التركي يدين العدوان", "", "seen-حزب-الوفدالترکی"),
        ("الجبهة الشعبية تدين العدوان على غزة", "وأكدت الجبهة الشعبية أن فلسطين واحدة.", "ps-pflp"),
        ("حزب اسلامی: راه باز است", "", "af-hezb-islami?"),
        ("حزب اسلامی: راه باز است", "حزب اسلامی در کابل گفت که افغانستان آرام است.", "af-hezb-islami"),
    ]);
}

#[test]
fn a_party_that_is_only_described_has_no_name() {
    both(&[
        ("بيان حزب معارض للحكومة حول الميزانية", "", ""),
        ("بیانیه سه حزب اصلاح‌طلب درباره آب", "", ""),
        ("دو حزب اصولگرا خواستار گفتگو شدند", "", ""),
        ("هر حزب باید پاسخ دهد", "وزیر گفت هر حزب باید پاسخ دهد.", ""),
        ("بیانیه حزب سبزراه درباره آب", "", "seen-حزب-سبزراه"),
    ]);
}

#[test]
fn the_first_sentence_names_who_signs_together() {
    both(&[
        (
            "بیانیه مشترک سه حزب درباره آب",
            "حزب اعتماد ملی، حزب توده ایران و حزب اتحاد ملت از مردم خواستند.",
            "ir-etemad-melli?",
        ),
        ("بيان مشترك حول الماء", "إن حزب الاستقلال وحزب التقدم والاشتراكية يؤكدان ذلك.", "ma-istiqlal?"),
        ("بیانیه مشترک درباره آب", "از کارهای حزب اعتماد ملی سخن گفتند و سپس از سخنان تند حزب توده ایران.", ""),
    ]);
}

#[test]
fn titles_of_acts_with_the_first_sentence_behind_them() {
    both(&[
        ("حزب الاستقلال يجهز قوائمه", "جهز حزب الاستقلال قوائمه.", "ma-istiqlal"),
        ("حركة مجتمع السلم تدرس مشروع القانون", "درست حركة مجتمع السلم مشروع القانون.", "dz-msp"),
        ("حزب اعتماد ملی فهرست خود را ارائه داد", "حزب اعتماد ملی فهرست خود را در نشستی داد.", "ir-etemad-melli"),
        ("یەکێتیی نیشتمانیی کوردستان سوپاسی خەڵک دەکات", "", "iq-puk"),
        ("افغان ملت ګوند برید وغانده", "افغان ملت ګوند په کابل کې برید غندي.", "af-mellat"),
        ("د افغان ملت ګوند پرېکړه لیک", "", "af-mellat"),
        ("حزب الاستقلال يجهز قوائمه", "قال الوزير إن الماء قليل.", "ma-istiqlal spoken of"),
        ("حزب الاستقلال يخسر مقعدا", "خسر حزب الاستقلال مقعدا.", "ma-istiqlal spoken of"),
        ("حزب الاستقلال يتعرض لحملة", "تعرض حزب الاستقلال لحملة.", "ma-istiqlal spoken of"),
        ("حزب اعتماد ملی رد صلاحیت شد", "حزب اعتماد ملی رد صلاحیت شد.", "ir-etemad-melli spoken of"),
        ("حزب اعتماد ملی از رقابت کنار گذاشته شد", "حزب اعتماد ملی کنار گذاشته شد.", "ir-etemad-melli spoken of"),
    ]);
}

#[test]
fn a_colon_parts_who_speaks_from_what_is_told() {
    both(&[
        ("حزب الاستقلال: استقالة الوزير واجبة", "", "ma-istiqlal"),
        ("نهضت آزادی ایران: راه باز است", "", "ir-nehzat-azadi"),
        ("استقالة رئيس حزب الاستقلال: ما بعدها", "", "ma-istiqlal spoken of"),
        ("نمونه: راه باز است", "دبیرکل حزب اعتماد ملی از گشایش راه خبر داد.", "ir-etemad-melli"),
        ("نمونه: حزب اعتماد ملی باز می‌آید", "وزیر از گشایش راه خبر داد.", "ir-etemad-melli spoken of"),
    ]);
}

#[test]
fn a_short_name_in_the_title_is_that_of_the_full_one_below() {
    both(&[
        ("الوفد: لا بديل عن الحوار", "أكد حزب الوفد أن الماء قليل.", "eg-wafd"),
        ("التجمع: لا بديل عن الحوار", "اجتمع حزب التجمع الوطني التقدمي الوحدوي في القاهرة.", "eg-tagammu"),
        ("«حدس» تهنئ نوابها", "هنأت الحركة الدستورية الإسلامية نوابها.", "kw-hadas"),
        ("الوفد: لا بديل عن الحوار", "قال الوزير إن الماء قليل.", ""),
        ("الوفد المفاوض: لا بديل عن الحوار", "قال الوزير إن حزب الوفد غائب.", ""),
    ]);
}

#[test]
fn names_of_ideas_and_of_armed_wings() {
    both(&[
        ("بيان للإخوان المسلمين حول الماء", "", "eg-ikhwan"),
        ("رسالة المرشد العام للإخوان المسلمين", "", "eg-ikhwan"),
        ("بيان صادر عن سرايا القدس الجناح العسكري لحركة الجهاد الإسلامي في فلسطين", "", "ps-pij"),
        ("الناس يطالبون بالحرية والعدالة", "من أجل الحرية والعدالة خرج الناس بالحرية والعدالة والكرامة.", ""),
        ("القيادي بالحرية والعدالة: الماء قليل", "", "eg-fjp"),
    ]);
}
