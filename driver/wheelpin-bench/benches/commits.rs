//! A thousand commit messages: read, and taken together to a version.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use wheelpin_release::commit::parse;

/// Messages as people and forges write them, always the same.
fn messages() -> Vec<String> {
    let kinds = ["feat", "fix(core)", "docs", "chore(deps)", "refactor!", "Update", "perf", "ci"];
    let message = |number: usize| {
        let kind = kinds[number % kinds.len()];
        let mut text =
            format!("{kind}: change number {number}\n\nWhat was done, and why it was done so.\n");
        if number.is_multiple_of(3) {
            text.push_str(&format!("\nCloses #{number}\nSigned-off-by: A <a@example.org>\n"));
        }
        if number.is_multiple_of(50) {
            text.push_str("\nBREAKING CHANGE: use the other one\n");
        }
        if number.is_multiple_of(25) {
            text = format!(
                "Change {number} (#{number})\n\n* feat: one\n\n* fix(api): other\n\n{text}"
            );
        }
        if number.is_multiple_of(40) {
            text = format!("Revert \"feat: one\"\n\nThis reverts commit {number:040x}.\n");
        }
        text
    };
    (0..1000).map(message).collect()
}

fn commits(criterion: &mut Criterion) {
    let messages = messages();
    let types: Vec<String> =
        ["feat", "fix", "docs", "chore", "refactor", "perf", "ci"].map(Into::into).into();
    let mut group = criterion.benchmark_group("commits");
    group.throughput(Throughput::Elements(messages.len() as u64));
    group.bench_function("parse", |bencher| {
        bencher.iter(|| {
            let changes = |text: &String| parse(black_box(text), false, &types).changes.len();
            messages.iter().map(changes).sum::<usize>()
        });
    });
    group.finish();
}

criterion_group!(benches, commits);
criterion_main!(benches);
