"""Stars and threads are there once; the stream is read newest first."""

import pytest

from clonery.clones.github.records.activity import Activity, Star, Subscription, Thread
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call
from clonery.server.problems import Taken


def test_one_star_one_subscription_and_one_thread_each(call: Call, webapp: Repository) -> None:
    common = {"repository": webapp, "user": call.actor}
    call.create(Star, **common, created_at=call.now)
    call.create(Subscription, **common, created_at=call.now)
    thread = call.create(Thread, **common, subject="issue/1", updated_at=call.now)
    assert (thread.unread, thread.reason, thread.subscribed) == (True, None, None)
    dated = {**common, "created_at": call.now}
    for kind, again in ((Star, dated), (Subscription, dated), (Thread, {**common, "subject": "issue/1"})):
        with pytest.raises(Taken):
            call.create(kind, **again)


def test_events_are_found_by_repository_and_openness(call: Call, webapp: Repository) -> None:
    for number in range(3):
        call.create(
            Activity, type="WatchEvent", actor=1, repository=webapp.id, repository_name="acme/webapp",
            public=number != 1, payload={"number": number}, created_at=call.now,
        )  # fmt: skip
    found = call.all(Activity, {"repository": webapp.id, "public": True}, "-id")
    assert [event.payload["number"] for event in found] == [2, 0]
