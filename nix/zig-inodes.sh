# Sourced: which inodes Zig's own files have on this machine.
inodes() { stat -c '%i %n' "${zig%/*}"/lib/* "${zig%/*}"/lib/std/*; }
