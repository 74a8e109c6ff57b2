"""Modals and home tabs: triggers that expire, stacks, hashes."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from tests.clones.slack.conftest import BEN_ID, refused

Act = Callable[..., Any]


def modal(title: str = "One", **more: Any) -> dict[str, Any]:
    return {"type": "modal", "title": {"type": "plain_text", "text": title}, "blocks": [{"type": "divider"}], **more}


@pytest.fixture
def clock() -> str:
    return "2026-02-02T02:40:00Z"


@pytest.fixture
def trigger(act: Act) -> Callable[[], str]:
    return lambda: str(act("shortcut", user="ben", callback_id="x")["trigger_id"])


def test_a_trigger_is_good_once_and_for_three_seconds(
    bot: WebClient, trigger: Callable[[], str], control: httpx.Client
) -> None:
    id = trigger()
    view = bot.views_open(trigger_id=id, view=modal())["view"]
    assert (view["root_view_id"], view["previous_view_id"], view["state"]) == (view["id"], None, {"values": {}})
    assert refused(lambda: bot.views_open(trigger_id=id, view=modal())) == "exchanged_trigger_id"
    late = trigger()
    control.post("/clock", json={"advance": "4s"})
    assert refused(lambda: bot.views_open(trigger_id=late, view=modal())) == "expired_trigger_id"


def test_a_view_is_updated_by_the_one_who_saw_it_last(bot: WebClient, trigger: Callable[[], str]) -> None:
    view = bot.views_open(trigger_id=trigger(), view=modal(external_id="mine"))["view"]
    made = bot.views_update(external_id="mine", view=modal("Two"), hash=view["hash"])["view"]
    assert (made["title"]["text"], made["id"]) == ("Two", view["id"])
    assert (
        refused(lambda: bot.views_update(view_id=view["id"], view=modal("Three"), hash=view["hash"])) == "hash_conflict"
    )
    assert refused(lambda: bot.views_update(view_id="V0NO", view=modal())) == "not_found"
    assert (
        refused(lambda: bot.views_open(trigger_id=trigger(), view={"type": "home", "blocks": []}))
        == "invalid_arguments"
    )


def test_modals_stand_on_each_other_three_high(bot: WebClient, act: Act, trigger: Callable[[], str]) -> None:
    button = {
        "type": "actions",
        "elements": [{"type": "button", "action_id": "more", "text": {"type": "plain_text", "text": "x"}}],
    }
    view = {**modal(), "blocks": [button]}
    first = bot.views_open(trigger_id=trigger(), view=view)["view"]["id"]
    ids = []
    for _ in range(2):
        again = act("click", user="ben", action_id="more")["trigger_id"]
        made = bot.views_push(trigger_id=again, view=view)["view"]
        ids.append((made["root_view_id"], made["previous_view_id"]))
    assert ids[0] == (first, first)
    assert ids[1][0] == first
    top = act("click", user="ben", action_id="more")["trigger_id"]
    assert refused(lambda: bot.views_push(trigger_id=top, view=view)) == "push_limit_reached"
    act("close_view", user="ben")


def test_a_home_tab_is_published_anew(bot: WebClient) -> None:
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    first = bot.views_publish(user_id=BEN_ID, view=home)["view"]
    second = bot.views_publish(user_id=BEN_ID, view=home, hash=first["hash"])["view"]
    assert second["id"] == first["id"]
    assert refused(lambda: bot.views_publish(user_id=BEN_ID, view=home, hash=first["hash"])) == "hash_conflict"
    assert refused(lambda: bot.views_publish(user_id=BEN_ID, view=modal())) == "invalid_arguments"
    with pytest.raises(SlackApiError) as caught:
        bot.views_publish(user_id=BEN_ID, view={"type": "home", "blocks": [{"type": "poem"}]})
    messages = caught.value.response["response_metadata"]["messages"]
    assert messages == ["[ERROR] unsupported type: poem [json-pointer:/view/blocks/0/type]"]
    assert bot.api_call("blocks.validate", json={"blocks": [{"type": "divider"}]})["ok"]
