# shellcheck shell=bash
# Sourced by ci/nix and ci/test-eval: finds Nix, installing Debian's where there is none, and
# exports NIX_CONFIG with what wheelpin needs.
#
# Nothing that is configured is changed: settings are given to this one run, and only those that
# neither nix.conf nor NIX_CONFIG sets.

say() { printf 'ci/%s: %s\n' "${0##*/}" "$*" >&2; }

# Installed by an installer, but not on PATH in this shell.
if ! command -v nix >/dev/null; then
  for directory in /nix/var/nix/profiles/default/bin "$HOME/.nix-profile/bin"; do
    if [ -x "$directory/nix" ]; then PATH=$PATH:$directory; fi
  done
fi

if ! command -v nix >/dev/null; then
  if ! command -v apt-get >/dev/null; then
    say "there is no Nix, and this system is not Debian or Ubuntu"
    say "install Nix with your system's package manager or its own installer, then run this again"
    exit 2
  fi
  run=()
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
      say "there is no Nix; run this as root: apt-get update && apt-get install -y nix-bin"
      exit 2
    fi
    run=(sudo)
  fi
  say "there is no Nix: installing Debian's (apt-get install nix-bin)"
  log=$(mktemp)
  if ! { "${run[@]}" apt-get update && DEBIAN_FRONTEND=noninteractive "${run[@]}" apt-get install -y --no-install-recommends nix-bin git ca-certificates; } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    say "could not install nix-bin (whole log: $log)"
    exit 4
  fi
  rm -f "$log"
  say "installed $(nix --version)"
fi

configured=$(nix --extra-experimental-features nix-command show-config 2>/dev/null || nix --extra-experimental-features nix-command config show 2>/dev/null || true)
value() { sed -n "s/^$1 = //p" <<<"$configured"; }
# Is a setting written down anywhere (and so somebody's choice)?
chosen() {
  { cat /etc/nix/nix.conf "${XDG_CONFIG_HOME:-$HOME/.config}/nix/nix.conf" 2>/dev/null || :; printf '%s\n' "${NIX_CONFIG:-}"; } |
    grep -q -E "^[[:space:]]*(extra-)?$1[[:space:]]*="
}

settings=("extra-experimental-features = nix-command flakes")
chosen sandbox || settings+=("sandbox = true")
chosen sandbox-fallback || settings+=("sandbox-fallback = false")
chosen max-jobs || settings+=("max-jobs = auto")
chosen cores || settings+=("cores = $(nproc 2>/dev/null || echo 2)")
# Everything wheelpin needs comes from the registries: no binary cache is asked
# unless somebody configured one.
chosen substituters || settings+=("substituters =")
if [ "$(id -u)" = 0 ] && [ "${NIX_REMOTE:-}" != daemon ]; then
  group=$(value build-users-group)
  if [ -n "$group" ] && ! getent group "$group" >/dev/null; then
    # Debian's package makes no build users: build as the one user there is.
    settings+=("build-users-group =")
  fi
fi
NIX_CONFIG=$(printf '%s\n' "${settings[@]}")${NIX_CONFIG:+$'\n'$NIX_CONFIG}
export NIX_CONFIG
