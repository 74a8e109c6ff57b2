"""Licences: listed, read, found in repositories."""

import httpx
import pytest
from github import Github, UnknownObjectException


def test_licences_are_listed_and_read(gh: Github, http: httpx.Client) -> None:
    assert [licence.key for licence in gh.get_licenses()][:3] == ["agpl-3.0", "apache-2.0", "bsd-2-clause"]
    mit = gh.get_license("mit")
    assert (mit.name, mit.spdx_id, mit.conditions) == ("MIT License", "MIT", ["include-copyright"])
    assert mit.body.startswith("MIT License\n\nCopyright (c) [year] [fullname]\n")
    assert [licence["key"] for licence in http.get("/licenses", params={"featured": True}).json()] == [
        "apache-2.0", "gpl-3.0", "mit",
    ]  # fmt: skip
    assert "https://www.gnu.org/licenses/gpl-3.0.txt" in gh.get_license("GPL-3.0").body
    with pytest.raises(UnknownObjectException):
        gh.get_license("mine")


def test_a_repositorys_licence_is_known_by_its_text(gh: Github, http: httpx.Client) -> None:
    repo = gh.get_user().create_repo("lib", license_template="bsd-3-clause")
    found = repo.get_license()
    assert (found.path, found.license.key) == ("LICENSE", "bsd-3-clause")
    assert b"Ada Moreau" in found.decoded_content
    repo.update_file("LICENSE", "own words", b"All is mine.\n", found.sha)
    assert repo.get_license().license.spdx_id == "NOASSERTION"
    raw = http.get("/repos/ada/lib/license", headers={"Accept": "application/vnd.github.raw"})
    assert raw.text == "All is mine.\n"
    repo.delete_file("LICENSE", "none", repo.get_license().sha)
    with pytest.raises(UnknownObjectException):
        repo.get_license()
