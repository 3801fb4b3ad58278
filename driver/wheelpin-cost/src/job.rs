use std::collections::BTreeMap;

use crate::basis::Time;

/// One job on one runner.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Job {
    /// The workflow: a file, or a run's.
    pub workflow: String,
    /// Its id in the workflow; of a run, its name.
    pub id: String,
    /// As GitHub shows it.
    pub name: String,
    /// The labels of its runner, as far as they are known.
    pub labels: Vec<String>,
    /// Why the labels are these, where a guess was made.
    pub guess: Option<String>,
    /// How long it takes.
    pub time: Time,
}

/// Jobs that run side by side and are waited for together: all of one id of a workflow.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Group {
    /// The id.
    pub id: String,
    /// The ids that it waits for.
    pub needs: Vec<String>,
    /// Its jobs.
    pub jobs: Vec<Job>,
    /// Groups of the workflow that it calls in place of jobs.
    pub inner: Vec<Group>,
}

/// What one release runs.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Release {
    /// By workflows as they are written: one list of groups each, side by side.
    Planned {
        /// Of each workflow.
        workflows: Vec<Vec<Group>>,
        /// What a reader should know of it.
        notes: Vec<String>,
    },
    /// As it went.
    Ran {
        /// Those that ran.
        jobs: Vec<Job>,
        /// From the first start to the last end of each run, all together, in milliseconds.
        wall: u64,
    },
}

impl Group {
    /// All jobs, those of called workflows too.
    pub(crate) fn all(&self) -> Vec<&Job> {
        self.jobs.iter().chain(self.inner.iter().flat_map(Self::all)).collect()
    }

    /// All jobs, to be changed.
    pub(crate) fn each(&mut self, change: &mut impl FnMut(&mut Job)) {
        self.jobs.iter_mut().for_each(&mut *change);
        for group in &mut self.inner {
            group.each(change);
        }
    }

    /// Milliseconds until all of it is done; none where that is not known of a job.
    fn millis(&self) -> Option<u64> {
        let own = self.jobs.iter().try_fold(0, |most, job| Some(job.time.millis?.max(most)))?;
        Some(own.max(wall(&self.inner)?))
    }
}

/// Groups of one workflow whose order is worked out; no real workflow has more.
const MOST: usize = 1000;

/// Milliseconds from the first job to the last where runners are had at once, by what waits for
/// what; none where the time of a job is not known.
pub(crate) fn wall(groups: &[Group]) -> Option<u64> {
    if groups.len() > MOST {
        return None;
    }
    let own: Vec<u64> = groups.iter().map(Group::millis).collect::<Option<_>>()?;
    let places: BTreeMap<&str, usize> =
        groups.iter().enumerate().map(|(at, group)| (group.id.as_str(), at)).collect();
    let needs: Vec<Vec<usize>> = groups
        .iter()
        .map(|group| group.needs.iter().filter_map(|id| places.get(id.as_str()).copied()).collect())
        .collect();
    let mut end = own.clone();
    // As often as a chain can be long: circles, which GitHub refuses, come to an end too.
    for _ in groups {
        let before = end.clone();
        for (at, needs) in needs.iter().enumerate() {
            let begin = needs.iter().filter_map(|need| end.get(*need)).max().copied();
            end[at] = own[at].saturating_add(begin.unwrap_or_default());
        }
        if end == before {
            break;
        }
    }
    Some(end.into_iter().max().unwrap_or_default())
}

impl Release {
    /// All jobs.
    pub(crate) fn jobs(&self) -> Vec<&Job> {
        match self {
            Self::Planned { workflows, .. } => {
                workflows.iter().flatten().flat_map(Group::all).collect()
            }
            Self::Ran { jobs, .. } => jobs.iter().collect(),
        }
    }

    /// Milliseconds from begin to end; none where that is not known.
    pub(crate) fn wall(&self) -> Option<u64> {
        match self {
            Self::Planned { workflows, .. } => {
                workflows.iter().try_fold(0, |most: u64, groups| Some(most.max(wall(groups)?)))
            }
            Self::Ran { wall, .. } => Some(*wall),
        }
    }

    /// What a reader should know of it.
    pub(crate) fn notes(&self) -> &[String] {
        match self {
            Self::Planned { notes, .. } => notes,
            Self::Ran { .. } => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(id: &str, needs: &[&str], minutes: &[u64]) -> Group {
        let job = |millis: &u64| Job {
            workflow: "w".into(),
            id: id.into(),
            name: id.into(),
            labels: Vec::new(),
            guess: None,
            time: Time::measured(*millis, ""),
        };
        Group {
            id: id.into(),
            needs: needs.iter().map(|it| (*it).to_owned()).collect(),
            jobs: minutes.iter().map(job).collect(),
            inner: Vec::new(),
        }
    }

    #[test]
    fn the_longest_way_counts_whatever_the_order_of_the_file() {
        let groups =
            [group("c", &["a", "b"], &[1]), group("a", &[], &[5, 9]), group("b", &["a"], &[2])];
        assert_eq!(wall(&groups), Some(12));
    }

    #[test]
    fn a_called_workflow_takes_as_long_as_its_own_way() {
        let inner = vec![group("x", &[], &[3]), group("y", &["x"], &[4])];
        let calling = Group { inner, ..group("a", &[], &[]) };
        assert_eq!(wall(&[calling, group("b", &["a"], &[1])]), Some(8));
    }

    #[test]
    fn circles_end() {
        let groups = [
            group("a", &["b"], &[1]),
            group("b", &["a"], &[1]),
            group("c", &["c", "none"], &[u64::MAX]),
        ];
        assert_eq!(wall(&groups), Some(u64::MAX));
    }

    #[test]
    fn with_a_time_that_is_not_known_the_whole_is_not() {
        let mut unknown = group("a", &[], &[1]);
        unknown.jobs[0].time = Time::unknown("");
        assert_eq!(wall(&[unknown]), None);
    }
}
