"""Compare what the checker finds with what the peers say, over the corpus.

Usage: compare.py CACHE CHECKER [--small] [--all] [--kept] [FILE…]

Each complaint of a peer is of a kind (KINDS), and each kind is the business of some
of our rules. Where for one file only the peer complains, or only we do, that is a
difference, and so is an error of ours that no peer knows of. Each difference must
be explained in differences.toml, and each explanation there must still be needed.
"""

import argparse
import fnmatch
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

import fetch
import verdicts

HERE = pathlib.Path(__file__).resolve().parent

# For each kind of a peer's complaint our rules that find such things. A kind without
# rules is not our business; differences.toml says why, under [not-ours].
KINDS = {
    "auditwheel": {
        "policy": ["elf-symbol-versions", "elf-libraries", "elf-blacklisted-symbols", "elf-machine", "elf-libc", "elf-isa-level"],
        "lower": ["elf-lower-policy"],
        "unsupported_isa": ["elf-isa-level"],
        "pyfpe": [],
        "ucs2": [],
        "error": ["platform-without-binaries", "elf-machine"],
    },
    "abi3audit": {
        "private": ["abi3-private"],
        "newer": ["abi3-too-new"],
        "error": ["binary-unreadable"],
    },
    "check-wheel-contents": {
        "W001": ["bytecode"],
        "W002": ["duplicate-files"],
        "W003": ["toplevel-no-module"],
        "W004": ["module-path"],
        "W005": ["toplevel-common-name"],
        "W006": ["toplevel-init"],
        "W007": ["library-empty"],
        "W008": ["wheel-empty"],
        "W009": ["toplevel-several"],
        "W010": ["toplevel-no-module"],
        "error": [
            "wheel-name", "metadata-missing", "wheel-file-missing", "dist-info-several", "dist-info-name", "data-directory",
            "record-missing", "record-missing-members", "record-unlisted-members", "record-path", "record-unreadable",
            "record-duplicate", "record-size", "record-hash", "record-weak-hash", "metadata-unreadable", "root-is-purelib",
        ],
    },
    "twine": {
        "description": ["description-markup"],
        "error": [
            "metadata-version", "metadata-unreadable", "metadata-missing", "metadata-name", "metadata-field-repeated",
            "metadata-field-unknown", "metadata-field-version", "description-content-type", "dynamic-field", "extra-name",
            "license-expression", "license-file-path", "requires-dist", "requires-python", "summary", "version-number",
            "import-name", "wheel-name", "email-address", "project-url",
        ],
    },
    "delvewheel": {
        "library": ["pe-libraries"],
        "error": [],
    },
    "pefile": {
        "machine": ["pe-machine"],
    },
    "macholib": {
        "missing": ["macho-architecture"],
        "macos": ["macho-minimum-os"],
        "unsigned": ["macho-signature"],
        "library": ["macho-libraries", "macho-missing-library"],
        "error": ["binary-unreadable"],
    },
}

LEGACY = {"manylinux1": "manylinux_2_5", "manylinux2010": "manylinux_2_12", "manylinux2014": "manylinux_2_17"}


def level(tag):
    """A Linux tag in its parts: which libc, its version, the machine."""
    first, _, rest = tag.partition("_")
    found = re.fullmatch(r"(many|musl)linux_(\d+)_(\d+)_(\w+)", f"{LEGACY.get(first, first)}_{rest}")
    return found and (found[1], found[4], (int(found[2]), int(found[3])))


def claims(wheel):
    """The Linux tags of a wheel in their parts."""
    return [claim for tag in wheel.removesuffix(".whl").split("-")[-1].split(".") if (claim := level(tag))]


def breaks_a_tag(wheel, policy):
    """Whether the policy that auditwheel found is newer than a tag of the wheel, or none at all."""
    satisfied = level(policy)
    for claimed in claims(wheel):
        # Of a wheel for glibc and musl auditwheel looks at one.
        if satisfied and claimed[0] != satisfied[0]:
            continue
        # Of musl it tells the version of the machine it runs on, not what the wheel needs.
        newer = satisfied and satisfied[0] == "many" and satisfied[2] > claimed[2]
        if not satisfied or satisfied[1] != claimed[1] or newer:
            return True
    return False


def is_older(wheel, policy):
    """Whether the policy that auditwheel found is older than every tag; 2_17 is the oldest that counts."""
    satisfied = level(policy)
    claimed = [claim[2] for claim in claims(wheel) if claim[0] == "many"]
    return satisfied and satisfied[0] == "many" and claimed and max(satisfied[2], (2, 17)) < min(claimed)


def kinds_of(peer, file, complaints):
    """The kinds of what a peer says, each with its details."""
    found = {}
    for complaint in complaints:
        kind, _, detail = complaint.partition(": ")
        if peer == "auditwheel" and kind in ("symbols", "library", "policy"):
            # Libraries and symbols are why it is that policy.
            kind, detail = "policy", f"{kind} {detail}"
        if kind not in KINDS[peer]:
            sys.exit(f"compare-check: {peer} has a kind of complaint that KINDS does not: {kind}")
        details = found.setdefault(kind, [])
        if detail:
            details.append(detail)
    policies = [detail.removeprefix("policy ") for detail in found.get("policy", []) if detail.startswith("policy ")]
    if policies and not breaks_a_tag(file, policies[0]):
        del found["policy"]
    if policies and is_older(file, policies[0]):
        found["lower"] = policies
    return found


def ours(checker, paths):
    """The findings of each file by rule, from one run of the checker."""
    with tempfile.TemporaryDirectory() as directory:
        settings, findings = pathlib.Path(directory, "settings.json"), pathlib.Path(directory, "findings.json")
        mapped = sorted({rule for kinds in KINDS.values() for rules in kinds.values() for rule in rules})
        for select, files in ((mapped, paths[:1]), ([], paths)):
            # The first run tells whether there is a rule of each name.
            settings.write_text(json.dumps({"select": select}))
            answer = subprocess.run([checker, settings, findings, *files], capture_output=True, text=True)
            if answer.returncode not in (0, 1):
                sys.exit(f"compare-check: {checker} ended with {answer.returncode}: {answer.stderr[-500:]}")
        report = json.loads(findings.read_text())
    found = {path.name: {} for path in paths}
    for finding in report["findings"]:
        found[finding["file"]][finding["rule"]] = finding
    return found


def places(finding):
    return [f"{place.get('member', '')} {place.get('detail', '')}".strip() for place in finding["places"]]


def differences(found, says):
    """All differences: (peer, kind, who complains, file, details)."""
    for peer, of_peer in says.items():
        for file, complaints in of_peer.items():
            if complaints is None:
                continue
            kinds = kinds_of(peer, file, complaints)
            for kind, rules in KINDS[peer].items():
                mine = [rule for rule in rules if rule in found[file]]
                if kind in kinds and not mine and rules:
                    yield peer, kind, "peer", file, kinds[kind]
                elif mine and kind not in kinds and not any(
                    # Told by another kind, and perhaps of the same rule.
                    set(mine) & set(KINDS[peer][other]) for other in kinds
                ):
                    yield peer, kind, "ours", file, [mine[0], *places(found[file][mine[0]])]
    looked_at = {rule for kinds in KINDS.values() for rules in kinds.values() for rule in rules}
    for file, findings in found.items():
        for rule, finding in findings.items():
            if finding["severity"] == "error" and rule not in looked_at:
                yield "none", rule, "ours", file, places(finding)


def explanations():
    """The kept table; a mistake in it ends the program."""
    table = tomllib.loads((HERE / "differences.toml").read_text())
    for entry in table["difference"]:
        missing = {"peer", "kind", "who", "files", "why"} - entry.keys()
        unknown = entry.keys() - {"peer", "kind", "who", "files", "why", "all", "any"}
        if missing or unknown or entry["who"] not in ("peer", "ours"):
            sys.exit(f"compare-check: differences.toml: wrong keys, or `who` is neither peer nor ours: {entry}")
    not_ours = {(peer, kind) for peer, kinds in table["not-ours"].items() for kind in kinds}
    without = {(peer, kind) for peer, kinds in KINDS.items() for kind, rules in kinds.items() if not rules}
    if not_ours != without:
        sys.exit(f"compare-check: [not-ours] and kinds without rules are not the same: {sorted(not_ours ^ without)}")
    return table["difference"]


def explains(entry, difference):
    """Whether an entry of the table is about such a difference, its files apart."""
    peer, kind, who, _, details = difference
    return (
        (entry["peer"], entry["kind"], entry["who"]) == (peer, kind, who)
        and ("all" not in entry or (details and all(re.fullmatch(entry["all"], detail) for detail in details)))
        and ("any" not in entry or any(re.fullmatch(entry["any"], detail) for detail in details))
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cache", type=pathlib.Path)
    parser.add_argument("checker", type=pathlib.Path)
    parser.add_argument("--small", action="store_true", help="only the few small files that ci/test looks at")
    parser.add_argument("--all", action="store_true", help="large files too")
    parser.add_argument("--kept", action="store_true", help="show the explained differences too")
    parser.add_argument("files", nargs="*", metavar="FILE", help="of the corpus by name, or any path")
    arguments = parser.parse_args()

    listed = fetch.listed()
    if arguments.files:
        named = [pathlib.Path(name) for name in arguments.files]
        listed = [file for file in listed if any(fnmatch.fnmatch(file.name, path.name) for path in named)]
    elif arguments.small:
        listed = [file for file in listed if "s" in file.marks]
    elif not arguments.all:
        listed = [file for file in listed if file.size <= fetch.OPTIONAL]
    hashes = dict(zip(fetch.corpus(arguments.cache, listed), (file.sha256 for file in listed)))
    known = {file.name for file in listed}
    for name in arguments.files:
        if (path := pathlib.Path(name)).is_file() and path.name not in known:
            hashes[path.resolve()] = fetch.sha256_of(path)
    if not hashes:
        sys.exit("compare-check: no such files")

    table = explanations()
    says = verdicts.collect(arguments.cache, hashes)
    found = ours(arguments.checker, list(hashes))

    # Only where all files are looked at is it known that an explanation is not needed.
    whole = not arguments.files and not arguments.small
    unexplained, used = [], {}
    names = {path.name for path in hashes}
    for difference in differences(found, says):
        peer, kind, who, file, details = difference
        line = f"{peer} {kind}, {'only the peer' if who == 'peer' else 'only ours'}: {file}: {'; '.join(details[:3])}"
        matching = [
            (entry, glob)
            for entry in table
            if explains(entry, difference)
            for glob in entry["files"]
            if fnmatch.fnmatchcase(file, glob)
        ]
        for entry, glob in matching:
            used.setdefault((id(entry), glob), []).append(file)
            if arguments.kept:
                print(f"explained: {line}\n    {' '.join(entry['why'].split())}")
        if not matching:
            unexplained.append(line)
    stale = [
        f"differences.toml: {entry['peer']} {entry['kind']} {entry['who']} {glob}: there is no such difference"
        for entry in table
        for glob in entry["files"]
        if (id(entry), glob) not in used and any(fnmatch.fnmatchcase(name, glob) for name in names) and whole
    ]
    for line in unexplained + stale:
        print(f"FAILED {line}")
    explained = len({file for files in used.values() for file in files})
    asked = sum(complaints is not None for of_peer in says.values() for complaints in of_peer.values())
    print(
        f"{len(hashes)} files, {asked} verdicts of {len(says)} peers: {len(unexplained)} unexplained differences,"
        f" {len(stale)} explanations not needed; {explained} files with explained ones"
    )
    sys.exit(1 if unexplained or stale else 0)


if __name__ == "__main__":
    main()
