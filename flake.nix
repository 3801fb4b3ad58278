{
  description = "Every wheel of a Rust and Python project, from one Nix build";

  # All locked, none fetched by the default toolchain: Nix fetches an input only
  # when it is used. nixpkgs is not named `nixpkgs`, or `nix develop` would fetch it.
  inputs = {
    crane.url = "github:ipetkov/crane/v0.23.4";
    rust-overlay.url = "github:oxalica/rust-overlay";
    rust-overlay.inputs.nixpkgs.follows = "nixpkgs-locked";
    nixpkgs-locked.url = "github:NixOS/nixpkgs/nixos-26.05";
    advisory-db.url = "github:rustsec/advisory-db";
    advisory-db.flake = false;
  };

  outputs = inputs: import ./nix/flake-outputs.nix inputs;
}
