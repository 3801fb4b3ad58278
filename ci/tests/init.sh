#!/usr/bin/env bash
# `wheelpin init` on a project, and what comes of it: linters of others find nothing in the workflows, and
# every step of every job that a Linux x86_64 runner has is run, in order, to a release; also where a runner
# is lost in the middle, and from a pull request.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
command -v cargo >/dev/null || fail "there is no cargo: install Rust (rustup)"
peers=$("$root/ci/workflow-peers")
(cd "$root" && cargo build --quiet --locked --package wheelpin --package wheelpin-index --bins)
target=${CARGO_TARGET_DIR:-$root/target}/debug
# shellcheck source=ci/nix-settings.sh
. "$root/ci/nix-settings.sh"
cd "$work"

# What is tracked, as it is now: the flake's input.
mkdir wheelpin
(cd "$root" && git ls-files -z | xargs -0 cp --parents --no-dereference --target-directory "$work/wheelpin")
export GIT_AUTHOR_NAME=tests GIT_AUTHOR_EMAIL=tests@example.org
export GIT_COMMITTER_NAME=tests GIT_COMMITTER_EMAIL=tests@example.org

# An empty project, as `maturin new` makes it: no flake, no lock file of Nix, no workflows.
mkdir project
cp -r "$root/examples/abi3/." project
chmod -R u+w project
cd project
rm -rf flake.nix flake.lock target
printf '# greeting\n\nSays hello.\n' >README.md
cat >>pyproject.toml <<'TOML'

[project.urls]
Repository = "https://github.example/acme/greeting"

[tool.wheelpin]
targets = ["manylinux-x86_64", "musllinux-x86_64"]
TOML
git init --quiet --initial-branch=main
git add --all
git commit --quiet --message "chore: begin"
git tag v0.1.0
cd ..
PATH=$PATH:$peers/bin "$peers/bin/python" "$root/ci/tests/init.py" "$target/wheelpin" \
  "$target/wheelpin-rehearsal-index" "path:$work/wheelpin"
