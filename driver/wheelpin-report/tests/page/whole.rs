use serde_json::Value;
use wheelpin_report::{Previous, Report};

use crate::parsed::{Parsed, assert_harmless};
use crate::sample::{Sample, WHEEL, manifest, sample};

fn with(change: impl Fn(&mut Value)) -> Sample {
    let mut manifest = manifest();
    change(&mut manifest);
    Sample { manifest: serde_json::from_value(manifest).unwrap(), ..sample() }
}

fn text(report: &Report<'_>) -> String {
    let text = assert_harmless(&report.html()).text;
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn assert_tells(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "{word}: {text}");
    }
}

#[test]
fn everything_that_is_known_is_told() {
    let text = text(&sample().report());
    let hash = "ab".repeat(32);
    assert_tells(
        &text,
        &[
            "sample 1.0 2 of 4 files missing",
            "v1.0",
            "0123456789ab",
            "Linux x86_64, glibc 2.28",
            "failed in 1 of 2",
            "1 warning",
            "1 error",
            "about too-new",
            "nix log /nix/store/c-f.drv",
            "cp312 on linux-x86_64-glibc: a reason",
            "the output",
            "+234.5 kB, grew by 23.4 %",
            "publish",
            "git clone https://forge.example/acme/sample source",
            "git checkout v1.0 # 0123456789abcdef0123456789abcdef01234567",
            "wheelpin reproduce --against pypi:sample==1.0",
            &format!("{hash} {WHEEL}"),
            "Left out: test, since nobody is here",
            "a note",
            "A remark.",
            "on ssh://builder",
        ],
    );
}

#[test]
fn the_longest_chain_is_told_in_words() {
    let text = text(&sample().report());
    assert_tells(
        &text,
        &[
            "3 steps ran in 50 s. One after the other they are 59 s: 1.1 at a time on average.",
            "took 50 s of the 50 s.",
            "dependencies manylinux-x86_64 cp311-abi3 30 s",
            "compile manylinux-x86_64 cp311-abi3 20 s",
        ],
    );
}

#[test]
fn the_same_gives_the_same_whatever_the_order_of_files() {
    let reversed = with(|manifest| {
        manifest["files"].as_array_mut().unwrap().reverse();
        manifest["failed"].as_array_mut().unwrap().reverse();
    });
    assert_eq!(sample().report().html(), sample().report().html());
    assert_eq!(reversed.report().html(), sample().report().html());
    assert_eq!(reversed.report().markdown(), sample().report().markdown());
}

#[test]
fn needs_that_point_nowhere_are_passed_over() {
    let sample = with(|manifest| manifest["steps"][2]["needs"] = serde_json::json!([2, 99, 0]));
    assert_tells(&text(&sample.report()), &["took 50 s of the 50 s."]);
}

#[test]
fn little_is_enough() {
    let bare = r#"{"schema":1,"name":"a","version":"1","buildHost":"","toolchain":"","tools":{},"files":[],"failed":[]}"#;
    let sample = Sample {
        manifest: serde_json::from_str(bare).unwrap(),
        release: None,
        previous: Previous::Unknown("there is none".into()),
        attestations: [].into(),
        repository: None,
        remarks: Vec::new(),
        wheelpin: "0".into(),
    };
    assert_tells(&text(&sample.report()), &["a 1 Nothing built", "What ran when is not known"]);
    assert!(sample.report().markdown().starts_with("## · a 1: Nothing built\n"));
}

#[test]
fn a_file_with_other_bytes_on_the_index_is_bad() {
    let mut sample = sample();
    let release = sample.release.as_mut().unwrap();
    release.uploaded.insert(WHEEL.into(), "0".repeat(64));
    assert_tells(&text(&sample.report()), &["other bytes"]);
}

#[test]
fn only_the_own_style_applies() {
    let page = sample().report().html();
    let parsed = Parsed::of(&page);
    let policy = parsed.all("content").into_iter().find(|it| it.contains("default-src")).unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    assert!(!page.contains("@import") && !page.contains("url("));
}

#[test]
fn headers_of_tables_say_of_what() {
    let parsed = assert_harmless(&sample().report().html());
    let headers = parsed.attributes.iter().filter(|it| it.0 == "th" && it.1 == "scope");
    assert!(headers.clone().all(|it| it.2 == "row" || it.2 == "col"));
    let page = sample().report().html();
    assert_eq!(headers.count(), page.matches("<th ").count());
    assert_eq!(page.matches("<th>").count(), 0);
    assert!(page.contains("<html lang=\"en\">"));
}
