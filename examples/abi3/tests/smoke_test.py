"""Run with the installed wheel: `wheelpin test`, `nix flake check`."""

import greeting

assert greeting.greet("world") == "Hello, world!"
