use std::io::{self, Write};
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use serde_json::json;
use wheelpin_dist::{TestOutcome, TestResult, plain};

use crate::arguments::OutputArgs;
use crate::testing::asked::Listed;
use crate::testing::tested::{Recorded, Tested};
use crate::ui::count::Count;
use crate::ui::width;
use crate::ui::wrap::wrap;

const TITLE: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default().bold();
const OPEN: Style = AnsiColor::Yellow.on_default();

/// Lines of a failure's output that are shown, its last ones.
const LINES: usize = 20;

/// Characters of such a line that are shown.
const LENGTH: usize = 500;

/// What came of tests.
#[derive(Clone, Copy)]
pub(crate) struct Results<'a> {
    pub(crate) tested: &'a [Tested],
    /// Wheels that were not here and that nobody has run.
    pub(crate) absent: &'a [String],
    /// The manifest that these are some of the wheels of.
    pub(crate) listed: Option<&'a Listed>,
}

impl Results<'_> {
    pub(crate) fn write(
        &self,
        json: bool,
        output: OutputArgs,
        stdout: &mut dyn Write,
    ) -> io::Result<()> {
        if json { self.json(stdout) } else { self.text(output, stdout) }
    }

    /// For people: by wheel what passed, what failed and why, and what was not run.
    fn text(&self, output: OutputArgs, stdout: &mut dyn Write) -> io::Result<()> {
        for wheel in self.tested {
            let is_quiet = |result: &TestResult| result.outcome != TestOutcome::Failed;
            if output.quiet && wheel.results.iter().all(is_quiet) {
                continue;
            }
            writeln!(stdout, "{TITLE}{}{TITLE:#}", plain(&wheel.file))?;
            for result in &wheel.results {
                match result.outcome {
                    TestOutcome::Passed if output.quiet => {}
                    TestOutcome::Passed => {
                        writeln!(stdout, "  {GOOD}passed{GOOD:#}  {}", good(result))?;
                        if output.verbose {
                            skipped(result, stdout)?;
                        }
                    }
                    TestOutcome::Failed => failure(result, output, stdout)?,
                    TestOutcome::NotRun => {}
                }
            }
            if !output.quiet {
                not_run(&wheel.results, output, stdout)?;
            }
            writeln!(stdout)?;
        }
        writeln!(stdout, "{}", self.summary())
    }

    /// How many tests ended how, results that were not recorded, and wheels that were run nowhere.
    fn summary(&self) -> String {
        let count = |outcome| {
            let all = self.tested.iter().flat_map(|tested| &tested.results);
            all.filter(|result| result.outcome == outcome).count()
        };
        let mut text = format!(
            "{}: {} passed, {} failed, {} not run",
            Count(self.tested.len(), "wheel"),
            Count(count(TestOutcome::Passed), "test"),
            count(TestOutcome::Failed),
            count(TestOutcome::NotRun),
        );
        if let Some(Listed { manifest, wheels }) = self.listed {
            let (looked, manifest) = (self.tested.len(), manifest.to_string_lossy());
            let manifest = plain(&manifest);
            let of = Count(*wheels, "wheel");
            text.push_str(&format!("\nlooked at {looked} of the {of} of {manifest}"));
        }
        for wheel in self.tested {
            let why = match wheel.recorded {
                Recorded::Yes | Recorded::NoManifest => continue,
                Recorded::Absent => "the manifest beside it does not have it",
                Recorded::OtherBytes => "the manifest beside it has another SHA-256",
            };
            text.push_str(&format!("\nnot recorded: {}: {why}", plain(&wheel.file)));
        }
        for file in self.nowhere() {
            text.push_str(&format!("\nrun nowhere: {}", plain(file)));
        }
        text
    }

    /// Wheels that no Python has run.
    fn nowhere(&self) -> impl Iterator<Item = &String> {
        let was_run = |result: &TestResult| result.outcome != TestOutcome::NotRun;
        let idle = self.tested.iter().filter(move |tested| !tested.results.iter().any(was_run));
        idle.map(|tested| &tested.file).chain(self.absent)
    }

    /// For programs: the last line of a test with --json.
    fn json(&self, stdout: &mut dyn Write) -> io::Result<()> {
        let files: Vec<_> = self
            .tested
            .iter()
            .map(|tested| {
                json!({
                    "file": tested.file,
                    "sha256": tested.sha256,
                    "recorded": tested.recorded == Recorded::Yes,
                    "tests": tested.results,
                })
            })
            .collect();
        let nowhere: Vec<_> = self.nowhere().collect();
        let mut end = json!({ "event": "end", "files": files, "nowhere": nowhere });
        if let (Some(listed), Some(end)) = (self.listed, end.as_object_mut()) {
            end.insert("listed".into(), listed.wheels.into());
        }
        writeln!(stdout, "{end}")
    }
}

/// `Python 3.11.7 on linux-x86_64-glibc, 22 modules (2 skipped) and own test (1.3 s)`
fn good(result: &TestResult) -> String {
    let own_test = if result.own_test { " and own test" } else { "" };
    let skipped = match result.skipped.len() {
        0 => String::new(),
        number => format!(" ({number} skipped)"),
    };
    let modules = Count(result.imported, "module");
    format!("{}, {modules}{skipped}{own_test} ({})", python(result), seconds(result))
}

/// Modules that were not imported, and why.
fn skipped(result: &TestResult, stdout: &mut dyn Write) -> io::Result<()> {
    for skipped in &result.skipped {
        let text = plain(&format!("skipped {}: {}", skipped.module, skipped.why));
        writeln!(stdout, "{}", wrap(&text, width::width(), "          ", "            "))?;
    }
    Ok(())
}

fn python(result: &TestResult) -> String {
    let release = result.release.as_deref().unwrap_or_default();
    let threads = if result.python.ends_with('t') { "t" } else { "" };
    let name = if result.python.starts_with("pp") { "PyPy" } else { "Python" };
    plain(&format!("{name} {release}{threads} on {}", result.platform))
}

fn seconds(result: &TestResult) -> String {
    format!("{:.1} s", Duration::from_millis(result.milliseconds).as_secs_f64())
}

fn failure(result: &TestResult, output: OutputArgs, stdout: &mut dyn Write) -> io::Result<()> {
    let width = width::width();
    let reason = plain(result.reason.as_deref().unwrap_or("failed"));
    let text = format!("{}: {reason}", python(result));
    let text = wrap(&text, width, "  FAILED  ", "          ");
    writeln!(stdout, "{}", text.replacen("FAILED", &format!("{BAD}FAILED{BAD:#}"), 1))?;
    if let Some(remedy) = &result.remedy {
        let remedy = wrap(&plain(remedy), width, "          ", "          ");
        for line in remedy.lines() {
            writeln!(stdout, "{DIM}{line}{DIM:#}")?;
        }
    }
    written(result, output, stdout)
}

/// The end of what a test wrote, or all of it.
fn written(result: &TestResult, output: OutputArgs, stdout: &mut dyn Write) -> io::Result<()> {
    let output_text = plain(&result.output);
    let lines: Vec<&str> = output_text.lines().filter(|line| !line.trim().is_empty()).collect();
    let hidden = if output.verbose { 0 } else { lines.len().saturating_sub(LINES) };
    if hidden > 0 {
        writeln!(stdout, "            ({} before)", Count(hidden, "line"))?;
    }
    for line in lines.iter().skip(hidden) {
        let line = line.trim_end();
        match line.char_indices().nth(LENGTH).and_then(|(at, _)| line.get(..at)) {
            Some(begin) if !output.verbose => writeln!(stdout, "            {begin}…")?,
            _ => writeln!(stdout, "            {line}")?,
        }
    }
    Ok(())
}

/// What was not run, each reason once, with what the first such test wrote.
fn not_run(results: &[TestResult], output: OutputArgs, stdout: &mut dyn Write) -> io::Result<()> {
    let mut groups: Vec<(&TestResult, Vec<&str>)> = Vec::new();
    for result in results.iter().filter(|result| result.outcome == TestOutcome::NotRun) {
        let same = groups
            .iter_mut()
            .find(|(first, _)| first.platform == result.platform && first.reason == result.reason);
        match same {
            Some((_, pythons)) => pythons.push(&result.python),
            None => groups.push((result, vec![&result.python])),
        }
    }
    for (first, pythons) in groups {
        let reason = plain(first.reason.as_deref().unwrap_or("unknown"));
        let remedy = plain(first.remedy.as_deref().unwrap_or_default());
        let text =
            format!("{} on {}: {reason}", plain(&pythons.join(", ")), plain(&first.platform));
        let text = wrap(&text, width::width(), "  not run ", "          ");
        writeln!(stdout, "{}", text.replacen("not run", &format!("{OPEN}not run{OPEN:#}"), 1))?;
        for line in wrap(&remedy, width::width(), "          ", "          ").lines() {
            writeln!(stdout, "{DIM}{}{DIM:#}", line.trim_end())?;
        }
        written(first, output, stdout)?;
    }
    Ok(())
}
