#!/usr/bin/env bash
# A whole release of dioxide with real parts: Nix builds wheels for four targets, an index that keeps PyPI's
# rules takes them from a workflow with an identity, pip and uv install from it, pypi-attestations
# verifies what is attested, and what is built again elsewhere is the same.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
command -v cargo >/dev/null || fail "there is no cargo: install Rust (rustup)"
"$root/ci/setup" >/dev/null
peers=$("$root/ci/upload-peers")
(cd "$root" && cargo build --quiet --locked --package wheelpin --package wheelpin-index --bins)
target=${CARGO_TARGET_DIR:-$root/target}/debug
cd "$work"

# What is tracked, as it is now: the flake's input.
mkdir wheelpin
(cd "$root" && git ls-files -z | xargs -0 cp --parents --no-dereference --target-directory "$work/wheelpin")
"$root/ci/customer" dioxide source
cp -r result-dioxide/. project
chmod -R u+w project
rm project/PKG-INFO
cat >project/flake.nix <<NIX
{
  inputs.wheelpin.url = "path:$work/wheelpin";
  outputs = { self, wheelpin }: wheelpin.lib.mkFlake { src = self; };
}
NIX
mkdir -p project/tests
cp "$root/ci/tests/dioxide_smoke.py" project/tests/smoke_test.py
cat >>project/pyproject.toml <<'TOML'

[tool.wheelpin]
targets = ["manylinux-x86_64", "manylinux-aarch64", "macos-arm64", "windows-x86_64"]

[tool.wheelpin.release]
require = "runnable"
TOML
export GIT_AUTHOR_NAME=tests GIT_AUTHOR_EMAIL=tests@example.org
export GIT_COMMITTER_NAME=tests GIT_COMMITTER_EMAIL=tests@example.org
git init --quiet --bare --initial-branch=main remote.git
cd project
git init --quiet --initial-branch=main
git add --all
# A lock file that it ignores, and packs.
git add --force Cargo.lock
"$root/ci/nix" flake lock
git add --all
git commit --quiet --message "chore: as it was released"
git tag v2.1.0
git commit --quiet --allow-empty --message "feat: scan packages by name"
git remote add origin "$work/remote.git"
git push --quiet origin main v2.1.0
cd ..

# shellcheck source=ci/nix-settings.sh
. "$root/ci/nix-settings.sh"
PATH=$PATH:$peers/bin "$peers/bin/python" "$root/ci/tests/release.py" \
  "$target/wheelpin" "$target/wheelpin-rehearsal-index" "$peers/bin/uv"

# What was sent, against the same built elsewhere.
sent=$(cd project/dist && sha256sum -- *.whl)
(cd project && "$root/ci/nix" build "path:$work/project#wheels" --out-link "$work/again")
equal "wheels of the working tree" "$sent" "$(sums again)"
git clone --quiet --branch v2.2.0 remote.git tag 2>/dev/null
"$root/ci/nix" build "$work/tag#wheels" --out-link tagged
equal "wheels of the pushed tag" "$sent" "$(sums tagged)"
tar --extract --gzip --file project/dist/dioxide-2.2.0.tar.gz
"$root/ci/tree" --out sdist "$work/dioxide-2.2.0" wheels
equal "wheels of the sdist's tree" "$sent" "$(sums sdist)"
echo "dioxide 2.2.0 is released, installed by pip and uv, attested, and built again to the same bytes"
