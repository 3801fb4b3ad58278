use std::collections::BTreeMap;
use std::path::Path;

use wheelpin_dist::{Manifest, plain};
use wheelpin_release::journal::{FileHash, Progress, Release, Step};
use wheelpin_release::{Mode, short};
use wheelpin_wheel::WheelName;

use crate::publishing::Publisher;
use crate::release::begin::Place;
use crate::release::flow::idle;
use crate::release::options::Options;
use crate::ui::count::Count;

/// Milliseconds of a day.
const DAY: u64 = 24 * 60 * 60 * 1000;

/// What is about to happen, on one screen.
pub(crate) fn screen(
    release: &Release,
    options: &Options,
    publisher: &Publisher,
    place: &Place,
    text: &str,
) -> String {
    let mut lines = vec![format!("{} {}", plain(&release.project), text.trim_end())];
    let mut line = |name: &str, text: String| lines.push(format!("  {name:<9} {}", plain(&text)));
    if release.branch.is_some() {
        let places = place.state.places.places.len();
        line("writes", format!("{} of the version, and the changelog", Count(places, "place")));
    }
    line("tag", release.tag.clone());
    if options.until >= Step::Push {
        match (&release.remote, &release.branch) {
            (Some(remote), Some(branch)) => {
                line("pushes", format!("{branch} and the tag to {remote}, both or neither"));
            }
            (Some(remote), None) => line("pushes", format!("the tag to {remote}")),
            (None, _) => line("pushes", "nothing: there is no remote".into()),
        }
    }
    if options.until >= Step::Publish {
        line("publishes", publisher.describe());
    }
    if options.until >= Step::Forge && publisher.has_forge() {
        line("announces", "a release on the forge".into());
    }
    for (step, reason) in &options.skip {
        line("leaves out", format!("{step}: {reason}"));
    }
    if options.until < Step::Forge {
        line("stops", format!("after {}", options.until));
    }
    if options.mode == Mode::Tag {
        line("mode", "the tag is a person's".into());
    }
    lines.join("\n") + "\n"
}

/// That a release goes on.
pub(crate) fn resumed(progress: &Progress) -> String {
    let release = &progress.release;
    let next = progress.next().map(Step::name).unwrap_or_default();
    format!("{} {} was begun and goes on with {next}", release.project, release.version)
}

/// How a release that stopped goes on.
pub(crate) fn stopped(progress: &Progress, again: &str) -> String {
    let release = &progress.release;
    if progress.is_aborted {
        return format!(
            "{} {} was taken back; nothing was published",
            release.project, release.version
        );
    }
    let mut text = String::new();
    if !progress.uploaded.is_empty() {
        let there = progress.uploaded.len();
        let all = progress.files.len();
        text.push_str(&format!("the index has {there} of {}\n", Count(all, "file")));
    }
    text.push_str(&format!("to go on, type: {again}"));
    text
}

/// What came of a release.
pub(crate) fn ended(progress: &Progress, options: &Options, publisher: &Publisher) -> String {
    let release = &progress.release;
    let name = plain(&release.project);
    let mut lines = Vec::new();
    if !progress.is_complete {
        lines.push(format!("{name} {}: done up to {}", release.version, options.until));
        if let Some(next) = progress.next().filter(|_| !options.is_copy) {
            lines.push(format!(
                "  next      {next}: {} (here or where {} is copied to)",
                options.again,
                options.dist.display()
            ));
        }
        return lines.join("\n");
    }
    lines.push(format!("{name} {} is released", release.version));
    let mut line = |name: &str, text: String| lines.push(format!("  {name:<9} {}", plain(&text)));
    // Of a copy nothing can be visited.
    if !options.is_copy {
        if let Some(page) = progress.urls.get(&Step::Publish) {
            line("index", page.clone());
        }
        if let Some(page) = progress.urls.get(&Step::Forge) {
            line("forge", page.clone());
        }
        line("install", publisher.install_line(&release.project, &release.python_version));
    }
    let wheels = progress.files.iter().filter(|file| file.file.ends_with(".whl")).count();
    let idle = match Manifest::read(&options.dist) {
        Ok(Some(manifest)) => idle(&manifest, &progress.files),
        _ => Vec::new(),
    };
    line("wheels", format!("{wheels}, of which {} were run before", wheels - idle.len()));
    let (run, not_run) = platforms(&progress.files, &idle);
    if !run.is_empty() {
        line("run", run.join(", "));
    }
    if !not_run.is_empty() {
        line("not run", not_run.join(", "));
    }
    if let Some(days) = publisher.days_to_add().filter(|_| !options.is_copy) {
        let since = progress.first_upload.unwrap_or(progress.began);
        line("later", format!("files can be added until {}", day(since + days * DAY)));
    }
    lines.join("\n")
}

/// Platforms whose wheels were run, and those with wheels that were not: how many, where some
/// were.
fn platforms(files: &[FileHash], idle: &[String]) -> (Vec<String>, Vec<String>) {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for file in files {
        let Ok(name) = WheelName::parse(&file.file) else { continue };
        let count = counts.entry(name.platforms.join(".")).or_default();
        count.0 += 1;
        count.1 += usize::from(idle.contains(&file.file));
    }
    let (mut run, mut not_run) = (Vec::new(), Vec::new());
    for (platform, (all, idle)) in counts {
        match idle {
            0 => run.push(platform),
            _ if idle == all => not_run.push(platform),
            _ => not_run.push(format!("{platform} ({idle} of {all})")),
        }
    }
    (run, not_run)
}

/// Where a release stands.
pub(crate) fn status(progress: &Progress, directory: &Path) -> String {
    let release = &progress.release;
    let state = match (progress.is_complete, progress.is_aborted) {
        (true, _) => "is released",
        (_, true) => "was given up",
        _ => "is being released",
    };
    let mut lines = vec![format!("{} {} {state}", plain(&release.project), release.version)];
    lines.push(format!("  begun     {}, for {}", day(progress.began), plain(&release.index)));
    if let Some(commit) = &progress.commit {
        lines.push(format!("  commit    {}, tag {}", short(commit), plain(&release.tag)));
    }
    for step in Step::ALL {
        let text = match (progress.done.get(&step), progress.skipped.get(&step)) {
            (Some(text), _) => format!("done: {}", plain(text)),
            (None, Some(reason)) => format!("left out: {}", plain(reason)),
            (None, None) => match &progress.failed {
                Some((failed, reason)) if *failed == step => {
                    format!("failed to {}", plain(reason))
                }
                _ if progress.started == Some(step) => "begun".into(),
                _ => "-".into(),
            },
        };
        lines.push(format!("  {:<9} {text}", step.name()));
    }
    if !progress.uploaded.is_empty() {
        let all = Count(progress.files.len(), "file");
        lines.push(format!("  index     has {} of {all}", progress.uploaded.len()));
    }
    if progress.is_open() {
        lines.push(format!("to go on, type: wheelpin release --resume {}", directory.display()));
        lines
            .push(format!("to give it up: wheelpin release --abort --out {}", directory.display()));
    }
    lines.join("\n")
}

/// What was undone, and what cannot be.
pub(crate) fn aborted(
    progress: &Progress,
    is_pushed: bool,
    undone: &[String],
    page: Option<&str>,
) -> String {
    let release = &progress.release;
    let mut lines = vec![format!("{} {} is given up", plain(&release.project), release.version)];
    lines.extend(undone.iter().map(|text| format!("  {text}")));
    if is_pushed {
        lines.push(format!(
            "  {} is pushed and stays: a pushed tag is never moved or taken away",
            plain(&release.tag)
        ));
    }
    if !progress.uploaded.is_empty() {
        lines.push(format!(
            "  {} on the index and cannot be replaced; {} is used up",
            if progress.uploaded.len() == 1 {
                "1 file is".into()
            } else {
                format!("{} files are", progress.uploaded.len())
            },
            release.version,
        ));
        if let Some(page) = page {
            lines.push(format!("  to keep people from installing it, yank it: {page}"));
        }
    }
    if is_pushed || !progress.uploaded.is_empty() {
        lines.push("  the next release takes the next version".into());
    }
    lines.join("\n")
}

/// A day as `2026-01-31`, UTC, of milliseconds since 1970.
fn day(milliseconds: u64) -> String {
    wheelpin_release::changelog::date(milliseconds / 1000)
}
