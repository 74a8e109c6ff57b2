"""Records of releases and their files."""

import pytest

from clonery.clones.github.records.releases import Release, ReleaseAsset
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call
from clonery.server.problems import Taken


def test_files_have_names_of_their_own_and_go_with_the_release(call: Call, webapp: Repository) -> None:
    stamps = {"created_at": call.now, "updated_at": call.now}
    made = call.create(
        Release, repository=webapp, tag_name="v1", target_commitish="main", author=call.actor, **stamps
    )  # fmt: skip
    assert (made.draft, made.prerelease, made.published_at, made.latest_at) == (False, False, None, None)
    file = {"size": 1, "digest": "sha256:0", "key": call.put_bytes(b"x"), "uploader": call.actor, **stamps}
    call.create(ReleaseAsset, repository=webapp, release=made, name="a", **file)
    with pytest.raises(Taken):
        call.create(ReleaseAsset, repository=webapp, release=made, name="a", **file)
    call.delete(made)
    assert call.count(ReleaseAsset) == 0
