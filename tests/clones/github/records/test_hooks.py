"""Records of webhooks."""

from clonery.clones.github.records.hooks import Hook
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call


def test_hooks_are_found_by_owner_and_by_repository(call: Call, webapp: Repository) -> None:
    stamps = {"created_at": call.now, "updated_at": call.now}
    made = [
        call.create(Hook, owner=webapp.owner, repository=place, events=["*"], url="http://x", config={}, **stamps)
        for place in (webapp.id, None)
    ]
    assert (made[0].active, made[0].content_type, made[0].secret) == (True, "form", None)
    assert call.all(Hook, {"repository": webapp.id}) == [made[0]]
    assert call.all(Hook, {"owner": webapp.owner, "repository": None}) == [made[1]]
