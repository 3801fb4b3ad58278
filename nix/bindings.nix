/**
  How a crate becomes Python: decided as maturin 1.16 does (`find_bridge` in `bridge/detection.rs`).

  `[tool.maturin] bindings` if set; else PyO3 when the crate depends on pyo3 or pyo3-ffi, even through
  another crate; else cffi for a cdylib; else the program.

  # Type

  ```
  bindings :: {
    file :: String; stated :: String | null; manifest :: cargoManifest;
    reachable :: [package];     # what the crate depends on, from Cargo.lock
  } -> "pyo3" | "cffi" | "bin"
  ```

  `file` is the pyproject.toml, for messages.

  # Example

  ```nix
  bindings { file = "pyproject.toml"; stated = null; inherit manifest reachable; }
  => "pyo3"
  ```
*/
{ fail, unknownWord }:
{
  file,
  stated,
  manifest,
  reachable,
}:
let
  inherit (builtins) any elem;

  dependsOn = name: any (package: package.name == name) reachable;
  hasPyo3 = dependsOn "pyo3" || dependsOn "pyo3-ffi";
  hasCdylib = elem "cdylib" manifest.crateTypes;

  unsupported =
    name:
    fail {
      inherit file;
      mistake = "${name} bindings are not supported; wheelpin builds pyo3, cffi and bin";
      remedy = [ "Build this project with maturin itself, or move it to PyO3." ];
    };

  word =
    if stated != null then
      {
        pyo3 = "pyo3";
        pyo3-ffi = "pyo3";
        cffi = "cffi";
        bin = "bin";
        uniffi = unsupported "uniffi";
      }
      .${stated} or (unknownWord {
        inherit file;
        what = "word in [tool.maturin] bindings";
        word = stated;
        known = [
          "pyo3"
          "pyo3-ffi"
          "cffi"
          "bin"
        ];
      })
    else if hasPyo3 then
      "pyo3"
    else if dependsOn "uniffi" then
      unsupported "uniffi"
    else if hasCdylib then
      "cffi"
    else if manifest.hasBinary then
      "bin"
    else
      fail {
        inherit (manifest) file;
        mistake = "cannot tell how ${manifest.name} becomes Python: it has no pyo3, no cdylib and no program";
        remedy = [
          "For an extension module: `cargo add pyo3`, and in Cargo.toml"
          ""
          "  [lib]"
          "  crate-type = [\"cdylib\"]"
          ""
          "or say it in pyproject.toml, [tool.maturin]: bindings = \"bin\""
        ];
      };
in
if word == "pyo3" && !hasPyo3 then
  fail {
    inherit (manifest) file;
    mistake = "[tool.maturin] bindings is \"${stated}\", but ${manifest.name} does not depend on ${stated}";
    remedy = [ "Type: cargo add ${stated}" ];
  }
else if word != "bin" && !hasCdylib then
  fail {
    inherit (manifest) file;
    mistake = "crate-type of ${manifest.name} has no cdylib, and Python loads nothing else";
    remedy = [
      "Write:"
      ""
      "  [lib]"
      "  crate-type = [\"cdylib\"]"
    ]
    ++ (
      if manifest.hasBinary then
        [
          ""
          "If the wheel is to hold the program instead, write in pyproject.toml:"
          ""
          "  [tool.maturin]"
          "  bindings = \"bin\""
        ]
      else
        [ ]
    );
  }
else if word == "bin" && !manifest.hasBinary then
  fail {
    inherit file;
    mistake = "[tool.maturin] bindings is \"bin\", but ${manifest.name} has no program";
    remedy = [ "Add src/main.rs or [[bin]] to ${manifest.file}, or take `bindings` out." ];
  }
else
  word
