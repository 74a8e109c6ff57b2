"""Two commits compared."""

from collections.abc import Callable

import httpx
import pytest
from github import Github
from tests.clones.github.credentials import BEN

BASE = "/repos/acme/webapp/compare"


def test_branches_that_went_apart(gh: Github) -> None:
    found = gh.get_repo("acme/webapp").compare("main", "dark-theme")
    assert (found.status, found.ahead_by, found.behind_by, found.total_commits) == ("diverged", 2, 1, 2)
    assert [commit.commit.message for commit in found.commits] == ["Begin a dark theme", "Darken the buttons"]
    assert found.merge_base_commit.commit.message.startswith("Show prices")
    assert [(file.filename, file.status, file.additions) for file in found.files] == [("static/dark.css", "added", 8)]


@pytest.mark.parametrize(
    ("names", "status", "ahead", "behind"),
    [
        ("main...main", "identical", 0, 0),
        ("main~1...main", "ahead", 1, 0),
        ("main...main~2", "behind", 0, 2),
        ("v0.9...dark-theme", "ahead", 2, 0),
        ("acme:main...acme:dark-theme", "diverged", 2, 1),
        ("acme:webapp:main...dark-theme", "diverged", 2, 1),
    ],
)
def test_how_one_commit_stands_to_another(http: httpx.Client, names: str, status: str, ahead: int, behind: int) -> None:
    found = http.get(f"{BASE}/{names}").json()
    assert (found["status"], found["ahead_by"], found["behind_by"]) == (status, ahead, behind)
    assert len(found["commits"]) == ahead


def test_branches_with_slashes_compare_as_they_are_sent(http: httpx.Client) -> None:
    sha = http.get("/repos/acme/webapp/commits/dark-theme").json()["sha"]
    http.post("/repos/acme/webapp/git/refs", json={"ref": "refs/heads/topic/dark", "sha": sha})
    for names in ("main...topic/dark", "main...topic%2Fdark"):
        assert http.get(f"{BASE}/{names}").json()["ahead_by"] == 2


def test_a_fork_compares_with_where_it_comes_from(gh: Github, sign_in: Callable[[str], Github]) -> None:
    fork = sign_in(BEN).get_repo("acme/webapp").create_fork()
    fork.create_file("mine.txt", "Mine", "1\n")
    found = gh.get_repo("acme/webapp").compare("main", "ben:main")
    assert (found.status, found.ahead_by, [file.filename for file in found.files]) == ("ahead", 1, ["mine.txt"])


def test_a_comparison_as_diff_and_as_mails(http: httpx.Client) -> None:
    diff = http.get(f"{BASE}/main...dark-theme", headers={"Accept": "application/vnd.github.diff"})
    assert diff.text.startswith("diff --git a/static/dark.css b/static/dark.css\nnew file mode 100644\n")
    assert diff.text.count("\n+") == 9
    mails = http.get(f"{BASE}/main...dark-theme", headers={"Accept": "application/vnd.github.patch"})
    assert [line for line in mails.text.split("\n") if line.startswith("Subject")] == [
        "Subject: [PATCH 1/2] Begin a dark theme", "Subject: [PATCH 2/2] Darken the buttons",
    ]  # fmt: skip


def test_commits_come_in_pages_and_files_on_the_first(http: httpx.Client) -> None:
    first = http.get(f"{BASE}/main...dark-theme?per_page=1")
    second = http.get(first.links["next"]["url"])
    assert [each.json()["commits"][0]["commit"]["message"] for each in (first, second)] == [
        "Begin a dark theme", "Darken the buttons",
    ]  # fmt: skip
    assert [len(each.json()["files"]) for each in (first, second)] == [1, 0]
    assert [each.json()["total_commits"] for each in (first, second)] == [2, 2]


@pytest.mark.parametrize("names", ["main...no", "no...main", "nobody:main...main", "cleo:main...main", "main..main"])
def test_sides_that_are_not_there(http: httpx.Client, names: str) -> None:
    assert http.get(f"{BASE}/{names}").status_code == 404


def test_histories_without_a_common_commit(http: httpx.Client) -> None:
    tree = http.get("/repos/acme/webapp/git/trees/main").json()["sha"]
    sha = http.post("/repos/acme/webapp/git/commits", json={"message": "Alone", "tree": tree}).json()["sha"]
    http.post("/repos/acme/webapp/git/refs", json={"ref": "refs/heads/alone", "sha": sha})
    answer = http.get(f"{BASE}/main...alone")
    assert (answer.status_code, answer.json()["message"]) == (404, "No common ancestor between main and alone.")
