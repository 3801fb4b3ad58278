/// A command of a shell script, without what only starts it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Command {
    /// `pytest` of `uv run python -m pytest -v`.
    pub(crate) program: String,
    pub(crate) arguments: Vec<String>,
}

impl Command {
    /// Whether it is this program with this first argument.
    pub(crate) fn is(&self, program: &str, subcommand: &str) -> bool {
        self.program == program && self.subcommand() == Some(subcommand)
    }

    /// The first argument that is no option (nor a toolchain, as in `cargo +nightly`).
    pub(crate) fn subcommand(&self) -> Option<&str> {
        self.arguments.iter().map(String::as_str).find(|word| !word.starts_with(['-', '+']))
    }

    pub(crate) fn has(&self, argument: &str) -> bool {
        self.arguments.iter().any(|word| word == argument)
    }

    /// Whether it uploads to an index.
    pub(crate) fn publishes(&self) -> bool {
        [
            ("maturin", "publish"),
            ("maturin", "upload"),
            ("twine", "upload"),
            ("uv", "publish"),
            ("poetry", "publish"),
            ("hatch", "publish"),
            ("flit", "publish"),
            ("pdm", "publish"),
            ("wheelpin", "publish"),
            ("wheelpin", "release"),
        ]
        .iter()
        .any(|(program, subcommand)| self.is(program, subcommand))
            || (self.is("nix", "run") && self.has(".#release"))
    }

    /// Whether it runs a project's tests.
    pub(crate) fn tests(&self) -> bool {
        matches!(
            self.program.as_str(),
            "pytest" | "py.test" | "unittest" | "tox" | "nox" | "behave"
        ) || self.is("cargo", "test")
            || self.is("cargo", "nextest")
            || self.is("make", "test")
            || self.is("just", "test")
            || self.is("hatch", "test")
            || self.is("nix", "flake")
            || self.is("wheelpin", "test")
    }

    /// `pip install` of whichever installer.
    pub(crate) fn is_pip_install(&self) -> bool {
        let pip = self.program.starts_with("pip") && self.subcommand() == Some("install");
        pip || (self.is("uv", "pip") && self.has("install"))
    }
}

/// Programs whose only work is to run another one, and words that do.
const STARTERS: [&str; 14] = [
    "sudo", "exec", "time", "env", "uvx", "then", "else", "do", "if", "while", "!", "nice",
    "xvfb-run", "command",
];

/// Programs that run another one by a word.
const RUNNERS: [(&str, &str); 7] = [
    ("uv", "run"),
    ("pipx", "run"),
    ("poetry", "run"),
    ("pdm", "run"),
    ("hatch", "run"),
    ("rye", "run"),
    ("coverage", "run"),
];

/// The commands of a script. Substitutions are not looked into, and lines of a
/// program in a here-document come out as commands that no rule knows.
pub(crate) fn commands(script: &str) -> Vec<Command> {
    split(script).into_iter().filter_map(command).collect()
}

fn command(words: Vec<String>) -> Option<Command> {
    let mut words: &[String] = &words;
    loop {
        let (first, rest) = words.split_first()?;
        let next = rest.first().map(String::as_str);
        let assigns = first.split_once('=').is_some_and(|(name, _)| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        });
        // `A=$(program …)` runs the program.
        let substituted = first.split_once("=$(").map(|(_, program)| program);
        if let Some(program) = substituted.filter(|program| assigns && !program.is_empty()) {
            return Some(Command { program: program.into(), arguments: rest.into() });
        }
        if assigns || STARTERS.contains(&first.as_str()) {
            words = rest;
        } else if RUNNERS.iter().any(|(program, word)| first == program && next == Some(*word)) {
            words = after_options(&rest[1..]);
        } else if is_python(first) {
            match rest.iter().position(|word| word == "-m") {
                Some(index) if index < 3 => words = &rest[index + 1..],
                _ => break,
            }
        } else {
            break;
        }
    }
    let (program, arguments) = words.split_first()?;
    let program = program.rsplit('/').next().unwrap_or(program);
    Some(Command { program: program.into(), arguments: arguments.into() })
}

fn is_python(word: &str) -> bool {
    let name = word.rsplit('/').next().unwrap_or(word);
    name.starts_with("python") || name == "py"
}

/// What follows `uv run`'s own options; those that take a value come with it.
fn after_options(words: &[String]) -> &[String] {
    let mut words = words;
    while let Some((first, rest)) = words.split_first() {
        if !first.starts_with('-') || first == "-m" {
            break;
        }
        let takes_value = matches!(
            first.as_str(),
            "--python"
                | "-p"
                | "--with"
                | "--extra"
                | "--group"
                | "--project"
                | "--directory"
                | "--spec"
        );
        words = if takes_value { rest.get(1..).unwrap_or_default() } else { rest };
    }
    if words.first().is_some_and(|word| word == "-m") { &words[1..] } else { words }
}

/// A script's commands as words: at line ends, `;`, `&` and `|` a new one begins;
/// quotes, `\` at a line's end and `${{ … }}` hold together.
fn split(script: &str) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut quote = None;
    let mut characters = script.chars().peekable();
    while let Some(character) = characters.next() {
        if word.ends_with("${{") {
            word.push(character);
            let mut previous = character;
            for inside in characters.by_ref() {
                word.push(inside);
                if previous == '}' && inside == '}' {
                    break;
                }
                previous = inside;
            }
            continue;
        }
        match (quote, character) {
            (None, '\\') if characters.next_if_eq(&'\n').is_some() => end(&mut words, &mut word),
            (None, '#') if word.is_empty() => {
                while characters.next_if(|next| *next != '\n').is_some() {}
            }
            (None, '\n' | ';' | '&' | '|') => {
                end(&mut words, &mut word);
                if !words.is_empty() {
                    all.push(std::mem::take(&mut words));
                }
            }
            (None, '\'' | '"') => quote = Some(character),
            (Some(open), close) if open == close => quote = None,
            (None, space) if space.is_whitespace() => end(&mut words, &mut word),
            _ => word.push(character),
        }
    }
    end(&mut words, &mut word);
    if !words.is_empty() {
        all.push(words);
    }
    all
}

fn end(words: &mut Vec<String>, word: &mut String) {
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(script: &str) -> Vec<String> {
        commands(script)
            .iter()
            .map(|command| format!("{}({})", command.program, command.arguments.join(",")))
            .collect()
    }

    #[test]
    fn what_only_starts_a_program_is_taken_off() {
        for script in [
            "pytest -v",
            "uv run pytest -v",
            "uv run --python 3.11 --no-sync pytest -v",
            "python3 -m pytest -v",
            "A=b sudo .venv/bin/python -m pytest -v",
            "uv run -m pytest -v",
        ] {
            assert_eq!(all(script), ["pytest(-v)"], "{script}");
        }
    }

    #[test]
    fn a_script_is_several_commands() {
        assert_eq!(
            all("a 'x y' \\\n  z && b | c; d\n# e\nf # g"),
            ["a(x y,z)", "b()", "c()", "d()", "f()"],
        );
    }

    #[test]
    fn an_expression_is_one_word() {
        assert_eq!(all("a ${{ x || y }}z b"), ["a(${{ x || y }}z,b)"]);
    }

    #[test]
    fn an_installer_does_not_run_what_it_installs() {
        assert_eq!(all("pip install twine"), ["pip(install,twine)"]);
    }

    #[test]
    fn text_cut_short_is_no_trouble() {
        for script in
            ["a 'b", "a ${{ b", "${{", "\\", "a \"", "= -m", "python -m", "uv run --python"]
        {
            let _ = commands(script);
        }
    }
}
