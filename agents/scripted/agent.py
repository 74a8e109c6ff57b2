"""A scripted agent without a model: it does the steps of a JSON file, for demonstrations and tests."""

# Usage: python agent.py STEPS.json
#
# STEPS.json is a list of steps, each an object:
#   {"clone": "github", "call": "GET /repos/acme/webapp/issues", "body": {...}, "headers": {...}, "as": "issues"}
#   {"clone": "github", "tool": "add_issue_comment", "arguments": {...}}      a tool, as MCP clients see it
#   {"say": "text"}                                                           the answer
#   {"sleep": 1.5}, {"exit": 3}                                               for tests of what goes wrong
# Texts may name earlier answers: "{{issues.0.number}}". With "try": true a refusal goes on, without it the agent stops.

import json
import os
import re
import sys
import time
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

NAME = re.compile(r"\{\{([^{}]+)\}\}")
OPEN = build_opener(ProxyHandler({})).open


def filled(value, held):
    """The value with what earlier steps were answered."""
    if isinstance(value, dict):
        return {name: filled(part, held) for name, part in value.items()}
    if isinstance(value, list):
        return [filled(part, held) for part in value]
    if not isinstance(value, str):
        return value
    whole = NAME.fullmatch(value)
    if whole:
        return found(whole[1], held)
    return NAME.sub(lambda name: str(found(name[1], held)), value)


def found(path, held):
    """What `issues.0.number` leads to."""
    for part in path.strip().split("."):
        held = held[int(part)] if isinstance(held, list) else held[part]
    return held


def call(step):
    """One call of a clone's REST API or tool: its answer."""
    clone = step["clone"]
    prefix = "CLONERY_" + clone.upper().replace("-", "_")
    headers = {"Authorization": "Bearer " + os.environ[prefix + "_TOKEN"], "Accept": "application/json"}
    body = step.get("body")
    if "tool" in step:
        base = f"{os.environ['CLONERY_URL']}/_clonery/sessions/{os.environ['CLONERY_SESSION']}"
        method, url, body = (
            "POST",
            f"{base}/clones/{clone}/tools/{step['tool']}",
            {"arguments": step.get("arguments", {})},
        )
    else:
        method, path = step["call"].split(" ", 1)
        url = os.environ[prefix + "_URL"] + path
    data = None
    if "form" in step:
        data = urlencode(step["form"]).encode()
    elif body is not None:
        data, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
    headers.update(step.get("headers", {}))
    try:
        with OPEN(Request(url, data, headers, method=method)) as answer:
            text = answer.read()
    except HTTPError as error:
        text = error.read()
        print(f"{method} {url}: {error.code} {text.decode('utf-8', 'replace')[:300]}", file=sys.stderr)
        if not step.get("try"):
            sys.exit(f"step {json.dumps(step)} was refused with {error.code}")
    except (HTTPException, OSError) as error:
        print(f"{method} {url}: no answer: {error}", file=sys.stderr)
        if not step.get("try"):
            sys.exit(f"step {json.dumps(step)} got no answer: {error}")
        return None
    try:
        made = json.loads(text or b"null")
    except ValueError:
        made = text.decode("utf-8", "replace")
    return made["result"] if "tool" in step and isinstance(made, dict) and "result" in made else made


def main(steps):
    """Do the steps and print what was said."""
    held, said = {"task": os.environ.get("AGENT_TASK", "")}, []
    for step in steps:
        step = filled(step, held)
        if "say" in step:
            said.append(step["say"])
        elif "sleep" in step:
            time.sleep(step["sleep"])
        elif "exit" in step:
            sys.exit(step["exit"])
        else:
            held[step.get("as", "last")] = call(step)
    print(json.dumps({"text": "\n".join(said)}))


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        main(json.load(file))
