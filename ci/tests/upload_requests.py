"""Upload the same files by wheelpin, uv and twine to a server that records, and compare what they send.

Usage: upload_requests.py UPLOAD UV TWINE TABLE

UPLOAD is the example `upload` of wheelpin-publish. TABLE holds the differences that are known, with
why each is there: a difference that is not in it fails, and so does a row that nothing needs any more.
"""

import collections
import csv
import http.server
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading

import upload_files

UPLOAD, UV, TWINE, TABLE = sys.argv[1:5]
PASSWORD = "geheim"


class Recorder(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            body = b""
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append((self.path, dict(self.headers.items()), body))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def fields_of(path, headers, body):
    """The name of the file sent, and every field with its values, those of the request among them."""
    headers = {name.lower(): value for name, value in headers.items()}
    boundary = re.search(r'boundary="?([^";]+)', headers["content-type"]).group(1).encode()
    fields = collections.defaultdict(list)
    file_name = None
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:-1]:
        head, _, value = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        disposition = re.search(rb"(?i)content-disposition: *form-data; *(.*)", head).group(1).decode()
        name = re.search(r'\bname="([^"]*)"', disposition).group(1)
        if found := re.search(r'filename="([^"]*)"', disposition):
            file_name = found.group(1)
            fields["content (file name)"].append(file_name)
            kind = re.search(rb"(?i)content-type: *(\S+)", head)
            fields["content (type)"].append(kind.group(1).decode() if kind else "")
        fields[name].append(value.decode(errors="surrogateescape"))
    fields["request (path)"].append(path)
    fields["request (authorization)"].append(headers.get("authorization", ""))
    fields["request (length told)"].append(str("content-length" in headers))
    return file_name, fields


def record(command, files, environment):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    server.requests = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}/legacy/"
    # A home of its own: no settings and no keyring of whoever runs this.
    with tempfile.TemporaryDirectory() as home:
        environment = {"PATH": os.environ["PATH"], "HOME": home, "LANG": "C.UTF-8", **environment}
        ran = subprocess.run([word.replace("URL", url) for word in command] + [str(file) for file in files], env=environment, capture_output=True, text=True, timeout=300)
    server.shutdown()
    if ran.returncode:
        sys.exit(f"{command[0]} failed: {ran.stdout}{ran.stderr}")
    sent = dict(fields_of(*request) for request in server.requests)
    missing = {file.name for file in files} - set(sent)
    if missing or len(sent) != len(server.requests):
        sys.exit(f"{command[0]} sent {len(server.requests)} requests, not {sorted(missing)}")
    return sent


def differences(peer, ours, theirs):
    for file in sorted(ours):
        for field in sorted(set(ours[file]) | set(theirs[file])):
            own, other = ours[file].get(field), theirs[file].get(field)
            if own == other:
                continue
            if own is None:
                yield (peer, file, field, "only there"), other
            elif other is None:
                yield (peer, file, field, "only here"), own
            elif sorted(own) == sorted(other):
                yield (peer, file, field, "order"), (own, other)
            else:
                yield (peer, file, field, "value"), (own, other)


with tempfile.TemporaryDirectory() as directory:
    files = upload_files.make(directory)
    sent = {
        "wheelpin": record([UPLOAD, "--user", "user", "URL"], files, {"UPLOAD_PASSWORD": PASSWORD}),
        "uv": record([UV, "publish", "--no-config", "--publish-url", "URL", "--username", "user", "--trusted-publishing", "never"], files, {"UV_PUBLISH_PASSWORD": PASSWORD}),
        "twine": record([TWINE, "upload", "--non-interactive", "--disable-progress-bar", "--repository-url", "URL", "-u", "user"], files, {"TWINE_PASSWORD": PASSWORD}),
    }

found = {}
for peer in ("uv", "twine"):
    found.update(differences(peer, sent["wheelpin"], sent[peer]))

with open(TABLE, newline="") as table:
    rows = list(csv.reader((line for line in table if not line.startswith("#")), delimiter="\t"))
known = {}
for row in rows:
    if len(row) != 5 or not row[4].strip():
        sys.exit(f"{TABLE}: a row is PEER, FILE, FIELD, DIFFERENCE, REASON: {row}")
    if tuple(row[:4]) in known:
        sys.exit(f"{TABLE}: twice: {row}")
    known[tuple(row[:4])] = row[4]


def covers(row, key):
    """A row's FILE may be * for all files."""
    return row[0] == key[0] and row[1] in ("*", key[1]) and row[2:] == key[2:]


problems = []
for key, values in found.items():
    if not any(covers(row, key) for row in known):
        problems.append(f"new: {'  '.join(key)}: {str(values)[:300]}")
for row in known:
    if not any(covers(row, key) for key in found):
        problems.append(f"nothing needs: {'  '.join(row)}")
if problems:
    sys.exit("\n".join([f"{TABLE}:", *problems]))
count = sum(len(values) for fields in sent["wheelpin"].values() for values in fields.values())
print(f"{len(files)} files, {count} values: as uv and twine send them but for {len(known)} explained differences")
