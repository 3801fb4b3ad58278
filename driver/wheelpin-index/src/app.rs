use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;

use crate::clock::Clock;
use crate::fault::Faults;
use crate::github::Forge;
use crate::oidc::Issuer;
use crate::record::Recorder;
use crate::sigstore::{self, Sigstore};
use crate::store::Store;
use crate::{Error, Settings, debug, fault, github, limits, oidc, read, upload};

/// What all requests share.
pub(crate) struct App {
    pub(crate) settings: Settings,
    pub(crate) clock: Clock,
    pub(crate) issuer: Issuer,
    pub(crate) faults: Faults,
    pub(crate) recorder: Recorder,
    pub(crate) forge: Mutex<Forge>,
    pub(crate) sigstore: Sigstore,
    store: Mutex<Store>,
    /// `http://127.0.0.1:PORT`
    base: String,
    /// Where uploads of a project wait for each other.
    turns: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
    /// Bytes of uploads on their way.
    on_their_way: AtomicU64,
}

impl App {
    pub(crate) fn new(settings: Settings, base: String) -> Result<Self, Error> {
        Ok(Self {
            clock: Clock::default(),
            issuer: Issuer::new(&settings)?,
            faults: Faults::new(&settings.faults),
            recorder: Recorder::default(),
            forge: Mutex::default(),
            sigstore: Sigstore::new(&base)?,
            store: Mutex::new(Store::new(&settings)),
            base,
            turns: Mutex::default(),
            on_their_way: AtomicU64::new(0),
            settings,
        })
    }

    /// Never held while anything is waited for.
    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An address of this server, by its path without a slash at its beginning.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}/{path}", self.base)
    }

    /// What uploads of a project wait for, where they do.
    pub(crate) fn turn(&self, project: &str) -> Option<Arc<tokio::sync::Mutex<()>>> {
        if !self.settings.serialise {
            return None;
        }
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        Some(turns.entry(project.into()).or_default().clone())
    }

    /// Makes room for bytes that are on their way; false if there is none.
    pub(crate) fn hold(&self, bytes: u64) -> bool {
        let before = self.on_their_way.fetch_add(bytes, Ordering::Relaxed);
        let limit = self.settings.limits.held_bytes;
        let is_room = before + bytes <= limit;
        if !is_room {
            self.let_go(bytes);
        }
        is_room
    }

    pub(crate) fn let_go(&self, bytes: u64) {
        self.on_their_way.fetch_sub(bytes, Ordering::Relaxed);
    }
}

/// Everything that the server answers.
pub(crate) fn router(app: &Arc<App>) -> Router {
    let faulty = Router::new()
        .merge(upload::router())
        .merge(oidc::mint_router())
        .merge(oidc::issuer_router())
        .merge(read::router())
        .merge(github::router())
        .merge(sigstore::router())
        .layer(DefaultBodyLimit::max(limits::JSON))
        .layer(middleware::from_fn_with_state(app.clone(), fault::around));
    Router::new().merge(faulty).merge(debug::router()).with_state(app.clone())
}
