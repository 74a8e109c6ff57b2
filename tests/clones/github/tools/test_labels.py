"""The tools for labels: read, listed, written by method."""

from tests.clones.github.tools.conftest import Use


def test_a_label_is_made_changed_and_deleted(use: Use) -> None:
    made = use("label_write", method="create", name="fresh", color="#00ff00", description="New")
    assert (made["name"], made["color"]) == ("fresh", "00ff00")
    use("label_write", method="update", name="fresh", new_name="ripe")
    assert use("get_label", name="RIPE")["description"] == "New"
    assert use("list_label")["totalCount"] == 6
    assert "ripe" in use("label_write", method="delete", name="ripe")["message"]
    assert use("get_label", name="ripe", error=True)["message"] == "Not Found"
    assert [label["name"] for label in use("list_label")["labels"]][:2] == ["bug", "documentation"]


def test_refusals_are_the_operation_s(use: Use) -> None:
    taken = use("label_write", method="create", name="BUG", error=True)
    assert taken["errors"] == [{"resource": "Label", "code": "already_exists", "field": "name"}]
