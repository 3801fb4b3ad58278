"""Run with the installed wheel: `wheelpin test`, `nix flake check`."""

import counting

assert counting.words("one two  three") == 3
