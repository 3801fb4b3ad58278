//! Wheels: their members listed, everything checked, and an ELF file with as many symbols as a
//! module of Rust that was not stripped.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use wheelpin_testing::{ElfBuilder, WheelBuilder};
use wheelpin_wheel::{Settings, check_bytes, read_inside};

/// Symbols of a large module, and bytes of its code.
const SYMBOLS: usize = 5_000;
const CODE: usize = 4 << 20;

/// Bytes that compress as code does: about to a half.
fn code(length: usize) -> Vec<u8> {
    let mut state = 1_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 56) as u8
    };
    let mut bytes = Vec::with_capacity(length);
    while bytes.len() < length {
        bytes.extend([0x48, 0x8b, next(), 0x24, next() & 0xf8, 0x0f, next(), 0x00]);
    }
    bytes
}

/// A file name, and the wheel: one module with `symbols` exports and imports, one with code.
fn wheel(symbols: usize, code_bytes: usize) -> (String, Vec<u8>) {
    let mut elf = ElfBuilder::module("x86_64", "native");
    for number in 0..symbols {
        elf.exports.push(format!("_RNvCs{number:016x}_6native4name"));
        elf = elf.imports(&format!("pthread_name_{number}"));
    }
    let mut module = elf.bytes();
    module.extend(code(code_bytes));
    let builder =
        WheelBuilder::new("cp311-abi3-manylinux_2_28_x86_64").with("sample/native.abi3.so", module);
    (builder.file_name(), builder.bytes())
}

fn wheels(criterion: &mut Criterion) {
    let settings = Settings::default();
    let mut group = criterion.benchmark_group("wheel");
    let (name, bytes) = wheel(0, CODE);
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("members", |bencher| {
        bencher.iter(|| read_inside(&name, black_box(&bytes)).map(|inside| inside.members.len()));
    });
    group.bench_function("check", |bencher| {
        bencher.iter(|| check_bytes(&[(&name, black_box(&bytes))], &settings).is_ok());
    });
    let (name, bytes) = wheel(SYMBOLS, 0);
    group.throughput(Throughput::Elements(2 * SYMBOLS as u64));
    group.bench_function("symbols", |bencher| {
        bencher.iter(|| check_bytes(&[(&name, black_box(&bytes))], &settings).is_ok());
    });
    group.finish();
}

criterion_group!(benches, wheels);
criterion_main!(benches);
