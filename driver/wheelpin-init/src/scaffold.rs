use minijinja::value::Serde;
use minijinja::{Value, context};

use wheelpin_workflow::LOCK;

use crate::section::with_section;
use crate::systems::{self, LINUX};
use crate::{Choices, Ci, Error, Pins, Project, template};

/// A file that a project gets.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ScaffoldFile {
    /// Below the root, with `/`.
    pub path: String,
    /// Whose it is.
    pub keeping: Keeping,
    /// All of its text.
    pub text: String,
}

/// Whose a file is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Keeping {
    /// Wheelpin's: it says so, and is compared.
    Whole,
    /// The project's, once it is there.
    Once,
    /// The project's, with a part of wheelpin's in it; `text` is all of it.
    Part,
}

/// Where files of a release are, in workflows.
const DIST: &str = "dist";

/// The images that are used, by name.
const ALPINE: &str = "docker.io/library/python";
const NIX: &str = "docker.io/nixos/nix";

/// Every file that a project gets, but for what is put into files that it has.
///
/// # Errors
///
/// [`Error::Choice`], [`Error::Unfit`]; [`Error::Template`] never.
pub fn scaffold(
    project: &Project,
    choices: &Choices,
    pins: &Pins,
) -> Result<Vec<ScaffoldFile>, Error> {
    choices.check()?;
    project.check()?;
    let values = values(project, choices, pins);
    let render = |text: &str| template::render(text, &values, pins);
    let yaml = |path: &str, text: &str| -> Result<ScaffoldFile, Error> {
        let text = template::signed(&render(text)?, ("# ", ""));
        Ok(ScaffoldFile { path: path.into(), keeping: Keeping::Whole, text })
    };
    let once = |path: &str, text: &str| -> Result<ScaffoldFile, Error> {
        Ok(ScaffoldFile { path: path.into(), keeping: Keeping::Once, text: render(text)? })
    };
    let mut files = vec![
        once("flake.nix", include_str!("../templates/flake.nix"))?,
        once(&below(project, "CHANGELOG.md"), include_str!("../templates/CHANGELOG.md"))?,
    ];
    if choices.ci.contains(&Ci::Github) {
        let actions = ".github/actions";
        files.extend([
            yaml(
                &format!("{actions}/setup-nix/action.yml"),
                include_str!("../templates/setup-nix.yml"),
            )?,
            yaml(
                &format!("{actions}/hand-over/action.yml"),
                include_str!("../templates/hand-over.yml"),
            )?,
            yaml(&format!("{actions}/take/action.yml"), include_str!("../templates/take.yml"))?,
            yaml(".github/workflows/ci.yml", include_str!("../templates/ci.yml"))?,
            yaml(".github/workflows/release.yml", include_str!("../templates/release.yml"))?,
            once(".github/zizmor.yml", include_str!("../templates/zizmor.yml"))?,
            ScaffoldFile {
                path: "RELEASING.md".into(),
                keeping: Keeping::Whole,
                text: template::signed(
                    &render(include_str!("../templates/RELEASING.md"))?,
                    ("<!-- ", " -->"),
                ),
            },
        ]);
    }
    if choices.ci.contains(&Ci::Gitlab) {
        files.push(yaml(".gitlab-ci.yml", include_str!("../templates/gitlab-ci.yml"))?);
    }
    let texts = files.iter().map(|file| file.text.as_str());
    if let Some(text) = pins.lock(texts) {
        files.push(ScaffoldFile { path: LOCK.into(), keeping: Keeping::Part, text });
    }
    Ok(files)
}

/// The project's README with its badges and its table of platforms.
///
/// # Errors
///
/// [`Error::Template`] never.
pub fn readme(
    project: &Project,
    choices: &Choices,
    pins: &Pins,
    path: &str,
    text: &str,
) -> Result<ScaffoldFile, Error> {
    let values = values(project, choices, pins);
    let mut text = text.to_owned();
    if choices.ci.contains(&Ci::Github) && project.repository.is_some() {
        let badges = template::render(include_str!("../templates/badges.md"), &values, pins)?;
        text = with_section(&text, "badges", &badges, true);
    }
    let platforms = template::render(include_str!("../templates/platforms.md"), &values, pins)?;
    text = with_section(&text, "platforms", &platforms, false);
    Ok(ScaffoldFile { path: path.into(), keeping: Keeping::Part, text })
}

/// A file beside the project's pyproject.toml.
#[must_use]
pub fn below(project: &Project, name: &str) -> String {
    match project.directory.as_str() {
        "" => name.into(),
        directory => format!("{directory}/{name}"),
    }
}

fn values(project: &Project, choices: &Choices, pins: &Pins) -> Value {
    let systems = systems::systems(project);
    let alpine = systems::alpine(project);
    let mut all_pythons: Vec<String> = Vec::new();
    for python in systems.iter().flat_map(|system| &system.pythons) {
        if !all_pythons.contains(python) {
            all_pythons.push(python.clone());
        }
    }
    let names = |systems: &[systems::System]| {
        systems.iter().map(|system| system.name.to_owned()).collect::<Vec<_>>()
    };
    let mut system_names = names(&systems);
    if !alpine.is_empty() {
        system_names.push("Alpine".into());
    }
    let is_small = |system: &&systems::System| {
        ["linux-x86_64", "macos-arm64", "windows-x86_64"].contains(&system.name)
    };
    let mut install_systems: Vec<_> = systems.iter().filter(is_small).cloned().collect();
    if install_systems.is_empty() {
        install_systems.extend(systems.first().cloned());
    }
    // The newest that every system has and that is no pre-release.
    let plain = |python: &&String| !python.starts_with("pypy") && !python.ends_with('t');
    let install_python = all_pythons.iter().rfind(plain).cloned().unwrap_or("3.13".into());
    let known = ["pypi", "testpypi"];
    let other_indexes: Vec<&str> = known.into_iter().filter(|it| *it != project.index).collect();
    let (owner, repository_name) = match &project.repository {
        Some(repository) => repository.split_once('/').unwrap_or((repository, "")),
        None => ("OWNER", "REPOSITORY"),
    };
    let image = |name: &str| pins.image(name).map(|it| it.to_string()).unwrap_or_default();
    let project_argument = match project.directory.as_str() {
        "" => String::new(),
        directory => format!(" --project {directory}"),
    };
    let further: String = choices.arguments.iter().map(|word| format!(" {word}")).collect();
    context! {
        name => project.name.clone(),
        directory => project.directory.clone(),
        manifest => if project.manifest.is_empty() { "Cargo.toml" } else { &project.manifest },
        release_arguments => format!("{project_argument}{further}"),
        project_argument => project_argument,
        toolchain => project.toolchain.clone(),
        mode => project.mode.clone(),
        index => project.index.clone(),
        index_title => match project.index.as_str() {
            "pypi" => "PyPI",
            "testpypi" => "TestPyPI",
            _ => "the index",
        },
        publishing_page => "Your projects → Manage → Publishing",
        tags => if project.tags.is_empty() { "v*" } else { &project.tags },
        alpine_only => systems::alpine_only(project),
        other_indexes => other_indexes,
        input => project.input.clone(),
        site => project.site.clone(),
        repository => project.repository.clone(),
        owner => owner,
        repository_name => repository_name,
        dist => DIST,
        runner => LINUX,
        branch => choices.branch.clone(),
        environment => choices.environment.clone(),
        shards => choices.shards,
        nightly => choices.nightly.clone(),
        benchmarks => choices.benchmarks,
        substituters => choices.substituters.clone(),
        public_keys => choices.trusted_public_keys.clone(),
        install_names => names(&install_systems).join(", "),
        system_names => system_names.join(", "),
        systems => Value::from(Serde(&systems)),
        alpine => Value::from(Serde(&alpine)),
        all_pythons => all_pythons,
        install_systems => Value::from(Serde(&install_systems)),
        install_python => install_python,
        untested => systems::untested(project).join(", "),
        alpine_image => format!("docker://{}", image(ALPINE)),
        nix_image => image(NIX),
        rows => Value::from(Serde(project.rows())),
    }
}
