use tokio::sync::watch::Sender;
use wheelpin_nix::{Interrupt, Stop};

/// An interrupt that Ctrl-C (SIGINT) and SIGTERM ask for: once to stop soon, twice
/// to stop now.
pub(crate) fn by_signals() -> Interrupt {
    let (stop, interrupt) = Interrupt::new();
    tokio::spawn(listen(stop));
    interrupt
}

async fn listen(stop: Sender<Stop>) {
    loop {
        signal().await;
        stop.send_modify(|stop| {
            *stop = if *stop == Stop::Never { Stop::Soon } else { Stop::Now };
        });
    }
}

#[cfg(unix)]
async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};

    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

#[cfg(not(unix))]
async fn signal() {
    let _ = tokio::signal::ctrl_c().await;
}
