"""Topics, languages, contributors and teams of a repository; https://docs.github.com/rest/repos/repos#get-all-repository-topics."""

from __future__ import annotations

import re
from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ...gitstore import branch_head, history, people
from ...lookups import find_repository
from ...organizations import inside, sees
from ...records.people import User
from ...records.teams import Team, TeamRepository
from ...refusals import ValidationFailed
from ...shapes.commits import account, commit_of
from ...shapes.teams import granted
from ...shapes.teams import team as team_shown

_TOPIC = re.compile("[a-z0-9][a-z0-9-]{0,49}")
TOPIC_LIMIT = 20


@operation("repos/get-all-topics")
def get_topics(call: Call, owner: str, repo: str) -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/topics"""
    names = find_repository(call, owner, repo).topics
    return {"names": call.slice(names).items}


@operation("repos/replace-all-topics")
def replace_topics(call: Call, owner: str, repo: str, names: list[str]) -> dict[str, Any]:
    """PUT /repos/{owner}/{repo}/topics"""
    repository = find_repository(call, owner, repo, "push")
    topics = list(dict.fromkeys(name.lower() for name in names))
    wrong = [topic for topic in topics if not _TOPIC.fullmatch(topic)]
    if wrong:
        raise ValidationFailed("Repository", "topics", "invalid", value=wrong[0])
    if len(topics) > TOPIC_LIMIT:
        message = f"A repository cannot have more than {TOPIC_LIMIT} topics."
        raise ValidationFailed("Repository", "topics", "custom", message)
    repository = call.update(repository, topics=topics, updated_at=call.now)
    call.emit("repository", action="edited", repository=repository, was={"topics": topics})
    return {"names": topics}


@operation("repos/list-languages")
def list_languages(call: Call, owner: str, repo: str) -> dict[str, int]:
    """GET /repos/{owner}/{repo}/languages: bytes of each, most first."""
    found = find_repository(call, owner, repo).languages
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))


@operation("repos/list-contributors")
def list_contributors(call: Call, owner: str, repo: str, anon: str = "") -> Page | None:
    """GET /repos/{owner}/{repo}/contributors: by commits of the default branch; 204 for an empty one."""
    repository = find_repository(call, owner, repo)
    head = branch_head(call, repository, repository.default_branch)
    if head is None:
        return None
    by_email: dict[str, list[str]] = {}
    for sha, email, _ in people(call, repository, history(call, repository, head)):
        by_email.setdefault(email, []).append(sha)
    found: dict[Any, dict[str, Any]] = {}
    for email, shas in by_email.items():
        author = commit_of(call, repository, shas[0]).author
        person = account(call, author)
        if person is None and anon.lower() not in ("1", "true"):
            continue
        shown = person or {"type": "Anonymous", "email": author["email"], "name": author["name"]}
        entry = found.setdefault(shown.get("id", email), {**shown, "contributions": 0})
        entry["contributions"] += len(shas)
    return call.slice(sorted(found.values(), key=lambda entry: -entry["contributions"]))


@operation("repos/list-teams")
def list_teams(call: Call, owner: str, repo: str) -> Page:
    """GET /repos/{owner}/{repo}/teams: those that the caller sees, with their permission here."""
    repository = find_repository(call, owner, repo)
    if not inside(call, call.get(User, repository.owner)):
        return call.slice([])
    found = [(call.get(Team, held.team), held.permission) for held in _grants(call, repository.id)]
    return call.slice([
        {**team_shown(call, team, False), "permission": permission, "permissions": granted(permission)}
        for team, permission in found
        if sees(call, team)
    ])  # fmt: skip


def _grants(call: Call, repository: int) -> list[TeamRepository]:
    return call.all(TeamRepository, {"repository": repository})
