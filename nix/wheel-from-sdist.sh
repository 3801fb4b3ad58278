# Unpack the one file of $sdist; see wheel-from-sdist.nix.
mkdir "$out"
tar -x -z -C "$out" --strip-components 1 -f "$sdist"/*.tar.gz
