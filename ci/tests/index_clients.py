"""Upload real files to the rehearsal index by uv, twine and wheelpin, and install from it by pip and uv.

Usage: index_clients.py CACHE INDEX UPLOAD UV

CACHE is the directory of ci/setup, INDEX the program wheelpin-rehearsal-index, UPLOAD the example
`upload` of wheelpin-publish. twine and pip are those of this Python.
"""

import contextlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "corpus"))
import fetch

CACHE, INDEX, UPLOAD, UV = sys.argv[1:]
TOKEN = "pypi-of-a-test"
# Bytes of a file that is uploaded at the most: this is about what files say.
LONGEST = 700_000
# What PyPI would not take any more, of files that it has.
METADATA = "'2.0' is not a valid metadata version"
WHEEL_NAME = "should contain the normalized project name"
SDIST_NAME = "is invalid, should be"
REFUSED = {
    "MarkupSafe-1.1.1-cp37-cp37m-manylinux1_i686.whl": WHEEL_NAME,
    "MarkupSafe-1.1.1.tar.gz": SDIST_NAME,
    "PyYAML-3.13-cp37-cp37m-win_amd64.whl": WHEEL_NAME,
    "PyYAML-5.1.tar.gz": SDIST_NAME,
    "cffi-1.11.5-cp27-cp27mu-manylinux1_i686.whl": METADATA,
    "docutils-0.12-py3-none-any.whl": METADATA,
    "six-1.5.2-py2.py3-none-any.whl": METADATA,
    "wheel-0.22.0-py2.py3-none-any.whl": METADATA,
}
# What a client does not send, or sends so that PyPI does not take it.
REFUSED_OF = {
    # It does not like a field of the metadata, which PyPI does not see.
    "twine": {"orjson-3.6.0-cp39-cp39-manylinux_2_24_x86_64.whl": "malformed field 'classifiers'"},
    # It sends License-File of metadata that has no such field yet.
    "uv": dict.fromkeys(
        [
            "base2048-0.1.3-cp37-abi3-macosx_10_9_x86_64.macosx_11_0_arm64.macosx_10_9_universal2.whl",
            "base2048-0.1.3-cp37-abi3-win_amd64.whl",
            "base2048-0.1.3.tar.gz",
            "bcrypt-5.0.0-cp39-abi3-win32.whl",
            "kiwisolver-1.5.1-pp311-pypy311_pp73-win_amd64.whl",
            "psutil-7.2.2-cp36-abi3-macosx_11_0_arm64.whl",
            "psutil-7.2.2-cp36-abi3-manylinux2010_x86_64.manylinux_2_12_x86_64.manylinux_2_28_x86_64.whl",
            "six-1.17.0-py2.py3-none-any.whl",
        ],
        "license-file introduced in metadata version 2.4",
    ),
    "wheelpin": {},
}
# twine asks for tokens of PyPI alone, which it knows by its host.
TWINE_AS_ON_PYPI = """
import sys, twine.__main__, twine.auth
twine.auth.Resolver.is_pypi = lambda self: True
sys.exit(twine.__main__.main())
"""
# Names that uv passes over with a warning.
SKIPPED_BY_UV = (WHEEL_NAME, SDIST_NAME)


@contextlib.contextmanager
def index(**settings):
    """Runs an index; gives its addresses."""
    settings = {"api-tokens": [{"token": TOKEN}], **settings}
    command = [INDEX, json.dumps(settings), "--until-eof"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.stdin.close()
        if process.wait(20) != 0:
            sys.exit(f"index: the rehearsal index ended with {process.returncode}")


def run(*command, **variables):
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("UV_", "PIP_", "TWINE_", "ACTIONS_"))}
    variables = {**kept, "NO_COLOR": "1", "COLUMNS": "400", "HOME": str(SCRATCH), **variables}
    return subprocess.run(
        [str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=variables
    )


def right(*command, **variables):
    answer = run(*command, **variables)
    if answer.returncode != 0:
        sys.exit(f"index: {' '.join(map(str, command))}\n{answer.stdout}")
    return answer.stdout


def state(addresses):
    """Names and digests of the files that an index has."""
    with urllib.request.urlopen(addresses["debug"] + "state") as answer:
        projects = json.load(answer)["projects"]
    files = (file for project in projects for release in project["releases"] for file in release["files"])
    return {file["name"]: file["sha256"] for file in files}


def twine(upload, path):
    return run(
        sys.executable, "-m", "twine", "upload", "--non-interactive", "--disable-progress-bar", "--verbose",
        "--repository-url", upload, path, TWINE_USERNAME="__token__", TWINE_PASSWORD=TOKEN,
    )  # fmt: skip


def uv(upload, path):
    return run(UV, "publish", "--publish-url", upload, path, UV_PUBLISH_TOKEN=TOKEN)


def wheelpin(upload, path):
    return run(UPLOAD, "--user", "__token__", upload, path, UPLOAD_PASSWORD=TOKEN)


def uploads(client, files):
    """Each file is taken, or refused with the right words; the same again is done."""
    taken = {}
    with index() as addresses:
        for file, path in files:
            answer = client(addresses["upload"], path)
            refused = REFUSED.get(file.name) or REFUSED_OF[client.__name__].get(file.name)
            if client is uv and refused in SKIPPED_BY_UV:
                continue
            if refused is None:
                if answer.returncode != 0:
                    sys.exit(f"index: {client.__name__} of {file.name}: {answer.stdout}")
                taken[file.name] = file.sha256
            elif answer.returncode == 0 or refused not in re.sub(r"\s+", " ", answer.stdout):
                sys.exit(f"index: {client.__name__} of {file.name}: not refused, or not so: {answer.stdout}")
        if state(addresses) != taken:
            sys.exit(f"index: after {client.__name__} there is {state(addresses)}")
        again = client(addresses["upload"], next(path for file, path in files if file.name in taken))
        if again.returncode != 0 or state(addresses) != taken:
            sys.exit(f"index: {client.__name__} cannot upload the same file twice: {again.stdout}")
    return len(taken)


def installs(files):
    """pip and uv install what was uploaded."""
    with index() as addresses:
        for file, path in files:
            if file.name not in REFUSED:
                twine(addresses["upload"], path)
        for place, *command in [
            ("pip", sys.executable, "-m", "pip", "install", "--quiet", "--no-cache-dir", "--no-deps"),
            ("uv", UV, "pip", "install", "--quiet", "--no-cache", "--no-deps"),
        ]:
            target = SCRATCH / place
            right(*command, "--target", target, "--index-url", addresses["simple"], "attrs", "six==1.17.0")
            if not (target / "attrs").is_dir() or not (target / "six.py").is_file():
                sys.exit(f"index: {place} installed {list(target.iterdir())}")


def publishes(path):
    """uv and twine publish a project that does not exist yet as a workflow, with no token but that which they mint."""
    authority = SCRATCH / "authority.pem"
    settings = {
        "tls": {},
        "authority-file": str(authority),
        "publishers": [
            {
                "project": "attrs", "pending": True, "provider": "github", "owner": "acme", "repository": "attrs",
                "owner-id": "1", "workflow": "release.yml",
            }
        ],
        "claims": {
            "repository": "acme/attrs", "repository_owner": "acme", "repository_owner_id": "1", "event_name": "push",
            "job_workflow_ref": "acme/attrs/.github/workflows/release.yml@refs/heads/main", "ref": "refs/heads/main",
            "sha": "0",
        },
    }  # fmt: skip
    for name, *command in [
        ("uv", UV, "publish", "--trusted-publishing", "always", "--publish-url"),
        ("twine", sys.executable, "-c", TWINE_AS_ON_PYPI, "upload", "--non-interactive", "--disable-progress-bar", "--verbose",
         "--repository-url"),
    ]:  # fmt: skip
        with index(**settings) as addresses:
            answer = run(
                *command, addresses["upload"], path, GITHUB_ACTIONS="true", CI="true",
                ACTIONS_ID_TOKEN_REQUEST_URL=addresses["issuer"], ACTIONS_ID_TOKEN_REQUEST_TOKEN=addresses["bearer"],
                SSL_CERT_FILE=str(authority), REQUESTS_CA_BUNDLE=str(authority),
            )  # fmt: skip
            opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=trusting(authority)))
            with opener.open(addresses["debug"] + "state") as state:
                state = json.load(state)
            if answer.returncode != 0 or state["minted"] != 1 or not state["projects"][0]["releases"]:
                sys.exit(f"index: {name} did not publish: {answer.stdout}\n{state}")


def trusting(authority):
    import ssl

    return ssl.create_default_context(cafile=authority)


def main():
    files = [file for file in fetch.listed() if file.size < LONGEST and "s" in file.marks]
    paths = fetch.corpus(CACHE, files)
    files = list(zip(files, paths))
    counts = {client.__name__: uploads(client, files) for client in (twine, uv, wheelpin)}
    pure = [(file, path) for file, path in files if file.name.endswith("-none-any.whl")]
    installs(pure)
    publishes(next(path for file, path in pure if file.name.startswith("attrs-")))
    told = ", ".join(f"{count} by {name}" for name, count in counts.items())
    print(f"index: files of PyPI taken: {told}; published by uv and twine as a workflow; installed by pip and uv")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        SCRATCH = pathlib.Path(scratch)
        main()
