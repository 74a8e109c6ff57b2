"""Which names git allows for references (https://git-scm.com/docs/git-check-ref-format)."""

import re

from .refusal import GitRefusal

_RULES = (
    ("empty", re.compile(r"\A\Z")),
    ("slash", re.compile(r"\A/|/\Z|//")),
    ("dots", re.compile(r"\.\.")),
    ("leading_dot", re.compile(r"(\A|/)\.")),
    ("trailing_dot", re.compile(r"\.\Z")),
    ("lock", re.compile(r"\.lock(/|\Z)")),
    ("letter", re.compile(r"[\0-\x20\x7f~^:?*\[\\]")),
    ("at_brace", re.compile(r"@\{")),
    ("at", re.compile(r"\A@\Z")),
)
_SHA = re.compile("[0-9a-fA-F]{40}")


def check_ref(name: str) -> str:
    """Give a full name (`refs/heads/main`) back; refuse with `bad_ref` and the broken rule what git can't store."""
    for rule, broken in _RULES:
        if broken.search(name):
            raise GitRefusal("bad_ref", name=name, rule=rule)
    if "/" not in name:
        raise GitRefusal("bad_ref", name=name, rule="one_level")
    return name


def check_branch(name: str) -> str:
    """Give a short branch or tag name back; refuses also a leading dash, `HEAD`, and what looks like an object's id."""
    check_ref(f"refs/heads/{name}")
    if name.startswith("-"):
        raise GitRefusal("bad_ref", name=name, rule="dash")
    if name == "HEAD":
        raise GitRefusal("bad_ref", name=name, rule="head")
    if _SHA.fullmatch(name):
        raise GitRefusal("bad_ref", name=name, rule="sha")
    return name
