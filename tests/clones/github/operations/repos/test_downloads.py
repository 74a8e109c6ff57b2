"""Archives of repositories."""

import gzip
import io
import tarfile
import zipfile

import httpx
from github import Github
from tests.clones.github.conftest import Served


def test_a_tarball_is_a_redirect_to_the_files_of_a_commit(gh: Github, http: httpx.Client, served: Served) -> None:
    link = gh.get_repo("acme/webapp").get_archive_link("tarball", "dark-theme")
    got = http.get(link)
    assert (got.status_code, got.headers["content-type"]) == (200, "application/x-gzip")
    sha = http.get("/repos/acme/webapp/commits/dark-theme").json()["sha"]
    assert got.headers["content-disposition"] == f"attachment; filename=acme-webapp-{sha[:7]}.tar.gz"
    with tarfile.open(fileobj=io.BytesIO(got.content)) as archive:
        assert archive.pax_headers["comment"] == sha
        names = archive.getnames()
        assert names[:2] == [f"acme-webapp-{sha[:7]}", f"acme-webapp-{sha[:7]}/README.md"]
        script = archive.extractfile(f"acme-webapp-{sha[:7]}/run.sh")
        assert script is not None
        assert script.read() == b"#!/bin/sh\nexec python -m shop\n"
        assert archive.getmember(f"acme-webapp-{sha[:7]}/run.sh").mode == 0o775
        assert archive.getmember(f"acme-webapp-{sha[:7]}/README.md").mtime == 1762941900
    assert gzip.decompress(got.content) == gzip.decompress(http.get(link).content)
    served.checked.flaws.clear()  # the description knows the redirect only


def test_a_zipball_holds_links_and_modes(http: httpx.Client, served: Served) -> None:
    moved = http.get("/repos/ben/dotfiles/zipball/main")
    assert moved.status_code == 302
    got = http.get(moved.headers["location"])
    with zipfile.ZipFile(io.BytesIO(got.content)) as archive:
        top = archive.namelist()[0]
        assert top.startswith("ben-dotfiles-")
        assert archive.read(f"{top}bin/link") == b"../README.md"
        assert archive.getinfo(f"{top}bin/link").external_attr >> 16 == 0o120777
        assert archive.comment.decode().startswith(top[len("ben-dotfiles-") : -1])
    served.checked.flaws.clear()  # the description knows the redirect only


def test_archives_of_nothing(http: httpx.Client) -> None:
    assert http.get("/repos/acme/webapp/tarball/no-such").status_code == 404
    assert http.get("/repos/ada/notes/zipball/main").status_code == 409
    assert http.get("/repos/acme/webapp/tarball").status_code == 302
