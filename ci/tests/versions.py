"""Ask Python's packaging about versions that wheelpin accepted.

Usage: versions.py FILE      lines of: the text read, PEP 440's form, SemVer's, oldest first
"""

import sys

import packaging.version

failures = []
last = None
lines = open(sys.argv[1], encoding="utf-8").read().splitlines()
for line in lines:
    text, python, semver = line.split("\t")
    version = packaging.version.Version(text)
    if version != packaging.version.Version(python):
        failures.append(f"{text!r} is {version}, not {python}")
    if str(packaging.version.Version(python)) != python:
        failures.append(f"{python} is no normal form of {text!r}")
    if packaging.version.Version(semver) != version:
        failures.append(f"{semver} is not {text!r}")
    if last is not None and last > version:
        failures.append(f"{version} comes before {last}")
    last = version
print("\n".join(failures[:20]))
if failures:
    sys.exit(f"{len(failures)} of {len(lines)} versions are others to packaging {packaging.__version__}")
print(f"{len(lines)} versions are the same to packaging {packaging.__version__}")
