# The repository, and a link to each of its locked crates; see vendor-git.nix.
tree=$out/$folder
mkdir -p "$tree"
cp -r "$repository" "$tree/.repository"
chmod -R u+w "$tree/.repository"

set -- $manifests
printf '%s\n' "$changed" | while IFS= read -r directory && [ -n "$directory" ]; do
  rm "$tree/.repository/$directory/Cargo.toml"
  cp "$1" "$tree/.repository/$directory/Cargo.toml"
  shift
done

set -- $names
printf '%s\n' "$directories" | while IFS= read -r directory; do
  printf '{"files":{}}' >"$tree/.repository/$directory/.cargo-checksum.json"
  ln -s ".repository/$directory" "$tree/$1"
  shift
done
