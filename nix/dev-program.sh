# One program under its own name; see dev-shell.nix.
mkdir -p "$out/bin"
ln -s "$path" "$out/bin/$program"
