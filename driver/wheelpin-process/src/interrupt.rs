use tokio::sync::watch;

/// How much of a hurry there is to stop.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub enum Stop {
    /// None: go on.
    #[default]
    Never,
    /// Let what runs end what it must end.
    Soon,
    /// Kill everything that was started.
    Now,
}

/// The end of work, as asked for by the other end ([`Interrupt::new`]).
#[derive(Clone, Debug)]
pub struct Interrupt(watch::Receiver<Stop>);

impl Interrupt {
    /// An interrupt, and what asks for it.
    #[must_use]
    pub fn new() -> (watch::Sender<Stop>, Self) {
        let (sender, receiver) = watch::channel(Stop::Never);
        (sender, Self(receiver))
    }

    /// What is asked for now.
    #[must_use]
    pub fn stop(&self) -> Stop {
        *self.0.borrow()
    }

    /// Waits until more than `stop` is asked for; forever if nobody can ask.
    pub async fn beyond(&mut self, stop: Stop) -> Stop {
        match self.0.wait_for(|asked| *asked > stop).await {
            Ok(asked) => *asked,
            Err(_) => std::future::pending().await,
        }
    }
}
