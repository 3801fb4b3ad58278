//! Sends files to an index and reads them back, without identity, journal and preflight: for
//! tests that compare requests, and for measuring.
//!
//! Usage: `upload [--jobs N] [--user NAME] [--simple URL] [--ca FILE] URL FILE…`; a password
//! stands in the variable UPLOAD_PASSWORD. Attestations are those beside a file,
//! `FILE.publish.attestation`. With `--simple` the index is asked afterwards.

#![expect(clippy::print_stdout, reason = "it is a program")]

use std::collections::BTreeMap;
use std::error::Error;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use wheelpin_publish::{
    Anybody, Distribution, Expected, Http, HttpSettings, Index, Login, ReadBackSettings, Secret,
    Upload, UploadEvent, UploadFile, UploadSettings, Verdict, read_back,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut settings = UploadSettings::default();
    let mut http = HttpSettings::default();
    let (mut simple, mut user, mut rest) = (None, None, Vec::new());
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
        match word.as_str() {
            "--jobs" => settings.jobs = value()?.parse::<NonZeroUsize>()?,
            "--user" => user = Some(value()?),
            "--simple" => simple = Some(value()?),
            "--ca" => http.roots.push(std::fs::read(value()?)?),
            _ => rest.push(word),
        }
    }
    let mut rest = rest.into_iter();
    let mut index = Index::parse(&rest.next().ok_or("name an index and files")?)?;
    if let Some(simple) = &simple {
        index = index.with_simple(simple)?;
    }
    let files: Vec<UploadFile> = rest.map(|path| read(path.into())).collect::<Result<_, _>>()?;
    let http = Http::new(&http)?;
    let login = user.map(|user| {
        let password = Secret::new(std::env::var("UPLOAD_PASSWORD").unwrap_or_default());
        (user, password)
    });
    index.login = login.clone().map(|(user, password)| Login { user, password });

    let names: Vec<&str> = files.iter().map(|file| file.distribution.file_name.as_str()).collect();
    let tell = |event: &UploadEvent| match event {
        UploadEvent::Done { file, outcome } => println!("{} {outcome:?}", names[*file]),
        UploadEvent::Waiting { file, wait, reason } => {
            println!("{} waits {wait:?}: {reason}", names[*file]);
        }
        UploadEvent::Began { .. } | UploadEvent::Progress { .. } => {}
    };
    let present = BTreeMap::new();
    let (http, index, settings) = (&http, &index, &settings);
    match &login {
        Some(authorization) => {
            Upload { http, index, authorization, settings }.run(&files, &present, tell).await?
        }
        None => {
            let authorization = &Anybody;
            Upload { http, index, authorization, settings }.run(&files, &present, tell).await?
        }
    };
    if simple.is_none() {
        return Ok(());
    }
    let expected: Vec<Expected<'_>> = files
        .iter()
        .map(|file| Expected { distribution: &file.distribution, is_attested: false })
        .collect();
    let seen = read_back(http, index, &expected, &ReadBackSettings::default(), |_| ()).await;
    for seen in &seen {
        println!("{} {:?}", seen.file_name, seen.file);
    }
    match seen.iter().all(|seen| seen.file == Verdict::Verified) {
        true => Ok(()),
        false => Err("not every file is there as it was sent".into()),
    }
}

fn read(path: PathBuf) -> Result<UploadFile, Box<dyn Error>> {
    let attestation = PathBuf::from(format!("{}.publish.attestation", path.display()));
    let attestations = match std::fs::read_to_string(attestation) {
        Ok(text) => {
            Some(serde_json::to_string(&[serde_json::from_str::<serde_json::Value>(&text)?])?)
        }
        Err(_) => None,
    };
    Ok(UploadFile { distribution: Distribution::read(&path)?, attestations })
}
