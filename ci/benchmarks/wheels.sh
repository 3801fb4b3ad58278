#!/usr/bin/env bash
# Measure builds and plans of wheelpin against a loop of maturin, and Nix's own evaluation.
# Usage: ci/benchmarks/wheels.sh build|pythons|plan [--rounds N] [--json FILE]      (ci/bench calls it)
#
# The plain side is a loop of `maturin build --release --zig --target T
# --interpreter P` with a shared target directory. Both sides have the same
# tools and cores, and start with downloads, toolchain and Zig caches there:
# cold, after a one-line Rust change, and with nothing changed. Rounds are
# interleaved.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
nix=$root/ci/nix

# title: what is built; customer: whose pinned sdist; crate: a Rust file of it that
# is compiled always; interpreters: what maturin is given; config: [tool.wheelpin];
# musts: what the design asks cold, after a change and without one.
case ${1:-} in
  build)
    title="dioxide, 5 targets" customer=dioxide crate=rust/src/lib.rs
    triples=(x86_64-unknown-linux-gnu aarch64-unknown-linux-gnu x86_64-unknown-linux-musl x86_64-apple-darwin aarch64-apple-darwin)
    interpreters=(python3.11)
    config='{"targets": ["manylinux-x86_64", "manylinux-aarch64", "musllinux-x86_64", "macos-x86_64", "macos-arm64"]}'
    musts=("at-most 0.8" "at-most 0.7" "at-most 0.3")
    ;;
  pythons)
    title="rpds-py, 5 Pythons × 2 targets" customer=rpds-py crate=src/lib.rs
    triples=(x86_64-unknown-linux-gnu aarch64-unknown-linux-gnu)
    interpreters=(3.11 3.12 3.13 3.14 3.15)
    config='{"targets": ["manylinux-x86_64", "manylinux-aarch64"], "pythons": ["3.11", "3.12", "3.13", "3.14", "3.15"]}'
    musts=("at-most 0.8" " " " ")
    ;;
  plan)
    title="rpds-py, 92 cells" customer=rpds-py triples=(x86_64-unknown-linux-gnu)
    config='{"targets": ["manylinux-x86_64", "manylinux-aarch64", "manylinux-i686", "manylinux-riscv64", "musllinux-x86_64", "musllinux-aarch64", "musllinux-i686", "musllinux-riscv64", "macos-x86_64", "macos-arm64", "macos-universal2", "windows-x86_64"], "pythons": ["3.11", "3.12", "3.13", "3.14", "3.15", "3.14t", "3.15t", "pypy3.11"]}'
    ;;
  *)
    sed -n '3s/^# //p' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
mode=$1 rounds=3 json=
shift
while [ $# -gt 0 ]; do
  case $1 in
    --rounds) rounds=${2?} ;;
    --json) json=$(realpath -m "${2?}") ;;
    *)
      echo "bench: there is no option $1" >&2
      exit 2
      ;;
  esac
  shift 2
done

work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
say() { printf '%s\n' "bench: $*" >&2; }
export NIX_CONFIG="max-jobs = 2
cores = 2"

# Runs a command; shows the end of what it said if it fails.
quietly() {
  "$@" >"$work/log" 2>&1 || {
    tail -n 30 "$work/log" >&2
    exit 1
  }
}

say "the toolchain and the source of $customer"
# shellcheck source=/dev/null
. <(grep -E '^(path|sha256)=' "$root/ci/customers/$customer.sh")
cat >"$work/parts.nix" <<EOF
let
  scope = import $root/nix { system = builtins.currentSystem; };
  toolchain = scope.toolchain;
  rust = toolchain.rust toolchain.pins.default-rust;
  source = derivation {
    name = "$customer-sdist"; system = "builtin"; builder = "builtin:unpack-channel";
    src = toolchain.fetch { registry = "pypi"; path = "$path"; sha256 = "$sha256"; };
    channelName = "sdist"; preferLocalBuild = true;
  };
in {
  inherit source;
  # A tool like the others: compiled once per machine.
  inherit (scope) checker;
  vendor = (scope.vendor (scope.project { src = "\${source}/sdist"; })).tree;
  sdk = scope.appleSdk;
  # Programs as a user would have them on PATH.
  tools = toolchain.run {
    name = "bench-tools";
    inherit (toolchain) maturin zig;
    rust = rust.host;
    sysroot = rust.sysroot [ $(printf '"%s" ' "${triples[@]}") ];
    script = builtins.toFile "bench-tools.sh" ''
      mkdir -p "\$out/bin"
      ln -s "\$maturin" "\$out/bin/maturin"
      ln -s "\$zig" "\$out/bin/zig"
      ln -s "\$rust/bin/cargo" "\$out/bin/cargo"
      printf '#!/bin/sh\nexec %s/bin/rustc --sysroot %s "\$@"\n' "\$rust" "\$sysroot" >"\$out/bin/rustc"
      chmod 755 "\$out/bin/rustc"
    '';
  };
}
EOF
for part in source checker vendor sdk tools; do
  "$nix" build --impure --file "$work/parts.nix" "$part" --out-link "$work/$part"
done
for side in plain pinned; do
  cp -r "$work/source/sdist" "$work/$side"
  chmod -R u+w "$work/$side"
done

# The plain side: a user's shell, with crates downloaded.
mkdir "$work/cargo"
printf '[source.crates-io]\nreplace-with = "vendor"\n[source.vendor]\ndirectory = "%s"\n' "$work/vendor" >"$work/cargo/config.toml"
loop() {
  cd "$work/plain" || return
  export PATH="$work/tools/bin:$PATH" CARGO_HOME="$work/cargo" CARGO_TARGET_DIR="$work/target" CARGO_NET_OFFLINE=true SDKROOT="$work/sdk"
  export CARGO_ZIGBUILD_CACHE_DIR="$work/zigbuild" ZIG_GLOBAL_CACHE_DIR="$work/zig" ZIG_LOCAL_CACHE_DIR="$work/zig"
  unset RUSTUP_TOOLCHAIN
  local triple interpreter
  for triple in "${triples[@]}"; do
    for interpreter in "${interpreters[@]}"; do
      maturin build --release --zig --target "$triple" --interpreter "$interpreter" --out "$work/plain-dist" || return
    done
  done
}
plain() { (quietly loop); }

# Ours: a project's own flake, of wheelpin's tracked files.
mkdir "$work/wheelpin"
(cd "$root" && git ls-files -z | xargs -0 cp --parents -t "$work/wheelpin")
cat >"$work/pinned/flake.nix" <<EOF
{
  inputs.wheelpin.url = "path:$work/wheelpin";
  outputs = { self, wheelpin }: wheelpin.lib.mkFlake { src = self; config = builtins.fromJSON ''$config''; };
}
EOF
pinned() { quietly "$nix" build "path:$work/pinned#wheels" --out-link "$work/result"; }

seconds() {
  local start=$EPOCHREALTIME
  "$@"
  awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.2f\n", b - a }'
}
# measure WHAT: both sides once, into files of that name.
measure() {
  seconds plain >>"$work/plain-$1"
  seconds pinned >>"$work/pinned-$1"
}
# report ARGUMENT…: the table, and the file if one is wanted.
report() {
  local nix_version
  nix_version=$("$nix" --version | awk '{ print $NF }')
  set -- "$mode" --peer "nix=$nix_version" "$@"
  if [ -n "$json" ]; then set -- "$@" --json "$json"; fi
  python3 "$root/ci/benchmarks/measured.py" "$@"
}

if [ "$mode" = plan ]; then
  "$nix" build "$root#wheelpin" --out-link "$work/program"
  system=$("$nix" eval --impure --raw --expr builtins.currentSystem)
  # Nix itself: ci/nix takes its time to look at the configuration.
  evaluate() { quietly nix --extra-experimental-features "nix-command flakes" eval --json "path:$work/pinned#matrix.$system"; }
  plan() { quietly "$work/program/bin/wheelpin" plan "path:$work/pinned"; }
  evaluate
  plan
  tail -n 1 "$work/log"
  for ((round = 1; round <= rounds; round++)); do
    seconds evaluate >>"$work/evaluate"
    seconds plan >>"$work/plan"
  done
  report --row "plan of $title" "nix eval" extra 0.3 "$work/evaluate" "$work/plan"
  exit
fi

say "warming both sides once"
plain
pinned
for ((round = 1; round <= rounds; round++)); do
  say "round $round of $rounds: cold"
  rm -rf "$work/target"
  # A comment in the manifest makes every derivation of the project a new one.
  echo "# bench $round $$" >>"$work/pinned/Cargo.toml"
  measure cold
  say "round $round of $rounds: one line of Rust changed"
  for side in plain pinned; do
    echo "#[allow(dead_code)] const BENCH_$round: &str = \"$round $$\";" >>"$work/$side/$crate"
  done
  measure change
  say "round $round of $rounds: nothing changed"
  measure same
done

found=$(find -L "$work/result" -name '*.whl' | wc -l)
if [ "$found" != "$(find "$work/plain-dist" -name '*.whl' | wc -l)" ]; then
  say "the sides did not make the same wheels: $(ls "$work/plain-dist") and $(ls "$work/result")"
  exit 1
fi
rows=()
# row WHAT WORK MUST: its files are named after WHAT; no must is a space.
row() {
  local kind=${3% *} value=${3#* }
  rows+=(--row "$2: $title" "loop of maturin build --zig" "$kind" "$value" "$work/plain-$1" "$work/pinned-$1")
}
row cold "cold build" "${musts[0]}"
row change "one line of Rust" "${musts[1]}"
row same "nothing changed" "${musts[2]}"
report --peer "maturin=$("$work/tools/bin/maturin" --version | awk '{ print $NF }')" --peer "zig=$("$work/tools/bin/zig" version)" \
  "${rows[@]}"
