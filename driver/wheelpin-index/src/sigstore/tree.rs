//! The tree of a log's entries (RFC 6962, section 2.1).

use super::key::sha256;

pub(super) type Hash = [u8; 32];

pub(super) fn leaf(entry: &[u8]) -> Hash {
    sha256(&[&[0], entry].concat())
}

fn node(left: &Hash, right: &Hash) -> Hash {
    sha256(&[&[1], left.as_slice(), right].concat())
}

/// Where a tree of `size` leaves is parted: the largest power of two below.
fn half(size: usize) -> usize {
    size.next_power_of_two() / 2
}

pub(super) fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => sha256(&[]),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(half(leaves.len()));
            node(&root(left), &root(right))
        }
    }
}

/// What proves that the leaf at `index` is in the tree, from the leaf up.
pub(super) fn path(leaves: &[Hash], index: usize) -> Vec<Hash> {
    if leaves.len() < 2 {
        return Vec::new();
    }
    let middle = half(leaves.len());
    let (left, right) = leaves.split_at(middle);
    let (mut path, other) = match index.checked_sub(middle) {
        None => (path(left, index), root(right)),
        Some(index) => (path(right, index), root(left)),
    };
    path.push(other);
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::hex;

    #[test]
    fn roots_and_paths_are_those_of_the_rfc() {
        // The reference trees of Certificate Transparency's own tests, eight leaves.
        let entries: [&[u8]; 8] = [
            &[],
            &[0x00],
            &[0x10],
            &[0x20, 0x21],
            &[0x30, 0x31],
            &[0x40, 0x41, 0x42, 0x43],
            &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
            &[
                0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d,
                0x6e, 0x6f,
            ],
        ];
        let leaves: Vec<Hash> = entries.iter().map(|entry| leaf(entry)).collect();
        let root_of = |size: usize| hex(&root(&leaves[..size]));
        assert_eq!(root_of(1), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        assert_eq!(root_of(3), "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
        assert_eq!(root_of(8), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    }

    #[test]
    fn paths_lead_to_the_root() {
        let leaves: Vec<Hash> = (0..20_u8).map(|entry| leaf(&[entry])).collect();
        for size in 1..=leaves.len() {
            for index in 0..size {
                // RFC 9162, section 2.1.3.2.
                let (mut at, mut last, mut hash) = (index, size - 1, leaves[index]);
                for other in path(&leaves[..size], index) {
                    if at % 2 == 1 || at == last {
                        hash = node(&other, &hash);
                        while at % 2 == 0 && at != 0 {
                            (at, last) = (at / 2, last / 2);
                        }
                    } else {
                        hash = node(&hash, &other);
                    }
                    (at, last) = (at / 2, last / 2);
                }
                assert_eq!((last, hash), (0, root(&leaves[..size])), "{index} of {size}");
            }
        }
    }
}
