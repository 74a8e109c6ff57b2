"""Files: their types by name, and sharing them as messages; https://docs.slack.dev/reference/objects/file-object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import posting
from .records import Conversation, File, Message

if TYPE_CHECKING:
    from clonery.server.call import Call

TYPES = {
    "txt": ("text", "text/plain", "Plain Text"), "md": ("markdown", "text/plain", "Markdown (raw)"),
    "py": ("python", "text/plain", "Python"), "js": ("javascript", "text/plain", "JavaScript/JSON"),
    "json": ("javascript", "text/plain", "JavaScript/JSON"), "csv": ("csv", "text/csv", "CSV"),
    "log": ("text", "text/plain", "Plain Text"), "html": ("html", "text/html", "HTML"), "xml": ("xml", "text/xml",
        "XML"),
    "yaml": ("yaml", "text/plain", "YAML"), "yml": ("yaml", "text/plain", "YAML"), "sql": ("sql", "text/plain", "SQL"),
    "sh": ("shell", "text/plain", "Shell"), "diff": ("diff", "text/plain", "Diff"), "ts": ("typescript", "text/plain",
        "TypeScript"),
    "png": ("png", "image/png", "PNG"), "jpg": ("jpg", "image/jpeg", "JPEG"), "jpeg": ("jpg", "image/jpeg", "JPEG"),
    "gif": ("gif", "image/gif", "GIF"), "pdf": ("pdf", "application/pdf", "PDF"), "zip": ("zip", "application/zip",
        "Zip"),
    "mp4": ("mp4", "video/mp4", "MPEG 4 Video"), "mp3": ("mp3", "audio/mpeg", "MP3"),
    "docx": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word Document"),
}  # fmt: skip


def typed(name: str, snippet: str = "") -> dict[str, Any]:
    """Type and mode of a file by its name's ending, or by the type that a snippet is said to be."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    kind, mime, pretty = TYPES.get(ending, ("binary", "application/octet-stream", "Binary"))
    if snippet:
        kind, mime, pretty = snippet, "text/plain", snippet.title()
    text = mime.startswith("text/")
    return {
        "filetype": kind,
        "mimetype": mime,
        "pretty_type": pretty,
        "mode": "snippet" if text else "hosted",
        "editable": text,
    }


def readable(data: bytes) -> str:
    """What search finds of a file's bytes: its text, as far as it is one."""
    try:
        return data[:20_000].decode()
    except UnicodeDecodeError:
        return ""


def share(
    call: Call, files: list[File], conversation: Conversation, comment: str = "", thread_ts: str | None = None,
    blocks: Any = None, author: dict[str, Any] | None = None,
) -> Message:  # fmt: skip
    """One message with these files in a conversation."""
    said = posting.content(call, comment, blocks, required=False)
    fields = {**(author or posting.author(call)), **said, "files": [file.id for file in files], "upload": True}
    made = posting.post(call, conversation, fields, thread_ts)
    for file in files:
        channels = file.channels if conversation.id in file.channels else [*file.channels, conversation.id]
        shares = {**file.shares, conversation.id: [*file.shares.get(conversation.id, []), made.ts]}
        public = file.is_public or not conversation.is_private
        file = call.update(file, channels=channels, shares=shares, is_public=public)
        call.emit("file_shared", file=file, channel=conversation, ts=made.ts, user=file.user)
    return made
