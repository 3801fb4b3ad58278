use std::env::consts::ARCH;

use crate::nix::{EVALUATION, MISTAKE, NETWORK, NO_PLAN, Nix, PLAN};
use crate::sample::Run;
use crate::test::Test;

/// The recorded plan as a table.
const TABLE: &str = "\
TARGET                     ABI       PYTHON  WHEEL                                                                                            BUILT
manylinux-x86_64           py3-none  3.11+   sample_tool-1.0.0rc1-py3-none-manylinux_2_28_x86_64.whl                                          ?
musllinux-i686 (untested)  py3-none  3.11+   sample_tool-1.0.0rc1-py3-none-musllinux_1_2_i686.whl                                             ?
macos-universal2           py3-none  3.11+   sample_tool-1.0.0rc1-py3-none-macosx_10_12_universal2.macosx_10_12_x86_64.macosx_11_0_arm64.whl  ?

Sample.-Tool 1.0.0rc1: 3 wheels (1 for targets that wheelpin does not test) and sample_tool-1.0.0rc1.tar.gz
";

/// Nix's name of the machine that runs the tests.
fn build_host() -> String {
    let os = if cfg!(target_os = "macos") { "darwin" } else { "linux" };
    format!("{ARCH}-{os}")
}

/// The output that holds the plan of a flake.
fn flake(reference: &str) -> String {
    format!("{reference}#matrix.{}", build_host())
}

/// A run of Nix: where, and its arguments.
fn evaluation<'a>(directory: &'a str, installable: &[&'a str]) -> Vec<&'a str> {
    let mut words = vec![directory, "--extra-experimental-features", "nix-command flakes"];
    words.extend(["eval", "--json", "--log-format", "internal-json"]);
    words.extend(installable);
    words
}

#[test]
fn a_plan_is_a_table_with_untested_targets_marked() {
    Test::new(["plan"]).file("flake.nix").nix(PLAN).stdout(TABLE).run();
}

#[test]
fn a_directory_is_planned_from_within() {
    let ran = Test::new(["plan", "a#b?c"]).file("a#b?c/flake.nix").nix(PLAN).stdout(TABLE).run();
    assert_eq!(ran.asked("eval"), evaluation("ROOT/work/a#b?c", &[&flake(".")]));
}

#[test]
fn a_directory_below_the_flake_is_planned() {
    Test::new(["plan", "python"]).file("flake.nix").file("python/a").nix(PLAN).stdout(TABLE).run();
}

#[test]
fn a_flake_of_something_else_is_not_read() {
    let project = |arguments| {
        Test::new(arguments)
            .content("flake.nix", "{ outputs = _: { devShells = { }; }; }")
            .content("pyproject.toml", "")
            .nix(PLAN)
            .stdout(TABLE)
    };
    let note = "note: ROOT/work/flake.nix has nothing to do with wheelpin: the project is taken as \
                one without a flake\n";
    let ran = project(["plan", "."]).stderr(note).run();
    assert!(ran.asked("eval").iter().any(|word| word == "--expr"));
    project(["plan", "--quiet"]).run();
}

#[test]
fn a_reference_is_given_to_nix() {
    let ran = Test::new(["plan", "github:owner/name"]).nix(PLAN).stdout(TABLE).run();
    assert_eq!(ran.asked("eval"), evaluation("ROOT/work", &[&flake("github:owner/name")]));
}

#[test]
fn json_is_the_plan() {
    let stdout = r#"{"buildHost":"x86_64-linux","cells":[],"name":"a","rust":"1.98.0","schema":1,"sdist":"a-1.tar.gz","toolchain":"registry","version":"1"}"#;
    Test::new(["plan", "--json"])
        .file("flake.nix")
        .nix(Nix { stdout, ..PLAN })
        .stdout(
            "{\n  \"schema\": 1,\n  \"name\": \"a\",\n  \"version\": \"1\",\n  \"rust\": \"1.98.0\",\n  \
             \"buildHost\": \"x86_64-linux\",\n  \"toolchain\": \"registry\",\n  \
             \"sdist\": \"a-1.tar.gz\",\n  \"cells\": []\n}\n",
        )
        .run();
}

#[test]
fn a_mistake_in_the_project_is_shown_without_nixs_frame() {
    Test::new(["plan"])
        .file("flake.nix")
        .nix(MISTAKE)
        .status(2)
        .stderr(
            "error: failed to plan .: pyproject.toml: target manylinux-armv7l cannot be built: \
             Rust has no standard library for armv7-unknown-linux-gnueabihf\n\
             help: Take \"manylinux-armv7l\" out of targets in [tool.wheelpin].\n      \
             `rustc --print target-list` lists what Rust knows; only tiers 1 and 2 can be downloaded.\n",
        )
        .run();
}

#[test]
fn an_error_in_the_flake_comes_with_the_command_that_shows_more() {
    let system = build_host();
    Test::new(["plan"])
        .file("flake.nix")
        .nix(EVALUATION)
        .status(2)
        .stderr(format!(
            "error: failed to plan .: undefined variable 'foo'\n\
             help: to see where, type: nix --extra-experimental-features 'nix-command flakes' \
             eval --show-trace '.#matrix.{system}'\n",
        ))
        .run();
}

#[test]
fn a_flake_without_a_plan_is_told_how_to_have_one() {
    let system = build_host();
    Test::new(["plan"])
        .file("flake.nix")
        .nix(NO_PLAN)
        .status(2)
        .stderr(format!(
            "error: failed to plan .: its flake has no plan for {system}\n\
             help: let the flake be wheelpin's: outputs = {{ self, wheelpin }}: wheelpin.lib.mkFlake {{ src = self; }};\n      \
             or, if it is, build on x86_64-linux or aarch64-linux\n",
        ))
        .run();
}

#[test]
fn a_network_that_fails_has_its_own_exit_code() {
    Test::new(["plan", "nosuchflake"])
        .nix(NETWORK)
        .status(4)
        .stderr(
            "error: failed to plan nosuchflake: unable to download \
             'https://flakes.example.org/flake-registry.json': Couldn't resolve host name (6)\n\
             help: check the address and the network, then type the same again\n",
        )
        .run();
}

#[test]
fn a_directory_without_a_flake_is_planned_by_an_expression() {
    let ran = Test::new(["plan"]).file("pyproject.toml").nix(PLAN).stdout(TABLE).run();
    let asked = ran.asked("eval");
    let expression = asked.last().unwrap();
    assert_eq!(asked, evaluation("ROOT/work", &["--impure", "--expr", expression]));
    assert!(expression.contains(r#"{ path = "ROOT/work"; files = "#), "{expression}");
    assert!(expression.ends_with("}).matrix"), "{expression}");
    assert_eq!(ran.names("work"), ["pyproject.toml"]);
    assert_eq!(ran.names("tmp"), [""; 0]);
}

#[test]
fn a_mistake_in_a_directory_without_a_flake_leaves_nothing_behind() {
    let ran = Test::new(["plan"]).file("pyproject.toml").nix(EVALUATION).status(2).run_unread();
    assert!(
        ran.stderr.starts_with("error: failed to plan .: undefined variable"),
        "{}",
        ran.stderr
    );
    assert_eq!(ran.names("tmp"), [""; 0]);
}

#[test]
fn a_missing_directory_is_not_asked_of_nix() {
    Test::new(["plan", "./missing"])
        .nix(PLAN)
        .status(2)
        .stderr(
            "error: failed to find \"./missing\": there is no such directory\n\
             help: name a directory that has a flake.nix, or a flake reference such as github:OWNER/NAME\n",
        )
        .run();
}

#[test]
fn a_machine_without_nix_is_told_where_to_get_it() {
    Test::new(["plan"])
        .file("flake.nix")
        .status(2)
        .stderr(
            "error: failed to run `nix`\n  because: No such file or directory (os error 2)\n\
             help: install Nix (Debian and Ubuntu: apt-get install nix-bin), or add its directory to PATH\n",
        )
        .run();
}

#[test]
fn a_plan_of_another_schema_is_refused() {
    Test::new(["plan"])
        .file("flake.nix")
        .nix(Nix { stdout: r#"{"schema":2}"#, ..PLAN })
        .status(2)
        .stderr(
            "error: failed to read the plan of .\n  because: it has schema 2, this wheelpin knows 1\n\
             help: take the program that belongs to the flake's wheelpin: nix run wheelpin -- plan .\n",
        )
        .run();
}

#[test]
fn a_plan_says_what_is_built() {
    Test::new(["build", "--only", "windows*"])
        .sample(Run::default().windows())
        .run_unread()
        .again(["plan"])
        .stdout(
            "TARGET            ABI         PYTHON  WHEEL                                            BUILT\n\
             manylinux-x86_64  cp311-abi3  3.11+   sample-1.0-cp311-abi3-manylinux_2_28_x86_64.whl  no\n\
             windows-x86_64    cp311-abi3  3.11+   sample-1.0-cp311-abi3-win_amd64.whl              yes\n\n\
             sample 1.0: 2 wheels (1 built already) and sample-1.0.tar.gz\n",
        )
        .run();
}

#[test]
fn a_plan_is_a_matrix_for_workflows() {
    Test::new(["plan", "--format", "github", "--except", "manylinux*"])
        .sample(Run::default())
        .stdout(
            "{\"include\":[{\"abi\":\"cp311-abi3\",\"cell\":\"cp311-abi3-win_amd64\",\
             \"file\":\"sample-1.0-cp311-abi3-win_amd64.whl\",\"python\":\"3.11\",\
             \"target\":\"windows-x86_64\"}]}\n",
        )
        .run();
}
