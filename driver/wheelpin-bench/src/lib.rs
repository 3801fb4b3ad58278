//! Nothing: what is measured stands in `benches/`, and `ci/bench inner` runs it.
