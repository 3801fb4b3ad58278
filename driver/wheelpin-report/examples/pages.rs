//! Writes pages of made-up releases into a directory, to be looked at: `pages DIRECTORY`.
#![expect(clippy::unwrap_used, reason = "it is for tests")]

use std::path::PathBuf;

#[path = "../tests/page/sample.rs"]
mod sample;
#[path = "../tests/page/sample_hostile.rs"]
mod sample_hostile;
#[path = "../tests/page/sample_large.rs"]
mod sample_large;

fn main() {
    let directory = PathBuf::from(std::env::args().nth(1).unwrap());
    let samples = [
        ("failed", sample::sample()),
        ("large", sample_large::large()),
        ("hostile", sample_hostile::poisoned(sample_hostile::HOSTILE[1])),
    ];
    for (name, sample) in samples {
        std::fs::write(directory.join(format!("{name}.html")), sample.report().html()).unwrap();
    }
}
