//! What stands in a wheel's `.dist-info`, and in an sdist's PKG-INFO.

mod base64;
mod classifier;
mod core_metadata;
mod documents;
mod email_address;
mod entry_points;
mod field;
mod library;
mod license_expression;
mod name;
mod python_versions;
mod record;
mod requirement;
mod sbom;
mod toplevel;
mod url;
mod wheel_file;

pub(crate) use base64::url_safe_base64;
pub(crate) use classifier::{Standing, classifier};
pub use core_metadata::CoreMetadata;
pub(crate) use documents::Documents;
pub(crate) use email_address::email_problem;
pub(crate) use entry_points::{EntryPoint, EntryPoints};
pub(crate) use field::{FIELDS, VERSIONS, field};
pub(crate) use library::{Installed, installed, is_identifier, module_stem};
pub(crate) use license_expression::license_problem;
pub use name::canonical_name;
pub(crate) use name::{escaped_name, is_name};
pub use python_versions::{allows_minor, python_versions};
pub(crate) use record::{Record, RecordLine, STRONG_HASHES, is_signature};
pub(crate) use requirement::Requirement;
pub(crate) use sbom::Sbom;
pub(crate) use toplevel::{Toplevel, is_aside, is_common, toplevels};
pub(crate) use url::is_web_address;
pub(crate) use wheel_file::WheelFile;
