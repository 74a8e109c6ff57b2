"""Issues, labels and milestones as they are shown."""

from clonery.clones.github.lookups import find_issue, find_label, find_milestone, find_user
from clonery.clones.github.records.reactions import Reaction
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.shapes.issues import association, issue, label, milestone, once, rollup
from clonery.server.call import Call


def test_an_issue_with_its_people_and_numbers(call: Call, webapp: Repository) -> None:
    record = find_issue(call, "acme", "webapp", 1)[1]
    shown = issue(call, record, True)
    assert (shown["number"], shown["assignee"]["login"], shown["milestone"]["title"]) == (1, "ben", "1.0")
    assert (shown["closed_by"], shown["author_association"], shown["comments"]) == (None, "MEMBER", 2)
    assert "closed_by" not in issue(call, record, False)
    assert shown["html_url"] == "http://test/github/acme/webapp/issues/1"


def test_counts_and_names(call: Call, webapp: Repository) -> None:
    shown = milestone(call, find_milestone(call, webapp, 1), True)
    assert (shown["open_issues"], shown["closed_issues"]) == (1, 0)
    bug = find_label(call, webapp, "BUG")
    assert bug is not None
    assert label(call, bug, True)["url"].endswith("/repos/acme/webapp/labels/bug")
    assert once(call, type(bug), bug.id) is once(call, type(bug), bug.id)
    assert once(call, type(bug), None) is None


def test_how_people_stand_and_react(call: Call, webapp: Repository, fresh: Repository) -> None:
    bot = find_user(call, "dev-bot")
    assert [association(call, fresh.id, each) for each in (fresh.owner, bot.id)] == ["OWNER", "NONE"]
    given = {"repository": webapp, "subject": "issue/1", "user": call.actor, "created_at": call.now}
    call.create(Reaction, content="heart", **given)
    made = rollup(call, "u", "issue", 1)
    assert (made["total_count"], made["heart"], made["url"]) == (1, 1, "u/reactions")
