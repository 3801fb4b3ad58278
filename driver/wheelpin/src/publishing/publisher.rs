use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Duration;

use url::Url;
use wheelpin_publish::identity::Way;
use wheelpin_publish::{Credentials, Forge, Http, Index, ReadBackSettings, UploadSettings};

use super::Attesting;
use crate::error::Error;

/// An index, and what to publish there with.
pub(crate) struct Publisher {
    pub(super) http: Http,
    pub(super) index: Index,
    pub(super) credentials: Credentials,
    pub(super) uploads: UploadSettings,
    is_identified: bool,
    pub(super) read_back: ReadBackSettings,
    pub(super) authorities: Vec<PathBuf>,
    pub(super) forge: Option<Forge>,
    pub(super) attesting: Option<Attesting>,
    /// Whether somebody said that nothing is to be attested.
    pub(crate) leaves_unattested: bool,
    /// Names of files that this program has sent with attestations.
    pub(super) sent_attested: Mutex<BTreeSet<String>>,
}

impl Publisher {
    pub(crate) fn new(
        http: Http,
        index: Index,
        credentials: Credentials,
        uploads: UploadSettings,
        is_identified: bool,
    ) -> Self {
        Self {
            http,
            index,
            credentials,
            uploads,
            is_identified,
            read_back: ReadBackSettings::default(),
            authorities: Vec::new(),
            forge: None,
            attesting: None,
            leaves_unattested: false,
            sent_attested: Mutex::default(),
        }
    }

    /// A certificate that programs of others need as well.
    pub(crate) fn trust(&mut self, authority: PathBuf) {
        self.authorities.push(authority);
    }

    /// For how long the index may not list yet what was sent.
    pub(crate) fn wait(&mut self, patience: Duration) {
        self.read_back.patience = patience;
    }

    /// Attests what is published.
    pub(crate) fn attest(&mut self, attesting: Attesting) {
        self.attesting = Some(attesting);
    }

    /// Whether nothing is attested, though nobody said so: where others of a release are, that
    /// is a mistake.
    pub(crate) const fn forgets_attestations(&self) -> bool {
        self.attesting.is_none() && !self.leaves_unattested
    }

    /// Whether there is somebody to publish as; without, nothing must be begun.
    pub(crate) fn identified(&self) -> Result<(), Error> {
        if self.is_identified {
            return Ok(());
        }
        Err(Error::NobodyPublishes { index: self.index.title.clone() })
    }

    /// A sentence for a journal, if the way to publish is one to be remembered.
    pub(crate) fn remark(&self) -> Option<String> {
        (self.credentials.way() == Way::Token)
            .then(|| format!("{} was written to with an API token", self.index.title))
    }

    /// Where installers find what was published, if that is known.
    pub(crate) const fn simple(&self) -> Option<&Url> {
        self.index.simple.as_ref()
    }

    /// Makes releases on a forge as well.
    pub(crate) fn announce(&mut self, forge: Option<Forge>) {
        self.forge = forge;
    }

    /// The client, for others that speak with the world.
    pub(crate) const fn http(&self) -> &Http {
        &self.http
    }

    /// The forge itself, for pull requests.
    pub(crate) const fn forge_client(&self) -> Option<&Forge> {
        self.forge.as_ref()
    }

    /// Whether there is a forge for releases.
    pub(crate) const fn has_forge(&self) -> bool {
        self.forge.is_some()
    }

    /// The page of a release, for people.
    pub(crate) fn page(&self, name: &str, version: &str) -> Option<String> {
        self.index.page(name, version).map(Into::into)
    }

    /// The page on which a release can be yanked.
    pub(crate) fn yank_page(&self, name: &str, version: &str) -> Option<String> {
        self.index.yank_page(name, version).map(Into::into)
    }

    /// Where to, and as whom.
    pub(crate) fn describe(&self) -> String {
        let way = match self.credentials.way() {
            Way::TrustedPublishing => "by trusted publishing",
            Way::Token => "with an API token, which others could use: the emergency way",
            Way::Login => "as a user of it",
            Way::Anonymous => "as anybody can",
        };
        format!("to {}, {way}", self.index.title)
    }

    /// What people type to install a release.
    pub(crate) fn install_line(&self, name: &str, version: &str) -> String {
        if self.index.name == "pypi" {
            return format!("pip install {name}=={version}");
        }
        match &self.index.simple {
            Some(simple) => format!("pip install --index-url {simple} {name}=={version}"),
            None => format!("pip install {name}=={version}"),
        }
    }

    /// Days for which files can be added to a release.
    pub(crate) fn days_to_add(&self) -> Option<u64> {
        self.index.limits.days.map(u64::from)
    }
}
