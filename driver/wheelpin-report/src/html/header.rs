use maud::{Markup, html};

use super::parts::badge;
use crate::Report;
use crate::cell::Grade;
use crate::summary::Summary;
use crate::timeline::Timeline;
use crate::words::{count, duration, link, name, size, time};

pub(super) fn header(
    report: &Report<'_>,
    title: &str,
    summary: &Summary,
    timeline: Option<&Timeline<'_>>,
) -> Markup {
    let verdict = summary.verdict(report);
    let (manifest, release) = (report.manifest, report.release);
    let tools =
        manifest.tools.iter().map(|(tool, version)| format!("{} {}", name(tool), name(version)));
    html! {
        header class=(if verdict.grade == Grade::Bad { "bad" } else { "good" }) {
            h1 { (title) " " (badge(&verdict)) }
            dl class="facts" {
                @if let Some(release) = release {
                    div { dt { "Tag" } dd { (name(&release.tag)) } }
                    @if let Some(commit) = &release.commit {
                        div { dt { "Commit" } dd { code title=(name(commit)) { (name(commit).chars().take(12).collect::<String>()) } } }
                    }
                    div { dt { "Index" } dd {
                        @if release.is_rehearsal { "wheelpin's own, for a rehearsal" } @else { (name(&release.index)) }
                    } }
                    @if let Some(previous) = &release.previous {
                        div { dt { "Before it" } dd { (name(previous)) } }
                    }
                }
                @if let Some(repository) = report.repository.and_then(link) {
                    div { dt { "Source" } dd { a href=(repository) { (repository) } } }
                }
                @if let Some(began) = timeline.and_then(|it| time(it.began)) { div { dt { "Built" } dd { (began) } } }
                div { dt { "On" } dd { (name(&manifest.build_host)) ", toolchain " (name(&manifest.toolchain)) } }
                @if !manifest.tools.is_empty() {
                    div { dt { "With" } dd { (tools.collect::<Vec<_>>().join(", ")) } }
                }
            }
            ul class="figures" {
                (figure(&summary.files.to_string(), if summary.files == 1 { "file" } else { "files" }, &size(summary.bytes)))
                @let words = format!("{}, {}", count(summary.errors, "error"), count(summary.warnings, "warning"));
                @let findings = summary.errors + summary.warnings;
                (figure(&findings.to_string(), if findings == 1 { "finding" } else { "findings" }, &words))
                (figure(&summary.passed.to_string(), if summary.passed == 1 { "test passed" } else { "tests passed" }, &tests(summary)))
                @if let Some(timeline) = timeline {
                    @let words = format!("{} of work", duration(timeline.sum));
                    (figure(&duration(timeline.wall), "to build", &words))
                }
                @if release.is_some() {
                    @let words = format!("{} attested", summary.attested);
                    (figure(&format!("{} of {}", summary.published, summary.files), "published", &words))
                }
            }
        }
    }
}

fn tests(summary: &Summary) -> String {
    let idle = match summary.idle {
        0 => String::new(),
        idle => format!(", {} not run", count(idle, "wheel")),
    };
    format!("{} failed{idle}", summary.failed)
}

fn figure(number: &str, thing: &str, more: &str) -> Markup {
    html! { li { strong { (number) } " " span { (thing) } " " small { (more) } } }
}
