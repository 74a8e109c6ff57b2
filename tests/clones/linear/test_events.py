"""Webhooks as they are sent: body, headers, signature, who hears what."""

import hmac
import json
from hashlib import sha256
from typing import Any

from clonery.clones.linear import events
from clonery.clones.linear.lookups import find
from clonery.clones.linear.operations.comments import say
from clonery.clones.linear.operations.issues import change_issue, open_issue
from clonery.clones.linear.operations.teams import found_team
from clonery.clones.linear.operations.webhooks import create_webhook
from clonery.clones.linear.records.people import Team, Webhook
from clonery.clones.linear.records.work import Issue
from clonery.server.call import Call
from clonery.server.state import outbox


def hook(call: Call, *resources: str, **more: Any) -> Webhook:
    given = {"url": "http://127.0.0.1:9/h", "resourceTypes": list(resources), "secret": "s3cret", **more}
    made: Webhook = create_webhook(call, given)["webhook"]
    return made


def sent(call: Call) -> list[dict[str, Any]]:
    return [json.loads(each.body) for each in outbox.all_of(call.session)]


def test_a_change_is_told_with_what_it_was_before(call: Call) -> None:
    made = hook(call, "Issue", teamId="ENG")
    issue = find(call, Issue, "ENG-2")
    change_issue(call, issue, {"title": "Darker", "priority": 1})
    (told,) = sent(call)
    assert (told["action"], told["type"], told["webhookId"], told["actor"]["name"]) == (
        "update",
        "Issue",
        made.id,
        "Ada Moreau",
    )
    assert told["updatedFrom"] == {"title": "Add a dark theme", "priority": 3, "updatedAt": issue.updatedAt}
    assert told["data"]["team"]["key"] == "ENG"
    assert told["data"]["state"]["type"] == "unstarted"
    assert told["url"] == "https://linear.app/acme/issue/ENG-2/darker"
    assert told["webhookTimestamp"] == call.moment // 1000


def test_the_body_is_signed(call: Call) -> None:
    hook(call, "Comment", teamId="ENG")
    say(call, {"issueId": "ENG-2", "body": "Hello"})
    (delivery,) = outbox.all_of(call.session)
    signature = hmac.new(b"s3cret", delivery.body.encode(), sha256).hexdigest()
    assert delivery.headers["Linear-Signature"] == signature == events.signature(delivery.body, "s3cret")
    assert (delivery.headers["Linear-Event"], delivery.event) == ("Comment", "Comment create")
    assert json.loads(delivery.body)["data"]["issue"]["identifier"] == "ENG-2"


def test_only_those_who_listen_hear(call: Call) -> None:
    hook(call, "Comment", teamId="ENG")
    other = found_team(call, {"name": "Design", "key": "DES"})
    secret = found_team(call, {"name": "Secret", "key": "SEC", "private": True})
    hook(call, "Issue", teamId=other.id)
    every = hook(call, "Issue", allPublicTeams=True)
    for team in (other, secret, find(call, Team, "ENG")):
        open_issue(call, {"teamId": team.id, "title": team.key})
    heard = [(told["data"]["title"], told["webhookId"] == every.id) for told in sent(call)]
    assert heard == [("DES", False), ("DES", True), ("ENG", True)]


def test_a_disabled_webhook_hears_nothing(call: Call) -> None:
    made = hook(call, "Issue", teamId="ENG", enabled=False)
    open_issue(call, {"teamId": "ENG", "title": "Quiet"})
    assert sent(call) == []
    assert not events.listens(call, made, "Issue", find(call, Issue, "ENG-1"))


def test_secrets_are_not_shown(call: Call) -> None:
    made = hook(call, "Issue", teamId="ENG")
    assert "secret" not in events.shown(call, made)
    assert events.message(call, "remove", "Webhook", made, None)["action"] == "remove"
