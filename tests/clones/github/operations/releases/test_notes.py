"""Release notes."""

import httpx
from github import Github

BASE = "/repos/acme/webapp/releases"


def test_notes_link_to_what_changed_since_the_release_before(gh: Github, http: httpx.Client, base: str) -> None:
    made = gh.get_repo("acme/webapp").generate_release_notes("v1.0")
    assert (made.name, made.body) == ("v1.0", f"**Full Changelog**: {base}/acme/webapp/compare/v0.9...v1.0")
    first = http.post("/repos/ben/dotfiles/releases/generate-notes", json={"tag_name": "v1"})
    assert first.status_code == 403, "not hers to push to"
    alone = http.post(f"{BASE}/generate-notes", json={"tag_name": "v0.9"}).json()
    assert alone["body"] == f"**Full Changelog**: {base}/acme/webapp/commits/v0.9"


def test_a_release_takes_generated_notes_behind_its_own_words(http: httpx.Client, base: str) -> None:
    made = http.post(BASE, json={"tag_name": "v1.0", "body": "Hello", "generate_release_notes": True}).json()
    assert made["name"] == "v1.0"
    assert made["body"] == f"Hello\n\n**Full Changelog**: {base}/acme/webapp/compare/v0.9...v1.0"


def test_names_of_nothing_are_refused(http: httpx.Client) -> None:
    bad = (
        ({"tag_name": "v1", "target_commitish": "no"}, "Invalid target_commitish parameter"),
        ({"tag_name": "v1", "previous_tag_name": "no"}, "Invalid previous_tag parameter"),
        ({"tag_name": "a b"}, "Validation Failed"),
    )
    for body, message in bad:
        answer = http.post(f"{BASE}/generate-notes", json=body)
        assert (answer.status_code, answer.json()["message"]) == (422, message)
