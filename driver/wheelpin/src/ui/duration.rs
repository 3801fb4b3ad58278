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

/// A duration that is only roughly known.
pub(crate) fn about(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..10 => "a few seconds".into(),
        10..50 => format!("about {} s", seconds.div_ceil(10) * 10),
        50..90 => "about a minute".into(),
        90..5400 => format!("about {} min", (seconds + 30) / 60),
        _ => format!("about {} h", (seconds + 1800) / 3600),
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

    #[test]
    fn a_guess_is_round() {
        let texts = [3, 12, 70, 290, 7000].map(|seconds| about(Duration::from_secs(seconds)));
        assert_eq!(
            texts,
            ["a few seconds", "about 20 s", "about a minute", "about 5 min", "about 2 h"]
        );
    }
}
