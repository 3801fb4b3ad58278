# CARGO as maturin starts it. Package ids hold the path of the project
# (path+file:///build/source#…) and end up in the SBOM: they are made neutral
# in everything that maturin reads.
#
# WHEELPIN_STAGE=dependencies: build what can be built without the project's
# own crates. compile: build, keeping Cargo's messages. wheel: build nothing,
# give the kept messages.
neutral() { sed "s#path+file://$NIX_BUILD_TOP/source#path+file:///source#g"; }

if [ "${1:-}" != rustc ]; then
  set -o pipefail
  "$REAL_CARGO" --config "$CARGO_HOME/config.toml" "$@" | neutral
  exit
fi

# One path and content per abi and pointer width, or PyO3 would be compiled again
# for every target.
if [ -n "$WHEELPIN_PYO3_CONFIG" ]; then
  export PYO3_CONFIG_FILE="$WHEELPIN_PYO3_CONFIG"
  unset PYO3_PYTHON PYO3_NO_PYTHON PYTHON_SYS_EXECUTABLE PYO3_ENVIRONMENT_SIGNATURE
fi

# Without a sandbox every derivation has a build directory of its own: what is kept does not name
# it. `build/` within a path is another one.
placeless() {
  sed -e "s#^$NIX_BUILD_TOP/#@top@/#" -e "s#\([^[:alnum:]_.-]\)$NIX_BUILD_TOP/#\1@top@/#g" -e "s#\(-[LI]\)$NIX_BUILD_TOP/#\1@top@/#g"
}

# The same arguments give the same messages.
record=$NIX_BUILD_TOP/messages/$(printf '%s\n' "$@" | placeless | sha256sum | cut -c 1-16)
case $WHEELPIN_STAGE in
  dependencies)
    subcommand=$1
    shift
    { "$REAL_CARGO" --config "$CARGO_HOME/config.toml" "$subcommand" --keep-going "$@" 2>&1 >/dev/null || :; } | tee "$record.log" >&2
    echo "$record" >>"$NIX_BUILD_TOP/ran"
    exit 1
    ;;
  compile)
    set -o pipefail
    "$REAL_CARGO" --config "$CARGO_HOME/config.toml" "$@" | neutral | tee "$record.kept"
    code=$?
    placeless <"$record.kept" >"$record.json"
    rm "$record.kept"
    exit "$code"
    ;;
  wheel)
    if [ ! -f "$record.json" ]; then
      echo "wheelpin: maturin asks Cargo for something that was not compiled: cargo $*" >&2
      exit 1
    fi
    sed "s#@top@/#$NIX_BUILD_TOP/#g" "$record.json"
    ;;
esac
