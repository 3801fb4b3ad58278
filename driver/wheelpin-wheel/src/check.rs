use std::cmp::Reverse;
use std::fs::File;
use std::io;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use crate::archive::Source;
use crate::release::{Release, ReleaseFile};
use crate::sdist::read_sdist;
use crate::wheel::read_wheel;
use crate::{Error, FileReport, Finding, Ignored, Report, Settings, Severity};

/// What was found in one file.
struct Checked {
    file: ReleaseFile,
    findings: Vec<Finding>,
}

/// Checks wheels and sdists, as many at a time as there are processors. `done` is called
/// with the number of files that are done, on the calling thread.
///
/// # Errors
///
/// [`Error::Kind`] for a file that is neither by its name, [`Error::Read`] for one that
/// cannot be read, [`Error::Scratch`] where no temporary file can be written, and what
/// [`Settings::validate`] says. What is wrong with a file's bytes is a finding.
pub fn check(
    paths: &[PathBuf],
    settings: &Settings,
    done: impl FnMut(usize),
) -> Result<Report, Error> {
    let checked = check_paths(paths, settings, done)?;
    Ok(report(checked, settings, true))
}

/// As [`check`], without the rules about all files together.
///
/// # Errors
///
/// As [`check`].
pub fn check_each(
    paths: &[PathBuf],
    settings: &Settings,
    done: impl FnMut(usize),
) -> Result<Report, Error> {
    let checked = check_paths(paths, settings, done)?;
    Ok(report(checked, settings, false))
}

/// Only the rules about all files together: names and sizes, nothing is read.
///
/// # Errors
///
/// As [`check`].
pub fn check_release(paths: &[PathBuf], settings: &Settings) -> Result<Report, Error> {
    settings.validate()?;
    let checked: Result<Vec<Checked>, Error> = paths
        .iter()
        .map(|path| {
            let metadata = std::fs::metadata(path)
                .map_err(|source| Error::Read { path: path.clone(), source })?;
            let (name, typed) = (file_name(path), path.to_string_lossy());
            let file = ReleaseFile::new(&name, &typed, metadata.len());
            Ok(Checked { file, findings: Vec::new() })
        })
        .collect();
    Ok(report(checked?, settings, true))
}

fn check_paths(
    paths: &[PathBuf],
    settings: &Settings,
    mut done: impl FnMut(usize),
) -> Result<Vec<Checked>, Error> {
    settings.validate()?;
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(paths.len());
    // Large files first, so that no thread is left alone with one at the end.
    let mut order: Vec<usize> = (0..paths.len()).collect();
    order.sort_by_cached_key(|index| {
        Reverse(paths.get(*index).and_then(|path| path.metadata().ok()).map(|file| file.len()))
    });
    let next = AtomicUsize::new(0);
    let mut checked: Vec<Option<Checked>> = paths.iter().map(|_| None).collect();
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        for _ in 0..threads {
            let (sender, next, order) = (sender.clone(), &next, &order);
            scope.spawn(move || {
                while let Some((index, path)) = {
                    let index = order.get(next.fetch_add(1, Ordering::Relaxed));
                    index.and_then(|index| Some((*index, paths.get(*index)?)))
                } {
                    // The receiver is gone once another file could not be read.
                    if sender.send((index, check_file(path, settings))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        for (count, (index, result)) in receiver.iter().enumerate() {
            checked[index] = Some(result?);
            done(count + 1);
        }
        Ok(())
    })?;
    Ok(checked.into_iter().flatten().collect())
}

/// Checks files that are in memory, by name: for tests and fuzzing.
///
/// # Errors
///
/// As [`check`].
pub fn check_bytes(files: &[(&str, &[u8])], settings: &Settings) -> Result<Report, Error> {
    settings.validate()?;
    let checked: Result<Vec<Checked>, Error> = files
        .iter()
        .map(|(name, bytes)| check_source(Path::new(name), &mut io::Cursor::new(bytes), settings))
        .collect();
    Ok(report(checked?, settings, true))
}

fn check_file(path: &Path, settings: &Settings) -> Result<Checked, Error> {
    let read = |source| Error::Read { path: path.into(), source };
    // Before it is opened: opening a pipe waits for whoever writes to it.
    let metadata = std::fs::metadata(path).map_err(read)?;
    if metadata.is_dir() {
        return Err(read(io::ErrorKind::IsADirectory.into()));
    }
    if !metadata.is_file() {
        return Err(read(io::Error::other("it is a pipe or a device, not a file")));
    }
    let mut file = File::open(path).map_err(read)?;
    check_source(path, &mut file, settings)
}

fn check_source(
    path: &Path,
    source: &mut dyn Source,
    settings: &Settings,
) -> Result<Checked, Error> {
    let read = |source| Error::Read { path: path.into(), source };
    let file_name = file_name(path);
    let as_typed = path.to_string_lossy();
    if file_name.ends_with(".whl") {
        let wheel = read_wheel(&file_name, source).map_err(read)?;
        let findings = settings.rules().filter_map(|rule| rule.wheel(&wheel)).collect();
        Ok(Checked { file: ReleaseFile::new(&file_name, &as_typed, wheel.size), findings })
    } else if file_name.ends_with(".tar.gz") {
        let sdist = read_sdist(&file_name, source).map_err(read)?;
        let findings = settings.rules().filter_map(|rule| rule.sdist(&sdist)).collect();
        Ok(Checked { file: ReleaseFile::new(&file_name, &as_typed, sdist.size), findings })
    } else {
        Err(Error::Kind { path: path.into() })
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn report(checked: Vec<Checked>, settings: &Settings, whole: bool) -> Report {
    let mut report =
        Report { schema: 1, files: Vec::new(), findings: Vec::new(), ignored: Vec::new() };
    let mut release = Release {
        files: Vec::new(),
        planned: settings.planned.clone(),
        file_size_limit: settings.file_size_limit,
    };
    let mut keep = |mut findings: Vec<Finding>| {
        for finding in &mut findings {
            if settings.deny.iter().any(|id| id == finding.rule) {
                finding.severity = Severity::Error;
            }
        }
        findings.sort_by_key(|finding| finding.severity);
        for finding in findings {
            match settings.ignore.get(finding.rule) {
                Some(reason) => {
                    report.ignored.push(Ignored { finding, reason: reason.trim().into() });
                }
                None => report.findings.push(finding),
            }
        }
    };
    for Checked { file, findings } in checked {
        keep(findings);
        release.files.push(file);
    }
    if whole {
        keep(settings.rules().flat_map(|rule| rule.release(&release)).collect());
    }
    report.files = release
        .files
        .into_iter()
        .map(|file| FileReport { file: file.file_name, path: file.path, size: file.size })
        .collect();
    report
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn what_is_no_file_is_not_opened() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("sample-1.0-py3-none-any.whl");
        // A socket: as a pipe, it is a name that no bytes are behind.
        let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
        let error = check(&[path], &Settings::default(), |_| ()).unwrap_err();
        let Error::Read { source, .. } = error else { panic!("{error}") };
        assert_eq!(source.to_string(), "it is a pipe or a device, not a file");
    }
}
