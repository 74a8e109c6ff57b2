"""Files: uploaded in three steps, described, shared, deleted, fetched; https://docs.slack.dev/reference/methods?family=files."""

from __future__ import annotations

from typing import Any

from clonery.server.bodies import MULTIPART, multipart
from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.request import Answer

from .. import posting, shapes, shared_files
from ..lookups import find_channel, find_file, is_bot, listed, me, paged, seconds, team_of, visible, words
from ..records import Conversation, File, Message
from ..wording import invalid, no

SIZE_LIMIT = 1024**3
TYPES = {"images": ("image/",), "snippets": ("text/",), "pdfs": ("application/pdf",), "zips": ("application/zip",)}


@operation("files.getUploadURLExternal")
def get_upload_url(
    call: Call, filename: str, length: int, snippet_type: str | None = None, alt_txt: str | None = None
) -> dict[str, Any]:
    """The first step: a name and a size, for an address to send the bytes to."""
    if length <= 0:
        raise invalid("invalid_arguments", ["must be greater than 0 [json-pointer:/length]"])
    if length > SIZE_LIMIT:
        raise no("file_upload_size_restricted")
    user = me(call)
    made = call.create(
        File, id="F0" + call.new_id(size=9).upper(), user=user.id, team=user.team_id, name=filename, title=filename,
        length=length, created=call.now, alt_txt=alt_txt or "", ready=False, ticket=call.new_id(size=40),
        secret=call.new_id(size=10).lower(), **shared_files.typed(filename, snippet_type or ""),
        **posting.days(call.moment),
    )  # fmt: skip
    return {"upload_url": f"{call.base}/upload/v1/{made.ticket}", "file_id": made.id}


@operation("web/upload-file")
def upload(call: Call, ticket: str) -> Answer:
    """The second step: the bytes, as the body or as a form's file."""
    found = call.first(File, {"ticket": ticket})
    if found is None or found.ready:
        return Answer(404, b"upload not found", [("Content-Type", "text/plain")], json=False)
    data = call.request.body
    if call.request.content_type == MULTIPART:
        parts = [part["data"] for part in multipart(call.request).values() if isinstance(part, dict)]
        data = parts[0] if parts else b""
    call.update(found, blob=call.put_bytes(data), size=len(data), content=shared_files.readable(data))
    return Answer(200, b"OK - %d" % len(data), [("Content-Type", "text/plain")], json=False)


@operation("files.completeUploadExternal")
def complete_upload(
    call: Call, files: list[Any] | None = None, channel_id: str | None = None, channels: Any = None,
    initial_comment: str | None = None, thread_ts: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The third step: files whose bytes have come get their titles, and are shared."""
    if not files or not all(isinstance(each, dict) and "id" in each for each in files):
        raise invalid("invalid_arguments", ["missing required field: id [json-pointer:/files/0]"])
    made = []
    for entry in files:
        found = call.peek(File, entry["id"])
        if found is None or not found.blob or found.user != me(call).id:
            raise no("file_not_found")
        if found.ready:
            raise no("file_update_failed")
        made.append(call.update(found, ready=True, title=entry.get("title") or found.title))
    for file in made:
        call.emit("file_created", file=file)
    for id in words(channel_id) or words(channels):
        conversation = find_channel(call, id)
        posting.may_post(call, conversation)
        shared_files.share(
            call, [call.get(File, each.id) for each in made], conversation, initial_comment or "", thread_ts
        )
    return {"files": [shapes.file(call, call.get(File, each.id)) for each in made]}


@operation("files.info")
def info(call: Call, file: str) -> dict[str, Any]:
    return listed(call, "comments", call.slice([]), file=shapes.file(call, find_file(call, file)))


@operation("files.list")
def list_files(
    call: Call, channel: str | None = None, user: str | None = None, ts_from: str | None = None,
    ts_to: str | None = None,
    types: Any = None,
) -> dict[str, Any]:  # fmt: skip
    """Files that the caller may see, the newest first."""
    there, actor = set(visible(call)), me(call)
    if channel:
        find_channel(call, channel)
    low, high, kinds = (
        seconds(ts_from, 0, "invalid_ts_from"),
        seconds(ts_to, 1e12, "invalid_ts_to"),
        [each for each in words(types) if each != "all"],
    )
    starts = tuple(start for kind in kinds for start in TYPES.get(kind, ()))
    found = [
        each for each in call.all(File, {"ready": True}, "-rid")
        if (each.user == actor.id or each.is_public or there & set(each.channels))
        and (not channel or channel in each.channels) and (not user or each.user == user)
        and low <= each.created <= high and (not kinds or each.mimetype.startswith(starts or ("?",)))
    ]  # fmt: skip
    return paged(call, "files", call.slice(found))


@operation("files.delete")
def delete(call: Call, file: str) -> dict[str, Any]:
    found, user = find_file(call, file), me(call)
    if found.user != user.id and (is_bot(call) or not user.is_admin):
        raise no("cant_delete_file")
    for channel, stamps in found.shares.items():
        for ts in stamps:
            message = call.peek(Message, f"{channel}-{ts}")
            if message is None:
                continue
            files = [id for id in message.files if id != found.id]
            if files or message.text or message.reply_count:
                posting.refreshed(call, message, files=files)
            else:
                call.delete(message)
    call.emit("file_deleted", file=found)
    call.delete(found)
    return {}


@operation("files.sharedPublicURL")
def share_publicly(call: Call, file: str) -> dict[str, Any]:
    found = find_file(call, file)
    if found.public_url_shared:
        raise no("already_public")
    if is_bot(call):
        raise no("not_allowed_token_type")
    made = call.update(found, public_url_shared=True)
    call.emit("file_public", file=made)
    return {"file": shapes.file(call, made)}


@operation("files.revokePublicURL")
def revoke_public(call: Call, file: str) -> dict[str, Any]:
    made = call.update(find_file(call, file), public_url_shared=False)
    return {"file": shapes.file(call, made)}


# Their bytes


@operation("web/get-file", "web/download-file")
def get_bytes(call: Call, place: str, name: str) -> Answer:
    """A file's bytes, for a token that may see it."""
    if call.credential is None:
        raise no("not_authed")
    found = find_file(call, place.partition("-")[2])
    return _bytes(call, found, found.blob, "download" in call.request.path)


@operation("web/get-public-file")
def get_public(call: Call, place: str) -> Answer:
    """A file's bytes for everyone who knows its public address, while it is public."""
    _, id, secret = [*place.split("-"), "", ""][:3]
    found = call.peek(File, id)
    if found is None or not found.public_url_shared or found.secret != secret:
        return Answer(404, b"file not found", [("Content-Type", "text/plain")], json=False)
    return _bytes(call, found, found.blob, False)


def _bytes(call: Call, file: File, blob: str, download: bool) -> Answer:
    headers = [("Content-Type", file.mimetype)]
    if download:
        headers.append(("Content-Disposition", f'attachment; filename="{file.name}"'))
    return Answer(200, call.read_bytes(blob) if blob else b"", headers, json=False)


# Files that are kept elsewhere


def _remote(call: Call, external_id: str | None, file: str | None) -> File:
    found = call.peek(File, file) if file else call.first(File, {"external_id": external_id}) if external_id else None
    if found is None or not found.is_external:
        raise no("file_not_found")
    return found


@operation("files.remote.add")
def add_remote(
    call: Call, external_id: str, external_url: str, title: str, filetype: str = "", indexable_file_contents: str = ""
) -> dict[str, Any]:
    if call.first(File, {"external_id": external_id}):
        raise no("file_already_exists")
    user = me(call)
    kind = shared_files.typed(title, filetype) | {"mode": "external", "editable": False}
    made = call.create(
        File, id="F0" + call.new_id(size=9).upper(), user=user.id, team=team_of(call).id, name=title, title=title,
        created=call.now, is_external=True, external_type="app", external_id=external_id, external_url=external_url,
        content=indexable_file_contents, **kind, **posting.days(call.moment),
    )  # fmt: skip
    return {"file": shapes.file(call, made)}


@operation("files.remote.info")
def remote_info(call: Call, external_id: str | None = None, file: str | None = None) -> dict[str, Any]:
    return {"file": shapes.file(call, _remote(call, external_id, file))}


@operation("files.remote.list")
def list_remote(call: Call, channel: str | None = None) -> dict[str, Any]:
    found = [each for each in call.all(File, {"is_external": True}) if not channel or channel in each.channels]
    return listed(call, "files", call.slice(found))


@operation("files.remote.update")
def update_remote(
    call: Call, external_id: str | None = None, file: str | None = None, title: str | None = None,
    external_url: str | None = None, filetype: str | None = None, indexable_file_contents: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    given = {"title": title, "external_url": external_url, "filetype": filetype, "content": indexable_file_contents}
    found = _remote(call, external_id, file)
    made = call.update(found, **{name: value for name, value in given.items() if value is not None})
    return {"file": shapes.file(call, made)}


@operation("files.remote.remove")
def remove_remote(call: Call, external_id: str | None = None, file: str | None = None) -> dict[str, Any]:
    call.delete(_remote(call, external_id, file))
    return {}


@operation("files.remote.share")
def share_remote(call: Call, channels: Any, external_id: str | None = None, file: str | None = None) -> dict[str, Any]:
    found = _remote(call, external_id, file)
    for id in words(channels):
        conversation: Conversation = find_channel(call, id)
        posting.may_post(call, conversation)
        shared_files.share(call, [call.get(File, found.id)], conversation)
    return {"file": shapes.file(call, call.get(File, found.id))}
