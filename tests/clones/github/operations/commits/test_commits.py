"""Commits: lists with their filters, one with its files, branches at a commit."""

import httpx
import pytest
from github import Github

BASE = "/repos/acme/webapp/commits"


def test_commits_are_listed_from_the_newest_with_their_authors(gh: Github) -> None:
    found = list(gh.get_repo("acme/webapp").get_commits())
    assert [commit.commit.message.split("\n")[0] for commit in found] == [
        "Test an empty cart", "Show prices with two decimals", "Initial commit",
    ]  # fmt: skip
    assert [commit.author.login for commit in found] == ["cleo", "ada", "ada"]
    assert [[parent.sha for parent in commit.parents] for commit in found] == [[found[1].sha], [found[2].sha], []]


@pytest.mark.parametrize(
    ("query", "messages"),
    [
        ("sha=v0.9~1", ["Initial commit"]),
        ("path=shop/prices.py", ["Show prices with two decimals"]),
        ("path=shop", ["Show prices with two decimals", "Initial commit"]),
        ("path=no/such", []),
        ("sha=dark-theme&path=static/", ["Darken the buttons", "Begin a dark theme"]),
        ("author=cleo", ["Test an empty cart"]),
        ("author=ada@acme.example&path=shop/prices.py", ["Show prices with two decimals"]),
        ("committer=ben", []),
        ("author=nobody", []),
        ("since=2025-11-01T00:00:00Z", ["Test an empty cart"]),
        ("until=2025-10-09T17:15:00Z", ["Show prices with two decimals", "Initial commit"]),
        ("since=2025-10-01T00:00:00Z&until=2025-11-01T00:00:00%2B00:00", ["Show prices with two decimals"]),
        ("sha=v0.9", ["Show prices with two decimals", "Initial commit"]),
    ],
)
def test_a_list_is_filtered(http: httpx.Client, query: str, messages: list[str]) -> None:
    answer = http.get(f"{BASE}?{query}")
    assert answer.status_code == 200
    assert [commit["commit"]["message"].split("\n")[0] for commit in answer.json()] == messages


def test_a_page_of_commits_links_to_the_last_one(http: httpx.Client) -> None:
    page = http.get(f"{BASE}?per_page=2")
    assert len(page.json()) == 2
    assert 'page=2>; rel="next"' in page.headers["link"]
    assert 'page=2>; rel="last"' in page.headers["link"]
    assert [commit["commit"]["message"] for commit in http.get(page.links["next"]["url"]).json()] == ["Initial commit"]


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("/repos/acme/webapp/commits?sha=no-such", 404, "Not Found"),
        ("/repos/ada/notes/commits", 409, "Git Repository is empty."),
        ("/repos/acme/webapp/commits/no-such", 422, "No commit found for SHA: no-such"),
        ("/repos/acme/webapp/commits/" + "0" * 40, 422, "No commit found for SHA: " + "0" * 40),
        ("/repos/ada/notes/commits/main", 409, "Git Repository is empty."),
        ("/repos/acme/webapp/commits?since=now", 422, 'Invalid request.\n\n"since" is not a valid date: now'),
    ],
)
def test_commits_that_are_not_there(http: httpx.Client, path: str, status: int, message: str) -> None:
    answer = http.get(path)
    assert (answer.status_code, answer.json()["message"]) == (status, message)


def test_one_commit_has_its_files_with_patches_and_the_sum_of_them(gh: Github) -> None:
    commit = gh.get_repo("acme/webapp").get_commit("v0.9")
    assert (commit.stats.additions, commit.stats.deletions, commit.stats.total) == (4, 1, 5)
    files = {file.filename: file for file in commit.files}
    assert list(files) == ["shop/__main__.py", "shop/prices.py"]
    assert (files["shop/prices.py"].status, files["shop/prices.py"].additions) == ("added", 2)
    assert files["shop/__main__.py"].patch == (
        "@@ -1,3 +1,4 @@\n from shop.cart import Cart\n+from shop.prices import shown\n \n-print(Cart().total())\n"
        "+print(shown(Cart().total()))"
    )
    first = gh.get_repo("acme/webapp").get_commit("main~2")
    assert {file.status for file in first.files} == {"added"}


def test_a_commit_answers_to_many_names(http: httpx.Client) -> None:
    sha = http.get(f"{BASE}/main").json()["sha"]
    for name in (sha, sha[:7], "heads/main", "refs/heads/main", "HEAD"):
        assert http.get(f"{BASE}/{name}").json()["sha"] == sha
    bare = http.get(f"{BASE}/main", headers={"Accept": "application/vnd.github.sha"})
    assert (bare.text, bare.headers["content-type"]) == (sha, "application/vnd.github.sha; charset=utf-8")


def test_a_commit_as_diff_and_as_mail(http: httpx.Client) -> None:
    diff = http.get(f"{BASE}/main", headers={"Accept": "application/vnd.github.diff"})
    assert diff.text.startswith("diff --git a/tests/test_cart.py b/tests/test_cart.py\nindex ")
    assert diff.text.endswith("+\n+\n+def test_empty():\n+    assert Cart().total() == 0\n")
    mail = http.get(f"{BASE}/main", headers={"Accept": "application/vnd.github.v3.patch"})
    assert "\nFrom: Cleo Lindqvist <cleo@acme.example>\nDate: Thu, 20 Nov 2025 08:00:00 +0000\n" in mail.text
    assert "\nSubject: [PATCH] Test an empty cart\n" in mail.text
    assert "\n tests/test_cart.py | 4 ++++\n 1 file changed, 4 insertions(+)\n" in mail.text


def test_many_files_come_in_pages(http: httpx.Client) -> None:
    head = http.get(f"{BASE}/main").json()
    tree = [{"path": f"many/{n:03}", "mode": "100644", "content": f"{n}\n"} for n in range(305)]
    base = head["commit"]["tree"]["sha"]
    made = http.post("/repos/acme/webapp/git/trees", json={"base_tree": base, "tree": tree}).json()
    sent = {"message": "Many", "tree": made["sha"], "parents": [head["sha"]]}
    sha = http.post("/repos/acme/webapp/git/commits", json=sent).json()["sha"]
    first = http.get(f"{BASE}/{sha}")
    assert (len(first.json()["files"]), first.json()["stats"]["total"]) == (300, 305)
    second = http.get(first.links["next"]["url"])
    assert [file["filename"] for file in second.json()["files"]] == [f"many/{n}" for n in range(300, 305)]
    assert len(http.get(f"{BASE}/{sha}?per_page=10&page=31").json()["files"]) == 5


def test_the_branches_at_a_commit(http: httpx.Client) -> None:
    sha = http.get(f"{BASE}/main").json()["sha"]
    http.post("/repos/acme/webapp/git/refs", json={"ref": "refs/heads/again", "sha": sha})
    http.post("/repos/acme/webapp/git/refs", json={"ref": "refs/tags/again", "sha": sha})
    assert [branch["name"] for branch in http.get(f"{BASE}/{sha}/branches-where-head").json()] == ["again", "main"]
    assert http.get(f"{BASE}/{'0' * 40}/branches-where-head").status_code == 422
