# The part of nixpkgs' stdenv that crane and rust-overlay use: setup hooks, hook arrays, phases.
# shellcheck shell=bash disable=SC2154
set -eu -o pipefail
shopt -s nullglob
PATH=$initialPath
export PATH
export HOME=/homeless-shelter TERM=dumb

_add() { # a dependency and what it propagates
  local file
  case " ${_seen:-} " in *" $1 "*) return ;; esac
  _seen="${_seen:-} $1"
  if [ -d "$1/bin" ]; then PATH=$1/bin:$PATH; fi
  for file in propagated-build-inputs propagated-native-build-inputs propagated-host-host-deps; do
    if [ -f "$1/nix-support/$file" ]; then
      local next
      for next in $(<"$1/nix-support/$file"); do _add "$next"; done
    fi
  done
  # shellcheck disable=SC1091
  if [ -f "$1/nix-support/setup-hook" ]; then set +u; . "$1/nix-support/setup-hook"; set -u; fi
}
declare -a preHooks=() postPatchHooks=() prePatchHooks=() preConfigureHooks=() postConfigureHooks=() preBuildHooks=() postBuildHooks=() preInstallHooks=() postInstallHooks=() fixupOutputHooks=() preFixupHooks=()
for _dependency in ${depsBuildBuild:-} ${nativeBuildInputs:-} ${depsHostHost:-} ${buildInputs:-} ${propagatedBuildInputs:-}; do _add "$_dependency"; done

runHook() {
  local name=$1 each
  local array="${name}Hooks[@]"
  shift
  set +u
  if [ "$(type -t "$name")" = function ]; then "$name" "$@"; elif [ -n "${!name:-}" ]; then eval "${!name}"; fi
  for each in "${!array}"; do
    if [ "$(type -t "${each%% *}")" = function ]; then eval "$each"; else eval "$each"; fi
  done
  set -u
}
substituteAll() {
  cp "$1" "$2"
  chmod u+w "$2"
}
substituteInPlace() { echo "the stand-in has no substituteInPlace" >&2 && exit 1; }

_unpack() {
  runHook preUnpack
  if [ -d "$src" ]; then
    cp -r --no-preserve=ownership "$src" "$(_stripHash "$src")"
    chmod -R u+w .
  else
    tar -xf "$src"
  fi
  if [ -n "${sourceRoot:-}" ]; then cd "$sourceRoot"; else cd -- */; fi
  runHook postUnpack
}
_stripHash() { local base=${1##*/}; echo "${base:33}"; }
_phase() { # usage: _phase NAME DEFAULT
  local name=$1
  set +u
  if [ -n "${!name:-}" ]; then eval "${!name}"; else eval "$2"; fi
  set -u
}
genericBuild() {
  cd "$NIX_BUILD_TOP"
  if [ -n "${buildCommand:-}" ]; then
    set +u
    eval "$buildCommand"
    set -u
    return
  fi
  [ -n "${dontUnpack:-}" ] || _phase unpackPhase _unpack
  # A phase of the package's own leaves where it is to the next one.
  if [ -n "${unpackPhase:-}" ] && [ -n "${sourceRoot:-}" ]; then cd "$sourceRoot"; fi
  if [ -z "${dontPatch:-}" ]; then
    runHook prePatch
    runHook postPatch
  fi
  [ -n "${dontConfigure:-}" ] || _phase configurePhase 'runHook preConfigure; runHook postConfigure'
  [ -n "${dontBuild:-}" ] || _phase buildPhase 'runHook preBuild; runHook postBuild'
  if [ -n "${doCheck:-}" ]; then _phase checkPhase 'runHook preCheck; runHook postCheck'; fi
  local phase
  for phase in ${preInstallPhases:-}; do _phase "$phase" "$phase"; done
  _phase installPhase 'runHook preInstall; runHook postInstall'
  if [ -z "${dontFixup:-}" ]; then
    runHook preFixup
    runHook fixupOutput
    runHook postFixup
  fi
}
genericBuild
