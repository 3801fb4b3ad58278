use std::collections::BTreeMap;

use wheelpin_dist::{BuiltFile, FailedCell, Finding, Manifest, Outcome, Severity, TestOutcome};

use crate::tag::{abi_order, platform, split};
use crate::words::{count, duration};
use crate::{Release, Report};

/// How well something went.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Grade {
    /// Well.
    Good,
    /// Nobody knows, or not yet.
    Open,
    /// Not quite.
    Warned,
    /// Not.
    Bad,
}

/// One thing that is said of a cell: a grade, and words for it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Mark {
    pub(crate) grade: Grade,
    pub(crate) words: String,
}

/// A file of the plan, whether it is there or not, and how it did.
#[derive(Clone, Debug)]
pub(crate) struct Cell<'a> {
    /// Its place among all.
    pub(crate) number: usize,
    /// The cell's id; of the source distribution its file name, or `sdist`.
    pub(crate) id: String,
    /// Python and ABI; none for the source distribution.
    pub(crate) abi: Option<String>,
    /// Where it runs, in words.
    pub(crate) platform: String,
    pub(crate) file: Option<&'a BuiltFile>,
    pub(crate) failed: Option<&'a FailedCell>,
    /// Built, checked, tested, published.
    pub(crate) marks: [Mark; 4],
}

/// What the four marks are about.
pub(crate) const QUESTIONS: [&str; 4] = ["Built", "Checked", "Tested", "Published"];

fn mark(grade: Grade, words: impl Into<String>) -> Mark {
    Mark { grade, words: words.into() }
}

impl Cell<'_> {
    /// How far it got, in one word, and how well.
    pub(crate) fn verdict(&self) -> Mark {
        let [built, checked, tested, published] = &self.marks;
        if built.grade == Grade::Bad {
            return mark(Grade::Bad, "not built");
        }
        for (mark, words) in [(checked, "refused"), (tested, "test failed"), (published, "differs")]
        {
            if mark.grade == Grade::Bad {
                return self::mark(Grade::Bad, words);
            }
        }
        let grade = self.marks.iter().map(|it| it.grade).filter(|it| *it != Grade::Open).max();
        let far = [(published, "published"), (tested, "tested"), (checked, "checked")];
        let is_far = |mark: &Mark| matches!(mark.grade, Grade::Good | Grade::Warned);
        let words = far.iter().find(|(mark, _)| is_far(mark)).map_or("built", |(_, words)| words);
        mark(grade.unwrap_or(Grade::Open), words)
    }
}

/// Every cell of a report: by platform, then ABI, the source distribution last.
pub(crate) fn cells<'a>(report: &Report<'a>) -> Vec<Cell<'a>> {
    let Manifest { files, failed, .. } = report.manifest;
    let mut cells: Vec<(_, Cell<'a>)> = Vec::new();
    for file in files {
        let marks = [built(file), checked(file), tested(file), published(file, report.release)];
        cells.push(cell(file.cell.as_deref(), Some(&file.file), marks, Some(file), None));
    }
    for failed in failed {
        let open = || mark(Grade::Open, "no file");
        let (built, checked) = if failed.findings.is_empty() {
            let words = if failed.derivation.is_some() { "failed" } else { "not begun" };
            (mark(Grade::Bad, words), open())
        } else {
            let errors = count(failed.findings.len(), "error");
            (mark(Grade::Good, "built"), mark(Grade::Bad, errors))
        };
        cells.push(cell(
            failed.cell.as_deref(),
            None,
            [built, checked, open(), open()],
            None,
            Some(failed),
        ));
    }
    cells.sort_by(|(one, _), (other, _)| one.cmp(other));
    let numbered = |(number, (_, cell)): (usize, (_, Cell<'a>))| Cell { number, ..cell };
    cells.into_iter().enumerate().map(numbered).collect()
}

type Order = (bool, u8, String, usize, String);

fn cell<'a>(
    id: Option<&str>,
    name: Option<&str>,
    marks: [Mark; 4],
    file: Option<&'a BuiltFile>,
    failed: Option<&'a FailedCell>,
) -> (Order, Cell<'a>) {
    let Some(id) = id else {
        let id = name.unwrap_or("sdist").to_owned();
        let order = (true, 0, String::new(), 0, id.clone());
        let platform = "Source distribution".into();
        return (order, Cell { number: 0, id, abi: None, platform, file, failed, marks });
    };
    // Of an id that is no tag all is one word.
    let (abi, tag) = split(id).unwrap_or_else(|| ("other".into(), id.into()));
    let (system, platform) = platform(&tag);
    let (length, _) = abi_order(&abi);
    let order = (false, system, platform.clone(), length, abi.clone());
    (order, Cell { number: 0, id: id.into(), abi: Some(abi), platform, file, failed, marks })
}

fn built(file: &BuiltFile) -> Mark {
    let spent = file.seconds.map(|seconds| duration(seconds.saturating_mul(1000)));
    mark(
        Grade::Good,
        match (file.outcome, spent) {
            (Outcome::Built, Some(spent)) => format!("in {spent}"),
            (Outcome::Built, None) => "built".into(),
            (Outcome::Reused, Some(spent)) => format!("before, in {spent}"),
            (Outcome::Reused, None) => "before".into(),
        },
    )
}

fn checked(file: &BuiltFile) -> Mark {
    let Some(findings) = &file.findings else { return mark(Grade::Open, "not known") };
    let of = |severity| findings.iter().filter(|it: &&Finding| it.severity == severity).count();
    match (of(Severity::Error), of(Severity::Warning)) {
        (0, 0) => mark(Grade::Good, "clean"),
        (0, warnings) => mark(Grade::Warned, count(warnings, "warning")),
        (errors, _) => mark(Grade::Bad, count(errors, "error")),
    }
}

fn tested(file: &BuiltFile) -> Mark {
    let of = |outcome| file.tests.iter().filter(|it| it.outcome == outcome).count();
    match (of(TestOutcome::Failed), of(TestOutcome::Passed)) {
        _ if file.cell.is_none() && file.tests.is_empty() => mark(Grade::Open, "no wheel"),
        (0, 0) => mark(Grade::Open, "nowhere"),
        (0, passed) => mark(Grade::Good, format!("in {}", count(passed, "Python"))),
        (failed, passed) => mark(Grade::Bad, format!("failed in {failed} of {}", failed + passed)),
    }
}

fn published(file: &BuiltFile, release: Option<&Release>) -> Mark {
    let Some(release) = release else { return mark(Grade::Open, "no release") };
    match release.uploaded.get(&file.file) {
        None => mark(Grade::Open, "not yet"),
        Some(sha256) if *sha256 != file.sha256 => mark(Grade::Bad, "other bytes"),
        Some(_) if release.is_verified => mark(Grade::Good, "read back"),
        Some(_) => mark(Grade::Good, "sent"),
    }
}

/// Platforms in their order, each with its cells.
pub(crate) fn by_platform<'c, 'a>(cells: &'c [Cell<'a>]) -> Vec<(&'c str, Vec<&'c Cell<'a>>)> {
    let mut platforms: Vec<(&str, Vec<&Cell<'a>>)> = Vec::new();
    for cell in cells {
        match platforms.last_mut() {
            Some((platform, of_it)) if *platform == cell.platform => of_it.push(cell),
            _ => platforms.push((&cell.platform, vec![cell])),
        }
    }
    platforms
}

/// Python and ABI of all wheels, in their order.
pub(crate) fn abis<'c>(cells: &'c [Cell<'_>]) -> Vec<&'c str> {
    let mut abis: Vec<&str> = cells.iter().filter_map(|cell| cell.abi.as_deref()).collect();
    abis.sort_by_key(|abi| abi_order(abi));
    abis.dedup();
    abis
}

/// Findings that say the same of several files, the worst first: rule, severity, message, files.
pub(crate) fn findings(manifest: &Manifest) -> Vec<(&Finding, Vec<&str>)> {
    let mut all: BTreeMap<(Severity, &str, &str), (&Finding, Vec<&str>)> = BTreeMap::new();
    let of_files = manifest.files.iter().flat_map(|file| {
        file.findings.iter().flatten().map(|finding| (finding, file.file.as_str()))
    });
    let of_failed = manifest.failed.iter().flat_map(|failed| {
        let name = failed.cell.as_deref().unwrap_or("the source distribution");
        failed.findings.iter().map(move |finding| (finding, name))
    });
    let of_all = manifest.findings.iter().flatten().map(|finding| (finding, "all files together"));
    for (finding, file) in of_files.chain(of_failed).chain(of_all) {
        let key = (finding.severity, finding.rule.as_str(), finding.message.as_str());
        let (_, files) = all.entry(key).or_insert((finding, Vec::new()));
        if !files.contains(&file) {
            files.push(file);
        }
    }
    all.into_values().collect()
}
