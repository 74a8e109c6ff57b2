"""What is in a file of Drive."""

import pytest
from tests.clones.caller import Caller

from clonery.clones.google_workspace.operations.drive import parts
from clonery.server.problems import Malformed


def test_a_file_is_uploaded_read_and_replaced() -> None:
    ask = Caller("google-workspace")
    body = b'--x\r\nContent-Type: application/json\r\n\r\n{"name": "a.txt"}\r\n'
    body += b"--x\r\nContent-Type: text/plain\r\n\r\nhi\r\n--x--"
    sent = {"content_type": 'multipart/related; boundary="x"'}
    made = ask("POST", "/upload/drive/v3/files", body, query="uploadType=multipart", **sent)
    assert (made.status, made.data["name"], made.data["mimeType"], made.data["size"]) == (
        200,
        "a.txt",
        "text/plain",
        "2",
    )
    one = f"/drive/v3/files/{made.data['id']}"
    read = ask("GET", one, query="alt=media")
    assert (read.body, dict(read.headers)["Content-Type"]) == (b"hi", "text/plain")
    changed = ask("PATCH", f"/upload{one}", b"more", query="uploadType=media", content_type="text/plain")
    assert changed.status == 200
    assert ask("GET", one, query="alt=media").body == b"more"
    assert ask("GET", one).data["size"] == "4"
    assert ask("GET", "/drive/v3/files/none", query="alt=media").status == 404
    assert ask("POST", "/upload/drive/v3/files", b"--x--", **sent).status == 400


def test_parts_of_a_body() -> None:
    assert parts(b"--b\n\ntext\n--b\nContent-Type: a/b\n\n\x00\n--b--", "multipart/related; boundary=b") == [
        ("", b"text"), ("a/b", b"\x00"),
    ]  # fmt: skip
    with pytest.raises(Malformed):
        parts(b"", "multipart/related")
