"""Files to begin with: a scenario, a harness, a configuration; each runs as it is written."""

from __future__ import annotations

import json
from collections.abc import Sequence

_GITHUB = """# {title}

## Setup

The repository acme/webapp has an open issue titled "Add a dark theme".

## Prompt

In the repository acme/webapp, close the issue "Add a dark theme" and leave a comment on it that says why.

## Expected Behavior

The agent finds the issue by its title, comments on it and closes it. No other issue is touched.

## Success Criteria

- [D] The issue "Add a dark theme" is closed
- [D] Exactly 1 comment is created
- [D] Exactly 1 issue is closed
- [T] No failed calls
- [P] The comment gives a reason for closing the issue

## Config

clones: {clones}
timeout: 60
"""
_ANY = """# {title}

## Prompt

Look at what is there and say it in one sentence. Change nothing.

## Expected Behavior

The agent reads and answers.

## Success Criteria

- [D] The run exits successfully
- [T] Read-only
- [T] At most 20 calls

## Config

clones: {clones}
timeout: 60
"""


def scenario(title: str, clones: Sequence[str]) -> str:
    """A scenario of these clones; `title` may be a file's name."""
    named = title.replace("-", " ").replace("_", " ").strip().capitalize() or "First"
    return (_GITHUB if clones[0] == "github" else _ANY).format(title=named, clones=", ".join(clones))


_HARNESS = '''"""A harness to begin with: it does the task without a model. Put your agent in its place."""

import json
import os
import sys
from urllib.request import Request, urlopen

TASK = os.environ["AGENT_TASK"]
URLS = json.loads(os.environ["AGENT_CLONE_URLS"])  # clone -> address of its REST API
{variables}

def call(clone, method, path, body=None):
    """One call, as an SDK makes it."""
    token = os.environ["CLONERY_" + clone.upper().replace("-", "_") + "_TOKEN"]
    sent = {{"Authorization": "Bearer " + token, "Content-Type": "application/json"}}
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(URLS[clone] + path, data, sent, method=method)) as answer:
        return json.loads(answer.read() or b"null")


print("task:", TASK, file=sys.stderr)  # what goes to standard error is kept as the log
{steps}
print(json.dumps({{"text": said}}))  # the answer goes to standard output
'''
_GITHUB_STEPS = """issues = call("github", "GET", "/repos/acme/webapp/issues")
issue = next(issue for issue in issues if issue["title"] == "Add a dark theme")
path = "/repos/acme/webapp/issues/" + str(issue["number"])
call("github", "POST", path + "/comments", {"body": "Closing this: the design was settled without a dark theme."})
call("github", "PATCH", path, {"state": "closed"})
said = "I closed issue " + str(issue["number"]) + " and said why."
"""
_ANY_STEPS = """said = "The clones are at " + ", ".join(URLS.values())
"""


def harness(clones: Sequence[str]) -> str:
    """A harness in Python, with the standard library alone, that passes the scenario of these clones."""
    steps = _GITHUB_STEPS if clones[0] == "github" else _ANY_STEPS
    variables = f"# the SDKs' own variables are set as well, for: {', '.join(clones)}\n"
    return _HARNESS.format(variables=variables, steps=steps)


def config(command: str, folder: str, clones: Sequence[str]) -> str:
    """A clonery.toml."""
    return (
        "# What `clonery run` does when it is told nothing else.\n"
        f"harness = {json.dumps(command)}\n"
        f"scenarios = [{json.dumps(folder)}]\n"
        f"clones = {json.dumps(list(clones))}\n"
        "runs = 1\n"
        "timeout = 60      # seconds that a run may take\n"
        "threshold = 100   # the satisfaction that a scenario has to reach\n\n"
        "# [judge]         # who judges [P] criteria; its key is in OPENAI_API_KEY or ANTHROPIC_API_KEY\n"
        '# model = "…"\n'
    )
