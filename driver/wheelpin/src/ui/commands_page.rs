use clap::{Arg, ArgAction, Command};

/// What stands above the commands.
const HEAD: &str = "# Commands

Every command and option, made from the program by `ci/renew-docs`. The same is said by `wheelpin COMMAND --help`
(`-h` is shorter), `wheelpin man COMMAND` and the completions of shells. A page that is named with a command
tells what it does.
";

/// The page about each command, below docs/.
const PAGES: [(&str, &str); 13] = [
    ("plan", "driver.md"),
    ("build", "driver.md"),
    ("check", "check.md"),
    ("bump", "versions.md"),
    ("changelog", "versions.md"),
    ("publish", "release.md"),
    ("release", "release.md"),
    ("test", "test.md"),
    ("init", "init.md"),
    ("doctor", "doctor.md"),
    ("pins", "workflows.md"),
    ("explain", "check-rules.md"),
    ("man", "driver.md"),
];

/// docs/commands.md: everything that the command line takes, but what is hidden.
pub(crate) fn commands_page(mut program: Command) -> String {
    program.build();
    let mut page = HEAD.to_owned();
    let (global, _) = arguments(&program);
    page.push_str("\n## Every command\n\n");
    page.push_str(&table(&global));
    if let Some(codes) = program.get_after_help() {
        page.push_str(&format!("\n{codes}\n"));
    }
    for command in program.get_subcommands().filter(|command| is_shown(command)) {
        section(command, "##", &mut page);
    }
    page
}

/// `help` is clap's own, and everywhere.
fn is_shown(command: &Command) -> bool {
    !command.is_hide_set() && command.get_name() != "help"
}

/// A command, and those below it.
fn section(command: &Command, heading: &str, page: &mut String) {
    let name = command.get_bin_name().unwrap_or(command.get_name());
    let short = name.trim_start_matches("wheelpin ");
    page.push_str(&format!("\n{heading} {short}\n\n"));
    if let Some(about) = command.get_long_about().or(command.get_about()) {
        page.push_str(&format!("{}\n\n", text(&about.to_string())));
    }
    let usage = command.clone().render_usage().to_string();
    page.push_str(&format!("`{}`\n", words(usage.trim_start_matches("Usage: "))));
    let (_, own) = arguments(command);
    if !own.is_empty() {
        page.push_str(&format!("\n{}", table(&own)));
    }
    if let Some(more) = command.get_after_help() {
        page.push_str(&format!("\n{}\n", text(&more.to_string())));
    }
    if let Some((_, file)) = PAGES.iter().find(|(of, _)| *of == short) {
        page.push_str(&format!("\nMore: [{file}]({file}).\n"));
    }
    for below in command.get_subcommands().filter(|command| is_shown(command)) {
        section(below, &format!("{heading}#"), page);
    }
}

/// Those that every command has, and those of this one.
fn arguments(command: &Command) -> (Vec<&Arg>, Vec<&Arg>) {
    command
        .get_arguments()
        .filter(|argument| !argument.is_hide_set() && !is_claps(argument))
        .partition(|argument| matches!(argument.get_id().as_str(), "quiet" | "verbose" | "color"))
}

/// Whether it is `--help` or `--version` of the program.
fn is_claps(argument: &Arg) -> bool {
    matches!(
        argument.get_action(),
        ArgAction::Help | ArgAction::HelpShort | ArgAction::HelpLong | ArgAction::Version
    )
}

fn table(arguments: &[&Arg]) -> String {
    let mut rows = "| | |\n|---|---|\n".to_owned();
    for argument in arguments {
        rows.push_str(&format!("| {} | {} |\n", spelling(argument), meaning(argument)));
    }
    rows
}

/// How it is typed: `--jobs N`, `-j`.
fn spelling(argument: &Arg) -> String {
    let takes = matches!(argument.get_action(), ArgAction::Set | ArgAction::Append);
    let values: Vec<&str> =
        argument.get_value_names().unwrap_or_default().iter().map(|name| name.as_str()).collect();
    let values = if takes { values.join(" ") } else { String::new() };
    let many = matches!(argument.get_action(), ArgAction::Append);
    let Some(long) = argument.get_long() else {
        let more = if many { "…" } else { "" };
        return format!("`{values}{more}`");
    };
    let value = if values.is_empty() { values } else { format!(" {values}") };
    match argument.get_short() {
        Some(short) => format!("`--{long}{value}`, `-{short}`"),
        None => format!("`--{long}{value}`"),
    }
}

/// What it is for, what it may be, and what it is when it is not given.
fn meaning(argument: &Arg) -> String {
    let help = argument.get_long_help().or(argument.get_help());
    let mut meaning = words(&help.map(ToString::to_string).unwrap_or_default())
        .replace('|', "\\|")
        .replace('*', "\\*");
    let possible: Vec<String> = argument
        .get_possible_values()
        .iter()
        .filter(|value| !value.is_hide_set())
        .map(|value| match value.get_help() {
            Some(help) => format!("`{}` ({})", value.get_name(), lower(&words(&help.to_string()))),
            None => format!("`{}`", value.get_name()),
        })
        .collect();
    let takes = matches!(argument.get_action(), ArgAction::Set | ArgAction::Append);
    if takes && !possible.is_empty() {
        meaning.push_str(&format!(": {}", possible.join(", ")));
    }
    let default: Vec<String> =
        argument.get_default_values().iter().map(|value| value.to_string_lossy().into()).collect();
    if takes && !default.is_empty() {
        meaning.push_str(&format!("; default: `{}`", default.join(" ")));
    }
    meaning
}

/// A text whose paragraphs are lines. What could be taken for HTML is told as code.
fn text(text: &str) -> String {
    text.trim().replace('<', "&lt;")
}

/// A text in one line.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text within a sentence.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    let is_name = letters.clone().nth(1).is_some_and(char::is_uppercase);
    match letters.next() {
        Some(first) if !is_name => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::arguments::Arguments;

    #[test]
    fn the_page_is_the_command_line() {
        let page = include_str!("../../../../docs/commands.md");
        assert!(
            page == commands_page(Arguments::command()),
            "docs/commands.md is old: type ci/renew-docs"
        );
    }

    #[test]
    fn every_page_that_is_named_is_of_a_command() {
        let program = Arguments::command();
        for (command, _) in PAGES {
            assert!(program.find_subcommand(command).is_some(), "{command}");
        }
    }

    #[test]
    fn hidden_options_are_not_told_and_globals_once() {
        let page = commands_page(Arguments::command());
        assert!(!page.contains("--rules-page") && !page.contains("--commands-page"));
        assert_eq!(page.matches("`--quiet`").count(), 1);
        assert!(page.contains("\n### pins check\n") && page.contains("\n## build\n"));
    }
}
