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
  --remap-path-prefix "$NIX_BUILD_TOP=" "$@"
