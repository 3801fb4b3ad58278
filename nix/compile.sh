# Compile the project's own crates on top of the dependencies; see compile.nix.
. "$environment"
export WHEELPIN_STAGE=compile

# Both halves of universal2 bring the same host artifacts: the first one's stay.
for directory in $dependencies; do
  for part in "$directory"/*; do
    name=${part##*/}
    [ -e "$top/target/$name" ] || cp -a "$part" "$top/target/$name"
  done
done
chmod -R u+w "$top/target"
# Dependencies must be older than the project's sources, or Cargo could take
# something of the project for fresh. Nix gives every restored file the time 1.
cp -r "$rustSource" "$top/source"
chmod -R u+w "$top/source"
if [ -n "$pyproject" ]; then cp "$pyproject" "$top/source/$projectDir/pyproject.toml"; fi
find "$top/source" -exec touch -h -d @1000000000 {} +
# Whole seconds are compared, so the mark is long ago: restored files are older.
touch -d @1000000000 "$top/started"
if [ -n "$pythonPackage" ]; then mkdir -p "$top/source/$pythonPackage"; fi
if [ -n "$firstModule" ]; then
  mkdir -p "$top/source/$projectDir/${firstModule%/*}"
  [ -e "$top/source/$projectDir/$firstModule" ] || : >"$top/source/$projectDir/$firstModule"
fi
if [ -n "$dataFolder" ]; then mkdir -p "$top/source/$projectDir/$dataFolder"; fi

# Maturin fails where no wheel can be made of what is here: what Cargo said counts.
run_maturin 2>&1 || :
# One command per program: none may have failed.
count=0
for messages in "$top"/messages/*.json; do
  grep -q -s '"reason":"build-finished","success":true' "$messages" || exit 1
  count=$((count + 1))
done
[ "$count" -ge "$unitCount" ] || exit 1

mkdir -p "$out/target" "$out/messages"
# What is fresh, Cargo tells of in any order; only the end must stay at the end. Of a crate's programs
# maturin takes the last, and build scripts are programs too: they come first.
for messages in "$top"/messages/*.json; do
  {
    { grep -F '"kind":["custom-build"]' "$messages" || :; } | sort
    grep -v -F -e '"reason":"build-finished"' -e '"kind":["custom-build"]' "$messages" | sort
    grep -F '"reason":"build-finished"' "$messages"
  } >"$out/messages/${messages##*/}"
done
cd "$top/target"
find . -type f -newer "$top/started" ! -path './maturin/*' ! -name '*.rlib' ! -name '*.rmeta' ! -name .rustc_info.json ! -path '*/.fingerprint/*' >"$top/new"
while read -r file; do
  mkdir -p "$out/target/$(dirname "$file")"
  cp -a "$file" "$out/target/$file"
done <"$top/new"
