"""Tools for documents and status updates."""

from tests.clones.linear.tools.conftest import Use


def test_documents(use: Use, refused: Use) -> None:
    made = use("save_document", title="Plan", content="One", project="Checkout rewrite")
    assert made["project"]["name"] == "Checkout rewrite"
    assert use("save_document", id=made["id"], content="Two")["content"] == "Two"
    assert use("get_document", id=made["slugId"])["content"] == "Two"
    assert [each["title"] for each in use("list_documents", query="two")["documents"]] == ["Plan"]
    assert len(use("list_documents", projectId=made["project"]["id"])["documents"]) == 2
    assert refused("save_document", content="x") == "title must be given to write a document"


def test_updates_of_a_project(use: Use) -> None:
    made = use("save_status_update", type="project", project="Checkout rewrite", body="Slow", health="atRisk")
    assert use("get_project", query="Checkout rewrite")["health"] == "atRisk"
    assert use("save_status_update", type="project", id=made["id"], body="Slower")["body"] == "Slower"
    listed = use("get_status_updates", type="project", project="Checkout rewrite")["statusUpdates"]
    assert [each["body"] for each in listed] == ["Slower"]
    assert use("delete_status_update", type="project", id=made["id"]) == {"id": made["id"], "deleted": True}
    assert use("get_status_updates", type="project")["statusUpdates"] == []


def test_an_update_of_an_initiative_needs_one(refused: Use) -> None:
    assert refused("save_status_update", type="initiative", body="x") == "Entity not found: Initiative"
