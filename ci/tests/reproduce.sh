#!/usr/bin/env bash
# Built again as on another machine: the same bytes, with every variation. What is planted is found
# and explained with its cause; a flag, another compiler and its paths too. The files of an index
# are those of their sdist.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=ci/nix-settings.sh
. "$root/ci/nix-settings.sh"
"$root/ci/setup" >/dev/null
peers=$("$root/ci/upload-peers")
(cd "$root" && cargo build --quiet --locked --package wheelpin)
wheelpin=${CARGO_TARGET_DIR:-$root/target}/debug/wheelpin

cp -r "$root/examples/abi3" "$work/project"
rm -f "$work"/project/flake.*
printf '\n[tool.wheelpin]\ntargets = ["manylinux-x86_64", "manylinux-aarch64", "musllinux-x86_64"]\n' >>"$work/project/pyproject.toml"
# Another manifest: everything of the project is built in this run, twice.
echo "# $(date +%s.%N)" >>"$work/project/Cargo.toml"
cd "$work"

# The events and the result of a run, and what it ended with.
reproduce() {
  local expected=$1 code=0
  shift
  "$wheelpin" reproduce "$@" --json >"$work/events" 2>"$work/errors" || code=$?
  [ "$code" = "$expected" ] || { tail -n 5 "$work/errors" "$work/events"; fail "reproduce $*: exit code $code, not $expected"; }
}
# Prints an expression over the result, which is called `end`.
result() {
  python3 -c 'import json, sys
end = [json.loads(line) for line in open(sys.argv[1])][-1]
print(eval(sys.argv[2]))' "$work/events" "$1"
}

reproduce 0 project
equal "files that are the same" 4 "$(result 'sum(file["reproducible"] for file in end["files"])')"
varied="['directory', 'clock', 'cores', 'machine', 'user', 'order']"
if [ "$(id -u)" != 0 ]; then varied=${varied/"'user', "/}; fi
equal "what was varied" "$varied" "$(result '[it["what"] for it in end["variations"] if it["varied"]]')"
# Nothing was there already: dependencies and the crate of three targets, and what packs.
compiled=$(grep -c '"event":"stopped".*wheelpin-\(dependencies\|linked\)-greeting' events)
equal "times that something was compiled, in both stores" 12 "$compiled"

# A crate above the workspace, whose absolute path Cargo has in its hashes, with code that its build
# script makes.
cp -r "$root/examples/abi3" above
rm -f above/flake.*
mkdir -p above/binding above/core/src
mv above/Cargo.toml above/Cargo.lock above/src above/binding
sed -i '/^\[tool.maturin\]/a manifest-path = "binding/Cargo.toml"' above/pyproject.toml
printf '\n[dependencies.core-of-it]\npath = "../core"\n' >>above/binding/Cargo.toml
printf '[package]\nname = "core-of-it"\nversion = "0.1.0"\nedition = "2021"\n' >above/core/Cargo.toml
cat >above/core/build.rs <<'EOF'
fn main() {
    let place = std::path::PathBuf::from(std::env::var_os("OUT_DIR").unwrap());
    let code = "pub fn length(of: &[u8], at: usize) -> u8 { of[at] }";
    std::fs::write(place.join("code.rs"), code).unwrap();
}
EOF
cat >above/core/src/lib.rs <<'EOF'
include!(concat!(env!("OUT_DIR"), "/code.rs"));

pub fn joined(words: &[&str]) -> String {
    words.iter().map(|word| word.to_uppercase()).collect::<Vec<_>>().join(" ")
}
EOF
sed -i 's|"Hello, {name}!"|"Hello, {} {}", core_of_it::joined(\&[name]), core_of_it::length(name.as_bytes(), name.len())|' above/binding/src/lib.rs
(cd above/binding && cargo generate-lockfile --quiet --offline 2>/dev/null || cargo metadata --format-version 1 >/dev/null)
reproduce 0 above --only manylinux-x86_64
equal "a wheel with a crate above its workspace" 1 "$(result 'sum(file["reproducible"] for file in end["files"])')"

# A clock, an order, a machine's name and a directory get into the module.
cp -r project planted
mkdir planted/words
for word in alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu; do : >"planted/words/$word"; done
cat >planted/build.rs <<'EOF'
use std::time::SystemTime;

fn main() {
    let stamp = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let words: Vec<String> = std::fs::read_dir("words")
        .unwrap()
        .map(|word| word.unwrap().file_name().into_string().unwrap())
        .collect();
    let name = std::process::Command::new("uname").arg("-n").output().unwrap().stdout;
    let place = std::env::current_dir().unwrap();
    println!("cargo:rustc-env=STAMP={stamp}");
    println!("cargo:rustc-env=WORDS={}", words.join(","));
    println!("cargo:rustc-env=NAME={}", String::from_utf8(name).unwrap().trim());
    println!("cargo:rustc-env=PLACE={}", place.display());
}
EOF
sed -i 's|"Hello, {name}!"|"Hello, {name}! stamp {} words {} machine {} place {} end", env!("STAMP"), env!("WORDS"), env!("NAME"), env!("PLACE")|' planted/src/lib.rs
# A path of the build is an error of the check, unless somebody says why not.
printf '\n[tool.wheelpin.check.ignore]\nleak-sandbox-path = "it is planted"\n' >>planted/pyproject.toml
reproduce 1 planted --only manylinux-x86_64
# Behind them may stand a text that the linker put beside another one.
equal "causes of what was planted" "['machine', 'order', 'path', 'timestamp']" \
  "$(result 'sorted(it["cause"] for it in end["files"][0]["differences"][:4])')"
equal "members with a cause" "{'greeting/_greeting.abi3.so'}" \
  "$(result '{it["member"] for it in end["files"][0]["differences"] if not it["follows"]}')"
equal "the clock of the second build is 400 days ahead" True \
  "$(result '[abs(int(it["second"]) - int(it["first"]) - 400 * 86400) < 7200 for it in end["files"][0]["differences"] if it["cause"] == "timestamp"][0]')"
# Only what is varied differs: without clock, order, name and directory it is the clock of a few seconds.
reproduce 1 planted --only manylinux-x86_64 --vary cores,user
equal "causes where the clock goes on alone" "['timestamp']" \
  "$(result 'sorted({it["cause"] for it in end["files"][0]["differences"] if not it["follows"]})')"

# Files that are there: the same, then with another flag.
"$wheelpin" build project --out dist >/dev/null 2>"$work/errors" || { tail -n 5 "$work/errors"; fail "no build"; }
reproduce 0 project --against dist
equal "files beside those of dist" 4 "$(result 'len(end["files"])')"
reproduce 0 project --only musllinux-x86_64 --against dist
equal "the chosen file beside those of dist" "['musllinux_1_2_x86_64.whl']" \
  "$(result '[file["first"]["file"].split("-")[-1] for file in end["files"] if file["reproducible"]]')"
reproduce 2 project --only musllinux-x86_64 --against dist/*-manylinux_2_28_x86_64.whl
grep -q 'manylinux_2_28_x86_64.whl is left out' errors || fail "a file that is left out: $(cat errors)"
cp -r project flagged
printf '\n[profile.release]\nopt-level = 1\n' >>flagged/Cargo.toml
"$wheelpin" build flagged --only manylinux-x86_64 --out flagged-dist >/dev/null 2>"$work/errors" || { tail -n 5 "$work/errors"; fail "no build"; }
reproduce 1 project --only manylinux-x86_64 --against flagged-dist
equal "causes of another flag" "['flags']" \
  "$(result 'sorted({it["cause"] for it in end["files"][0]["differences"] if not it["follows"]})')"

# The compiler of this machine, in a directory of this machine.
(cd project && CARGO_TARGET_DIR=$work/plain cargo build --quiet --release --locked)
python3 - dist/*-manylinux_2_28_x86_64.whl "$work/plain/release/lib_greeting.so" "$work/other" <<'EOF'
import pathlib, sys, zipfile
wheel, module, directory = map(pathlib.Path, sys.argv[1:])
directory.mkdir()
with zipfile.ZipFile(wheel) as old, zipfile.ZipFile(directory / wheel.name, "w", zipfile.ZIP_DEFLATED) as new:
    for member in old.infolist():
        new.writestr(member, module.read_bytes() if member.filename.endswith(".so") else old.read(member))
EOF
reproduce 1 project --only manylinux-x86_64 --against other/*.whl
causes=$(result 'sorted({it["cause"] for it in end["files"][0]["differences"] if not it["follows"]})')
case $causes in *"'compiler'"*"'path'"*) ;; *) fail "causes of another compiler elsewhere: $causes" ;; esac

# What an index serves, from its sdist alone.
port=$(free_port)
rm -f dist/wheelpin.json
served "$port" "$peers/bin/pypi-server" run --disable-fallback --interface 127.0.0.1 --port "$port" dist
index="http://127.0.0.1:$port/"
reproduce 0 --against "$index:greeting==0.1.0" --simple "${index}simple/"
equal "files of the index that their source gives" 4 "$(result 'sum(file["reproducible"] for file in end["files"])')"
reproduce 2 --against "$index:greeting==0.2.0" --simple "${index}simple/"
grep -q 'find greeting 0.2.0' errors || fail "a version that is not there: $(cat errors)"

# Without a sandbox every derivation has a directory of its own.
cp -r project unconfined
echo "# $(date +%s.%N)" >>unconfined/Cargo.toml
here=$(sha256sum <"$(ls dist/*-manylinux_2_28_x86_64.whl)")
unconfined() {
  NIX_CONFIG="$NIX_CONFIG
sandbox = false" "$root/ci/tree" --out unconfined-result unconfined cp39-abi3-manylinux_2_28_x86_64.unchecked -L 2>log || { tail -n 20 log; fail "no build without a sandbox"; }
}
unconfined
compiled=$(grep -o 'Compiling greeting v0.1.0 (.*)' log) || fail "the log has no line of the compiler"
case $compiled in *'(/build/'*) fail "sandbox = false has no effect: only root and trusted users may set it" ;; esac
equal "the wheel of a build without a sandbox" "$here" "$(sha256sum <"$(ls unconfined-result/*.whl)")"

# What was compiled in a sandbox is packed without one, and the other way round.
cp -r project/. unconfined
echo '# packed elsewhere' >>unconfined/python/greeting/__init__.py
unconfined
if grep 'Compiling greeting' log; then fail "it was compiled again"; fi
"$root/ci/tree" --out unconfined-result unconfined cp39-abi3-manylinux_2_28_x86_64.unchecked --rebuild || fail "packed in a sandbox it is another wheel"

# Another machine, as far as one can have it here: a root directory with the tools of another Debian
# release, and the Nix there.
if [ "$(id -u)" = 0 ]; then
  case $(uname -m) in x86_64) architecture=amd64 ;; *) architecture=arm64 ;; esac
  "$root/ci/debian-tree" "$work/debian" trixie "$architecture" base-files bash coreutils mount nix-bin ca-certificates netbase
  for link in bin sbin lib lib64; do
    if [ ! -e "debian/$link" ] && [ -d "debian/usr/$link" ]; then ln -s "usr/$link" "debian/$link"; fi
  done
  mkdir -p debian/{proc,dev,tmp,etc,root}
  chmod 1777 debian/tmp
  echo 'root:x:0:0::/root:/bin/bash' >debian/etc/passwd
  echo 'root:x:0:' >debian/etc/group
  "$root/ci/tree" project plan >plan.json
  python3 "$root/ci/tests/second_root.py" plan.json "$work/debian" manylinux_2_28_x86_64 >built
  equal "the wheel that Debian trixie built" "$here" "$(sha256sum <"$(cat built)")"
  debian="another Debian"
else
  debian="no other Debian, which only root can try"
fi
echo "reproduce: the same with all varied, without a sandbox ($debian); each planted cause told"
