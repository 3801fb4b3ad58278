"""Release the project of this directory to the rehearsal index, install it from there, and verify it.

Usage: release.py WHEELPIN INDEX UV       (in the directory that holds `project`)

WHEELPIN is the program, INDEX is wheelpin-rehearsal-index; pypi-attestations and pip are those of
this Python.
"""

import json
import os
import pathlib
import subprocess
import sys
import urllib.request

WHEELPIN, INDEX, UV = sys.argv[1:]
PROJECT = pathlib.Path("project").resolve()
WORKFLOW = "release.yml"
REFERENCE = f"acme/dioxide/.github/workflows/{WORKFLOW}@refs/heads/main"
SETTINGS = {
    "publishers": [
        {
            "project": "dioxide", "pending": False, "provider": "github", "owner": "acme", "repository": "dioxide",
            "owner-id": "1", "workflow": WORKFLOW,
        }
    ],
    "projects": ["dioxide"],
    "race": 500,
    "claims": {
        "sub": "repo:acme/dioxide:ref:refs/heads/main", "repository": "acme/dioxide", "repository_id": "2",
        "repository_owner": "acme", "repository_owner_id": "1", "repository_visibility": "public",
        "workflow": "release", "workflow_ref": REFERENCE, "job_workflow_ref": REFERENCE,
        "workflow_sha": "0" * 40, "job_workflow_sha": "0" * 40, "event_name": "push", "ref": "refs/heads/main",
        "ref_type": "branch", "sha": "0" * 40, "run_id": "1", "run_attempt": "1",
        "runner_environment": "github-hosted",
    },
}  # fmt: skip


def ask(url, accept="application/json"):
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept": accept})) as answer:
        return json.load(answer)


def run(*command, **variables):
    answer = subprocess.run(
        [str(word) for word in command], env={**os.environ, **variables}, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    if answer.returncode != 0:
        sys.exit(f"release: {' '.join(map(str, command))}: exit code {answer.returncode}\n{answer.stdout}")
    return answer.stdout


def release(index):
    """The release, as in a workflow."""
    instance = pathlib.Path("sigstore.json")
    root = json.loads(index["trusted-root"])
    instance.write_text(json.dumps({"fulcio": index["fulcio"], "rekor": index["rekor"], "trustedRoot": root}))
    said = run(
        WHEELPIN, "release", "--project", PROJECT, "--index", index["upload"], "--simple", index["simple"],
        "--sigstore", instance.resolve(), "--out", PROJECT / "dist", "--yes",
        GITHUB_ACTIONS="true", ACTIONS_ID_TOKEN_REQUEST_URL=index["issuer"],
        ACTIONS_ID_TOKEN_REQUEST_TOKEN=index["bearer"], GITHUB_TOKEN="", GH_TOKEN="",
    )  # fmt: skip
    for words in [
        "dioxide 2.2.0 is released", "5 files on 127.0.0.1", "5 files there as built, with attestations", "uv takes the right wheel for 4 of 4",
    ]:  # fmt: skip
        assert words in said, said


def reported():
    """The page about it is beside the files, and tells of all."""
    page = (PROJECT / "dist" / "dioxide-2.2.0-report.html").read_text()
    for words in ["Published", "5 of 5", "5 attested", "read back"]:
        assert words in page, words


def files(index):
    """Names and digests of what the index has."""
    (project,) = ask(index["debug"] + "state")["projects"]
    (release,) = project["releases"]
    return {file["name"]: file["sha256"] for file in release["files"]}


def install(index):
    """pip and uv take the wheel of this machine, and it works."""
    for name, command in [
        ("pip", [sys.executable, "-m", "pip", "install", "--quiet", "--no-cache-dir", "--python-version=3.11", "--only-binary=:all:"]),
        ("uv", [UV, "pip", "install", "--quiet", "--no-cache", "--python-version=3.11", "--only-binary=:all:"]),
    ]:  # fmt: skip
        place = pathlib.Path(f"by-{name}")
        run(*command, "--target", place, "--index-url", index["simple"], "dioxide")
        assert (place / "dioxide-2.2.0.dist-info" / "INSTALLER").read_text().strip() == name
        assert list((place / "dioxide").glob("_dioxide_core.*")), list(place.iterdir())


def verify(index, wanted):
    """pypi-attestations reads what the index gives out, and verifies whom and what it is of."""
    from pypi_attestations import Attestation, Distribution, GitHubPublisher, Provenance
    from pypi_attestations import VerificationError
    from sigstore.models import TrustedRoot
    from sigstore.verify import Verifier

    root = pathlib.Path("root.json")
    root.write_text(index["trusted-root"])
    verifier = Verifier(trusted_root=TrustedRoot.from_file(str(root)))
    # It makes a verifier of the public instance itself, and has no place for another.
    Verifier.production = classmethod(lambda cls, **_: verifier)
    publisher = GitHubPublisher(repository="acme/dioxide", workflow=WORKFLOW)
    seen = 0
    for name in wanted:
        provenance = ask(
            f"{index['integrity']}dioxide/2.2.0/{name}/provenance", "application/vnd.pypi.integrity.v1+json"
        )
        provenance = Provenance.model_validate(provenance)
        (bundle,) = provenance.attestation_bundles
        assert bundle.publisher == publisher, bundle.publisher
        distribution = Distribution.from_file(PROJECT / "dist" / name)
        kinds = []
        for attestation in bundle.attestations:
            kind, _ = attestation.verify(publisher, distribution)
            kinds.append(kind)
            seen += 1
            for broken, what in damaged(attestation, distribution):
                try:
                    broken[0].verify(broken[1], broken[2])
                except VerificationError:
                    continue
                sys.exit(f"release: pypi-attestations believes {name} with {what}")
        assert kinds == ["https://docs.pypi.org/attestations/publish/v1", "https://slsa.dev/provenance/v1"], kinds
    return seen


def damaged(attestation, distribution):
    """Attestation, publisher and distribution with one thing wrong: that the verifier is no rubber stamp."""
    from pypi_attestations import GitHubPublisher

    right = GitHubPublisher(repository="acme/dioxide", workflow=WORKFLOW)
    yield (attestation, GitHubPublisher(repository="acme/other", workflow=WORKFLOW), distribution), "another repository"
    other = distribution.model_copy(update={"digest": "0" * 64})
    yield (attestation, right, other), "another file"
    envelope = attestation.envelope
    signature = envelope.signature
    changed = signature[:20] + bytes([signature[20] ^ 1]) + signature[21:]
    unsigned = attestation.model_copy(update={"envelope": envelope.model_copy(update={"signature": changed})})
    yield (unsigned, right, distribution), "another signature"
    statement = envelope.statement.replace(b"dioxide-2.2.0", b"dioxide-2.2.1")
    changed = attestation.model_copy(update={"envelope": envelope.model_copy(update={"statement": statement})})
    yield (changed, right, distribution), "another statement"


def main():
    process = subprocess.Popen(
        [INDEX, json.dumps(SETTINGS), "--until-eof"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    index = json.loads(process.stdout.readline())
    release(index)
    reported()
    wanted = files(index)
    assert len(wanted) == 5, wanted
    install(index)
    print(verify(index, wanted), "attestations verified by pypi-attestations")
    process.stdin.close()
    assert process.wait(20) == 0


main()
