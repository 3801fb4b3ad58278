/// Names begin so in a trie, Mach-O's underscore before them.
const PREFIXES: [&[u8]; 2] = [b"_Py", b"__Py"];

/// The longest name, in bytes; Python's are far shorter.
const LONGEST: usize = 256;

/// The most branches that are looked at. Python's own library has some 4,000.
const BRANCHES: usize = 100_000;

/// Calls `export` with every name of Python's that a trie of exported symbols has, without
/// the underscore. Only the branches that lead to such names are walked, and only so many:
/// nodes may point anywhere, to each other too.
///
/// A node is the length of what is known of the symbol that ends here (none for 0), that,
/// the number of branches, and each branch as its text, zero-terminated, and the offset of its node
/// (`mach-o/loader.h`, `dyld_info_command`).
pub(super) fn read(trie: &[u8], mut export: impl FnMut(&[u8])) {
    let mut nodes = vec![(0, Vec::new())];
    let mut left = BRANCHES;
    while let Some((offset, name)) = nodes.pop() {
        // A node that is cut off has no more branches.
        let _ = node(trie, offset, &name, &mut left, &mut nodes, &mut export);
    }
}

fn node(
    trie: &[u8],
    offset: usize,
    name: &[u8],
    left: &mut usize,
    nodes: &mut Vec<(usize, Vec<u8>)>,
    export: &mut impl FnMut(&[u8]),
) -> Option<()> {
    let mut rest = trie.get(offset..)?;
    let symbol = number(&mut rest)?;
    if symbol > 0 && PREFIXES.iter().any(|prefix| name.starts_with(prefix)) {
        export(name.get(1..)?);
    }
    rest = rest.get(symbol..)?;
    let (branches, after) = rest.split_first()?;
    rest = after;
    for _ in 0..*branches {
        *left = left.checked_sub(1)?;
        let end = memchr::memchr(0, rest.get(..=LONGEST).unwrap_or(rest))?;
        let (text, after) = rest.split_at_checked(end)?;
        rest = after.get(1..)?;
        let child = number(&mut rest)?;
        let leads = |prefix: &&[u8]| {
            let (mut wanted, mut got) = (prefix.iter(), name.iter().chain(text));
            wanted.by_ref().zip(&mut got).all(|(wanted, got)| wanted == got)
        };
        if name.len() + text.len() <= LONGEST && PREFIXES.iter().any(leads) {
            nodes.push((child, [name, text].concat()));
        }
    }
    Some(())
}

/// A ULEB128 number.
fn number(rest: &mut &[u8]) -> Option<usize> {
    let mut value: u64 = 0;
    for shift in (0..63).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return usize::try_from(value).ok();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(trie: &[u8]) -> Vec<String> {
        let mut names = Vec::new();
        read(trie, |name| names.push(String::from_utf8_lossy(name).into_owned()));
        names
    }

    #[test]
    fn names_of_python_are_read_and_no_others() {
        // Branches "_" to 5; there "PyInit_a" to 24 and "main" to 24.
        let trie = b"\0\x01_\0\x05\0\x02PyInit_a\0\x18main\0\x18\0\x02\0\x10\0";
        assert_eq!(trie.len(), 28);
        let mut trie = trie.to_vec();
        let leaf = trie.len() - 4;
        for byte in &mut trie {
            if *byte == 0x18 {
                *byte = u8::try_from(leaf).unwrap();
            }
        }
        assert_eq!(names(&trie), ["PyInit_a"]);
    }

    #[test]
    fn a_trie_in_a_circle_ends() {
        // The root leads by "_Py" to 7, which leads by "x" to itself, twice.
        let trie = b"\0\x01_Py\0\x07\0\x02x\0\x07x\0\x07";
        assert_eq!(names(trie), Vec::<String>::new());
    }

    #[test]
    fn a_trie_of_more_ways_than_can_be_walked_ends() {
        // The root leads by "_Py" to the first of 100 nodes; each leads by "a" and "b" to
        // the next.
        let mut trie = b"\0\x01_Py\0\x07".to_vec();
        for node in 0..100u16 {
            let next = 7 + 10 * (node + 1);
            let low = u8::try_from(0x80 | (next % 128)).unwrap();
            let high = u8::try_from(next / 128).unwrap();
            trie.extend([0, 2, b'a', 0, low, high, b'b', 0]);
            trie.extend([low, high]);
        }
        assert_eq!(names(&trie), Vec::<String>::new());
    }
}
