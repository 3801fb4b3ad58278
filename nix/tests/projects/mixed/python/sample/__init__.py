"""Fixture: Rust and Python files in one project."""
