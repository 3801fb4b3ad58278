use anstyle::Style;
use wheelpin_wheel::{Area, RULES, Rule};

use crate::ui::wrap::wrap;

const TITLE: Style = Style::new().bold();

/// Every rule by area, a line each.
pub(crate) fn list(width: Option<usize>) -> String {
    let longest = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or_default();
    let mut text = String::new();
    for area in Area::ALL {
        text.push_str(&format!("{TITLE}{}{TITLE:#}\n", area.title()));
        for rule in RULES.iter().filter(|rule| rule.area == area) {
            let severity = format!("{:?}", rule.severity).to_lowercase();
            let first = format!("  {:longest$}  {severity:7}  ", rule.id);
            text.push_str(&wrap(rule.finds, width, &first, &" ".repeat(first.len())));
            text.push('\n');
        }
    }
    text
}

/// All that a rule says of itself.
pub(crate) fn explain(rule: &Rule, width: Option<usize>) -> String {
    let severity = format!("{:?}", rule.severity).to_lowercase();
    let head = format!("{TITLE}{}{TITLE:#} ({severity}, {})", rule.id, rule.area.title());
    let part = |title: &str, text: &str| wrap(text, width, &format!("{title}: "), "  ");
    [
        head,
        part("finds", rule.finds),
        part("why", rule.why),
        part("what to do", rule.remedy),
        part("source", rule.source),
        format!("ignore it: [tool.wheelpin.check.ignore] {} = \"WHY\"", rule.id),
    ]
    .join("\n")
}
