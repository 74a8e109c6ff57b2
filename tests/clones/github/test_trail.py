"""What is remembered and told of an issue."""

from clonery.clones.github.hook_deliveries import listed
from clonery.clones.github.hook_settings import make
from clonery.clones.github.lookups import find_issue
from clonery.clones.github.records.issues import IssueEvent
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.trail import note, tell
from clonery.server.call import Call


def test_an_event_is_the_callers_unless_it_is_anothers(call: Call, webapp: Repository) -> None:
    issue = find_issue(call, "acme", "webapp", 2)[1]
    ben = call.clone.kind("user")
    other = call.find(ben, login="ben")
    first = note(call, issue, "renamed", rename={"from": "a", "to": "b"})
    second = note(call, issue, "closed", actor=other, commit="0" * 40)  # type: ignore[arg-type] # the kind is looked up
    found = call.all(IssueEvent, {"issue": issue.id})[-2:]
    assert [(made.id, made.actor, made.commit) for made in found] == [
        (first.id, call.actor.id, None), (second.id, other.id if other else 0, "0" * 40),
    ]  # fmt: skip
    assert found[0].details == {"rename": {"from": "a", "to": "b"}}


def test_a_pull_request_is_told_of_as_one(call: Call, webapp: Repository) -> None:
    hook = make(call, webapp.owner, webapp, {"url": "http://127.0.0.1:9/"}, ["issues", "pull_request"], True)
    tell(call, webapp, find_issue(call, "acme", "webapp", 2)[1], "locked")
    told = [(made["event"], made["action"]) for made in listed(call, hook, "", "")]
    assert told == [("issues", "locked"), ("ping", None)]
