use std::collections::{HashMap, VecDeque};

use crate::StorePath;

/// Most lines kept of one derivation.
const LINES: usize = 500;
/// Most bytes kept of one derivation, with [`OVERHEAD`].
const BYTES: usize = 128 << 10;
/// Most bytes kept of all derivations, with [`OVERHEAD`].
const ALL_BYTES: usize = 32 << 20;
/// What a line takes besides its text: its `String`, twice since a `Vec` has
/// spare room, and what the allocator needs.
const OVERHEAD: usize = 64;
/// What a derivation takes besides its path and lines.
const TAIL_OVERHEAD: usize = 256;

/// The last lines of every derivation's log.
#[derive(Debug, Default)]
pub(super) struct Tails {
    tails: HashMap<StorePath, Tail>,
    /// By age of their first line: those forgotten first are in front.
    ages: VecDeque<StorePath>,
    bytes: usize,
}

#[derive(Debug, Default)]
struct Tail {
    /// The first `start` lines are empty and do not count.
    lines: Vec<String>,
    start: usize,
    bytes: usize,
}

impl Tails {
    pub(super) fn push(&mut self, derivation: &StorePath, line: String) {
        if !self.tails.contains_key(derivation) {
            self.ages.push_back(derivation.clone());
            self.bytes += overhead(derivation);
        }
        let tail = self.tails.entry(derivation.clone()).or_default();
        self.bytes -= tail.bytes;
        tail.push(line);
        self.bytes += tail.bytes;
        // Never the last one: a tail alone is below the limit.
        while self.bytes > ALL_BYTES {
            let Some(oldest) = self.ages.pop_front() else { break };
            if let Some(tail) = self.tails.remove(&oldest) {
                self.bytes -= tail.bytes + overhead(&oldest);
            }
        }
    }

    pub(super) fn get(&self, derivation: &StorePath) -> &[String] {
        self.tails.get(derivation).map_or(&[], |tail| &tail.lines[tail.start..])
    }
}

fn overhead(derivation: &StorePath) -> usize {
    derivation.as_str().len() + TAIL_OVERHEAD
}

impl Tail {
    fn push(&mut self, line: String) {
        self.bytes += line.len() + OVERHEAD;
        self.lines.push(line);
        while self.bytes > BYTES || self.lines.len() - self.start > LINES {
            self.bytes -= std::mem::take(&mut self.lines[self.start]).len() + OVERHEAD;
            self.start += 1;
        }
        // Only when there is as much to drop as to move.
        if self.start > LINES {
            self.lines.drain(..self.start);
            self.start = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn derivation(number: usize) -> StorePath {
        StorePath::parse(&format!("/nix/store/{}-{number}.drv", "0".repeat(32))).unwrap()
    }

    #[test]
    fn the_last_lines_are_kept() {
        let mut tails = Tails::default();
        for line in 0..10_000 {
            tails.push(&derivation(0), line.to_string());
        }
        let tail = tails.get(&derivation(0));
        assert_eq!(tail.len(), LINES);
        assert_eq!(tail.first().unwrap(), "9500");
        assert_eq!(tail.last().unwrap(), "9999");
        assert!(tails.get(&derivation(1)).is_empty());
    }

    #[test]
    fn long_lines_leave_room_for_fewer() {
        let mut tails = Tails::default();
        for _ in 0..100 {
            tails.push(&derivation(0), "a".repeat(4096));
        }
        assert_eq!(tails.get(&derivation(0)).len(), 31);
    }

    #[test]
    fn the_oldest_logs_are_forgotten() {
        let mut tails = Tails::default();
        for number in 0..2_000 {
            for _ in 0..8 {
                tails.push(&derivation(number), "a".repeat(4096));
            }
        }
        assert!(tails.bytes <= ALL_BYTES);
        let bytes = |(path, tail): (&StorePath, &Tail)| tail.bytes + overhead(path);
        assert_eq!(tails.bytes, tails.tails.iter().map(bytes).sum::<usize>());
        assert_eq!(tails.ages.len(), tails.tails.len());
        assert!(tails.get(&derivation(0)).is_empty());
        assert_eq!(tails.get(&derivation(1_999)).len(), 8);
    }

    #[test]
    fn empty_lines_of_many_derivations_take_room_too() {
        let mut tails = Tails::default();
        for number in 0..200_000 {
            tails.push(&derivation(number), String::new());
        }
        assert!(tails.tails.len() < ALL_BYTES / TAIL_OVERHEAD);
    }
}
