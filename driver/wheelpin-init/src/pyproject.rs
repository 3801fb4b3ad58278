use crate::Error;

/// A `pyproject.toml` with tables put behind what it has, for those that it lacks. Nothing else of
/// it is touched. `tables` are headers, such as `tool.wheelpin.release`, and their lines.
///
/// # Errors
///
/// [`Error::Pyproject`]: it is no TOML, or has the table in a form to which nothing can be added.
pub fn with_tables(text: &str, tables: &[(&str, String)]) -> Result<String, Error> {
    let wanted = |(header, lines): &(&str, String)| format!("[{header}]\n{lines}");
    let all: Vec<String> = tables.iter().map(wanted).collect();
    let wrong = |mistake: String| Error::Pyproject { mistake, wanted: all.join("\n") };
    let before: toml::Table = text
        .parse()
        .map_err(|error: toml::de::Error| wrong(format!("it is no TOML: {}", error.message())))?;
    let mut new = text.to_owned();
    for table in tables {
        if has(&before, table.0) {
            continue;
        }
        if !new.is_empty() && !new.ends_with('\n') {
            new.push('\n');
        }
        new.push_str(&format!("\n{}", wanted(table)));
    }
    if new == text {
        return Ok(new);
    }
    let after: toml::Table = new.parse().map_err(|error: toml::de::Error| {
        wrong(format!("a table of it is written in one line ({})", error.message()))
    })?;
    let is_kept = before.iter().all(|(key, value)| key == "tool" || after.get(key) == Some(value));
    if !is_kept {
        return Err(wrong("it would change".into()));
    }
    Ok(new)
}

fn has(table: &toml::Table, header: &str) -> bool {
    let mut here = table;
    for key in header.split('.') {
        match here.get(key).and_then(toml::Value::as_table) {
            Some(inner) => here = inner,
            None => return here.contains_key(key),
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn release() -> [(&'static str, String); 1] {
        [("tool.wheelpin.release", "index = \"pypi\"\n".into())]
    }

    #[test]
    fn a_table_is_put_behind_everything_else() {
        let text = "[project]\nname = \"sample\"  # ours";
        assert_eq!(
            with_tables(text, &release()).unwrap(),
            "[project]\nname = \"sample\"  # ours\n\n[tool.wheelpin.release]\nindex = \"pypi\"\n"
        );
    }

    #[test]
    fn a_table_that_is_there_stays() {
        for text in [
            "[tool.wheelpin.release]\nmode = \"tag\"\n",
            "[tool.wheelpin]\nrelease = { mode = \"tag\" }\n",
            "tool.wheelpin.release.mode = \"tag\"\n",
        ] {
            assert_eq!(with_tables(text, &release()).unwrap(), text);
        }
    }

    #[test]
    fn what_nothing_can_be_added_to_is_told() {
        let text = "[tool]\nwheelpin = { targets = [] }\n";
        let error = with_tables(text, &release()).unwrap_err();
        assert!(error.to_string().contains("written in one line"), "{error}");
        assert!(with_tables("[", &release()).unwrap_err().to_string().contains("no TOML"));
    }
}
