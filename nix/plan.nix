/**
  Every wheel of a project, with its exact file name, before anything is built.

  File names: PEP 427 (binary distribution format), tags by PEP 425; ids are the tag with `.` written
  `_`, since a dot would break `.#ID`.

  # Type

  ```
  plan :: config -> [ { id :: String; file :: String; target; abi; } ]
  ```

  `config` is what `project` gives. Cells are ordered by abi, then target.

  # Example

  ```nix
  map (cell: cell.file) (plan (project { src = ./dioxide-2.1.0; }))
  => [ "dioxide-2.1.0-cp311-abi3-macosx_11_0_arm64.whl" … ]
  ```
*/
{ fail }:
config:
let
  inherit (builtins)
    attrNames
    concatMap
    filter
    groupBy
    head
    length
    ;

  # Combinations for which there is no Python: maturin knows PyPy on 64-bit Windows alone, and PyPy
  # is not made for musl.
  exists =
    target: abi:
    abi.kind != "pypy"
    || (target.libc != "musl" && !(target.os == "windows" && target.arch != "x86_64"));

  cell =
    abi: target:
    let
      tag = "${abi.pythonTag}-${abi.abiTag}-${target.platformTag}";
    in
    {
      inherit target abi;
      id = builtins.replaceStrings [ "." ] [ "_" ] tag;
      file = "${config.fileName}-${config.version}-${tag}.whl";
    };

  cells = concatMap (
    abi: map (cell abi) (filter (target: exists target abi) config.targets)
  ) config.abis;

  byFile = groupBy (cell: cell.file) cells;
  doubled = filter (file: length byFile.${file} > 1) (attrNames byFile);
  describe =
    cell:
    "${cell.target.name} for ${if cell.abi.interpreter == null then "any Python" else cell.abi.interpreter}";
in
if doubled != [ ] then
  let
    file = head doubled;
    both = byFile.${file};
  in
  fail {
    file = "pyproject.toml";
    mistake = "two cells would make the same wheel, ${file}: ${describe (head both)} and ${describe (builtins.elemAt both 1)}";
    remedy = [
      "Name each target once in [tool.wheelpin] targets, and each Python once in pythons."
    ];
  }
else
  cells
