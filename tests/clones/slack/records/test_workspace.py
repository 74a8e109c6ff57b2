"""What is stored of a workspace: an app's bot stands for a user, names of emoji are unique."""

import pytest
from tests.clones.slack.conftest import BOT_ID, SECRET

from clonery.clones.slack.records import App, Bot, Emoji
from clonery.server.call import Call
from clonery.server.problems import Taken


def test_the_seeded_app_has_a_bot(call: Call) -> None:
    bot = call.first(Bot, {"user": BOT_ID})
    assert bot is not None
    assert call.get(App, bot.app_id).signing_secret == SECRET


def test_one_emoji_a_name(call: Call) -> None:
    call.create(Emoji, name="shipit", url="https://x.example/1.png")
    with pytest.raises(Taken):
        call.create(Emoji, name="shipit", url="https://x.example/2.png")
