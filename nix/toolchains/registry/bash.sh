# bash under its own name; see bash.nix.
mkdir -p "$out/bin"
cp "$tree/bin/bash-static" "$out/bin/bash"
ln -s bash "$out/bin/sh"
