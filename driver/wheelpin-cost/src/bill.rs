use serde::Serialize;

use crate::basis::Basis;
use crate::job::{Job, Release};
use crate::minutes::billed;
use crate::money::amount;
use crate::prices::price_of;
use crate::settings::{Settings, Visibility};

/// What releases cost; sums are the mean of all of them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bill {
    /// How many releases it is of.
    pub releases: usize,
    /// Every job of all of them.
    pub jobs: Vec<BilledJob>,
    /// Minutes that are billed, each job's rounded up.
    pub minutes: f64,
    /// Minutes from the first start to the last end, without waiting for runners where they are
    /// not measured; none where they are not known.
    pub wall_minutes: Option<f64>,
    /// What the repository pays, in `currency`.
    pub money: f64,
    /// What it would pay as a private one, with no minutes included.
    pub private_money: f64,
    /// The currency, as the settings say.
    pub currency: String,
    /// The weakest basis of a job's time.
    pub basis: Basis,
    /// Jobs whose time is not known; they are in no sum.
    pub jobs_without_time: usize,
    /// Jobs whose price is not known; their minutes are in the sums, their money is not.
    pub jobs_without_price: usize,
    /// What a reader should know.
    pub notes: Vec<String>,
}

/// A job and what it costs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BilledJob {
    /// The workflow.
    pub workflow: String,
    /// Its id there.
    pub id: String,
    /// As GitHub shows it.
    pub name: String,
    /// The labels of its runner.
    pub runner: Vec<String>,
    /// Why the labels are these, where a guess was made.
    pub guess: Option<String>,
    /// How long it takes.
    pub millis: Option<u64>,
    /// Minutes that are billed.
    pub minutes: Option<u64>,
    /// What a minute costs, in the bill's currency.
    pub price: Option<f64>,
    /// What says so.
    pub price_by: Option<String>,
    /// What it costs in a private repository.
    pub private_money: Option<f64>,
    /// What it costs here.
    pub money: Option<f64>,
    /// How its time is known.
    pub basis: Basis,
    /// The same for people.
    pub reason: String,
}

impl Bill {
    /// Whether the sums lack something.
    #[must_use]
    pub fn is_at_least(&self) -> bool {
        self.jobs_without_time > 0 || self.jobs_without_price > 0
    }
}

/// The bill of releases, at least one.
#[must_use]
pub fn bill(releases: &[Release], settings: &Settings) -> Bill {
    let (mut minutes, mut money, mut private) = (0_u64, 0_u64, 0_u64);
    let (mut without_time, mut without_price) = (0, 0);
    let mut jobs = Vec::new();
    for job in releases.iter().flat_map(Release::jobs) {
        let sums = sums(job, settings);
        without_time += usize::from(sums.minutes.is_none());
        without_price += usize::from(sums.price.is_none());
        minutes = minutes.saturating_add(sums.minutes.unwrap_or_default());
        money = money.saturating_add(sums.money.unwrap_or_default());
        private = private.saturating_add(sums.private.unwrap_or_default());
        jobs.push(billed_job(job, sums));
    }
    let count = releases.len().max(1);
    let mean = |sum: u64| sum as f64 / count as f64;
    let walls: Option<Vec<u64>> = releases.iter().map(Release::wall).collect();
    let walls = walls.filter(|walls| !walls.is_empty());
    let wall = walls.map(|walls| walls.iter().fold(0_u64, |sum, wall| sum.saturating_add(*wall)));
    let mut notes: Vec<String> = Vec::new();
    for note in releases.iter().flat_map(Release::notes) {
        if !notes.contains(note) {
            notes.push(note.clone());
        }
    }
    Bill {
        releases: releases.len(),
        minutes: rounded(mean(minutes), 2),
        wall_minutes: wall.map(|wall| rounded(mean(wall) / 60_000.0, 2)),
        money: rounded(mean(money) / 1e6, 6),
        private_money: rounded(mean(private) / 1e6, 6),
        currency: settings.currency.clone(),
        basis: jobs.iter().map(|job| job.basis).max().unwrap_or(Basis::Unknown),
        jobs_without_time: without_time,
        jobs_without_price: without_price,
        jobs,
        notes,
    }
}

/// In millionths.
struct Sums {
    minutes: Option<u64>,
    price: Option<(u64, String)>,
    private: Option<u64>,
    money: Option<u64>,
}

fn sums(job: &Job, settings: &Settings) -> Sums {
    let minutes = job.time.millis.map(billed);
    let priced = price_of(&job.labels, settings);
    let private = priced.as_ref().zip(minutes).map(|(priced, it)| priced.price.times(it));
    let is_free = settings.visibility == Visibility::Public
        && priced.as_ref().is_some_and(|priced| priced.is_standard);
    Sums {
        minutes,
        price: priced.map(|priced| (priced.price.micros(), priced.by)),
        private,
        money: if is_free { private.map(|_| 0) } else { private },
    }
}

fn billed_job(job: &Job, sums: Sums) -> BilledJob {
    let (price, price_by) = sums.price.unzip();
    BilledJob {
        workflow: job.workflow.clone(),
        id: job.id.clone(),
        name: job.name.clone(),
        runner: job.labels.clone(),
        guess: job.guess.clone(),
        millis: job.time.millis,
        minutes: sums.minutes,
        price: price.map(amount),
        price_by,
        private_money: sums.private.map(amount),
        money: sums.money.map(amount),
        basis: job.time.basis,
        reason: job.time.reason.clone(),
    }
}

fn rounded(number: f64, digits: i32) -> f64 {
    let factor = 10_f64.powi(digits);
    (number * factor).round() / factor
}

#[cfg(test)]
mod tests {
    use crate::basis::Time;

    use super::*;

    fn job(label: &str, time: Time) -> Job {
        Job {
            workflow: "w".into(),
            id: "a".into(),
            name: "a".into(),
            labels: vec![label.into()],
            guess: None,
            time,
        }
    }

    fn ran(jobs: Vec<Job>) -> Release {
        Release::Ran { jobs, wall: 90_000 }
    }

    fn second(label: &str) -> Job {
        job(label, Time::measured(1_000, ""))
    }

    #[test]
    fn every_job_is_rounded_up_on_its_own() {
        let jobs = vec![second("ubuntu-24.04"); 10];
        let bill = bill(&[ran(jobs)], &Settings::default());
        assert_eq!((bill.minutes, bill.wall_minutes), (10.0, Some(1.5)));
    }

    #[test]
    fn a_public_repository_pays_for_larger_runners_alone() {
        let jobs = vec![second("macos-15"), second("windows-2025"), second("ubuntu-24.04-8-cores")];
        let public = bill(&[ran(jobs.clone())], &Settings::default());
        assert_eq!((public.money, public.private_money), (0.022, 0.094));
        let settings = Settings { visibility: Visibility::Private, ..Settings::default() };
        let private = bill(&[ran(jobs)], &settings);
        assert_eq!((private.money, private.private_money), (0.094, 0.094));
    }

    #[test]
    fn several_releases_are_their_mean() {
        let one = ran(vec![second("ubuntu-24.04")]);
        let other = ran(vec![second("ubuntu-24.04"), second("ubuntu-24.04")]);
        let bill = bill(&[one, other], &Settings::default());
        assert_eq!((bill.releases, bill.minutes, bill.private_money), (2, 1.5, 0.009));
    }

    #[test]
    fn what_is_not_known_is_in_no_sum_and_told() {
        let jobs = vec![
            job("ubuntu-24.04", Time::unknown("why")),
            job("box", Time::assumed(1, "because")),
            second("ubuntu-24.04"),
        ];
        let bill = bill(&[ran(jobs)], &Settings::default());
        assert_eq!((bill.minutes, bill.private_money), (2.0, 0.006));
        assert_eq!((bill.jobs_without_time, bill.jobs_without_price), (1, 1));
        assert!(bill.is_at_least());
        assert_eq!(bill.basis, Basis::Unknown);
    }

    #[test]
    fn sums_do_not_overflow() {
        let jobs = vec![job("macos-15", Time::measured(u64::MAX, "")); 3];
        let bill = bill(&[ran(jobs)], &Settings::default());
        assert!(bill.private_money.is_finite() && bill.minutes.is_finite());
    }
}
