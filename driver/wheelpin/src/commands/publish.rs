//! stub
use crate::context::Context;
use crate::error::Error;
use crate::publishing::Publisher;
use clap::Args;
#[derive(Debug, Args)]
pub(crate) struct AccessArgs {
    /// The index
    #[arg(long)]
    pub(crate) index: Option<String>,
}
impl AccessArgs {
    pub(crate) async fn publisher(
        &self,
        _i: &str,
        _c: &mut Context<'_>,
    ) -> Result<Publisher, Error> {
        Ok(Publisher)
    }
}
