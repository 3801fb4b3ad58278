//! stub
use crate::arguments::OutputArgs;
use crate::error::Error;
use crate::release::recorder::Recorder;
use std::path::Path;
use wheelpin_release::journal::{FileHash, Progress, Release};
pub(crate) struct Publisher;
impl Publisher {
    pub(crate) async fn has_identity(&self) -> Result<(), Error> {
        Ok(())
    }
    pub(crate) async fn preflight(
        &self,
        _p: &str,
        _v: &str,
        _f: &[FileHash],
    ) -> Result<String, Error> {
        Ok(String::new())
    }
    pub(crate) async fn publish(
        &self,
        _d: &Path,
        _f: &[FileHash],
        _r: &Release,
        _c: &str,
        _rec: &mut Recorder,
        _o: OutputArgs,
    ) -> Result<String, Error> {
        Ok(String::new())
    }
    pub(crate) async fn verify(
        &self,
        _p: &str,
        _v: &str,
        _f: &[FileHash],
    ) -> Result<String, Error> {
        Ok(String::new())
    }
    pub(crate) async fn lacking(
        &self,
        _p: &str,
        _v: &str,
        _f: &[FileHash],
    ) -> Result<Vec<String>, Error> {
        Ok(vec![])
    }
    pub(crate) fn has_forge(&self) -> bool {
        false
    }
    pub(crate) async fn forge(
        &self,
        _d: &Path,
        _p: &Progress,
        _n: &str,
    ) -> Result<(String, String), Error> {
        Ok((String::new(), String::new()))
    }
    pub(crate) async fn delete_draft(&self, _t: &str) -> Result<bool, Error> {
        Ok(false)
    }
    pub(crate) fn page(&self, _p: &str, _v: &str) -> Option<String> {
        None
    }
    pub(crate) fn describe(&self) -> String {
        String::new()
    }
    pub(crate) fn describe_forge(&self) -> String {
        String::new()
    }
    pub(crate) fn install_line(&self, _p: &str, _v: &str) -> String {
        String::new()
    }
    pub(crate) fn days_to_add(&self) -> Option<u64> {
        None
    }
}
