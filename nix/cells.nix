{ toolchain, vendor, stub, rustSource, wheelSource, dependencies, compile, wheel, units }:

/**
  The derivations of every cell of a plan.

  Dependencies form a grid of target × abi. Its first row (first abi) and first
  column (first target) are what the rest start from, so that crates that do
  not see the Python are compiled once per target and host artifacts once per
  abi; see dependencies.nix.

  # Type
  cells :: { config :: Config, cells :: [ Cell ] } -> [ Cell // { wheel, compiled, dependencies } ]
*/
{ config, cells }:
let
  vendored = vendor config;
  stubbed = stub config;
  rust = rustSource config;
  source = wheelSource config;

  unique = names: builtins.attrNames (builtins.listToAttrs (map (name: { inherit name; value = null; }) names));
  abiKey = abi: "${abi.pythonTag}-${abi.abiTag}";
  # One target per unit: universal2 takes the dependencies of both its halves.
  single = target: unit: target // {
    inherit (unit) triple deploymentTarget;
    triples = [ unit.triple ];
    name = if builtins.length target.triples == 1 then target.name
      else { x86_64-apple-darwin = "macos-x86_64"; aarch64-apple-darwin = "macos-arm64"; }.${unit.triple};
  };
  unitKey = unit: builtins.unsafeDiscardStringContext "${unit.triple}-${unit.zigTarget}";
  halves = builtins.concatMap (cell: map (unit: { key = unitKey unit; target = single cell.target unit; }) (units cell.target)) cells;
  targetByKey = builtins.listToAttrs (map (half: { name = half.key; value = half.target; }) halves);
  abiByKey = builtins.listToAttrs (map (cell: { name = abiKey cell.abi; value = cell.abi; }) cells);

  # The build host's own target first: its host artifacts come with a target
  # that is likely wanted anyway. Not the plan's first: its order must not matter.
  firstKey =
    let
      keys = builtins.attrNames targetByKey;
      native = builtins.filter (key: targetByKey.${key}.triple == toolchain.host.triple) keys;
      # PyPy is not made for musl, so host artifacts for it are not to be looked for there.
      others = builtins.filter (key: targetByKey.${key}.libc != "musl") keys;
    in builtins.head (native ++ others ++ keys);
  # Pointer width is part of the Python configuration that host artifacts see.
  # PyPy is not for every target, and no dependencies are for a cell that is not planned.
  firstAbi = abiKey (builtins.head (builtins.filter (cell: cell.abi.kind != "pypy") cells ++ cells)).abi;

  grid = builtins.mapAttrs
    (key: target: builtins.mapAttrs
      (abi: row: dependencies {
        inherit config target;
        vendor = vendored;
        stub = stubbed;
        abi = row;
        base = if abi == firstAbi then null else grid.${key}.${firstAbi};
        host = if key == firstKey then null else grid.${firstKey}.${abi};
      })
      abiByKey)
    targetByKey;
in
map
  (cell:
    let
      compiled = compile {
        inherit config;
        inherit (cell) target abi;
        vendor = vendored;
        source = rust;
        dependencies = cellDependencies;
      };
      cellDependencies = map (unit: grid.${unitKey unit}.${abiKey cell.abi}) (units cell.target);
    in
    cell // {
      inherit compiled;
      dependencies = cellDependencies;
      wheel = wheel {
        inherit config source compiled cell;
        vendor = vendored;
      };
    })
  cells
