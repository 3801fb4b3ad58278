use super::*;
use crate::HttpSettings;

/// What is planned and what the index has, of which every test changes something.
struct Case {
    index: Index,
    version: &'static str,
    files: Vec<PlannedFile>,
    findings: Option<Findings>,
    project: Result<Option<Project>, Error>,
}

const WHEEL: &str = "a-1.0-py3-none-any.whl";
const SDIST: &str = "a-1.0.tar.gz";

fn planned(file_name: &str, hash: char) -> PlannedFile {
    PlannedFile {
        file_name: file_name.into(),
        size: Some(1 << 20),
        sha256: Some(hash.to_string().repeat(64)),
    }
}

/// A file that the index has, since 1 November.
fn there(file_name: &str, hash: char) -> IndexFile {
    IndexFile {
        file_name: file_name.into(),
        sha256: Some(hash.to_string().repeat(64)),
        size: Some(1 << 20),
        uploaded: Some("2026-11-01T00:00:00Z".parse().unwrap()),
        is_attested: None,
        href: None,
        url: None,
    }
}

fn project(files: &[IndexFile]) -> Result<Option<Project>, Error> {
    let versions = vec!["0.9".into(), "1.0".into()];
    let versions = if files.is_empty() { vec!["0.9".into()] } else { versions };
    Ok(Some(Project { versions, files: files.into(), status: None }))
}

impl Default for Case {
    fn default() -> Self {
        Self {
            index: Index::named("pypi").unwrap(),
            version: "1.0",
            files: vec![planned(WHEEL, 'a'), planned(SDIST, 'b')],
            findings: Some(Findings::default()),
            project: project(&[]),
        }
    }
}

impl Case {
    /// A point, ten days after the first file came.
    fn point(self, name: &str) -> (Verdict, String) {
        let now = "2026-11-11T00:00:00Z";
        let http = Http::new(&HttpSettings::default()).unwrap();
        let preflight = Preflight {
            http: &http,
            index: &self.index,
            project: "A",
            version: self.version,
            files: &self.files,
            findings: self.findings,
            credentials: &Credentials::anonymous(),
            mint: false,
            estimate: None,
            now: now.parse().unwrap(),
        };
        let version = Version::from_str(self.version).ok();
        let seen = Seen { preflight: &preflight, version, project: self.project };
        let point = match name {
            "project" => project::point(&seen),
            "version" => version::point(&seen),
            "files" => files::point(&seen),
            "age" => age::point(&seen),
            "sizes" => sizes::point(&seen),
            "tags" => tags::point(&preflight),
            "findings" => findings::point(&preflight),
            other => panic!("{other}"),
        };
        assert_eq!(point.name, name);
        let asks = matches!(point.verdict, Verdict::Warning | Verdict::Refused);
        assert_eq!(point.help.is_some(), asks || point.error.is_some(), "{point:?}");
        (point.verdict, point.text)
    }

    fn verdict(self, name: &str) -> Verdict {
        self.point(name).0
    }
}

fn private() -> Index {
    Index::private("https://index.example.org/".parse().unwrap())
}

#[test]
fn an_index_that_keeps_warehouses_rules_is_held_to_them_under_any_name() {
    let index = Index { is_warehouse: true, ..private() };
    let files = vec![planned("a-1.0-cp311-abi3-linux_x86_64.whl", 'a')];
    let case = Case { index: index.clone(), files, ..Case::default() };
    assert_eq!(case.verdict("tags"), Verdict::Refused);
    let case = Case { index, project: Ok(None), ..Case::default() };
    assert_eq!(case.verdict("project"), Verdict::Warning);
}

fn no_simple() -> Result<Option<Project>, Error> {
    Err(Error::NoSimple { index: "x".into() })
}

#[test]
fn a_new_version_with_new_files_is_good_in_every_point() {
    for name in ["project", "version", "files", "age", "sizes", "tags", "findings"] {
        let (verdict, text) = Case::default().point(name);
        assert_eq!(verdict, Verdict::Ok, "{text}");
    }
}

#[test]
fn what_cannot_be_seen_is_unknown_and_not_good() {
    for name in ["project", "version", "files", "age"] {
        let case = Case { project: no_simple(), ..Case::default() };
        assert_eq!(case.verdict(name), Verdict::Unknown, "{name}");
    }
}

#[test]
fn a_project_that_is_not_there_needs_a_pending_publisher() {
    let case = Case { project: Ok(None), ..Case::default() };
    let (verdict, text) = case.point("project");
    assert_eq!(verdict, Verdict::Warning);
    assert!(text.contains("pending publisher makes it"), "{text}");
    let case = Case { project: Ok(None), index: private(), ..Case::default() };
    assert_eq!(case.verdict("project"), Verdict::Ok);
}

#[test]
fn a_status_of_the_project_counts() {
    let with = |status: &str| {
        let project = Project { status: Some(status.into()), ..Project::default() };
        Case { project: Ok(Some(project)), ..Case::default() }.verdict("project")
    };
    assert_eq!(with("active"), Verdict::Ok);
    assert_eq!(with("archived"), Verdict::Warning);
    assert_eq!(with("quarantined"), Verdict::Refused);
}

#[test]
fn a_version_that_is_begun_goes_on() {
    let case = Case { project: project(&[there(WHEEL, 'a')]), ..Case::default() };
    let (verdict, text) = case.point("version");
    assert_eq!(verdict, Verdict::Ok);
    assert!(text.contains("with 1 file of this release: publishing goes on"), "{text}");
    let case = Case { version: "1.0.0", project: project(&[there(WHEEL, 'a')]), ..Case::default() };
    assert_eq!(case.verdict("version"), Verdict::Ok);
}

#[test]
fn a_version_with_other_files_is_a_warning() {
    let files = [there(WHEEL, 'a'), there("a-1.0-cp311-abi3-win_amd64.whl", 'c')];
    let (verdict, text) = Case { project: project(&files), ..Case::default() }.point("version");
    assert_eq!(verdict, Verdict::Warning);
    assert!(text.contains("also a-1.0-cp311-abi3-win_amd64.whl"), "{text}");
}

#[test]
fn a_version_without_files_was_perhaps_deleted() {
    let versions = vec!["1.0.0".to_owned()];
    let project = Project { versions, ..Project::default() };
    let (verdict, text) = Case { project: Ok(Some(project)), ..Case::default() }.point("version");
    assert_eq!(verdict, Verdict::Warning, "{text}");
}

#[test]
fn what_is_no_version_or_a_local_one_is_refused() {
    assert_eq!(Case { version: "one", ..Case::default() }.verdict("version"), Verdict::Refused);
    let local = || Case { version: "1.0+abc", ..Case::default() };
    assert_eq!(local().verdict("version"), Verdict::Refused);
    assert_eq!(Case { index: private(), ..local() }.verdict("version"), Verdict::Ok);
}

#[test]
fn other_bytes_under_a_name_are_refused() {
    let case = Case { project: project(&[there(SDIST, 'c')]), ..Case::default() };
    let (verdict, text) = case.point("files");
    assert_eq!(
        (verdict, text.as_str()),
        (Verdict::Refused, "PyPI has other bytes under a-1.0.tar.gz")
    );
}

#[test]
fn the_same_bytes_under_a_name_are_good() {
    let case = Case { project: project(&[there(SDIST, 'b')]), ..Case::default() };
    let (verdict, text) = case.point("files");
    assert_eq!(verdict, Verdict::Ok);
    assert!(text.starts_with("1 file new, 1 there with the same bytes; names that"), "{text}");
}

#[test]
fn a_name_that_is_used_before_the_file_is_built_is_a_warning() {
    let mut case = Case { project: project(&[there(SDIST, 'b')]), ..Case::default() };
    case.files[1].sha256 = None;
    assert_eq!(case.verdict("files"), Verdict::Warning);
}

#[test]
fn bytes_under_two_names_and_a_second_sdist_are_refused_by_warehouse_alone() {
    let twin = || project(&[there("a-1.0-py3-none-win32.whl", 'a')]);
    assert_eq!(Case { project: twin(), ..Case::default() }.verdict("files"), Verdict::Refused);
    let case = Case { project: twin(), index: private(), ..Case::default() };
    assert_eq!(case.verdict("files"), Verdict::Ok);
    let sdist = || project(&[there("A-1.0.zip", 'z')]);
    assert_eq!(Case { project: sdist(), ..Case::default() }.verdict("files"), Verdict::Refused);
    let files = vec![planned(WHEEL, 'a')];
    let case = Case { project: sdist(), files, ..Case::default() };
    assert_eq!(case.verdict("files"), Verdict::Ok);
}

#[test]
fn one_name_twice_is_refused() {
    let files = vec![planned(WHEEL, 'a'), planned(WHEEL, 'a')];
    assert_eq!(Case { files, ..Case::default() }.verdict("files"), Verdict::Refused);
}

#[test]
fn a_release_takes_files_for_days() {
    let since = |time: &str| {
        let file = IndexFile { uploaded: Some(time.parse().unwrap()), ..there(WHEEL, 'a') };
        Case { project: project(&[there(SDIST, 'b'), file]), ..Case::default() }
    };
    let (verdict, text) = since("2026-11-05T00:00:00Z").point("age");
    assert_eq!((verdict, text.as_str()), (Verdict::Ok, "4 days are left to add files"));
    let (verdict, text) = since("2026-10-29T00:00:00Z").point("age");
    assert_eq!(verdict, Verdict::Warning);
    assert!(text.starts_with("1.0 days are left"), "{text}");
    // Every file is there.
    assert_eq!(since("2026-10-27T00:00:00Z").verdict("age"), Verdict::Ok);
    let mut old = since("2026-10-27T00:00:00Z");
    old.files.push(planned("a-1.0-py3-none-win32.whl", 'c'));
    assert_eq!(old.verdict("age"), Verdict::Refused);
    assert_eq!(
        Case { index: private(), ..since("2020-01-01T00:00:00Z") }.verdict("age"),
        Verdict::Ok
    );
}

#[test]
fn an_index_that_tells_no_times_does_not_tell_the_age() {
    let file = IndexFile { uploaded: None, ..there(WHEEL, 'a') };
    let case = Case { project: project(&[file]), ..Case::default() };
    assert_eq!(case.verdict("age"), Verdict::Unknown);
}

#[test]
fn days_left_are_told_for_any_spelling() {
    let Ok(Some(project)) = project(&[there(WHEEL, 'a')]) else { panic!() };
    let now = "2026-11-11T12:00:00Z".parse().unwrap();
    let index = Index::named("pypi").unwrap();
    assert_eq!(days_left(&index, &project, "1.0.0", now), Some(3.5));
    assert_eq!(days_left(&index, &project, "2.0", now), None);
    assert_eq!(days_left(&private(), &project, "1.0", now), None);
}

#[test]
fn large_files_are_refused_unless_the_project_has_had_such() {
    let large = || {
        let mut case = Case::default();
        case.files[0].size = Some((100 << 20) + 1);
        case
    };
    assert_eq!(large().verdict("sizes"), Verdict::Refused);
    let before = IndexFile { size: Some(200 << 20), ..there("a-0.9.tar.gz", 'x') };
    assert_eq!(Case { project: project(&[before]), ..large() }.verdict("sizes"), Verdict::Warning);
    assert_eq!(Case { index: private(), ..large() }.verdict("sizes"), Verdict::Ok);
    let mut exact = Case::default();
    exact.files[0].size = Some(100 << 20);
    assert_eq!(exact.verdict("sizes"), Verdict::Ok);
}

#[test]
fn a_project_that_grows_too_large_is_a_warning() {
    let before = IndexFile { size: Some(10 << 30), ..there("a-0.9.tar.gz", 'x') };
    let case = Case { project: project(&[before]), ..Case::default() };
    assert_eq!(case.verdict("sizes"), Verdict::Warning);
}

#[test]
fn files_that_are_not_built_have_no_size() {
    let mut case = Case::default();
    case.files[0].size = None;
    assert_eq!(case.verdict("sizes"), Verdict::Unknown);
}

#[test]
fn tags_that_pypi_refuses_are_refused() {
    let files = || vec![planned("a-1.0-cp311-abi3-linux_x86_64.whl", 'a')];
    let (verdict, text) = Case { files: files(), ..Case::default() }.point("tags");
    assert_eq!(verdict, Verdict::Refused);
    assert!(text.ends_with("a-1.0-cp311-abi3-linux_x86_64.whl"), "{text}");
    let case = Case { files: files(), index: private(), ..Case::default() };
    assert_eq!(case.verdict("tags"), Verdict::Ok);
    let files = vec![planned("a.exe", 'a')];
    assert_eq!(Case { files, ..Case::default() }.verdict("tags"), Verdict::Refused);
}

#[test]
fn findings_are_as_given() {
    let with = |findings| Case { findings, ..Case::default() }.verdict("findings");
    assert_eq!(with(None), Verdict::Unknown);
    assert_eq!(with(Some(Findings { errors: 0, warnings: 2 })), Verdict::Warning);
    assert_eq!(with(Some(Findings { errors: 1, warnings: 2 })), Verdict::Refused);
}
