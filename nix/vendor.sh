# Unpack every crate into $out and say its checksum the way Cargo wants it; see
# vendor.nix.
mkdir -p "$out"
set -- $names
sums=$checksums
for crate in $crates; do
  name=$1
  shift
  sum=${sums%% *}
  sums=${sums#* }
  tar -x -z -C "$out" -f "$crate"
  printf '{"files":{},"package":"%s"}' "$sum" >"$out/$name/.cargo-checksum.json"
done
for tree in $gitTrees; do
  for package in "$tree"/*; do
    ln -s "$package" "$out/"
  done
done
