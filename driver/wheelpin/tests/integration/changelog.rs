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
