use crate::ExitCode;
use crate::error::Error;

impl Error {
    /// The exit code of every error there is.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            #[cfg(feature = "release")]
            Self::Publish(error) => publish_exit_code(error),
            #[cfg(feature = "release")]
            Self::Attest(error) => attest_exit_code(error),
            #[cfg(feature = "release")]
            Self::Preflight { exit_code, .. } => *exit_code,
            Self::NotThere { .. } | Self::Unanswered { .. } => ExitCode::Network,
            #[cfg(feature = "release")]
            Self::Workflow(wheelpin_workflow::Error::Interrupted) => ExitCode::Interrupted,
            #[cfg(feature = "release")]
            Self::Workflow(wheelpin_workflow::Error::Changed { .. }) => ExitCode::Conflict,
            #[cfg(feature = "release")]
            Self::Workflow(_) | Self::Scaffold(_) | Self::Cost(_) => ExitCode::Usage,
            Self::Build { .. } | Self::NotRecorded { .. } | Self::ReportNotWritten { .. } => {
                ExitCode::Build
            }
            Self::Idle { .. }
            | Self::NotTested { .. }
            | Self::Nowhere { .. }
            | Self::Drifted { .. }
            | Self::Refused { .. }
            | Self::Irreproducible { .. }
            | Self::Tests { .. } => ExitCode::Wheels,
            Self::Behind { .. }
            | Self::CommitGone { .. }
            | Self::LostRace { .. }
            | Self::NotAsBuilt { .. }
            | Self::NotAsListed { .. }
            | Self::NotListed { .. }
            | Self::OtherBytes { .. }
            | Self::OtherIndex { .. }
            | Self::OtherJournal { .. }
            | Self::OtherPackage { .. }
            | Self::OtherVersion { .. }
            | Self::TagThere { .. }
            | Self::WrongWheel { .. } => ExitCode::Conflict,
            Self::NotBuilt { .. } => ExitCode::Build,
            Self::Test(wheelpin_test::Error::Interrupted) => ExitCode::Interrupted,
            Self::Test(_) => ExitCode::Usage,
            #[cfg(feature = "release")]
            Self::Diff(_) => ExitCode::Usage,
            Self::Advice { .. } | Self::NothingToCompare { .. } => ExitCode::Usage,
            Self::Authority { .. }
            | Self::Check(_)
            | Self::NoDistribution { .. }
            | Self::NobodyAttests
            | Self::NotChosen { .. }
            | Self::NotEmpty { .. }
            | Self::NotRead { .. }
            | Self::NoRelease { .. }
            | Self::NoSdist { .. }
            | Self::OtherSource { .. }
            | Self::Sdist { .. }
            | Self::Sigstore { .. }
            | Self::NobodyPublishes { .. }
            | Self::NoFiles
            | Self::NoForge
            | Self::NoRemote { .. }
            | Self::NotWhole { .. }
            | Self::NoVariable { .. }
            | Self::TwoReleases { .. }
            | Self::CheckSettings { .. }
            | Self::CostFile { .. }
            | Self::CostSettings { .. }
            | Self::Changelog { .. }
            | Self::Command { .. }
            | Self::NoIndex
            | Self::NoName { .. }
            | Self::NoSection { .. }
            | Self::NoTag { .. }
            | Self::NoVersion { .. }
            | Self::NotConfirmed
            | Self::ChoicesStand { .. }
            | Self::Init { .. }
            | Self::IsLink { .. }
            | Self::NoDirectory { .. }
            | Self::NotRoot { .. }
            | Self::NoLock { .. }
            | Self::NotBelow { .. }
            | Self::NotText { .. }
            | Self::WhichProject { .. }
            | Self::NoJournal { .. }
            | Self::NoManifest { .. }
            | Self::NoManifestFile { .. }
            | Self::NoManifests { .. }
            | Self::NoneOfManifest { .. }
            | Self::NoNixTests
            | Self::NoSuchPath { .. }
            | Self::NoSuchRule { .. }
            | Self::UnknownRule { .. }
            | Self::NoSuchWheel { .. }
            | Self::NoWheel { .. }
            | Self::NoWheels { .. }
            | Self::NothingBuilt { .. }
            | Self::PlanFile { .. }
            | Self::Runtime(_)
            | Self::TestSettings { .. }
            | Self::Write(_) => ExitCode::Usage,
            #[cfg(feature = "release")]
            Self::Varied { .. } | Self::NotVaried { .. } => ExitCode::Usage,
            #[cfg(feature = "release")]
            Self::Doctor(_) | Self::NothingToResume { .. } | Self::Rehearsal(_) => ExitCode::Usage,
            Self::Dist(error) => dist_exit_code(error),
            #[cfg(feature = "release")]
            Self::Nix(error) => nix_exit_code(error),
            #[cfg(feature = "release")]
            Self::Release(error) => release_exit_code(error),
        }
    }
}

/// How the program ends for an error of `dist/`.
fn dist_exit_code(error: &wheelpin_dist::Error) -> ExitCode {
    use wheelpin_dist::Error as Dist;

    match error {
        Dist::Dist { .. } | Dist::Vanished { .. } => ExitCode::Build,
        Dist::OtherBuild { .. } | Dist::OtherProject { .. } | Dist::UnknownFile { .. } => {
            ExitCode::Conflict
        }
        Dist::Glob { .. }
        | Dist::Manifest { .. }
        | Dist::NothingLeft
        | Dist::NothingMatches { .. } => ExitCode::Usage,
    }
}

/// How the program ends for an error of Nix.
#[cfg(feature = "release")]
fn nix_exit_code(error: &wheelpin_nix::Error) -> ExitCode {
    use wheelpin_nix::Error as Nix;

    match error {
        Nix::Dist(error) => dist_exit_code(error),
        Nix::Network { .. } => ExitCode::Network,
        Nix::Interrupted => ExitCode::Interrupted,
        Nix::Copy { .. } | Nix::Died { .. } | Nix::DiskFull { .. } | Nix::Nix { .. } => {
            ExitCode::Build
        }
        Nix::NoSuchProject { .. }
        | Nix::Fragment { .. }
        | Nix::Run { .. }
        | Nix::NoPlan { .. }
        | Nix::Configuration { .. }
        | Nix::Evaluation { .. }
        | Nix::Plan { .. }
        | Nix::Scratch { .. }
        | Nix::OldLibrary { .. }
        | Nix::FileName { .. } => ExitCode::Usage,
    }
}

/// How the program ends for an error of making a release.
#[cfg(feature = "release")]
fn release_exit_code(error: &wheelpin_release::Error) -> ExitCode {
    use wheelpin_release::Error as Release;

    match error {
        Release::Apart { .. }
        | Release::Behind { .. }
        | Release::Changed { .. }
        | Release::Detached
        | Release::Dirty { .. }
        | Release::Disagree { .. }
        | Release::Edited { .. }
        | Release::Exists { .. }
        | Release::Git { .. }
        | Release::Journal { .. }
        | Release::MissingTags { .. }
        | Release::MovedOn { .. }
        | Release::MovedTag { .. }
        | Release::NotAfter { .. }
        | Release::NotTagged { .. }
        | Release::NotUndone { .. }
        | Release::OtherTags { .. }
        | Release::OutOfRange { .. }
        | Release::Pushed { .. }
        | Release::Shallow
        | Release::TagElsewhere { .. }
        | Release::TagNotHere { .. }
        | Release::Unanswered { .. }
        | Release::Unfinished { .. } => ExitCode::Conflict,
        Release::NoCommits
        | Release::NoGit { .. }
        | Release::NoName { .. }
        | Release::NoMatch { .. }
        | Release::NoRepository { .. }
        | Release::NoTemplate { .. }
        | Release::NoVersion { .. }
        | Release::NoWorkTree { .. }
        | Release::Outside { .. }
        | Release::Package { .. }
        | Release::Read { .. }
        | Release::Repository { .. }
        | Release::Settings { .. }
        | Release::Spelled { .. }
        | Release::TagFormat { .. }
        | Release::Template { .. }
        | Release::Version(_)
        | Release::Write { .. } => ExitCode::Usage,
    }
}

/// How the program ends for an error of publishing.
#[cfg(feature = "release")]
pub(crate) fn publish_exit_code(error: &wheelpin_publish::Error) -> ExitCode {
    use wheelpin_publish::Error as Publish;

    match error {
        Publish::Changed { .. }
        | Publish::Deleted { .. }
        | Publish::ForgeFile { .. }
        | Publish::Taken { .. } => ExitCode::Conflict,
        Publish::Ambient { .. }
        | Publish::Answer { .. }
        | Publish::Denied { .. }
        | Publish::Expired { .. }
        | Publish::ForgeDenied { .. }
        | Publish::GaveUp { .. }
        | Publish::OtherBytes { .. }
        | Publish::Mint { .. }
        | Publish::Redirected { .. }
        | Publish::Refused { .. }
        | Publish::Request { .. }
        | Publish::Status { .. }
        | Publish::TooLarge { .. }
        | Publish::TooLong { .. } => ExitCode::Network,
        Publish::Certificate { .. }
        | Publish::Client { .. }
        | Publish::File { .. }
        | Publish::IdentityToken { .. }
        | Publish::NoAddress { .. }
        | Publish::NoIdVariable { .. }
        | Publish::NoIdentity { .. }
        | Publish::NoPermission
        | Publish::NoSimple { .. }
        | Publish::NoTrustedPublishing { .. }
        | Publish::PlainHttp { .. }
        | Publish::Repository { .. }
        | Publish::Token { .. }
        | Publish::UnknownIndex { .. }
        | Publish::UploadUrl { .. }
        | Publish::Url { .. } => ExitCode::Usage,
    }
}

/// How the program ends for an error of attestations.
#[cfg(feature = "release")]
fn attest_exit_code(error: &wheelpin_attest::Error) -> ExitCode {
    use wheelpin_attest::Error as Attest;

    match error {
        Attest::Expired | Attest::Refused { .. } | Attest::Unreachable { .. } => ExitCode::Network,
        Attest::Invalid { .. } | Attest::OtherFile { .. } | Attest::OtherSigner { .. } => {
            ExitCode::Conflict
        }
        Attest::FlakeLock { .. }
        | Attest::Instance { .. }
        | Attest::Key { .. }
        | Attest::Malformed { .. }
        | Attest::Read { .. }
        | Attest::Subject { .. }
        | Attest::Token { .. }
        | Attest::TrustRoot { .. }
        | Attest::Write { .. } => ExitCode::Usage,
    }
}
