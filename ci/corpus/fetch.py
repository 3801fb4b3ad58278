"""The corpus of real files from PyPI: listed in files.txt, kept in a cache, by hash.

Usage: fetch.py CACHE [--all] [NAME…]      prints where they are

Files over OPTIONAL bytes come only with --all or by name. Wheels are fetched by
pip, from the index that it is configured for; it takes the one file with the hash.
For an sdist pip would run its build backend: these are fetched as Nix fetches a
project's pins, and files.txt has their path on the files' host.
"""

import argparse
import concurrent.futures
import dataclasses
import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile

import packaging.utils

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# Bytes above which a file is fetched only when it is asked for.
OPTIONAL = 60_000_000
# Files fetched at a time.
TOGETHER = 3


@dataclasses.dataclass(frozen=True)
class File:
    sha256: str
    size: int
    marks: str
    path: str

    @property
    def name(self):
        return self.path.rsplit("/", 1)[-1]


def listed():
    """All files of the corpus, in the order of the list."""
    lines = (HERE / "files.txt").read_text().splitlines()
    files = [line.split() for line in lines if line and not line.startswith("#")]
    return [File(sha256, int(size), marks, path) for sha256, size, marks, path in files]


def sha256_of(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pip(file, directory):
    """Has pip fetch the one wheel of that name and hash."""
    distribution, version, _, _ = packaging.utils.parse_wheel_filename(file.name)
    # Not what packaging makes of the version: pip finds 1.0 by either, but not by 2.9.13 of 2.9.13+x.
    python, abi, platform = file.name.removesuffix(".whl").split("-")[-3:]
    first = python.split(".")[-1]
    implementation = first.rstrip("0123456789")
    arguments = ["--implementation", implementation, "--python-version", first.removeprefix(implementation)]
    for tag in abi.split("."):
        arguments += ["--abi", tag]
    for tag in platform.split("."):
        arguments += ["--platform", tag]
    requirements = directory / "requirements.txt"
    requirements.write_text(f"{distribution}=={version} --hash=sha256:{file.sha256}\n")
    return subprocess.run(
        # fmt: off
        [
            sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-cache-dir", "--no-deps",
            "--only-binary=:all:", "--ignore-requires-python", "--require-hashes", *arguments,
            "--requirement", requirements, "--dest", directory,
        ],
        # fmt: on
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )


def nix(file, directory):
    """Has Nix fetch a pin, and copies it out of the store."""
    expression = f"""
      let toolchain = (import {ROOT}/nix {{ system = builtins.currentSystem; }}).toolchain;
      in toolchain.fetch {{ registry = "pypi"; path = "{file.path}"; sha256 = "{file.sha256}"; }}"""
    command = [ROOT / "ci" / "nix", "build", "--impure", "--expr", expression, "--out-link", directory / "link"]
    answer = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if answer.returncode == 0:
        (directory / file.name).write_bytes((directory / "link").read_bytes())
    return answer


def fetch(file, directory):
    """Fetches one file into the directory, under its own name, once its hash is right."""
    with tempfile.TemporaryDirectory(dir=directory) as scratch:
        scratch = pathlib.Path(scratch)
        answer = (nix if "/" in file.path else pip)(file, scratch)
        found = scratch / file.name
        if answer.returncode != 0 or not found.is_file():
            return f"{file.name}: {answer.stdout.strip()[-400:] or 'pip took another file'}"
        if sha256_of(found) != file.sha256 or found.stat().st_size != file.size:
            return f"{file.name}: not the bytes that ci/corpus/files.txt names"
        os.replace(found, directory / file.name)
    return None


def corpus(cache, files):
    """The paths of these files, after fetching what is not there. Exits if some cannot be had."""
    directory = pathlib.Path(cache) / "corpus"
    directory.mkdir(parents=True, exist_ok=True)
    # A file has its own name only once its hash was right; its size shows that it still is whole.
    missing = [
        file for file in files if not (path := directory / file.name).is_file() or path.stat().st_size != file.size
    ]
    megabytes = sum(file.size for file in missing) / 1e6
    failures, done = [], 0
    if missing:
        print(f"corpus: fetching {len(missing)} files, {megabytes:.0f} MB", file=sys.stderr)
    with concurrent.futures.ThreadPoolExecutor(TOGETHER) as pool:
        jobs = [pool.submit(fetch, file, directory) for file in sorted(missing, key=lambda file: -file.size)]
        for count, job in enumerate(concurrent.futures.as_completed(jobs), 1):
            if failure := job.result():
                failures.append(failure)
                print(f"corpus: {failure}", file=sys.stderr)
            if count % 20 == 0 or count == len(jobs):
                print(f"corpus: {count} of {len(jobs)} fetched", file=sys.stderr)
    if failures:
        sys.exit(4)
    return [directory / file.name for file in files]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cache", type=pathlib.Path)
    parser.add_argument("--all", action="store_true", help="large files too")
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    files = listed()
    if arguments.names:
        files = [file for file in files if file.name in arguments.names]
    elif not arguments.all:
        files = [file for file in files if file.size <= OPTIONAL]
    for path in corpus(arguments.cache, files):
        print(path)


if __name__ == "__main__":
    main()
