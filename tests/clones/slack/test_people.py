"""People and apps as a workspace makes them."""

from clonery.clones.slack import people
from clonery.clones.slack.records import Bot
from clonery.server.call import Call


def test_a_person_has_a_whole_profile(call: Call) -> None:
    made = people.new_user(call, "T0ACME0000", "zoe", "Zoe Marsh", "zoe@acme.example", title="Editor")
    assert (made.profile["first_name"], made.profile["last_name"], made.profile["title"]) == ("Zoe", "Marsh", "Editor")
    assert made.profile["email"] == "zoe@acme.example"
    assert {"avatar_hash", "display_name", "fields", "phone", "skype", "image_512"} <= set(made.profile)


def test_an_app_has_secrets_and_a_bot(call: Call) -> None:
    user = people.new_user(call, "T0ACME0000", "helper", is_bot=True)
    app = people.new_app(call, "T0ACME0000", "Helper", user)
    bot = call.first(Bot, {"user": user.id})
    assert bot is not None
    assert (bot.app_id, bot.id[1:], app.id[1:]) == (app.id, user.id[1:], user.id[1:])
    assert len({app.client_secret, app.signing_secret, app.verification_token}) == 3
