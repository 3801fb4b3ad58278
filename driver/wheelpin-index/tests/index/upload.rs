use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use wheelpin_index::{ApiToken, Limits, Server, Settings};
use wheelpin_testing::{EntryType, SdistBuilder, TarMember, WheelBuilder};

use crate::support::{TOKEN, Upload, client, files, mint, settings, start};

/// Each upload is refused with its words, and the same without the change taken afterwards.
async fn all_refused(cases: Vec<(Upload, &str)>) {
    let server = start().await;
    for (upload, message) in cases {
        upload.refused(&server, 400, message).await;
        assert_eq!(files(&server), [""; 0], "{message}");
    }
    Upload::sample().accepted(&server).await;
    Upload::sdist(&SdistBuilder::new()).accepted(&server).await;
    assert_eq!(files(&server).len(), 2);
}

#[tokio::test]
async fn the_form_has_rules() {
    let sample = Upload::sample;
    let sdist = || Upload::sdist(&SdistBuilder::new());
    let mut no_type = sample();
    no_type.media_type = "image/png".into();
    all_refused(vec![
        (sample().with(":action", "submit"), "Unknown :action"),
        (sample().with("protocol_version", "2"), "Unknown protocol version."),
        (
            sample().without("name"),
            "'' is an invalid value for Name. Error: This field is required.",
        ),
        (sample().with("name", "-sample"), "'-sample' is an invalid value for Name."),
        (sample().with("name", "UNKNOWN"), "Name. Error: This field is required."),
        (sample().with("filetype", "bdist_egg"), "Invalid value for filetype. Error: Use a known"),
        (
            sample().without("filetype"),
            "Invalid value for filetype. Error: This field is required.",
        ),
        (sample().without("pyversion"), "Python version is required for binary distribution"),
        (sdist().with("pyversion", "3"), "Use 'source' as Python version for an sdist."),
        (sample().without("sha256_digest"), "Include at least one message digest."),
        (sample().with("sha256_digest", "abc"), "Use a valid, hex-encoded, SHA256 message digest."),
        (sample().and("blake2_256_digest", "abc"), "hex-encoded, BLAKE2 message digest."),
        (sample().and("md5_digest", &"0".repeat(32)), "does not match a digest calculated"),
        (sample().and("blake2_256_digest", &"0".repeat(64)), "does not match a digest"),
        (sample().with("sha256_digest", &"0".repeat(64)), "does not match a digest calculated"),
        (no_type, "Invalid distribution file."),
    ])
    .await;
}

#[tokio::test]
async fn digests_of_each_kind_are_right_when_they_are_right() {
    let server = start().await;
    let sample = Upload::sample();
    let md5: String = <md5::Md5 as md5::Digest>::digest(&sample.bytes)
        .iter()
        .map(|it| format!("{it:02X}"))
        .collect();
    sample.with("md5_digest", &md5).accepted(&server).await;
}

#[tokio::test]
async fn metadata_has_rules() {
    let sample = Upload::sample;
    let summary = "a".repeat(513);
    let label = format!("{}, https://example.org", "a".repeat(33));
    all_refused(vec![
        (sample().with("metadata_version", "2.6"), "'2.6' is not a valid metadata version"),
        (sample().without("metadata_version"), "'metadata-version' is a required field"),
        (sample().with("metadata_version", "2.1"), "introduced in metadata version 2.4, not 2.1"),
        (sample().without("version"), "'version' is a required field"),
        (sample().with("version", "one"), "'one' is invalid for 'version'"),
        (sample().with("version", "1.0+local"), "The use of local versions in '1.0+local' is not"),
        (sample().with("summary", &summary), "'summary' field must be 512 characters or less"),
        (sample().with("summary", "a\nb"), "'summary' must be a single line"),
        (sample().and("author_email", "a@b"), "is not a valid email address"),
        (sample().and("classifiers", "Nonsense"), "'Nonsense' is not a valid classifier"),
        (sample().and("classifiers", "Private :: Do Not Upload"), "is not a valid classifier"),
        (sample().and("classifiers", "Natural Language :: Ukranian"), "Ukrainian"),
        (sample().and("project_urls", &label), "label is longer than 32"),
        (sample().and("project_urls", "Home, ftp://example.org"), "no address of the web"),
        (sample().and("home_page", "example.org"), "PyPI refuses"),
        (
            sample()
                .and("project_urls", "A, https://example.org")
                .and("project_urls", "A, https://example.org/b"),
            "'project_urls' has invalid data",
        ),
        (
            sample().and("requires_dist", "a @ https://example.org/a.whl"),
            "Can't have direct dependency",
        ),
        (sample().and("requires_dist", "a =="), "is invalid for 'requires-dist'"),
        (sample().with("requires_python", "three"), "'three' is invalid for 'requires-python'"),
        (
            sample().and("dynamic", "Version"),
            "Dynamic field 'Version' is not a valid dynamic field",
        ),
        (
            sample().and("license", "MIT"),
            "License is deprecated when License-Expression is present",
        ),
        (sample().with("license_expression", "MIT or so"), "is invalid for 'license-expression'"),
        (sample().with("license_file", "../LICENSE"), "licence files whose paths may not be so"),
        (sample().with("description_content_type", "text/html"), "content type"),
        (sample().and("provides_extra", "a b"), "extras whose names are none"),
        (sample().and("name", "sample"), "'name' has invalid data"),
        (
            sample()
                .with("description_content_type", "text/x-rst")
                .with("description", "A\n=\n\n:class:`a`\n"),
            "The description failed to render for 'text/x-rst'.",
        ),
    ])
    .await;
}

#[tokio::test]
async fn of_several_errors_the_versions_are_told() {
    let server = start().await;
    let upload = Upload::sample().and("classifiers", "Nonsense").with("version", "one");
    upload.refused(&server, 400, "'one' is invalid for 'version'").await;
}

#[tokio::test]
async fn fields_that_nobody_knows_are_passed_over() {
    let server = start().await;
    let upload = Upload::sample().and("import_names", "not a name").and("gpg_signature", "");
    upload.accepted(&server).await;
}

#[tokio::test]
async fn file_names_have_rules() {
    let wheel = |name: &str| Upload::sample().named(name);
    let sdist = |name: &str| Upload::sdist(&SdistBuilder::new()).named(name);
    all_refused(vec![
        (wheel("a/sample-1.0-py3-none-any.whl"), "'/' or '\\' in the name"),
        (wheel("sample-1.0-py3-none-any.egg"), "Invalid file extension: Use .tar.gz"),
        (wheel("sample-1.0.tar.gz"), "Extension .tar.gz is invalid for filetype bdist_wheel"),
        (sdist("sample-1.0-py3-none-any.whl"), "Extension .whl is invalid for filetype sdist"),
        (sdist("sample-1.0.zip"), "Invalid source distribution filename"),
        (sdist("other-1.0.tar.gz"), "Start filename for 'sample' with 'sample'"),
        (sdist("Sample-1.0.tar.gz"), "is invalid, should be 'sample-1.0.tar.gz'"),
        (sdist("sample-1.tar.gz"), "is invalid, should be 'sample-1.0.tar.gz'"),
        (wheel("sample-1.0-any.whl"), "Invalid wheel filename"),
        (wheel("sample-one-py3-none-any.whl"), "Invalid wheel filename (invalid version)"),
        (wheel("sample-1.0-py3-none-linux_x86_64.whl"), "unsupported platform tag 'linux_x86_64'"),
        (wheel("other-1.0-py3-none-any.whl"), "Start filename for 'sample' with 'sample'"),
        (wheel("Sample-1.0-py3-none-any.whl"), "should contain the normalized project name"),
        (wheel("sample-1.1-py3-none-any.whl"), "Version in filename should be '1.0' not '1.1'"),
    ])
    .await;
}

#[tokio::test]
async fn names_of_projects_are_compared_in_normal_form() {
    let server = start().await;
    let mut wheel = WheelBuilder::new("py3-none-any").replaced("Name: sample", "Name: Sam.ple");
    wheel.name = "sam_ple".into();
    wheel.members[1].0 = "sam_ple-1.0.dist-info/licenses/LICENSE".into();
    Upload::wheel(&wheel).accepted(&server).await;
    let page = client().get(format!("{}sam-ple/", server.simple_url())).send().await.unwrap();
    assert_eq!(page.status(), 200);
}

#[tokio::test]
async fn archives_have_rules() {
    let wheel = || WheelBuilder::new("py3-none-any");
    let sound = Upload::sample();
    let bytes = |bytes: Vec<u8>| sound.clone().bytes(bytes);
    let without = |path: &str| Upload::wheel(&wheel().without(path));
    let mut no_wheel = wheel();
    no_wheel.wheel = String::new();
    let mut no_metadata = wheel();
    let metadata = std::mem::take(&mut no_metadata.metadata);
    let mut no_metadata = Upload { bytes: no_metadata.bytes(), ..sound.clone() };
    no_metadata.redigest();
    assert!(!metadata.is_empty());
    let mut no_record = wheel().zip();
    no_record.members.pop();
    let mut doubled = wheel().zip();
    doubled.members.push(doubled.members[0].clone());
    let entry_points =
        wheel().with("sample-1.0.dist-info/entry_points.txt", "[console_scripts]\na/b = c:d\n");
    let bomb = wheel().with("sample/zeros", vec![0; 65 << 20]);
    let sdist = |sdist: SdistBuilder| Upload::sdist(&sdist);
    all_refused(vec![
        (bytes(b"rubbish".to_vec()), "File is not a zipfile"),
        (bytes([sound.bytes.clone(), b"more".to_vec()].concat()), "Trailing data"),
        (bytes([b"#!".to_vec(), sound.bytes.clone()].concat()), "ZIP archive not accepted"),
        (bytes(doubled.bytes()), "Duplicate filename in central directory"),
        (Upload::wheel(&bomb), "File exceeds compression ratio of 50"),
        (Upload::wheel(&no_wheel), "WHEEL not found at sample-1.0.dist-info/WHEEL"),
        (no_metadata, "does not contain the required METADATA file"),
        (bytes(no_record.bytes()), "does not contain the required RECORD file"),
        (
            without("sample-1.0.dist-info/licenses/LICENSE"),
            "License-File LICENSE does not exist in distribution file",
        ),
        (Upload::wheel(&entry_points), "has invalid entry points"),
        (Upload::sdist(&SdistBuilder::new()).bytes(b"rubbish".to_vec()), "File is not a tarfile"),
        (
            sdist(SdistBuilder::new().without("sample-1.0/PKG-INFO")),
            "PKG-INFO not found at sample-1.0/PKG-INFO",
        ),
        (
            sdist(SdistBuilder::new().with(TarMember::file("other/a", "a"))),
            "Incorrect number of top-level",
        ),
        (
            sdist(SdistBuilder::new().without("sample-1.0/LICENSE")),
            "License-File LICENSE does not exist",
        ),
        (
            sdist(SdistBuilder::new().with(TarMember::link(
                "sample-1.0/a",
                EntryType::GNUSparse,
                "",
            ))),
            "Sparse members are not allowed",
        ),
    ])
    .await;
}

#[tokio::test]
async fn the_same_file_again_is_done() {
    let server = start().await;
    let sample = Upload::sample();
    sample.accepted(&server).await;
    sample.accepted(&server).await;
    // Nothing that comes after that is looked at.
    sample.clone().and("attestations", "rubbish").accepted(&server).await;
    assert_eq!(files(&server), ["sample-1.0-py3-none-any.whl"]);
}

#[tokio::test]
async fn other_bytes_under_a_name_are_refused() {
    let server = start().await;
    Upload::sample().accepted(&server).await;
    let other = Upload::wheel(&WheelBuilder::new("py3-none-any").with("sample/more.py", "1\n"));
    other
        .refused(
            &server,
            400,
            "File already exists ('sample-1.0-py3-none-any.whl', with blake2_256 hash '",
        )
        .await;
    let renamed = Upload::sample().named("sample-1.0-py3-none-win_amd64.whl");
    renamed.refused(&server, 400, "File already exists").await;
}

#[tokio::test]
async fn names_of_deleted_files_stay_used() {
    let server = start().await;
    let sample = Upload::sample();
    sample.accepted(&server).await;
    assert!(server.delete("sample-1.0-py3-none-any.whl"));
    assert!(!server.delete("sample-1.0-py3-none-any.whl"));
    sample.refused(&server, 400, "previously used by a file that has since been deleted").await;
    let deleted = vec!["sample-1.0-py3-none-any.whl".into()];
    let server = Server::start(Settings { deleted, ..settings() }).await.unwrap();
    sample.refused(&server, 400, "previously used by a file that has since been deleted").await;
}

#[tokio::test]
async fn a_release_has_one_sdist() {
    let server = start().await;
    Upload::sdist(&SdistBuilder::new()).accepted(&server).await;
    let other = SdistBuilder::new().with(TarMember::file("sample-1.0/more", "1"));
    let second = Upload::sdist(&other).named("sample-1.0.0.tar.gz");
    second.refused(&server, 400, "Only one sdist may be uploaded per release.").await;
}

#[tokio::test]
async fn releases_are_closed_after_fourteen_days() {
    let server = start().await;
    Upload::sample().accepted(&server).await;
    server.advance(14 * 86_400 - 60);
    Upload::wheel(&WheelBuilder::new("py3-none-win_amd64")).accepted(&server).await;
    server.advance(120);
    let late = Upload::wheel(&WheelBuilder::new("py3-none-win_arm64"));
    late.refused(&server, 400, "Uploading new files to releases older than 14 days").await;
    // What is there is there.
    Upload::sample().accepted(&server).await;
}

#[tokio::test]
async fn files_and_projects_have_limits() {
    let sample = Upload::sample();
    let size = sample.bytes.len() as u64;
    let limits = Limits { file_bytes: size - 1, ..Limits::default() };
    let server = Server::start(Settings { limits, ..settings() }).await.unwrap();
    sample.refused(&server, 400, "File too large. Limit for project 'sample' is 0 MB.").await;
    let limits = Limits { project_bytes: 2 * size - 1, ..Limits::default() };
    let server = Server::start(Settings { limits, ..settings() }).await.unwrap();
    sample.accepted(&server).await;
    let second = Upload::wheel(&WheelBuilder::new("py3-none-win_amd64"));
    second.refused(&server, 400, "Project size too large.").await;
}

#[tokio::test]
async fn tokens_are_needed() {
    let server = start().await;
    let sample = Upload::sample();
    let nobody = "Invalid or non-existent authentication information.";
    sample.clone().by("pypi-wrong").refused(&server, 403, nobody).await;
    let request = client().post(server.upload_url()).multipart(sample.form());
    assert_eq!(request.send().await.unwrap().status(), 403);
    let request = client().post(server.upload_url()).basic_auth("user", Some(TOKEN));
    let answer = request.multipart(sample.form()).send().await.unwrap();
    assert_eq!(answer.status(), 403);
    assert!(files(&server).is_empty());
}

#[tokio::test]
async fn tokens_are_for_projects() {
    let projects = Some(vec!["other".into()]);
    let token = ApiToken { token: "pypi-of-other".into(), projects };
    let api_tokens = vec![token];
    let server = Server::start(Settings { api_tokens, ..settings() }).await.unwrap();
    let sample = Upload::sample().by("pypi-of-other");
    sample.refused(&server, 403, "project-scoped token is not valid for project: 'sample'").await;
    let minted = mint(&server).await;
    Upload::sample().by(&minted).accepted(&server).await;
    let mut other = WheelBuilder::new("py3-none-any").replaced("Name: sample", "Name: other");
    other.name = "other".into();
    let other = Upload::wheel(&other).by(&minted);
    other.refused(&server, 400, "Non-user identities cannot create new projects.").await;
    let settings = Settings { projects: vec!["other".into()], ..settings() };
    let server = Server::start(settings).await.unwrap();
    let other = other.by(&mint(&server).await);
    other.refused(&server, 403, "OIDC scoped token is not valid for project 'other'").await;
}

#[tokio::test]
async fn minted_tokens_live_for_fifteen_minutes() {
    let server = start().await;
    let minted = mint(&server).await;
    server.advance(890);
    Upload::sample().by(&minted).accepted(&server).await;
    server.advance(11);
    let late = Upload::wheel(&WheelBuilder::new("py3-none-win_amd64")).by(&minted);
    late.refused(&server, 403, "Invalid API Token: token is expired").await;
}

#[tokio::test]
async fn without_its_slash_the_address_leads_to_the_right_one() {
    let server = start().await;
    let url = format!("{}legacy", server.index_url());
    let answer = client().post(url).multipart(Upload::sample().form()).send().await.unwrap();
    assert_eq!(answer.status(), 308);
    assert_eq!(answer.headers()["location"], "/legacy/");
}

#[tokio::test]
async fn the_reason_stands_in_the_status_line_and_in_json() {
    let server = start().await;
    let host = server.index_url().replace("http://", "").replace('/', "");
    let mut stream = tokio::net::TcpStream::connect(&host).await.unwrap();
    let body = "--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\na\r\n--b--\r\n";
    let request = format!(
        "POST /legacy/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nAuthorization: bearer \
         {TOKEN}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(
        answer.starts_with("HTTP/1.1 400 Unknown :action: file_upload is the only one.\r\n"),
        "{answer}"
    );
    let request = client().post(server.upload_url()).header("accept", "application/json");
    let request =
        request.bearer_auth(TOKEN).multipart(Upload::sample().with("version", "é").form());
    let answer: serde_json::Value = request.send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["title"], "Bad Request");
    let code = answer["code"].as_str().unwrap();
    assert!(code.starts_with("400 '?' is invalid for 'version'"), "{code}");
    assert!(answer["message"].as_str().unwrap().contains("'é' is invalid"));
}

#[tokio::test]
async fn two_uploads_that_both_begin_a_release_race() {
    let settings = Settings { latency_ms: 200, race: Some(500), ..settings() };
    let server = Server::start(settings.clone()).await.unwrap();
    let (one, other) = (Upload::sample(), Upload::wheel(&WheelBuilder::new("py3-none-win_amd64")));
    let (first, second) = tokio::join!(one.send(&server), other.send(&server));
    let mut statuses = [first.0, second.0];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 500]);
    one.accepted(&server).await;
    other.accepted(&server).await;

    let server = Server::start(Settings { race: None, ..settings.clone() }).await.unwrap();
    let (first, second) = tokio::join!(one.send(&server), other.send(&server));
    assert_eq!([first.0, second.0], [200, 200]);

    // Where they wait for each other they do not race.
    let server = Server::start(Settings { serialise: true, ..settings }).await.unwrap();
    let begun = std::time::Instant::now();
    let (first, second) = tokio::join!(one.send(&server), other.send(&server));
    assert_eq!([first.0, second.0], [200, 200]);
    assert!(begun.elapsed() >= Duration::from_millis(400));
}

#[tokio::test]
async fn uploads_are_remembered_without_tokens() {
    let server = start().await;
    let minted = mint(&server).await;
    Upload::sample().by(&minted).accepted(&server).await;
    Upload::sample().accepted(&server).await;
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    let upload = &requests[1];
    assert_eq!((upload.method.as_str(), upload.path.as_str()), ("POST", "/legacy/"));
    assert_eq!((upload.status, upload.user.as_deref()), (Some(200), Some("__token__")));
    let form = serde_json::to_value(upload.form.as_ref().unwrap()).unwrap();
    let form = form.as_array().unwrap();
    assert_eq!(form[0]["name"], ":action");
    let content = form.last().unwrap();
    assert_eq!(content["file_name"], "sample-1.0-py3-none-any.whl");
    assert_eq!(content["sha256"], Upload::sample().sha256());
    let all = format!("{}{}", serde_json::to_string(&requests).unwrap(), server.state());
    for secret in [TOKEN, &minted, server.issuer_bearer()] {
        assert!(!all.contains(secret), "{secret}");
    }
}
