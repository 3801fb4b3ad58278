# The Pythons as python3.11, …; the first one is python3 and python, too; see dev-shell.nix.
mkdir -p "$out/bin"
# shellcheck disable=SC2086 # a list of words
set -- $programs
first=
for name in $names; do
  ln -s "$1" "$out/bin/python$name"
  [ -n "$first" ] || first=$1
  shift
done
ln -s "$first" "$out/bin/python3"
ln -s "$first" "$out/bin/python"
