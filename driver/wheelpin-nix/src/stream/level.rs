use serde::Serialize;

/// How much a message matters, from most to least (Nix's `Verbosity`).
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 0
    Error,
    /// 1
    Warn,
    /// 2
    Notice,
    /// 3, what Nix tells without options
    Info,
    /// 4, what it tells with `-v`
    Talkative,
    /// 5
    Chatty,
    /// 6
    Debug,
    /// 7, and what is not known
    Vomit,
}

impl From<u64> for Level {
    fn from(number: u64) -> Self {
        match number {
            0 => Self::Error,
            1 => Self::Warn,
            2 => Self::Notice,
            3 => Self::Info,
            4 => Self::Talkative,
            5 => Self::Chatty,
            6 => Self::Debug,
            _ => Self::Vomit,
        }
    }
}
