use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::{Interrupt, argv};

/// What a person asks of Nix for one build; what is not asked for is Nix's own
/// setting, or wheelpin's where nobody has set it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct BuildSettings {
    /// Builds at a time on this machine (Nix's `max-jobs`).
    pub jobs: Option<u32>,
    /// Other machines to build on, as Nix's `builders` is written.
    pub builders: Option<String>,
}

/// What this machine is like.
#[derive(Clone, Copy, Debug)]
struct Machine {
    processors: usize,
    has_build_users: bool,
}

impl BuildSettings {
    /// Options for Nix's command line, after a look at its configuration.
    pub(crate) async fn options(&self, interrupt: &Interrupt) -> Vec<(String, String)> {
        let configuration = match wheelpin_process::run(&argv::show_config(), interrupt).await {
            Ok(finished) => serde_json::from_slice(&finished.stdout).unwrap_or_default(),
            // Whatever is wrong with it, the next run of Nix says better.
            Err(_) => Value::Null,
        };
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let group = setting(&configuration, "build-users-group");
        let has_build_users = group.is_some_and(|group| group.as_str().is_some_and(is_group));
        self.beside(&configuration, Machine { processors, has_build_users })
    }

    /// Options that `configuration` (of `nix show-config --json`) leaves to us.
    fn beside(&self, configuration: &Value, machine: Machine) -> Vec<(String, String)> {
        let mut options = BTreeMap::new();
        let processors = machine.processors.to_string();
        // Nix's own default is one build at a time.
        if is_default(configuration, "max-jobs") {
            options.insert("max-jobs", processors);
        }
        // Nix's own default is a cache that has nothing of a registry toolchain, and
        // that a company's network may not reach.
        if is_default(configuration, "substituters") {
            options.insert("substituters", String::new());
        }
        // A build without the sandbox may see what is installed.
        if is_default(configuration, "sandbox-fallback") {
            options.insert("sandbox-fallback", "false".into());
        }
        // Debian's package makes no build users; then root builds as itself.
        let wants_users = setting(configuration, "build-users-group")
            .is_some_and(|group| group.as_str().is_some_and(|group| !group.is_empty()));
        if wants_users && !machine.has_build_users {
            options.insert("build-users-group", String::new());
        }
        if let Some(jobs) = self.jobs {
            options.insert("max-jobs", jobs.to_string());
        }
        if let Some(builders) = &self.builders {
            options.insert("builders", builders.clone());
        }
        options.into_iter().map(|(name, value)| (name.into(), value)).collect()
    }
}

fn setting<'a>(configuration: &'a Value, name: &str) -> Option<&'a Value> {
    configuration.get(name)?.get("value")
}

fn is_default(configuration: &Value, name: &str) -> bool {
    let setting = configuration.get(name);
    setting.is_some_and(|setting| setting.get("value") == setting.get("defaultValue"))
}

/// Whether the machine has a group of that name.
fn is_group(name: &str) -> bool {
    // Elsewhere (LDAP, macOS) Nix's installer has made it.
    let Ok(groups) = std::fs::read_to_string(Path::new("/etc/group")) else { return true };
    groups.lines().any(|line| line.split(':').next() == Some(name)) || cfg!(target_os = "macos")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const MACHINE: Machine = Machine { processors: 4, has_build_users: true };

    fn defaults() -> Value {
        json!({
            "build-users-group": { "value": "nixbld", "defaultValue": "" },
            "max-jobs": { "value": 1, "defaultValue": 1 },
            "sandbox-fallback": { "value": true, "defaultValue": true },
            "substituters": { "value": ["https://a"], "defaultValue": ["https://a"] },
        })
    }

    fn options(settings: &BuildSettings, configuration: &Value, machine: Machine) -> Vec<String> {
        let options = settings.beside(configuration, machine);
        options.into_iter().map(|(name, value)| format!("{name}={value}")).collect()
    }

    #[test]
    fn what_nobody_has_set_is_set_for_wheels() {
        let settings = BuildSettings::default();
        assert_eq!(
            options(&settings, &defaults(), MACHINE),
            ["max-jobs=4", "sandbox-fallback=false", "substituters="],
        );
    }

    #[test]
    fn what_somebody_has_set_is_left_alone() {
        let mut configuration = defaults();
        configuration["max-jobs"]["value"] = json!(3);
        configuration["sandbox-fallback"]["value"] = json!(false);
        configuration["substituters"]["value"] = json!(["https://b"]);
        assert!(options(&BuildSettings::default(), &configuration, MACHINE).is_empty());
    }

    #[test]
    fn root_builds_itself_where_there_are_no_build_users() {
        let machine = Machine { has_build_users: false, ..MACHINE };
        let options = options(&BuildSettings::default(), &defaults(), machine);
        assert_eq!(options[0], "build-users-group=");
    }

    #[test]
    fn what_is_asked_for_wins() {
        let settings = BuildSettings { jobs: Some(7), builders: Some("ssh://a".into()) };
        assert_eq!(options(&settings, &Value::Null, MACHINE), ["builders=ssh://a", "max-jobs=7"],);
    }
}
