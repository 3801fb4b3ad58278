use crate::corpus::{checks, inputs};

/// Numbers that look random and are the same in every run (Knuth's MMIX).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }
}

/// What breaks readers and writers in place.
const BREAKERS: [&[u8]; 26] = [
    b"",
    b"\n",
    b"\r\n",
    b"\"",
    b"'",
    b"''",
    b"[",
    b"]",
    b"{",
    b"}",
    b": ",
    b"- ",
    b"&p ",
    b"*p",
    b"${{",
    b"\xff",
    b"\0",
    b"|\n",
    b">-\n",
    b"#",
    b" # ",
    b"\\",
    b"\t",
    b"\xe2\x80\xae",
    b"!!str ",
    b"\xef\xbb\xbf",
];

#[test]
fn changed_workflows_are_read_looked_at_and_edited_without_a_panic() {
    let seeds = inputs();
    let mut numbers = Numbers(1);
    for _ in 0..2_000 {
        let mut content = seeds[numbers.below(seeds.len())].clone();
        for _ in 0..=numbers.below(4) {
            let from = numbers.below(content.len() + 1);
            let to = (from + numbers.below(6)).min(content.len());
            let breaker = BREAKERS[numbers.below(BREAKERS.len())];
            content.splice(from..to, breaker.iter().copied());
        }
        if numbers.below(10) == 0 {
            content.truncate(numbers.below(content.len() + 1));
        }
        checks::workflow(&content);
    }
}

#[test]
fn large_files_come_to_an_end() {
    const SIZE: usize = 1 << 20;
    for unit in [
        "- [", "{a: ", "a: ", "- ", "? ", "'", "\"", "a: |\n ", "&a *a ", "# ", "!a ", "a: b\n",
        "- a\n", "- é\n",
    ] {
        checks::workflow(unit.repeat(SIZE / unit.len()).as_bytes());
    }
}
