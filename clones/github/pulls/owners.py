"""Code owners: who must look at what, by the file that says so; https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from .. import gitstore
from ..git.trees import lookup
from ..lookups import LEVELS, user_permission
from ..records.people import User
from ..records.pulls import PullRequest
from ..records.repositories import Repository
from ..records.teams import Team
from ..team_access import people_of
from .finding import issue_of
from .ranges import changes_of
from .reviewing import ask

if TYPE_CHECKING:
    from clonery.server.call import Call

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
Rule = tuple[re.Pattern[str], tuple[str, ...]]


@lru_cache(maxsize=200)
def rules_of(text: str) -> tuple[Rule, ...]:
    """The lines of a file: what paths each is for, and the names that own them."""
    made = []
    for line in text.splitlines():
        pattern, *owners = line.partition("#")[0].replace("\\ ", "\0").split() or [""]
        if pattern and not pattern.startswith(("!", "[")):
            made.append((_matcher(pattern.replace("\0", " ")), tuple(owners)))
    return tuple(made)


def _matcher(pattern: str) -> re.Pattern[str]:
    """A pattern as in .gitignore: with a slash it starts at the root, else anywhere; a folder means all below it."""
    rooted, folder = "/" in pattern.rstrip("/"), pattern.endswith("/")
    parts = re.split(r"(\*\*/?|\*|\?)", pattern.strip("/"))
    wild = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    body = "".join(wild.get(part) or re.escape(part) for part in parts)
    only_here = rooted and pattern.rstrip("/").endswith("/*")  # `docs/*` is for files of that folder alone
    tail = "/.*" if folder else "" if only_here else "(?:/.*)?"
    return re.compile(f"{'' if rooted else '(?:.*/)?'}{body}{tail}")


def owners_of(rules: tuple[Rule, ...], path: str) -> tuple[str, ...]:
    """The owners of a path: what the last line that is for it says."""
    return next((owners for pattern, owners in reversed(rules) if pattern.fullmatch(path)), ())


def owned(call: Call, repository: Repository, pull: PullRequest) -> list[tuple[str, ...]]:
    """The owners of what a pull request changes, each set of them once, by the file of its base branch."""
    head = gitstore.branch_head(call, repository, pull.base_ref)
    read = gitstore.read_tree(call, repository)
    tree = gitstore.tree_of(call, repository, head) if head else ""
    found = next((entry for place in PLACES if tree and (entry := lookup(read, tree, place))), None)
    if found is None or found.type != "blob":
        return []
    rules = rules_of(gitstore.read_blob(call, repository)(found.sha).decode("utf-8", "replace"))
    sets = (owners_of(rules, change.path) for change in changes_of(call, repository, pull))
    return list(dict.fromkeys(owners for owners in sets if owners))


def named(call: Call, repository: Repository, name: str) -> User | Team | None:
    """The person (`@login` or an address) or team (`@org/team`) that may write here; None for anyone else."""
    login, _, slug = name.removeprefix("@").partition("/")
    if slug:
        account = call.find(User, login=login)
        return call.find(Team, organization=account.id, slug=slug.lower()) if account else None
    found = call.find(User, login=login) if name.startswith("@") else call.find(User, email=name)
    held = user_permission(call, repository, found.id) if found else None
    return found if held and LEVELS.index(held) >= LEVELS.index("push") else None


def ask_owners(call: Call, repository: Repository, pull: PullRequest) -> None:
    """Request reviews from the owners of what an open pull request changes, its author left out."""
    sets = owned(call, repository, pull) if not pull.draft else []
    if not sets:
        return
    there = dict.fromkeys(name for owners in sets for name in owners)
    found = [owner for owner in (named(call, repository, name) for name in there) if owner is not None]
    author = issue_of(call, pull).user
    people = [made for made in found if isinstance(made, User) and made.id != author]
    ask(call, repository, pull, people, [made for made in found if isinstance(made, Team)])


def waited_for(call: Call, repository: Repository, pull: PullRequest, approved: set[int]) -> list[str]:
    """The owners none of whom has approved what they own; [] where every part has an owner's approval."""
    missing: list[str] = []
    for owners in owned(call, repository, pull):
        found = {name: named(call, repository, name) for name in owners}
        ids = {id for owner in found.values() if owner for id in _people(call, owner)}
        if ids and not ids & approved:
            missing += [name.removeprefix("@") for name, owner in found.items() if owner]
    return list(dict.fromkeys(missing))


def _people(call: Call, owner: User | Team) -> list[int]:
    return people_of(call, owner) if isinstance(owner, Team) else [owner.id]
