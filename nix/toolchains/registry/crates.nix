{ run, fetch }:

/**
  Crates of registries, one file each by the checksum in the lock file, as one directory with a folder
  per crate.

  # Type
  crates :: {
    name :: String, gitTrees :: [ Derivation ],
    crates :: [ { name, version, checksum :: String, registry :: String, ... } ],
  } -> Derivation
*/
{ name, crates, gitTrees }:
run {
  inherit name gitTrees;
  script = ../../vendor.sh;
  crates = map
    (crate: fetch {
      inherit (crate) registry;
      path = "${crate.name}/${crate.name}-${crate.version}.crate";
      sha256 = crate.checksum;
    })
    crates;
  names = map (crate: "${crate.name}-${crate.version}") crates;
  checksums = map (crate: crate.checksum) crates;
}
