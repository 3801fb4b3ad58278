# RUSTC_WRAPPER: rustc with the pinned sysroot and neutral paths.
#
# The flags added here are not seen by Cargo, so they change no fingerprint and
# take no RUSTFLAGS from the project. In the dependency stage, compiling a crate
# of the project itself is refused and noted, so that no stub is ever compiled.
rustc=$1
shift
case " $* " in
  *target-cpu=native*)
    echo "wheelpin: .cargo/config.toml (or a profile's rustflags): target-cpu=native makes wheels for the builder's CPU only; take it out or name a CPU (x86-64-v2)" >&2
    exit 1
    ;;
esac
if [ "${WHEELPIN_STAGE:-}" = dependencies ]; then
  case ${CARGO_MANIFEST_DIR:-}/ in
    "$NIX_BUILD_TOP"/source/*)
      echo "$CARGO_PKG_NAME" >>"$NIX_BUILD_TOP/stopped"
      exit 1
      ;;
  esac
fi
# Cargo tells crates of a project apart by a hash, and where a crate is above its workspace that hash
# holds its absolute path (cargo, SourceId::stable_hash). It gets into every symbol, and so into the
# order of the code: here it is one of the arguments, without the directory of the build.
generated=
case ${CARGO_MANIFEST_DIR:-}/ in
  "$NIX_BUILD_TOP"/source/*)
    hashes=$NIX_BUILD_TOP/hashes
    mkdir -p "$hashes"
    old=
    for argument; do
      case $argument in extra-filename=-*) old=${argument#extra-filename=-} ;; esac
    done
    if [ -n "$old" ]; then
      # What the hashes of the crates that it uses stand for; those of build directories for nothing.
      known=$(cd "$hashes" && for hash in *; do
        if [ -f "$hash" ]; then echo "s#-$hash#-$(cat "$hash")#g"; fi
      done)
      new=$(printf '%s\n' "$CARGO_MANIFEST_DIR" "$CARGO_PKG_VERSION" "$@" |
        sed -e '/^metadata=/d' -e '/^extra-filename=/d' -e "s#$NIX_BUILD_TOP/##g" -e "$known" \
          -e 's#\(/build/[^/]*\)-[0-9a-f]\{16\}/#\1/#g' | sha256sum | cut -c 1-16)
      echo "$new" >"$hashes/.$old" && mv "$hashes/.$old" "$hashes/$old"
      for argument; do
        shift
        case $argument in metadata=*) argument=metadata=$new ;; esac
        set -- "$@" "$argument"
      done
    fi
    if [ -n "${OUT_DIR:-}" ]; then generated=$OUT_DIR=target/generated/$CARGO_PKG_NAME; fi
    ;;
esac
# Debug information names the directory that a crate is compiled in, links followed.
directory=$(pwd -P)
case $directory in
  "$NIX_BUILD_TOP"/*) ;;
  *) set -- --remap-path-prefix "$directory=${directory##*/}" "$@" ;;
esac
exec "$rustc" --sysroot "$WHEELPIN_SYSROOT" \
  --remap-path-prefix "$NIX_BUILD_TOP/source=." \
  --remap-path-prefix "$NIX_BUILD_TOP/vendor=" \
  --remap-path-prefix "$NIX_BUILD_TOP/target=target" \
  --remap-path-prefix "$NIX_BUILD_TOP=" ${generated:+--remap-path-prefix "$generated"} "$@"
