//! Wheels with one thing wrong, each found by its rule and by no other.

mod damage;
