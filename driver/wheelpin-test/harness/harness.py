"""Tests one wheel with one Python: installs it into an empty environment, imports every module
of it, and runs the project's own test.

usage: python -I harness.py REQUEST.json

The Python that runs this file need not be the one that the wheel is tested with. Every step is a
process of its own, with a time limit and a limit on what it writes. The answer goes to the file
that the request names and, in words, to stdout. Exit code: 0 passed, 1 failed, 3 not run,
2 a request that cannot be read.

Request and answer are described in docs/test.md ("The harness"). Runs on Python 3.6 and later.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import explain  # noqa: E402

SCHEMA = 1
# Bytes of a step's output that are kept: its beginning and its end.
HEAD, TAIL = 4 << 10, 12 << 10
# Bytes after which a step is ended: nobody reads so much.
FLOOD = 32 << 20
# Bytes that are read of what the import step reports.
REPORT = 8 << 20
# Seconds that a process may take at the most to end after its work is done.
EXIT = 10
# Skipped modules that are named in words.
NAMED = 5
# Seconds for each step, where the request has none.
LIMITS = {"environment": 120, "install": 300, "import": 120, "test": 600}

# Runs pip from a wheel, or from a directory that holds nothing else.
PIP = (
    "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); sys.argv[0] = 'pip'; "
    "runpy.run_module('pip', run_name='__main__', alter_sys=True)"
)


class Verdict(Exception):
    """The end of a test before its end."""

    def __init__(self, outcome, step, words, output="", module=None):
        super().__init__(words[0])
        self.answer = {
            "outcome": outcome,
            "step": step,
            "module": module,
            "reason": words[0],
            "remedy": words[1],
            "output": output,
        }


class Ended:
    """How a process ended: its code (negative: a signal), why it was ended, what it wrote."""

    def __init__(self, code, cause, output):
        self.code = code
        self.cause = cause  # None, "time", "exit" or "flood"
        self.output = output


class Output:
    """The beginning and the end of a stream."""

    def __init__(self):
        self.head, self.tail, self.length = b"", b"", 0

    def add(self, data):
        self.length += len(data)
        room = HEAD - len(self.head)
        self.head += data[:room] if room > 0 else b""
        self.tail = (self.tail + (data[room:] if room > 0 else data))[-TAIL:]

    def text(self):
        between = self.length - len(self.head) - len(self.tail)
        middle = b"\n[%d bytes left out]\n" % between if between else b""
        return (self.head + middle + self.tail).decode("utf-8", "replace")


current = None


def end_group(process):
    """Kills a process and all that it started."""
    try:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except OSError:
        pass  # It has ended.


def stop(number, _frame):
    if current is not None:
        end_group(current)
        try:
            os.waitpid(current.pid, 0)
        except (OSError, AttributeError):
            pass
    os._exit(128 + number)


def exit_limit(limit):
    """Seconds that a process may take to end after its work is done."""
    return min(EXIT, limit)


def run(argv, limit, environment, directory, is_done=lambda: False):
    """Runs a process to its end, or ends it."""
    global current
    output = Output()
    options = {"start_new_session": True} if os.name == "posix" else {}
    process = current = subprocess.Popen(
        argv,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        cwd=directory,
        **options
    )

    def read():
        while True:
            try:
                data = os.read(process.stdout.fileno(), 64 << 10)
            except (OSError, ValueError):
                return
            if not data:
                return
            output.add(data)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    cause, done, over = None, None, time.monotonic() + limit
    pause = 0.005
    while process.poll() is None and cause is None:
        now = time.monotonic()
        if done is None and is_done():
            done = now + exit_limit(limit)
        if output.length > FLOOD:
            cause = "flood"
        elif done is not None and now > done:
            cause = "exit"
        elif now > over:
            cause = "time"
        time.sleep(pause)
        pause = min(pause * 1.5, 0.1)
    # What a process left running would hold its streams open.
    end_group(process)
    process.wait()
    current = None
    reader.join(2)
    if cause is None and output.length > FLOOD:
        cause = "flood"
    return Ended(process.returncode, cause, output.text())


class Trial:
    """One wheel and one Python."""

    def __init__(self, request):
        self.wheel = os.path.abspath(request["wheel"])
        self.python = request["python"]
        self.work = os.path.abspath(request["work"])
        self.pip = os.path.abspath(request["pip"])
        self.wheelhouse = [os.path.abspath(path) for path in request.get("wheelhouse", [])]
        self.dependencies = request.get("dependencies", True)
        self.requirements = request.get("requirements", [])
        self.modules = request.get("modules", [])
        self.skip = request.get("skip", {})
        self.test = request.get("test")
        self.path = request.get("path", os.defpath)
        self.limits = dict(LIMITS, **request.get("limits", {}))
        self.answer = {"imported": [], "skipped": []}
        # A Python of another system is started by an emulator, whose arguments come first.
        self.launcher = self.python[:-1]
        scripts = "Scripts" if os.name == "nt" else "bin"
        self.scripts = os.path.join(self.work, "venv", scripts)
        self.venv_python = os.path.join(
            self.scripts, "python.exe" if os.name == "nt" else "python"
        )

    def environment(self):
        """All that a step sees of the machine's environment."""
        environment = {
            "HOME": os.path.join(self.work, "home"),
            "TMPDIR": os.path.join(self.work, "tmp"),
            "PATH": self.scripts + os.pathsep + self.path,
            "LANG": "C.UTF-8",
            "VIRTUAL_ENV": os.path.join(self.work, "venv"),
            "PIP_CONFIG_FILE": os.devnull,
            "PYTHONNOUSERSITE": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONIOENCODING": "utf-8",
        }
        if os.name == "nt":
            environment["TEMP"] = environment["TMP"] = environment["TMPDIR"]
            environment["USERPROFILE"] = environment["HOME"]
            for name in ("SYSTEMROOT", "SYSTEMDRIVE", "COMSPEC", "PATHEXT", "WINDIR"):
                if name in os.environ:
                    environment[name] = os.environ[name]
        return environment

    def step(self, name, argv, directory=None, is_done=lambda: False):
        directory = directory or os.path.join(self.work, "empty")
        try:
            return run(argv, self.limits[name], self.environment(), directory, is_done)
        except OSError as error:
            words = explain.not_started(argv[0], error, is_own_test=name == "test")
            raise Verdict("not-run", name, words)

    def within(self, *arguments):
        """The command line of the environment's Python."""
        return self.launcher + [self.venv_python] + list(arguments)

    def make_environment(self):
        for name in ("home", "tmp", "empty"):
            os.makedirs(os.path.join(self.work, name), exist_ok=True)
        venv = os.path.join(self.work, "venv")
        argv = self.python + ["-I", "-B", "-m", "venv", "--without-pip", venv]
        ended = self.step("environment", argv)
        if ended.code != 0 or not os.path.lexists(self.venv_python):
            words = explain.no_environment(ended.cause, self.limits["environment"])
            raise Verdict("not-run", "environment", words, ended.output)

    def installer(self):
        """Where pip is imported from: its wheel, or a directory that has it alone."""
        if not os.path.isdir(self.pip):
            return self.pip
        installer = os.path.join(self.work, "installer")
        os.makedirs(installer, exist_ok=True)
        alone = os.path.join(installer, "pip")
        try:
            os.symlink(self.pip, alone, target_is_directory=True)
        except OSError:
            shutil.copytree(self.pip, alone)
        return installer

    def install(self):
        common = self.within("-I", "-B", "-c", PIP, self.installer(), "install")
        common += ["--no-index", "--no-cache-dir", "--disable-pip-version-check", "--no-compile"]
        common += ["--no-warn-script-location", "--only-binary", ":all:", "--progress-bar", "off"]
        for directory in self.wheelhouse:
            common += ["--find-links", directory]
        if self.dependencies:
            runs = [[self.wheel] + self.requirements]
        else:
            runs = [["--no-deps", self.wheel]] + [self.requirements] * bool(self.requirements)
        for arguments in runs:
            ended = self.step("install", common + arguments)
            if ended.cause or ended.code != 0:
                words = explain.install(ended, self.limits["install"], bool(self.wheelhouse))
                outcome = "not-run" if explain.is_broken(ended) else "failed"
                raise Verdict(outcome, "install", words, ended.output)

    def import_all(self):
        report = os.path.join(self.work, "import.report")
        request = os.path.join(self.work, "import.json")
        with open(request, "w", encoding="utf-8") as file:
            json.dump(
                {
                    "wheel": os.path.basename(self.wheel),
                    "modules": self.modules,
                    "skip": self.skip,
                    "report": report,
                },
                file,
            )
        argv = self.within("-I", "-B", os.path.join(HERE, "import_all.py"), request)
        ended = self.step("import", argv, is_done=lambda: ends_with_done(report))
        events, limit = read_report(report), self.limits["import"]
        self.answer["imported"] = [e["module"] for e in events if e.get("event") == "imported"]
        for event in events:
            if event.get("event") == "skipped":
                self.answer["skipped"].append({"module": event["module"], "why": event["why"]})
        words, event = explain.imports(events, ended, limit, exit_limit(limit))
        if words:
            event = event or {}
            text = ended.output + ("\n" if ended.output[-1:] not in ("", "\n") else "")
            text += event.get("traceback") or ""
            raise Verdict("failed", "import", words, text, event.get("module"))

    def own_test(self):
        if not self.test:
            return
        tree = os.path.join(self.work, "tree")
        os.makedirs(tree, exist_ok=True)
        for name in self.test.get("files", []):
            source = os.path.join(self.test["source"], name)
            try:
                copy(source, os.path.normpath(os.path.join(tree, name)))
            except OSError as error:
                raise Verdict("not-run", "test", explain.not_copied(source, error))
        command = list(self.test["command"])
        ended = self.step("test", self.resolve(command), tree)
        if ended.cause or ended.code != 0:
            words = explain.own_test(command, ended, self.limits["test"])
            raise Verdict("failed", "test", words, ended.output)

    def resolve(self, command):
        """A command whose Python, and whose scripts of Python, are the environment's."""
        if command[0] in ("python", "python3"):
            return self.within(*command[1:])
        # On Windows it has a suffix. What is in a directory is one of the files.
        script = shutil.which(command[0], path=self.scripts)
        if script is None or os.path.dirname(command[0]):
            return command
        with open(script, "rb") as file:
            is_script = file.read(2) == b"#!"
        # Not by its first line: that may be too long for the system, or need the emulator.
        return self.within(script, *command[1:]) if is_script else [script] + command[1:]

    def run(self):
        began = time.monotonic()
        answer = {"outcome": "passed", "step": None, "module": None}
        answer.update(reason=None, remedy=None, output="")
        try:
            self.make_environment()
            self.install()
            self.import_all()
            self.own_test()
        except Verdict as verdict:
            answer.update(verdict.answer)
        answer.update(self.answer)
        answer["schema"] = SCHEMA
        answer["tested"] = bool(self.test) and answer["outcome"] == "passed"
        answer["seconds"] = round(time.monotonic() - began, 3)
        return answer


def copy(source, target, root=None):
    """Copies a file, or a directory into one that may be there. Links within it stay links."""
    if root and os.path.islink(source) and is_kept(source, root):
        if not os.path.lexists(target):
            os.symlink(os.readlink(source), target)
    elif os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
        for name in sorted(os.listdir(source)):
            if name != "__pycache__" and not name.endswith((".so", ".pyd")):
                copy(os.path.join(source, name), os.path.join(target, name), root or source)
    elif not os.path.exists(target):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copy2(source, target)


def is_kept(link, root):
    """Whether a link stays one: to nothing, within what is copied, or to what that lies in."""
    real, root = os.path.realpath(link), os.path.realpath(root)
    above, below = os.path.join(real, ""), os.path.join(root, "")
    return not os.path.exists(link) or above.startswith(below) or below.startswith(above)


def ends_with_done(report):
    try:
        with open(report, "rb") as file:
            file.seek(-min(64, os.fstat(file.fileno()).st_size), os.SEEK_END)
            return b'{"event": "done"}' in file.read(64)
    except OSError:
        return False


def read_report(report):
    try:
        with open(report, "rb") as file:
            lines = file.read(REPORT).decode("utf-8", "replace").splitlines()
    except OSError:
        return []
    events = []
    for line in lines:
        try:
            event = json.loads(line)
        except ValueError:
            continue  # Cut short by the end of the process.
        if isinstance(event, dict):
            events.append(event)
    return events


def clean(value):
    """A value without halves of characters, which names of files may have and UTF-8 does not."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [clean(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): clean(item) for key, item in value.items()}
    return value


def in_words(answer):
    lines = [answer["outcome"]]
    if answer["outcome"] == "passed":
        lines[0] += ": %d modules imported" % len(answer["imported"])
        lines[0] += ", own test passed" if answer["tested"] else ""
    else:
        lines[0] += ": " + answer["reason"]
        lines += [answer["remedy"]] if answer["remedy"] else []
        lines += ["    " + line for line in answer["output"].splitlines()]
    skipped = answer["skipped"]
    lines += ["skipped: %(module)s (%(why)s)" % module for module in skipped[:NAMED]]
    lines += ["skipped: %d more" % (len(skipped) - NAMED)] if len(skipped) > NAMED else []
    return "\n".join(lines)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: harness.py REQUEST.json")
    try:
        with open(sys.argv[1], encoding="utf-8") as file:
            request = json.load(file)
        trial, target = Trial(request), request["result"]
    except (OSError, ValueError, KeyError) as error:
        print("cannot read the request: %r" % error, file=sys.stderr)
        return 2
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    answer = clean(trial.run())
    with open(target + ".new", "w", encoding="utf-8") as file:
        json.dump(answer, file, indent=1)
    os.replace(target + ".new", target)
    text = in_words(answer) + "\n"
    getattr(sys.stdout, "buffer", sys.stdout).write(text.encode("utf-8", "replace"))
    return {"passed": 0, "failed": 1, "not-run": 3}[answer["outcome"]]


if __name__ == "__main__":
    sys.exit(main())
