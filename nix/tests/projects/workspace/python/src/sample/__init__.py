# Fixture: a workspace above the project: version, pyo3 and its features come from there.
