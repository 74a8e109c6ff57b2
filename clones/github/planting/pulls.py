"""A seed's pull requests, opened, reviewed and merged by its people at its times; https://docs.github.com/rest/pulls/pulls."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from clonery.server.call import Call
from clonery.server.problems import Problem
from clonery.server.state.clock import parse
from clonery.server.state.seeds import SeedError

from .. import gitstore
from ..lookups import find_label
from ..operations.issues.changes import change, opened
from ..operations.issues.issues import open_issue
from ..operations.pulls.merges import bring_in
from ..operations.pulls.opening import check_pair, head_of, open_pull
from ..pulls.anchors import Misplaced, Wanted, anchored
from ..pulls.finding import issue_of
from ..pulls.reviewing import PENDING, ask, save, submit
from ..records.commits import Status
from ..records.issues import Comment, Issue, Milestone
from ..records.people import User
from ..records.pulls import PullRequest, Review
from ..records.repositories import Repository
from ..records.teams import Team
from ..references import mention
from ..trail import tell
from .code import FILES, content

_TEXT = {"type": "string"}
_NAMES = {"type": "array", "items": _TEXT}
_LINE = {"type": "integer", "minimum": 1}
_STATES = ("PENDING", "COMMENTED", "APPROVED", "CHANGES_REQUESTED")


def _object(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


_SIDE = {"enum": ["LEFT", "RIGHT"]}
_SAID = _object(["path", "body"], path=_TEXT, body=_TEXT, line=_LINE, start_line=_LINE, side=_SIDE)
_REVIEW = _object(["user"], user=_TEXT, state={"enum": list(_STATES)}, body=_TEXT, at=_TEXT, comments=_list(_SAID))
PULL = _object(
    ["title", "head"], title=_TEXT, body=_TEXT, user=_TEXT, head=_TEXT, base=_TEXT, draft={"type": "boolean"},
    labels=_NAMES, assignees=_NAMES, milestone=_TEXT, created_at=_TEXT, reviewers=_NAMES, team_reviewers=_NAMES,
    commits=_list(_object(["message"], message=_TEXT, files=FILES, author=_TEXT, date=_TEXT)),
    statuses={"type": "object", "additionalProperties": {"enum": ["error", "failure", "pending", "success"]}},
    comments=_list(_object(["body"], body=_TEXT, user=_TEXT, created_at=_TEXT)),
    reviews=_list(_REVIEW),
    merged={"enum": ["merge", "squash", "rebase"]}, merged_by=_TEXT, closed={"type": "boolean"}, closed_at=_TEXT,
)  # fmt: skip
"""A pull request: `head` is a branch, made from the base where `commits` begin it; `merged` says how, `statuses` are
those of its head by context."""


class _Acting:
    """A seed's people doing things one after the other; a moment that it does not name is a minute later."""

    def __init__(self, call: Call, path: str, repository: Repository) -> None:
        self.call, self.path, self.id = call, path, repository.id

    @property
    def repository(self) -> Repository:
        return self.call.get(Repository, self.id)

    def user(self, field: str, login: str) -> User:
        found = self.call.find(User, login=login)
        if found is None:
            raise SeedError(f"no user {login!r}", f"{self.path}.{field}")
        return found

    def act(self, field: str, login: str, at: str | None = None) -> User:
        """From here on this person acts, at that time."""
        try:
            self.call.moment = parse(at) if at else self.call.moment + 60_000_000
        except ValueError as error:
            raise SeedError(str(error), f"{self.path}.{field}") from None
        self.call.actor = user = self.user(field, login)
        self.call.memo.clear()
        return user


@contextmanager
def _apart(call: Call, path: str) -> Iterator[None]:
    """Give the call back its own time and person, and problems the place in the seed."""
    moment, actor = call.moment, call.actor
    try:
        yield
    except Problem as problem:
        errors = getattr(problem, "errors", None)
        raise SeedError(f"{problem.message} {errors or ''}".strip(), path) from None
    except Misplaced as misplaced:
        raise SeedError(misplaced.sentence, path) from None
    finally:
        call.moment, call.actor = moment, actor
        call.memo.clear()


def plant_pulls(call: Call, path: str, repository: Repository, entries: list[dict[str, Any]]) -> None:
    """Open the pull requests of one repository, in their order. Raises SeedError."""
    for place, entry in enumerate(entries):
        where = f"{path}.pulls.{place}"
        with _apart(call, where):
            _plant(_Acting(call, where, repository), entry)


def _plant(acting: _Acting, entry: dict[str, Any]) -> None:
    call, base = acting.call, entry.get("base") or acting.repository.default_branch
    opener = entry.get("user") or call.get(User, acting.repository.owner).login
    acting.act("created_at", opener, entry.get("created_at"))
    _commit(acting, entry, base)
    place, ref = head_of(call, acting.repository, entry["head"])
    shas = check_pair(call, acting.repository, base, place, ref)
    issue = open_issue(call, acting.repository, call.actor.id, **_issue_fields(acting, entry))
    pull = open_pull(call, acting.repository, issue, place, ref, base, shas, draft=entry.get("draft", False))
    issue = call.get(Issue, issue.id)
    tell(call, acting.repository, issue, "opened")
    opened(call, acting.repository, issue)
    mention(call, acting.repository, issue, issue.body)
    for context, state in entry.get("statuses", {}).items():
        stamps = {"created_at": call.now, "updated_at": call.now}
        call.create(
            Status, repository=acting.id, sha=pull.head_sha, state=state, context=context, creator=call.actor, **stamps
        )  # fmt: skip
    people = [acting.user("reviewers", login) for login in entry.get("reviewers", [])]
    teams = [_team(acting, slug) for slug in entry.get("team_reviewers", [])]
    ask(call, acting.repository, pull, people, teams)
    for said in entry.get("comments", []):
        _comment(acting, pull, said, opener)
    for review in entry.get("reviews", []):
        _review(acting, call.get(PullRequest, pull.id), review)
    _finish(acting, call.get(PullRequest, pull.id), entry, opener)


def _commit(acting: _Acting, entry: dict[str, Any], base: str) -> None:
    """Make the commits of a pull request's own branch."""
    call, branch = acting.call, entry["head"]
    for place, commit in enumerate(entry.get("commits", [])):
        user = acting.user(f"commits.{place}.author", commit["author"]) if "author" in commit else call.actor
        start = gitstore.branch_head(call, acting.repository, base)
        if gitstore.branch_head(call, acting.repository, branch) is None and start is not None:
            gitstore.create_ref(call, acting.repository, f"refs/heads/{branch}", start)
        files = {name: content(given) for name, given in commit.get("files", {}).items()}
        by = gitstore.identity(call, user)
        if "date" in commit:
            by = by._replace(seconds=parse(commit["date"]) // 1_000_000)
        gitstore.commit_files(call, acting.repository, branch, files, commit["message"], author=by)


def _issue_fields(acting: _Acting, entry: dict[str, Any]) -> dict[str, Any]:
    call, repository = acting.call, acting.repository
    labels = []
    for name in entry.get("labels", []):
        label = find_label(call, repository, name)
        if label is None:
            raise SeedError(f"no label {name!r} in this repository", f"{acting.path}.labels")
        labels.append(label.id)
    milestone = None
    if "milestone" in entry:
        milestone = call.first(Milestone, {"repository": repository.id, "title": entry["milestone"]})
        if milestone is None:
            raise SeedError(f"no milestone {entry['milestone']!r} in this repository", f"{acting.path}.milestone")
    people = [acting.user("assignees", login).id for login in entry.get("assignees", [])]
    made = {"title": entry["title"], "body": entry.get("body"), "labels": labels, "assignees": people}
    return {**made, "milestone": milestone}


def _team(acting: _Acting, slug: str) -> Team:
    found = acting.call.find(Team, organization=acting.repository.owner, slug=slug)
    if found is None:
        raise SeedError(f"no team {slug!r}", f"{acting.path}.team_reviewers")
    return found


def _comment(acting: _Acting, pull: PullRequest, said: dict[str, Any], opener: str) -> None:
    call = acting.call
    user = acting.act("comments", said.get("user", opener), said.get("created_at"))
    issue = issue_of(call, pull)
    made = call.create(
        Comment, repository=acting.id, issue=issue, user=user, body=said["body"], created_at=call.now,
        updated_at=call.now,
    )  # fmt: skip
    issue = call.update(issue, comments=issue.comments + 1, updated_at=call.now)
    call.emit("issue_comment", action="created", repository=acting.repository, issue=issue, comment=made)


def _review(acting: _Acting, pull: PullRequest, entry: dict[str, Any]) -> None:
    call, state = acting.call, entry.get("state", "COMMENTED")
    user = acting.act("reviews", entry["user"], entry.get("at"))
    review = call.create(
        Review, repository=acting.id, pull=pull, user=user, state=PENDING, body=entry.get("body", ""),
        commit=pull.head_sha,
    )  # fmt: skip
    for said in entry.get("comments", []):
        wanted = Wanted(said["path"], said.get("line"), said.get("side"), said.get("start_line"))
        wanted = wanted._replace(subject_type=None if wanted.line else "file")
        save(call, review, said["body"], anchored(call, acting.repository, pull, pull.head_sha, wanted))
    if state != PENDING:
        submit(call, acting.repository, pull, review, state)


def _finish(acting: _Acting, pull: PullRequest, entry: dict[str, Any], opener: str) -> None:
    call, how = acting.call, entry.get("merged")
    if how:
        acting.act("closed_at", entry.get("merged_by", opener), entry.get("closed_at"))
        bring_in(call, acting.repository, pull, how, None, None)
    elif entry.get("closed"):
        acting.act("closed_at", opener, entry.get("closed_at"))
        change(call, acting.repository, issue_of(call, pull), state="closed")
