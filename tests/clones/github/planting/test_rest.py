"""What an exported state has beside a seed's words."""

from clonery.clones.github.planting.rest import plant_rest, remainder
from clonery.clones.github.planting.telling import told
from clonery.clones.github.records.activity import Star
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call


def test_more_records_fields_and_what_is_gone(call: Call, webapp: Repository, fresh: Repository) -> None:
    data = told(call)
    assert remainder(call, data).keys() <= {"records", "fields", "counters", "bytes"}
    call.create(Star, repository=webapp, user=call.actor, created_at=call.now)
    call.update(fresh, homepage="https://acme.example")
    rest = remainder(call, data)
    assert [kind for kind, _ in rest["records"]].count("star") == 1
    differing = {(kind, id): fields for kind, id, fields in rest.get("fields", [])}
    added = {doc["id"]: doc for kind, doc in rest["records"] if kind == "repository"}
    assert (differing.get(("repository", fresh.id)) or added[fresh.id])["homepage"] == "https://acme.example"


def test_it_is_done_as_it_is_told(call: Call, webapp: Repository) -> None:
    star = {"id": 77, "repository": webapp.id, "user": call.actor.id, "created_at": call.now}
    plant_rest(call, {"records": [["star", star]], "fields": [["repository", webapp.id, {"homepage": "x"}]]})
    assert call.get(Star, 77).user == call.actor.id
    assert call.get(Repository, webapp.id).homepage == "x"
    plant_rest(call, {"gone": [["star", 77], ["star", 78]], "counters": {"id/star": 90}})
    assert call.peek(Star, 77) is None
    assert call.next("id/star") == 91
