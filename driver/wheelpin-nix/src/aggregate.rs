use crate::StorePath;

/// A Nix expression for one derivation that depends on others: Nix tells of a
/// failure at once only if something depends on what failed (2.8 to 2.33 keep
/// the failures of what they were asked for until the end).
///
/// `wanted` has a derivation and its output each. The derivations must be in the
/// store; nothing of the project is evaluated. It needs no shell: Nix itself
/// links the outputs' files into one directory.
pub(crate) fn aggregate(wanted: &[(StorePath, StorePath)]) -> String {
    aggregate_outputs(wanted.iter().map(|(derivation, output)| (derivation, "out", output)))
}

/// The same of outputs with any name: derivation, name and output.
pub(crate) fn aggregate_outputs<'a>(
    wanted: impl Iterator<Item = (&'a StorePath, &'a str, &'a StorePath)>,
) -> String {
    let inputs: Vec<String> = wanted
        .map(|(derivation, name, output)| {
            // Of Nix's alphabet for store paths and names of outputs nothing needs escaping.
            format!(
                r#"(builtins.appendContext "{output}" {{ "{derivation}".outputs = [ "{name}" ]; }})"#
            )
        })
        .map(|input| format!(r#""true" "5" "1" {input}"#))
        .collect();
    format!(
        r#"derivation {{ name = "wheelpin-build"; system = "builtin"; builder = "builtin:buildenv"; manifest = builtins.toFile "manifest.nix" "[ ]"; derivations = [ {} ]; preferLocalBuild = true; allowSubstitutes = false; }}"#,
        inputs.join(" "),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_output_comes_with_its_derivation() {
        let derivation =
            StorePath::parse("/nix/store/00000000000000000000000000000000-a.drv").unwrap();
        let output = StorePath::parse("/nix/store/11111111111111111111111111111111-a").unwrap();
        assert!(aggregate(&[(derivation, output)]).contains(
            r#"[ "true" "5" "1" (builtins.appendContext "/nix/store/11111111111111111111111111111111-a" { "/nix/store/00000000000000000000000000000000-a.drv".outputs = [ "out" ]; }) ]"#
        ));
    }
}
