"""Run workflows as GitHub would, as far as this machine can: every `run:` step of every job on Linux x86_64, in order.

What belongs to GitHub is played here: checking out, artifacts, outputs, identities, tokens, runners. Whatever a
step types is run as it stands. Jobs on other systems are named as not run; so nothing is passed over in silence.
"""

import fnmatch
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import yaml

from workflow_expressions import condition, filled

HERE = "ubuntu-24.04"


class Failed(Exception):
    """A step that ended with another exit code than 0."""


class Workflow:
    """One run of one workflow."""

    def __init__(self, origin, branch, name, scratch, variables, event="push", inputs=None, log=sys.stderr):
        self.origin, self.branch, self.scratch, self.variables = origin, branch, pathlib.Path(scratch), variables
        self.event, self.inputs, self.log = event, inputs or {}, log
        self.artifacts = self.scratch / "artifacts"
        self.artifacts.mkdir(parents=True)
        self.sha = git(self.origin, "rev-parse", branch)
        text = git(self.origin, "show", f"{branch}:.github/workflows/{name}.yml")
        self.workflow = yaml.load(text, Loader=yaml.BaseLoader)
        self.needs, self.ran, self.not_run = {}, [], []
        self.fail_before = None

    def say(self, text):
        print(text, file=self.log, flush=True)

    def run(self):
        """Every job, in the order that they need each other."""
        for name in self.order():
            self.job(name, self.workflow["jobs"][name])
        return {name: job["result"] for name, job in self.needs.items()}

    def order(self):
        left, done = list(self.workflow["jobs"]), []
        while left:
            name = next(it for it in left if all(need in done for need in self.needed(it)))
            left.remove(name)
            done.append(name)
        return done

    def needed(self, name):
        needs = self.workflow["jobs"][name].get("needs", [])
        return [needs] if isinstance(needs, str) else needs

    def context(self, name, matrix, permissions):
        needs = {need: self.needs[need] for need in self.needed(name)}
        may_write = permissions.get("contents") == "write"
        return {
            "needs": needs, "matrix": matrix, "inputs": self.inputs, "steps": {}, "job": {"failed": False},
            "github": {"token": "may-write" if may_write else "may-read", "ref": f"refs/heads/{self.branch}",
                       "sha": self.sha, "event_name": self.event},
            "runner": {"os": "Linux", "arch": "X64"},
        }  # fmt: skip

    def job(self, name, job):
        if self.needs.get(name, {}).get("result") == "success":
            return  # Passed in a run before.
        permissions = job.get("permissions", self.workflow.get("permissions", {}))
        permissions = permissions if isinstance(permissions, dict) else {}
        failed = any(self.needs[need]["result"] != "success" for need in self.needed(name))
        context = self.context(name, {}, permissions)
        if not condition(job.get("if"), context, failed):
            self.needs[name] = {"result": "skipped", "outputs": {}}
            return
        results, outputs = [], {}
        for matrix in combinations(job.get("strategy", {}).get("matrix", {})):
            context = self.context(name, matrix, permissions)
            runner = filled(job["runs-on"], context)
            label = filled(job.get("name", name), context)
            if runner != HERE:
                self.not_run.append(f"{label} ({runner})")
                continue
            self.say(f"== {label}")
            results.append(self.steps(name, job, context, permissions))
            outputs = filled(job.get("outputs", {}), context)
        is_fine = all(result == "success" for result in results)
        self.needs[name] = {"result": "success" if is_fine else "failure", "outputs": outputs}

    def steps(self, name, job, context, permissions):
        home = self.scratch / f"job-{name}-{len(self.ran)}-{os.getpid()}"
        shutil.rmtree(home, ignore_errors=True)
        workspace, temp = home / "workspace", home / "temp"
        workspace.mkdir(parents=True)
        temp.mkdir()
        environment = {
            **self.variables,
            **filled(self.workflow.get("env", {}), context),
            "GITHUB_ACTIONS": "true", "CI": "true", "GITHUB_WORKSPACE": str(workspace), "RUNNER_TEMP": str(temp),
            "GITHUB_REF": f"refs/heads/{self.branch}", "GITHUB_SHA": self.sha, "GITHUB_EVENT_NAME": self.event,
            "RUNNER_OS": "Linux",
        }  # fmt: skip
        if permissions.get("id-token") != "write":
            environment = {key: it for key, it in environment.items() if not key.startswith("ACTIONS_ID_TOKEN")}
        self.place = (workspace, temp)
        for step in job["steps"]:
            try:
                self.step(step, context, environment)
            except Failed as failed:
                self.say(f"   FAILED: {failed}")
                context["job"]["failed"] = True
        return "failure" if context["job"]["failed"] else "success"

    def step(self, step, context, environment):
        if not condition(step.get("if"), context, context["job"]["failed"]):
            return
        outputs = {}
        context["steps"][step.get("id", "")] = {"outputs": outputs}
        own = {**environment, **filled(step.get("env", {}), context)}
        if "run" in step:
            self.command(step, filled(step["run"], context), own, outputs, context)
        else:
            self.action(step["uses"], filled(step.get("with", {}), context), own, environment, outputs)

    def command(self, step, script, environment, outputs, context):
        title = step.get("name") or script.strip().splitlines()[0]
        self.say(f"   {title}")
        if self.fail_before and self.fail_before in script:
            self.fail_before = None
            raise Failed(f"{title}: the runner was lost")
        workspace, temp = self.place
        file = temp / "outputs"
        file.write_text("")
        directory = workspace / filled(step.get("working-directory", "."), context)
        # What GitHub starts: no shell named is `bash -e`, `bash` is that with pipefail.
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail"] if step.get("shell") == "bash" else ["bash", "-e"]
        answer = subprocess.run(
            [*shell, "-c", script], cwd=directory, env={**environment, "GITHUB_OUTPUT": str(file)},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        )  # fmt: skip
        self.ran.append((title, script, answer.stdout))
        outputs.update(read_outputs(file.read_text()))
        if answer.returncode != 0:
            raise Failed(f"{title}: exit code {answer.returncode}\n{answer.stdout[-6000:]}")

    def action(self, uses, inputs, environment, shared, outputs):
        workspace, temp = self.place
        if uses.startswith("./"):
            self.composite(workspace / uses, inputs, environment, outputs)
        elif uses.startswith("docker://"):
            # The program is static; which files it sees is all that the container changes.
            entry = inputs["entrypoint"].replace("/github/workspace", str(workspace))
            script = f"{entry} {inputs.get('args', '')}"
            self.command({"name": f"in {uses.partition('@')[0]}"}, script, environment, {}, {})
        else:
            name = uses.partition("@")[0]
            if not re.fullmatch(r"[^@]+@[0-9a-f]{40}", uses):
                raise Failed(f"{uses} is not pinned")
            handler = getattr(self, "do_" + re.sub(r"[^a-z]", "_", name.lower()), None)
            if handler is None:
                raise Failed(f"{name} is not played here")
            handler(inputs, outputs, shared)

    def composite(self, directory, inputs, environment, outputs):
        action = yaml.load((directory / "action.yml").read_text(), Loader=yaml.BaseLoader)
        given = {key: inputs.get(key, it.get("default")) for key, it in action.get("inputs", {}).items()}
        for key, it in action.get("inputs", {}).items():
            if it.get("required") == "true" and not given[key]:
                raise Failed(f"{directory.name}: the input {key} is missing")
        context = {
            "inputs": given, "steps": {}, "job": {"failed": False}, "runner": {"os": "Linux", "arch": "X64"},
            "github": {},
        }  # fmt: skip
        for step in action["runs"]["steps"]:
            if "run" in step and "shell" not in step:
                raise Failed(f"{directory.name}: a step without a shell")
            self.step(step, context, environment)
        for key, it in action.get("outputs", {}).items():
            outputs[key] = filled(it["value"], context)

    # The actions of others, by name.

    def do_actions_checkout(self, inputs, _outputs, _shared):
        workspace, _ = self.place
        if inputs.get("persist-credentials") != "false":
            raise Failed("checkout leaves the token behind")
        # As GitHub's: a commit by its digits, whatever the branch has become meanwhile.
        git(self.origin, "config", "uploadpack.allowAnySHA1InWant", "true")
        run("git", "init", "--quiet", workspace)
        run("git", "-C", workspace, "remote", "add", "origin", f"file://{self.origin}")
        if inputs.get("fetch-depth") == "0":
            run("git", "-C", workspace, "fetch", "--quiet", "--tags", "origin")
        else:
            run("git", "-C", workspace, "fetch", "--quiet", "--depth=1", "--no-tags", "origin", self.sha)
        run("git", "-C", workspace, "checkout", "--quiet", "-B", self.branch, self.sha)
        if self.event == "pull_request":
            run("git", "-C", workspace, "checkout", "--quiet", "--detach", self.sha)
            run("git", "-C", workspace, "branch", "--quiet", "-D", self.branch)

    def do_actions_upload_artifact(self, inputs, _outputs, _shared):
        workspace, _ = self.place
        place = self.artifacts / inputs["name"]
        if place.exists():
            if inputs.get("overwrite") != "true":
                raise Failed(f"there is an artifact {inputs['name']} already")
            shutil.rmtree(place)
        source = workspace / inputs["path"]
        if not source.exists():
            if inputs.get("if-no-files-found") == "error":
                raise Failed(f"no files at {inputs['path']}")
            return
        if source.is_dir():
            shutil.copytree(source, place)
        else:
            place.mkdir()
            shutil.copy(source, place)
        # Archives keep no permissions.
        for file in place.rglob("*"):
            if file.is_file():
                file.chmod(0o644)

    def do_actions_download_artifact(self, inputs, _outputs, _shared):
        workspace, _ = self.place
        target = workspace / inputs.get("path", ".")
        if "name" in inputs:
            source = self.artifacts / inputs["name"]
            if not source.exists():
                raise Failed(f"no artifact {inputs['name']}")
            shutil.copytree(source, target, dirs_exist_ok=True)
            return
        for source in sorted(self.artifacts.iterdir()):
            if fnmatch.fnmatch(source.name, inputs["pattern"]):
                shutil.copytree(source, target / source.name, dirs_exist_ok=True)

    def do_cachix_install_nix_action(self, inputs, _outputs, shared):
        # This machine has it; its settings are for what comes after.
        shared["NIX_CONFIG"] = f"{self.variables.get('NIX_CONFIG', '')}\n{inputs['extra_nix_config']}"

    def do_nix_community_cache_nix_action(self, inputs, _outputs, _shared):
        if not inputs["primary-key"]:
            raise Failed("the cache has no key")

    def do_actions_cache(self, inputs, _outputs, _shared):
        if not inputs["key"]:
            raise Failed("the cache has no key")

    def do_actions_setup_python(self, inputs, outputs, _shared):
        if not inputs["python-version"].strip():
            raise Failed("no Python is named")
        outputs["python-path"] = self.variables["PYTHON_HERE"]


def combinations(matrix):
    """What a job is run for; of two lists the product is not played here."""
    if "include" in matrix:
        return matrix["include"]
    if not matrix:
        return [{}]
    ((key, values),) = matrix.items()
    return [{key: value} for value in values]


def read_outputs(text):
    """`GITHUB_OUTPUT`: `name=value`, or `name<<END` and lines."""
    outputs, lines = {}, iter(text.splitlines())
    for line in lines:
        name, sign, value = line.partition("=")
        if "<<" in name or not sign:
            name, _, end = line.partition("<<")
            inner = []
            for line in lines:
                if line == end:
                    break
                inner.append(line)
            value = "\n".join(inner)
        outputs[name] = value
    return outputs


def run(*command):
    subprocess.run([str(word) for word in command], check=True)


def git(repository, *words):
    return subprocess.run(["git", "-C", repository, *words], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def dumps(value):
    return json.dumps(value, indent=1)
