# Sourced by dependencies.sh, compile.sh and wheel.sh: lay out the build
# directory and set the environment of Cargo and maturin.
#
# Everything lives at fixed places below $NIX_BUILD_TOP (/build in the sandbox):
# source, vendor, target, cargo (CARGO_HOME), home, zig.
top=$NIX_BUILD_TOP
mkdir -p "$top/home" "$top/cargo" "$top/zig" "$top/target" "$top/bin" "$top/messages"
ln -s "$vendor" "$top/vendor"
printf '%s' "$cargoConfig" >"$top/cargo/config.toml"

# Zig writes only the small manifests (h) of what is there already; objects are
# used where they are. What packs and does not link needs no cache.
if [ -n "${zigCaches:-}" ]; then
  mkdir -p "$top/zig/h" "$top/zig/o"
  for cache in $(printf '%s\n' $zigCaches | sort -u); do
    cp -f "$cache"/h/* "$top/zig/h/"
    for object in "$cache"/o/*; do
      [ -e "$top/zig/o/${object##*/}" ] || echo "$object"
    done | xargs -r sh -c 'ln -s "$@" "$0"' "$top/zig/o"
    for part in "$cache"/*; do
      case ${part##*/} in h | o | tmp) ;; *) cp -r "$part" "$top/zig/" && chmod -R u+w "$top/zig/${part##*/}" ;; esac
    done
  done
  chmod u+w "$top"/zig/h/*
  # Those of this store, wherever the cache was made.
  "$zigInodes" "${zig%/*}/lib" "$top"/zig/h/*
fi

export HOME="$top/home" CARGO_HOME="$top/cargo" CARGO_TARGET_DIR="$top/target"
export XDG_CACHE_HOME="$top/home/cache" CARGO_ZIGBUILD_CACHE_DIR="$top/home/zigbuild"
export ZIG_GLOBAL_CACHE_DIR="$top/zig" ZIG_LOCAL_CACHE_DIR="$top/zig"
export ZIG_COMMAND="$zig"
export CARGO_ZIGBUILD_ZIG_COMMAND="$zig" CARGO_ZIGBUILD_ZIG_VERSION="$zigVersion" CARGO_ZIGBUILD_RUSTC_VERSION="$rustVersion"
# Cargo's errors are read by dependencies.sh.
export CARGO_TERM_COLOR=never
export CARGO_NET_OFFLINE=true CARGO_INCREMENTAL=0
if [ "${NIX_BUILD_CORES:-0}" -gt 0 ]; then export CARGO_BUILD_JOBS="$NIX_BUILD_CORES"; fi

# Scripts with the pinned shell as interpreter: the sandbox has no /bin/sh.
for script in cargo rustc; do
  eval "source=\$${script}Wrapper"
  {
    echo "#!$shell/bin/sh"
    cat "$source"
  } >"$top/bin/$script-wrapper"
  chmod 755 "$top/bin/$script-wrapper"
done
ln -s cargo-wrapper "$top/bin/cargo"
export CARGO="$top/bin/cargo" RUSTC_WRAPPER="$top/bin/rustc-wrapper" RUSTC="$rust/bin/rustc"
export REAL_CARGO="$rust/bin/cargo" WHEELPIN_SYSROOT="$sysroot"
PATH=$rust/bin:$PATH

# Compilers are named by fixed paths too: Cargo takes a linker's path into its
# fingerprints, and host artifacts are shared by all targets.
upper() { printf '%s' "$1" | tr 'a-z.-' 'A-Z__'; }
lower() { printf '%s' "$1" | tr '.-' '__'; }
mkdir "$top/compilers"
use_compilers() {
  rm -f "$top/compilers/$1"
  ln -s "$2" "$top/compilers/$1"
  bin=$top/compilers/$1/bin
  export "CARGO_TARGET_$(upper "$1")_LINKER=$bin/linker"
  export "CC_$(lower "$1")=$bin/cc" "CXX_$(lower "$1")=$bin/c++" "AR_$(lower "$1")=$bin/ar" "RANLIB_$(lower "$1")=$bin/ranlib"
}
use_compilers "$hostTriple" "$hostCompilers"
export HOST_CC="$hostCompilers/bin/host-cc" HOST_CXX="$hostCompilers/bin/host-c++" HOST_AR="$hostCompilers/bin/ar"
ln -s "$hostCompilers/bin/host-cc" "$top/bin/cc"
ln -s "$hostCompilers/bin/host-c++" "$top/bin/c++"
ln -s "$hostCompilers/bin/ar" "$top/bin/ar"
# rustc and python3-dll-a call the GNU names of dlltool; maturin is all of them.
for name in x86_64-w64-mingw32-dlltool i686-w64-mingw32-dlltool aarch64-w64-mingw32-dlltool dlltool; do
  ln -s "$maturin" "$top/bin/$name"
done
set -- $compilers
for triple in $triples; do
  use_compilers "$triple" "$1"
  shift
done
export PATH="$top/bin:$PATH"

# For Cargo only (cargo.sh): maturin has its own table of interpreters.
export WHEELPIN_PYO3_CONFIG="$pyo3Config"
if [ -n "$windowsSuffix" ] && [ -n "$pyo3Config" ]; then
  { cat "$pyo3Config"; echo "ext_suffix=$windowsSuffix"; } >"$top/interpreter.txt"
  export PYO3_CONFIG_FILE="$top/interpreter.txt"
fi
if [ -n "$deploymentTarget" ]; then export MACOSX_DEPLOYMENT_TARGET="$deploymentTarget"; fi
if [ -n "$sdk" ]; then
  # A fixed path, because linkers are told of it.
  ln -s "$sdk" "$top/sdk"
  export SDKROOT="$top/sdk"
fi
if [ -n "$codegenUnits" ]; then export "CARGO_PROFILE_$(upper "$profile")_CODEGEN_UNITS=$codegenUnits"; fi

# Arguments are added to maturin's.
run_maturin() {
  if [ -n "$changedLock" ]; then
    # Wherever an sdist has it: the outermost, which others of fuzzers and examples are not.
    [ -n "$lockPath" ] || lockPath=$(cd "$top/source" && find . -name Cargo.lock | awk '{ print gsub("/", "/"), $0 }' | sort -n | head -n 1 | cut -d " " -f 2-)
    cat "$changedLock" >"$top/source/$lockPath"
    # What the missing crates' features asked for, Cargo alone can tell. It can add nothing:
    # there is nothing but what the lock file holds.
    "$CARGO" metadata --offline --format-version 1 --manifest-path "$top/source/$(dirname "$lockPath")/Cargo.toml" >/dev/null || return
  fi
  set -- build "$@" --locked --offline --target "$targetTriple" --profile "$profile" $cargoFlags --out "$top/wheels"
  for feature in $features; do set -- "$@" --features "$feature"; done
  if [ -n "$interpreter" ]; then set -- "$@" --interpreter "$interpreter"; fi
  if [ -n "$compatibility" ]; then set -- "$@" --compatibility "$compatibility"; fi
  (cd "$top/source/$projectDir" && "$maturin" "$@")
}
