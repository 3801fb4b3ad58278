# Unpack one build tool into $out and make its programs run with the pinned C
# library and shell; see build-tools.nix.
. "$unpack"
cd "$out"
for pattern in $drop; do
  # shellcheck disable=SC2086 # it is a pattern
  rm -rf $pattern
done

rpath=$path
for directory in $libraries; do
  if [ -d "$directory" ]; then rpath=$out/$directory:$rpath; fi
done
for program in $programs; do
  case $program in
    *.so) "$patchelf" --force-rpath --set-rpath "$rpath" "$program" ;;
    *)
      # The rpath is for the modules that perl and Python load, too: only the
      # older form of it (DT_RPATH) is.
      "$patchelf" --set-interpreter "$loader" --force-rpath --set-rpath "$rpath" --add-needed "$binSh" "$program"
      chmod 755 "$program"
      ;;
  esac
done

mkdir -p bin
# shellcheck disable=SC2086 # a list of words
set -- $linkTargets
for name in $linkNames; do
  if [ -z "$arguments" ]; then
    ln -s "$1" "bin/$name"
  else
    printf '#!%s/bin/sh\nexec %s %s "$@"\n' "$shell" "$(realpath "bin/$1")" "$arguments" >"bin/$name"
    chmod 755 "bin/$name"
  fi
  shift
done
for name in $linkNames; do
  "bin/$name" --version >/dev/null
done
