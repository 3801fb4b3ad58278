use std::collections::{BTreeMap, BTreeSet};

use crate::metadata::{CoreMetadata, EntryPoints, Record, Sbom, WheelFile};
use crate::wheel_name::WheelName;

/// The documents of one wheel: what its `.dist-info` directory holds.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    /// The `.dist-info` directory that is read: the one that the file name asks for, else the
    /// first; none where there is none at all.
    pub(crate) dist_info: Option<String>,
    /// Every `.dist-info` directory at the top, sorted.
    pub(crate) dist_infos: BTreeSet<String>,
    /// METADATA; none where it is missing or too long to be read, as with all below.
    pub(crate) metadata: Option<CoreMetadata>,
    /// WHEEL
    pub(crate) wheel: Option<WheelFile>,
    /// RECORD
    pub(crate) record: Option<Record>,
    /// `entry_points.txt`
    pub(crate) entry_points: Option<EntryPoints>,
    /// `sboms/*` (PEP 770), in the order of their paths.
    pub(crate) sboms: Vec<Sbom>,
}

impl Documents {
    /// Reads what it knows of a wheel's members. `texts` are the short ones within any
    /// `.dist-info`, by path.
    pub(crate) fn read<'a>(
        name: Option<&WheelName>,
        paths: impl Iterator<Item = &'a str>,
        texts: &BTreeMap<String, Vec<u8>>,
    ) -> Self {
        let directories = paths.filter_map(|path| path.split_once('/')).map(|(first, _)| first);
        let dist_infos: BTreeSet<String> =
            directories.filter(|first| first.ends_with(".dist-info")).map(Into::into).collect();
        let wanted = name.map(|name| format!("{}-{}.dist-info", name.name, name.version));
        let Some(dist_info) = wanted
            .filter(|wanted| dist_infos.contains(wanted))
            .or_else(|| dist_infos.first().cloned())
        else {
            return Self::default();
        };
        let text = |name: &str| {
            let path = format!("{dist_info}/{name}");
            let bytes = texts.get(&path)?;
            Some((path, bytes.as_slice()))
        };
        let sboms = format!("{dist_info}/sboms/");
        Self {
            metadata: text("METADATA").map(|(path, bytes)| CoreMetadata::read(&path, bytes)),
            wheel: text("WHEEL").map(|(path, bytes)| WheelFile::read(&path, bytes)),
            record: text("RECORD").map(|(path, bytes)| Record::read(&path, bytes)),
            entry_points: text("entry_points.txt")
                .map(|(path, bytes)| EntryPoints::read(&path, bytes)),
            sboms: texts
                .range(sboms.clone()..)
                .take_while(|(path, _)| path.starts_with(&sboms))
                .map(|(path, bytes)| Sbom::read(path, bytes))
                .collect(),
            dist_info: Some(dist_info),
            dist_infos,
        }
    }
}
