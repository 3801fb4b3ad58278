# Zig as the C compiler and linker of the build host, for people; see dev-cc.nix.
mkdir -p "$out/bin" "$out/lib"
cp "$python/usr/lib/$multiarch/libpython$version.so.1.0" "$out/lib/"
chmod u+w "$out/lib"/*
"$patchelf" --force-rpath --set-rpath "$python/lib/$multiarch:$python/usr/lib/$multiarch:$path" "$out/lib/libpython$version.so.1.0"
ln -s "libpython$version.so.1.0" "$out/lib/libpython$version.so"

head="#!$interpreter
export CARGO_ZIGBUILD_ZIG_COMMAND=$zig CARGO_ZIGBUILD_ZIG_VERSION=$zigVersion"
flags="-g -fno-sanitize=all -target $zigTarget -Wl,--dynamic-linker=$loader -Wl,-rpath=$path -L$out/lib -Wl,-rpath=$out/lib"
for name in cc c++; do
  printf '%s\nexec %s zig %s -- %s "$@"\n' "$head" "$maturin" "$name" "$flags" >"$out/bin/$name"
done
printf '%s\nexec %s zig ar -- "$@"\n' "$head" "$maturin" >"$out/bin/ar"
printf '#!%s\nPYTHONHOME=%s exec "$@"\n' "$interpreter" "$python/usr" >"$out/bin/wheelpin-run"
chmod 755 "$out"/bin/*
