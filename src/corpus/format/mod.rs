//! The formats that a decoded file can have, each told by its content.
//!
//! Every reader gives [`Document`](crate::model::Document)s and says for itself what it looks
//! like. A new format is one module here and one line in `corpus::page`.

mod entities;
mod field;
pub(super) mod html;
pub(super) mod json;
mod linked_data;
mod markup;
pub(super) mod mhtml;
pub(super) mod mime;
mod names;
pub(super) mod plain;
mod record;
mod rows;
pub(super) mod table;
pub(super) mod telegram;
pub(super) mod telegram_page;
mod unread;
pub(super) mod warc;

/// What a file was read as.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Lines of text, with or without Markdown's marks.
    Page,
    /// A page of the web.
    Html,
    /// One JSON record, an array of them, or one a line.
    Json,
    /// A table: records in rows below a header.
    Table,
    /// A chat of Telegram, exported or saved from the web.
    Telegram,
    /// A page of the web with everything around it in one file.
    Mhtml,
    /// Saved web traffic; its pages are files of their own.
    Warc,
    /// A tar archive; its members are files of their own.
    Tar,
    /// A ZIP archive; its members are files of their own.
    Zip,
}

impl Format {
    /// True if what it holds are files of their own.
    #[must_use]
    pub fn is_archive(self) -> bool {
        matches!(self, Self::Tar | Self::Zip | Self::Warc)
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Page => "page",
            Self::Html => "HTML",
            Self::Json => "JSON",
            Self::Table => "table",
            Self::Telegram => "Telegram chat",
            Self::Mhtml => "MHTML",
            Self::Warc => "WARC",
            Self::Tar => "tar archive",
            Self::Zip => "ZIP archive",
        })
    }
}
