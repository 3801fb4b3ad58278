//! The rehearsal index as a process of its own: `wheelpin-rehearsal-index [SETTINGS]`, where
//! SETTINGS are JSON or a file of it. Prints one line of JSON with all addresses once it serves,
//! and ends at SIGTERM, SIGINT, or once its standard input ends if `--until-eof` is given.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use serde_json::json;
use tokio::io::AsyncReadExt;
use wheelpin_index::{Server, Settings};

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "wheelpin-rehearsal-index: failed to {error}");
            ExitCode::from(2)
        }
    }
}

async fn run() -> Result<(), String> {
    let mut settings = Settings::default();
    let mut until_eof = false;
    for argument in std::env::args().skip(1) {
        if argument == "--until-eof" {
            until_eof = true;
        } else if argument.trim_start().starts_with('{') {
            settings = Settings::parse(&argument).map_err(|error| told(&error))?;
        } else {
            settings = Settings::read(Path::new(&argument)).map_err(|error| told(&error))?;
        }
    }
    // Before anyone knows that there is something to end.
    let ended = terminated().map_err(|error| error.to_string())?;
    let server = Server::start(settings).await.map_err(|error| told(&error))?;
    let line = json!({
        "index": server.index_url(),
        "upload": server.upload_url(),
        "simple": server.simple_url(),
        "json": server.json_url(),
        "integrity": server.integrity_url(),
        "issuer": server.issuer_url(),
        "bearer": server.issuer_bearer(),
        "github": server.github_url(),
        "fulcio": server.fulcio_url(),
        "rekor": server.rekor_url(),
        "trusted-root": server.trusted_root(),
        "debug": format!("{}_debug/", server.index_url()),
        "authority": server.authority_pem(),
    });
    let mut out = std::io::stdout();
    writeln!(out, "{line}").and_then(|()| out.flush()).map_err(|error| error.to_string())?;
    end(ended, until_eof).await.map_err(|error| error.to_string())?;
    server.stop().await;
    Ok(())
}

/// An error with its causes.
fn told(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

async fn end(ended: impl Future<Output = ()>, until_eof: bool) -> std::io::Result<()> {
    let eof = async {
        if !until_eof {
            std::future::pending::<()>().await;
        }
        let mut input = tokio::io::stdin();
        let mut buffer = [0; 256];
        while input.read(&mut buffer).await.is_ok_and(|length| length > 0) {}
    };
    tokio::select! {
        () = ended => Ok(()),
        interrupted = tokio::signal::ctrl_c() => interrupted,
        () = eof => Ok(()),
    }
}

#[cfg(unix)]
fn terminated() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut signal = signal(SignalKind::terminate())?;
    Ok(async move {
        signal.recv().await;
    })
}

#[cfg(not(unix))]
fn terminated() -> std::io::Result<impl Future<Output = ()>> {
    Ok(std::future::pending())
}
