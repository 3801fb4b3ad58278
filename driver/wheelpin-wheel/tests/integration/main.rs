//! Wheels with one thing wrong, each found by its rule and by no other; wheels made to
//! harm who reads them; what fuzzers found.

mod corpus;
mod damage;
mod hostile;
