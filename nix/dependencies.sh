# Compile everything but the project's own crates; see dependencies.nix.
. "$environment"
export WHEELPIN_STAGE=dependencies

if [ -n "$host" ]; then
  # Host artifacts are in the folder named after the profile (release, …), next
  # to one folder per target.
  for directory in "$host"/*; do
    name=${directory##*/}
    if [ -d "$directory/build" ]; then cp -a "$directory" "$top/target/$name"; fi
  done
fi
if [ -n "$base" ]; then
  for directory in "$base"/*; do
    # Host artifacts of this abi are there already.
    [ -e "$top/target/${directory##*/}" ] || cp -a "$directory" "$top/target/${directory##*/}"
  done
fi
chmod -R u+w "$top/target"
cp -r "$stub" "$top/source"
chmod -R u+w "$top/source"
: >"$top/stopped"

# What is compiled is said as it begins, for whoever watches.
run_maturin 2>&1 | tee "$top/maturin.log" | {
  while IFS= read -r line; do
    case $line in
      *"($top/source"*) ;;
      *" Compiling "*) printf '%s\n' "$line" ;;
    esac
  done
} || true

# Only the project's own crates may be missing: anything else that failed is a
# failure of this build.
if [ ! -f "$top/ran" ]; then
  cat "$top/maturin.log" >&2
  # Crates are there exactly as the lock file has them, so Cargo wants another one.
  if grep -q -e 'because --locked was passed' -e 'location searched: directory source' "$top/maturin.log"; then
    echo "wheelpin: $lockPath: it is out of date: a Cargo.toml asks for what it does not hold (above). Type: cargo update --workspace" >&2
  fi
  exit 1
fi
sort -u "$top/stopped" >"$top/own"
failed=$(cat "$top"/messages/*.log | sed -n 's/^error: could not compile `\([^`]*\)`.*/\1/p' | sort -u | grep -v -x -F -f "$top/own" || true)
other=$(cat "$top"/messages/*.log | grep '^error' | grep -v -e '^error: could not compile' || true)
if [ -n "$failed" ] || [ -n "$other" ] || [ ! -s "$top/own" ]; then
  cat "$top"/messages/*.log >&2
  exit 1
fi
mkdir -p "$out"
for directory in "$top/target"/*; do
  name=${directory##*/}
  case $name in
    maturin | wheels | tmp) ;;
    *) if [ -d "$directory" ]; then cp -a "$directory" "$out/"; fi ;;
  esac
done
find "$out" -name 'invoked.timestamp' -exec rm -f {} +
rm -rf "$out"/*/incremental "$out"/*/*/incremental
