use std::time::Duration;

/// A duration for people, to the second: `8 s`, `2 min 05 s`, `1 h 02 min`.
pub(crate) fn duration(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds:02} s"),
        (hours, minutes, _) => format!("{hours} h {minutes:02} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_has_its_two_largest_units() {
        let texts = [8, 125, 3720].map(|seconds| duration(Duration::from_secs(seconds)));
        assert_eq!(texts, ["8 s", "2 min 05 s", "1 h 02 min"]);
    }
}
