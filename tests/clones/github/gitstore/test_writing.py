"""Objects written, each once."""

from clonery.clones.github import gitstore
from clonery.clones.github.git.commits import Commit, Person, Tag
from clonery.clones.github.git.merge import Merged
from clonery.clones.github.git.objects import EMPTY_TREE, blob_id
from clonery.clones.github.git.trees import build
from clonery.clones.github.records.git import StoredBlob, StoredCommit, StoredTag, StoredTree
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call

EVE = Person("Eve", "eve@example.com", 1_700_000_000)


def test_the_same_object_is_stored_once(call: Call, fresh: Repository) -> None:
    counts = []
    for _ in range(2):
        blob = gitstore.write_blob(call, fresh, b"hello\n")
        tree = gitstore.write_tree(call, fresh, build({"a": ("100644", blob)}))
        commit = gitstore.write_commit(call, fresh, Commit(tree, (), EVE, EVE, "m"))
        tag = gitstore.write_tag(call, fresh, Tag(commit.sha, "commit", "v1", EVE, "t"))
        counts.append([call.count(kind) for kind in (StoredBlob, StoredTree, StoredCommit, StoredTag)])
    assert (blob, tree) == ("ce013625030ba8dba906f756967f9e9ca394464a", "0976950c1fdbcb52435a433913017bf044b3a58f")
    assert counts[0] == counts[1]
    assert (commit.generation, tag.object) == (1, commit.sha)
    assert gitstore.read_blob(call, fresh)(blob) == b"hello\n"


def test_a_commit_comes_a_generation_after_its_latest_parent(call: Call, fresh: Repository) -> None:
    tree = gitstore.write_tree(call, fresh, build({}))
    assert tree == EMPTY_TREE
    one = gitstore.write_commit(call, fresh, Commit(tree, (), EVE, EVE, "1"))
    two = gitstore.write_commit(call, fresh, Commit(tree, (one.sha,), EVE, EVE, "2"))
    both = gitstore.write_commit(call, fresh, Commit(tree, (one.sha, two.sha), EVE, EVE, "3"))
    assert (two.generation, both.generation) == (2, 3)


def test_what_a_merge_made_is_stored_with_its_tree(call: Call, fresh: Repository) -> None:
    data = b"merged\n"
    written = build({"a": ("100644", blob_id(data))})
    tree = gitstore.write_merged(call, fresh, Merged(written.sha, written.trees, {blob_id(data): data}, []))
    assert gitstore.has(call, fresh, tree) == "tree"
    assert gitstore.read_blob(call, fresh)(blob_id(data)) == data
