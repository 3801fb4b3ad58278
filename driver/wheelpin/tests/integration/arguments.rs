use crate::test::Test;

#[test]
fn the_version_is_the_crates() {
    Test::new(["--version"]).stdout(concat!("wheelpin ", env!("CARGO_PKG_VERSION"), "\n")).run();
}

#[test]
fn an_unknown_option_is_a_usage_error() {
    Test::new(["plan", "--jsn"])
        .status(2)
        .stderr(
            "error: unexpected argument '--jsn' found\n\n  tip: a similar argument exists: '--json'\n\n\
             Usage: wheelpin plan --json [PROJECT]\n\nFor more information, try '--help'.\n",
        )
        .run();
}

#[test]
fn help_says_what_is_planned_and_built() {
    for command in ["plan", "build"] {
        let ran = Test::new([command, "--help"]).run_unread();
        insta::assert_snapshot!(format!("help-{command}"), ran.stdout);
        assert_eq!(ran.stderr, "");
    }
}

#[test]
fn completions_hold_every_command() {
    for shell in ["bash", "zsh", "fish"] {
        let ran = Test::new(["completions", shell]).run_unread();
        for word in ["plan", "build", "doctor", "completions", "man", "retry-failed", "except"] {
            assert!(ran.stdout.contains(word), "{shell}: {word}");
        }
        assert_eq!(ran.stderr, "");
    }
}

#[test]
fn the_manual_page_holds_every_command() {
    let ran = Test::new(["man"]).run_unread();
    for word in [".TH wheelpin 1", "wheelpin\\-plan(1)", "wheelpin\\-build(1)", "130 interrupted"] {
        assert!(ran.stdout.contains(word), "{word}: {}", ran.stdout);
    }
}

#[test]
fn a_command_has_a_manual_page() {
    let ran = Test::new(["man", "build"]).run_unread();
    for word in [".TH wheelpin-build 1", "\\-\\-retry\\-failed", "\\-\\-except", "wheelpin.json"] {
        assert!(ran.stdout.contains(word), "{word}: {}", ran.stdout);
    }
}

#[test]
fn an_unknown_command_has_no_manual_page() {
    Test::new(["man", "bild"])
        .status(2)
        .stderr(
            "error: failed to find a command called \"bild\"\n\
             help: commands are: plan, build, check, diff, bump, changelog, publish, release, test, reproduce, init, doctor, report, pins, explain, completions, man, help\n",
        )
        .run();
}
