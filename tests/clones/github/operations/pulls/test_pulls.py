"""Pull requests listed, read, changed; their commits, files, diffs."""

import json
from typing import Any

import httpx
import pytest
from github import Github, GithubException
from tests.clones.github.changing import commit, content


def opened(gh: Github, branch: str = "dark-theme", **fields: Any) -> Any:
    return gh.get_repo("acme/webapp").create_pull("main", branch, title=fields.pop("title", "A change"), **fields)


def test_lists_by_state_head_base_and_order(gh: Github) -> None:
    repository = gh.get_repo("acme/webapp")
    for name in ("one", "two", "three"):
        commit(repository, name, {f"{name}.txt": name}, name)
    one, two = opened(gh, "one"), opened(gh, "two")
    three = repository.create_pull("one", "three", title="Onto one")
    two.edit(state="closed")
    one.create_issue_comment("A word")

    def numbers(**wanted: str) -> list[int]:
        return [pull.number for pull in repository.get_pulls(**wanted)]

    assert numbers() == [three.number, one.number]
    assert numbers(state="closed") == [two.number]
    assert numbers(state="all", direction="asc") == [one.number, two.number, three.number]
    assert numbers(state="all", base="one") == [three.number]
    assert numbers(head="acme:one") == [one.number]
    assert numbers(head="nobody:one") == []
    assert numbers(state="all", sort="popularity", direction="desc")[0] == one.number
    by_change = [(pull.updated_at, pull.number) for pull in repository.get_pulls(state="all", sort="updated")]
    assert by_change == sorted(by_change)
    assert numbers(sort="long-running") == [one.number, three.number]


def test_a_list_shows_less_than_a_single_one(gh: Github, http: httpx.Client) -> None:
    pull = opened(gh)
    listed = http.get("/repos/acme/webapp/pulls").json()[0]
    single = http.get(f"/repos/acme/webapp/pulls/{pull.number}").json()
    assert set(single) - set(listed) == {
        "merged", "mergeable", "rebaseable", "mergeable_state", "merged_by", "comments", "review_comments",
        "maintainer_can_modify", "commits", "additions", "deletions", "changed_files",
    }  # fmt: skip
    assert {**single, **listed} == single
    numbers = [single[name] for name in ("commits", "additions", "deletions", "changed_files", "comments")]
    assert (numbers, single["mergeable"], single["mergeable_state"]) == ([2, 8, 0, 1, 0], True, "clean")


def test_pages_of_pull_requests_are_linked(gh: Github, http: httpx.Client) -> None:
    repository = gh.get_repo("acme/webapp")
    for name in ("one", "two", "three"):
        commit(repository, name, {f"{name}.txt": name}, name)
        opened(gh, name)
    first = http.get("/repos/acme/webapp/pulls?per_page=2")
    assert [pull["head"]["ref"] for pull in first.json()] == ["three", "two"]
    rest = http.get(first.links["next"]["url"])
    assert [pull["head"]["ref"] for pull in rest.json()] == ["one"]


def test_commits_are_the_branch_s_own_oldest_first(gh: Github) -> None:
    pull = opened(gh)
    assert [each.commit.message for each in pull.get_commits()] == ["Begin a dark theme", "Darken the buttons"]


def test_files_with_patches_renames_and_deletions(gh: Github) -> None:
    repository = gh.get_repo("acme/webapp")
    text = content(repository, "shop/cart.py").decode()
    changes = {"shop/cart.py": None, "shop/basket.py": text, "run.sh": None, "new.txt": "a\nb"}
    changes["README.md"] = "# Web app\n"
    commit(repository, "shuffle", changes, "Shuffle")
    pull = repository.get_pull(opened(gh, "shuffle").number)
    found = {file.filename: file for file in pull.get_files()}
    assert {name: file.status for name, file in found.items()} == {
        "README.md": "modified", "new.txt": "added", "run.sh": "removed", "shop/basket.py": "renamed",
    }  # fmt: skip
    assert found["shop/basket.py"].previous_filename == "shop/cart.py"
    assert found["new.txt"].patch == "@@ -0,0 +1,2 @@\n+a\n+b\n\\ No newline at end of file"
    assert (found["README.md"].additions, found["README.md"].deletions) == (0, 4)
    assert (pull.changed_files, pull.additions) == (4, sum(file.additions for file in found.values()))


def test_the_media_types_of_diffs_and_patches(gh: Github, http: httpx.Client) -> None:
    pull = opened(gh)
    path = f"/repos/acme/webapp/pulls/{pull.number}"
    diff = http.get(path, headers={"Accept": "application/vnd.github.v3.diff"})
    assert diff.headers["content-type"] == "application/vnd.github.v3.diff; charset=utf-8"
    assert diff.text.startswith("diff --git a/static/dark.css b/static/dark.css\nnew file mode 100644\n")
    patch = http.get(path, headers={"Accept": "application/vnd.github.patch"}).text
    assert [line for line in patch.split("\n") if line.startswith("Subject: ")] == [
        "Subject: [PATCH 1/2] Begin a dark theme", "Subject: [PATCH 2/2] Darken the buttons",
    ]  # fmt: skip


def test_words_base_and_state_are_changed(gh: Github) -> None:
    repository = gh.get_repo("acme/webapp")
    repository.create_git_ref("refs/heads/release", repository.get_branch("main").commit.sha)
    pull = opened(gh)
    pull.edit(title="Another title", body="Another text", base="release")
    again = repository.get_pull(pull.number)
    assert (again.title, again.body, again.base.ref) == ("Another title", "Another text", "release")
    pull.edit(state="closed")
    again = repository.get_pull(pull.number)
    assert (again.state, again.mergeable_state, again.merged) == ("closed", "unknown", False)
    assert again.raw_data["mergeable"] is None
    assert again.commits == 2
    pull.edit(state="open")
    assert repository.get_pull(pull.number).mergeable_state == "clean"
    events = [event.event for event in pull.get_issue_events()]
    assert events == ["base_ref_changed", "renamed", "closed", "reopened"]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"base": "nope"}, {"code": "invalid", "field": "base"}),
        ({"base": "dark-theme"}, {"code": "custom", "message": "No commits between dark-theme and dark-theme"}),
        ({"title": " "}, {"code": "missing_field", "field": "title"}),
    ],
)
def test_changes_that_are_refused(gh: Github, http: httpx.Client, body: dict[str, str], error: dict[str, str]) -> None:
    pull = opened(gh)
    answer = http.patch(f"/repos/acme/webapp/pulls/{pull.number}", json=body)
    assert (answer.status_code, answer.json()["errors"]) == (422, [{"resource": "PullRequest", **error}])
    assert gh.get_repo("acme/webapp").get_pull(pull.number).base.ref == "main"


def test_an_issue_s_number_is_no_pull_request(gh: Github) -> None:
    with pytest.raises(GithubException) as refused:
        gh.get_repo("acme/webapp").get_pull(1)
    assert refused.value.status == 404


def test_the_pull_requests_of_a_commit(gh: Github) -> None:
    repository = gh.get_repo("acme/webapp")
    sha = repository.get_branch("dark-theme").commit.sha
    assert list(repository.get_commit(sha).get_pulls()) == []
    pull = opened(gh)
    assert [each.number for each in repository.get_commit(sha).get_pulls()] == [pull.number]
    merged = pull.merge(merge_method="squash")
    assert [each.number for each in repository.get_commit(merged.sha).get_pulls()] == [pull.number]
    first = list(repository.get_commits())[-1]
    assert list(first.get_pulls()) == []


def test_three_thousand_files_and_their_diff_within_a_second(gh: Github, http: httpx.Client) -> None:
    repository = gh.get_repo("acme/webapp")
    paths = [f"src/p{number % 50}/f{number}.txt" for number in range(3000)]
    commit(repository, "start", {path: f"one\ntwo {path}\nthree\n" for path in paths}, "Many")
    commit(repository, "many", {path: f"one\n2 {path}\nthree\n" for path in paths}, "More", "start")
    pull = repository.create_pull("start", "many", title="Many files")
    path = f"/repos/acme/webapp/pulls/{pull.number}"
    files = http.get(f"{path}/files?per_page=100&page=30")
    assert (len(files.json()), files.elapsed.total_seconds() < 1) == (100, True)
    assert 'rel="next"' not in files.headers["link"]
    diff = http.get(path, headers={"Accept": "application/vnd.github.diff"})
    assert (diff.text.count("\n+2 "), diff.elapsed.total_seconds() < 1) == (3000, True)
    single = http.get(path)
    assert (single.json()["changed_files"], single.elapsed.total_seconds() < 1) == (3000, True)
    commit(repository, "many", {"one.txt": "more"}, "One more")
    assert http.get(path, headers={"Accept": "application/vnd.github.diff"}).status_code == 406


def test_webhooks_hear_of_all_that_happens(gh: Github, base: str) -> None:
    repository = gh.get_repo("acme/webapp")
    repository.create_hook("web", {"url": "https://hooks.example/in", "content_type": "json"}, ["*"])
    commit(repository, "small", {"a.txt": "a\n"}, "Small")
    pull = opened(gh, "small", title="Small")
    pull.create_review_comment("Why?", pull.head.sha, "a.txt", line=1)
    pull.create_review_request(reviewers=["ben"])
    before = pull.head.sha
    commit(repository, "small", {"a.txt": "b\n"}, "Smaller")
    pull.edit(title="Smaller")
    pull.merge(merge_method="squash")
    url, id = base.split("/s/")[0], base.split("/")[4]
    found = httpx.get(f"{url}/_clonery/sessions/{id}/deliveries").json()
    heard = [(made["event"], json.loads(made["body"])) for made in found if made["event"].startswith("pull_request")]
    assert [(event, body["action"]) for event, body in heard] == [
        ("pull_request", "opened"), ("pull_request_review", "submitted"), ("pull_request_review_comment", "created"),
        ("pull_request", "review_requested"), ("pull_request", "synchronize"), ("pull_request", "edited"),
        ("pull_request", "closed"),
    ]  # fmt: skip
    bodies = [body for _, body in heard]
    assert {body["pull_request"]["number"] for body in bodies} == {pull.number}
    assert (bodies[1]["review"]["state"], bodies[2]["comment"]["body"]) == ("commented", "Why?")
    assert bodies[3]["requested_reviewer"]["login"] == "ben"
    assert (bodies[4]["before"], bodies[4]["after"]) == (before, bodies[4]["pull_request"]["head"]["sha"])
    assert bodies[5]["changes"] == {"title": {"from": "Small"}}
    assert (bodies[6]["pull_request"]["merged"], bodies[6]["number"]) == (True, pull.number)
