# The crates that crane vendored, one folder each; see crates.nix.
mkdir -p "$out"
for registry in "$vendored"/*/; do
  [ -d "$registry" ] || continue
  for crate in "$registry"*; do
    cp -r -L "$crate" "$out/"
  done
done
for tree in $gitTrees; do
  for package in "$tree"/*; do
    ln -s "$package" "$out/"
  done
done
