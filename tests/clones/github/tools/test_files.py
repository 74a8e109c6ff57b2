"""The tools for files: text as it is, several at once, and the sha that a change needs."""

import pytest
from github import Github
from tests.clones.github.tools.conftest import Use

MINE = {"owner": "ada", "repo": "made"}


@pytest.fixture(autouse=True)
def made(gh: Github) -> None:
    gh.get_user().create_repo("made", auto_init=True)


def test_text_goes_in_and_out_as_it_is(use: Use) -> None:
    use("create_or_update_file", **MINE, path="/docs/a.txt", content="Grüße\n", message="A", branch="main")
    read = use("get_file_contents", **MINE, path="docs/a.txt")
    assert (read["content"], read["encoding"], read["type"]) == ("Grüße\n", "utf-8", "file")
    assert [entry["name"] for entry in use("get_file_contents", **MINE, path="docs")] == ["a.txt"]
    assert use("get_file_contents", **MINE, fields=["path"]) == [{"path": "README.md"}, {"path": "docs"}]
    again = {"path": "docs/a.txt", "content": "new", "message": "B", "branch": "main"}
    assert use("create_or_update_file", **MINE, **again, error=True)["status"] == "422"
    use("create_or_update_file", **MINE, **again, sha=read["sha"])
    assert use("get_file_contents", **MINE, path="docs/a.txt")["content"] == "new"


def test_bytes_stay_in_base64(use: Use, gh: Github) -> None:
    gh.get_repo("ada/made").create_file("b.bin", "B", b"\xff\xfe")
    read = use("get_file_contents", **MINE, path="b.bin")
    assert (read["content"], read["encoding"]) == ("//4=\n", "base64")


def test_several_files_make_one_commit(use: Use, gh: Github) -> None:
    files = [{"path": "a", "content": "1"}, {"path": "b/c", "content": "2"}]
    ref = use("push_files", **MINE, branch="main", message="Both", files=files)
    repo = gh.get_repo("ada/made")
    assert ref["object"]["sha"] == repo.get_branch("main").commit.sha
    assert (repo.get_contents("b/c").decoded_content, repo.get_commits().totalCount) == (b"2", 2)
    assert use("push_files", **MINE, branch="main", message="x", files=[{"path": "a"}], error=True)["status"] == "422"
    bad = [{"path": "../a", "content": ""}]
    assert use("push_files", **MINE, branch="main", message="x", files=bad, error=True)["status"] == "422"
    assert use("push_files", **MINE, branch="no", message="x", files=files, error=True)["status"] == "404"


def test_a_file_is_deleted_where_it_is(use: Use, gh: Github) -> None:
    use("delete_file", **MINE, path="README.md", message="Away", branch="main")
    assert gh.get_repo("ada/made").get_commits()[0].commit.message == "Away"
    assert use("delete_file", **MINE, path="README.md", message="Again", branch="main", error=True)["status"] == "404"


def test_each_range_of_lines_names_its_commit(use: Use) -> None:
    write = {"path": "a.txt", "message": "First", "branch": "main", "content": "1\n2\n3\n"}
    made = use("create_or_update_file", **MINE, **write)
    use("create_or_update_file", **MINE, **write | {"message": "Second", "content": "1\ntwo\n3\n"},
        sha=made["content"]["sha"])  # fmt: skip
    blamed = use("get_file_blame", **MINE, path="a.txt")
    assert [(part["start_line"], part["commit"]["commit"]["message"]) for part in blamed["ranges"]] == [
        (1, "First"), (2, "Second"), (3, "First"),
    ]  # fmt: skip
    assert len(use("get_file_blame", **MINE, path="a.txt", start_line=2, end_line=2)["ranges"]) == 1
    rest = use("get_file_blame", **MINE, path="a.txt", perPage=2)["pageInfo"]
    assert len(use("get_file_blame", **MINE, path="a.txt", after=rest["endCursor"])["ranges"]) == 1
    assert use("get_file_blame", **MINE, path="none", error=True)["status"] == "404"
