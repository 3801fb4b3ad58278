use crate::finding::Edit;

/// A text with edits made, byte for byte the same elsewhere. An edit that overlaps one before
/// it, or whose bytes are not there, is left out; of equal ones one is made.
#[must_use]
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by(|one, other| {
        let key = |edit: &Edit| (edit.bytes.start, edit.bytes.end);
        key(one).cmp(&key(other)).then_with(|| one.text.cmp(&other.text))
    });
    sorted.dedup();
    let mut edited = String::with_capacity(text.len());
    let mut at = 0;
    for edit in sorted {
        if edit.bytes.start < at || edit.bytes.end < edit.bytes.start {
            continue;
        }
        let (Some(before), Some(_)) =
            (text.get(at..edit.bytes.start), text.get(edit.bytes.clone()))
        else {
            continue;
        };
        edited.push_str(before);
        edited.push_str(&edit.text);
        at = edit.bytes.end;
    }
    edited.push_str(text.get(at..).unwrap_or_default());
    edited
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(bytes: std::ops::Range<usize>, text: &str) -> Edit {
        Edit { bytes, text: text.into() }
    }

    #[test]
    fn only_the_bytes_of_edits_change() {
        let edits = [edit(4..5, "X"), edit(0..1, ""), edit(4..5, "X")];
        assert_eq!(apply("ab\r\ncd\t", &edits), "b\r\nXd\t");
    }

    #[test]
    fn edits_that_do_not_fit_are_left_out() {
        let edits = [edit(0..3, "x"), edit(1..2, "y"), edit(9..10, "z"), edit(6..7, "z")];
        assert_eq!(apply("abcdeé", &edits), "xdeé");
    }
}
