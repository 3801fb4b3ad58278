use crate::ui::reported::{Level, Reported, ReportedRule};

impl From<wheelpin_workflow::Severity> for Level {
    fn from(severity: wheelpin_workflow::Severity) -> Self {
        match severity {
            wheelpin_workflow::Severity::Error => Self::Error,
            wheelpin_workflow::Severity::Warning => Self::Warning,
            wheelpin_workflow::Severity::Info => Self::Info,
        }
    }
}

/// What rules about workflows found.
pub(crate) fn of_workflows(findings: &[wheelpin_workflow::Finding]) -> Vec<Reported<'_>> {
    findings
        .iter()
        .map(|finding| Reported {
            rule: finding.rule,
            level: finding.severity.into(),
            message: &finding.message,
            remedy: &finding.remedy,
            path: Some(finding.file.clone()),
            position: finding.span.as_ref().map(|span| (span.line, span.column)),
            places: Vec::new(),
            suppressed: None,
        })
        .collect()
}

/// Rules about workflows.
pub(crate) fn rules_of_workflows() -> Vec<ReportedRule> {
    let rule = |rule: &'static wheelpin_workflow::Rule| ReportedRule {
        id: rule.id,
        level: rule.severity.into(),
        finds: rule.finds,
        why: rule.why,
        remedy: rule.remedy,
        source: Some(rule.source),
    };
    wheelpin_workflow::RULES.iter().map(rule).collect()
}
