use std::collections::BTreeSet;

/// What references of a text may lead to. Rather too much than too little is taken in, so that
/// what is not among it is certainly not there.
#[derive(Debug, Default)]
pub(super) struct Names {
    targets: BTreeSet<String>,
    substitutions: BTreeSet<String>,
    roles: BTreeSet<String>,
}

impl Names {
    pub(super) fn read(lines: &[(usize, &str)]) -> Self {
        let mut names = Self::default();
        for (at, (_, line)) in lines.iter().enumerate() {
            let next = lines.get(at + 1).map_or("", |(_, next)| *next);
            if super::line::rule_mark(next.trim()).is_some() {
                names.targets.insert(plain(line));
            }
            names.read_line(line.trim_start());
            // A name may go on below.
            if line.contains("..") && line.contains(" _") && !next.is_empty() {
                names.read_line(&format!("{} {}", line.trim_start(), next.trim_start()));
            }
        }
        let text: Vec<&str> = lines.iter().map(|(_, line)| *line).collect();
        names.read_quoted(&text.join("\n"));
        names
    }

    fn read_line(&mut self, line: &str) {
        // Anything may stand before it, as a bullet.
        let explicit = line.split_once(".. ").map_or("", |(_, rest)| rest.trim_start());
        if let Some(rest) = explicit.strip_prefix('_') {
            for (end, _) in rest.match_indices(':') {
                self.targets.extend(rest.get(..end).map(plain));
            }
        }
        if let Some(rest) = explicit.strip_prefix('[') {
            let label = rest.split(']').next().unwrap_or_default();
            self.targets.insert(plain(label.trim_start_matches('#')));
        }
        if let Some(rest) = explicit.strip_prefix('|') {
            self.substitutions.extend(rest.split('|').next().map(plain));
        }
        if let Some((before, rest)) = explicit.split_once("::") {
            if before.trim() == "role" {
                let name = rest.split('(').next().unwrap_or_default().trim();
                self.roles.insert(name.to_lowercase());
            }
            // Titles of contents, topics and so on.
            self.targets.insert(plain(rest));
            self.targets.insert("contents".into());
        }
        if let Some((_, name)) = line.split_once(":name:") {
            self.targets.insert(plain(name));
        }
    }

    /// `_`NAME`` and `` `NAME <ADDRESS>`_ ``.
    fn read_quoted(&mut self, text: &str) {
        let mut before = "";
        for part in text.split('`') {
            if let Some((name, address)) = part.rsplit_once('<') {
                self.targets.insert(plain(name));
                self.targets.insert(plain(address.trim_end_matches('>')));
            }
            if before.ends_with('_') {
                self.targets.insert(plain(part));
            }
            before = part;
        }
    }

    pub(super) fn has_target(&self, name: &str) -> bool {
        self.targets.contains(&plain(name))
    }

    pub(super) fn has_substitution(&self, name: &str) -> bool {
        self.substitutions.contains(&plain(name))
    }

    pub(super) fn has_role(&self, name: &str) -> bool {
        super::vocabulary::is_role(name) || self.roles.contains(&name.to_lowercase())
    }
}

/// Without marks, spaces in one form, in lower case.
fn plain(name: &str) -> String {
    let bare = name.replace(['*', '`', '_', '|', '\\', '\0'], "");
    let words: Vec<&str> = bare.split_whitespace().collect();
    words.join(" ").to_lowercase()
}
