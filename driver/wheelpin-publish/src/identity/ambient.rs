use std::error::Error as StdError;
use std::time::Duration;

use ambient_id::{Detector, GitHubError, GitLabError};
use futures_util::future::BoxFuture;
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::google::Google;
use super::{IdentityToken, OnSecret, TokenSource};
use crate::http::plain;
use crate::retry::Attempts;
use crate::{Error, Http, Secret};

/// How long a CI system may take for a token.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where the program runs.
pub struct Surroundings<'a> {
    /// A variable of its environment.
    pub variable: &'a dyn Fn(&str) -> Option<String>,
    /// What the machine calls itself: `/sys/class/dmi/id/product_name`, where there is one.
    pub product_name: Option<&'a str>,
}

/// The CI system that the program runs on, if it is one that gives identities.
#[derive(Clone, Debug)]
pub struct Ambient {
    http: Http,
    ci: Option<System>,
    on_secret: OnSecret,
}

#[derive(Clone, Debug)]
enum System {
    GitHub,
    GitLab,
    Buildkite,
    CircleCi,
    Google(Google),
}

impl Ambient {
    /// Looks where the program runs. `surroundings` tell which CI system it is; its tokens are
    /// then asked for with the process's own environment.
    ///
    /// # Errors
    ///
    /// [`Error::Ambient`] if Google's service account has a name that none can have.
    pub fn new(
        http: Http,
        surroundings: &Surroundings<'_>,
        on_secret: OnSecret,
    ) -> Result<Self, Error> {
        let variable = surroundings.variable;
        let is_on = |name| variable(name).as_deref() == Some("true");
        let account = variable("GOOGLE_SERVICE_ACCOUNT_NAME").filter(|name| !name.is_empty());
        let is_google = surroundings
            .product_name
            .is_some_and(|name| matches!(name.trim(), "Google" | "Google Compute Engine"));
        let ci = if is_on("GITHUB_ACTIONS") {
            Some(System::GitHub)
        } else if account.is_some() {
            Some(System::Google(Google::new(account)?))
        } else if is_on("GITLAB_CI") {
            Some(System::GitLab)
        } else if is_on("BUILDKITE") {
            Some(System::Buildkite)
        } else if is_on("CIRCLECI") {
            Some(System::CircleCi)
        } else if is_google {
            Some(System::Google(Google::new(None)?))
        } else {
            None
        };
        Ok(Self { http, ci, on_secret })
    }

    /// Whether the program runs on a CI system that gives identities.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.ci.is_some()
    }

    async fn ask(&self, ci: &System, audience: &str) -> Result<IdentityToken, Error> {
        let mut attempts = Attempts::default();
        let secret = loop {
            let asked = match ci {
                System::Google(google) => google.token(&self.http, audience).await,
                _ => self.detect(ci, audience).await,
            };
            match asked {
                Ok(secret) => break secret,
                Err(error) => attempts.next(error).await?,
            }
        };
        self.on_secret.call(&secret);
        IdentityToken::new(secret)
    }

    async fn detect(&self, ci: &System, audience: &str) -> Result<Secret, Error> {
        let provider = ci.name();
        let detector = Detector::new_with_client(self.http.client().clone());
        let (runtime, owned) = (Handle::current(), audience.to_owned());
        // Some are asked by running a program, and waiting for it.
        let asked = spawn_blocking(move || runtime.block_on(detector.detect(&owned)));
        let failed = |reason: String| Error::Ambient { provider, reason, passes: false };
        match timeout(PATIENCE, asked).await {
            Err(_) => Err(failed("it takes longer than a minute".into())),
            Ok(Err(_)) => Err(failed("asking for it was broken off".into())),
            Ok(Ok(Err(error))) => Err(explained(provider, audience, &error)),
            Ok(Ok(Ok(None))) => Err(failed("its environment is not this process's".into())),
            Ok(Ok(Ok(Some(token)))) => Ok(Secret::new(token.reveal())),
        }
    }
}

impl TokenSource for Ambient {
    fn name(&self) -> String {
        self.ci.as_ref().map_or("no CI system", System::name).to_owned()
    }

    fn token<'a>(
        &'a self,
        audience: &'a str,
    ) -> BoxFuture<'a, Result<Option<IdentityToken>, Error>> {
        Box::pin(async move {
            match &self.ci {
                None => Ok(None),
                Some(ci) => self.ask(ci, audience).await.map(Some),
            }
        })
    }

    fn renewable(&self) -> bool {
        // GitLab's are variables of the job, made when it begins.
        !matches!(self.ci, Some(System::GitLab))
    }
}

impl System {
    fn name(&self) -> &'static str {
        match self {
            Self::GitHub => "GitHub Actions",
            Self::GitLab => "GitLab CI/CD",
            Self::Buildkite => "Buildkite",
            Self::CircleCi => "CircleCI",
            Self::Google(_) => "Google Cloud",
        }
    }
}

fn explained(provider: &'static str, audience: &str, error: &ambient_id::Error) -> Error {
    use ambient_id::Error as Ambient;
    match error {
        Ambient::GitHubActions(GitHubError::InsufficientPermissions(_)) => Error::NoPermission,
        Ambient::GitLabCI(GitLabError::Missing(variable)) => {
            Error::NoIdVariable { variable: plain(variable), audience: plain(audience) }
        }
        // Of the others only GitHub is a service that can be busy.
        _ => Error::Ambient {
            provider,
            reason: causes(error),
            passes: matches!(error, Ambient::GitHubActions(_)),
        },
    }
}

/// What an error says, and what its causes say, but for JSON's: those quote what they read, which
/// may be a token.
fn causes(error: &ambient_id::Error) -> String {
    let mut texts = Vec::new();
    let mut cause = error.source();
    while let Some(error) = cause.filter(|error| !error.is::<serde_json::Error>()) {
        texts.push(plain(&error.to_string()));
        cause = error.source();
    }
    texts.join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::HttpSettings;

    fn ambient(variables: &[(&str, &str)], product_name: Option<&str>) -> Ambient {
        let variable = |name: &str| {
            let found = variables.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let surroundings = Surroundings { variable: &variable, product_name };
        let http = Http::new(&HttpSettings::default()).unwrap();
        Ambient::new(http, &surroundings, OnSecret::nothing()).unwrap()
    }

    #[test]
    fn ci_systems_are_known_by_their_variables() {
        let account = ("GOOGLE_SERVICE_ACCOUNT_NAME", "me@acme.example.org");
        for (variables, product_name, name, renewable) in [
            (&[("GITHUB_ACTIONS", "true"), account][..], Some("Google"), "GitHub Actions", true),
            (&[("GITLAB_CI", "true")], Some("Google"), "GitLab CI/CD", false),
            (&[("GITLAB_CI", "true"), account], None, "Google Cloud", true),
            (&[("BUILDKITE", "true")], None, "Buildkite", true),
            (&[("CIRCLECI", "true")], None, "CircleCI", true),
            (&[], Some("Google Compute Engine\n"), "Google Cloud", true),
            (&[("GITHUB_ACTIONS", "false"), ("CI", "true")], None, "no CI system", true),
        ] {
            let ambient = ambient(variables, product_name);
            assert_eq!((ambient.name().as_str(), ambient.renewable()), (name, renewable));
            assert_eq!(ambient.is_there(), name != "no CI system");
        }
    }

    #[tokio::test]
    async fn without_a_ci_system_there_is_no_token() {
        assert!(ambient(&[], None).token("pypi").await.unwrap().is_none());
    }
}
