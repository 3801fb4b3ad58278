//! What a wheel or sdist says of itself, held against what it is: rules over file
//! names, archives, metadata and binaries of every operating system.
//!
//! [`read_wheel`] and [`read_sdist`] make facts of a file, in one pass and within
//! limits whatever the file claims about itself; rules are pure functions of facts.
//! Nothing here prints, runs anything or reads the environment. All that is read is
//! taken for hostile.

mod abi;
mod apple;
mod archive;
mod area;
mod binary;
mod check;
mod check_fields;
mod document;
mod error;
mod file_metadata;
mod finding;
mod identity;
mod inflate;
mod inside;
mod leak;
mod limits;
mod linux;
mod member;
mod metadata;
mod opened;
mod platform_tag;
mod records;
mod release;
mod report;
mod rst;
mod rule;
mod rules;
mod scan;
mod sdist;
mod sdist_name;
mod settings;
mod severity;
mod wheel;
mod wheel_name;
mod windows;

pub use area::Area;
pub use check::{check, check_bytes, check_each, check_release};
pub use check_fields::check_fields;
pub use document::{find_rule, rules_page};
pub use error::Error;
pub use file_metadata::{FileKind, FileMetadata, read_file_metadata};
pub use finding::{Finding, Place};
pub use identity::{Identity, read_identity};
pub use inside::{Inside, read_inside};
pub use metadata::{CoreMetadata, allows_minor, canonical_name, python_versions};
pub use opened::{Module, Opened, OpenedBinary, OpenedMember, TextSignature, open_wheel};
pub use platform_tag::PlatformTag;
pub use records::{Record, read_records};
pub use report::{FileReport, Ignored, Report};
pub use rule::Rule;
pub use rules::{RULES, is_platform_accepted};
pub use settings::Settings;
pub use severity::Severity;
pub use wheel_name::{WheelName, WheelNameError};
