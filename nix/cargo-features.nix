/**
  Which features of PyO3 a crate turns on, and which of its optional dependencies are off.

  Follows the crate's `[features]` from what is asked for, and path dependencies inside the tree with
  them; features that a crate from a registry turns on are not seen (none is known to touch the ABI).
  Rules: the Cargo book, chapter "Features".

  # Type

  ```
  cargoFeatures :: Path -> {
    manifest :: cargoManifest; features :: [String]; defaultFeatures, allFeatures :: Bool;
  } -> { pyo3 :: [String]; key :: String | null; disabled :: [String]; }
  ```

  `pyo3`: features of pyo3 and pyo3-ffi; `key`: how the crate itself calls the one it depends on;
  `disabled`: names of the crate's own optional dependencies that stay off.

  # Example

  ```nix
  (cargoFeatures ./. { inherit manifest; features = [ "pyo3/abi3-py39" ]; … }).pyo3
  => [ "extension-module" "abi3-py39" ]
  ```
*/
{
  cargoManifest,
  strings,
}:
src:
let
  inherit (builtins)
    any
    attrNames
    concatLists
    concatMap
    elem
    elemAt
    filter
    genericClosure
    head
    length
    ;

  bindingCrates = [
    "pyo3"
    "pyo3-ffi"
  ];

  # Every feature and dependency request that follows from the first ones.
  closure =
    manifest: requests:
    map (node: node.key) (genericClosure {
      startSet = map (key: { inherit key; }) requests;
      operator = node: map (key: { inherit key; }) (manifest.features.${node.key} or [ ]);
    });

  resolve =
    {
      manifest,
      features,
      defaultFeatures,
      allFeatures,
    }:
    let
      requests = closure manifest (
        features
        ++ (if defaultFeatures then [ "default" ] else [ ])
        ++ (if allFeatures then attrNames manifest.features else [ ])
      );
      split = map (request: {
        weak = strings.hasSuffix "?" (head (strings.split "/" request));
        key = strings.removeSuffix "?" (
          strings.removePrefix "dep:" (head (strings.split "/" request))
        );
        feature =
          let
            parts = strings.split "/" request;
          in
          if length parts == 2 then elemAt parts 1 else null;
      }) requests;

      isOn =
        dependency:
        !dependency.optional
        || allFeatures
        || any (request: request.key == dependency.key && !request.weak) split;
      on = filter isOn manifest.dependencies;

      featuresOf =
        dependency:
        dependency.features
        ++ map (request: request.feature) (
          filter (request: request.key == dependency.key && request.feature != null) split
        );
      bindings = filter (dependency: elem dependency.name bindingCrates) on;
      inTree = filter (dependency: dependency.path != null) on;
    in
    {
      pyo3 =
        concatMap featuresOf bindings
        ++ concatLists (
          map (
            dependency:
            (resolve {
              manifest = cargoManifest src dependency.path;
              features = featuresOf dependency;
              inherit (dependency) defaultFeatures;
              allFeatures = false;
            }).pyo3
          ) inTree
        );
      key = if bindings == [ ] then null else (head bindings).key;
      disabled = map (dependency: dependency.name) (
        filter (dependency: !isOn dependency) manifest.dependencies
      );
    };
in
resolve
