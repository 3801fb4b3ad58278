//! The report as Markdown, for a page that somebody else draws: the summary of a CI job.

pub mod escape;

use std::fmt::Write;

use wheelpin_dist::{Severity, TestOutcome};

use self::escape::{code, fenced, text};
use crate::cell::{Cell, Grade, Mark, abis, by_platform, cells, findings};
use crate::reproduce::{commands, sums};
use crate::summary::Summary;
use crate::timeline::Timeline;
use crate::words::{count, duration, link, name, percent, sentence, size, size_change};
use crate::{Previous, Report, StepState};

/// Most rows of a list; the page has all of them.
const MOST: usize = 50;

pub(crate) fn document(report: &Report<'_>) -> String {
    let cells = cells(report);
    let summary = Summary::of(report, &cells);
    let mut out = String::new();
    let verdict = summary.verdict(report);
    let title = format!("{} {}", name(&report.manifest.name), name(&report.manifest.version));
    let _ =
        writeln!(out, "## {} {}: {}\n", sign(verdict.grade), text(&title), text(&verdict.words));
    let mut facts = vec![
        format!("{}, {}", count(summary.files, "file"), size(summary.bytes)),
        format!("{}, {}", count(summary.errors, "error"), count(summary.warnings, "warning")),
        format!("{} passed, {} failed", count(summary.passed, "test"), summary.failed),
    ];
    let timeline = Timeline::of(report.manifest);
    if let Some(timeline) = &timeline {
        facts.push(format!("built in {}", duration(timeline.wall)));
    }
    if report.release.is_some() {
        let Summary { published, attested, files, .. } = summary;
        facts.push(format!("{published} of {files} published, {attested} attested"));
    }
    let _ = writeln!(out, "{}.\n", facts.join("; "));
    matrix(&mut out, &cells);
    failures(&mut out, report, &cells);
    sizes(&mut out, report);
    if let Some(timeline) = &timeline {
        chain(&mut out, timeline);
    }
    release(&mut out, report);
    let _ = writeln!(out, "<details><summary>Reproduce</summary>\n");
    let _ = writeln!(
        out,
        "{}\n{}\n</details>",
        fenced(&commands(report).join("\n")),
        fenced(&sums(report))
    );
    for remark in report.remarks {
        let _ = writeln!(out, "\n{}", text(&sentence(remark)));
    }
    out
}

/// A sign that is no picture of a font's own: words stand beside it.
const fn sign(grade: Grade) -> &'static str {
    match grade {
        Grade::Good => "✓",
        Grade::Open => "·",
        Grade::Warned => "!",
        Grade::Bad => "✗",
    }
}

fn mark(mark: &Mark) -> String {
    format!("{} {}", sign(mark.grade), text(&mark.words))
}

fn matrix(out: &mut String, cells: &[Cell<'_>]) {
    if cells.is_empty() {
        return;
    }
    let abis = abis(cells);
    if abis.len() <= 2 {
        let _ = writeln!(
            out,
            "| platform | python | built | checked | tested | published |\n|---|---|---|---|---|---|"
        );
        for cell in cells {
            let marks: Vec<String> = cell.marks.iter().map(mark).collect();
            let abi = cell.abi.as_deref().map_or_else(|| "any".into(), name);
            let _ = writeln!(
                out,
                "| {} | {} | {} |",
                text(&cell.platform),
                text(&abi),
                marks.join(" | ")
            );
        }
    } else {
        let heads: Vec<String> = abis.iter().map(|abi| text(&name(abi))).collect();
        let _ = writeln!(
            out,
            "| platform | {} |\n|---|{}",
            heads.join(" | "),
            "---|".repeat(abis.len())
        );
        for (platform, of_it) in by_platform(cells) {
            let field = |abi: &&str| of_it.iter().find(|cell| cell.abi.as_deref() == Some(abi));
            let mut fields: Vec<String> = abis
                .iter()
                .map(|abi| field(abi).map_or_else(String::new, |cell| mark(&cell.verdict())))
                .collect();
            if let (Some(first), Some(sdist)) =
                (fields.first_mut(), of_it.iter().find(|cell| cell.abi.is_none()))
            {
                *first = mark(&sdist.verdict());
            }
            let _ = writeln!(out, "| {} | {} |", text(platform), fields.join(" | "));
        }
    }
    out.push('\n');
}

fn failures(out: &mut String, report: &Report<'_>, cells: &[Cell<'_>]) {
    let mut lines = Vec::new();
    for failed in report.manifest.failed.iter().filter(|it| it.findings.is_empty()) {
        let id = failed.cell.as_deref().map_or_else(|| "the source distribution".into(), name);
        let log = failed
            .derivation
            .as_deref()
            .map(|it| format!(", {}", code(&format!("nix log {}", name(it)))));
        lines.push(format!("- **not built**: {}{}", code(&id), log.unwrap_or_default()));
    }
    for (finding, files) in findings(report.manifest) {
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "remark",
        };
        let of = match files.as_slice() {
            [file] => code(&name(file)),
            files => count(files.len(), "file"),
        };
        let (rule, message) = (code(&name(&finding.rule)), text(&sentence(&finding.message)));
        lines.push(format!("- **{severity}** {rule} in {of}: {message}"));
    }
    for cell in cells {
        let tests = cell.file.into_iter().flat_map(|file| &file.tests);
        for test in tests.filter(|test| test.outcome == TestOutcome::Failed) {
            let reason = test.reason.as_deref().map(sentence).unwrap_or_default();
            let (id, python, platform) =
                (code(&name(&cell.id)), name(&test.python), name(&test.platform));
            lines.push(format!(
                "- **test failed**: {id} in {} on {}: {}",
                text(&python),
                text(&platform),
                text(&reason)
            ));
        }
    }
    if lines.is_empty() {
        return;
    }
    let more = lines.len().saturating_sub(MOST);
    let _ = writeln!(
        out,
        "### Findings\n\n{}",
        lines.iter().take(MOST).cloned().collect::<Vec<_>>().join("\n")
    );
    if more > 0 {
        let _ = writeln!(out, "- {more} more");
    }
    out.push('\n');
}

fn sizes(out: &mut String, report: &Report<'_>) {
    let Previous::Known { version, .. } = report.previous else { return };
    let rows = report.previous.rows(report.manifest);
    let _ = writeln!(
        out,
        "<details><summary>Sizes against {}</summary>\n\n| file | size | before | change |\n|---|--:|--:|--:|",
        text(&name(version))
    );
    for row in rows.iter().take(MOST) {
        let now = row.now.map_or_else(|| "gone".into(), size);
        let before = row.before.map_or_else(|| "new".into(), size);
        let change = row.change().map_or_else(String::new, |(bytes, part)| {
            format!("{}, {}", size_change(bytes), percent(part))
        });
        let _ = writeln!(out, "| {} | {now} | {before} | {change} |", text(&name(&row.tag)));
    }
    let _ = writeln!(out, "\n</details>\n");
}

fn chain(out: &mut String, timeline: &Timeline<'_>) {
    let _ = writeln!(
        out,
        "<details><summary>Build: {} in {}, {} one after the other; critical path {}</summary>\n",
        count(timeline.steps.len(), "step"),
        duration(timeline.wall),
        duration(timeline.sum),
        duration(timeline.critical_sum),
    );
    for step in timeline.critical.iter().filter_map(|at| timeline.steps.get(*at)).take(MOST) {
        let _ = writeln!(
            out,
            "1. {} {}: {}",
            step.label.work.verb(),
            text(&name(&step.label.subject)),
            duration(step.step.millis)
        );
    }
    let _ = writeln!(out, "\n</details>\n");
}

fn release(out: &mut String, report: &Report<'_>) {
    let Some(release) = report.release else { return };
    let _ = writeln!(
        out,
        "<details><summary>Release: steps</summary>\n\n| step | state | what came of it |\n|---|---|---|"
    );
    for step in &release.steps {
        let link =
            step.url.as_deref().and_then(link).map(|url| format!(" <{url}>")).unwrap_or_default();
        let grade = if step.state == StepState::Failed { "**failed**" } else { step.state.word() };
        let _ = writeln!(
            out,
            "| {} | {grade} | {}{link} |",
            text(&name(&step.name)),
            text(&sentence(&step.text))
        );
    }
    let _ = writeln!(out, "\n</details>\n");
}
