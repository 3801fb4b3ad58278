//! What the crate asks of servers, and what it does with their answers, over real sockets.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod ambient;
mod forge;
mod http;
mod identity;
mod preflight;
mod project;
mod read_back;
mod sending;
mod server;
mod token;
mod upload;
mod upload_faults;
mod warehouse;
