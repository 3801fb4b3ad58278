//! What speaks with package indexes and forges: identity, upload, preflight, reading back.
