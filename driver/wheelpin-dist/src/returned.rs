use std::path::Path;

use crate::test_result::{merge, merge_worst};
use crate::{Error, Manifest, TestResult};

/// Results that came back in copies of a manifest, to be added to it all together.
///
/// The copies are of one time, whatever their order: where two machines ran one Python on one
/// platform, a failure counts more than a success. What a copy merely kept of the manifest
/// that it was made of is no result of its machine, and takes the place of nothing.
#[derive(Clone, Debug)]
pub struct Returned<'a> {
    own: &'a Manifest,
    path: &'a Path,
    /// By file of the manifest.
    news: Vec<Vec<TestResult>>,
}

impl<'a> Returned<'a> {
    /// For a manifest, which is called `path` in errors.
    #[must_use]
    pub fn new(own: &'a Manifest, path: &'a Path) -> Self {
        Self { own, path, news: vec![Vec::new(); own.files.len()] }
    }

    /// Takes what a copy says of its machine. Nothing else of it is looked at: neither what was
    /// built nor what was found can be changed from another machine.
    ///
    /// # Errors
    ///
    /// [`Error::OtherProject`], [`Error::UnknownFile`] and [`Error::OtherBuild`] if it is no
    /// copy of this manifest.
    pub fn add(&mut self, path: &Path, copy: &Manifest) -> Result<(), Error> {
        let of = |manifest: &Manifest| format!("{} {}", manifest.name, manifest.version);
        let (wanted, found) = (of(self.own), of(copy));
        if wanted != found {
            let (path, own) = (path.into(), self.path.into());
            return Err(Error::OtherProject { path, own, wanted, found });
        }
        for tested in &copy.files {
            let known = self.own.files.iter().zip(&mut self.news);
            let Some((built, news)) = known.into_iter().find(|it| it.0.file == tested.file) else {
                return Err(Error::UnknownFile {
                    path: path.into(),
                    own: self.path.into(),
                    file: tested.file.clone(),
                });
            };
            if built.sha256 != tested.sha256 {
                return Err(Error::OtherBuild {
                    path: path.into(),
                    own: self.path.into(),
                    file: tested.file.clone(),
                    built: built.sha256.clone(),
                    found: tested.sha256.clone(),
                });
            }
            let is_new = |result: &&TestResult| !built.tests.contains(result);
            let own: Vec<TestResult> = tested.tests.iter().filter(is_new).cloned().collect();
            merge_worst(news, &own);
        }
        Ok(())
    }

    /// The manifest with all of it.
    #[must_use]
    pub fn merged(self) -> Manifest {
        let mut manifest = self.own.clone();
        for (built, news) in manifest.files.iter_mut().zip(&self.news) {
            merge(&mut built.tests, news);
        }
        manifest
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const FILE: &str = "sample-1.0-py3-none-any.whl";

    fn manifest(tests: &Value) -> Manifest {
        serde_json::from_value(json!({
            "schema": 1, "name": "sample", "version": "1.0", "buildHost": "x86_64-linux",
            "toolchain": "registry", "tools": {}, "failed": [],
            "files": [{
                "file": FILE, "sha256": "aa", "size": 1, "cell": "py3-none-any",
                "storePath": "/nix/store/a", "derivation": "/nix/store/a.drv", "seconds": 1,
                "outcome": "built", "tests": tests,
            }],
        }))
        .unwrap()
    }

    fn result(platform: &str, outcome: &str) -> Value {
        json!({ "python": "cp311", "platform": platform, "outcome": outcome, "milliseconds": 5 })
    }

    fn merged(own: &Value, copies: &[Value]) -> Result<Vec<String>, Error> {
        let own = manifest(own);
        let mut returned = Returned::new(&own, Path::new("own"));
        for copy in copies {
            returned.add(Path::new("copy"), &manifest(copy))?;
        }
        let merged = returned.merged();
        let results = merged.files.iter().flat_map(|file| &file.tests);
        Ok(results.map(|it| format!("{} {:?}", it.platform, it.outcome)).collect())
    }

    #[test]
    fn results_of_all_machines_are_added() {
        let own = json!([result("linux", "passed"), result("macos", "not-run")]);
        let macos = json!([result("linux", "passed"), result("macos", "passed")]);
        let windows = json!([result("linux", "not-run"), result("windows", "failed")]);
        let all = merged(&own, &[macos, windows]).unwrap();
        assert_eq!(all, ["linux Passed", "macos Passed", "windows Failed"]);
    }

    #[test]
    fn what_a_copy_kept_of_the_build_hides_no_failure() {
        let before = json!([result("linux", "passed")]);
        let mut again = result("linux", "failed");
        again["milliseconds"] = 7.into();
        let again = json!([again]);
        for copies in [[before.clone(), again.clone()], [again, before.clone()]] {
            assert_eq!(merged(&before, &copies).unwrap(), ["linux Failed"]);
        }
    }

    #[test]
    fn a_failure_that_was_mended_is_gone() {
        let before = json!([result("linux", "failed")]);
        let mended = json!([result("linux", "passed")]);
        assert_eq!(merged(&before, &[mended, before.clone()]).unwrap(), ["linux Passed"]);
    }

    #[test]
    fn of_two_machines_the_one_that_failed_counts() {
        let (good, bad) = (json!([result("linux", "passed")]), json!([result("linux", "failed")]));
        for copies in [[good.clone(), bad.clone()], [bad, good]] {
            assert_eq!(merged(&json!([]), &copies).unwrap(), ["linux Failed"]);
        }
    }

    #[test]
    fn only_copies_come_together() {
        let own = manifest(&json!([]));
        let refused = |change: fn(&mut Manifest)| {
            let mut copy = own.clone();
            change(&mut copy);
            Returned::new(&own, Path::new("own")).add(Path::new("copy"), &copy).unwrap_err()
        };
        assert_eq!(
            refused(|it| it.version = "2.0".into()).to_string(),
            "add the results of copy: it is of sample 2.0, and own of sample 1.0"
        );
        assert_eq!(
            refused(|it| it.files[0].sha256 = "ab".into()).to_string(),
            "add the results of copy: own has \"sample-1.0-py3-none-any.whl\" with another SHA-256"
        );
        assert_eq!(
            refused(|it| it.files[0].file = "a.whl".into()).to_string(),
            "add the results of copy: own does not have \"a.whl\""
        );
    }

    #[test]
    fn nothing_but_results_is_taken() {
        let own = manifest(&json!([]));
        let mut copy = own.clone();
        copy.files[0].store_path = "/elsewhere".into();
        copy.tools.insert("rust".into(), "0".into());
        copy.files.push(own.files[0].clone());
        let mut returned = Returned::new(&own, Path::new("own"));
        returned.add(Path::new("copy"), &copy).unwrap();
        assert_eq!(returned.merged(), own);
    }
}
