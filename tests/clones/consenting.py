"""Authlib's client, as an application uses it, and the browser of somebody who is asked for consent."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import httpx2
from authlib.integrations.httpx_client import AsyncOAuth2Client

from clonery import Farm
from clonery.server.clone import Clone
from clonery.server.consent import Consent

BACK = "http://localhost:9/back"


class Visitor:
    """One clone in this process: `browser` follows no redirect, `client` is Authlib's with the clone's own app."""

    def __init__(self, farm: Farm, clone: Clone, consent: Consent) -> None:
        self.farm = farm
        self.clone = clone
        self.consent = consent
        self.base = f"http://{clone.name}.localhost"
        self.browser = httpx.AsyncClient(transport=httpx.ASGITransport(farm.app()), base_url=self.base)

    def client(self, **more: Any) -> AsyncOAuth2Client:
        app, transport = self.consent.app, httpx2.ASGITransport(self.farm.app())
        return AsyncOAuth2Client(
            app.client_id, app.secret, redirect_uri=BACK, transport=transport, base_url=self.base,
            **{"token_endpoint_auth_method": "client_secret_post", "code_challenge_method": "S256", **more},
        )  # fmt: skip

    async def tokens(self, client: AsyncOAuth2Client, user: str, verifier: str = "v" * 43, **asked: Any) -> Any:
        """What the app gets after this person said yes to what it asks for."""
        address, state = client.create_authorization_url(
            self.base + self.consent.authorize[0], code_verifier=verifier, **asked
        )
        page = await self.browser.get(address)
        assert page.status_code == 200, page.text
        assert user in page.text
        answer = await self.browser.post(address, data={"user": user, "decision": "allow"})
        assert answer.status_code == 302, answer.text
        return await client.fetch_token(
            self.base + self.consent.token[0], authorization_response=answer.headers["location"], state=state,
            code_verifier=verifier, headers={"Accept": "application/json"},
        )  # fmt: skip

    async def asked(self, role: str, headers: dict[str, str] | None = None, **form: str) -> Any:
        """The body of the answer of an address to this form, as JSON."""
        sent = {"Accept": "application/json"} | (headers or {})
        return (await self.browser.post(getattr(self.consent, role)[0], data=form, headers=sent)).json()

    async def get(self, path: str, token: str, **query: str) -> httpx.Response:
        return await self.browser.get(path, params=query, headers={"Authorization": f"Bearer {token}"})


@asynccontextmanager
async def visiting(name: str, consent: Consent) -> AsyncIterator[Visitor]:
    """A farm of one clone that asks for consent."""
    async with Farm(name) as farm:
        made = Visitor(farm, farm.kernel.clone(name), consent)
        async with made.browser:
            yield made
