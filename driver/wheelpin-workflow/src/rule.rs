use crate::context::Context;
use crate::finding::{Finding, Found, Severity};

/// One thing to look for. Its id is also its heading in docs/workflow-rules.md.
#[derive(Debug)]
pub struct Rule {
    /// Kebab case, unique, never changed once released.
    pub id: &'static str,
    /// How bad what it finds is.
    pub severity: Severity,
    /// What it finds, a lowercase phrase: "an action that is named by a tag or branch".
    pub finds: &'static str,
    /// Why that matters, whole sentences.
    pub why: &'static str,
    /// What to do about it, a phrase in the imperative.
    pub remedy: &'static str,
    /// Where the rule comes from: an address.
    pub source: &'static str,
    /// A pure function of what was read.
    pub look: fn(&Context<'_>) -> Vec<Found>,
}

impl Rule {
    /// What this rule finds, in the order of files and lines.
    #[must_use]
    pub fn findings(&self, context: &Context<'_>) -> Vec<Finding> {
        let mut findings: Vec<Finding> = Vec::new();
        for found in (self.look)(context) {
            let finding = Finding {
                rule: self.id,
                severity: found.severity.unwrap_or(self.severity),
                file: found.file,
                span: found.span,
                message: found.message,
                remedy: found.remedy.unwrap_or_else(|| self.remedy.into()),
                fix: found.fix,
            };
            // What aliases repeat is one place.
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
        findings
    }
}
