use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::Notify;
use wheelpin_attest::Provenance;
use wheelpin_nix::Interrupt;
use wheelpin_publish::identity::Way;
use wheelpin_publish::preflight::{Findings, Verdict};
use wheelpin_publish::{
    Credentials, Distribution, Expected, Forge, ForgeFile, Http, Index, Outcome, PlannedFile,
    Point, Preflight, ReadBackSettings, Upload, UploadEvent, UploadFile, UploadSettings,
    Verdict as Seen, project, read_back, versions,
};
use wheelpin_release::bump::OnIndex;
use wheelpin_release::journal::{FileHash, Progress};

use super::resolve::{Asked, Taken, resolve};
use super::{Attesting, forge, points};
use crate::arguments::OutputArgs;
use crate::error::Error;
use crate::release::dist_files;
use crate::ui::consumer::Style;
use crate::ui::count::Count;
use crate::ui::spinner::Spinner;
use crate::ui::uploads::Uploads;

/// Bytes per second of a slow line.
const SLOW: u64 = 1 << 20;

/// An index, and what to publish there with.
pub(crate) struct Publisher {
    http: Http,
    index: Index,
    credentials: Credentials,
    uploads: UploadSettings,
    is_identified: bool,
    read_back: ReadBackSettings,
    authorities: Vec<PathBuf>,
    forge: Option<Forge>,
    attesting: Option<Attesting>,
    /// Whether somebody said that nothing is to be attested.
    pub(crate) leaves_unattested: bool,
    /// Names of files that this program has sent with attestations.
    sent_attested: Mutex<BTreeSet<String>>,
}

/// How long sending takes, at what a machine of a CI system has at the least.
fn sending_takes(files: &[PlannedFile]) -> Duration {
    let bytes: u64 = files.iter().filter_map(|file| file.size).sum();
    Duration::from_secs(bytes / SLOW)
}

/// What happens to files, for a journal.
pub(crate) enum FileEvent<'a> {
    /// It is about to be sent.
    Uploading(&'a Distribution),
    /// Its attestations are beside it.
    Attested(&'a FileHash),
    /// The index has it; before, if that is true.
    Uploaded(&'a Distribution, bool),
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

    /// Whether a file's attestations are beside it. Whether they were sent with it is not said.
    fn is_attested(&self, path: &Path) -> bool {
        self.attesting.is_some() && wheelpin_attest::read(path).is_ok_and(|it| !it.is_empty())
    }

    fn sent_attested(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.sent_attested.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the attestations of files, beside them, and sends nothing; gives how many files.
    pub(crate) async fn attest_only(&self, files: &[(PathBuf, FileHash)]) -> Result<usize, Error> {
        let Some(attesting) = &self.attesting else { return Err(Error::NobodyAttests) };
        Ok(attesting.attest(files, &|_| None, |_| Ok(())).await?.len())
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

    /// What can be known before anything is sent; `files` as far as they are known.
    pub(crate) async fn points(
        &self,
        name: &str,
        version: &str,
        files: &[PlannedFile],
        findings: Option<Findings>,
        mint: bool,
    ) -> Vec<Point> {
        let preflight = Preflight {
            http: &self.http,
            index: &self.index,
            project: name,
            version,
            files,
            findings,
            credentials: &self.credentials,
            mint,
            estimate: mint.then(|| sending_takes(files)),
            now: Timestamp::now(),
        };
        preflight.points().await
    }

    /// The same, of files in a directory, as one line; what is refused is an error.
    pub(crate) async fn preflight(
        &self,
        name: &str,
        version: &str,
        directory: &Path,
        files: &[FileHash],
    ) -> Result<String, Error> {
        let planned: Vec<PlannedFile> = files
            .iter()
            .map(|file| PlannedFile {
                file_name: file.file.clone(),
                size: directory.join(&file.file).metadata().ok().map(|it| it.len()),
                sha256: Some(file.sha256.clone()),
            })
            .collect();
        let mint = !files.is_empty();
        let seen = self.points(name, version, &planned, None, mint).await;
        if !points::refused(&seen).is_empty() {
            return Err(self.refusal(&seen));
        }
        if let Some(error) = points::unreachable(&seen) {
            return Err(error.clone().into());
        }
        let open = seen.iter().filter(|point| point.verdict != Verdict::Ok);
        let open: Vec<String> =
            open.filter(|point| point.name != "findings").map(|it| it.text.clone()).collect();
        let title = &self.index.title;
        if open.is_empty() {
            Ok(format!("{title} would take it"))
        } else {
            Ok(format!("{title}: {}", open.join("; ")))
        }
    }

    /// What a preflight that refuses comes to.
    pub(crate) fn refusal(&self, seen: &[Point]) -> Error {
        let refused = points::refused(seen);
        Error::Preflight {
            index: self.index.title.clone(),
            exit_code: points::exit_code(&refused),
            source: points::text(seen).trim_end().to_owned().into(),
            help: points::help(&refused),
        }
    }

    /// Sends files; those that are there already as they are here are not sent. All of them
    /// are attested before the first is sent: an index that has a file takes no attestation of it
    /// any more.
    pub(crate) async fn publish(
        &self,
        files: &[(PathBuf, FileHash)],
        provenance: &dyn Fn(&FileHash) -> Option<Provenance>,
        output: OutputArgs,
        mut on_file: impl FnMut(FileEvent<'_>) -> Result<(), Error>,
    ) -> Result<String, Error> {
        let mut distributions = Vec::new();
        for (path, file) in files {
            let distribution = Distribution::read(path)?;
            if distribution.sha256 != file.sha256 {
                return Err(Error::NotAsBuilt { file: path.clone() });
            }
            distributions.push(UploadFile { distribution, attestations: None });
        }
        let present = self.present(&distributions).await;
        if let Some(attesting) = &self.attesting {
            let is_there = |file: &FileHash| {
                present.get(&file.file).is_some_and(|it| it.eq_ignore_ascii_case(&file.sha256))
            };
            let sent: Vec<(PathBuf, FileHash)> =
                files.iter().filter(|(_, file)| !is_there(file)).cloned().collect();
            let spinner = Spinner::new(output, "signing attestations");
            let fields =
                attesting.attest(&sent, provenance, |file| on_file(FileEvent::Attested(file)));
            let fields = fields.await?;
            drop(spinner);
            for ((_, file), field) in sent.iter().zip(fields) {
                let named = |it: &&mut UploadFile| it.distribution.file_name == file.file;
                if let Some(upload) = distributions.iter_mut().find(named) {
                    upload.attestations = Some(field);
                }
            }
        }
        let upload = Upload {
            http: &self.http,
            index: &self.index,
            authorization: &self.credentials,
            settings: &self.uploads,
        };
        let mut bars = Uploads::new(Style::of(output, false), &distributions);
        let unwritten = Mutex::new(None);
        let stop = Notify::new();
        let run = upload.run(&distributions, &present, |event| {
            bars.event(event);
            let (number, done) = match event {
                UploadEvent::Began { file, attempt: 1 } => (*file, None),
                UploadEvent::Done { file, outcome } => (*file, Some(*outcome)),
                UploadEvent::Began { .. }
                | UploadEvent::Progress { .. }
                | UploadEvent::Waiting { .. } => return,
            };
            let Some(file) = distributions.get(number) else { return };
            let written = on_file(match done {
                None => FileEvent::Uploading(&file.distribution),
                Some(outcome) => {
                    FileEvent::Uploaded(&file.distribution, outcome == Outcome::Already)
                }
            });
            // What is not in the journal must not be done.
            if let Err(error) = written {
                unwritten.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                stop.notify_one();
            }
        });
        let outcomes = tokio::select! {
            outcomes = run => Some(outcomes),
            () = stop.notified() => None,
        };
        bars.finish();
        if let Some(error) = unwritten.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(error);
        }
        let outcomes = outcomes.transpose()?.unwrap_or_default();
        let mut attested = 0;
        for (upload, outcome) in distributions.iter().zip(&outcomes) {
            if upload.attestations.is_some() && *outcome == Outcome::Uploaded {
                attested += 1;
                self.sent_attested().insert(upload.distribution.file_name.clone());
            }
        }
        let already = outcomes.iter().filter(|outcome| **outcome == Outcome::Already).count();
        let before = if already == 0 { String::new() } else { format!(", {already} there before") };
        let attested = match attested {
            0 => String::new(),
            all if all == files.len() => ", attested".into(),
            some => format!(", {some} attested"),
        };
        let title = &self.index.title;
        Ok(format!("{} on {title}{attested}{before}", Count(files.len(), "file")))
    }

    /// Files that the index is known to have, with their hashes. What cannot be asked is not
    /// known.
    async fn present(&self, files: &[UploadFile]) -> BTreeMap<String, String> {
        let Some(first) = files.first() else { return BTreeMap::new() };
        let name = &first.distribution.project;
        let Ok(Some(there)) = project(&self.http, &self.index, name).await else {
            return BTreeMap::new();
        };
        let is_ours = |name: &str| files.iter().any(|file| file.distribution.file_name == name);
        there
            .files
            .into_iter()
            .filter(|file| is_ours(&file.file_name))
            .filter_map(|file| Some((file.file_name, file.sha256?)))
            .collect()
    }

    /// The versions that the index has of a project; none where it cannot be asked at all.
    pub(crate) async fn versions(&self, name: &str) -> Result<Option<OnIndex>, Error> {
        if self.index.simple.is_none() {
            return Ok(None);
        }
        let there = versions(&self.http, &self.index, name).await?.unwrap_or_default();
        Ok(Some(OnIndex::new(&self.index.title, there.iter().map(String::as_str))))
    }

    /// Files of a release that the index lacks.
    ///
    /// # Errors
    ///
    /// It has one with other bytes, or cannot be asked.
    pub(crate) async fn lacking(
        &self,
        name: &str,
        files: &[FileHash],
    ) -> Result<Vec<String>, Error> {
        if self.index.simple.is_none() {
            return Ok(Vec::new());
        }
        let there = project(&self.http, &self.index, name).await?;
        let mut lacking = Vec::new();
        for file in files {
            let found = there.as_ref().and_then(|project| project.file(&file.file));
            let Some(found) = found else {
                lacking.push(file.file.clone());
                continue;
            };
            match &found.sha256 {
                // Whether it is the same cannot be told, nor changed.
                None => {}
                Some(theirs) if theirs.eq_ignore_ascii_case(&file.sha256) => {}
                Some(theirs) => {
                    return Err(wheelpin_publish::Error::Taken {
                        file: file.file.clone(),
                        index: self.index.title.clone(),
                        ours: file.sha256.clone(),
                        theirs: theirs.clone(),
                    }
                    .into());
                }
            }
        }
        Ok(lacking)
    }

    /// Asks the index for what was sent, and uv what it takes of it.
    pub(crate) async fn verify(
        &self,
        name: &str,
        version: &str,
        files: &[(PathBuf, FileHash)],
        output: OutputArgs,
        interrupt: &Interrupt,
    ) -> Result<String, Error> {
        let spinner = Spinner::new(output, "asking the index for what was sent");
        let mut distributions = Vec::new();
        for (path, _) in files {
            distributions.push(Distribution::read(path)?);
        }
        let expected: Vec<Expected<'_>> = distributions
            .iter()
            .zip(files)
            .map(|(distribution, (path, _))| Expected {
                distribution,
                is_attested: self.is_attested(path),
            })
            .collect();
        let seen = read_back(&self.http, &self.index, &expected, &self.read_back, |_| ()).await;
        drop(spinner);
        let wrong: Vec<String> = seen
            .iter()
            .flat_map(|seen| {
                // What was sent by others, or before, may have been sent without.
                let is_ours = self.sent_attested().contains(&seen.file_name);
                let of = |verdict: &Seen, what: &str| match verdict {
                    Seen::Wrong(why) => Some(format!("{}{what}: {why}", seen.file_name)),
                    Seen::Verified | Seen::Unknown(_) => None,
                };
                let attested = seen.attestations.as_ref().filter(|_| is_ours);
                [of(&seen.file, ""), attested.and_then(|it| of(it, ", its attestations"))]
            })
            .flatten()
            .collect();
        if !wrong.is_empty() {
            return Err(Error::NotThere {
                index: self.index.title.clone(),
                source: wrong.join("\n").into(),
            });
        }
        let unknown = seen.iter().find_map(|seen| match &seen.file {
            Seen::Unknown(why) => Some(why.clone()),
            Seen::Verified | Seen::Wrong(_) => None,
        });
        if let Some(why) = unknown {
            return Ok(format!("could not be verified: {why}"));
        }
        let attested = seen.iter().filter(|it| it.attestations == Some(Seen::Verified)).count();
        let attested = match attested {
            0 => String::new(),
            all if all == seen.len() => ", with attestations".into(),
            some => format!(", {some} with attestations"),
        };
        let silent = seen.iter().find_map(|it| match &it.attestations {
            Some(Seen::Unknown(why)) => Some(format!(", attestations not verified ({why})")),
            _ => None,
        });
        let attested = silent.unwrap_or(attested);
        let text = format!("{} there as built{attested}", Count(seen.len(), "file"));
        let Some(simple) = &self.index.simple else { return Ok(text) };
        let wheels: Vec<String> = files
            .iter()
            .map(|(_, file)| file.file.clone())
            .filter(|file| dist_files::is_wheel(file))
            .collect();
        let spinner = Spinner::new(output, "asking uv which wheels it takes");
        let asked = Asked {
            simple,
            authorities: &self.authorities,
            login: self.index.login_for(simple),
            project: name,
            version,
            requires_python: distributions.first().and_then(Distribution::requires_python),
            wheels: &wheels,
        };
        let resolved = resolve(&asked, interrupt).await;
        drop(spinner);
        match resolved {
            Some(Taken::Right(right)) => {
                Ok(format!("{text}; uv takes the right wheel for {right} of {}", wheels.len()))
            }
            Some(Taken::Wrong(why)) => Err(Error::WrongWheel { why }),
            Some(Taken::Unknown(why)) => {
                Ok(format!("{text}; which wheels installers take could not be tried: {why}"))
            }
            None => Ok(format!("{text}; which wheels installers take was not tried: no uv here")),
        }
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

    /// The release on the forge: its address, and what was done.
    pub(crate) async fn forge(
        &self,
        directory: &Path,
        progress: &Progress,
        notes: &str,
        is_latest: bool,
    ) -> Result<(String, String), Error> {
        let Some(on) = &self.forge else { return Ok((String::new(), String::new())) };
        let files = forge::files(directory, progress)?;
        let title = format!("{} {}", progress.release.project, progress.release.python_version);
        let release = forge::release(progress, &title, notes, is_latest, &files);
        let page = on.publish(&release, |_| ()).await?;
        Ok((page, format!("published, with {}", Count(files.len(), "file"))))
    }

    /// Whether the forge has a release of a tag with these files; yes where there is none.
    pub(crate) async fn is_announced(&self, tag: &str, files: &[FileHash]) -> Result<bool, Error> {
        let Some(on) = &self.forge else { return Ok(true) };
        let named: Vec<ForgeFile> = files
            .iter()
            .map(|file| ForgeFile {
                path: PathBuf::new(),
                name: file.file.clone(),
                size: 0,
                sha256: file.sha256.clone(),
            })
            .collect();
        Ok(on.has(tag, &named).await?)
    }

    /// Deletes the draft of a release on the forge; whether there was one.
    pub(crate) async fn delete_draft(&self, tag: &str) -> Result<bool, Error> {
        match &self.forge {
            Some(forge) => Ok(forge.delete_draft(tag).await?),
            None => Ok(false),
        }
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
