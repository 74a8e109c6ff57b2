"""Statuses and commit comments as they are shown."""

from clonery.clones.github.records.commits import CommitComment, Status
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.shapes.statuses import simple_status
from clonery.server.call import Call

SHA = "1" * 40


def test_a_status_names_its_creator_where_it_stands_alone(call: Call, webapp: Repository) -> None:
    stamps = {"created_at": call.now, "updated_at": call.now}
    made = call.create(Status, repository=webapp, sha=SHA, state="success", creator=call.actor, **stamps)
    short = simple_status(call, made)
    assert "creator" not in short
    assert short["url"] == f"http://test/github/repos/acme/webapp/statuses/{SHA}"
    assert call.clone.dialect.show(call, made) == {**short, "creator": call.clone.dialect.show(call, call.actor, False)}


def test_a_comment_has_its_place_on_the_commits_page(call: Call, webapp: Repository) -> None:
    stamps = {"created_at": call.now, "updated_at": call.now}
    made = call.create(CommitComment, repository=webapp, commit=SHA, user=call.actor, body="Hm", **stamps)
    shown = call.clone.dialect.show(call, made)
    assert shown["html_url"] == f"http://test/github/acme/webapp/commit/{SHA}#commitcomment-{made.id}"
    assert (shown["author_association"], shown["reactions"]["total_count"]) == ("MEMBER", 0)
