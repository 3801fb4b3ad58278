use std::time::Duration;

/// How much of the work must be done before what remains can be guessed.
const ENOUGH: f64 = 0.1;
/// And how long it must have gone on.
const LONG: Duration = Duration::from_secs(5);

/// How long the rest takes if it goes on as it went, by weights of what is done
/// and of all; none while that would be a guess about nothing.
pub(crate) fn remaining(elapsed: Duration, done: u32, all: u32) -> Option<Duration> {
    if all == 0 || done >= all || elapsed < LONG {
        return None;
    }
    let part = f64::from(done) / f64::from(all);
    (part >= ENOUGH).then(|| elapsed.mul_f64((1.0 - part) / part))
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
    fn the_rest_takes_as_long_as_what_is_done() {
        assert_eq!(remaining(Duration::from_secs(30), 50, 100), Some(Duration::from_secs(30)));
    }

    #[test]
    fn nothing_is_said_while_nothing_is_known() {
        assert_eq!(remaining(Duration::from_secs(30), 1, 100), None);
        assert_eq!(remaining(Duration::from_secs(1), 50, 100), None);
        assert_eq!(remaining(Duration::from_secs(30), 100, 100), None);
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
