use crate::limits;
use crate::release::Release;
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "file-size",
    area: Area::Release,
    severity: Severity::Error,
    finds: "files larger than the index takes",
    why: "PyPI refuses the upload of a file above 100 MiB, and of what makes a project larger than \
          10 GiB, unless the project has a raised limit.",
    remedy: "Strip binaries and leave out what is not needed; or ask PyPI for a higher limit, and \
             write it down: `file-size-limit = BYTES` in `[tool.wheelpin.check]`.",
    source: "PyPI (warehouse, forklift/legacy.py: MAX_FILESIZE, MAX_PROJECT_SIZE)",
    checks: Checks { release: Some(check), ..Checks::NONE },
};

const MIB: u64 = 1 << 20;

fn check(release: &Release) -> Vec<Found> {
    let limit = release.file_size_limit.unwrap_or(limits::INDEX_FILE);
    let large = release.files.iter().filter(|file| file.size > limit);
    let mut found: Vec<Found> = large
        .map(|file| {
            let message = format!("has {} MiB, the index takes {}", file.size / MIB, limit / MIB);
            Found::new(message).in_file(&file.file_name)
        })
        .collect();
    let total: u64 = release.files.iter().map(|file| file.size).sum();
    if total > limits::INDEX_PROJECT {
        let message = format!(
            "the files have {} MiB in all, the index takes {} of a project",
            total / MIB,
            limits::INDEX_PROJECT / MIB,
        );
        found.push(Found::new(message));
    }
    found
}
