use std::path::Path;

use wheelpin_dist::plain;
use wheelpin_release::bump::{Done, Outcome, State};
use wheelpin_release::release::{Holder, Next, Tally};
use wheelpin_release::version::{Level, Version};

use crate::advice::Advised;
use crate::ui::count::Count;

/// How many commits that do not conform are named.
const COMMITS: usize = 10;
/// A commit's first digits, which tell it from others.
const DIGITS: usize = 8;

/// That files and tag agree.
pub(crate) fn agreed(version: &Version, tag: Option<&str>, places: usize) -> String {
    let tag = tag.map(|tag| format!(", and so does the tag {}", plain(tag))).unwrap_or_default();
    let verb = if places == 1 { "says" } else { "say" };
    format!("{} {verb} {version}{tag}", Count(places, "place"))
}

/// That there is nothing to release.
pub(crate) fn nothing(state: &State, outcome: &Outcome) -> String {
    format!("nothing to release\n{}{}", commits(state, outcome), doubts(state))
}

/// The version, where it comes from, and what to know of it.
pub(crate) fn released(state: &State, outcome: &Outcome, next: &Next) -> String {
    let version = next.version;
    let previous = state.known.newest().map(|version| format!(" after {version}"));
    let python = version.python();
    let python =
        if version.pre.is_some() { format!(" (in Python {python})") } else { String::new() };
    let mut text = format!("{version}{python}{}\n", previous.unwrap_or_default());
    if let Some(skipped) = next.skipped {
        let places = state.known.taken.places(&skipped);
        text.push_str(&format!("{skipped} exists already{places}\n"));
    }
    let untagged = state.changelog.versions().max().filter(|last| {
        state.known.newest().is_some_and(|newest| *last > newest)
            && *last < version
            && !state.known.taken.has(last, Holder::Tag)
    });
    if let Some(last) = untagged {
        let tag = state.tags().tag(&last);
        text.push_str(&format!(
            "the changelog has {last}, and there is no tag {} here: its commits are counted again\n",
            plain(&tag)
        ));
    }
    text.push_str(&commits(state, outcome));
    text.push_str(&doubts(state));
    text
}

/// What should be known besides.
pub(crate) fn doubts(state: &State) -> String {
    state.doubts.iter().map(|doubt| format!("note: {}\n", plain(&doubt.to_string()))).collect()
}

fn commits(state: &State, outcome: &Outcome) -> String {
    let tally = outcome.tally(&state.project);
    let since = match state.known.base() {
        Some(base) => format!(" since {}", plain(&state.tags().tag(&base))),
        None => String::new(),
    };
    let mut parts =
        vec![format!("{}{since}: {}", Count(tally.commits, "commit"), level(tally.level))];
    let mut add = |count: usize, what: &str| {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    };
    let breaking = tally.entries.iter().filter(|entry| entry.change.is_breaking()).count();
    add(breaking, "breaking");
    add(tally.merges, "merging");
    add(tally.reverted, "taking each other back");
    add(tally.not_conforming.len(), "not conforming");
    let mut text = format!("{}\n", parts.join(", "));
    text.push_str(&not_conforming(&tally));
    text
}

fn not_conforming(tally: &Tally<'_>) -> String {
    let mut text = String::new();
    for (hash, subject) in tally.not_conforming.iter().take(COMMITS) {
        let short = hash.get(..DIGITS).unwrap_or(hash);
        text.push_str(&format!("  not conforming: {short} {}\n", plain(subject)));
    }
    let more = tally.not_conforming.len().saturating_sub(COMMITS);
    if more > 0 {
        text.push_str(&format!("  and {more} more\n"));
    }
    text
}

/// How many changes that ask for more are named.
const CHANGES: usize = 10;

/// What the wheels say of the version, where that is more than the commits do.
pub(crate) fn advised(advised: &Advised, outcome: &Outcome) -> String {
    let mut text = String::new();
    if advised.is_of_other {
        let version = plain(&advised.compared_with);
        text.push_str(&format!(
            "note: the advice compares with {version}, which is not the last release\n"
        ));
    }
    if advised.is_far_enough {
        return text;
    }
    let step = advised.step.word();
    let version = advised.version.as_ref().map(|version| format!(", to {version}"));
    let version = version.unwrap_or_default();
    text.push_str(&match outcome.next {
        Some(next) => format!(
            "warning: the wheels changed by a {step} step{version}; the commits make it {}\n",
            next.version
        ),
        None => {
            format!("warning: the wheels changed by a {step} step{version}; no commit says so\n")
        }
    });
    for change in advised.changes.iter().take(CHANGES) {
        let (what, changed) = (plain(&change.what), plain(&change.text));
        text.push_str(&format!("  {what}: {changed} [{}]\n", plain(&change.rule)));
    }
    let more = advised.changes.len().saturating_sub(CHANGES);
    if more > 0 {
        text.push_str(&format!("  and {more} more\n"));
    }
    text
}

/// The word for a step.
pub(crate) fn level(level: Level) -> &'static str {
    match level {
        Level::None => "none",
        Level::Patch => "patch",
        Level::Minor => "minor",
        Level::Major => "major",
    }
}

/// A file, relative to the repository.
pub(crate) fn name(state: &State, path: &Path) -> String {
    let root = state.root.canonicalize().unwrap_or_else(|_| state.root.clone());
    path.strip_prefix(&root).unwrap_or(path).display().to_string()
}

/// What was done, or would be.
pub(crate) fn done(files: &[String], done: Option<&Done>, push: Option<&str>) -> String {
    let files: Vec<String> = files.iter().map(|file| plain(file)).collect();
    let files = files.join(", ");
    let Some(done) = done else { return format!("would write {files}\n") };
    let mut text = format!("wrote {files}\n");
    if let (Some(commit), Some(tag)) = (&done.commit, &done.tag) {
        let short = commit.get(..DIGITS).unwrap_or(commit);
        text.push_str(&format!("committed {short}, tagged {}\n", plain(tag)));
        match push {
            Some(remote) => text.push_str(&format!("pushed both to {}\n", plain(remote))),
            None => text.push_str("push both at once: git push --atomic --follow-tags\n"),
        }
    }
    text
}
