"""Tools for states, labels, comments, cycles and attachments."""

from base64 import b64encode

from tests.clones.linear.tools.conftest import Use


def test_states(use: Use, refused: Use) -> None:
    states = use("list_issue_statuses", team="ENG")
    assert [state["name"] for state in states][:3] == ["Backlog", "Todo", "In Progress"]
    assert use("get_issue_status", id="", name="done", team="ENG")["type"] == "completed"
    assert refused("get_issue_status", id="x", name="", team="ENG") == "Entity not found: WorkflowState"


def test_labels(use: Use, refused: Use) -> None:
    made = use("create_issue_label", name="Security", color="#f00", teamId="ENG")
    assert made["name"] == "Security"
    names = {label["name"] for label in use("list_issue_labels", team="ENG")["labels"]}
    assert names == {"Bug", "Feature", "Improvement", "Security"}
    assert [label["name"] for label in use("list_issue_labels", name="sec")["labels"]] == ["Security"]
    assert "exists already" in refused("create_issue_label", name="bug")


def test_comments(use: Use, refused: Use) -> None:
    first = use("save_comment", issueId="ENG-2", body="One")
    reply = use("save_comment", issueId="ENG-2", parentId=first["id"], body="Two")
    assert reply["parentId"] == first["id"]
    assert use("save_comment", id=first["id"], body="Uno")["body"] == "Uno"
    assert use("create_comment", issueId="ENG-2", body="Old name")["author"]["name"] == "Ada Moreau"
    assert {each["body"] for each in use("list_comments", issueId="ENG-2")["comments"]} == {"Uno", "Two", "Old name"}
    use("delete_comment", id=first["id"])
    assert [each["body"] for each in use("list_comments", issueId="ENG-2")["comments"]] == ["Old name"]
    assert refused("list_comments") == "the id of what was commented on must be given"


def test_cycles(use: Use) -> None:
    assert [each["number"] for each in use("list_cycles", teamId="ENG")] == [1, 2, 3]
    for kind, number in (("previous", 1), ("current", 2), ("next", 3)):
        (cycle,) = use("list_cycles", teamId="ENG", type=kind)
        assert (cycle["number"], cycle["isActive"]) == (number, kind == "current")


def test_files(use: Use, refused: Use) -> None:
    place = use("prepare_attachment_upload", issue="ENG-2", filename="a.txt", contentType="text/plain", size=3)
    linked = use("create_attachment_from_upload", issue="ENG-2", assetUrl=place["assetUrl"])
    assert linked["title"] == "a.txt"
    content = b64encode(b"hello").decode()
    whole = use("create_attachment", issue="ENG-2", base64Content=content, filename="b.txt", contentType="text/plain")
    assert use("get_attachment", id=whole["id"])["url"].endswith("/b.txt")
    assert len(use("get_issue", id="ENG-2")["attachments"]) == 2
    bad = refused("create_attachment", issue="ENG-2", base64Content="?", filename="b", contentType="a/b")
    assert bad == "base64Content is no base64"


def test_images_in_a_text(use: Use) -> None:
    assert use("extract_images", markdown="See ![one](https://a.b/1.png) and ![](https://a.b/2.png)") == [
        {"alt": "one", "url": "https://a.b/1.png"}, {"alt": "", "url": "https://a.b/2.png"},
    ]  # fmt: skip
