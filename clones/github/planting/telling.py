"""A state told in a seed's words: people, organizations, repositories, their issues; https://docs.github.com/rest."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.state.clock import iso
from clonery.server.state.record import Record

from ..records.issues import Comment, Issue, Label, Milestone
from ..records.people import INTEGRATION, Membership, User
from ..records.repositories import Collaborator, Repository

Entry = dict[str, Any]
_PERSON = ("name", "email", "company", "bio", "location")
_PLACE = ("description", "private", "topics", "language", "license", "archived", "default_branch")


class _Teller:
    """Counts the ids that planting gives, so that only those are named that differ."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.next: dict[str, int] = {}

    def named(self, record: Record) -> Entry:
        """`{"id": …}` where a planted record would get another id."""
        kind = record.KIND.name
        expected = self.next.get(kind, 1)
        self.next[kind] = max(expected, record.id + 1)
        return {} if record.id == expected else {"id": record.id}

    def login(self, id: int) -> str:
        return self.call.get(User, id).login


def told(call: Call) -> Entry:
    """The seed without what the format has no words for."""
    teller = _Teller(call)
    accounts = call.all(User, {}, "id")
    people = [user for user in accounts if user.type != "Organization"]
    made: Entry = {"now": min((user.created_at for user in accounts), default=iso(call.moment))}
    made["users"] = [{**teller.named(user), "login": user.login, **_given(user, _PERSON)} for user in people]
    made["organizations"] = [_organization(teller, user) for user in accounts if user.type == "Organization"]
    made["tokens"] = _tokens(teller)
    made["repositories"] = [_repository(teller, each, made["now"]) for each in call.all(Repository, {}, "id")]
    return made


def _given(record: Record, names: tuple[str, ...]) -> Entry:
    """The fields that are something else than nothing and than their defaults."""
    held = {name: record.get(name) for name in names}
    return {name: value for name, value in held.items() if value not in (None, [], record.DEFAULTS.get(name))}


def _organization(teller: _Teller, user: User) -> Entry:
    made = {**teller.named(user), "login": user.login, **_given(user, ("name", "description"))}
    made |= _given(user, ("default_repository_permission",))
    for role, name in (("admin", "owners"), ("member", "members")):
        held = teller.call.all(Membership, {"organization": user.id, "role": role})
        logins = [teller.login(each.user) for each in held if each.state == "active"]
        made |= {name: logins} if logins else {}
    return made


def _tokens(teller: _Teller) -> list[Entry]:
    made = []
    for credential in teller.call.session.opened.credentials.all(teller.call.clone.name):
        if credential.revoked or credential.user is None:
            continue
        scopes = {} if credential.scopes is None else {"scopes": list(credential.scopes)}
        default = {"default": True} if credential.default else {}
        user = teller.login(credential.user)
        app = {"app": credential.details[INTEGRATION]} if INTEGRATION in credential.details else {}
        made.append({"token": credential.token, "user": user, **scopes, **default, **app})
    return made


def _repository(teller: _Teller, record: Repository, now: str) -> Entry:
    call, within = teller.call, {"repository": record.id}
    made = {**teller.named(record), "owner": teller.login(record.owner), "name": record.name}
    made |= _given(record, _PLACE)
    if record.created_at != now:
        made["created_at"] = record.created_at
    people = call.all(Collaborator, within)
    if people:
        made["collaborators"] = {teller.login(each.user): each.permission for each in people}
    milestones = call.all(Milestone, within, "number")
    issues = [issue for issue in call.all(Issue, within, "number") if issue.pull is None]
    below = {
        "labels": [_label(teller, label) for label in call.all(Label, within, "id")],
        "milestones": [_milestone(teller, milestone, place) for place, milestone in enumerate(milestones, 1)],
        "issues": _issues(teller, record, issues),
    }
    return made | {name: entries for name, entries in below.items() if entries}


def _label(teller: _Teller, label: Label) -> Entry:
    return {**teller.named(label), "name": label.name, **_given(label, ("color", "description"))}


def _milestone(teller: _Teller, milestone: Milestone, place: int) -> Entry:
    number = {} if milestone.number == place else {"number": milestone.number}
    fields = _given(milestone, ("description", "due_on", "state"))
    return {**teller.named(milestone), **number, "title": milestone.title, **fields}


def _issues(teller: _Teller, repository: Repository, issues: list[Issue]) -> list[Entry]:
    made, expected = [], 1
    for issue in issues:
        number = {} if issue.number == expected else {"number": issue.number}
        expected = issue.number + 1
        made.append({**teller.named(issue), **number, **_issue(teller, repository, issue)})
    return made


def _issue(teller: _Teller, repository: Repository, issue: Issue) -> Entry:
    call = teller.call
    made: Entry = {"title": issue.title, **_given(issue, ("body",))}
    if issue.user != repository.owner:
        made["user"] = teller.login(issue.user)
    labels = [call.get(Label, id).name for id in issue.labels]
    people = [teller.login(id) for id in issue.assignees]
    made |= {name: names for name, names in (("labels", labels), ("assignees", people)) if names}
    if issue.milestone is not None:
        made["milestone"] = call.get(Milestone, issue.milestone).title
    made |= _given(issue, ("state", "locked"))
    if issue.state == "closed":
        made |= {"closed_at": issue.closed_at}
        made |= {"state_reason": issue.state_reason} if issue.state_reason not in (None, "completed") else {}
    made["created_at"] = issue.created_at
    if issue.updated_at != (issue.closed_at or issue.created_at):
        made["updated_at"] = issue.updated_at
    comments = call.all(Comment, {"issue": issue.id}) if issue.comments else []
    return made | ({"comments": [_comment(teller, repository, issue, each) for each in comments]} if comments else {})


def _comment(teller: _Teller, repository: Repository, issue: Issue, comment: Comment) -> Entry:
    made = {**teller.named(comment), "body": comment.body}
    if comment.user != repository.owner:
        made["user"] = teller.login(comment.user)
    return made if comment.created_at == issue.created_at else {**made, "created_at": comment.created_at}
