//! The page. A file per section; every text from outside goes through `words` and maud, which
//! escapes it.

mod build;
mod files;
mod findings;
mod header;
mod matrix;
mod parts;
mod release;
mod reproduce;
mod sizes;
mod strip;
mod tests_run;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::Report;
use crate::cell::cells;
use crate::summary::Summary;
use crate::timeline::Timeline;
use crate::words::{name, sentence};

/// The page's only style.
const STYLE: &str = include_str!("style.css");

/// A section: its anchor, its title, and what is in it.
struct Section(&'static str, &'static str, Markup);

pub(crate) fn page(report: &Report<'_>) -> String {
    let cells = cells(report);
    let summary = Summary::of(report, &cells);
    let timeline = Timeline::of(report.manifest);
    let title = format!("{} {}", name(&report.manifest.name), name(&report.manifest.version));
    let mut sections = vec![Section("wheels", "Wheels", matrix::section(&cells))];
    sections.push(Section("build", "Build", build::section(timeline.as_ref(), &cells)));
    sections.push(Section("findings", "Findings", findings::section(report)));
    sections.push(Section("tests", "Tests", tests_run::section(&cells)));
    sections.push(Section("sizes", "Sizes", sizes::section(report)));
    sections.push(Section("files", "Files", files::section(report, &cells)));
    if let Some(release) = report.release {
        sections.push(Section("release", "Release", release::section(release)));
    }
    sections.push(Section("reproduce", "Reproduce", reproduce::section(report)));
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta name="generator" content={ "wheelpin " (name(report.wheelpin)) };
                title { (title) ": report" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a class="skip" href="#content" { "To the content" }
                (parts::symbols())
                (header::header(report, &title, &summary, timeline.as_ref()))
                nav aria-label="Sections" {
                    ul { @for Section(id, title, _) in &sections { li { a href={ "#" (id) } { (title) } } } }
                }
                main id="content" {
                    @for Section(id, title, markup) in &sections {
                        section id=(id) aria-labelledby={ (id) "-title" } {
                            h2 id={ (id) "-title" } { (title) }
                            (markup)
                        }
                    }
                }
                footer {
                    @for remark in report.remarks { p { (sentence(remark)) } }
                    p {
                        "Made by wheelpin " (name(report.wheelpin)) " from the manifest (schema "
                        (report.manifest.schema) ")"
                        @if report.release.is_some() { " and the journal of the release" }
                        ". All times are UTC."
                    }
                }
            }
        }
    };
    page.into_string()
}

/// Nothing is loaded, run or sent: only this style applies (Content Security Policy Level 3, §6.7.3.3:
/// the hash of a style's text).
fn policy() -> String {
    let hash = STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")
}
