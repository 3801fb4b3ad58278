use std::io::Write;

use clap::Args;
use serde::Serialize;

use super::check::{json, write};
use crate::ExitCode;
use crate::error::Error;
use crate::ui::{explained, width};

/// Say what a rule finds, why that matters, and what to do.
///
/// Knows every rule of check, doctor and pins; several of them may have one name, and then all
/// are shown. Without a rule: all of them, a line each.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The rule's id, as findings show it
    #[arg(value_name = "RULE")]
    rule: Option<String>,

    /// Print one object (schema 1)
    #[arg(long)]
    json: bool,

    /// Print the documentation page of the rules of workflows
    #[arg(long, hide = true)]
    workflow_rules_page: bool,
}

/// A rule, whichever command looks for it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ExplainedRule {
    /// The command that looks for it: `check`, `doctor` or `pins`.
    pub(crate) command: &'static str,
    pub(crate) rule: &'static str,
    pub(crate) severity: String,
    /// What it finds and why that matters.
    pub(crate) finds: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) why: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) remedy: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) source: Option<&'static str>,
}

#[derive(Serialize)]
struct Explanation<'a> {
    schema: u32,
    rules: &'a [ExplainedRule],
}

/// Writes what is asked for to `stdout`.
pub(crate) fn run(arguments: &ExplainArgs, stdout: &mut dyn Write) -> Result<ExitCode, Error> {
    if arguments.workflow_rules_page {
        return write(stdout, &wheelpin_workflow::rules_page());
    }
    let mut rules = all();
    if let Some(id) = &arguments.rule {
        rules.retain(|rule| rule.rule == id);
        if rules.is_empty() {
            return Err(Error::UnknownRule { id: id.clone(), nearest: nearest(id) });
        }
    }
    let text = match (arguments.json, &arguments.rule) {
        (true, _) => json(&Explanation { schema: 1, rules: &rules })?,
        (false, Some(_)) => explained::rules(&rules, width::width()),
        (false, None) => explained::list(&rules, width::width()),
    };
    write(stdout, &text)
}

/// Every rule of every command, in the order of their documentation.
fn all() -> Vec<ExplainedRule> {
    let check = wheelpin_wheel::RULES.iter().map(|rule| ExplainedRule {
        command: "check",
        rule: rule.id,
        severity: lowercase(rule.severity),
        finds: rule.finds.into(),
        why: Some(rule.why),
        remedy: Some(rule.remedy),
        source: Some(rule.source),
    });
    let doctor = wheelpin_doctor::RULES.iter().map(|rule| ExplainedRule {
        command: "doctor",
        rule: rule.id,
        severity: lowercase(rule.severity),
        // Its text names remedy and source itself.
        finds: wheelpin_doctor::documentation(rule.id).unwrap_or_default().into(),
        why: None,
        remedy: None,
        source: None,
    });
    let pins = wheelpin_workflow::RULES.iter().map(|rule| ExplainedRule {
        command: "pins",
        rule: rule.id,
        severity: lowercase(rule.severity),
        finds: rule.finds.into(),
        why: Some(rule.why),
        remedy: Some(rule.remedy),
        source: Some(rule.source),
    });
    check.chain(doctor).chain(pins).collect()
}

fn lowercase(severity: impl std::fmt::Debug) -> String {
    format!("{severity:?}").to_lowercase()
}

/// The rules most like `id`, as the beginning of a help; empty where none is.
fn nearest(id: &str) -> String {
    let mut ids: Vec<(usize, &str)> =
        all().iter().map(|rule| (distance(id, rule.rule), rule.rule)).collect();
    ids.sort_unstable();
    ids.dedup();
    let near: Vec<&str> = ids
        .iter()
        .filter(|(distance, rule)| *distance <= rule.len() / 2)
        .map(|(_, rule)| *rule)
        .take(3)
        .collect();
    if near.is_empty() { String::new() } else { format!("perhaps {}; ", near.join(", ")) }
}

/// The longest id that is compared, in characters.
const LONGEST: usize = 64;

/// How many characters have to be added, removed or replaced.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, left) in one.chars().take(LONGEST).enumerate() {
        let mut before = row[0];
        row[0] = at + 1;
        for (column, right) in other.iter().enumerate() {
            let replaced = before + usize::from(left != *right);
            before = row[column + 1];
            row[column + 1] = replaced.min(before + 1).min(row[column] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run_with(rule: Option<&str>, json: bool) -> Result<String, Error> {
        let mut stdout = Vec::new();
        let rule = rule.map(str::to_owned);
        run(&ExplainArgs { rule, json, workflow_rules_page: false }, &mut stdout)?;
        Ok(String::from_utf8(stdout).unwrap())
    }

    #[test]
    fn every_rule_of_every_command_is_explained() {
        for rule in all() {
            let text = run_with(Some(rule.rule), false).unwrap();
            assert!(text.contains(rule.rule) && text.contains(&rule.severity), "{}", rule.rule);
            assert!(text.to_lowercase().contains("source"), "{}", rule.rule);
        }
    }

    #[test]
    fn the_list_has_every_rule_and_both_of_one_name() {
        let text = run_with(None, false).unwrap();
        assert!(all().iter().all(|rule| text.contains(rule.rule)));
        let json: serde_json::Value =
            serde_json::from_str(&run_with(Some("api-token"), true).unwrap()).unwrap();
        assert_eq!(json["schema"], 1);
        assert_eq!(json["rules"].as_array().unwrap().len(), 2);
    }

    #[test]
    fn a_rule_that_there_is_not_is_an_error_of_usage_that_names_near_ones() {
        let error = run_with(Some("api-tokens"), false).unwrap_err();
        assert_eq!(error.exit_code(), ExitCode::Usage);
        assert!(nearest("api-tokens").starts_with("perhaps api-token"));
        assert_eq!(nearest("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"), "");
    }
}
