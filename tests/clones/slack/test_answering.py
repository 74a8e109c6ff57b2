"""What an app answers to an interaction: refused forms, further modals, messages in place of others."""

from typing import Any

import orjson
import pytest
from tests.clones.slack.conftest import ADA_ID, BEN_ID, WEBAPP, word

from clonery.clones.slack import answering, posting
from clonery.clones.slack.operations.views import show
from clonery.clones.slack.records import App, Conversation, Message, User, View
from clonery.server.call import Call
from clonery.server.state.outbox import Delivery

TITLE = {"type": "plain_text", "text": "x"}
MODAL: dict[str, Any] = {"type": "modal", "title": TITLE, "blocks": [{"type": "divider"}]}


@pytest.fixture
def view(call: Call) -> View:
    app = call.first(App)
    assert app is not None
    return show(call, app, call.get(User, BEN_ID), MODAL)


def submit(call: Call, view: View, said: Any, status: int = 200) -> View:
    details = {"app": view.app_id, "kind": "interactive", "use": "submission", "view": view.id}
    delivery = Delivery("http://x", "view_submission", "", {}, details=details)
    answering.answered(call, delivery, {"status": status, "body": orjson.dumps(said).decode() if said else ""})
    return call.get(View, view.id)


def test_an_empty_answer_closes_the_form(call: Call, view: View) -> None:
    assert submit(call, view, None, status=500).open is True
    assert submit(call, view, None).open is False


def test_errors_stay_with_the_form(call: Call, view: View) -> None:
    made = submit(call, view, {"response_action": "errors", "errors": {"b": "no"}})
    assert (made.open, made.errors) == (True, {"b": "no"})


def test_a_form_is_replaced_covered_or_cleared(call: Call, view: View) -> None:
    fresh = {**MODAL, "callback_id": "second"}
    assert submit(call, view, {"response_action": "update", "view": fresh}).given["callback_id"] == "second"
    submit(call, view, {"response_action": "push", "view": fresh})
    assert [each.previous for each in call.all(View)] == [None, view.id]
    submit(call, view, {"response_action": "clear"})
    assert [each.open for each in call.all(View)] == [False, False]


def test_an_answer_is_posted_replaces_or_deletes(call: Call, view: View) -> None:
    app = call.get(App, view.app_id)
    first = posting.post(call, call.get(Conversation, WEBAPP), {"user": ADA_ID, "text": "old"})
    about = {"channel": WEBAPP, "message": first.id}
    assert answering.respond(call, app, about, {"text": "for one alone"}) is None
    posted = answering.respond(call, app, about, {"text": "for all", "response_type": "in_channel"})
    assert posted is not None
    assert (posted.text, posted.app_id) == ("for all", app.id)
    answering.respond(call, app, about, {"text": "new", "replace_original": True})
    assert call.get(Message, first.id).text == "new"
    answering.respond(call, app, about, {"delete_original": True})
    assert call.peek(Message, first.id) is None
    assert word(lambda: answering.respond(call, app, {"channel": ""}, {"text": "x"})) == "channel_not_found"


def test_a_trigger_lasts_three_seconds(call: Call, view: View) -> None:
    made = answering.asked(call, call.get(App, view.app_id), call.get(User, BEN_ID))
    assert (made.expires - call.moment, made.uses) == (3_000_000, 0)
    assert len(made.id.split(".")) == 3
