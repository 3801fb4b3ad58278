use std::fmt::Write;

use wheelpin_cost::{Basis, Bill, BilledJob};
use wheelpin_dist::plain;

use crate::costing::Cost;
use crate::ui::count::Count;
use crate::ui::table::Table;

/// What releases cost, as a table; every job of them where that is wanted.
pub(crate) fn cost(cost: &Cost, is_verbose: bool) -> String {
    let Cost { before, after, notes, prices } = cost;
    let mut text = sums(before.as_ref(), after);
    let sides = before.iter().map(|bill| ("before", bill)).chain([("after", after)]);
    for (side, bill) in sides {
        let _ = write!(text, "\n{}", basis(side, bill));
        if is_verbose {
            let _ = write!(text, "\n\n{}", jobs(bill));
        }
    }
    if !is_verbose {
        text.push_str("\n-v shows every job, and how its time is known");
    }
    for note in notes {
        let _ = write!(text, "\n{}", plain(note));
    }
    let _ = write!(text, "\nprices: {prices}");
    text
}

fn sums(before: Option<&Bill>, after: &Bill) -> String {
    let mut table = Table::new(["PER RELEASE", "BEFORE", "AFTER", "DIFFERENCE"]);
    let jobs = |bill: &Bill| bill.jobs.len() as f64 / bill.releases.max(1) as f64;
    let digits = usize::from([before, Some(after)].iter().flatten().any(|it| it.releases > 1));
    // They are counted whole, whatever is known of their times.
    table.row([
        "jobs".into(),
        before.map_or_else(|| "?".into(), |before| format!("{:.digits$}", jobs(before))),
        format!("{:.digits$}", jobs(after)),
        before.map_or_else(String::new, |before| {
            format!("{:+.digits$}", jobs(after) - jobs(before) + 0.0)
        }),
    ]);
    let mut row =
        |name: String, number: &dyn Fn(&Bill) -> Option<f64>, digits: usize, unit: &str| {
            let cell = |bill: &Bill| match number(bill) {
                Some(it) if bill.is_at_least() => format!("≥ {it:.digits$}{unit}"),
                Some(it) => format!("{it:.digits$}{unit}"),
                None => "?".into(),
            };
            let is_whole = |bill: &Bill| !bill.is_at_least();
            let difference =
                before.filter(|bill| is_whole(bill) && is_whole(after)).and_then(|before| {
                    let difference = number(after)? - number(before)?;
                    // Not -0.
                    Some(format!("{:+.digits$}{unit}", difference + 0.0))
                });
            let before = before.map_or_else(|| "?".into(), cell);
            table.row([name, before, cell(after), difference.unwrap_or_default()]);
        };
    row("minutes billed".into(), &|bill| Some(bill.minutes), digits, "");
    row("from begin to end".into(), &|bill| bill.wall_minutes, 1, " min");
    let currency = plain(&after.currency);
    row(format!("money, {currency}"), &|bill| Some(bill.money), 3, "");
    row("in a private repository".into(), &|bill| Some(bill.private_money), 3, "");
    table.to_string()
}

/// How a side is known, in a line.
fn basis(side: &str, bill: &Bill) -> String {
    let count = |basis: Basis| bill.jobs.iter().filter(|job| job.basis == basis).count();
    let parts = [
        (count(Basis::Measured), "measured"),
        (count(Basis::Partly), "partly measured, the rest assumed"),
        (count(Basis::Assumed), "assumed"),
        (count(Basis::Unknown), "not known, and in no sum"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| format!("{} {what}", Count(*number, "job")))
        .collect();
    let mut text = format!("{side}: {}", parts.join("; "));
    if bill.releases > 1 {
        let _ = write!(text, "; the mean of {}", Count(bill.releases, "release"));
    }
    let guesses = bill.jobs.iter().filter(|job| job.guess.is_some()).count();
    if guesses > 0 {
        let _ = write!(text, "; runners of {} guessed", Count(guesses, "job"));
    }
    if bill.jobs_without_price > 0 {
        let _ = write!(
            text,
            "; {} on runners without a price: [tool.wheelpin.cost] runners.\"LABEL\" = PRICE",
            Count(bill.jobs_without_price, "job"),
        );
    }
    for note in &bill.notes {
        let _ = write!(text, "\n{side}: {}", plain(note));
    }
    text
}

fn jobs(bill: &Bill) -> String {
    let header =
        ["JOB", "RUNNER", "TOOK", "BILLED", "PRICE", "MONEY", "PRIVATE", "HOW IT IS KNOWN"];
    let mut table = Table::new(header);
    let number = |number: Option<f64>| number.map_or_else(|| "?".into(), |it| format!("{it:.3}"));
    for job in &bill.jobs {
        table.row([
            plain(&job.name),
            runner(job),
            job.millis.map_or_else(|| "?".into(), took),
            job.minutes.map_or_else(|| "?".into(), |minutes| format!("{minutes} min")),
            number(job.price),
            number(job.money),
            number(job.private_money),
            plain(&job.reason),
        ]);
    }
    table.to_string()
}

fn runner(job: &BilledJob) -> String {
    let labels = plain(&job.runner.join(", "));
    match (&job.guess, labels.is_empty()) {
        (Some(_), true) => "?".into(),
        (Some(_), false) => format!("{labels} (?)"),
        (None, _) => labels,
    }
}

/// `1:05`, minutes and seconds.
fn took(millis: u64) -> String {
    let seconds = millis.div_ceil(1000);
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use wheelpin_cost::{Settings, bill, read_runs};

    use super::*;

    fn ran(jobs: &[(&str, &str, u32)]) -> Bill {
        let jobs: Vec<String> = jobs
            .iter()
            .map(|(name, label, minutes)| {
                format!(
                    r#"{{"name":"{name}","labels":["{label}"],"started_at":"2026-01-01T10:00:00Z","completed_at":"2026-01-01T10:{minutes:02}:01Z"}}"#
                )
            })
            .collect();
        let text = format!("[{}]", jobs.join(","));
        let release = read_runs("r.json", text.as_bytes(), &[]).unwrap();
        bill(&[release], &Settings::default())
    }

    fn shown(before: Option<Bill>, after: Bill, is_verbose: bool) -> String {
        let notes = vec!["a note".into()];
        cost(&Cost { before, after, notes, prices: "P" }, is_verbose)
    }

    #[test]
    fn both_sides_and_their_difference_are_a_table() {
        let before = ran(&[("a", "macos-15", 9), ("b", "ubuntu-24.04", 4)]);
        let after = ran(&[("c", "ubuntu-24.04", 4)]);
        assert_eq!(
            shown(Some(before), after, false),
            "PER RELEASE              BEFORE   AFTER    DIFFERENCE\n\
             jobs                     2        1        -1\n\
             minutes billed           15       5        -10\n\
             from begin to end        9.0 min  4.0 min  -5.0 min\n\
             money, USD               0.000    0.000    +0.000\n\
             in a private repository  0.650    0.030    -0.620\n\
             \n\
             before: 2 jobs measured\n\
             after: 1 job measured\n\
             -v shows every job, and how its time is known\n\
             a note\n\
             prices: P",
        );
    }

    #[test]
    fn what_lacks_something_has_no_difference() {
        let text = shown(Some(ran(&[("a", "box", 1)])), ran(&[("c", "ubuntu-24.04", 4)]), false);
        assert!(text.contains("minutes billed           ≥ 2        5\n"), "{text}");
        assert!(
            text.contains("before: 1 job measured; 1 job on runners without a price"),
            "{text}"
        );
        let text = shown(None, ran(&[("c", "ubuntu-24.04", 4)]), false);
        assert!(text.contains("minutes billed           ?       5\n"), "{text}");
    }

    #[test]
    fn every_job_is_shown_with_how_it_is_known() {
        let text = shown(None, ran(&[("c\\u001b[1m", "ubuntu-24.04", 4)]), true);
        assert!(text.contains("JOB"), "{text}");
        assert!(
            text.contains("ubuntu-24.04  4:01  5 min   0.006  0.000  0.030    measured: r.json"),
            "{text}"
        );
        assert!(!text.contains('\u{1b}'), "{text}");
    }
}
