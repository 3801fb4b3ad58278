use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use std::{env, fs};

use clap::Args;
use serde::Deserialize;
use wheelpin_attest::Services;
use wheelpin_nix::quoted;
use wheelpin_publish::identity::{Ambient, Surroundings};
use wheelpin_publish::{
    Credentials, Discovery, Http, HttpSettings, Index, Login, OnSecret, Secret, TokenSource,
    UploadSettings,
};

use crate::error::Error;
use crate::publishing::{Attesting, Publisher};

/// Where Linux says what the machine is, which Google Cloud is known by.
const PRODUCT: &str = "/sys/class/dmi/id/product_name";

/// Seconds that an index may take to list a file.
const WAIT: u64 = 180;

/// Which index, and who publishes.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Index")]
pub(crate) struct AccessArgs {
    /// pypi, testpypi, or the address that files are sent to
    #[arg(long, value_name = "INDEX")]
    pub(crate) index: Option<String>,

    /// The address of the index's simple API, which installers read, where that is not known
    #[arg(long, value_name = "ADDRESS")]
    simple: Option<String>,

    /// A user of a private index; the password stands in the variable that --password-from-env names
    #[arg(long, value_name = "NAME", requires = "password_from_env")]
    user: Option<String>,

    /// The variable of the environment with the password
    #[arg(long, value_name = "VARIABLE", requires = "user")]
    password_from_env: Option<String>,

    /// The emergency way: the variable of the environment with an API token
    #[arg(long, value_name = "VARIABLE", conflicts_with_all = ["user", "anonymous"])]
    pub(crate) token_from_env: Option<String>,

    /// The index asks nobody who publishes
    #[arg(long, conflicts_with = "user")]
    anonymous: bool,

    /// No attestations (PEP 740); they can never be added to a file that is on the index
    #[arg(long)]
    pub(crate) no_attestations: bool,

    /// Attest through another instance of Sigstore: {"fulcio": ADDRESS, "rekor": ADDRESS, "trustedRoot": {…}}
    #[arg(long, value_name = "FILE", conflicts_with = "no_attestations")]
    sigstore: Option<PathBuf>,

    /// Certificates of an authority, as PEM, for an index within a company
    #[arg(long, value_name = "FILE")]
    ca: Vec<PathBuf>,

    /// Seconds that the index may take to list what was sent, until that counts as lost
    #[arg(long, value_name = "SECONDS", default_value_t = WAIT)]
    wait: u64,

    /// Ask the index where its tokens are given (PEP 807, a draft), if it is not known
    #[arg(long)]
    discover: bool,

    /// Files that are sent at a time
    #[arg(long, value_name = "N", default_value = "8")]
    uploads: Option<NonZeroUsize>,
}

impl AccessArgs {
    /// The same again, as a shell takes it, but for the index, which a journal knows.
    pub(crate) fn again(&self) -> Vec<String> {
        let mut words = Vec::new();
        let named = [
            ("--simple", &self.simple),
            ("--user", &self.user),
            ("--password-from-env", &self.password_from_env),
            ("--token-from-env", &self.token_from_env),
        ];
        for (option, value) in named {
            if let Some(value) = value {
                words.push(format!("{option} {}", quoted(value)));
            }
        }
        let is_there = [
            ("--anonymous", self.anonymous),
            ("--no-attestations", self.no_attestations),
            ("--discover", self.discover),
        ];
        words.extend(is_there.iter().filter(|(_, is)| *is).map(|(option, _)| (*option).into()));
        if let Some(path) = &self.sigstore {
            words.push(format!("--sigstore {}", quoted(&path.to_string_lossy())));
        }
        let authorities = self.ca.iter().map(|path| quoted(&path.to_string_lossy()));
        words.extend(authorities.map(|path| format!("--ca {path}")));
        if self.wait != WAIT {
            words.push(format!("--wait {}", self.wait));
        }
        words
    }

    /// The index, and what to publish with; nobody is asked yet.
    pub(crate) fn publisher(&self, index: &str) -> Result<Publisher, Error> {
        let mut index = Index::parse(index)?;
        if let Some(simple) = &self.simple {
            index = index.with_simple(simple)?;
        }
        if self.discover && !index.is_known() {
            index.discovery = Discovery::Pytp;
        }
        let mut settings = HttpSettings::default();
        for path in &self.ca {
            let pem =
                fs::read(path).map_err(|source| Error::Authority { path: path.clone(), source })?;
            settings.roots.push(pem);
        }
        let http = Http::new(&settings)?;
        let secret = |variable: &String| match env::var(variable) {
            Ok(value) if !value.is_empty() => Ok(Secret::new(value)),
            _ => Err(Error::NoVariable { variable: variable.clone() }),
        };
        let mut is_identified = true;
        let mut source: Option<Arc<dyn TokenSource>> = None;
        let credentials = if let Some(variable) = &self.token_from_env {
            Credentials::token(&index, &secret(variable)?)?
        } else if let (Some(user), Some(variable)) = (&self.user, &self.password_from_env) {
            let login = Login { user: user.clone(), password: secret(variable)? };
            index.login = Some(login.clone());
            Credentials::login(login)
        } else if self.anonymous {
            Credentials::anonymous()
        } else {
            let product_name = fs::read_to_string(PRODUCT).ok();
            let surroundings = Surroundings {
                variable: &|name| env::var(name).ok(),
                product_name: product_name.as_deref(),
            };
            let ambient = Ambient::new(http.clone(), &surroundings, masked())?;
            is_identified = ambient.is_there();
            let ambient = Arc::new(ambient);
            source = Some(ambient.clone());
            Credentials::trusted(http.clone(), index.clone(), ambient, masked())
        };
        let mut uploads = UploadSettings::default();
        if let Some(jobs) = self.uploads {
            uploads.jobs = jobs;
        }
        // Others are not known to take attestations.
        let is_attested = (index.is_warehouse || self.sigstore.is_some()) && !self.no_attestations;
        let mut publisher = Publisher::new(http, index, credentials, uploads, is_identified);
        publisher.wait(Duration::from_secs(self.wait));
        publisher.leaves_unattested = self.no_attestations;
        for path in &self.ca {
            publisher.trust(std::path::absolute(path).unwrap_or_else(|_| path.clone()));
        }
        if let (true, true, Some(source)) = (is_attested, is_identified, source) {
            publisher.attest(Attesting::new(source, self.services(&settings.roots)?));
        }
        Ok(publisher)
    }

    /// Through what attestations are signed.
    fn services(&self, authorities: &[Vec<u8>]) -> Result<Services, Error> {
        let Some(path) = &self.sigstore else { return Ok(Services::production()?) };
        let wrong = |reason: String| Error::Sigstore { path: path.clone(), reason };
        let text = fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
        let instance: Instance =
            serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        let root = instance.trusted_root.to_string();
        let mut services = Services::at(&instance.fulcio, &instance.rekor, &root)?;
        for pem in authorities {
            services = services.with_authorities(pem)?;
        }
        Ok(services)
    }
}

/// An instance of Sigstore, as `--sigstore` takes it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Instance {
    fulcio: String,
    rekor: String,
    trusted_root: serde_json::Value,
}

/// Tells GitHub Actions to keep a secret out of its logs, in the one way that it has.
pub(crate) fn masked() -> OnSecret {
    let is_on_github = env::var("GITHUB_ACTIONS").is_ok_and(|value| value == "true");
    OnSecret::new(move |secret| {
        if is_on_github {
            use std::io::Write;
            // Commands are read from both; what is printed as JSON stays JSON.
            let _ = writeln!(anstream::stderr(), "::add-mask::{}", secret.expose());
        }
    })
}
