use crate::finding::{Finding, Place, one_line};
use crate::metadata::CoreMetadata;
use crate::release::Release;
use crate::sdist::Sdist;
use crate::wheel::Wheel;
use crate::{Area, Severity};

/// One thing to look for. Its id is also its heading in docs/check.md, its key in
/// `[tool.wheelpin.check.ignore]` and the name of its test.
#[derive(Debug)]
pub struct Rule {
    /// Kebab case, unique, never changed once released.
    pub id: &'static str,
    /// What it looks at.
    pub area: Area,
    /// How bad what it finds is.
    pub severity: Severity,
    /// What it finds, a lowercase phrase: "members that RECORD does not list".
    pub finds: &'static str,
    /// Why that matters, whole sentences.
    pub why: &'static str,
    /// What to do about it, whole sentences in the imperative.
    pub remedy: &'static str,
    /// Where the rule comes from: a PEP with its section, a policy, an index's code.
    pub source: &'static str,
    pub(crate) checks: Checks,
}

/// What a rule looks at; each that is there is run for each such file.
#[derive(Debug)]
pub(crate) struct Checks {
    pub(crate) wheel: Option<fn(&Wheel) -> Option<Found>>,
    /// METADATA of a wheel and PKG-INFO of an sdist, where there is no more special check.
    pub(crate) metadata: Option<fn(&CoreMetadata) -> Option<Found>>,
    pub(crate) sdist: Option<fn(&Sdist) -> Option<Found>>,
    pub(crate) release: Option<fn(&Release) -> Vec<Found>>,
}

impl Checks {
    pub(crate) const NONE: Self = Self { wheel: None, metadata: None, sdist: None, release: None };
}

/// What a rule found, without what the rule says of itself.
#[derive(Debug)]
pub(crate) struct Found {
    file: Option<String>,
    message: String,
    remedy: Option<String>,
    places: Vec<Place>,
    times: usize,
}

impl Found {
    /// `message` is a lowercase sentence without a full stop; it may quote text from outside.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        let message = one_line(&message.into());
        Self { file: None, message, remedy: None, places: Vec::new(), times: 1 }
    }

    /// The places it was found at; only the first [`Place::MOST`] are kept.
    pub(crate) fn at(self, places: impl IntoIterator<Item = Place>) -> Self {
        let mut places = places.into_iter();
        let kept: Vec<Place> = places.by_ref().take(Place::MOST).collect();
        let times = (kept.len() + places.count()).max(1);
        Self { places: kept, times, ..self }
    }

    /// How many places there are in all, where only the first were kept.
    pub(crate) fn times(self, times: usize) -> Self {
        Self { times, ..self }
    }

    /// What to do, where that is more than the rule's remedy can say.
    pub(crate) fn remedy(self, remedy: impl Into<String>) -> Self {
        Self { remedy: Some(remedy.into()), ..self }
    }

    /// The file of a release that it is about.
    pub(crate) fn in_file(self, file: &str) -> Self {
        Self { file: Some(file.into()), ..self }
    }

    /// What was found at these places; none where there are none.
    pub(crate) fn places(
        message: impl Into<String>,
        places: impl IntoIterator<Item = Place>,
    ) -> Option<Self> {
        let found = Self::new(message).at(places);
        (!found.places.is_empty()).then_some(found)
    }
}

impl Rule {
    pub(crate) fn wheel(&self, wheel: &Wheel) -> Option<Finding> {
        let found = match (self.checks.wheel, self.checks.metadata) {
            (Some(check), _) => check(wheel)?,
            (None, Some(check)) => check(wheel.documents.metadata.as_ref()?)?,
            (None, None) => return None,
        };
        Some(self.finding(found.in_file(&wheel.file_name)))
    }

    pub(crate) fn sdist(&self, sdist: &Sdist) -> Option<Finding> {
        let found = match (self.checks.sdist, self.checks.metadata) {
            (Some(check), _) => check(sdist)?,
            (None, Some(check)) => check(sdist.pkg_info.as_ref()?)?,
            (None, None) => return None,
        };
        Some(self.finding(found.in_file(&sdist.file_name)))
    }

    pub(crate) fn metadata(&self, metadata: &CoreMetadata) -> Option<Finding> {
        Some(self.finding((self.checks.metadata?)(metadata)?))
    }

    pub(crate) fn release(&self, release: &Release) -> Vec<Finding> {
        let found = self.checks.release.map(|check| check(release)).unwrap_or_default();
        found.into_iter().map(|found| self.finding(found)).collect()
    }

    fn finding(&self, found: Found) -> Finding {
        Finding {
            rule: self.id,
            severity: self.severity,
            file: found.file,
            message: found.message,
            remedy: found.remedy.unwrap_or_else(|| self.remedy.into()),
            places: found.places,
            times: found.times,
        }
    }
}
