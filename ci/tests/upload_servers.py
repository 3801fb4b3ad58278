"""Upload files by wheelpin to pypiserver and devpi, read them back, and install them from there by pip.

Usage: upload_servers.py UPLOAD PEERS

UPLOAD is the example `upload` of wheelpin-publish, PEERS the directory of ci/upload-peers.
"""

import base64
import contextlib
import hashlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import upload_files

UPLOAD, PEERS = sys.argv[1], pathlib.Path(sys.argv[2], "bin")
USER, PASSWORD = "tester", "geheim"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextlib.contextmanager
def running(*command, port, log):
    with open(log, "wb") as output:
        server = subprocess.Popen([str(word) for word in command], stdout=output, stderr=output)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            if server.poll() is not None:
                sys.exit(f"{command[0]} ended: {log.read_text()[-2000:]}")
            time.sleep(0.1)
        else:
            sys.exit(f"{command[0]} does not listen: {log.read_text()[-2000:]}")
        yield
    finally:
        server.terminate()
        server.wait()


def ask(method, url, body, token=None):
    """One request of devpi's own API."""
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if token:
        headers["X-Devpi-Auth"] = base64.b64encode(f"{token[0]}:{token[1]}".encode()).decode()
    request = urllib.request.Request(url, json.dumps(body).encode(), headers, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def upload(url, simple, files, password=PASSWORD):
    environment = {"PATH": os.environ["PATH"], "UPLOAD_PASSWORD": password}
    command = [UPLOAD, "--user", USER, "--simple", simple, url, *map(str, files)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)


def check(what, condition, ran):
    if not condition:
        sys.exit(f"{what}\n{ran.stdout}{ran.stderr}")


def try_server(name, url, simple, files, scratch):
    names = sorted(file.name for file in files)
    ran = upload(url, simple, files, "wrong")
    check(f"{name} takes files without a password, or the error does not say so", ran.returncode and "Denied" in ran.stderr, ran)
    ran = upload(url, simple, files)
    check(f"{name} does not take the files", ran.returncode == 0, ran)
    lines = ran.stdout.splitlines()
    for outcome in ("Uploaded", "Verified"):
        there = sorted(line.split()[0] for line in lines if line.endswith(f" {outcome}"))
        check(f"{name}: {outcome} are {there}", there == names, ran)

    # As many times as one likes, and never other bytes.
    ran = upload(url, simple, files)
    check(f"{name} does not have the same files twice", ran.returncode == 0, ran)
    other = pathlib.Path(scratch, "other")
    other.mkdir()
    wheel = upload_files.wheel(other, "old_sample-1.0-py2.py3-none-any", "Metadata-Version: 2.1\n" + upload_files.OLD, "Other\n")
    theirs = next(hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.name == wheel.name)
    ran = upload(url, simple, [wheel])
    check(f"{name} lets a file be replaced, or the error does not say what is there", ran.returncode and "Taken" in ran.stderr and theirs in ran.stderr, ran)

    target = pathlib.Path(scratch, "target")
    pip = [sys.executable, "-m", "pip", "--isolated", "--disable-pip-version-check", "install", "--quiet", "--no-cache-dir", "--no-deps", "--target", str(target), "--index-url", simple, "old-sample==1.0", "full-sample-x==1.0"]
    ran = subprocess.run(pip, capture_output=True, text=True, timeout=300, env={key: value for key, value in os.environ.items() if not key.startswith("PIP_")})
    check(f"pip does not install from {name}", ran.returncode == 0, ran)
    for module in ("old_sample", "full_sample_x"):
        text = (target / module / "__init__.py").read_text()
        check(f"{module} from {name} is not what was uploaded: {text}", text == "VALUE = 42\n", ran)
    shutil.rmtree(other)
    shutil.rmtree(target)


with tempfile.TemporaryDirectory() as scratch:
    scratch = pathlib.Path(scratch)
    (scratch / "files").mkdir()
    files = upload_files.make(scratch / "files")

    (scratch / "packages").mkdir()
    digest = base64.b64encode(hashlib.sha1(PASSWORD.encode()).digest()).decode()
    (scratch / "passwords").write_text(f"{USER}:{{SHA}}{digest}\n")
    port = free_port()
    command = [PEERS / "pypi-server", "run", "-p", port, "-i", "127.0.0.1", "-P", scratch / "passwords", "-a", "update", "--disable-fallback", scratch / "packages"]
    with running(*command, port=port, log=scratch / "pypiserver.log"):
        try_server("pypiserver", f"http://127.0.0.1:{port}/", f"http://127.0.0.1:{port}/simple/", files, scratch)

    ran = subprocess.run([PEERS / "devpi-init", "--serverdir", scratch / "devpi", "--no-root-pypi"], capture_output=True, text=True)
    check("devpi-init fails", ran.returncode == 0, ran)
    port = free_port()
    command = [PEERS / "devpi-server", "--serverdir", scratch / "devpi", "--host", "127.0.0.1", "--port", port, "--offline-mode"]
    with running(*command, port=port, log=scratch / "devpi.log"):
        base = f"http://127.0.0.1:{port}"
        ask("PUT", f"{base}/{USER}", {"password": PASSWORD})
        token = ask("POST", f"{base}/+login", {"user": USER, "password": PASSWORD})["result"]["password"]
        ask("PUT", f"{base}/{USER}/dev", {"bases": [], "volatile": False}, (USER, token))
        try_server("devpi", f"{base}/{USER}/dev/", f"{base}/{USER}/dev/+simple/", files, scratch)

print(f"{len(files)} files uploaded to pypiserver and devpi, read back and installed")
