#!/usr/bin/env bash
# Builds a wheel of a project whose crates come from git repositories: a crate alone, two revisions
# of it in one version, a workspace whose members inherit
# and depend on each other, a submodule, and a branch whose name must be encoded.
#
# usage: ci/tests/git-dependency.sh      (NIX: the command that runs Nix, default ci/nix)
set -euo pipefail
shopt -s inherit_errexit
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
nix=${NIX:-$root/ci/nix}

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
export XDG_CACHE_HOME=$work/cache
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=test GIT_AUTHOR_EMAIL=test@example.org GIT_AUTHOR_DATE='2020-01-01T00:00:00Z'
export GIT_COMMITTER_NAME=test GIT_COMMITTER_EMAIL=test@example.org GIT_COMMITTER_DATE='2020-01-01T00:00:00Z'
# Git takes no submodule from a file:// address unless told to.
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=protocol.file.allow GIT_CONFIG_VALUE_0=always

# Writes standard input to a file, with its folders.
write() {
    mkdir -p "$(dirname "$1")"
    cat >"$1"
}

# Commits all of a folder, made a repository where it is none, and prints the commit.
commit() {
    [[ -d $1/.git ]] || git init --quiet --initial-branch=main "$1"
    git -C "$1" add --all
    git -C "$1" commit --quiet --message=test
    git -C "$1" rev-parse HEAD
}

# A server's view of a repository: bare.
serve() { git clone --quiet --bare "$work/$1" "$work/served/$1"; }

url=file://$work/served

write "$work/single/Cargo.toml" <<'EOF'
[package]
name = "single"
version = "1.0.0"
edition = "2021"
EOF
write "$work/single/src/lib.rs" <<<'pub const TEXT: &str = "first";'
first=$(commit "$work/single")
git -C "$work/single" tag v1
write "$work/single/src/lib.rs" <<<'pub const TEXT: &str = "second";'
second=$(commit "$work/single")
# The branch goes on after the lock file was written.
write "$work/single/src/lib.rs" <<<'compile_error!("not the locked commit");'
commit "$work/single" >/dev/null
serve single

write "$work/workspace/Cargo.toml" <<'EOF'
[workspace]
members = ["crates/*"]
resolver = "2"

[workspace.package]
version = "0.3.0"
edition = "2021"
readme = "README.md"

[workspace.dependencies]
inner = { path = "crates/inner", version = "0.3", default-features = false, features = ["one"] }

[workspace.lints.rust]
unused = "allow"
EOF
write "$work/workspace/README.md" <<<'readme'
write "$work/workspace/crates/outer/Cargo.toml" <<'EOF'
[package]
name = "outer"
version.workspace = true
edition.workspace = true
readme.workspace = true

[dependencies]
inner = { workspace = true, features = ["two"], optional = true }

[features]
default = ["dep:inner"]

[lints]
workspace = true
EOF
# A file outside of the crate, found from the source and from the build script.
write "$work/workspace/crates/outer/src/lib.rs" <<'EOF'
pub fn text() -> String {
    let readme = include_str!("../../../README.md").trim();
    format!("{readme} {} {} {}", env!("BUILD_SCRIPT").trim(), env!("CARGO_PKG_VERSION"), inner::TEXT)
}
EOF
write "$work/workspace/crates/outer/build.rs" <<'EOF'
fn main() {
    println!("cargo:rustc-env=BUILD_SCRIPT={}", std::fs::read_to_string("../../README.md").unwrap());
}
EOF
write "$work/workspace/crates/inner/Cargo.toml" <<'EOF'
[package]
name = "inner"
version.workspace = true
edition.workspace = true

[features]
default = ["three"]
one = []
two = []
three = []
EOF
write "$work/workspace/crates/inner/src/lib.rs" <<'EOF'
#[cfg(all(feature = "one", feature = "two", not(feature = "three")))]
pub const TEXT: &str = "one two";
EOF
# Test data with a crate's name, and a template that is no TOML.
write "$work/workspace/crates/outer/tests/data/inner/Cargo.toml" <<<$'[package]\nname = "inner"\nversion = "0.3.0"'
write "$work/workspace/template/Cargo.toml" <<<$'[package]\nname = {{ name }}'
workspace=$(commit "$work/workspace")
branch='fix/#1+é'
encoded='fix%2F%231%2B%C3%A9'
git -C "$work/workspace" branch "$branch"
serve workspace

write "$work/part/Cargo.toml" <<'EOF'
[package]
name = "part"
version = "0.1.0"
edition = "2021"
EOF
write "$work/part/src/lib.rs" <<<'pub const TEXT: &str = "submodule";'
commit "$work/part" >/dev/null
serve part
write "$work/whole/Cargo.toml" <<'EOF'
[package]
name = "whole"
version = "0.1.0"
edition = "2021"

[dependencies]
part = { path = "part" }
EOF
write "$work/whole/src/lib.rs" <<<'pub use part::TEXT;'
git init --quiet --initial-branch=main "$work/whole"
git -C "$work/whole" submodule --quiet add "$url/part" part
whole=$(commit "$work/whole")
serve whole

project=$work/project
write "$project/pyproject.toml" <<'EOF'
[build-system]
requires = ["maturin>=1,<2"]
build-backend = "maturin"

[project]
name = "customer"
version = "0.1.0"

[tool.maturin]
bindings = "bin"
EOF
write "$project/Cargo.toml" <<EOF
[package]
name = "customer"
version = "0.1.0"
edition = "2021"

[dependencies]
first = { package = "single", git = "$url/single", tag = "v1" }
second = { package = "single", git = "$url/single", rev = "${second:0:8}" }
outer = { git = "$url/workspace", branch = "$branch" }
whole = { git = "$url/whole" }
EOF
write "$project/src/main.rs" <<'EOF'
fn main() {
    println!("{}, {}, {}, {}, {}", first::TEXT, second::TEXT, outer::text(), whole::TEXT, env!("SCRIPT"));
}
EOF
# A build script is a program of the crate as well, and has no place in the wheel.
write "$project/build.rs" <<'EOF'
fn main() {
    println!("cargo:rustc-env=SCRIPT=build script");
}
EOF
# As Cargo writes it.
write "$project/Cargo.lock" <<EOF
# This file is automatically @generated by Cargo.
# It is not intended for manual editing.
version = 4

[[package]]
name = "customer"
version = "0.1.0"
dependencies = [
 "outer",
 "single 1.0.0 (git+$url/single?rev=${second:0:8})",
 "single 1.0.0 (git+$url/single?tag=v1)",
 "whole",
]

[[package]]
name = "inner"
version = "0.3.0"
source = "git+$url/workspace?branch=$encoded#$workspace"

[[package]]
name = "outer"
version = "0.3.0"
source = "git+$url/workspace?branch=$encoded#$workspace"
dependencies = [
 "inner",
]

[[package]]
name = "part"
version = "0.1.0"
source = "git+$url/whole#$whole"

[[package]]
name = "single"
version = "1.0.0"
source = "git+$url/single?rev=${second:0:8}#$second"

[[package]]
name = "single"
version = "1.0.0"
source = "git+$url/single?tag=v1#$first"

[[package]]
name = "whole"
version = "0.1.0"
source = "git+$url/whole#$whole"
dependencies = [
 "part",
]
EOF

architecture=$(uname -m)
"$nix" build --impure --out-link "$work/result" --expr "
  (import $root/nix/tree.nix {
    path = \"$project\";
    config = ''{ \"targets\": [ \"musllinux-$architecture\" ] }'';
  }).packages.wheels"

python3 -m zipfile -e "$work"/result/customer-0.1.0-*.whl "$work/wheel"
programs=$(ls "$work"/wheel/customer-0.1.0.data/scripts)
if [[ $programs != customer ]]; then
    echo "git-dependency: the wheel's programs are $programs, not customer" >&2
    exit 1
fi
chmod +x "$work"/wheel/customer-0.1.0.data/scripts/customer
actual=$("$work"/wheel/customer-0.1.0.data/scripts/customer)
expected='first, second, readme readme 0.3.0 one two, submodule, build script'
if [[ $actual != "$expected" ]]; then
    printf 'git-dependency: expected %s\n' "$expected" "git-dependency: actual   $actual" >&2
    exit 1
fi
echo "git-dependency: crates of 4 commits in 3 repositories are in the wheel, and no build script is"
