# pip as it lies in an environment; see dev-shell.nix.
"$sevenZip" x -y -bso0 -bsp0 -o"$out" "$pip"
