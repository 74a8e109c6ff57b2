"""Files in three steps, found, shared, public, fetched, deleted; and those kept elsewhere."""

from collections.abc import Callable

import httpx
import pytest
from slack_sdk import WebClient
from tests.clones.slack.conftest import ADA, RANDOM, WEBAPP, refused


def upload(client: WebClient, name: str, data: bytes) -> str:
    made = client.files_getUploadURLExternal(filename=name, length=len(data))
    assert httpx.post(made["upload_url"], content=data).text == f"OK - {len(data)}"
    return str(made["file_id"])


def test_three_steps_and_the_bytes_come_back(ada: WebClient, token_of: Callable[..., WebClient]) -> None:
    id = upload(ada, "plan.md", b"# Plan")
    assert refused(lambda: ada.files_info(file=id)) == "file_not_found"
    ada.files_completeUploadExternal(files=[{"id": id, "title": "The plan"}], channel_id=RANDOM, initial_comment="look")
    shown = ada.files_info(file=id)["file"]
    assert (shown["title"], shown["size"], shown["channels"], shown["filetype"]) == (
        "The plan",
        6,
        [RANDOM],
        "markdown",
    )
    assert RANDOM in shown["shares"]["public"]
    assert httpx.get(shown["url_private"], headers={"Authorization": f"Bearer {ADA}"}).content == b"# Plan"
    there = httpx.get(shown["url_private_download"], headers={"Authorization": f"Bearer {ADA}"})
    assert there.headers["content-disposition"] == 'attachment; filename="plan.md"'
    assert httpx.get(shown["url_private"]).json()["error"] == "not_authed"
    assert refused(lambda: ada.files_completeUploadExternal(files=[{"id": id}])) == "file_update_failed"
    assert token_of("ben").files_info(file=id)["file"]["name"] == "plan.md"


def test_what_was_not_sent_is_not_completed(ada: WebClient) -> None:
    made = ada.files_getUploadURLExternal(filename="x.txt", length=3)
    assert refused(lambda: ada.files_completeUploadExternal(files=[{"id": made["file_id"]}])) == "file_not_found"
    assert httpx.post(made["upload_url"] + "x", content=b"abc").status_code == 404
    parts = httpx.post(made["upload_url"], files={"file": ("x.txt", b"abc")})
    assert parts.text == "OK - 3"
    ada.files_completeUploadExternal(files=[{"id": made["file_id"]}])
    assert ada.files_info(file=made["file_id"])["file"]["channels"] == []


def test_files_are_listed_by_place_person_and_type(ada: WebClient, bot: WebClient) -> None:
    ada.files_upload_v2(channel=RANDOM, filename="a.png", content=b"\x89PNG")
    bot.files_upload_v2(channel=WEBAPP, filename="b.txt", content="b")
    assert [each["name"] for each in ada.files_list()["files"]] == ["b.txt", "a.png"]
    assert [each["name"] for each in ada.files_list(channel=RANDOM)["files"]] == ["a.png"]
    assert [each["name"] for each in ada.files_list(types="snippets")["files"]] == ["b.txt"]
    paged = ada.files_list(count=1, page=2)
    assert ([each["name"] for each in paged["files"]], paged["paging"]["pages"]) == (["a.png"], 2)


def test_a_public_address_is_open_until_it_is_taken_back(ada: WebClient) -> None:
    id = ada.files_upload_v2(channel=RANDOM, filename="a.txt", content="open")["file"]["id"]
    link = ada.files_sharedPublicURL(file=id)["file"]["permalink_public"]
    assert httpx.get(link).text == "open"
    assert refused(lambda: ada.files_sharedPublicURL(file=id)) == "already_public"
    ada.files_revokePublicURL(file=id)
    assert httpx.get(link).status_code == 404


def test_a_deleted_file_leaves_its_message(ada: WebClient, bot: WebClient) -> None:
    id = ada.files_upload_v2(channel=RANDOM, filename="a.txt", content="x", initial_comment="see")["file"]["id"]
    assert refused(lambda: bot.files_delete(file=id)) == "cant_delete_file"
    ada.files_delete(file=id)
    assert refused(lambda: ada.files_info(file=id)) == "file_not_found"
    (message,) = ada.conversations_history(channel=RANDOM)["messages"]
    assert (message["text"], "files" in message) == ("see", False)


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_files_kept_elsewhere(bot: WebClient) -> None:
    bot.files_remote_add(external_id="x1", external_url="https://x.example/1", title="Sheet")
    assert (
        refused(lambda: bot.files_remote_add(external_id="x1", external_url="https://x", title="x"))
        == "file_already_exists"
    )
    bot.files_remote_update(external_id="x1", title="Sheet 2")
    bot.files_remote_share(external_id="x1", channels=RANDOM)
    shown = bot.files_remote_info(external_id="x1")["file"]
    assert (shown["title"], shown["url_private"], shown["channels"]) == ("Sheet 2", "https://x.example/1", [RANDOM])
    assert len(bot.files_remote_list()["files"]) == 1
    bot.files_remote_remove(external_id="x1")
    assert refused(lambda: bot.files_remote_info(external_id="x1")) == "file_not_found"
