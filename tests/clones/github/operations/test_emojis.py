"""Emojis by name."""

from github import Github


def test_names_lead_to_pictures(gh: Github, base: str) -> None:
    assert gh.get_emojis()["rocket"] == f"{base}/images/icons/emoji/unicode/1f680.png?v8"
