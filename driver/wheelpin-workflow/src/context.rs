use crate::facts::Facts;
use crate::lock::Lock;
use crate::repository::Repository;

/// All that a rule looks at.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Workflows and actions.
    pub repository: &'a Repository,
    /// `.github/wheelpin-pins.json`; none where there is none.
    pub lock: Option<&'a Lock>,
    /// What remotes say; none offline.
    pub facts: Option<&'a Facts>,
}
