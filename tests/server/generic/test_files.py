"""Uploaded bytes come back as they were."""

from collections.abc import Callable
from typing import Any

from clonery.server.generic.files import named


def test_bytes_round_trip(plain: Callable[..., Any]) -> None:
    sent = b"\x00\xffbytes"
    made = plain("POST", "/shops/main/files?name=a.bin", sent, headers={"content-type": "image/png"})
    assert (made.status, made.data["size"]) == (201, 7)
    got = plain("GET", f"/shops/main/files/{made.data['id']}/content")
    assert (got.body, dict(got.headers)["Content-Type"], got.json) == (sent, "image/png", False)
    assert plain("GET", "/shops/other/files/none/content").status == 404


def test_a_file_among_fields_is_its_name() -> None:
    file = {"filename": "a.png", "content_type": "image/png", "data": b"\x00"}
    assert named({"name": "x", "photo": file, "more": [file, 1]}) == {
        "name": "x",
        "photo": "a.png",
        "more": ["a.png", 1],
    }


def test_a_create_with_a_file_stores_what_json_can_hold(plain: Callable[..., Any]) -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="name"; filename="a.txt"\r\n\r\nhi\r\n--b--\r\n'
    made = plain("POST", "/shops", body, headers={"content-type": "multipart/form-data; boundary=b"})
    assert made.status in (201, 422)
    assert made.status == 422 or made.data["name"] == "a.txt"
