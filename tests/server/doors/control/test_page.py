"""The page at `/`: complete in itself, and it shows what one needs to begin."""

import re
from html import unescape

from .conftest import Control


def test_it_shows_addresses_tokens_and_texts_to_copy(control: Control) -> None:
    answer = control.send("GET", "/")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    text = unescape(answer.text)
    served = control("GET", "sessions/default")["clones"]["toy"]
    for shown in (served["rest"], served["mcp"], "toy_default", "api.toy.example", *served["snippets"].values()):
        assert shown in text
    assert re.findall(r"<h2>(.*?)</h2>", text) == ["Toy"]
    assert re.findall(r"<summary>(.*?)</summary>", text)[:2] == ["Environment variables", "curl"]


def test_it_loads_nothing(control: Control) -> None:
    text = control.send("GET", "/").text
    assert re.findall(r"<(?:link|img|iframe|script)\s[^>]*>", text) == []
    assert re.findall(r'href="([^"]*)"', text) == ["_clonery/openapi.json", "#toy"]


def test_what_a_caller_wrote_is_shown_as_text(control: Control) -> None:
    text = control.send("GET", "/", headers={"x-forwarded-host": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text
