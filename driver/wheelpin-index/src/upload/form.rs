use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::Multipart;
use axum::extract::multipart::{Field as Part, MultipartError};
use bytes::{Bytes, BytesMut};

use super::Refusal;
use crate::app::App;
use crate::limits;
use crate::record::Field;
use crate::store::sha256;

/// The fields of an upload, in their order.
#[derive(Clone, Default)]
pub(crate) struct Form {
    fields: Vec<(String, Value)>,
    /// Room that the files take.
    _room: Option<Arc<Room>>,
}

/// What a field holds.
#[derive(Clone)]
pub(crate) enum Value {
    Text(String),
    File {
        name: String,
        media_type: Option<String>,
        /// Bytes that came.
        size: u64,
        /// None where there are more than the index takes of a file.
        bytes: Option<Bytes>,
    },
}

/// Bytes that are counted as long as the form is there.
struct Room {
    app: Arc<App>,
    bytes: u64,
}

impl Room {
    fn add(&mut self, bytes: u64) -> Result<(), Refusal> {
        if !self.app.hold(bytes) {
            return Err(Refusal::new(503, "The rehearsal index holds as much as it may."));
        }
        self.bytes += bytes;
        Ok(())
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        self.app.let_go(self.bytes);
    }
}

impl Form {
    /// Reads all of it; of files no more than the index takes is kept.
    pub(super) async fn read(app: &Arc<App>, mut parts: Multipart) -> Result<Self, Refusal> {
        let mut form = Self::default();
        let mut room = Room { app: app.clone(), bytes: 0 };
        let mut left = limits::FORM;
        while let Some(part) = parts.next_field().await.map_err(broken)? {
            if form.fields.len() == limits::FIELDS {
                return Err(Refusal::bad("The form has too many fields."));
            }
            let name = part.name().unwrap_or_default().to_owned();
            left = left.checked_sub(name.len()).ok_or_else(too_long)?;
            let value = match part.file_name().map(str::to_owned) {
                Some(file_name) => file(file_name, part, &mut room).await?,
                None => text(part, &mut left).await?,
            };
            form.fields.push((name, value));
        }
        form._room = Some(Arc::new(room));
        Ok(form)
    }

    /// What distutils of old left in fields is taken out, and what is no text refused (warehouse,
    /// `forklift/decorators.py`, `sanitize`).
    pub(super) fn sanitise(&mut self) -> Result<(), Refusal> {
        let mut last: BTreeMap<&str, &str> = BTreeMap::new();
        for (name, value) in &self.fields {
            match value {
                Value::Text(text) => {
                    last.insert(name, text);
                }
                Value::File { .. } if matches!(name.as_str(), "content" | "gpg_signature") => {}
                Value::File { .. } => {
                    return Err(Refusal::bad(format!("{name}: Should not be a tuple.")));
                }
            }
        }
        let unknown: Vec<String> = last
            .iter()
            .filter(|(_, value)| value.trim() == "UNKNOWN")
            .map(|(name, _)| (*name).to_owned())
            .collect();
        self.fields.retain(|(name, _)| !unknown.contains(name));
        for (_, value) in &mut self.fields {
            if let Value::Text(text) = value {
                *text = text.replace('\0', "\\x00");
            }
        }
        Ok(())
    }

    /// The last text of that name, as webob has it.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.texts(name).last()
    }

    pub(super) fn texts(&self, name: &str) -> impl Iterator<Item = &str> {
        self.fields.iter().filter_map(move |(of, value)| match value {
            Value::Text(text) if of == name => Some(text.as_str()),
            _ => None,
        })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(of, _)| of == name)
    }

    /// The last file of that name.
    pub(super) fn file(&self, name: &str) -> Option<&Value> {
        let files = self.fields.iter().filter(|(_, value)| matches!(value, Value::File { .. }));
        files.filter(|(of, _)| of == name).map(|(_, value)| value).last()
    }

    /// All that are text.
    pub(super) fn fields(&self) -> Vec<(String, String)> {
        let texts = self.fields.iter().filter_map(|(name, value)| match value {
            Value::Text(text) => Some((name.clone(), text.clone())),
            Value::File { .. } => None,
        });
        texts.collect()
    }

    /// For the record.
    pub(super) fn recorded(&self) -> Vec<Field> {
        let fields = self.fields.iter().map(|(name, value)| match value {
            Value::Text(text) => Field::Text { name: name.clone(), value: text.clone() },
            Value::File { name: file_name, media_type, size, bytes } => Field::File {
                name: name.clone(),
                file_name: file_name.clone(),
                content_type: media_type.clone().unwrap_or_default(),
                size: *size,
                sha256: bytes.as_ref().map(|bytes| sha256(bytes)).unwrap_or_default(),
            },
        });
        fields.collect()
    }
}

async fn file(name: String, mut part: Part<'_>, room: &mut Room) -> Result<Value, Refusal> {
    let media_type = part.content_type().map(str::to_owned);
    let limit = room.app.settings.limits.file_bytes;
    let mut size = 0;
    let mut bytes = Some(BytesMut::new());
    while let Some(piece) = part.chunk().await.map_err(broken)? {
        size += piece.len() as u64;
        if size > limit {
            bytes = None;
        }
        if let Some(bytes) = &mut bytes {
            room.add(piece.len() as u64)?;
            bytes.extend_from_slice(&piece);
        }
    }
    Ok(Value::File { name, media_type, size, bytes: bytes.map(BytesMut::freeze) })
}

async fn text(mut part: Part<'_>, left: &mut usize) -> Result<Value, Refusal> {
    let mut bytes = Vec::new();
    while let Some(piece) = part.chunk().await.map_err(broken)? {
        *left = left.checked_sub(piece.len()).ok_or_else(too_long)?;
        bytes.extend_from_slice(&piece);
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| Refusal::bad("The form has a field that is no UTF-8."))?;
    Ok(Value::Text(text))
}

fn broken(error: MultipartError) -> Refusal {
    Refusal::bad(error.body_text())
}

fn too_long() -> Refusal {
    Refusal::bad("The form is too long.")
}
