use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{ACCEPT, RETRY_AFTER};
use reqwest::{Method, Response};
use tokio::sync::mpsc::UnboundedSender;
use tokio::time::Instant;

use super::answer::{Answer, judge, remedy, seconds};
use super::backoff::{backoff, chance, retry_after};
use super::body::form;
use super::progress::Progress;
use super::reason::reason;
use super::{Authorization, Outcome, Upload, UploadEvent, UploadFile};
use crate::http::is_transient;
use crate::{Distribution, Error, Secret, project};

/// How one attempt ended.
struct Attempt {
    answer: Answer,
    /// The status; none where there was no answer.
    status: Option<u16>,
    /// What the index says, or what went wrong.
    reason: String,
    /// How long the index asks to wait.
    wait: Option<Duration>,
    /// What was sent along.
    authorization: Option<(String, Secret)>,
}

/// What an index says when it is asked for a file.
enum Presence {
    /// It has it, with that SHA-256 where it says so.
    There(Option<String>),
    /// It does not list it; it may do so soon.
    Absent,
    /// It cannot be asked, or did not answer.
    Unknown,
}

impl<A: Authorization> Upload<'_, A> {
    /// Sends one file, as often as it needs and the settings allow.
    pub(super) async fn one(
        &self,
        number: usize,
        file: &UploadFile,
        events: &UnboundedSender<UploadEvent>,
    ) -> Result<Outcome, Error> {
        let began = Instant::now();
        let distribution = &file.distribution;
        let mut attempt = 0;
        let mut is_renewed = false;
        // Whether an attempt may have stored the file although it failed.
        let mut is_uncertain = false;
        loop {
            attempt += 1;
            let _ = events.send(UploadEvent::Began { file: number, attempt });
            let ended = self.attempt(number, file, events).await?;
            match ended.answer {
                Answer::Accepted => return Ok(Outcome::Uploaded),
                Answer::Exists { blake2b } => {
                    return self.compare(distribution, blake2b, is_uncertain).await;
                }
                Answer::Deleted => {
                    return Err(Error::Deleted {
                        file: distribution.file_name.clone(),
                        index: self.index.title.clone(),
                    });
                }
                Answer::Denied => {
                    if let (false, Some((_, secret))) = (is_renewed, &ended.authorization)
                        && self.authorization.renewed(secret).await?
                    {
                        is_renewed = true;
                        attempt -= 1;
                        continue;
                    }
                    return Err(Error::Denied {
                        file: distribution.file_name.clone(),
                        index: self.index.title.clone(),
                        status: ended.status.unwrap_or_default(),
                        message: ended.reason,
                    });
                }
                Answer::Refused => {
                    return Err(Error::Refused {
                        file: distribution.file_name.clone(),
                        index: self.index.title.clone(),
                        status: ended.status.unwrap_or_default(),
                        remedy: remedy(&ended.reason),
                        message: ended.reason,
                    });
                }
                Answer::Again { is_uncertain: may_be_there } => {
                    is_uncertain |= may_be_there;
                    if may_be_there
                        && let Presence::There(Some(theirs)) = self.presence(distribution).await
                    {
                        if theirs == distribution.sha256 {
                            return Ok(Outcome::Uploaded);
                        }
                        return Err(self.taken(distribution, Some(&theirs)));
                    }
                    let wait = self.wait(attempt, began, &ended).ok_or_else(|| Error::GaveUp {
                        file: distribution.file_name.clone(),
                        index: self.index.title.clone(),
                        attempts: attempt,
                        reason: why(&ended),
                    })?;
                    let reason = why(&ended);
                    let _ = events.send(UploadEvent::Waiting { file: number, wait, reason });
                    tokio::time::sleep(wait).await;
                }
            }
        }
    }

    /// How long to wait before the next attempt; none where there is to be none.
    fn wait(&self, attempt: u32, began: Instant, ended: &Attempt) -> Option<Duration> {
        let settings = self.settings;
        let own = backoff(attempt, settings.first_wait, settings.most_wait, chance());
        // To come earlier than asked is as good as not to come.
        let wait = ended.wait.map_or(own, |asked| asked.max(own));
        let is_in_time = began.elapsed() + wait <= settings.patience;
        (attempt < settings.attempts && wait <= settings.most_wait && is_in_time).then_some(wait)
    }

    /// Sends a file once.
    async fn attempt(
        &self,
        number: usize,
        file: &UploadFile,
        events: &UnboundedSender<UploadEvent>,
    ) -> Result<Attempt, Error> {
        let distribution = &file.distribution;
        let changed = || Error::Changed { path: distribution.path.clone() };
        let authorization = self.authorization.authorization().await?;
        let progress = Arc::new(Progress::new());
        let events = events.clone();
        let form =
            form(distribution, file.attestations.as_deref(), Arc::clone(&progress), move |sent| {
                let _ = events.send(UploadEvent::Progress { file: number, sent });
            });
        let form = form.await.map_err(|_| changed())?;
        let mut request = self.http.upload(Method::POST, &self.index.upload)?;
        if let Some((user, secret)) = &authorization {
            request = request.basic_auth(user, Some(secret.expose()));
        }
        // PyPI says in JSON what is wrong, where it is asked so.
        let request =
            request.header(ACCEPT, "application/json, text/plain;q=0.8, */*;q=0.5").multipart(form);
        let login = authorization.clone();
        let ended =
            |answer, status, reason, wait| Attempt { answer, status, reason, wait, authorization };
        let again = |is_uncertain, reason| (Answer::Again { is_uncertain }, None, reason, None);
        let (stall, answer) = (self.settings.stall, self.settings.answer);
        let (answer, status, reason, wait) = tokio::select! {
            limit = progress.stalled(stall, answer) => {
                again(true, format!("nothing went on for {}", seconds(limit)))
            }
            sent = self.http.send(request) => match sent {
                _ if progress.is_changed() => return Err(changed()),
                Ok(answer) => self.judged(answer, login.as_ref()).await,
                Err(Error::Request { source, .. }) if is_transient(&source) => {
                    again(!source.is_connect(), with_causes(&*source))
                }
                Err(error) => return Err(error),
            },
        };
        Ok(ended(answer, status, reason, wait))
    }

    async fn judged(
        &self,
        answer: Response,
        login: Option<&(String, Secret)>,
    ) -> (Answer, Option<u16>, String, Option<Duration>) {
        let status = answer.status().as_u16();
        let wait = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
        let wait = wait.and_then(|value| retry_after(value, Timestamp::now()));
        // What a success says does not matter, and may be long.
        let reason =
            if answer.status().is_success() { String::new() } else { reason(answer, login).await };
        (judge(status, &reason), Some(status), reason, wait)
    }

    /// After an index said that a name is taken: whether by the same bytes. `is_own`: an
    /// earlier attempt may have been what took it.
    async fn compare(
        &self,
        file: &Distribution,
        blake2b: Option<String>,
        is_own: bool,
    ) -> Result<Outcome, Error> {
        let same = if is_own { Outcome::Uploaded } else { Outcome::Already };
        match self.presence(file).await {
            Presence::There(Some(theirs)) if theirs == file.sha256 => Ok(same),
            Presence::There(Some(theirs)) => Err(self.taken(file, Some(&theirs))),
            _ if blake2b.as_deref() == Some(&file.blake2b) => Ok(same),
            _ => Err(self.taken(file, None)),
        }
    }

    async fn presence(&self, file: &Distribution) -> Presence {
        match project(self.http, self.index, &file.project).await {
            Ok(project) => {
                let project = project.unwrap_or_default();
                let found = project.file(&file.file_name);
                found.map_or(Presence::Absent, |found| Presence::There(found.sha256.clone()))
            }
            Err(_) => Presence::Unknown,
        }
    }

    /// The error that another file of that name is.
    pub(super) fn taken(&self, file: &Distribution, theirs: Option<&str>) -> Error {
        Error::Taken {
            file: file.file_name.clone(),
            index: self.index.title.clone(),
            ours: file.sha256.clone(),
            theirs: theirs.map_or_else(|| "not told".into(), crate::http::plain),
        }
    }
}

/// Why an attempt failed, for people.
fn why(ended: &Attempt) -> String {
    let mut why = match (ended.status, ended.reason.as_str()) {
        (Some(status), "") => format!("it answers {status}"),
        (Some(status), reason) => format!("it answers {status} {reason}"),
        (None, reason) => reason.to_owned(),
    };
    if let Some(wait) = ended.wait {
        why += &format!(", and asks to wait {}", seconds(wait));
    }
    why
}

/// An error with all that it comes from, as one line.
fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.contains(&more) {
            text += &format!(": {more}");
        }
        cause = error.source();
    }
    crate::http::plain(&text)
}
