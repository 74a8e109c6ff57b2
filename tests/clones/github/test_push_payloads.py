"""What webhooks are told of pushes."""

from clonery.clones.github import gitstore
from clonery.clones.github.git.objects import NO_SHA
from clonery.clones.github.push_payloads import new_commits, pushed, pushed_commit, ref_made_or_gone, shown_repository
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call


def test_a_push_brings_its_commits_oldest_first(call: Call, webapp: Repository) -> None:
    before = gitstore.resolve(call, webapp, "main")
    for number in range(2):
        after = gitstore.commit_files(call, webapp, "main", {f"{number}": b"x"}, f"Add {number}").sha
    given = {"repository": webapp, "ref": "refs/heads/main", "before": before, "after": after, "forced": False}
    made = pushed(call, given)
    assert [(each["message"], each["added"]) for each in made["commits"]] == [("Add 0", ["0"]), ("Add 1", ["1"])]
    assert (made["head_commit"]["id"], made["created"], made["pusher"]["name"]) == (after, False, "ada")
    assert made["repository"]["owner"]["name"] == "acme"
    gone = pushed(call, {**given, "after": NO_SHA})
    assert (gone["deleted"], gone["commits"], gone["head_commit"]) == (True, [], None)


def test_a_new_branch_brings_what_the_default_one_lacks(call: Call, webapp: Repository) -> None:
    head = gitstore.resolve(call, webapp, "dark-theme")
    found = new_commits(call, webapp, "refs/heads/dark-theme", NO_SHA, head)
    assert [made.message for made in found] == ["Begin a dark theme", "Darken the buttons"]
    last = pushed_commit(call, webapp, found[-1])
    assert (last["modified"], last["author"]["username"]) == (["static/dark.css"], "ben")


def test_references_that_come_and_go(call: Call, webapp: Repository) -> None:
    tag = ref_made_or_gone(call, {"repository": webapp, "ref": "refs/tags/a/b"})
    assert (tag["ref"], tag["ref_type"], tag["master_branch"]) == ("a/b", "tag", "main")
    assert shown_repository(call, webapp)["name"] == "webapp"
