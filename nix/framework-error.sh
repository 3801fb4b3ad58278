# Functions that explain a linker's error about an Apple library of which there is no stub.
# Sourced by the linker script; plain sh and busybox.
# shellcheck shell=sh

# "core-media-sys 0.1.2", the crate that the file $1 below $2 belongs to.
framework_error_crate() {
  folder=${1%/*}
  while [ ! -f "$folder/Cargo.toml" ] && [ "$folder" != "$2" ] && [ "$folder" != "${folder%/*}" ]; do
    folder=${folder%/*}
  done
  sed -n '/^\[package\]/,/^\[[^p]/s/^\(name\|version\) *= *"\(.*\)".*/\2/p' "$folder/Cargo.toml" |
    head -n 2 | sed -e 'N' -e 's/\n/ /'
}

# The crates below $1, joined by ", ", with a Rust file that has the word $2 and matches $3.
# The plain search goes first: it leaves the slow one a handful of files.
framework_error_matching() {
  find -L "$1" -name '*.rs' -exec grep -lF "$2" {} + | while read -r file; do
    if grep -qE "$3" "$file"; then
      framework_error_crate "$file" "$1"
    fi
  done | sort -u | sed -e ':a' -e 'N' -e '$!ba' -e 's/\n/, /g'
}

# The crates below $1 that link $2: by a link attribute or a build script's line; failing that,
# those that have the name as a string.
framework_error_crates() {
  crates=$(framework_error_matching "$1" "$2" \
    "name *= *\"$2\"|rustc-link-lib=([a-z]+=)?$2(\$|[^A-Za-z0-9_+-])")
  [ -n "$crates" ] || crates=$(framework_error_matching "$1" "$2" "\"$2\"")
  echo "${crates:-the project itself, or a crate that does not say so in its Rust files}"
}

# framework_error STDERR VENDOR: STDERR is the file with what the linker (Zig's) wrote, VENDOR the
# directory of the crates. Prints an error for each framework or library that was not found, with
# the crates that ask for it. Returns 1 when the linker failed for another reason.
framework_error() {
  missing=$(
    sed -n \
      -e 's/.*unable to find [a-z ]*framework "\([A-Za-z0-9_.+-]*\)".*/framework \1/p' \
      -e 's/.*unable to find [a-z ]*library "\([A-Za-z0-9_.+-]*\)".*/library \1/p' \
      "$1" | sort -u
  )
  [ -n "$missing" ] || return 1

  echo "$missing" | while read -r kind name; do
    case $kind in
      framework) other="turn off the crate's feature that needs the framework" ;;
      *) other="turn on the crate's feature that builds the library (bundled, vendored, static)" ;;
    esac
    cat <<EOF
wheelpin: pyproject.toml: no $kind $name for macOS (wheelpin has no stub of it), which is linked by: $(framework_error_crates "$2" "$name")

  Do one of:
  - set macos-sdk = "PATH" in [tool.wheelpin], PATH being a macOS SDK that you may use
  - $other
  - report the crate and the $kind, so that wheelpin gets a stub of it
  - leave the macOS targets out of targets in [tool.wheelpin]

EOF
  done
}
