"""Canvases by sections, and lists with their items."""

from slack_sdk import WebClient
from tests.clones.slack.conftest import BEN_ID, refused


def text(markdown: str) -> dict[str, str]:
    return {"type": "markdown", "markdown": markdown}


def test_a_canvas_is_edited_part_by_part(ada: WebClient) -> None:
    id = ada.canvases_create(title="Plan", document_content=text("# Goals\n\nfirst\n\nsecond"))["canvas_id"]
    found = ada.canvases_sections_lookup(canvas_id=id, criteria={"contains_text": "first"})["sections"]
    ada.canvases_edit(canvas_id=id, changes=[
        {"operation": "insert_after", "section_id": found[0]["id"], "document_content": text("between")}])  # fmt: skip
    ada.canvases_edit(canvas_id=id, changes=[{"operation": "insert_at_end", "document_content": text("last")}])
    ada.canvases_edit(canvas_id=id, changes=[{"operation": "delete", "section_id": found[0]["id"]}])
    made = ada.api_call("canvases.getContent", json={"canvas_id": id})["content"]["markdown"]
    assert made == "# Goals\n\nbetween\n\nsecond\n\nlast"
    assert len(ada.canvases_sections_lookup(canvas_id=id, criteria={"section_types": ["h1"]})["sections"]) == 1
    gone = [{"operation": "delete", "section_id": found[0]["id"]}]
    assert refused(lambda: ada.canvases_edit(canvas_id=id, changes=gone)) == "section_not_found"
    ada.canvases_access_set(canvas_id=id, access_level="write", user_ids=[BEN_ID])
    ada.canvases_delete(canvas_id=id)
    assert refused(lambda: ada.canvases_delete(canvas_id=id)) == "canvas_not_found"


def test_a_list_and_its_items(ada: WebClient) -> None:
    made = ada.slackLists_create(name="Tasks", schema=[{"key": "task", "name": "Task", "type": "text"}])
    column = made["list_metadata"]["schema"][0]["id"]
    item = ada.slackLists_items_create(list_id=made["list_id"], initial_fields=[{"column_id": column, "text": "a"}])[
        "item"
    ]
    ada.slackLists_items_update(
        list_id=made["list_id"], cells=[{"row_id": item["id"], "column_id": column, "text": "b"}]
    )
    shown = ada.slackLists_items_info(list_id=made["list_id"], id=item["id"])["record"]
    assert shown["fields"] == [{"column_id": column, "text": "b"}]
    assert len(ada.slackLists_items_list(list_id=made["list_id"])["items"]) == 1
    copy = ada.slackLists_create(name="Copy", copy_from_list_id=made["list_id"], include_copied_list_records=True)[
        "list_id"
    ]
    assert len(ada.slackLists_items_list(list_id=copy)["items"]) == 1
    ada.slackLists_items_deleteMultiple(list_id=made["list_id"], ids=[item["id"]])
    assert refused(lambda: ada.slackLists_items_info(list_id=made["list_id"], id=item["id"])) == "record_not_found"
