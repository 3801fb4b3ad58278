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
fn help_says_what_is_planned() {
    Test::new(["plan", "--help"])
        .stdout(
            "Show every wheel of a project, before anything is built\n\n\
             Usage: wheelpin plan [OPTIONS] [PROJECT]\n\n\
             Arguments:\n  [PROJECT]  A flake reference, or a directory with a flake.nix [default: .]\n\n\
             Options:\n      --json  Print the plan as JSON (schema 1)\n  -h, --help  Print help\n",
        )
        .run();
}
