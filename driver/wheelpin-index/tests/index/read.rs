use serde_json::Value;
use wheelpin_testing::{SdistBuilder, WheelBuilder};

use crate::support::{Upload, client, get_json, start};

const JSON: &str = "application/vnd.pypi.simple.v1+json";

#[tokio::test]
async fn the_simple_api_has_files_in_html_and_json() {
    let server = start().await;
    let wheel = Upload::sample();
    wheel.accepted(&server).await;
    Upload::sdist(&SdistBuilder::new()).accepted(&server).await;
    let url = format!("{}sample/", server.simple_url());
    let html = client().get(&url).send().await.unwrap();
    assert_eq!(html.headers()["content-type"], "text/html");
    let html = html.text().await.unwrap();
    assert!(
        html.contains(&format!("#sha256={}\" data-requires-python=\"&gt;=3.9\"", wheel.sha256()))
    );
    let json = client().get(&url).header("accept", JSON).send().await.unwrap();
    assert_eq!(json.headers()["content-type"], JSON);
    assert_eq!(json.headers()["vary"], "Accept");
    let json: Value = json.json().await.unwrap();
    assert_eq!(json["versions"], serde_json::json!(["1.0"]));
    let file = &json["files"][0];
    assert_eq!(file["filename"], "sample-1.0-py3-none-any.whl");
    assert_eq!(file["hashes"]["sha256"], wheel.sha256());
    assert_eq!(file["requires-python"], ">=3.9");
    assert_eq!((&file["yanked"], &file["provenance"]), (&false.into(), &Value::Null));
    assert_eq!(json["files"][1]["core-metadata"], false);
    let list = client().get(server.simple_url()).header("accept", JSON).send().await.unwrap();
    let list: Value = list.json().await.unwrap();
    assert_eq!(list["projects"][0]["name"], "sample");
}

#[tokio::test]
async fn names_lead_to_their_normal_form() {
    let server = start().await;
    Upload::sample().accepted(&server).await;
    for (path, to) in [
        ("simple/Sample/", "/simple/sample/"),
        ("simple/sample", "/simple/sample/"),
        ("pypi/SAMPLE/json", "/pypi/sample/json"),
    ] {
        let answer = client().get(format!("{}{path}", server.index_url())).send().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["location"]),
            (301, &to.parse().unwrap())
        );
    }
    for path in ["simple/other/", "pypi/other/json", "pypi/sample/2.0/json", "pypi/sample/x/json"] {
        let answer = client().get(format!("{}{path}", server.index_url())).send().await.unwrap();
        assert_eq!(answer.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn files_are_given_whole_in_part_and_with_metadata() {
    let server = start().await;
    let wheel = Upload::sample();
    wheel.accepted(&server).await;
    let url = format!("{}sample/", server.simple_url());
    let page: Value =
        client().get(url).header("accept", JSON).send().await.unwrap().json().await.unwrap();
    let file = page["files"][0]["url"].as_str().unwrap();
    let whole = client().get(file).send().await.unwrap();
    assert_eq!(whole.headers()["accept-ranges"], "bytes");
    assert_eq!(whole.bytes().await.unwrap(), wheel.bytes);
    let head = client().head(file).send().await.unwrap();
    assert_eq!(head.headers()["content-length"], wheel.bytes.len().to_string().as_str());
    let part = client().get(file).header("range", "bytes=-22").send().await.unwrap();
    assert_eq!(part.status(), 206);
    assert_eq!(part.bytes().await.unwrap(), wheel.bytes[wheel.bytes.len() - 22..]);
    let beyond = client().get(file).header("range", "bytes=999999-").send().await.unwrap();
    assert_eq!(beyond.status(), 416);
    let metadata = client().get(format!("{file}.metadata")).send().await.unwrap();
    let metadata = metadata.text().await.unwrap();
    assert_eq!(metadata, WheelBuilder::new("py3-none-any").metadata);
    let elsewhere = file.replace("/files/", "/files/0");
    assert_eq!(client().get(elsewhere).send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn the_json_api_has_releases() {
    let server = start().await;
    Upload::sample().accepted(&server).await;
    let newer = |version: &str| {
        let metadata = WheelBuilder::new("py3-none-any")
            .replaced("Version: 1.0", &format!("Version: {version}"));
        let mut wheel = WheelBuilder { version: version.into(), ..metadata };
        wheel.members[1].0 = format!("sample-{version}.dist-info/licenses/LICENSE");
        Upload::wheel(&wheel)
    };
    newer("1.10").accepted(&server).await;
    newer("1.9").accepted(&server).await;
    newer("2.0rc1").accepted(&server).await;
    let project = get_json(&format!("{}sample/json", server.json_url())).await;
    assert_eq!(project["info"]["version"], "1.10");
    assert_eq!(project["info"]["summary"], "A sample");
    assert_eq!(project["urls"][0]["packagetype"], "bdist_wheel");
    assert_eq!(project["releases"].as_object().unwrap().len(), 4);
    let release = get_json(&format!("{}sample/1/json", server.json_url())).await;
    assert_eq!(release["info"]["version"], "1.0");
    assert_eq!(release["urls"][0]["digests"]["sha256"], Upload::sample().sha256());
    assert_eq!(release.get("releases"), None);
}
