//! What a job's matrix comes to, as far as a file tells.

use std::collections::BTreeMap;

use crate::yaml::{Node, Value};

/// The values of one run of a job: `python-version` and the like, nested ones
/// with dots (`platform.target`).
pub type Leg = BTreeMap<String, String>;

/// GitHub's own limit: "A matrix will generate a maximum of 256 jobs per
/// workflow run". More are left out.
pub const LEGS: usize = 256;

/// All runs of a job: one without values for a job without a matrix, and none
/// when the matrix is computed while the workflow runs.
///
/// <https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations>
#[must_use]
pub fn legs(job: &Node) -> Option<Vec<Leg>> {
    let Some(matrix) = job.at(["strategy", "matrix"]) else {
        return Some(vec![Leg::new()]);
    };
    let Value::Map(entries) = &matrix.value else { return None };
    let mut legs = vec![Leg::new()];
    let mut axes = 0;
    for (axis, values) in entries {
        if axis == "include" || axis == "exclude" {
            continue;
        }
        let Value::List(values) = &values.value else { return None };
        axes += 1;
        legs = legs
            .iter()
            .flat_map(|leg| values.iter().map(move |value| with(leg, axis, value)))
            .take(LEGS)
            .collect();
    }
    if let Some(exclude) = matrix.get("exclude") {
        let Value::List(excluded) = &exclude.value else { return None };
        legs.retain(|leg| !excluded.iter().any(|out| contains(leg, &flat(out))));
    }
    if axes == 0 {
        legs.clear();
    }
    if let Some(include) = matrix.get("include") {
        let Value::List(included) = &include.value else { return None };
        add(&mut legs, included);
    }
    legs.truncate(LEGS);
    Some(legs)
}

/// Adds what `include` says: to every leg whose own values it does not change,
/// or else as one more leg.
fn add(legs: &mut Vec<Leg>, included: &[Node]) {
    let original = legs.clone();
    for entry in included.iter().take(LEGS) {
        let entry = flat(entry);
        let mut added = false;
        for (leg, original) in legs.iter_mut().zip(&original) {
            let changes =
                entry.iter().any(|(key, value)| original.get(key).is_some_and(|old| old != value));
            if !changes {
                leg.extend(entry.clone());
                added = true;
            }
        }
        if !added {
            legs.push(entry);
        }
    }
}

fn with(leg: &Leg, axis: &str, value: &Node) -> Leg {
    let mut leg = leg.clone();
    insert(&mut leg, axis, value);
    leg
}

fn insert(leg: &mut Leg, key: &str, value: &Node) {
    match &value.value {
        Value::Text(text) => drop(leg.insert(key.into(), text.clone())),
        Value::Map(entries) => {
            for (below, value) in entries {
                insert(leg, &format!("{key}.{below}"), value);
            }
        }
        Value::List(_) => drop(leg.insert(key.into(), value.texts().join(" "))),
    }
}

fn flat(node: &Node) -> Leg {
    let mut leg = Leg::new();
    for (key, value) in node.entries() {
        insert(&mut leg, key, value);
    }
    leg
}

fn contains(leg: &Leg, part: &Leg) -> bool {
    !part.is_empty() && part.iter().all(|(key, value)| leg.get(key) == Some(value))
}

/// Puts a leg's values in the place of `${{ matrix.x }}`, also where `||` offers
/// alternatives; other expressions stay.
#[must_use]
pub fn expand(text: &str, leg: &Leg) -> String {
    let mut expanded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${{") {
        let Some((expression, after)) = after.split_once("}}") else { break };
        expanded.push_str(before);
        match value(expression, leg) {
            Some(value) => expanded.push_str(&value),
            None => expanded.push_str(&format!("${{{{{expression}}}}}")),
        }
        rest = after;
    }
    expanded.push_str(rest);
    expanded
}

/// The value of an expression; none if a leg alone does not tell.
fn value(expression: &str, leg: &Leg) -> Option<String> {
    let mut last = None;
    for alternative in expression.split("||") {
        let value = operand(alternative, leg)?;
        if !value.is_empty() {
            return Some(value);
        }
        last = Some(value);
    }
    last
}

fn operand(text: &str, leg: &Leg) -> Option<String> {
    let text = text.trim();
    if let Some(path) = text.strip_prefix("matrix.")
        && path.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
    {
        return Some(leg.get(path).cloned().unwrap_or_default());
    }
    let quoted = text.strip_prefix('\'')?.strip_suffix('\'')?;
    (!quoted.contains('\'')).then(|| quoted.into())
}

/// Whether an `if` holds in a leg; none if that cannot be told from the matrix.
#[must_use]
pub fn holds(condition: &str, leg: &Leg) -> Option<bool> {
    let condition = condition.trim();
    let inner = condition.strip_prefix("${{").and_then(|rest| rest.strip_suffix("}}"));
    any(inner.unwrap_or(condition), leg)
}

fn any(condition: &str, leg: &Leg) -> Option<bool> {
    let all: Vec<_> = condition.split("||").map(|part| all(part, leg)).collect();
    if all.contains(&Some(true)) {
        return Some(true);
    }
    all.iter().all(Option::is_some).then_some(false)
}

fn all(condition: &str, leg: &Leg) -> Option<bool> {
    let all: Vec<_> = condition.split("&&").map(|part| comparison(part, leg)).collect();
    if all.contains(&Some(false)) {
        return Some(false);
    }
    all.iter().all(Option::is_some).then_some(true)
}

fn comparison(text: &str, leg: &Leg) -> Option<bool> {
    let text = text.trim();
    if let Some((left, right)) = text.split_once("!=") {
        return Some(operand(left, leg)? != operand(right, leg)?);
    }
    if let Some((left, right)) = text.split_once("==") {
        return Some(operand(left, leg)? == operand(right, leg)?);
    }
    let (negated, call) = text.strip_prefix('!').map_or((false, text), |rest| (true, rest.trim()));
    if let Some(value) = call.starts_with("matrix.").then(|| operand(call, leg)).flatten() {
        return Some((!value.is_empty() && value != "false") != negated);
    }
    let (function, arguments) = call.strip_suffix(')')?.split_once('(')?;
    let (left, right) = arguments.split_once(',')?;
    let (left, right) = (operand(left, leg)?, operand(right, leg)?);
    let found = match function {
        "startsWith" => left.starts_with(&right),
        "endsWith" => left.ends_with(&right),
        "contains" => left.contains(&right),
        _ => return None,
    };
    Some(found != negated)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::read_yaml;

    fn of(matrix: &str) -> Option<Vec<String>> {
        let job = read_yaml(&format!("strategy:\n  matrix: {matrix}\n")).unwrap();
        let line = |leg: &Leg| {
            leg.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(" ")
        };
        legs(&job).map(|legs| legs.iter().map(line).collect())
    }

    #[test]
    fn axes_are_multiplied() {
        let legs = of("{os: [a, b], python: ['3.11', '3.12'], exclude: [{os: a, python: '3.11'}]}");
        assert_eq!(legs.unwrap(), ["os=a python=3.12", "os=b python=3.11", "os=b python=3.12"]);
    }

    #[test]
    fn include_adds_values_and_legs() {
        let legs = of("{os: [a, b], include: [{os: b, arch: x}, {os: c}, {all: yes}]}");
        assert_eq!(legs.unwrap(), ["all=yes os=a", "all=yes arch=x os=b", "os=c"]);
        assert_eq!(of("{include: [{os: a}, {os: b}]}").unwrap(), ["os=a", "os=b"]);
    }

    #[test]
    fn nested_values_have_dots() {
        assert_eq!(
            of("{platform: [{os: a, target: b}]}").unwrap(),
            ["platform.os=a platform.target=b"]
        );
    }

    #[test]
    fn a_matrix_made_while_running_is_not_known() {
        assert_eq!(of("'${{ fromJSON(x) }}'"), None);
        assert_eq!(of("{os: '${{ fromJSON(x) }}'}"), None);
    }

    #[test]
    fn a_huge_matrix_is_cut() {
        let axis = format!("[{}]", (0..100).map(|n| n.to_string()).collect::<Vec<_>>().join(", "));
        assert_eq!(of(&format!("{{a: {axis}, b: {axis}, c: {axis}}}")).unwrap().len(), LEGS);
    }

    #[test]
    fn expressions_take_the_legs_values() {
        let leg = Leg::from([("os".into(), "a".into())]);
        assert_eq!(expand("x-${{ matrix.os }}-${{ matrix.no || 'b' }}", &leg), "x-a-b");
        assert_eq!(expand("${{ github.ref }} ${{", &leg), "${{ github.ref }} ${{");
    }

    #[test]
    fn conditions_are_decided_where_the_matrix_tells() {
        let leg = Leg::from([("os".into(), "ubuntu-latest".into())]);
        assert_eq!(holds("matrix.os == 'ubuntu-latest'", &leg), Some(true));
        assert_eq!(holds("${{ !startsWith(matrix.os, 'ubuntu') }}", &leg), Some(false));
        assert_eq!(holds("github.ref == 'x' && matrix.os != 'ubuntu-latest'", &leg), Some(false));
        assert_eq!(holds("github.ref == 'x'", &leg), None);
    }
}
