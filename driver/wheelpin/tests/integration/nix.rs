//! What Nix said, recorded from real runs: `recordings/nix-VERSION/`.

/// One run of the fake Nix.
#[derive(Clone, Copy)]
pub struct Nix {
    pub stdout: &'static str,
    pub stderr: &'static str,
    pub status: u8,
}

/// The plan of a program for a tested and an untested target and universal2.
pub const PLAN: Nix =
    Nix { stdout: include_str!("../recordings/nix-2.8/plan.stdout"), stderr: "", status: 0 };

/// A target that Rust has no standard library for.
pub const MISTAKE: Nix = failure(include_str!("../recordings/nix-2.8/mistake.stderr"));

/// An undefined variable in flake.nix.
pub const EVALUATION: Nix = failure(include_str!("../recordings/nix-2.8/evaluation.stderr"));

/// A flake without outputs.
pub const NO_PLAN: Nix = failure(include_str!("../recordings/nix-2.8/no-plan.stderr"));

/// A flake registry that does not answer.
pub const NETWORK: Nix = failure(include_str!("../recordings/nix-2.8/network.stderr"));

const fn failure(stderr: &'static str) -> Nix {
    Nix { stdout: "", stderr, status: 1 }
}
