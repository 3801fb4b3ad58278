# Link once as rustc would and keep Zig's global cache; see zig-cache.nix.
export HOME="$NIX_BUILD_TOP/home"
export ZIG_GLOBAL_CACHE_DIR="$NIX_BUILD_TOP/zig" ZIG_LOCAL_CACHE_DIR="$NIX_BUILD_TOP/zig"
export CARGO_ZIGBUILD_RUSTC_VERSION="$rustVersion"
mkdir -p "$HOME" "$NIX_BUILD_TOP/target/$triple" "$NIX_BUILD_TOP/target/host"
cd "$NIX_BUILD_TOP"
echo 'int wheelpin(int x) { return x; }' >a.c
echo '#include <stdio.h>
int main(void) { puts("wheelpin"); return 0; }' >main.c
"$compilers/bin/cc" -c a.c -o a.o

case $os in
  linux) libraries="-lgcc_s -lutil -lrt -lpthread -lm -ldl -lc" ;;
  windows) libraries="-lkernel32 -lntdll -luserenv -lws2_32 -ldbghelp -lgcc_eh -lgcc -lmingw32 -lmingwex -lmsvcrt -luser32 -ladvapi32 -lbcrypt -lsynchronization -lshell32 -lole32" ;;
  *) libraries="-lc -lm" ;;
esac
"$compilers/bin/linker" a.o -shared -o "$NIX_BUILD_TOP/target/$triple/liba.so" $libraries || "$compilers/bin/linker" a.o -shared -o "$NIX_BUILD_TOP/target/$triple/liba.so"
"$compilers/bin/linker" main.c -o "$NIX_BUILD_TOP/target/$triple/main" || echo "wheelpin: no executable for $triple (only libraries are warmed)"
if [ "$triple" = "$hostTriple" ]; then
  "$compilers/bin/cc" -c main.c -o main.o
  "$compilers/bin/linker" main.o -o "$NIX_BUILD_TOP/target/host/main" -lgcc_s -lutil -lrt -lpthread -lm -ldl -lc
  "$NIX_BUILD_TOP/target/host/main"
fi
mkdir -p "$out"
cp -r zig/. "$out/"
du -sh "$out"
