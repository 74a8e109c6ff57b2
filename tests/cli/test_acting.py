"""`clonery trigger`: the outside world of a session."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import clonery

from .conftest import Cli

TOYS = Path(__file__).resolve().parents[1] / "toys"


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> Iterator[clonery.Farm]:
    with clonery.Farm("toy", clones_folder=TOYS).serve() as farm:
        monkeypatch.setenv("CLONERY_URL", farm.url)
        yield farm


def test_acts_are_listed_and_done(cli: Cli, toy: clonery.Farm) -> None:
    assert ["arrive", "name", "A box arrives by post."] in [
        line.split(maxsplit=2) for line in cli("trigger", "toy").stdout.splitlines()
    ]  # fmt: skip
    assert "arrive" in [made["name"] for made in json.loads(cli("trigger", "toy", "--json").stdout)]
    session = toy.create("mine")
    assert json.loads(cli("trigger", "toy", "arrive", "name=parcel", "--session", "mine").stdout)["name"] == "parcel"
    assert [box["name"] for box in session["toy"].records("box")] == ["main", "parcel"]
    assert [made["record"]["name"] for made in session.diff()["added"]] == ["parcel"]


def test_what_cannot_be_done_is_named(cli: Cli, toy: clonery.Farm) -> None:
    assert "did you mean 'arrive'" in cli("trigger", "toy", "arive", code=2).stderr
    assert "is not NAME=VALUE" in cli("trigger", "toy", "arrive", "name", code=2).stderr
    assert cli("trigger", "toy", "arrive", "name=5", code=2).stderr.startswith("Error: {")
    assert json.loads(cli("trigger", "toy", "arrive", "name=5", "--json", code=1).stdout)["is_error"]


def test_an_event_stands_for_the_act_that_makes_it_happen(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with clonery.Farm("stripe").serve() as farm:
        monkeypatch.setenv("CLONERY_URL", farm.url)
        session = farm.create("mine", seeds={"stripe": "empty"})
        cli("trigger", "stripe", "invoice.paid", "--session", "mine")
        assert "invoice.paid" in {event["type"] for event in session["stripe"].records("event")}
        assert "paid" in {invoice["status"] for invoice in session["stripe"].records("invoice")}
        assert "must be one of account.updated" in cli("trigger", "stripe", "nothing.happened", code=2).stderr
