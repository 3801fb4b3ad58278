use wheelpin_testing::GitRepository;

use crate::test::Test;

const CARGO: &str = "[package]\nname = 'sample'\nversion = '0.1.0'\n";
const UNRELEASED: &str = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- by hand\n";

#[test]
fn what_is_new_is_shown_and_written_once() {
    let test = Test::new(["changelog"]).git();
    let git = GitRepository::new(test.path("work"));
    git.write("Cargo.toml", CARGO, "feat: new").tag("v0.1.0");
    git.write("CHANGELOG.md", UNRELEASED, "fix: b\n\nCloses #1").commit("chore: c");
    let ran = test.stdout("### Added\n\n- by hand\n\n### Fixed\n\n- b\n").run();
    let ran = ran.again(["changelog", "--write"]).git().run();
    let once = ran.read("work/CHANGELOG.md");
    assert_eq!(once, format!("{UNRELEASED}\n### Fixed\n\n- b\n"));
    let ran = ran.again(["changelog", "--write"]).git().run();
    assert_eq!(ran.read("work/CHANGELOG.md"), once);
}

#[test]
fn release_notes_are_those_of_their_version() {
    let text = "# Changelog\n\n## [2.1.0] - 2026-05-04\n\n### Added\n\n- a\n\n## [2.0.0]\n";
    let ran = Test::new(["changelog", "--version", "2.1.0"])
        .content("CHANGELOG.md", text)
        .stdout("### Added\n\n- a\n")
        .run();
    // Empty notes are a mistake, not notes.
    for version in ["2.0.0", "1.0.0"] {
        let again = Test::new(["changelog", "--version", version]).content("CHANGELOG.md", text);
        let again = again.status(2).run_unread();
        assert!(
            again.stderr.contains(&format!("failed to find a section {version} with text")),
            "{}",
            again.stderr
        );
    }
    drop(ran);
}

#[test]
fn what_a_release_will_say_is_shown_by_its_template() {
    let test = Test::new(["changelog"]).git();
    let git = GitRepository::new(test.path("work"));
    git.write("Cargo.toml", CARGO, "feat: new").tag("v0.1.0");
    let settings = "[tool.wheelpin.changelog]\ntemplate = 'section.md'\n";
    git.write("pyproject.toml", settings, "fix: b");
    let ran = test.status(2).run_unread();
    let told = "error: failed to read the template of the changelog, ./section.md\n";
    assert!(ran.stderr.starts_with(told), "{}", ran.stderr);
    git.write("section.md", "{{ tag }} after {{ previous_tag }}", "chore: c");
    let ran = ran.again(["changelog"]).git().stdout("v0.1.1 after v0.1.0\n").run();
    git.write("section.md", "{{ nothing.at_all }}", "chore: d");
    let ran = ran.again(["changelog"]).git().status(2).run_unread();
    assert!(ran.stderr.contains("undefined value (in template:1)"), "{}", ran.stderr);
}

#[test]
fn notes_of_pre_releases_by_hand_are_shown_too() {
    let test = Test::new(["changelog"]).git();
    let git = GitRepository::new(test.path("work"));
    git.write("Cargo.toml", CARGO, "feat: new").tag("v0.1.0");
    let written = "# Changelog\n\n## [0.2.0-beta.1] - 2026-05-04\n\n### Added\n\n- by hand\n- b\n";
    git.write("CHANGELOG.md", written, "feat: b").tag("v0.2.0-beta.1").commit("fix: c");
    test.stdout("### Added\n\n- by hand\n- b\n\n### Fixed\n\n- c\n").run();
}
