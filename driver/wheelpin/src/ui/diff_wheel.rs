//! What is in two wheels that belong together, for people.

use anstyle::Style;
use wheelpin_diff::{
    BinaryDiff, Comparison, ComponentChange, FieldChange, FileChange, FileKind, Lists, WheelDiff,
};
use wheelpin_dist::plain;

use crate::arguments::OutputArgs;
use crate::ui::count::Count;
use crate::ui::size::size;
use crate::ui::wrap::wrap;

const BOLD: Style = Style::new().bold();
/// Lines of one kind that are shown of a wheel.
const LINES: usize = 15;
/// Names that are shown of a list.
const NAMES: usize = 8;

/// All wheels; what is in them in full where there is one pair, or where it is asked for.
pub(crate) fn wheels(comparison: &Comparison, width: Option<usize>, output: OutputArgs) -> String {
    let mut text = String::new();
    for (sign, files) in [('-', &comparison.before.alone), ('+', &comparison.after.alone)] {
        for file in files {
            text.push_str(&format!(
                "\n{sign} {BOLD}{}{BOLD:#}: no other belongs to it",
                plain(file)
            ));
        }
    }
    if !text.is_empty() {
        text.push('\n');
    }
    let is_whole = comparison.wheels.len() == 1 || output.verbose;
    for diff in &comparison.wheels {
        text.push_str(&wheel(diff, is_whole, width, output.verbose));
    }
    if !is_whole {
        text.push_str("\n--verbose tells what changed in each of them\n");
    }
    text
}

fn wheel(diff: &WheelDiff, is_whole: bool, width: Option<usize>, verbose: bool) -> String {
    let sizes = sizes(diff.size.0, diff.size.1);
    let mut text = format!("\n{BOLD}{}{BOLD:#}: {sizes}\n", plain(&diff.after));
    if !is_whole {
        text.truncate(text.trim_end().len());
        text.push_str(&format!(", {} changed\n", Count(diff.files.len(), "file")));
        return text.trim_start_matches('\n').into();
    }
    let mut lines = |title: &str, lines: Vec<String>| {
        if lines.is_empty() {
            return;
        }
        text.push_str(&format!("  {title}\n"));
        let shown = if verbose { lines.len() } else { LINES };
        for line in lines.iter().take(shown) {
            text.push_str(&format!("{}\n", wrap(&plain(line), width, "    ", "      ")));
        }
        if let more @ 1.. = lines.len().saturating_sub(shown) {
            text.push_str(&format!("    and {more} more (--verbose has all)\n"));
        }
    };
    lines("files", diff.files.iter().map(file).collect());
    let mut fields: Vec<String> =
        diff.metadata.iter().map(|change| field(change, verbose)).collect();
    fields.extend(
        diff.description.map(|of| {
            format!("description: {} more, {} less", Count(of.added, "line"), of.removed)
        }),
    );
    fields.extend(diff.wheel.iter().map(|change| field(change, verbose)));
    lines("metadata", fields);
    let components = diff.components.iter().flatten().map(component).collect();
    lines("components of the SBOM", components);
    for binary in &diff.binaries {
        lines(&plain(&binary.path), binary_lines(binary, verbose));
    }
    lines("notes", diff.notes.clone());
    text
}

/// `1.7 MB to 804.0 kB (-53 %)`
pub(crate) fn sizes(before: u64, after: u64) -> String {
    match percent(before, after) {
        None => size(after),
        Some(percent) => format!("{} to {} ({percent})", size(before), size(after)),
    }
}

/// How much more or less that is; none where both are the same.
fn percent(before: u64, after: u64) -> Option<String> {
    if before == after {
        return None;
    }
    if before == 0 {
        return Some("new".into());
    }
    // In tenths, rounded; sizes are far below 2^100.
    let tenths = (i128::from(after) - i128::from(before)) * 2000 / i128::from(before);
    let tenths = (tenths + tenths.signum()) / 2;
    let sign = if after > before { '+' } else { '-' };
    let tenths = tenths.unsigned_abs();
    Some(match tenths {
        0..100 => format!("{sign}{}.{} %", tenths / 10, tenths % 10),
        _ => format!("{sign}{} %", (tenths + 5) / 10),
    })
}

/// One file: sign, path, and bytes unpacked.
pub(crate) fn file(change: &FileChange) -> String {
    let (sign, bytes) = match (change.before, change.after) {
        (Some(before), Some(after)) => ('~', sizes(before.size, after.size)),
        (Some(before), None) => ('-', size(before.size)),
        (None, Some(after)) => ('+', size(after.size)),
        (None, None) => ('~', String::new()),
    };
    let from = change.old_path.as_ref().map(|path| format!(", was {path}")).unwrap_or_default();
    let is_renamed = change.kind == FileKind::Renamed;
    let bytes = if is_renamed { "renamed".into() } else { bytes };
    format!("{sign} {} ({bytes}{from})", change.path)
}

pub(crate) fn field(change: &FieldChange, verbose: bool) -> String {
    format!("{}: {}", change.field, list(&change.values, verbose))
}

/// One component: `pyo3 0.19.2 to 0.25.1`.
pub(crate) fn component(change: &ComponentChange) -> String {
    let name = &change.name;
    match (&change.versions.removed[..], &change.versions.added[..]) {
        ([before], [after]) => format!("~ {name} {before} to {after}"),
        ([], added) => format!("+ {name} {}", added.join(", ")),
        (removed, []) => format!("- {name} {}", removed.join(", ")),
        (removed, added) => format!("~ {name} {} to {}", removed.join(", "), added.join(", ")),
    }
}

/// `A to B`, or what was added and removed.
fn list(lists: &Lists, verbose: bool) -> String {
    if let ([before], [after]) = (&lists.removed[..], &lists.added[..]) {
        return format!("{before} to {after}");
    }
    let mut parts = Vec::new();
    for (sign, names) in [('+', &lists.added), ('-', &lists.removed)] {
        let shown = if verbose { names.len() } else { NAMES };
        parts.extend(names.iter().take(shown).map(|name| format!("{sign}{name}")));
        if let more @ 1.. = names.len().saturating_sub(shown) {
            parts.push(format!("{sign}{more} more"));
        }
    }
    parts.join("  ")
}

pub(crate) fn binary_lines(binary: &BinaryDiff, verbose: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for change in &binary.systems {
        let version = |of: Option<(u32, u32)>| match of {
            Some((major, minor)) => format!("{major}.{minor}"),
            None => "none".into(),
        };
        let (before, after) = (version(change.before), version(change.after));
        lines.push(format!("oldest {}: {before} to {after}", change.system));
    }
    if let Some((before, after)) = binary.stable_floor {
        lines.push(format!("oldest stable ABI of its names: 3.{before} to 3.{after}"));
    }
    let lists = [
        ("architectures", &binary.archs),
        ("libraries", &binary.libraries),
        ("exports", &binary.exports),
        ("imports", &binary.imports),
        ("versions of symbols", &binary.versions),
    ];
    for (title, lists) in lists.iter().filter(|(_, lists)| !lists.is_empty()) {
        lines.push(format!("{title}: {}", list(lists, verbose)));
    }
    let mut sections: Vec<_> = binary.sections.iter().collect();
    sections.sort_by_key(|(_, before, after)| std::cmp::Reverse(before.abs_diff(*after)));
    // The largest differences tell where the bytes are.
    let shown = if verbose { sections.len() } else { 4 };
    let named = sections.iter().take(shown);
    let named: Vec<String> =
        named.map(|(name, before, after)| format!("{name} {}", sizes(*before, *after))).collect();
    if !named.is_empty() {
        lines.push(format!("sections: {}", named.join(", ")));
    }
    if binary.is_partial {
        lines.push("not all of it could be read".into());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_a_difference() {
        assert_eq!(sizes(1000, 1000), "1.0 kB");
        assert_eq!(sizes(1000, 1001), "1.0 kB to 1.0 kB (+0.1 %)");
        assert_eq!(sizes(2000, 1000), "2.0 kB to 1.0 kB (-50 %)");
        assert_eq!(sizes(1000, 12_345), "1.0 kB to 12.3 kB (+1135 %)");
        assert_eq!(sizes(0, 5), "0 B to 5 B (new)");
    }
}
