"""Lists and folders get new names and places."""

import pytest
from tests.clones.caller import Caller


@pytest.fixture
def ask() -> Caller:
    return Caller("hubspot")


def test_a_list_is_renamed(ask: Caller) -> None:
    body = {"name": "Old", "objectTypeId": "0-1", "processingType": "MANUAL"}
    id = ask("POST", "/crm/v3/lists", body).data["list"]["listId"]
    changed = ask("PUT", f"/crm/v3/lists/{id}/update-list-name", query="listName=New")
    assert (changed.status, changed.data["updatedList"]["name"]) == (200, "New")
    assert ask("GET", f"/crm/v3/lists/{id}").data["list"]["name"] == "New"
    assert ask("PUT", "/crm/v3/lists/999/update-list-name", query="listName=New").status == 404


def test_a_folder_is_renamed_and_moved(ask: Caller) -> None:
    ids = [ask("POST", "/crm/v3/lists/folders", {"name": name}).data["folder"]["id"] for name in ("a", "b")]
    renamed = ask("PUT", f"/crm/v3/lists/folders/{ids[0]}/rename", query="newFolderName=c").data["folder"]
    assert renamed["name"] == "c"
    moved = ask("PUT", f"/crm/v3/lists/folders/{ids[0]}/move/{ids[1]}").data["folder"]
    assert (moved["parentFolderId"], moved["name"]) == (ids[1], "c")
    assert ask("PUT", f"/crm/v3/lists/folders/{ids[0]}/move/0").data["folder"]["parentFolderId"] == 0
    assert ask("PUT", f"/crm/v3/lists/folders/{ids[0]}/move/999").status == 404
