"""Google's OAuth: discovery, offline access, refreshing, id tokens, tokeninfo, revocation, devices."""

import asyncio

import jwt
from tests.clones.consenting import visiting

from clonery.clones.google_workspace.consent import consent

DRIVE = "https://www.googleapis.com/auth/drive"


def test_offline_access_by_discovery() -> None:
    async def walk() -> None:
        async with visiting("google-workspace", consent) as web, web.client(scope=f"openid email {DRIVE}") as client:
            found = (await web.browser.get("/.well-known/openid-configuration")).json()
            assert found["token_endpoint"] == f"{web.base}/token"
            token = await web.tokens(client, "ben@acme.example", access_type="offline", nonce="n1")
            assert (token["expires_in"], token["refresh_token"][:4]) == (3599, "1//0")
            keys = jwt.PyJWKSet.from_dict((await web.browser.get("/oauth2/v3/certs")).json())
            claims = jwt.decode(
                token["id_token"], keys.keys[0], ["RS256"], audience=consent.app.client_id, issuer=found["issuer"]
            )
            assert (claims["email"], claims["nonce"]) == ("ben@acme.example", "n1")
            info = (await client.get("/v1/userinfo")).json()
            assert (info["sub"], info["email"]) == (claims["sub"], "ben@acme.example")
            assert (await client.get("/drive/v3/files")).status_code == 200
            assert (await client.get("/gmail/v1/users/me/labels")).status_code == 403
            told = (await web.browser.get("/tokeninfo", params={"access_token": token["access_token"]})).json()
            assert (told["aud"], told["email"]) == (consent.app.client_id, "ben@acme.example")
            assert DRIVE in told["scope"]

    asyncio.run(walk())


def test_a_refresh_token_is_good_until_it_is_taken_back() -> None:
    async def walk() -> None:
        async with visiting("google-workspace", consent) as web, web.client(scope=DRIVE) as client:
            token = await web.tokens(client, "ada@acme.example", access_type="offline")
            for _ in range(2):
                fresh = await client.refresh_token(web.base + "/token", refresh_token=token["refresh_token"])
                assert fresh["access_token"] != token["access_token"]
                assert (await web.get("/drive/v3/files", fresh["access_token"])).status_code == 200
            assert (await web.browser.post("/revoke", data={"token": token["refresh_token"]})).status_code == 200
            assert (await web.get("/drive/v3/files", fresh["access_token"])).status_code == 401
            app = consent.app
            again = await web.asked(
                "token", grant_type="refresh_token", refresh_token=token["refresh_token"], client_id=app.client_id,
                client_secret=app.secret,
            )  # fmt: skip
            assert again == {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
            online = await web.tokens(client, "ada@acme.example")
            assert "refresh_token" not in online

    asyncio.run(walk())


def test_devices_and_refusals_in_googles_words() -> None:
    async def walk() -> None:
        async with visiting("google-workspace", consent) as web:
            app = consent.app
            start = await web.asked("device", client_id=app.client_id, scope="email profile")
            assert start["verification_url"] == f"{web.base}/device"
            poll = {
                "client_id": app.client_id, "client_secret": app.secret, "device_code": start["device_code"],
                "grant_type": "urn:ietf:params:oauth:grant-type:device_code",
            }  # fmt: skip
            waiting = await web.browser.post("/token", data=poll)
            assert (waiting.status_code, waiting.json()["error"]) == (428, "authorization_pending")
            await web.browser.post("/device", data={"user_code": start["user_code"], "decision": "allow"})
            token = await web.asked("token", **poll)
            assert token["refresh_token"]
            assert (await web.get("/v1/userinfo", token["access_token"])).json()["email"] == "ada@acme.example"
            assert (await web.asked("device", client_id="none"))["error"] == "invalid_client"
            assert (await web.asked("device", client_id=app.client_id, scope="drive"))["error"] == "invalid_scope"
            assert (await web.browser.get("/tokeninfo", params={"access_token": "x"})).json()[
                "error"
            ] == "invalid_token"

    asyncio.run(walk())
