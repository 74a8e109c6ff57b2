"""An OAuth app checks, resets and ends its own tokens."""

import asyncio

from tests.clones.consenting import visiting

from clonery.clones.github.consent import consent

KNOWN = (consent.app.client_id, consent.app.secret)
PLACE = f"/applications/{consent.app.client_id}"


def test_a_token_is_checked_reset_and_deleted_by_its_app() -> None:
    async def walk() -> None:
        async with visiting("github", consent) as web, web.client(scope="repo gist") as client:
            token = (await web.tokens(client, "ben"))["access_token"]
            browser = web.browser
            seen = await browser.post(f"{PLACE}/token", json={"access_token": token}, auth=KNOWN)
            found = seen.json()
            assert (seen.status_code, found["user"]["login"], found["scopes"]) == (200, "ben", ["repo", "gist"])
            assert found["app"]["client_id"] == KNOWN[0]
            changed = await browser.patch(f"{PLACE}/token", json={"access_token": token}, auth=KNOWN)
            new = changed.json()["token"]
            assert new.startswith("gho_")
            assert new != token
            for held, status in ((token, 401), (new, 200)):
                assert (await browser.get("/user", headers={"Authorization": f"Bearer {held}"})).status_code == status
            assert (await browser.post(f"{PLACE}/token", json={"access_token": token}, auth=KNOWN)).status_code == 404
            gone = await browser.request("DELETE", f"{PLACE}/token", json={"access_token": new}, auth=KNOWN)
            assert gone.status_code == 204
            assert (await browser.get("/user", headers={"Authorization": f"Bearer {new}"})).status_code == 401
            again = await browser.request("DELETE", f"{PLACE}/token", json={"access_token": new}, auth=KNOWN)
            assert again.status_code == 422

    asyncio.run(walk())


def test_a_grant_ends_with_all_its_tokens() -> None:
    async def walk() -> None:
        async with visiting("github", consent) as web, web.client(scope="repo") as client:
            token = (await web.tokens(client, "ben"))["access_token"]
            ended = await web.browser.request("DELETE", f"{PLACE}/grant", json={"access_token": token}, auth=KNOWN)
            assert ended.status_code == 204
            assert (await web.browser.get("/user", headers={"Authorization": f"Bearer {token}"})).status_code == 401

    asyncio.run(walk())


def test_only_the_app_itself_asks() -> None:
    async def walk() -> None:
        async with visiting("github", consent) as web, web.client(scope="repo") as client:
            token = (await web.tokens(client, "ben"))["access_token"]
            for auth, place, status in (
                (None, PLACE, 401), ((KNOWN[0], "no"), PLACE, 401), (("none", "no"), PLACE, 401),
                (KNOWN, "/applications/Iv1other", 404),
            ):  # fmt: skip
                asked = await web.browser.post(f"{place}/token", json={"access_token": token}, auth=auth)
                assert asked.status_code == status
            ada = "ghp_adaAcmeDefault00000000000000000000aa"
            assert (await web.browser.post(f"{PLACE}/token", json={"access_token": ada}, auth=KNOWN)).status_code == 404

    asyncio.run(walk())
