/**
  The ABIs that a project's wheels are built for, one row per wheel and target.

  - `bin` and `cffi` wheels see no Python: one row, `py3-none`.
  - PyO3 with an abi3 feature: one `abi3` row, tagged with the feature's Python (see `stableAbis`).
  - PyO3 without: one row per CPython that `requires-python`, PyO3 and wheelpin know, from 3.11 on;
    older ones and PyPy when `pythons` names them.
  - `free-threaded = true` adds the free-threaded Pythons; beside abi3, and with PyO3 ≥ 0.29, one
    `abi3.abi3t` row (PEP 803) for 3.15 and all that follow.

  # Type

  ```
  abis :: {
    file :: String; bindings :: String;
    pyo3 :: null | { version :: String; crate :: String; key :: String | null; features :: [String]; };
    requiresPython :: parsed | null; settings :: AttrSet;
    maturinFeatures :: [ String | { feature; python-version; python-implementation; } ];
  } -> [ {
    kind :: "abi3" | "abi3t" | "cpython" | "pypy" | "none"; python :: String | null;
    freeThreaded :: Bool; pythonTag, abiTag :: String; interpreter :: String | null;
    features :: [String];      # of Cargo, beyond the project's own
    cliFeatures :: [String];   # what to give maturin --features; [ ]: nothing
    pyo3Config :: null | (Int -> String);
  } ]
  ```

  maturin ignores `[tool.maturin] features` as soon as `--features` is given, so `cliFeatures` holds
  those too whenever it holds any.

  # Example

  ```nix
  map (abi: abi.abiTag) config.abis
  => [ "abi3" ]
  ```
*/
{
  fail,
  pyo3Config,
  pyo3Support,
  pythons,
  requiresPython,
  stableAbis,
  unknownWord,
}:
let
  parsePython = requiresPython;
in
{
  file,
  bindings,
  pyo3,
  requiresPython,
  settings,
  maturinFeatures,
}:
let
  inherit (builtins)
    attrValues
    concatMap
    concatStringsSep
    elem
    filter
    foldl'
    head
    isString
    sort
    ;

  support = pyo3Support pyo3.version;
  supportsAbi3t = support.abi3t;
  allows = minor: requiresPython == null || requiresPython.allows minor;

  # -- features ------------------------------------------------------------------------------------

  isPlain =
    spec: isString spec || !(spec ? python-version || spec ? python-implementation);
  nameOf = spec: if isString spec then spec else spec.feature;
  holdsFor =
    row: spec:
    isPlain spec
    || (
      (!(spec ? python-version) || (parsePython spec.python-version).matches row.minor)
      && (!(spec ? python-implementation) || spec.python-implementation == row.implementation)
    );
  maturinFeaturesFor = row: map nameOf (filter (holdsFor row) maturinFeatures);

  # Conditional features of PyO3, which `pyo3.features` does not hold.
  conditionalFor =
    row:
    concatMap (
      spec:
      let
        groups = builtins.match "pyo3(-ffi)?/(.*)" (nameOf spec);
      in
      if !isPlain spec && holdsFor row spec && groups != null then
        [ (builtins.elemAt groups 1) ]
      else
        [ ]
    ) maturinFeatures;

  ownKey = if pyo3.key == null then pyo3.crate else pyo3.key;
  fromFeatures = stableAbis pyo3.features;

  abi3Setting = settings.abi3;
  addsAbi3 = abi3Setting == true && fromFeatures.abi3 == null;
  # Whatever order `pythons` has them in.
  addedFloor = foldl' (least: row: if isGil row && row.minor < least then row.minor else least) (head candidates).minor candidates;
  addedAbi3 = if addsAbi3 then [ "abi3-py3${toString addedFloor}" ] else [ ];

  # -- which Pythons ---------------------------------------------------------------------------------

  supports =
    row:
    let
      range = support.${row.implementation};
    in
    row.minor >= range.min
    && row.minor <= range.max
    && (!row.freeThreaded || (support.freeThreaded != null && row.minor >= support.freeThreaded));

  byMinor = sort (a: b: a.minor < b.minor);
  rowsWhere = wanted: byMinor (filter wanted (attrValues pythons));
  usable = row: allows row.minor && supports row;

  named = map (
    name:
    let
      row =
        pythons.${name} or (unknownWord {
          inherit file;
          what = "Python in [tool.wheelpin] pythons";
          word = name;
          known = map (row: row.name) (
            rowsWhere (row: !row.freeThreaded) ++ rowsWhere (row: row.freeThreaded)
          );
        });
      range = support.${row.implementation};
    in
    if !allows row.minor then
      fail {
        inherit file;
        mistake = "[tool.wheelpin] pythons names ${name}, which requires-python \"${requiresPython.text}\" excludes";
        remedy = [ "Take \"${name}\" out of pythons, or widen requires-python." ];
      }
    else if !supports row then
      fail {
        inherit file;
        mistake =
          "[tool.wheelpin] pythons names ${name}, which PyO3 ${pyo3.version} does not support (it supports "
          + (if row.implementation == "pypy" then "PyPy " else "")
          + "3.${toString range.min} to 3.${toString range.max}${
            if row.freeThreaded && support.freeThreaded == null then ", none of them free-threaded" else ""
          })";
        remedy =
          if row.minor > range.max || row.freeThreaded then
            [
              "Take a newer PyO3: raise its version in Cargo.toml, then `cargo update -p ${pyo3.crate}`;"
              "or take \"${name}\" out of pythons."
            ]
          else
            [ "Take \"${name}\" out of pythons." ];
      }
    else
      row
  ) settings.pythons;

  isGil = row: row.implementation == "cpython" && !row.freeThreaded;
  usual = rowsWhere (row: row.default && usable row);
  candidates =
    if settings.pythons != null then
      named
    else if usual != [ ] then
      usual
    else
      rowsWhere (row: isGil row && usable row);

  freeThreaded =
    if !settings.free-threaded then
      [ ]
    else
      let
        rows = rowsWhere (row: row.freeThreaded && usable row);
      in
      if rows == [ ] then
        fail {
          inherit file;
          mistake = "[tool.wheelpin] free-threaded is true, but there is no free-threaded Python that PyO3 ${pyo3.version}, requires-python and wheelpin (3.14t and later) all know";
          remedy = [
            "Take PyO3 0.25 or newer (`cargo update -p ${pyo3.crate}`), allow 3.14 in requires-python,"
            "or write free-threaded = false."
          ];
        }
      else
        rows;

  # -- rows --------------------------------------------------------------------------------------------

  make =
    row:
    {
      kind,
      python,
      interpreter,
      pythonTag ? row.pythonTag,
      abiTag ? row.abiTag,
      freeThreaded ? row.freeThreaded,
      features ? [ ],
    }:
    {
      inherit
        kind
        python
        interpreter
        pythonTag
        abiTag
        freeThreaded
        features
        ;
      cliFeatures =
        if settings.features == [ ] && features == [ ] then
          [ ]
        else
          maturinFeaturesFor row ++ settings.features ++ features;
      pyo3Config =
        pointerWidth:
        pyo3Config {
          pyo3Version = pyo3.version;
          inherit (row) implementation;
          inherit kind freeThreaded pointerWidth;
          version = python;
        };
    };

  rowsFor =
    implied: row:
    let
      stable = stableAbis (pyo3.features ++ conditionalFor row ++ addedAbi3);
      wantsAbi3t = row.implementation == "cpython" && row.minor >= 15 && stable.abi3t != null;
      # Only where free-threaded is a declaration about the whole project, not a Python by name.
      impliesAbi3t =
        implied && row.freeThreaded && row.minor >= 15 && stable.abi3 != null && supportsAbi3t;
      floor = if stable.abi3.minor == null then (head candidates).minor else stable.abi3.minor;
      conditional = conditionalFor row != [ ];
    in
    if wantsAbi3t || impliesAbi3t then
      [
        (make row {
          kind = "abi3t";
          python = "3.15";
          interpreter = "3.15t";
          pythonTag = "cp315";
          abiTag = "abi3.abi3t";
          freeThreaded = true;
          features = if wantsAbi3t then [ ] else [ "${ownKey}/abi3t-py315" ];
        })
      ]
    else if isGil row && stable.abi3 != null && row.minor >= floor then
      [
        (make row {
          kind = "abi3";
          python = "3.${toString floor}";
          interpreter = if conditional then row.version else "3.${toString floor}";
          pythonTag = "cp3${toString floor}";
          abiTag = "abi3";
          features = map (feature: "${ownKey}/${feature}") addedAbi3;
        })
      ]
    else if isGil row && stable.abi3 != null then
      if settings.pythons == null then
        [ ]
      else
        fail {
          inherit file;
          mistake = "[tool.wheelpin] pythons names ${row.name}, but PyO3's feature abi3-py3${toString floor} is on, and with it PyO3 refuses older Pythons";
          remedy = [
            "Take \"${row.name}\" out of pythons, or lower the feature to abi3-py3${toString row.minor}."
          ];
        }
    else
      [
        (make row {
          kind = row.implementation;
          python = row.version;
          interpreter = row.name;
        })
      ];

  unique =
    rows:
    (foldl'
      (
        state: abi:
        let
          tag = "${abi.pythonTag}-${abi.abiTag}";
        in
        if state.seen ? ${tag} then
          state
        else
          {
            seen = state.seen // {
              ${tag} = null;
            };
            rows = state.rows ++ [ abi ];
          }
      )
      {
        seen = { };
        rows = [ ];
      }
      rows
    ).rows;

  all = unique (concatMap (rowsFor false) candidates ++ concatMap (rowsFor true) freeThreaded);

  plain = {
    kind = "none";
    python =
      if requiresPython == null || requiresPython.floor == null then
        null
      else
        "3.${toString requiresPython.floor}";
    freeThreaded = false;
    pythonTag = "py3";
    abiTag = "none";
    interpreter = null;
    features = [ ];
    cliFeatures =
      if settings.features == [ ] then [ ] else map nameOf (filter isPlain maturinFeatures) ++ settings.features;
    pyo3Config = null;
  };
in
if bindings != "pyo3" then
  [ plain ]
else if support == null then
  fail {
    inherit file;
    mistake = "PyO3 ${pyo3.version} is older than wheelpin knows (0.16)";
    remedy = [ "Raise its version in Cargo.toml, then `cargo update -p ${pyo3.crate}`." ];
  }
else if fromFeatures.abi3t != null && !supportsAbi3t then
  fail {
    inherit file;
    mistake = "PyO3's feature abi3t needs PyO3 0.29, and Cargo.lock has ${pyo3.version}";
    remedy = [
      "Write pyo3 = \"0.29\" in Cargo.toml, then `cargo update -p ${pyo3.crate}`; or take the feature out."
    ];
  }
else if abi3Setting == false && fromFeatures.abi3 != null then
  fail {
    inherit file;
    mistake = "[tool.wheelpin] abi3 is false, but PyO3's features ask for it (${
      concatStringsSep ", " (filter (feature: builtins.match "abi3(-py.*)?" feature != null) pyo3.features)
    })";
    remedy = [ "Take the feature out of Cargo.toml and [tool.maturin] features, or abi3 = false out." ];
  }
else if candidates == [ ] && freeThreaded == [ ] then
  fail {
    inherit file;
    mistake =
      if settings.pythons == [ ] then
        "[tool.wheelpin] pythons is empty"
      else
        "requires-python ${
          if requiresPython == null then "" else "\"${requiresPython.text}\" "
        }leaves no Python that PyO3 ${pyo3.version} (3.${toString support.cpython.min} to 3.${toString support.cpython.max}) and wheelpin (3.9 to 3.15) know";
    remedy = [ "Widen requires-python, for example: requires-python = \">=3.11\"" ];
  }
else
  all
