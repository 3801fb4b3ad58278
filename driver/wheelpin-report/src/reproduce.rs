use crate::Report;
use crate::words::{link, name};

/// What to type to build the same files again and compare them, a line each.
pub(crate) fn commands(report: &Report<'_>) -> Vec<String> {
    let release = report.release;
    let mut lines = Vec::new();
    if let Some(repository) = report.repository.and_then(link) {
        lines.push(format!("git clone {} source", quoted(repository)));
        lines.push("cd source".into());
    }
    // What a rehearsal commits is gone with its copy.
    if let Some(release) = release.filter(|release| !release.is_rehearsal) {
        let is_hash = |it: &&str| it.len() >= 40 && it.bytes().all(|it| it.is_ascii_hexdigit());
        let commit = release.commit.as_deref().filter(is_hash);
        let remark = commit.map(|commit| format!("    # {commit}")).unwrap_or_default();
        lines.push(format!("git checkout {}{remark}", quoted(&name(&release.tag))));
    }
    lines.push("nix build .#wheels".into());
    if let Some(release) = release
        && release.is_on_pypi
        && !release.is_rehearsal
    {
        let what = format!("pypi:{}=={}", name(&release.project), name(&release.version));
        lines.push(format!("wheelpin reproduce --against {}", quoted(&what)));
    } else {
        lines.push("wheelpin reproduce --rebuild".into());
    }
    lines
}

/// The hashes as `sha256sum --check` reads them.
pub(crate) fn sums(report: &Report<'_>) -> String {
    let mut files: Vec<_> = report.manifest.files.iter().collect();
    files.sort_by(|one, other| one.file.cmp(&other.file));
    files.iter().map(|file| format!("{}  {}\n", name(&file.sha256), name(&file.file))).collect()
}

/// A word for a shell, in quotes where it needs them.
fn quoted(word: &str) -> String {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || "-_./:=@+,%".contains(it);
    if !word.is_empty() && !word.starts_with('-') && word.chars().all(is_plain) {
        return word.into();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_one_word_in_a_shell() {
        assert_eq!(quoted("v1.0.0"), "v1.0.0");
        assert_eq!(quoted("v1; rm -r x"), "'v1; rm -r x'");
        assert_eq!(quoted("a'b"), r"'a'\''b'");
        assert_eq!(quoted("$(x)"), "'$(x)'");
        assert_eq!(quoted("-x"), "'-x'");
    }
}
