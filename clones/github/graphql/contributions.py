"""What a person has done in a span of time, counted from the records; https://docs.github.com/graphql/reference/objects#contributionscollection."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import resolves

from .. import gitstore
from ..lookups import permission
from ..records.issues import Issue
from ..records.people import User
from ..records.pulls import Review
from ..records.repositories import Repository
from ..shapes.commits import email_of
from .commits import instant
from .things import Thing, thing

if TYPE_CHECKING:
    from clonery.server.call import Call

_YEAR = timedelta(days=365)
_COLORS = ("#ebedf0", "#9be9a8", "#40c463", "#30a14e", "#216e39")
_LEVELS = ("NONE", "FIRST_QUARTILE", "SECOND_QUARTILE", "THIRD_QUARTILE", "FOURTH_QUARTILE")

Done = tuple[str, str, int]
"""When, what (issue, pull, review, commit, repository), and in which repository."""


def done_by(call: Call, user: User) -> list[Done]:
    """All that a person has done where the caller may see it."""
    seen = [each for each in call.all(Repository) if permission(call, each) is not None]
    ids = {each.id for each in seen}
    found: list[Done] = [
        (each.created_at, "issue" if each.pull is None else "pull", each.repository)
        for each in call.all(Issue, {"user": user.id})
    ]
    reviews = call.all(Review) if call.session.store.holds(Review) else []
    found += [(e.submitted_at, "review", e.repository) for e in reviews if e.user == user.id and e.submitted_at]
    found += [(each.created_at, "repository", each.id) for each in seen if each.owner == user.id]
    emails = email_of(call, user.login)
    for place in seen:
        head = gitstore.branch_head(call, place, place.default_branch)
        node = gitstore.graph(call, place)
        for sha, author, _ in gitstore.people(call, place, gitstore.history(call, place, head)) if head else ():
            if author in emails:
                found.append((instant(node(sha).seconds), "commit", place.id))
    return [each for each in found if each[2] in ids]


@resolves("User.contributionsCollection")
def collection(
    call: Call, user: User, organizationID: str | None = None, to: str | None = None, **given: Any
) -> Thing:  # fmt: skip
    """Of the year before `to`, or since `from`; by default up to now."""
    end = to or str(call.now)
    start = given.get("from") or f"{date.fromisoformat(end[:10]) - _YEAR}T00:00:00Z"
    every = done_by(call, user)
    kept = [each for each in every if start <= each[0] <= end]
    return thing(
        "ContributionsCollection", user=user.id, done=kept, started_at=start, ended_at=end,
        contribution_years=sorted({int(each[0][:4]) for each in every}, reverse=True),
        has_any_contributions=bool(kept), has_any_restricted_contributions=False, restricted_contributions_count=0,
        is_single_day=start[:10] == end[:10], has_activity_in_the_past=any(each[0] < start for each in every),
        does_end_in_current_month=end[:7] == str(call.now)[:7],
    )  # fmt: skip


def _total(what: str) -> Any:
    return lambda call, made, **given: sum(each[1] == what for each in made.get("done"))


def _places(what: str) -> Any:
    return lambda call, made, **given: len({each[2] for each in made.get("done") if each[1] == what})


for _name, _what in (("Issue", "issue"), ("PullRequest", "pull"), ("PullRequestReview", "review"), ("Commit", "commit"),
                     ("Repository", "repository")):  # fmt: skip
    globals()[f"total_{_what}"] = resolves(f"ContributionsCollection.total{_name}Contributions")(_total(_what))
for _name, _what in (("Issues", "issue"), ("PullRequests", "pull"), ("PullRequestReviews", "review"),
                     ("Commits", "commit")):  # fmt: skip
    _field = f"ContributionsCollection.totalRepositoriesWithContributed{_name}"
    globals()[f"places_{_what}"] = resolves(_field)(_places(_what))


@resolves("ContributionsCollection.contributionCalendar")
def calendar(call: Call, made: Thing) -> dict[str, Any]:
    """Day by day, in weeks that begin on Sundays."""
    counts = Counter(each[0][:10] for each in made.get("done"))
    day, last = (date.fromisoformat(made.get(name)[:10]) for name in ("started_at", "ended_at"))
    most = max(counts.values(), default=1)
    weeks: list[dict[str, Any]] = []
    while day <= last:
        weekday = (day.weekday() + 1) % 7
        if not weeks or weekday == 0:
            weeks.append({"firstDay": day.isoformat(), "contributionDays": []})
        count = counts[day.isoformat()]
        level = -(-4 * count // most)
        shown = {"date": day.isoformat(), "weekday": weekday, "contributionCount": count}
        weeks[-1]["contributionDays"].append({**shown, "color": _COLORS[level], "contributionLevel": _LEVELS[level]})
        day += timedelta(days=1)
    return {
        "totalContributions": sum(counts.values()), "weeks": weeks, "colors": list(_COLORS[1:]), "isHalloween": False,
    }  # fmt: skip
