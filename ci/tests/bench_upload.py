"""Measure uploads of 60 files at 100 ms latency against `uv publish`.

Usage: bench_upload.py UPLOAD UV [--rounds N] [--json FILE]

UPLOAD is the example `upload` of wheelpin-publish. The index is one of this program's: a new connection
takes a round trip, every answer another, and the index is busy with each file for a while. It takes files
side by side, or one file of a project after the other. Rounds are interleaved; medians are printed.
"""

import argparse
import asyncio
import collections
import os
import pathlib
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import upload_files

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "benchmarks"))
import measured

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("upload")
parser.add_argument("uv")
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--json", type=pathlib.Path)
arguments = parser.parse_args()
UPLOAD, UV, ROUNDS = arguments.upload, arguments.uv, arguments.rounds
FILES, SIZE = 60, 1_000_000
ROUND_TRIP, BUSY = 0.1, 0.05


class Index:
    """An index that takes everything; `serial`: one file of a project after the other."""

    def __init__(self, serial):
        self.serial = serial
        self.locks = collections.defaultdict(asyncio.Lock)
        self.names = []
        self.loop = asyncio.new_event_loop()
        started = threading.Event()
        threading.Thread(target=self.run, args=(started,), daemon=True).start()
        started.wait()

    def run(self, started):
        async def serve():
            server = await asyncio.start_server(self.connection, "127.0.0.1", 0, limit=4 << 20)
            self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/legacy/"
            started.set()
            await server.serve_forever()

        self.loop.run_until_complete(serve())

    async def connection(self, reader, writer):
        await asyncio.sleep(ROUND_TRIP)
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(re.search(rb"(?i)\r\ncontent-length: *(\d+)", head).group(1))
                if self.serial:
                    # All files are of one project.
                    async with self.locks["project"]:
                        await self.take(await reader.readexactly(length))
                else:
                    await self.take(await reader.readexactly(length))
                await asyncio.sleep(ROUND_TRIP)
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def take(self, body):
        self.names.append(re.search(rb'filename="([^"]+)"', body).group(1).decode())
        await asyncio.sleep(BUSY)


def make(directory):
    """Wheels of one release, as large as those of a project in Rust."""
    random.seed(1)
    tags = [f"cp3{minor}-cp3{minor}-{platform}" for minor in range(9, 15) for platform in ("manylinux_2_17_x86_64", "manylinux_2_17_aarch64", "manylinux_2_17_i686", "musllinux_1_2_x86_64", "musllinux_1_2_aarch64", "macosx_11_0_arm64", "macosx_10_12_x86_64", "win_amd64", "win32", "win_arm64")]
    metadata = "Metadata-Version: 2.4\nName: sample\nVersion: 1.0\n"
    for tag in tags[: FILES - 1]:
        upload_files.wheel(directory, f"sample-1.0-{tag}", metadata, members={"sample/native.so": random.randbytes(SIZE)})
    upload_files.sdist(directory, "sample", "1.0", metadata, members={"noise": random.randbytes(SIZE)})
    return sorted(pathlib.Path(directory).iterdir())


def timed(command, index, environment):
    index.names.clear()
    with tempfile.TemporaryDirectory() as home:
        environment = {"PATH": os.environ["PATH"], "HOME": home, **environment}
        start = time.perf_counter()
        ran = subprocess.run(command, env=environment, capture_output=True, text=True)
        took = time.perf_counter() - start
    if ran.returncode or len(set(index.names)) != FILES or len(index.names) != FILES:
        sys.exit(f"{command[0]} sent {len(index.names)} files and ended with {ran.returncode}: {ran.stderr[-1000:]}")
    return took


with tempfile.TemporaryDirectory() as directory:
    files = [str(file) for file in make(directory)]
    print(f"{FILES} files of {SIZE / 1e6:.0f} MB, {ROUND_TRIP * 1000:.0f} ms      uv   wheelpin   faster   goal")
    rows = []
    for name, serial, goal in (("side by side", False, 4), ("one after the other", True, 1)):
        index = Index(serial)
        sides = (
            ([UV, "publish", "--no-config", "--quiet", "--publish-url", index.url, "--username", "user", "--trusted-publishing", "never", *files], {"UV_PUBLISH_PASSWORD": "geheim"}),
            ([UPLOAD, "--user", "user", index.url, *files], {"UPLOAD_PASSWORD": "geheim"}),
        )
        times = ([], [])
        for _ in range(ROUNDS):
            for side, took in zip(sides, times):
                took.append(timed(side[0], index, side[1]))
        uv, wheelpin = (statistics.median(took) for took in times)
        print(f"{name:23} {uv:7.2f}s  {wheelpin:8.2f}s {uv / wheelpin:8.2f} {'≥' + str(goal):>6}")
        must = ("faster", goal) if goal > 1 else ("at-most", 1)
        rows.append(measured.row(f"upload of {FILES} files, {name}", "uv publish", must, *times))
if arguments.json:
    uv = subprocess.run([UV, "--version"], check=True, capture_output=True, text=True).stdout
    measured.write(arguments.json, "upload", {"uv": uv.split()[1]}, rows)
