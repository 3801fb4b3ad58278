use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

use super::Level;

/// One record: what follows `@nix ` on a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// An activity begins.
    Start {
        /// Its id, of which the upper half is a process id.
        id: u64,
        /// How much it matters.
        level: Level,
        /// What it is.
        activity: Activity,
        /// What Nix would show, often empty.
        text: String,
        /// By activity; see [`Activity`].
        fields: Vec<Field>,
        /// The activity that it is part of. None, too, before Nix 2.18.
        parent: Option<u64>,
    },
    /// An activity ends, well or not.
    Stop {
        /// Its id.
        id: u64,
    },
    /// Something about an activity that goes on.
    Result {
        /// The activity's id.
        id: u64,
        /// What is told.
        kind: ResultKind,
        /// By kind; see [`ResultKind`].
        fields: Vec<Field>,
        /// JSON that Determinate Nix has in place of fields.
        payload: Option<String>,
    },
    /// A message.
    Message {
        /// How much it matters.
        level: Level,
        /// As it would be shown, with colours.
        text: String,
        /// An error alone, without frame and trace.
        raw: Option<String>,
    },
    /// A record of a kind that is not known.
    Unknown,
}

/// What an activity is (`ActivityType` of `src/libutil/logging.hh`), and its
/// fields.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Activity {
    /// 100: store path, source's address, destination's address.
    CopyPath,
    /// 101: URL.
    FileTransfer,
    /// 102: the whole of a realisation.
    Realise,
    /// 103: the whole of copying.
    CopyPaths,
    /// 104: the whole of building.
    Builds,
    /// 105: derivation, machine or "", 1, 1.
    Build,
    /// 106: deduplicating a store.
    OptimiseStore,
    /// 107: verifying a store.
    VerifyPaths,
    /// 108: store path, substituter's address.
    Substitute,
    /// 109: store path, store's address.
    QueryPathInfo,
    /// 110: derivation.
    PostBuildHook,
    /// 111: nothing, or derivation and resolved path.
    BuildWaiting,
    /// 112: fetching a tree (2.26 and newer, not Lix).
    FetchTree,
    /// 0 and what newer releases have.
    Unknown(u64),
}

/// What a result tells (`ResultType` of `src/libutil/logging.hh`), and its
/// fields.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum ResultKind {
    /// 100: bytes, blocks.
    FileLinked,
    /// 101: line.
    BuildLogLine,
    /// 102: path.
    UntrustedPath,
    /// 103: path.
    CorruptedPath,
    /// 104: phase.
    SetPhase,
    /// 105: done, expected, running, failed.
    Progress,
    /// 106: activity type, expected.
    SetExpected,
    /// 107: line.
    PostBuildLogLine,
    /// 108: line (2.26 and newer).
    FetchStatus,
    /// 109: payload (Determinate Nix).
    HashMismatch,
    /// 110: payload (Determinate Nix).
    BuildResult,
    /// What newer releases have.
    Unknown(u64),
}

/// A value in a record.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum Field {
    /// A whole number that is not negative.
    Number(u64),
    /// A string.
    Text(String),
    /// Missing, or anything else.
    #[default]
    Other,
}

/// Most fields of one record that are kept; Nix has four.
const FIELD_LIMIT: usize = 16;

impl Record {
    /// Reads the JSON of a record; none if it is no JSON object. Unknown keys
    /// are passed over, and values of an unexpected type taken for missing.
    pub(crate) fn from_json(json: &str) -> Option<Self> {
        let raw: Raw = serde_json::from_str(json).ok()?;
        Some(raw.into_record().unwrap_or(Self::Unknown))
    }
}

impl From<u64> for Activity {
    fn from(code: u64) -> Self {
        match code {
            100 => Self::CopyPath,
            101 => Self::FileTransfer,
            102 => Self::Realise,
            103 => Self::CopyPaths,
            104 => Self::Builds,
            105 => Self::Build,
            106 => Self::OptimiseStore,
            107 => Self::VerifyPaths,
            108 => Self::Substitute,
            109 => Self::QueryPathInfo,
            110 => Self::PostBuildHook,
            111 => Self::BuildWaiting,
            112 => Self::FetchTree,
            code => Self::Unknown(code),
        }
    }
}

impl From<u64> for ResultKind {
    fn from(code: u64) -> Self {
        match code {
            100 => Self::FileLinked,
            101 => Self::BuildLogLine,
            102 => Self::UntrustedPath,
            103 => Self::CorruptedPath,
            104 => Self::SetPhase,
            105 => Self::Progress,
            106 => Self::SetExpected,
            107 => Self::PostBuildLogLine,
            108 => Self::FetchStatus,
            109 => Self::HashMismatch,
            110 => Self::BuildResult,
            code => Self::Unknown(code),
        }
    }
}

impl Field {
    /// The number, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<u64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// The string, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    fn into_text(self) -> Option<String> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

/// The keys of all kinds of record.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Raw {
    action: Field,
    id: Field,
    level: Field,
    #[serde(rename = "type")]
    code: Field,
    text: Field,
    fields: Fields,
    parent: Field,
    payload: Option<Box<RawValue>>,
    msg: Field,
    raw_msg: Field,
}

impl Raw {
    fn into_record(self) -> Option<Record> {
        // Level 7 for want of one: it matters least.
        let level = Level::from(self.level.number().unwrap_or(u64::MAX));
        Some(match self.action.text()? {
            "start" => Record::Start {
                id: self.id.number()?,
                level,
                activity: self.code.number()?.into(),
                text: self.text.into_text().unwrap_or_default(),
                fields: self.fields.0,
                parent: self.parent.number().filter(|parent| *parent != 0),
            },
            "stop" => Record::Stop { id: self.id.number()? },
            "result" => Record::Result {
                id: self.id.number()?,
                kind: self.code.number()?.into(),
                fields: self.fields.0,
                payload: self.payload.map(|payload| payload.get().to_owned()),
            },
            "msg" => Record::Message {
                level,
                text: self.msg.into_text()?,
                raw: self.raw_msg.into_text(),
            },
            _ => return None,
        })
    }
}

#[derive(Default)]
struct Fields(Vec<Field>);

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FieldVisitor)
    }
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FieldsVisitor)
    }
}

/// Takes any JSON for a field, and keeps what a field can be.
struct FieldVisitor;

impl<'de> Visitor<'de> for FieldVisitor {
    type Value = Field;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("anything")
    }
    fn visit_u64<E>(self, number: u64) -> Result<Field, E> {
        Ok(Field::Number(number))
    }
    fn visit_str<E>(self, text: &str) -> Result<Field, E> {
        Ok(Field::Text(text.to_owned()))
    }
    fn visit_i64<E>(self, _: i64) -> Result<Field, E> {
        Ok(Field::Other)
    }
    fn visit_f64<E>(self, _: f64) -> Result<Field, E> {
        Ok(Field::Other)
    }
    fn visit_bool<E>(self, _: bool) -> Result<Field, E> {
        Ok(Field::Other)
    }
    fn visit_unit<E>(self) -> Result<Field, E> {
        Ok(Field::Other)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<Field, A::Error> {
        IgnoredAny.visit_seq(sequence).map(|_| Field::Other)
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Field, A::Error> {
        IgnoredAny.visit_map(map).map(|_| Field::Other)
    }
}

/// Takes any JSON for the list of fields; what is no list is an empty one.
struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("anything")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Fields, A::Error> {
        let mut fields = Vec::new();
        while fields.len() < FIELD_LIMIT {
            let Some(field) = sequence.next_element()? else { return Ok(Fields(fields)) };
            fields.push(field);
        }
        while sequence.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Fields(fields))
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Fields, A::Error> {
        IgnoredAny.visit_map(map).map(|_| Fields::default())
    }
    fn visit_str<E>(self, _: &str) -> Result<Fields, E> {
        Ok(Fields::default())
    }
    fn visit_u64<E>(self, _: u64) -> Result<Fields, E> {
        Ok(Fields::default())
    }
    fn visit_i64<E>(self, _: i64) -> Result<Fields, E> {
        Ok(Fields::default())
    }
    fn visit_f64<E>(self, _: f64) -> Result<Fields, E> {
        Ok(Fields::default())
    }
    fn visit_bool<E>(self, _: bool) -> Result<Fields, E> {
        Ok(Fields::default())
    }
    fn visit_unit<E>(self) -> Result<Fields, E> {
        Ok(Fields::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(json: &str) -> Record {
        Record::from_json(json).unwrap()
    }

    #[test]
    fn an_activity_begins_with_its_fields() {
        assert_eq!(
            record(
                r#"{"action":"start","fields":["/nix/store/a.drv","",1,1],"id":7,"level":3,"parent":0,"text":"building","type":105}"#
            ),
            Record::Start {
                id: 7,
                level: Level::Info,
                activity: Activity::Build,
                text: "building".into(),
                fields: vec![
                    Field::Text("/nix/store/a.drv".into()),
                    Field::Text(String::new()),
                    Field::Number(1),
                    Field::Number(1),
                ],
                parent: None,
            },
        );
    }

    #[test]
    fn unknown_codes_and_keys_are_kept_apart() {
        assert!(matches!(
            record(r#"{"action":"start","id":1,"type":4711,"sid":"x","new":[{}]}"#),
            Record::Start { activity: Activity::Unknown(4711), level: Level::Vomit, .. }
        ));
        assert!(matches!(
            record(r#"{"action":"result","id":1,"type":4711,"fields":{}}"#),
            Record::Result { kind: ResultKind::Unknown(4711), .. }
        ));
        assert_eq!(record(r#"{"action":"leap","id":1}"#), Record::Unknown);
        assert_eq!(record(r#"{"action":"stop","id":-1}"#), Record::Unknown);
        assert_eq!(record("{}"), Record::Unknown);
    }

    #[test]
    fn every_known_code_has_a_name() {
        for code in 100..=112 {
            assert_ne!(Activity::from(code), Activity::Unknown(code));
        }
        for code in 100..=110 {
            assert_ne!(ResultKind::from(code), ResultKind::Unknown(code));
        }
    }

    #[test]
    fn fields_of_any_type_are_taken() {
        let Record::Result { fields, payload, .. } = record(
            r#"{"action":"result","id":1,"type":109,"fields":[-1,1.5,null,true,[1],{"a":1}],"payload":{"got":"b"}}"#,
        ) else {
            panic!("not a result")
        };
        assert_eq!(fields, vec![Field::Other; 6]);
        assert_eq!(payload.as_deref(), Some(r#"{"got":"b"}"#));
    }

    #[test]
    fn many_fields_are_cut() {
        let json =
            format!(r#"{{"action":"result","id":1,"type":1,"fields":[{}0]}}"#, "0,".repeat(99));
        assert!(
            matches!(record(&json), Record::Result { fields, .. } if fields.len() == FIELD_LIMIT)
        );
    }

    #[test]
    fn what_is_no_object_is_no_record() {
        for json in
            ["", "7", "\"a\"", "{", "nonsense", &"[".repeat(100_000), &"{\"a\":".repeat(100_000)]
        {
            assert_eq!(Record::from_json(json), None);
        }
    }
}
