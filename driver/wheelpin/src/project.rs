use std::io::Write;

use wheelpin_dist::plain;
use wheelpin_nix::Project;

use crate::arguments::OutputArgs;
use crate::error::Error;

/// The project that a command is given; a flake of it that is not read is told.
pub(crate) fn project(text: &str, output: OutputArgs) -> Result<Project, Error> {
    let project = Project::new(text)?;
    if let Some(flake) = project.other_flake().filter(|_| !output.quiet) {
        let flake = plain(&flake.to_string_lossy());
        let _ = writeln!(
            anstream::stderr(),
            "note: {flake} has nothing to do with wheelpin: the project is taken as one without a flake"
        );
    }
    Ok(project)
}
