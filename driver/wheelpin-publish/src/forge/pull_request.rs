use reqwest::Method;
use serde_json::json;

use super::Forge;
use super::answers::Pull;
use crate::Error;
use crate::retry::Attempts;

/// A pull request to be made, or brought up to date.
#[derive(Clone, Copy, Debug)]
pub struct PullRequest<'a> {
    /// The branch that is to be merged, of the same repository.
    pub head: &'a str,
    /// The branch that it is merged into.
    pub base: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Its text, in Markdown.
    pub body: &'a str,
}

impl Forge {
    /// Makes the pull request, or changes title and text of the one that is open. Gives its
    /// address, and whether it was made.
    ///
    /// # Errors
    ///
    /// Those of answers.
    pub async fn pull_request(&self, wanted: &PullRequest<'_>) -> Result<(String, bool), Error> {
        let fields = json!({
            "head": wanted.head,
            "base": wanted.base,
            "title": wanted.title,
            "body": wanted.body,
        });
        let mut attempts = Attempts::default();
        loop {
            if let Some(open) = self.open_pull(wanted).await? {
                let path = format!("pulls/{}", open.number);
                let fields = json!({ "title": wanted.title, "body": wanted.body });
                let changed: Pull =
                    self.json(|forge| forge.request(Method::PATCH, &path), &fields).await?;
                return Ok((changed.html_url, false));
            }
            let request = self.request(Method::POST, "pulls")?.json(&fields);
            match self.answer(request).await {
                Ok(answer) => {
                    let made: Pull = crate::http::read_json(answer, super::LIMIT).await?;
                    return Ok((made.html_url, true));
                }
                // It may have been made before the answer was lost.
                Err(error) => attempts.next(error).await?,
            }
        }
    }

    async fn open_pull(&self, wanted: &PullRequest<'_>) -> Result<Option<Pull>, Error> {
        let owner = self.repository.split('/').next().unwrap_or_default().to_owned();
        let pulls: Vec<Pull> = self
            .ask(|forge| {
                let request = forge.request(Method::GET, "pulls")?;
                let head = format!("{owner}:{}", wanted.head);
                let query = [("head", head.as_str()), ("base", wanted.base), ("state", "open")];
                Ok(request.query(&query))
            })
            .await?;
        Ok(pulls.into_iter().next())
    }
}
