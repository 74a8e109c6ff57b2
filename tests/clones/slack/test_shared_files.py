"""Types of files by their names, and sharing them."""

import pytest
from tests.clones.slack.conftest import ADA_ID, WEBAPP

from clonery.clones.slack import shared_files
from clonery.clones.slack.records import Conversation, File
from clonery.server.call import Call


@pytest.mark.parametrize(
    ("name", "kind", "mode"),
    [("a.py", "python", "snippet"), ("a.PNG", "png", "hosted"), ("README", "binary", "hosted")],
)
def test_a_name_tells_the_type(name: str, kind: str, mode: str) -> None:
    made = shared_files.typed(name)
    assert (made["filetype"], made["mode"]) == (kind, mode)
    assert shared_files.typed(name, "ruby")["filetype"] == "ruby"


def test_text_is_read_and_other_bytes_are_not() -> None:
    assert shared_files.readable("grün".encode()) == "grün"
    assert shared_files.readable(b"\xff\x00") == ""


def test_sharing_is_one_message_and_makes_a_file_public(call: Call) -> None:
    files = [call.create(File, id=f"F0{n}", user=ADA_ID, name=f"{n}.txt", title=str(n)) for n in (1, 2)]
    made = shared_files.share(call, files, call.get(Conversation, WEBAPP), "both")
    assert (made.files, made.text, made.upload) == (["F01", "F02"], "both", True)
    file = call.get(File, "F01")
    assert (file.is_public, file.channels, file.shares) == (True, [WEBAPP], {WEBAPP: [made.ts]})
