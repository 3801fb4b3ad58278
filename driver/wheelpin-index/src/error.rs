use std::io;
use std::path::PathBuf;

use miette::Diagnostic;

/// Why the index cannot be served. Messages read after "failed to".
#[derive(Debug, Diagnostic, thiserror::Error)]
pub enum Error {
    /// The port is taken, or not ours to take.
    #[error("listen on port {port} of this machine")]
    #[diagnostic(help("leave the port out of the settings, or name one that is free"))]
    Listen {
        /// 0 for any.
        port: u16,
        /// What the system says.
        source: io::Error,
    },

    /// No certificate could be made.
    #[error("make certificates for the index")]
    #[diagnostic(help("try again, or set tls to null: the index is on loopback"))]
    Certificate(#[from] rcgen::Error),

    /// The certificates cannot be used.
    #[error("serve TLS: {reason}")]
    #[diagnostic(help("set tls to null: the index is on loopback"))]
    Tls {
        /// What is wrong.
        reason: String,
    },

    /// No key could be made.
    #[error("make a key for the identities of the index: the system gives no random numbers")]
    #[diagnostic(help("try again once the system has started whole"))]
    Key,

    /// The instance of Sigstore cannot be used.
    #[error("make an instance of Sigstore for the index")]
    #[diagnostic(help("try again; see that the machine's clock is right"))]
    Sigstore {
        /// What is wrong with it.
        source: Box<wheelpin_attest::Error>,
    },

    /// A file with the server's own certificate authority cannot be written.
    #[error("write {}", path.display())]
    #[diagnostic(help("name a file in a directory that can be written to"))]
    Write {
        /// As typed.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },

    /// A file with settings cannot be read.
    #[error("read {}", path.display())]
    #[diagnostic(help("name a file of settings, or give them as JSON: '{{\"latency-ms\": 100}}'"))]
    Read {
        /// As typed.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },

    /// The settings are none.
    #[error("read the settings of the index")]
    #[diagnostic(help("compare them with the fields of wheelpin_index::Settings, in kebab case"))]
    Settings(#[source] serde_json::Error),
}
