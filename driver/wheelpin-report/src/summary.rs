use wheelpin_dist::{Severity, TestOutcome};

use crate::Report;
use crate::cell::{Cell, Grade, Mark, findings};
use crate::words::count;

/// What is said of the whole at a glance.
#[derive(Clone, Debug, Default)]
pub(crate) struct Summary {
    pub(crate) files: usize,
    pub(crate) missing: usize,
    pub(crate) bytes: u64,
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    /// Wheels that were run nowhere.
    pub(crate) idle: usize,
    pub(crate) published: usize,
    pub(crate) attested: usize,
}

impl Summary {
    pub(crate) fn of(report: &Report<'_>, cells: &[Cell<'_>]) -> Self {
        let mut summary = Self::default();
        for cell in cells {
            let Some(file) = cell.file else {
                summary.missing += 1;
                continue;
            };
            summary.files += 1;
            summary.bytes = summary.bytes.saturating_add(file.size);
            let of = |outcome| file.tests.iter().filter(|it| it.outcome == outcome).count();
            let (passed, failed) = (of(TestOutcome::Passed), of(TestOutcome::Failed));
            summary.passed += passed;
            summary.failed += failed;
            summary.idle += usize::from(file.cell.is_some() && passed + failed == 0);
            summary.published += usize::from(cell.marks[3].grade == Grade::Good);
            let is_attested = report.attestations.contains_key(&file.file)
                || report.release.is_some_and(|release| release.attested.contains(&file.file));
            summary.attested += usize::from(is_attested);
        }
        for (finding, _) in findings(report.manifest) {
            match finding.severity {
                Severity::Error => summary.errors += 1,
                Severity::Warning => summary.warnings += 1,
                Severity::Info => {}
            }
        }
        summary
    }

    /// The whole in a few words.
    pub(crate) fn verdict(&self, report: &Report<'_>) -> Mark {
        let all = self.files + self.missing;
        let mark = |grade, words: String| Mark { grade, words };
        if self.missing > 0 {
            return mark(Grade::Bad, format!("{} of {} missing", self.missing, count(all, "file")));
        }
        if self.errors > 0 {
            return mark(Grade::Bad, format!("Refused: {}", count(self.errors, "error")));
        }
        if self.failed > 0 {
            return mark(Grade::Bad, format!("{} failed", count(self.failed, "test")));
        }
        match report.release {
            Some(release) if release.is_aborted => mark(Grade::Bad, "Given up".into()),
            Some(release)
                if release.steps.iter().any(|it| it.state == crate::StepState::Failed) =>
            {
                mark(Grade::Bad, "Stopped: a step failed".into())
            }
            Some(release) if self.published == self.files && self.files > 0 => {
                let word = if release.is_rehearsal { "Rehearsed" } else { "Published" };
                mark(Grade::Good, word.into())
            }
            Some(_) if self.published > 0 => mark(
                Grade::Warned,
                format!("{} of {} published", self.published, count(self.files, "file")),
            ),
            Some(_) => mark(Grade::Open, "Not published yet".into()),
            None if self.files == 0 => mark(Grade::Open, "Nothing built".into()),
            None => mark(Grade::Good, "Built".into()),
        }
    }
}
