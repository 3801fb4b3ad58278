use serde_json::Value;

/// A rule, as formats for other programs need it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReportedRule {
    pub(crate) id: &'static str,
    pub(crate) level: Level,
    /// What it finds.
    pub(crate) finds: &'static str,
    /// Why that matters.
    pub(crate) why: &'static str,
    /// What to do.
    pub(crate) remedy: &'static str,
    /// Where it comes from, if that is an address.
    pub(crate) source: Option<&'static str>,
}

/// A finding, as formats for other programs need it.
#[derive(Clone, Debug)]
pub(crate) struct Reported<'a> {
    pub(crate) rule: &'a str,
    pub(crate) level: Level,
    pub(crate) message: &'a str,
    pub(crate) remedy: &'a str,
    /// The file, as typed or relative to the repository.
    pub(crate) path: Option<String>,
    /// Line and column, from 1 on.
    pub(crate) position: Option<(usize, usize)>,
    /// What it was found in, within the file.
    pub(crate) places: Vec<(Option<&'a str>, Option<&'a str>)>,
    /// Why it does not count.
    pub(crate) suppressed: Option<&'a str>,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Level {
    Error,
    Warning,
    Info,
}

impl From<wheelpin_wheel::Severity> for Level {
    fn from(severity: wheelpin_wheel::Severity) -> Self {
        match severity {
            wheelpin_wheel::Severity::Error => Self::Error,
            wheelpin_wheel::Severity::Warning => Self::Warning,
            wheelpin_wheel::Severity::Info => Self::Info,
        }
    }
}

/// What `wheelpin check` found, and what it was told to ignore.
pub(crate) fn of_files(report: &wheelpin_wheel::Report) -> Vec<Reported<'_>> {
    let findings = report.findings.iter().map(|finding| (finding, None));
    let ignored = report.ignored.iter();
    let ignored = ignored.map(|ignored| (&ignored.finding, Some(ignored.reason.as_str())));
    let mut all = Vec::new();
    for (finding, suppressed) in findings.chain(ignored) {
        let file = report.files.iter().find(|file| Some(&file.file) == finding.file.as_ref());
        let places = finding.places.iter();
        let places = places.map(|place| (place.member.as_deref(), place.detail.as_deref()));
        all.push(Reported {
            rule: finding.rule,
            level: finding.severity.into(),
            message: &finding.message,
            remedy: &finding.remedy,
            path: file.map(|file| file.path.clone()),
            position: None,
            places: places.collect(),
            suppressed,
        });
    }
    all
}

/// Rules of `wheelpin check`.
pub(crate) fn rules_of_files() -> Vec<ReportedRule> {
    let rule = |rule: &&'static wheelpin_wheel::Rule| ReportedRule {
        id: rule.id,
        level: rule.severity.into(),
        finds: rule.finds,
        why: rule.why,
        remedy: rule.remedy,
        source: None,
    };
    wheelpin_wheel::RULES.iter().map(rule).collect()
}

/// Adds an entry to an object.
pub(crate) fn with(mut object: Value, key: &str, value: Value) -> Value {
    if let Value::Object(entries) = &mut object {
        entries.insert(key.into(), value);
    }
    object
}
