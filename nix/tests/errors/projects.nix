# Errors of the files of a project: each case is a tree beside this file.
{ scope, tree, ... }:
{
  noLock = tree "no-lock" [
    "Cargo.lock: there is no such file, or git ignores it"
    "cargo generate-lockfile"
    "git add -f Cargo.lock"
  ];
  noPyproject = tree "no-pyproject" [
    "pyproject.toml: there is no such file"
    "project = \"python\""
    "ci/tree --project python DIRECTORY"
    "git add pyproject.toml"
  ];
  ownBackend = tree "own-backend" [
    "pyproject.toml: the build backend is backend"
    "A backend of the project's own is not run"
    "build-backend = \"maturin\""
  ];
  setuptoolsRust = tree "setuptools-rust" [
    "pyproject.toml: the build backend is setuptools.build_meta"
    "`module-name` and `manifest-path` in [tool.maturin]"
    "build-backend = \"maturin\""
  ];
  otherBackend = tree "other-backend" [
    "pyproject.toml: the build backend is setuptools.build_meta"
    "build-backend = \"maturin\""
  ];
  gitWithoutRevision = tree "git-without-revision" [
    "Cargo.lock: the git dependency moving has no revision"
    "cargo update -p moving"
  ];
  noCdylib = tree "no-cdylib" [
    "Cargo.toml: crate-type of sample has no cdylib"
    "crate-type = [\"cdylib\"]"
  ];
  noCrateVersion = tree "no-crate-version" [
    "Cargo.toml: pyproject.toml takes the version from here (dynamic), but [package] has none"
    "version = \"0.1.0\""
  ];
  crateVersionNotPython = tree "crate-version-not-python" [
    "Cargo.toml: [package] version \"1.0.0-nightly\" is not a version for Python"
    "1.2.0-rc.1"
  ];
  noVersion = tree "no-version" [
    "pyproject.toml: [project] has no version"
    "dynamic = [\"version\"]"
  ];
  abi3tNeedsNewerPyo3 = tree "abi3t-old-pyo3" [
    "pyproject.toml: PyO3's feature abi3t needs PyO3 0.29, and Cargo.lock has 0.28.3"
    "cargo update -p pyo3"
  ];
  rustNotPinned = tree "rust-not-pinned" [
    "rust-toolchain.toml: Rust 1.12.0 is not among wheelpin's pins"
    "Pinned: ${scope.strings.quoted scope.rustChannels.known}."
    "rust = \"${scope.rustChannels.default}\""
  ];
  badRequiresPython = tree "bad-requires-python" [
    "pyproject.toml: [project] requires-python \"three\" is not a version specifier"
    "requires-python = \">=3.11\""
  ];
  noPythonLeft = tree "no-python-left" [
    "pyproject.toml: requires-python \">=4\" leaves no Python"
    "Widen requires-python"
  ];
  badName = tree "bad-name" [
    "pyproject.toml: [project] name \"-sample\" is not a valid name"
    "ASCII letters"
  ];
  noManifest = tree "no-manifest" [
    "pyproject.toml: [tool.maturin] manifest-path \"rust/crate/Cargo.toml\" does not exist"
    "Correct the path"
  ];
  newLockFormat = tree "new-lock-format" [
    "Cargo.lock: lock file format 9 is not supported"
    "rm Cargo.lock && cargo generate-lockfile"
  ];
  staleLock = tree "stale-lock" [
    "Cargo.lock: it is out of date: Cargo.toml depends on pyo3"
    "cargo update --workspace"
  ];
  oldVersionInLock = tree "old-version-in-lock" [
    "Cargo.lock: it is out of date: Cargo.toml has version 0.2.0, and it has sample 0.1.0"
    "cargo update --workspace"
  ];
  noBinding = tree "no-binding" [
    "Cargo.toml: cannot tell how sample becomes Python"
    "cargo add pyo3"
  ];
  badModuleName = tree "bad-module-name" [
    "pyproject.toml: the module would be called \"sample.my-core\""
    "module-name = \"sample.my_core\""
  ];
  oldPyo3 = tree "old-pyo3" [
    "pyproject.toml: PyO3 0.15.2 is older than wheelpin knows"
    "cargo update -p pyo3"
  ];
  twoPyo3 = tree "two-pyo3" [
    "Cargo.lock: it holds several versions of pyo3: \"0.28.3\" and \"0.29.3\""
    "cargo tree -i pyo3"
  ];
  unknownKey = tree "unknown-key" [
    "pyproject.toml: unknown key in [tool.wheelpin]: \"many-linux\""
    "Did you mean \"manylinux\"?"
  ];
  uniffi = tree "uniffi" [
    "pyproject.toml: uniffi bindings are not supported"
    "move it to PyO3"
  ];
  workspaceWithoutCrate = tree "workspace-root" [
    "Cargo.toml: there is no [package]"
    "manifest-path = "
  ];
}
