"""Records of git's objects and references."""

import pytest

from clonery.clones.github import gitstore
from clonery.clones.github.records.git import Ref, StoredBlob, StoredCommit
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call
from clonery.server.problems import Taken


def test_a_name_stands_for_one_reference_of_a_repository(call: Call, webapp: Repository, fresh: Repository) -> None:
    call.create(Ref, repository=fresh, name="refs/heads/main", sha="1" * 40)
    with pytest.raises(Taken):
        call.create(Ref, repository=webapp, name="refs/heads/main", sha="1" * 40)
    call.create(Ref, repository=webapp, name="refs/heads/Main", sha="1" * 40)


def test_references_go_with_their_repository_and_objects_stay(call: Call, fresh: Repository) -> None:
    made = gitstore.commit_files(call, fresh, "", {"a": b"x"}, "m")
    call.delete(call.get(Repository, fresh.id))
    assert call.count(Ref, {"repository": fresh.id}) == 0
    assert call.peek(StoredCommit, f"{fresh.id}/{made.sha}") is not None


def test_an_object_is_found_by_network_and_id(call: Call, webapp: Repository) -> None:
    sha = gitstore.write_blob(call, webapp, b"some bytes")
    assert call.get(StoredBlob, f"{webapp.id}/{sha}").doc == {
        "id": f"{webapp.id}/{sha}", "network": webapp.id, "sha": sha, "size": 10,
    }  # fmt: skip
