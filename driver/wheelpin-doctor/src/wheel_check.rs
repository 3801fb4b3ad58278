use crate::script::Command;

/// Programs that look into finished wheels.
pub(crate) const PROGRAMS: [&str; 4] =
    ["abi3audit", "auditwheel", "check-wheel-contents", "pyroma"];

/// Whether a command checks finished wheels.
pub(crate) fn checks_wheels(command: &Command) -> bool {
    PROGRAMS.contains(&command.program.as_str())
        || command.is("twine", "check")
        || command.is("wheelpin", "check")
        || command.is("wheelpin", "release")
        || (command.program == "nix"
            && command.arguments.iter().any(|word| word.contains("#wheels")))
        || command.is("nix", "flake")
}
