"""HubSpot's OAuth: codes, refreshing, scopes, and its own words for what is wrong."""

import asyncio

from tests.clones.consenting import visiting

from clonery.clones.hubspot.consent import consent

SCOPES = "crm.objects.contacts.read crm.objects.contacts.write"


def test_an_app_is_installed_and_its_token_has_its_scopes() -> None:
    async def walk() -> None:
        async with visiting("hubspot", consent) as web, web.client(scope=SCOPES) as client:
            token = await web.tokens(client, "ben@acme.example")
            assert (token["token_type"], token["expires_in"]) == ("bearer", 1800)
            body = {"properties": {"email": "new@acme.example"}}
            made = await client.post("/crm/v3/objects/contacts", json=body)
            assert made.status_code == 201
            read = await client.get(f"/crm/v3/objects/contacts/{made.json()['id']}")
            assert read.json()["properties"]["email"] == "new@acme.example"
            refused = await client.get("/crm/v3/objects/deals")
            assert (refused.status_code, refused.json()["category"]) == (403, "MISSING_SCOPES")
            web.farm.session().advance("30m")
            assert (await web.get("/crm/v3/objects/contacts", token["access_token"])).status_code == 401
            fresh = await client.refresh_token(web.base + consent.token[0], refresh_token=token["refresh_token"])
            assert fresh["refresh_token"] == token["refresh_token"]
            assert (await web.get("/crm/v3/objects/contacts", fresh["access_token"])).status_code == 200

    asyncio.run(walk())


def test_what_is_wrong_in_hubspots_words() -> None:
    async def walk() -> None:
        app = consent.app
        known = {"client_id": app.client_id, "client_secret": app.secret}
        cases = [
            ({**known, "code": "none"}, "BAD_AUTH_CODE", "missing or unknown auth code"),
            ({**known, "client_id": "none", "code": "x"}, "BAD_CLIENT_ID", "missing or invalid client id"),
            ({**known, "client_secret": "none", "code": "x"}, "BAD_CLIENT_SECRET", "missing or invalid client secret"),
            ({**known, "refresh_token": "x"}, "BAD_REFRESH_TOKEN", "missing or invalid refresh token"),
        ]
        async with visiting("hubspot", consent) as web:
            for form, status, message in cases:
                answer = await web.asked("token", **form)
                assert (answer["status"], answer["message"]) == (status, message)
                assert len(answer["correlationId"]) == 36
            token = (await web.asked("token", **known, grant_type="client_credentials", scope=SCOPES))["access_token"]
            assert (await web.get("/crm/v3/objects/contacts", token)).status_code == 200
            assert (await web.browser.post(consent.revoke[0], data={"token": token})).status_code == 200
            assert (await web.get("/crm/v3/objects/contacts", token)).status_code == 401

    asyncio.run(walk())
