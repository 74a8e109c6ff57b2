"""Markdown through the API."""

import httpx
from github import Github


def test_text_is_rendered_with_the_references_of_its_repository(gh: Github, base: str) -> None:
    repo = gh.get_repo("acme/webapp")
    assert gh.render_markdown("# Hi\n\n*you*") == "<h1>Hi</h1>\n<p><em>you</em></p>\n"
    assert gh.render_markdown("see #1, not #99", repo) == (
        f'<p>see <a href="{base}/acme/webapp/issues/1">#1</a>, not #99</p>\n'
    )


def test_no_token_is_needed_and_html_is_the_type(base: str) -> None:
    made = httpx.post(f"{base}/markdown", json={"text": "~~no~~", "mode": "gfm"})
    assert (made.text, made.headers["content-type"]) == ("<p><s>no</s></p>\n", "text/html; charset=utf-8")


def test_a_body_that_is_the_text(http: httpx.Client) -> None:
    made = http.post("/markdown/raw", content="a | b\n--|--\n1 | 2\n", headers={"Content-Type": "text/plain"})
    assert "<td>1</td>" in made.text
    assert http.post("/markdown/raw", content="{}", headers={"Content-Type": "text/x-markdown"}).text == "<p>{}</p>\n"
