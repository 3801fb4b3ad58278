use std::sync::Arc;

use tempfile::TempDir;
use url::Url;
use wheelpin_attest::Services;
use wheelpin_index::{Server, Settings};
use wheelpin_publish::{
    Credentials, Forge, Http, HttpSettings, Index, Issuer, Limits, OnSecret, Secret, UploadSettings,
};
use wheelpin_release::Mode;
use wheelpin_release::bump::{Project, Scratch, State};
use wheelpin_release::history::Head;
use wheelpin_release::journal::Step;

use crate::ExitCode;
use crate::commands::release::ReleaseArgs;
use crate::context::Context;
use crate::error::Error;
use crate::publishing::{Attesting, Publisher};
use crate::release::options::Options;
use crate::release::releasing::release;
use crate::reporting::REHEARSAL;
use crate::ui::steps::Steps;

/// The workflow that the rehearsal's publisher is configured with; nobody sees it.
const WORKFLOW: &str = "release.yml";

/// The whole release of a copy, against an index of wheelpin's own.
pub(crate) async fn run(
    release_args: &ReleaseArgs,
    context: &mut Context<'_>,
) -> Result<ExitCode, Error> {
    let copy = Copy::of(release_args)?;
    let name = super::project_name::project_name(&copy.project.manifests())?;
    let scratch = copy.directory.path();
    let mut settings = Settings::for_project(&name, "rehearsal/project", WORKFLOW);
    settings.tls = Some(wheelpin_index::TlsSettings::default());
    settings.authority_file = Some(scratch.join("authority.pem"));
    // Both are written to by one program, which sends the first file alone.
    let server = Server::start(settings).await?;
    let address = |text: String| {
        Url::parse(&text).map_err(|_| wheelpin_publish::Error::Url { text, reason: "is none" })
    };
    let pem = pem_of(&server).to_vec();
    let http = Http::new(&HttpSettings { roots: vec![pem], ..HttpSettings::default() })?;
    let index = Index {
        name: REHEARSAL.into(),
        title: "the rehearsal index".into(),
        simple: Some(address(server.simple_url())?),
        json: None,
        integrity: Some(address(server.integrity_url())?),
        site: Some(address(server.index_url())?),
        limits: Limits { days: Some(14), ..Limits::default() },
        is_warehouse: true,
        ..Index::private(address(server.upload_url())?)
    };
    let issuer = Issuer {
        http: http.clone(),
        url: address(server.issuer_url())?,
        bearer: Secret::new(server.issuer_bearer()),
        renewable: true,
        on_secret: OnSecret::nothing(),
    };
    let issuer = Arc::new(issuer);
    let credentials =
        Credentials::trusted(http.clone(), index.clone(), issuer.clone(), OnSecret::nothing());
    let mut publisher = Publisher::new(http, index, credentials, UploadSettings::default(), true);
    if !release_args.access().no_attestations {
        let (fulcio, rekor) = (server.fulcio_url(), server.rekor_url());
        let services = Services::at(&fulcio, &rekor, server.trusted_root())?
            .with_authorities(pem_of(&server))?;
        publisher.attest(Attesting::new(issuer, services));
    }
    let github = server.github_url();
    let token = Secret::new("rehearsal");
    publisher.announce(Some(Forge::new(
        publisher.http().clone(),
        Some(&github),
        "rehearsal/project",
        token,
    )?));
    publisher.trust(scratch.join("authority.pem"));
    let options = copy.options(release_args, REHEARSAL, None)?;
    let steps = Steps::new(context.output);
    steps.note(
        "rehearsal: a copy of what is committed, an index on this machine; nothing is published",
    );
    let ended = release(release_args, &options, &publisher, context).await;
    server.stop().await;
    let exit_code = ended?;
    writeln!(context.stdout, "rehearsed: nothing left this machine").map_err(Error::Write)?;
    Ok(exit_code)
}

fn pem_of(server: &Server) -> &[u8] {
    server.authority_pem().unwrap_or_default().as_bytes()
}

/// The release of a copy up to the tests, and what the rest would be.
pub(crate) async fn dry_run(
    release_args: &ReleaseArgs,
    context: &mut Context<'_>,
) -> Result<ExitCode, Error> {
    let copy = Copy::of(release_args)?;
    let asked = release_args.options()?;
    let publisher = release_args.access().publisher(&asked.index)?;
    let options = copy.options(release_args, &asked.index, Some(Step::Test))?;
    let ended = release(release_args, &options, &publisher, context).await?;
    writeln!(
        context.stdout,
        "dry run: a copy was built and tested; nothing was changed or published"
    )
    .map_err(Error::Write)?;
    Ok(ended)
}

/// What a commit without a branch is to become part of: a workflow checks pull requests out so, and
/// says which branch they are for.
fn base_branch() -> String {
    std::env::var("GITHUB_BASE_REF").ok().filter(|it| !it.is_empty()).unwrap_or("main".into())
}

/// A copy of a repository with a remote of its own, which goes away.
struct Copy {
    directory: TempDir,
    project: Project,
    scratch: Scratch,
    relative: std::path::PathBuf,
}

impl Copy {
    fn of(release_args: &ReleaseArgs) -> Result<Self, Error> {
        let project = Project::read(release_args.project(), release_args.package())?;
        let state = State::read(project)?;
        let branch = match &state.head {
            Head::Branch(branch) => branch.clone(),
            Head::Detached => base_branch(),
        };
        let directory = tempfile::Builder::new()
            .prefix("wheelpin-rehearsal-")
            .tempdir()
            .map_err(Error::Runtime)?;
        let scratch = Scratch::new(&state.root, &branch, directory.path())?;
        let canonical =
            |path: &std::path::Path| path.canonicalize().unwrap_or_else(|_| path.into());
        let root = canonical(&state.root);
        let inside = canonical(release_args.project());
        let relative = inside.strip_prefix(&root).unwrap_or(&inside).to_owned();
        let project = Project::read(&scratch.work.join(&relative), release_args.package())?;
        Ok(Self { directory, project, scratch, relative })
    }

    fn options(
        &self,
        release_args: &ReleaseArgs,
        index: &str,
        until: Option<Step>,
    ) -> Result<Options, Error> {
        let mut options = release_args.options_with(Some(index.into()))?;
        options.directory = self.scratch.work.join(&self.relative);
        options.dist = self.directory.path().join("dist");
        options.remote = "origin".into();
        options.is_copy = true;
        if let Some(until) = until {
            options.until = until;
        }
        // A person's tag is not there before the release, and nobody merges here.
        options.mode = Mode::Push;
        Ok(options)
    }
}
