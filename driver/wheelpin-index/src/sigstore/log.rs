use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::prelude::BASE64_STANDARD as BASE64;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

use super::key::Key;
use super::tree::{self, Hash};
use crate::Error;
use crate::store::hex;

/// Entries that it holds. Each has some 3 kB.
const MOST: usize = 20_000;

/// What the log is called in its checkpoints, and the number of its tree.
const ORIGIN: &str = "rekor.localhost";
const TREE: u64 = 1;

/// A log of signatures, in memory.
pub(super) struct Log {
    key: Key,
    entries: Mutex<Entries>,
}

#[derive(Default)]
struct Entries {
    leaves: Vec<Hash>,
    entries: Vec<Entry>,
    places: HashMap<Hash, usize>,
}

struct Entry {
    /// In base64.
    body: String,
    time: i64,
    promise: Vec<u8>,
}

/// What came of an entry that was offered.
pub(super) enum Added {
    New(Value),
    /// It is there: its id.
    Known(String),
    Full,
}

/// What the log promises of an entry, in the order of canonical JSON (RFC 8785).
#[derive(Serialize)]
struct Promise<'a> {
    body: &'a str,
    #[serde(rename = "integratedTime")]
    time: i64,
    #[serde(rename = "logID")]
    log_id: &'a str,
    #[serde(rename = "logIndex")]
    index: usize,
}

impl Log {
    pub(super) fn new() -> Result<Self, Error> {
        Ok(Self { key: Key::new()?, entries: Mutex::default() })
    }

    pub(super) fn key(&self) -> &Key {
        &self.key
    }

    /// Adds an entry of that body.
    pub(super) fn add(&self, body: &[u8], now: Timestamp) -> Result<Added, Error> {
        let leaf = tree::leaf(body);
        let mut log = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        if log.places.contains_key(&leaf) {
            return Ok(Added::Known(id(&leaf)));
        }
        if log.entries.len() >= MOST {
            return Ok(Added::Full);
        }
        let index = log.entries.len();
        let body = BASE64.encode(body);
        let time = now.as_second();
        let promise = Promise { body: &body, time, log_id: &hex(&self.key.id()), index };
        let promise = serde_json::to_vec(&promise).map_err(|_| Error::Key)?;
        let promise = self.key.sign(&promise)?;
        log.places.insert(leaf, index);
        log.leaves.push(leaf);
        log.entries.push(Entry { body, time, promise });
        self.told(&log, index).map(Added::New)
    }

    /// The entry of that id, with a proof that it is in the tree as it is now.
    pub(super) fn get(&self, wanted: &str) -> Result<Option<Value>, Error> {
        let log = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        // With the number of the tree before it, or without.
        let leaf = wanted.get(wanted.len().saturating_sub(64)..).unwrap_or_default();
        let index = log.leaves.iter().position(|hash| hex(hash) == leaf);
        index.map(|index| self.told(&log, index)).transpose()
    }

    /// An entry as Rekor tells of it (its `openapi.yaml`, `LogEntry`).
    fn told(&self, log: &Entries, index: usize) -> Result<Value, Error> {
        let (Some(entry), Some(leaf)) = (log.entries.get(index), log.leaves.get(index)) else {
            return Err(Error::Key);
        };
        let root = tree::root(&log.leaves);
        let hashes: Vec<String> =
            tree::path(&log.leaves, index).iter().map(|hash| hex(hash)).collect();
        let told = json!({
            "body": entry.body,
            "integratedTime": entry.time,
            "logID": hex(&self.key.id()),
            "logIndex": index,
            "verification": {
                "inclusionProof": {
                    "checkpoint": self.checkpoint(log.leaves.len(), &root)?,
                    "hashes": hashes,
                    "logIndex": index,
                    "rootHash": hex(&root),
                    "treeSize": log.leaves.len(),
                },
                "signedEntryTimestamp": BASE64.encode(&entry.promise),
            },
        });
        Ok(json!({ id(leaf): told }))
    }

    /// A signed note of the tree's size and root (C2SP, "tlog-checkpoint").
    fn checkpoint(&self, size: usize, root: &Hash) -> Result<String, Error> {
        let text = format!("{ORIGIN} - {TREE}\n{size}\n{}\n", BASE64.encode(root));
        let signature = self.key.sign(text.as_bytes())?;
        let signature = [&self.key.id()[..4], &signature].concat();
        Ok(format!("{text}\n\u{2014} {ORIGIN} {}\n", BASE64.encode(signature)))
    }
}

fn id(leaf: &Hash) -> String {
    format!("{TREE:016x}{}", hex(leaf))
}
