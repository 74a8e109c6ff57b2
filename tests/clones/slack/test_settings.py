"""Small facts are kept, and administrators are told apart."""

from tests.clones.slack.conftest import ADA_ID, BEN_ID, word

from clonery.clones.slack import settings
from clonery.clones.slack.records import User
from clonery.server.call import Call


def test_a_fact_is_kept_until_it_is_kept_anew(call: Call) -> None:
    assert settings.kept(call, "x", 7) == 7
    settings.keep(call, "x", [1])
    settings.keep(call, "x", [1, 2])
    assert settings.kept(call, "x") == [1, 2]


def test_administrators_alone(call: Call) -> None:
    assert settings.administrator(call).id == ADA_ID
    call.actor = call.get(User, BEN_ID)
    assert word(lambda: settings.administrator(call)) == "not_an_admin"
