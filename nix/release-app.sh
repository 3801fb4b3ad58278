# A program that is `wheelpin release`; see release-app.nix.
mkdir -p "$out/bin"
printf '#!%s\nexec %s/bin/wheelpin release "$@"\n' "$interpreter" "$driver" >"$out/bin/wheelpin-release"
chmod 755 "$out/bin/wheelpin-release"
