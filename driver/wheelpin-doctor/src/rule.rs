use crate::project::Project;
use crate::{Area, Finding, Place, Severity};

/// One thing to look for. Its id is also its heading in docs/doctor.md.
#[derive(Debug)]
pub struct Rule {
    /// Kebab case, unique, never changed once released.
    pub id: &'static str,
    /// The area it takes points off.
    pub area: Area,
    /// How bad what it finds is.
    pub severity: Severity,
    /// Points it takes off its area for each time it is found.
    pub points: u8,
    /// The most that it takes off.
    pub most: u8,
    pub(crate) check: fn(&Project) -> Option<Found>,
}

/// What a rule found, without what the rule says of itself.
#[derive(Debug)]
pub(crate) struct Found {
    message: String,
    remedy: String,
    places: Vec<Place>,
    times: usize,
}

impl Found {
    /// A finding that counts once.
    pub(crate) fn new(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { message: message.into(), remedy: remedy.into(), places: Vec::new(), times: 1 }
    }

    pub(crate) fn at(mut self, places: impl IntoIterator<Item = Place>) -> Self {
        self.places.extend(places);
        self.places.sort();
        self.places.dedup();
        self
    }

    /// How often it counts.
    pub(crate) fn times(self, times: usize) -> Self {
        Self { times, ..self }
    }
}

impl Rule {
    /// What this rule finds in a project.
    pub(crate) fn find(&self, project: &Project) -> Option<Finding> {
        let found = (self.check)(project)?;
        let points = usize::from(self.points).saturating_mul(found.times);
        Some(Finding {
            rule: self.id,
            area: self.area,
            severity: self.severity,
            points: u8::try_from(points).unwrap_or(u8::MAX).min(self.most),
            message: found.message,
            remedy: found.remedy,
            places: found.places,
        })
    }
}
