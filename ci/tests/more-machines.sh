#!/usr/bin/env bash
# Another machine builds: a second store on this one, reached by ssh on loopback. It
# is killed in the middle, and the build completes.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=ci/nix-settings.sh
. "$root/ci/nix-settings.sh"
"$root/ci/setup" >/dev/null

"$root/ci/nix" build "$root#wheelpin" --out-link "$work/program"
wheelpin=$work/program/bin/wheelpin

# The other machine: its own store, its own sshd.
ssh-keygen -q -t ed25519 -N '' -f "$work/host"
ssh-keygen -q -t ed25519 -N '' -f "$work/key"
cp "$work/key.pub" "$work/keys"
mkdir "$work/remote"
cat >"$work/serve" <<EOF
#!/bin/sh
export NIX_CONFIG="build-users-group =
substituters =
sandbox = true"
exec $(command -v nix-store) --store "local?root=$work/remote" "\$@"
EOF
chmod +x "$work/serve"
port=$(free_port)
cat >"$work/sshd_config" <<EOF
Port $port
ListenAddress 127.0.0.1
HostKey $work/host
AuthorizedKeysFile $work/keys
PidFile $work/sshd.pid
StrictModes no
UsePAM no
PermitRootLogin prohibit-password
EOF
mkdir -p /run/sshd
"$(command -v sshd || echo /usr/sbin/sshd)" -f "$work/sshd_config" -E "$work/sshd.log"
stop() {
  pkill -KILL -f "$work/remote" || true
  if [ -f "$work/sshd.pid" ]; then kill "$(cat "$work/sshd.pid")" 2>/dev/null || true; fi
}
trap 'stop; leave' EXIT
export NIX_SSHOPTS="-p $port -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -i $work/key"
machine="ssh://$(id -un)@127.0.0.1?remote-program=$work/serve"

# A project that no other run has built.
cp -r "$root/examples/abi3" "$work/project"
rm "$work/project/flake.nix"
echo "// $(date +%s.%N)" >>"$work/project/src/lib.rs"
echo "# $(date +%s.%N)" >>"$work/project/Cargo.toml"

cd "$work"
"$wheelpin" build project --only manylinux-x86_64 --jobs 0 --builders "$machine $(uname -m)-linux - 2 1 - - -" --json >events </dev/null 2>errors &
driver=$!
for ((second = 0; second < 600; second++)); do
  if grep -q '"event":"compiling"' events; then break; fi
  kill -0 "$driver" 2>/dev/null || break
  sleep 1
done
grep -q '"event":"compiling"' events || { tail -n 3 events errors; fail "nothing was compiled on the other machine"; }
grep -q "\"machine\":\"ssh://$(id -un)@127.0.0.1" events || fail "the other machine is not named"
stop
code=0
wait "$driver" || code=$?
[ "$code" = 3 ] || { tail -n 3 events errors; fail "the build ended with $code after its machine was killed"; }
[ -z "$(find dist -name '*.whl' -o -name '.wheelpin-*')" ] || fail "there is something in dist"

"$wheelpin" build project --only manylinux-x86_64 </dev/null 2>errors >files || { cat errors; fail "the build does not complete"; }
equal "wheels" "greeting-0.1.0-cp39-abi3-manylinux_2_28_x86_64.whl" "$(basename -a dist/*.whl)"
echo "another machine builds, is killed, and the build completes"
