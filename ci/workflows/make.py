"""Writes workflows of our own, a yes and a no of every rule that wheelpin and zizmor share.

Usage: make.py DIR [COUNT]     (the same files each time)
"""
import itertools, pathlib, random, sys

COMMIT = "0123456789abcdef0123456789abcdef01234567"
STEPS = [
    "- uses: actions/checkout@v4",
    f"- uses: actions/checkout@{COMMIT} # v4.2.0\n  with:\n    persist-credentials: false",
    "- uses: actions/checkout@v4\n  with:\n    persist-credentials: true",
    "- uses: actions/cache@v4\n  with:\n    path: x\n    key: y",
    "- uses: actions/cache@v4\n  with:\n    path: x\n    key: y\n    lookup-only: true",
    "- uses: actions/setup-python@v5\n  with:\n    cache: pip",
    "- uses: actions/setup-python@v5",
    "- uses: actions/setup-go@v5",
    "- uses: actions/setup-go@v5\n  with:\n    cache: false",
    "- uses: actions/setup-node@v4\n  with:\n    package-manager-cache: false",
    "- uses: astral-sh/setup-uv@v6\n  with:\n    enable-cache: false",
    "- uses: astral-sh/setup-uv@v6",
    "- uses: Swatinem/rust-cache@v2",
    "- uses: PyO3/maturin-action@v1\n  with:\n    sccache: true",
    "- uses: PyO3/maturin-action@v1",
    "- uses: pypa/gh-action-pypi-publish@release/v1",
    "- uses: pypa/gh-action-pypi-publish@release/v1\n  with:\n    password: ${{ secrets.TOKEN }}",
    "- uses: pypa/gh-action-pypi-publish@release/v1\n  with:\n    password: ${{ secrets.TOKEN }}\n    repository-url: https://index.example/",
    "- uses: softprops/action-gh-release@v2",
    "- run: twine upload dist/*",
    "- run: twine check dist/*",
    "- run: |\n    true\n    python -m twine upload dist/*",
    "- run: uv publish --dry-run",
    "- run: uv publish dist/*",
    "- run: cargo publish -p x",
    "- run: uvx twine@6 upload x",
    "- uses: docker://alpine:3",
    "- uses: docker://alpine@sha256:" + "0a" * 32,
    "- run: x\n  env:\n    ALL: ${{ toJSON(secrets) }}",
    "- run: x\n  env:\n    ONE: ${{ secrets.X }}\n    PART: ${{ fromJSON(secrets.X).y }}",
    "- run: x\n  env:\n    ANY: ${{ secrets[matrix.a] }}",
    "- run: x\n  env:\n    ACTIONS_ALLOW_UNSECURE_COMMANDS: true",
    "- run: x\n  env:\n    ACTIONS_ALLOW_UNSECURE_COMMANDS: false",
    "- run: x\n  if: github.actor == 'dependabot[bot]'",
    "- run: x\n  if: github.actor != 'dependabot[bot]'",
    "- run: x\n  if: ${{ github.event.pull_request.user.login == 'dependabot[bot]' }}",
    "- uses: actions/github-script@v7\n  with:\n    script: |\n      f(`${{ github.head_ref }}`)",
]
EXPRESSIONS = [
    "github.sha", "github.ref", "github.ref_name", "github.head_ref", "github.actor", "github.run_id",
    "github.repository", "github.event.issue.title", "github.event.pull_request.number",
    "github.event.pull_request.body", "github.event.inputs.text", "github.event.comment.id", "inputs.text",
    "inputs.flag", "inputs.pick", "inputs.none", "matrix.a", "matrix.b", "matrix.c", "env.FIXED", "env.OTHER", "env.NONE",
    "secrets.X", "steps.a.outputs.b", "steps.a.outcome", "needs.x.result", "needs.x.outputs.y", "vars.X",
    "runner.os", "runner.temp", "format('{0}', github.ref)", "github.ref == 'x'", "contains(github.ref, 'x')",
    "github.sha || github.ref", "github.ref && 'a' || 'b'", "fromJSON(inputs.text).x", "toJSON(github.event)",
    "hashFiles('x')", "github['ref']", "!github.ref", "github.workspace", "job.status", "strategy.job-index",
]
STEPS += [f"- run: echo ${{{{ {expression} }}}}" for expression in EXPRESSIONS]
STEPS += [f"- run: |\n    true\n    echo \"${{{{ {expression} }}}}\"" for expression in EXPRESSIONS[::3]]
TRIGGERS = [
    "push:", "pull_request:", "release:\n    types: [published]", "push:\n    tags: ['v*']",
    "push:\n    branches: [release/x]", "push:\n    branches: [main]", "pull_request_target:",
    "workflow_run:\n    workflows: [x]", "issue_comment:",
    "workflow_dispatch:\n    inputs:\n      text: {type: string}\n      flag: {type: boolean}\n      pick: {type: choice, options: [a, b]}",
    "workflow_call:\n    inputs:\n      text: {type: string}\n      flag: {type: boolean}\n      pick: {type: string}",
]
PERMISSIONS = [None, "{}", "read-all", "write-all", "{contents: read}", "{contents: write, id-token: write}"]
RUNNERS = ["ubuntu-24.04", "ubuntu-latest", "self-hosted", "[self-hosted, arm]", "${{ matrix.a }}", "{group: x}", "['${{ matrix.a }}']"]
CONTAINERS = [None, "alpine:3", "alpine@sha256:" + "0a" * 32, "{image: 'a:1', credentials: {username: u, password: p}}",
              "{image: 'a:1', credentials: {username: u, password: '${{ secrets.P }}'}}"]


def indent(text, by):
    return "".join(" " * by + line + "\n" for line in text.splitlines())


def job(name, pick, steps):
    text = f"  {name}:\n    runs-on: {pick(RUNNERS)}\n"
    if permissions := pick(PERMISSIONS):
        text += f"    permissions: {permissions}\n"
    if container := pick(CONTAINERS):
        text += f"    container: {container}\n"
    text += "    strategy:\n      matrix:\n        a: [x, self-hosted]\n        b: ['${{ github.ref }}']\n"
    return text + "    steps:\n" + "".join(indent(step, 6) for step in steps)


def main():
    directory, count = pathlib.Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 300
    workflows = directory / "own+made" / ".github" / "workflows"
    workflows.mkdir(parents=True, exist_ok=True)
    pick = random.Random(1).choice
    queue = itertools.cycle(STEPS)
    for number in range(count):
        text = f"name: made {number}\non:\n" + indent("\n".join({text.split(":")[0]: text for text in (pick(TRIGGERS) for _ in range(1 + number % 2))}.values()).replace("\n    ", "\n    "), 2)
        if permissions := pick(PERMISSIONS):
            text += f"permissions: {permissions}\n"
        text += "env:\n  FIXED: x\n  OTHER: ${{ github.ref }}\njobs:\n"
        for name in ("x", "y")[: 1 + number % 2]:
            text += job(name, pick, [next(queue) for _ in range(3)])
        if number % 5 == 0:
            text += "  called:\n    uses: ./.github/workflows/made-1.yml\n    secrets: " + pick(["inherit", "{X: '${{ secrets.X }}'}"]) + "\n"
        (workflows / f"made-{number}.yml").write_text(text)


main()
