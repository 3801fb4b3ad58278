{
  description = "Every wheel of a Rust and Python project, from one Nix build";

  inputs = {
    crane.url = "github:ipetkov/crane/v0.23.4";
    rust-overlay.url = "github:oxalica/rust-overlay";
    rust-overlay.inputs.nixpkgs.follows = "nixpkgs-locked";
    nixpkgs-locked.url = "github:NixOS/nixpkgs/nixos-26.05";
  };

  outputs = _inputs: {
    lib = import ./nix/lib.nix;
  };
}
