//! Where a statement was published: agency, site, address and author, as the page says.
//!
//! Fields of a record come first, then labelled lines, then the attribution that opens a news body.
//! Names are kept as written.

use super::classify::Classifier;
use super::line::lines;
use crate::model::{Block, BlockRole, Fields, Source};

/// Words that open an attribution; the agency's name follows.
const ATTRIBUTIONS: [&str; 4] = ["به گزارش", "به‌گزارش", "به نقل از", "نقلا عن"];
/// Words an agency's name may have.
const NAME_WORDS: usize = 5;
/// Words that end an agency's name.
const ENDS: [&str; 9] = ["از", "به", "در", "،", "و", "با", "که", "روز", "امروز"];

/// The source of a statement made of `blocks`.
pub(super) fn of(blocks: &[Block], fields: &Fields, classifier: &Classifier) -> Source {
    let mut source = Source {
        agency: fields.agency.clone(),
        site: fields.site.clone(),
        url: fields.url.clone(),
        author: fields.author.clone(),
    };
    for block in blocks {
        match &block.role {
            BlockRole::Metadata => label(&mut source, &block.text, classifier),
            BlockRole::Furniture(reason)
                if reason == "address" && block.text.contains("://") && source.url.is_none() =>
            {
                source.url = Some(block.text.clone());
            }
            _ => {}
        }
    }
    if source.agency.is_none() {
        let body = blocks.iter().filter(|block| matches!(block.role, BlockRole::Paragraph | BlockRole::Lead)).take(2);
        source.agency = body.into_iter().find_map(|block| attribution(&block.text));
    }
    source
}

fn label(source: &mut Source, text: &str, classifier: &Classifier) {
    let Some(line) = lines(text).into_iter().next() else { return };
    let Some((_, value)) = text.split_once([':', '：']) else { return };
    let value = value.trim();
    if value.is_empty() {
        return;
    }
    match classifier.label(&line) {
        Some("source") if source.agency.is_none() => source.agency = Some(value.to_owned()),
        Some("author") if source.author.is_none() => source.author = Some(value.to_owned()),
        _ => {}
    }
}

/// The name behind "as reported by".
fn attribution(text: &str) -> Option<String> {
    let opening = ATTRIBUTIONS.iter().find(|opening| text.starts_with(**opening))?;
    let rest = text.get(opening.len()..)?;
    let mut name: Vec<&str> = Vec::new();
    for word in rest.split_whitespace().take(NAME_WORDS) {
        let bare = word.trim_end_matches(['،', '؛', ',', ':', '.', ';']);
        if ENDS.contains(&bare) {
            break;
        }
        name.push(bare);
        if bare.len() < word.len() {
            break;
        }
    }
    let name = name.join(" ");
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::range::TextRange;

    fn check(role: BlockRole, text: &str) -> Source {
        let block = Block { role, text: text.to_owned(), range: TextRange::default() };
        of(&[block], &Fields::default(), &Classifier::new(&[]))
    }

    #[test]
    fn attributions_name_the_agency() {
        let agency = |text: &str| check(BlockRole::Paragraph, text).agency;
        assert_eq!(agency("به گزارش خبرگزاری نمونه از شهر دور، شورا").as_deref(), Some("خبرگزاری نمونه"));
        assert_eq!(agency("به گزارش پیام ما، شورا").as_deref(), Some("پیام ما"));
        assert_eq!(agency("شورا به گزارش کسی"), None);
    }

    #[test]
    fn labels_name_source_and_author() {
        assert_eq!(check(BlockRole::Metadata, "منبع: پیام نمونه").agency.as_deref(), Some("پیام نمونه"));
        assert_eq!(check(BlockRole::Metadata, "نویسنده: سارا نمونه").author.as_deref(), Some("سارا نمونه"));
        assert_eq!(check(BlockRole::Metadata, "کد خبر: 12").agency, None);
    }

    #[test]
    fn fields_come_first() {
        let fields = Fields { agency: Some("خبر".to_owned()), ..Fields::default() };
        assert_eq!(of(&[], &fields, &Classifier::new(&[])).agency.as_deref(), Some("خبر"));
    }
}
