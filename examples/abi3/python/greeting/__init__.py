"""Greets from Rust."""

from ._greeting import greet

__all__ = ["greet"]
