"""What goes into the stream of events."""

import pytest

from clonery.clones.github.git.objects import NO_SHA
from clonery.clones.github.news import record
from clonery.clones.github.records.activity import Activity
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call

SHA = "1" * 40


def test_an_event_holds_ids_and_the_name_that_the_repository_had(call: Call, webapp: Repository) -> None:
    issue = call.first(call.clone.kind("issue"), {"repository": webapp.id})
    record(call, "issues", {"action": "closed", "repository": webapp, "issue": issue})
    (made,) = call.all(Activity)
    assert issue is not None
    assert (made.type, made.actor, made.public) == ("IssuesEvent", call.actor.id, True)
    assert (made.repository_name, made.organization) == ("acme/webapp", webapp.owner)
    assert made.payload == {"action": "closed", "issue": ["issue", issue.id]}


@pytest.mark.parametrize(
    ("event", "payload", "expected"),
    [
        ("push", {"ref": "refs/heads/main", "before": SHA, "after": SHA}, "PushEvent"),
        ("push", {"ref": "refs/heads/new", "before": NO_SHA, "after": SHA}, None),
        ("push", {"ref": "refs/tags/v1", "before": SHA, "after": SHA}, None),
        ("create", {"ref": "refs/tags/v1"}, "CreateEvent"),
        ("delete", {"ref": "refs/heads/a/b"}, "DeleteEvent"),
        ("watch", {"action": "started"}, "WatchEvent"),
        ("issues", {"action": "pinned"}, None),
        ("label", {"action": "created"}, None),
        ("repository", {"action": "created"}, "CreateEvent"),
        ("repository", {"action": "edited"}, None),
    ],
)
def test_which_events_stand_in_the_stream(
    call: Call, webapp: Repository, event: str, payload: dict[str, str], expected: str | None
) -> None:
    record(call, event, {**payload, "repository": webapp})
    assert [made.type for made in call.all(Activity)] == ([expected] if expected else [])


def test_branches_are_named_short_and_whole(call: Call, webapp: Repository) -> None:
    record(call, "delete", {"ref": "refs/heads/a/b", "repository": webapp})
    (made,) = call.all(Activity)
    assert made.payload == {"ref": "a/b", "ref_type": "branch", "full_ref": "refs/heads/a/b", "pusher_type": "user"}
