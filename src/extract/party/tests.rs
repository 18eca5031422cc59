//! Who speaks, with the real lists: each rule beside what it must not take in.

use crate::extract::{Context, Extractor};
use crate::model::{Day, Document, Fields, Role, Statement};
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::new);

pub(super) const PERSIAN: &str =
    "این بند برای آزمون نوشته شده است و خبری در آن نیست و تنها آن اندازه دراز است که متن شمرده شود و نه چیز دیگری.";
pub(super) const ARABIC: &str =
    "هذه الفقرة كتبت للاختبار وليس فيها خبر، وإنما طولها يكفي لأن تعد متنا من المتون لا شيئا آخر غيره في هذه الصفحة.";

/// Reads one statement.
pub(super) fn with(fields: Fields, path: &str, text: &str) -> Statement {
    let (path, text) = (path.to_owned(), text.to_owned());
    let document = Document { path, item: Some(0), fields, text, ..Document::default() };
    let context = Context { reference: None, today: Day { year: 2024, month: 5, day: 1 } };
    EXTRACTOR.statements(&document, &context).remove(0)
}

fn titled(title: &str, first: &str) -> Statement {
    let filler = if title.contains(['ی', 'پ', 'چ', 'گ', 'ک']) { PERSIAN } else { ARABIC };
    let fields = Fields { title: Some(title.to_owned()), ..Fields::default() };
    with(fields, "page.txt", &format!("{first} {filler}\n\n{filler}"))
}

/// The id of the party it is filed under, `?` where that is not sure, and who is no speaker.
pub(super) fn told(statement: &Statement) -> String {
    statement.party.as_ref().map_or_else(String::new, |party| {
        let role = if party.role == Role::Speaker { "" } else { " spoken of" };
        format!("{}{}{role}", party.id.0, if party.sure { "" } else { "?" })
    })
}

/// The same for a title and the first sentence of its text.
pub(super) fn read(title: &str, first: &str) -> String {
    told(&titled(title, first))
}

/// The part that a party plays in them.
pub(super) fn role_in(title: &str, first: &str, id: &str) -> Option<Role> {
    titled(title, first).parties.iter().find(|party| party.id.0 == id).map(|party| party.role)
}

fn check(title: &str, first: &str, expected: &str) {
    assert_eq!(read(title, first), expected, "{title} | {first}");
}

#[test]
fn an_everyday_word_needs_the_noun_or_quotation_marks() {
    check("بيان حزب تواصل حول الانتخابات", "", "mr-tewassoul");
    check("تواصل اجتماعات المجلس وتقدم كبير في الأشغال", "قال الوزير إن المستقبل للجميع والقوات جاهزة.", "");
    check("تيار المستقبل يدعو إلى الحوار", "", "lb-future");
    check("المستقبل يدعو إلى الحوار", "", "");
    check("بیانیه حزب همت درباره آب", "", "ir-hemmat");
    check("بزرگراه همت بسته شد", "پلیس گفت که بزرگراه همت بسته شد.", "");
    check("سخنگوی جبهه مشارکت: راه باز است", "", "ir-mosharekat");
    check("مشارکت مردم در انتخابات", "وزیر گفت مشارکت مردم زیاد بود، با همبستگی و ندا و یکتا.", "");
}

#[test]
fn symbols_of_parties_are_things_elsewhere() {
    check("بلاغ حزب الكتاب", "", "ma-pps");
    check("الميزان التجاري يسجل عجزا والكتاب في معرضه", "قال الوزير إن الوردة جميلة والحصان سريع.", "");
}

#[test]
fn the_longest_name_counts() {
    check("حزب اسلامی کار: مزد باید بالا رود", "", "ir-islamic-labour");
    check("بیانیه حزب مردمسالاری", "", "ir-mardomsalari");
    check("بيان حزب الشعب الفلسطيني", "", "ps-ppp");
    check("بيان للاتحاد الإشتراكي للقوات الشعبية", "", "ma-usfp");
    check("بیانیه حزب دمکرات کردستان ایران", "", "ir-pdki");
}

#[test]
fn a_shared_name_is_settled_by_its_country() {
    check("بيان الحزب الشيوعي السوداني", "", "sd-scp");
    check("بيان الحزب الشيوعي", "أكد الحزب الشيوعي ذلك في الخرطوم.", "sd-scp");
    check("بيان الحزب الشيوعي", "أكد الحزب الشيوعي ذلك في بيروت.", "lb-lcp");
    check("بيان الحزب الشيوعي الصيني", "أكد الحزب الشيوعي الصيني ذلك.", "");
    check("بيان حزب البعث", "أكد حزب البعث ذلك في صنعاء باليمن.", "ye-baath");
    check("حزب العدالة والتنمية يدين", "عقد حزب العدالة والتنمية مؤتمره بالرباط في 3 شتنبر.", "ma-pjd");
    check("حزب العدالة والتنمية يدين", "قال أردوغان في أنقرة إن تركيا بخير.", "tr-akp");
    check("حزب العدالة والتنمية يدين", "", "ma-pjd?");
    check("بيان حركة النهضة التونسية", "", "tn-ennahda");
    check("بيان حركة النهضة الجزائرية", "", "dz-ennahdha");
    check("حزب العمال الكردستاني يعلن", "", "tr-pkk");
    check("بیانیه حزب دموکرات کردستان", "حزب دموکرات کردستان در بغداد و اربیل عراق و باز در عراق گفت.", "iq-kdp");
    check("بیانیه حزب دموکرات کردستان", "", "ir-pdki");
}

#[test]
fn a_shared_name_without_a_country_is_not_sure() {
    check("بيان الحزب الشيوعي", "أكد الحزب الشيوعي ذلك.", "eg-ecp?");
}

#[test]
fn a_shared_name_makes_no_subject_by_being_named() {
    let often = "مال الحزب الشيوعي إلى ذلك، ثم رأى الحزب الشيوعي غيره، ثم عاد الحزب الشيوعي عنه";
    check("تحولات الثقافة في الصين", &format!("{often} في بكين."), "");
    check("تحولات الثقافة في السودان", &format!("{often} في الخرطوم والسودان وأم درمان بالسودان."), "sd-scp? spoken of");
}

#[test]
fn the_party_of_god_is_not_always_a_party() {
    check("حزب الله يدين العدوان على لبنان", "أدان حزب الله العدوان في بيروت.", "lb-hezbollah");
    check("بيان كتائب حزب الله", "أعلنت كتائب حزب الله ذلك.", "iq-kataib-hezbollah");
    check("امت حزب‌الله در راهپیمایی", "امت حزب‌الله گفتند چنین است.", "");
    check("انصار حزب‌الله بیانیه داد", "", "");
    check("هفته‌نامه خط حزب‌الله منتشر شد", "", "");
}

#[test]
fn guests_and_objects_do_not_speak() {
    check("الرئيس يستقبل وفدا من حزب الاستقلال", "استقبل الرئيس وفدا من حزب الاستقلال.", "");
    check("ردا على بيان حزب الاستقلال", "", "ma-istiqlal spoken of");
    check("المحكمة تقضي بحل حزب الاستقلال", "", "ma-istiqlal spoken of");
    check("وزیر در دیدار با دبیرکل حزب اعتماد ملی سخن گفت", "", "");
    check("قانون تازه در مجلس", "وزیر گفت که دبیرکل حزب اعتماد ملی آمده بود.", "");
}

#[test]
fn a_party_that_nobody_listed_has_its_name_and_no_more() {
    check("حزب وعد يطالب بالحل", "", "seen-حزب-وعد");
    check("حزب صوت الناس يرفض القانون", "", "seen-حزب-صوتالناس");
    check("أدان حزب وعد في بيان له العدوان", "", "seen-حزب-وعد");
    check("حزب شهر نو خواستار گفتگو شد", "", "seen-حزب-شهرنو");
    check("بیانیه حزب سبزه‌زار مردم درباره آب", "", "seen-حزب-سبزهزارمردم");
    check("شارك الحزب في الحوار", "قال الحزب إن ذلك خطأ.", "");
}
