//! An index that keeps the rules of PyPI, for rehearsals and tests.
