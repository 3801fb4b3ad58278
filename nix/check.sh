# Look for what is wrong with finished files; see check.nix.
mkdir "$out" "$NIX_BUILD_TOP/files"
for directory in $files; do
  ln -s "$directory"/* "$NIX_BUILD_TOP/files/"
done
cd "$NIX_BUILD_TOP/files"
code=0
"$checker/bin/wheelpin-check" ${option:-} "$settings" "$out/findings.json" ./* 2>"$out/findings.txt" || code=$?
case $code in
  # Where there is an error, what comes after this one says it.
  1) : >"$out/failed" ;;
  0) cat "$out/findings.txt" >&2 ;;
  *)
    cat "$out/findings.txt" >&2
    echo "wheelpin: $settingsFile: if that is about a rule: see [tool.wheelpin.check]" >&2
    exit 1
    ;;
esac
