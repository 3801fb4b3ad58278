"""Run with the installed wheel: `wheelpin test`, `nix flake check`."""

import shapes

assert shapes.area(2, 3) == 6
