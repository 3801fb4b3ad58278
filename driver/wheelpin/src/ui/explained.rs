use anstyle::Style;

use crate::commands::explain::ExplainedRule;
use crate::ui::wrap::wrap;

const TITLE: Style = Style::new().bold();

/// Every rule by the command that looks for it, a line each.
pub(crate) fn list(rules: &[ExplainedRule], width: Option<usize>) -> String {
    let longest = rules.iter().map(|rule| rule.rule.len()).max().unwrap_or_default();
    let mut text = String::new();
    let mut command = "";
    for rule in rules {
        if rule.command != command {
            command = rule.command;
            text.push_str(&format!("{TITLE}wheelpin {command}{TITLE:#}\n"));
        }
        let first = format!("  {:longest$}  {:7}  ", rule.rule, rule.severity);
        text.push_str(&wrap(&short(&rule.finds), width, &first, &" ".repeat(first.len())));
        text.push('\n');
    }
    text
}

/// All that rules say of themselves.
pub(crate) fn rules(rules: &[ExplainedRule], width: Option<usize>) -> String {
    let texts: Vec<String> = rules.iter().map(|rule| explain(rule, width)).collect();
    texts.join("\n\n")
}

fn explain(rule: &ExplainedRule, width: Option<usize>) -> String {
    let head =
        format!("{TITLE}{}{TITLE:#} ({}, of wheelpin {})", rule.rule, rule.severity, rule.command);
    let Some(why) = rule.why else { return format!("{head}\n{}", rule.finds) };
    let part = |title: &str, text: &str| wrap(text, width, &format!("{title}: "), "  ");
    [
        head,
        part("finds", &rule.finds),
        part("why", why),
        part("what to do", rule.remedy.unwrap_or_default()),
        part("source", rule.source.unwrap_or_default()),
    ]
    .join("\n")
}

/// The first sentence of a text whose first line may say how bad it is.
fn short(text: &str) -> String {
    let body = text.strip_prefix('*').and_then(|text| text.split_once("\n\n"));
    let body = body.map_or(text, |(_, body)| body);
    let line = body.split("\n(").next().unwrap_or(body).replace('\n', " ");
    line.split(". ").next().unwrap_or_default().trim_end_matches('.').to_owned()
}
