use crate::archive::ProblemKind;
use crate::archive::input::{u16_at, u32_at, u64_at};

/// What is wrong with a field, for [`crate::archive::Problems`].
pub(super) type Fault = (ProblemKind, &'static str);

/// ZIP64 sizes and offset (APPNOTE 4.5.3).
pub(super) const ZIP64: u16 = 0x0001;
/// Info-ZIP's name in Unicode (APPNOTE 4.6.9).
pub(super) const UNICODE_PATH: u16 = 0x7075;

/// What a number of 32 bits says where the real one stands in a ZIP64 field.
const IN_FIELD: u64 = 0xffff_ffff;

/// The fields of an extra area, id and data; a fault where one is cut off.
struct Fields<'a> {
    rest: &'a [u8],
    /// Whether one to three bytes may stand at the end.
    is_lax: bool,
}

impl<'a> Iterator for Fields<'a> {
    type Item = Result<(u16, &'a [u8]), Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() || (self.is_lax && self.rest.len() < 4) {
            return None;
        }
        let length = usize::from(u16_at(self.rest, 2));
        let Some(data) = self.rest.get(4..4 + length) else {
            self.rest = &[];
            return Some(Err((ProblemKind::ExtraField, "an extra field is cut off")));
        };
        let id = u16_at(self.rest, 0);
        self.rest = self.rest.get(4 + length..).unwrap_or_default();
        Some(Ok((id, data)))
    }
}

/// Sizes of a member, and where its local header is, as a record has them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Sizes {
    pub(super) compressed: u64,
    pub(super) size: u64,
    pub(super) offset: u64,
}

/// Reads the extra area of a record of the central directory as CPython's `zipfile` does:
/// puts into `sizes` what is said there; `name` is the member's name. Gives another name that
/// the member has there.
pub(super) fn read_central(
    area: &[u8],
    name: &[u8],
    sizes: &mut Sizes,
) -> Result<Option<String>, Fault> {
    let mut other = None;
    for field in (Fields { rest: area, is_lax: true }) {
        let (id, data) = field?;
        if id == ZIP64 {
            let mut numbers = data.chunks_exact(8).map(|number| u64_at(number, 0));
            let mut next =
                || numbers.next().ok_or((ProblemKind::Zip64, "a ZIP64 field lacks a number"));
            if sizes.size == IN_FIELD || sizes.size == u64::MAX {
                sizes.size = next()?;
            }
            if sizes.compressed == IN_FIELD {
                sizes.compressed = next()?;
            }
            if sizes.offset == IN_FIELD {
                sizes.offset = next()?;
            }
        } else if id == UNICODE_PATH {
            let Some((head, path)) = data.split_at_checked(5) else {
                return Err((ProblemKind::ExtraField, "a field for a name is cut off"));
            };
            let mut crc = flate2::Crc::new();
            crc.update(name);
            if head[0] == 1 && u32_at(head, 1) == crc.sum() {
                let path = std::str::from_utf8(path)
                    .map_err(|_| (ProblemKind::Name, "its other name is no UTF-8"))?;
                other = (!path.is_empty() && path.as_bytes() != name).then(|| path.into());
            }
        }
    }
    Ok(other)
}

/// Reads the extra area of a local header as PyPI does: puts into `sizes` what is said there.
pub(super) fn read_local(area: &[u8], is_stored: bool, sizes: &mut Sizes) -> Result<(), Fault> {
    let mut has_zip64 = false;
    let mut has_path = false;
    for field in (Fields { rest: area, is_lax: false }) {
        let (id, data) = field?;
        match id {
            ZIP64 if std::mem::replace(&mut has_zip64, true) => {
                return Err((ProblemKind::ExtraField, "it has two ZIP64 fields"));
            }
            UNICODE_PATH if std::mem::replace(&mut has_path, true) => {
                return Err((ProblemKind::ExtraField, "it has two fields for a name"));
            }
            ZIP64 => read_local_zip64(data, is_stored, sizes)?,
            UNICODE_PATH => {
                let path = data.get(5..).unwrap_or_default();
                if path.iter().any(u8::is_ascii_control) {
                    return Err((ProblemKind::Name, "its other name has control characters"));
                }
                if std::str::from_utf8(path).is_err() {
                    return Err((ProblemKind::Name, "its other name is no UTF-8"));
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn read_local_zip64(data: &[u8], is_stored: bool, sizes: &mut Sizes) -> Result<(), Fault> {
    let fault = |what| Err((ProblemKind::Zip64, what));
    match data.len() {
        0 if sizes.compressed == IN_FIELD || sizes.size == IN_FIELD => {
            return fault("its ZIP64 field is empty and should have its sizes");
        }
        0 => {}
        8 if !is_stored => return fault("its ZIP64 field has one size and should have two"),
        8 => {
            sizes.compressed = u64_at(data, 0);
            if sizes.size == IN_FIELD {
                sizes.size = sizes.compressed;
            }
        }
        16 | 24 | 28 => {
            if sizes.size == IN_FIELD {
                sizes.size = u64_at(data, 0);
            }
            sizes.compressed = u64_at(data, 8);
        }
        _ => return fault("its ZIP64 field has a length that none has"),
    }
    Ok(())
}
