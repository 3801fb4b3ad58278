use serde::Serialize;
use wheelpin_wheel::Opened;

use crate::binaries::{BinaryDiff, binaries};
use crate::components::{ComponentChange, components};
use crate::members::{FileChange, files};
use crate::metadata::{FieldChange, Lines, description, fields};
use crate::pairs::platforms;

/// What changed between two wheels that belong together.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WheelDiff {
    /// File name.
    pub before: String,
    /// File name.
    pub after: String,
    /// Bytes of the files.
    pub size: (u64, u64),
    /// Files within, by path.
    pub files: Vec<FileChange>,
    /// Fields of METADATA, but for dependencies and the description.
    pub metadata: Vec<FieldChange>,
    /// The description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Lines>,
    /// Fields of WHEEL.
    pub wheel: Vec<FieldChange>,
    /// Components of the SBOMs; none where one of the wheels has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub components: Option<Vec<ComponentChange>>,
    /// Libraries, modules and programs that are in both.
    pub binaries: Vec<BinaryDiff>,
    /// What was not compared, and why.
    pub notes: Vec<String>,
}

impl WheelDiff {
    pub(crate) fn of(before: &Opened, after: &Opened) -> Self {
        let mut notes = Vec::new();
        let is_same_platform = platforms(&before.name) == platforms(&after.name);
        if !is_same_platform {
            notes.push(
                "the wheels are for different platforms: symbols, libraries and sections of \
                 compiled files are not compared"
                    .into(),
            );
        } else if before.name.abis != after.name.abis {
            notes.push(
                "the wheels are for different ABIs of Python: compiled files differ for that alone"
                    .into(),
            );
        }
        for (wheel, when) in [(before, "before"), (after, "after")] {
            for path in &wheel.unread_sources {
                notes.push(format!("{path} is too long to be looked into ({when})"));
            }
        }
        Self {
            before: before.file_name.clone(),
            after: after.file_name.clone(),
            size: (before.size, after.size),
            files: files(before, after),
            metadata: fields(&before.metadata, &after.metadata),
            description: description(&before.metadata, &after.metadata),
            wheel: fields(&before.wheel_file, &after.wheel_file),
            components: components(before, after),
            binaries: if is_same_platform { binaries(before, after) } else { Vec::new() },
            notes,
        }
    }

    /// Whether nothing within changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
            && self.metadata.is_empty()
            && self.description.is_none()
            && self.wheel.is_empty()
            && self.components.as_ref().is_none_or(Vec::is_empty)
            && self.binaries.is_empty()
    }
}
