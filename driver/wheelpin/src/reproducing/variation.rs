use std::ffi::OsString;
use std::path::Path;

use clap::ValueEnum;
use serde::Serialize;
use wheelpin_nix::Varied;

/// What the second build has otherwise.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Vary {
    /// The directory that is built in
    Directory,
    /// The clock: 400 days later
    Clock,
    /// How many processors there are
    Cores,
    /// The machine's name and its kernel's
    Machine,
    /// The user that builds
    User,
    /// The order in which directories are listed
    Order,
}

/// One thing that is otherwise, or why it is not.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Variation {
    /// Which.
    pub(crate) what: Vary,
    /// As it was at the first build, and at the second; none where it is not varied.
    pub(crate) varied: Option<(String, String)>,
    /// Why it is not.
    pub(crate) reason: Option<String>,
}

/// Where the second build runs.
pub(crate) const DIRECTORY: &str = "/elsewhere/another-build";
/// The machine's name there.
pub(crate) const NAME: &str = "another-machine";
/// Days that its clock is ahead.
const DAYS: i64 = 400;
/// Processors it has more.
const MORE: usize = 3;
/// The user it runs as: `nobody` of Linux.
pub(crate) const USER: u32 = 65534;

/// What of `wanted` can be varied on this machine, and how. `itself` is this program, `home` a
/// directory for another user, which cannot be had for the reason `no_user`.
pub(crate) fn variations(
    wanted: &[Vary],
    itself: &Path,
    home: &Path,
    no_user: Option<&str>,
) -> (Vec<Variation>, Varied) {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let can_trace = cfg!(target_os = "linux");
    let mut words: Vec<OsString> = Vec::new();
    let mut varied = Varied::default();
    let mut told = Vec::new();
    for what in Vary::value_variants() {
        let reason = if !wanted.contains(what) {
            Some("not asked for (--vary)".to_owned())
        } else if *what == Vary::User && no_user.is_some() {
            no_user.map(Into::into)
        } else if *what != Vary::Directory && !can_trace {
            Some("only Linux lets programs be traced so".to_owned())
        } else {
            None
        };
        if reason.is_some() {
            told.push(Variation { what: *what, varied: None, reason });
            continue;
        }
        let (first, second) = match what {
            Vary::Directory => {
                varied.options.push(("sandbox-build-dir".into(), DIRECTORY.into()));
                ("/build".to_owned(), DIRECTORY.to_owned())
            }
            Vary::Clock => {
                words.push(format!("--clock={}", DAYS * 86_400).into());
                // A program that waits for a moment of the real clock would wait for all of them.
                varied.options.push(("max-silent-time".into(), "3600".into()));
                ("now".into(), format!("{DAYS} days later"))
            }
            Vary::Cores => {
                let more = processors + MORE;
                words.push(format!("--processors={MORE}").into());
                varied.options.push(("cores".into(), more.to_string()));
                (processors.to_string(), more.to_string())
            }
            Vary::Machine => {
                words.push(format!("--name={NAME}").into());
                ("this one's name".into(), NAME.into())
            }
            Vary::User => {
                words.push(format!("--user={USER}").into());
                words.push("--home".into());
                words.push(home.into());
                // It has no build users.
                varied.options.push(("build-users-group".into(), String::new()));
                ("this user".into(), format!("user {USER}"))
            }
            Vary::Order => {
                words.push("--order=20261128".into());
                ("as the file system has it".into(), "shuffled".into())
            }
        };
        told.push(Variation { what: *what, varied: Some((first, second)), reason: None });
    }
    if !words.is_empty() {
        varied.wrapper = vec![itself.into(), "varied".into()];
        varied.wrapper.extend(words);
        varied.wrapper.push("--".into());
    }
    (told, varied)
}

impl Vary {
    /// As it is typed.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Directory => "directory",
            Self::Clock => "clock",
            Self::Cores => "cores",
            Self::Machine => "machine",
            Self::User => "user",
            Self::Order => "order",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_varied_by_one_wrapper() {
        let all: Vec<Vary> = Vary::value_variants().to_vec();
        let (told, varied) = variations(&all, Path::new("/wheelpin"), Path::new("/home"), None);
        assert!(told.iter().all(|variation| variation.varied.is_some()));
        assert_eq!(varied.wrapper[..2], ["/wheelpin", "varied"]);
        assert_eq!(varied.wrapper.last().unwrap(), "--");
        assert!(varied.options.contains(&("sandbox-build-dir".into(), DIRECTORY.into())));
    }

    #[test]
    fn what_is_not_varied_has_a_reason() {
        let wanted = [Vary::Directory, Vary::User];
        let (told, varied) =
            variations(&wanted, Path::new("/wheelpin"), Path::new("/home"), Some("only root can"));
        let user = told.iter().find(|variation| variation.what == Vary::User).unwrap();
        assert!(user.reason.as_ref().unwrap().contains("root"));
        assert!(varied.wrapper.is_empty());
        assert_eq!(told.iter().filter(|variation| variation.varied.is_some()).count(), 1);
    }
}
