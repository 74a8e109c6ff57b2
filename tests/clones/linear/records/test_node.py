"""What all entities have in common: any field of the schema is stored."""

from clonery.clones.linear.records.node import Node
from clonery.clones.linear.records.people import Webhook
from clonery.server.call import Call


def test_a_field_that_nobody_declared_is_kept(call: Call) -> None:
    assert Node.OPEN
    made = call.create(Webhook, id="w", createdAt="x", updatedAt="x", archivedAt=None, customField=7)
    assert call.get(Webhook, "w").get("customField") == 7
    assert (made.enabled, made.teamId) == (True, None)
