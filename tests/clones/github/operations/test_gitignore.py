"""Templates of .gitignore files."""

import httpx
import pytest
from github import Github, UnknownObjectException


def test_templates_are_listed_and_read(gh: Github, http: httpx.Client) -> None:
    assert {"C++", "Go", "Java", "Node", "Python", "Rust"} <= set(gh.get_gitignore_templates())
    python = gh.get_gitignore_template("Python")
    assert (python.name, python.source.splitlines()[0]) == ("Python", "__pycache__/")
    raw = http.get("/gitignore/templates/Python", headers={"Accept": "application/vnd.github.raw+json"})
    assert raw.text == python.source
    with pytest.raises(UnknownObjectException):
        gh.get_gitignore_template("python")
