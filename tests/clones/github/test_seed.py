"""Seeds of GitHub: what the bundled ones hold, refusals by place, and exports that give the same state again."""

from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pytest
from tests.clones.github.credentials import ADA

from clonery.clones.github import seed
from clonery.server import perform
from clonery.server.call import Call
from clonery.server.farm import Farm, FarmError
from clonery.server.request import Answer, Request
from clonery.server.settings import Settings
from clonery.server.state import snapshots
from clonery.server.state.session import Session

Ask = Callable[..., Answer]


@pytest.fixture
def farm() -> Iterator[Farm]:
    made = Farm(Settings(clones=("github",)))
    yield made
    for session in made.sessions.values():
        session.close()


@pytest.fixture
def ask(farm: Farm) -> Ask:
    """Calls the clone in process."""

    def call(session: Session, method: str, path: str, body: Any = None, token: str = ADA) -> Answer:
        raw, _, query = path.partition("?")
        headers, sent = {"authorization": f"Bearer {token}"}, orjson.dumps(body) if body is not None else b""
        request = Request(method, raw, query, headers, sent, "http://farm/github", "http://farm")
        return perform.rest(farm, session, farm.clone("github"), request)

    return call


def export(farm: Farm, session: Session) -> dict[str, Any]:
    """The session's state as a seed; it must be JSON."""
    call = Call(session, farm.clone("github"), Request("GET", "", door="control"), session.clock.now())
    made: dict[str, Any] = orjson.loads(orjson.dumps(seed.export(call)))
    return made


@pytest.mark.parametrize("name", ["empty", "small-project", "stale-issues", "merge-conflict", "ci-cd-pipeline"])
def test_an_exported_seed_gives_the_same_state(farm: Farm, name: str) -> None:
    first = farm.create(seeds={"github": name})
    data = export(farm, first)
    second = farm.create(seeds={"github": data})
    assert snapshots.state(second) == snapshots.state(first)
    assert export(farm, second) == data
    assert {made.token for made in second.opened.credentials.all()} == {
        made.token for made in first.opened.credentials.all()
    }


@pytest.mark.parametrize("name", ["empty", "stale-issues", "large-backlog"])
def test_what_the_format_has_words_for_is_told_in_them(farm: Farm, name: str) -> None:
    data = export(farm, farm.create(seeds={"github": name}))
    assert "rest" not in data
    assert {"now", "users", "organizations", "tokens", "repositories"} == set(data)


def test_a_live_session_is_exported_as_it_is(farm: Farm, ask: Ask) -> None:
    session = farm.create(clock="2026-02-01T10:00:00Z")
    for number, repository in enumerate(("webapp", "infrastructure", "webapp"), 1):
        ask(session, "POST", f"/repos/acme/{repository}/issues", {"title": f"New {number}", "labels": ["fresh"]})
    ask(session, "DELETE", "/repos/ben/dotfiles")
    ask(session, "DELETE", "/repos/ada/notes")
    ask(session, "PATCH", "/repos/acme/webapp/issues/1", {"state": "closed", "state_reason": "not_planned"})
    ask(session, "POST", "/repos/acme/webapp/issues/5/comments", {"body": "Hello @ben"})
    ask(session, "PUT", "/repos/acme/webapp/contents/new.txt", {"message": "New", "content": "aGVsbG8="})
    ask(session, "POST", "/repos/acme/webapp/hooks", {"config": {"url": "http://127.0.0.1:9/"}})
    data = export(farm, session)
    webapp = next(each for each in data["repositories"] if each["name"] == "webapp")
    by_title = {issue["title"]: issue for issue in webapp["issues"]}
    assert by_title["New 1"]["labels"] == ["fresh"]
    assert [comment["body"] for comment in by_title["New 1"]["comments"]] == ["Hello @ben"]
    assert "comments" not in by_title["New 3"]
    assert by_title["Checkout fails with an empty cart"]["state_reason"] == "not_planned"
    again = farm.create(seeds={"github": data}, clock="2026-02-01T10:00:00Z")
    assert snapshots.state(again) == snapshots.state(session)
    read = ask(again, "GET", "/repos/acme/webapp/contents/new.txt")
    assert (read.status, read.data["content"]) == (200, "aGVsbG8=\n")
    both = [ask(each, "POST", "/repos/acme/webapp/issues", {"title": "Next"}).data for each in (session, again)]
    assert both[0] == both[1]
    assert both[0]["number"] == 7


def test_a_large_backlog_is_two_thousand_issues(farm: Farm, ask: Ask) -> None:
    session = farm.create(seeds={"github": "large-backlog"})
    found = ask(session, "GET", "/search/issues?q=is:issue+repo:acme/helpdesk&per_page=1")
    assert found.data["total_count"] == 2000
    still_open = ask(session, "GET", "/search/issues?q=is:issue+is:open+org:acme&per_page=1").data["total_count"]
    assert 500 < still_open < 1500
    page = ask(session, "GET", "/repos/acme/helpdesk/issues?labels=bug&sort=updated&per_page=100").data
    assert len(page) == 100
    assert len({issue["title"] for issue in page}) > 80


def test_stale_issues_are_there_to_be_found(farm: Farm, ask: Ask) -> None:
    session = farm.create(seeds={"github": "stale-issues"})
    stale = ask(session, "GET", "/search/issues?q=is:open+updated:<2025-07-05&per_page=100").data["items"]
    fresh = ask(session, "GET", "/search/issues?q=is:open+updated:>=2025-07-05&per_page=100").data["items"]
    assert len(stale) >= 8
    assert len(fresh) >= 8
    assert any(issue["comments"] for issue in stale)
    assert any(label["name"] == "pinned" for issue in stale for label in issue["labels"])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"repositories": [{"owner": "ada", "name": "x", "issues": [{"title": "y", "labels": ["no"]}]}]},
         "repositories.0.issues.0.labels: no label 'no' in this repository"),
        ({"repositories": [{"owner": "zoe", "name": "x"}]}, "repositories.0.owner: no user or organization 'zoe'"),
        ({"tokens": [{"token": "t", "user": "zoe"}]}, "tokens.0.user: no user or organization 'zoe'"),
        ({"repositories": [{"owner": "ada", "name": "x", "issues": [{"title": "y", "milestone": "z"}]}]},
         "repositories.0.issues.0.milestone: no milestone 'z' in this repository"),
        ({"repositories": [{"owner": "ada", "name": "x", "issues": [{"title": "y", "created_at": "soon"}]}]},
         "repositories.0.issues.0.created_at: 'soon' is no time"),
        ({"users": [{"login": "ada"}, {"login": "Ada"}]}, "two users with the same login"),
        ({"users": [{"login": "ada", "age": 3}]}, "users.0: Additional properties are not allowed ('age'"),
    ],
)  # fmt: skip
def test_a_seed_that_does_not_fit_says_where(farm: Farm, change: dict[str, Any], message: str) -> None:
    with pytest.raises(FarmError) as caught:
        farm.create(seeds={"github": {"users": [{"login": "ada"}], **change}})
    assert message in str(caught.value)
