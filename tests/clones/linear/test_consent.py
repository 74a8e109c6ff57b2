"""Linear's OAuth applications: codes with PKCE, rotation, revocation, an application of its own."""

import asyncio
from typing import Any

import httpx
from tests.clones.consenting import Visitor, visiting

from clonery.clones.linear.consent import consent


async def viewer(web: Visitor, token: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"}
    return await web.browser.post("/graphql", json={"query": "{ viewer { email } }"}, headers=headers)


def test_an_application_signs_in_and_its_refresh_token_rotates() -> None:
    async def walk() -> None:
        async with visiting("linear", consent) as web, web.client(scope="read,write") as client:
            token = await web.tokens(client, "ben@acme.example")
            assert (token["token_type"], token["scope"], token["expires_in"]) == ("Bearer", "read write", 86_399)
            assert token["access_token"].startswith("lin_oauth_")
            me: Any = (await viewer(web, token["access_token"])).json()
            assert me["data"]["viewer"]["email"] == "ben@acme.example"
            old = token["refresh_token"]
            fresh = await client.refresh_token(web.base + "/oauth/token", refresh_token=old)
            assert fresh["refresh_token"] != old
            assert (await viewer(web, fresh["access_token"])).status_code == 200
            revoked = await web.browser.post(
                "/oauth/revoke", headers={"Authorization": f"Bearer {fresh['access_token']}"}
            )
            assert revoked.status_code == 200
            assert "AUTHENTICATION_ERROR" in (await viewer(web, fresh["access_token"])).text

    asyncio.run(walk())


def test_an_application_acts_for_itself_and_what_is_wrong_is_said_in_the_standards_words() -> None:
    async def walk() -> None:
        app = consent.app
        known = {"client_id": app.client_id, "client_secret": app.secret}
        async with visiting("linear", consent) as web:
            token = await web.asked("token", **known, grant_type="client_credentials", scope="read,issues:create")
            assert token["scope"] == "read issues:create"
            query = {"query": "{ teams { nodes { id } } }"}
            sent = {"Authorization": f"Bearer {token['access_token']}"}
            teams = (await web.browser.post("/graphql", json=query, headers=sent)).json()
            assert teams["data"]["teams"]["nodes"]
            assert (await web.asked("token", **known, code="none", grant_type="authorization_code"))["error"] == (
                "invalid_grant"
            )
            assert (await web.asked("token", client_id="none", code="x"))["error"] == "invalid_client"

    asyncio.run(walk())
