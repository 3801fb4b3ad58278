use serde::Serialize;

use crate::{Area, Finding};

/// How good an area is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
pub struct Score {
    /// The area.
    pub area: Area,
    /// From 0 to 100; none where there is nothing to judge it by.
    pub score: Option<u8>,
}

/// 100 less the points of the area's findings, at least 0.
pub(crate) fn score(area: Area, findings: &[Finding]) -> u8 {
    findings
        .iter()
        .filter(|finding| finding.area == area)
        .fold(100, |score: u8, finding| score.saturating_sub(finding.points))
}

/// The mean of the areas that were judged, rounded down.
#[must_use]
pub fn total(scores: &[Score]) -> Option<u8> {
    let judged: Vec<u32> = scores.iter().filter_map(|score| score.score.map(u32::from)).collect();
    let count = u32::try_from(judged.len()).ok()?;
    let mean = judged.iter().sum::<u32>().checked_div(count)?;
    u8::try_from(mean).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Severity;

    fn finding(area: Area, points: u8) -> Finding {
        Finding {
            rule: "rule",
            area,
            severity: Severity::Info,
            points,
            message: String::new(),
            remedy: String::new(),
            places: Vec::new(),
        }
    }

    #[test]
    fn points_are_taken_off_their_own_area() {
        let findings =
            [finding(Area::Build, 30), finding(Area::Build, 5), finding(Area::Testing, 1)];
        assert_eq!(score(Area::Build, &findings), 65);
        assert_eq!(score(Area::Testing, &findings), 99);
        assert_eq!(score(Area::Security, &findings), 100);
    }

    #[test]
    fn no_score_is_below_nothing() {
        let findings = [finding(Area::Build, 90), finding(Area::Build, 90)];
        assert_eq!(score(Area::Build, &findings), 0);
    }

    #[test]
    fn the_total_leaves_out_what_was_not_judged() {
        let score = |score| Score { area: Area::Build, score };
        assert_eq!(total(&[score(Some(50)), score(None), score(Some(81))]), Some(65));
        assert_eq!(total(&[score(None)]), None);
    }
}
