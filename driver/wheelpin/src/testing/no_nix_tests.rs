//! What stands for the tests of Nix in the small program, which knows nothing of Nix.

use std::num::NonZeroUsize;
use std::path::Path;

use clap::Args;
use wheelpin_test::WheelFile;

use crate::context::Context;
use crate::error::Error;
use crate::testing::tested::Tested;
use crate::ui::style::Style;
use crate::ui::test_list::NixTest;

/// No options.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct NixArgs {}

/// There are none.
pub(crate) enum NixTests {}

/// There are none.
pub(crate) struct NixResults;

impl NixArgs {
    pub(crate) fn is_asked(self) -> bool {
        false
    }

    pub(crate) async fn tests(
        self,
        _project: &Path,
        _wheels: &[WheelFile],
        _jobs: Option<NonZeroUsize>,
        _context: &Context<'_>,
    ) -> Result<Option<NixTests>, Error> {
        Ok(None)
    }
}

impl NixTests {
    pub(crate) fn list(&self) -> Vec<NixTest> {
        match *self {}
    }

    pub(crate) async fn run(
        &self,
        _style: Style,
        _context: &Context<'_>,
    ) -> Result<NixResults, Error> {
        match *self {}
    }
}

impl NixResults {
    pub(crate) fn add(&self, _tested: &mut [Tested]) {}
}
