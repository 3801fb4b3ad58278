{ toolchain, registries, fail, vendorGit }:

/**
  Cargo.lock -> a directory source for Cargo with every crate of the lock, and
  the Cargo configuration that uses it. Crates come one file each from their
  registry, by the checksum in the lock; git dependencies from `vendorGit`.

  # Type
  vendor :: { lock :: CargoLock (parsed), lockPath :: String, ... } -> { tree :: Derivation, config :: String }
  `config` is text for Cargo's config.toml; it names the tree "vendor", so the
  build links it there.
*/
config:
let
  packages = config.lock.package or [ ];
  remote = builtins.filter (package: package ? source) packages;
  isGit = package: builtins.substring 0 4 package.source == "git+";
  fromRegistry = builtins.filter (package: ! isGit package) remote;
  fromGit = builtins.filter isGit remote;

  registryOf = package:
    registries.cargo-sources.${package.source} or (fail {
      file = config.lockPath;
      mistake = "crate ${package.name} ${package.version} comes from a registry that wheelpin does not know: ${package.source}";
      remedy = [
        "Name where that registry's crate files are, in pyproject.toml:"
        "  [tool.wheelpin.registries]"
        "  \"${package.source}\" = \"https://…\"   # files are fetched from …/NAME/NAME-VERSION.crate"
      ];
    });

  checksumOf = package: package.checksum or (fail {
    file = config.lockPath;
    mistake = "crate ${package.name} ${package.version} has no checksum";
    remedy = [ "Write the lock file anew: rm ${config.lockPath}; cargo generate-lockfile" ];
  });

  crate = package: {
    inherit (package) name version source;
    registry = registryOf package;
    checksum = checksumOf package;
  };

  sources = builtins.attrNames (builtins.listToAttrs (map (package: { name = package.source; value = null; }) fromRegistry));
  # The crates registry has its own name in Cargo's configuration.
  replacement = source:
    if registries.cargo-sources.${source} or "" == "crates" then ''
      [source.crates-io]
      replace-with = "vendor"
    ''
    else
      let index = builtins.replaceStrings [ "registry+" ] [ "" ] source;
      in ''
        [source."${index}"]
        registry = "${index}"
        replace-with = "vendor"
      '';
  gitTrees = vendorGit { inherit (config) lockPath; packages = fromGit; };
in
{
  tree = toolchain.crates {
    name = "wheelpin-vendor-${config.fileName}";
    crates = map crate fromRegistry;
    gitTrees = gitTrees.trees;
  };
  config = builtins.concatStringsSep "\n" (
    (if sources == [ ] then [ "[source.crates-io]\nreplace-with = \"vendor\"\n" ] else
      builtins.attrNames (builtins.listToAttrs (map (source: { name = replacement source; value = null; }) sources)))
    ++ [ gitTrees.config ]
    ++ [ "[source.vendor]\ndirectory = \"vendor\"\n" ]
  );
}
