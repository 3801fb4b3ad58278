#!/usr/bin/env bash
# The newest Debian suite's Nix gives the same plan and the same wheel.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cache=$("$root/ci/setup")
[ -x "$cache/newer-nix/bin/nix" ] || "$root/ci/newer-nix" "$cache/newer-nix" >/dev/null
cp -r "$root/examples/abi3" "$work/tree"
here=$(plan_of "$work/tree")
"$root/ci/tree" --out "$work/first" "$work/tree" cp39-abi3-manylinux_2_28_x86_64

export PATH="$cache/newer-nix/bin:$PATH"
nix --version
equal "the plan" "$here" "$(plan_of "$work/tree")"
# Another manifest, so that everything of the project is built, by this Nix.
echo "# built by a newer Nix: $(date +%s.%N)" >>"$work/tree/Cargo.toml"
"$root/ci/tree" --out "$work/second" "$work/tree" cp39-abi3-manylinux_2_28_x86_64
equal "the wheel" "$(sums "$work/first/")" "$(sums "$work/second/")"

echo "Nix $(nix --version | cut -d" " -f3): the same plan, and the same bytes after building everything"
