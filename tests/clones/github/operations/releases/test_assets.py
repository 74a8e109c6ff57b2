"""Files of releases."""

from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from github import Github, GithubException

DATA = bytes(range(256)) * 40


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "app.tar.gz"
    path.write_bytes(DATA)
    return path


def test_a_file_is_uploaded_listed_downloaded_and_deleted(gh: Github, http: httpx.Client, file: Path) -> None:
    release = gh.get_repo("acme/webapp").get_release("v0.9")
    asset = release.upload_asset(str(file), label="All of it", content_type="application/gzip")
    assert (asset.name, asset.label, asset.size, asset.content_type) == (
        "app.tar.gz", "All of it", len(DATA), "application/gzip",
    )  # fmt: skip
    assert asset.digest == f"sha256:{sha256(DATA).hexdigest()}" if hasattr(asset, "digest") else True
    assert [each.name for each in release.get_assets()] == ["app.tar.gz"]
    got = http.get(asset.url, headers={"Accept": "application/octet-stream"})
    assert (got.content, got.headers["content-type"]) == (DATA, "application/gzip")
    assert http.get(asset.url).json()["download_count"] == 1
    assert gh.get_repo("acme/webapp").get_release("v0.9").raw_data["assets"][0]["digest"].startswith("sha256:")
    asset.update_asset("app.tgz", "Renamed")
    assert http.get(asset.url).json()["name"] == "app.tgz"
    assert asset.delete_asset() is True
    assert http.get(asset.url).status_code == 404


def test_uploads_go_where_the_release_says(http: httpx.Client, base: str) -> None:
    release = http.get("/repos/acme/webapp/releases/tags/v0.9").json()
    assert release["upload_url"] == f"{base}/repos/acme/webapp/releases/{release['id']}/assets{{?name,label}}"
    enterprise = http.get("/api/v3/repos/acme/webapp/releases/tags/v0.9").json()["upload_url"]
    assert enterprise.startswith(f"{base}/api/uploads/repos/acme/webapp/releases/")
    sent = http.post(enterprise.partition("{")[0], params={"name": "a b.txt"}, content=b"x")
    assert (sent.status_code, sent.json()["name"], sent.json()["state"]) == (201, "a.b.txt", "uploaded")


def test_the_vendors_own_host_takes_uploads(http: httpx.Client, base: str) -> None:
    root, _, session = base.removesuffix("/github").partition("/s/")
    spoken = {"Authorization": http.headers["authorization"], "X-Clonery-Session": session}
    place = f"{root}/repos/acme/webapp/releases/1/assets?name=x.txt"
    sent = httpx.post(place, content=b"{not json", headers={**spoken, "Host": "uploads.github.com"})
    assert (sent.status_code, sent.json()["size"]) == (201, 9)
    seen = httpx.get(f"{root}/repos/acme/webapp/releases/1", headers={**spoken, "Host": "api.github.com"}).json()
    assert seen["url"].startswith("http://api.github.com/repos/")
    assert seen["upload_url"].startswith("http://uploads.github.com/repos/")


def test_uploads_that_are_refused(gh: Github, http: httpx.Client, file: Path) -> None:
    release = gh.get_repo("acme/webapp").get_release("v0.9")
    release.upload_asset(str(file))
    with pytest.raises(GithubException) as twice:
        release.upload_asset(str(file))
    assert (twice.value.status, twice.value.data["errors"]) == (
        422, [{"resource": "ReleaseAsset", "code": "already_exists", "field": "name"}],
    )  # fmt: skip
    place = f"/repos/acme/webapp/releases/{release.id}/assets"
    assert http.post(place, params={"name": "e"}, content=b"").status_code == 400
    assert http.post(place, content=b"x").status_code == 422
    assert http.post("/repos/acme/webapp/releases/99/assets", params={"name": "e"}, content=b"x").status_code == 404
    assert http.get("/repos/acme/webapp/releases/assets/99").status_code == 404
