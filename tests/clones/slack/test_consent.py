"""Slack's app installation and sign-in, declared; tried on a clone with it switched on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from tests.clones.consenting import Visitor

from clonery import Farm
from clonery.clones.slack.consent import consent


@asynccontextmanager
async def slack() -> AsyncIterator[Visitor]:
    """A clone of Slack that has it, and a dialect of its own, since a dialect knows its clone."""
    async with Farm("slack") as farm:
        registry = farm.kernel.registry
        known = registry.get("slack")
        registry._loaded["slack"] = clone = replace(known, dialect=type(known.dialect)(), consent=True)
        made = Visitor(farm, clone, consent)
        async with made.browser:
            yield made
    known.dialect.clone = known


def test_an_app_is_installed_with_a_bots_token_and_the_persons() -> None:
    async def walk() -> None:
        async with slack() as web, web.client(scope="chat:write,users:read") as client:
            address, state = client.create_authorization_url(
                web.base + "/oauth/v2/authorize", user_scope="users:read,channels:read"
            )
            back = await web.browser.post(address, data={"user": "ben", "decision": "allow"})
            code = dict(item.split("=") for item in back.headers["location"].split("?")[1].split("&"))
            assert code["state"] == state
            app = {"client_id": consent.app.client_id, "client_secret": consent.app.secret}
            made = await web.asked("token", **app, code=code["code"])
            assert (made["ok"], made["token_type"], made["scope"]) == (True, "bot", "chat:write,users:read")
            own, session = made["authed_user"], web.farm.session()
            people = session.state("slack", "user")["slack"]["user"]
            for id, token in ((made["bot_user_id"], made["access_token"]), (own["id"], own["access_token"])):
                assert (await web.get("/api/auth.test", token)).json()["ok"] is True
                assert session.calls()[-1]["actor"] == people[id]["name"]
            assert (people[made["bot_user_id"]]["is_bot"], own["token_type"]) == (True, "user")
            assert (await web.asked("token", **app, code=code["code"])) == {"ok": False, "error": "code_already_used"}

    asyncio.run(walk())


def test_what_is_wrong_in_slacks_words() -> None:
    async def walk() -> None:
        app = consent.app
        async with slack() as web:
            for form, error in (
                ({"client_id": "none", "client_secret": "x", "code": "x"}, "invalid_client_id"),
                ({"client_id": app.client_id, "client_secret": "x", "code": "x"}, "bad_client_secret"),
                ({"client_id": app.client_id, "client_secret": app.secret, "code": "x"}, "invalid_code"),
            ):  # fmt: skip
                assert await web.asked("token", **form) == {"ok": False, "error": error}

    asyncio.run(walk())
