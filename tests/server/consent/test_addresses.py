"""OAuth addresses are operations like others: in the log, under faults, and with apps that developers register."""

import asyncio
from typing import Any

import httpx

from clonery.server.app import App

from .conftest import ASKED, Web


def test_calls_are_logged_and_faults_meet_them(web: Web) -> None:
    web.signed_in()
    lines = web.session.opened.log.read(0, 100)[0]
    assert [(line["operation"], line["status"], line["fidelity"]) for line in lines] == [
        ("oauth/authorize", 302, "written"), ("oauth/token", 200, "written"),
    ]  # fmt: skip
    assert {each.name for each in web.clone.beyond} & set(web.clone.operations) == set()


def test_a_developer_registers_an_app_over_the_control_api(web: Web) -> None:
    async def register(arguments: dict[str, Any]) -> Any:
        transport = httpx.ASGITransport(App(web.farm))
        async with httpx.AsyncClient(transport=transport, base_url="http://farm") as client:
            path = f"/_clonery/sessions/{web.session.id}/clones/consenting/acts/register_app"
            return (await client.post(path, json={"arguments": arguments})).json()

    made = asyncio.run(register({"name": "Mine", "redirect_uris": ["https://mine.example/cb"], "public": True}))
    app = made["result"]
    assert made["is_error"] is False
    asked = {**ASKED, "client_id": app["client_id"], "redirect_uri": "https://mine.example/cb"}
    assert b"Mine would like" in web.call("GET", "/oauth/authorize", query=asked).body
    assert web.call("GET", "/oauth/authorize", query={**asked, "redirect_uri": "http://localhost/"}).status == 400
    challenge = {"code_challenge": "v" * 43, "code_challenge_method": "plain"}
    answer = web.call("POST", "/oauth/authorize", {"decision": "allow"}, {**asked, **challenge})
    code = httpx.URL(dict(answer.headers)["Location"]).params["code"]
    form = {"grant_type": "authorization_code", "client_id": app["client_id"], "code": code}
    assert web.call("POST", "/oauth/token", form).data["error"] == "invalid_grant"
    tokens = web.call("POST", "/oauth/token", {**form, "code_verifier": "v" * 43}).data
    assert web.reads(tokens["access_token"]) == 200
    assert asyncio.run(register({}))["is_error"] is True
