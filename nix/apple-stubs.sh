# Places the stubs named by $frameworks and $libraries (store files, HASH-NAME.tbd) where
# linkers look for them.
# shellcheck shell=sh disable=SC2154

mkdir -p "$out/lib"

for stub in $frameworks; do
  file=${stub##*/}
  file=${file#*-}
  directory=$out/Frameworks/${file%.tbd}.framework
  mkdir -p "$directory"
  cp "$stub" "$directory/$file"
done

for stub in $libraries; do
  file=${stub##*/}
  cp "$stub" "$out/lib/${file#*-}"
done
