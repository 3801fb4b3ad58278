use wheelpin_nix::Interrupt;
use wheelpin_publish::{
    Distribution, Expected, IndexFile, Seen, Verdict, project, read_back, versions,
};
use wheelpin_release::bump::OnIndex;
use wheelpin_release::journal::FileHash;

use super::Publisher;
use super::resolve::{Asked, Taken, resolve};
use crate::arguments::OutputArgs;
use crate::error::Error;
use crate::release::dist_files;
use crate::ui::count::Count;
use crate::ui::share::share;
use crate::ui::spinner::Spinner;

impl Publisher {
    /// The versions that the index has of a project; none where it cannot be asked at all.
    pub(crate) async fn versions(&self, name: &str) -> Result<Option<OnIndex>, Error> {
        if self.index.simple.is_none() {
            return Ok(None);
        }
        let there = versions(&self.http, &self.index, name).await?.unwrap_or_default();
        Ok(Some(OnIndex::new(&self.index.title, there.iter().map(String::as_str))))
    }

    /// What the index is called, and the files that it has of a project; none where it cannot be
    /// asked at all.
    pub(crate) async fn files(
        &self,
        name: &str,
    ) -> Result<Option<(String, Vec<IndexFile>)>, Error> {
        if self.index.simple.is_none() {
            return Ok(None);
        }
        let there = project(&self.http, &self.index, name).await?.unwrap_or_default();
        Ok(Some((self.index.title.clone(), there.files)))
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

    /// Asks the index for files of one release, and uv what it takes of them.
    pub(crate) async fn verify(
        &self,
        files: &[Distribution],
        output: OutputArgs,
        interrupt: &Interrupt,
    ) -> Result<String, Error> {
        let spinner = Spinner::new(output, "asking the index for what was sent");
        let expected: Vec<Expected<'_>> = files
            .iter()
            .map(|distribution| Expected {
                distribution,
                is_attested: self.is_attested(distribution),
            })
            .collect();
        let seen = read_back(&self.http, &self.index, &expected, &self.read_back, |_| ()).await;
        drop(spinner);
        let wrong: Vec<String> = seen.iter().flat_map(|seen| self.wrong(seen)).collect();
        if !wrong.is_empty() {
            return Err(Error::NotThere {
                index: self.index.title.clone(),
                source: wrong.join("\n").into(),
            });
        }
        if let Some(why) = seen.iter().find_map(|seen| unknown(&seen.file)) {
            return Ok(format!("could not be verified: {why}"));
        }
        let text = format!("{} there as built{}", Count(seen.len(), "file"), attested(&seen));
        Ok(format!("{text}{}", self.installable(files, output, interrupt).await?))
    }

    /// What is other than it should be.
    fn wrong(&self, seen: &Seen) -> Vec<String> {
        let of = |verdict: &Verdict, what: &str| match verdict {
            Verdict::Wrong(why) => Some(format!("{}{what}: {why}", seen.file_name)),
            Verdict::Verified | Verdict::Unknown(_) => None,
        };
        // What was sent by others, or before, may have been sent without.
        let is_ours = self.sent_attested().contains(&seen.file_name);
        let attestations = seen.attestations.as_ref().filter(|_| is_ours);
        let attestations = attestations.and_then(|it| of(it, ", its attestations"));
        of(&seen.file, "").into_iter().chain(attestations).collect()
    }

    /// Which wheels uv takes, as the end of a sentence.
    async fn installable(
        &self,
        files: &[Distribution],
        output: OutputArgs,
        interrupt: &Interrupt,
    ) -> Result<String, Error> {
        let (Some(simple), Some(first)) = (&self.index.simple, files.first()) else {
            return Ok(String::new());
        };
        let names = files.iter().map(|file| file.file_name.clone());
        let wheels: Vec<String> = names.filter(|name| dist_files::is_wheel(name)).collect();
        let asked = Asked {
            simple,
            authorities: &self.authorities,
            login: self.index.login_for(simple),
            project: &first.project,
            version: &first.version,
            requires_python: first.requires_python(),
            wheels: &wheels,
        };
        let spinner = Spinner::new(output, "asking uv which wheels it takes");
        let taken = resolve(&asked, interrupt).await;
        drop(spinner);
        match taken {
            Some(Taken::Right(right)) => {
                Ok(format!("; uv takes the right wheel for {right} of {}", wheels.len()))
            }
            Some(Taken::Wrong(why)) => Err(Error::WrongWheel { why }),
            Some(Taken::Unknown(why)) => {
                Ok(format!("; which wheels installers take could not be tried: {why}"))
            }
            None => Ok("; which wheels installers take was not tried: no uv here".into()),
        }
    }

    /// Whether a file's attestations are beside it. Whether they were sent with it is not said.
    fn is_attested(&self, file: &Distribution) -> bool {
        let is_beside = || wheelpin_attest::read(&file.path).is_ok_and(|it| !it.is_empty());
        self.attesting.is_some() && is_beside()
    }
}

fn unknown(verdict: &Verdict) -> Option<&str> {
    match verdict {
        Verdict::Unknown(why) => Some(why),
        Verdict::Verified | Verdict::Wrong(_) => None,
    }
}

/// How many are there with attestations, as the end of a sentence; or why that is not known.
fn attested(seen: &[Seen]) -> String {
    let verdicts = || seen.iter().filter_map(|seen| seen.attestations.as_ref());
    if let Some(why) = verdicts().find_map(unknown) {
        return format!(", attestations not verified ({why})");
    }
    let verified = verdicts().filter(|verdict| **verdict == Verdict::Verified).count();
    share(verified, seen.len(), "with attestations")
}
