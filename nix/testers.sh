# Take programs out of what was compiled, each under the name of its system; see testers.nix.
mkdir -p "$out"
printf '%s\n' "$programs" | while read -r compiled triple program name; do
  cp "$compiled/target/$triple/release/$program" "$out/$name"
  chmod 755 "$out/$name"
done
