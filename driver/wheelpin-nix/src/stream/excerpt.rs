/// Most lines of an excerpt.
const LIMIT: usize = 80;
/// How many of the last lines are taken where no line tells an error.
const LAST: usize = 20;

/// The lines of a failed build that say why it failed, at most 80, oldest
/// first.
///
/// `tail` is what [`super::BuildState::tail`] gives. Taken are errors of rustc
/// and Cargo whole, panics, and wheelpin's own messages; or else the last lines.
#[must_use]
pub fn excerpt(tail: &[String]) -> Vec<&str> {
    let mut taken = Vec::new();
    let mut end = None;
    let mut lines = tail.iter().map(|line| line.trim_end()).peekable();
    while let Some(line) = lines.next() {
        if is_conclusion(line) {
            end = Some(line);
        } else if line.starts_with("wheelpin: ") {
            taken.push(line);
            while let Some(more) = lines.next_if(|next| next.starts_with("  ")) {
                taken.push(more);
            }
        } else if is_error(line) {
            taken.push(line);
            take_block(&mut lines, &mut taken);
        }
    }
    if taken.is_empty() && end.is_none() {
        return last(tail);
    }
    taken.truncate(LIMIT - usize::from(end.is_some()));
    taken.extend(end);
    taken
}

/// The rest of an error. It goes to an empty line (an empty line more if
/// `Caused by:` follows), or to the next thing that Cargo says.
fn take_block<'a>(
    lines: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>,
    taken: &mut Vec<&'a str>,
) {
    let mut has_cause = false;
    while let Some(next) = lines.peek().copied() {
        if next.is_empty() {
            lines.next();
            let goes_on = lines.peek().is_some_and(|next| {
                next.starts_with("Caused by:") || (has_cause && next.starts_with("  "))
            });
            if !goes_on || is_status(lines.peek().unwrap_or(&"")) {
                return;
            }
            continue;
        }
        if is_conclusion(next) || is_error(next) || is_status(next) || is_noise(next) {
            return;
        }
        has_cause |= next.starts_with("Caused by:");
        taken.push(next);
        lines.next();
    }
}

fn last(tail: &[String]) -> Vec<&str> {
    let mut taken: Vec<&str> = tail
        .iter()
        .rev()
        .map(|line| line.trim_end())
        .skip_while(|line| line.is_empty())
        .filter(|line| !is_status(line))
        .take(LAST)
        .collect();
    if taken.is_empty() {
        taken.extend(tail.iter().rev().take(LAST).map(String::as_str));
    }
    taken.reverse();
    taken
}

/// Where an error of rustc, Cargo or a build script begins.
fn is_error(line: &str) -> bool {
    line.starts_with("error: ")
        || line.starts_with("error[")
        || (line.starts_with("thread '") && line.contains(" panicked at "))
}

/// What Cargo says once for each crate after its errors.
fn is_conclusion(line: &str) -> bool {
    line.starts_with("error: could not compile ")
}

/// What Cargo says of its work: a word that ends in column 12.
fn is_status(line: &str) -> bool {
    line.starts_with(' ')
        && line.trim_start().split_once(' ').is_some_and(|(word, _)| {
            word.starts_with(|first: char| first.is_ascii_uppercase())
                && line.len() - line.trim_start().len() + word.len() == 12
        })
}

/// What tells no more than that there was an error.
fn is_noise(line: &str) -> bool {
    line.starts_with('💥')
        || line.starts_with("warning: ")
        || line.starts_with("For more information about ")
        || line.starts_with("Some errors have detailed explanations")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is_taken(log: &str, expected: &[&str]) {
        let tail: Vec<String> = log.lines().map(String::from).collect();
        assert_eq!(excerpt(&tail), expected);
    }

    #[test]
    fn errors_of_rustc_are_taken_whole() {
        is_taken(
            "   Compiling engine v1.2.0 (/build/engine)\n\
             warning: unused variable\n --> src/lib.rs:1:1\n\n\
             error[E0308]: mismatched types\n --> src/lib.rs:1:42\n  |\n1 | a\n  | ^ expected\n\n\
             error[E0425]: not found\n --> src/lib.rs:2:1\n\n\
             Some errors have detailed explanations: E0308, E0425.\n\
             For more information about an error, try `rustc --explain E0308`.\n\
             warning: `engine` (lib) generated 1 warning\n\
             error: could not compile `engine` (lib) due to 2 previous errors; 1 warning emitted\n\
             warning: build failed, waiting for other jobs to finish...\n\
             error: could not compile `engine` (lib test) due to 2 previous errors\n\
             💥 maturin failed\n  Caused by: Failed to build a native library through cargo\n",
            &[
                "error[E0308]: mismatched types",
                " --> src/lib.rs:1:42",
                "  |",
                "1 | a",
                "  | ^ expected",
                "error[E0425]: not found",
                " --> src/lib.rs:2:1",
                "error: could not compile `engine` (lib test) due to 2 previous errors",
            ],
        );
    }

    #[test]
    fn a_build_script_that_failed_has_its_causes() {
        is_taken(
            "error: failed to run custom build command for `a v1`\n\nCaused by:\n  process didn't exit successfully\n  --- stdout\n  x\n\n  --- stderr\n  no cc\n   Compiling b v1\nmore\n",
            &[
                "error: failed to run custom build command for `a v1`",
                "Caused by:",
                "  process didn't exit successfully",
                "  --- stdout",
                "  x",
                "  --- stderr",
                "  no cc",
            ],
        );
    }

    #[test]
    fn errors_of_the_linker_are_taken() {
        is_taken(
            "error: linking with `cc` failed: exit status: 1\n  |\n  = note: undefined symbol: a\n\n",
            &[
                "error: linking with `cc` failed: exit status: 1",
                "  |",
                "  = note: undefined symbol: a",
            ],
        );
    }

    #[test]
    fn wheelpins_own_lines_are_taken_with_their_remedy() {
        is_taken(
            "a\nwheelpin: no cdylib\n  Write one.\nb\n",
            &["wheelpin: no cdylib", "  Write one."],
        );
    }

    #[test]
    fn the_last_lines_are_taken_where_nothing_tells_an_error() {
        let log: String = (0..30).map(|line| format!("{line}\n")).collect();
        let tail: Vec<String> = log.lines().map(String::from).collect();
        assert_eq!(excerpt(&tail).len(), LAST);
        assert_eq!(excerpt(&tail).last(), Some(&"29"));
        is_taken(
            "💥 maturin failed\n  Caused by: no Cargo.toml\n\n",
            &["💥 maturin failed", "  Caused by: no Cargo.toml"],
        );
        is_taken("", &[]);
        is_taken("   Compiling a v1\n", &["   Compiling a v1"]);
    }

    #[test]
    fn the_first_of_many_errors_are_taken() {
        let log = "error: no\n\n".repeat(100) + "error: could not compile `a`\n";
        let tail: Vec<String> = log.lines().map(String::from).collect();
        assert_eq!(excerpt(&tail).len(), LIMIT);
        assert_eq!(excerpt(&tail).last(), Some(&"error: could not compile `a`"));
    }
}
