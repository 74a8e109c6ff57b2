"""Lists of issues and merge requests by every filter that clients send; https://docs.gitlab.com/api/issues."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from clonery.server.dialect import Page
from clonery.server.generic import homes
from clonery.server.generic.lists import found
from clonery.server.generic.naming import item_schema
from clonery.server.generic.showing import fitting, plain
from clonery.server.operation import operation
from clonery.server.problems import Flaw, Invalid
from clonery.server.state.record import Record

if TYPE_CHECKING:
    from clonery.server.call import Call

STATES = {"issue": ("opened", "closed", "all"), "merge_request": ("opened", "closed", "locked", "merged", "all")}
SCOPES = ("created_by_me", "created-by-me", "assigned_to_me", "assigned-to-me", "reviews_for_me", "all")
ORDERS = {
    "created_at": "created_at", "updated_at": "updated_at", "title": "title", "due_date": "due_date",
    "weight": "weight", "popularity": "upvotes", "merged_at": "merged_at", "relative_position": "relative_position",
}  # fmt: skip
PLAIN = ("source_branch", "target_branch", "source_project_id", "issue_type", "weight")
UNKNOWN = (
    "my_reaction_emoji", "not[my_reaction_emoji]", "iteration_id", "approver_ids", "approved_by_ids", "approved",
    "approved_by_usernames", "deployed_after", "deployed_before", "environment", "not[in]", "epic_id",
)  # fmt: skip
"""Filters whose things the clone does not keep: to overlook them would give what was not asked for."""
Test = Callable[[Record], bool]


def _bad(name: str, rule: str = "enum") -> Invalid:
    return Invalid(flaws=(Flaw((name,), rule, None, None, "query"),))


def _words(value: Any) -> list[str]:
    parts = value if isinstance(value, list) else str(value).split(",")
    return [text for part in parts if (text := str(part).strip())]


def _labelled(value: Any) -> Test:
    wanted = _words(value)
    if [word.lower() for word in wanted] in (["none"], ["any"]):
        return lambda record: bool(record.get("labels")) is (wanted[0].lower() == "any")
    return lambda record: set(wanted) <= set(record.get("labels") or ())


def _people(record: Record, role: str) -> list[dict[str, Any]]:
    many = record.get(f"{role}s")
    one = record.get(role)
    return [each for each in [*(many if isinstance(many, list) else ()), one] if isinstance(each, dict)]


def _person(role: str, field: str, value: Any) -> Test:
    """Whether one of those in a role (author, assignee, reviewer, merge_user) is meant by an id or a name."""
    wanted = {word.lower() for word in _words(value)}
    if wanted in ({"none"}, {"any"}) and role != "author":
        return lambda record: bool(_people(record, role)) is (wanted == {"any"})
    return lambda record: any(str(each.get(field)).lower() in wanted for each in _people(record, role))


def _milestone(value: Any) -> Test:
    word = str(value)
    if word.lower() in ("none", "any", "0"):
        return lambda record: bool(record.get("milestone")) is (word.lower() == "any")
    return lambda record: (record.get("milestone") or {}).get("title") == word


def _searched(value: Any, places: Any) -> Test:
    text, names = str(value).lower(), _words(places) if places else ["title", "description"]
    return lambda record: all(any(word in str(record.get(n) or "").lower() for n in names) for word in text.split())


def _moment(field: str, value: Any, after: bool) -> Test:
    bound = str(value)
    return lambda record: bool(held := str(record.get(field) or "")) and (held >= bound if after else held <= bound)


def _due(value: Any, today: date) -> Test:
    """`0` none, `any`, a day's word, or a span of days around today."""
    week = today - timedelta(days=today.weekday())
    month = today.replace(day=1)
    spans = {
        "today": (today, today), "tomorrow": (today + timedelta(days=1), today + timedelta(days=1)),
        "overdue": (date.min, today - timedelta(days=1)), "week": (week, week + timedelta(days=6)),
        "month": (month, (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)),
        "next_month_and_previous_two_weeks": (
            today - timedelta(days=14), (month + timedelta(days=63)).replace(day=1) - timedelta(days=1)
        ),
    }  # fmt: skip
    if value in ("0", "any"):
        return lambda record: bool(record.get("due_date")) is (value == "any")
    if value not in spans:
        raise _bad("due_date")
    low, high = (day.isoformat() for day in spans[value])
    return lambda record: bool(record.get("due_date")) and low <= str(record.get("due_date"))[:10] <= high


def _negated(test: Test) -> Test:
    return lambda record: not test(record)


def _none_of(value: Any) -> Test:
    unwanted = set(_words(value))
    return lambda record: not unwanted & set(record.get("labels") or ())


def _tests(call: Call, kind: str, asked: dict[str, Any], scope: str) -> list[Test]:
    """What an item must pass. Raises Invalid for a value that no filter takes, and for filters unknown here."""
    given = {name: value for name, value in asked.items() if value not in (None, "", [])}
    for name in UNKNOWN:
        if name in given and str(given[name]).lower() != "none":
            raise _bad(name, "unknown")
    tests: list[Test] = []
    state = given.get("state", "all")
    if state not in STATES[kind]:
        raise _bad("state")
    if state != "all":
        tests.append(lambda record: record.get("state") == state)
    if "labels" in given:
        tests.append(_labelled(given["labels"]))
    if "not[labels]" in given:
        tests.append(_none_of(given["not[labels]"]))
    for role in ("author", "assignee", "reviewer", "merge_user"):
        for field, name in (("id", f"{role}_id"), ("username", f"{role}_username")):
            if name in given:
                tests.append(_person(role, field, given[name]))
            if f"not[{name}]" in given:
                tests.append(_negated(_person(role, field, given[f"not[{name}]"])))
    for name, make in (("milestone", _milestone), ("search", lambda value: _searched(value, given.get("in")))):
        if name in given:
            tests.append(make(given[name]))
        if f"not[{name}]" in given:
            tests.append(_negated(make(given[f"not[{name}]"])))
    if "iids" in given:
        wanted = {str(each) for each in given["iids"]}
        tests.append(lambda record: str(record.get("iid")) in wanted)
    for field in ("created", "updated"):
        for word in ("after", "before"):
            if f"{field}_{word}" in given:
                tests.append(_moment(f"{field}_at", given[f"{field}_{word}"], word == "after"))
    if "due_date" in given:
        tests.append(_due(given["due_date"], date.fromisoformat(str(call.now)[:10])))
    if "confidential" in given:
        tests.append(lambda record: bool(record.get("confidential")) is (given["confidential"] is True))
    if "wip" in given:
        tests.append(lambda record: bool(record.get("draft")) is (given["wip"] == "yes"))
    for name in PLAIN:
        if name in given:
            tests.append(lambda record, name=name: str(record.get(name)) == str(given[name]))  # type: ignore[misc] # bound now
    return tests + _scoped(call, given.get("scope", scope))


def _scoped(call: Call, scope: str) -> list[Test]:
    if scope not in SCOPES:
        raise _bad("scope")
    own = call.actor.id if call.actor is not None else None
    role = {"created": "author", "assigned": "assignee", "reviews": "reviewer"}.get(
        scope.replace("-", "_").split("_")[0]
    )
    return [_person(role, "id", own)] if role else []


def _ordered(records: list[Record], asked: dict[str, Any]) -> list[Record]:
    by, way = asked.get("order_by") or "created_at", asked.get("sort") or "desc"
    if by not in (*ORDERS, "priority", "label_priority", "milestone_due"):
        raise _bad("order_by")
    if way not in ("asc", "desc"):
        raise _bad("sort")
    field = ORDERS.get(by, "created_at")
    known = [record for record in records if record.get(field) is not None]
    known.sort(key=lambda record: (record.doc[field], record.rid), reverse=way == "desc")
    return known + [record for record in records if record.get(field) is None]


def chosen(call: Call, kind: str, scope: str) -> list[Record]:
    """The issues or merge requests that the call asks for, in its order. Raises Invalid, NotFound."""
    assert call.operation is not None
    effect = {**call.operation.entry["effect"], "kind": kind}
    above = homes.parents(call, call.operation, call.arguments)
    tests = _tests(call, kind, call.arguments, scope)
    return [record for record in found(call, effect, call.arguments, above) if all(test(record) for test in tests)]


def _listed(call: Call, kind: str, scope: str) -> Page:
    assert call.operation is not None
    records = _ordered(chosen(call, kind, scope), call.arguments)
    page, fit = call.slice(records), fitting(call)
    schema = item_schema(call.operation, fit)
    page.items = [fit.fit(schema, plain(call, record), True) for record in page.items]
    return page


@operation("getApiV4ProjectsIdIssues", "getApiV4GroupsIdIssues")
def list_issues(call: Call, **asked: Any) -> Page:
    """GET /projects/{id}/issues, GET /groups/{id}/issues"""
    return _listed(call, "issue", "all")


@operation("getApiV4Issues")
def list_own_issues(call: Call, **asked: Any) -> Page:
    """GET /issues: those that the caller made, unless another scope is asked for"""
    return _listed(call, "issue", "created_by_me")


@operation("getApiV4ProjectsIdMergeRequests", "getApiV4GroupsIdMergeRequests")
def list_merge_requests(call: Call, **asked: Any) -> Page:
    """GET /projects/{id}/merge_requests, GET /groups/{id}/merge_requests"""
    return _listed(call, "merge_request", "all")


@operation("getApiV4MergeRequests")
def list_own_merge_requests(call: Call, **asked: Any) -> Page:
    """GET /merge_requests: those that the caller made, unless another scope is asked for"""
    return _listed(call, "merge_request", "created_by_me")


@operation("getApiV4ProjectsIdIssuesStatistics")
def count_issues(call: Call, **asked: Any) -> dict[str, Any]:
    """GET /projects/{id}/issues_statistics"""
    states = [record.get("state") for record in chosen(call, "issue", "all")]
    counts = {"all": len(states), "closed": states.count("closed"), "opened": states.count("opened")}
    return {"statistics": {"counts": counts}}
