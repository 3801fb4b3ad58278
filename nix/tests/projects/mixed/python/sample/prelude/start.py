"""Fixture: a module that Rust may embed."""
