//! Which steps restore a cache.

use crate::expression::is_computed;
use crate::model::Step;
use crate::version::ActionVersion;

/// Whether a step restores a cache.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Cache {
    /// It does.
    Restored,
    /// An expression decides.
    Unknown,
}

/// What makes an action restore a cache.
enum Switch {
    /// Nothing keeps it from doing so.
    Always,
    /// An input that is on or off; whether it is on where it is not given.
    On(&'static str, bool),
    /// An input that turns the cache off, by these values.
    Off(&'static str, &'static [&'static str]),
    /// An input that names what to cache.
    Named(&'static str),
    /// An input that is one of these.
    OneOf(&'static str, &'static [&'static str]),
    /// One of them.
    Any(&'static [Switch]),
    /// All of them.
    All(&'static [Switch]),
    /// One that counts before a version of the action.
    Before(u64, &'static Switch),
}

use Switch::{All, Always, Any, Before, Named, Off, On, OneOf};

/// Actions that restore caches, by the inputs that their `action.yml` documents.
const ACTIONS: &[(&str, Switch)] = &[
    ("actions/cache", Off("lookup-only", &["true"])),
    ("actions/cache/restore", Off("lookup-only", &["true"])),
    ("actions/setup-python", Named("cache")),
    ("actions/setup-java", Named("cache")),
    ("actions/setup-go", On("cache", true)),
    ("actions/setup-dotnet", On("cache", false)),
    (
        "actions/setup-node",
        Any(&[OneOf("cache", &["npm", "yarn", "pnpm"]), On("package-manager-cache", true)]),
    ),
    (
        "astral-sh/setup-uv",
        Any(&[OneOf("enable-cache", &["true"]), Before(10, &On("enable-cache", true))]),
    ),
    ("Swatinem/rust-cache", Off("lookup-only", &["true"])),
    ("actions-rust-lang/setup-rust-toolchain", On("cache", true)),
    ("PyO3/maturin-action", On("sccache", false)),
    ("Mozilla-Actions/sccache-action", Always),
    ("mlugg/setup-zig", On("use-cache", true)),
    ("DeterminateSystems/magic-nix-cache-action", On("use-gha-cache", true)),
    ("nix-community/cache-nix-action", Always),
    ("jdx/mise-action", On("cache", true)),
    ("ruby/setup-ruby", On("bundler-cache", false)),
    ("oven-sh/setup-bun", Off("no-cache", &["true"])),
    ("gradle/actions/setup-gradle", Off("cache-disabled", &["true"])),
    ("graalvm/setup-graalvm", Named("cache")),
    ("docker/setup-buildx-action", All(&[On("cache-binary", true), Named("version")])),
    ("awalsh128/cache-apt-pkgs-action", Always),
    ("ramsey/composer-install", Off("ignore-cache", &["yes", "true", "1"])),
];

/// Whether a step restores a cache; none where it does not.
pub(crate) fn cache_of(step: Step<'_>) -> Option<Cache> {
    let (_, switch) = ACTIONS.iter().find(|(action, _)| step.is(action))?;
    match switch.is_on(step) {
        Some(true) => Some(Cache::Restored),
        Some(false) => None,
        None => Some(Cache::Unknown),
    }
}

impl Switch {
    /// None where an expression, or a version that nobody names, decides.
    fn is_on(&self, step: Step<'_>) -> Option<bool> {
        let given = |input: &str| step.with(input).and_then(|node| node.text());
        match self {
            Self::Always => Some(true),
            Self::On(input, default) => match given(input) {
                None => Some(*default),
                Some("false") => Some(false),
                Some(text) if is_computed(text) => None,
                Some(_) => Some(true),
            },
            Self::Off(input, off) => match given(input) {
                None => Some(true),
                Some(text) if is_computed(text) => None,
                Some(text) => Some(!off.contains(&text)),
            },
            Self::Named(input) => Some(given(input).is_some_and(|text| !text.is_empty())),
            Self::OneOf(input, values) => match given(input) {
                Some(text) if is_computed(text) => None,
                text => Some(text.is_some_and(|text| values.contains(&text))),
            },
            Self::Any(switches) => {
                let on: Vec<_> = switches.iter().map(|switch| switch.is_on(step)).collect();
                if on.contains(&Some(true)) {
                    return Some(true);
                }
                (!on.contains(&None)).then_some(false)
            }
            Self::All(switches) => {
                let on: Vec<_> = switches.iter().map(|switch| switch.is_on(step)).collect();
                if on.contains(&Some(false)) {
                    return Some(false);
                }
                (!on.contains(&None)).then_some(true)
            }
            Self::Before(major, switch) => match (version(step), switch.is_on(step)) {
                (_, Some(false)) => Some(false),
                (None, _) => None,
                (Some(version), on) => {
                    if version < *major {
                        on
                    } else {
                        Some(false)
                    }
                }
            },
        }
    }
}

/// The major version that a step's action is named by, or its comment.
fn version(step: Step<'_>) -> Option<u64> {
    let uses = step.job.file.uses();
    let node = step.node.get("uses")?;
    let uses = uses.iter().find(|uses| std::ptr::eq(uses.node, node))?;
    let reference = &uses.action()?.reference;
    let name = match reference.commit() {
        Some(_) => uses.comment.as_ref()?.version()?,
        None => reference.text(),
    };
    ActionVersion::read(name).map(|version| version.major())
}
