"""Releases as they are shown."""

from clonery.clones.github.records.releases import Release, ReleaseAsset
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.shapes.releases import release, upload_base
from clonery.server.call import Call


def test_uploads_go_to_the_place_beside_the_callers(call: Call) -> None:
    for base, place in (
        ("http://127.0.0.1:1/s/x/github", "http://127.0.0.1:1/s/x/github"),
        ("http://host/github/api/v3", "http://host/github/api/uploads"),
        ("https://api.github.com", "https://uploads.github.com"),
    ):
        call.request.base = base
        assert upload_base(call) == place


def test_a_draft_has_a_page_without_a_tag(call: Call, webapp: Repository) -> None:
    stamps = {"created_at": call.now, "updated_at": call.now}
    made = call.create(
        Release, repository=webapp, tag_name="v1/a", target_commitish="main", author=call.actor, draft=True, **stamps
    )  # fmt: skip
    file = {"size": 1, "digest": "sha256:0", "key": call.put_bytes(b"x"), "uploader": call.actor, **stamps}
    call.create(ReleaseAsset, repository=webapp, release=made, name="a.txt", **file)
    shown = release(call, made, True)
    page = f"http://test/github/acme/webapp/releases/tag/untagged-{made.id:020x}"
    assert (shown["html_url"], shown["tarball_url"], shown["assets"][0]["name"]) == (page, None, "a.txt")
    public = release(call, call.update(made, draft=False), True)
    assert public["html_url"] == "http://test/github/acme/webapp/releases/tag/v1/a"
    assert public["assets"][0]["browser_download_url"] == "http://test/github/acme/webapp/releases/download/v1/a/a.txt"
    assert "reactions" not in public
