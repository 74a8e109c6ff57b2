"""Bodies are read by their kind: JSON, nested forms, multipart, bytes."""

from typing import Any

import httpx
import pytest

from clonery.server import bodies
from clonery.server.operation import Operation
from clonery.server.problems import Malformed
from clonery.server.request import Request


def parse(body: bytes, kind: str, *takes: str) -> Any:
    entry: dict[str, Any] = {"name": "x"} | ({"consumes": list(takes)} if takes else {})
    return bodies.parse(Request("POST", "/", headers={"content-type": kind}, body=body), Operation(entry))


def test_json_under_any_name_where_json_is_taken() -> None:
    assert parse(b'{"a": 1}', "application/json; charset=utf-8") == {"a": 1}
    assert parse(b'{"a": 1}', bodies.FORM) == {"a": 1}
    assert parse(b"", "") is None
    with pytest.raises(Malformed):
        parse(b"{", "application/json")


def test_a_form_nests() -> None:
    made = parse(b"a[b][c]=1&l[]=x&l[]=y&n[0][k]=v&n[1][k]=w&t=%C3%A9", bodies.FORM, bodies.FORM)
    assert made == {"a": {"b": {"c": "1"}}, "l": ["x", "y"], "n": [{"k": "v"}, {"k": "w"}], "t": "é"}


@pytest.mark.parametrize("bad", [b"a[b=1", b"a=1&a[b]=2", b"a[b]=1&a=2", b"a=%ff", b"a[b]c=1"])
def test_a_form_that_contradicts_itself_is_malformed(bad: bytes) -> None:
    with pytest.raises(Malformed):
        parse(bad, bodies.FORM, bodies.FORM)


def test_multipart_gives_fields_and_files() -> None:
    sent = httpx.Request(
        "POST", "http://x/", data={"name": "n"}, files={"file": ("a.bin", b"\x00\r\n\xff", "image/png")}
    )
    made = parse(sent.read(), sent.headers["content-type"], bodies.MULTIPART)
    assert made == {"name": "n", "file": {"filename": "a.bin", "content_type": "image/png", "data": b"\x00\r\n\xff"}}
    with pytest.raises(Malformed):
        parse(b"nonsense", "multipart/form-data; boundary=x", bodies.MULTIPART)


def test_other_bodies_stay_bytes() -> None:
    assert parse(b"\x00\x01", "image/png", "application/octet-stream") == b"\x00\x01"
