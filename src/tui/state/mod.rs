//! The screen as plain data: `App`, what can happen to it (`Msg`), what it asks for (`Effect`).
//!
//! One file a part. Nothing here imports `view` or `terminal`, touches a disk or knows the time; positions in
//! texts are logical offsets.

mod app;
mod calibration;
mod card;
mod choice;
mod columns;
mod command;
mod dates;
mod filter;
mod folds;
mod groups;
mod hits;
pub(super) mod instead;
mod keys;
mod light;
mod lines;
mod list;
mod list_keys;
mod marks;
mod message;
mod motion;
mod narrowed;
mod outline;
mod page;
mod pager;
mod pager_keys;
mod panes;
mod paste;
mod places;
mod prompt;
mod reading;
mod register;
mod rows;
#[cfg(test)]
pub(super) mod sample;
mod scene;
mod selection;
mod settings;
mod sheet;
mod start;
mod talk;
mod titled;

pub use app::{App, Message, Over};
pub use calibration::{Calibration, Found, Outcome, WAYS};
pub use card::Card;
pub use command::{Write, WriteMode};
pub use groups::Group;
pub use light::{Light, Lights};
pub use list::{Item, List, Trouble};
pub use message::{Chosen, Effect, Exit, Msg, Ticket};
pub use page::{Page, PageLook, Placed};
pub use pager::Pager;
pub use panes::{Area, Focus, Panes, Size};
pub use prompt::{Kind, Prompt};
pub use reading::Part;
pub use rows::{ListRow, Look, Piece};
pub use scene::{Scene, Typed};
pub use settings::{Clipboard, Settings, Sidebar, Signs};
pub use sheet::Sheet;
pub use start::Start;
pub use talk::{InUse, Talk};
