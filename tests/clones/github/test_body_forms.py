"""Bodies as HTML and text, as the Accept header asks for them."""

import httpx
import pytest

from clonery.clones.github.body_forms import form_of
from clonery.server.request import Request

ISSUE = "/repos/acme/webapp/issues"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("application/vnd.github+json", ""), ("application/vnd.github.text-match+json", ""), ("*/*", ""),
        ("application/vnd.github.html+json", "html"), ("application/vnd.github.v3.full+json", "full"),
        ("application/vnd.github.text+json, application/json", "text"), ("application/vnd.github.raw+json", ""),
    ],
)  # fmt: skip
def test_the_form_that_is_asked_for(accept: str, form: str) -> None:
    assert form_of(Request("GET", "/", headers={"accept": accept})) == form


def test_bodies_in_each_form(http: httpx.Client) -> None:
    number = http.post(ISSUE, json={"title": "Forms", "body": "**Bold** & see #1"}).json()["number"]
    http.post(f"{ISSUE}/{number}/comments", json={"body": "*so*"})

    def read(path: str, form: str) -> httpx.Response:
        return http.get(f"{ISSUE}/{path}", headers={"Accept": f"application/vnd.github.{form}+json"})

    full = read(str(number), "full").json()
    assert (full["body"], full["body_text"]) == ("**Bold** & see #1", "Bold & see #1")
    assert full["body_html"].startswith("<p><strong>Bold</strong> &amp; see <a ")
    html = read(str(number), "html").json()
    assert ("body" in html, html["body_html"]) == (False, full["body_html"])
    (comment,) = read(f"{number}/comments", "text").json()
    assert ("body" in comment, "body_html" in comment, comment["body_text"]) == (False, False, "so")
    listed = read("?state=all", "full").json()
    assert next(each for each in listed if each["number"] == number)["body_text"] == "Bold & see #1"
    assert "body_html" not in http.get(f"{ISSUE}/{number}").json()


def test_a_webhook_is_told_markdown(http: httpx.Client) -> None:
    http.post("/repos/acme/webapp/hooks", json={"config": {"url": "http://127.0.0.1:9/"}, "events": ["issues"]})
    accept = {"Accept": "application/vnd.github.full+json"}
    answer = http.post(ISSUE, json={"title": "Told", "body": "*x*"}, headers=accept)
    assert answer.json()["body_html"] == "<p><em>x</em></p>"
    hook = http.get("/repos/acme/webapp/hooks").json()[0]["id"]
    first = http.get(f"/repos/acme/webapp/hooks/{hook}/deliveries").json()[0]["id"]
    payload = http.get(f"/repos/acme/webapp/hooks/{hook}/deliveries/{first}").json()["request"]["payload"]
    assert (payload["issue"]["body"], "body_html" in payload["issue"]) == ("*x*", False)
