"""What went wrong, in words: a reason, and what to do about it.

Functions give a pair of texts, and run nothing. Reasons are fragments, remedies sentences.
"""

import re
import signal

# Names for the signals that a crash ends by.
SIGNALS = {
    "SIGSEGV": "segmentation fault: memory was read or written that is not there",
    "SIGABRT": "abort: the program ended itself, as a Rust panic with panic=abort does",
    "SIGILL": "illegal instruction: the code is for a newer processor, or it trapped",
    "SIGBUS": "bus error",
    "SIGFPE": "arithmetic error",
    "SIGKILL": "killed: often for want of memory",
    "SIGTRAP": "trap",
}

# STATUS_… of Windows, as exit codes.
STATUSES = {0xC0000005: "SIGSEGV", 0xC000001D: "SIGILL", 0xC0000409: "SIGABRT"}

SKIP = 'If it is not meant to be imported here: [tool.wheelpin.test.skip] "%s" = "WHY".'


def signal_of(code):
    """The name of the signal that ended a process; none where it ended by itself."""
    if code is None or 0 <= code < 0xC0000000:
        return None
    if code > 0:
        return STATUSES.get(code)
    try:
        return signal.Signals(-code).name
    except ValueError:
        return "signal %d" % -code


def crash(name):
    meaning = SIGNALS.get(name)
    return "%s (%s)" % (name, meaning) if meaning else name


def seconds(limit):
    return "%g s" % limit


def not_started(program, error, is_own_test=False):
    remedy = "Run it by hand to see why, or leave it out with --python."
    if is_own_test:
        remedy = "Add it to [tool.wheelpin.test] requirements, or correct command."
    return "cannot start %s: %s" % (program, error.strerror or error), remedy


def not_copied(name, error):
    return (
        "cannot copy %s for the test: %s" % (error.filename or name, error.strerror or error),
        "[tool.wheelpin.test] files says what the test sees: leave it out there, or mend it.",
    )


def no_environment(cause, limit):
    if cause:
        reason = "this Python made no virtual environment within %s" % seconds(limit)
    else:
        reason = "this Python makes no virtual environment"
    return (
        reason,
        "It needs the module `venv` of the standard library (Debian: python3-venv).",
    )


def install(ended, limit, has_wheelhouse):
    text = ended.output
    if ended.cause == "time":
        return (
            "pip did not end within %s" % seconds(limit),
            "Look at its output; nothing is fetched, so it should take seconds.",
        )
    found = re.search(r"No matching distribution found for ([^\n]+)", text)
    if found:
        name = re.sub(r"\s*\(from .*", "", found.group(1)).strip()
        where = "is not in the wheelhouse" if has_wheelhouse else "is nowhere: there is no wheelhouse"
        return (
            "needs %s, which %s" % (name, where),
            "Nothing is fetched in a test. Put its wheel into a directory (pip download "
            "--only-binary :all: --dest DIR '%s') and name that: [tool.wheelpin.test] wheelhouse = "
            "\"DIR\", or --wheelhouse DIR. If the test needs no dependencies: dependencies = false."
            % name,
        )
    if "not a supported wheel on this platform" in text:
        return (
            "pip refuses it: its tags are not for this Python",
            "Compare the file name with `python -m pip debug --verbose`; an old pip does not know "
            "new tags.",
        )
    found = re.search(r"requires a different Python: ([^\n]+)", text)
    if found:
        return (
            "pip refuses it: Requires-Python: %s" % found.group(1),
            "Requires-Python and the tags contradict each other: change requires-python in "
            "pyproject.toml.",
        )
    if ended.cause or signal_of(ended.code):
        return died("pip", ended, limit)
    last = [line for line in text.splitlines() if line.startswith("ERROR: ")]
    if is_broken(ended):
        return (
            "pip itself fails in this Python",
            "Give it one that knows this Python: --pip FILE (a wheel of pip).",
        )
    return (
        "cannot be installed" + (": " + last[-1][len("ERROR: ") :] if last else ""),
        "pip says why; `wheelpin check` looks at the file itself.",
    )


def is_broken(ended):
    """Whether pip failed, and not what it was to install."""
    text = ended.output
    return "ERROR: Exception:" in text or text.startswith("Traceback (most recent call last)")


def died(what, ended, limit):
    if ended.cause == "flood":
        return ("%s writes without end" % what, "Look at the beginning of its output.")
    if ended.cause == "time":
        return (
            "%s did not end within %s" % (what, seconds(limit)),
            "Raise the limit if it is right that it takes so long: [tool.wheelpin.test] "
            "timeout = SECONDS.",
        )
    name = signal_of(ended.code)
    if name:
        return (
            "%s crashed by %s" % (what, crash(name)),
            "Run it under a debugger; the output shows where Python was.",
        )
    return ("%s ended with exit code %d" % (what, ended.code), "Its output says why.")


def imports(events, ended, limit, exit_limit):
    """The first thing that is wrong with what was imported, and the event of the module.

    (None, None) if nothing is; the event has the module alone, or a traceback too.
    """
    of = {}
    for event in events:
        of.setdefault(event.get("event"), []).append(event)
    begin = (of.get("begin") or [{}])[0]
    tried = [event["module"] for event in of.get("import", [])]
    if "done" not in of:
        return cut_short(of, tried, begin, ended, limit)
    if "failed" in of:
        return failures(of["failed"], begin)
    for event in of.get("elsewhere", []):
        return (
            "%(module)s was not imported from the wheel but from %(place)s" % event,
            "A module of the standard library, or of a dependency, has the same name.",
        ), event
    for event in of.get("gil", []):
        return (
            "importing %s turned the GIL back on" % event["module"],
            "The module does not say that it works without: let it be declared so (PyO3 "
            "does from 0.28 on, unless gil_used = true; in C: Py_mod_gil, Py_MOD_GIL_NOT_USED).",
        ), event
    for event in of.get("closed", []):
        return (
            "importing %s closed file descriptors that are not its own" % event["module"],
            "Look for os.closerange and os.close, or for a daemon that is made at import.",
        ), event
    words = incomplete(of, begin)
    if words:
        return words
    # All was done before the time was over.
    if ended.cause in ("exit", "time"):
        return (
            "hangs at exit: everything was imported, and Python did not end within %s of it"
            % seconds(exit_limit),
            "Threads that are no daemons, atexit functions or destructors wait for something: "
            "end them when the interpreter ends.",
        ), None
    if ended.cause:
        return died("Python, after everything was imported,", ended, limit), None
    if signal_of(ended.code):
        return (
            "crashes at exit: everything was imported, then Python died by %s"
            % crash(signal_of(ended.code)),
            "Threads, atexit functions or destructors of the module outlive the interpreter.",
        ), None
    if ended.code != 0:
        return (
            "everything was imported, then Python ended with exit code %d" % ended.code,
            "An atexit function, or a thread, ends the process so.",
        ), None
    return None, None


def failures(events, begin):
    """What is to blame for modules that failed; packages fail with the module they import."""
    first = events[0]
    same = [event for event in events if event["message"] == first["message"]]
    compiled = [event for event in same if event.get("compiled")]
    event = compiled[0] if compiled else first
    words = failed_import(event, begin)
    more = len(events) - len(same)
    if more:
        others = "1 more module fails" if more == 1 else "%d more modules fail" % more
        words = ("%s (and %s)" % (words[0], others), words[1])
    return words, event


def cut_short(of, tried, begin, ended, limit):
    """Python did not come to the end of the modules."""
    module = tried[-1] if tried else None
    event = {"module": module}
    name = signal_of(ended.code)
    if module is None:
        if not begin and ended.cause is None and name is None:
            return (
                "the modules of the installed wheel cannot be listed",
                "RECORD cannot be read: `wheelpin check` looks at it.",
            ), None
        return died("Python", ended, limit), None
    if ended.cause == "time":
        return (
            "hangs: importing %s did not end within %s" % (module, seconds(limit)),
            "The output shows nothing more. An import must not wait for network, locks or input; "
            "a limit: [tool.wheelpin.test] timeout = SECONDS.",
        ), event
    if ended.cause == "flood":
        return (
            "importing %s writes without end" % module,
            "An import must not print: look at the beginning of its output.",
        ), event
    if name:
        return (
            "importing %s crashed by %s" % (module, crash(name)),
            "The output shows where Python was. In Rust look for unsafe code and for code that "
            "runs when the module is made; in a debugger: gdb --args python -c 'import %s'."
            % module,
        ), event
    return (
        "importing %s ended Python with exit code %d" % (module, ended.code),
        "An import must not call exit functions: look for os._exit, std::process::exit.",
    ), event


def incomplete(of, begin):
    """Everything there was imported, and something is not there."""
    for event in of.get("absent", []):
        return (
            "imports, but has no module %s" % event["module"],
            "[tool.wheelpin.test] modules asks for it: look at module-name and python-source in "
            "[tool.maturin], and at what the wheel holds (python -m zipfile -l FILE).",
        ), event
    if begin.get("foreign") and begin.get("promises_compiled"):
        return (
            "its tag is for Python %s, and %s is named for another Python, which %s does not load"
            % (begin.get("python"), begin["foreign"][0], begin.get("python")),
            "The tag of an abi3 wheel asks for modules named .abi3.so: build with PyO3's feature "
            "abi3-py3N, or give the wheel the tag of its Python.",
        ), None
    if begin.get("promises_compiled") and not begin.get("compiled"):
        return (
            "imports, but lacks its module: its ABI tag promises a compiled one, and there is none",
            "Look at module-name in [tool.maturin] and at what the wheel holds (python -m zipfile "
            "-l FILE); without compiled modules the ABI tag is none.",
        ), None
    if not begin.get("modules") and not begin.get("programs"):
        return (
            "holds nothing that can be imported or run",
            "Look at what the wheel holds: python -m zipfile -l FILE.",
        ), None
    return None


def failed_import(event, begin):
    module, message, kind = event["module"], event["message"], event["kind"]
    python = begin.get("python", "?")
    skip = SKIP % module
    if event.get("missing"):
        if event.get("outside"):
            return (
                "importing %s needs the module %s, which is not installed"
                % (module, event["missing"]),
                "If it is a dependency, declare it in pyproject.toml ([project] dependencies); if "
                "it is optional, import it where it is used; if only the test needs it: "
                '[tool.wheelpin.test] requirements = ["%s"].' % event["missing"].split(".")[0],
            )
        return (
            "lacks the module %s, which %s imports" % (event["missing"], module),
            "It is not in the wheel, or not for Python %s: look at module-name, include and "
            "exclude in [tool.maturin]." % python,
        )
    words = linking(module, message, python, begin.get("wheel", ""))
    if words:
        return words
    if kind in ("SyntaxError", "IndentationError", "TabError"):
        return (
            "importing %s: its code is not Python %s: %s" % (module, python, message),
            "The wheel's tag says that it is for Python %s: raise requires-python and the tag, or "
            "write it for the oldest Python. %s" % (python, skip),
        )
    if kind == "SystemExit":
        return (
            "importing %s ends Python (SystemExit)" % module,
            'What a program does belongs behind if __name__ == "__main__". ' + skip,
        )
    if kind in ("AttributeError", "ImportError") and not begin.get("free_threaded"):
        later = (
            "The output shows where. If that is in a newer Python alone, the wheel's tag or "
            "requires-python promises too much. " + skip
        )
        return "importing %s fails: %s: %s" % (module, kind, message), later
    return "importing %s fails: %s: %s" % (module, kind, message), "The output shows where. " + skip


def linking(module, message, python, wheel):
    """What a loader of libraries says."""
    tag = "-".join(wheel[: -len(".whl")].split("-")[-3:]) if wheel else "its tag"
    found = (
        re.search(r"undefined symbol: (\w+)", message)
        or re.search(r"[Ss]ymbol not found(?: in flat namespace)?:? \(?'?_?(\w+)", message)
        or re.search(r"Error relocating [^:]*: (\w+): symbol not found", message)
    )
    if found:
        symbol = found.group(1)
        if symbol.startswith(("Py", "_Py")):
            return (
                "the ABI tag lies: %s uses %s, which Python %s does not have" % (module, symbol, python),
                "The code is for another Python than the tag %s says: set PyO3's feature abi3-py3N "
                "to the floor of the tag, or raise the tag. `wheelpin check` names every such "
                "symbol." % tag,
            )
        return (
            "%s uses the symbol %s, which no library here has" % (module, symbol),
            "Link the library that has it statically, or bundle it.",
        )
    found = re.search(r"version `(\w+_[\d.]+)' not found", message)
    if found:
        return (
            "%s needs %s, which this system does not have" % (module, found.group(1)),
            "The platform tag of %s promises less: build against an older C library "
            "([tool.wheelpin] manylinux)." % tag,
        )
    found = re.search(r"(\S+): cannot open shared object file", message) or re.search(
        r"Error loading shared library ([^\s:]+)", message
    ) or re.search(r"Library not loaded: (\S+)", message)
    if found:
        return (
            "%s needs the library %s, which is not here" % (module, found.group(1)),
            "A wheel may count on few libraries of the system: link it statically, or bundle it.",
        )
    if "DLL load failed" in message:
        return (
            "%s or a DLL that it needs cannot be loaded: %s" % (module, message),
            "It needs a DLL that is not in the wheel, or a function that this Python's DLL does "
            "not have: the ABI tag may promise too much.",
        )
    if "does not define module export function" in message or "does not define init function" in message:
        return (
            "%s is no module of that name: %s" % (module, message),
            "The name in #[pymodule] must be the last part of module-name in [tool.maturin].",
        )
    if "wrong ELF class" in message or "invalid ELF header" in message or "incompatible architecture" in message:
        return (
            "%s is for another processor: %s" % (module, message),
            "The platform tag is wrong, or the wrong library was packed.",
        )
    return None


def own_test(command, ended, limit):
    reason, remedy = died("the project's own test", ended, limit)
    return reason, "%s It was: %s" % (remedy, " ".join(command))
