//! Nix's log stream, as recorded of real builds: bytes to records, and records to events.

use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use wheelpin_nix::stream::{BuildState, Line, Parser};

/// A recording, `times` after each other.
fn recorded(name: &str, times: usize) -> Vec<u8> {
    let recordings = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wheelpin-nix/tests/recordings");
    let one = fs::read(recordings.join(name)).unwrap_or_default();
    assert!(!one.is_empty(), "there is no recording {name}");
    one.repeat(times)
}

/// In pieces as a pipe gives them.
fn lines(bytes: &[u8]) -> Vec<Line> {
    let mut parser = Parser::new();
    let mut lines: Vec<Line> = bytes.chunks(8192).flat_map(|piece| parser.push(piece)).collect();
    lines.extend(parser.finish());
    lines
}

fn log(criterion: &mut Criterion) {
    for version in ["nix-2.8", "nix-2.34"] {
        let bytes = recorded(&format!("{version}/success.stderr"), 20);
        let mut group = criterion.benchmark_group(format!("log/{version}"));
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_function("parse", |bencher| bencher.iter(|| lines(black_box(&bytes)).len()));
        let parsed = lines(&bytes);
        group.bench_function("events", |bencher| {
            bencher.iter(|| {
                let mut state = BuildState::new();
                let events = parsed.iter().map(|line| state.update(line.clone()).len());
                events.sum::<usize>()
            });
        });
        group.finish();
    }
}

criterion_group!(benches, log);
criterion_main!(benches);
