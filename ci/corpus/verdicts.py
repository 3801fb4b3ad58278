"""Verdicts of the peers, asked for once per file, peer and version, and then kept."""

import concurrent.futures
import hashlib
import importlib.metadata
import inspect
import json
import pathlib
import subprocess
import sys

import peers

# Processes of the peers at a time.
TOGETHER = 2
# Files, and bytes, that one process is given.
FILES, BYTES = 12, 80_000_000


def version(peer):
    """A name for what this peer says: its version, and how it is asked."""
    function, distributions = peers.PEERS[peer]
    versions = "+".join(f"{name}-{importlib.metadata.version(name)}" for name in distributions)
    asked = hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:8]
    return f"{versions}+{asked}"


def batches(paths):
    batch, size = [], 0
    for path in paths:
        batch.append(path)
        size += path.stat().st_size
        if len(batch) == FILES or size > BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def ask(peer, cache, paths):
    command = [sys.executable, peers.__file__, peer, cache, *paths]
    lines = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.splitlines()
    return {answer["file"]: answer["says"] for answer in map(json.loads, lines)}


def collect(cache, hashes):
    """What each peer says of each file: {peer: {name: complaints or None}}.

    `hashes` gives the SHA-256 of each path.
    """
    kept = {peer: pathlib.Path(cache) / "verdicts" / version(peer) for peer in peers.PEERS}
    jobs = []
    for peer, directory in kept.items():
        directory.mkdir(parents=True, exist_ok=True)
        missing = [path for path in hashes if not (directory / f"{hashes[path]}.json").is_file()]
        jobs += [(peer, batch) for batch in batches(missing)]
    if jobs:
        count = sum(len(batch) for _, batch in jobs)
        print(f"compare-check: asking the peers {count} times", file=sys.stderr)
    with concurrent.futures.ThreadPoolExecutor(TOGETHER) as pool:
        running = {pool.submit(ask, peer, cache, batch): (peer, batch) for peer, batch in jobs}
        for done, job in enumerate(concurrent.futures.as_completed(running), 1):
            peer, batch = running[job]
            for path in batch:
                # A peer that ended with its process said this of the file it ended at.
                says = job.result().get(path.name, ["error: it ended without an answer"])
                partial = kept[peer] / f"{hashes[path]}.partial"
                partial.write_text(json.dumps(says))
                partial.rename(kept[peer] / f"{hashes[path]}.json")
            if done % 10 == 0 or done == len(running):
                print(f"compare-check: {done} of {len(running)} answers", file=sys.stderr)
    return {
        peer: {path.name: json.loads((kept[peer] / f"{sha256}.json").read_text()) for path, sha256 in hashes.items()}
        for peer in peers.PEERS
    }
