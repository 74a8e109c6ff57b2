"""Reminders: what a time means, and that they come when it is there."""

from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from tests.clones.slack.conftest import BEN_ID, refused, word

from clonery.clones.slack.operations.reminders import when

NOW = 1_770_000_000
"""Monday, 2 February 2026, 02:40."""
MIDNIGHT = NOW - 2 * 3600 - 40 * 60
pytestmark = pytest.mark.filterwarnings("ignore:reminders.* is deprecated")


@pytest.fixture
def clock() -> str:
    return "2026-02-02T02:40:00Z"


@pytest.mark.parametrize(
    ("text", "at", "recurs"),
    [
        ("300", NOW + 300, {}), (str(NOW + 90_000), NOW + 90_000, {}), ("in 5 minutes", NOW + 300, {}),
        ("in an hour", NOW + 3600, {}), ("tomorrow", MIDNIGHT + 33 * 3600, {}), ("tomorrow at 2pm",
            MIDNIGHT + 38 * 3600, {}),
        ("on wednesday", MIDNIGHT + 57 * 3600, {}), ("every day", MIDNIGHT + 33 * 3600, {"frequency": "daily"}),
        ("every friday", MIDNIGHT + 4 * 86_400 + 9 * 3600, {"frequency": "weekly", "weekdays": ["friday"]}),
    ],
)  # fmt: skip
def test_a_time_in_words(text: str, at: int, recurs: dict[str, Any]) -> None:
    assert when(NOW, text) == (at, recurs)


def test_other_words_are_not_understood() -> None:
    assert word(lambda: when(NOW, "some day")) == "cannot_parse"
    assert word(lambda: when(NOW, "every moon")) == "cannot_parse"


def test_a_reminder_is_told_by_the_workspace(ada: WebClient, control: httpx.Client) -> None:
    made = ada.reminders_add(text="eat", time="in 10 minutes")["reminder"]
    assert made["time"] == NOW + 600
    control.post("/clock", json={"advance": "11m"})
    (direct,) = ada.conversations_list(types="im")["channels"]
    (message,) = ada.conversations_history(channel=direct["id"])["messages"]
    assert (message["user"], message["text"]) == ("USLACKBOT", "Reminder: eat")


def test_reminders_are_listed_completed_deleted(ada: WebClient) -> None:
    first = ada.reminders_add(text="a", time=str(NOW + 90_000))["reminder"]["id"]
    second = ada.reminders_add(text="b", time="every day")["reminder"]["id"]
    assert [each["text"] for each in ada.reminders_list()["reminders"]] == ["a", "b"]
    ada.reminders_complete(reminder=first)
    assert ada.reminders_info(reminder=first)["reminder"]["complete_ts"] == NOW
    assert refused(lambda: ada.reminders_complete(reminder=second)) == "cannot_complete_recurring"
    ada.reminders_delete(reminder=second)
    assert refused(lambda: ada.reminders_info(reminder=second)) == "not_found"
    other = refused(lambda: ada.reminders_add(text="c", time="every day", user=BEN_ID))
    assert other == "cannot_add_others_recurring"
