"""Lists ordered and narrowed."""

from clonery.clones.github.graphql.lists import narrowed, ordered, seen, state_of
from clonery.clones.github.records.issues import Issue, Label
from clonery.clones.github.records.people import User
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call


def test_orders(call: Call, webapp: Repository) -> None:
    found = call.all(Issue, {"repository": webapp.id})
    by = {"orderBy": {"field": "COMMENTS", "direction": "DESC"}}
    assert [each.comments for each in ordered(found, by)] == sorted((each.comments for each in found), reverse=True)
    assert ordered(found[::-1], {}) == sorted(found, key=lambda each: (each.created_at, each.rid))
    labels = ordered(call.all(Label, {"repository": webapp.id}), {"orderBy": {"field": "NAME", "direction": "ASC"}})
    assert [each.name for each in labels] == sorted(each.name for each in labels)


def test_states_and_labels(call: Call, webapp: Repository) -> None:
    found = call.all(Issue, {"repository": webapp.id})
    assert {state_of(call, each) for each in narrowed(call, found, {"states": ["CLOSED"]})} == {"CLOSED"}
    bug = call.find(Label, repository=webapp.id, name="bug")
    assert bug is not None
    assert narrowed(call, found, {"labels": ["BUG"]}) == [each for each in found if bug.id in each.labels]


def test_what_the_caller_does_not_see(call: Call, webapp: Repository) -> None:
    every = call.all(Repository, {"owner": webapp.owner})
    assert {each.private for each in seen(call, every, {})} == {False, True}
    assert {each.private for each in seen(call, every, {"privacy": "PUBLIC"})} == {False}
    call.actor = call.create(User, login="stranger", created_at=call.now, updated_at=call.now)
    call.memo.clear()
    assert {each.private for each in seen(call, every, {})} == {False}
