"""Uploaded bytes come back as they were."""

from collections.abc import Callable
from typing import Any


def test_bytes_round_trip(plain: Callable[..., Any]) -> None:
    sent = b"\x00\xffbytes"
    made = plain("POST", "/shops/main/files?name=a.bin", sent, headers={"content-type": "image/png"})
    assert (made.status, made.data["size"]) == (201, 7)
    got = plain("GET", f"/shops/main/files/{made.data['id']}/content")
    assert (got.body, dict(got.headers)["Content-Type"], got.json) == (sent, "image/png", False)
    assert plain("GET", "/shops/other/files/none/content").status == 404
