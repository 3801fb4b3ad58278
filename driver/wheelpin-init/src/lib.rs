//! The files with which a project takes wheelpin up: flake, workflows, texts. Data in, files out;
//! nothing is read or written here.
//!
//! ```
//! use wheelpin_init::{Choices, Pins, Project, scaffold};
//!
//! let project = Project { name: "sample".into(), ..Project::default() };
//! let files = scaffold(&project, &Choices::default(), &Pins::known())?;
//! assert!(files.iter().any(|file| file.path == ".github/workflows/release.yml"));
//! # Ok::<(), wheelpin_init::Error>(())
//! ```

mod action;
mod choices;
mod difference;
mod error;
mod pins;
mod project;
mod pyproject;
mod scaffold;
mod section;
mod state;
mod systems;
mod template;

pub use action::{Action, Image};
pub use choices::{Choices, Ci};
pub use difference::difference;
pub use error::Error;
pub use pins::Pins;
pub use project::{Project, Row, Wheel};
pub use pyproject::with_tables;
pub use scaffold::{Keeping, ScaffoldFile, below, readme, scaffold};
pub use state::{State, is_made, state};
