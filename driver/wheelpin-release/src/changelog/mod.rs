//! Changelogs in the form of [Keep a Changelog](https://keepachangelog.com/en/1.1.0/),
//! or by a template.

mod date;
mod document;
mod fences;
mod forge;
mod section;
mod settings;
mod template;

pub use date::date;
pub use document::Changelog;
pub use forge::{Forge, Links};
pub use section::{Group, Section};
pub use settings::ChangelogSettings;
pub use template::{Release, render};
