{ project, plan, cells, toolchain, workspacePart }:

/**
  The program `wheelpin` without its feature `release`, for systems that wheels are tested on: static
  on Linux, so that glibc and musl run the same file. It sees the sources of five crates, and of the
  others the manifests alone, so that hardly any other change of wheelpin makes another tester.
  Whatever the project, they are the same derivations.

  A program stays as it was linked: arm64 macOS runs only what is signed, and the signature (ad hoc,
  by the linker) is of these bytes.

  # Type

  ```
  testers :: [ Cell ] -> {
    all :: Derivation;                                  # a directory with a program per system
    one :: { NAME :: Derivation };                      # `tester-linux-x86_64` …, a directory with one
    source :: Path;                                     # what they are compiled from
  }
  ```

  `[ Cell ]` is the plan of the project: only systems that it has wheels for have a program, and Linux on x86_64, whose program joins results.

  # Example

  ```nix
  builtins.attrNames (testers (plan config)).one
  => [ "tester-linux-x86_64" "tester-macos-arm64" ]
  ```
*/
planned:
let
  # By the name of a program: its own target, and what wheels it tests.
  systems = {
    linux-x86_64 = { target = "musllinux-x86_64"; tests = [ "manylinux-x86_64" "musllinux-x86_64" ]; };
    linux-aarch64 = { target = "musllinux-aarch64"; tests = [ "manylinux-aarch64" "musllinux-aarch64" ]; };
    macos-arm64 = { target = "macos-arm64"; tests = [ "macos-arm64" "macos-universal2" ]; };
    macos-x86_64 = { target = "macos-x86_64"; tests = [ "macos-x86_64" "macos-universal2" ]; };
    windows-x86_64 = { target = "windows-x86_64"; tests = [ "windows-x86_64" ]; };
  };
  names = builtins.attrNames systems;
  targets = map (cell: cell.target.name) planned;
  # The one for Linux on x86_64 joins the results of all.
  wanted = builtins.filter (name: name == "linux-x86_64" || builtins.any (target: builtins.elem target targets) systems.${name}.tests) names;

  config = project {
    src = workspacePart {
      name = "wheelpin-tester-source";
      crates = [ "wheelpin" "wheelpin-dist" "wheelpin-process" "wheelpin-test" "wheelpin-wheel" ];
      parts = [ "data" "harness" "src" "tester" ];
      # Cargo reads the manifests of crates that it does not compile; of programs nobody depends on none.
      manifests = builtins.filter (name: ! builtins.elem name [ "wheelpin-bench" "wheelpin-check" ]) (builtins.attrNames (builtins.readDir ../driver));
      # What the small program has no part of.
      without = map (path: "driver/wheelpin/src/${path}") [ "commands/pins" "costing" "publishing" "release" "reporting" "reproducing" "scaffolding" ];
    };
    project = "driver/wheelpin/tester";
    # All, also where a project wants one, so that what targets share is the same everywhere.
    config.targets = map (name: systems.${name}.target) names;
  };
  built = cells { inherit config; cells = plan config; };
  ending = cell: if cell.target.os == "windows" then ".exe" else "";
  cellOf = name: builtins.head (builtins.filter (cell: cell.target.name == systems.${name}.target) built);
  make = name: wanted: toolchain.run {
    name = "wheelpin-${name}-${config.version}";
    script = ./testers.sh;
    # One line for each: what was compiled, its triple, the file's name there and here.
    programs = builtins.concatStringsSep "\n" (map
      (system:
        let cell = cellOf system; in
        "${cell.compiled} ${cell.target.triple} wheelpin${ending cell} wheelpin-${system}${ending cell}")
      wanted);
  };
in
{
  source = config.src;
  all = make "testers" wanted;
  one = builtins.listToAttrs (map (name: { name = "tester-${name}"; value = make "tester-${name}" [ name ]; }) wanted);
}
