use std::fmt;

use crate::error_text::short;
use crate::version::Version;

/// What people should know of a release, though it can be made.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Doubt {
    /// A tag of an older release is that of another commit at the remote.
    Moved {
        /// The tag.
        tag: String,
        /// Its commit here.
        here: String,
        /// Its commit there.
        there: String,
        /// The remote.
        remote: String,
    },
    /// The last release's tag was not pushed.
    NotPushed {
        /// The tag.
        tag: String,
        /// The remote.
        remote: String,
    },
    /// A run before ended after it had tagged, and now both were pushed.
    Late {
        /// The tag.
        tag: String,
        /// The remote.
        remote: String,
    },
    /// Git is to sign tags, and these are not signed.
    Unsigned {
        /// The tags, the newest first.
        tags: Vec<String>,
    },
    /// The index has versions that are not compared.
    Others {
        /// The index.
        index: String,
        /// How many.
        count: usize,
    },
    /// The index has a later version than any tag here.
    LaterOnIndex {
        /// The index.
        index: String,
        /// Its newest version.
        version: Version,
    },
}

/// A sentence without its end.
impl fmt::Display for Doubt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Moved { tag, here, there, remote } => write!(
                formatter,
                "the tag {tag} is of {} here and of {} at {remote}: git fetch --force {remote} tag {tag}",
                short(here),
                short(there)
            ),
            Self::NotPushed { tag, remote } => {
                write!(formatter, "{remote} does not have the tag {tag}: git push {remote} {tag}")
            }
            Self::Late { tag, remote } => {
                write!(formatter, "{tag} and its commit had not been pushed: {remote} has them now")
            }
            Self::Unsigned { tags } => {
                let verb = if tags.len() == 1 { "is" } else { "are" };
                write!(
                    formatter,
                    "{} {verb} not signed, though git's tag.gpgSign is set",
                    tags.join(", ")
                )
            }
            Self::Others { index, count } => {
                let what = if *count == 1 { "version" } else { "versions" };
                write!(formatter, "{index} has {count} {what} that Cargo cannot say")
            }
            Self::LaterOnIndex { index, version } => {
                write!(formatter, "{index} has {version}, which is later than every tag here")
            }
        }
    }
}
