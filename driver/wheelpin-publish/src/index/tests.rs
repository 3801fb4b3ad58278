use super::*;

#[test]
fn names_are_unique_and_their_addresses_are_https() {
    let mut names: Vec<&str> = Index::names().collect();
    for name in &names {
        let index = Index::named(name).unwrap();
        let urls = [Some(&index.upload), index.simple.as_ref(), index.site.as_ref()];
        assert!(urls.iter().all(|url| url.unwrap().scheme() == "https"));
        assert!(index.is_known());
        assert_eq!(index.limits.days, Some(14));
    }
    names.dedup();
    assert_eq!(names, ["pypi", "testpypi"]);
}

#[test]
fn a_name_may_be_written_as_people_write_it() {
    for name in ["TestPyPI", "test-pypi", "TESTPYPI", " testpypi "] {
        assert_eq!(Index::parse(name).unwrap().name, "testpypi");
    }
}

#[test]
fn an_unknown_name_is_refused_with_those_there_are() {
    let error = Index::parse("pipy").unwrap_err();
    assert!(matches!(&error, Error::UnknownIndex { names, .. } if names == "pypi, testpypi"));
}

#[test]
fn the_upload_address_of_a_known_index_is_that_index() {
    let index = Index::named("pypi").unwrap();
    assert_eq!(Index::parse(index.upload.as_str()).unwrap(), index);
    assert_eq!(Index::parse(index.upload.as_str().trim_end_matches('/')).unwrap(), index);
}

#[test]
fn another_address_of_a_known_index_is_refused() {
    let index = Index::named("testpypi").unwrap();
    let error = Index::parse(index.simple.unwrap().as_str()).unwrap_err();
    assert!(matches!(error, Error::UploadUrl { name: "testpypi", .. }));
}

#[test]
fn any_address_is_a_private_index() {
    let index = Index::parse("https://pypi.example.org:8443/legacy").unwrap();
    assert_eq!(index.name, "pypi.example.org:8443");
    assert_eq!(index.upload.as_str(), "https://pypi.example.org:8443/legacy");
    assert_eq!((index.page("a", "1"), index.simple_project("a")), (None, None));
    let index = index.with_simple("https://example.org/root/+simple").unwrap();
    let project = index.simple_project("A_b").unwrap();
    assert_eq!(project.as_str(), "https://example.org/root/+simple/a-b/");
}

#[test]
fn credentials_in_an_address_are_refused_and_not_repeated() {
    for text in ["https://user:geheim@example.org/", "https://user:geheim@exa mple.org/"] {
        let error = Index::parse(text).unwrap_err();
        assert!(matches!(error, Error::Url { .. }));
        assert!(!format!("{error} {error:?}").contains("geheim"));
    }
}

#[test]
fn names_of_projects_and_files_cannot_leave_their_directory() {
    let index = Index::named("pypi").unwrap();
    let page = index.page("../../a", "1/../2?x#y").unwrap();
    assert!(page.path().ends_with("/1%2F..%2F2%3Fx%23y/"), "{page}");
    assert_eq!(index.provenance("a", "..", "b"), None);
    let page = index.page("Foo.Bar", "1.0+l").unwrap();
    assert_eq!(page.path(), "/project/foo-bar/1.0+l/");
}
