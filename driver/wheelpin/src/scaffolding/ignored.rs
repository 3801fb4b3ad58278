/// A .gitignore that knows what Nix and wheelpin leave behind, and not the lock file; none where it
/// does.
pub(crate) fn ignored(text: &str) -> Option<String> {
    let is_lock =
        |line: &str| ["Cargo.lock", "/Cargo.lock", "**/Cargo.lock"].contains(&line.trim());
    let mut lines: Vec<&str> = text.lines().filter(|line| !is_lock(line)).collect();
    let missing = |wanted: [&'static str; 4]| {
        let is_there = |it: &&str| wanted.contains(&it.trim());
        (!lines.iter().any(is_there)).then_some(wanted[0])
    };
    let new: Vec<&str> = [
        ["/result", "result", "result*", "/result*"],
        ["/result-*", "result-*", "result*", "/result*"],
        ["/dist/", "dist/", "dist", "/dist"],
    ]
    .into_iter()
    .filter_map(missing)
    .collect();
    if new.is_empty() && lines.len() == text.lines().count() {
        return None;
    }
    lines.extend(new);
    Some(format!("{}\n", lines.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_behind_is_ignored_and_the_lock_file_is_not() {
        let new = ignored("target/\nCargo.lock\n").unwrap();
        assert_eq!(new, "target/\n/result\n/result-*\n/dist/\n");
        assert_eq!(ignored(&new), None);
        assert_eq!(ignored("result*\ndist\n"), None);
    }
}
