"""Objects that no record is."""

from clonery.clones.github.gitstore import branch_head
from clonery.clones.github.graphql import typed
from clonery.clones.github.graphql.nodes import find, id_of
from clonery.clones.github.graphql.things import thing
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call


def test_a_commit_leads_back_by_its_id(call: Call, webapp: Repository) -> None:
    head = branch_head(call, webapp, "main")
    made = thing("Commit", repository=webapp.id, sha=head)
    assert (typed(made), made.get("sha"), made.get("other")) == ("Commit", head, None)
    assert find(call, id_of(made), "Commit").doc == made.doc
