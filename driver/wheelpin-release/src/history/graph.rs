use std::collections::{BinaryHeap, HashMap};

use gix::ObjectId;
use gix::revision::walk::Sorting;
use gix::traverse::commit::simple::CommitTimeOrder;

use super::repository::broken;
use crate::Error;

/// All commits that can be reached from one, newest first; a commit always comes
/// before its parents, whatever the clocks said.
pub struct History {
    nodes: Vec<Node>,
    index: HashMap<ObjectId, usize>,
    /// Commits whose parents were left out of a shallow clone.
    is_shallow: bool,
}

struct Node {
    id: ObjectId,
    parents: Vec<usize>,
    /// Some of its parents are not here.
    is_cut: bool,
}

impl History {
    /// Reads ids, parents and times from `head` on.
    pub(super) fn read(git: &gix::Repository, head: ObjectId) -> Result<Self, Error> {
        let walk = git
            .rev_walk([head])
            .sorting(Sorting::ByCommitTime(CommitTimeOrder::NewestFirst))
            .all()
            .map_err(|error| broken("commits", error))?;
        let mut found = Vec::new();
        let mut index = HashMap::new();
        for commit in walk {
            let commit = commit.map_err(|error| broken("commits", error))?;
            index.insert(commit.id, found.len());
            found.push((commit.id, commit.parent_ids, commit.commit_time.unwrap_or_default()));
        }
        let is_shallow = git.is_shallow().map_err(|error| broken("the shallow file", error))?;
        let mut nodes: Vec<Node> = Vec::with_capacity(found.len());
        let mut times = Vec::with_capacity(found.len());
        for (id, parent_ids, time) in found {
            let parents: Vec<usize> =
                parent_ids.iter().filter_map(|parent| index.get(parent).copied()).collect();
            nodes.push(Node { id, is_cut: parents.len() < parent_ids.len(), parents });
            times.push(time);
        }
        let nodes = sorted(nodes, &times);
        let index = nodes.iter().enumerate().map(|(at, node)| (node.id, at)).collect();
        Ok(Self { nodes, index, is_shallow })
    }

    /// Whether a commit can be reached.
    #[must_use]
    pub fn contains(&self, id: &ObjectId) -> bool {
        self.index.contains_key(id)
    }

    /// How many commits there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The commits that are not reached from `base`, newest first; without a base all.
    ///
    /// # Errors
    ///
    /// [`Error::Shallow`]: some of them are missing in a shallow clone.
    pub fn since(&self, base: Option<&ObjectId>) -> Result<Vec<ObjectId>, Error> {
        let mut is_old = vec![false; self.nodes.len()];
        if let Some(at) = base.and_then(|base| self.index.get(base))
            && let Some(old) = is_old.get_mut(*at)
        {
            *old = true;
        }
        let mut since = Vec::new();
        // Children come before parents: one pass reaches all.
        for (at, node) in self.nodes.iter().enumerate() {
            if is_old.get(at).copied().unwrap_or_default() {
                for parent in &node.parents {
                    if let Some(old) = is_old.get_mut(*parent) {
                        *old = true;
                    }
                }
            } else {
                if node.is_cut && self.is_shallow {
                    return Err(Error::Shallow);
                }
                since.push(node.id);
            }
        }
        Ok(since)
    }

    /// The commits that are reached from `from` and not from `base`, newest first; none
    /// where one of both is not here.
    #[must_use]
    pub fn between(&self, from: &ObjectId, base: &ObjectId) -> Vec<ObjectId> {
        let (Some(from), Some(base)) = (self.index.get(from), self.index.get(base)) else {
            return Vec::new();
        };
        let mut is_in = vec![false; self.nodes.len()];
        let mut is_old = vec![false; self.nodes.len()];
        for (marks, at) in [(&mut is_in, *from), (&mut is_old, *base)] {
            if let Some(mark) = marks.get_mut(at) {
                *mark = true;
            }
        }
        let mut between = Vec::new();
        let first = *from.min(base);
        for (at, node) in self.nodes.iter().enumerate().skip(first) {
            for marks in [&mut is_in, &mut is_old] {
                if marks.get(at).copied().unwrap_or_default() {
                    for parent in &node.parents {
                        if let Some(mark) = marks.get_mut(*parent) {
                            *mark = true;
                        }
                    }
                }
            }
            if is_in.get(at) == Some(&true) && is_old.get(at) == Some(&false) {
                between.push(node.id);
            }
        }
        between
    }
}

/// Children before parents; of those that could come next the newest.
fn sorted(nodes: Vec<Node>, times: &[i64]) -> Vec<Node> {
    let mut children = vec![0_usize; nodes.len()];
    for parent in nodes.iter().flat_map(|node| &node.parents) {
        if let Some(count) = children.get_mut(*parent) {
            *count += 1;
        }
    }
    let time = |at: usize| times.get(at).copied().unwrap_or_default();
    let mut ready: BinaryHeap<(i64, std::cmp::Reverse<usize>)> = children
        .iter()
        .enumerate()
        .filter(|(_, count)| **count == 0)
        .map(|(at, _)| (time(at), std::cmp::Reverse(at)))
        .collect();
    let mut order = Vec::with_capacity(nodes.len());
    while let Some((_, std::cmp::Reverse(at))) = ready.pop() {
        order.push(at);
        for parent in nodes.get(at).into_iter().flat_map(|node| &node.parents) {
            if let Some(count) = children.get_mut(*parent) {
                *count -= 1;
                if *count == 0 {
                    ready.push((time(*parent), std::cmp::Reverse(*parent)));
                }
            }
        }
    }
    let mut place = vec![0; nodes.len()];
    for (to, from) in order.iter().enumerate() {
        if let Some(place) = place.get_mut(*from) {
            *place = to;
        }
    }
    let mut nodes: Vec<Option<Node>> = nodes.into_iter().map(Some).collect();
    let moved = order.iter().filter_map(|from| nodes.get_mut(*from).and_then(Option::take));
    moved
        .map(|mut node| {
            for parent in &mut node.parents {
                *parent = place.get(*parent).copied().unwrap_or_default();
            }
            node
        })
        .collect()
}
