use crate::parsed::assert_harmless;
use crate::sample_large::large;

#[test]
fn a_hundred_wheels_fit_into_a_megabyte() {
    let sample = large();
    assert_eq!((sample.manifest.files.len(), sample.manifest.steps.len()), (100, 400));
    let page = sample.report().html();
    assert!(page.len() < 1_000_000, "{}", page.len());
    let parsed = assert_harmless(&page);
    // A row per platform, and steps folded by platform.
    assert!(parsed.text.contains("PyPI") && parsed.elements.contains("details"));
    assert_eq!(page.matches("class=\"field\"").count(), 100);
    assert_eq!(page.matches("<details open").count(), 0);
    let summary = sample.report().markdown();
    assert!(summary.len() < 100_000, "{}", summary.len());
}
