use crate::money::Price;
use crate::settings::Settings;

/// Where [`PRICES`] come from, and when that was read.
pub const SOURCE: &str = "GitHub Docs, \"Actions runner pricing\", in force from 2026-01-01, as read on 2026-11-28 \
                          (https://docs.github.com/en/billing/reference/actions-runner-pricing)";

/// A runner of GitHub's.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Row {
    /// What GitHub's bill calls it.
    pub sku: &'static str,
    /// Per minute, in millionths of a US dollar.
    pub price: Price,
    /// Whether it is a standard runner, which is free for public repositories ("The larger runners
    /// are not free for public repositories").
    pub is_standard: bool,
}

const fn standard(sku: &'static str, micros: u64) -> Row {
    Row { sku, price: Price::of_micros(micros), is_standard: true }
}

const fn larger(sku: &'static str, micros: u64) -> Row {
    Row { sku, price: Price::of_micros(micros), is_standard: false }
}

/// GitHub's runners and their prices per minute in US dollars. Source: [`SOURCE`].
pub const PRICES: &[Row] = &[
    standard("actions_linux_slim", 2_000),
    standard("actions_linux", 6_000),
    standard("actions_linux_arm", 5_000),
    standard("actions_windows", 10_000),
    standard("actions_windows_arm", 10_000),
    standard("actions_macos", 62_000),
    larger("linux_2_core_advanced", 6_000),
    larger("linux_4_core", 12_000),
    larger("linux_8_core", 22_000),
    larger("linux_16_core", 42_000),
    larger("linux_32_core", 82_000),
    larger("linux_64_core", 162_000),
    larger("linux_96_core", 252_000),
    larger("windows_4_core", 22_000),
    larger("windows_8_core", 42_000),
    larger("windows_16_core", 82_000),
    larger("windows_32_core", 162_000),
    larger("windows_64_core", 322_000),
    larger("windows_96_core", 552_000),
    larger("macos_l", 77_000),
    larger("linux_2_core_arm", 5_000),
    larger("linux_4_core_arm", 8_000),
    larger("linux_8_core_arm", 14_000),
    larger("linux_16_core_arm", 26_000),
    larger("linux_32_core_arm", 50_000),
    larger("linux_64_core_arm", 98_000),
    larger("windows_2_core_arm", 8_000),
    larger("windows_4_core_arm", 14_000),
    larger("windows_8_core_arm", 26_000),
    larger("windows_16_core_arm", 50_000),
    larger("windows_32_core_arm", 98_000),
    larger("windows_64_core_arm", 194_000),
    larger("macos_xl", 102_000),
    larger("linux_4_core_gpu", 52_000),
    larger("windows_4_core_gpu", 102_000),
];

/// A price, and how it is known.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Priced {
    /// Per minute.
    pub price: Price,
    /// Whether a public repository pays nothing.
    pub is_standard: bool,
    /// What says so, for people: a SKU, a setting.
    pub by: String,
}

/// What a minute on a runner costs: by the project's settings for one of its labels, else by
/// [`PRICES`], which are in US dollars. None where nobody says.
#[must_use]
pub fn price_of(labels: &[String], settings: &Settings) -> Option<Priced> {
    let own = labels.iter().find_map(|label| {
        let price = *settings.runners.get(label)?;
        // A price that a project names for a standard runner is still one that only private
        // repositories pay.
        let is_standard = row_of(label).is_some_and(|row| row.is_standard);
        Some(Priced { price, is_standard, by: format!("[tool.wheelpin.cost] runners.{label:?}") })
    });
    own.or_else(|| {
        if settings.currency != Settings::DOLLAR {
            return None;
        }
        // Whatever else its labels say, a runner of one's own is none of GitHub's.
        if labels.iter().any(|label| label == "self-hosted") {
            return None;
        }
        let row = labels.iter().find_map(|label| row_of(label))?;
        Some(Priced { price: row.price, is_standard: row.is_standard, by: row.sku.into() })
    })
}

/// The row of a label. Standard runners have fixed labels (GitHub Docs, "GitHub-hosted runners
/// reference"); larger ones of Linux and Windows have names that an organisation gives, and are
/// known by cores in it: `ubuntu-24.04-8-cores`, `windows_arm64_16core`.
pub(crate) fn row_of(label: &str) -> Option<&'static Row> {
    let label = label.to_ascii_lowercase();
    let words: Vec<&str> = label.split(['-', '_']).collect();
    let system = match *words.first()? {
        "ubuntu" | "linux" => "linux",
        "windows" => "windows",
        "macos" => "macos",
        _ => return None,
    };
    let has = |word: &str| words.contains(&word);
    let is_arm = has("arm") || has("arm64") || has("aarch64");
    let sku = match (system, cores(&words)) {
        ("macos", _) if has("xlarge") => "macos_xl".into(),
        ("macos", _) if has("large") => "macos_l".into(),
        ("macos", None) => "actions_macos".into(),
        (_, Some(cores)) if has("gpu") => format!("{system}_{cores}_core_gpu"),
        ("linux", Some(2)) if !is_arm => "linux_2_core_advanced".into(),
        (_, Some(cores)) => format!("{system}_{cores}_core{}", if is_arm { "_arm" } else { "" }),
        ("linux", None) if has("slim") => "actions_linux_slim".into(),
        // `linux` alone is a label of somebody's own runner.
        ("linux", None) if words.first() == Some(&"linux") => return None,
        (_, None) => format!("actions_{system}{}", if is_arm { "_arm" } else { "" }),
    };
    PRICES.iter().find(|row| row.sku == sku)
}

/// `8-cores`, `8core`, `8_core`.
fn cores(words: &[&str]) -> Option<u32> {
    let is_core = |word: &&str| matches!(*word, "core" | "cores");
    words.iter().enumerate().find_map(|(at, word)| {
        let number = word.strip_suffix("cores").or_else(|| word.strip_suffix("core"));
        let number = number.filter(|it| !it.is_empty());
        let before = || words.get(at + 1).filter(|next| is_core(next)).map(|_| *word);
        number.or_else(before)?.parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn micros(labels: &[&str]) -> Option<u64> {
        let labels: Vec<String> = labels.iter().map(|it| (*it).to_owned()).collect();
        price_of(&labels, &Settings::default()).map(|it| it.price.micros())
    }

    #[test]
    fn labels_of_githubs_runners_have_their_price() {
        let rows = [
            ("ubuntu-latest", 6_000),
            ("ubuntu-24.04", 6_000),
            ("ubuntu-24.04-arm", 5_000),
            ("ubuntu-slim", 2_000),
            ("windows-2025", 10_000),
            ("windows-11-arm", 10_000),
            ("macos-15", 62_000),
            ("macos-15-intel", 62_000),
            ("macos-15-large", 77_000),
            ("macos-latest-xlarge", 102_000),
            ("ubuntu-24.04-8-cores", 22_000),
            ("ubuntu-latest-16core", 42_000),
            ("windows_arm64_8_core", 26_000),
            ("Linux_4_core_gpu", 52_000),
        ];
        for (label, price) in rows {
            assert_eq!(micros(&[label]), Some(price), "{label}");
        }
    }

    #[test]
    fn nobody_says_what_a_runner_of_ones_own_costs() {
        for labels in [
            &["self-hosted", "ubuntu-latest"][..],
            &["linux"],
            &["box"],
            &["ubuntu-7-cores"],
            &[""],
            &[],
        ] {
            assert_eq!(micros(labels), None, "{labels:?}");
        }
    }

    #[test]
    fn a_project_says_its_own_prices() {
        let settings: Settings =
            toml::from_str("runners.box = 0.001\nrunners.\"ubuntu-24.04\" = 0.007").unwrap();
        let own = price_of(&["self-hosted".into(), "box".into()], &settings).unwrap();
        assert_eq!((own.price.micros(), own.is_standard), (1_000, false));
        let standard = price_of(&["ubuntu-24.04".into()], &settings).unwrap();
        assert_eq!((standard.price.micros(), standard.is_standard), (7_000, true));
    }

    #[test]
    fn prices_in_dollars_are_no_prices_in_another_currency() {
        let settings: Settings = toml::from_str("currency = \"EUR\"\nrunners.box = 1").unwrap();
        assert_eq!(price_of(&["ubuntu-24.04".into()], &settings), None);
        assert!(price_of(&["box".into()], &settings).is_some());
    }

    #[test]
    fn every_row_has_a_name_of_its_own() {
        let mut names: Vec<&str> = PRICES.iter().map(|row| row.sku).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), PRICES.len());
    }
}
