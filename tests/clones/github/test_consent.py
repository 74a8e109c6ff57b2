"""GitHub's OAuth apps: the web flow by Authlib, the device flow, and GitHub's own words for what is wrong."""

import asyncio
from urllib.parse import parse_qs

from tests.clones.consenting import BACK, visiting

from clonery.clones.github.consent import consent


def test_an_app_signs_in_and_its_token_has_its_scopes() -> None:
    async def walk() -> None:
        async with visiting("github", consent) as web, web.client(scope="repo gist nonsense") as client:
            token = await web.tokens(client, "ben")
            assert token["access_token"].startswith("gho_")
            assert (token["scope"], token["token_type"]) == ("repo,gist", "bearer")
            assert "expires_in" not in token
            me = await client.get("/user")
            assert (me.json()["login"], me.headers["x-oauth-scopes"]) == ("ben", "repo, gist")
            made = await client.post("/repos/acme/webapp/issues", json={"title": "By an app"})
            assert made.status_code == 201
            assert (await client.get(f"/repos/acme/webapp/issues/{made.json()['number']}")).json()[
                "title"
            ] == "By an app"
            assert (await client.get("/user/emails")).status_code == 403

    asyncio.run(walk())


def test_what_is_wrong_is_said_with_200_as_a_form_or_as_json() -> None:
    async def walk() -> None:
        app = consent.app
        known = {"client_id": app.client_id, "client_secret": app.secret}
        async with visiting("github", consent) as web:
            bad = await web.asked("token", **known, code="none")
            assert (bad["error"], bad["error_description"]) == (
                "bad_verification_code", "The code passed is incorrect or expired.",
            )  # fmt: skip
            assert bad["error_uri"].endswith("/#bad-verification-code")
            wrong = await web.asked("token", client_id=app.client_id, client_secret="no", code="x")
            assert wrong["error"] == "incorrect_client_credentials"
            form = await web.browser.post(consent.token[0], data={**known, "code": "none"})
            assert form.status_code == 200
            assert parse_qs(form.text)["error"] == ["bad_verification_code"]
            unknown = await web.browser.get(consent.authorize[0], params={"client_id": "none"})
            assert unknown.status_code == 404
            query = {"client_id": app.client_id, "redirect_uri": BACK, "state": "s"}
            denied = await web.browser.post(consent.authorize[0], params=query, data={"decision": "deny"})
            assert "error=access_denied" in denied.headers["location"]
            page = await web.browser.get(consent.authorize[0], params=query)
            assert "acme)" not in page.text  # an organization signs in nowhere

    asyncio.run(walk())


def test_a_device_signs_in() -> None:
    async def walk() -> None:
        async with visiting("github", consent) as web:
            app, session = consent.app, web.farm.session()
            start = await web.asked("device", client_id=app.client_id, scope="read:user,user:email")
            assert start["verification_uri"] == f"{web.base}/login/device"
            assert (start["expires_in"], start["interval"], len(start["user_code"])) == (900, 5, 9)
            kind = "urn:ietf:params:oauth:grant-type:device_code"
            poll = {"client_id": app.client_id, "device_code": start["device_code"], "grant_type": kind}
            assert (await web.asked("token", **poll))["error"] == "authorization_pending"
            slow = await web.asked("token", **poll)
            assert (slow["error"], slow["interval"]) == ("slow_down", 10)
            form = {"user_code": start["user_code"], "user": "cleo", "decision": "allow"}
            assert (await web.browser.post("/login/device", data=form)).status_code == 200
            session.advance("10s")
            token = await web.asked("token", **poll)
            assert token["scope"] == "read:user,user:email"
            assert (await web.get("/user", token["access_token"])).json()["login"] == "cleo"
            assert (await web.get("/user/emails", token["access_token"])).status_code == 200
            assert (await web.asked("token", **poll))["error"] == "incorrect_device_code"
            late = await web.asked("device", client_id=app.client_id)
            session.advance("15m")
            poll["device_code"] = late["device_code"]
            assert (await web.asked("token", **poll))["error"] == "expired_token"

    asyncio.run(walk())
