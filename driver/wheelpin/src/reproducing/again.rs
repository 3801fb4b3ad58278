use std::path::{Path, PathBuf};

use clap::ValueEnum;
use wheelpin_nix::{BuildSettings, Plan, SecondStore, Unchecked, read_log};
use wheelpin_reproduce::Places;

use crate::commands::varied::ITSELF;
use crate::context::Context;
use crate::error::Error;
use crate::reproducing::{
    Compared, DIRECTORY, MEND, NAME, Second, USER, Variation, Vary, built, compare, read, refuse,
    variations,
};
use crate::ui::consumer::part;
use crate::ui::count::Count;
use crate::ui::spinner::Spinner;
use crate::ui::style::Style;

/// How to build a second time.
pub(crate) struct Again {
    /// What is otherwise; empty: all that can be.
    pub(crate) vary: Vec<Vary>,
    /// Whether the toolchain is built again, too.
    pub(crate) toolchain: bool,
    /// The second store's directory; none: a temporary one.
    pub(crate) store: Option<PathBuf>,
    /// Whether it stays.
    pub(crate) keeps: bool,
}

impl Again {
    /// Makes the second store's directory, before anything takes time.
    pub(crate) fn second(&self) -> Result<Second, Error> {
        Second::new(self.store.as_deref())
    }

    /// Builds files again and compares them with the first build's.
    pub(crate) async fn run(
        &self,
        second: &mut Second,
        plan: &Plan,
        files: &[Unchecked],
        settings: &BuildSettings,
        style: Style,
        context: &Context<'_>,
    ) -> Result<(Vec<Compared>, Vec<Variation>), Error> {
        let spinner = Spinner::new(context.output, "filling the second store");
        let filled =
            SecondStore::fill(&second.root(), files, self.toolchain, &context.interrupt).await?;
        let store = match filled {
            Ok(store) => store,
            Err(failures) => {
                drop(spinner);
                // Not files: what they are built with.
                let total = Count(failures.len(), "derivation");
                return Err(refuse(&failures, total, read_log, MEND));
            }
        };
        // Not before there is something in it: the same command again needs an empty one.
        if self.keeps {
            second.keep();
        }
        let wanted =
            if self.vary.is_empty() { Vary::value_variants() } else { self.vary.as_slice() };
        let no_user = if !wanted.contains(&Vary::User) {
            None
        } else if !wheelpin_vary::is_root() {
            Some("only root can build as another user".to_owned())
        } else if !second.is_open() {
            Some("another user cannot come to the directory of the second store".to_owned())
        } else {
            let user = variations(&[Vary::User], Path::new(ITSELF), &second.home(), None).1;
            // Nix may be below a home that is its owner's alone.
            let why = user.refused(&context.interrupt).await?;
            why.map(|why| format!("another user cannot run Nix here: {why}"))
        };
        let (told, varied) =
            variations(wanted, Path::new(ITSELF), &second.home(), no_user.as_deref());
        if let Some(why) = varied.refused(&context.interrupt).await? {
            return Err(Error::NotVaried { why });
        }
        if told.iter().any(|it| it.what == Vary::User && it.varied.is_some()) {
            second.give_to(USER)?;
        }
        drop(spinner);
        let mut consumer = part(style, plan);
        let failures = store
            .build(plan, files, settings, &varied, &context.interrupt, |it| consumer.event(it))
            .await;
        consumer.finish();
        let failures = failures?;
        if !failures.is_empty() {
            // Its logs are in it.
            second.keep();
            let stays = second.root();
            let help = format!("{MEND}; the second store stays for its logs: {}", stays.display());
            let total = Count(files.len(), "file");
            return Err(refuse(&failures, total, |derivation| store.read_log(derivation), &help));
        }
        let places = Places {
            directories: vec![
                DIRECTORY.into(),
                "/build".into(),
                second.root().display().to_string(),
            ],
            names: vec![NAME.into()],
        };
        let mut compared = Vec::new();
        for file in files {
            let one = built(file)?;
            let two = read(&store.path(&file.output).join(&file.file))?;
            let (one, two) =
                ((file.file.as_str(), one.as_slice()), (file.file.as_str(), two.as_slice()));
            compared.push(compare(file.cell.clone(), one, two, &places));
        }
        Ok((compared, told))
    }
}
