use tokio::sync::watch::Sender;
use wheelpin_process::{Interrupt, Stop};

/// An interrupt that Ctrl-C (SIGINT) and SIGTERM ask for: once to stop soon, twice
/// to stop now.
pub(crate) fn by_signals() -> Interrupt {
    let (stop, interrupt) = Interrupt::new();
    listen(move || hurry(&stop));
    interrupt
}

/// An interrupt that nobody asks for: signals end the program, as they do by themselves.
pub(crate) fn never() -> Interrupt {
    Interrupt::new().1
}

fn hurry(stop: &Sender<Stop>) {
    stop.send_modify(|stop| {
        *stop = if *stop == Stop::Never { Stop::Soon } else { Stop::Now };
    });
}

/// Calls `asked` for every signal from now on. They are listened for before this
/// returns, so that none is missed; where the system refuses, they end the program.
#[cfg(unix)]
fn listen(asked: impl Fn() + Send + 'static) {
    use tokio::signal::unix::{SignalKind, signal};

    let signals = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()));
    let (Ok(mut interrupt), Ok(mut terminate)) = signals else { return };
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            asked();
        }
    });
}

#[cfg(not(unix))]
fn listen(asked: impl Fn() + Send + 'static) {
    tokio::spawn(async move {
        while tokio::signal::ctrl_c().await.is_ok() {
            asked();
        }
    });
}
